//! Ids that stand twice in a file. TOML forbids two tables of one name, so one note written down twice is an error of syntax
//! to a parser; whoever merged two files by hand wants to hear which note it is, and where both of it stand.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use toml::de::DeTable;

use super::super::grammar::{Type, files};
use super::super::places::Lines;
use super::super::syntax_map::{SyntaxMap, TableText};
use super::super::{Problem, rules};

/// What the parser says of a key that stands twice.
const MESSAGE: &str = "duplicate key";

/// A table of an id there already is one of.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Twice {
    /// The id.
    pub(super) id: String,
    /// Where the first table names it.
    pub(super) first: usize,
    /// Where this one does.
    pub(super) second: Range<usize>,
    /// This table, with the tables inside it.
    whole: Range<usize>,
}

/// The tables of a text whose id has one already, where the parser met a key twice.
pub(super) fn tables(text: &str, errors: &[toml::de::Error]) -> Vec<Twice> {
    if !errors.iter().any(|error| error.message() == MESSAGE) {
        return Vec::new();
    }
    let map = SyntaxMap::new(text);
    let mut firsts: HashMap<&[Cow<'_, str>], &Range<usize>> = HashMap::new();
    let mut twice = Vec::new();
    for (at, block) in map.blocks.iter().enumerate().filter(|(_, block)| is_of_id(block)) {
        let (Some(id), Some(second)) = (block.path.last(), block.keys.last()) else { continue };
        let Some(first) = firsts.get(block.path.as_slice()) else {
            firsts.insert(&block.path, second);
            continue;
        };
        let inside = map.blocks[at + 1..].iter();
        let inside = inside.take_while(|other| other.path.len() > block.path.len() && other.is_within(&block.path));
        let end = inside.last().map_or(block.end, |last| last.end);
        twice.push(Twice {
            id: id.to_string(),
            first: first.start,
            second: second.clone(),
            whole: block.header.start..end,
        });
    }
    twice
}

/// Whether the header ends with an id: `[notes.tasks.t7qm4k]`, `[items.uses-https]`, `[actions.2rv8tg]`.
fn is_of_id(block: &TableText<'_>) -> bool {
    block.path.first().is_some_and(|first| !block.element && block.path.len() == depth(first))
}

/// How many keys the header of an id's table has that begins with this one: as many as the grammar has tables inside one
/// another there. What the grammar of canvases does not have is a table of ids by itself.
fn depth(first: &str) -> usize {
    let nested = |of: &Type| {
        let inside = |of: &Type| match of {
            Type::Each(each) => matches!(each.of, Type::Each(_)),
            _ => false,
        };
        if inside(of) { 3 } else { 2 }
    };
    let key = files::CANVAS.keys.iter().find(|key| &*key.name == first);
    key.map_or(2, |key| nested(&key.of))
}

/// Whether an error only says once more that a table stands twice.
pub(super) fn explains(twice: &[Twice], error: &toml::de::Error) -> bool {
    let at = error.span().map_or(0, |span| span.start);
    // They come in the order of the file, and none lies in another.
    let before = twice.partition_point(|table| table.whole.start <= at);
    error.message() == MESSAGE && before.checked_sub(1).is_some_and(|last| twice[last].whole.contains(&at))
}

/// Adds to every problem with an id that stands twice the lines of both: `first` and `second`.
pub(super) fn name_lines(problems: &mut [Problem], table: &DeTable<'_>, lines: &Lines<'_>) {
    let twice = || problems.iter().filter(|problem| problem.rule == rules::DUPLICATE_ID);
    let ids = twice().filter(|problem| problem.argument("first").is_none());
    let mut spans: HashMap<String, Vec<Range<usize>>> =
        ids.filter_map(|problem| Some((problem.argument("id")?.to_owned(), Vec::new()))).collect();
    if !spans.is_empty() {
        keys(table, &mut spans, 3);
    }
    for problem in problems.iter_mut().filter(|problem| problem.rule == rules::DUPLICATE_ID) {
        if problem.argument("first").is_none() {
            let id = problem.argument("id").unwrap_or_default();
            // Tables are read in an order of their own; whoever reads the file goes from above.
            let mut spans = spans.get(id).cloned().unwrap_or_default();
            spans.sort_by_key(|span| span.start);
            let first = spans.first().map_or(problem.place.line, |span| lines.place(span.clone()).line);
            if let Some(second) = spans.get(1) {
                problem.place = lines.place(second.clone());
            }
            problem.arguments.push(("first", first.to_string()));
        }
        problem.arguments.push(("second", problem.place.line.to_string()));
    }
}

/// Adds to each wanted key where tables inside a table, down to a depth, have it.
fn keys(table: &DeTable<'_>, wanted: &mut HashMap<String, Vec<Range<usize>>>, depth: usize) {
    for (key, item) in table {
        let Some(inner) = item.get_ref().as_table() else { continue };
        if depth < 3
            && let Some(spans) = wanted.get_mut(key.get_ref().as_ref())
        {
            spans.push(key.span());
        }
        if depth > 1 {
            keys(inner, wanted, depth - 1);
        }
    }
}
