use proptest::prelude::*;

use super::*;
use crate::layout::text::width;

fn rows(text: &str, columns: u16, rows: u16, pixels: Pixels) -> Vec<String> {
    set(text, columns, rows, pixels).expect("it fits").rows
}

#[test]
fn the_shorter_the_text_the_larger_its_letters() {
    let letter_rows = |text: &str| set(text, 76, 18, Pixels::Blocks).map(|set| set.letter_rows);
    assert_eq!(letter_rows("vans"), Some(12));
    assert_eq!(letter_rows("Two vans"), Some(6));
    assert_eq!(letter_rows("Two vans turn up"), Some(4));
    assert_eq!(letter_rows("Two vans turn up for one parcel, and nobody knows which"), Some(3));
    let long =
        "Two vans turn up for one parcel, and nobody knows which of them it was meant for, nor who sent the other";
    assert_eq!(letter_rows(long), None);
}

#[test]
fn letters_are_blocks_or_signs() {
    assert_eq!(rows("Hi", 12, 3, Pixels::Blocks), ["█  █ ▀", "█▀▀█ █", "▀  ▀ ▀"]);
    assert_eq!(
        rows("Hi", 12, 6, Pixels::Blocks),
        ["██    ██  ██", "██    ██", "████████  ██", "██    ██  ██", "██    ██  ██", ""]
    );
    assert_eq!(rows("Hi", 11, 6, Pixels::Ascii), ["#  # #", "#  #", "#### #", "#  # #", "#  # #", ""]);
}

#[test]
fn words_and_lines_break_and_are_never_split() {
    let set = set("ab ab\ncd", 10, 20, Pixels::Blocks).expect("it fits");
    assert_eq!((set.letter_rows, set.rows.len()), (4, 3 * 4 + 2), "three lines with a row of air between them");
    assert_eq!(super::set("abcdefgh", 20, 20, Pixels::Blocks), None);
    assert_eq!(super::set("ab\n\n\ncd", 30, 7, Pixels::Blocks).map(|set| set.rows.len()), Some(7));
}

#[test]
fn what_the_font_lacks_is_spaced_out() {
    assert!(has_all("Größe, déjà vu: 5 €") && !has_all("Ship to 東京"));
    assert_eq!(spaced("да нет\n漢字"), "д\u{a0}а   н\u{a0}е\u{a0}т\n漢 字");
    assert_eq!(spaced("e\u{301}e"), "e\u{301}\u{a0}e", "a mark stays on its letter");
}

#[test]
fn what_the_font_lacks_is_not_set() {
    for text in ["", "  \n ", "漢字", "Ship to 東京", "👩‍🔬", "приказ"] {
        assert_eq!(set(text, 200, 60, Pixels::Blocks), None, "{text}");
    }
    assert!(set("Größe, déjà vu: 5 €", 200, 60, Pixels::Blocks).is_some());
}

proptest! {
    #[test]
    fn it_stays_within_its_room(text in "[ -~äÉñ\n]{0,60}", columns in 0u16..220, high in 0u16..60) {
        for pixels in [Pixels::Blocks, Pixels::Ascii] {
            if let Some(set) = set(&text, columns, high, pixels) {
                prop_assert!(set.rows.len() <= usize::from(high));
                prop_assert!(set.rows.iter().all(|row| width(row) <= usize::from(columns)));
                let words = text.split_whitespace().count();
                prop_assert!(set.rows.iter().any(|row| !row.is_empty()) == (words > 0) || text.contains(' '));
            }
        }
    }
}
