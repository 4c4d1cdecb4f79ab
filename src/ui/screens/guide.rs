//! The reader: a guide as a page.

use super::item::item_line;
use crate::app::keymap::Keymap;
use crate::app::scene::{self, Page, PageLine};
use crate::app::screens::GuideState;
use crate::app::{Model, ProductInfo};
use crate::document::{Reply, Verdict};
use crate::layout::{Rect, RectExt as _};
use crate::ui::Cursor;
use crate::ui::paint::Painter;
use crate::ui::theme::Role;
use crate::ui::widgets::{chrome, whose};

/// Draws a guide.
pub fn guide(model: &Model, keymap: &Keymap, state: &GuideState, paint: &mut Painter, _: Rect) -> Cursor {
    let title =
        model.method().guide(&state.guide).map_or(state.guide.as_str(), |guide| guide.title.get(model.language()));
    let mut path: Vec<&str> = model.current_product().map(ProductInfo::name).into_iter().collect();
    path.push(title);
    path.extend(whose(model, &state.guide));
    chrome(model, keymap, paint, &path);
    let page = scene::page(model, state)?;
    for (row, line) in page.visible(state.top) {
        draw((model, keymap), &page, state, row, line, paint);
    }
    let area = page.area;
    paint.scroll_bar(area.right() + 1, area.y, area.height, page.lines.len(), usize::from(area.height), state.top);
    None
}

fn draw(
    (model, keymap): (&Model, &Keymap),
    page: &Page,
    state: &GuideState,
    row: Rect,
    line: &PageLine,
    paint: &mut Painter,
) {
    let indented = |columns: u16| row.split_left(columns).1;
    match line {
        PageLine::Title(text) => {
            paint.text(row.x, row.y, row.width, text, Role::Title);
        }
        PageLine::About(text) => {
            paint.text(row.x, row.y, row.width, text, Role::Muted);
        }
        PageLine::Head(key) => {
            paint.text(row.x, row.y, row.width, model.words().say(key), Role::Accent);
        }
        PageLine::Text(text) => {
            paint.text(row.x, row.y, row.width, text, Role::Text);
        }
        PageLine::Step(number, text) => {
            if let Some(number) = number {
                let (number, before) = scene::step_number(*number);
                paint.text(row.x + before, row.y, 3, &number, Role::Focus);
            }
            let room = indented(4);
            paint.text(room.x, room.y, room.width, text, Role::Text);
        }
        PageLine::Trap(is_first, text) => {
            if *is_first {
                paint.sign(row.x, row.y, "!", paint.style(Role::Warning));
            }
            let room = indented(2);
            paint.text(room.x, room.y, room.width, text, Role::Text);
        }
        PageLine::Criterion(answer, text) => {
            if let Some(answer) = answer {
                let (verdict, role) = match answer {
                    Some(Reply::Yes) => (Some(Verdict::Pass), Role::Success),
                    Some(Reply::No) => (Some(Verdict::Gap), Role::Error),
                    Some(Reply::Unsure) => (Some(Verdict::Partial), Role::Warning),
                    None => (None, Role::Muted),
                };
                paint.sign(row.x, row.y, paint.glyphs.verdict(verdict), paint.style(role));
            }
            let room = indented(2);
            paint.text(room.x, room.y, room.width, text, Role::Text);
        }
        PageLine::Link(at) => {
            if let Some(item) = page.links.get(*at) {
                item_line(model, keymap, item, state.link == Some(*at), row, paint);
            }
        }
        PageLine::Blank => {}
    }
}
