//! What can be taken back: every step over every document, in order.

use crate::document::Transaction;

/// A step that was done to a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryStep {
    /// Its number in the journal.
    pub number: u64,
    /// Path of the document relative to the workspace.
    pub file: String,
    /// The step; its inverse takes it back.
    pub step: Transaction,
}

/// Steps done and steps taken back, over all runs and without limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Oldest first; the last is taken back next.
    pub(super) done: Vec<HistoryStep>,
    /// The last is done again next.
    pub(super) undone: Vec<HistoryStep>,
}

impl History {
    /// Adds a step; what had been taken back can then no longer be done again, and is given back.
    pub fn push(&mut self, done: HistoryStep) -> Vec<HistoryStep> {
        self.done.push(done);
        std::mem::take(&mut self.undone)
    }

    /// Takes a step out as if it had never been made: `undone` can be done again, as before.
    pub fn withdraw(&mut self, number: u64, undone: Vec<HistoryStep>) {
        if let Some(at) = self.done.iter().rposition(|step| step.number == number) {
            self.done.remove(at);
            self.undone = undone;
        }
    }

    /// The step that undo would take back.
    #[must_use]
    pub fn last(&self) -> Option<&HistoryStep> {
        self.done.last()
    }

    /// The step that redo would do again.
    #[must_use]
    pub fn next(&self) -> Option<&HistoryStep> {
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

    /// A document or a folder has another name from here on.
    pub fn rename(&mut self, from: &str, to: &str) {
        for step in self.done.iter_mut().chain(&mut self.undone) {
            if let Some(file) = renamed(&step.file, from, to) {
                step.file = file;
            }
        }
    }

    /// Drops every step of a file that is not there any more.
    pub fn drop_file(&mut self, file: &str) {
        self.done.retain(|step| step.file != file);
        self.undone.retain(|step| step.file != file);
    }

    /// Drops the last step, which no longer fits what stands there.
    pub fn drop_last(&mut self) {
        self.done.pop();
    }

    /// Drops the next step, which no longer fits what stands there.
    pub fn drop_next(&mut self) {
        self.undone.pop();
    }

    /// The steps that can be taken back, oldest first.
    #[must_use]
    pub fn done(&self) -> &[HistoryStep] {
        &self.done
    }

    /// The steps that were taken back and can be done again; the last one next.
    #[must_use]
    pub fn undone(&self) -> &[HistoryStep] {
        &self.undone
    }

    /// How many steps can be taken back.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.done.len()
    }
}

/// The new path of a file, where `from` is the file or a folder it lies in.
pub(super) fn renamed(file: &str, from: &str, to: &str) -> Option<String> {
    let rest = file.strip_prefix(from)?;
    (rest.is_empty() || rest.starts_with('/')).then(|| format!("{to}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history(numbers: &[u64]) -> History {
        let mut history = History::default();
        for number in numbers {
            history.push(HistoryStep { number: *number, file: "orders/x.toml".into(), step: Transaction::default() });
        }
        history
    }

    fn numbers(steps: &[HistoryStep]) -> Vec<u64> {
        steps.iter().map(|step| step.number).collect()
    }

    #[test]
    fn steps_are_taken_back_and_made_again_in_order() {
        let mut history = history(&[1, 2, 3]);
        history.undo();
        history.undo();
        assert_eq!((numbers(history.done()), numbers(history.undone()), history.depth()), (vec![1], vec![3, 2], 1));
        history.redo();
        assert_eq!((numbers(history.done()), numbers(history.undone()), history.depth()), (vec![1, 2], vec![3], 2));
        assert_eq!(
            (history.last().map(|step| step.number), history.next().map(|step| step.number)),
            (Some(2), Some(3))
        );
    }

    #[test]
    fn steps_go_with_a_document_or_folder_that_is_renamed() {
        for (from, to, expected) in [
            ("orders/x.toml", "orders/y.toml", "orders/y.toml"),
            ("orders", "payments", "payments/x.toml"),
            ("order", "payments", "orders/x.toml"),
        ] {
            let mut history = history(&[1, 2]);
            history.undo();
            history.rename(from, to);
            assert_eq!((history.done[0].file.as_str(), history.undone[0].file.as_str()), (expected, expected));
        }
        let mut history = history(&[1, 2]);
        history.drop_file("orders/x.toml");
        assert_eq!(history.depth(), 0);
    }

    #[test]
    fn what_can_no_longer_be_taken_back_or_made_again_is_dropped() {
        let mut history = history(&[1, 2, 3]);
        history.undo();
        history.drop_last();
        history.drop_next();
        assert_eq!((numbers(history.done()), numbers(history.undone())), (vec![1], vec![]));
    }
}
