//! Changes to notes that several commands share.

use crate::app::dialog::AboutNote;
use crate::app::{Cx, Model, TransactionBuilder, place};
use crate::document::{Canvas, Field, Id, Note};
use crate::journal::FormDraft;

pub(crate) use crate::app::query::labels::{number_of, numbers};

/// The notes that a question is about, of which the first is shown with it.
#[must_use]
pub(crate) fn about(model: &Model, file: &str, ids: &[Id]) -> Option<AboutNote> {
    let (doc, first) = (model.docs.get(file)?, *ids.first()?);
    let canvas = doc.canvas()?;
    let note = canvas.note(first)?;
    let template = doc.canvas_template(&model.method);
    let section = canvas.section_of(first).and_then(|section| template?.section(section));
    let kind = note.kind.or(section.map(|section| section.default_kind)).unwrap_or_default();
    let number = number_of(model, file, first).unwrap_or_default();
    Some(AboutNote { number, text: note.text.clone(), kind, others: ids.len() - 1 })
}

/// Brings the canvas of a form to the front. Gives back the notes that it is about and that are still there.
pub(super) fn notes_of(cx: &mut Cx, draft: &FormDraft) -> Vec<Id> {
    place::bring_to_front(cx, &draft.file);
    let canvas = cx.model.docs.get(&draft.file).and_then(|doc| doc.canvas());
    let ids = draft.with.iter().filter_map(|word| Id::new(word));
    ids.filter(|id| canvas.is_some_and(|canvas| canvas.note(*id).is_some())).collect()
}

/// Plans the removal of notes. What was grouped under them stays and is grouped no more.
pub(crate) fn delete_notes(plan: &mut TransactionBuilder, ids: &[Id]) {
    for id in ids {
        let orphans: Vec<Id> =
            plan.canvas().into_iter().flat_map(|canvas| canvas.group(*id)).map(|note| note.id).collect();
        for orphan in orphans.into_iter().filter(|orphan| !ids.contains(orphan)) {
            plan.set(orphan, Field::Under, None);
        }
        plan.remove(*id);
    }
}

/// Plans new notes one after another.
pub(crate) fn new_notes(plan: &mut TransactionBuilder, section: &str, mut after: Option<Id>, notes: Vec<Note>) {
    for note in notes {
        let id = note.id;
        plan.insert(section, after, note);
        after = Some(id);
    }
}

/// A note with what is grouped under it, in order: what moves when the note moves.
#[must_use]
pub(crate) fn unit(canvas: &Canvas, id: Id) -> Vec<Id> {
    std::iter::once(id).chain(canvas.group(id).map(|note| note.id)).collect()
}

/// The chosen notes with what is grouped under them, each once, in order.
#[must_use]
pub(crate) fn units(canvas: &Canvas, ids: &[Id]) -> Vec<Id> {
    let mut all = Vec::new();
    for id in ids.iter().flat_map(|id| unit(canvas, *id)) {
        if !all.contains(&id) {
            all.push(id);
        }
    }
    all
}
