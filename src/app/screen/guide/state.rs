//! The reader: a guide as a page, what of it is seen, and which of its links is in focus.

use crate::app::screen::state::State;

/// Reading a guide, by its id.
#[derive(Debug, PartialEq)]
pub struct GuidePlace(pub String);

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

impl State for GuideState {
    fn screen(&self) -> &'static str {
        "guide"
    }

    fn name(&self) -> String {
        format!("guide {}", self.guide)
    }
}
