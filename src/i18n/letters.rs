//! Letters made comparable, so that a text is found however it was typed: without case, accents, compatibility forms,
//! the shapes of quotes and hyphens, and characters that nobody sees.

use unicode_normalization::char::{decompose_canonical, decompose_compatible};

/// Hands over what a character is compared by: nothing, one letter or several.
pub fn fold_char(character: char, mut push: impl FnMut(char)) {
    if character.is_ascii() {
        return push(character.to_ascii_lowercase());
    }
    match character {
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' | '´' | '‹' | '›' => return push('\''),
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => return push('"'),
        '‐'..='―' | '−' => return push('-'),
        _ if is_ignored(character) => return,
        _ => {}
    }
    decompose_compatible(character, |part| {
        for lower in part.to_lowercase() {
            decompose_canonical(lower, |letter| plain(letter, &mut push));
        }
    });
}

/// The text as it is compared. Done once a text, not once a key.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        fold_char(character, |character| folded.push(character));
    }
    folded
}

fn plain(letter: char, push: &mut impl FnMut(char)) {
    match letter {
        // The marks that Latin, Greek and Cyrillic letters carry; those of other scripts are letters to their readers.
        '\u{300}'..='\u{36f}' => {}
        'ø' => push('o'),
        'ł' => push('l'),
        'đ' | 'ð' => push('d'),
        'ħ' => push('h'),
        'ı' => push('i'),
        'ς' => push('σ'),
        'ß' => {
            push('s');
            push('s');
        }
        'æ' => {
            push('a');
            push('e');
        }
        'œ' => {
            push('o');
            push('e');
        }
        other if is_ignored(other) => {}
        other => push(other.to_ascii_lowercase()),
    }
}

/// What Unicode says to pass over where it cannot be shown: soft hyphens, joiners, marks of direction, selectors.
fn is_ignored(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_in_another_way_is_the_same() {
        for (one, other) in [
            ("Änderung an Łódź, GROẞ", "anderung an lodz, gross"),
            ("ΣΑΣ", "σας"),
            ("Σας", "σασ"),
            ("ＡＰＩ　２", "api 2"),
            ("shop’s ‘own’", "shop's 'own'"),
            ("“yes”", "\"yes\""),
            ("non‑breaking", "non-breaking"),
            ("pro\u{ad}duct", "product"),
            ("zero\u{200b}width\u{2060}\u{feff}", "zerowidth"),
            ("ﬁnal ½", "final 1\u{2044}2"),
            ("ｶﾞｲﾄﾞ", "ガイド"),
            ("İstanbul", "istanbul"),
            ("e\u{301}tat", "état"),
            ("\u{212b}ngström", "angstrom"),
            ("❤\u{fe0f}", "❤"),
        ] {
            assert_eq!(fold(one), fold(other), "{one}");
        }
        assert_eq!(fold("Änderung"), "anderung");
        assert_ne!(fold("हिन्दी"), fold("हन्द"));
    }
}
