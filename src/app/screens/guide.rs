//! The reader: a guide as a page, what of it is seen, and which of its links is in focus.

use super::{MapItem, items_of_resource};
use crate::app::Model;
use crate::method::Guide;

/// The state of the reader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GuideState {
    /// Id of the guide.
    pub guide: String,
    /// First line shown.
    pub top: usize,
    /// The link in focus, where one is; it is always seen.
    pub link: Option<usize>,
}

impl GuideState {
    /// A guide as it first appears: from its beginning.
    #[must_use]
    pub fn open(id: &str) -> Self {
        Self { guide: id.to_owned(), ..Self::default() }
    }

    /// The next link after the one in focus, or the one before it; at the ends it goes round.
    pub fn next_link(&mut self, count: usize, forward: bool) {
        if count > 0 {
            self.link = Some(match self.link {
                None if forward => 0,
                None => count - 1,
                Some(at) if forward => (at + 1) % count,
                Some(at) => (at + count - 1) % count,
            });
        }
    }
}

/// What a guide leads to: the documents of the canvases it serves, or their templates where there are none yet.
#[must_use]
pub fn links_of(model: &Model, guide: &Guide) -> Vec<MapItem> {
    guide.canvases.iter().flat_map(|canvas| items_of_resource(model, canvas)).collect()
}
