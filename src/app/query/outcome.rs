//! What came of a note: the dots it was given in votes, and what was decided, is to be done or was parked about it.

use crate::app::Model;
use crate::app::follow_up::{self, Entry};
use crate::document::session::SessionRecord;
use crate::document::{DocumentBody, Id, Reference};

/// The dots of a note in the newest vote that has it; nothing where it was in none.
#[must_use]
pub fn dots(model: &Model, file: &str, note: Id) -> Option<u32> {
    let doc = model.docs.get(file)?;
    let records = model.docs.values().filter(|other| other.product == doc.product).filter_map(|other| {
        let Some(DocumentBody::Register(register)) = &other.sheet else { return None };
        SessionRecord::of(register)
    });
    let newest = records.max_by_key(|record| {
        let is_meant = record.votes.iter().any(|vote| vote.canvas.as_ref() == Some(&doc.stem));
        (is_meant, record.date, record.began)
    })?;
    let mut votes = newest.votes.iter().rev().filter(|vote| vote.canvas.as_ref() == Some(&doc.stem));
    votes.find_map(|vote| vote.totals.get(&note).copied())
}

/// What is put down about a note, decisions first; what is closed is left out.
#[must_use]
pub fn about<'m>(model: &'m Model, file: &str, note: Id) -> Vec<Entry<'m>> {
    let Some(doc) = model.docs.get(file) else { return Vec::new() };
    let Some(register) = follow_up::register(model, &follow_up::path_of(&doc.product)) else { return Vec::new() };
    let is_it = |reference: &String| {
        Reference::parse(reference).is_some_and(|reference| {
            let is_product = reference.product.as_ref().is_none_or(|product| *product == doc.product);
            is_product && reference.file_stem() == doc.stem && reference.id == Some(note)
        })
    };
    follow_up::entries(register).filter(|entry| !entry.is_closed() && entry.list("about").iter().any(is_it)).collect()
}
