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

/// The initials of somebody's name: the first letter of each word, and of each part of one with a hyphen, as they are
/// written, but the first and the last in capitals; of a single word the first two. What has up to three letters is one's
/// initials already.
#[must_use]
pub fn initials(name: &str) -> String {
    let parts = name.split(|letter: char| letter.is_whitespace() || "-.".contains(letter));
    let words: Vec<&str> = parts.filter(|word| !word.is_empty()).collect();
    match words[..] {
        [] => name.to_owned(),
        [word] if word.chars().count() <= 3 => word.to_uppercase(),
        [word] => word.chars().take(2).collect::<String>().to_uppercase(),
        [first, ref between @ .., last] => {
            let letter = |word: &str| word.chars().take(1).collect::<String>();
            let between: String = between.iter().map(|word| letter(word)).collect();
            format!("{}{between}{}", letter(first).to_uppercase(), letter(last).to_uppercase())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn names_have_initials() {
        for (name, expected) in [
            ("Riikka Aalto", "RA"),
            ("R. Aalto", "RA"),
            ("riikka aalto", "RA"),
            ("RA", "RA"),
            ("ra", "RA"),
            ("Riikka", "RI"),
            ("Jean-Luc Picard", "JLP"),
            ("Heidi van Virtanen", "HvV"),
            ("Émile Zola", "ÉZ"),
            ("Åsa Öberg", "ÅÖ"),
            ("", ""),
            ("-", "-"),
        ] {
            assert_eq!(initials(name), expected, "{name}");
        }
    }
}

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
