//! The data files as the build script lays them out.

use serde::{Deserialize, Serialize};

/// A data file: its name without `.toml`, and what it holds as postcard.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct LaidFile<'a> {
    /// The name.
    pub id: &'a str,
    /// A template, a cycle, a guide, or a list of entries.
    #[serde(borrow)]
    pub bytes: &'a [u8],
}

/// Every data file, as one postcard message.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Laid<'a> {
    /// The canvases.
    #[serde(borrow)]
    pub canvases: Vec<LaidFile<'a>>,
    /// The checklists.
    pub checklists: Vec<LaidFile<'a>>,
    /// The cycles.
    pub cycles: Vec<LaidFile<'a>>,
    /// The guides.
    pub guides: Vec<LaidFile<'a>>,
    /// The registers.
    pub registers: Vec<LaidFile<'a>>,
    /// The lists: criteria, people and the like.
    pub lists: Vec<LaidFile<'a>>,
}
