//! Where two canvases differ: runs of pieces, in both, between pieces that are the same.

use std::collections::HashSet;
use std::ops::Range;

use super::super::outline::Piece;
use crate::document::Id;

/// Pieces of one canvas that stand in the place of pieces of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hunk {
    pub(super) now: Range<usize>,
    pub(super) wanted: Range<usize>,
}

/// The hunks that lead from one canvas to another, each with an equal piece on either side as far as there is one, so that
/// no change reaches its edges. Nothing where sections have changed places.
pub(super) fn hunks(now: &[Piece<'_>], wanted: &[Piece<'_>]) -> Option<Vec<Hunk>> {
    let (before, after) = (lists(now), lists(wanted));
    let mut found = Vec::new();
    let (mut left, mut right) = (before.iter().peekable(), after.iter().peekable());
    let (mut at, mut to) = (0, 0);
    loop {
        match (left.peek(), right.peek()) {
            (None, None) => break,
            (Some((name, mine)), Some((other, theirs))) if name == other => {
                within(now, wanted, mine.clone(), theirs.clone(), &mut found);
                (at, to) = (mine.end, theirs.end);
                left.next();
                right.next();
            }
            (Some((name, mine)), _) if !after.iter().any(|(other, _)| other == name) => {
                found.push(Hunk { now: mine.clone(), wanted: to..to });
                at = mine.end;
                left.next();
            }
            (_, Some((name, theirs))) if !before.iter().any(|(other, _)| other == name) => {
                found.push(Hunk { now: at..at, wanted: theirs.clone() });
                to = theirs.end;
                right.next();
            }
            _ => return None,
        }
    }
    Some(widened(found, now.len(), wanted.len()))
}

/// The name of a list: head, notes of a section, what is said of sections.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List<'a> {
    Head,
    Notes(&'a str),
    Marks,
}

/// The lists of a canvas in order, each with its place.
fn lists<'a>(pieces: &[Piece<'a>]) -> Vec<(List<'a>, Range<usize>)> {
    let mut lists: Vec<(List<'_>, Range<usize>)> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let list = match piece {
            Piece::Head(_) => List::Head,
            Piece::Note(section, _) => List::Notes(section),
            Piece::Mark(..) => List::Marks,
        };
        match lists.last_mut() {
            Some((known, range)) if *known == list => range.end = at + 1,
            _ => lists.push((list, at..at + 1)),
        }
    }
    lists
}

/// Finds the hunks of one list.
fn within(now: &[Piece<'_>], wanted: &[Piece<'_>], mine: Range<usize>, theirs: Range<usize>, found: &mut Vec<Hunk>) {
    let (a, b) = (&now[mine.clone()], &wanted[theirs.clone()]);
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let most = a.len().min(b.len()) - head;
    let tail = a.iter().rev().zip(b.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let (mut at, end) = (mine.start + head, mine.end - tail);
    let (mut to, last) = (theirs.start + head, theirs.end - tail);
    let (here, there) = (ids(&now[at..end]), ids(&wanted[to..last]));
    let mut open: Option<(usize, usize)> = None;
    while at < end || to < last {
        let (mine, theirs) = (now[..end].get(at), wanted[..last].get(to));
        if mine == theirs {
            found.extend(open.take().map(|(from, since)| Hunk { now: from..at, wanted: since..to }));
            (at, to) = (at + 1, to + 1);
            continue;
        }
        open.get_or_insert((at, to));
        let (old, new) = (mine.and_then(id), theirs.and_then(id));
        if old.is_some() && old == new {
            (at, to) = (at + 1, to + 1);
        } else if old.is_some_and(|old| !there.contains(&old)) {
            at += 1;
        } else if new.is_some_and(|new| !here.contains(&new)) {
            to += 1;
        } else {
            // Something changed places: everything to the end of what differs belongs together.
            (at, to) = (end, last);
        }
    }
    found.extend(open.map(|(from, since)| Hunk { now: from..at, wanted: since..to }));
}

fn id(piece: &Piece<'_>) -> Option<Id> {
    match piece {
        Piece::Note(_, note) => Some(note.id),
        Piece::Head(_) | Piece::Mark(..) => None,
    }
}

fn ids(pieces: &[Piece<'_>]) -> HashSet<Id> {
    pieces.iter().filter_map(id).collect()
}

/// The hunks with a piece more on either side; those that meet become one.
fn widened(hunks: Vec<Hunk>, now: usize, wanted: usize) -> Vec<Hunk> {
    let mut wide: Vec<Hunk> = Vec::new();
    for Hunk { now: mine, wanted: theirs } in hunks {
        let before = usize::from(mine.start > 0 && theirs.start > 0);
        let behind = usize::from(mine.end < now && theirs.end < wanted);
        let hunk =
            Hunk { now: mine.start - before..mine.end + behind, wanted: theirs.start - before..theirs.end + behind };
        match wide.last_mut() {
            Some(last) if hunk.now.start <= last.now.end => {
                (last.now.end, last.wanted.end) = (hunk.now.end, hunk.wanted.end);
            }
            _ => wide.push(hunk),
        }
    }
    wide
}
