//! A text of the method in one or several languages.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text as a data file gives it: one string, or a table from language code to string.
#[derive(Clone, Debug, PartialEq, Eq)]
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

    /// Whether it has an entry of its own for a language.
    #[must_use]
    pub fn is_in(&self, language: &str) -> bool {
        matches!(self, Self::Many(texts) if texts.contains_key(language))
    }

    /// The text in `language` below another one of the same page: nothing where that one is in the language and this is
    /// not, so that no page mixes two.
    #[must_use]
    pub fn below(&self, lead: &Self, language: &str) -> Option<&str> {
        (self.is_in(language) || !lead.is_in(language) || language == "en").then(|| self.get(language))
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

/// A text as it is laid out in the program, where nothing tells a string from a table but a number before it.
#[derive(Deserialize, Serialize)]
#[serde(remote = "Text")]
enum LaidText {
    One(String),
    Many(BTreeMap<String, String>),
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            text if !serializer.is_human_readable() => LaidText::serialize(text, serializer),
            Self::One(text) => text.serialize(serializer),
            Self::Many(texts) => texts.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(TextVisitor)
        } else {
            LaidText::deserialize(deserializer)
        }
    }
}

/// Reads a text from a string or a table.
struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string, or a table from language code to string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Text, E> {
        Ok(Text::One(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Text, E> {
        Ok(Text::One(text))
    }

    fn visit_map<A: MapAccess<'de>>(self, texts: A) -> Result<Text, A::Error> {
        Deserialize::deserialize(MapAccessDeserializer::new(texts)).map(Text::Many)
    }
}
