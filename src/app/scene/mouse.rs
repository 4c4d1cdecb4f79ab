//! What the mouse does: a click puts the focus, a second one opens, the wheel moves.

use std::sync::Arc;

use super::{dialog_area, grid, section_list};
use crate::app::commands;
use crate::app::dialog::Dialog;
use crate::app::screens::{Mode, Row, Screen, rows_of};
use crate::app::{Mouse, MouseKind, Turn};
use crate::document::Id;
use crate::layout::Point;

/// Takes what the mouse did.
pub fn mouse(turn: &mut Turn, mouse: Mouse) {
    turn.model.pending.clear();
    let point = Point { x: mouse.x, y: mouse.y };
    match mouse.kind {
        MouseKind::WheelUp => run(turn, if finding(turn) { "finder-up" } else { "up" }),
        MouseKind::WheelDown => run(turn, if finding(turn) { "finder-down" } else { "down" }),
        MouseKind::Press => press(turn, point),
        MouseKind::Release | MouseKind::Drag => {}
    }
}

fn finding(turn: &Turn) -> bool {
    matches!(turn.model.dialogs.last(), Some(Dialog::Finder(_)))
}

fn run(turn: &mut Turn, id: &str) {
    let Some(command) = commands::find(id) else { return };
    if commands::scopes(turn.model).iter().any(|scope| command.scopes.contains(scope)) {
        match (command.can)(turn.model) {
            Ok(()) => (command.run)(turn, ""),
            Err(reason) => turn.warn(reason),
        }
    }
}

fn press(turn: &mut Turn, point: Point) {
    if turn.model.help.is_some() {
        turn.model.help = None;
        return;
    }
    if let Some(dialog) = turn.model.dialogs.last() {
        let area = dialog_area(turn.model, dialog);
        if let (Dialog::Finder(finder), list) = (dialog, super::finder_parts(area).list) {
            let at = super::first_choice(finder.cursor, usize::from(list.height))
                + usize::from(point.y.saturating_sub(list.y));
            if list.contains(point) && at < finder.found.len() {
                if let Some(Dialog::Finder(finder)) = turn.model.dialogs.last_mut() {
                    finder.cursor = at;
                }
                run(turn, "finder-take");
            }
            return;
        }
        if let Some(at) = choice_at(dialog, area, point) {
            if let Some(Dialog::Pick(pick)) = turn.model.dialogs.last_mut() {
                pick.cursor = at;
            }
            run(turn, "take");
        }
        return;
    }
    match turn.model.screen() {
        Screen::Canvas(state) if state.editing.is_none() => canvas(turn, point),
        Screen::Checklist(_) => checklist(turn, point),
        _ => {}
    }
}

/// Choices stand at the bottom of their box, above its border and the line of space.
fn choice_at(dialog: &Dialog, area: crate::layout::Rect, point: Point) -> Option<usize> {
    let Dialog::Pick(pick) = dialog else { return None };
    let shown = usize::from(area.height.saturating_sub(4)).min(pick.items.len());
    let first_row = area.bottom().checked_sub(2)?.checked_sub(super::small(shown))?;
    let at = usize::from(point.y.checked_sub(first_row)?);
    (area.contains(point) && at < shown).then(|| super::first_choice(pick.cursor, shown) + at)
}

fn canvas(turn: &mut Turn, point: Point) {
    let Some((section, note)) = under(turn, point) else { return };
    let method = Arc::clone(&turn.model.method);
    let Some(Screen::Canvas(state)) = turn.model.screens.last_mut() else { return };
    let Some(doc) = turn.model.docs.get(&state.file) else { return };
    let again = state.section == section && (note.is_none() || state.note == note);
    if state.section != section {
        state.go_to_section(doc, &method, section);
    }
    state.note = note.or(state.note);
    if again && (note.is_some() || state.mode == Mode::Grid) {
        run(turn, "open");
    }
}

/// The section and the note under a point.
fn under(turn: &Turn, point: Point) -> Option<(usize, Option<Id>)> {
    let state = turn.model.canvas_state()?;
    let section = match state.mode {
        Mode::Grid => {
            let scene = grid(turn.model)?;
            (0..scene.count).find(|section| scene.outside(*section).is_some_and(|rect| rect.contains(point)))?
        }
        _ => state.section,
    };
    let note = (section == state.section).then(|| {
        let list = section_list(turn.model)?;
        let placed = list.visible(state.scroll).into_iter().find(|placed| placed.rect.contains(point))?;
        list.order.get(placed.index).copied()
    });
    Some((section, note.flatten()))
}

fn checklist(turn: &mut Turn, point: Point) {
    let area = super::checklist_rows(turn.model);
    if !area.contains(point) {
        return;
    }
    let method = Arc::clone(&turn.model.method);
    let Some(Screen::Checklist(state)) = turn.model.screens.last_mut() else { return };
    let Some(doc) = turn.model.docs.get(&state.file) else { return };
    let (Some(list), Some(template)) = (doc.checklist(), doc.checklist_template(&method)) else { return };
    let rows = rows_of(state, list, template);
    if let Some(Row::Item(item)) = rows.get(state.top + usize::from(point.y - area.y)) {
        let again = state.item.as_ref() == Some(&item.id);
        state.item = Some(item.id.clone());
        if again {
            run(turn, "open");
        }
    }
}
