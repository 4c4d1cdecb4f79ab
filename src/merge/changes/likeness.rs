//! Notes that say nearly the same: the same text but for case and space, else eight tenths of the words.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::Hash;

use unicode_segmentation::UnicodeSegmentation as _;

/// How much of their words two texts share at least.
const ALIKE: f64 = 0.8;

/// The pairs of texts that are like each other: the same first, then the longest.
pub(super) fn pairs<P: Copy + Eq + Hash>(gone: &[(P, &str)], new: &[(P, &str)]) -> Vec<(P, P)> {
    let mut pairs = Vec::new();
    let mut same: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, (_, text)) in new.iter().enumerate().rev() {
        same.entry(plain(text)).or_default().push(at);
    }
    let mut is_taken = vec![false; new.len()];
    let mut left = Vec::new();
    for (place, text) in gone {
        match same.get_mut(&plain(text)).and_then(Vec::pop) {
            Some(at) => {
                is_taken[at] = true;
                pairs.push((*place, new[at].0));
            }
            None => left.push((*place, words(text))),
        }
    }
    let words_of: Vec<Vec<String>> = new.iter().map(|(_, text)| words(text)).collect();
    // Only texts with a word in common are compared.
    let mut with: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
    for (at, words) in words_of.iter().enumerate().filter(|(at, _)| !is_taken[*at]) {
        for (word, count) in counted(words) {
            with.entry(word).or_default().push((at, count));
        }
    }
    left.sort_by_key(|(_, words)| Reverse(words.len()));
    for (place, words) in &left {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for (word, count) in counted(words) {
            for (at, there) in with.get(word).into_iter().flatten() {
                *shared.entry(*at).or_default() += count.min(*there);
            }
        }
        let mut best: Option<(f64, usize)> = None;
        for (at, shared) in shared {
            let likeness = share(2 * shared, words.len() + words_of[at].len());
            let is_better = best.is_none_or(|(most, first)| likeness > most || likeness >= most && at < first);
            if !is_taken[at] && likeness >= ALIKE && is_better {
                best = Some((likeness, at));
            }
        }
        if let Some((_, at)) = best {
            is_taken[at] = true;
            pairs.push((*place, new[at].0));
        }
    }
    pairs
}

/// What part of a whole something is.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}

/// A text of which case and space do not count.
fn plain(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words(text: &str) -> Vec<String> {
    text.unicode_words().map(str::to_lowercase).collect()
}

/// Each word with how often it stands there.
fn counted(words: &[String]) -> HashMap<&str, usize> {
    let mut counted = HashMap::new();
    for word in words {
        *counted.entry(word.as_str()).or_default() += 1;
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_found_again_and_others_are_not() {
        let gone = [
            (1, "See  where an ORDER is"),
            (2, "Change the address before the parcel leaves the depot"),
            (3, "Returns"),
        ];
        let new =
            [(7, "Change the address before the parcel leaves the van"), (8, "see where an order is"), (9, "Return")];
        assert_eq!(pairs(&gone, &new), [(1, 8), (2, 7)]);
    }

    #[test]
    fn of_two_alike_the_longest_is_matched_first_and_each_once() {
        let gone = [(1, "a b c d"), (2, "a b c d e")];
        let new = [(7, "a b c d e f")];
        assert_eq!(pairs(&gone, &new), [(2, 7)]);
        assert_eq!(pairs(&[(1, "x"), (2, "x")], &[(7, "X"), (8, "x")]), [(1, 7), (2, 8)]);
        assert_eq!(pairs::<u8>(&[(1, "…")], &[(2, "!")]), []);
    }
}
