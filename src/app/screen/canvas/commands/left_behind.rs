//! What the removal of notes leaves behind: references that lead nowhere now, and notes without their heading.

use std::collections::BTreeSet;

use crate::app::Model;
use crate::document::{DocumentBody, Id, Reference, Register};
use crate::i18n::Sentence;

/// What refers to a note: the file, and the note or the entry of a register in it.
type Referrer = (String, String);

/// What is said of what the removal of notes of a file leaves behind; nothing where that is nothing. Undo brings all of it
/// back, so nothing is taken out of other files.
pub(super) fn left_behind(model: &Model, file: &str, ids: &[Id]) -> Option<Sentence> {
    match (referring(model, file, ids), ungrouped(model, file, ids)) {
        (Some(first), Some(second)) => Some(sentence!("message.left.both", first = first, second = second)),
        (first, second) => first.or(second),
    }
}

/// How many notes and entries in how many files refer to the notes, beside these themselves.
fn referring(model: &Model, file: &str, ids: &[Id]) -> Option<Sentence> {
    let mut notes: BTreeSet<Referrer> = BTreeSet::new();
    for link in ids.iter().flat_map(|id| model.links.to(*id)) {
        let note = model.docs.get(&*link.file).and_then(|doc| doc.canvas()?.note(link.id));
        let is_meant = note.is_some_and(|note| note.related(link.relation).iter().any(|one| is_to(one, ids)));
        if is_meant && (&*link.file != file || !ids.contains(&link.id)) {
            notes.insert((link.file.to_string(), link.id.to_string()));
        }
    }
    let entries: BTreeSet<Referrer> = model
        .docs
        .iter()
        .filter_map(|(file, doc)| match &doc.sheet {
            Some(DocumentBody::Register(register)) => Some((file, register)),
            _ => None,
        })
        .flat_map(|(file, register)| entries(register, ids).into_iter().map(|entry| (file.clone(), entry)))
        .collect();
    let count = notes.len() + entries.len();
    let files: BTreeSet<&str> = notes.iter().chain(&entries).map(|(file, _)| file.as_str()).collect();
    let first = *files.first()?;
    let product = file.split_once('/').map_or("", |(product, _)| product);
    let short = first.strip_prefix(product).and_then(|name| name.strip_prefix('/')).unwrap_or(first);
    let what = if ids.len() == 1 { sentence!("message.left.it") } else { sentence!("message.left.them") };
    let said = match (entries.is_empty(), files.len()) {
        (true, 1) => sentence!("message.left.notes", count = count, file = short),
        (true, files) => sentence!("message.left.notes-of-files", count = count, files = files),
        (false, 1) => sentence!("message.left.places", count = count, file = short),
        (false, files) => sentence!("message.left.places-of-files", count = count, files = files),
    };
    Some(said.with("what", what))
}

/// The entries of a register that refer to one of the notes, each by its path of keys.
fn entries(register: &Register, ids: &[Id]) -> BTreeSet<String> {
    let refers = |text: &str| Reference::parse(text).is_some_and(|reference| is_to(&reference, ids));
    let found = register.references().into_iter().filter(|(_, text)| refers(text));
    found.map(|(path, _)| path.split_last().map_or_else(String::new, |(_, entry)| entry.join("."))).collect()
}

/// Whether a reference is to one of the notes; a published version still has them.
fn is_to(reference: &Reference, ids: &[Id]) -> bool {
    !reference.stem.contains('@') && reference.id.is_some_and(|id| ids.contains(&id))
}

/// How many notes that stay lose the heading they are grouped under.
fn ungrouped(model: &Model, file: &str, ids: &[Id]) -> Option<Sentence> {
    let canvas = model.docs.get(file)?.canvas()?;
    let orphans = ids.iter().flat_map(|id| canvas.group(*id)).filter(|note| !ids.contains(&note.id)).count();
    (orphans > 0).then(|| sentence!("message.left.ungrouped", count = orphans))
}
