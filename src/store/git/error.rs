//! Why git could not do what it was asked for.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Output;

use super::text;
use crate::i18n::Sentence;
use crate::store::{Explanation, UserError};

/// Why git could not do what it was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GitError {
    /// There is no git.
    #[error("git cannot be run: {0}")]
    NoProgram(String),
    /// The folder lies in no repository.
    #[error("{} lies in no repository", .0.display())]
    NoRepository(PathBuf),
    /// The repository has no files beside it.
    #[error("{} lies in a bare repository", .0.display())]
    Bare(PathBuf),
    /// There is no such revision.
    #[error("no revision {word}")]
    UnknownRevision {
        /// What was asked for.
        word: String,
        /// The name of the branch or tag that was probably meant.
        nearest: Option<String>,
    },
    /// git ended with an error.
    #[error("git {command}: {detail}")]
    Failed {
        /// The command of git.
        command: String,
        /// git's own words.
        detail: String,
    },
}

impl GitError {
    /// The error where git could not be started in a folder.
    pub(super) fn program(folder: &Path, error: &io::Error) -> Self {
        if folder.is_dir() { Self::NoProgram(error.to_string()) } else { Self::NoRepository(folder.to_owned()) }
    }

    /// The error where git ended with one.
    pub(super) fn failed(command: &str, ran: &Output) -> Self {
        Self::Failed { command: command.to_owned(), detail: text(&ran.stderr) }
    }

    /// Whether there is no repository to work with, rather than one that refuses.
    #[must_use]
    pub fn is_absence(&self) -> bool {
        matches!(self, Self::NoProgram(_) | Self::NoRepository(_) | Self::Bare(_))
    }
}

impl UserError for GitError {
    fn explain(&self) -> Explanation {
        let path = |key, path: &Path| Sentence::new(key).with("path", path.display());
        match self {
            Self::NoProgram(detail) => {
                Explanation::new(sentence!("error.no-git.what", detail = detail), sentence!("error.no-git.help"))
            }
            Self::NoRepository(folder) => {
                Explanation::new(path(key!("error.no-repository.what"), folder), sentence!("error.no-repository.help"))
            }
            Self::Bare(folder) => Explanation::new(
                path(key!("error.bare-repository.what"), folder),
                sentence!("error.bare-repository.help"),
            ),
            Self::UnknownRevision { word, nearest } => Explanation::new(
                sentence!("error.unknown-revision.what", word = word),
                match nearest {
                    Some(nearest) => sentence!("error.unknown-revision.nearest", nearest = nearest),
                    None => sentence!("error.unknown-revision.help"),
                },
            ),
            Self::Failed { command, detail } => Explanation::new(
                sentence!("error.git-failed.what", command = command, detail = detail),
                sentence!("error.git-failed.help"),
            ),
        }
    }
}
