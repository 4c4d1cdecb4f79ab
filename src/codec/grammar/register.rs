//! The grammar of a register, made from its definition.

use std::borrow::Cow;
use std::sync::Arc;

use super::shared::{Shared, Words};
use super::types::{By, Each, Key, List, Order, Table, Type};
use crate::method::{ElementType, KeyTemplate, KeyedBy, RegisterTemplate, TableTemplate, ValueType};

/// The grammar of the registers of a definition: the table at their top.
#[must_use]
pub fn of(template: &RegisterTemplate) -> Table {
    let format = Key::new("format", Type::Format).required();
    Table::of([vec![format], keys(&template.head, &template.tables)].concat())
}

fn keys(keys: &[KeyTemplate], tables: &[TableTemplate]) -> Vec<Key> {
    let values = keys.iter().map(|template| {
        let key = Key::of(Cow::Owned(template.key.clone()), value(template)).called(&template.title);
        if template.required { key.required() } else { key }
    });
    let tables =
        tables.iter().map(|table| Key::of(Cow::Owned(table.name.clone()), entries(table)).called(&table.title));
    values.chain(tables).collect()
}

/// What stands under the name of a table.
fn entries(table: &TableTemplate) -> Type {
    let fields = || Type::Table(Shared::from(Table::of(keys(&table.keys, &table.tables))));
    let by = match table.by {
        KeyedBy::Id => By::Id,
        KeyedBy::Stem => By::Stem,
        KeyedBy::Date => By::Date,
        KeyedBy::Single => return fields(),
    };
    let order = if table.is_kept() { Order::Kept } else { Order::ByKey };
    Type::Each(Shared::from(Each::new(by, order, table.holds.as_ref().map_or_else(fields, value))))
}

fn words(key: &KeyTemplate) -> Type {
    Type::Word(Words::Owned(Arc::from(key.words.as_slice())))
}

fn value(key: &KeyTemplate) -> Type {
    match key.kind {
        ValueType::Text => Type::Text,
        ValueType::Number => Type::Number(key.limits()),
        ValueType::Flag => Type::Bool,
        ValueType::Date => Type::Date,
        ValueType::Time => Type::Time,
        ValueType::Word => words(key),
        ValueType::Reference => Type::Reference,
        ValueType::Id => Type::Id,
        ValueType::List | ValueType::Set => {
            let of = match key.of {
                ElementType::Text => Type::Text,
                ElementType::Number => Type::Number(key.limits()),
                ElementType::Reference => Type::Reference,
                ElementType::Id => Type::Id,
                ElementType::Word => words(key),
            };
            Type::List(List { of: Shared::from(of), is_set: key.is_set(), is_tall: false })
        }
        ValueType::Texts => Type::Each(Shared::from(Each::new(By::Stem, Order::Kept, Type::Text).inline())),
    }
}
