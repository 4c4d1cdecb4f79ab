//! What a document said at other times: published versions, and commits.

use std::fmt;
use std::sync::Arc;

use crate::document::DocumentBody;
use crate::i18n::Sentence;

/// What a revision is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RevisionName {
    /// A published version, by its number.
    Version(u32),
    /// A commit, by the name git gives it.
    Commit(String),
}

/// How many digits of a commit people are shown.
const SHORT: usize = 9;

impl fmt::Display for RevisionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version(number) => write!(f, "@{number}"),
            Self::Commit(name) => f.write_str(name.get(..SHORT).unwrap_or(name)),
        }
    }
}

/// A document as it was.
#[derive(Clone, Debug)]
pub struct Revision {
    pub name: RevisionName,
    /// The day, `YYYY-MM-DD`.
    pub date: String,
    /// Who published or committed it.
    pub by: Option<String>,
    /// What is said of it in a line.
    pub summary: String,
    /// The text of the file.
    pub text: Arc<str>,
    /// What it says.
    pub body: DocumentBody,
}

/// Revisions of a document that were read, the newest first.
#[derive(Clone, Debug, Default)]
pub struct Revisions {
    /// The number they were asked for with.
    pub asked: u32,
    /// Those that follow the ones told before.
    pub revisions: Vec<Revision>,
    /// Whether there are no more.
    pub is_over: bool,
    /// Why there are none of git's, where that is so.
    pub said: Option<Sentence>,
}
