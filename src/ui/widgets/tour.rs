//! The strip of the tour, below the screen: what to do next, in one sentence.

use crate::app::Model;
use crate::app::commands;
use crate::app::keymap::Keymap;
use crate::app::scene::keys_text;
use crate::app::tour::{Step, Tour};
use crate::i18n::Sentence;
use crate::layout::{Rect, RectExt as _};
use crate::ui::paint::Painter;
use crate::ui::theme::Role;

/// Draws the strip into an area that the screen has left to it.
pub fn tour(model: &Model, keymap: &Keymap, area: Rect, paint: &mut Painter) {
    let Some((step, done)) = model.tour().step(model) else { return };
    if area.is_empty() {
        return;
    }
    paint.fill(area, Role::Surface);
    let room = area.inset(1, 0);
    let (signs, leave) = (signs(done, paint), leave(model, keymap));
    let is_one_row = area.height == 1;
    let last = room.bottom() - 1;
    let end = paint.text_right(room.right(), last, room.width / 2, &leave, Role::Muted);
    let taken = paint.text(room.x, last, end.saturating_sub(room.x), &signs, Role::Accent) + 2;
    let text = if is_one_row {
        Rect { x: room.x + taken, width: end.saturating_sub(room.x + taken + 2), ..room }
    } else {
        room.split_bottom(1).0
    };
    paint.paragraph(text, &told(model, keymap, step), Role::Title);
}

/// A sign for every step: done, to do now, still to come.
fn signs(done: usize, paint: &Painter) -> String {
    let [full, now, empty] = paint.glyphs.stations;
    (0..Tour::count())
        .map(|at| match at.cmp(&done) {
            std::cmp::Ordering::Less => full,
            std::cmp::Ordering::Equal => now,
            std::cmp::Ordering::Greater => empty,
        })
        .collect()
}

/// What to do, with the keys as they are bound.
fn told(model: &Model, keymap: &Keymap, step: &Step) -> String {
    let mut sentence = Sentence::new(step.sentence);
    for id in step.commands {
        sentence = sentence.with(id, key_of(model, keymap, id));
    }
    model.words().tell(&sentence)
}

/// The first key of a command, wherever it works; its title where it has none.
fn key_of(model: &Model, keymap: &Keymap, id: &str) -> String {
    let Some(command) = commands::find(id) else { return String::new() };
    let keys = command.scopes.iter().find_map(|scope| keymap.keys_of(command, *scope).next());
    keys.map_or_else(|| commands::title(model.words(), command).to_owned(), |keys| keys_text(model, keys))
}

fn leave(model: &Model, keymap: &Keymap) -> String {
    model.words().tell(&Sentence::new("tour.leave").with("tour", key_of(model, keymap, "tour")))
}
