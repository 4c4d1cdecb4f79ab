//! What was found by a search, in its surroundings: whole, and between what stands before and behind it.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Borders, Widget as _};

use crate::app::index::Key;
use crate::app::normalize;
use crate::app::query::surroundings::{Neighbour, surroundings};
use crate::layout::{Rect, RectExt as _, wrap};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;

/// The columns of bar and sign, and of a number with the space behind it.
const SIGNS: u16 = 3;
const NUMBER: u16 = 6;

/// Draws what was found, set off from the list by a line.
pub(crate) fn draw(cx: Context, key: Key, words: &[String], area: Rect, is_beside: bool, buf: &mut Buffer) {
    let Some(all) = surroundings(cx.model, key, words).filter(|_| !area.is_empty()) else { return };
    let border = if is_beside { Borders::LEFT } else { Borders::TOP };
    cx.block(false, Role::Border).borders(border).render(area, buf);
    let room = if is_beside { area.split_left(2).1 } else { area.split_top(1).1 };
    let used = if is_beside { cx.wrap(&all.place, Role::Muted).draw(room.split_top(2).0, buf) + 1 } else { 0 };
    let (_, mut room) = room.split_top(used);
    let hit: u16 = all.hit.iter().map(|text| height(text, room.width)).fold(0, u16::saturating_add);
    // Half of what is left stands before it, as far as there is something.
    let left = room.height.saturating_sub(hit);
    let behind: u16 = all.after.iter().map(|text| height(text, room.width).min(most(is_beside))).sum();
    let mut before = left.saturating_sub(behind.min(left / 2 + left % 2));
    let mut first = all.before.len();
    while first > 0 {
        let rows = height(&all.before[first - 1], room.width).min(most(is_beside));
        if rows > before {
            break;
        }
        before -= rows;
        first -= 1;
    }
    for text in &all.before[first..] {
        room = neighbour(cx, text, room, is_beside, buf);
    }
    for text in &all.hit {
        room = found(cx, text, words, room, buf);
    }
    for text in &all.after {
        room = neighbour(cx, text, room, is_beside, buf);
    }
}

/// The most rows of a neighbour.
const fn most(is_beside: bool) -> u16 {
    if is_beside { 3 } else { 1 }
}

/// The columns a text has.
fn columns(text: &Neighbour, width: u16) -> u16 {
    width.saturating_sub(SIGNS + if text.number.is_empty() { 0 } else { NUMBER })
}

fn height(text: &Neighbour, width: u16) -> u16 {
    wrap::height(&text.text, columns(text, width).max(1))
}

/// Draws a neighbour, stepped back, and gives back the rows that are left.
fn neighbour(cx: Context, text: &Neighbour, area: Rect, is_beside: bool, buf: &mut Buffer) -> Rect {
    let rows = height(text, area.width).min(most(is_beside));
    let (row, rest) = area.split_top(rows);
    head(cx, text, row, Role::Muted, buf);
    let columns = columns(text, row.width);
    cx.wrap(&text.text, Role::Muted).draw(Rect { x: row.x + SIGNS, width: columns, ..row }, buf);
    rest
}

/// Draws what was found on the ground of its kind, with the words that were searched for standing out.
fn found(cx: Context, text: &Neighbour, words: &[String], area: Rect, buf: &mut Buffer) -> Rect {
    let (rows, rest) = area.split_top(height(text, area.width));
    if let Some(kind) = text.kind {
        let look = cx.theme.note(kind);
        buf.fill(rows, look.ground);
        for row in rows.rows() {
            buf.put_glyph(row.x, row.y, cx.glyphs.bar, look.bar);
        }
    }
    head(cx, text, rows, Role::Text, buf);
    let inner = Rect { x: rows.x + SIGNS, width: columns(text, rows.width), ..rows };
    cx.wrap(&text.text, if text.kind.is_some() { Role::Title } else { Role::Text }).draw(inner, buf);
    let marks = normalize::marks(&text.text, words);
    let strong = Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
    for (line, row) in wrap::wrap(&text.text, inner.width.max(1)).iter().zip(inner.rows()) {
        let mut x = row.x;
        for cell in line.cells(&text.text) {
            if marks.iter().any(|mark| mark.contains(&cell.range.start)) {
                buf.set_style(Rect::new(x, row.y, cell.width, 1).intersection(row), strong);
            }
            x = x.saturating_add(cell.width);
        }
    }
    rest
}

/// The sign of a note at the left, and its number at the right.
fn head(cx: Context, text: &Neighbour, row: Rect, role: Role, buf: &mut Buffer) {
    let Some(kind) = text.kind.filter(|_| !row.is_empty()) else { return };
    buf.put_span(row.x + 1, row.y, &cx.fit(cx.glyphs.kind(kind), 1, role));
    buf.put_span_right(row.right().saturating_sub(1), row.y, &cx.fit(&text.number, NUMBER - 1, Role::Muted));
}
