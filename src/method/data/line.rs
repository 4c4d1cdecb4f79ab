//! The network: lines and the stations on them.

use serde::{Deserialize, Serialize};

use super::Text;

/// A line of the network. Two lines may share a colour; only the title tells them apart.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub id: String,
    pub title: Text,
    /// Its colour, `#RRGGBB`.
    pub color: String,
    /// Its place among the lines, from 1.
    pub order: u32,
    /// What it is about.
    pub description: Text,
    /// Ids of the stations on it, in order.
    pub stations: Vec<String>,
}

/// Which of two kinds a station of the network is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// One that every cycle stops at.
    Core,
    /// One beside them, which a team visits when it needs to.
    Sub,
}

impl Group {
    /// The word that stands for it in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Sub => "sub",
        }
    }
}

/// A station of the network, whatever the cycle. What a cycle makes of a core station is a
/// [`Station`](super::Station).
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NetworkStation {
    pub id: String,
    /// Core or sub-station.
    pub group: Group,
    /// Its place in its group, from 1.
    pub order: u32,
    pub title: Text,
    /// What is done there.
    pub description: Text,
    /// The stage of an API's life it belongs to, as a word of the method.
    pub lifecycle_stage: Option<String>,
    /// Kinds of evidence it leaves, as words of the method.
    #[serde(default)]
    pub evidence_tags: Vec<String>,
    /// Ids of the canvases, checklists and guides to use; of a core station each cycle has its own.
    #[serde(default)]
    pub resources: Vec<String>,
}
