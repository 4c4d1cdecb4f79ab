//! What a team answers to the criteria of its cycle.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::file_table::{file_table, word_type};

/// An answer to a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reply {
    /// It is met.
    Yes,
    /// It is not.
    No,
    /// Nobody knows yet.
    Unsure,
}

impl Reply {
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Unsure];

    /// The word that stands for it in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unsure => "unsure",
        }
    }

    /// The reply a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reply| reply.word() == word)
    }
}

word_type!(Reply);

file_table! {
    /// What a team says of a criterion.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
    pub struct CriterionAnswer {
        pub answer: Reply,
    } and {
        /// Who answered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub by: Option<String>,
        /// When.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub date: Option<NaiveDate>,
        /// Where it can be seen.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub evidence: Vec<String>,
        /// A remark.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub note: Option<String>,
    }
}
