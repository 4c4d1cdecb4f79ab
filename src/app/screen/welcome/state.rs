//! What the screen without a workspace remembers.

use crate::app::screen::state::State;

/// The screen without a workspace.
#[derive(Clone, Copy, Debug, Default)]
pub struct WelcomeState {
    /// The choice in focus: create, example, leave.
    pub cursor: usize,
}

impl WelcomeState {
    /// How many choices there are.
    pub const CHOICES: usize = 3;
    /// The place of the example among them.
    pub const DEMO: usize = 1;
}

impl State for WelcomeState {
    fn screen(&self) -> &'static str {
        "welcome"
    }

    fn go_to_row(&mut self, row: usize) {
        self.cursor = row.min(Self::CHOICES - 1);
    }
}
