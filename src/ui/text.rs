//! Where text becomes spans, and nowhere else: nothing a file holds reaches a cell but through here, as characters that can
//! be seen. ratatui passes on what it is given, escape sequences included, and drops control characters without a word;
//! what is shown for them says [`crate::document::text`], and how many marks a letter may carry [`crate::layout::text`].

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;
use ratatui::widgets::Widget;

use super::buffer::BufferExt as _;
use crate::layout::text::{Ellipsis, shown_line, truncate, width};
use crate::layout::wrap::wrap;

/// A text as it is shown on one line.
pub(crate) fn visible<'a>(content: impl Into<Cow<'a, str>>, style: Style) -> Span<'a> {
    let content = match content.into() {
        Cow::Borrowed(content) => shown_line(content),
        Cow::Owned(content) => Cow::Owned(shown_line(&content).into_owned()),
    };
    Span { content, style }
}

/// The same in at most `columns`: what does not fit is cut with an ellipsis.
pub(crate) fn fitted<'a>(content: impl Into<Cow<'a, str>>, columns: u16, ellipsis: Ellipsis, style: Style) -> Span<'a> {
    let content = content.into();
    if width(&content) <= usize::from(columns) {
        return visible(content, style);
    }
    Span { content: Cow::Owned(truncate(&content, usize::from(columns), ellipsis)), style }
}

/// A span on its own, whatever it was made from.
pub(crate) fn owned(span: Span<'_>) -> Span<'static> {
    Span { content: Cow::Owned(span.content.into_owned()), style: span.style }
}

/// A text over several rows, broken at words by [`wrap`], which knows of every byte on which row it is; what does not fit
/// is cut with an ellipsis.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WrappedText<'a> {
    /// The text.
    pub content: &'a str,
    /// Its style.
    pub style: Style,
    /// How it ends where it is cut.
    pub ellipsis: Ellipsis,
}

impl WrappedText<'_> {
    /// Draws it, and gives back the rows it took.
    pub(crate) fn draw(self, area: Rect, buf: &mut Buffer) -> u16 {
        if area.is_empty() {
            return 0;
        }
        let lines = wrap(self.content, area.width);
        let shown = lines.len().min(usize::from(area.height));
        for (row, line) in (area.y..).zip(&lines[..shown]) {
            let is_cut = usize::from(row - area.y) + 1 == shown && shown < lines.len();
            let span = if is_cut {
                // What follows on further lines follows here after a space.
                let rest = self.content[line.range.start..].replace('\n', " ");
                Span { content: Cow::Owned(truncate(&rest, usize::from(area.width), self.ellipsis)), style: self.style }
            } else {
                Span { content: line.shown(self.content), style: self.style }
            };
            buf.put_span(area.x, row, &span);
        }
        u16::try_from(shown).unwrap_or(u16::MAX)
    }
}

impl Widget for WrappedText<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        self.draw(area, buf);
    }
}
