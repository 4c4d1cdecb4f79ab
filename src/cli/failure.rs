//! Why a command could not do what it was asked for, and the numbers a run ends with.

use crate::i18n::Sentence;
use crate::store::{Explanation, UserError};

/// Done, and nothing found.
pub(super) const DONE: u8 = 0;
/// Done, and something found.
pub(super) const FOUND: u8 = 1;
/// Could not be done.
pub(super) const FAILED: u8 = 2;

/// What stopped a command: sentences for the person at the keyboard. The run ends with [`FAILED`].
#[derive(Debug, Default)]
pub(super) struct Failure {
    /// What happened and what to do; none where everything was said already.
    pub(super) sentences: Vec<Sentence>,
}

/// What a command gives back: the number the run ends with.
pub(super) type Outcome = Result<u8, Failure>;

impl Failure {
    /// A failure of which everything was said already.
    pub(super) fn said() -> Self {
        Self::default()
    }

    /// The failure with one more sentence.
    pub(super) fn and(mut self, sentence: Sentence) -> Self {
        self.sentences.push(sentence);
        self
    }
}

impl<E: UserError> From<E> for Failure {
    fn from(error: E) -> Self {
        let Explanation { what, why, help } = error.explain();
        Self { sentences: [Some(what), why, Some(help)].into_iter().flatten().collect() }
    }
}

impl From<Sentence> for Failure {
    fn from(sentence: Sentence) -> Self {
        Self { sentences: vec![sentence] }
    }
}
