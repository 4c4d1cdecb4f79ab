//! Changing a canvas whose meaning is known already, by looking at the parts of its file that change.
//!
//! Where a file says what its document says, one table after the other in canonical order, and two documents differ in a
//! few of these tables, the file is cut around them. The top of the file and the tables that were cut out are a small
//! file, which is changed and read back like any other; then its parts are put back. Tables are whole on both sides of a
//! cut, so that what stands outside goes on saying what it said, and no id outside is one of those inside, for a canvas
//! has each of them once.

use std::ops::Range;
use std::sync::Arc;

use super::super::outline::{Piece, pieces};
use super::super::skeleton::{Skeleton, TableText};
use super::super::{Content, conflict};
use super::direct;
use super::hunks::{Hunk, hunks};
use crate::document::{Canvas, DocumentBody};
use crate::method::Method;

/// The bytes, changed so that they say `target`; nothing where this way does not lead there, or has to look at more than
/// `most` bytes. `known` is what they say.
pub(super) fn update(bytes: &[u8], known: &Content, target: &Content, method: &Method, most: usize) -> Option<Vec<u8>> {
    let (Content::DocumentBody(DocumentBody::Canvas(known)), Content::DocumentBody(DocumentBody::Canvas(target))) =
        (known, target)
    else {
        return None;
    };
    if known.history != target.history {
        return None;
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let (now, wanted) = (pieces(known, method), pieces(target, method));
    let hunks = hunks(&now, &wanted)?;
    let skeleton = Skeleton::new(text);
    let tables = tables(&skeleton, &now)?;
    let windows: Vec<Range<usize>> = hunks.iter().map(|hunk| window(text, tables, hunk)).collect();
    let top = match windows.first()?.start {
        0 => "",
        _ => &text[..tables[1].lead],
    };
    let middle: String = std::iter::once(top).chain(windows.iter().map(|window| &text[window.clone()])).collect();
    if middle.len() > most {
        return None;
    }
    let mut small = canvas_of(known, hunks.iter().flat_map(|hunk| &wanted[hunk.wanted.clone()]));
    if hunks.last()?.now.end == now.len() {
        small.history.clone_from(&known.history);
    }
    let changed = direct(middle.as_bytes(), &small.into(), method)?;
    let new = put_back(text, &windows, &parts(changed.strip_prefix(top.as_bytes())?, &hunks, &now)?)?;
    // Conflict markers are looked for in a file as a whole.
    conflict::first_marker(&new).is_none().then(|| new.into_bytes())
}

/// The tables that hold the pieces of a canvas, one each and in their order; nothing where there are others than they and
/// the published versions behind them.
fn tables<'s, 't>(skeleton: &'s Skeleton<'t>, pieces: &[Piece<'_>]) -> Option<&'s [TableText<'t>]> {
    let (own, versions) = skeleton.blocks.split_at_checked(pieces.len())?;
    let stand = own.iter().zip(pieces).all(|(table, piece)| stands_as(table, piece));
    (stand && versions.iter().all(|table| table.element && table.is_at(&["history"]))).then_some(own)
}

/// Whether a table is the one that holds a piece.
fn stands_as(table: &TableText<'_>, piece: &Piece<'_>) -> bool {
    !table.element
        && match piece {
            Piece::Head(_) => table.path.is_empty(),
            Piece::Note(section, note) => table.is_at(&["notes", section, note.id.as_str()]),
            Piece::Mark(section, _) => table.is_at(&["sections", section]),
        }
}

/// The part of the text that holds a hunk, up to where the next table begins.
fn window(text: &str, tables: &[TableText<'_>], hunk: &Hunk) -> Range<usize> {
    let start = if hunk.now.start == 0 { 0 } else { tables[hunk.now.start].lead };
    start..tables.get(hunk.now.end).map_or(text.len(), |next| next.lead)
}

/// The canvas that consists of some pieces, below the head of another.
fn canvas_of<'p>(known: &Canvas, pieces: impl Iterator<Item = &'p Piece<'p>>) -> Canvas {
    let mut canvas = Canvas::new(known.head.clone());
    for piece in pieces {
        match piece {
            Piece::Head(head) => canvas.head = (*head).clone(),
            Piece::Note(section, note) => {
                canvas.push(section, Arc::clone(note));
            }
            Piece::Mark(section, mark) => {
                canvas.marks.insert((*section).to_owned(), (*mark).clone());
            }
        }
    }
    canvas
}

/// What has become of each window: a window begins with the table it began with, which is still the same.
fn parts<'t>(changed: &'t [u8], hunks: &[Hunk], now: &[Piece<'_>]) -> Option<Vec<&'t str>> {
    let changed = std::str::from_utf8(changed).ok()?;
    let skeleton = Skeleton::new(changed);
    let mut cuts = vec![0];
    for hunk in &hunks[1..] {
        let first = &now[hunk.now.start];
        cuts.push(skeleton.blocks.iter().find(|table| stands_as(table, first))?.lead);
    }
    cuts.push(changed.len());
    cuts.windows(2).map(|cut| changed.get(cut[0]..cut[1])).collect()
}

/// The text with other parts in the place of the windows.
fn put_back(text: &str, windows: &[Range<usize>], parts: &[&str]) -> Option<String> {
    let mut new = String::with_capacity(text.len() + 256);
    let mut at = 0;
    for (window, part) in windows.iter().zip(parts) {
        new.push_str(text.get(at..window.start)?);
        new.push_str(part);
        at = window.end;
    }
    new.push_str(text.get(at..)?);
    Some(new)
}
