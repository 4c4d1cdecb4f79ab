//! What is said of a word that is not among the valid ones.

use super::failure::Failure;
use crate::diagnostic::{Known, named, nearest};
use crate::method::Text;

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

/// The id of what `argument` names by id, name or title.
///
/// # Errors
/// Says that it names nothing, or nothing alone, with what is known and what is nearest.
pub(super) fn meant<'a>(argument: &str, given: &str, known: &[Known<'a>]) -> Result<&'a str, Failure> {
    named(given, known).map_err(|near| {
        let ids = known.iter().map(|(id, _)| *id);
        let is_found = nearest(given, ids.clone()).is_some();
        let failure = unknown(argument, given, ids);
        match near.filter(|_| !is_found) {
            Some(word) => failure.and(sentence!("cli.error.nearest", word = word)),
            None => failure,
        }
    })
}

/// A title in every language.
pub(super) fn titles(text: &Text) -> Vec<&str> {
    match text {
        Text::One(title) => vec![title],
        Text::Many(titles) => titles.values().map(String::as_str).collect(),
    }
}
