//! What the screen of a session remembers.

use crate::app::screen::state::State;
use crate::document::Id;

/// At a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionPlace {
    /// Path of its record, relative to the workspace.
    pub file: String,
}

/// A part of the screen of a planned session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// Its title and day.
    Head,
    /// The agenda.
    #[default]
    Agenda,
    /// Who takes part.
    People,
}

impl Part {
    /// The part behind this one, or before it, all round.
    #[must_use]
    pub fn next(self, is_forward: bool) -> Self {
        match (self, is_forward) {
            (Self::Head, true) | (Self::People, false) => Self::Agenda,
            (Self::Agenda, true) | (Self::Head, false) => Self::People,
            (Self::People, true) | (Self::Agenda, false) => Self::Head,
        }
    }
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
    /// Of a planned session, the part in focus.
    pub part: Part,
    /// The row of the people in focus.
    pub person: usize,
    /// The first row of the people shown.
    pub person_top: usize,
    /// Whether the agenda is shown on narrow screens, too, while the session runs.
    pub info: bool,
}

impl SessionState {
    /// A session as it first appears.
    #[must_use]
    pub fn of(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            at: 0,
            top: 0,
            seen: None,
            part: Part::default(),
            person: 0,
            person_top: 0,
            info: false,
        }
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
