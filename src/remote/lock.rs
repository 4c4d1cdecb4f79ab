//! The lock of a socket: whoever holds it drives the session, and may remove a socket that nobody answers at.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::process;

use super::RemoteError;

/// So often a lock that its holder is just removing is tried again.
const TRIES: usize = 50;

/// A lock, until this is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock at `path`.
    ///
    /// # Errors
    /// Where another process has it, or it cannot be made.
    pub(super) fn take(path: &Path) -> Result<Self, RemoteError> {
        let refused = |error: io::Error| RemoteError::Refused(path.to_owned(), error);
        for _ in 0..TRIES {
            let mut options = OpenOptions::new();
            options.create(true).truncate(false).read(true).write(true).mode(0o600);
            let mut file = options.open(path).map_err(refused)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(RemoteError::Elsewhere(process_in(&mut file))),
                Err(TryLockError::Error(error)) => return Err(refused(error)),
            }
            // Whoever had it may have removed it just now; then this is a lock that nobody else finds.
            let held = file.metadata().map_err(refused)?;
            let there = fs::symlink_metadata(path);
            let is_there = there.is_ok_and(|there| (there.dev(), there.ino()) == (held.dev(), held.ino()));
            if is_there {
                file.set_len(0).and_then(|()| write!(file, "{}", process::id())).map_err(refused)?;
                return Ok(Self { path: path.to_owned(), _file: file });
            }
        }
        Err(RemoteError::Elsewhere(None))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While it is held, so that nobody else's is removed.
        let _ = fs::remove_file(&self.path);
    }
}

fn process_in(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.take(20).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}
