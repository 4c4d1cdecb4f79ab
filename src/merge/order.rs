//! The order of notes: which of them really moved, and what stands before what while edits are being made.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use crate::document::sequence::staying;
use crate::document::{Canvas, Id, Table};

/// The notes both canvases have that stand elsewhere in `to`: in another section, or in another order among the notes
/// that stayed. As few notes as possible count as moved; notes that only shifted because others came or went do not.
pub(super) fn moved(from: &Canvas, to: &Canvas) -> HashSet<Id> {
    let mut moved = HashSet::new();
    for section in to.sections() {
        let name = section.section.as_str();
        let before = from.order(name);
        if *before == section.order {
            continue;
        }
        let place: HashMap<Id, usize> = before.iter().enumerate().map(|(place, id)| (*id, place)).collect();
        let mut stayed = Vec::new();
        for id in section.order.iter() {
            match place.get(id) {
                Some(place) => stayed.push((*id, *place)),
                None if from.note(*id).is_some() => {
                    moved.insert(*id);
                }
                None => {}
            }
        }
        moved.extend(out_of_order(&stayed));
    }
    moved
}

/// The entries both tables have that stand in another order in `to`, as few as possible.
pub(super) fn moved_entries<'a>(from: &'a Table, to: &'a Table) -> HashSet<&'a str> {
    let place: HashMap<&str, usize> = from.keys().enumerate().map(|(place, key)| (key, place)).collect();
    let stayed: Vec<(&str, usize)> = to.keys().filter_map(|key| Some((key, *place.get(key)?))).collect();
    out_of_order(&stayed).into_iter().collect()
}

/// What stands outside the longest run of rising places.
pub(super) fn out_of_order<T: Copy>(stayed: &[(T, usize)]) -> Vec<T> {
    if stayed.is_sorted_by_key(|(_, place)| *place) {
        return Vec::new();
    }
    let places: Vec<usize> = stayed.iter().map(|(_, place)| *place).collect();
    stayed.iter().zip(staying(&places)).filter(|(_, stays)| !stays).map(|((what, _), _)| *what).collect()
}

/// A section's notes, or a table's entries, as a chain in which neighbours are found without counting.
#[derive(Debug)]
pub(super) struct Chain<K> {
    before: HashMap<K, Option<K>>,
    /// What follows a note; what follows nothing is the first.
    after: HashMap<Option<K>, K>,
}

impl<K: Copy + Eq + Hash> Chain<K> {
    /// The chain of notes that stand in this order.
    pub(super) fn new(order: impl IntoIterator<Item = K>) -> Self {
        let mut chain = Self { before: HashMap::new(), after: HashMap::new() };
        let mut last = None;
        for id in order {
            chain.before.insert(id, last);
            chain.after.insert(last, id);
            last = Some(id);
        }
        chain
    }

    /// Takes a note out and says what stood before it.
    pub(super) fn remove(&mut self, id: K) -> Option<K> {
        let before = self.before.remove(&id).flatten();
        match self.after.remove(&Some(id)) {
            Some(next) => {
                self.before.insert(next, before);
                self.after.insert(before, next);
            }
            None => {
                self.after.remove(&before);
            }
        }
        before
    }

    /// Puts a note behind another, or first.
    pub(super) fn insert(&mut self, id: K, before: Option<K>) {
        if let Some(next) = self.after.insert(before, id) {
            self.before.insert(next, Some(id));
            self.after.insert(Some(id), next);
        }
        self.before.insert(id, before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(bits: &[u32]) -> Vec<Id> {
        bits.iter().map(|bits| Id::from_bits(*bits)).collect()
    }

    #[test]
    fn only_what_changed_its_relative_order_has_moved() {
        let places = |order: &[usize]| -> Vec<(Id, usize)> {
            order.iter().map(|place| (Id::from_bits(u32::try_from(*place).unwrap_or(0)), *place)).collect()
        };
        assert_eq!(out_of_order(&places(&[0, 1, 2, 3])), ids(&[]));
        assert_eq!(out_of_order(&places(&[3, 0, 1, 2])), ids(&[3]));
        assert_eq!(out_of_order(&places(&[1, 2, 3, 0])), ids(&[0]));
        assert_eq!(out_of_order(&places(&[0, 4, 2, 3, 5])), ids(&[4]));
    }

    #[test]
    fn a_chain_knows_the_neighbours() {
        let order = ids(&[1, 2, 3]);
        let mut chain = Chain::new(order.iter().copied());
        assert_eq!(chain.remove(order[1]), Some(order[0]));
        assert_eq!(chain.remove(order[0]), None);
        chain.insert(order[1], Some(order[2]));
        chain.insert(order[0], None);
        assert_eq!(chain.remove(order[1]), Some(order[2]));
        assert_eq!(chain.remove(order[2]), Some(order[0]));
    }

    #[test]
    fn a_chain_knows_the_neighbours_of_what_came_and_went() {
        let order = ids(&[1, 2, 3, 4, 5]);
        // What stands behind one that was taken out stands behind the one before it, and gets what is put there.
        let mut chain = Chain::new(order[..3].iter().copied());
        chain.remove(order[1]);
        chain.insert(order[3], Some(order[0]));
        assert_eq!(chain.remove(order[2]), Some(order[3]));
        // What was put in between knows what stands behind it.
        let mut chain = Chain::new(order[..2].iter().copied());
        chain.insert(order[2], Some(order[0]));
        chain.insert(order[4], Some(order[2]));
        assert_eq!(chain.remove(order[1]), Some(order[4]));
    }
}
