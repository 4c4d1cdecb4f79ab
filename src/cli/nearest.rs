//! What is said of a word that is not among the valid ones.

use super::failure::Failure;
use crate::diagnostic::nearest;

/// How many valid words are listed at most.
const LISTED: usize = 12;

/// Says that `argument` got a word that is not known, which are, and which of them is nearest.
pub(super) fn unknown<'a>(argument: &str, given: &str, known: impl IntoIterator<Item = &'a str>) -> Failure {
    let known: Vec<&str> = known.into_iter().collect();
    let sentence = sentence!("cli.error.unknown", argument = argument, given = given);
    let failure = Failure::from(sentence);
    let failure = match nearest(given, known.iter().copied()) {
        Some(word) => failure.and(sentence!("cli.error.nearest", word = word)),
        None => failure,
    };
    if known.is_empty() || known.len() > LISTED {
        return failure;
    }
    failure.and(sentence!("cli.error.known", words = known.join(", ")))
}
