//! Reading a table by its grammar: which keys it may have, and what each of them holds.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{NaiveDate, NaiveTime};
use toml::de::{DeTable, DeValue};

use super::super::grammar::{Known, Table, Type};
use super::super::rules;
use super::values::{Item, Reader, number};
use crate::document::{FileTable, KeyValue, Number, Reference};
use crate::method::{Bound, Kind, Limits};

/// The value of a key, of the type that the grammar says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// A text, a word, an id, a reference.
    Text(String),
    Number(u32),
    Decimal(Number),
    Bool(bool),
    Date(NaiveDate),
    Time(NaiveTime),
    List(Vec<String>),
    Numbers(Vec<Number>),
    /// Texts by key, between braces.
    Inline(BTreeMap<String, String>),
}

/// What a table says: the values that are of the type they have to be.
#[derive(Debug)]
pub(super) struct Record<'g> {
    values: Vec<(&'g str, Value)>,
}

impl<'g> Record<'g> {
    fn take(&mut self, key: &str) -> Option<Value> {
        let place = self.values.iter().position(|(known, _)| *known == key)?;
        Some(self.values.swap_remove(place).1)
    }

    /// Every value with its key, in the order of the file.
    pub(super) fn into_values(self) -> impl Iterator<Item = (&'g str, Value)> {
        self.values.into_iter()
    }

    /// Gives a table of the document all values that are left. A word that nobody knows was reported and stays in the file.
    pub(super) fn fill<T: FileTable>(self, mut into: T) -> T {
        for (key, value) in self.values {
            let value = match value {
                Value::Text(text) => KeyValue::Text(text.into()),
                Value::Number(number) => KeyValue::Number(number),
                Value::Date(date) => KeyValue::Date(date),
                Value::List(list) => KeyValue::List(list.into_iter().map(Into::into).collect()),
                Value::Decimal(_) | Value::Bool(_) | Value::Time(_) | Value::Numbers(_) | Value::Inline(_) => continue,
            };
            into.set_key(key, Some(value));
        }
        into
    }

    /// The text of a key.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        match self.take(key)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What the word of a key stands for.
    pub(super) fn word<T>(&mut self, key: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.text(key).and_then(|word| read(&word))
    }

    /// The number of a key.
    pub(super) fn number(&mut self, key: &str) -> Option<u32> {
        match self.take(key)? {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The day of a key.
    pub(super) fn date(&mut self, key: &str) -> Option<NaiveDate> {
        match self.take(key)? {
            Value::Date(date) => Some(date),
            _ => None,
        }
    }

    /// The references of a key; what is none stays in the file.
    pub(super) fn references(&mut self, key: &str) -> Vec<Reference> {
        let Some(Value::List(texts)) = self.take(key) else { return Vec::new() };
        texts.iter().filter_map(|text| Reference::parse(text)).collect()
    }
}

impl Reader<'_> {
    /// Reads the keys of a table that hold values. What the grammar does not have, and what it has and is not there, is
    /// reported; `span` is the place of the table.
    pub(super) fn record<'g>(&mut self, table: &DeTable<'_>, span: Range<usize>, grammar: &'g Table) -> Record<'g> {
        for key in grammar.keys.iter().filter(|key| key.is_required && key.of != Type::Format) {
            if !table.contains_key(key.name.as_ref()) {
                self.missing(span.clone(), &key.name, &key.expected());
            }
        }
        let mut values = Vec::with_capacity(table.len());
        for (name, item) in table {
            let Some(key) = grammar.key(name.get_ref()) else {
                self.unknown(rules::UNKNOWN_KEY, name.span(), name.get_ref(), name.get_ref(), grammar.names());
                continue;
            };
            if let Some(value) = self.value(&key.name, &key.of, item) {
                values.push((key.name.as_ref(), value));
            }
        }
        Record { values }
    }

    /// Reads a value. One of another type is reported and gives nothing; so does a word that nobody knows. Tables are for
    /// who knows what they hold.
    pub(super) fn value(&mut self, key: &str, of: &Type, item: &Item<'_>) -> Option<Value> {
        match of {
            Type::Each(each) if each.is_inline => self.inline(key, of, item),
            Type::Table(_) | Type::Each(_) | Type::Rows(_) => None,
            // The number of the format is looked at before anything else.
            Type::Format => number(item).map(Value::Number),
            Type::Integer(least) => {
                let read = self.of_type(key, of, item, number(item))?;
                let limits = Limits { min: Some(Bound((*least).into())), ..Limits::default() };
                self.within(key, &Number::from(read), limits, item);
                Some(Value::Number(read))
            }
            Type::Number(limits) => self.decimal(key, of, *limits, item).map(Value::Decimal),
            Type::Bool => self.of_type(key, of, item, item.get_ref().as_bool()).map(Value::Bool),
            Type::Time => self.of_type(key, of, item, time(item)).map(Value::Time),
            Type::Date => self.date(key, item).map(Value::Date),
            Type::List(list) => match &*list.of {
                Type::Number(limits) => self.numbers(key, of, *limits, item).map(Value::Numbers),
                each => self.list(key, of, each, item).map(Value::List),
            },
            of => self.word(key, of, item).map(Value::Text),
        }
    }

    /// A value, or nothing where it is of another type, which is reported.
    fn of_type<T>(&mut self, key: &str, of: &Type, item: &Item<'_>, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.wrong_type(key, item, &of.written(key));
        }
        value
    }

    /// Reads the numbers of a list; an element that is none is reported and stays in the file.
    fn numbers(&mut self, key: &str, of: &Type, limits: Limits, item: &Item<'_>) -> Option<Vec<Number>> {
        let array = self.of_type(key, of, item, item.get_ref().as_array())?;
        Some(array.iter().filter_map(|element| self.decimal(key, of, limits, element)).collect())
    }

    fn decimal(&mut self, key: &str, of: &Type, limits: Limits, item: &Item<'_>) -> Option<Number> {
        let number = self.of_type(key, of, item, decimal(item))?;
        self.within(key, &number, limits, item);
        Some(number)
    }

    /// Reports a number that is beyond its limits.
    fn within(&mut self, key: &str, number: &Number, limits: Limits, item: &Item<'_>) {
        if limits.allow(number.value()) {
            return;
        }
        let mut arguments = vec![("key", key.to_owned()), ("found", number.to_string())];
        if limits.is_whole && number.value().fract() != 0.0 {
            arguments.push(("whole", String::new()));
        } else {
            let bounds = [("min", limits.min), ("max", limits.max)];
            arguments.extend(bounds.into_iter().filter_map(|(name, bound)| Some((name, bound?.0.to_string()))));
        }
        self.report(rules::NUMBER_OUT_OF_RANGE, item.span(), arguments);
    }

    /// Reads the texts between braces.
    fn inline(&mut self, key: &str, of: &Type, item: &Item<'_>) -> Option<Value> {
        let table = self.of_type(key, of, item, item.get_ref().as_table())?;
        let mut texts = BTreeMap::new();
        for (name, item) in table {
            let text = self.string(item).map(std::borrow::Cow::into_owned);
            if let Some(text) = self.of_type(key, of, item, text) {
                texts.insert(name.get_ref().clone().into_owned(), text);
            }
        }
        Some(Value::Inline(texts))
    }

    /// Reads a text that the type allows.
    fn word(&mut self, key: &str, of: &Type, item: &Item<'_>) -> Option<String> {
        let Some(word) = self.string(item).map(std::borrow::Cow::into_owned) else {
            self.wrong_type(key, item, &of.written(key));
            return None;
        };
        match of {
            Type::Id => {
                self.id(&word, item.span())?;
            }
            Type::Reference if !is_reference(&word) => {
                self.report(rules::MALFORMED_REFERENCE, item.span(), vec![("word", word.clone())]);
            }
            Type::Color if !is_color(&word) => {
                self.report(rules::MALFORMED_COLOR, item.span(), vec![("word", word.clone())]);
            }
            Type::Kind if Kind::from_word(&word).is_none() => {
                self.unknown(rules::UNKNOWN_KIND, item.span(), key, &word, Kind::ALL.map(Kind::word));
                return None;
            }
            Type::Word(words) if !words.iter().any(|known| known == word) => {
                self.unknown(rules::UNKNOWN_WORD, item.span(), key, &word, words.iter());
            }
            Type::Known(known) if !self.vocabulary.knows(*known, &word) => {
                let ids = self.vocabulary.ids(*known).unwrap_or_default();
                let rule = match known {
                    Known::Canvas | Known::Checklist => rules::UNKNOWN_TEMPLATE,
                    Known::Profile | Known::Cycle | Known::Station | Known::Person => rules::UNKNOWN_WORD,
                };
                self.unknown(rule, item.span(), key, &word, ids);
            }
            _ => {}
        }
        Some(word)
    }

    /// Reads the texts of a list; an element that is none is reported and stays in the file.
    fn list(&mut self, key: &str, of: &Type, each: &Type, item: &Item<'_>) -> Option<Vec<String>> {
        let expected = of.written(key);
        let Some(array) = item.get_ref().as_array() else {
            self.wrong_type(key, item, &expected);
            return None;
        };
        let mut list = Vec::with_capacity(array.len());
        for element in array {
            if element.get_ref().is_str() {
                list.extend(self.word(key, each, element));
            } else {
                self.wrong_type(key, element, &expected);
            }
        }
        Some(list)
    }
}

/// A number, whole or not; one in another base only where it is not too large.
fn decimal(item: &Item<'_>) -> Option<Number> {
    match item.get_ref() {
        DeValue::Integer(integer) if integer.radix() == 10 => Number::parse(integer.as_str()),
        DeValue::Integer(_) => number(item).map(Number::from),
        DeValue::Float(float) => Number::parse(float.as_str()),
        _ => None,
    }
}

fn time(item: &Item<'_>) -> Option<NaiveTime> {
    match item.get_ref() {
        DeValue::Datetime(moment) if moment.date.is_none() && moment.offset.is_none() => {
            let time = moment.time?;
            let second = u32::from(time.second.unwrap_or(0));
            NaiveTime::from_hms_opt(u32::from(time.hour), u32::from(time.minute), second)
        }
        _ => None,
    }
}

fn is_reference(text: &str) -> bool {
    Reference::parse(text).is_some_and(|reference| reference.id.is_none_or(|id| id.is_well_formed()))
}

fn is_color(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}
