//! Where something stands and where a person can be.

use std::any::Any;
use std::fmt::Debug;
use std::rc::Rc;

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

/// A place on a screen that is no place in a document. The screen it is on makes it, and arrives at it.
pub trait ScreenPlace: Any + Debug {
    /// Whether another is the same place.
    fn is(&self, other: &dyn ScreenPlace) -> bool;
}

impl<P: Any + Debug + PartialEq> ScreenPlace for P {
    fn is(&self, other: &dyn ScreenPlace) -> bool {
        place_as(other) == Some(self)
    }
}

impl PartialEq for dyn ScreenPlace {
    fn eq(&self, other: &Self) -> bool {
        self.is(other)
    }
}

impl Eq for dyn ScreenPlace {}

/// A place as what it is, where it is of that type.
pub(in crate::app) fn place_as<P: ScreenPlace>(place: &dyn ScreenPlace) -> Option<&P> {
    let place: &dyn Any = place;
    place.downcast_ref()
}

/// Where a person can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// At a place in a document.
    OpenDocument(Place),
    /// On a screen, at a place that only that screen knows.
    Screen(Rc<dyn ScreenPlace>),
    /// At what an entry of a register is about; at the bottom, with its product in front, where that is nothing.
    Record {
        /// The register's file.
        file: String,
        /// The table.
        table: String,
        /// Its key in the table.
        key: String,
    },
    /// Anywhere else: on the screen at the bottom.
    Bottom,
}

impl Destination {
    /// A place on a screen.
    #[must_use]
    pub fn on(place: impl ScreenPlace) -> Self {
        Self::Screen(Rc::new(place))
    }
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
