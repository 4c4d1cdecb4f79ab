//! Putting a table, or a key of one, to its place in a text, in the form that its neighbours have; taking one out.

use std::borrow::Cow;

use super::super::array::{self, Change};
use super::super::grammar::{Identity, Table};
use super::super::syntax_map::{SyntaxMap, TableText};
use super::super::table_model::{Block, TomlValue};
use super::super::{Former, strings, write};
use super::forms::{Form, Forms, Item, Piece, Place};
use super::moves;
use super::text::{Changes, comments_left, with_changes};

/// What a table comes to stand beside.
#[derive(Clone, Copy, Debug)]
pub(super) enum Beside<'b, 'a> {
    /// After the table at this path.
    After(&'b [&'a str]),
    /// Before it.
    Before(&'b [&'a str]),
    /// There is none of its kind.
    Nothing,
}

/// The text with changes made, which may be in any order.
fn changed(map: &SyntaxMap<'_>, mut changes: Vec<Change>) -> Option<String> {
    changes.sort_by_key(|(range, _)| (range.start, range.end));
    with_changes(map.text, 0..map.text.len(), changes.into_iter(), map.newline)
}

/// The text without the table at a path, whatever form it has.
pub(super) fn take_out(text: &str, grammar: &Table, path: &[&str]) -> Option<String> {
    let mut text = Cow::Borrowed(text);
    loop {
        let map = SyntaxMap::new(&text);
        let forms = Forms::new(&map);
        let (item, is_last) = match forms.form(path) {
            None => return Some(text.into_owned()),
            Some(Form::Header(at)) => {
                let mut changes = Changes::new(&map, map.text.len());
                for lines in moves::lines(&map, &moves::detached_tables(&map, grammar), at) {
                    changes.remove(lines);
                }
                return changes.apply();
            }
            Some(Form::Braces(at)) => (&forms.items[at], true),
            // One after another, since what goes with a part depends on those beside it.
            Some(Form::Dotted(items)) => (&forms.items[*items.last()?], false),
        };
        let rest = changed(&map, vec![(forms.extent(item), String::new())])?;
        if is_last {
            return Some(rest);
        }
        text = Cow::Owned(rest);
    }
}

/// The table at a path as it stood last in a former text.
pub(super) fn former_piece<'t>(
    former: &Former<'t>,
    grammar: &Table,
    path: &[&str],
    identity: &Identity<'_>,
) -> Option<Piece<'t>> {
    former.pieces(path).find_map(|piece| {
        let map = SyntaxMap::new(piece);
        let forms = Forms::new(&map);
        let is_it = |path: &[Cow<'t, str>]| grammar.identity(path).as_ref() == Some(identity);
        let header = map.blocks.iter().skip(1).filter(|block| !block.element).find(|block| is_it(&block.path));
        let found = header.map(|block| block.path.clone()).or_else(|| {
            let parts = forms.items.iter().flat_map(|item| (1..=item.path.len()).map(|length| &item.path[..length]));
            parts
                .filter(|path| path.len() > 1 && is_it(path))
                .find(|path| forms.form(path).is_some())
                .map(<[_]>::to_vec)
        });
        Piece::of(&forms, &found?)
    })
}

/// The text with a table put beside another, in the form of that one.
pub(super) fn put(text: &str, path: &[&str], beside: Beside<'_, '_>, piece: &Piece<'_>) -> Option<String> {
    let map = SyntaxMap::new(text);
    let forms = Forms::new(&map);
    let (neighbour, is_after) = match beside {
        Beside::After(neighbour) => (neighbour, true),
        Beside::Before(neighbour) => (neighbour, false),
        Beside::Nothing => return put_within(&forms, path, piece),
    };
    let mut id = String::new();
    strings::push_key(&mut id, path.last()?);
    let changes = match forms.form(neighbour)? {
        Form::Header(at) => {
            let mut changes = Changes::new(&map, map.text.len());
            let table = piece.with_header(path, map.newline);
            if is_after {
                changes.put_after(moves::end(&map, at), table);
            } else {
                changes.put_before(map.blocks[at].lead, table);
            }
            return changes.apply();
        }
        Form::Braces(at) => beside_item(&forms, &forms.items[at], (neighbour.len(), false), is_after, &id, piece),
        Form::Dotted(items) => {
            let at = if is_after { items.last() } else { items.first() };
            beside_item(&forms, &forms.items[*at?], (neighbour.len(), true), is_after, &id, piece)
        }
    };
    changed(&map, changes)
}

/// A table beside another, of which an item is written and whose path has `length` keys.
fn beside_item(
    forms: &Forms<'_, '_>,
    item: &Item<'_>,
    (length, is_dotted): (usize, bool),
    is_after: bool,
    id: &str,
    piece: &Piece<'_>,
) -> Vec<Change> {
    let (newline, key) = (forms.map.newline, format!("{}{id}", forms.prefix(item, length)));
    match &item.place {
        Place::Lines(lines) if piece.becomes_dotted(is_dotted) => {
            let indent = indent(forms.map.text, item);
            let mut table = comment_lines(&piece.comments(false), indent, newline);
            table.push_str(&piece.lines(&format!("{indent}{key}."), newline));
            let at = if is_after { lines.end } else { lines.start };
            vec![(at..at, table)]
        }
        Place::Braces(_) if is_dotted => {
            let mut changes = vec![pair(item, is_after, &piece.pairs(&format!("{key}.")))];
            changes.extend(comments_above(forms, item, &piece.comments(true)));
            changes
        }
        _ => with_braces(forms, item, is_after, &key, piece),
    }
}

/// Puts a table into the nearest one around it, as the first of its kind: between its braces, beside its dotted keys, or on
/// a line below its header; where there is none, it gets a header of its own.
fn put_within(forms: &Forms<'_, '_>, path: &[&str], piece: &Piece<'_>) -> Option<String> {
    let text = forms.map.text;
    for length in (1..path.len()).rev() {
        let (around, rest) = path.split_at(length);
        let mut key = String::new();
        for part in rest {
            if !key.is_empty() {
                key.push('.');
            }
            strings::push_key(&mut key, part);
        }
        if let Some(at) = forms.braces(around) {
            let item = &forms.items[at];
            let changes = if let Some(last) = forms.beside(&item.value).last() {
                with_braces(forms, last, true, &key, piece)
            } else {
                let inner = item.value.start + 1..item.value.end - 1;
                let mut changes = vec![(inner, format!(" {key} = {} ", piece.between_braces()))];
                changes.extend(comments_above(forms, item, &piece.comments(true)));
                changes
            };
            return changed(forms.map, changes);
        }
        let header = |block: &&TableText<'_>| !block.element && block.is_at(around);
        if length + 1 == path.len()
            && let Some(block) = forms.map.blocks.iter().find(header)
        {
            let at = block.entries.last().map_or(block.header.end, |entry| entry.end);
            let newline = forms.map.newline;
            let line = if piece.becomes_dotted(false) {
                comment_lines(&piece.comments(false), "", newline) + &piece.lines(&format!("{key}."), newline)
            } else {
                braces_line(piece, "", &key, newline)
            };
            return changed(forms.map, vec![(at..at, line)]);
        }
        if let Some(last) = forms.dotted(around).last() {
            let item = &forms.items[*last];
            let own = item.keys.get(length - 1 - item.depth())?;
            let key = format!("{}.{key}", text.get(item.start()..own.end)?);
            return changed(forms.map, with_braces(forms, item, true, &key, piece));
        }
    }
    let blocks = &forms.map.blocks;
    let is_like = |block: &TableText<'_>| !block.element && block.path.first().is_some_and(|key| key == path[0]);
    let at = blocks.iter().rposition(is_like).map_or(blocks.first()?.end, |at| moves::end(forms.map, at));
    let mut changes = Changes::new(forms.map, text.len());
    changes.put_after(at, piece.with_header(path, forms.map.newline));
    changes.apply()
}

/// A table between braces on a line of its own, with its comments.
fn braces_line(piece: &Piece<'_>, indent: &str, key: &str, newline: &str) -> String {
    let mut line = comment_lines(&piece.comments(true), indent, newline);
    line.push_str(indent);
    line.push_str(key);
    line.push_str(" = ");
    line.push_str(&piece.between_braces());
    if let Some(behind) = piece.behind() {
        line.push(' ');
        line.push_str(behind);
    }
    line.push_str(newline);
    line
}

/// Whether a table around a path stands in a form that what comes into it has to have, too.
pub(super) fn has_host(forms: &Forms<'_, '_>, path: &[&str]) -> bool {
    let Some((_, around)) = path.split_last() else { return false };
    forms.map.blocks.iter().any(|block| !block.element && block.is_at(around))
        || (1..path.len())
            .any(|length| forms.braces(&path[..length]).is_some() || !forms.dotted(&path[..length]).is_empty())
}

/// A table between braces, beside an item.
fn with_braces(forms: &Forms<'_, '_>, item: &Item<'_>, is_after: bool, key: &str, piece: &Piece<'_>) -> Vec<Change> {
    let newline = forms.map.newline;
    match &item.place {
        Place::Lines(lines) => {
            let line = braces_line(piece, indent(forms.map.text, item), key, newline);
            let at = if is_after { lines.end } else { lines.start };
            vec![(at..at, line)]
        }
        Place::Braces(_) => {
            let mut changes = vec![pair(item, is_after, &format!("{key} = {}", piece.between_braces()))];
            changes.extend(comments_above(forms, item, &piece.comments(true)));
            changes
        }
    }
}

/// A part between braces, beside another.
fn pair(item: &Item<'_>, is_after: bool, pair: &str) -> Change {
    if is_after {
        (item.value.end..item.value.end, format!(", {pair}"))
    } else {
        (item.start()..item.start(), format!("{pair}, "))
    }
}

/// Comments of what comes to stand between braces go above the line with these.
fn comments_above(forms: &Forms<'_, '_>, item: &Item<'_>, comments: &[&str]) -> Option<Change> {
    if comments.is_empty() {
        return None;
    }
    let mut item = item;
    while let Place::Braces(braces) = &item.place {
        item = forms.items.iter().find(|outer| outer.value == *braces)?;
    }
    let at = line_start(forms.map.text, item.start());
    Some((at..at, comment_lines(comments, indent(forms.map.text, item), forms.map.newline)))
}

fn comment_lines(comments: &[&str], indent: &str, newline: &str) -> String {
    comments.iter().flat_map(|comment| [indent, comment, newline]).collect()
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// The blanks before an item on its line.
fn indent<'t>(text: &'t str, item: &Item<'_>) -> &'t str {
    let before = &text[line_start(text, item.start())..item.start()];
    if before.trim().is_empty() { before } else { "" }
}

/// The text with another value for a key of a table, or without that key.
pub(super) fn set(
    text: &str,
    block: &Block<'_>,
    key: &str,
    (now, value): (Option<&TomlValue<'_>>, Option<&TomlValue<'_>>),
) -> Option<String> {
    let map = SyntaxMap::new(text);
    let forms = Forms::new(&map);
    let changes = match (forms.item(&block.path, key), value) {
        (Some(item), value) => {
            let raw = &text[item.value.clone()];
            let empty = Vec::new();
            let to = match value {
                Some(TomlValue::List(to)) => Some(to),
                None => Some(&empty),
                Some(_) => None,
            };
            let inner = match (now, to) {
                (Some(TomlValue::List(from)), Some(to)) if value.is_some() || array::len(raw) != Some(from.len()) => {
                    array::changes(raw, from, to, map.newline)
                }
                _ => None,
            };
            match (inner, value) {
                (Some(inner), _) => {
                    let start = item.value.start;
                    inner.into_iter().map(|(range, with)| (start + range.start..start + range.end, with)).collect()
                }
                (None, Some(value)) => vec![(item.value.clone(), written(&map, block, key, value, &item.place))],
                (None, None) => {
                    vec![match &item.place {
                        Place::Lines(lines) => {
                            let rest = &text[item.value.start..lines.end];
                            let left = comments_left(rest, indent(text, item), map.newline);
                            (line_start(text, item.start())..lines.end, left)
                        }
                        Place::Braces(_) => (forms.extent(item), String::new()),
                    }]
                }
            }
        }
        (None, Some(value)) => vec![add(&forms, block, key, value)?],
        (None, None) => return None,
    };
    changed(&map, changes)
}

/// A value as it stands at such a place.
fn written(map: &SyntaxMap<'_>, block: &Block<'_>, key: &str, value: &TomlValue<'_>, place: &Place) -> String {
    let mut text = String::new();
    match place {
        Place::Lines(_) => write::push_value(&mut text, key, value, block.is_tall(key)),
        Place::Braces(_) => write::push_inline(&mut text, value),
    }
    if map.newline == "\n" { text } else { text.replace('\n', map.newline) }
}

/// A new key, beside the one that comes before it in canonical order.
fn add(forms: &Forms<'_, '_>, block: &Block<'_>, key: &str, value: &TomlValue<'_>) -> Option<Change> {
    let length = block.path.len() + 1;
    let own = block.rank(key);
    let items = || {
        forms
            .items
            .iter()
            .filter(|item| item.path.len() == length && item.is_in(&block.path))
            .filter_map(|item| Some((block.rank(&item.path[length - 1])?, item)))
    };
    let before = items().filter(|(rank, _)| Some(*rank) < own).max_by_key(|(rank, _)| *rank);
    let after = || items().filter(|(rank, _)| Some(*rank) > own).min_by_key(|(rank, _)| *rank);
    let (item, is_after) = match before {
        Some((_, item)) => (Some(item), true),
        None => match after() {
            Some((_, item)) => (Some(item), false),
            None => (forms.items.iter().rfind(|item| item.is_in(&block.path)), true),
        },
    };
    let mut name = String::new();
    strings::push_key(&mut name, key);
    let Some(item) = item else {
        let braces = &forms.items[forms.braces(&block.path)?].value;
        let value = written(forms.map, block, key, value, &Place::Braces(braces.clone()));
        return Some((braces.start + 1..braces.end - 1, format!(" {name} = {value} ")));
    };
    let line = format!("{}{name} = {}", forms.prefix(item, length), written(forms.map, block, key, value, &item.place));
    Some(match &item.place {
        Place::Lines(lines) => {
            let at = if is_after { lines.end } else { lines.start };
            (at..at, format!("{}{line}{}", indent(forms.map.text, item), forms.map.newline))
        }
        Place::Braces(_) => pair(item, is_after, &line),
    })
}
