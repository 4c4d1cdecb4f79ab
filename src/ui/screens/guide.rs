//! The reader: a guide as a page.

use ratatui::buffer::Buffer;
use ratatui::widgets::Widget;

use super::item::item_line;
use crate::app::ProductInfo;
use crate::app::screen::GuideState;
use crate::app::screen::guide::layout::{Page, PageLine, step_number};
use crate::document::{Reply, Verdict};
use crate::layout::{Rect, RectExt as _};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;
use crate::ui::widgets::{origin_badge, title_and_status_bar};

/// A guide.
pub(crate) struct Guide<'a> {
    /// What it is drawn from.
    pub cx: Context<'a>,
    /// Its state.
    pub state: &'a GuideState,
}

impl Widget for Guide<'_> {
    fn render(self, _: Rect, buf: &mut Buffer) {
        let Self { cx, state } = self;
        let title = cx
            .model
            .method()
            .guide(&state.guide)
            .map_or(state.guide.as_str(), |guide| guide.title.get(cx.model.language()));
        let mut path: Vec<&str> = cx.model.current_product().map(ProductInfo::name).into_iter().collect();
        path.push(title);
        path.extend(origin_badge(cx, &state.guide));
        title_and_status_bar(cx, buf, &path);
        let Some(page) = cx.model.layout::<Page>() else { return };
        for (row, line) in page.visible(state.top) {
            draw(cx, &page, state, row, line, buf);
        }
        let area = page.area;
        cx.scroll_bar(page.lines.len(), usize::from(area.height), state.top)
            .render(Rect::new(area.right() + 1, area.y, 1, area.height), buf);
    }
}

fn draw(cx: Context, page: &Page, state: &GuideState, row: Rect, line: &PageLine, buf: &mut Buffer) {
    let indented = |columns: u16| row.split_left(columns).1;
    match line {
        PageLine::Title(text) => {
            cx.fit(text, row.width, Role::Title).render(row, buf);
        }
        PageLine::About(text) => {
            cx.fit(text, row.width, Role::Muted).render(row, buf);
        }
        PageLine::Head(key) => {
            cx.fit(cx.model.words().say(*key), row.width, Role::Title).render(row, buf);
        }
        PageLine::Text(text) => {
            cx.fit(text, row.width, Role::Text).render(row, buf);
        }
        PageLine::Step(number, text) => {
            if let Some(number) = number {
                let (number, before) = step_number(*number);
                buf.put_span(row.x + before, row.y, &cx.fit(&number, 3, Role::Focus));
            }
            let room = indented(4);
            cx.fit(text, room.width, Role::Text).render(room, buf);
        }
        PageLine::Trap(is_first, text) => {
            if *is_first {
                buf.put_glyph(row.x, row.y, "!", cx.style(Role::Warning));
            }
            let room = indented(2);
            cx.fit(text, room.width, Role::Text).render(room, buf);
        }
        PageLine::Criterion(answer, text) => {
            if let Some(answer) = answer {
                let (verdict, role) = match answer {
                    Some(Reply::Yes) => (Some(Verdict::Pass), Role::Success),
                    Some(Reply::No) => (Some(Verdict::Gap), Role::Error),
                    Some(Reply::Unsure) => (Some(Verdict::Partial), Role::Warning),
                    None => (None, Role::Muted),
                };
                buf.put_glyph(row.x, row.y, cx.glyphs.verdict(verdict), cx.style(role));
            }
            let room = indented(2);
            cx.fit(text, room.width, Role::Text).render(room, buf);
        }
        PageLine::Link(at) => {
            if let Some(item) = page.links.get(*at) {
                item_line(cx, item, state.link == Some(*at), row, buf);
            }
        }
        PageLine::Blank => {}
    }
}
