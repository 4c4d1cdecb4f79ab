//! What differs between two states of documents, as people speak of it: notes that came and went, were reworded, moved or
//! grouped elsewhere, answers that changed. The difference in edits, for undo and merging, is [`diff`](super::diff)'s.
//!
//! Everything is matched by its id. Notes that are left over in a product are matched by likeness: somebody may have typed
//! one anew, or split a canvas in two.

mod compare;
mod likeness;
mod parts;
mod registers;
mod renames;
mod value;
pub mod words;

use std::collections::HashMap;

use serde::Serialize;

use crate::codec::Content;
use crate::method::Method;
use compare::compared;
use parts::{Part, Parts};

pub use renames::renamed;
pub use value::{FieldValue, Fields};

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Topic {
    /// A note of a canvas.
    Note,
    /// The keys at the top of a file.
    Head,
    /// What is said of a section.
    Section,
    /// An item of a checklist.
    Item,
    /// The answer to a criterion.
    Criterion,
    /// A round that is over.
    Round,
    /// A mark that a document was looked at.
    Reviewed,
    /// Who plays a part.
    Team,
    /// An entry of a register, or of the policy.
    Entry,
    /// A published version.
    Version,
}

/// What happened to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// It came.
    Added,
    /// It went.
    Removed,
    /// Its text became another.
    Reworded,
    /// It went to another section, table or document.
    Moved,
    /// It stands elsewhere among those around it.
    Reordered,
    /// It came under another note, or out from under one.
    Regrouped,
    /// Something else of it became another.
    Changed,
}

impl ChangeKind {
    /// Every kind, in the order they are told.
    pub const ALL: [Self; 7] =
        [Self::Added, Self::Removed, Self::Reworded, Self::Moved, Self::Reordered, Self::Regrouped, Self::Changed];

    /// The word that stands for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Reworded => "reworded",
            Self::Moved => "moved",
            Self::Reordered => "reordered",
            Self::Regrouped => "regrouped",
            Self::Changed => "changed",
        }
    }
}

/// A change of one thing in a document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    #[serde(rename = "subject")]
    pub topic: Topic,
    /// The table an entry stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// What it is told apart by.
    pub id: Option<String>,
    /// The number people call a note by.
    pub number: Option<String>,
    /// The section it stands in.
    pub section: Option<String>,
    /// What happened; at least one.
    pub kinds: Vec<ChangeKind>,
    /// What it says; where it went, what it said.
    pub text: String,
    /// The key under which the text stands; nothing where it stands in no key of the file.
    #[serde(skip)]
    pub text_key: Option<&'static str>,
    /// What stood there, of what differs; nothing for what came.
    pub before: Option<Fields>,
    /// What stands there; nothing for what went.
    pub after: Option<Fields>,
}

impl Change {
    /// Whether that happened.
    #[must_use]
    pub fn is(&self, kind: ChangeKind) -> bool {
        self.kinds.contains(&kind)
    }
}

/// How many changes of each kind there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub added: usize,
    pub removed: usize,
    pub reworded: usize,
    pub moved: usize,
    pub reordered: usize,
    pub regrouped: usize,
    pub changed: usize,
}

impl Counts {
    /// Those of some changes; one of several kinds counts for each.
    #[must_use]
    pub fn of<'c>(changes: impl IntoIterator<Item = &'c Change>) -> Self {
        let mut counts = Self::default();
        for kind in changes.into_iter().flat_map(|change| &change.kinds) {
            *counts.slot(*kind) += 1;
        }
        counts
    }

    /// How many of one kind there are.
    #[must_use]
    pub fn count(mut self, kind: ChangeKind) -> usize {
        *self.slot(kind)
    }

    fn slot(&mut self, kind: ChangeKind) -> &mut usize {
        match kind {
            ChangeKind::Added => &mut self.added,
            ChangeKind::Removed => &mut self.removed,
            ChangeKind::Reworded => &mut self.reworded,
            ChangeKind::Moved => &mut self.moved,
            ChangeKind::Reordered => &mut self.reordered,
            ChangeKind::Regrouped => &mut self.regrouped,
            ChangeKind::Changed => &mut self.changed,
        }
    }
}

/// A document in two states.
#[derive(Clone, Copy, Debug)]
pub struct Compared<'a> {
    /// Its path; where it went, the one it had.
    pub path: &'a str,
    /// The path it had.
    pub path_before: &'a str,
    /// What it said; nothing where it is new.
    pub before: Option<&'a Content>,
    /// What it says; nothing where it went.
    pub after: Option<&'a Content>,
}

/// The changes of each of these documents, in the order of its file; texts of the method in a language.
#[must_use]
pub fn changes(documents: &[Compared<'_>], method: &Method, language: &str) -> Vec<Vec<Change>> {
    let parts =
        |content: Option<&Content>| content.map_or_else(Vec::new, |content| Parts::of(content, method, language));
    let sides: Vec<Sides> =
        documents.iter().map(|document| Sides::new(parts(document.before), parts(document.after))).collect();
    let mut matches = Matches::by_key(&sides);
    matches.across(documents, &sides);
    (0..documents.len()).map(|at| matches.changes_of(at, documents, &sides)).collect()
}

/// The parts of a document before and after.
struct Sides {
    before: Vec<Part>,
    after: Vec<Part>,
}

impl Sides {
    fn new(before: Vec<Part>, after: Vec<Part>) -> Self {
        Self { before, after }
    }
}

/// A part: which document, and which part of it.
type Place = (usize, usize);

/// Which part after belongs to which before.
struct Matches {
    /// For each document and each of its parts after: the one before.
    before: Vec<Vec<Option<Place>>>,
    /// For each document and each of its parts before: whether it is found again.
    found: Vec<Vec<bool>>,
}

impl Matches {
    /// Those of one document that are called the same.
    fn by_key(sides: &[Sides]) -> Self {
        let mut matches = Self {
            before: sides.iter().map(|side| vec![None; side.after.len()]).collect(),
            found: sides.iter().map(|side| vec![false; side.before.len()]).collect(),
        };
        for (document, side) in sides.iter().enumerate() {
            let mut known: HashMap<_, Vec<usize>> = HashMap::new();
            for (at, part) in side.before.iter().enumerate().rev() {
                known.entry(part.key()).or_default().push(at);
            }
            for (at, part) in side.after.iter().enumerate() {
                if let Some(before) = known.get_mut(&part.key()).and_then(Vec::pop) {
                    matches.join((document, before), (document, at));
                }
            }
        }
        matches
    }

    fn join(&mut self, before: Place, after: Place) {
        self.before[after.0][after.1] = Some(before);
        self.found[before.0][before.1] = true;
    }

    /// What is left over in a product: by id in other documents, then notes by likeness.
    fn across(&mut self, documents: &[Compared<'_>], sides: &[Sides]) {
        let product = |path: &str| path.split_once('/').map_or("", |(product, _)| product).to_owned();
        let mut left: HashMap<String, (Vec<Place>, Vec<Place>)> = HashMap::new();
        for (document, side) in sides.iter().enumerate() {
            // The product may have another name now; it is the same.
            let of = left.entry(product(documents[document].path)).or_default();
            let is_left = |(at, part): &(usize, &Part)| part.is_movable().then_some((document, *at));
            let gone = side.before.iter().enumerate().filter(|(at, _)| !self.found[document][*at]);
            of.0.extend(gone.filter_map(|part| is_left(&part)));
            let new = side.after.iter().enumerate().filter(|(at, _)| self.before[document][*at].is_none());
            of.1.extend(new.filter_map(|part| is_left(&part)));
        }
        let mut left: Vec<_> =
            left.into_iter().filter(|(_, (gone, new))| !gone.is_empty() && !new.is_empty()).collect();
        left.sort();
        for (_, (gone, new)) in left {
            let part = |place: &Place| &sides[place.0].before[place.1];
            let mut ids: HashMap<_, Place> = gone.iter().map(|place| (part(place).key(), *place)).collect();
            for place in &new {
                if let Some(before) = ids.remove(&sides[place.0].after[place.1].key()) {
                    self.join(before, *place);
                }
            }
            let is_note = |part: &Part| part.topic == Topic::Note;
            let gone: Vec<(Place, &str)> = gone
                .into_iter()
                .filter(|place| !self.found[place.0][place.1] && is_note(part(place)))
                .map(|place| (place, part(&place).text.as_str()))
                .collect();
            let new: Vec<(Place, &str)> = new
                .into_iter()
                .map(|place| (place, &sides[place.0].after[place.1]))
                .filter(|(place, part)| self.before[place.0][place.1].is_none() && is_note(part))
                .map(|(place, part)| (place, part.text.as_str()))
                .collect();
            for (before, after) in likeness::pairs(&gone, &new) {
                self.join(before, after);
            }
        }
    }

    /// The changes of a document: those of what stands in it, and what went from it behind what it stood behind.
    fn changes_of(&self, document: usize, documents: &[Compared<'_>], sides: &[Sides]) -> Vec<Change> {
        let side = &sides[document];
        let within: Vec<(usize, usize)> = self.before[document]
            .iter()
            .enumerate()
            .filter_map(|(after, before)| before.filter(|place| place.0 == document).map(|place| (place.1, after)))
            .collect();
        // That a document came or went says as much of what stands at its top.
        let (is_new, is_gone) = (documents[document].before.is_none(), documents[document].after.is_none());
        let reordered = compare::reordered(side, &within);
        let mut changes: Vec<((usize, usize), Change)> = Vec::new();
        for (at, after) in side.after.iter().enumerate() {
            let change = match self.before[document][at] {
                None if is_new && after.topic == Topic::Head => None,
                None => Some(after.came()),
                Some(place) => {
                    let before = &sides[place.0].before[place.1];
                    let from = (place.0 != document).then(|| documents[place.0].path_before);
                    compared(before, after, from, reordered.contains(&at))
                }
            };
            changes.extend(change.map(|change| ((at + 1, 0), change)));
        }
        let after_of: HashMap<usize, usize> = within.into_iter().collect();
        let mut behind = 0;
        for (at, before) in side.before.iter().enumerate() {
            match after_of.get(&at) {
                // What went to another section is no neighbour any more.
                Some(after) if before.stands_with(&side.after[*after]) => behind = after + 1,
                Some(_) => {}
                None if self.found[document][at] || is_gone && before.topic == Topic::Head => {}
                None => changes.push(((behind, at + 1), before.went())),
            }
        }
        changes.sort_by_key(|(place, _)| *place);
        changes.into_iter().map(|(_, change)| change).collect()
    }
}

#[cfg(test)]
mod tests;
