//! Forms that are in no file: which the journal of this run keeps, and what became of those that were left.

use crate::app::LeftForm;

/// What is known of forms that are in no file.
#[derive(Debug, Default)]
pub(in crate::app) struct FormDrafts {
    /// Those of former runs that wait for their file.
    pub(in crate::app) waiting: Vec<LeftForm>,
    /// Those that somebody has taken up and that are about to be open.
    pub(in crate::app) taken_up: Vec<LeftForm>,
    /// Those that were taken, of which nobody has heard yet whether it could be done.
    pub(in crate::app) sent: Vec<LeftForm>,
    /// The numbers of open ones that the journal keeps.
    pub(in crate::app) kept: Vec<u64>,
}

impl FormDrafts {
    /// All that are not open.
    pub(in crate::app) fn all_mut(&mut self) -> impl Iterator<Item = &mut LeftForm> {
        self.waiting.iter_mut().chain(&mut self.taken_up).chain(&mut self.sent)
    }
}
