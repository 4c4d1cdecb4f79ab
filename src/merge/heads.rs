//! Heads and published versions of both sides.

use super::three::{sets, three_way};
use super::{Conflict, Side, Subject};
use crate::document::{Head, HeadField, Published};

/// Merges the heads key by key into `merged`, which holds theirs.
pub(super) fn merge_heads(base: &Head, ours: &Head, merged: &mut Head, conflicts: &mut Vec<Conflict>) {
    merged.format = merged.format.max(ours.format);
    for field in HeadField::ALL {
        let values = (base.get(field), ours.get(field), merged.get(field));
        match three_way(&values.0, &values.1, &values.2) {
            Some(value) => {
                let value = value.clone();
                merged.set(field, value.as_ref());
            }
            // Two branches that published: the later number is the last one.
            None if field == HeadField::Version => merged.version = merged.version.max(ours.version),
            None => conflicts.push(Conflict::new(
                Subject::Head { field },
                values.0.map(Side::Value),
                values.1.map(Side::Value),
                values.2.map(Side::Value),
            )),
        }
    }
}

/// The published versions of both sides, oldest first. A version is never changed again, so two different ones with one
/// number both stay, and `check` speaks of them.
pub(super) fn merge_history(base: &[Published], ours: &[Published], theirs: &[Published]) -> Vec<Published> {
    let merged = sets(base, ours, theirs);
    let grown = merged != ours && merged != theirs;
    let mut merged = merged;
    if grown {
        merged.sort_by_key(|published| published.version);
    }
    merged
}
