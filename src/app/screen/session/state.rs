//! What the screen of a session remembers.

use crate::app::screen::state::State;
use crate::document::Id;

/// At a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionPlace {
    /// Path of its record, relative to the workspace.
    pub file: String,
}

/// The screen of a session: its agenda, and while it runs what the room looks at.
#[derive(Clone, Debug)]
pub struct SessionState {
    /// Path of its record, relative to the workspace.
    pub file: String,
    /// The stop in focus.
    pub at: usize,
    /// The first stop shown.
    pub top: usize,
    /// The block that went on when the screen was last brought in line: where another does, its stop comes into focus.
    pub seen: Option<Id>,
    /// Whether the agenda is shown on narrow screens, too, while the session runs.
    pub info: bool,
}

impl SessionState {
    /// A session as it first appears.
    #[must_use]
    pub fn of(file: &str) -> Self {
        Self { file: file.to_owned(), at: 0, top: 0, seen: None, info: false }
    }
}

impl State for SessionState {
    fn screen(&self) -> &'static str {
        "session"
    }

    fn file(&self) -> Option<&str> {
        Some(&self.file)
    }

    fn go_to_row(&mut self, row: usize) {
        self.at = row;
    }

    fn rename(&mut self, from: &str, to: &str) {
        if self.file == from {
            to.clone_into(&mut self.file);
        }
    }

    fn toggle_info(&mut self) {
        self.info = !self.info;
    }
}
