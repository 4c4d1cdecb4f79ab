//! Texts found in a normal form, without case and accents: exactly, or with letters left out.

use std::ops::Range;

pub use crate::i18n::letters::fold;
use crate::i18n::letters::fold_char;
use crate::layout::text::border_from;

/// The words of a query, folded.
#[must_use]
pub fn words(query: &str) -> Vec<String> {
    query.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect()
}

/// Where the words stand in a text as it was written, in order and without overlap.
#[must_use]
pub fn marks(text: &str, words: &[String]) -> Vec<Range<usize>> {
    let folded = Folded::of(text);
    let mut marks = Vec::new();
    for word in words {
        for (at, _) in folded.text.match_indices(word.as_str()) {
            marks.push(folded.original(at..at + word.len(), text));
        }
    }
    joined(marks)
}

/// Where the letters stand that a fuzzy search found.
#[must_use]
pub fn fuzzy_marks(text: &str, words: &[String]) -> Vec<Range<usize>> {
    let folded = Folded::of(text);
    let mut marks = Vec::new();
    for word in words {
        let mut each = |at: usize, length: usize| marks.push(folded.original(at..at + length, text));
        if let Some(at) = best_place(&folded.text, word) {
            each(at, word.len());
        } else {
            let mut letters = Vec::new();
            if subsequence(&folded.text, word, |at, length| letters.push((at, length))).is_some() {
                for (at, length) in letters {
                    each(at, length);
                }
            }
        }
    }
    joined(marks)
}

/// How well all the words fit a folded text; more is better. Nothing where one does not.
///
/// A word that stands there as it is counts most, and more at the beginning of a word; letters with others between them
/// count less, the fewer of them stand together.
#[must_use]
pub fn score(folded: &str, words: &[String]) -> Option<i32> {
    words.iter().try_fold(0, |sum, word| Some(sum + score_word(folded, word)?))
}

/// Whether all the folded words stand in a name as they are.
#[must_use]
pub fn holds(name: &str, words: &[String]) -> bool {
    let folded = fold(name);
    words.iter().all(|word| folded.contains(word.as_str()))
}

fn score_word(folded: &str, word: &str) -> Option<i32> {
    if let Some(at) = best_place(folded, word) {
        let start = if at == 0 {
            60
        } else if is_start(folded, at) {
            40
        } else {
            0
        };
        return Some(200 + start - i32::try_from(at.min(50)).unwrap_or(50) / 5);
    }
    subsequence(folded, word, |_, _| {}).filter(|score| *score > 0)
}

/// The first place where the word begins a word; the first where it stands at all, where there is none.
fn best_place(folded: &str, word: &str) -> Option<usize> {
    let first = folded.find(word)?;
    folded.match_indices(word).map(|(at, _)| at).find(|at| is_start(folded, *at)).or(Some(first))
}

fn is_start(folded: &str, at: usize) -> bool {
    folded[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric())
}

/// Goes through the letters of the word in order. Letters side by side and at the beginnings of words count, gaps cost.
fn subsequence(folded: &str, word: &str, mut each: impl FnMut(usize, usize)) -> Option<i32> {
    let mut score = 0;
    let mut from = 0;
    for (nth, letter) in word.chars().enumerate() {
        let at = from + folded[from..].find(letter)?;
        score += match () {
            () if is_start(folded, at) => 8,
            () if nth > 0 && at == from => 6,
            () => 2 - i32::try_from((at - from).min(10)).unwrap_or(10),
        };
        each(at, letter.len_utf8());
        from = at + letter.len_utf8();
    }
    Some(score)
}

/// A text with where each of its folded letters came from.
struct Folded {
    text: String,
    /// For each byte of the folded text, the first byte of its character, and the first after it.
    origin: Vec<(usize, usize)>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), origin: Vec::with_capacity(text.len()) };
        for (at, character) in text.char_indices() {
            let end = at + character.len_utf8();
            fold_char(character, |part| {
                folded.text.push(part);
                folded.origin.resize(folded.text.len(), (at, end));
            });
        }
        folded
    }

    fn original(&self, range: Range<usize>, text: &str) -> Range<usize> {
        let start = self.origin.get(range.start).map_or(text.len(), |(start, _)| *start);
        let end = range.end.checked_sub(1).and_then(|last| self.origin.get(last)).map_or(start, |(_, end)| *end);
        start..border_from(text, end)
    }
}

/// The ranges in order, those that touch as one.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, query: &str) -> Vec<String> {
        marks(text, &words(query)).into_iter().map(|range| text[range].to_owned()).collect()
    }

    #[test]
    fn case_and_accents_do_not_count() {
        assert_eq!(fold("Änderung an Łódź, GROẞ"), "anderung an lodz, gross");
        assert_eq!(shown("Die Änderung der Adresse", "anderung adr"), ["Änderung", "Adr"]);
        assert_eq!(shown("cafe\u{301} au lait", "cafe"), ["cafe\u{301}"]);
        assert_eq!(shown("हिन्दी में", "हिन्दी"), ["हिन्दी"]);
        assert_eq!(shown("nothing", "x"), Vec::<String>::new());
    }

    #[test]
    fn what_is_found_stands_out_as_it_was_written() {
        assert_eq!(shown("Η ΣΑΣ μας", "σας"), ["ΣΑΣ"]);
        assert_eq!(shown("die ＡＰＩ hier", "api"), ["ＡＰＩ"]);
        assert_eq!(shown("the shop’s own", "shop's"), ["shop’s"]);
        assert_eq!(shown("a pro\u{ad}duct here", "product"), ["pro\u{ad}duct"]);
    }

    #[test]
    fn what_stands_there_comes_before_what_is_scattered() {
        let words = words("addr");
        let order =
            ["address of the parcel", "change the address", "a dear dear friend"].map(|text| score(text, &words));
        assert!(order[0] > order[1] && order[1] > order[2], "{order:?}");
        assert_eq!(score("see where it is", &words), None);
    }

    #[test]
    fn letters_that_were_left_out_do_not_count() {
        let text = "Go to a section or note";
        let found = fuzzy_marks(text, &words("gtsec"));
        assert_eq!(found.into_iter().map(|range| &text[range]).collect::<Vec<_>>(), ["G", "t", "sec"]);
    }
}
