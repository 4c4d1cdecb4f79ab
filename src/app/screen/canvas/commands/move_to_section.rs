//! Moving notes to another section: chosen from a list, or dropped there with the mouse.

use super::change::{about, numbers, units};
use crate::app::dialog::PickerItem;
use crate::app::screen::{CanvasState, sections_of};
use crate::app::{Cx, Model};
use crate::document::{Canvas, Field, Id, Value};

/// Asks for the section the chosen notes are to stand in, and puts them at its end.
pub(super) fn move_to_section(cx: &mut Cx) {
    let Some((state, doc, canvas)) = cx.model.canvas() else { return };
    let Some(here) = state.section_id(doc, &cx.model.method) else { return };
    let (file, ids, language) = (doc.file.clone(), state.chosen(canvas), cx.model.language());
    let sections: Vec<PickerItem<String>> = sections_of(doc, &cx.model.method)
        .iter()
        .enumerate()
        .filter(|(_, view)| view.template.is_some() && view.id != here)
        .map(|(at, view)| PickerItem::numbered(at + 1, view.title(language), view.id.to_owned()).named(view.id))
        .collect();
    let title = sentence!("dialog.move.title", count = ids.len(), numbers = numbers(cx.model, &file, &ids));
    let about = about(cx.model, &file, &ids);
    cx.pick(title).about(about).choices(sections).then(move |cx, section| {
        let Some(canvas) = cx.model.docs.get(&file).and_then(|doc| doc.canvas()) else { return };
        let last = canvas.order(&section).last().copied();
        let moving = units(canvas, &ids);
        if !relocate(cx, &file, &moving, &section, last, ids.len()) {
            return;
        }
        let method = std::sync::Arc::clone(&cx.model.method);
        if let Some(state) = cx.model.screens.front_mut::<CanvasState>() {
            state.selection.clear();
            if let Some(doc) = cx.model.docs.get(&file) {
                state.keep_focus(doc, &method, 0);
            }
        }
    });
}

/// Puts notes, with what is grouped under them, into a section after another note, or first.
pub(crate) fn drop_notes(cx: &mut Cx, ids: &[Id], section: usize, after: Option<Id>) {
    let Some((_, doc, canvas)) = cx.model.canvas() else { return };
    let file = doc.file.clone();
    let Some(view) = sections_of(doc, &cx.model.method).into_iter().nth(section) else { return };
    let section = view.id.to_owned();
    let moving = units(canvas, ids);
    // A note goes after another unit as a whole, never into the middle of its own.
    let after = after.and_then(|wanted| {
        let order = canvas.order(&section);
        let before = canvas.position_in(&section, wanted).map_or(order.len(), |at| at + 1);
        (0..before).rev().map(|at| order[at]).find(|other| !moving.contains(other))
    });
    let moved = relocate(cx, &file, &moving, &section, after, ids.len());
    let method = std::sync::Arc::clone(&cx.model.method);
    if moved && let Some(state) = cx.model.screens.front_mut::<CanvasState>() {
        state.selection.clear();
        if let (Some(doc), Some(first)) = (cx.model.docs.get(&file), ids.first()) {
            state.go_to_note(doc, &method, *first);
        }
    }
}

/// Puts notes one after another into a section, in one step, and says how many were meant. What leaves its group is
/// grouped no more, and what is of a kind of its own stays that.
fn relocate(cx: &mut Cx, file: &str, moving: &[Id], section: &str, mut after: Option<Id>, meant: usize) -> bool {
    let Some(doc) = cx.model.docs.get(file) else { return false };
    let Some(canvas) = doc.canvas() else { return false };
    let stays = moving.first().is_some_and(|first| canvas.section_of(*first) == Some(section));
    let leaving = if stays { Vec::new() } else { leaving(canvas, moving) };
    let kinds: Vec<_> = moving.iter().filter_map(|id| kept_kind(cx.model, file, *id, section)).collect();
    let views = sections_of(doc, &cx.model.method);
    let language = cx.model.language();
    let title = views.iter().find(|view| view.id == section).map_or(section, |view| view.title(language)).to_owned();
    let is_reorder = moving.iter().all(|id| canvas.section_of(*id) == Some(section));
    let said = if is_reorder {
        sentence!("message.reordered", count = meant, section = title)
    } else {
        sentence!("message.moved", count = meant, section = title)
    };
    cx.change(file, Some(said), |plan| {
        for id in moving {
            plan.relocate(*id, section, after);
            after = Some(*id);
        }
        for id in leaving {
            plan.set(id, Field::Under, None);
        }
        for (id, kind) in kinds {
            plan.set(id, Field::Kind, kind);
        }
    })
}

/// The notes among those that move whose group stays behind: they are grouped no more.
fn leaving(canvas: &Canvas, moving: &[Id]) -> Vec<Id> {
    let left = |id: &Id| canvas.note(*id).and_then(|note| note.under).is_some_and(|head| !moving.contains(&head));
    moving.iter().copied().filter(left).collect()
}

/// The kind a note carries in another section, where that differs from what it carries now.
pub(super) fn kept_kind(model: &Model, file: &str, id: Id, section: &str) -> Option<(Id, Option<Value>)> {
    let doc = model.docs.get(file)?;
    let canvas = doc.canvas()?;
    let template = doc.canvas_template(&model.method)?;
    let own = template.section(canvas.section_of(id)?)?.default_kind;
    let there = template.section(section)?.default_kind;
    let note = canvas.note(id)?;
    // A note that was of the old section's kind takes the new one's; one with a kind of its own keeps it.
    let kind = note.kind.filter(|kind| *kind != own)?;
    let carried = (kind != there).then(|| Value::from(kind.word()));
    (carried != note.get(Field::Kind)).then_some((id, carried))
}
