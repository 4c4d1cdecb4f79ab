//! Committing the files of the workspace, as it is prepared and as it went.

use crate::i18n::Sentence;

/// What can be committed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Committable {
    /// The paths of the files, relative to the workspace.
    pub files: Vec<String>,
    /// Those of them that git has not been told of.
    pub new: Vec<String>,
    /// The message, made from what differs until somebody changes it.
    pub message: String,
}

/// Why nothing was committed.
#[derive(Clone, Debug)]
pub struct CommitRefused {
    pub why: Sentence,
    /// What git said; empty where it was not asked.
    pub said: String,
}

impl From<Sentence> for CommitRefused {
    fn from(why: Sentence) -> Self {
        Self { why, said: String::new() }
    }
}
