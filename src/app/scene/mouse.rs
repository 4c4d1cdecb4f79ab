//! What the mouse does: a click puts the focus, a double click opens, the wheel moves, and a note can be dragged.

use std::time::Duration;

use super::dialog_area;
use crate::app::commands::{self, Command};
use crate::app::dialog::{Dialog, FormField};
use crate::app::editor::{Editor, Lines};
use crate::app::keymap::Keymap;
use crate::app::screen::{self, Target};
use crate::app::{Cx, Mouse, MouseKind};
use crate::layout::text::width;
use crate::layout::{Position, Rect, RectExt as _};

/// Takes what the mouse did.
pub fn mouse(cx: &mut Cx, keymap: &Keymap, mouse: Mouse) {
    cx.model.pending.clear();
    let point = Position { x: mouse.x, y: mouse.y };
    match mouse.kind {
        MouseKind::WheelUp => wheel(cx, if finding(cx) { "finder-up" } else { "up" }),
        MouseKind::WheelDown => wheel(cx, if finding(cx) { "finder-down" } else { "down" }),
        MouseKind::Press => {
            cx.model.messages.go_on();
            match key_at(cx, keymap, point) {
                Some(command) => crate::app::update::run(cx, command, ""),
                None => press(cx, point),
            }
        }
        MouseKind::Drag => {
            let over = under(cx, point);
            screen::front(cx.model).drag(cx, over);
        }
        MouseKind::Release => screen::front(cx.model).release(cx),
    }
}

/// The command whose key stands under a point of the last line.
fn key_at(cx: &Cx, keymap: &Keymap, point: Position) -> Option<&'static Command> {
    let entries = super::footer(cx.model, keymap);
    entries.into_iter().find(|entry| entry.area.contains(point)).map(|entry| entry.command)
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

fn press(cx: &mut Cx, point: Position) {
    let now = cx.env.now;
    let last = cx.model.last_press.replace((now, point));
    let is_double = last.is_some_and(|(then, there)| there == point && now.saturating_sub(then) <= DOUBLE);
    if cx.model.overlay.take().is_some() {
        return;
    }
    if let Some(dialog) = cx.model.dialog() {
        let area = dialog_area(cx.model, dialog);
        if let (Dialog::Finder(finder), list) = (dialog, super::finder_parts(area).list) {
            let at = super::first_choice(finder.cursor, usize::from(list.height))
                + usize::from(point.y.saturating_sub(list.y));
            if list.contains(point) && at < finder.found.len() {
                if let Some(Dialog::Finder(finder)) = cx.model.dialog_mut() {
                    finder.cursor = at;
                }
                let marks = commands::find("finder-mark").is_some_and(|mark| (mark.availability)(cx.model).is_ok());
                commands::run_here(cx, if marks { "finder-mark" } else { "finder-take" });
            }
            return;
        }
        if let Dialog::Form(form) = dialog {
            let fields = super::form_fields(cx.model, form, area.inset(2, 1));
            let at = fields.iter().position(|(name, text)| name.contains(point) || text.contains(point));
            if let (Some(at), Some(Dialog::Form(form))) = (at, cx.model.dialog_mut()) {
                form.focus = at;
                choose_word(&mut form.fields[at], fields[at].1, point);
            }
            return;
        }
        if let Some(at) = choice_at(dialog, area, point) {
            if let Some(Dialog::Picker(pick)) = cx.model.dialog_mut() {
                pick.cursor = at;
            }
            commands::run_here(cx, "take");
        }
        return;
    }
    let Some(target) = under(cx, point) else { return };
    if let Target::Command(id) = target {
        return commands::run_here(cx, id);
    }
    if screen::front(cx.model).press(cx, target, is_double) && is_double {
        commands::run_here(cx, "open");
    }
}

/// What of the screen in front lies under a point.
fn under(cx: &Cx, point: Position) -> Option<Target> {
    screen::front(cx.model).hits(cx.model).at(point).copied()
}

/// A press on one of the words of a field takes it.
fn choose_word(field: &mut FormField, text: Rect, point: Position) {
    let mut x = text.x;
    for (word, name) in &field.words {
        // A word stands between brackets or spaces.
        let next = x.saturating_add(super::small(width(name) + 2));
        if point.y == text.y && (x..next).contains(&point.x) {
            field.editor = Editor::new(word.clone(), Lines::One);
            return;
        }
        x = next;
    }
}

/// Choices stand at the bottom of their box, above its border and the line of space.
fn choice_at(dialog: &Dialog, area: crate::layout::Rect, point: Position) -> Option<usize> {
    let Dialog::Picker(pick) = dialog else { return None };
    let shown = usize::from(area.height.saturating_sub(4)).min(pick.items.len());
    let first_row = area.bottom().checked_sub(2)?.checked_sub(super::small(shown))?;
    let at = usize::from(point.y.checked_sub(first_row)?);
    (area.contains(point) && at < shown).then(|| super::first_choice(pick.cursor, shown) + at)
}
