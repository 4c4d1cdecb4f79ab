//! Commands on notes: add, edit, delete, select, cut, copy, put, reorder, move.

use std::collections::HashSet;

use super::change::{delete_notes, new_notes, numbers, unit, units};
use super::left_behind::left_behind;
use super::move_to_section::move_to_section;
use super::{clipboard, typing};
use crate::app::command::{Command, Linear, Scope, can_change_note, has_note, writable};
use crate::app::{Cx, Model, TerminalEffect, WorkspaceEffect};
use crate::document::{Anchor, Field, Id, Note};
use crate::i18n::Sentence;
use crate::journal::DraftTarget;
use crate::layout::text::{Ellipsis, truncate};

const CANVAS: &[Scope] = &[Scope::Canvas];

pub(in crate::app) const ROWS: &[Command] = &[
    Command::new("add-note", CANVAS, &["a"], |cx, _| add(cx, false))
        .linear(&[Linear::Asks, Linear::TakesSections])
        .footer_first_in(Scope::Canvas)
        .enabled_when(writable),
    Command::new("add-note-here", CANVAS, &["A"], |cx, _| add(cx, true))
        .linear(&[Linear::Asks, Linear::TakesSections])
        .enabled_when(writable),
    Command::new("edit-note", CANVAS, &["e"], |cx, _| edit(cx))
        .linear(&[Linear::Asks])
        .footer_first_in(Scope::Canvas)
        .enabled_when(can_change_note),
    Command::new("delete", CANVAS, &["d", "delete"], |cx, _| delete(cx)).footer().enabled_when(can_change_note),
    Command::new("select", CANVAS, &["space"], |cx, _| select(cx)).footer().enabled_when(has_note),
    Command::new("select-all", CANVAS, &["*"], |cx, _| select_all(cx)).footer_when_wide().enabled_when(has_note),
    Command::new("cut", CANVAS, &["x"], |cx, _| cut(cx)).footer_when_wide().enabled_when(can_change_note),
    Command::new("copy", CANVAS, &["y"], |cx, _| copy(cx)).footer_when_wide().enabled_when(has_note),
    Command::new("put", CANVAS, &["p"], |cx, _| put(cx)).footer_when_wide().enabled_when(can_put),
    Command::new("move-up", CANVAS, &["K", "alt-up", "shift-up"], |cx, _| shift(cx, false))
        .enabled_when(can_change_note),
    Command::new("move-down", CANVAS, &["J", "alt-down", "shift-down"], |cx, _| shift(cx, true))
        .enabled_when(can_change_note),
    Command::new("move-to-section", CANVAS, &["m"], |cx, _| move_to_section(cx))
        .linear(&[Linear::Asks])
        .footer()
        .enabled_when(can_change_note),
];

/// The file, the section in focus and the chosen notes of the canvas in front.
fn here(model: &Model) -> Option<(String, String, Vec<Id>)> {
    let (state, doc, canvas) = model.canvas()?;
    Some((doc.file.clone(), state.section_id(doc, &model.method)?, state.chosen(canvas)))
}

fn add(cx: &mut Cx, here_exactly: bool) {
    let Some((state, doc, canvas)) = cx.model.canvas() else { return };
    let Some(section) = state.section_id(doc, &cx.model.method) else { return };
    let last = canvas.order(&section).last().copied();
    let after = if here_exactly { state.note.or(last) } else { last };
    // A text that was typed as commands waits for a note.
    let left = cx.model.stray.take_left().unwrap_or_default();
    typing::begin(cx, DraftTarget::New { at: Anchor { section, after } }, &left);
}

pub(super) fn edit(cx: &mut Cx) {
    let Some((state, _, canvas)) = cx.model.canvas() else { return };
    let Some(note) = state.note.and_then(|id| canvas.note(id)) else { return };
    let (id, text) = (note.id, note.text.clone());
    typing::begin(cx, DraftTarget::Field { id, field: Field::Text }, &text);
}

fn delete(cx: &mut Cx) {
    let Some((file, _, ids)) = here(cx.model) else { return };
    let said = deleted(cx.model, &file, &ids);
    cx.change(&file, Some(said), |plan| delete_notes(plan, &ids));
    clear_selection(cx);
}

/// Which notes are deleted, and what that leaves behind; where it leaves nothing, a single one with the beginning of its
/// text.
fn deleted(model: &Model, file: &str, ids: &[Id]) -> Sentence {
    const MAX_QUOTED_COLUMNS: usize = 32;
    let numbers = numbers(model, file, ids);
    let note = |id: &Id| model.docs.get(file)?.canvas()?.note(*id);
    if let Some(left) = left_behind(model, file, ids) {
        return sentence!("message.deleted-leaves", count = ids.len(), numbers = numbers, left = left);
    }
    match ids {
        [id] => {
            let text = note(id).map(|note| note.text.split_whitespace().collect::<Vec<_>>().join(" "));
            let ellipsis = if model.capabilities.unicode { Ellipsis::Sign } else { Ellipsis::Ascii };
            let text = truncate(&text.unwrap_or_default(), MAX_QUOTED_COLUMNS, ellipsis);
            sentence!("message.deleted", numbers = numbers, text = text)
        }
        _ => sentence!("message.deleted-several", numbers = numbers),
    }
}

pub(super) fn clear_selection(cx: &mut Cx) {
    if let Some(state) = cx.model.canvas_state_mut() {
        state.selection.clear();
    }
}

fn select(cx: &mut Cx) {
    let Some((state, doc, canvas)) = cx.model.canvas() else { return };
    let Some(id) = state.note else { return };
    let next = state
        .section_id(doc, &cx.model.method)
        .and_then(|section| canvas.order(&section).get(canvas.position(id)? + 1).copied());
    if let Some(state) = cx.model.canvas_state_mut() {
        match state.selection.iter().position(|other| *other == id) {
            Some(at) => {
                state.selection.remove(at);
            }
            None => state.selection.push(id),
        }
        state.note = next.or(Some(id));
    }
}

fn select_all(cx: &mut Cx) {
    let Some((state, doc, canvas)) = cx.model.canvas() else { return };
    let Some(section) = state.section_id(doc, &cx.model.method) else { return };
    let order = canvas.order(&section).to_vec();
    if let Some(state) = cx.model.canvas_state_mut() {
        let (selected, own): (HashSet<Id>, HashSet<Id>) =
            (state.selection.iter().copied().collect(), order.iter().copied().collect());
        let all_selected = own.is_subset(&selected);
        state.selection.retain(|id| !own.contains(id));
        if !all_selected {
            state.selection.extend(order);
        }
    }
}

fn copy(cx: &mut Cx) {
    let Some((file, _, ids)) = here(cx.model) else { return };
    cx.effect(TerminalEffect::Copy { text: clipboard::notes(cx.model) });
    take(cx, &file, &ids);
    let said = sentence!("message.copied", count = ids.len(), numbers = numbers(cx.model, &file, &ids));
    clear_selection(cx);
    cx.say(said);
}

fn cut(cx: &mut Cx) {
    let Some((file, _, ids)) = here(cx.model) else { return };
    take(cx, &file, &ids);
    let (count, numbers) = (ids.len(), numbers(cx.model, &file, &ids));
    let said = match left_behind(cx.model, &file, &ids) {
        Some(left) => sentence!("message.cut-leaves", count = count, numbers = numbers, left = left),
        None => sentence!("message.cut", count = count, numbers = numbers),
    };
    cx.change(&file, Some(said), |plan| delete_notes(plan, &ids));
    clear_selection(cx);
}

/// Keeps notes to put them elsewhere.
fn take(cx: &mut Cx, file: &str, ids: &[Id]) {
    let Some(canvas) = cx.model.docs.get(file).and_then(|doc| doc.canvas()) else { return };
    cx.model.clipboard = ids.iter().filter_map(|id| canvas.note(*id)).map(|note| Note::clone(note)).collect();
}

fn can_put(model: &Model) -> Result<(), Sentence> {
    writable(model)?;
    if model.clipboard.is_empty() { Err(sentence!("reason.nothing-to-put")) } else { Ok(()) }
}

/// Puts the kept notes after the one in focus. A note whose id is still free keeps it, so that what refers to a note
/// that was cut still finds it; a copy gets an id of its own.
fn put(cx: &mut Cx) {
    let Some((state, doc, canvas)) = cx.model.canvas() else { return };
    let (file, after) = (doc.file.clone(), state.note);
    let Some(section) = state.section_id(doc, &cx.model.method) else { return };
    let after =
        after.filter(|id| canvas.section_of(*id) == Some(&section)).or_else(|| canvas.order(&section).last().copied());
    let taken = |model: &Model, id: Id| {
        model.docs.values().any(|doc| doc.canvas().is_some_and(|canvas| canvas.note(id).is_some()))
    };
    let kept = cx.model.clipboard.clone();
    let ids: Vec<(Id, Id)> =
        kept.iter().map(|note| (note.id, if taken(cx.model, note.id) { cx.draw_id() } else { note.id })).collect();
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
    let said = sentence!("message.put", count = notes.len());
    cx.effect(WorkspaceEffect::Copy { file: file.clone(), ids });
    if cx.change(&file, Some(said), |plan| new_notes(plan, &section, after, notes)) {
        focus(cx, first);
    }
}

pub(super) fn focus(cx: &mut Cx, note: Option<Id>) {
    if let Some(state) = cx.model.canvas_state_mut()
        && note.is_some()
    {
        state.note = note;
    }
}

/// Moves the chosen notes one place up or down within their section; a group moves as one.
fn shift(cx: &mut Cx, down: bool) {
    let Some((file, section, ids)) = here(cx.model) else { return };
    let Some(canvas) = cx.model.docs.get(&file).and_then(|doc| doc.canvas()) else { return };
    let order = canvas.order(&section);
    let moving = units(canvas, &ids);
    let places = || moving.iter().filter_map(|id| canvas.position_in(&section, *id));
    let (Some(first), Some(last)) = (places().min(), places().max()) else { return };
    let child = ids.len() == 1 && canvas.note(ids[0]).is_some_and(|note| note.under.is_some());
    // The neighbour to pass: a whole group, unless the note moves within its own.
    let target = if down {
        let Some(next) = order.get(last + 1) else { return cx.warn(sentence!("message.is-last")) };
        let passed = if child { *next } else { unit(canvas, *next).last().copied().unwrap_or(*next) };
        Some(passed)
    } else {
        let Some(before) = first.checked_sub(1) else { return cx.warn(sentence!("message.is-first")) };
        let head = order[before];
        let head = canvas.note(head).and_then(|note| note.under).filter(|_| !child).unwrap_or(head);
        canvas.position_in(&section, head).and_then(|at| at.checked_sub(1)).map(|at| order[at])
    };
    cx.change(&file, None, |plan| {
        let mut after = target;
        for id in &moving {
            plan.relocate(*id, &section, after);
            after = Some(*id);
        }
    });
}
