//! One of several: a list of choices, each taken with its key, or with the focus on it.

use super::about::AboutNote;
use super::slide::Slide;
use crate::i18n::{Catalogue, Sentence, SentenceKey};

/// Several choices, one in focus.
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own to whoever asks")]
#[derive(Clone, Debug)]
pub struct Picker {
    /// What is asked.
    pub title: Sentence,
    /// The note it is about.
    pub about: Option<AboutNote>,
    /// What stands between the question and the choices: texts people wrote, or an explanation.
    pub lines: Vec<String>,
    /// The choices.
    pub items: Vec<PickerItem>,
    /// The one in focus.
    pub cursor: usize,
    /// Whether the choice in focus at first is what holds now, which is then said where the choices are read out.
    pub marks_current: bool,
    /// Whether an answer leads to another place, to stay there.
    pub is_arrival: bool,
    /// Whether something stands that a choice would change: a letter then only goes to its choice.
    pub only_moves: bool,
    /// Whether what is chosen throws something away for good: a word that was typed takes none of the choices.
    pub is_guarded: bool,
    /// What it shows beside where it fills the screen.
    pub slide: Option<Slide>,
}

/// One choice, with what it stands for: that is for whoever asks, and taken off before the choice is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickerItem<T = ()> {
    /// What it says.
    pub label: String,
    /// The key that takes it at once.
    pub key: Option<char>,
    /// Another name by which it can be typed where choices are read out: the word of the file, for example.
    pub name: Option<String>,
    /// What it stands for.
    pub value: T,
}

impl<T> PickerItem<T> {
    /// A choice without a key of its own.
    #[must_use]
    pub fn new(label: &str, value: T) -> Self {
        Self { label: label.to_owned(), key: None, name: None, value }
    }

    /// A choice whose label is a sentence, taken with the letter that its language gives the sentence.
    #[must_use]
    pub fn of(words: &Catalogue, sentence: &Sentence, value: T) -> Self {
        Self::new(&words.tell(sentence), value).mnemonic(words, sentence.key)
    }

    /// The same choice, taken with the letter that the language gives that sentence.
    #[must_use]
    pub fn mnemonic(self, words: &Catalogue, sentence: SentenceKey) -> Self {
        Self { key: words.mnemonic(sentence), ..self }
    }

    /// The same for a sentence without arguments.
    #[must_use]
    pub fn of_key(words: &Catalogue, sentence: SentenceKey, value: T) -> Self {
        Self::new(words.say(sentence), value).mnemonic(words, sentence)
    }

    /// A choice taken with its number, where that has one digit.
    #[must_use]
    pub fn numbered(number: usize, label: &str, value: T) -> Self {
        let key =
            u32::try_from(number).ok().filter(|number| *number < 10).and_then(|number| char::from_digit(number, 10));
        Self { key, ..Self::new(label, value) }
    }

    /// The same choice with another name by which it can be typed.
    #[must_use]
    pub fn named(self, name: &str) -> Self {
        Self { name: Some(name.to_owned()), ..self }
    }

    /// The choice as it is shown, and what it stands for.
    pub(super) fn split(self) -> (PickerItem, T) {
        let Self { label, key, name, value } = self;
        (PickerItem { label, key, name, value: () }, value)
    }
}

impl Picker {
    /// A question with choices; the first is in focus.
    #[must_use]
    pub fn new(title: Sentence, mut items: Vec<PickerItem>) -> Self {
        // Where two labels begin with one letter, the later one takes its next that is free.
        let mut taken: Vec<char> = Vec::new();
        for item in &mut items {
            if item.key.is_some_and(|key| taken.contains(&key)) {
                let letters = item.label.chars().flat_map(char::to_lowercase).filter(|letter| letter.is_alphanumeric());
                item.key = letters.into_iter().find(|letter| !taken.contains(letter));
            }
            taken.extend(item.key);
        }
        Self {
            title,
            about: None,
            lines: Vec::new(),
            items,
            cursor: 0,
            marks_current: false,
            is_arrival: false,
            only_moves: false,
            is_guarded: false,
            slide: None,
        }
    }
}
