//! Conflict markers: whether a text holds them, and the texts it was made of.
//!
//! git's own, of any size and with the base or without, and those of Jujutsu, which tells of one side as a difference.

use std::ops::Range;

/// The fewest signs of a marker.
const SIGNS: usize = 7;

/// The files that a conflicted file was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    /// Our side, with everything that is in no conflict.
    pub ours: String,
    /// Their side, with everything that is in no conflict.
    pub theirs: String,
    /// What both came from, where it is recorded.
    pub base: Option<String>,
}

/// A part of a conflicted file; whole lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// What is in no conflict.
    Plain(String),
    /// What stands between markers: each side, and the base where it is recorded.
    Clash { ours: String, base: Option<String>, theirs: String },
}

/// A marker, by its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marker {
    /// `<`: what follows is ours.
    Ours,
    /// `|`: what both came from.
    Base,
    /// `=`: what is theirs.
    Middle,
    /// `>`: the end.
    Theirs,
    /// `%`: the difference that one side made, in Jujutsu.
    Difference,
    /// `+`: a side as it stands, in Jujutsu.
    Side,
    /// `-`: what the sides came from, in Jujutsu.
    Origin,
}

/// The signs, each with its marker.
const MARKERS: [(u8, Marker); 7] = [
    (b'<', Marker::Ours),
    (b'|', Marker::Base),
    (b'=', Marker::Middle),
    (b'>', Marker::Theirs),
    (b'%', Marker::Difference),
    (b'+', Marker::Side),
    (b'-', Marker::Origin),
];

/// The marker that a line is, and how many signs it has.
fn marker(line: &str) -> Option<(Marker, usize)> {
    let line = line.trim_end_matches(['\n', '\r']);
    let first = *line.as_bytes().first()?;
    let (_, marker) = MARKERS.iter().find(|(sign, _)| *sign == first)?;
    let size = line.bytes().take_while(|byte| *byte == first).count();
    let is_alone = matches!(line.as_bytes().get(size), None | Some(b' '));
    (size >= SIGNS && is_alone).then_some((*marker, size))
}

/// Says where the first marker stands, where the text holds the markers of a conflict in their order.
pub(super) fn first_marker(text: &str) -> Option<Range<usize>> {
    if !text.contains("<<<<<<<") {
        return None;
    }
    let mut start: Option<(Range<usize>, usize)> = None;
    let mut has_both = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let own = line.trim_start_matches(super::places::BOM);
        match (marker(own), &start) {
            (Some((Marker::Ours, size)), _) => {
                start = Some((at..at + line.trim_end().len(), size));
                has_both = false;
            }
            (Some((Marker::Middle | Marker::Side, size)), Some((_, own))) if size == *own => has_both = true,
            (Some((Marker::Theirs, size)), Some((range, own))) if size == *own && has_both => {
                return Some(range.clone());
            }
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
        if let Some((Marker::Ours | Marker::Base | Marker::Theirs, SIGNS)) = marker(line) {
            return Some(at..at + line.trim_end().len());
        }
        at += line.len();
    }
    None
}

/// What stands between two markers.
struct Section {
    marker: Marker,
    text: String,
}

/// Takes a conflicted file apart; nothing where it holds no conflict markers in their order.
#[must_use]
pub fn parts(text: &str) -> Option<Vec<Part>> {
    first_marker(text)?;
    let mut parts: Vec<Part> = Vec::new();
    let mut sections: Vec<Section> = Vec::new();
    let mut size = 0;
    for line in text.split_inclusive('\n') {
        match (marker(line), sections.last_mut()) {
            (Some((Marker::Ours, signs)), None) => {
                size = signs;
                sections.push(Section { marker: Marker::Ours, text: String::new() });
            }
            (_, None) => match parts.last_mut() {
                Some(Part::Plain(plain)) => plain.push_str(line),
                _ => parts.push(Part::Plain(line.to_owned())),
            },
            (Some((Marker::Theirs, signs)), Some(_)) if signs == size => {
                parts.push(clash(&std::mem::take(&mut sections))?);
            }
            (Some((marker, signs)), Some(last)) if signs == size && follows(marker, last.marker) => {
                sections.push(Section { marker, text: String::new() });
            }
            // The head of a difference has a second line.
            (None, Some(last)) if last.marker == Marker::Difference && line.starts_with("\\\\\\\\\\\\\\") => {}
            (_, Some(last)) => last.text.push_str(line),
        }
    }
    sections.is_empty().then_some(parts)
}

/// Whether a marker can follow what another began; otherwise it is a line like any other.
fn follows(marker: Marker, last: Marker) -> bool {
    match marker {
        Marker::Base => last == Marker::Ours,
        Marker::Middle => matches!(last, Marker::Ours | Marker::Base),
        Marker::Difference | Marker::Side | Marker::Origin => !matches!(last, Marker::Base | Marker::Middle),
        Marker::Ours | Marker::Theirs => false,
    }
}

/// What some sections come to; nothing where there are not two sides.
fn clash(sections: &[Section]) -> Option<Part> {
    let of = |marker: Marker| sections.iter().find(|section| section.marker == marker);
    if let (Some(ours), Some(theirs)) = (of(Marker::Ours), of(Marker::Middle)) {
        let base = of(Marker::Base).map(|base| base.text.clone());
        return Some(Part::Clash { ours: ours.text.clone(), base, theirs: theirs.text.clone() });
    }
    let (mut sides, mut base) = (Vec::new(), None);
    for section in sections {
        match section.marker {
            Marker::Side => sides.push(section.text.clone()),
            Marker::Origin => base = Some(section.text.clone()),
            Marker::Difference => {
                base = Some(of_difference(&section.text, '-'));
                sides.push(of_difference(&section.text, '+'));
            }
            _ => {}
        }
    }
    let [ours, theirs] = <[String; 2]>::try_from(sides).ok()?;
    Some(Part::Clash { ours, base, theirs })
}

/// The text before (`-`) or after (`+`) a difference.
fn of_difference(text: &str, sign: char) -> String {
    text.split_inclusive('\n').filter_map(|line| line.strip_prefix([' ', sign])).collect()
}

/// The files that a conflicted one was made of; nothing where the bytes are no UTF-8 or hold no conflict markers in their
/// order.
#[must_use]
pub fn sides(bytes: &[u8]) -> Option<Sides> {
    let parts = parts(std::str::from_utf8(bytes).ok()?)?;
    let (mut ours, mut theirs, mut whole_base) = (String::new(), String::new(), String::new());
    let mut has_base = false;
    for part in parts {
        match part {
            Part::Plain(plain) => {
                for side in [&mut ours, &mut theirs, &mut whole_base] {
                    side.push_str(&plain);
                }
            }
            Part::Clash { ours: our, base, theirs: their } => {
                ours.push_str(&our);
                theirs.push_str(&their);
                has_base |= base.is_some();
                whole_base.push_str(&base.unwrap_or_default());
            }
        }
    }
    Some(Sides { ours, theirs, base: has_base.then_some(whole_base) })
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

    #[test]
    fn markers_of_any_size_hold_those_of_another() {
        let text = "a = 1\n<<<<<<<<< HEAD\nb = 2\n=======\nb = 3\n=========\nb = 4\n>>>>>>>>> side\n";
        let sides = sides(text.as_bytes()).expect("sides");
        assert_eq!(sides.ours, "a = 1\nb = 2\n=======\nb = 3\n");
        assert_eq!(sides.theirs, "a = 1\nb = 4\n");
    }

    #[test]
    fn a_side_that_is_told_as_a_difference_is_read() {
        let text = "a = 1\n<<<<<<< conflict 1 of 1\n%%%%%%% diff from: abc\n\\\\\\\\\\\\\\        to: def\n-b = 0\n+b = 2\n\
                    +++++++ ghi\nb = 3\n>>>>>>> conflict 1 of 1 ends\nc = 4\n";
        let found = sides(text.as_bytes()).expect("sides");
        assert_eq!(found.ours, "a = 1\nb = 2\nc = 4\n");
        assert_eq!(found.theirs, "a = 1\nb = 3\nc = 4\n");
        assert_eq!(found.base.as_deref(), Some("a = 1\nb = 0\nc = 4\n"));
        let snapshots = "<<<<<<< 1\n+++++++ x\nb = 2\n------- y\nb = 0\n+++++++ z\nb = 3\n>>>>>>> 1\n";
        let found = sides(snapshots.as_bytes()).expect("sides");
        assert_eq!((found.ours.as_str(), found.theirs.as_str()), ("b = 2\n", "b = 3\n"));
        assert_eq!(found.base.as_deref(), Some("b = 0\n"));
        let three = "<<<<<<< 1\n+++++++ x\na\n+++++++ y\nb\n+++++++ z\nc\n>>>>>>> 1\n";
        assert_eq!(parts(three), None, "three sides are not two");
    }

    #[test]
    fn parts_are_what_the_file_was_made_of() {
        let text = "a = 1\n<<<<<<< HEAD\n=======\nb = 3\n>>>>>>> x\nc = 4\n";
        let clash = Part::Clash { ours: String::new(), base: None, theirs: "b = 3\n".into() };
        assert_eq!(parts(text), Some(vec![Part::Plain("a = 1\n".into()), clash, Part::Plain("c = 4\n".into())]));
        assert_eq!(parts("<<<<<<< HEAD\n=======\n>>>>>>> x\n<<<<<<< HEAD\n"), None, "one is open");
    }
}
