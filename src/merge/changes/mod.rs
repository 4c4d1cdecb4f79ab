//! What differs between two states of documents, as people speak of it: notes that came and went, were reworded, moved or
//! grouped elsewhere, answers that changed. The difference in edits, for undo and merging, is [`diff`](super::diff)'s.
//!
//! Everything is matched by its id. Notes that are left over in a product are matched by likeness: somebody may have typed
//! one anew, or split a canvas in two.

mod change;
mod compare;
pub mod documents;
mod likeness;
mod parts;
mod registers;
mod renames;
mod value;
pub mod words;

use std::collections::HashMap;

use crate::codec::Content;
use crate::method::Method;
use compare::compared;
use parts::{Parts, Sides};

pub use change::{Change, ChangeKind, Counts, Topic};
pub(super) use parts::Part;
pub use renames::renamed;
pub use value::{FieldValue, Fields};

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

/// Everything in a document, in the order of its file.
pub(super) fn parts_of(content: &Content, method: &Method, language: &str) -> Vec<Part> {
    Parts::of(content, method, language)
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
