//! Tables of a document key by key, whatever their keys are. A list is a set.

use super::three::{sets, three_way};
use crate::document::{FileTable, KeyValue};

/// Merges tables key by key into `merged`, which holds theirs. Gives the keys that both sides changed to different
/// values, which keep theirs. What stands in tables of its own is for whoever knows it.
pub(super) fn merge_keys<T: FileTable>(base: &T, ours: &T, merged: &mut T) -> Vec<&'static str> {
    let mut clashes = Vec::new();
    for key in T::KEYS {
        if is_list(key, ours) || is_list(key, merged) {
            merge_list(key, base, ours, merged);
            continue;
        }
        match three_way(&base.key(key), &ours.key(key), &merged.key(key)).map(|one| *one == ours.key(key)) {
            Some(true) => take(key, ours, merged),
            Some(false) => {}
            None => clashes.push(*key),
        }
    }
    clashes
}

/// The keys in which two tables differ, but for lists, and for what stands in tables of its own.
pub(super) fn differing_keys<T: FileTable>(ours: &T, theirs: &T) -> Vec<&'static str> {
    let differs =
        |key: &&&'static str| ours.key(key) != theirs.key(key) && !is_list(key, ours) && !is_list(key, theirs);
    T::KEYS.iter().filter(differs).copied().collect()
}

/// Merges the lists of tables into `merged`, which holds theirs.
pub(super) fn merge_lists<T: FileTable>(base: &T, ours: &T, merged: &mut T) {
    for key in T::KEYS {
        if is_list(key, ours) || is_list(key, merged) {
            merge_list(key, base, ours, merged);
        }
    }
}

/// Gives a table the value of a key of another.
pub(super) fn take<T: FileTable>(key: &str, from: &T, into: &mut T) {
    // It is a value of the same key, so it fits.
    into.set_key(key, from.key(key));
}

fn is_list<T: FileTable>(key: &str, table: &T) -> bool {
    matches!(table.key(key), Some(KeyValue::List(_)))
}

fn merge_list<T: FileTable>(key: &str, base: &T, ours: &T, merged: &mut T) {
    let list = |table: &T| match table.key(key) {
        Some(KeyValue::List(list)) => list.into_iter().map(std::borrow::Cow::into_owned).collect(),
        _ => Vec::new(),
    };
    let list: Vec<String> = sets(&list(base), &list(ours), &list(merged));
    merged.set_key(key, Some(KeyValue::List(list.iter().map(Into::into).collect())));
}
