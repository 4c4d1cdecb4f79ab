//! Questions the program asks: one of several ([`Picker`]), texts to fill in ([`Form`]), one of many found by typing
//! ([`Finder`]).
//!
//! Here stands what a question shows, and how a person moves in it. Whoever asks says in the same breath what an answer
//! does: `cx.pick(title).choices(typed values).then(|cx, value| …)`, and likewise `cx.form` and `cx.find` (`asking`). The
//! [`Question`](super::Question) keeps that until it is answered or refused; these types neither know nor show it, and
//! know no command. How a question is read out in lines is a property that whoever asks gives it.

mod about;
mod asking;
mod cover;
mod filling;
pub mod finder;
mod form;
mod keeping;
mod parts;
mod picker;
pub(in crate::app) mod refilter;
mod searching;
mod slide;
#[cfg(test)]
mod tests;

use crate::i18n::Sentence;
use finder::{Finder, InLines};

pub use about::AboutNote;
pub(in crate::app) use cover::not_counted;
pub use cover::{Cover, Covered};
pub use form::{Answered, Brief, Form, FormField, Options, Problem};
pub use keeping::{Keeping, KeptForm};
pub use parts::{DialogParts, DialogScene, FieldParts, FinderParts, FormParts, PickerParts, SlideParts};
pub use picker::{Picker, PickerItem};
pub use slide::{Slide, Stop, Way};

/// What a question shows.
#[derive(Debug)]
pub enum Dialog {
    /// One of several.
    Picker(Picker),
    /// Texts to fill in.
    Form(Form),
    /// One of many, found by typing.
    Finder(Finder),
}

impl Dialog {
    /// The note it is about.
    #[must_use]
    pub fn about(&self) -> Option<&AboutNote> {
        match self {
            Self::Picker(picker) => picker.about.as_ref(),
            Self::Form(form) => form.about.as_ref(),
            Self::Finder(finder) => finder.about.as_ref(),
        }
    }

    /// What is asked.
    #[must_use]
    pub fn title(&self) -> &Sentence {
        match self {
            Self::Picker(picker) => &picker.title,
            Self::Form(form) => &form.title,
            Self::Finder(finder) => &finder.title,
        }
    }

    /// Whether it can be asked where there is no screen, but one line after another.
    #[must_use]
    pub fn can_be_read_out(&self) -> bool {
        !matches!(self, Self::Finder(finder) if finder.in_lines == InLines::Never)
    }

    /// The places, in the list of all there is to choose from, of what would be taken now.
    #[must_use]
    pub fn taken(&self) -> Vec<usize> {
        match self {
            Self::Picker(picker) => vec![picker.cursor],
            Self::Finder(finder) => finder.taken(),
            Self::Form(_) => Vec::new(),
        }
    }
}

impl From<Finder> for Dialog {
    fn from(finder: Finder) -> Self {
        Self::Finder(finder)
    }
}

impl From<Picker> for Dialog {
    fn from(picker: Picker) -> Self {
        Self::Picker(picker)
    }
}

impl From<Form> for Dialog {
    fn from(form: Form) -> Self {
        Self::Form(form)
    }
}
