//! What stands at the top of a canvas or checklist, and its published versions.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::file_table::{array, file_table, word_type};
use super::{FileTable, KeyValue, Value};

/// How far a document is agreed. People set it; nothing flips it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Being worked on.
    #[default]
    Draft,
    /// Ready for somebody to agree to.
    Proposed,
    /// Agreed.
    Accepted,
    /// Replaced by another.
    Superseded,
}

impl Status {
    /// Every status, in the order a document goes through them.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Proposed, Self::Accepted, Self::Superseded];

    /// The word that stands for it in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Superseded => "superseded",
        }
    }

    /// The status a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

word_type!(Status);

file_table! {
    /// The head of a canvas or checklist.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Head {
        /// Number of the file's format.
        pub format: u32,
        /// Id of the template.
        pub template: String,
        /// Id of the profile; checklists only.
        pub profile: Option<String> as Profile,
        /// The document's own title.
        pub title: String as Title,
    } and {
        /// How far it is agreed.
        pub status: Status as Status,
        /// The last published version; 0 before the first.
        pub version: u32 as Version,
        /// Who answers for it.
        pub owner: Option<String> as Owner,
        /// When it should be looked at again.
        pub review_by: Option<NaiveDate> as ReviewBy,
        /// Stem of the document that replaced it.
        pub superseded_by: Option<String> as SupersededBy,
    }

    /// A key of the head that people change.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum HeadField {}
}

impl HeadField {
    /// Every key, in the order of a file: `format` and the template stand before them.
    pub const ALL: [Self; Self::NAMED.len()] = array(Self::NAMED);
}

file_table! {
    /// One published version, as `[[history]]` records it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Published {
        /// Its number, from 1.
        pub version: u32,
        /// When it was published.
        pub date: NaiveDate,
    } and {
        pub by: Option<String>,
        /// Who agreed.
        pub approved_by: Option<String>,
        /// Where it was discussed.
        pub review: Option<String>,
        /// What changed, in a sentence.
        pub summary: String,
        /// Digest of the frozen file, `sha256:` and 64 hexadecimal digits.
        pub digest: Option<String>,
    }
}

impl Head {
    /// The head of a new document.
    #[must_use]
    pub fn new(template: impl Into<String>, title: impl Into<String>) -> Self {
        Self::with(1, template.into(), None, title.into())
    }

    /// The value of a key; nothing where the head does not have it.
    #[must_use]
    pub fn get(&self, field: HeadField) -> Option<Value> {
        self.key(field.word()).map(Value::from)
    }

    /// Gives a key a value or takes it away. Says whether that is possible; where it is not, the head stays as it was.
    pub fn set(&mut self, field: HeadField, value: Option<&Value>) -> bool {
        self.set_key(field.word(), value.map(KeyValue::from))
    }
}
