//! The files of the package, and what can be wrong with them.

use std::collections::BTreeMap;

/// The folder whose folders are the languages.
pub const LANGUAGES: &str = "src/data/method";

/// The files that are read, where they are there.
pub const FILES: [&str; 11] = [
    "src/data/canvas/canvasData.json",
    "src/data/canvas/localizedData.json",
    "src/data/method/criteria.json",
    "src/data/method/cycles.json",
    "src/data/method/lines.json",
    "src/data/method/resources.json",
    "src/data/method/stakeholders.json",
    "src/data/method/station-criteria.json",
    "src/data/method/station-stakeholders.json",
    "src/data/method/stations.json",
    "src/snippets/api-audit-checklist.json",
];

/// What the files of a language are about.
pub(super) const LABELS: [&str; 6] = ["criteria", "cycles", "lines", "resources", "stakeholders", "stations"];

/// The files of the package that were read, by their path in it.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Why a package cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A file says something that cannot be understood.
    #[error("{path}:{line}:{column}: {detail}")]
    Unreadable {
        /// The file, by its path in the package.
        path: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong there.
        detail: String,
    },
    /// It is another package.
    #[error("it is called {0}")]
    Other(String),
    /// It does not say a part of its head.
    #[error("no {0}")]
    Without(&'static str),
    /// There is nothing in it that could be imported.
    #[error("empty")]
    Empty,
}

/// The paths of the files of a language. Nothing where the word is no code of one.
#[must_use]
pub fn files_of_language(code: &str) -> Vec<String> {
    let mut parts = code.split('-');
    let is_language = parts
        .next()
        .is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|letter| letter.is_ascii_lowercase()))
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|letter| letter.is_ascii_alphanumeric()));
    if is_language {
        LABELS.iter().map(|about| format!("{LANGUAGES}/{code}/labels.{about}.json")).collect()
    } else {
        Vec::new()
    }
}
