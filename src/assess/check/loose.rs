//! Characters without width that join nothing: in text, in keys and in comments, raw or written as an escape.

use std::ops::Range;

use crate::document::text::{Invisible, invisible};

/// A file's text with the escapes of its strings put in as the characters they stand for, and the way back.
struct Decoded {
    text: String,
    /// For every escape: where its character stands here, and the bytes it takes in the file.
    escapes: Vec<(usize, Range<usize>)>,
}

/// Every loose character: what it is, and the bytes of the file that stand for it. `text` must be valid TOML.
pub(super) fn find(text: &str) -> Vec<(char, Range<usize>)> {
    // Most files hold neither escapes by number nor anything beyond ASCII.
    if text.is_ascii() && !text.contains("\\u") && !text.contains("\\U") {
        return Vec::new();
    }
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let decoded = Decoded::new(text);
    decoded
        .text
        .char_indices()
        .skip_while(|(at, _)| *at < start)
        .filter(|(at, _)| invisible(&decoded.text, *at) == Some(Invisible::Loose))
        .map(|(at, character)| (character, decoded.range(at, character)))
        .collect()
}

impl Decoded {
    fn new(text: &str) -> Self {
        let mut decoded = Self { text: String::with_capacity(text.len()), escapes: Vec::new() };
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            at += match rest.as_bytes()[0] {
                b'#' => decoded.keep(&rest[..rest.find('\n').unwrap_or(rest.len())]),
                b'"' if rest.starts_with("\"\"\"") => decoded.keep("\"\"\"") + decoded.basic(text, at + 3, "\"\"\""),
                b'"' => decoded.keep("\"") + decoded.basic(text, at + 1, "\""),
                b'\'' => decoded.keep(literal(rest)),
                _ => decoded.keep(&rest[..rest.find(['#', '"', '\'']).unwrap_or(rest.len())]),
            };
        }
        decoded
    }

    fn keep(&mut self, part: &str) -> usize {
        self.text.push_str(part);
        part.len()
    }

    /// Takes over a string with escapes, from behind its opening quotes to behind its closing ones; says how long it is.
    fn basic(&mut self, text: &str, start: usize, quotes: &str) -> usize {
        let mut at = start;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            if rest.starts_with(quotes) {
                at += self.keep(quotes);
                break;
            }
            if let Some((character, length)) = escape(rest) {
                self.escapes.push((self.text.len(), at..at + length));
                self.text.push(character);
                at += length;
            } else {
                let mut characters = rest.chars();
                let first = characters.next().map_or(1, char::len_utf8);
                let second = if rest.starts_with('\\') { characters.next().map_or(0, char::len_utf8) } else { 0 };
                at += self.keep(&rest[..first + second]);
            }
        }
        at - start
    }

    /// The bytes of the file that stand for the character at `at`.
    fn range(&self, at: usize, character: char) -> Range<usize> {
        let before = self.escapes.partition_point(|(escape, _)| *escape <= at);
        match before.checked_sub(1).map(|last| &self.escapes[last]) {
            None => at..at + character.len_utf8(),
            Some((escape, range)) if *escape == at => range.clone(),
            Some((escape, range)) => {
                let escaped = self.text[*escape..].chars().next().map_or(0, char::len_utf8);
                let start = range.end + (at - escape - escaped);
                start..start + character.len_utf8()
            }
        }
    }
}

/// A string without escapes, with its quotes.
fn literal(rest: &str) -> &str {
    let quotes = if rest.starts_with("'''") { "'''" } else { "'" };
    let end = rest[quotes.len()..].find(quotes).map_or(rest.len(), |end| end + 2 * quotes.len());
    &rest[..end]
}

/// The character an escape by number stands for, and how long the escape is.
fn escape(rest: &str) -> Option<(char, usize)> {
    let digits = if rest.starts_with("\\u") {
        rest.get(2..6)?
    } else if rest.starts_with("\\U") {
        rest.get(2..10)?
    } else {
        return None;
    };
    let character = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)?;
    Some((character, digits.len() + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(u32, &str)> {
        find(text).into_iter().map(|(character, range)| (u32::from(character), &text[range])).collect()
    }

    #[test]
    fn loose_characters_are_found_raw_and_escaped() {
        assert_eq!(found("a = \"x\u{200b}y\" # c\u{2060}\n"), [(0x200b, "\u{200b}"), (0x2060, "\u{2060}")]);
        assert_eq!(
            found("a = \"ä\\u200By\\U000E0041\u{feff}\""),
            [(0x200b, "\\u200B"), (0xe0041, "\\U000E0041"), (0xfeff, "\u{feff}")]
        );
        assert_eq!(
            found("a = \"\"\"x\\\\u200b \"\" \\u200b\"\"\"\nb = \"\\u200d\""),
            [(0x200b, "\\u200b"), (0x200d, "\\u200d")]
        );
    }

    #[test]
    fn proper_joiners_literals_and_the_byte_order_mark_are_not() {
        assert_eq!(found("\u{feff}a = \"👩\u{200d}👧 \\U0001F469\\u200D\\U0001F467\""), []);
        assert_eq!(found("a = '\\u200b' # \\u200b\nb = '''\\u200b'''"), []);
    }

    #[test]
    fn torn_texts_do_no_harm() {
        for text in ["a = \"\\u20", "a = \"ä\\", "a = '''ä", "a = \"\"\"\u{200b}", "\\U0000200b'"] {
            let _ = find(text);
        }
        for text in ["a = \"\\uD800\"", "a = \"\\uä00\""] {
            assert_eq!(found(text), []);
        }
    }
}
