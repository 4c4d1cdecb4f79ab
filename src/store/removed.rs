//! Removing a file or folder: it goes to the state folder, from where it can be brought back.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{DiskError, IoOperation};
use super::state_dir::{StateDir, make_folder};
use chrono::{DateTime, Utc};

/// Moves the file or folder at `path` out of the workspace and gives back where it lies now, below `removed/` in the
/// state folder, in a folder of its own named by the time.
///
/// # Errors
/// Where it cannot be moved; it then still stands where it stood.
pub fn remove(state: &StateDir, path: &Path, now: DateTime<Utc>) -> Result<PathBuf, DiskError> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let folder = state.root().join(free_place(now));
    let place = folder.join(name);
    put_away(path, &place).inspect_err(|_| drop(fs::remove_dir(&folder)))?;
    Ok(place)
}

/// Copies the file at `path` to where [`remove`] would move it, and gives back where the copy lies.
///
/// # Errors
/// Where it cannot be copied.
pub fn keep_copy(state: &StateDir, path: &Path, now: DateTime<Utc>) -> Result<PathBuf, DiskError> {
    let folder = state.root().join(free_place(now));
    let place = folder.join(path.file_name().unwrap_or(path.as_os_str()));
    make_folder(&folder)?;
    copy(path, &place).map_err(DiskError::at(IoOperation::Keep, path))?;
    Ok(place)
}

/// A folder below the state folder that nothing is kept in yet.
pub(super) fn free_place(now: DateTime<Utc>) -> String {
    format!("removed/{}-{:08x}", now.format("%Y%m%dT%H%M%SZ"), fastrand::u32(..))
}

/// Moves the file or folder at `path` to `place`, the folder of which is made where it is not there. What an attempt before
/// left there goes first.
///
/// # Errors
/// Where it cannot be moved; it then still stands where it stood.
pub(super) fn put_away(path: &Path, place: &Path) -> Result<(), DiskError> {
    if let Some(folder) = place.parent() {
        make_folder(folder)?;
    }
    match fs::rename(path, place) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let _ = drop_original(place);
            copy(path, place).map_err(DiskError::at(IoOperation::Move, path))?;
            drop_original(path).map_err(DiskError::at(IoOperation::Move, path))
        }
        moved => moved.map_err(DiskError::at(IoOperation::Move, path)),
    }
}

/// Brings back what was removed to where it stood.
///
/// # Errors
/// Where something stands there now, or it cannot be moved.
pub fn bring_back(place: &Path, path: &Path) -> Result<(), DiskError> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(DiskError::new(IoOperation::Move, path, &io::Error::from(io::ErrorKind::AlreadyExists)));
    }
    match fs::rename(place, path) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            copy(place, path).and_then(|()| drop_original(place)).map_err(DiskError::at(IoOperation::Move, path))
        }
        moved => moved.map_err(DiskError::at(IoOperation::Move, path)),
    }
}

/// Copies a file, or a folder with all in it; links are copied as what they are, not as what they lead to.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let kind = fs::symlink_metadata(from)?.file_type();
    if kind.is_dir() {
        fs::create_dir(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    #[cfg(unix)]
    if kind.is_symlink() {
        return std::os::unix::fs::symlink(fs::read_link(from)?, to);
    }
    fs::copy(from, to).map(|_| ())
}

fn drop_original(path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path)?.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000, 0).expect("a time")
    }

    #[test]
    fn what_is_removed_can_be_brought_back() {
        let home = tempfile::tempdir().expect("a folder");
        let state = StateDir::at(&home.path().join("state")).expect("made");
        let folder = home.path().join("apiops/orders");
        fs::create_dir_all(folder.join("versions")).expect("made");
        fs::write(folder.join("versions/x@1.toml"), "one").expect("written");
        let place = remove(&state, &folder, now()).expect("removed");
        assert!(!folder.exists() && place.starts_with(state.root()));
        assert_eq!(fs::read(place.join("versions/x@1.toml")).expect("read"), b"one");
        bring_back(&place, &folder).expect("back");
        assert_eq!(fs::read(folder.join("versions/x@1.toml")).expect("read"), b"one");
        assert!(bring_back(&place, &folder).is_err());
        assert!(remove(&state, &home.path().join("none"), now()).is_err());
    }

    #[test]
    fn a_copy_holds_everything() {
        let home = tempfile::tempdir().expect("a folder");
        let (from, to) = (home.path().join("from"), home.path().join("to"));
        fs::create_dir_all(from.join("a/b")).expect("made");
        fs::write(from.join("a/b/x"), "x").expect("written");
        copy(&from, &to).expect("copied");
        drop_original(&from).expect("dropped");
        assert!(!from.exists());
        assert_eq!(fs::read(to.join("a/b/x")).expect("read"), b"x");
    }
}
