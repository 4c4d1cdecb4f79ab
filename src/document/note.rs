//! A sticky note and its fields.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::file_table::{file_table, table_type, word_type};
use super::{FileTable, Id, KeyValue, Reference};
use crate::method::Kind;

/// How sure the team is of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// Somebody thinks so.
    Assumption,
    /// Somebody saw it.
    Observed,
    /// It was tried out.
    Tested,
}

impl Basis {
    /// Every basis, from the weakest.
    pub const ALL: [Self; 3] = [Self::Assumption, Self::Observed, Self::Tested];

    /// The word that stands for it in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Assumption => "assumption",
            Self::Observed => "observed",
            Self::Tested => "tested",
        }
    }

    /// The basis a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.word() == word)
    }
}

/// How a note is related to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// Taken over from it.
    From,
    /// Helps with it.
    Serves,
    /// Takes it away.
    Relieves,
    /// Puts it into practice.
    Realises,
    /// Worth looking at.
    See,
}

impl Relation {
    /// Every relation, in the order they stand in a file.
    pub const ALL: [Self; 5] = [Self::From, Self::Serves, Self::Relieves, Self::Realises, Self::See];

    /// The key that stands for it in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::Serves => "serves",
            Self::Relieves => "relieves",
            Self::Realises => "realises",
            Self::See => "see",
        }
    }

    /// The relation that a key stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.word() == word)
    }
}

word_type!(Basis);
table_type!([Vec<Reference>; 5]);

file_table! {
    /// One sticky note.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
    pub struct Note {
        /// Its id, the same for ever.
        pub id: Id,
        /// What it says; may have several lines.
        pub text: String as Text,
    } and {
        /// Its kind, only where it differs from its section's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub kind: Option<Kind> as Kind,
        /// A colour of its own, `#RRGGBB`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub color: Option<String> as Color,
        /// The note it is grouped under.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub under: Option<Id> as Under,
        /// Who wrote it, where the team wants names.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub by: Option<String> as By,
        /// How sure the team is of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub basis: Option<Basis> as Basis,
        /// Where that comes from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub source: Option<String> as Source,
        /// An open question.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub question: Option<String> as Question,
        /// Relations to other notes, in the order of [`Relation::ALL`].
        #[serde(default, skip_serializing_if = "no_relations")]
        pub relations: [Vec<Reference>; 5],
    }

    /// A field of a note, as edits, comparisons and merges name it. The order is the order in a file.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    pub enum Field {
        /// One of [`Note::relations`]
        #[serde(untagged)]
        Relation(Relation) is Relation::word,
    }
}

fn no_relations(relations: &[Vec<Reference>; 5]) -> bool {
    relations.iter().all(Vec::is_empty)
}

impl Field {
    /// Every field, in the order they stand in a file; the text is the first.
    pub const ALL: [Self; Self::NAMED.len() + Relation::ALL.len()] = {
        let mut all = [Self::Text; Self::NAMED.len() + Relation::ALL.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = match at.checked_sub(Self::NAMED.len()) {
                Some(relation) => Self::Relation(Relation::ALL[relation]),
                None => Self::NAMED[at],
            };
            at += 1;
        }
        all
    };
}

/// The value of a field or key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// A text, a word, an id, or a date as `YYYY-MM-DD`.
    Text(String),
    /// Several texts.
    List(Vec<String>),
    /// A whole number.
    Number(u32),
}

impl Value {
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<KeyValue<'_>> for Value {
    fn from(value: KeyValue<'_>) -> Self {
        match value {
            KeyValue::Text(text) => Self::Text(text.into_owned()),
            KeyValue::Number(number) => Self::Number(number),
            KeyValue::Date(date) => Self::Text(date.to_string()),
            KeyValue::List(list) => Self::List(list.into_iter().map(Cow::into_owned).collect()),
        }
    }
}

impl<'a> From<&'a Value> for KeyValue<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Text(text) => Self::Text(Cow::Borrowed(text)),
            Value::Number(number) => Self::Number(*number),
            Value::List(list) => Self::List(list.iter().map(|text| Cow::Borrowed(text.as_str())).collect()),
        }
    }
}

impl Note {
    /// A note that says `text` and nothing else.
    #[must_use]
    pub fn new(id: Id, text: impl Into<String>) -> Self {
        Self::with(id, text.into())
    }

    /// The references of one relation.
    #[must_use]
    pub fn related(&self, relation: Relation) -> &[Reference] {
        &self.relations[relation as usize]
    }

    /// The value of a field; nothing where the note does not have it. The text is always there.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<Value> {
        let Field::Relation(relation) = field else { return self.key(field.word()).map(Value::from) };
        let references = self.related(relation);
        (!references.is_empty()).then(|| Value::List(references.iter().map(ToString::to_string).collect()))
    }

    /// Gives a field a value, or takes it away. Says whether the value is one the field can have; where it is not, the
    /// note stays as it was. The text cannot be taken away.
    pub fn set(&mut self, field: Field, value: Option<&Value>) -> bool {
        let Field::Relation(relation) = field else { return self.set_key(field.word(), value.map(KeyValue::from)) };
        let references = match value {
            None => Some(Vec::new()),
            Some(Value::List(list)) => list.iter().map(|text| Reference::parse(text)).collect(),
            Some(_) => None,
        };
        let fits = references.is_some();
        if let Some(references) = references {
            self.relations[relation as usize] = references;
        }
        fits
    }
}

impl Serialize for Reference {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Reference {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a reference"))
    }
}
