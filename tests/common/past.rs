//! What a journal leaves for the next run.

use stationmaster::journal::{History, HistoryStep, Record};

/// What can be taken back after a run with that journal, and the number of the next step.
pub fn history(journal: &[Record]) -> (History, u64) {
    let mut history = History::default();
    let mut next = 1;
    for entry in journal {
        match entry {
            Record::Step { number, file, step, .. } => {
                history.push(HistoryStep { number: *number, file: file.clone(), step: step.clone() });
                next = number + 1;
            }
            Record::Undo { number, .. } => {
                history.undo();
                next = number + 1;
            }
            Record::Redo { number, .. } => {
                history.redo();
                next = number + 1;
            }
            _ => {}
        }
    }
    (history, next)
}
