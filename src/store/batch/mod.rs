//! Many files changed as one: all of it happens, or nothing, whatever the disk says and whenever the program is killed.
//!
//! A [`Batch`] is a list of steps. [`Batch::run`] first writes everything new into a staging folder in the workspace, hidden and
//! on the same disk, and beside it a copy of everything that will be replaced: whether there is room is known before anything
//! is touched. Then what is meant is recorded in the state folder (`batches/<workspace>/<id>.json`), and only then are files
//! renamed. Where a step is refused, those before it are taken back. Where the program is killed, [`resume()`] at the next start
//! finds the record and finishes what was begun, for everything it needs is staged; it takes back what cannot be finished.
//! Every step and its opposite can be done twice without harm, so that this may be killed as well.
//!
//! Others may write meanwhile: a file is replaced only where it stands as it stood when the batch was planned, under the lock
//! that windows take for saving.

mod job;
mod record;
mod resume;
mod stage;
mod step;

use std::fs;
use std::path::{Path, PathBuf};

use super::state_dir::StateDir;
use crate::journal::Record;

pub use job::{BatchError, Job};
use record::{Held, Intent};
pub use resume::{Outcome, Resumed, resume};
use stage::Staging;
pub use step::Step;
use step::{Fault, Folders};

/// Steps that are done together.
#[derive(Debug)]
pub struct Batch<'a> {
    job: Job,
    /// What it is about, as a person calls it.
    about: String,
    root: PathBuf,
    state: Option<&'a StateDir>,
    steps: Vec<Step>,
    /// The new bytes of each step that writes.
    bytes: Vec<Option<Vec<u8>>>,
    /// What is to stand in the journal once it is done.
    journal: Vec<Record>,
}

impl<'a> Batch<'a> {
    /// Nothing yet. Paths are relative to `root`; without a state folder nothing is recorded, and a kill is not made good.
    #[must_use]
    pub fn new(job: Job, about: &str, root: &Path, state: Option<&'a StateDir>) -> Self {
        let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        Self { job, about: about.to_owned(), root, state, steps: Vec::new(), bytes: Vec::new(), journal: Vec::new() }
    }

    /// Adds a step.
    pub fn step(&mut self, step: Step) {
        self.steps.push(step);
        self.bytes.push(None);
    }

    /// Adds the step that writes a file in which `before` stands now; nothing where it is new.
    pub fn write(&mut self, path: &str, before: Option<&[u8]>, after: Vec<u8>) {
        let digest = super::state_dir::digest;
        let step = Step::Write { path: path.to_owned(), before: before.map(digest), after: digest(&after) };
        self.steps.push(step);
        self.bytes.push(Some(after));
    }

    /// Adds what is written into the journal once everything is done.
    pub fn note(&mut self, record: Record) {
        self.journal.push(record);
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Does everything.
    ///
    /// # Errors
    /// Where anything cannot be done. Everything then stands as it stood; with [`BatchError::HalfDone`] it does once the
    /// next start has gone on.
    pub fn run(self) -> Result<(), BatchError> {
        self.run_with(&mut step::no_fault)
    }

    /// The same with a disk that fails on request.
    fn run_with(self, fault: &mut Fault<'_>) -> Result<(), BatchError> {
        if self.steps.is_empty() {
            return Ok(());
        }
        let held = match self.state {
            Some(state) => Some(Held::take(state, &self.root)?),
            None => None,
        };
        fault()?;
        let staging = Staging::make(&self.root)?;
        let written = staging.fill(&self.root, &self.steps, &self.bytes, fault);
        if let Err(error) = written {
            // Nothing was touched yet; what a kill leaves of the staging is swept later.
            if error != BatchError::Stopped {
                staging.clear();
            }
            return Err(error);
        }
        let intent = Intent {
            format: record::FORMAT,
            job: self.job,
            about: self.about,
            staging: staging.name().to_owned(),
            steps: self.steps,
            journal: self.journal,
        };
        let recorded = match &held {
            Some(held) => fault().and_then(|()| held.record(&intent)),
            None => Ok(()),
        };
        if let Err(error) = recorded {
            if error != BatchError::Stopped {
                staging.clear();
            }
            return Err(error);
        }
        let folders = Folders { root: &self.root, staging: staging.path(), state: self.state };
        let done = intent.steps.iter().enumerate().try_for_each(|(at, step)| {
            fault()?;
            step.act(at, &folders)
        });
        match done {
            Err(BatchError::Stopped) => return Err(BatchError::Stopped),
            Err(error) => return Err(take_back(&intent, &folders, held.as_ref(), &staging, fault, error)),
            Ok(()) => {}
        }
        stage::flush(&self.root, &intent.steps);
        fault()?;
        finish(&intent, &self.root, self.state);
        fault()?;
        if let Some(held) = &held {
            held.forget();
        }
        fault()?;
        staging.clear();
        Ok(())
    }
}

/// Takes back what was done before a step failed, and says what to tell.
fn take_back(
    intent: &Intent,
    folders: &Folders<'_>,
    held: Option<&Held>,
    staging: &Staging,
    fault: &mut Fault<'_>,
    error: BatchError,
) -> BatchError {
    if let Some(held) = held {
        held.turn_back();
    }
    for (at, step) in intent.steps.iter().enumerate().rev() {
        let back = fault().and_then(|()| step.take_back(at, folders));
        match back {
            Ok(()) => {}
            Err(BatchError::Stopped) => return BatchError::Stopped,
            Err(other) => {
                tracing::error!(error = %other, "a change could not be taken back");
                return BatchError::HalfDone(Box::new(error));
            }
        }
    }
    if let Some(held) = held {
        held.forget();
    }
    staging.clear();
    error
}

/// Writes into the journal what was done. Where that cannot be written, only undo of earlier runs does not follow.
fn finish(intent: &Intent, root: &Path, state: Option<&StateDir>) {
    let Some(state) = state.filter(|_| !intent.journal.is_empty()) else { return };
    if let Err(error) = super::journal::note(state, root, &intent.journal, chrono::Utc::now()) {
        tracing::warn!(%error, "not written into the journal");
    }
}

#[cfg(test)]
mod tests;
