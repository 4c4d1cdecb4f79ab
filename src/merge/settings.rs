//! Settings: key by key, rule by rule of the policy.

use std::collections::BTreeSet;

use super::keys::merge_keys;
use super::three::three_way;
use crate::codec::text_merge::Clash;
use crate::document::Settings;

/// What two people's changes of the settings come to, theirs where they clash, and the keys that do.
pub(super) fn merge(base: &Settings, ours: &Settings, theirs: &Settings) -> (Settings, Vec<Clash>) {
    let mut merged = theirs.clone();
    let mut clashes = Vec::new();
    let mut clash = |table: &[&str], key: &str| {
        let table = table.iter().map(|key| (*key).to_owned()).collect();
        clashes.push(Clash::Keys { table, keys: vec![key.to_owned()] });
    };
    for key in merge_keys(base, ours, &mut merged) {
        clash(&[], key);
    }
    merged.format = ours.format.max(theirs.format);
    let rules: BTreeSet<&String> = ours.policy.keys().chain(theirs.policy.keys()).collect();
    for rule in rules {
        let of = |settings: &'_ Settings| settings.policy.get(rule).cloned();
        match three_way(&of(base), &of(ours), &of(theirs)) {
            Some(Some(severity)) => {
                merged.policy.insert(rule.clone(), severity.clone());
            }
            Some(None) => {
                merged.policy.remove(rule);
            }
            None => clash(&["policy"], rule),
        }
    }
    (merged, clashes)
}
