//! Writing a tree in canonical form.

use std::borrow::Cow;

use chrono::NaiveDate;
use toml::de::DeValue;

use super::super::{array, strings, write};
use super::inline;
use super::shape::{Holds, Shape};
use super::tree::{Comments, Table, Tree, Value};

/// The keys that hold dates.
const DATES: [&str; 5] = ["review_by", "date", "until", "due", "done"];

/// The text of a tree in canonical form.
pub(super) fn render(tree: Tree<'_>, shape: &Shape<'_>) -> String {
    let mut out = String::new();
    push_lines(&mut out, &tree.top);
    table(&mut out, &mut Vec::new(), tree.root, false, shape);
    if !tree.bottom.is_empty() {
        if !out.is_empty() {
            out.push('\n');
        }
        push_lines(&mut out, &tree.bottom);
    }
    out
}

/// Appends a table, its values first.
fn table(out: &mut String, path: &mut Vec<String>, mut table: Table<'_>, element: bool, shape: &Shape<'_>) {
    let holds = {
        let keys: Vec<&str> = path.iter().map(String::as_str).collect();
        expand(&keys, &mut table, shape);
        shape.holds(&keys)
    };
    let keys: Vec<&str> = path.iter().map(String::as_str).collect();
    let (mut values, mut groups) = (table.values, table.groups);
    shape.sort(&keys, &mut values, |value| (&value.key, value.at));
    shape.sort(&keys, &mut groups, |group| (&group.key, group.at));

    let Comments { above, behind } = table.comments;
    let has_comments = !above.is_empty() || behind.is_some() || !table.below.is_empty();
    // What only leads to other tables needs no header, nor does an empty table that says nothing by being there.
    let says_nothing =
        values.is_empty() && (!groups.is_empty() || matches!(holds, Holds::Tables | Holds::Texts) || !table.has_header);
    if !path.is_empty() && (element || has_comments || !says_nothing) {
        if !out.is_empty() {
            out.push('\n');
        }
        push_lines(out, &above);
        write::push_header(out, path, element);
        push_behind(out, behind);
    }
    for value in values {
        push_lines(out, &value.comments.above);
        strings::push_key(out, &value.key);
        out.push_str(" = ");
        push_value(out, &value, holds);
        push_behind(out, value.comments.behind);
    }
    push_lines(out, &table.below);
    for group in groups {
        path.push(group.key.into_owned());
        for inner in group.tables {
            self::table(out, path, inner, group.is_array, shape);
        }
        path.pop();
    }
}

/// Turns the inline tables of a table into tables where a table belongs.
fn expand(path: &[&str], table: &mut Table<'_>, shape: &Shape<'_>) {
    for mut value in std::mem::take(&mut table.values) {
        let mut own = path.to_vec();
        own.push(&value.key);
        let (tables, is_array) = if own == ["history"] {
            (inline::tables(&mut value).unwrap_or_default(), true)
        } else if shape.is_table(&own) {
            (inline::table(&mut value).into_iter().collect(), false)
        } else {
            (Vec::new(), false)
        };
        if tables.is_empty() {
            table.values.push(value);
        } else {
            let group = table.group(&value.key, value.at);
            group.is_array = is_array;
            group.tables = tables;
        }
    }
}

/// Appends a value: as the program writes it where the key is one of ours, else as it stands.
fn push_value(out: &mut String, value: &Value<'_>, holds: Holds) {
    let key = value.key.as_ref();
    let is_ours = match holds {
        Holds::Keys(keys) => keys.contains(&key),
        Holds::Texts => true,
        Holds::Tables | Holds::Unknown => false,
    };
    if is_ours
        && let Ok(parsed) = DeValue::parse(&value.raw)
        && push_ours(out, key, parsed.get_ref(), &value.raw)
    {
        return;
    }
    out.push_str(&value.raw);
}

fn push_ours(out: &mut String, key: &str, value: &DeValue<'_>, raw: &str) -> bool {
    match value {
        DeValue::String(text) => {
            let date = if DATES.contains(&key) && text.len() == 10 { text.parse::<NaiveDate>().ok() } else { None };
            match date {
                Some(date) => write::push_inline(out, &super::super::table_model::TomlValue::Date(date)),
                None => strings::push_text(out, text),
            }
            true
        }
        DeValue::Array(list) if !has_comment(raw) => {
            let texts: Option<Vec<Cow<'_, str>>> =
                list.iter().map(|element| element.get_ref().as_str().map(Cow::Borrowed)).collect();
            if let Some(texts) = &texts {
                array::push(out, key, texts);
            }
            texts.is_some()
        }
        DeValue::Integer(number) => {
            u32::from_str_radix(&number.as_str().replace('_', ""), number.radix()).is_ok_and(|number| {
                out.push_str(&number.to_string());
                true
            })
        }
        _ => false,
    }
}

/// Whether the text of an array holds a comment.
fn has_comment(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'#' => return true,
            b'"' | b'\'' => at = super::super::syntax_map::string_end(bytes, at),
            _ => at += 1,
        }
    }
    false
}

fn push_behind(out: &mut String, comment: Option<&str>) {
    if let Some(comment) = comment {
        out.push(' ');
        out.push_str(comment);
    }
    out.push('\n');
}

fn push_lines(out: &mut String, lines: &[&str]) {
    for line in lines {
        out.push_str(line);
        out.push('\n');
    }
}
