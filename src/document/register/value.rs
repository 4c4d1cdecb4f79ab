//! The values that the keys of a register hold.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::method::{ElementType, KeyTemplate, ValueType};

/// What a key of a register holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegisterValue {
    /// A text, a word, a reference or an id.
    Text(String),
    /// A number.
    Number(Number),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Date(NaiveDate),
    /// A time of day.
    Time(NaiveTime),
    /// Texts, references or ids; at least one.
    List(Vec<String>),
    /// Numbers; at least one.
    Numbers(Vec<Number>),
    /// Texts by id or word; at least one.
    Texts(BTreeMap<String, String>),
}

/// A number as somebody wrote it: `4.0` stays `4.0`, and is the same as `4`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Number {
    text: String,
    value: f64,
}

impl Number {
    /// Reads a number as TOML writes it, whole or not; nothing where it is none, or none that can be counted with.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.replace('_', "");
        let text = text.strip_prefix('+').unwrap_or(&text).to_owned();
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"-+.eE".contains(&byte));
        let value = text.parse::<f64>().ok().filter(|value| is_plain && value.is_finite())?;
        Some(Self { text, value })
    }

    /// What it comes to.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.value
    }

    /// The number as it stands in a file.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl From<u32> for Number {
    fn from(number: u32) -> Self {
        Self { text: number.to_string(), value: f64::from(number) }
    }
}

impl TryFrom<String> for Number {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("no number")
    }
}

impl From<Number> for String {
    fn from(number: Number) -> Self {
        number.text
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.value.total_cmp(&other.value).is_eq() || (self.value == 0.0 && other.value == 0.0)
    }
}

impl Eq for Number {}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl RegisterValue {
    /// The text, where it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The day, where it is one.
    #[must_use]
    pub fn as_date(&self) -> Option<NaiveDate> {
        match self {
            Self::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The time of day, where it is one.
    #[must_use]
    pub fn as_time(&self) -> Option<NaiveTime> {
        match self {
            Self::Time(time) => Some(*time),
            _ => None,
        }
    }

    /// What the number comes to, where it is one.
    #[must_use]
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(number.value()),
            _ => None,
        }
    }

    /// The numbers a list or a set holds; nothing where it holds none.
    #[must_use]
    pub fn as_numbers(&self) -> &[Number] {
        match self {
            Self::Numbers(numbers) => numbers,
            _ => &[],
        }
    }

    /// What a list or a set holds; nothing where it is none.
    #[must_use]
    pub fn as_list(&self) -> &[String] {
        match self {
            Self::List(list) => list,
            _ => &[],
        }
    }

    /// Whether a key can hold it.
    #[must_use]
    pub fn fits(&self, key: &KeyTemplate) -> bool {
        match (key.kind, self) {
            (ValueType::Text | ValueType::Reference | ValueType::Id, Self::Text(_))
            | (ValueType::Flag, Self::Flag(_))
            | (ValueType::Date, Self::Date(_))
            | (ValueType::Time, Self::Time(_)) => true,
            (ValueType::Number, Self::Number(number)) => key.limits().allow(number.value()),
            (ValueType::Word, Self::Text(word)) => key.words.contains(word),
            (ValueType::List | ValueType::Set, Self::List(list)) => {
                let is_known = |word: &String| key.of != ElementType::Word || key.words.contains(word);
                key.of != ElementType::Number && !list.is_empty() && list.iter().all(is_known)
            }
            (ValueType::List | ValueType::Set, Self::Numbers(list)) => {
                let is_within = |number: &Number| key.limits().allow(number.value());
                key.of == ElementType::Number && !list.is_empty() && list.iter().all(is_within)
            }
            (ValueType::Texts, Self::Texts(texts)) => !texts.is_empty(),
            _ => false,
        }
    }
}

impl From<&str> for RegisterValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl fmt::Display for RegisterValue {
    /// As people read it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Flag(flag) => flag.fmt(f),
            Self::Date(date) => date.fmt(f),
            Self::Time(time) => time.format("%H:%M").fmt(f),
            Self::List(list) => f.write_str(&list.join(", ")),
            Self::Numbers(list) => f.write_str(&list.iter().map(Number::as_str).collect::<Vec<_>>().join(", ")),
            Self::Texts(texts) => {
                let texts = texts.iter().map(|(key, text)| format!("{key}: {text}"));
                f.write_str(&texts.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stays_as_it_was_written_and_is_compared_by_what_it_comes_to() {
        let number = |text: &str| Number::parse(text).expect("a number");
        assert_eq!(number("4.0").as_str(), "4.0");
        assert_eq!(number("4.0"), number("4"));
        assert_eq!(number("1_000").as_str(), "1000");
        assert_eq!(number("+0.05").as_str(), "0.05");
        assert_ne!(number("-1"), number("1"));
        for word in ["", "inf", "nan", "0x10", "1e999", "ten"] {
            assert!(Number::parse(word).is_none(), "{word}");
        }
    }
}
