//! The user's configuration: what can be set, where a value came from, and reading the file with every problem in it.
//!
//! All of it is pure: the text of the file, the environment and the flags are handed in. A file that is half valid is
//! used as far as it is valid, and what is not is named with its place.

mod file;
mod keys;
mod nearest;
mod read;
mod settings;
#[cfg(test)]
mod tests;

pub use file::template;
pub use keys::{KeyChoice, lost};
pub use nearest::nearest;
pub use read::{Known, read};
pub use settings::{AUTO, Given, Kind, SETTINGS, Setting, Settings, Source, variable};

use crate::method::language::{Catalogue, Sentence};

/// Where something stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

/// What a file says, as far as it can be used.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Settings by name, each with its value as a word and its place.
    pub values: Vec<(&'static str, String, Place)>,
    /// Keys for commands.
    pub keys: Vec<KeyChoice>,
    /// What is wrong, in the order of the file.
    pub problems: Vec<Problem>,
}

/// Something in the file, or in the environment, that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands; nothing where it stands in no file.
    pub place: Option<Place>,
    /// What is wrong.
    pub what: Sentence,
    /// What to do about it.
    pub help: Sentence,
}

impl Problem {
    /// The problem in words, after the place in the file of that name.
    #[must_use]
    pub fn tell(&self, path: &str, words: &Catalogue) -> String {
        let what = words.tell(&self.what);
        match self.place {
            Some(Place { line, column }) => format!("{path}:{line}:{column}: {what}"),
            None => what,
        }
    }
}

/// The place of a byte in a text.
pub(in crate::app) fn place(text: &str, at: usize) -> Place {
    let before = text.get(..at.min(text.len())).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before[start..].trim_start_matches('\u{feff}').chars().count() + 1;
    Place { line: before.matches('\n').count() + 1, column }
}
