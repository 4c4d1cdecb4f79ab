//! Where the cursor goes: by grapheme, word, line and text.

use crate::layout::text::{next_border, previous_border};

/// A way to move the cursor that does not depend on how the text is wrapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Motion {
    /// One grapheme back.
    Left,
    /// One grapheme on.
    Right,
    /// To the start of the word, or of the one before.
    WordLeft,
    /// To the end of the word, or of the next one.
    WordRight,
    /// Back to the last space: a word with the signs in and around it.
    SpaceLeft,
    /// To the start of the line, up to the line feed.
    LineStart,
    /// To the end of the line, up to the line feed.
    LineEnd,
    /// To the start of the text.
    TextStart,
    /// To the end of the text.
    TextEnd,
}

impl Motion {
    /// Where it leads from a border of a grapheme; always another border, or the same one where there is no way on.
    #[must_use]
    pub fn target(self, text: &str, from: usize) -> usize {
        match self {
            Self::Left => previous_border(text, from).unwrap_or(0),
            Self::Right => next_border(text, from).unwrap_or(text.len()),
            Self::WordLeft => back(text, back(text, from, |grapheme| !is_word(grapheme)), is_word),
            Self::WordRight => forth(text, forth(text, from, |grapheme| !is_word(grapheme)), is_word),
            Self::SpaceLeft => back(text, back(text, from, is_space), |grapheme| !is_space(grapheme)),
            Self::LineStart => text[..from].rfind('\n').map_or(0, |feed| feed + 1),
            Self::LineEnd => text[from..].find('\n').map_or(text.len(), |feed| from + feed),
            Self::TextStart => 0,
            Self::TextEnd => text.len(),
        }
    }
}

/// Back over graphemes for as long as they are such.
///
/// The borders of a line are found from its start, for finding them from its end takes longer the longer a run of flags
/// is.
fn back(text: &str, mut at: usize, such: impl Fn(&str) -> bool) -> usize {
    loop {
        let start = Motion::LineStart.target(text, at);
        let mut borders = vec![start];
        while let Some(next) = borders.last().and_then(|last| next_border(text, *last)).filter(|next| *next < at) {
            borders.push(next);
        }
        borders.retain(|border| *border < at);
        for before in borders.into_iter().rev() {
            if !such(&text[before..at]) {
                return at;
            }
            at = before;
        }
        if at == 0 || !such("\n") {
            return at;
        }
        at -= 1;
    }
}

/// On over graphemes for as long as they are such.
fn forth(text: &str, mut at: usize, such: impl Fn(&str) -> bool) -> usize {
    while let Some(next) = next_border(text, at)
        && such(&text[at..next])
    {
        at = next;
    }
    at
}

fn is_word(grapheme: &str) -> bool {
    grapheme.chars().next().is_some_and(|character| character.is_alphanumeric() || character == '_')
}

fn is_space(grapheme: &str) -> bool {
    grapheme.chars().next().is_some_and(char::is_whitespace)
}
