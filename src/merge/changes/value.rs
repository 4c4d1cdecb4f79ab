//! Values of fields, as programs and people are told them.

use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::document::{Number, RegisterValue, Value};

/// What a field holds.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldValue {
    /// A text, a word, a day.
    Text(String),
    /// A number.
    Number(Number),
    /// Yes or no.
    Flag(bool),
    /// Several texts.
    List(Vec<String>),
    /// Several numbers.
    Numbers(Vec<Number>),
    /// Where something stands.
    Place {
        /// The document, where it is another one.
        path: Option<String>,
        /// The section or table.
        section: String,
        /// What it stands behind.
        after: Option<String>,
    },
}

impl fmt::Display for FieldValue {
    /// As people read it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Flag(flag) => flag.fmt(f),
            Self::List(list) => f.write_str(&list.join(", ")),
            Self::Numbers(list) => f.write_str(&list.iter().map(Number::as_str).collect::<Vec<_>>().join(", ")),
            Self::Place { path: Some(path), section, .. } => write!(f, "{path} {section}"),
            Self::Place { path: None, section, .. } => f.write_str(section),
        }
    }
}

impl From<Value> for FieldValue {
    fn from(value: Value) -> Self {
        match value {
            Value::Text(text) => Self::Text(text),
            Value::List(list) => Self::List(list),
            Value::Number(number) => Self::Number(number.into()),
        }
    }
}

impl From<&RegisterValue> for FieldValue {
    fn from(value: &RegisterValue) -> Self {
        match value {
            RegisterValue::Number(number) => Self::Number(number.clone()),
            RegisterValue::Flag(flag) => Self::Flag(*flag),
            RegisterValue::List(list) => Self::List(list.clone()),
            RegisterValue::Numbers(list) => Self::Numbers(list.clone()),
            RegisterValue::Texts(texts) => Self::List(texts.iter().map(|(id, text)| format!("{id}: {text}")).collect()),
            value => Self::Text(value.to_string()),
        }
    }
}

impl From<&str> for FieldValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Serialize for FieldValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => Plain(number).serialize(serializer),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::List(list) => list.serialize(serializer),
            Self::Numbers(list) => serializer.collect_seq(list.iter().map(Plain)),
            Self::Place { path, section, after } => {
                let mut map = serializer.serialize_map(None)?;
                if let Some(path) = path {
                    map.serialize_entry("path", path)?;
                }
                map.serialize_entry("section", section)?;
                map.serialize_entry("after", after)?;
                map.end()
            }
        }
    }
}

/// A number as a number: a whole one without a point.
struct Plain<'n>(&'n Number);

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_str().parse::<i64>() {
            Ok(whole) => serializer.serialize_i64(whole),
            Err(_) => serializer.serialize_f64(self.0.value()),
        }
    }
}

/// Fields and what they hold, in the order of the file; nothing where a field is not there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fields(Vec<(String, Option<FieldValue>)>);

impl Fields {
    /// Adds a field.
    pub(super) fn push(&mut self, key: impl Into<String>, value: Option<FieldValue>) {
        self.0.push((key.into(), value));
    }

    /// The fields, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Option<&FieldValue>)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value.as_ref()))
    }

    /// What a field holds.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&FieldValue> {
        self.0.iter().find(|(known, _)| known == key).and_then(|(_, value)| value.as_ref())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}
