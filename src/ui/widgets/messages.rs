//! The messages of this run, the newest first.

use super::chrome::tone_of;
use crate::app::Model;
use crate::app::scene::{message_lines, overlay_area, overlay_list};
use crate::layout::RectExt as _;
use crate::ui::paint::Painter;
use crate::ui::theme::Role;

/// Draws them over the screen, from line `top` on.
pub fn messages(model: &Model, top: usize, paint: &mut Painter) {
    let area = overlay_area(model);
    paint.fill(area, Role::Raised);
    paint.frame(area, false, paint.style(Role::Accent));
    let inner = area.inset(2, 1);
    let end = paint.text_right(inner.right(), inner.y, inner.width / 2, model.words().say("help.close"), Role::Muted);
    paint.text(inner.x, inner.y, end.saturating_sub(inner.x + 1), model.words().say("help.messages"), Role::Title);
    let list = overlay_list(model);
    let lines = message_lines(model);
    for (row, line) in list.rows().zip(lines.iter().skip(top)) {
        let (sign, role) = tone_of(line.tone, paint);
        if line.is_first {
            paint.text(row.x, row.y, 1, sign, role);
        }
        let role = if line.tone == crate::app::Tone::Plain { Role::Text } else { role };
        paint.text(row.x + 2, row.y, row.width.saturating_sub(2), &line.text, role);
    }
    paint.scroll_bar(area.right() - 1, list.y, list.height, lines.len(), usize::from(list.height), top);
}
