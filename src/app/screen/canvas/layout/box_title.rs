//! The title of a section in the border of its box.

use crate::app::Model;
use crate::app::scene::small;
use crate::app::screen::canvas::SectionView;
use crate::layout::wrap::{Line, wrap};

/// The most lines of a section's title.
const TITLE_LINES: usize = 3;

/// The title of a section in its border: it begins in the top edge and goes on inside where it is long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoxTitle {
    /// The number of the section.
    pub number: String,
    text: String,
    lines: Vec<Line>,
    highlight: bool,
}

impl BoxTitle {
    /// The title of a section, from 0, in a box that wide.
    #[must_use]
    pub fn new(model: &Model, section: usize, view: &SectionView, width: u16) -> Self {
        let number = (section + 1).to_string();
        let highlight = view.template.is_some_and(|template| template.highlight);
        let mut text = view.title(model.language()).to_owned();
        if highlight {
            // What stands for the sign keeps to the last word.
            text.push_str("\u{a0}*");
        }
        // The corners, and a space before and behind the number.
        let lines = wrap(&text, width.saturating_sub(4 + small(number.len())).max(1));
        Self { number, text, lines, highlight }
    }

    /// How many columns stand before the title: the number with a space on both sides.
    #[must_use]
    pub fn indent(&self) -> u16 {
        small(self.number.len()) + 2
    }

    /// How many of its lines stand inside the box.
    #[must_use]
    pub fn below(&self) -> u16 {
        small(self.lines.len().min(TITLE_LINES)).saturating_sub(1)
    }

    /// Its lines, with the sign of a highlighted section; what is beyond the last one belongs to that.
    #[must_use]
    pub fn lines(&self, sign: &str) -> Vec<String> {
        let shown = self.lines.len().min(TITLE_LINES);
        let mut lines: Vec<String> = Vec::with_capacity(shown);
        for (at, line) in self.lines.iter().take(shown).enumerate() {
            let is_last = at + 1 == shown;
            let text = if is_last { &self.text[line.range.start..] } else { line.content(&self.text) };
            lines.push(match (self.highlight && is_last, text.strip_suffix('*')) {
                (true, Some(title)) => format!("{}{sign}", title.replace('\u{a0}', " ")),
                _ => text.to_owned(),
            });
        }
        lines
    }
}
