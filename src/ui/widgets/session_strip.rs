//! The strip of a session, below every screen but its own: which stop it is at, what is left, when it ends.

use ratatui::buffer::Buffer;
use ratatui::widgets::Widget;

use crate::app::session::glance::{Glance, kind_name, minutes_and_seconds, title};
use crate::layout::{Rect, RectExt as _};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;
use crate::workshop::clock::Warning;

/// The strip of a session, in an area that the screen has left to it.
pub(crate) struct SessionStrip<'a> {
    /// What it is drawn from.
    pub cx: Context<'a>,
}

impl Widget for SessionStrip<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let Self { cx } = self;
        let Some(glance) = Glance::of(cx.model) else { return };
        if area.is_empty() {
            return;
        }
        buf.fill(area, cx.style(Role::Raised));
        let room = area.inset(1, 0);
        let words = cx.model.words();
        let ends = words.tell(&sentence!("session.ends", time = glance.ends.format("%H:%M").to_string()));
        let end = buf.put_span_right(room.right(), room.y, &cx.fit(&ends, room.width / 3, Role::Muted));
        let (left, role) = left(cx, &glance);
        // The clock has a place of its own, so that nothing moves when its digits do.
        let clock = end.saturating_sub(CLOCK);
        buf.put_span(clock, room.y, &cx.fit(&left, end.saturating_sub(clock + 1), role));
        let (stop, stops) = glance.stop;
        let at = words.tell(&sentence!("session.stop", stop = stop, stops = stops));
        let x = room.x + buf.put_span(room.x, room.y, &cx.fit(&at, room.width / 4, Role::Muted)) + 2;
        let (name, kind) = (title(cx.model, glance.block), kind_name(cx.model, glance.block));
        let text = if name.starts_with(kind) { name } else { format!("{name} {} {kind}", cx.glyphs.dot) };
        buf.put_span(x, room.y, &cx.fit(&text, clock.saturating_sub(x + 1), Role::Title));
    }
}

/// The columns of what is left.
const CLOCK: u16 = 18;

/// What is left of the block, with its sign and its word.
pub(crate) fn left(cx: Context, glance: &Glance) -> (String, Role) {
    let words = cx.model.words();
    let time = minutes_and_seconds(glance.left);
    if glance.is_paused {
        return (format!("{time} {}", words.say(key!("session.paused"))), Role::Muted);
    }
    let [soon, now] = cx.glyphs.time;
    match glance.warning {
        Warning::None => (format!("{time} {}", words.say(key!("session.left"))), Role::TimerCalm),
        Warning::Soon => (format!("{soon} {time} {}", words.say(key!("session.left"))), Role::TimerWarning),
        Warning::Now => (format!("{now} {time} {}", words.say(key!("session.left"))), Role::TimerWarning),
        Warning::Over => (format!("{now} {time} {}", words.say(key!("session.over"))), Role::TimerOver),
    }
}
