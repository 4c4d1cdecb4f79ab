//! What became of one thing, and which things stand elsewhere among those around them.

use std::collections::{BTreeMap, HashSet};

use super::parts::{Part, Sides};
use super::value::{FieldValue, Fields};
use super::{Change, ChangeKind, Topic};
use crate::document::Field;
use crate::merge::order::out_of_order;

/// What happened between two states of one thing; nothing where nothing did. `from` is the document it came from, where
/// that is another one.
pub(super) fn compared(before: &Part, after: &Part, from: Option<&str>, is_reordered: bool) -> Option<Change> {
    let section = |part: &Part| part.place.as_ref().map(|(section, _)| section.clone());
    let is_moved = from.is_some() || section(before) != section(after);
    let mut kinds = HashSet::new();
    let (mut old, mut new) = (Fields::default(), Fields::default());
    if before.id != after.id {
        kinds.insert(ChangeKind::Changed);
        let id = |part: &Part| part.id.clone().map(FieldValue::Text);
        old.push("id", id(before));
        new.push("id", id(after));
    }
    if is_moved || is_reordered {
        kinds.insert(if is_moved { ChangeKind::Moved } else { ChangeKind::Reordered });
        let place = |part: &Part, path: Option<&str>| {
            let (section, after) = part.place.clone()?;
            Some(FieldValue::Place { path: path.map(str::to_owned), section, after })
        };
        old.push("place", place(before, from));
        new.push("place", place(after, None));
    }
    let keys = after.fields.iter().map(|(key, _)| key);
    let gone = before.fields.iter().map(|(key, _)| key).filter(|key| after.get(key).is_none());
    for key in keys.chain(gone) {
        let (was, is) = (before.get(key), after.get(key));
        if was == is {
            continue;
        }
        kinds.insert(match key.as_str() {
            key if after.text_key == Some(key) => ChangeKind::Reworded,
            key if after.topic == Topic::Note && key == Field::Under.word() => ChangeKind::Regrouped,
            _ => ChangeKind::Changed,
        });
        old.push(key, was.cloned());
        new.push(key, is.cloned());
    }
    if kinds.is_empty() {
        return None;
    }
    let kinds = ChangeKind::ALL.into_iter().filter(|kind| kinds.contains(kind)).collect();
    Some(Change { kinds, before: Some(old), after: Some(new), ..after.change() })
}

/// Which parts after stand elsewhere among those that stayed in their section, as few as possible. `within` are the pairs
/// of parts before and after.
pub(super) fn reordered(side: &Sides, within: &[(usize, usize)]) -> HashSet<usize> {
    let mut sections: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for (before, after) in within {
        // What stands in no order has no neighbour it stands behind.
        if let (Some((was, _)), Some((is, _))) = (&side.before[*before].place, &side.after[*after].place)
            && was == is
        {
            sections.entry(is).or_default().push((*after, *before));
        }
    }
    sections.values().flat_map(|stayed| out_of_order(stayed)).collect()
}
