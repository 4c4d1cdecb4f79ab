//! Texts that a file had before it was saved over: what has to be done to a text to have the former one again, and the
//! tables that stand in such pieces.
//!
//! What was deleted or changed and is taken back is restored from these, so that comments, unknown keys and the way
//! somebody wrote a value come back with it. The pieces are whole tables, so that each can be read by itself.

use std::collections::HashMap;

use super::array::Change;
use super::grammar::{Identity, Table};
use super::syntax_map::SyntaxMap;
use crate::document::Id;
use crate::document::sequence::staying;

/// Pieces of former texts in which what comes back is looked for, the newest first.
#[derive(Clone, Debug, Default)]
pub struct Former<'t> {
    /// Those of the file itself.
    pub own: Vec<&'t str>,
    /// Those of other files: what was cut there may be put here.
    pub others: Vec<&'t str>,
}

/// A table of a former text.
pub(super) struct FormerTable<'t> {
    /// The piece that it stands in.
    pub(super) map: SyntaxMap<'t>,
    /// Which table of the piece it is.
    pub(super) at: usize,
}

impl<'t> Former<'t> {
    /// Whether there is nothing to look in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.own.is_empty() && self.others.is_empty()
    }

    /// The pieces in which the table at a path may stand. In other files only what has an id can be the same.
    pub(super) fn pieces(&self, path: &[&str]) -> impl Iterator<Item = &'t str> {
        let key = path.last().copied().unwrap_or_default();
        let others: &[&'t str] = if Id::new(key).is_some() { &self.others } else { &[] };
        self.own.iter().chain(others).copied().filter(move |piece| piece.contains(key)).collect::<Vec<_>>().into_iter()
    }

    /// The table with that identity as it stood last.
    pub(super) fn table(&self, grammar: &Table, path: &[&str], identity: &Identity<'_>) -> Option<FormerTable<'t>> {
        self.pieces(path).find_map(|piece| {
            let map = SyntaxMap::new(piece);
            let is_it = |at: &usize| {
                let block = &map.blocks[*at];
                !block.element && grammar.identity(&block.path).as_ref() == Some(identity)
            };
            let at = (1..map.blocks.len()).find(is_it)?;
            Some(FormerTable { map, at })
        })
    }
}

/// What has to be done to `new` to have `old` again, from its beginning on: each a range of `new`, and the text that stood
/// there. Such a text is whole tables.
#[must_use]
pub fn back(new: &str, old: &str) -> Vec<Change> {
    let (from, to) = (bounds(new), bounds(old));
    let (mut first, mut ends) = (0, (from.len() - 1, to.len() - 1));
    let same = |at: usize, other: usize| new[from[at]..from[at + 1]] == old[to[other]..to[other + 1]];
    while first < ends.0.min(ends.1) && same(first, first) {
        first += 1;
    }
    while ends.0 > first && ends.1 > first && same(ends.0 - 1, ends.1 - 1) {
        ends = (ends.0 - 1, ends.1 - 1);
    }
    // What stands in both, in the order of the old text. A text that is there more than once is taken for none.
    let mut places: HashMap<&str, Option<usize>> = HashMap::new();
    for at in first..ends.0 {
        places.entry(&new[from[at]..from[at + 1]]).and_modify(|place| *place = None).or_insert(Some(at));
    }
    let both: Vec<(usize, usize)> =
        (first..ends.1).filter_map(|at| Some((at, places.get_mut(&old[to[at]..to[at + 1]])?.take()?))).collect();
    let order: Vec<usize> = both.iter().map(|(_, place)| *place).collect();
    let stays = both.iter().zip(staying(&order)).filter(|(_, stays)| *stays).map(|(pair, _)| *pair);
    let mut changes = Vec::new();
    let (mut in_old, mut in_new) = (first, first);
    for (old_at, new_at) in stays.chain([(ends.1, ends.0)]) {
        if old_at > in_old || new_at > in_new {
            changes.push((from[in_new]..from[new_at], old[to[in_old]..to[old_at]].to_owned()));
        }
        (in_old, in_new) = (old_at + 1, new_at + 1);
    }
    changes
}

/// The tables of a text with their keys alone, as a copy of one has them: what was said about the original in comments was
/// not said about the copy.
#[must_use]
pub fn without_comments(text: &str) -> String {
    let map = SyntaxMap::new(text);
    let mut out = String::with_capacity(text.len());
    for block in &map.blocks {
        let header = block.keys.last().map_or("", |key| text.get(block.header.start..key.end).unwrap_or_default());
        if !header.is_empty() {
            out.push_str(header);
            out.push_str(if block.element { "]]" } else { "]" });
            out.push_str(map.newline);
        }
        for entry in &block.entries {
            out.push_str(text.get(entry.start..entry.value.end).unwrap_or_default());
            out.push_str(map.newline);
        }
    }
    out
}

/// Where the tables of a text begin, each with what stands above it, and where the last one ends.
fn bounds(text: &str) -> Vec<usize> {
    let map = SyntaxMap::new(text);
    let leads = map.blocks.iter().skip(1).map(|block| block.lead);
    std::iter::once(0).chain(leads).chain([text.len()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again(new: &str, old: &str) -> String {
        let mut text = new.to_owned();
        for (range, with) in back(new, old).into_iter().rev() {
            text.replace_range(range, &with);
        }
        text
    }

    #[test]
    fn the_former_text_comes_back_and_only_what_differs_is_kept() {
        let table = |name: &str| format!("# {name}\n[notes.tasks.{name}]\ntext = \"{name}\"\n\n");
        let text = |names: &str| names.chars().map(|name| table(&name.to_string())).collect::<String>();
        for (new, old) in [
            ("abcd", "abcd"),
            ("acd", "abcd"),
            ("abcd", "acd"),
            ("bcda", "abcd"),
            ("aa", "a"),
            ("", "ab"),
            ("xbcy", "abcd"),
            ("dcba", "abcd"),
        ] {
            for top in ["", "format = 1\n\n", "\u{feff}x = 1"] {
                let (new, old) = (format!("{top}{}", text(new)), format!("format = 1\n\n{}", text(old)));
                assert_eq!(again(&new, &old), old);
            }
        }
        assert_eq!(back(&text("acd"), &text("abcd")), [(text("a").len()..text("a").len(), table("b"))]);
        assert_eq!(
            back(&text("bcda"), &text("abcd")).iter().map(|(_, with)| with.len()).sum::<usize>(),
            table("a").len()
        );
    }
}
