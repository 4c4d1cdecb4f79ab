//! What can be taken back: every step over every document, in order.

use crate::document::Transaction;

/// A step that was done to a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Its number in the journal.
    pub number: u64,
    /// Path of the document relative to the workspace.
    pub file: String,
    /// The step.
    pub step: Transaction,
}

/// Steps done and steps taken back. Without limit.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Done>,
    undone: Vec<Done>,
}

impl History {
    /// What former runs left: steps done and steps taken back, each oldest first.
    #[must_use]
    pub fn of(done: Vec<Done>, undone: Vec<Done>) -> Self {
        Self { done, undone }
    }

    /// Adds a step; what had been taken back can then no longer be done again.
    pub fn push(&mut self, done: Done) {
        self.undone.clear();
        self.done.push(done);
    }

    /// The step that undo would take back.
    #[must_use]
    pub fn last(&self) -> Option<&Done> {
        self.done.last()
    }

    /// The step that redo would do again.
    #[must_use]
    pub fn next(&self) -> Option<&Done> {
        self.undone.last()
    }

    /// Notes that the last step was taken back.
    pub fn undo(&mut self) {
        self.undone.extend(self.done.pop());
    }

    /// Notes that the next step was done again.
    pub fn redo(&mut self) {
        self.done.extend(self.undone.pop());
    }

    /// Drops the last step, which no longer fits what stands there.
    pub fn drop_last(&mut self) {
        self.done.pop();
    }

    /// Drops the next step, which no longer fits what stands there.
    pub fn drop_next(&mut self) {
        self.undone.pop();
    }

    /// How many steps were taken back and can be done again.
    #[must_use]
    pub fn undone(&self) -> usize {
        self.undone.len()
    }

    /// How many steps can be taken back.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.done.len()
    }
}
