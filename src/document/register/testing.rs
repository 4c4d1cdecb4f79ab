//! Registers for property tests: definitions from `tests/registers/`, and what somebody does to a register.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};
use proptest::prelude::*;

use super::{EntryPlace, Node, Number, Register, RegisterEdit, RegisterValue, Table};
use crate::document::Id;
use crate::method::{DataFile, ElementType, KeyTemplate, KeyedBy, RegisterTemplate, Shape, TableTemplate, ValueType};

const WORDS: [&str; 4] = ["One", "Two", "Three\nlines", "漢字 👩‍👩‍👧"];

/// A definition from `tests/registers/definitions/`, or that of session records.
pub(crate) fn template(name: &str) -> Arc<RegisterTemplate> {
    let text = match name {
        "metrics" => include_str!("../../../tests/registers/definitions/metrics.toml"),
        "bets" => include_str!("../../../tests/registers/definitions/bets.toml"),
        "evidence" => include_str!("../../../tests/registers/definitions/evidence.toml"),
        _ => include_str!("../../../canvases/registers/session.toml"),
    };
    match DataFile::parse(text).expect("a definition") {
        DataFile::Register(template) => Arc::new(template),
        other => panic!("{other:?}"),
    }
}

/// Something a person does to a register; numbers choose among what there is.
#[derive(Clone, Debug)]
pub(crate) enum Doing {
    Insert { table: usize, after: usize, id: u32, word: usize },
    Remove { table: usize, entry: usize },
    Move { table: usize, entry: usize, after: usize },
    Set { table: usize, entry: usize, key: usize, word: Option<usize> },
    Inner { table: usize, entry: usize, id: u32, word: Option<usize> },
    Head { key: usize, word: Option<usize> },
}

pub(crate) fn doings() -> impl Strategy<Value = Vec<Doing>> {
    let (n, word) = (|| 0..8usize, || 0..WORDS.len());
    let maybe = || prop::option::weighted(0.7, 0..WORDS.len());
    let doing = prop_oneof![
        4 => (n(), n(), 0..40u32, word())
            .prop_map(|(table, after, id, word)| Doing::Insert { table, after, id, word }),
        1 => (n(), n()).prop_map(|(table, entry)| Doing::Remove { table, entry }),
        2 => (n(), n(), n()).prop_map(|(table, entry, after)| Doing::Move { table, entry, after }),
        4 => (n(), n(), 0..12usize, maybe())
            .prop_map(|(table, entry, key, word)| Doing::Set { table, entry, key, word }),
        2 => (n(), n(), 0..6u32, maybe())
            .prop_map(|(table, entry, id, word)| Doing::Inner { table, entry, id, word }),
        2 => (n(), maybe()).prop_map(|(key, word)| Doing::Head { key, word }),
    ];
    prop::collection::vec(doing, 0..20)
}

/// A value that a key can hold.
pub(crate) fn value(key: &KeyTemplate, word: usize) -> RegisterValue {
    let list = || WORDS[..=word].iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let number = |at: usize| Number::parse(["1", "0.25", "4.0", "-3"][at]).expect("a number");
    let day = u32::try_from(word).unwrap_or(0) + 1;
    match (key.kind, key.of) {
        (ValueType::Text, _) => RegisterValue::Text(WORDS[word].to_owned()),
        (ValueType::Reference, _) => RegisterValue::Text(format!("stem{word}#t7qm4k")),
        (ValueType::Id, _) => RegisterValue::Text(Id::from_bits(day).to_string()),
        (ValueType::Number, _) => RegisterValue::Number(number(word)),
        (ValueType::Flag, _) => RegisterValue::Flag(word.is_multiple_of(2)),
        (ValueType::Date, _) => RegisterValue::Date(NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")),
        (ValueType::Time, _) => RegisterValue::Time(NaiveTime::from_hms_opt(day, 2, 0).expect("a time")),
        (ValueType::Word, _) => RegisterValue::Text(key.words[word % key.words.len()].clone()),
        (ValueType::List | ValueType::Set, ElementType::Number) => {
            RegisterValue::Numbers((0..=word).map(number).collect())
        }
        (ValueType::List | ValueType::Set, ElementType::Text) => RegisterValue::List(list()),
        (ValueType::List | ValueType::Set, _) => {
            RegisterValue::List((0..=word).map(|at| format!("stem{at}#t7qm4k")).collect())
        }
        (ValueType::Texts, _) => RegisterValue::Texts(
            list().into_iter().enumerate().map(|(at, text)| (format!("k{at}"), text)).collect::<BTreeMap<_, _>>(),
        ),
    }
}

fn pick(register: &Register, table: usize) -> Option<(&TableTemplate, &[KeyTemplate])> {
    let tables = &register.template().tables;
    tables.get(table % tables.len().max(1)).map(|table| (table, table.keys.as_slice()))
}

fn nth(table: Option<&Table>, at: usize) -> Option<String> {
    let table = table?;
    table.keys().nth(at % table.len().max(1)).map(str::to_owned)
}

/// The edit that a doing comes to; nothing where there is nothing to do it to.
pub(crate) fn edit(register: &Register, doing: &Doing) -> Option<RegisterEdit> {
    match doing {
        Doing::Insert { table, after, id, word } => {
            let (table, keys) = pick(register, *table).filter(|(table, _)| !table.is_single())?;
            let key = match table.by {
                KeyedBy::Stem => format!("stem{id}"),
                _ => Id::from_bits(*id).to_string(),
            };
            let mut entry = Table::default();
            let shape = Shape::Fields { keys, tables: &table.tables };
            for key in keys.iter().filter(|key| key.required) {
                entry.put(shape, &key.key, value(key, *word));
            }
            let after = if *after == 0 { None } else { nth(register.root().table(&table.name), *after) };
            let at = EntryPlace { table: vec![table.name.clone()], after };
            Some(RegisterEdit::Insert { at, key, entry: Arc::new(entry) })
        }
        Doing::Remove { table, entry } => {
            let (table, _) = pick(register, *table).filter(|(table, _)| !table.is_single())?;
            let there = register.root().table(&table.name)?;
            let key = nth(Some(there), *entry)?;
            let Node::Table(entry) = there.get(&key)?.clone() else { return None };
            let at = EntryPlace { table: vec![table.name.clone()], after: there.before(&key).map(str::to_owned) };
            Some(RegisterEdit::Remove { at, key, entry })
        }
        Doing::Move { table, entry, after } => {
            let (table, _) = pick(register, *table).filter(|(table, _)| !table.is_single())?;
            let there = register.root().table(&table.name)?;
            let key = nth(Some(there), *entry)?;
            let from = there.before(&key).map(str::to_owned);
            let to = if *after == 0 { None } else { nth(Some(there), *after).filter(|to| *to != key) };
            Some(RegisterEdit::Move { table: vec![table.name.clone()], key, from, to })
        }
        Doing::Set { table, entry, key, word } => {
            let (table, keys) = pick(register, *table)?;
            let key = keys.get(key % keys.len().max(1))?;
            let mut path = vec![table.name.clone()];
            if !table.is_single() {
                path.push(nth(register.root().table(&table.name), *entry)?);
            }
            path.push(key.key.clone());
            Some(set(register, path, word.map(|word| value(key, word))))
        }
        Doing::Inner { table, entry, id, word } => {
            let (table, _) = pick(register, *table)?;
            let inner = table.tables.first()?;
            let entry = nth(register.root().table(&table.name), *entry)?;
            let key = match inner.by {
                KeyedBy::Date => format!("2026-11-0{}", id + 1),
                _ => Id::from_bits(*id).to_string(),
            };
            let path = vec![table.name.clone(), entry, inner.name.clone(), key];
            Some(set(register, path, word.and_then(|word| Some(value(inner.holds.as_ref()?, word)))))
        }
        Doing::Head { key, word } => {
            let head = &register.template().head;
            let key = head.get(key % head.len().max(1))?;
            Some(set(register, vec![key.key.clone()], word.map(|word| value(key, word))))
        }
    }
}

fn set(register: &Register, path: Vec<String>, after: Option<RegisterValue>) -> RegisterEdit {
    let before = register.value(&path).cloned();
    RegisterEdit::Set { path, before, after }
}

/// What a register is after somebody did all that; what is refused is left out.
pub(crate) fn done(register: &Register, doings: &[Doing]) -> Register {
    let mut register = Arc::new(register.clone());
    for doing in doings {
        if let Some(edit) = edit(&register, doing) {
            let _ = edit.apply(&mut register);
        }
    }
    Arc::unwrap_or_clone(register)
}

/// Three registers: a base and two that were made from it.
pub(crate) fn three_registers() -> impl Strategy<Value = (Register, Register, Register)> {
    let name = prop_oneof![Just("session"), Just("bets"), Just("metrics"), Just("evidence")];
    (name, doings(), doings(), doings()).prop_map(|(name, base, ours, theirs)| {
        let base = done(&Register::new(template(name)), &base);
        let (ours, theirs) = (done(&base, &ours), done(&base, &theirs));
        (base, ours, theirs)
    })
}
