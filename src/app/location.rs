//! Where something stands and where a person can be.

use super::index::Query;
use super::screen::canvas::Mode;
use crate::document::Id;

/// A place in the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The document.
    pub file: String,
    /// Where in it.
    pub spot: Anchor,
}

/// A place in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// A note.
    Note(Id),
    /// An item of a checklist.
    Item(String),
    /// A section of a canvas, by its id.
    Section(String),
    /// Nowhere in particular.
    Whole,
}

/// Where a person can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// At a place in a document.
    OpenDocument(Place),
    /// Reading a guide, by its id.
    Guide(String),
    /// On the network of lines.
    Network,
    /// At a station, or at the criteria of all of them, with that row in focus.
    Station {
        /// The station's place in the cycle; nothing for all.
        station: Option<usize>,
        /// The row.
        row: usize,
    },
    /// At a criterion on its station.
    Criterion {
        /// Id of the product that answers it.
        product: String,
        /// The criterion's id.
        id: String,
    },
    /// At what an entry of a register is about; at the map of its product where that is nothing.
    Record {
        /// The register's file.
        file: String,
        /// The table.
        table: String,
        /// Its key in the table.
        key: String,
    },
    /// Anywhere else: on the screen at the bottom, which is the map.
    Map,
}

/// Where somebody was, and how it was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// The place.
    pub at: Destination,
    /// How the canvas was shown.
    pub mode: Option<Mode>,
}

/// What was searched for last, and the hit that was visited last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Searched {
    /// What was searched for.
    pub query: Query,
    /// Id of the product that was searched; nothing where all were.
    pub product: Option<String>,
    /// The hit.
    pub at: Destination,
}
