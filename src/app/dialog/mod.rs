//! Questions the program asks: choices and forms.

pub mod finder;
mod form;
mod picker;

use finder::Finder;

pub use super::purpose::{FormPurpose, Purpose};
pub use form::{Form, FormField};
pub use picker::{Picker, PickerItem};

/// A question.
#[derive(Debug)]
pub enum Dialog {
    /// One of several.
    Picker(Picker),
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

impl From<Picker> for Dialog {
    fn from(pick: Picker) -> Self {
        Self::Picker(pick)
    }
}

impl From<Form> for Dialog {
    fn from(form: Form) -> Self {
        Self::Form(form)
    }
}
