//! The strip of the tour, below the screen: what to do next, in one sentence.

use ratatui::buffer::Buffer;
use ratatui::widgets::Widget;

use crate::app::commands;
use crate::app::key_names::keys_text;
use crate::app::tour::{Step, Tour};
use crate::i18n::Sentence;
use crate::layout::{Rect, RectExt as _};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;

/// The strip of the tour, in an area that the screen has left to it.
pub(crate) struct TourStrip<'a> {
    /// What it is drawn from.
    pub cx: Context<'a>,
}

impl Widget for TourStrip<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let Self { cx } = self;
        let Some((step, done)) = cx.model.tour().step(cx.model) else { return };
        if area.is_empty() {
            return;
        }
        buf.fill(area, cx.style(Role::Surface));
        let room = area.inset(1, 0);
        let (signs, leave) = (signs(done, cx), leave(cx));
        let is_one_row = area.height == 1;
        let last = room.bottom() - 1;
        let end = buf.put_span_right(room.right(), last, &cx.fit(&leave, room.width / 2, Role::Muted));
        let taken = buf.put_span(room.x, last, &cx.fit(&signs, end.saturating_sub(room.x), Role::Accent)) + 2;
        let text = if is_one_row {
            Rect { x: room.x + taken, width: end.saturating_sub(room.x + taken + 2), ..room }
        } else {
            room.split_bottom(1).0
        };
        cx.wrap(&told(cx, step), Role::Title).render(text, buf);
    }
}

/// A sign for every step: done, to do now, still to come.
fn signs(done: usize, cx: Context) -> String {
    let [full, now, empty] = cx.glyphs.stations;
    (0..Tour::count())
        .map(|at| match at.cmp(&done) {
            std::cmp::Ordering::Less => full,
            std::cmp::Ordering::Equal => now,
            std::cmp::Ordering::Greater => empty,
        })
        .collect()
}

/// What to do, with the keys as they are bound.
fn told(cx: Context, step: &Step) -> String {
    let mut sentence = Sentence::new(step.sentence);
    for id in step.commands {
        sentence = sentence.with(id, key_of(cx, id));
    }
    cx.model.words().tell(&sentence)
}

/// The first key of a command, wherever it works; its title where it has none.
fn key_of(cx: Context, id: &str) -> String {
    let Some(command) = commands::find(id) else { return String::new() };
    let keys = command.scopes.iter().find_map(|scope| cx.keymap.keys_of(command, *scope).next());
    keys.map_or_else(|| commands::title(cx.model.words(), command).to_owned(), |keys| keys_text(cx.model, keys))
}

fn leave(cx: Context) -> String {
    cx.model.words().tell(&sentence!("tour.leave", tour = key_of(cx, "tour")))
}
