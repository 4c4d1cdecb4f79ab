//! How the documents of a session stood when it began: what changed and what came of it is told against that, also after
//! the program was stopped and started again.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::document::session::{CanvasChanges, Outcome};
use crate::document::{Canvas, Id};

/// What a record says came of its session before it was taken up without its private log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// What had changed in the canvases, by stem.
    pub changes: BTreeMap<String, CanvasChanges>,
    /// What had come of it.
    pub outcome: Outcome,
}

/// A note as it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct NoteBefore {
    section: String,
    text: String,
    under: Option<Id>,
}

/// The documents as they stood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// The notes of each canvas, by its stem.
    canvases: BTreeMap<String, BTreeMap<Id, NoteBefore>>,
    /// Canvases that could not be read then: nobody knows what changed in them.
    #[serde(default)]
    unreadable: BTreeSet<String>,
    /// The entries of the follow-up by key, each with whether nothing was left to do about it.
    followed: BTreeMap<String, bool>,
}

impl Before {
    /// How canvases, by stem, and the entries of a follow-up stand, each by its key with whether it is closed. A canvas that
    /// cannot be read comes as nothing.
    #[must_use]
    pub fn of<'d>(
        canvases: impl IntoIterator<Item = (&'d str, Option<&'d Canvas>)>,
        followed: impl IntoIterator<Item = (String, bool)>,
    ) -> Self {
        let note = |(section, note): (&str, &std::sync::Arc<crate::document::Note>)| {
            let (section, text, under) = (section.to_owned(), note.text.clone(), note.under);
            (note.id, NoteBefore { section, text, under })
        };
        let mut before = Self { followed: followed.into_iter().collect(), ..Self::default() };
        for (stem, canvas) in canvases {
            match canvas {
                Some(canvas) => drop(before.canvases.insert(stem.to_owned(), canvas.notes().map(note).collect())),
                None => drop(before.unreadable.insert(stem.to_owned())),
            }
        }
        before
    }

    /// Whether an entry of the follow-up was closed then; nothing where there was none of that key.
    #[must_use]
    pub fn was_closed(&self, key: &str) -> Option<bool> {
        self.followed.get(key).copied()
    }

    /// A canvas has another name from here on.
    pub(super) fn rename(&mut self, from: &str, to: &str) {
        if let Some(notes) = self.canvases.remove(from) {
            self.canvases.insert(to.to_owned(), notes);
        }
        if self.unreadable.remove(from) {
            self.unreadable.insert(to.to_owned());
        }
    }

    /// What differs in a canvas; one that was not there had no notes. Of one that could not be read nothing is known.
    #[must_use]
    pub fn changes(&self, stem: &str, now: &Canvas) -> CanvasChanges {
        let mut changes = CanvasChanges::default();
        if self.unreadable.contains(stem) {
            return changes;
        }
        let nothing = BTreeMap::new();
        let then = self.canvases.get(stem).unwrap_or(&nothing);
        for (section, note) in now.notes() {
            let Some(was) = then.get(&note.id) else {
                changes.added.push(note.id);
                continue;
            };
            if was.text != note.text {
                changes.reworded.push(note.id);
            }
            if was.section != section {
                changes.moved.push(note.id);
            }
            if note.under.is_some() && was.under != note.under {
                changes.grouped.push(note.id);
            }
        }
        let gone = then.iter().filter(|(id, _)| now.note(**id).is_none());
        changes.removed = gone.map(|(id, was)| (id.to_string(), was.text.clone())).collect();
        changes
    }
}
