//! One of several: a list of choices, each taken with its key, or with the focus on it.

use super::Purpose;
use crate::i18n::Sentence;

/// Several choices, one in focus.
#[derive(Debug)]
pub struct Picker {
    /// What is asked.
    pub title: Sentence,
    /// What stands between the question and the choices: texts people wrote, or an explanation.
    pub lines: Vec<String>,
    /// The choices.
    pub items: Vec<PickerItem>,
    /// The one in focus.
    pub cursor: usize,
    /// What the answer is for.
    pub purpose: Purpose,
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickerItem {
    /// What it says.
    pub label: String,
    /// The key that takes it at once.
    pub key: Option<char>,
    /// What it stands for.
    pub value: String,
}

impl PickerItem {
    /// A choice taken with the first letter of its label, in small.
    #[must_use]
    pub fn keyed(label: &str, value: &str) -> Self {
        let key = label.chars().next().and_then(|first| first.to_lowercase().next());
        Self { label: label.to_owned(), key, value: value.to_owned() }
    }

    /// A choice taken with its number, where that has one digit.
    #[must_use]
    pub fn numbered(number: usize, label: &str, value: &str) -> Self {
        let key =
            u32::try_from(number).ok().filter(|number| *number < 10).and_then(|number| char::from_digit(number, 10));
        Self { label: label.to_owned(), key, value: value.to_owned() }
    }
}

impl Picker {
    /// A question with choices; the first is in focus.
    #[must_use]
    pub fn new(title: Sentence, mut items: Vec<PickerItem>, purpose: Purpose) -> Self {
        // Where two labels begin with one letter, the later one takes its next that is free.
        let mut taken: Vec<char> = Vec::new();
        for item in &mut items {
            if item.key.is_some_and(|key| taken.contains(&key)) {
                let letters = item.label.chars().flat_map(char::to_lowercase).filter(|letter| letter.is_alphanumeric());
                item.key = letters.into_iter().find(|letter| !taken.contains(letter));
            }
            taken.extend(item.key);
        }
        Self { title, lines: Vec::new(), items, cursor: 0, purpose }
    }

    /// The same question with the choice of that value in focus.
    #[must_use]
    pub fn at(mut self, value: &str) -> Self {
        self.cursor = self.items.iter().position(|item| item.value == value).unwrap_or(0);
        self
    }

    /// The same question with something to read before the choices.
    #[must_use]
    pub fn with_lines(mut self, lines: Vec<String>) -> Self {
        self.lines = lines;
        self
    }
}
