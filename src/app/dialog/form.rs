//! Texts to fill in, one field in focus.

use super::FormPurpose;
use crate::app::editor::{Editor, Lines};
use crate::i18n::Sentence;

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
