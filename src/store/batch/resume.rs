//! Going on with a batch that a killed run left: finished where that can be, taken back where it cannot.

use std::fs::{self, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::record::{Held, is_waiting};
use super::stage::{LOCK, Staging};
use super::step::{Fault, Folders, no_fault};
use super::{BatchError, Job, finish, stage};
use crate::i18n::Sentence;
use crate::store::error::UserError as _;
use crate::store::replace::{SaveError, TEMPORARY_PREFIX, TEMPORARY_SUFFIX};
use crate::store::sighting::open_regular;
use crate::store::state_dir::StateDir;

/// A staging folder that is older and has no record belongs to nobody.
const STALE: Duration = Duration::from_mins(1);

/// What became of a batch that was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resumed {
    /// What it was for.
    pub job: Job,
    /// What it was about.
    pub about: String,
    /// What was done.
    pub outcome: Outcome,
}

/// How it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was finished.
    Finished,
    /// It could not be, and was taken back.
    TakenBack,
    /// Neither could be done yet; it waits.
    Waits(Box<BatchError>),
}

impl Resumed {
    /// One sentence that says what was done and why.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        let key = match &self.outcome {
            Outcome::Finished => key!("message.batch-finished"),
            Outcome::TakenBack => key!("message.batch-taken-back"),
            Outcome::Waits(error) => {
                let why = error.explain().what;
                return Sentence::new(key!("message.batch-waits"))
                    .with("command", self.job.command())
                    .with("about", &self.about)
                    .with("why", why);
            }
        };
        Sentence::new(key).with("command", self.job.command()).with("about", &self.about)
    }
}

/// Goes on with what a killed run left in the workspace at `root`; nothing where nothing was left, or its program is still at
/// it. What was only prepared is taken away. To be called before a workspace is read.
#[must_use]
pub fn resume(root: &Path) -> Option<Resumed> {
    let root = fs::canonicalize(root).ok()?;
    let Ok(state) = StateDir::locate() else {
        sweep(None, &root);
        return None;
    };
    if !is_waiting(&state, &root) {
        sweep(Some(&state), &root);
        return None;
    }
    resume_in(&StateDir::open().ok()?, &root, &mut no_fault)
}

/// The same with a state folder, and a disk that fails on request.
pub(super) fn resume_in(state: &StateDir, root: &Path, fault: &mut Fault<'_>) -> Option<Resumed> {
    let held = Held::try_take(state, root).ok().flatten()?;
    let (intent, is_back) = held.waiting()?;
    let staging = Staging::of(root, &intent.staging);
    let folders = Folders { root, staging: staging.path(), state: Some(state) };
    let resumed = |outcome| Some(Resumed { job: intent.job, about: intent.about.clone(), outcome });
    let mut go = |is_back: bool| -> Result<(), BatchError> {
        let steps: Vec<_> = intent.steps.iter().enumerate().collect();
        if is_back {
            steps.into_iter().rev().try_for_each(|(at, step)| fault().and_then(|()| step.take_back(at, &folders)))
        } else {
            steps.into_iter().try_for_each(|(at, step)| fault().and_then(|()| step.act(at, &folders)))
        }
    };
    let mut outcome = if is_back { Outcome::TakenBack } else { Outcome::Finished };
    let mut done = go(is_back);
    // A file that a window is saving is free in a moment.
    let is_for_now = |error: &BatchError| matches!(error, BatchError::Stopped | BatchError::Save(SaveError::Busy(_)));
    if !is_back && done.as_ref().is_err_and(|error| !is_for_now(error)) {
        held.turn_back();
        outcome = Outcome::TakenBack;
        done = go(true);
    }
    match done {
        Err(BatchError::Stopped) => return None,
        Err(error) => return resumed(Outcome::Waits(Box::new(error))),
        Ok(()) => {}
    }
    stage::flush(root, &intent.steps);
    if outcome == Outcome::Finished {
        finish(&intent, root, Some(state));
    }
    held.forget();
    staging.clear();
    resumed(outcome)
}

/// Removes staging folders that belong to nobody: of runs that were killed before they touched anything.
fn sweep(state: Option<&Path>, root: &Path) {
    let Ok(entries) = fs::read_dir(root) else { return };
    let is_ours =
        |name: &str| name.starts_with(TEMPORARY_PREFIX) && name.contains("batch-") && name.ends_with(TEMPORARY_SUFFIX);
    let ours = entries.flatten().filter(|entry| entry.file_name().to_str().is_some_and(is_ours));
    let left: Vec<PathBuf> = ours.map(|entry| entry.path()).filter(|path| is_left(path)).collect();
    if left.is_empty() {
        return;
    }
    // Between looking and removing nothing may begin, and what a record needs stays.
    let held = match state.and_then(|state| StateDir::at(state).ok()).map(|state| Held::try_take(&state, root)) {
        Some(Ok(Some(held))) if !held.is_waiting() => Some(held),
        Some(Ok(_)) => return,
        Some(Err(_)) | None => None,
    };
    for folder in left {
        let _ = fs::remove_dir_all(folder);
    }
    drop(held);
}

/// Whether nobody is at work in a staging folder. One without the file that its owner holds is being made, or is old.
fn is_left(folder: &Path) -> bool {
    if let Ok(lock) = open_regular(&folder.join(LOCK), OpenOptions::new().read(true).write(true)) {
        !matches!(lock.try_lock(), Err(TryLockError::WouldBlock))
    } else {
        let written = fs::metadata(folder).and_then(|data| data.modified()).ok();
        written.and_then(|at| SystemTime::now().duration_since(at).ok()).is_some_and(|age| age > STALE)
    }
}
