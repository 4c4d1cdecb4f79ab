//! Rounds of the cycle that are over.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::file_table::{file_table, word_type};
use super::{CriterionAnswer, Id, Reviews};

/// What a team decides at the end of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RoundVerdict {
    /// Make it better for those who use it.
    Improve,
    /// Open it to more people or more uses.
    Expand,
    /// Limit what it does or who may use it.
    Restrict,
    /// Leave it as it is for now.
    Pause,
    /// Take it away.
    Retire,
}

impl RoundVerdict {
    pub const ALL: [Self; 5] = [Self::Improve, Self::Expand, Self::Restrict, Self::Pause, Self::Retire];

    /// The word that stands for it in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Improve => "improve",
            Self::Expand => "expand",
            Self::Restrict => "restrict",
            Self::Pause => "pause",
            Self::Retire => "retire",
        }
    }

    /// The verdict a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.word() == word)
    }

    /// Whether no round follows.
    #[must_use]
    pub fn closes(self) -> bool {
        matches!(self, Self::Pause | Self::Retire)
    }
}

word_type!(RoundVerdict);

file_table! {
    /// A round of the cycle that is over.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
    pub struct Round {
        /// Its id; the same for ever.
        pub id: Id,
        /// Which round it was, from 1.
        pub number: u32,
        /// What was decided at its end.
        pub verdict: RoundVerdict,
    } and {
        /// Why.
        pub reason: String,
        /// Who decided.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub by: Option<String>,
        /// When.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub date: Option<NaiveDate>,
        /// Id of the station where the next round began; nothing where none did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub next: Option<String>,
        /// What was answered in it: criterion id to answer.
        pub criteria: BTreeMap<String, CriterionAnswer>,
        /// What was looked at in it.
        #[serde(default, skip_serializing_if = "Reviews::is_empty")]
        pub reviewed: Reviews,
    }
}
