//! Three-way merge of sheets, by note id and field.
//!
//! Both sides started from `base`. What only one side changed is taken over; what both changed to the same is no
//! question; where they differ, theirs stands and a [`Conflict`] asks a person. Relations and evidence are sets: additions
//! of both sides, removals of both. No note is lost: one that a side removed and the other changed is kept and asked
//! about.

mod answers;
mod canvas;
pub mod changes;
mod conflict;
pub mod diff;
mod heads;
mod keys;
pub mod mistakes;
mod order;
mod place;
mod product;
mod register;
mod settings;
#[cfg(test)]
pub(crate) mod testing;
pub mod text;
mod three;

use std::sync::Arc;

pub use conflict::{Conflict, RegisterPart, Side, Subject};

use crate::document::DocumentBody;
use heads::{merge_heads, merge_history};

/// What two people's changes come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Both sides' changes; theirs where they clash, and every note that only one side removed and the other changed.
    pub sheet: DocumentBody,
    /// What a person has to settle, in the order of the file.
    pub conflicts: Vec<Conflict>,
}

/// Merges two sheets that both started from `base`.
///
/// A sheet that follows another template, or is a checklist where the other is a canvas, cannot be merged: theirs stands
/// whole and the one clash is [`Subject::Template`], which no step settles.
#[must_use]
pub fn merge(base: &DocumentBody, ours: &DocumentBody, theirs: &DocumentBody) -> Merged {
    match (base, ours, theirs) {
        _ if ours.template() != theirs.template() => other_template(theirs),
        (DocumentBody::Canvas(base), DocumentBody::Canvas(ours), DocumentBody::Canvas(theirs)) => {
            let (canvas, conflicts) = canvas::merge(base, ours, theirs);
            Merged { sheet: DocumentBody::Canvas(Arc::new(canvas)), conflicts }
        }
        (DocumentBody::Checklist(base), DocumentBody::Checklist(ours), DocumentBody::Checklist(theirs)) => {
            let (list, conflicts) = answers::merge(base, ours, theirs);
            Merged { sheet: DocumentBody::Checklist(Arc::new(list)), conflicts }
        }
        (DocumentBody::Product(base), DocumentBody::Product(ours), DocumentBody::Product(theirs)) => {
            let (product, conflicts) = product::merge(base, ours, theirs);
            Merged { sheet: DocumentBody::Product(Arc::new(product)), conflicts }
        }
        (DocumentBody::Register(base), DocumentBody::Register(ours), DocumentBody::Register(theirs)) => {
            let (register, conflicts) = register::merge(base, ours, theirs);
            Merged { sheet: DocumentBody::Register(Arc::new(register)), conflicts }
        }
        _ => other_template(theirs),
    }
}

fn other_template(theirs: &DocumentBody) -> Merged {
    Merged { sheet: theirs.clone(), conflicts: vec![Conflict::new(Subject::Template, None, None, None)] }
}

#[cfg(test)]
mod tests;
