//! A canvas: notes in sections.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::file_table::{file_table, word_type};
use super::id_map::IdMap;
use super::{Basis, Head, Id, Note, Notes, Order, Published};

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
    pub const ALL: [Self; 3] = [Self::Gap, Self::NotApplicable, Self::Done];

    /// The word that stands for it in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
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

word_type!(SectionState);

file_table! {
    /// A section's state with its reason.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
    pub struct Mark {
        pub state: SectionState,
    } and {
        /// Why, where somebody said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub reason: Option<String>,
    }
}

#[derive(Clone, Debug)]
pub struct SectionNotes {
    /// The section's id, which the template may or may not have.
    pub section: String,
    /// Its notes, in the order the team gave them.
    pub order: Order,
    /// How many of them have an open question.
    pub questions: usize,
    /// How many of them say that they are assumptions.
    pub assumptions: usize,
}

/// A canvas as a team wrote it. Cloning is cheap, and so is changing a clone: both share whatever is the same.
#[derive(Clone, Debug)]
pub struct Canvas {
    /// What stands at the top.
    pub head: Head,
    sections: Vec<SectionNotes>,
    notes: IdMap<Stand>,
    /// The notes that name a note as the one they are grouped under, in no order.
    groups: IdMap<Vec<Id>>,
    /// Section id to what people said of it.
    pub marks: BTreeMap<String, Mark>,
    /// The published versions, oldest first.
    pub history: Vec<Published>,
}

/// A note, and where it is found in the order of its section.
#[derive(Clone, Debug)]
struct Stand {
    section: usize,
    run: u32,
    note: Arc<Note>,
}

impl Canvas {
    /// A canvas without notes.
    #[must_use]
    pub fn new(head: Head) -> Self {
        Self {
            head,
            sections: Vec::new(),
            notes: IdMap::default(),
            groups: IdMap::default(),
            marks: BTreeMap::new(),
            history: Vec::new(),
        }
    }

    /// The sections that have had notes, in the order they first stood in the file; some may be empty.
    pub fn sections(&self) -> impl Iterator<Item = &SectionNotes> {
        self.sections.iter()
    }

    /// What is known of a section that has had notes.
    #[must_use]
    pub fn section(&self, section: &str) -> Option<&SectionNotes> {
        self.sections.iter().find(|notes| notes.section == section)
    }

    /// Ids of the notes of a section, in order.
    #[must_use]
    pub fn order(&self, section: &str) -> &Order {
        static NONE: OnceLock<Order> = OnceLock::new();
        self.section(section).map_or_else(|| NONE.get_or_init(Order::default), |notes| &notes.order)
    }

    /// The notes of a section, in order.
    #[must_use]
    pub fn notes_of(&self, section: &str) -> Notes<'_> {
        self.order(section).notes()
    }

    /// How many notes there are in all.
    #[must_use]
    pub fn len(&self) -> usize {
        self.notes.len()
    }

    /// Whether there is no note.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.notes.len() == 0
    }

    /// Every note, section by section.
    pub fn notes(&self) -> impl Iterator<Item = (&str, &Arc<Note>)> {
        self.sections.iter().flat_map(|section| section.order.notes().map(|note| (section.section.as_str(), note)))
    }

    /// The note with that id.
    #[must_use]
    pub fn note(&self, id: Id) -> Option<&Arc<Note>> {
        self.notes.get(id).map(|stand| &stand.note)
    }

    /// The section of the note with that id.
    #[must_use]
    pub fn section_of(&self, id: Id) -> Option<&str> {
        self.notes.get(id).map(|stand| self.sections[stand.section].section.as_str())
    }

    /// Where a note stands within its section, from 0.
    #[must_use]
    pub fn position(&self, id: Id) -> Option<usize> {
        let stand = self.notes.get(id)?;
        self.sections[stand.section].order.place(stand.run, id)
    }

    /// Where a note stands within a section, from 0; nothing where it stands in another.
    #[must_use]
    pub fn position_in(&self, section: &str, id: Id) -> Option<usize> {
        self.position(id).filter(|_| self.section_of(id) == Some(section))
    }

    /// The note before this one in its section.
    #[must_use]
    pub fn before(&self, id: Id) -> Option<Id> {
        let stand = self.notes.get(id)?;
        let order = &self.sections[stand.section].order;
        order.get(order.place(stand.run, id)?.checked_sub(1)?).copied()
    }

    /// The notes of its section that are grouped under a note, in order.
    pub fn group(&self, id: Id) -> impl Iterator<Item = &Arc<Note>> {
        let mut members = Vec::new();
        if let (Some(head), Some(group)) = (self.notes.get(id), self.groups.get(id)) {
            let stands = group.iter().filter_map(|member| self.notes.get(*member));
            let own = stands.filter(|stand| stand.section == head.section);
            let order = &self.sections[head.section].order;
            members.extend(own.map(|stand| (order.place(stand.run, stand.note.id), &stand.note)));
            members.sort_unstable_by_key(|(place, _)| *place);
        }
        members.into_iter().map(|(_, note)| note)
    }

    /// Puts a note into a section: after `after` where that note stands in the section, at the end where it does not,
    /// first where there is no `after`. Says whether it was put; a note whose id is taken is not.
    pub fn insert(&mut self, section: &str, note: Arc<Note>, after: Option<Id>) -> bool {
        if self.notes.get(note.id).is_some() {
            return false;
        }
        let at = self.section_index(section);
        let order = &self.sections[at].order;
        let place = after.map_or(0, |after| {
            let before = self.notes.get(after).filter(|stand| stand.section == at);
            before.and_then(|stand| order.place(stand.run, after)).map_or(order.len(), |before| before + 1)
        });
        self.put(at, place, note);
        true
    }

    /// Puts a note at the end of a section; see [`Canvas::insert`].
    pub fn push(&mut self, section: &str, note: Arc<Note>) -> bool {
        if self.notes.get(note.id).is_some() {
            return false;
        }
        let at = self.section_index(section);
        self.put(at, self.sections[at].order.len(), note);
        true
    }

    fn put(&mut self, section: usize, place: usize, note: Arc<Note>) {
        self.tally(section, &note, true);
        let notes = &mut self.notes;
        let settle = |note: &Arc<Note>, run| {
            notes.insert(note.id, Stand { section, run, note: Arc::clone(note) });
        };
        self.sections[section].order.insert(place, note, settle);
    }

    /// Takes a note out.
    pub fn remove(&mut self, id: Id) -> Option<Arc<Note>> {
        let place = self.position(id)?;
        let Stand { section, note, .. } = self.notes.remove(id)?;
        let notes = &mut self.notes;
        self.sections[section].order.remove(place, |note, run| {
            notes.insert(note.id, Stand { section, run, note: Arc::clone(note) });
        });
        self.tally(section, &note, false);
        Some(note)
    }

    /// A note to change; what was changed stands in the canvas once the guard is dropped.
    pub fn note_mut(&mut self, id: Id) -> Option<NoteMut<'_>> {
        let note = Arc::clone(self.note(id)?);
        Some(NoteMut { canvas: self, note })
    }

    /// Puts a note in the place of the one with its id.
    fn replace(&mut self, note: &Arc<Note>) {
        let Some(place) = self.position(note.id) else { return };
        let Some(stand) = self.notes.get_mut(note.id) else { return };
        let section = stand.section;
        let old = std::mem::replace(&mut stand.note, Arc::clone(note));
        self.sections[section].order.replace(place, Arc::clone(note));
        self.tally(section, &old, false);
        self.tally(section, note, true);
    }

    /// Counts a note that comes or goes.
    fn tally(&mut self, section: usize, note: &Note, comes: bool) {
        let counted = &mut self.sections[section];
        let count = |number: &mut usize, counts: bool| {
            *number = if comes { *number + usize::from(counts) } else { *number - usize::from(counts) };
        };
        count(&mut counted.questions, note.question.is_some());
        count(&mut counted.assumptions, note.basis == Some(Basis::Assumption));
        let Some(head) = note.under else { return };
        match self.groups.get_mut(head) {
            Some(group) if comes => group.push(note.id),
            Some(group) => {
                group.retain(|member| *member != note.id);
                if group.is_empty() {
                    self.groups.remove(head);
                }
            }
            None if comes => {
                self.groups.insert(head, vec![note.id]);
            }
            None => {}
        }
    }

    /// Takes part in equality of meaning: sections without notes do not count, nor does the order of sections.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let filled = |canvas: &Self| canvas.sections.iter().filter(|section| !section.order.is_empty()).count();
        self.head == other.head
            && self.marks == other.marks
            && self.history == other.history
            && filled(self) == filled(other)
            && self.sections.iter().all(|section| section.order.matches(other.order(&section.section), |a, b| a == b))
    }

    fn section_index(&mut self, section: &str) -> usize {
        if let Some(at) = self.sections.iter().position(|notes| notes.section == section) {
            return at;
        }
        let section = section.to_owned();
        self.sections.push(SectionNotes { section, order: Order::default(), questions: 0, assumptions: 0 });
        self.sections.len() - 1
    }
}

impl PartialEq for Canvas {
    fn eq(&self, other: &Self) -> bool {
        let names = |canvas: &Self| canvas.sections.iter().map(|section| section.section.clone()).collect::<Vec<_>>();
        names(self) == names(other) && self.says_the_same(other)
    }
}

impl Eq for Canvas {}

/// A note of a canvas that is being changed.
#[derive(Debug)]
pub struct NoteMut<'a> {
    canvas: &'a mut Canvas,
    note: Arc<Note>,
}

impl Deref for NoteMut<'_> {
    type Target = Note;

    fn deref(&self) -> &Note {
        &self.note
    }
}

impl DerefMut for NoteMut<'_> {
    fn deref_mut(&mut self) -> &mut Note {
        Arc::make_mut(&mut self.note)
    }
}

impl Drop for NoteMut<'_> {
    fn drop(&mut self) {
        self.canvas.replace(&self.note);
    }
}
