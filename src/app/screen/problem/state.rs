//! What the screen of a file that cannot be worked on remembers.

use crate::app::screen::state::State;

/// The screen of a file that cannot be worked on.
#[derive(Clone, Debug)]
pub struct ProblemState {
    /// Path relative to the workspace.
    pub file: String,
    /// First line shown.
    pub top: usize,
    /// The screen of the file as it was while it could be worked on.
    pub(in crate::app) kept: Option<Box<dyn State>>,
}

impl State for ProblemState {
    fn screen(&self) -> &'static str {
        "problem"
    }

    fn file(&self) -> Option<&str> {
        Some(&self.file)
    }

    fn rename(&mut self, from: &str, to: &str) {
        if self.file == from {
            to.clone_into(&mut self.file);
        }
        if let Some(kept) = &mut self.kept {
            kept.rename(from, to);
        }
    }

    fn keep(&mut self, screen: Box<dyn State>) {
        self.kept = Some(screen);
    }

    fn kept(&mut self) -> Option<Box<dyn State>> {
        self.kept.take()
    }
}
