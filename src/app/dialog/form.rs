//! Texts to fill in, one field in focus.

use super::about::AboutNote;
use super::cover::Cover;
use super::keeping::Keeping;
use crate::app::editor::{Editor, Lines};
use crate::i18n::{Sentence, SentenceKey};
use crate::layout::text::width;

/// Texts to fill in, one field in focus.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own to whoever asks")]
pub struct Form {
    /// What is asked.
    pub title: Sentence,
    /// The note it is about.
    pub about: Option<AboutNote>,
    /// What stands between the title and the fields, a line each: what it is about.
    pub lines: Vec<String>,
    /// The fields.
    pub fields: Vec<FormField>,
    /// The one in focus.
    pub focus: usize,
    /// What is wrong with what was filled in.
    pub problem: Option<Sentence>,
    /// Whether another question led here, so that only what it left open is asked for where the form is read out.
    pub is_brief: bool,
    /// Whether the person went to a field, or through the options of one. Until then letters choose no option: they were
    /// meant for a text.
    pub is_moved: bool,
    /// Whether letters came that chose nothing.
    pub has_strays: bool,
    /// Whether names stand beside their fields, so that many find room.
    pub is_beside: bool,
    /// A command that takes the form as it is filled in, and goes on from there.
    pub leads_on: Option<&'static str>,
    /// Whether that command took it.
    pub led_on: bool,
    /// Whether it fills the screen, so that what stands before the fields is seen or can be gone through.
    pub is_whole: bool,
    /// The first of the lines before the fields that is shown.
    pub lines_top: usize,
    /// What becomes of what is typed into it where the program ends before it is taken.
    pub keeping: Keeping,
}

/// Why a form is not taken as it was filled in, and the field that it is about: something is wrong, or something else is
/// asked first.
#[derive(Debug)]
pub struct Problem {
    field: SentenceKey,
    sentence: Option<Sentence>,
    offer: Option<String>,
}

impl Problem {
    /// A problem with the field of that label.
    #[must_use]
    pub fn at(field: SentenceKey, sentence: Sentence) -> Self {
        Self { field, sentence: Some(sentence), offer: None }
    }

    /// Nothing is wrong: whoever takes the form has asked something about the field of that label, which lies over the form
    /// until it is answered.
    #[must_use]
    pub fn asked(field: SentenceKey) -> Self {
        Self { field, sentence: None, offer: None }
    }

    /// The same, with what would be right on offer in the field.
    #[must_use]
    pub fn offering(self, offer: String) -> Self {
        Self { offer: Some(offer), ..self }
    }
}

/// What became of a filled-in form: it was taken, or there is something to fix in it.
pub type Answered = Result<(), Problem>;

/// One field of a form.
#[derive(Debug)]
pub struct FormField {
    /// Key of its name in the catalogue.
    pub label: SentenceKey,
    /// Key of a hint in the catalogue, if there is one.
    pub hint: Option<SentenceKey>,
    /// The text.
    pub editor: Editor,
    /// Words to choose from, where only they are right; Left and Right go through them.
    pub words: Vec<(String, String)>,
    /// Texts that are often right; others are, too.
    pub offers: Vec<String>,
    /// When it is asked for in a brief form that is read out.
    pub brief: Brief,
    /// What is said where it is empty, where the form is not taken without it.
    pub required: Option<SentenceKey>,
    /// What stood there when the form was opened, as it would be typed.
    pub stood: String,
    /// Whether what stands in it is a list, of which others may change other parts.
    pub is_list: bool,
    /// What is shown in its place, where nobody in the room may read it.
    pub cover: Option<Cover>,
}

/// When a field is asked for where a brief form is read out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Brief {
    /// Always.
    #[default]
    Asked,
    /// Where nothing stands in it.
    AskedIfEmpty,
    /// Never: what led to the form has answered it, or it goes without saying.
    Skipped,
}

impl FormField {
    /// A field of one line, which takes as many rows as it needs. What stands in it is selected, an offer as well as a value:
    /// the first letter takes its place.
    #[must_use]
    pub fn line(label: SentenceKey, text: &str) -> Self {
        Self::with_editor(label, Editor::new(text, Lines::Wrapped).selected())
    }

    /// A field of several lines. What stands in it stays, for another line follows those that stand; an offer is
    /// [selected](Self::offered).
    #[must_use]
    pub fn lines(label: SentenceKey, text: &str) -> Self {
        Self::with_editor(label, Editor::new(text, Lines::Many))
    }

    /// The same field, of which the text is an offer and no value yet: the first letter takes its place.
    #[must_use]
    pub fn offered(mut self) -> Self {
        self.editor = self.editor.selected();
        self
    }

    fn with_editor(label: SentenceKey, editor: Editor) -> Self {
        Self {
            label,
            hint: None,
            stood: editor.text().to_owned(),
            editor,
            words: Vec::new(),
            offers: Vec::new(),
            brief: Brief::Asked,
            required: None,
            is_list: false,
            cover: None,
        }
    }

    /// The same field, which is to hold something in the place of what stands there.
    #[must_use]
    pub fn in_place_of(self, stood: &str) -> Self {
        Self { stood: stood.to_owned(), ..self }
    }

    /// The same field, of which the room sees no more than the cover tells.
    #[must_use]
    pub fn covered(self, cover: Cover) -> Self {
        Self { cover: Some(cover), editor: Editor::new("", Lines::One), ..self }
    }

    /// The same field, of which what stands in it is a list.
    #[must_use]
    pub fn list(self) -> Self {
        Self { is_list: true, ..self }
    }

    /// Whether it says something else than what stood there when the form was opened.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.value() != self.stood.trim()
    }

    /// The same field with a hint.
    #[must_use]
    pub fn hint(mut self, hint: SentenceKey) -> Self {
        self.hint = Some(hint);
        self
    }

    /// The same field, without which the form is not taken: that is said where nothing that can be seen stands in it.
    #[must_use]
    pub fn required(mut self, missing: SentenceKey) -> Self {
        self.required = Some(missing);
        self
    }

    /// The same field with texts that are often right.
    #[must_use]
    pub fn offering(mut self, offers: Vec<String>) -> Self {
        self.offers = offers;
        self
    }

    /// The offers that begin with what is typed, all of them where that is nothing or only an offer itself.
    pub fn fitting(&self) -> impl Iterator<Item = &str> {
        let typed = if self.editor.is_selected() { String::new() } else { self.editor.text().to_lowercase() };
        self.offers.iter().map(String::as_str).filter(move |offer| offer.to_lowercase().starts_with(&typed))
    }

    /// The first offer that begins with what is typed, where the cursor stands behind it, and what is left of it.
    #[must_use]
    pub fn completion(&self) -> Option<(&str, &str)> {
        let typed = self.editor.text();
        if typed.is_empty() || self.editor.cursor() < typed.len() || self.editor.is_selected() {
            return None;
        }
        let offer = self.fitting().next()?;
        // Small and capital letters may take different room.
        let rest = offer.char_indices().nth(typed.chars().count()).map(|(at, _)| &offer[at..]);
        rest.filter(|rest| !rest.is_empty()).map(|rest| (offer, rest))
    }

    /// The first offer of which no more than the beginning stands in it; nothing where an offer stands there whole.
    #[must_use]
    pub fn begun(&self) -> Option<&str> {
        let typed = self.value().to_lowercase();
        let offers = self.offers.iter().map(String::as_str);
        let is_whole = offers.clone().any(|offer| offer.to_lowercase() == typed);
        let begins = |offer: &&str| offer.to_lowercase().starts_with(&typed);
        offers.into_iter().find(begins).filter(|_| !typed.is_empty() && !is_whole)
    }

    /// The same field, which a brief form that is read out asks for then.
    #[must_use]
    pub fn brief(mut self, brief: Brief) -> Self {
        self.brief = brief;
        self
    }

    /// Whether it is asked for where a brief form is read out.
    #[must_use]
    pub fn is_asked_in_brief(&self) -> bool {
        match self.brief {
            Brief::Asked => true,
            Brief::AskedIfEmpty => self.value().is_empty(),
            Brief::Skipped => false,
        }
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
    pub fn new(title: Sentence, keeping: Keeping) -> Self {
        Self {
            title,
            about: None,
            lines: Vec::new(),
            fields: Vec::new(),
            focus: 0,
            problem: None,
            is_brief: false,
            is_moved: false,
            has_strays: false,
            is_beside: false,
            leads_on: None,
            led_on: false,
            is_whole: false,
            lines_top: 0,
            keeping,
        }
    }

    /// The first field that is required and has nothing in it that can be seen, with what is said of that.
    #[must_use]
    pub fn missing(&self) -> Option<Problem> {
        let missing = |field: &FormField| {
            let sentence = field.required.filter(|_| width(&field.value()) == 0)?;
            Some(Problem::at(field.label, Sentence::new(sentence)))
        };
        self.fields.iter().find_map(missing)
    }

    /// Says what is wrong with it, and puts the field to fix in focus.
    pub(super) fn set_problem(&mut self, Problem { field, sentence, offer }: Problem) {
        self.focus = self.fields.iter().position(|other| other.label == field).unwrap_or(0);
        if let (Some(field), Some(offer)) = (self.fields.get_mut(self.focus), offer) {
            let editor = Editor::new(offer, field.editor.lines());
            field.editor = if field.cover.is_some() { editor } else { editor.selected() };
        }
        self.problem = sentence;
        self.led_on = false;
    }

    /// Puts the next or the previous field in focus.
    pub fn go(&mut self, forward: bool) {
        let count = self.fields.len().max(1);
        self.go_to(if forward { self.focus + 1 } else { self.focus + count - 1 } % count);
    }

    /// Puts a field in focus.
    pub fn go_to(&mut self, field: usize) {
        if field != self.focus {
            // What was wrong is about the field that was left.
            self.problem = None;
        }
        (self.focus, self.is_moved, self.has_strays) = (field, true, false);
    }

    /// Whether the field in focus holds one of some options.
    #[must_use]
    pub fn has_options(&self) -> bool {
        self.fields.get(self.focus).is_some_and(|field| !field.words.is_empty())
    }

    /// Whether the field with that label says something else than what stood there when the form was opened.
    #[must_use]
    pub fn is_changed(&self, label: SentenceKey) -> bool {
        self.fields.iter().any(|field| field.label == label && field.is_changed())
    }

    /// The field in focus.
    pub fn field_mut(&mut self) -> Option<&mut FormField> {
        self.fields.get_mut(self.focus)
    }

    /// What stands in the first field, which often is the only one.
    #[must_use]
    pub fn first(&self) -> String {
        self.fields.first().map(FormField::value).unwrap_or_default()
    }

    /// What stands in the field with that label; empty where there is none.
    #[must_use]
    pub fn value(&self, label: SentenceKey) -> String {
        self.get(label).unwrap_or_default()
    }

    /// What stands in the field with that label, where there is one.
    #[must_use]
    pub fn get(&self, label: SentenceKey) -> Option<String> {
        self.fields.iter().find(|field| field.label == label).map(FormField::value)
    }
}

/// The values that a field holds one of, each with the word for it and what the person reads.
#[derive(Clone, Debug)]
pub struct Options<T> {
    values: Vec<T>,
    words: Vec<(String, String)>,
}

impl<T: Clone + PartialEq> Options<T> {
    /// Values, each with its word and its name. The word tells it apart, and can be typed where the form is read out.
    #[must_use]
    pub fn new<'n>(options: impl IntoIterator<Item = (T, &'n str, &'n str)>) -> Self {
        let (values, words) =
            options.into_iter().map(|(value, word, name)| (value, (word.to_owned(), name.to_owned()))).unzip();
        Self { values, words }
    }

    /// A field that holds one of them; nothing is chosen where `now` is none of them.
    #[must_use]
    pub fn field(&self, label: SentenceKey, now: &T) -> FormField {
        let at = self.values.iter().position(|value| value == now);
        let text = at.and_then(|at| self.words.get(at)).map_or("", |(word, _)| word);
        FormField { words: self.words.clone(), ..FormField::line(label, text) }
    }

    /// What is chosen in the field of that label.
    #[must_use]
    pub fn chosen(&self, form: &Form, label: SentenceKey) -> Option<T> {
        let word = form.value(label);
        let at = self.words.iter().position(|(other, _)| *other == word)?;
        self.values.get(at).cloned()
    }
}
