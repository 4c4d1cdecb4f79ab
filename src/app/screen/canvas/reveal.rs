//! Where a change of a canvas is seen.

use super::{CanvasState, sections_of};
use crate::app::{Cx, OpenDocument, place};
use crate::document::{Edit, Transaction};
use crate::method::Method;

/// Brings the note or the section that a step changed to the front. Says whether the document is a canvas.
pub(super) fn reveal(cx: &mut Cx, file: &str, step: &Transaction) -> bool {
    if cx.model.docs.get(file).is_none_or(|doc| doc.canvas().is_none()) {
        return false;
    }
    place::bring_to_front(cx, file);
    let method = std::sync::Arc::clone(&cx.model.method);
    let (Some(doc), Some(state)) = (cx.model.docs.get(file), cx.model.screens.front_mut::<CanvasState>()) else {
        return true;
    };
    let Some(canvas) = doc.canvas() else { return true };
    let there = step.edits.iter().rev().filter_map(Edit::note_id).find(|id| canvas.note(*id).is_some());
    match (there, step.edits.last()) {
        (Some(id), _) => state.go_to_note(doc, &method, id),
        (None, Some(Edit::Mark { section, .. })) => go_to_section(state, doc, &method, section),
        (None, Some(Edit::Remove { at, .. })) => {
            go_to_section(state, doc, &method, &at.section);
            state.note = at.after.filter(|id| canvas.note(*id).is_some()).or(state.note);
        }
        _ => {}
    }
    true
}

/// Puts a section in focus, by its id.
pub(super) fn go_to_section(state: &mut CanvasState, doc: &OpenDocument, method: &Method, section: &str) {
    if let Some(at) = sections_of(doc, method).iter().position(|view| view.id == section) {
        state.go_to_section(doc, method, at);
    }
}
