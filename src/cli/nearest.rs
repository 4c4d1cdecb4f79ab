//! The valid word nearest to a mistyped one.

use super::failure::Failure;
use crate::i18n::Sentence;

/// How alike two words have to be before one is offered for the other.
const ALIKE: f64 = 0.7;
/// How many valid words are listed at most.
const LISTED: usize = 12;

/// The word among `known` that is most like `given`, where one is alike at all. Of equals the first is taken.
pub(super) fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.to_lowercase();
    let mut best: Option<(&str, f64)> = None;
    for word in known {
        let lower = word.to_lowercase();
        let part = given.chars().count() >= 3 && lower.contains(&given);
        let alike = strsim::jaro_winkler(&given, &lower).max(if part { 0.9 } else { 0.0 });
        if alike >= ALIKE && best.is_none_or(|(_, before)| alike > before) {
            best = Some((word, alike));
        }
    }
    best.map(|(word, _)| word)
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_its_word() {
        let known = ["api-audit", "api-value-proposition", "business-impact"];
        assert_eq!(nearest("api-adit", known), Some("api-audit"));
        assert_eq!(nearest("value", known), Some("api-value-proposition"));
        assert_eq!(nearest("Buisness-Impact", known), Some("business-impact"));
    }

    #[test]
    fn what_is_like_nothing_finds_nothing() {
        assert_eq!(nearest("xyzzy", ["api-audit", "business-impact"]), None);
        assert_eq!(nearest("", ["api-audit"]), None);
    }
}
