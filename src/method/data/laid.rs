//! The data files as the build script lays them out.

use serde::{Deserialize, Serialize};

/// A data file: its name without `.toml`, and what it holds as postcard.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct LaidFile<'a> {
    /// The name.
    pub id: &'a str,
    /// A template, a cycle, a guide, or a list of entries.
    #[serde(borrow)]
    pub bytes: &'a [u8],
}

/// Every data file, as one postcard message.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Laid<'a> {
    #[serde(borrow)]
    pub canvases: Vec<LaidFile<'a>>,
    pub checklists: Vec<LaidFile<'a>>,
    pub cycles: Vec<LaidFile<'a>>,
    pub guides: Vec<LaidFile<'a>>,
    pub registers: Vec<LaidFile<'a>>,
    pub recipes: Vec<LaidFile<'a>>,
    #[serde(borrow)]
    pub agendas: Vec<LaidFile<'a>>,
    /// The lists: criteria, people and the like.
    pub lists: Vec<LaidFile<'a>>,
}
