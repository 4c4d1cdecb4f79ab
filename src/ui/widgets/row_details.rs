//! What is said of the row in focus, set off by a line: beside the rows where they begin at the left, else below them.

use ratatui::buffer::Buffer;
use ratatui::widgets::{Borders, Widget as _};

use crate::i18n::SentenceKey;
use crate::layout::{Rect, RectExt as _};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;

/// One thing that is said: key of its label in the catalogue, if it has one, then the text and what it is.
pub(crate) type Said = (Option<SentenceKey>, String, Role);

/// Draws what is said into an area. Below the rows, labels take `columns`; beside them they stand above their texts. What
/// does not fit is left out from the end.
pub(crate) fn row_details(cx: Context, area: Rect, said: Vec<Said>, columns: u16, buf: &mut Buffer) {
    let beside = area.x > 0;
    let inner = set_off(cx, area, beside, buf);
    let mut y = inner.y;
    for (label, text, role) in said {
        let room = |x: u16, y: u16| Rect {
            x,
            y,
            width: inner.right().saturating_sub(x),
            height: inner.bottom().saturating_sub(y),
        };
        if y >= inner.bottom() {
            break;
        }
        let Some(label) = label else {
            y += cx.wrap(&text, role).draw(room(inner.x, y), buf) + u16::from(beside);
            continue;
        };
        if beside {
            buf.put_span(inner.x, y, &cx.fit(cx.model.words().say(label), inner.width, Role::Muted));
            y += 1 + cx.wrap(&text, role).draw(room(inner.x, y + 1), buf) + 1;
        } else {
            buf.put_span(inner.x, y, &cx.fit(cx.model.words().say(label), columns.saturating_sub(1), Role::Muted));
            y += cx.wrap(&text, role).draw(room(inner.x + columns, y), buf);
        }
    }
}

/// Draws the line between the rows and what is said, and gives back what is left.
fn set_off(cx: Context, area: Rect, beside: bool, buf: &mut Buffer) -> Rect {
    if beside {
        cx.block(false, Role::Border).borders(Borders::LEFT).render(area.split_left(1).1, buf);
        return Rect { x: area.x + 3, width: area.width.saturating_sub(4), ..area };
    }
    let inner = area.inset(1, 0);
    cx.block(false, Role::Border).borders(Borders::TOP).render(inner, buf);
    Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..inner }
}
