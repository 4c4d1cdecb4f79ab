//! What comes out of reading a file.

use std::sync::Arc;

use super::{Content, Place, Places};

/// In which of four states a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It can be read and written.
    Valid,
    /// Its format is newer than the program: shown, never written.
    Newer,
    /// It does not parse, or its meaning is unclear: shown, never written.
    Invalid,
    /// It holds git's conflict markers, which a person has to settle.
    Conflicted,
}

/// Something that is not as it should be, at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Id of the rule; see [`rules`](super::rules).
    pub rule: &'static str,
    /// Where.
    pub place: Place,
    /// What goes into the rule's sentences.
    pub arguments: Vec<(&'static str, String)>,
    /// How many further problems of its rule the file has that were counted only; at the last one that is told.
    pub more: usize,
}

impl Problem {
    /// The value of an argument.
    #[must_use]
    pub fn argument(&self, name: &str) -> Option<&str> {
        self.arguments.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}

/// A file as it was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The file's state.
    pub state: State,
    /// What the file says. There for every valid file; otherwise as far as it can be understood, to be shown only. Of a
    /// conflicted file it is our side.
    pub content: Option<Content>,
    /// What is not as it should be, in the order of the file; of each rule the first
    /// [`MAX_FINDINGS_OF_A_RULE`](crate::diagnostic::MAX_FINDINGS_OF_A_RULE) and how many more there are.
    pub problems: Vec<Problem>,
    /// Where every key and table stands.
    pub places: Places,
    /// The text as it stands in the file, with its byte order mark if it has one; bytes that are no UTF-8 are replaced.
    pub text: Arc<str>,
    /// Which `[[history]]` tables the content holds, by their place in the file; one that cannot be read is passed over.
    pub(super) history: Vec<usize>,
}

impl Reading {
    /// What the file says, where it may be written.
    ///
    /// # Errors
    /// Where it is invalid, newer or conflicted.
    pub fn writable(&self) -> Result<&Content, UpdateError> {
        match (self.state, &self.content) {
            (State::Valid, Some(content)) => Ok(content),
            (State::Newer, _) => Err(UpdateError::Newer),
            (State::Conflicted, _) => Err(UpdateError::Conflicted),
            (State::Valid | State::Invalid, _) => Err(UpdateError::Invalid(self.problems.clone())),
        }
    }
}

/// Why a file was not changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UpdateError {
    /// The file does not parse, or its meaning is unclear.
    #[error("the file is invalid")]
    Invalid(Vec<Problem>),
    /// The file's format is newer than the program.
    #[error("the file has a newer format")]
    Newer,
    /// The file holds conflict markers.
    #[error("the file holds conflict markers")]
    Conflicted,
    /// What would have been written does not read back as what should have been written.
    #[error("the changed file would not say what it should")]
    Mismatch,
}

/// Why a file was not put into canonical form; the same reasons as for a change.
pub type FormatError = UpdateError;
