//! Journals in memory: lines, as a file would have them.

use std::path::Path;

use super::super::backend::{DeadRun, Journal};
use super::super::former::Pen;
use super::state::{Memory, NUMBERS, ROOT};
use crate::journal::{Left, Record, read};
use crate::store::{DiskError, IoOperation};

/// A run that died, or was dropped without being finished.
pub struct MemoryDeadRun {
    pub(super) memory: Memory,
    pub(super) at: usize,
    pub(super) what: Left,
    /// What counts as settled of it and is not in its journal.
    pub(super) assumed: Vec<Record>,
}

impl DeadRun for MemoryDeadRun {
    fn left(&self) -> &Left {
        &self.what
    }

    fn assume(&mut self, record: Record) {
        self.assumed.push(record);
    }

    fn settle(&mut self, record: Record) {
        let mut state = self.memory.state();
        let Some(run) = state.runs.get_mut(self.at) else { return };
        if serde_json::to_writer(&mut run.lines, &record).is_ok() {
            run.lines.push(b'\n');
        }
        if let Some(what) = Left::of(&read(&run.lines)) {
            self.what = what;
        }
    }
}

/// The journal of a run; the run is dead once it is dropped.
pub struct MemoryJournal {
    pub(super) memory: Memory,
    pub(super) at: usize,
}

impl Journal for MemoryJournal {
    fn first(&self) -> u64 {
        u64::try_from(self.at + 1).unwrap_or(u64::MAX) << NUMBERS
    }

    fn append(&mut self, record: &Record) -> Result<(), DiskError> {
        write(&self.memory, self.at, record)
            .map_err(|error| DiskError::new(IoOperation::Journal, Path::new(ROOT), &error.into()))
    }

    fn pen(&self) -> Pen {
        let (memory, at) = (self.memory.clone(), self.at);
        Pen::new(move |record| {
            // What cannot be written as JSON is no record.
            let _ = write(&memory, at, record);
        })
    }
}

fn write(memory: &Memory, at: usize, record: &Record) -> serde_json::Result<()> {
    let mut state = memory.state();
    let Some(run) = state.runs.get_mut(at) else { return Ok(()) };
    let written = serde_json::to_writer(&mut run.lines, record);
    run.lines.push(b'\n');
    written
}

impl Drop for MemoryJournal {
    fn drop(&mut self) {
        if let Some(run) = self.memory.state().runs.get_mut(self.at) {
            run.is_alive = false;
        }
    }
}
