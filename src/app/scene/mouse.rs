//! What the mouse does: a click puts the focus, a double click opens, the wheel moves, and a note can be dragged.

use std::sync::Arc;
use std::time::Duration;

use super::{dialog_area, grid, section_list};
use crate::app::bindings::Bindings;
use crate::app::commands::{self, Command};
use crate::app::dialog::{Dialog, FormField};
use crate::app::editor::{Editor, Lines};
use crate::app::screens::{Drag, Mode, Row, Screen, rows_of, sections_of};
use crate::app::{Mouse, MouseKind, Turn};
use crate::document::Id;
use crate::layout::strip::Scroll;
use crate::layout::text::width;
use crate::layout::{Point, Rect};

/// Takes what the mouse did.
pub fn mouse(turn: &mut Turn, bindings: &Bindings, mouse: Mouse) {
    turn.model.pending.clear();
    let point = Point { x: mouse.x, y: mouse.y };
    match mouse.kind {
        MouseKind::WheelUp => wheel(turn, if finding(turn) { "finder-up" } else { "up" }),
        MouseKind::WheelDown => wheel(turn, if finding(turn) { "finder-down" } else { "down" }),
        MouseKind::Press => {
            turn.model.messages.go_on();
            match key_at(turn, bindings, point) {
                Some(command) => crate::app::update::run(turn, command, ""),
                None => press(turn, point),
            }
        }
        MouseKind::Drag => drag(turn, point),
        MouseKind::Release => release(turn),
    }
}

/// The command whose key stands under a point of the last line.
fn key_at(turn: &Turn, bindings: &Bindings, point: Point) -> Option<&'static Command> {
    let entries = super::footer(turn.model, bindings);
    entries.into_iter().find(|entry| entry.area.contains(point)).map(|entry| entry.command)
}

fn finding(turn: &Turn) -> bool {
    matches!(turn.model.dialogs.last(), Some(Dialog::Finder(_)))
}

/// Lines a page moves when the wheel turns by a notch.
const NOTCH: usize = 3;

/// A page moves by some lines at once, everything else by one thing.
fn wheel(turn: &mut Turn, id: &str) {
    let is_page = matches!(turn.model.screen(), Screen::Guide(_)) && turn.model.dialogs.is_empty();
    for _ in 0..if is_page { NOTCH } else { 1 } {
        run(turn, id);
    }
}

pub(super) fn run(turn: &mut Turn, id: &str) {
    let Some(command) = commands::find(id) else { return };
    if commands::scopes(turn.model).iter().any(|scope| command.scopes.contains(scope)) {
        match (command.can)(turn.model) {
            Ok(()) => (command.run)(turn, ""),
            Err(reason) => turn.warn(reason),
        }
    }
}

/// How long after a press another one at the same place makes it a double click.
const DOUBLE: Duration = Duration::from_millis(400);

fn press(turn: &mut Turn, point: Point) {
    let now = turn.world.now;
    let last = turn.model.last_press.replace((now, point));
    let is_double = last.is_some_and(|(then, there)| there == point && now.saturating_sub(then) <= DOUBLE);
    if turn.model.overlay.take().is_some() {
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
                let marks = commands::find("finder-mark").is_some_and(|mark| (mark.can)(turn.model).is_ok());
                run(turn, if marks { "finder-mark" } else { "finder-take" });
            }
            return;
        }
        if let Dialog::Form(form) = dialog {
            let fields = super::form_fields(turn.model, form, area.inset(2, 1));
            let at = fields.iter().position(|(name, text)| name.contains(point) || text.contains(point));
            if let (Some(at), Some(Dialog::Form(form))) = (at, turn.model.dialogs.last_mut()) {
                form.focus = at;
                choose_word(&mut form.fields[at], fields[at].1, point);
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
        Screen::Canvas(state) if state.editing.is_none() => canvas(turn, point, is_double),
        Screen::Checklist(_) => checklist(turn, point, is_double),
        Screen::Station(_) => {
            let opens = super::station::press(turn, point) && is_double;
            if opens {
                run(turn, "open");
            }
        }
        Screen::Network(_) => {
            if super::network::press(turn, point) && is_double {
                run(turn, "open");
            }
        }
        Screen::Guide(_) => {
            let Some(link) = super::link_at(turn.model, point) else { return };
            if let Some(Screen::Guide(state)) = turn.model.screens.last_mut() {
                state.link = Some(link);
            }
            if is_double {
                run(turn, "open");
            }
        }
        Screen::Welcome(_) | Screen::Map(_) => {
            let Some(at) = super::listed_at(turn.model, point) else { return super::map::press(turn, point) };
            match turn.model.screens.last_mut() {
                Some(Screen::Welcome(state)) => state.cursor = at,
                Some(Screen::Map(state)) => state.item = at,
                _ => {}
            }
            if is_double {
                run(turn, "open");
            }
        }
        Screen::Canvas(_) | Screen::Trouble(_) => {}
    }
}

/// A press on one of the words of a field takes it.
fn choose_word(field: &mut FormField, text: Rect, point: Point) {
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

/// The mouse moves with a note: shows where it would go.
fn drag(turn: &mut Turn, point: Point) {
    let target = target(turn, point);
    if let Some(Screen::Canvas(state)) = turn.model.screens.last_mut()
        && let Some(drag) = &mut state.drag
    {
        drag.target = target;
    }
}

/// Where the notes that the mouse holds would go if they were let go here.
fn target(turn: &Turn, point: Point) -> Option<(usize, Option<Id>)> {
    let (state, doc, canvas) = turn.model.canvas()?;
    let drag = state.drag.as_ref()?;
    if let Some(section) = super::strip_at(turn.model, point).filter(|section| *section != state.section) {
        return Some((section, last_of(turn, section)));
    }
    let (section, over) = under(turn, point)?;
    let Some(over) = over.filter(|over| !drag.ids.contains(over)) else {
        return (section != state.section).then(|| (section, last_of(turn, section)));
    };
    let first = canvas.position(*drag.ids.first()?)?;
    // A note that goes up takes the place of the one under the mouse, one that goes down follows it.
    let goes_up = section == state.section && canvas.position(over)? < first;
    let id = sections_of(doc, &turn.model.method).get(section)?.id;
    debug_assert_eq!(canvas.section_of(over), Some(id));
    Some((section, if goes_up { canvas.before(over) } else { Some(over) }))
}

fn last_of(turn: &Turn, section: usize) -> Option<Id> {
    let (_, doc, canvas) = turn.model.canvas()?;
    let view = sections_of(doc, &turn.model.method).into_iter().nth(section)?;
    canvas.order(view.id).last().copied()
}

/// The mouse lets go.
fn release(turn: &mut Turn) {
    let drag = turn.model.canvas_state_mut().and_then(|state| state.drag.take());
    match drag {
        Some(Drag { ids, target: Some((section, after)), .. }) => commands::drop_notes(turn, &ids, section, after),
        Some(Drag { opens: true, .. }) => run(turn, "edit-note"),
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

fn canvas(turn: &mut Turn, point: Point, is_double: bool) {
    let strip = super::strip_at(turn.model, point).map(|section| (section, None));
    let Some((section, note)) = strip.or_else(|| under(turn, point)) else { return };
    let method = Arc::clone(&turn.model.method);
    let Some(Screen::Canvas(state)) = turn.model.screens.last_mut() else { return };
    let Some(doc) = turn.model.docs.get(&state.file) else { return };
    if state.section != section {
        state.go_to_section(doc, &method, section);
    }
    if let Some(note) = note {
        state.note = Some(note);
        let ids = if state.selection.contains(&note) { state.selection.clone() } else { vec![note] };
        state.drag = doc.is_writable().then_some(Drag { ids, target: None, opens: is_double });
    }
    if is_double && note.is_none() && state.mode == Mode::Grid {
        run(turn, "open");
    }
}

/// The section and the note under a point.
fn under(turn: &Turn, point: Point) -> Option<(usize, Option<Id>)> {
    let state = turn.model.canvas_state()?;
    let section = match state.mode {
        Mode::Grid => grid(turn.model)?.at(point)?,
        _ => state.section,
    };
    let list = if section == state.section { section_list(turn.model) } else { super::grid_list(turn.model, section) };
    let note = list.and_then(|list| {
        let scroll = if section == state.section { state.scroll } else { Scroll::default() };
        let placed = list.visible(scroll).into_iter().find(|placed| placed.rect.contains(point))?;
        list.order.get(placed.index).copied()
    });
    Some((section, note))
}

fn checklist(turn: &mut Turn, point: Point, is_double: bool) {
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
        state.item = Some(item.id.clone());
        if is_double {
            run(turn, "open");
        }
    }
}
