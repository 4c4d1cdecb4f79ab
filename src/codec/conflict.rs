//! git's conflict markers: whether a text holds them, and the two texts it was made of.

use std::ops::Range;

/// The files that a conflicted file was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    /// Our side, with everything that is in no conflict.
    pub ours: String,
    /// Their side, with everything that is in no conflict.
    pub theirs: String,
    /// What both came from, where git recorded it.
    pub base: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
    Ours,
    Base,
    Middle,
    Theirs,
}

/// Says where the first marker stands, where the text holds git's conflict markers in their order.
pub(super) fn first_marker(text: &str) -> Option<Range<usize>> {
    if !text.contains("<<<<<<<") {
        return None;
    }
    let mut start: Option<Range<usize>> = None;
    let mut middle = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        match marker(line.trim_start_matches(super::places::BOM)) {
            Some(Marker::Ours) => {
                start = Some(at..at + line.trim_end().len());
                middle = false;
            }
            Some(Marker::Middle) => middle = start.is_some(),
            Some(Marker::Theirs) if middle => return start,
            _ => {}
        }
        at += line.len();
    }
    None
}

/// Says where the first line stands that looks like a marker on its own; a text that does not parse and has one was
/// conflicted, too.
pub(super) fn stray_marker(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if marker(line).is_some_and(|marker| marker != Marker::Middle) {
            return Some(at..at + line.trim_end().len());
        }
        at += line.len();
    }
    None
}

/// Takes a conflicted file apart; nothing where the bytes are no UTF-8 or hold no conflict markers in their order.
#[must_use]
pub fn sides(bytes: &[u8]) -> Option<Sides> {
    let text = std::str::from_utf8(bytes).ok()?;
    first_marker(text)?;
    let (mut ours, mut theirs, mut base) = (String::new(), String::new(), String::new());
    let mut has_base = false;
    let mut within: Option<Marker> = None;
    for line in text.split_inclusive('\n') {
        match (marker(line), within) {
            (Some(Marker::Ours), None) => within = Some(Marker::Ours),
            (Some(Marker::Base), Some(Marker::Ours)) => {
                within = Some(Marker::Base);
                has_base = true;
            }
            (Some(Marker::Middle), Some(Marker::Ours | Marker::Base)) => within = Some(Marker::Theirs),
            (Some(Marker::Theirs), Some(Marker::Theirs)) => within = None,
            (_, None) => {
                ours.push_str(line);
                theirs.push_str(line);
                base.push_str(line);
            }
            (_, Some(Marker::Ours)) => ours.push_str(line),
            (_, Some(Marker::Base)) => base.push_str(line),
            (_, Some(_)) => theirs.push_str(line),
        }
    }
    Some(Sides { ours, theirs, base: has_base.then_some(base) })
}

/// The marker that a line is.
fn marker(line: &str) -> Option<Marker> {
    let line = line.trim_end_matches(['\n', '\r']);
    let is = |sign: &str| line.strip_prefix(sign).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    if is("<<<<<<<") {
        Some(Marker::Ours)
    } else if is("|||||||") {
        Some(Marker::Base)
    } else if is("=======") {
        Some(Marker::Middle)
    } else if is(">>>>>>>") {
        Some(Marker::Theirs)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFLICT: &str = "a = 1\n<<<<<<< HEAD\nb = 2\n||||||| base\nb = 0\n=======\nb = 3\n>>>>>>> branch\nc = 4\n";

    #[test]
    fn markers_are_found_in_their_order_only() {
        assert_eq!(first_marker(CONFLICT), Some(6..18));
        assert_eq!(first_marker("text = \"\"\"\nTitle\n=======\n\"\"\"\n"), None);
        assert_eq!(first_marker(">>>>>>> x\n=======\n<<<<<<< y\n"), None);
        assert_eq!(stray_marker("a = 1\n>>>>>>> x\n"), Some(6..15));
        assert_eq!(stray_marker("=======\n"), None);
    }

    #[test]
    fn both_sides_come_out_whole() {
        let sides = sides(CONFLICT.as_bytes()).expect("sides");
        assert_eq!(sides.ours, "a = 1\nb = 2\nc = 4\n");
        assert_eq!(sides.theirs, "a = 1\nb = 3\nc = 4\n");
        assert_eq!(sides.base.as_deref(), Some("a = 1\nb = 0\nc = 4\n"));
    }
}
