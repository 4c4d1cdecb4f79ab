//! Text as people paste it: what in it cannot be seen, and how to show it.
//!
//! A file may hold any character. Those that would make a terminal act, turn the reading direction or hide are shown as
//! visible symbols wherever text leaves the program. Joiners and variation selectors inside a proper grapheme (emoji
//! families, Indic and Persian text) are text like any other.

use std::borrow::Cow;

/// Why a character cannot be shown as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invisible {
    /// C0, DEL or C1: a terminal may act on it.
    Control,
    /// It turns the reading direction.
    Bidirectional,
    /// It has no width and joins nothing.
    Loose,
}

/// Says whether the character at `at` (a byte index on a character boundary) can be shown as it is, and if not, why.
/// A line feed is text; what draws lines takes care of it.
#[must_use]
pub fn invisible(text: &str, at: usize) -> Option<Invisible> {
    let character = text[at..].chars().next()?;
    match character {
        '\n' | ' '..='~' => None,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Some(Invisible::Control),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some(Invisible::Bidirectional)
        }
        _ if is_zero_width(character) && !is_joined(text, at, character) => Some(Invisible::Loose),
        _ => None,
    }
}

/// Whether the character has no width and is not a mark that sits on another.
fn is_zero_width(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a joiner, variation selector or tag does its work between or after characters that take it.
fn is_joined(text: &str, at: usize, character: char) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + character.len_utf8()..].chars().next();
    let takes = |character: char| !character.is_ascii() && !character.is_control() && !character.is_whitespace();
    match character {
        // Joiners stand between two characters of emoji, Indic or Arabic text, not between Latin letters.
        '\u{200c}' | '\u{200d}' => {
            before.is_some_and(|before| {
                takes(before) && !is_latin(before) && (!is_zero_width(before) || is_selector(before))
            }) && after.is_some_and(|after| takes(after) && !is_latin(after) && !is_zero_width(after))
        }
        // A selector follows the character whose form it chooses; digits, # and * take one in keycaps.
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{180b}'..='\u{180d}' | '\u{180f}' => before
            .is_some_and(|before| {
                (takes(before) && !is_zero_width(before) && !is_latin(before))
                    || matches!(before, '0'..='9' | '#' | '*')
            }),
        // Tags spell a region's flag after the black flag.
        '\u{e0020}'..='\u{e007f}' => {
            text[..at].trim_end_matches(|tag| ('\u{e0020}'..='\u{e007f}').contains(&tag)).ends_with('\u{1f3f4}')
        }
        _ => false,
    }
}

fn is_selector(character: char) -> bool {
    matches!(character, '\u{fe00}'..='\u{fe0f}')
}

fn is_latin(character: char) -> bool {
    matches!(character, '\u{aa}' | '\u{ba}' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// The symbol that stands for a character that cannot be shown: a control picture, or its number in brackets.
#[must_use]
pub fn symbol(character: char) -> Cow<'static, str> {
    const PICTURES: [&str; 32] = [
        "␀", "␁", "␂", "␃", "␄", "␅", "␆", "␇", "␈", "␉", "␊", "␋", "␌", "␍", "␎", "␏", "␐", "␑", "␒", "␓", "␔", "␕",
        "␖", "␗", "␘", "␙", "␚", "␛", "␜", "␝", "␞", "␟",
    ];
    match u32::from(character) {
        code @ 0..32 => Cow::Borrowed(PICTURES[code as usize]),
        0x7f => Cow::Borrowed("␡"),
        code => Cow::Owned(format!("⟨{code:02X}⟩")),
    }
}

/// The text with a visible symbol for every character that cannot be shown. Line feeds stay.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    let Some(first) = text.char_indices().find_map(|(at, _)| invisible(text, at).map(|_| at)) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len() + 8);
    out.push_str(&text[..first]);
    for (at, character) in text[first..].char_indices() {
        match invisible(text, first + at) {
            Some(_) => out.push_str(&symbol(character)),
            None => out.push(character),
        }
    }
    Cow::Owned(out)
}

/// The text with a visible symbol also for line feeds, for places that have one line.
#[must_use]
pub fn visible_line(text: &str) -> Cow<'_, str> {
    match visible(text) {
        shown if shown.contains('\n') => Cow::Owned(shown.replace('\n', " ⏎ ")),
        shown => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_could_act_on_is_shown() {
        assert_eq!(visible("a\u{1b}[2Jb"), "a␛[2Jb");
        assert_eq!(visible("a\u{9b}2J"), "a⟨9B⟩2J");
        assert_eq!(visible("\u{202e}txt\t\r\u{7f}"), "⟨202E⟩txt␉␍␡");
        assert_eq!(visible("a\u{200b}b\u{feff}"), "a⟨200B⟩b⟨FEFF⟩");
    }

    #[test]
    fn joiners_of_proper_graphemes_are_text() {
        for text in ["👩‍👩‍👧‍👦", "❤️‍🔥", "1️⃣", "می‌خواهم", "क्‍ष", "🏴\u{e0067}\u{e0062}\u{e007f}", "e\u{301}", "漢字", "가"]
        {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn loose_joiners_are_not() {
        for text in ["a\u{200d}b", "\u{200d}", "👩\u{200d}", "a\u{fe0f}", "x\u{e0041}"] {
            let is_loose = |(at, _)| invisible(text, at) == Some(Invisible::Loose);
            assert!(text.char_indices().any(is_loose), "{text:?}");
        }
    }

    #[test]
    fn plain_text_is_borrowed() {
        assert!(matches!(visible("Change the address\nlater"), Cow::Borrowed(_)));
        assert_eq!(visible_line("a\nb"), "a ⏎ b");
    }
}
