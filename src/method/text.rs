//! A text of the method in one or several languages.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A text as a data file gives it: one string, or a table from language code to string.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Text {
    /// The same words in every language; English unless the file says otherwise.
    One(String),
    /// One entry a language, keyed by its two-letter code.
    Many(BTreeMap<String, String>),
}

impl Text {
    /// The text in `language`, in English where it is missing, in any language where English is missing too.
    #[must_use]
    pub fn get(&self, language: &str) -> &str {
        match self {
            Self::One(text) => text,
            Self::Many(texts) => texts
                .get(language)
                .or_else(|| texts.get("en"))
                .or_else(|| texts.values().next())
                .map_or("", String::as_str),
        }
    }

    /// The English text, which every built-in file has.
    #[must_use]
    pub fn english(&self) -> &str {
        self.get("en")
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::One(text.to_owned())
    }
}
