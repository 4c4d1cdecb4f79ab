//! Questions the program asks: choices and forms.

use super::editor::{Editor, Lines};
use super::finder::Finder;
use crate::i18n::Sentence;

pub use super::purpose::{FormPurpose, Purpose};

/// A question.
#[derive(Debug)]
pub enum Dialog {
    /// One of several.
    Pick(Pick),
    /// Texts to fill in.
    Form(Form),
    /// One of many, found by typing.
    Finder(Finder),
}

impl From<Finder> for Dialog {
    fn from(finder: Finder) -> Self {
        Self::Finder(finder)
    }
}

impl From<Pick> for Dialog {
    fn from(pick: Pick) -> Self {
        Self::Pick(pick)
    }
}

impl From<Form> for Dialog {
    fn from(form: Form) -> Self {
        Self::Form(form)
    }
}

/// Several choices, one in focus.
#[derive(Debug)]
pub struct Pick {
    /// What is asked.
    pub title: Sentence,
    /// What stands between the question and the choices: texts people wrote, or an explanation.
    pub lines: Vec<String>,
    /// The choices.
    pub items: Vec<Choice>,
    /// The one in focus.
    pub cursor: usize,
    /// What the answer is for.
    pub purpose: Purpose,
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What it says.
    pub label: String,
    /// The key that takes it at once.
    pub key: Option<char>,
    /// What it stands for.
    pub value: String,
}

impl Choice {
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

impl Pick {
    /// A question with choices; the first is in focus.
    #[must_use]
    pub fn new(title: Sentence, mut items: Vec<Choice>, purpose: Purpose) -> Self {
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

/// Texts to fill in, one field in focus.
#[derive(Debug)]
pub struct Form {
    /// What is asked.
    pub title: Sentence,
    /// The fields.
    pub fields: Vec<FormField>,
    /// The one in focus.
    pub focus: usize,
    /// What is wrong with what was filled in.
    pub problem: Option<Sentence>,
    /// What the answer is for.
    pub purpose: FormPurpose,
}

/// One field of a form.
#[derive(Debug)]
pub struct FormField {
    /// Key of its name in the catalogue.
    pub label: &'static str,
    /// Key of a hint in the catalogue; empty for none.
    pub hint: &'static str,
    /// The text.
    pub editor: Editor,
    /// Words to choose from, where only they are right; Left and Right go through them.
    pub words: Vec<(String, String)>,
}

impl FormField {
    /// A field of one line.
    #[must_use]
    pub fn line(label: &'static str, text: &str) -> Self {
        Self { label, hint: "", editor: Editor::new(text, Lines::One), words: Vec::new() }
    }

    /// A field of several lines.
    #[must_use]
    pub fn lines(label: &'static str, text: &str) -> Self {
        Self { label, hint: "", editor: Editor::new(text, Lines::Many), words: Vec::new() }
    }

    /// A field that holds one of some words: what stands in the file, and what the person reads.
    #[must_use]
    pub fn choice(label: &'static str, now: &str, words: Vec<(String, String)>) -> Self {
        Self { label, hint: "", editor: Editor::new(now, Lines::One), words }
    }

    /// The same field with a hint.
    #[must_use]
    pub fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    /// What stands in it, without spaces around.
    #[must_use]
    pub fn value(&self) -> String {
        self.editor.text().trim().to_owned()
    }

    /// Goes to the next or previous of its words.
    pub fn cycle_option(&mut self, forward: bool) {
        let count = self.words.len();
        if count == 0 {
            return;
        }
        let now = self.words.iter().position(|(word, _)| word == self.editor.text());
        let next = match (now, forward) {
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
        };
        self.editor = Editor::new(self.words[next].0.clone(), Lines::One);
    }
}

impl Form {
    /// A form with the first field in focus.
    #[must_use]
    pub fn new(title: Sentence, fields: Vec<FormField>, purpose: FormPurpose) -> Self {
        Self { title, fields, focus: 0, problem: None, purpose }
    }

    /// The field in focus.
    pub fn field_mut(&mut self) -> Option<&mut FormField> {
        self.fields.get_mut(self.focus)
    }

    /// What stands in the field with that label.
    #[must_use]
    pub fn value(&self, label: &str) -> String {
        self.fields.iter().find(|field| field.label == label).map(FormField::value).unwrap_or_default()
    }
}
