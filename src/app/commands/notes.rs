//! Commands on notes: add, edit, delete, select, cut, copy, put, reorder, move, group.

use std::collections::HashSet;

use super::change::{delete_notes, new_notes, number_of, numbers, unit, units};
use super::{Command, Scope, can_change_note, clipboard, has_note, typing, writable};
use crate::app::dialog::{Choice, Pick, Purpose};
use crate::app::screens::sections_of;
use crate::app::{DraftTarget, Effect, Model, Turn};
use crate::document::{Field, Id, Note};
use crate::i18n::Sentence;

const CANVAS: &[Scope] = &[Scope::Canvas];

pub(super) const ROWS: &[Command] = &[
    Command::new("add-note", CANVAS, &["a"], |turn, _| add(turn, false)).footer().only_if(writable),
    Command::new("add-note-here", CANVAS, &["A"], |turn, _| add(turn, true)).only_if(writable),
    Command::new("edit-note", CANVAS, &["e"], |turn, _| edit(turn)).footer().only_if(can_change_note),
    Command::new("delete", CANVAS, &["d", "delete"], |turn, _| delete(turn)).footer().only_if(can_change_note),
    Command::new("select", CANVAS, &["space"], |turn, _| select(turn)).footer().only_if(has_note),
    Command::new("select-all", CANVAS, &["*"], |turn, _| select_all(turn)).only_if(has_note),
    Command::new("cut", CANVAS, &["x"], |turn, _| cut(turn)).only_if(can_change_note),
    Command::new("copy", CANVAS, &["y"], |turn, _| copy(turn)).only_if(has_note),
    Command::new("put", CANVAS, &["p"], |turn, _| put(turn)).only_if(can_put),
    Command::new("move-up", CANVAS, &["K", "alt-up", "shift-up"], |turn, _| shift(turn, false))
        .only_if(can_change_note),
    Command::new("move-down", CANVAS, &["J", "alt-down", "shift-down"], |turn, _| shift(turn, true))
        .only_if(can_change_note),
    Command::new("move-to-section", CANVAS, &["m"], |turn, _| move_to(turn)).footer().only_if(can_change_note),
    Command::new("group", CANVAS, &[">"], |turn, _| group(turn)).only_if(can_group),
    Command::new("ungroup", CANVAS, &["<"], |turn, _| ungroup(turn)).only_if(can_ungroup),
];

/// The file, the section in focus and the chosen notes of the canvas in front.
fn here(model: &Model) -> Option<(String, String, Vec<Id>)> {
    let (state, doc, canvas) = model.canvas()?;
    Some((doc.file.clone(), state.section_id(doc, &model.method)?, state.chosen(canvas)))
}

fn add(turn: &mut Turn, here_exactly: bool) {
    let Some((state, doc, canvas)) = turn.model.canvas() else { return };
    let Some(section) = state.section_id(doc, &turn.model.method) else { return };
    let last = canvas.order(&section).last().copied();
    let after = if here_exactly { state.note.or(last) } else { last };
    typing::begin(turn, DraftTarget::New { section, after }, "");
}

pub(super) fn edit(turn: &mut Turn) {
    let Some((state, _, canvas)) = turn.model.canvas() else { return };
    let Some(note) = state.note.and_then(|id| canvas.note(id)) else { return };
    let (id, text) = (note.id, note.text.clone());
    typing::begin(turn, DraftTarget::Field { id, field: Field::Text }, &text);
}

fn delete(turn: &mut Turn) {
    let Some((file, _, ids)) = here(turn.model) else { return };
    let said =
        Sentence::new("message.deleted").with("count", ids.len()).with("numbers", numbers(turn.model, &file, &ids));
    turn.change(&file, Some(said), |plan| delete_notes(plan, &ids));
    clear_selection(turn);
}

fn clear_selection(turn: &mut Turn) {
    if let Some(state) = turn.model.canvas_state_mut() {
        state.selection.clear();
    }
}

fn select(turn: &mut Turn) {
    let Some((state, doc, canvas)) = turn.model.canvas() else { return };
    let Some(id) = state.note else { return };
    let next = state
        .section_id(doc, &turn.model.method)
        .and_then(|section| canvas.order(&section).get(canvas.position(id)? + 1).copied());
    if let Some(state) = turn.model.canvas_state_mut() {
        match state.selection.iter().position(|other| *other == id) {
            Some(at) => {
                state.selection.remove(at);
            }
            None => state.selection.push(id),
        }
        state.note = next.or(Some(id));
    }
}

fn select_all(turn: &mut Turn) {
    let Some((state, doc, canvas)) = turn.model.canvas() else { return };
    let Some(section) = state.section_id(doc, &turn.model.method) else { return };
    let order = canvas.order(&section).to_vec();
    if let Some(state) = turn.model.canvas_state_mut() {
        let (selected, own): (HashSet<Id>, HashSet<Id>) =
            (state.selection.iter().copied().collect(), order.iter().copied().collect());
        let all_selected = own.is_subset(&selected);
        state.selection.retain(|id| !own.contains(id));
        if !all_selected {
            state.selection.extend(order);
        }
    }
}

fn copy(turn: &mut Turn) {
    let Some((file, _, ids)) = here(turn.model) else { return };
    turn.effects.push(Effect::Copy { text: clipboard::notes(turn.model) });
    take(turn, &file, &ids);
    let said =
        Sentence::new("message.copied").with("count", ids.len()).with("numbers", numbers(turn.model, &file, &ids));
    clear_selection(turn);
    turn.say(said);
}

fn cut(turn: &mut Turn) {
    let Some((file, _, ids)) = here(turn.model) else { return };
    take(turn, &file, &ids);
    let said = Sentence::new("message.cut").with("count", ids.len()).with("numbers", numbers(turn.model, &file, &ids));
    turn.change(&file, Some(said), |plan| delete_notes(plan, &ids));
    clear_selection(turn);
}

/// Keeps notes to put them elsewhere.
fn take(turn: &mut Turn, file: &str, ids: &[Id]) {
    let Some(canvas) = turn.model.docs.get(file).and_then(|doc| doc.canvas()) else { return };
    turn.model.clipboard = ids.iter().filter_map(|id| canvas.note(*id)).map(|note| Note::clone(note)).collect();
}

fn can_put(model: &Model) -> Result<(), Sentence> {
    writable(model)?;
    if model.clipboard.is_empty() { Err(Sentence::new("reason.nothing-to-put")) } else { Ok(()) }
}

/// Puts the kept notes after the one in focus. A note whose id is still free keeps it, so that what refers to a note
/// that was cut still finds it; a copy gets an id of its own.
fn put(turn: &mut Turn) {
    let Some((state, doc, canvas)) = turn.model.canvas() else { return };
    let (file, after) = (doc.file.clone(), state.note);
    let Some(section) = state.section_id(doc, &turn.model.method) else { return };
    let after =
        after.filter(|id| canvas.section_of(*id) == Some(&section)).or_else(|| canvas.order(&section).last().copied());
    let taken = |model: &Model, id: Id| {
        model.docs.values().any(|doc| doc.canvas().is_some_and(|canvas| canvas.note(id).is_some()))
    };
    let kept = turn.model.clipboard.clone();
    let ids: Vec<(Id, Id)> =
        kept.iter().map(|note| (note.id, if taken(turn.model, note.id) { turn.draw_id() } else { note.id })).collect();
    let new_id = |old: Id| ids.iter().find(|(before, _)| *before == old).map(|(_, now)| *now);
    let notes: Vec<Note> = kept
        .into_iter()
        .map(|mut note| {
            note.under = note.under.and_then(new_id);
            note.id = new_id(note.id).unwrap_or(note.id);
            note
        })
        .collect();
    let first = notes.first().map(|note| note.id);
    let said = Sentence::new("message.put").with("count", notes.len());
    if turn.change(&file, Some(said), |plan| new_notes(plan, &section, after, notes)) {
        focus(turn, first);
    }
}

fn focus(turn: &mut Turn, note: Option<Id>) {
    if let Some(state) = turn.model.canvas_state_mut()
        && note.is_some()
    {
        state.note = note;
    }
}

/// Moves the chosen notes one place up or down within their section; a group moves as one.
fn shift(turn: &mut Turn, down: bool) {
    let Some((file, section, ids)) = here(turn.model) else { return };
    let Some(canvas) = turn.model.docs.get(&file).and_then(|doc| doc.canvas()) else { return };
    let order = canvas.order(&section);
    let moving = units(canvas, &ids);
    let places = || moving.iter().filter_map(|id| canvas.position_in(&section, *id));
    let (Some(first), Some(last)) = (places().min(), places().max()) else { return };
    let child = ids.len() == 1 && canvas.note(ids[0]).is_some_and(|note| note.under.is_some());
    // The neighbour to pass: a whole group, unless the note moves within its own.
    let target = if down {
        let Some(next) = order.get(last + 1) else { return turn.warn(Sentence::new("message.is-last")) };
        let passed = if child { *next } else { unit(canvas, *next).last().copied().unwrap_or(*next) };
        Some(passed)
    } else {
        let Some(before) = first.checked_sub(1) else { return turn.warn(Sentence::new("message.is-first")) };
        let head = order[before];
        let head = canvas.note(head).and_then(|note| note.under).filter(|_| !child).unwrap_or(head);
        canvas.position_in(&section, head).and_then(|at| at.checked_sub(1)).map(|at| order[at])
    };
    turn.change(&file, None, |plan| {
        let mut after = target;
        for id in &moving {
            plan.relocate(*id, &section, after);
            after = Some(*id);
        }
    });
}

fn move_to(turn: &mut Turn) {
    let Some((file, section, ids)) = here(turn.model) else { return };
    let Some(doc) = turn.model.docs.get(&file) else { return };
    let language = turn.model.language();
    let items = sections_of(doc, &turn.model.method)
        .iter()
        .enumerate()
        .filter(|(_, view)| view.template.is_some() && view.id != section)
        .map(|(at, view)| Choice::numbered(at + 1, view.title(language), view.id))
        .collect();
    let title =
        Sentence::new("dialog.move.title").with("count", ids.len()).with("numbers", numbers(turn.model, &file, &ids));
    turn.model.dialogs.push(Pick::new(title, items, Purpose::MoveTo { file, ids }).into());
}

/// With a selection: groups the selected notes under the one in focus. Without: the one in focus under the one above.
fn grouping(model: &Model) -> Option<(String, Id, Vec<Id>)> {
    let (state, doc, canvas) = model.canvas()?;
    let focus = state.note?;
    let root =
        |id: Id| canvas.note(id).and_then(|note| note.under).filter(|id| canvas.note(*id).is_some()).unwrap_or(id);
    let (head, members) = if state.selection.is_empty() {
        (root(canvas.before(focus)?), vec![focus])
    } else {
        let chosen = state.chosen(canvas);
        // The note in focus may be past the last selected one; then the first selected one is the head.
        let head = if state.selection.contains(&focus) || chosen.len() == 1 { focus } else { chosen[0] };
        (root(head), chosen)
    };
    let section = canvas.section_of(head)?;
    let members: Vec<Id> = units(canvas, &members)
        .into_iter()
        .filter(|id| *id != head && canvas.section_of(*id) == Some(section))
        .filter(|id| canvas.note(*id).is_some_and(|note| note.under != Some(head)))
        .collect();
    (!members.is_empty()).then(|| (doc.file.clone(), head, members))
}

fn can_group(model: &Model) -> Result<(), Sentence> {
    can_change_note(model)?;
    grouping(model).map(|_| ()).ok_or_else(|| Sentence::new("reason.nothing-to-group"))
}

fn group(turn: &mut Turn) {
    let Some((file, head, members)) = grouping(turn.model) else { return };
    let Some(canvas) = turn.model.docs.get(&file).and_then(|doc| doc.canvas()) else { return };
    let Some(section) = canvas.section_of(head).map(str::to_owned) else { return };
    let last = unit(canvas, head).into_iter().rfind(|id| !members.contains(id)).unwrap_or(head);
    let number = number_of(turn.model, &file, head).unwrap_or_default();
    let said = Sentence::new("message.grouped").with("count", members.len()).with("number", number);
    turn.change(&file, Some(said), |plan| {
        let mut after = last;
        for id in &members {
            plan.relocate(*id, &section, Some(after));
            plan.set(*id, Field::Under, Some(head.as_str().into()));
            after = *id;
        }
    });
    clear_selection(turn);
}

/// The chosen notes that are grouped; for the head of a group, all that is grouped under it.
fn grouped(model: &Model) -> Option<(String, Vec<Id>)> {
    let (state, doc, canvas) = model.canvas()?;
    let grouped: Vec<Id> = units(canvas, &state.chosen(canvas))
        .into_iter()
        .filter(|id| canvas.note(*id).is_some_and(|note| note.under.is_some()))
        .collect();
    (!grouped.is_empty()).then(|| (doc.file.clone(), grouped))
}

fn can_ungroup(model: &Model) -> Result<(), Sentence> {
    can_change_note(model)?;
    grouped(model).map(|_| ()).ok_or_else(|| Sentence::new("reason.not-grouped"))
}

/// Ungrouped notes stand after the group they left, so that what stays of it stays together.
fn ungroup(turn: &mut Turn) {
    let Some((file, ids)) = grouped(turn.model) else { return };
    let Some(canvas) = turn.model.docs.get(&file).and_then(|doc| doc.canvas()) else { return };
    let moves: Vec<(Id, String, Option<Id>)> = ids
        .iter()
        .filter_map(|id| {
            let head = canvas.note(*id)?.under?;
            let section = canvas.section_of(*id)?.to_owned();
            Some((*id, section, unit(canvas, head).into_iter().rfind(|other| !ids.contains(other))))
        })
        .collect();
    let said = Sentence::new("message.ungrouped").with("count", ids.len());
    turn.change(&file, Some(said), |plan| {
        for (id, section, after) in moves.into_iter().rev() {
            plan.set(id, Field::Under, None);
            plan.relocate(id, &section, after);
        }
    });
    clear_selection(turn);
}
