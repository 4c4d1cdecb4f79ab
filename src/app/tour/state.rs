//! How far the tour is, and how things stood when its step began.

use std::collections::BTreeMap;

use crate::app::location::Searched;
use crate::document::Id;

/// The order of notes, by document and section.
pub(super) type Order = BTreeMap<(String, String), Vec<Id>>;

/// How things stood when a step began.
#[derive(Clone, Debug, Default)]
pub(super) struct Stand {
    pub(super) order: Order,
    pub(super) undone: usize,
    pub(super) relations: usize,
    pub(super) searched: Option<Searched>,
}

/// The tour, open or left for a while.
#[derive(Clone, Debug, Default)]
pub struct Tour {
    pub(super) at: usize,
    pub(super) is_open: bool,
    pub(super) stood: Stand,
}

impl Tour {
    /// Whether it is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Leaves it; it can be gone on with. One that is at its end is over.
    pub(in crate::app) fn leave(&mut self) {
        self.is_open = false;
    }
}
