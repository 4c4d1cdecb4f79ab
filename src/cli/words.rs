//! The language of a run: sentences from the catalogue, texts of the method.

use std::collections::BTreeSet;

use crate::document::text::visible_line;
use crate::i18n::{Catalogue, Sentence};
use crate::method::{Method, Text};

/// The words of a run. Cheap to copy about.
#[derive(Clone, Debug)]
pub(super) struct Words {
    catalogue: &'static Catalogue,
}

impl Words {
    /// The words of a language; English sentences where there is no catalogue for it.
    pub(super) fn of(language: &str) -> Self {
        Self { catalogue: Catalogue::speaking(language) }
    }

    /// The two-letter code of the language.
    pub(super) fn language(&self) -> &'static str {
        self.catalogue.code()
    }

    /// The sentences, for rooms that put them together themselves.
    pub(super) fn catalogue(&self) -> &'static Catalogue {
        self.catalogue
    }

    /// The sentence with that key.
    pub(super) fn say(&self, key: &str) -> String {
        self.catalogue.say(key).to_owned()
    }

    /// The sentence with what goes into it; nothing in an argument can make a terminal act or begin a line.
    pub(super) fn tell(&self, sentence: &Sentence) -> String {
        self.fill(sentence.key, &sentence.arguments)
    }

    /// The words of a key with arguments, shown as [`Words::tell`] shows them.
    pub(super) fn fill(&self, key: &str, arguments: &[(&'static str, String)]) -> String {
        let shown: Vec<_> = arguments.iter().map(|(name, value)| (*name, visible_line(value))).collect();
        self.catalogue.fill(key, &shown)
    }

    /// A text of the method in the language.
    pub(super) fn text<'a>(&self, text: &'a Text) -> &'a str {
        text.get(self.language())
    }
}

/// Whether something can be said in a language.
pub(super) fn is_language(method: &Method, code: &str) -> bool {
    Catalogue::of(code).is_some() || languages(method).contains(code)
}

/// Every language in which something can be said: those with a catalogue, and those the method has titles in.
pub(super) fn languages(method: &Method) -> BTreeSet<String> {
    let titles = method
        .canvases()
        .iter()
        .map(|canvas| &canvas.title)
        .chain(method.checklists().iter().map(|list| &list.title))
        .chain(method.cycles().iter().map(|cycle| &cycle.title));
    let mut codes: BTreeSet<String> = Catalogue::codes().map(str::to_owned).collect();
    for title in titles {
        if let Text::Many(texts) = title {
            codes.extend(texts.keys().cloned());
        }
    }
    codes
}
