//! Who answers which resource of a station.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

/// One role, or several.
#[derive(Deserialize)]
#[serde(untagged, expecting = "who answers is a role or a list of roles")]
enum Given {
    One(String),
    Several(Vec<String>),
}

/// Reads who answers what, where a single word stands for a list of one.
///
/// # Errors
/// Where the value is something else than a table of words and lists of words.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Vec<String>>, D::Error> {
    // As it is laid out in the program it is always a list.
    if !deserializer.is_human_readable() {
        return BTreeMap::deserialize(deserializer);
    }
    let given = BTreeMap::<String, Given>::deserialize(deserializer)?;
    let people = |given| match given {
        Given::One(person) => vec![person],
        Given::Several(people) => people,
    };
    Ok(given.into_iter().map(|(resource, given)| (resource, people(given))).collect())
}
