//! Where the parts of a question are: it is drawn there, and there the mouse finds it.

use crate::layout::Rect;

/// A question as it stands on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DialogScene {
    /// All of it, border and all.
    pub area: Rect,
    /// The note it is about; empty where it is about none, or there is no room.
    pub about: Rect,
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
    /// What stands beside where it fills the screen.
    pub slide: Option<SlideParts>,
}

/// The parts of a choice that fills the screen, beside its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlideParts {
    /// Which question it is.
    pub place: Rect,
    /// How far each part of the series is.
    pub stops: Vec<Rect>,
    /// The rows from one line of what is asked to the next.
    pub spacing: u16,
    /// What follows from the answers so far.
    pub told: Rect,
}

/// The parts of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormParts {
    /// What is asked.
    pub title: Rect,
    /// What it is about, a line each; what there is no room for is left out.
    pub lines: Vec<Rect>,
    /// The fields; what there is no room for is left out.
    pub fields: Vec<FieldParts>,
    /// What is wrong with an answer, below the field; empty where nothing is, or there is no room.
    pub problem: Rect,
    /// What helps.
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
    /// What stands around what is in focus; empty where it is no search, or there is no room.
    pub around: Rect,
    /// What is shown of what fits, each with its place among all.
    pub found: Vec<(usize, Rect)>,
}
