//! What is wrong in a file that sets the program up: the configuration or a theme.

use super::Position;
use crate::i18n::{Catalogue, Sentence};

/// Something in the file, or in the environment, that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// Where it stands; nothing where it stands in no file.
    pub place: Option<Position>,
    /// What is wrong.
    pub what: Sentence,
    /// What to do about it.
    pub help: Sentence,
}

impl ConfigError {
    /// The problem in words, after the place in the file of that name.
    #[must_use]
    pub fn tell(&self, path: &str, words: &Catalogue) -> String {
        let what = words.tell(&self.what);
        match self.place {
            Some(Position { line, column }) => format!("{path}:{line}:{column}: {what}"),
            None => what,
        }
    }
}
