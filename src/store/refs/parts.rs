//! What a plan is made of.

use serde::{Deserialize, Serialize};

use crate::document::Id;

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Its path once everything is moved, relative to the workspace.
    pub path: String,
    /// What stood in it when the plan was made; nothing where it is new.
    pub before: Option<Vec<u8>>,
    /// What will stand in it.
    pub bytes: Vec<u8>,
}

/// A reference that goes because what it means is removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenOut {
    /// The file it stood in, its path relative to the workspace.
    pub file: String,
    /// The key it stood under, with the tables before it.
    pub keys: Vec<String>,
    /// The note it stood at, where it stood at one.
    pub note: Option<Id>,
    /// The reference.
    pub word: String,
}
