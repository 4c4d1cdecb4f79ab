//! What two changed at once, until a person decides.

use crate::merge::Conflict;

/// Both changed the same thing, and nobody has decided yet.
#[derive(Clone, Debug)]
pub(crate) struct Clash {
    /// The file, its path relative to the workspace.
    pub file: String,
    pub(super) conflict: Conflict,
    /// The number under which our text is put aside in the journal.
    pub(super) kept: Option<u64>,
    /// Whether our side stands in the history, so that undo brings it back.
    pub(super) is_in_history: bool,
}
