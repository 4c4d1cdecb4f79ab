//! Edits: every change to a sheet is one, and every one has an inverse.
//!
//! An edit is anchored by ids, never by position, and carries what stood there before. Where that no longer holds, it is
//! refused rather than applied to something else. Undo, the journal, recovery, comparing and merging all work on edits.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    Answer, Canvas, Checklist, DocumentBody, EditError, Field, HeadField, Id, Mark, Note, ProductKey, ProductValue,
    RegisterEdit, Value,
};

/// A place in a section: after that note, or first where there is none. A note that is gone means the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    pub section: String,
    /// The note before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Id>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "snake_case")]
pub enum Edit {
    /// A note comes to stand at a place.
    Insert {
        at: Anchor,
        /// The note with all its fields.
        note: Arc<Note>,
    },
    /// A note goes.
    Remove {
        /// Where it stood.
        at: Anchor,
        /// The note as it was.
        note: Arc<Note>,
    },
    /// A note goes to another place.
    Move {
        /// The note.
        id: Id,
        /// Where it stood.
        from: Anchor,
        /// Where it comes to stand.
        to: Anchor,
    },
    /// A field of a note changes.
    Set {
        /// The note.
        id: Id,
        field: Field,
        /// What stood there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Value>,
        /// What comes to stand there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Value>,
    },
    /// A section's state changes.
    Mark {
        section: String,
        /// What was said of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Mark>,
        /// What is said of it now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Mark>,
    },
    /// A key of the head changes.
    Head {
        /// The key.
        field: HeadField,
        /// What stood there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Value>,
        /// What comes to stand there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Value>,
    },
    /// The answer to an item of a checklist changes.
    Answer {
        item: String,
        /// What was answered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Box<Answer>>,
        /// What is answered now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Box<Answer>>,
    },
    /// An entry of a product changes.
    Entry {
        key: ProductKey,
        /// What stood there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<ProductValue>,
        /// What comes to stand there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<ProductValue>,
    },
    /// A register changes.
    Register(RegisterEdit),
}

/// Edits that belong together: one step of undo.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transaction {
    /// The edits, in the order they were made.
    pub edits: Vec<Edit>,
}

impl Edit {
    /// The edit that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self.clone() {
            Self::Insert { at, note } => Self::Remove { at, note },
            Self::Remove { at, note } => Self::Insert { at, note },
            Self::Move { id, from, to } => Self::Move { id, from: to, to: from },
            Self::Set { id, field, before, after } => Self::Set { id, field, before: after, after: before },
            Self::Mark { section, before, after } => Self::Mark { section, before: after, after: before },
            Self::Head { field, before, after } => Self::Head { field, before: after, after: before },
            Self::Answer { item, before, after } => Self::Answer { item, before: after, after: before },
            Self::Entry { key, before, after } => Self::Entry { key, before: after, after: before },
            Self::Register(edit) => Self::Register(edit.inverse()),
        }
    }

    /// The note it is about, where it is about one.
    #[must_use]
    pub fn note_id(&self) -> Option<Id> {
        match self {
            Self::Insert { note, .. } | Self::Remove { note, .. } => Some(note.id),
            Self::Move { id, .. } | Self::Set { id, .. } => Some(*id),
            _ => None,
        }
    }

    /// Applies the edit.
    ///
    /// # Errors
    /// Where what it expects to find is not there; the sheet then stays as it was.
    pub fn apply(&self, sheet: &mut DocumentBody) -> Result<(), EditError> {
        match (self, sheet) {
            (Self::Head { field, before, after }, sheet) => {
                if sheet.head().ok_or(EditError::Misfit)?.get(*field) != *before {
                    return Err(EditError::Changed);
                }
                let head = match sheet {
                    DocumentBody::Canvas(canvas) => &mut Arc::make_mut(canvas).head,
                    DocumentBody::Checklist(list) => &mut Arc::make_mut(list).head,
                    DocumentBody::Product(_) | DocumentBody::Register(_) => return Err(EditError::Misfit),
                };
                if head.set(*field, after.as_ref()) { Ok(()) } else { Err(EditError::Misfit) }
            }
            (edit, DocumentBody::Canvas(canvas)) => edit.apply_to_canvas(canvas),
            (Self::Register(edit), DocumentBody::Register(register)) => edit.apply(register),
            (Self::Answer { item, before, after }, DocumentBody::Checklist(list)) => {
                answer(list, item, before.as_deref(), after.as_deref())
            }
            (Self::Entry { key, before, after }, DocumentBody::Product(product)) => {
                if product.get(key) != *before {
                    return Err(EditError::Changed);
                }
                if Arc::make_mut(product).set(key, after.clone()) { Ok(()) } else { Err(EditError::Misfit) }
            }
            _ => Err(EditError::Misfit),
        }
    }

    fn apply_to_canvas(&self, shared: &mut Arc<Canvas>) -> Result<(), EditError> {
        match self {
            Self::Insert { at, note } => {
                if shared.note(note.id).is_some() {
                    return Err(EditError::Taken(note.id));
                }
                Arc::make_mut(shared).insert(&at.section, Arc::clone(note), at.after);
            }
            Self::Remove { at, note } => {
                let there = shared.note(note.id).ok_or(EditError::Gone(note.id))?;
                if there != note || shared.section_of(note.id) != Some(&at.section) {
                    return Err(EditError::Changed);
                }
                Arc::make_mut(shared).remove(note.id);
            }
            Self::Move { id, from, to } => {
                let section = shared.section_of(*id).ok_or(EditError::Gone(*id))?;
                if section != from.section {
                    return Err(EditError::Changed);
                }
                let canvas = Arc::make_mut(shared);
                if let Some(note) = canvas.remove(*id) {
                    canvas.insert(&to.section, note, to.after);
                }
            }
            Self::Set { id, field, before, after } => {
                let note = shared.note(*id).ok_or(EditError::Gone(*id))?;
                if note.get(*field) != *before {
                    return Err(EditError::Changed);
                }
                let mut changed = Note::clone(note);
                if !changed.set(*field, after.as_ref()) {
                    return Err(EditError::Misfit);
                }
                if let Some(mut note) = Arc::make_mut(shared).note_mut(*id) {
                    *note = changed;
                }
            }
            Self::Mark { section, before, after } => {
                if shared.marks.get(section) != before.as_ref() {
                    return Err(EditError::Changed);
                }
                let marks = &mut Arc::make_mut(shared).marks;
                match after {
                    Some(mark) => marks.insert(section.clone(), mark.clone()),
                    None => marks.remove(section),
                };
            }
            _ => return Err(EditError::Misfit),
        }
        Ok(())
    }
}

fn answer(
    list: &mut Arc<Checklist>,
    item: &str,
    before: Option<&Answer>,
    after: Option<&Answer>,
) -> Result<(), EditError> {
    if list.answers.get(item) != before {
        return Err(EditError::Changed);
    }
    let answers = &mut Arc::make_mut(list).answers;
    match after {
        Some(answer) => answers.insert(item.to_owned(), answer.clone()),
        None => answers.remove(item),
    };
    Ok(())
}

impl Transaction {
    /// The step that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { edits: self.edits.iter().rev().map(Edit::inverse).collect() }
    }

    /// Applies every edit, or none.
    ///
    /// # Errors
    /// The first refusal; the sheet then stays as it was.
    pub fn apply(&self, sheet: &mut DocumentBody) -> Result<(), EditError> {
        for (at, edit) in self.edits.iter().enumerate() {
            if let Err(refused) = edit.apply(sheet) {
                // An edit that was just applied can always be taken back.
                for done in self.edits[..at].iter().rev() {
                    let _ = done.inverse().apply(sheet);
                }
                return Err(refused);
            }
        }
        Ok(())
    }
}
