//! The notes of a section in order, in runs that copies share.
//!
//! A run has a name that stays when others come before it, so that whoever knows the run of a note finds its place
//! without going through all of them.
//!
//! Why not a vector, or a library's: an edit of a canvas of 10,000 notes may cost a fifth more than one of 100
//! (docs/performance.md). Of a copy of a canvas of 100 and of 10,000 notes, changing one note took 6.0 and 8.9 thousand
//! instructions with this order and [`IdMap`](super::id_map), 7.5 and 209 thousand with `imbl::Vector` and a hash map,
//! and 8.7 and 678 thousand with a shared vector and a hash map.

use std::ops::Index;
use std::sync::Arc;

use super::{Id, Note};

/// How many notes a run holds before it is cut in two.
const MAX_RUN_NOTES: usize = 128;
/// A run with fewer than that joins the one before it where there is room.
const MIN_RUN_NOTES: usize = 8;
/// How many of them come one after the other at the end, so that there is room left between them.
const FILLED: usize = 96;

/// The notes of a section in the order the team gave them. Cloning is cheap, and so is changing a clone.
#[derive(Clone, Debug, Default)]
pub struct Order {
    runs: Arc<Vec<Run>>,
    len: usize,
    /// The name of the next run.
    fresh: u32,
}

/// A part of the order; never empty.
#[derive(Clone, Debug)]
struct Run {
    /// The place of its first note.
    start: usize,
    name: u32,
    notes: Arc<Vec<Arc<Note>>>,
}

impl Order {
    /// How many notes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no note.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The note at a place, from 0.
    #[must_use]
    pub fn note(&self, place: usize) -> Option<&Arc<Note>> {
        let run = &self.runs.get(self.run_at(place))?;
        run.notes.get(place - run.start)
    }

    /// The id of the note at a place, from 0.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<&Id> {
        self.note(place).map(|note| &note.id)
    }

    /// The first id.
    #[must_use]
    pub fn first(&self) -> Option<&Id> {
        self.get(0)
    }

    /// The last id.
    #[must_use]
    pub fn last(&self) -> Option<&Id> {
        self.get(self.len.checked_sub(1)?)
    }

    /// The ids in order.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Id> + ExactSizeIterator {
        self.notes().map(|note| &note.id)
    }

    /// The ids in order, by themselves.
    #[must_use]
    pub fn to_vec(&self) -> Vec<Id> {
        self.iter().copied().collect()
    }

    #[must_use]
    pub fn notes(&self) -> Notes<'_> {
        Notes { order: self, front: 0, back: self.len, run: 0 }
    }

    /// Whether both hold the same number of notes and `same` finds each pair the same. Runs that both share are not gone
    /// through.
    #[must_use]
    pub fn matches(&self, other: &Self, same: impl Fn(&Arc<Note>, &Arc<Note>) -> bool) -> bool {
        if self.len != other.len {
            return false;
        }
        let mut place = 0;
        while place < self.len {
            let (a, b) = (&self.runs[self.run_at(place)], &other.runs[other.run_at(place)]);
            let next = (a.start + a.notes.len()).min(b.start + b.notes.len());
            let shared = a.start == b.start && Arc::ptr_eq(&a.notes, &b.notes);
            let ours = &a.notes[place - a.start..next - a.start];
            let theirs = &b.notes[place - b.start..next - b.start];
            if !shared && !ours.iter().zip(theirs).all(|(a, b)| Arc::ptr_eq(a, b) || same(a, b)) {
                return false;
            }
            place = next;
        }
        true
    }

    /// The place of a note whose run is known.
    pub(super) fn place(&self, run: u32, id: Id) -> Option<usize> {
        let run = self.runs.iter().find(|known| known.name == run)?;
        run.notes.iter().position(|note| note.id == id).map(|at| run.start + at)
    }

    /// Puts a note at a place. `settle` is told the run of the note, and of every other one that came into another run.
    pub(super) fn insert(&mut self, place: usize, note: Arc<Note>, mut settle: impl FnMut(&Arc<Note>, u32)) {
        let place = place.min(self.len);
        let at = self.run_at(place.saturating_sub(1));
        let runs = Arc::make_mut(&mut self.runs);
        let is_end = place == self.len;
        match runs.get_mut(at) {
            Some(run) if run.notes.len() < FILLED || !is_end => {
                settle(&note, run.name);
                Arc::make_mut(&mut run.notes).insert(place - run.start, note);
                if run.notes.len() > MAX_RUN_NOTES {
                    let half = Arc::make_mut(&mut run.notes).split_off(MAX_RUN_NOTES / 2);
                    for note in &half {
                        settle(note, self.fresh);
                    }
                    runs.insert(at + 1, Run { start: 0, name: self.fresh, notes: Arc::new(half) });
                    self.fresh += 1;
                }
            }
            // What is read comes to the end, one after the other, and a new run begins there.
            _ => {
                settle(&note, self.fresh);
                runs.push(Run { start: 0, name: self.fresh, notes: Arc::new(vec![note]) });
                self.fresh += 1;
            }
        }
        self.count();
    }

    /// Takes the note at a place out. `settle` is told of every note that came into another run.
    pub(super) fn remove(&mut self, place: usize, mut settle: impl FnMut(&Arc<Note>, u32)) -> Option<Arc<Note>> {
        self.note(place)?;
        let at = self.run_at(place);
        let runs = Arc::make_mut(&mut self.runs);
        let run = runs.get_mut(at)?;
        let note = Arc::make_mut(&mut run.notes).remove(place - run.start);
        if run.notes.len() < MIN_RUN_NOTES {
            // What is left joins the run before it where that has room, so that runs stay few.
            let joins =
                at.checked_sub(1).filter(|before| runs[*before].notes.len() + runs[at].notes.len() < MAX_RUN_NOTES);
            if runs[at].notes.is_empty() {
                runs.remove(at);
            } else if let Some(before) = joins {
                let rest = runs.remove(at).notes;
                let name = runs[before].name;
                for note in rest.iter() {
                    settle(note, name);
                }
                Arc::make_mut(&mut runs[before].notes).extend(rest.iter().cloned());
            }
        }
        self.count();
        Some(note)
    }

    /// Puts another note in the place of one.
    pub(super) fn replace(&mut self, place: usize, note: Arc<Note>) {
        let at = self.run_at(place);
        if let Some(run) = Arc::make_mut(&mut self.runs).get_mut(at)
            && let Some(there) = Arc::make_mut(&mut run.notes).get_mut(place - run.start)
        {
            *there = note;
        }
    }

    /// The run of a place; the last one for a place behind the end.
    fn run_at(&self, place: usize) -> usize {
        self.runs.partition_point(|run| run.start <= place).saturating_sub(1)
    }

    fn count(&mut self) {
        let mut start = 0;
        for run in Arc::make_mut(&mut self.runs) {
            run.start = start;
            start += run.notes.len();
        }
        self.len = start;
    }
}

/// The same ids in the same order.
impl PartialEq for Order {
    fn eq(&self, other: &Self) -> bool {
        self.matches(other, |a, b| a.id == b.id)
    }
}

impl Eq for Order {}

impl Index<usize> for Order {
    type Output = Id;

    /// # Panics
    /// Where there is no such place, as for a slice.
    fn index(&self, place: usize) -> &Id {
        let run = &self.runs[self.run_at(place)];
        &run.notes[place - run.start].id
    }
}

/// The notes of an [`Order`].
#[derive(Clone, Debug)]
pub struct Notes<'a> {
    order: &'a Order,
    front: usize,
    back: usize,
    /// The run of the last note that was given out.
    run: usize,
}

impl<'a> Notes<'a> {
    fn at(&mut self, place: usize) -> Option<&'a Arc<Note>> {
        if let Some(run) = self.order.runs.get(self.run)
            && let Some(note) = place.checked_sub(run.start).and_then(|at| run.notes.get(at))
        {
            return Some(note);
        }
        self.run = self.order.run_at(place);
        self.order.note(place)
    }
}

impl<'a> Iterator for Notes<'a> {
    type Item = &'a Arc<Note>;

    fn next(&mut self) -> Option<Self::Item> {
        (self.front < self.back).then(|| self.front += 1).and_then(|()| self.at(self.front - 1))
    }

    fn nth(&mut self, over: usize) -> Option<Self::Item> {
        self.front = self.front.saturating_add(over).min(self.back);
        self.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.back - self.front, Some(self.back - self.front))
    }
}

impl DoubleEndedIterator for Notes<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        (self.front < self.back).then(|| self.back -= 1).and_then(|()| self.at(self.back))
    }
}

impl ExactSizeIterator for Notes<'_> {}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    fn note(bits: u32) -> Arc<Note> {
        Arc::new(Note::new(Id::from_bits(bits), "note"))
    }

    proptest! {
        #[test]
        fn it_stands_as_a_list_stands_and_knows_every_place(
            doings in proptest::collection::vec((0..5u8, any::<prop::sample::Index>()), 0..1200),
            grows in 200..1000usize,
        ) {
            let (mut order, mut list, mut runs) = (Order::default(), Vec::new(), HashMap::new());
            let copy = order.clone();
            for (bits, (doing, at)) in (0..).zip(doings) {
                let is_growing = list.len() < grows && doing > 0;
                let place = at.index(list.len() + 1);
                if is_growing {
                    let place = if doing == 1 { list.len() } else { place };
                    order.insert(place, note(bits), |note, run| { runs.insert(note.id, run); });
                    list.insert(place, Id::from_bits(bits));
                } else if place < list.len() {
                    let out = order.remove(place, |note, run| { runs.insert(note.id, run); });
                    prop_assert_eq!(out.map(|note| note.id), Some(list.remove(place)));
                }
                prop_assert_eq!(order.len(), list.len());
            }
            prop_assert_eq!(order.to_vec(), list.clone());
            prop_assert!(order.iter().rev().eq(list.iter().rev()));
            for (place, id) in list.iter().enumerate() {
                prop_assert_eq!(order.get(place), Some(id));
                prop_assert_eq!(order.place(runs[id], *id), Some(place));
                prop_assert_eq!(order.notes().nth(place).map(|note| note.id), Some(*id));
            }
            prop_assert_eq!(order.get(list.len()), None);
            prop_assert!(order.runs.len() <= 2 + list.len() / (MIN_RUN_NOTES / 2), "{}", order.runs.len());
            prop_assert!(copy.is_empty());
        }
    }

    #[test]
    fn a_change_copies_one_run_and_what_is_shared_is_not_compared() {
        let mut order = Order::default();
        for bits in 0..10_000 {
            order.insert(order.len(), note(bits), |_, _| {});
        }
        assert_eq!(order.runs.len(), 10_000usize.div_ceil(FILLED));
        let mut copy = order.clone();
        copy.replace(5_000, note(5_000));
        let shared = order.runs.iter().zip(&*copy.runs).filter(|(a, b)| Arc::ptr_eq(&a.notes, &b.notes)).count();
        assert_eq!(shared, order.runs.len() - 1);
        let asked = std::cell::Cell::new(0);
        assert!(order.matches(&copy, |a, b| {
            asked.set(asked.get() + 1);
            a == b
        }));
        assert_eq!(asked.get(), 1);
        assert_eq!(order, copy);
        copy.remove(0, |_, _| {});
        assert_ne!(order, copy);
    }
}
