//! What a journal leaves for the next run.

use stationmaster::app::{Done, Entry, History};

/// What can be taken back after a run with that journal, and the number of the next step.
pub fn history(journal: &[Entry]) -> (History, u64) {
    let mut history = History::default();
    let mut next = 1;
    for entry in journal {
        match entry {
            Entry::Step { number, file, step, .. } => {
                history.push(Done { number: *number, file: file.clone(), step: step.clone() });
                next = number + 1;
            }
            Entry::Undo { number, .. } => {
                history.undo();
                next = number + 1;
            }
            Entry::Redo { number, .. } => {
                history.redo();
                next = number + 1;
            }
            Entry::Draft { .. } | Entry::DraftDone => {}
        }
    }
    (history, next)
}
