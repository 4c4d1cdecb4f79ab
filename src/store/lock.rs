//! A short lock around reading, merging and writing one file, so that two windows take turns. It lies in the state
//! folder, never beside the file.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use super::error::{DiskError, IoOperation};
use super::replace::SaveError;
use super::state_dir::{StateDir, name_of, open_private};

/// How long another window may hold the lock. A save takes milliseconds.
pub const LOCK_TIMEOUT: Duration = Duration::from_secs(2);

/// How long to wait between two tries.
const PAUSE: Duration = Duration::from_millis(5);

/// The lock; dropping it lets go.
#[derive(Debug)]
pub struct Lock {
    /// Closing the file lets go of the lock on it.
    _file: File,
}

impl Lock {
    /// Takes the lock for the file `target`, waiting up to `patience` for whoever holds it.
    ///
    /// # Errors
    /// [`SaveError::Busy`] where it is still held; [`SaveError::Disk`] where the state folder cannot hold a lock.
    pub fn take(state: &StateDir, target: &Path, patience: Duration) -> Result<Self, SaveError> {
        let path = state.folder("locks")?.join(format!("{}.lock", name_of(target)));
        let file = open_private(&path, OpenOptions::new().create(true).truncate(false).write(true))
            .map_err(DiskError::at(IoOperation::Keep, &path))?;
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) if start.elapsed() < patience => thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => return Err(SaveError::Busy(target.to_owned())),
                Err(TryLockError::Error(error)) => return Err(DiskError::new(IoOperation::Keep, &path, &error).into()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_holds_it_and_the_other_waits() {
        let home = tempfile::tempdir().expect("a folder");
        let state = StateDir::at(home.path()).expect("made");
        let target = Path::new("/somewhere/a.toml");
        let held = Lock::take(&state, target, LOCK_TIMEOUT).expect("free");
        let busy = Lock::take(&state, target, Duration::from_millis(20)).expect_err("held");
        assert_eq!(busy, SaveError::Busy(target.to_owned()));
        Lock::take(&state, Path::new("/somewhere/b.toml"), Duration::ZERO).expect("another file");
        thread::scope(|scope| {
            let waiting = scope.spawn(|| Lock::take(&state, target, LOCK_TIMEOUT).map(drop));
            thread::sleep(Duration::from_millis(30));
            drop(held);
            waiting.join().expect("no panic").expect("free at last");
        });
    }
}
