//! What somebody else took out of a document, kept so that it can be brought back. It is no step of the history: undo takes
//! back what was done here, and never what others did.

use std::sync::Arc;

use crate::document::{Anchor, Canvas, DocumentBody, Edit, Id};

/// How many times is remembered what others took out.
const MAX_VANISHED: usize = 16;

/// A document from which others took something out.
#[derive(Clone, Debug)]
pub(in crate::app) struct Vanished {
    /// The document.
    pub(in crate::app) file: String,
    /// What it said before.
    before: DocumentBody,
    notes: Vec<Id>,
    answers: Vec<String>,
}

/// Remembers what others took out of a document, beside what was remembered before. Says how many notes that were.
pub(in crate::app) fn remember(
    all: &mut Vec<Vanished>,
    file: &str,
    before: &DocumentBody,
    after: &DocumentBody,
) -> usize {
    let Some(vanished) = Vanished::of(file, before, after) else { return 0 };
    let count = vanished.notes();
    all.push(vanished);
    let surplus = all.len().saturating_sub(MAX_VANISHED);
    all.drain(..surplus);
    count
}

impl Vanished {
    /// What others took out of a document that said `before` and says `after` now; nothing where they took nothing out.
    pub(in crate::app) fn of(file: &str, before: &DocumentBody, after: &DocumentBody) -> Option<Self> {
        let (notes, answers): (Vec<Id>, Vec<String>) = match (before, after) {
            (DocumentBody::Canvas(before), DocumentBody::Canvas(after)) => {
                let gone = before.notes().map(|(_, note)| note.id).filter(|id| after.note(*id).is_none());
                (gone.collect(), Vec::new())
            }
            (DocumentBody::Checklist(before), DocumentBody::Checklist(after)) => {
                let gone = before.answers.keys().filter(|item| !after.answers.contains_key(*item));
                (Vec::new(), gone.cloned().collect())
            }
            _ => return None,
        };
        let is_any = !notes.is_empty() || !answers.is_empty();
        is_any.then(|| Self { file: file.to_owned(), before: before.clone(), notes, answers })
    }

    /// How many notes that were.
    pub(in crate::app) fn notes(&self) -> usize {
        self.notes.len()
    }

    /// What puts everything back that a document does not have, which says this now.
    pub(in crate::app) fn back(&self, now: &DocumentBody) -> Vec<Edit> {
        match (&self.before, now) {
            (DocumentBody::Canvas(before), DocumentBody::Canvas(now)) => notes_back(before, now, &self.notes),
            (DocumentBody::Checklist(before), DocumentBody::Checklist(now)) => {
                let gone = self.answers.iter().filter(|item| !now.answers.contains_key(*item));
                let back = |item: &String| {
                    let answer = before.answers.get(item)?.clone();
                    Some(Edit::Answer { item: item.clone(), before: None, after: Some(Box::new(answer)) })
                };
                gone.filter_map(back).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Each note behind the nearest of those that stood before it and is there.
fn notes_back(before: &Canvas, now: &Canvas, notes: &[Id]) -> Vec<Edit> {
    let gone = |id: Id| notes.contains(&id) && now.note(id).is_none();
    let is_head = |id: Id, section: &str| {
        now.section_of(id) == Some(section) && now.note(id).is_some_and(|note| note.under.is_none())
    };
    let mut edits = Vec::new();
    for section in before.sections() {
        let mut after = None;
        for id in section.order.iter().copied() {
            if let Some(note) = before.note(id).filter(|_| gone(id)) {
                let mut note = Arc::clone(note);
                // A group whose head is gone, or went elsewhere, is none any more.
                if note.under.is_some_and(|head| !gone(head) && !is_head(head, &section.section)) {
                    Arc::make_mut(&mut note).under = None;
                }
                edits.push(Edit::Insert { at: Anchor { section: section.section.clone(), after }, note });
                after = Some(id);
            } else if now.section_of(id) == Some(&section.section) {
                after = Some(id);
            }
        }
    }
    edits
}
