//! A canvas: notes in sections.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Head, Id, Note, Published};

/// What people say of a section as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SectionState {
    /// Something is missing, and the team knows it.
    Gap,
    /// The section does not concern this product.
    NotApplicable,
    /// The team is finished with it.
    Done,
}

impl SectionState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Gap, Self::NotApplicable, Self::Done];

    /// The word that stands for it in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Gap => "gap",
            Self::NotApplicable => "not-applicable",
            Self::Done => "done",
        }
    }

    /// The state a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// A section's state with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The state.
    pub state: SectionState,
    /// Why, where somebody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The notes of one section, in the order the team gave them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionNotes {
    /// The section's id, which the template may or may not have.
    pub section: String,
    /// Ids of its notes.
    pub order: Vec<Id>,
}

/// A canvas as a team wrote it. Cloning is cheap next to reading: notes are shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canvas {
    /// What stands at the top.
    pub head: Head,
    sections: Vec<SectionNotes>,
    notes: HashMap<Id, (usize, Arc<Note>)>,
    /// Section id to what people said of it.
    pub marks: BTreeMap<String, Mark>,
    /// The published versions, oldest first.
    pub history: Vec<Published>,
}

impl Canvas {
    /// A canvas without notes.
    #[must_use]
    pub fn new(head: Head) -> Self {
        Self { head, sections: Vec::new(), notes: HashMap::new(), marks: BTreeMap::new(), history: Vec::new() }
    }

    /// The sections that have had notes, in the order they first stood in the file; some may be empty.
    pub fn sections(&self) -> impl Iterator<Item = &SectionNotes> {
        self.sections.iter()
    }

    /// Ids of the notes of a section, in order.
    #[must_use]
    pub fn order(&self, section: &str) -> &[Id] {
        self.sections.iter().find(|notes| notes.section == section).map_or(&[], |notes| notes.order.as_slice())
    }

    /// The notes of a section, in order.
    #[must_use]
    pub fn notes_of<'a>(
        &'a self,
        section: &str,
    ) -> impl DoubleEndedIterator<Item = &'a Arc<Note>> + ExactSizeIterator + 'a {
        self.order(section).iter().map(|id| &self.notes[id].1)
    }

    /// How many notes there are in all.
    #[must_use]
    pub fn len(&self) -> usize {
        self.notes.len()
    }

    /// Whether there is no note.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// Every note, section by section.
    pub fn notes(&self) -> impl Iterator<Item = (&str, &Arc<Note>)> {
        self.sections
            .iter()
            .flat_map(|section| section.order.iter().map(|id| (section.section.as_str(), &self.notes[id].1)))
    }

    /// The note with that id.
    #[must_use]
    pub fn note(&self, id: Id) -> Option<&Arc<Note>> {
        self.notes.get(&id).map(|(_, note)| note)
    }

    /// The section of the note with that id.
    #[must_use]
    pub fn section_of(&self, id: Id) -> Option<&str> {
        self.notes.get(&id).map(|(section, _)| self.sections[*section].section.as_str())
    }

    /// Where a note stands within its section, from 0.
    #[must_use]
    pub fn position(&self, id: Id) -> Option<usize> {
        let (section, _) = self.notes.get(&id)?;
        self.sections[*section].order.iter().position(|other| *other == id)
    }

    /// The note before this one in its section.
    #[must_use]
    pub fn before(&self, id: Id) -> Option<Id> {
        let at = self.position(id)?;
        let order = self.order(self.section_of(id)?);
        at.checked_sub(1).map(|at| order[at])
    }

    /// The notes grouped under a note, in order.
    pub fn group(&self, id: Id) -> impl Iterator<Item = &Arc<Note>> {
        self.section_of(id)
            .into_iter()
            .flat_map(|section| self.notes_of(section))
            .filter(move |note| note.under == Some(id))
    }

    /// Puts a note into a section: after `after` where that note stands in the section, at the end where it does not,
    /// first where there is no `after`. Says whether it was put; a note whose id is taken is not.
    pub fn insert(&mut self, section: &str, note: Arc<Note>, after: Option<Id>) -> bool {
        if self.notes.contains_key(&note.id) {
            return false;
        }
        let at = self.section_index(section);
        let order = &mut self.sections[at].order;
        let place =
            after.map_or(0, |after| order.iter().rposition(|id| *id == after).map_or(order.len(), |before| before + 1));
        order.insert(place, note.id);
        self.notes.insert(note.id, (at, note));
        true
    }

    /// Puts a note at the end of a section; see [`Canvas::insert`].
    pub fn push(&mut self, section: &str, note: Arc<Note>) -> bool {
        let after = self.order(section).last().copied();
        self.insert(section, note, after)
    }

    /// Takes a note out.
    pub fn remove(&mut self, id: Id) -> Option<Arc<Note>> {
        let (section, note) = self.notes.remove(&id)?;
        self.sections[section].order.retain(|other| *other != id);
        Some(note)
    }

    /// A note to change; it is copied first where somebody else holds it.
    pub fn note_mut(&mut self, id: Id) -> Option<&mut Note> {
        self.notes.get_mut(&id).map(|(_, note)| Arc::make_mut(note))
    }

    /// Takes part in equality of meaning: sections without notes do not count, nor does the order of sections.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let filled = |canvas: &Self| {
            let mut filled: Vec<SectionNotes> =
                canvas.sections.iter().filter(|section| !section.order.is_empty()).cloned().collect();
            filled.sort_by(|a, b| a.section.cmp(&b.section));
            filled
        };
        self.head == other.head
            && self.marks == other.marks
            && self.history == other.history
            && filled(self) == filled(other)
            && self.notes.iter().all(|(id, (_, note))| {
                other.note(*id).is_some_and(|theirs| Arc::ptr_eq(note, theirs) || note == theirs)
            })
    }

    fn section_index(&mut self, section: &str) -> usize {
        if let Some(at) = self.sections.iter().position(|notes| notes.section == section) {
            return at;
        }
        self.sections.push(SectionNotes { section: section.to_owned(), order: Vec::new() });
        self.sections.len() - 1
    }
}
