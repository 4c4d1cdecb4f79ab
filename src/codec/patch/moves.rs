//! The lines that belong to a table, also where it moves.

use std::ops::Range;

use super::super::grammar::Table;
use super::super::strings;
use super::super::syntax_map::SyntaxMap;
use super::entries;
use super::text::with_changes;

/// The tables of a text that belong to others but do not follow them.
pub(super) fn detached_tables(map: &SyntaxMap<'_>, grammar: &Table) -> Vec<usize> {
    (1..map.blocks.len())
        .filter(|at| {
            let block = &map.blocks[*at];
            let depth = grammar.depth(&block.path);
            block.path.len() > depth && !map.blocks[at - 1].is_within(&block.path[..depth])
        })
        .collect()
}

/// Where the tables end that belong to the table `at` and follow it: the place of the first that does not.
pub(super) fn run(map: &SyntaxMap<'_>, at: usize) -> usize {
    let block = &map.blocks[at];
    if block.path.is_empty() {
        return at + 1;
    }
    let belongs = |next: usize| {
        map.blocks
            .get(next)
            .is_some_and(|next| next.is_within(&block.path) && !(next.path.len() == block.path.len() && next.element))
    };
    let mut next = at + 1;
    while belongs(next) {
        next += 1;
    }
    next
}

/// Where the table `at` ends with everything that belongs to it and follows it.
pub(super) fn end(map: &SyntaxMap<'_>, at: usize) -> usize {
    map.blocks[run(map, at) - 1].end
}

/// The lines of a table and of everything that belongs to it.
pub(super) fn lines(map: &SyntaxMap<'_>, detached: &[usize], at: usize) -> Vec<Range<usize>> {
    let block = &map.blocks[at];
    let last = run(map, at);
    let mut lines = Vec::with_capacity(1);
    lines.push(block.lead..map.blocks[last - 1].end);
    for other in detached.iter().filter(|other| !(at..last).contains(other)) {
        let other = &map.blocks[*other];
        if !block.element && other.is_within(&block.path) {
            lines.push(other.lead..other.end);
        }
    }
    lines
}

/// The text of a table that moves to another place: as it stands, with its own changes. Where a key of its path is
/// another one there, as the section of a note is, `key` says which of them, and what it is.
pub(super) fn moved(
    map: &SyntaxMap<'_>,
    detached: &[usize],
    at: usize,
    key: Option<(usize, &str)>,
    changes: Vec<super::super::array::Change>,
) -> Option<String> {
    let path = &map.blocks[at].path;
    let mut changes = changes;
    if let Some((place, new)) = key {
        let mut key = String::new();
        strings::push_key(&mut key, new);
        let own = detached.iter().copied().chain(at..run(map, at));
        for block in own.map(|own| &map.blocks[own]).filter(|block| block.is_within(path)) {
            changes.push((block.keys.get(place)?.clone(), key.clone()));
        }
    }
    changes.sort_by_key(|(range, _)| range.start);
    changes.dedup();
    let mut text = String::new();
    for lines in lines(map, detached, at) {
        let (start, end) = (lines.start, lines.end);
        let inner = changes.iter().filter(|(range, _)| range.start >= start && range.end <= end).cloned();
        if !text.is_empty() {
            text.push_str(map.newline);
        }
        text.push_str(&with_changes(map.text, lines, inner, map.newline)?);
        if !text.ends_with('\n') {
            text.push_str(&entries::turned("\n".to_owned(), map));
        }
    }
    Some(text)
}
