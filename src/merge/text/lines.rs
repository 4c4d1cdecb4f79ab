//! A merge by lines, for files that cannot be read: as git does it, with markers around what both sides changed.

use std::collections::HashMap;

use super::Markers;
use crate::codec::text_merge::Three;
use crate::document::sequence::{alike_at_ends, in_common};

/// The merged lines, and how many clashes are among them.
#[must_use]
pub fn merge_lines(files: Three<&[u8]>, markers: &Markers<'_>) -> (Vec<u8>, usize) {
    let lines = files.map(|file| file.split_inclusive(|byte| *byte == b'\n').collect::<Vec<_>>());
    let pairs = |to: &[&[u8]]| in_common(&lines.base, to).into_iter().collect::<HashMap<usize, usize>>();
    let (ours, theirs) = (pairs(&lines.ours), pairs(&lines.theirs));
    let mut out = Vec::new();
    let mut clashes = 0;
    let (mut base, mut we, mut they) = (0, 0, 0);
    loop {
        while base < lines.base.len() && ours.get(&base) == Some(&we) && theirs.get(&base) == Some(&they) {
            out.extend_from_slice(lines.base[base]);
            (base, we, they) = (base + 1, we + 1, they + 1);
        }
        // The next line that all three have.
        let next = (base..lines.base.len()).find(|at| ours.contains_key(at) && theirs.contains_key(at));
        let (to, our_to, their_to) =
            next.map_or((lines.base.len(), lines.ours.len(), lines.theirs.len()), |at| (at, ours[&at], theirs[&at]));
        let chunk =
            Three { base: &lines.base[base..to], ours: &lines.ours[we..our_to], theirs: &lines.theirs[they..their_to] };
        clashes += usize::from(put(&mut out, &chunk, markers));
        (base, we, they) = (to, our_to, their_to);
        if next.is_none() {
            return (out, clashes);
        }
    }
}

/// Appends what three versions of some lines come to, and says whether they clash.
fn put(out: &mut Vec<u8>, lines: &Three<&[&[u8]]>, markers: &Markers<'_>) -> bool {
    if let Some(one) = crate::merge::three::three_way(lines.base, lines.ours, lines.theirs) {
        out.extend(one.concat());
        return false;
    }
    let (head, tail) = alike_at_ends(lines.ours, lines.theirs);
    let sign = |sign: &str, label: &str| {
        let gap = if label.is_empty() { "" } else { " " };
        format!("{}{gap}{label}\n", sign.repeat(markers.size))
    };
    let side = |out: &mut Vec<u8>, lines: &[&[u8]]| {
        out.extend(lines.concat());
        if out.last().is_some_and(|byte| *byte != b'\n') {
            out.push(b'\n');
        }
    };
    out.extend(lines.ours[..head].concat());
    out.extend(sign("<", markers.ours).bytes());
    side(out, &lines.ours[head..lines.ours.len() - tail]);
    out.extend(sign("=", "").bytes());
    side(out, &lines.theirs[head..lines.theirs.len() - tail]);
    out.extend(sign(">", markers.theirs).bytes());
    out.extend(lines.ours[lines.ours.len() - tail..].concat());
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merge(base: &str, ours: &str, theirs: &str) -> (String, usize) {
        let files = Three { base: base.as_bytes(), ours: ours.as_bytes(), theirs: theirs.as_bytes() };
        let (bytes, clashes) = merge_lines(files, &Markers { size: 7, ours: "HEAD", theirs: "side" });
        (String::from_utf8(bytes).expect("text"), clashes)
    }

    #[test]
    fn what_one_side_changed_is_taken_and_what_both_changed_is_marked() {
        assert_eq!(merge("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n"), ("A\nb\nC\n".to_owned(), 0));
        assert_eq!(merge("a\nb\n", "a\nx\nb\n", "a\nx\nb\n"), ("a\nx\nb\n".to_owned(), 0));
        let marked = "a\n<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> side\nc\n";
        assert_eq!(merge("a\nb\nc\n", "a\nx\nc\n", "a\ny\nc\n"), (marked.to_owned(), 1));
        assert_eq!(merge("", "", ""), (String::new(), 0));
        assert_eq!(merge("a", "b", "c"), ("<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> side\n".to_owned(), 1));
    }
}
