//! What is meant, as it lies in the state folder from before the first file is renamed until after the last.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::{BatchError, Job, Step};
use crate::journal::Record;
use crate::store::error::{DiskError, IoOperation};
use crate::store::replace::SaveError;
use crate::store::sighting::read_regular;
use crate::store::state_dir::{StateDir, make_folder, name_of, open_private};

/// The form of the record; a later one is left alone.
pub(super) const FORMAT: u32 = 1;

/// What a record that is to be finished is called, and one that is to be taken back: going over from the one to the other is a
/// rename, which needs no room.
const ON: &str = "on.json";
const BACK: &str = "back.json";

/// How long another batch may take.
const LOCK_TIMEOUT: Duration = Duration::from_secs(2);

/// A batch as it was meant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Intent {
    pub format: u32,
    pub job: Job,
    pub about: String,
    /// The name of the staging folder in the workspace.
    pub staging: String,
    pub steps: Vec<Step>,
    pub journal: Vec<Record>,
}

/// The place of the record of a workspace, held so that one batch at a time is under way.
#[derive(Debug)]
pub(super) struct Held {
    folder: PathBuf,
    /// Holds the lock.
    lock: File,
}

impl Drop for Held {
    /// Closing alone would not let go while a program that is being started still has a copy of the file.
    fn drop(&mut self) {
        let _ = self.lock.unlock();
    }
}

impl Held {
    /// Takes the place, waiting for a batch that is under way.
    pub(super) fn take(state: &StateDir, root: &Path) -> Result<Self, BatchError> {
        let start = Instant::now();
        loop {
            match Self::try_take(state, root)? {
                Some(held) => return Ok(held),
                None if start.elapsed() < LOCK_TIMEOUT => thread::sleep(Duration::from_millis(10)),
                None => return Err(SaveError::Busy(root.to_owned()).into()),
            }
        }
    }

    /// Takes the place; nothing where a batch is under way.
    pub(super) fn try_take(state: &StateDir, root: &Path) -> Result<Option<Self>, DiskError> {
        let folder = folder_of(state, root);
        make_folder(&folder)?;
        let path = folder.join("lock");
        let lock = open_private(&path, OpenOptions::new().create(true).truncate(false).write(true))
            .map_err(DiskError::at(IoOperation::Keep, &path))?;
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => Ok(None),
            // A disk without locks still takes a record.
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Some(Self { folder, lock })),
        }
    }

    /// Writes down what is meant, on the disk when it returns.
    pub(super) fn record(&self, intent: &Intent) -> Result<(), BatchError> {
        let path = self.folder.join(ON);
        let unfinished = self.folder.join("on.part");
        let write = || -> io::Result<()> {
            let mut file = open_private(&unfinished, OpenOptions::new().create(true).truncate(true).write(true))?;
            file.write_all(&serde_json::to_vec(intent)?)?;
            file.sync_all()?;
            fs::rename(&unfinished, &path)
        };
        write().map_err(|error| {
            let _ = fs::remove_file(&unfinished);
            DiskError::new(IoOperation::Keep, &path, &error).into()
        })
    }

    /// From here on it is to be taken back.
    pub(super) fn turn_back(&self) {
        let _ = fs::rename(self.folder.join(ON), self.folder.join(BACK));
    }

    /// It is done, or taken back.
    pub(super) fn forget(&self) {
        for name in [ON, BACK] {
            let _ = fs::remove_file(self.folder.join(name));
        }
    }

    /// Whether a record waits, of whatever version.
    pub(super) fn is_waiting(&self) -> bool {
        [ON, BACK].iter().any(|name| self.folder.join(name).exists())
    }

    /// What waits, and whether it is to be taken back; nothing where nothing does, or a later version wrote it.
    pub(super) fn waiting(&self) -> Option<(Intent, bool)> {
        let read = |name: &str| -> Option<Intent> {
            let bytes = read_regular(&self.folder.join(name)).ok()?;
            serde_json::from_slice::<Intent>(&bytes).ok().filter(|intent| intent.format <= FORMAT)
        };
        read(ON).map(|intent| (intent, false)).or_else(|| read(BACK).map(|intent| (intent, true)))
    }
}

/// Whether a record waits for a workspace; asked at every start, so it looks for two names only.
pub(super) fn is_waiting(state_root: &Path, root: &Path) -> bool {
    let folder = state_root.join("batches").join(name_of(root));
    [ON, BACK].iter().any(|name| folder.join(name).exists())
}

fn folder_of(state: &StateDir, root: &Path) -> PathBuf {
    state.root().join("batches").join(name_of(root))
}
