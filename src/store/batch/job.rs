//! What a batch is for, and why it was not done.

use std::path::PathBuf;

use crate::i18n::Sentence;
use crate::store::WorkspaceError;
use crate::store::error::{DiskError, Explanation, UserError};
use crate::store::replace::SaveError;

/// What a batch is for; told to whoever starts next where it was not finished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// Files of an official package come.
    Import,
    /// They go again.
    TakeImportBack,
    /// Files get their canonical form.
    Format,
    /// A document or product gets another name.
    #[default]
    Move,
    /// A document or product is duplicated.
    Copy,
    /// A document or product is removed.
    Remove,
    /// It comes back.
    BringBack,
    /// An action or a topic is closed, or goes to somebody else.
    FollowUp,
}

impl Job {
    /// The command that does it, as a person types it.
    #[must_use]
    pub fn command(self) -> &'static str {
        match self {
            Self::Import => "method import",
            Self::TakeImportBack => "method import --remove",
            Self::Format => "fmt",
            Self::Move => "mv",
            Self::Copy => "cp",
            Self::Remove => "rm",
            Self::BringBack => "rm --undo",
            Self::FollowUp => "actions",
        }
    }
}

/// Why a batch was not done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BatchError {
    /// A file has changed since the batch was planned.
    #[error("{0} has changed")]
    Changed(String),
    /// Something stands in the place of something new.
    #[error("{} is there", .0.display())]
    Exists(PathBuf),
    /// The disk said no.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// A file could not be written.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// What was done before could not be taken back as a whole; the next start goes on with that.
    #[error("half done: {0}")]
    HalfDone(Box<BatchError>),
    /// A test stopped it here, as a kill would.
    #[error("stopped")]
    Stopped,
}

impl UserError for BatchError {
    fn explain(&self) -> Explanation {
        match self {
            Self::Changed(path) => Explanation::new(
                Sentence::new(key!("error.refs-changed.what")).with("path", path),
                Sentence::new(key!("error.refs-changed.help")),
            ),
            Self::Exists(path) => WorkspaceError::Exists(path.clone()).explain(),
            Self::Disk(error) => error.explain(),
            Self::Save(error) => error.explain(),
            Self::HalfDone(error) => {
                let Explanation { what, why, .. } = error.explain();
                Explanation { what, why, help: Sentence::new(key!("error.half-done.help")) }
            }
            Self::Stopped => Explanation::new(sentence!("error.half-done.what"), sentence!("error.half-done.help")),
        }
    }
}
