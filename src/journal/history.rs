//! What can be taken back: every step over every document, in order.

use std::collections::{BTreeMap, BTreeSet};

use super::decisions::Decisions;
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
    /// The steps of what was removed, by removal: done and undone.
    aside: BTreeMap<String, (Vec<HistoryStep>, Vec<HistoryStep>)>,
    /// The removals that are over: more than one run may tell of one.
    back: BTreeSet<String>,
    /// What was decided last about files in conflict.
    decided: BTreeMap<String, Decisions>,
}

impl History {
    /// Adds a step; what had been taken back can then no longer be done again, and is given back.
    pub fn push(&mut self, done: HistoryStep) -> Vec<HistoryStep> {
        self.done.push(done);
        std::mem::take(&mut self.undone)
    }

    /// What was decided last about a file in conflict.
    #[must_use]
    pub fn decisions(&self, file: &str) -> Option<&Decisions> {
        self.decided.get(file)
    }

    /// Notes what was decided about a file in conflict.
    pub fn decide(&mut self, file: &str, decisions: Decisions) {
        self.decided.insert(file.to_owned(), decisions);
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

    /// A document or a folder was removed: its steps wait until it is brought back. One removal counts once.
    pub fn remove(&mut self, path: &str, kept: &str) {
        if self.back.contains(kept) || self.aside.contains_key(kept) {
            return;
        }
        let aside = |steps: &mut Vec<HistoryStep>| {
            let (gone, stay) = std::mem::take(steps).into_iter().partition(|step| is_within(&step.file, path));
            *steps = stay;
            gone
        };
        let steps = (aside(&mut self.done), aside(&mut self.undone));
        self.aside.insert(kept.to_owned(), steps);
    }

    /// What was removed is back, and its steps are, each where it was among the others.
    pub fn bring_back(&mut self, kept: &str) {
        self.back.insert(kept.to_owned());
        let Some((done, mut undone)) = self.aside.remove(kept) else { return };
        for step in done {
            let at = self.done.iter().position(|other| other.number > step.number).unwrap_or(self.done.len());
            self.done.insert(at, step);
        }
        undone.append(&mut self.undone);
        self.undone = undone;
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

fn is_within(file: &str, path: &str) -> bool {
    renamed(file, path, path).is_some()
}

/// The name that a file has after these renames, in order; nothing where it has the one it had.
#[must_use]
pub fn renamed_by(file: &str, moves: &[(String, String)]) -> Option<String> {
    let last = moves.iter().fold(file.to_owned(), |name, (from, to)| renamed(&name, from, to).unwrap_or(name));
    (last != file).then_some(last)
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
    fn steps_go_with_what_is_removed_and_come_back_with_it() {
        let mut history = history(&[1, 2, 4]);
        history.push(HistoryStep { number: 3, file: "orders/y.toml".into(), step: Transaction::default() });
        history.undo();
        history.push(HistoryStep { number: 5, file: "orders/y.toml".into(), step: Transaction::default() });
        history.remove("orders/x.toml", "a");
        assert_eq!(numbers(history.done()), [5]);
        // Another run tells of the same removal, after a new document of that name was begun.
        history.push(HistoryStep { number: 6, file: "orders/x.toml".into(), step: Transaction::default() });
        history.remove("orders/x.toml", "a");
        assert_eq!(numbers(history.done()), [5, 6]);
        history.bring_back("a");
        assert_eq!(numbers(history.done()), [1, 2, 4, 5, 6]);
        history.bring_back("a");
        history.remove("orders/x.toml", "a");
        assert_eq!(history.depth(), 5, "one removal counts once");
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
