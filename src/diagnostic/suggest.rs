//! The known word that a mistyped one was meant to be.

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
        let begins = length >= 3 && (lower.starts_with(&given) || lower.contains(&format!("-{given}")));
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
}
