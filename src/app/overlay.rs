//! What lies over a screen to be read.

use super::editor::{Editor, Lines};

/// Something to read that lies over the screen until it is closed.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// What it is.
    pub what: Reading,
    /// The first line shown.
    pub top: usize,
    /// What is looked for in it; of use in the list of keys alone.
    pub filter: Editor,
}

/// What there is to read over a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The keys that work here.
    Keys,
    /// The messages of this run.
    Messages,
    /// How the canvas below is run with a group.
    Recipe,
}

impl Overlay {
    /// The beginning of what is to be read.
    #[must_use]
    pub fn new(what: Reading) -> Self {
        Self { what, top: 0, filter: Editor::new("", Lines::One) }
    }
}
