//! Reading a register by its definition.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;
use toml::de::DeTable;

use super::super::grammar::{self, Type};
use super::super::rules;
use super::record::Value;
use super::values::{FORMAT, Reader, number};
use crate::document::{Id, Register, RegisterValue, Table};
use crate::method::{KeyedBy, RegisterTemplate, Shape, TableTemplate};

/// Reads a register. What its definition does not know is reported and stays in the file, as does a value that is none
/// the key can have.
pub(super) fn read(template: &Arc<RegisterTemplate>, table: &DeTable<'_>, reader: &mut Reader<'_>) -> Register {
    let grammar = grammar::register::of(template);
    let format = table.get("format").and_then(number).unwrap_or(FORMAT);
    let mut register = RegisterReader { reader, ids: HashSet::new() };
    let root = register.fields(template.shape(), &grammar, table, 0..0, "");
    Register::with(Arc::clone(template), format, root)
}

struct RegisterReader<'r, 't> {
    reader: &'r mut Reader<'t>,
    /// The ids of entries so far, over all tables.
    ids: HashSet<Id>,
}

impl RegisterReader<'_, '_> {
    /// Reads a table with keys of its own. `span` is its place, `path` the keys that lead to it, joined by points.
    fn fields(
        &mut self,
        shape: Shape<'_>,
        grammar: &grammar::Table,
        table: &DeTable<'_>,
        span: Range<usize>,
        path: &str,
    ) -> Table {
        let mut read = Table::default();
        let Shape::Fields { tables, .. } = shape else { return read };
        for (key, value) in self.reader.record(table, span, grammar).into_values() {
            if let Some(value) = held(value) {
                // A word that nobody knows does not fit; it was reported.
                read.put(shape, key, value);
            }
        }
        for inner in tables {
            let Some(of) = grammar.key(&inner.name).map(|key| &key.of) else { continue };
            if let Some(node) = self.table(inner, of, table, path) {
                read.put(shape, &inner.name, node);
            }
        }
        read
    }

    /// Reads a single table, or the entries of one; nothing where nothing stands in it.
    fn table(&mut self, template: &TableTemplate, of: &Type, table: &DeTable<'_>, path: &str) -> Option<Table> {
        let name = template.name.as_str();
        let inner = self.reader.table(table, name)?;
        let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        let read = match of {
            Type::Table(grammar) => {
                let span = table.get(name).map_or(0..0, toml::Spanned::span);
                self.fields(template.entry(), grammar, inner, span, &path)
            }
            Type::Each(each) => match &each.of {
                Type::Table(grammar) => self.entries(template, grammar, inner, &path),
                value => self.values(template, value, inner),
            },
            _ => Table::default(),
        };
        (!read.is_empty()).then_some(read)
    }

    fn entries(
        &mut self,
        template: &TableTemplate,
        grammar: &grammar::Table,
        table: &DeTable<'_>,
        path: &str,
    ) -> Table {
        let mut read = Table::default();
        for entry in self.reader.tables(table, path) {
            if !self.is_key(template.by, entry.key, entry.key_span.clone()) {
                continue;
            }
            if let Some(id) = Id::new(entry.key).filter(|_| template.defines_ids())
                && !self.ids.insert(id)
            {
                self.reader.report(rules::DUPLICATE_ID, entry.key_span, vec![("id", id.to_string())]);
                continue;
            }
            let path = format!("{path}.{}", entry.key);
            self.check_texts(grammar, entry.table, entry.key);
            let inner = self.fields(template.entry(), grammar, entry.table, entry.span, &path);
            read.put(Shape::Entries(template), entry.key, inner);
        }
        read
    }

    /// Reports the texts of an entry that it has to have and that say nothing.
    fn check_texts(&mut self, grammar: &grammar::Table, table: &DeTable<'_>, id: &str) {
        for key in grammar.keys.iter().filter(|key| key.is_required && key.of == Type::Text) {
            let item = table.get(key.name.as_ref());
            if let Some(item) = item.filter(|item| item.get_ref().as_str().is_some_and(|text| text.trim().is_empty())) {
                let arguments = vec![("key", key.name.to_string()), ("id", id.to_owned())];
                self.reader.report(rules::EMPTY_TEXT, item.span(), arguments);
            }
        }
    }

    fn values(&mut self, template: &TableTemplate, of: &Type, table: &DeTable<'_>) -> Table {
        let mut read = Table::default();
        for (key, item) in table {
            let (name, is_key) = (key.get_ref(), self.is_key(template.by, key.get_ref(), key.span()));
            if is_key && let Some(value) = self.reader.value(name, of, item).and_then(held) {
                read.put(Shape::Entries(template), name, value);
            }
        }
        read
    }

    /// Whether something can stand under that key; reports one that is malformed.
    fn is_key(&mut self, by: KeyedBy, word: &str, span: Range<usize>) -> bool {
        match by {
            KeyedBy::Id => self.reader.id(word, span).is_some(),
            KeyedBy::Date if word.len() != 10 || word.parse::<NaiveDate>().is_err() => {
                let arguments = vec![("key", word.to_owned()), ("word", word.to_owned())];
                self.reader.report(rules::MALFORMED_DATE, span, arguments);
                false
            }
            _ => true,
        }
    }
}

/// What a register holds of a value; an empty list is none.
fn held(value: Value) -> Option<RegisterValue> {
    Some(match value {
        Value::Text(text) => RegisterValue::Text(text),
        Value::Decimal(number) => RegisterValue::Number(number),
        Value::Bool(flag) => RegisterValue::Flag(flag),
        Value::Date(date) => RegisterValue::Date(date),
        Value::Time(time) => RegisterValue::Time(time),
        Value::List(list) if !list.is_empty() => RegisterValue::List(list),
        Value::Numbers(numbers) if !numbers.is_empty() => RegisterValue::Numbers(numbers),
        Value::Inline(texts) if !texts.is_empty() => RegisterValue::Texts(texts),
        _ => return None,
    })
}
