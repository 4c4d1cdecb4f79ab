//! A short lock around reading, merging and writing one file, so that two windows take turns. It lies in the state
//! folder, never beside the file, and holds the stamp of what was written last under it: what stands there with that stamp
//! was written whole.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::error::{DiskError, IoOperation};
use super::replace::SaveError;
use super::sighting::{Stamp, open_regular};
use super::state_dir::{StateDir, name_of, open_private};

/// How long another window may hold the lock. A save takes milliseconds.
pub const LOCK_TIMEOUT: Duration = Duration::from_secs(2);

/// The folder of the locks in the state folder.
const FOLDER: &str = "locks";

/// How long to wait between two tries.
const PAUSE: Duration = Duration::from_millis(5);

/// The lock; dropping it lets go.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Drop for Lock {
    /// Closing alone would not let go while a program that is being started still has a copy of the file.
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

/// Where the lock for a file lies.
fn path_of(state: &StateDir, target: &Path) -> PathBuf {
    state.root().join(FOLDER).join(format!("{}.lock", name_of(target)))
}

/// The stamp of what a window wrote last into the file `target`, where it is known.
#[must_use]
pub fn last_written(state: &StateDir, target: &Path) -> Option<Stamp> {
    let mut file = open_regular(&path_of(state, target), OpenOptions::new().read(true)).ok()?;
    stamp_in(&mut file)
}

fn stamp_in(file: &mut File) -> Option<Stamp> {
    let mut line = String::new();
    file.rewind().ok()?;
    file.read_to_string(&mut line).ok()?;
    Stamp::parse(&line)
}

impl Lock {
    /// Takes the lock for the file `target`, waiting up to `patience` for whoever holds it.
    ///
    /// # Errors
    /// [`SaveError::Busy`] where it is still held; [`SaveError::Disk`] where the state folder cannot hold a lock.
    pub fn take(state: &StateDir, target: &Path, patience: Duration) -> Result<Self, SaveError> {
        state.folder(FOLDER)?;
        let path = path_of(state, target);
        let file = open_private(&path, OpenOptions::new().create(true).truncate(false).read(true).write(true))
            .map_err(DiskError::at(IoOperation::Keep, &path))?;
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { file }),
                Err(TryLockError::WouldBlock) if start.elapsed() < patience => thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => return Err(SaveError::Busy(target.to_owned())),
                Err(TryLockError::Error(error)) => return Err(DiskError::new(IoOperation::Keep, &path, &error).into()),
            }
        }
    }

    /// The stamp of what was written last under it, where it is known.
    #[must_use]
    pub fn last_written(&self) -> Option<Stamp> {
        stamp_in(&mut self.file.try_clone().ok()?)
    }

    /// Keeps the stamp of what was just written. Where it cannot be kept, what was written is looked at twice.
    pub fn keep(&mut self, stamp: Stamp) {
        let line = stamp.line();
        let _ =
            self.file.set_len(0).and_then(|()| self.file.rewind()).and_then(|()| self.file.write_all(line.as_bytes()));
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
