//! Changes of the keys of one table.

use super::super::array::{self, Change};
use super::super::places::path;
use super::super::syntax_map::{EntryText, SyntaxMap, TableText};
use super::super::table_model::{Block, TomlValue};
use super::super::{Reading, write};
use super::text::{NotPatchable, comments_left};

/// The changes that turn a table's keys into those of `target`; nothing but the keys in which it differs from `current`
/// changes.
pub(super) fn changes(
    map: &SyntaxMap<'_>,
    table: &TableText<'_>,
    current: Option<&Block<'_>>,
    target: Option<&Block<'_>>,
) -> Vec<Change> {
    let mut changes = Vec::new();
    let now = |key: &str| current.and_then(|block| block.get(key));
    for (key, value) in target.iter().flat_map(|block| &block.entries) {
        if now(key) == Some(value) {
            continue;
        }
        match table.entry(key) {
            Some(entry) => {
                let is_tall = target.is_some_and(|block| block.is_tall(key));
                changes.extend(replace(map, entry, key, (now(key), value), is_tall));
            }
            None => changes.extend(target.map(|block| insert(map, table, block, key, value))),
        }
    }
    for (key, value) in current.iter().flat_map(|block| &block.entries) {
        if target.is_none_or(|block| block.get(key).is_none())
            && let Some(entry) = table.entry(key)
        {
            changes.extend(remove(map, entry, value));
        }
    }
    changes.sort_by_key(|(range, _)| range.start);
    changes
}

fn replace(
    map: &SyntaxMap<'_>,
    entry: &EntryText<'_>,
    key: &str,
    (now, value): (Option<&TomlValue<'_>>, &TomlValue<'_>),
    is_tall: bool,
) -> Vec<Change> {
    let start = entry.value.start;
    let raw = &map.text[entry.value.clone()];
    if let TomlValue::List(to) = value {
        let from = if let Some(TomlValue::List(from)) = now { from.as_slice() } else { &[] };
        if let Some(changes) = array::changes(raw, from, to, map.newline) {
            return shift(changes, start);
        }
    }
    let mut text = String::new();
    write::push_value(&mut text, key, value, is_tall);
    vec![(entry.value.clone(), turned(text, map))]
}

/// A key's line goes; but elements of a list that the document does not carry stay, and so do comments.
fn remove(map: &SyntaxMap<'_>, entry: &EntryText<'_>, value: &TomlValue<'_>) -> Vec<Change> {
    if let TomlValue::List(from) = value {
        let raw = &map.text[entry.value.clone()];
        if array::len(raw) != Some(from.len())
            && let Some(changes) = array::changes(raw, from, &[], map.newline)
        {
            return shift(changes, entry.value.start);
        }
    }
    let indent = entry.keys.first().and_then(|key| map.text.get(entry.start..key.start)).unwrap_or_default();
    let left = comments_left(&map.text[entry.value.start..entry.end], indent, map.newline);
    vec![(entry.start..entry.end, left)]
}

/// A key gets a line of its own, after the last one that comes before it in canonical order.
fn insert(map: &SyntaxMap<'_>, table: &TableText<'_>, block: &Block<'_>, key: &str, value: &TomlValue<'_>) -> Change {
    let rank = |key: &str| block.rank(key);
    let own = rank(key);
    let before = table.entries.iter().filter(|entry| rank(&entry.key).is_some_and(|rank| Some(rank) < own));
    let place = before.max_by_key(|entry| rank(&entry.key)).map_or(table.header.end, |entry| entry.end);
    let mut line = String::new();
    write::push_entry(&mut line, key, value, block.is_tall(key));
    (place..place, turned(line, map))
}

/// The changes of a table that has no header of its own: only values that are there can change.
///
/// # Errors
/// Where a key would have to come or go.
pub(super) fn changes_in_place(
    map: &SyntaxMap<'_>,
    reading: &Reading,
    current: &Block<'_>,
    target: &Block<'_>,
) -> Result<Vec<Change>, NotPatchable> {
    let mut changes = Vec::new();
    if current.entries.iter().any(|(key, _)| target.get(key).is_none()) {
        return Err(NotPatchable);
    }
    for (key, value) in &target.entries {
        let now = current.get(key);
        if now == Some(value) {
            continue;
        }
        let mut keys = current.path.clone();
        keys.push(key);
        let place = reading.places.find(&path(&keys)).ok_or(NotPatchable)?;
        let raw = map.text.get(place.span.clone()).ok_or(NotPatchable)?;
        if let (TomlValue::List(to), Some(TomlValue::List(from))) = (value, now)
            && let Some(inner) = array::changes(raw, from, to, map.newline)
        {
            changes.extend(shift(inner, place.span.start));
            continue;
        }
        let mut text = String::new();
        write::push_inline(&mut text, value);
        changes.push((place.span.clone(), text));
    }
    Ok(changes)
}

fn shift(changes: Vec<Change>, by: usize) -> Vec<Change> {
    changes.into_iter().map(|(range, with)| (range.start + by..range.end + by, with)).collect()
}

/// Text of ours with the file's line ends.
pub(super) fn turned(text: String, map: &SyntaxMap<'_>) -> String {
    if map.newline == "\n" { text } else { text.replace('\n', map.newline) }
}
