//! Where the program keeps what is its own: journal, locks, recent files, crash reports, log. Never in the repository,
//! and readable by the user alone.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

use super::error::{DiskError, IoErrorKind, IoOperation};
use super::sighting::open_regular;

/// The environment variable that names another folder.
pub const VARIABLE: &str = "STATIONMASTER_STATE";

/// The folder that stands in the place of the user's for a while.
static INSTEAD: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Has this run keep what is its own in another folder until this goes: nothing of a rehearsal stays.
#[derive(Debug)]
pub struct Instead(());

impl Instead {
    /// Keeps it in that folder from now on.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        *INSTEAD.lock().unwrap_or_else(PoisonError::into_inner) = Some(folder.to_owned());
        Self(())
    }
}

impl Drop for Instead {
    fn drop(&mut self) {
        *INSTEAD.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// The state folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateDir {
    root: PathBuf,
}

impl StateDir {
    /// The user's state folder: the one the environment names, otherwise the one the platform has for it. It is made
    /// where it is not there.
    ///
    /// # Errors
    /// Where the platform knows no home, or the folder cannot be made. The program then goes on without.
    pub fn open() -> Result<Self, DiskError> {
        Self::at(&Self::locate()?)
    }

    /// Where the state folder is, whether it is there or not.
    ///
    /// # Errors
    /// Where the platform knows no home.
    pub fn locate() -> Result<PathBuf, DiskError> {
        if let Some(instead) = INSTEAD.lock().unwrap_or_else(PoisonError::into_inner).clone() {
            return Ok(instead);
        }
        if let Some(named) = std::env::var_os(VARIABLE).filter(|named| !named.is_empty()) {
            let named = PathBuf::from(named);
            return std::path::absolute(&named).map_err(DiskError::at(IoOperation::Keep, &named));
        }
        let dirs = directories::ProjectDirs::from("", "", "stationmaster")
            .ok_or_else(|| DiskError::found(IoOperation::Keep, Path::new("~"), IoErrorKind::NoState))?;
        Ok(dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).to_owned())
    }

    /// The state folder at `root`, made where it is not there.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn at(root: &Path) -> Result<Self, DiskError> {
        make_folder(root)?;
        Ok(Self { root: root.to_owned() })
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A folder below it, made where it is not there.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn folder(&self, name: &str) -> Result<PathBuf, DiskError> {
        let folder = self.root.join(name);
        make_folder(&folder)?;
        Ok(folder)
    }
}

impl StateDir {
    /// Whether this is the first time that something is asked about a place: it is remembered. Where it cannot be, it is
    /// never the first time, so that nobody is told again and again.
    #[must_use]
    pub fn is_first(&self, what: &str, place: &Path) -> bool {
        let Ok(folder) = self.folder(what) else { return false };
        open_private(&folder.join(name_of(place)), OpenOptions::new().write(true).create_new(true)).is_ok()
    }
}

/// Makes a folder that only the user can look into, with those above it.
pub(super) fn make_folder(folder: &Path) -> Result<(), DiskError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder).map_err(DiskError::at(IoOperation::Keep, folder))
}

/// Opens a file that only the user can read, as `options` say.
pub(super) fn open_private(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    open_regular(path, options)
}

/// A name for `path` that can be the name of a file: the same for the same path, different for different ones.
pub(super) fn name_of(path: &Path) -> String {
    let digest = Sha256::digest(path.as_os_str().as_encoded_bytes());
    hex(&digest[..16])
}

/// The digest of `bytes` as files write it: `sha256:` and 64 hexadecimal digits.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    format!("sha256:{}", hex(&Sha256::digest(bytes)))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn what_is_made_is_the_users_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        let home = tempfile::tempdir().expect("a folder");
        let state = StateDir::at(&home.path().join("state")).expect("made");
        assert_eq!(mode(state.root()), 0o700);
        assert_eq!(mode(&state.folder("journal/x").expect("made")), 0o700);
        let path = state.root().join("file");
        open_private(&path, OpenOptions::new().create(true).append(true)).expect("opened");
        assert_eq!(mode(&path), 0o600);
    }

    #[test]
    fn the_first_time_is_remembered_for_each_place() {
        let home = tempfile::tempdir().expect("a folder");
        let state = StateDir::at(home.path()).expect("made");
        let is_first = |place: &str| state.is_first("clones", Path::new(place));
        assert_eq!([is_first("/a"), is_first("/a"), is_first("/b"), is_first("/a")], [true, false, true, false]);
        fs::write(home.path().join("file"), "x").expect("written");
        assert!(!state.is_first("file", Path::new("/a")));
    }

    #[test]
    fn a_file_in_the_way_is_reported() {
        let home = tempfile::tempdir().expect("a folder");
        fs::write(home.path().join("state"), "x").expect("written");
        assert!(StateDir::at(&home.path().join("state/below")).is_err());
        assert!(StateDir::at(&home.path().join("state")).is_err());
    }

    #[test]
    fn digests_are_written_as_files_write_them() {
        assert_eq!(digest(b""), "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
