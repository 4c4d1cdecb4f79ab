//! A merge by lines, for files that cannot be read: as git does it, with markers around what both sides changed.

use std::collections::HashMap;

use super::Markers;
use crate::codec::text_merge::Three;

/// How many comparisons of lines are made at most; beyond them a file counts as changed in one piece.
const MOST: usize = 4_000_000;

/// The merged lines, and how many clashes are among them.
#[must_use]
pub fn merge_lines(files: Three<&[u8]>, markers: &Markers<'_>) -> (Vec<u8>, usize) {
    let lines = files.map(|file| file.split_inclusive(|byte| *byte == b'\n').collect::<Vec<_>>());
    let (ours, theirs) = (pairs(&lines.base, &lines.ours), pairs(&lines.base, &lines.theirs));
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
    let same = |(a, b): &(&&[u8], &&[u8])| a == b;
    let head = lines.ours.iter().zip(lines.theirs).take_while(same).count();
    let most = lines.ours.len().min(lines.theirs.len()) - head;
    let tail = lines.ours.iter().rev().zip(lines.theirs.iter().rev()).take(most).take_while(same).count();
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

/// The lines two versions have in common, as their places in both: a longest common run of lines.
fn pairs(from: &[&[u8]], to: &[&[u8]]) -> HashMap<usize, usize> {
    let head = from.iter().zip(to).take_while(|(a, b)| a == b).count();
    let most = from.len().min(to.len()) - head;
    let tail = from.iter().rev().zip(to.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let mut pairs: HashMap<usize, usize> = (0..head).map(|at| (at, at)).collect();
    pairs.extend((1..=tail).map(|at| (from.len() - at, to.len() - at)));
    let (a, b) = (&from[head..from.len() - tail], &to[head..to.len() - tail]);
    if a.len().saturating_mul(b.len()) > MOST {
        return pairs;
    }
    let width = b.len() + 1;
    let mut common = vec![0_u32; (a.len() + 1) * width];
    for x in (0..a.len()).rev() {
        for y in (0..b.len()).rev() {
            common[x * width + y] = if a[x] == b[y] {
                common[(x + 1) * width + y + 1] + 1
            } else {
                common[(x + 1) * width + y].max(common[x * width + y + 1])
            };
        }
    }
    let (mut x, mut y) = (0, 0);
    while x < a.len() && y < b.len() {
        if a[x] == b[y] {
            pairs.insert(head + x, head + y);
            (x, y) = (x + 1, y + 1);
        } else if common[(x + 1) * width + y] >= common[x * width + y + 1] {
            x += 1;
        } else {
            y += 1;
        }
    }
    pairs
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
