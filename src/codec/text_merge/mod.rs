//! Three texts of one file into one text: what each table, key and comment of it comes from.
//!
//! What the merged file says is decided elsewhere and handed in, with what clashes; here every table that only one side
//! changed is taken from that side as it stands, and where both changed one, each key and each comment is taken by the
//! rule of three: comments and keys that nobody knows belong to people, too. Clashes are confined to the keys they are
//! about. Texts come without a byte order mark, with line feeds only, and with a header for every table ([`is_plain`]).

mod both;
mod comments;
mod order;
mod piece;
mod proof;
mod shown;
mod side;
mod table;
mod three;
mod unit;

use std::collections::HashMap;

pub use piece::{Clash, Piece, Version, both_of, both_sides, flattened};
pub use proof::is_true;
pub use shown::{ShownKey, shown_keys, text_lines};
pub use three::Three;

use super::syntax_map::SyntaxMap;
use super::table_model::tables;
use super::{Content, Reading, grammar};
use crate::method::Method;
use comments::Floating;
use order::Sequences;
use piece::Pieces;
use side::{Ids, Parsed, is_listed_apart};
use unit::{Unit, Weaver};

/// A merged text in pieces, and what clashes beside what was handed in: tables that one side took out and in which the
/// other changed only comments or keys that nobody knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MergedText {
    pub pieces: Vec<Piece>,
    pub clashes: Vec<Clash>,
}

/// Whether every table of a file has a header of its own, so that it can be taken apart by lines.
#[must_use]
pub fn is_plain(reading: &Reading, content: &Content) -> bool {
    let (map, grammar) = (SyntaxMap::new(&reading.text), grammar::of(content));
    !map.blocks.iter().any(|block| is_listed_apart(&map, block, &grammar))
}

/// Merges three texts of one file. `readings` hold the texts, `contents` what they say; `merged` is what the result is to
/// say but for the clashes.
#[must_use]
pub fn merge_texts(
    readings: Three<&Reading>,
    contents: Three<&Content>,
    merged: &Content,
    clashes: &[Clash],
    method: &Method,
) -> MergedText {
    let grammar = grammar::of(merged);
    let mut ids = Ids::new(&grammar);
    let parsed = readings.map(|reading| Parsed::new(&reading.text, &mut ids));
    let laid = contents.map(|content| tables(content, &grammar, method));
    let blocks = tables(merged, &grammar, method);
    let mut weaver = Weaver::new(clashes, &mut ids);
    weaver.known = Three {
        base: unit::known(&laid.base, &parsed.base, &readings.base.history, &mut ids),
        ours: unit::known(&laid.ours, &parsed.ours, &readings.ours.history, &mut ids),
        theirs: unit::known(&laid.theirs, &parsed.theirs, &readings.theirs.history, &mut ids),
    };
    let wanted = unit::wanted(&blocks, &weaver.known, &grammar, &mut ids);
    (weaver.wanted, weaver.inner) = (wanted.tables, wanted.inner);

    let index = parsed.as_ref().map(|side| -> HashMap<usize, usize> {
        side.units.iter().enumerate().map(|(at, unit)| (unit.id, at)).collect()
    });
    let of = |id: usize| Unit {
        id,
        sides: Three {
            base: index.base.get(&id).map(|at| &parsed.base.units[*at]),
            ours: index.ours.get(&id).map(|at| &parsed.ours.units[*at]),
            theirs: index.theirs.get(&id).map(|at| &parsed.theirs.units[*at]),
        },
    };
    let mut out = Pieces::default();
    let mut floating = Floating::new(parsed.as_ref().map(Parsed::gaps));
    weaver.put_unit(&mut out, &mut floating, &of(0), None);
    let texts = parsed.as_ref().map(|side| -> Vec<(usize, usize)> {
        side.units.iter().filter(|unit| unit.id != 0).map(|unit| (unit.id, unit.list)).collect()
    });
    for (id, _) in texts.ours.iter().chain(&texts.theirs) {
        if !weaver.stands(&of(*id)) {
            weaver.leave(&of(*id));
        }
    }
    let sequences = Sequences { texts, canonical: &wanted.units };
    for slot in sequences.arranged(&|id| weaver.stands(&of(id)), &weaver.places) {
        weaver.put_unit(&mut out, &mut floating, &of(slot.id), slot.only);
    }
    out.plain(&floating.gap(&parsed.as_ref().map(|side| side.tail)));
    if !weaver.left.is_empty() {
        out.plain(&format!("\n{}", weaver.left));
    }
    MergedText { pieces: out.pieces, clashes: weaver.more }
}
