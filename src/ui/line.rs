//! Lines that are put together from the left, while there is room.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::context::{Context, Styling};
use crate::layout::text::width;

/// A line of at most so many columns. What is added beyond them is cut, and what follows then is left out.
pub(crate) struct LineBuilder<'a> {
    cx: Context<'a>,
    line: Line<'a>,
    taken: u16,
    columns: u16,
}

impl<'a> Context<'a> {
    /// A line that texts are added to, in at most `columns`.
    pub(crate) fn line(self, columns: u16) -> LineBuilder<'a> {
        LineBuilder { cx: self, line: Line::default(), taken: 0, columns }
    }
}

impl<'a> LineBuilder<'a> {
    /// Adds a text.
    pub(crate) fn push(self, content: impl Into<Cow<'a, str>>, style: impl Styling) -> Self {
        let room = self.room();
        self.push_in(content, room, style)
    }

    /// Adds a text in at most `columns`.
    pub(crate) fn push_in(mut self, content: impl Into<Cow<'a, str>>, columns: u16, style: impl Styling) -> Self {
        let span = self.cx.fit(content, columns.min(self.room()), style);
        self.taken = self.taken.saturating_add(u16::try_from(width(&span.content)).unwrap_or(u16::MAX));
        self.line.push_span(span);
        self
    }

    /// Leaves columns as they are.
    pub(crate) fn gap(mut self, columns: u16) -> Self {
        const BLANKS: &str = "                                ";
        let blanks = &BLANKS[..usize::from(columns.min(self.room())).min(BLANKS.len())];
        self.taken = self.taken.saturating_add(columns);
        self.line.push_span(Span::raw(blanks));
        self
    }

    /// The columns that are left.
    pub(crate) fn room(&self) -> u16 {
        self.columns.saturating_sub(self.taken)
    }
}

impl Widget for LineBuilder<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        self.line.render(area, buf);
    }
}
