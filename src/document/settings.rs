//! Settings shared by all products (`stationmaster.toml`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::file_table::{file_table, word_type};

/// How people are named in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Names {
    /// By the part they play; what stays in git for ever names nobody.
    #[default]
    Roles,
    Initials,
    Full,
}

impl Names {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Roles, Self::Initials, Self::Full];

    /// The word that stands for it in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Roles => "roles",
            Self::Initials => "initials",
            Self::Full => "full",
        }
    }

    /// The way a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|names| names.word() == word)
    }
}

word_type!(Names);

file_table! {
    /// Settings shared by all products (`stationmaster.toml`).
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Settings {
    } and {
        /// Number of the file's format.
        pub format: u32,
        /// Language of the method's texts, a two-letter code.
        pub language: Option<String>,
        /// How people are named.
        pub names: Names,
        /// Rule id to severity: `off`, `note`, `warning`, `error`.
        pub policy: BTreeMap<String, String>,
    }
}
