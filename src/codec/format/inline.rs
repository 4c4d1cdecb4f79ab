//! Turning inline tables into tables with headers.

use std::borrow::Cow;

use toml::de::{DeTable, DeValue};

use super::tree::{Comments, Table, Value};

/// The table that an inline table says; nothing where the value is none.
pub(super) fn table<'t>(value: &mut Value<'t>) -> Option<Table<'t>> {
    if !value.raw.starts_with('{') {
        return None;
    }
    let parsed = DeValue::parse(&value.raw).ok()?;
    let mut table = read(parsed.get_ref().as_table()?, &value.raw);
    table.comments = std::mem::take(&mut value.comments);
    Some(table)
}

/// The tables that an array of inline tables says; nothing where the value is none, or holds comments, which would be
/// lost.
pub(super) fn tables<'t>(value: &mut Value<'t>) -> Option<Vec<Table<'t>>> {
    if !value.raw.starts_with('[') || value.raw.contains('#') {
        return None;
    }
    let parsed = DeValue::parse(&value.raw).ok()?;
    let mut tables = Vec::new();
    for element in parsed.get_ref().as_array()? {
        tables.push(read(element.get_ref().as_table()?, &value.raw));
    }
    if let Some(first) = tables.first_mut() {
        first.comments = std::mem::take(&mut value.comments);
    }
    Some(tables)
}

fn read<'t>(table: &DeTable<'_>, raw: &str) -> Table<'t> {
    let mut read = Table::default();
    read.has_header = true;
    for (key, item) in table {
        let own = raw.get(item.span()).unwrap_or_default();
        let (key, at) = (Cow::Owned(key.get_ref().clone().into_owned()), key.span().start);
        match item.get_ref() {
            // A dotted key within braces.
            DeValue::Table(inner) if !own.starts_with('{') => {
                let inner = self::read(inner, raw);
                read.group(&key, at).tables.push(inner);
            }
            _ => {
                let raw = Cow::Owned(own.to_owned());
                read.values.push(Value { key, at, raw, comments: Comments::default() });
            }
        }
    }
    read
}
