//! Scroll bars: ratatui's, with a thumb that touches an end only where that end is seen ([`crate::layout::scroll`]).

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Scrollbar, ScrollbarOrientation, ScrollbarState, StatefulWidget as _, Widget};

use crate::layout::scroll::thumb;
use crate::ui::context::Context;
use crate::ui::theme::Role;

/// A scroll bar, drawn only where there is more than is seen.
pub(crate) struct ScrollBar<'a> {
    cx: Context<'a>,
    total: usize,
    visible: usize,
    first: usize,
    is_level: bool,
}

impl<'a> Context<'a> {
    /// A bar down an area, for `visible` of `total`, from `first` on.
    pub(crate) fn scroll_bar(self, total: usize, visible: usize, first: usize) -> ScrollBar<'a> {
        ScrollBar { cx: self, total, visible, first, is_level: false }
    }
}

impl ScrollBar<'_> {
    /// Has the bar lie along a row.
    pub(crate) fn level(self) -> Self {
        Self { is_level: true, ..self }
    }
}

impl Widget for ScrollBar<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let Self { cx, total, visible, first, is_level } = self;
        let (track, [on, off], orientation) = if is_level {
            (area.width, cx.glyphs.gauge, ScrollbarOrientation::HorizontalBottom)
        } else {
            (area.height, cx.glyphs.scroll, ScrollbarOrientation::VerticalRight)
        };
        let Some(thumb) = thumb(track, total, visible, first).filter(|_| !area.is_empty()) else { return };
        // In cells of the bar, the state gives the thumb as it is.
        let mut state = ScrollbarState::new(usize::from(track - thumb.length) + 1)
            .position(usize::from(thumb.start))
            .viewport_content_length(usize::from(thumb.length));
        Scrollbar::new(orientation)
            .begin_symbol(None)
            .end_symbol(None)
            .thumb_symbol(on)
            .track_symbol(Some(off))
            .thumb_style(cx.style(Role::Muted))
            .track_style(cx.style(Role::Border))
            .render(area, buf, &mut state);
    }
}
