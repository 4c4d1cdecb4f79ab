//! Replacing a file: a temporary one beside it, renamed over it. Whoever reads meanwhile sees the old one or the new
//! one, never half of one.

mod attributes;
mod displaced;
mod error;
mod exchange;

use std::fs::{self, File, Metadata};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

use super::error::{DiskError, IoErrorKind, IoOperation};
use super::sighting::read_regular;

pub(super) use attributes::like;
pub use displaced::Displaced;
pub use error::SaveError;
pub use exchange::Replaced;

/// How the names of temporary files begin: hidden, so that nothing takes them for documents.
pub(super) const TEMPORARY_PREFIX: &str = ".stationmaster-";
/// How they end.
pub(super) const TEMPORARY_SUFFIX: &str = ".tmp";

/// How many links may lead to one another before it is taken for a circle.
const MAX_LINKS: usize = 32;

/// After this time a temporary file belongs to nobody.
const STALE: Duration = Duration::from_mins(1);

/// What is still to be flushed after a file was replaced. Dropping it leaves that to the system.
#[must_use = "until it is flushed, a loss of power can take the change back"]
#[derive(Debug)]
pub struct Flush {
    path: PathBuf,
    file: File,
}

impl Flush {
    /// What is to be flushed of a file that is written in place.
    pub(super) fn new(path: PathBuf, file: File) -> Self {
        Self { path, file }
    }

    /// Waits until the file and the name it got are on the disk. May take long; call it beside the loop.
    ///
    /// # Errors
    /// Where the disk cannot take them.
    pub fn flush(self) -> Result<(), DiskError> {
        self.sync()
    }

    /// Like [`Flush::flush`], for a file that is written on.
    ///
    /// # Errors
    /// As there.
    pub fn sync(&self) -> Result<(), DiskError> {
        self.file.sync_all().map_err(DiskError::at(IoOperation::Flush, &self.path))?;
        flush_folder(&self.path).map_err(DiskError::at(IoOperation::Flush, &self.path))
    }
}

#[cfg(unix)]
fn flush_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

/// Elsewhere a folder cannot be opened to be flushed; a rename is on the disk when it returns.
#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps)]
fn flush_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// A new content that lies beside its target and has not taken its place yet. Dropping it removes it.
#[derive(Debug)]
pub struct Prepared {
    target: PathBuf,
    temporary: NamedTempFile,
    /// Whether the file has other names, which would go on naming the old content.
    has_other_names: bool,
}

impl Prepared {
    /// Puts the new content into the place of the old.
    ///
    /// # Errors
    /// Where the rename is refused; the old content then stands, and nothing is left beside it.
    pub fn commit(self) -> Result<Flush, SaveError> {
        let Self { target, mut temporary, has_other_names } = self;
        if has_other_names {
            let file = write_in_place(&target, temporary.as_file_mut()).map_err(|error| failed(&target, &error))?;
            return Ok(Flush { path: target, file });
        }
        match temporary.persist(&target) {
            Ok(file) => Ok(Flush { path: target, file }),
            Err(error) => Err(failed(&target, &error.error)),
        }
    }

    /// Puts the content into its place where nothing stands there yet.
    ///
    /// # Errors
    /// [`IoErrorKind::Exists`] where something does; otherwise as [`Prepared::commit`].
    pub fn commit_new(self) -> Result<Flush, SaveError> {
        let Self { target, temporary, .. } = self;
        match temporary.persist_noclobber(&target) {
            Ok(file) => Ok(Flush { path: target, file }),
            Err(error) => Err(failed(&target, &error.error)),
        }
    }
}

/// Replaces the content of `path`, which may not exist yet, with `bytes`. Links are followed inside the folder `within`.
/// The mode of the old file is kept.
///
/// # Errors
/// Where the file lies outside, is marked as read-only, is no file, or the disk says no. What stood there then still
/// stands there, and no temporary file is left.
pub fn replace(path: &Path, bytes: &[u8], within: &Path) -> Result<Flush, SaveError> {
    prepare(path, bytes, within)?.commit()
}

/// Writes `bytes` beside `path`, ready to take its place; see [`replace`].
///
/// # Errors
/// As [`replace`].
pub fn prepare(path: &Path, bytes: &[u8], within: &Path) -> Result<Prepared, SaveError> {
    let target = resolve(path, within)?;
    let old = match fs::symlink_metadata(&target) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(&target, &error)),
    };
    let folder = target.parent().unwrap_or(within);
    check(&target, old.as_ref(), folder)?;
    let write = || -> io::Result<NamedTempFile> {
        let mut temporary = create_beside(folder)?;
        temporary.write_all(bytes)?;
        if let Some(old) = &old {
            attributes::keep_owner_and_mode(temporary.as_file(), old)?;
            attributes::keep(&target, temporary.as_file());
        }
        Ok(temporary)
    };
    let temporary = write().map_err(|error| failed(&target, &error))?;
    Ok(Prepared { target, temporary, has_other_names: old.as_ref().is_some_and(has_other_names) })
}

/// The file that `path` means: links are followed as long as they stay in the folder `within`. The file itself need not
/// be there.
///
/// # Errors
/// Where the file lies outside, its folder is gone, or a link cannot be read.
pub fn resolve(path: &Path, within: &Path) -> Result<PathBuf, SaveError> {
    let home = fs::canonicalize(within).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => SaveError::FolderGone(within.to_owned()),
        _ => DiskError::new(IoOperation::Write, within, &error).into(),
    })?;
    let mut path_now = path.to_owned();
    for _ in 0..MAX_LINKS {
        let (Some(folder), Some(name)) = (path_now.parent(), path_now.file_name()) else {
            return Err(DiskError::found(IoOperation::Write, path, IoErrorKind::NotAFile).into());
        };
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let real = fs::canonicalize(folder).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => SaveError::FolderGone(folder.to_owned()),
            _ => failed(path, &error),
        })?;
        let target = real.join(name);
        if !real.starts_with(&home) {
            return Err(SaveError::Outside { path: path.to_owned(), target });
        }
        match fs::read_link(&target) {
            Ok(next) => path_now = real.join(next),
            Err(_) => return Ok(target),
        }
    }
    Err(DiskError::found(IoOperation::Write, path, IoErrorKind::NotAFile).into())
}

/// The file that `path` means, where it may be replaced; see [`replace`].
///
/// # Errors
/// As [`replace`].
pub(super) fn writable(path: &Path, within: &Path) -> Result<PathBuf, SaveError> {
    let target = resolve(path, within)?;
    let old = fs::symlink_metadata(&target).map_err(|error| failed(&target, &error))?;
    check(&target, Some(&old), target.parent().unwrap_or(within))?;
    Ok(target)
}

/// Whether the file has other names, which would go on naming the old content after a rename.
#[must_use]
pub fn has_other_names_at(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|data| data.is_file() && has_other_names(&data))
}

/// Removes temporary files that a killed run left in `folder`. What cannot be removed stays.
pub fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let is_ours = entry
            .file_name()
            .to_str()
            .is_some_and(|name| name.starts_with(TEMPORARY_PREFIX) && name.ends_with(TEMPORARY_SUFFIX));
        let age = entry.metadata().and_then(|data| data.modified()).ok();
        let age = age.and_then(|written| SystemTime::now().duration_since(written).ok());
        if is_ours && age.is_some_and(|age| age > STALE) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// A rename would go past a mark that says the file must not be written, and root past one on the folder.
fn check(target: &Path, old: Option<&Metadata>, folder: &Path) -> Result<(), SaveError> {
    if let Some(old) = old {
        if !old.is_file() {
            return Err(DiskError::found(IoOperation::Write, target, IoErrorKind::NotAFile).into());
        }
        if old.permissions().readonly() {
            return Err(DiskError::found(IoOperation::Write, target, IoErrorKind::ReadOnly).into());
        }
    }
    Ok(check_folder(folder)?)
}

/// Refuses a folder that is marked as one in which nothing changes its name.
pub(super) fn check_folder(folder: &Path) -> Result<(), DiskError> {
    if cfg!(unix) && fs::metadata(folder).is_ok_and(|data| data.permissions().readonly()) {
        return Err(DiskError::found(IoOperation::Write, folder, IoErrorKind::ReadOnly));
    }
    Ok(())
}

fn failed(target: &Path, error: &io::Error) -> SaveError {
    let folder = target.parent().unwrap_or(target);
    if error.kind() == io::ErrorKind::NotFound && !folder.exists() {
        return SaveError::FolderGone(folder.to_owned());
    }
    DiskError::new(IoOperation::Write, target, error).into()
}

#[cfg(unix)]
fn has_other_names(data: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    data.nlink() > 1
}

#[cfg(not(unix))]
fn has_other_names(_: &Metadata) -> bool {
    false
}

/// Writes a content that lies on the disk already into a file that is there. Where that fails, what stood there is put back.
fn write_in_place(target: &Path, content: &mut File) -> io::Result<File> {
    let mut new = Vec::new();
    content.rewind()?;
    content.read_to_end(&mut new)?;
    let old = read_regular(target)?;
    let mut file = File::options().write(true).open(target)?;
    if let Err(error) = fill(&mut file, &new) {
        let _ = fill(&mut file, &old);
        return Err(error);
    }
    Ok(file)
}

fn fill(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    file.rewind()?;
    file.write_all(bytes)?;
    file.set_len(u64::try_from(bytes.len()).unwrap_or(u64::MAX))
}

fn create_beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY_PREFIX).suffix(TEMPORARY_SUFFIX);
    #[cfg(unix)]
    {
        // A new file gets what the user's mask leaves, as from any other program.
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::error::tests::assert_tellable;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_made_and_replaced_and_nothing_is_left_beside_it() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("a.toml");
        replace(&path, b"one", home.path()).expect("written").flush().expect("flushed");
        replace(&path, b"two", home.path()).expect("written").flush().expect("flushed");
        assert_eq!(fs::read(&path).expect("read"), b"two");
        assert_eq!(names(home.path()), ["a.toml"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_with_another_name_keeps_it() {
        let home = tempfile::tempdir().expect("a folder");
        let (path, other) = (home.path().join("a.toml"), home.path().join("b.toml"));
        fs::write(&path, "a longer text").expect("written");
        fs::hard_link(&path, &other).expect("linked");
        replace(&path, b"new", home.path()).expect("written").flush().expect("flushed");
        assert_eq!((fs::read(&path).expect("read"), fs::read(&other).expect("read")), (b"new".into(), b"new".into()));
        assert_eq!(names(home.path()), ["a.toml", "b.toml"]);
    }

    #[test]
    fn what_is_prepared_and_dropped_leaves_nothing() {
        let home = tempfile::tempdir().expect("a folder");
        drop(prepare(&home.path().join("a.toml"), b"one", home.path()).expect("prepared"));
        assert_eq!(names(home.path()), Vec::<String>::new());
    }

    #[cfg(unix)]
    #[test]
    fn the_mode_is_kept_and_a_new_file_is_not_private() {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("a.toml");
        replace(&path, b"one", home.path()).expect("written").flush().expect("flushed");
        let plain = home.path().join("plain");
        File::create(&plain).expect("created");
        assert_eq!(mode(&path), mode(&plain));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
        replace(&path, b"two", home.path()).expect("written").flush().expect("flushed");
        assert_eq!(mode(&path), 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_inside_is_followed_and_one_outside_refused() {
        use std::os::unix::fs::symlink;
        let home = tempfile::tempdir().expect("a folder");
        let elsewhere = tempfile::tempdir().expect("a folder");
        let real = home.path().join("real.toml");
        fs::write(&real, "old").expect("written");
        symlink("real.toml", home.path().join("in.toml")).expect("linked");
        replace(&home.path().join("in.toml"), b"new", home.path()).expect("written").flush().expect("flushed");
        assert_eq!(fs::read(&real).expect("read"), b"new");
        assert!(fs::symlink_metadata(home.path().join("in.toml")).expect("there").is_symlink());

        let outside = elsewhere.path().join("x.toml");
        fs::write(&outside, "theirs").expect("written");
        symlink(&outside, home.path().join("out.toml")).expect("linked");
        let error = replace(&home.path().join("out.toml"), b"new", home.path()).expect_err("refused");
        assert!(matches!(error, SaveError::Outside { .. }), "{error:?}");
        assert_tellable(&error);
        assert_eq!(fs::read(&outside).expect("read"), b"theirs");

        symlink(elsewhere.path(), home.path().join("folder")).expect("linked");
        let error = replace(&home.path().join("folder/x.toml"), b"new", home.path()).expect_err("refused");
        assert!(matches!(error, SaveError::Outside { .. }), "{error:?}");

        symlink("b.toml", home.path().join("a.toml")).expect("linked");
        symlink("a.toml", home.path().join("b.toml")).expect("linked");
        let error = replace(&home.path().join("a.toml"), b"new", home.path()).expect_err("refused");
        assert!(matches!(error, SaveError::Disk(DiskError { trouble: IoErrorKind::NotAFile, .. })), "{error:?}");

        symlink("not-yet.toml", home.path().join("dangling.toml")).expect("linked");
        replace(&home.path().join("dangling.toml"), b"new", home.path()).expect("written").flush().expect("flushed");
        assert_eq!(fs::read(home.path().join("not-yet.toml")).expect("read"), b"new");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_marked_as_read_only_is_left_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("a.toml");
        fs::write(&path, "old").expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("set");
        let error = replace(&path, b"new", home.path()).expect_err("refused");
        assert!(matches!(error, SaveError::Disk(DiskError { trouble: IoErrorKind::ReadOnly, .. })), "{error:?}");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("set");
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o555)).expect("set");
        let error = replace(&path, b"new", home.path()).expect_err("refused");
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o755)).expect("set");
        assert!(matches!(error, SaveError::Disk(DiskError { trouble: IoErrorKind::ReadOnly, .. })), "{error:?}");
        assert_eq!(fs::read(&path).expect("read"), b"old");
        assert_eq!(names(home.path()), ["a.toml"]);
    }

    #[test]
    fn a_folder_that_is_gone_is_not_made_again() {
        let home = tempfile::tempdir().expect("a folder");
        let folder = home.path().join("orders");
        let error = replace(&folder.join("a.toml"), b"new", home.path()).expect_err("refused");
        assert!(matches!(error, SaveError::FolderGone(_)), "{error:?}");
        assert_tellable(&error);
        assert!(!folder.exists());
        let error = replace(&folder.join("a.toml"), b"new", &folder).expect_err("refused");
        assert_eq!(error, SaveError::FolderGone(folder));
    }

    #[test]
    fn a_folder_is_no_file() {
        let home = tempfile::tempdir().expect("a folder");
        fs::create_dir(home.path().join("a.toml")).expect("made");
        let error = replace(&home.path().join("a.toml"), b"new", home.path()).expect_err("refused");
        assert!(matches!(error, SaveError::Disk(DiskError { trouble: IoErrorKind::NotAFile, .. })), "{error:?}");
    }

    #[test]
    fn only_old_temporary_files_are_swept() {
        let home = tempfile::tempdir().expect("a folder");
        for name in [".stationmaster-old.tmp", ".stationmaster-new.tmp", "a.toml"] {
            fs::write(home.path().join(name), "x").expect("written");
        }
        let old = File::options().write(true).open(home.path().join(".stationmaster-old.tmp")).expect("opened");
        old.set_modified(SystemTime::now() - Duration::from_hours(1)).expect("set");
        sweep(home.path());
        assert_eq!(names(home.path()), [".stationmaster-new.tmp", "a.toml"]);
    }
}
