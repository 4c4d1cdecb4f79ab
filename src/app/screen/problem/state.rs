//! What the screen of a file that cannot be worked on remembers.

use crate::app::screen::state::State;

/// The screen of a file that cannot be worked on.
#[derive(Clone, Debug)]
pub struct ProblemState {
    /// Path relative to the workspace.
    pub file: String,
    /// First line shown.
    pub top: usize,
}

impl State for ProblemState {
    fn screen(&self) -> &'static str {
        "problem"
    }

    fn file(&self) -> Option<&str> {
        Some(&self.file)
    }
}
