//! Sentences that have not been put into a language yet.

use std::fmt::Display;

use super::SentenceKey;

/// A sentence in no language yet: its key and what goes into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The key in the catalogue.
    pub key: SentenceKey,
    /// What the placeholders stand for.
    pub arguments: Vec<(&'static str, Value)>,
}

/// What goes into a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text, the same in every language.
    Text(String),
    /// How many there are, which chooses the form.
    Count(u64),
    /// A sentence, told in the language of the one it stands in.
    Sentence(Box<Sentence>),
}

/// What can go into a sentence: whatever can be displayed, and sentences.
pub trait Argument {
    /// It as a value.
    fn into_value(self) -> Value;
}

impl<T: Display> Argument for T {
    fn into_value(self) -> Value {
        Value::Text(self.to_string())
    }
}

impl Argument for Sentence {
    fn into_value(self) -> Value {
        Value::Sentence(Box::new(self))
    }
}

impl Sentence {
    /// The sentence with that key, without arguments. Where the key is a literal, [`sentence!`](crate::sentence!) is
    /// shorter and compares the names of arguments.
    #[must_use]
    pub fn new(key: SentenceKey) -> Self {
        Self { key, arguments: Vec::new() }
    }

    /// The same sentence with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Argument) -> Self {
        debug_assert_ne!(name, "count", "a number, which chooses the form: see `Sentence::count`");
        self.arguments.push((name, value.into_value()));
        self
    }

    /// The same sentence about so many: the argument `count`.
    #[must_use]
    pub fn count(mut self, count: impl TryInto<u64>) -> Self {
        self.arguments.push(("count", Value::Count(count.try_into().unwrap_or_default())));
        self
    }

    /// The argument with that name.
    #[must_use]
    pub fn argument(&self, name: &str) -> Option<&Value> {
        self.arguments.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The argument with that name, where it is a text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.argument(name) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// How many it is about.
    pub(super) fn number(&self) -> Option<u64> {
        match self.argument("count") {
            Some(Value::Count(count)) => Some(*count),
            _ => None,
        }
    }
}
