//! The workspace a command works in, where its settings can be read: every command but those that find, show or settle
//! what is wrong with a file ends with 2 where they cannot.

use super::context::Context;
use super::failure::Failure;
use crate::codec::State;
use crate::store::Workspace;
use crate::store::layout::SETTINGS_FILE;

impl Context {
    /// The workspace that is meant, as [`Context::any_workspace`] finds it.
    ///
    /// # Errors
    /// Where there is none, or its settings are invalid or in conflict, which is said with the place.
    pub(super) fn workspace(&mut self) -> Result<Workspace, Failure> {
        let workspace = self.any_workspace()?;
        self.sound(workspace)
    }

    /// The workspace in which `word` names a file, as [`Context::any_workspace_of`] finds it.
    ///
    /// # Errors
    /// The same.
    pub(super) fn workspace_of(&mut self, word: &str) -> Result<Workspace, Failure> {
        let workspace = self.any_workspace_of(word)?;
        self.sound(workspace)
    }

    fn sound(&mut self, workspace: Workspace) -> Result<Workspace, Failure> {
        let reading = self.read(&workspace, SETTINGS_FILE)?;
        if matches!(reading.state, State::Valid | State::Newer) {
            return Ok(workspace);
        }
        self.complain_of(SETTINGS_FILE, &reading, 1);
        Err(Failure::said())
    }
}
