//! Every reference in a document, put through a function.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::codec::Content;
use crate::document::{Canvas, DocumentBody, Id, Note, Product, Reference, Register, Reviewed, Reviews};

/// What becomes of a reference.
pub(super) enum Fate {
    /// It stays.
    Stays,
    /// It reads like this from now on.
    Becomes(Reference),
    /// It goes.
    Goes,
}

/// The same content with every reference put through `fate`.
pub(super) fn references(content: &Content, fate: &dyn Fn(&Reference) -> Fate) -> Content {
    match content {
        Content::DocumentBody(DocumentBody::Canvas(canvas)) => {
            let mut canvas = Canvas::clone(canvas);
            let ids: Vec<Id> = canvas.notes().map(|(_, note)| note.id).collect();
            for id in ids {
                let changed = canvas.note(id).and_then(|note| note_references(note, fate));
                if let (Some(changed), Some(mut note)) = (changed, canvas.note_mut(id)) {
                    *note = changed;
                }
            }
            canvas.head.superseded_by = text(canvas.head.superseded_by.as_deref(), fate);
            canvas.into()
        }
        Content::DocumentBody(DocumentBody::Checklist(list)) => {
            let mut list = Arc::clone(list);
            let superseded_by = text(list.head.superseded_by.as_deref(), fate);
            if superseded_by != list.head.superseded_by {
                Arc::make_mut(&mut list).head.superseded_by = superseded_by;
            }
            Content::DocumentBody(DocumentBody::Checklist(list))
        }
        Content::DocumentBody(DocumentBody::Product(product)) => {
            let mut product = Product::clone(product);
            product.reviewed = reviewed(product.reviewed, fate);
            for round in &mut product.rounds {
                round.reviewed = reviewed(std::mem::take(&mut round.reviewed), fate);
            }
            product.into()
        }
        Content::DocumentBody(DocumentBody::Register(register)) => {
            let mut register = Register::clone(register);
            register.map_references(&|reference| match fate(reference) {
                Fate::Stays => Some(reference.clone()),
                Fate::Becomes(other) => Some(other),
                Fate::Goes => None,
            });
            register.into()
        }
        other => other.clone(),
    }
}

/// The note with its references put through `fate`; nothing where all of them stay.
fn note_references(note: &Note, fate: &dyn Fn(&Reference) -> Fate) -> Option<Note> {
    let mut relations = note.relations.clone();
    for references in &mut relations {
        let mut kept: Vec<Reference> = Vec::with_capacity(references.len());
        for reference in references.iter() {
            let reference = match fate(reference) {
                Fate::Stays => reference.clone(),
                Fate::Becomes(other) => other,
                Fate::Goes => continue,
            };
            if !kept.contains(&reference) || references.contains(&reference) {
                kept.push(reference);
            }
        }
        *references = kept;
    }
    (relations != note.relations).then(|| Note { relations, ..note.clone() })
}

/// Marks of documents, each named by its stem. One whose document leaves the product goes.
fn reviewed(marks: Reviews, fate: &dyn Fn(&Reference) -> Fate) -> Reviews {
    let renamed = |stem: String| match Reference::parse(&stem).map_or(Fate::Stays, |reference| fate(&reference)) {
        Fate::Stays => Some(stem),
        Fate::Becomes(Reference { product: None, stem, .. }) => Some(stem),
        Fate::Becomes(_) | Fate::Goes => None,
    };
    let renamed_all = |marks: BTreeMap<String, Reviewed>| -> BTreeMap<String, Reviewed> {
        marks.into_iter().filter_map(|(stem, mark)| Some((renamed(stem)?, mark))).collect()
    };
    let marks = marks.into_iter().map(|(station, marks)| (station, renamed_all(marks)));
    marks.filter(|(_, marks)| !marks.is_empty()).collect()
}

/// A reference that stands as text. What is none stays.
fn text(text: Option<&str>, fate: &dyn Fn(&Reference) -> Fate) -> Option<String> {
    let text = text?;
    match Reference::parse(text).map_or(Fate::Stays, |reference| fate(&reference)) {
        Fate::Stays => Some(text.to_owned()),
        Fate::Becomes(other) => Some(other.to_string()),
        Fate::Goes => None,
    }
}

/// The ids that stand in a document.
pub(super) fn ids(content: &Content) -> Vec<Id> {
    match content {
        Content::DocumentBody(DocumentBody::Canvas(canvas)) => canvas.notes().map(|(_, note)| note.id).collect(),
        Content::DocumentBody(DocumentBody::Register(register)) => {
            register.ids().into_iter().map(|(_, id)| id).collect()
        }
        _ => Vec::new(),
    }
}
