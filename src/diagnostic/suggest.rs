//! What a word that somebody gave names: by its id, by its name or title, however that was typed; and the known word that
//! a mistyped one was meant to be.

use std::collections::BTreeSet;

use crate::i18n::letters::fold;

/// The word among `known` that `given` was meant to be, or nothing where none is near.
///
/// Near is a word of which no more than a third differs, whatever the case of its letters: letters put in, left out,
/// replaced, or swapped with their neighbour. Whoever gives the beginning of a word, or of a part of it after a hyphen, in
/// three letters or more meant it, too. Of words that are equally near the first is taken.
#[must_use]
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.to_lowercase();
    let length = given.chars().count();
    let mut best: Option<((bool, f64), &str)> = None;
    for word in known {
        let lower = word.to_lowercase();
        let begins =
            length >= 3 && (lower.starts_with(&given) || lower.contains(&format!("-{given}")) || runs(&given, &lower));
        let changes = strsim::damerau_levenshtein(&given, &lower);
        let longest = length.max(lower.chars().count());
        if !begins && (changes * 3 > longest || length == 0) {
            continue;
        }
        let alike = (begins, strsim::normalized_damerau_levenshtein(&given, &lower));
        if best.is_none_or(|(before, _)| alike > before) {
            best = Some((alike, word));
        }
    }
    best.map(|(_, word)| word)
}

/// Whether a word without its hyphens and blanks is a run of the words of another: `valueprop` of `api-value-proposition`.
fn runs(given: &str, lower: &str) -> bool {
    let given = letters(given);
    let starts = std::iter::once(0).chain(lower.match_indices(['-', ' ']).map(|(at, mark)| at + mark.len()));
    given.chars().count() >= 4 && starts.into_iter().any(|at| letters(&lower[at..]).starts_with(&given))
}

/// The letters and digits of a word as they are compared.
fn letters(word: &str) -> String {
    fold(word).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Something known: its id, and the names and titles by which it can be called, too.
pub type Known<'a> = (&'a str, Vec<&'a str>);

/// The id of what a word names: that id, or the only thing of which it is the id or a name when case, accents, blanks,
/// hyphens and the like do not count.
///
/// # Errors
/// Where it names nothing, or more than one thing: the id of what was meant, where something is near.
pub fn named<'a>(given: &str, known: &[Known<'a>]) -> Result<&'a str, Option<&'a str>> {
    if let Some((id, _)) = known.iter().find(|(id, _)| *id == given) {
        return Ok(id);
    }
    let plain = letters(given);
    let is_called = |name: &str| !plain.is_empty() && letters(name) == plain;
    let fits = known.iter().filter(|(id, names)| is_called(id) || names.iter().any(|name| is_called(name)));
    let fits: BTreeSet<&str> = fits.map(|(id, _)| *id).collect();
    match fits.len() {
        1 => fits.first().copied().ok_or(None),
        2.. => Err(None),
        0 => Err(nearest(given, known.iter().map(|(id, _)| *id)).or_else(|| {
            let name = nearest(given, known.iter().flat_map(|(_, names)| names.iter().copied()))?;
            known.iter().find(|(_, names)| names.contains(&name)).map(|(id, _)| *id)
        })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_its_word() {
        let known = ["api-audit", "api-value-proposition", "business-impact"];
        assert_eq!(nearest("api-adit", known), Some("api-audit"));
        assert_eq!(nearest("Buisness-Impact", known), Some("business-impact"));
        assert_eq!(nearest("oders", ["orders", "billing"]), Some("orders"));
        assert_eq!(nearest("tasls", ["task", "tasks"]), Some("tasks"));
    }

    #[test]
    fn a_beginning_is_meant_from_three_letters_on() {
        let known = ["api-audit", "api-value-proposition", "business-impact"];
        assert_eq!(nearest("api-val", known), Some("api-value-proposition"));
        assert_eq!(nearest("value", known), Some("api-value-proposition"));
        assert_eq!(nearest("bus", known), Some("business-impact"));
        assert_eq!(nearest("bu", known), None);
        assert_eq!(nearest("alue", known), None);
        // Of several the one that it says most of, and of equals the first.
        assert_eq!(nearest("api", known), Some("api-audit"));
        assert_eq!(nearest("cat", ["cats", "cate", "carts"]), Some("cats"));
    }

    #[test]
    fn a_word_of_which_more_than_a_third_differs_is_not_near() {
        assert_eq!(nearest("guess", ["tested", "observed", "assumed"]), None);
        assert_eq!(nearest("abcdef", ["abcdxy"]), Some("abcdxy"));
        assert_eq!(nearest("abcde", ["abcxy"]), None);
        assert_eq!(nearest("", ["a"]), None);
        assert_eq!(nearest("word", []), None);
    }

    #[test]
    fn words_run_together_are_meant() {
        let known = ["api-audit", "api-value-proposition", "business-impact"];
        assert_eq!(nearest("valueprop", known), Some("api-value-proposition"));
        assert_eq!(nearest("API Audit", known), Some("api-audit"));
        assert_eq!(nearest("ropo", known), None);
    }

    #[test]
    fn names_are_taken_where_ids_are() {
        let known = [
            ("api-design", vec!["API Design", "API-suunnittelu"]),
            ("domain", vec!["Domain Canvas", "Fachmodell"]),
            ("domain.peak", vec!["Domain Canvas"]),
        ];
        for word in ["api-design", "API Design", "api design", "API_DESIGN", "ＡＰＩ design", "api-Suunnittelu"] {
            assert_eq!(named(word, &known), Ok("api-design"), "{word}");
        }
        assert_eq!(named("domain canvas", &known), Err(None), "two are called so");
        assert_eq!(named("api desgin", &known), Err(Some("api-design")));
        assert_eq!(named("fachmodel", &known), Err(Some("domain")));
        assert_eq!(named("--", &known), Err(None));
        assert_eq!(named("", &known), Err(None));
    }
}
