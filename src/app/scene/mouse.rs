//! What the mouse does: a click puts the focus, a double click opens, the wheel moves, and a note can be dragged.

use std::time::Duration;

use super::Spot;
use crate::app::commands;
use crate::app::dialog::Dialog;
use crate::app::editor::{Editor, Lines};
use crate::app::keymap::Keymap;
use crate::app::screen::{self, Over, Target};
use crate::app::{Cx, Mouse, MouseKind};
use crate::layout::Position;

/// Takes what the mouse did.
pub fn mouse(cx: &mut Cx, keymap: &Keymap, mouse: Mouse) {
    let point = Position { x: mouse.x, y: mouse.y };
    // What lies there is asked before anything goes: a message may cover the keys.
    let spot = match mouse.kind {
        MouseKind::Press | MouseKind::Drag => super::hits(cx.model, keymap).spot_at(point).copied(),
        _ => None,
    };
    // A press on a key that others follow has begun them.
    if mouse.kind != MouseKind::Release {
        cx.model.pending.clear();
    }
    match mouse.kind {
        MouseKind::WheelUp => wheel(cx, if finding(cx) { "finder-up" } else { "up" }),
        MouseKind::WheelDown => wheel(cx, if finding(cx) { "finder-down" } else { "down" }),
        MouseKind::Press => {
            cx.model.messages.go_on();
            press(cx, keymap, point, spot.map(|(_, spot)| spot));
        }
        MouseKind::Drag => {
            let over = match spot {
                Some((rect, Spot::Screen(target))) => Some(Over::new(target, rect, point)),
                _ => None,
            };
            screen::front(cx.model).drag(cx, over);
        }
        MouseKind::Release => screen::front(cx.model).release(cx),
    }
}

fn finding(cx: &Cx) -> bool {
    matches!(cx.model.dialog(), Some(Dialog::Finder(_)))
}

/// A page moves by some lines at once, everything else by one thing.
fn wheel(cx: &mut Cx, id: &str) {
    let notch = if cx.model.dialogs.is_empty() { screen::front(cx.model).notch() } else { 1 };
    for _ in 0..notch {
        commands::run_here(cx, id);
    }
}

/// How long after a press another one at the same place makes it a double click.
const DOUBLE: Duration = Duration::from_millis(400);

fn press(cx: &mut Cx, keymap: &Keymap, point: Position, spot: Option<Spot>) {
    let now = cx.env.now;
    let last = cx.model.last_press.replace((now, point));
    let is_double = last.is_some_and(|(then, there)| there == point && now.saturating_sub(then) <= DOUBLE);
    match spot {
        None | Some(Spot::Question) => {}
        Some(Spot::Overlay) => cx.model.overlay = None,
        Some(Spot::Key(command)) => crate::app::press::run(cx, command, ""),
        Some(Spot::Begin(key)) => crate::app::press::press(cx, keymap, key),
        Some(Spot::Choice(at)) => {
            if let Some(Dialog::Picker(picker)) = cx.model.dialog_mut() {
                picker.cursor = at;
            }
            commands::run_here(cx, "take");
        }
        Some(Spot::Found(at)) => {
            if let Some(Dialog::Finder(finder)) = cx.model.dialog_mut() {
                finder.cursor = at;
            }
            let marks = commands::find("finder-mark").is_some_and(|mark| (mark.availability)(cx.model).is_ok());
            commands::run_here(cx, if marks { "finder-mark" } else { "finder-take" });
        }
        Some(Spot::Field(at)) => choose(cx, at, None),
        Some(Spot::Word(at, word)) => choose(cx, at, Some(word)),
        Some(Spot::Screen(Target::Command(id))) => commands::run_here(cx, id),
        Some(Spot::Screen(target)) => {
            if screen::front(cx.model).press(cx, target, is_double) && is_double {
                commands::run_here(cx, "open");
            }
        }
    }
}

/// A press puts a field of a form in focus, and takes the word it falls on.
fn choose(cx: &mut Cx, at: usize, word: Option<usize>) {
    let Some(Dialog::Form(form)) = cx.model.dialog_mut() else { return };
    form.go_to(at);
    if let Some(field) = form.fields.get_mut(at)
        && let Some((word, _)) = word.and_then(|word| field.words.get(word))
    {
        field.editor = Editor::new(word.clone(), Lines::One);
    }
}
