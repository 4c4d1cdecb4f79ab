//! The editor behind every field where text is typed: a text, a cursor, and what can be done with them.
//!
//! A step is a grapheme: an accent, a flag or an emoji family is one step for the cursor and for backspace. A line feed
//! always stands alone, also after a carriage return.

mod history;
mod motion;
#[cfg(test)]
mod tests;
mod view;

use std::cell::Cell;
use std::ops::Range;

use history::{Change, History, Run};
pub use motion::Motion;
pub use view::View;

use crate::layout::text::border_from;

/// The longest text the editor takes, in bytes.
pub const MAX_TEXT_BYTES: usize = 1_000_000;

/// Whether a text may have several lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lines {
    /// It may.
    #[default]
    Many,
    /// It may not; a line feed in pasted text becomes a space.
    One,
    /// It may not, and is shown in several rows where it is long.
    Wrapped,
}

/// Why a change was not made. The text is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputRefused {
    /// The text would be longer than [`MAX_TEXT_BYTES`].
    TooLong,
    /// The text has one line only.
    OneLine,
}

/// A text that is being edited.
#[derive(Clone, Debug, Default)]
pub struct Editor {
    text: String,
    cursor: usize,
    lines: Lines,
    /// The column that moving up and down keeps to.
    wished: Option<u16>,
    history: History,
    /// Whether all of it is selected, so that what is put in takes its place.
    selected: bool,
    /// What was seen first when the text was last looked at: a line, or a byte where there is one line only. It moves no
    /// further than the cursor needs, and nothing else depends on it.
    seen: Cell<usize>,
}

impl PartialEq for Editor {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.cursor == other.cursor && self.lines == other.lines
    }
}

impl Editor {
    /// An editor for `text` with the cursor at its end. The text is taken as it is, except that where one line is
    /// allowed its line feeds become spaces.
    #[must_use]
    pub fn new(text: impl Into<String>, lines: Lines) -> Self {
        let mut text = text.into();
        if lines != Lines::Many && text.contains('\n') {
            text = one_line(&text);
        }
        Self { cursor: text.len(), text, lines, ..Self::default() }
    }

    /// The same with all of it selected: what is typed or pasted takes its place, what deletes takes all of it away, and
    /// what moves the cursor keeps it.
    #[must_use]
    pub fn selected(self) -> Self {
        Self { selected: !self.text.is_empty(), ..self }
    }

    /// Whether all of it is selected.
    #[must_use]
    pub fn is_selected(&self) -> bool {
        self.selected
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The byte before which the cursor stands; always a border between graphemes.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Whether the text has one line or many.
    #[must_use]
    pub fn lines(&self) -> Lines {
        self.lines
    }

    /// Puts the cursor before a byte, or at the next border where that is none.
    pub fn set_cursor(&mut self, at: usize) {
        self.cursor = border_from(&self.text, at);
        self.wished = None;
        self.selected = false;
        self.history.seal();
    }

    /// Moves the cursor. Says whether it moved.
    pub fn go(&mut self, motion: Motion) -> bool {
        let from = self.cursor;
        self.set_cursor(motion.target(&self.text, from));
        self.cursor != from
    }

    /// Types one character. A mark joins the grapheme before it, and the cursor stands after both.
    ///
    /// # Errors
    /// Where the text would be too long, or a line feed is typed where there is one line only.
    pub fn type_char(&mut self, character: char) -> Result<(), InputRefused> {
        if matches!(character, '\n' | '\r') {
            return self.new_line();
        }
        self.replace(self.place(), character.encode_utf8(&mut [0; 4]), Run::Typing)
    }

    /// Breaks the line.
    ///
    /// # Errors
    /// Where the text would be too long or may have one line only.
    pub fn new_line(&mut self) -> Result<(), InputRefused> {
        match self.lines {
            // A line that is broken goes on below what stands.
            Lines::Many => {
                self.selected = false;
                self.replace(self.cursor..self.cursor, "\n", Run::Typing)
            }
            Lines::One | Lines::Wrapped => Err(InputRefused::OneLine),
        }
    }

    /// Puts in text from elsewhere as one change. Line ends of other systems become line feeds, and spaces where there is
    /// one line only; everything else stays as it is.
    ///
    /// # Errors
    /// Where the text would be too long.
    pub fn paste(&mut self, text: &str) -> Result<(), InputRefused> {
        let text = self.fitting(text);
        if text.is_empty() {
            return Ok(());
        }
        self.replace(self.place(), &text, Run::Alone)
    }

    /// Puts another text in the place of the whole one, as one change that can be taken back.
    ///
    /// # Errors
    /// Where the text is too long.
    pub fn replace_all(&mut self, text: &str) -> Result<(), InputRefused> {
        let text = self.fitting(text);
        self.replace(0..self.text.len(), &text, Run::Alone)
    }

    /// Deletes from the cursor to where a motion leads: `Left` is backspace, `SpaceLeft` takes a word, `LineStart` and
    /// `LineEnd` the rest of the line. Says whether there was anything.
    pub fn delete(&mut self, motion: Motion) -> bool {
        let target = motion.target(&self.text, self.cursor);
        let range = match self.place() {
            place if place.is_empty() => target.min(self.cursor)..target.max(self.cursor),
            all => all,
        };
        let run = if matches!(motion, Motion::Left | Motion::Right) { Run::Deleting } else { Run::Alone };
        !range.is_empty() && self.replace(range, "", run).is_ok()
    }

    /// Takes the last change back, a word at a time where it was typed. Says whether there was any.
    pub fn undo(&mut self) -> bool {
        let Some(change) = self.history.undo() else { return false };
        self.text.replace_range(change.at..change.at + change.inserted.len(), &change.removed);
        self.selected = false;
        self.cursor = change.before;
        self.wished = None;
        true
    }

    /// Brings back what was taken back last. Says whether there was anything.
    pub fn redo(&mut self) -> bool {
        let Some(change) = self.history.redo() else { return false };
        self.text.replace_range(change.at..change.at + change.removed.len(), &change.inserted);
        self.selected = false;
        self.cursor = change.after;
        self.wished = None;
        true
    }

    /// What the next text takes the place of: all that is selected, or nothing at the cursor.
    fn place(&self) -> Range<usize> {
        if self.selected { 0..self.text.len() } else { self.cursor..self.cursor }
    }

    /// The only place where the text changes, but for undo and redo.
    fn replace(&mut self, range: Range<usize>, with: &str, run: Run) -> Result<(), InputRefused> {
        if self.text.len() - range.len() + with.len() > MAX_TEXT_BYTES && with.len() > range.len() {
            return Err(InputRefused::TooLong);
        }
        let (at, before) = (range.start, self.cursor);
        self.selected = false;
        let removed = self.text[range.clone()].to_owned();
        self.text.replace_range(range, with);
        // What was put in may have joined what stands after it, and what was taken out may have kept things apart.
        self.cursor = border_from(&self.text, at + with.len());
        self.wished = None;
        let change = Change { at, removed, inserted: with.to_owned(), before, after: self.cursor };
        self.history.record(change, run);
        Ok(())
    }

    /// Text from elsewhere with the line ends this editor takes.
    fn fitting(&self, text: &str) -> String {
        let text = line_feeds(text);
        if self.lines == Lines::Many { text } else { one_line(&text) }
    }
}

/// The text with a line feed at every line end.
fn line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The text on one line: a space for every run of line feeds, and none at the end.
fn one_line(text: &str) -> String {
    let mut lines = text.split('\n').filter(|line| !line.is_empty());
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        out.push(' ');
        out.push_str(line);
    }
    out
}
