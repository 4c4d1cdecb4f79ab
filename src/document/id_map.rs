//! A map from ids that copies share: changing a copy costs as much as the way to one entry, however many there are.
//!
//! Why not a library's: changing one note in a copy of a canvas of 100 and of 10,000 took 6.0 and 8.9 thousand
//! instructions with this map, 6.8 and 10.5 with `imbl::OrdMap`, and 8.9 and 13.8 with `imbl::HashMap`. In the program a key
//! at 10,000 notes then cost up to 26 % more than at 100, where a fifth is allowed (docs/performance.md).

use std::sync::Arc;

use super::Id;

/// How many ways a branch has.
const WAYS: usize = 1 << BITS;
/// How many bits of the hash choose the way.
const BITS: u32 = 4;
/// How many entries a leaf holds before it becomes a branch.
const MAX_LEAF_ENTRIES: usize = 16;
/// How deep the tree gets: then every bit of the hash has been used.
const MAX_DEPTH: u32 = u64::BITS / BITS;

/// Values by id.
#[derive(Clone, Debug)]
pub(super) struct IdMap<T> {
    root: Arc<Node<T>>,
    len: usize,
}

#[derive(Clone, Debug)]
enum Node<T> {
    Leaf(Vec<(Id, T)>),
    /// As many as there are ways. A branch that has lost its entries stays a branch.
    Branch(Vec<Arc<Node<T>>>),
}

impl<T> Default for IdMap<T> {
    fn default() -> Self {
        Self { root: Arc::new(Node::Leaf(Vec::new())), len: 0 }
    }
}

impl<T> IdMap<T> {
    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The value of an id.
    pub(super) fn get(&self, id: Id) -> Option<&T> {
        let (mut node, mut hash) = (&self.root, hash(id));
        loop {
            match &**node {
                Node::Leaf(entries) => return entries.iter().find(|(known, _)| *known == id).map(|(_, value)| value),
                Node::Branch(ways) => node = &ways[take_way(&mut hash)],
            }
        }
    }
}

impl<T: Clone> IdMap<T> {
    /// The value of an id, to be changed.
    pub(super) fn get_mut(&mut self, id: Id) -> Option<&mut T> {
        // Looking first leaves everything shared where there is no such id.
        self.get(id)?;
        self.leaf(id).0.iter_mut().find(|(known, _)| *known == id).map(|(_, value)| value)
    }

    /// Gives an id a value, and hands back the one it had.
    pub(super) fn insert(&mut self, id: Id, value: T) -> Option<T> {
        let (entries, depth) = self.leaf(id);
        if let Some((_, old)) = entries.iter_mut().find(|(known, _)| *known == id) {
            return Some(std::mem::replace(old, value));
        }
        entries.push((id, value));
        if entries.len() > MAX_LEAF_ENTRIES && depth < MAX_DEPTH {
            self.split(id);
        }
        self.len += 1;
        None
    }

    /// Takes an id out.
    pub(super) fn remove(&mut self, id: Id) -> Option<T> {
        self.get(id)?;
        let entries = self.leaf(id).0;
        let at = entries.iter().position(|(known, _)| *known == id)?;
        let (_, value) = entries.swap_remove(at);
        self.len -= 1;
        Some(value)
    }

    /// The leaf of an id, copied as far as others hold it, and how deep it is.
    fn leaf(&mut self, id: Id) -> (&mut Vec<(Id, T)>, u32) {
        let (mut node, mut hash, mut depth) = (&mut self.root, hash(id), 0);
        loop {
            match Arc::make_mut(node) {
                Node::Leaf(entries) => return (entries, depth),
                Node::Branch(ways) => node = &mut ways[take_way(&mut hash)],
            }
            depth += 1;
        }
    }

    /// Makes a branch of the leaf of an id.
    fn split(&mut self, id: Id) {
        let (mut node, mut rest, mut depth) = (&mut self.root, hash(id), 0);
        while matches!(**node, Node::Branch(_)) {
            let Node::Branch(ways) = Arc::make_mut(node) else { return };
            node = &mut ways[take_way(&mut rest)];
            depth += 1;
        }
        let Node::Leaf(entries) = std::mem::replace(Arc::make_mut(node), Node::Branch(Vec::new())) else { return };
        let mut leaves: [Vec<(Id, T)>; WAYS] = std::array::from_fn(|_| Vec::new());
        for (id, value) in entries {
            let mut rest = hash(id) >> (BITS * depth);
            leaves[take_way(&mut rest)].push((id, value));
        }
        *node = Arc::new(Node::Branch(leaves.into_iter().map(|leaf| Arc::new(Node::Leaf(leaf))).collect()));
    }
}

/// Takes the way that the lowest bits choose.
fn take_way(hash: &mut u64) -> usize {
    let way = usize::try_from(*hash % (1 << BITS)).unwrap_or(0);
    *hash >>= BITS;
    way
}

/// Spreads ids over the ways. Ids that were made to meet each other only make a long leaf.
fn hash(id: Id) -> u64 {
    let mut hash = 0u64;
    for word in id.words() {
        hash = (hash.rotate_left(29) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    hash ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_holds_what_a_map_holds_and_copies_stay_as_they_were(
            doings in proptest::collection::vec((0..3u8, 0..600u32, any::<u32>()), 0..900),
            copied_at in 0..900usize,
        ) {
            let (mut map, mut known) = (IdMap::default(), HashMap::new());
            let mut copy = None;
            for (at, (doing, id, value)) in doings.into_iter().enumerate() {
                if at == copied_at {
                    copy = Some((map.clone(), known.clone()));
                }
                let id = Id::from_bits(id);
                match doing {
                    0 => prop_assert_eq!(map.remove(id), known.remove(&id)),
                    1 => {
                        if let Some(there) = map.get_mut(id) {
                            *there = value;
                            known.insert(id, value);
                        }
                    }
                    _ => prop_assert_eq!(map.insert(id, value), known.insert(id, value)),
                }
                prop_assert_eq!(map.len(), known.len());
            }
            for (map, known) in [(map, known)].into_iter().chain(copy) {
                for id in (0..600).map(Id::from_bits) {
                    prop_assert_eq!(map.get(id), known.get(&id));
                }
            }
        }
    }

    #[test]
    fn a_change_copies_only_the_way_to_it() {
        let mut map = IdMap::default();
        for bits in 0..10_000 {
            map.insert(Id::from_bits(bits), Arc::new(bits));
        }
        let copy = map.clone();
        map.insert(Id::from_bits(5_000), Arc::new(0));
        let copied =
            (0..10_000).filter(|bits| copy.get(Id::from_bits(*bits)).is_some_and(|value| Arc::strong_count(value) > 1));
        // What others hold still is counted once; only the entries of one leaf are held twice.
        assert!(copied.count() <= MAX_LEAF_ENTRIES);
    }
}
