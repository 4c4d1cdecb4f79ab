//! A sticky note and its fields.

use serde::{Deserialize, Serialize};

use super::{Id, Reference};
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

/// One sticky note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its id, the same for ever.
    pub id: Id,
    /// What it says; may have several lines.
    pub text: String,
    /// Its kind, only where it differs from its section's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// A colour of its own, `#RRGGBB`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// The note it is grouped under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<Id>,
    /// Who wrote it, where the team wants names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// How sure the team is of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Where that comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// An open question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// Relations to other notes, in the order of [`Relation::ALL`].
    #[serde(default, skip_serializing_if = "no_relations")]
    pub relations: [Vec<Reference>; 5],
}

fn no_relations(relations: &[Vec<Reference>; 5]) -> bool {
    relations.iter().all(Vec::is_empty)
}

/// A field of a note, as edits, comparisons and merges name it. The order is the order in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// [`Note::text`]
    Text,
    /// [`Note::kind`]
    Kind,
    /// [`Note::color`]
    Color,
    /// [`Note::under`]
    Under,
    /// [`Note::by`]
    By,
    /// [`Note::basis`]
    Basis,
    /// [`Note::source`]
    Source,
    /// [`Note::question`]
    Question,
    /// One of [`Note::relations`]
    #[serde(untagged)]
    Relation(Relation),
}

impl Field {
    /// Every field, in the order they stand in a file.
    pub const ALL: [Self; 13] = [
        Self::Text,
        Self::Kind,
        Self::Color,
        Self::Under,
        Self::By,
        Self::Basis,
        Self::Source,
        Self::Question,
        Self::Relation(Relation::From),
        Self::Relation(Relation::Serves),
        Self::Relation(Relation::Relieves),
        Self::Relation(Relation::Realises),
        Self::Relation(Relation::See),
    ];

    /// The key that stands for the field in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Kind => "kind",
            Self::Color => "color",
            Self::Under => "under",
            Self::By => "by",
            Self::Basis => "basis",
            Self::Source => "source",
            Self::Question => "question",
            Self::Relation(relation) => relation.word(),
        }
    }
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

impl Note {
    /// A note that says `text` and nothing else.
    #[must_use]
    pub fn new(id: Id, text: impl Into<String>) -> Self {
        Self {
            id,
            text: text.into(),
            kind: None,
            color: None,
            under: None,
            by: None,
            basis: None,
            source: None,
            question: None,
            relations: Default::default(),
        }
    }

    /// The references of one relation.
    #[must_use]
    pub fn related(&self, relation: Relation) -> &[Reference] {
        &self.relations[relation as usize]
    }

    /// The value of a field; nothing where the note does not have it. The text is always there.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<Value> {
        match field {
            Field::Text => Some(Value::Text(self.text.clone())),
            Field::Kind => self.kind.map(|kind| kind.word().into()),
            Field::Color => self.color.clone().map(Value::Text),
            Field::Under => self.under.map(|id| id.as_str().into()),
            Field::By => self.by.clone().map(Value::Text),
            Field::Basis => self.basis.map(|basis| basis.word().into()),
            Field::Source => self.source.clone().map(Value::Text),
            Field::Question => self.question.clone().map(Value::Text),
            Field::Relation(relation) => {
                let references = self.related(relation);
                (!references.is_empty()).then(|| Value::List(references.iter().map(ToString::to_string).collect()))
            }
        }
    }

    /// Gives a field a value, or takes it away. Says whether the value is one the field can have; where it is not, the
    /// note stays as it was. The text cannot be taken away.
    pub fn set(&mut self, field: Field, value: Option<&Value>) -> bool {
        let text = match value {
            None => None,
            Some(Value::Text(text)) => Some(text.clone()),
            Some(Value::List(list)) => {
                let Field::Relation(relation) = field else { return false };
                let Some(references) = list.iter().map(|text| Reference::parse(text)).collect::<Option<Vec<_>>>()
                else {
                    return false;
                };
                self.relations[relation as usize] = references;
                return true;
            }
            Some(Value::Number(_)) => return false,
        };
        match field {
            Field::Text => match text {
                Some(text) => self.text = text,
                None => return false,
            },
            Field::Kind => return word(text, Kind::from_word, &mut self.kind),
            Field::Color => self.color = text,
            Field::Under => return word(text, Id::new, &mut self.under),
            Field::By => self.by = text,
            Field::Basis => return word(text, Basis::from_word, &mut self.basis),
            Field::Source => self.source = text,
            Field::Question => self.question = text,
            Field::Relation(relation) => {
                if text.is_some() {
                    return false;
                }
                self.relations[relation as usize] = Vec::new();
            }
        }
        true
    }
}

/// Takes over a word where it is one that the field can have, or takes the old one away.
fn word<T>(text: Option<String>, read: impl Fn(&str) -> Option<T>, into: &mut Option<T>) -> bool {
    let read = text.map(|text| read(&text));
    let known = !matches!(read, Some(None));
    if known {
        *into = read.flatten();
    }
    known
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
