//! What a person decided about the clashes of a file in conflict, before any of it is written: it outlives the run.

use serde::{Deserialize, Serialize};

/// What was decided about one clash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Our side stands.
    Ours,
    /// Their side stands.
    Theirs,
    /// Both do.
    Both,
    /// These lines stand, of neither side.
    Anew(String),
}

/// What was decided about a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decisions {
    /// What it was decided about, as a digest; of anything else it says nothing.
    pub of: u64,
    /// What stands of each clash, in the order of the file.
    pub stand: Vec<Option<Decision>>,
    /// What can be taken back: which clash, and what stood before; the last comes first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past: Vec<(usize, Option<Decision>)>,
    /// What can be decided again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub future: Vec<(usize, Option<Decision>)>,
}
