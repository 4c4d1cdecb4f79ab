//! A screen that is too small to work on.

use ratatui::buffer::Buffer;
use ratatui::widgets::Widget;

use crate::app::scene::SMALLEST;
use crate::layout::Rect;
use crate::ui::context::Context;
use crate::ui::theme::Role;

/// Too few columns or rows to work: says how many are needed.
pub(crate) struct TooSmall<'a> {
    /// What it is drawn from.
    pub cx: Context<'a>,
}

impl Widget for TooSmall<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let Self { cx } = self;
        let sentence = sentence!("canvas.too-small", columns = SMALLEST.0, rows = SMALLEST.1);
        cx.wrap(&cx.model.words().tell(&sentence), Role::Text).render(area, buf);
    }
}
