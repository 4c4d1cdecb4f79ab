//! The sentences of the program: one catalogue file a language, English first.
//!
//! Code names a sentence by its key and hands over what goes into it; no room but this one knows the words.
//!
//! A catalogue is nested TOML tables of strings. The key of a string is its path joined by dots. `{name}` stands for an
//! argument; where the argument `count` is given and the key has the forms `one` and `other`, the right one is taken.
//!
//! The files beside this one are read when the program is built.

use std::fmt::Write as _;
use std::sync::{LazyLock, Mutex, PoisonError};

/// Keys with their sentences, sorted by key.
type Sentences = &'static [(&'static str, &'static str)];

/// The code of each language with its sentences, as the build script lays them out.
const LAID_OUT: &[(&str, Sentences)] = include!(concat!(env!("OUT_DIR"), "/catalogues.rs"));

/// The sentences of one language.
#[derive(Debug, Default)]
pub struct Catalogue {
    code: String,
    sentences: Sentences,
}

/// A sentence that has not been put into a language yet: its key and what goes into it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// The key in the catalogue.
    pub key: &'static str,
    /// What the placeholders stand for.
    pub arguments: Vec<(&'static str, String)>,
}

impl Sentence {
    /// The sentence with that key, without arguments.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self { key, arguments: Vec::new() }
    }

    /// The same sentence with one more argument.
    #[must_use]
    #[allow(clippy::needless_pass_by_value)] // numbers, texts and dates alike, without a sign before them
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.arguments.push((name, value.to_string()));
        self
    }
}

impl Catalogue {
    /// The catalogue of a language.
    #[must_use]
    pub fn of(code: &str) -> Option<&'static Self> {
        all().iter().find(|catalogue| catalogue.code == code)
    }

    /// The English catalogue, which is complete.
    #[must_use]
    pub fn english() -> &'static Self {
        static NONE: LazyLock<Catalogue> = LazyLock::new(Catalogue::default);
        Self::of("en").unwrap_or(&NONE)
    }

    /// The words of a run in a language: its catalogue, or where there is none the sentences of English with the
    /// language's code, in which the method may have texts all the same. Kept for as long as the program runs.
    #[must_use]
    pub fn speaking(code: &str) -> &'static Self {
        static OTHERS: Mutex<Vec<&'static Catalogue>> = Mutex::new(Vec::new());
        if let Some(catalogue) = Self::of(code) {
            return catalogue;
        }
        let mut others = OTHERS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = others.iter().find(|other| other.code == code) {
            return known;
        }
        let sentences = Self::english().sentences;
        let made: &'static Self = Box::leak(Box::new(Self { code: code.to_owned(), sentences }));
        others.push(made);
        made
    }

    /// Whether the sentences are those of another language than the code says.
    #[must_use]
    pub fn is_borrowed(&self) -> bool {
        Self::of(&self.code).is_none()
    }

    /// The codes of the languages there are.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        all().iter().map(Self::code)
    }

    /// The two-letter code of the language.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Every key, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.sentences.iter().map(|(key, _)| *key)
    }

    /// The words of a key as they stand, if the catalogue has it.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&str> {
        let at = self.sentences.binary_search_by(|(known, _)| (*known).cmp(key)).ok()?;
        Some(self.sentences[at].1)
    }

    /// The words of a sentence without arguments; a missing one shows its key, which a test does not let pass.
    #[must_use]
    pub fn say<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The words of a sentence with what goes into it.
    #[must_use]
    pub fn tell(&self, sentence: &Sentence) -> String {
        self.fill(sentence.key, &sentence.arguments)
    }

    /// The words of `key` with `arguments` put in for their placeholders; an unknown placeholder stays as it is.
    #[must_use]
    pub fn fill<V: AsRef<str>>(&self, key: &str, arguments: &[(&str, V)]) -> String {
        let value = |name: &str| arguments.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_ref());
        let form = match value("count") {
            Some("1") => "one",
            _ => "other",
        };
        let words = self.find(key).or_else(|| self.find(&format!("{key}.{form}"))).unwrap_or(key);
        let mut out = String::with_capacity(words.len() + 16);
        let mut rest = words;
        while let Some(open) = rest.find('{') {
            let Some(close) = rest[open..].find('}') else { break };
            let name = &rest[open + 1..open + close];
            out.push_str(&rest[..open]);
            match value(name) {
                Some(value) => out.push_str(value),
                None => {
                    let _ = write!(out, "{{{name}}}");
                }
            }
            rest = &rest[open + close + 1..];
        }
        out.push_str(rest);
        out
    }
}

/// Every catalogue.
fn all() -> &'static [Catalogue] {
    static ALL: LazyLock<Vec<Catalogue>> = LazyLock::new(|| {
        LAID_OUT.iter().map(|(code, sentences)| Catalogue { code: (*code).to_owned(), sentences }).collect()
    });
    &ALL
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue() -> Catalogue {
        let sentences = &[("a.b", "Hello {name}, {other}"), ("n.one", "{count} note"), ("n.other", "{count} notes")];
        Catalogue { code: "xx".to_owned(), sentences }
    }

    #[test]
    fn placeholders_are_filled_and_unknown_ones_stay() {
        assert_eq!(catalogue().tell(&Sentence::new("a.b").with("name", "you")), "Hello you, {other}");
    }

    #[test]
    fn a_count_chooses_the_form() {
        let catalogue = catalogue();
        assert_eq!(catalogue.tell(&Sentence::new("n").with("count", 1)), "1 note");
        assert_eq!(catalogue.tell(&Sentence::new("n").with("count", 0)), "0 notes");
    }

    #[test]
    fn a_language_without_sentences_of_its_own_borrows_the_english_ones() {
        let finnish = Catalogue::speaking("fi");
        assert!(finnish.is_borrowed() && !Catalogue::speaking("en").is_borrowed());
        assert_eq!((finnish.code(), finnish.say("map.help")), ("fi", Catalogue::english().say("map.help")));
        assert!(std::ptr::eq(finnish, Catalogue::speaking("fi")));
    }

    #[test]
    fn every_language_has_the_keys_of_english() {
        let english = Catalogue::english();
        assert!(english.keys().is_sorted() && english.keys().count() > 100);
        for code in Catalogue::codes() {
            let other = Catalogue::of(code).expect("a catalogue");
            let missing: Vec<&str> = english.keys().filter(|key| other.find(key).is_none()).collect();
            assert_eq!(missing, Vec::<&str>::new(), "{code}");
        }
    }
}
