//! The messages of this run, the newest first.

use ratatui::buffer::Buffer;
use ratatui::widgets::Widget;

use super::message_line::tone_of;
use super::pop_up::pop_up;
use crate::app::scene::{message_lines, overlay_area, overlay_list};
use crate::layout::{Rect, RectExt as _};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;

/// The messages of this run, over the screen.
pub(crate) struct Messages<'a> {
    /// What it is drawn from.
    pub cx: Context<'a>,
    /// The first line that is seen.
    pub top: usize,
}

impl Widget for Messages<'_> {
    fn render(self, _: Rect, buf: &mut Buffer) {
        let Self { cx, top } = self;
        let area = overlay_area(cx.model);
        pop_up(cx, area, buf);
        let inner = area.inset(2, 1);
        let end = buf.put_span_right(
            inner.right(),
            inner.y,
            &cx.fit(cx.model.words().say(key!("help.close")), inner.width / 2, Role::Muted),
        );
        buf.put_span(
            inner.x,
            inner.y,
            &cx.fit(cx.model.words().say(key!("help.messages")), end.saturating_sub(inner.x + 1), Role::Title),
        );
        let list = overlay_list(cx.model);
        let lines = message_lines(cx.model);
        for (row, line) in list.rows().zip(lines.iter().skip(top)) {
            let (sign, role) = tone_of(line.tone, cx);
            if line.is_first {
                buf.put_span(row.x, row.y, &cx.fit(sign, 1, role));
            }
            let role = if line.tone == crate::app::Tone::Plain { Role::Text } else { role };
            buf.put_span(row.x + 2, row.y, &cx.fit(&line.text, row.width.saturating_sub(2), role));
        }
        cx.scroll_bar(lines.len(), usize::from(list.height), top)
            .render(Rect::new(area.right() - 1, list.y, 1, list.height), buf);
    }
}
