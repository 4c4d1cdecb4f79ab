//! How a canvas is run with a group, to be read over it.

use ratatui::buffer::Buffer;
use ratatui::widgets::Widget;

use super::pop_up::pop_up;
use crate::app::query::recipe;
use crate::app::scene::{LABEL, RecipeLineKind, overlay_area, overlay_list, recipe_lines};
use crate::layout::{Rect, RectExt as _};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;

/// How the canvas below is run, over the screen.
pub(crate) struct Recipe<'a> {
    /// What it is drawn from.
    pub(crate) cx: Context<'a>,
    /// The first line that is seen.
    pub(crate) top: usize,
}

impl Widget for Recipe<'_> {
    fn render(self, _: Rect, buf: &mut Buffer) {
        let Self { cx, top } = self;
        let words = cx.model.words();
        let area = overlay_area(cx.model);
        pop_up(cx, area, buf);
        let inner = area.inset(2, 1);
        let close = cx.fit(words.say(key!("help.close")), inner.width / 2, Role::Muted);
        let end = buf.put_span_right(inner.right(), inner.y, &close);
        let title = cx.fit(words.say(recipe::title_in_front(cx.model)), end.saturating_sub(inner.x + 1), Role::Title);
        buf.put_span(inner.x, inner.y, &title);
        let list = overlay_list(cx.model);
        let lines = recipe_lines(cx.model);
        for (row, line) in list.rows().zip(lines.iter().skip(top)) {
            let label_role = if line.kind == RecipeLineKind::Step { Role::Focus } else { Role::Muted };
            let columns = if line.text.is_empty() { row.width } else { LABEL - 1 };
            buf.put_span(row.x, row.y, &cx.fit(&line.label, columns, label_role));
            if line.kind == RecipeLineKind::Point {
                buf.put_span(row.x + line.indent.saturating_sub(2), row.y, &cx.fit("-", 1, Role::Muted));
            }
            let role = if line.kind == RecipeLineKind::Head { Role::Title } else { Role::Text };
            let room = row.split_left(line.indent).1;
            cx.fit(&line.text, room.width, role).render(room, buf);
        }
        cx.scroll_bar(lines.len(), usize::from(list.height), top)
            .render(Rect::new(area.right() - 1, list.y, 1, list.height), buf);
    }
}
