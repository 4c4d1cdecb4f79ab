//! How many columns terminals may take for a cell: they do not agree about emoji, vowel signs and characters of ambiguous
//! width, and each goes by a table of its own.

use unicode_width::UnicodeWidthChar;

/// The most columns that terminals take for what a cell shows; nothing where all of them take what is reserved for it.
#[must_use]
pub fn most_columns(shown: &str) -> Option<u16> {
    let mut characters = shown.chars();
    let first = characters.next().filter(|_| shown.len() > 1)?;
    if characters.next().is_none() && is_certain(first) {
        return None;
    }
    // Terminals that know no clusters draw one character after the other.
    let apart: usize = shown.chars().map(|character| character.width_cjk().unwrap_or(0)).sum();
    // The sign for emoji makes two columns of one.
    let least = if shown.contains('\u{fe0f}') { 2 } else { 1 };
    u16::try_from(apart.max(least)).ok()
}

/// Whether all terminals take the same columns for a character by itself.
fn is_certain(character: char) -> bool {
    match (character.width(), character.width_cjk()) {
        (Some(1), Some(1)) => true,
        // Symbols became wide with one version of Unicode or another; ideographs, kana and Hangul always were.
        (Some(2), _) => {
            matches!(character,
            '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}'
            | '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3ffff}')
                && !matches!(character, '\u{4dc0}'..='\u{4dff}')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_terminals_disagree_about_is_known() {
        for certain in ["a", "ä", "字", "か", "한", "क", "Ａ"] {
            assert_eq!(most_columns(certain), None, "{certain}");
        }
        for (doubtful, most) in [("❤️", 2), ("⌨️", 2), ("👩‍👩‍👧‍👦", 8), ("👍🏽", 4), ("👍", 2), ("…", 2), ("e\u{301}", 1)]
        {
            assert!(most_columns(doubtful).is_some_and(|columns| columns >= most), "{doubtful}");
        }
        for doubtful in ["நி", "कि", "ｶﾞ", "1️⃣", "กำ", "✅"] {
            assert!(most_columns(doubtful).is_some(), "{doubtful}");
        }
    }
}
