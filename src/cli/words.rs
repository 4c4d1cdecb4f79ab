//! The language of a run: sentences from the catalogue, texts of the method.

use std::collections::BTreeSet;

use crate::document::text::visible_line;
use crate::i18n::{Catalogue, Sentence, SentenceKey};
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
    pub(super) fn say(&self, key: SentenceKey) -> String {
        self.catalogue.say(key).to_owned()
    }

    /// The sentence whose key is put together when the program runs.
    pub(super) fn look_up(&self, path: &str) -> String {
        self.catalogue.look_up(path).to_owned()
    }

    /// The sentence with what goes into it; nothing in an argument can make a terminal act or begin a line.
    pub(super) fn tell(&self, sentence: &Sentence) -> String {
        self.catalogue.tell_with(sentence, &|_, text| visible_line(text))
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

/// A number as people read it: with a comma at every third digit.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let parts = digits.as_bytes().rchunks(3).rev().map(|part| String::from_utf8_lossy(part));
    parts.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_have_a_comma_at_every_third_digit() {
        for (number, said) in [(0, "0"), (999, "999"), (1000, "1,000"), (199_900, "199,900"), (1_234_567, "1,234,567")]
        {
            assert_eq!(super::grouped(number), said);
        }
    }
}
