//! Everything that a batch needs, written before anything is touched.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::step::{Fault, Step, on_disk};
use super::{BatchError, step};
use crate::store::error::{DiskError, IoOperation};
use crate::store::replace::{self, TEMPORARY_PREFIX, TEMPORARY_SUFFIX};
use crate::store::sighting::read_regular;

/// The hidden folder in the workspace in which what is new waits, and copies of what it replaces.
#[derive(Debug)]
pub(super) struct Staging {
    path: PathBuf,
    name: String,
    /// Held while its owner is at work, whatever state folder that has.
    _lock: Option<File>,
}

/// The file in it that its owner holds a lock on.
pub(super) const LOCK: &str = "lock";

impl Staging {
    /// Makes it.
    pub(super) fn make(root: &Path) -> Result<Self, BatchError> {
        let name = format!("{TEMPORARY_PREFIX}batch-{:016x}{TEMPORARY_SUFFIX}", fastrand::u64(..));
        let path = root.join(&name);
        replace::check_folder(root)?;
        fs::create_dir(&path).map_err(DiskError::at(IoOperation::MakeFolder, &path))?;
        let made = File::create_new(path.join(LOCK)).and_then(|lock| {
            // A disk without locks still takes what is staged.
            let _ = lock.try_lock();
            // What a kill leaves is nothing for git.
            fs::write(path.join(".gitignore"), "*\n").map(|()| lock)
        });
        match made {
            Ok(lock) => Ok(Self { path, name, _lock: Some(lock) }),
            Err(error) => {
                let _ = fs::remove_dir_all(&path);
                Err(DiskError::new(IoOperation::Write, root, &error).into())
            }
        }
    }

    /// One that was made before.
    pub(super) fn of(root: &Path, name: &str) -> Self {
        Self { path: root.join(name), name: name.to_owned(), _lock: None }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Writes what is new, and copies what it replaces; both are on the disk when it returns.
    pub(super) fn fill(
        &self,
        root: &Path,
        steps: &[Step],
        bytes: &[Option<Vec<u8>>],
        fault: &mut Fault<'_>,
    ) -> Result<(), BatchError> {
        for (at, (planned, new)) in steps.iter().zip(bytes).enumerate() {
            let Step::Write { path, before, .. } = planned else { continue };
            let now = step::before_moves(steps, path);
            let target = on_disk(root, &now);
            fault()?;
            let old = match before {
                Some(_) => {
                    let target = replace::writable(&target, root)?;
                    let (new, old) = (self.path.join(format!("{at}.new")), self.path.join(format!("{at}.old")));
                    let bytes =
                        read_regular(&target).map_err(|error| DiskError::new(IoOperation::Read, &target, &error))?;
                    self.put(&old, &bytes)?;
                    Some((target, new, old))
                }
                None => None,
            };
            fault()?;
            let place = self.path.join(format!("{at}.new"));
            self.put(&place, new.as_deref().unwrap_or_default())?;
            if let Some((target, new, old)) = old {
                // Both get mode, owner and attributes of the file that is there.
                for staged in [&new, &old] {
                    replace::like(&target, staged).map_err(DiskError::at(IoOperation::Write, staged))?;
                }
            }
        }
        let flushed = File::open(&self.path).and_then(|folder| folder.sync_all());
        if cfg!(unix) {
            flushed.map_err(DiskError::at(IoOperation::Flush, &self.path))?;
        }
        Ok(())
    }

    fn put(&self, place: &Path, bytes: &[u8]) -> Result<(), DiskError> {
        let write = || -> io::Result<()> {
            let mut file = File::create_new(place)?;
            file.write_all(bytes)?;
            file.sync_all()
        };
        // The disk is named by the workspace: nobody knows the staging folder.
        let shown = self.path.parent().unwrap_or(&self.path);
        write().map_err(|error| DiskError::new(IoOperation::Write, shown, &error))
    }

    /// Removes it. What cannot be removed is swept at a later start.
    pub(super) fn clear(&self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Flushes the folders in which names have changed, so that a loss of power takes nothing back.
pub(super) fn flush(root: &Path, steps: &[Step]) {
    if !cfg!(unix) {
        return;
    }
    let paths = steps.iter().flat_map(Step::paths);
    let folders: BTreeSet<PathBuf> =
        paths.filter_map(|path| on_disk(root, path).parent().map(Path::to_owned)).collect();
    for folder in folders {
        if let Err(error) = File::open(&folder).and_then(|folder| folder.sync_all())
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, folder = %folder.display(), "not flushed");
        }
    }
}
