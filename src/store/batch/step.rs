//! One step of a batch, and its opposite. Each can be done again after a kill.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::BatchError;
use crate::store::error::{DiskError, IoErrorKind, IoOperation};
use crate::store::lock::{LOCK_TIMEOUT, Lock};
use crate::store::removed::{bring_back, put_away};
use crate::store::replace::{self, SaveError, resolve};
use crate::store::sighting::{Stamp, read_regular};
use crate::store::state_dir::{StateDir, digest};

/// A step. Paths are relative to the workspace, parts joined by `/`; what is kept lies in the state folder, relative to that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// A folder is made.
    Folder {
        /// Where.
        path: String,
    },
    /// A file or folder gets another name.
    Move {
        /// Its name.
        from: String,
        /// The new one.
        to: String,
    },
    /// A file is written.
    Write {
        /// Which.
        path: String,
        /// The digest of what stood in it; nothing where it is new.
        before: Option<String>,
        /// The digest of what stands in it then.
        after: String,
    },
    /// A file or folder goes to the state folder.
    Keep {
        /// Which.
        path: String,
        /// Where it is kept.
        kept: String,
    },
    /// A file or folder comes back from there.
    BringBack {
        /// Where it was kept.
        kept: String,
        /// Where it goes.
        path: String,
    },
    /// A file goes for good.
    Delete {
        /// Which.
        path: String,
        /// The digest of what stands in it.
        before: String,
    },
}

/// Asked before everything that is done; a test lets it fail.
pub(super) type Fault<'a> = dyn FnMut() -> Result<(), BatchError> + 'a;

/// Nothing fails but the disk. In a build for tests a process can be told to end at a certain point.
#[allow(clippy::unnecessary_wraps, reason = "other faults fail")]
pub(super) fn no_fault() -> Result<(), BatchError> {
    #[cfg(debug_assertions)]
    {
        use std::sync::atomic::{AtomicUsize, Ordering};
        static POINTS: AtomicUsize = AtomicUsize::new(1);
        let point = POINTS.fetch_add(1, Ordering::Relaxed);
        if std::env::var("STATIONMASTER_KILL_AT").is_ok_and(|at| at.parse() == Ok(point)) {
            std::process::abort();
        }
    }
    Ok(())
}

/// Where a batch is done.
pub(super) struct Folders<'a> {
    pub root: &'a Path,
    pub staging: &'a Path,
    pub state: Option<&'a StateDir>,
}

/// The place of a path on the disk.
pub(super) fn on_disk(root: &Path, path: &str) -> PathBuf {
    let mut place = root.to_owned();
    place.extend(path.split('/'));
    place
}

/// Where a file stands before the moves of these steps are done.
pub(super) fn before_moves(steps: &[Step], path: &str) -> String {
    let from = steps.iter().find_map(|step| match step {
        Step::Move { from, to } => match path.strip_prefix(to.as_str()) {
            Some("") => Some(from.clone()),
            Some(inside) if inside.starts_with('/') => Some(format!("{from}{inside}")),
            _ => None,
        },
        _ => None,
    });
    from.unwrap_or_else(|| path.to_owned())
}

fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Whether both are one file, on a disk that does not tell capitals apart.
fn is_same(a: &Path, b: &Path) -> bool {
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

impl Step {
    /// The paths in the workspace that it is about.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        let (one, other) = match self {
            Self::Move { from, to } => (from, Some(to)),
            Self::Folder { path }
            | Self::Write { path, .. }
            | Self::Keep { path, .. }
            | Self::BringBack { path, .. }
            | Self::Delete { path, .. } => (path, None),
        };
        [Some(one), other].into_iter().flatten().map(String::as_str)
    }

    /// Does it, where it is not done yet.
    pub(super) fn act(&self, at: usize, folders: &Folders<'_>) -> Result<(), BatchError> {
        match self {
            Self::Folder { path } => make(&on_disk(folders.root, path)),
            Self::Move { from, to } => rename(folders, from, to),
            Self::Write { path, before, after } => {
                write(folders, path, (before.as_deref(), after), &folders.staging.join(format!("{at}.new")))
            }
            Self::Keep { path, kept } => keep(folders, path, kept),
            Self::BringBack { kept, path } => back(folders, kept, path),
            Self::Delete { path, before } => delete(folders, path, before, &folders.staging.join(format!("{at}.old"))),
        }
    }

    /// Takes it back, where it was done. What somebody else has changed since is left as it is.
    pub(super) fn take_back(&self, at: usize, folders: &Folders<'_>) -> Result<(), BatchError> {
        let old = folders.staging.join(format!("{at}.old"));
        match self {
            Self::Folder { path } => {
                // It was not there before; one with something in it is somebody else's by now.
                let _ = fs::remove_dir(on_disk(folders.root, path));
                Ok(())
            }
            Self::Move { from, to } => {
                let (from_there, to_there) = (on_disk(folders.root, from), on_disk(folders.root, to));
                if is_there(&to_there) && (!is_there(&from_there) || is_same(&from_there, &to_there)) {
                    return rename(folders, to, from);
                }
                Ok(())
            }
            Self::Write { path, before: None, after } => {
                let place = on_disk(folders.root, path);
                if content(&place)?.is_some_and(|now| digest(&now) == *after) {
                    fs::remove_file(&place).map_err(DiskError::at(IoOperation::Move, &place))?;
                }
                Ok(())
            }
            // It was not reached, or somebody took the file away.
            Self::Write { path, .. } if !is_there(&on_disk(folders.root, path)) => Ok(()),
            Self::Write { path, before: Some(before), after } => {
                match write(folders, path, (Some(after), before), &old) {
                    Err(BatchError::Changed(_)) => Ok(()),
                    other => other,
                }
            }
            Self::Keep { path, kept } => {
                let is_kept = folders.state.is_some_and(|state| is_there(&on_disk(state.root(), kept)));
                if is_kept && !is_there(&on_disk(folders.root, path)) { back(folders, kept, path) } else { Ok(()) }
            }
            Self::BringBack { kept, path } => {
                let is_kept = folders.state.is_some_and(|state| is_there(&on_disk(state.root(), kept)));
                if !is_kept && is_there(&on_disk(folders.root, path)) { keep(folders, path, kept) } else { Ok(()) }
            }
            Self::Delete { path, .. } => {
                let place = on_disk(folders.root, path);
                if is_there(&old) && !is_there(&place) {
                    fs::rename(&old, &place).map_err(DiskError::at(IoOperation::Move, &place))?;
                }
                Ok(())
            }
        }
    }
}

fn make(folder: &Path) -> Result<(), BatchError> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
        made => Ok(made.map_err(DiskError::at(IoOperation::MakeFolder, folder))?),
    }
}

/// Keeps windows from saving a file meanwhile. A state folder that takes no lock must not keep the work from its file.
fn lock(folders: &Folders<'_>, place: &Path) -> Result<Option<Lock>, BatchError> {
    let Some(state) = folders.state else { return Ok(None) };
    let target = resolve(place, folders.root).unwrap_or_else(|_| place.to_owned());
    match Lock::take(state, &target, LOCK_TIMEOUT) {
        Err(error @ SaveError::Busy(_)) => Err(error.into()),
        taken => Ok(taken.ok()),
    }
}

fn rename(folders: &Folders<'_>, from: &str, to: &str) -> Result<(), BatchError> {
    let (from, to) = (on_disk(folders.root, from), on_disk(folders.root, to));
    let _lock = lock(folders, &from)?;
    match (is_there(&from), is_there(&to)) {
        (true, true) if !is_same(&from, &to) => Err(BatchError::Exists(to)),
        (false, true) => Ok(()),
        _ => {
            for folder in [from.parent(), to.parent()].into_iter().flatten() {
                replace::check_folder(folder)?;
            }
            Ok(fs::rename(&from, &to).map_err(DiskError::at(IoOperation::Move, &from))?)
        }
    }
}

/// What stands in a file; nothing where it is not there.
fn content(place: &Path) -> Result<Option<Vec<u8>>, DiskError> {
    match read_regular(place) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(DiskError::new(IoOperation::Read, place, &error)),
    }
}

/// Puts what is staged into the place of what had the digest `before`.
fn write(
    folders: &Folders<'_>,
    path: &str,
    (before, after): (Option<&str>, &str),
    staged: &Path,
) -> Result<(), BatchError> {
    let place = resolve(&on_disk(folders.root, path), folders.root)?;
    let now = || Ok::<_, BatchError>(content(&place)?.map(|bytes| digest(&bytes)));
    if now()?.as_deref() == Some(after) {
        return Ok(());
    }
    let lock = lock(folders, &place)?;
    let now = now()?;
    if now.as_deref() != before {
        return Err(if before.is_none() { BatchError::Exists(place) } else { BatchError::Changed(path.to_owned()) });
    }
    replace::check_folder(place.parent().unwrap_or(folders.root))?;
    let copied = || -> Result<(), BatchError> {
        let bytes = read_regular(staged).map_err(|error| DiskError::new(IoOperation::Write, &place, &error))?;
        Ok(replace::replace(&place, &bytes, folders.root)?.flush()?)
    };
    if replace::has_other_names_at(&place) {
        copied()?;
    } else {
        match fs::rename(staged, &place) {
            Err(error) if error.kind() == io::ErrorKind::CrossesDevices => copied()?,
            renamed => renamed.map_err(DiskError::at(IoOperation::Write, &place))?,
        }
    }
    // Windows that have it open see that it was written whole.
    if let (Some(mut lock), Ok(data)) = (lock, fs::metadata(&place)) {
        lock.keep(Stamp::of(&data));
    }
    Ok(())
}

fn state_of<'a>(folders: &Folders<'a>, place: &Path) -> Result<&'a StateDir, DiskError> {
    folders.state.ok_or_else(|| DiskError::found(IoOperation::Move, place, IoErrorKind::NoState))
}

fn keep(folders: &Folders<'_>, path: &str, kept: &str) -> Result<(), BatchError> {
    let place = on_disk(folders.root, path);
    let kept = on_disk(state_of(folders, &place)?.root(), kept);
    let _lock = lock(folders, &place)?;
    if !is_there(&place) && is_there(&kept) {
        return Ok(());
    }
    replace::check_folder(place.parent().unwrap_or(folders.root))?;
    Ok(put_away(&place, &kept)?)
}

fn back(folders: &Folders<'_>, kept: &str, path: &str) -> Result<(), BatchError> {
    let place = on_disk(folders.root, path);
    let kept = on_disk(state_of(folders, &place)?.root(), kept);
    match (is_there(&kept), is_there(&place)) {
        (false, true) => Ok(()),
        (true, true) => Err(BatchError::Exists(place)),
        _ => {
            replace::check_folder(place.parent().unwrap_or(folders.root))?;
            Ok(bring_back(&kept, &place)?)
        }
    }
}

fn delete(folders: &Folders<'_>, path: &str, before: &str, old: &Path) -> Result<(), BatchError> {
    let place = on_disk(folders.root, path);
    let _lock = lock(folders, &place)?;
    match content(&place)? {
        None => Ok(()),
        Some(now) if digest(&now) == before => {
            replace::check_folder(place.parent().unwrap_or(folders.root))?;
            Ok(fs::rename(&place, old).map_err(DiskError::at(IoOperation::Move, &place))?)
        }
        Some(_) => Err(BatchError::Changed(path.to_owned())),
    }
}
