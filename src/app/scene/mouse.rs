//! What the mouse does: a click puts the focus, a double click opens, the wheel moves, and a note can be dragged.

use std::sync::Arc;
use std::time::Duration;

use super::{dialog_area, grid, section_list};
use crate::app::commands::{self, Command};
use crate::app::dialog::{Dialog, FormField};
use crate::app::editor::{Editor, Lines};
use crate::app::keymap::Keymap;
use crate::app::screens::{Drag, Mode, Row, Screen, rows_of, sections_of};
use crate::app::{Cx, Mouse, MouseKind};
use crate::document::Id;
use crate::layout::strip::Scroll;
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
        MouseKind::Drag => drag(cx, point),
        MouseKind::Release => release(cx),
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

/// Lines a page moves when the wheel turns by a notch.
const NOTCH: usize = 3;

/// A page moves by some lines at once, everything else by one thing.
fn wheel(cx: &mut Cx, id: &str) {
    let is_page = matches!(cx.model.screen(), Screen::Guide(_)) && cx.model.dialogs.is_empty();
    for _ in 0..if is_page { NOTCH } else { 1 } {
        run(cx, id);
    }
}

pub(super) fn run(cx: &mut Cx, id: &str) {
    let Some(command) = commands::find(id) else { return };
    if commands::scopes(cx.model).iter().any(|scope| command.scopes.contains(scope)) {
        match (command.can)(cx.model) {
            Ok(()) => (command.run)(cx, ""),
            Err(reason) => cx.warn(reason),
        }
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
                let marks = commands::find("finder-mark").is_some_and(|mark| (mark.can)(cx.model).is_ok());
                run(cx, if marks { "finder-mark" } else { "finder-take" });
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
            run(cx, "take");
        }
        return;
    }
    match cx.model.screen() {
        Screen::Canvas(state) if state.editing.is_none() => canvas(cx, point, is_double),
        Screen::Checklist(_) => checklist(cx, point, is_double),
        Screen::Station(_) => {
            let opens = super::station::press(cx, point) && is_double;
            if opens {
                run(cx, "open");
            }
        }
        Screen::Network(_) => {
            if super::network::press(cx, point) && is_double {
                run(cx, "open");
            }
        }
        Screen::Guide(_) => {
            let Some(link) = super::link_at(cx.model, point) else { return };
            if let Some(Screen::Guide(state)) = cx.model.screens.last_mut() {
                state.link = Some(link);
            }
            if is_double {
                run(cx, "open");
            }
        }
        Screen::Welcome(_) | Screen::Map(_) => {
            let Some(at) = super::listed_at(cx.model, point) else { return super::map::press(cx, point) };
            match cx.model.screens.last_mut() {
                Some(Screen::Welcome(state)) => state.cursor = at,
                Some(Screen::Map(state)) => state.item = at,
                _ => {}
            }
            if is_double {
                run(cx, "open");
            }
        }
        Screen::Canvas(_) | Screen::Trouble(_) => {}
    }
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

/// The mouse moves with a note: shows where it would go.
fn drag(cx: &mut Cx, point: Position) {
    let target = target(cx, point);
    if let Some(Screen::Canvas(state)) = cx.model.screens.last_mut()
        && let Some(drag) = &mut state.drag
    {
        drag.target = target;
    }
}

/// Where the notes that the mouse holds would go if they were let go here.
fn target(cx: &Cx, point: Position) -> Option<(usize, Option<Id>)> {
    let (state, doc, canvas) = cx.model.canvas()?;
    let drag = state.drag.as_ref()?;
    if let Some(section) = super::strip_at(cx.model, point).filter(|section| *section != state.section) {
        return Some((section, last_of(cx, section)));
    }
    let (section, over) = under(cx, point)?;
    let Some(over) = over.filter(|over| !drag.ids.contains(over)) else {
        return (section != state.section).then(|| (section, last_of(cx, section)));
    };
    let first = canvas.position(*drag.ids.first()?)?;
    // A note that goes up takes the place of the one under the mouse, one that goes down follows it.
    let goes_up = section == state.section && canvas.position(over)? < first;
    let id = sections_of(doc, &cx.model.method).get(section)?.id;
    debug_assert_eq!(canvas.section_of(over), Some(id));
    Some((section, if goes_up { canvas.before(over) } else { Some(over) }))
}

fn last_of(cx: &Cx, section: usize) -> Option<Id> {
    let (_, doc, canvas) = cx.model.canvas()?;
    let view = sections_of(doc, &cx.model.method).into_iter().nth(section)?;
    canvas.order(view.id).last().copied()
}

/// The mouse lets go.
fn release(cx: &mut Cx) {
    let drag = cx.model.canvas_state_mut().and_then(|state| state.drag.take());
    match drag {
        Some(Drag { ids, target: Some((section, after)), .. }) => commands::drop_notes(cx, &ids, section, after),
        Some(Drag { opens: true, .. }) => run(cx, "edit-note"),
        _ => {}
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

fn canvas(cx: &mut Cx, point: Position, is_double: bool) {
    let strip = super::strip_at(cx.model, point).map(|section| (section, None));
    let Some((section, note)) = strip.or_else(|| under(cx, point)) else { return };
    let method = Arc::clone(&cx.model.method);
    let Some(Screen::Canvas(state)) = cx.model.screens.last_mut() else { return };
    let Some(doc) = cx.model.docs.get(&state.file) else { return };
    if state.section != section {
        state.go_to_section(doc, &method, section);
    }
    if let Some(note) = note {
        state.note = Some(note);
        let ids = if state.selection.contains(&note) { state.selection.clone() } else { vec![note] };
        state.drag = doc.is_writable().then_some(Drag { ids, target: None, opens: is_double });
    }
    if is_double && note.is_none() && state.mode == Mode::Grid {
        run(cx, "open");
    }
}

/// The section and the note under a point.
fn under(cx: &Cx, point: Position) -> Option<(usize, Option<Id>)> {
    let state = cx.model.canvas_state()?;
    let section = match state.mode {
        Mode::Grid => grid(cx.model)?.at(point)?,
        _ => state.section,
    };
    let list = if section == state.section { section_list(cx.model) } else { super::grid_list(cx.model, section) };
    let note = list.and_then(|list| {
        let scroll = if section == state.section { state.scroll } else { Scroll::default() };
        let placed = list.visible(scroll).into_iter().find(|placed| placed.rect.contains(point))?;
        list.order.get(placed.index).copied()
    });
    Some((section, note))
}

fn checklist(cx: &mut Cx, point: Position, is_double: bool) {
    let area = super::checklist_rows(cx.model);
    if !area.contains(point) {
        return;
    }
    let method = Arc::clone(&cx.model.method);
    let Some(Screen::Checklist(state)) = cx.model.screens.last_mut() else { return };
    let Some(doc) = cx.model.docs.get(&state.file) else { return };
    let (Some(list), Some(template)) = (doc.checklist(), doc.checklist_template(&method)) else { return };
    let rows = rows_of(state, list, template);
    if let Some(Row::Item(item)) = rows.get(state.top + usize::from(point.y - area.y)) {
        state.item = Some(item.id.clone());
        if is_double {
            run(cx, "open");
        }
    }
}
