//! Where tables stand in the result: as the side has them that alone changed their order, with those of the other side
//! in their places. Where order means something, the result says it.

use std::collections::{HashMap, HashSet};

use super::Three;
use super::piece::Version;

/// A table by its number, with the list it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) id: usize,
    pub(super) list: usize,
    /// Whether the order of that list means something.
    pub(super) is_kept: bool,
}

/// A table of the result; where each side put it elsewhere, it stands in several places, in each for one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) id: usize,
    pub(super) only: Option<Version>,
}

/// The tables of three texts in their order.
pub(super) struct Sequences<'s> {
    pub(super) texts: Three<Vec<(usize, usize)>>,
    /// What the result holds, in canonical order.
    pub(super) canonical: &'s [Listed],
}

impl Sequences<'_> {
    /// The order of the result. `stands` says what is in it, `apart` what each side put elsewhere.
    pub(super) fn arranged(&self, stands: &dyn Fn(usize) -> bool, apart: &HashSet<usize>) -> Vec<Slot> {
        let place: HashMap<usize, usize> =
            self.canonical.iter().enumerate().map(|(place, listed)| (listed.id, place)).collect();
        let (first, second) = if self.ours_reordered() {
            (&self.texts.ours, &self.texts.theirs)
        } else {
            (&self.texts.theirs, &self.texts.ours)
        };
        let stays = |(id, list): &&(usize, usize)| {
            stands(*id) && place.get(id).is_none_or(|place| self.canonical[*place].list == *list)
        };
        let mut order: Vec<usize> = first.iter().filter(stays).map(|(id, _)| *id).collect();
        self.sort_kept(&mut order, &place);
        self.add_canonical(&mut order, stands);
        add_others(&mut order, second, stands);
        let mut slots: Vec<Slot> =
            order.into_iter().map(|id| Slot { id, only: apart.contains(&id).then_some(Version::Theirs) }).collect();
        for version in [Version::Ours, Version::Base] {
            add_apart(&mut slots, self.texts.get(version), version, apart);
        }
        slots
    }

    /// Whether ours has the tables that all three have in another order than the base.
    fn ours_reordered(&self) -> bool {
        let ids = |of: &[(usize, usize)]| of.iter().map(|(id, _)| *id).collect::<HashSet<_>>();
        let (base, ours, theirs) = (ids(&self.texts.base), ids(&self.texts.ours), ids(&self.texts.theirs));
        let common = |of: &[(usize, usize)]| -> Vec<usize> {
            let all = |id: &usize| base.contains(id) && ours.contains(id) && theirs.contains(id);
            of.iter().map(|(id, _)| *id).filter(all).collect()
        };
        common(&self.texts.base) != common(&self.texts.ours)
    }

    /// Puts the tables of lists whose order means something in that order, in the places they have.
    fn sort_kept(&self, order: &mut [usize], place: &HashMap<usize, usize>) {
        let mut lists: HashMap<usize, Vec<usize>> = HashMap::new();
        for (at, id) in order.iter().enumerate() {
            if let Some(listed) = place.get(id).map(|place| self.canonical[*place])
                && listed.is_kept
            {
                lists.entry(listed.list).or_default().push(at);
            }
        }
        for slots in lists.into_values() {
            let mut ids: Vec<usize> = slots.iter().map(|at| order[*at]).collect();
            ids.sort_by_key(|id| place.get(id));
            for (at, id) in slots.into_iter().zip(ids) {
                order[at] = id;
            }
        }
    }

    /// Puts in what is missing behind what it follows in canonical order.
    fn add_canonical(&self, order: &mut Vec<usize>, stands: &dyn Fn(usize) -> bool) {
        let mut there: HashSet<usize> = order.iter().copied().collect();
        let at = |order: &[usize], id: usize| order.iter().position(|other| *other == id);
        for (place, listed) in self.canonical.iter().enumerate() {
            if there.contains(&listed.id) || !stands(listed.id) {
                continue;
            }
            let same = |other: &&Listed| other.list == listed.list && there.contains(&other.id);
            let before = self.canonical[..place].iter().rev().take_while(|other| other.list == listed.list).find(same);
            let behind = self.canonical[place + 1..].iter().take_while(|other| other.list == listed.list).find(same);
            let earlier = self.canonical[..place].iter().rev().find(|other| there.contains(&other.id));
            let to = match (before, behind, earlier) {
                (Some(before), ..) => at(order, before.id).map(|at| at + 1),
                (None, Some(behind), _) => at(order, behind.id),
                (None, None, Some(earlier)) => at(order, earlier.id).map(|at| at + 1),
                (None, None, None) => None,
            };
            order.insert(to.unwrap_or(0), listed.id);
            there.insert(listed.id);
        }
    }
}

/// Puts in what is still missing behind what it follows in its own text.
fn add_others(order: &mut Vec<usize>, text: &[(usize, usize)], stands: &dyn Fn(usize) -> bool) {
    let there: HashSet<usize> = order.iter().copied().collect();
    let mut before = None;
    for (id, _) in text.iter().filter(|(id, _)| stands(*id)) {
        if !there.contains(id) {
            let at = before.and_then(|before| order.iter().position(|other| *other == before)).map_or(0, |at| at + 1);
            order.insert(at, *id);
        }
        before = Some(*id);
    }
}

/// Puts in where a version has what each side put elsewhere.
fn add_apart(slots: &mut Vec<Slot>, text: &[(usize, usize)], version: Version, apart: &HashSet<usize>) {
    for (at, (id, list)) in text.iter().enumerate().filter(|(_, (id, _))| apart.contains(id)) {
        let is_there = |(other, of): &&(usize, usize)| {
            of == list && slots.iter().any(|slot| slot.id == *other && slot.only.is_none_or(|only| only == version))
        };
        let before = text[..at].iter().rev().find(is_there).map(|(other, _)| (*other, 1));
        let place = before.or_else(|| text[at + 1..].iter().find(is_there).map(|(other, _)| (*other, 0)));
        let found = place.and_then(|(other, step)| {
            let same = |slot: &Slot| slot.id == other && slot.only.is_none_or(|only| only == version);
            slots.iter().position(same).map(|at| at + step)
        });
        let own = slots.iter().position(|slot| slot.id == *id).unwrap_or(slots.len());
        slots.insert(found.unwrap_or(own), Slot { id: *id, only: Some(version) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arranged(base: &[usize], ours: &[usize], theirs: &[usize], canonical: &[usize], is_kept: bool) -> Vec<usize> {
        let listed: Vec<Listed> = canonical.iter().map(|id| Listed { id: *id, list: 0, is_kept }).collect();
        let text = |ids: &[usize]| ids.iter().map(|id| (*id, 0)).collect();
        let texts = Three { base: text(base), ours: text(ours), theirs: text(theirs) };
        let sequences = Sequences { texts, canonical: &listed };
        let stands = |id: usize| ours.contains(&id) || theirs.contains(&id);
        sequences.arranged(&stands, &HashSet::new()).into_iter().map(|slot| slot.id).collect()
    }

    #[test]
    fn additions_of_both_find_their_place() {
        assert_eq!(arranged(&[1, 3], &[1, 2, 3], &[1, 3, 4], &[1, 2, 3, 4], false), [1, 2, 3, 4]);
        assert_eq!(arranged(&[1, 3], &[1, 3, 9], &[8, 1, 3], &[1, 3], false), [8, 1, 3, 9]);
        assert_eq!(arranged(&[], &[1], &[2], &[1, 2], false), [1, 2]);
    }

    #[test]
    fn the_order_of_the_side_that_changed_it_is_taken() {
        assert_eq!(arranged(&[1, 2, 3], &[3, 1, 2], &[1, 2, 3], &[1, 2, 3], false), [3, 1, 2]);
        assert_eq!(arranged(&[1, 2, 3], &[1, 2, 3], &[2, 3, 1], &[1, 2, 3], false), [2, 3, 1]);
        assert_eq!(arranged(&[1, 2, 3], &[1, 2, 3], &[1, 2, 3], &[3, 2, 1], true), [3, 2, 1]);
    }
}
