//! What is said of a word that is not among the valid ones.

use super::failure::Failure;
use crate::diagnostic::nearest;
use crate::i18n::Sentence;

/// How many valid words are listed at most.
const LISTED: usize = 12;

/// Says that `argument` got a word that is not known, which are, and which of them is nearest.
pub(super) fn unknown<'a>(argument: &str, given: &str, known: impl IntoIterator<Item = &'a str>) -> Failure {
    let known: Vec<&str> = known.into_iter().collect();
    let sentence = Sentence::new("cli.error.unknown").with("argument", argument).with("given", given);
    let failure = Failure::from(sentence);
    let failure = match nearest(given, known.iter().copied()) {
        Some(word) => failure.and(Sentence::new("cli.error.nearest").with("word", word)),
        None => failure,
    };
    if known.is_empty() || known.len() > LISTED {
        return failure;
    }
    failure.and(Sentence::new("cli.error.known").with("words", known.join(", ")))
}
