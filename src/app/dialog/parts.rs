//! Where the parts of a question are: it is drawn there, and there the mouse finds it.

use crate::layout::Rect;

/// A question as it stands on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DialogScene {
    /// All of it, border and all.
    pub area: Rect,
    /// What it has inside.
    pub parts: DialogParts,
}

/// The parts of a question, by its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DialogParts {
    /// One of several.
    Picker(PickerParts),
    /// Texts to fill in.
    Form(FormParts),
    /// One of many, found by typing.
    Finder(FinderParts),
}

/// The parts of a list to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickerParts {
    /// What is asked.
    pub title: Rect,
    /// What the choice is about, a text each.
    pub lines: Vec<Rect>,
    /// The choices that are shown, each with its place among all.
    pub choices: Vec<(usize, Rect)>,
}

/// The parts of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormParts {
    /// What is asked.
    pub title: Rect,
    /// The fields; what there is no room for is left out.
    pub fields: Vec<FieldParts>,
    /// What is wrong with an answer, or what helps.
    pub foot: Rect,
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldParts {
    /// What it is called.
    pub name: Rect,
    /// What stands in it.
    pub text: Rect,
    /// The words it can hold, where they all fit beside each other.
    pub words: Vec<Rect>,
}

/// The parts of a list to choose from by typing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FinderParts {
    /// What is asked, and how many there are.
    pub title: Rect,
    /// What is typed.
    pub input: Rect,
    /// What fits.
    pub list: Rect,
    /// What helps; empty on low screens.
    pub hint: Rect,
    /// What is shown of what fits, each with its place among all.
    pub found: Vec<(usize, Rect)>,
}
