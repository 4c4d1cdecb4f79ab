//! What the screen of a document's versions remembers.

use std::rc::Rc;

use crate::app::revisions::{Revision, Revisions};
use crate::app::screen::state::State;
use crate::i18n::Sentence;

/// The screen of a document's versions.
#[derive(Clone, Debug)]
pub struct VersionsState {
    /// Path of the document, relative to the workspace. The screen does not show the document as it is now, so it is not
    /// the screen's [`file`](State::file).
    pub of: String,
    /// The number with which the versions were asked for.
    pub(super) asked: u32,
    /// The versions and commits that are known, the newest first.
    pub revisions: Rc<Vec<Revision>>,
    /// Whether there are no more.
    pub is_over: bool,
    /// Why there are none of git's.
    pub said: Option<Sentence>,
    /// The one that is shown.
    pub at: usize,
    /// The one it is compared with; nothing where that is the document as it is now.
    pub against: Option<usize>,
    /// The note or item in focus.
    pub item: usize,
    /// First row shown of what stood there.
    pub top: usize,
    /// First row shown of the changes.
    pub changes_top: usize,
}

impl VersionsState {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(of: &str, asked: u32) -> Self {
        Self {
            of: of.to_owned(),
            asked,
            revisions: Rc::default(),
            is_over: false,
            said: None,
            at: 0,
            against: None,
            item: 0,
            top: 0,
            changes_top: 0,
        }
    }

    /// The revision that is shown.
    #[must_use]
    pub fn revision(&self) -> Option<&Revision> {
        self.revisions.get(self.at)
    }
}

impl State for VersionsState {
    fn screen(&self) -> &'static str {
        "versions"
    }

    fn name(&self) -> String {
        format!("versions {}", self.of)
    }

    fn go_to_row(&mut self, row: usize) {
        self.item = row;
    }

    fn rename(&mut self, from: &str, to: &str) {
        if self.of == from {
            to.clone_into(&mut self.of);
        }
    }

    fn take_revisions(&mut self, found: &Revisions) {
        if found.asked != self.asked || self.is_over {
            return;
        }
        Rc::make_mut(&mut self.revisions).extend(found.revisions.iter().cloned());
        self.is_over = found.is_over;
        self.said.clone_from(&found.said);
    }
}
