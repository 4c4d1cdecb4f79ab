//! What hangs on a note and is shown below its text: its open question, where it comes from, and what it is related to.

use super::list::List;
use crate::app::{relations, sources};
use crate::document::Note;
use crate::layout::wrap;

/// From how many columns on words say how a note is related to another.
const WORDS_FROM: u16 = 50;
/// The most rows of what a note is related to.
const RELATION_CAP: u16 = 3;
/// The most rows of an open question.
const QUESTION_CAP: u16 = 3;
impl List<'_> {
    /// Whether nothing was made of a note, though something should have been.
    #[must_use]
    pub fn is_loose(&self, note: &Note) -> bool {
        self.loose(note).is_some()
    }

    /// The rule that a note breaks of which nothing was made.
    #[must_use]
    pub fn loose(&self, note: &Note) -> Option<&'static str> {
        sources::loose(self.model, self.doc, self.canvas, note)
    }

    /// The text of the first note that this one is related to, whichever of the two refers to the other, and how many more
    /// there are; and whether it leads nowhere. Where there is room, words say how.
    #[must_use]
    pub fn relation(&self, note: &Note, columns: u16) -> Option<(String, bool)> {
        let (first, count) = relations::first(self.model, &self.doc.product, note)?;
        let has_words = (columns >= WORDS_FROM || first.is_back) && !first.is_broken();
        let mut text = first.text(self.model);
        if has_words {
            text = format!("{}: {text}", self.model.words.say(first.key()));
        }
        if count > 1 {
            text = format!("{text} +{}", count - 1);
        }
        Some((text, first.is_broken()))
    }

    /// Rows for what stands beside the text of a note, `columns` wide: its question, and where it comes from.
    #[must_use]
    pub fn beside(&self, note: &Note, columns: u16) -> u16 {
        if self.look.is_grid_line() || self.distant {
            return 0;
        }
        let question = note.question.as_ref().map_or(0, |question| question_rows(question, columns));
        let relation = self.relation(note, columns).map_or(0, |(text, _)| relation_rows(&text, columns));
        question + u16::from(has_details(note)) + relation + u16::from(self.is_loose(note))
    }
}

/// Rows of an open question, with the sign before it.
#[must_use]
pub fn question_rows(question: &str, columns: u16) -> u16 {
    wrap::height(question, columns.saturating_sub(2).max(1)).min(QUESTION_CAP)
}

/// Rows of what a note is related to, with the sign before it.
#[must_use]
pub fn relation_rows(text: &str, columns: u16) -> u16 {
    wrap::height(text, columns.saturating_sub(2).max(1)).min(RELATION_CAP)
}

/// Whether a note has a line with its basis, its source and its name.
#[must_use]
pub fn has_details(note: &Note) -> bool {
    note.basis.is_some() || note.source.is_some() || note.by.is_some()
}
