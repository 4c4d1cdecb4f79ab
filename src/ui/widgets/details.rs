//! What is said of the row in focus, set off by a line: beside the rows where they begin at the left, else below them.

use crate::i18n::Catalogue;
use crate::layout::{Rect, RectExt as _};
use crate::ui::paint::Painter;
use crate::ui::theme::Role;

/// One thing that is said: key of its label in the catalogue, empty for none, then the text and what it is.
pub type Said = (&'static str, String, Role);

/// Draws what is said into an area. Below the rows, labels take `columns`; beside them they stand above their texts. What
/// does not fit is left out from the end.
pub fn details(words: &Catalogue, area: Rect, said: Vec<Said>, columns: u16, paint: &mut Painter) {
    let beside = area.x > 0;
    let inner = set_off(area, beside, paint);
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
        if label.is_empty() {
            y += paint.paragraph(room(inner.x, y), &text, role) + u16::from(beside);
        } else if beside {
            paint.text(inner.x, y, inner.width, words.say(label), Role::Muted);
            y += 1 + paint.paragraph(room(inner.x, y + 1), &text, role) + 1;
        } else {
            paint.text(inner.x, y, columns.saturating_sub(1), words.say(label), Role::Muted);
            y += paint.paragraph(room(inner.x + columns, y), &text, role);
        }
    }
}

/// Draws the line between the rows and what is said, and gives back what is left.
fn set_off(area: Rect, beside: bool, paint: &mut Painter) -> Rect {
    if beside {
        for y in area.y..area.bottom() {
            paint.sign(area.x + 1, y, paint.glyphs.frame[5], paint.style(Role::Border));
        }
        return Rect { x: area.x + 3, width: area.width.saturating_sub(4), ..area };
    }
    let inner = area.inset(1, 0);
    for x in inner.x..inner.right() {
        paint.sign(x, area.y, paint.glyphs.frame[4], paint.style(Role::Border));
    }
    Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..inner }
}
