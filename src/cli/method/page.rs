//! An entry of a list of the method, and the page on which everything about it stands.

use serde::Serialize;

use super::super::output::{Line, Tone};
use super::super::words::Words;
use super::super::wrap::wrap;

/// Something the method lists.
pub(super) trait Entry {
    /// The entry as JSON gives it.
    type View: Serialize;
    /// The id people and files name it by.
    fn id(&self) -> &str;
    /// Whether `word` names the entry.
    fn is(&self, word: &str) -> bool {
        self.id() == word
    }
    /// One line about it.
    fn title(&self, words: &Words) -> String;
    /// Everything about it, for programs.
    fn view(&self, words: &Words) -> Self::View;
    /// Everything about it, for reading.
    fn page(&self, page: &mut Page);
}

/// A page that is being written.
pub(super) struct Page<'a> {
    pub(super) words: &'a Words,
    pub(super) width: usize,
    pub(super) lines: Vec<Line>,
}

impl Page<'_> {
    /// The title of the page, and under it the id.
    pub(super) fn title(&mut self, title: &str, id: &str) {
        self.lines.push(Line::of(Tone::Strong, title));
        self.lines.push(Line::of(Tone::Muted, id));
    }

    /// A heading after an empty line.
    pub(super) fn heading(&mut self, text: &str) {
        self.lines.push(Line::default());
        self.lines.push(Line::of(Tone::Strong, text));
    }

    /// A paragraph, `indent` columns in.
    pub(super) fn text(&mut self, indent: usize, text: &str) {
        for line in wrap(text, self.width.saturating_sub(indent)) {
            self.lines.push(Line::plain(" ".repeat(indent)).and(Tone::Plain, line));
        }
    }

    /// A paragraph after the word that says what it is; nothing where there is no text.
    pub(super) fn labelled(&mut self, indent: usize, key: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        let label = self.words.look_up(&format!("cli.method.label.{key}"));
        self.named(indent, &label, text);
    }

    /// A paragraph after its label, which stands alone where there is no text.
    pub(super) fn named(&mut self, indent: usize, label: &str, text: &str) {
        let paragraph = format!("{label}: {text}");
        for (at, line) in wrap(paragraph.trim_end(), self.width.saturating_sub(indent)).iter().enumerate() {
            let lead = if at == 0 { " ".repeat(indent) } else { " ".repeat(indent + 2) };
            self.lines.push(Line::plain(lead).and(Tone::Plain, line));
        }
    }

    /// An empty line.
    pub(super) fn gap(&mut self) {
        self.lines.push(Line::default());
    }
}
