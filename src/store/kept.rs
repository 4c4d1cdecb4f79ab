//! The private log of a session: an append-only file of lines that mean nothing here, for the user alone, held by a lock
//! while whoever runs the session lives. It is outside the repository, and gone when the session is closed.
//!
//! A line is written with one call; half of one, which a kill may leave at the end, is cut off. What is to be forgotten is
//! forgotten by writing the file anew without it, beside the old one and then in its place. It is removed, not shredded:
//! a disk may keep what stood there.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::error::{DiskError, IoOperation};
use super::state_dir::{StateDir, make_folder, name_of, open_private};

/// The folder of private logs in the state folder.
const FOLDER: &str = "sessions";
/// How many digits of the digest of a workspace's path name its folder.
const DIGITS: usize = 16;
const LOG: &str = "log.jsonl";
const NEW: &str = "log.new";
const LOCK: &str = "lock";
/// A log that has grown by so many bytes since it was written anew is to be written anew again.
pub const LARGE: u64 = 4 * 1024 * 1024;

/// The private log of a session, in the hands of whoever runs it.
#[derive(Debug)]
pub struct KeptLog {
    folder: PathBuf,
    file: File,
    /// How long the file is up to the last whole line.
    length: u64,
    /// Held as long as this lives.
    _lock: File,
}

/// What came of opening a private log.
#[derive(Debug)]
pub enum Opened {
    /// It is ours, with the lines that stand in it, in order.
    Ours(KeptLog, Vec<String>),
    /// Another process runs the session.
    Elsewhere,
}

impl KeptLog {
    /// Opens the log of a session: of the workspace at `root`, in the folder of `product`, whose record has that stem.
    ///
    /// # Errors
    /// Where the state folder cannot hold it. A session can go on in memory then.
    pub fn open(state: &StateDir, root: &Path, product: &str, stem: &str) -> Result<Opened, DiskError> {
        let folder = folder_of(state, root).join(product).join(stem);
        make_folder(&folder)?;
        let lock = folder.join(LOCK);
        let lock = open_private(&lock, OpenOptions::new().create(true).truncate(false).read(true).write(true))
            .map_err(DiskError::at(IoOperation::Keep, &lock))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(Opened::Elsewhere),
            Err(TryLockError::Error(error)) => return Err(DiskError::new(IoOperation::Keep, &folder, &error)),
        }
        let log = folder.join(LOG);
        // One that was not finished has no part in it.
        let _ = fs::remove_file(folder.join(NEW));
        let (file, lines, length) = read(&folder).map_err(DiskError::at(IoOperation::Keep, &log))?;
        Ok(Opened::Ours(Self { folder, file, length, _lock: lock }, lines))
    }

    /// Whether a session has a log on this machine: it was begun here, and is not closed.
    #[must_use]
    pub fn is_there(state: &StateDir, root: &Path, product: &str, stem: &str) -> bool {
        folder_of(state, root).join(product).join(stem).join(LOG).is_file()
    }

    /// Writes a line. When this returns, it outlives the program.
    ///
    /// # Errors
    /// Where it cannot be written; the lines before it still stand, and the next one can be tried.
    pub fn append(&mut self, line: &str) -> Result<(), DiskError> {
        let bytes = [one_line(line).as_bytes(), b"\n"].concat();
        let written = self.file.write_all(&bytes);
        if written.is_err() {
            // Half a line would spoil the next one.
            let _ = self.file.set_len(self.length);
            let _ = self.file.seek(SeekFrom::Start(self.length));
        }
        written.map_err(DiskError::at(IoOperation::Keep, &self.folder.join(LOG)))?;
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// Writes the log anew: what is not among these lines is forgotten.
    ///
    /// # Errors
    /// Where that cannot be done; then the old log stands as it was.
    pub fn rewrite<'l>(&mut self, lines: impl IntoIterator<Item = &'l str>) -> Result<(), DiskError> {
        let (new, log) = (self.folder.join(NEW), self.folder.join(LOG));
        let content: String = lines.into_iter().flat_map(|line| [one_line(line), "\n"]).collect();
        let written = || -> io::Result<File> {
            let mut file = open_private(&new, OpenOptions::new().create(true).truncate(true).read(true).write(true))?;
            file.write_all(content.as_bytes())?;
            file.sync_all()?;
            fs::rename(&new, &log)?;
            sync_folder(&self.folder);
            Ok(file)
        };
        let written = written();
        if written.is_err() {
            // What stands there may have to be forgotten, too.
            let _ = fs::remove_file(&new);
        }
        self.file = written.map_err(DiskError::at(IoOperation::Keep, &log))?;
        self.length = content.len() as u64;
        Ok(())
    }

    /// How long it is, in bytes. Where it has grown by [`LARGE`], it is to be written anew.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Flushes what was written, so that it outlives a loss of power.
    ///
    /// # Errors
    /// What the disk said.
    pub fn flush(&self) -> Result<(), DiskError> {
        self.file.sync_data().map_err(DiskError::at(IoOperation::Flush, &self.folder.join(LOG)))
    }

    /// Forgets everything: the session is closed. Folders that are empty then go, too.
    ///
    /// # Errors
    /// Where the file cannot be removed.
    pub fn erase(self) -> Result<(), DiskError> {
        let log = self.folder.join(LOG);
        fs::remove_file(&log).map_err(DiskError::at(IoOperation::Move, &log))?;
        let _ = fs::remove_file(self.folder.join(LOCK));
        for folder in self.folder.ancestors().take(3) {
            // The first that holds something else ends it.
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
impl KeptLog {
    /// As on a disk that takes nothing more: what is appended fails until the log is written anew.
    pub(crate) fn let_writing_fail(&mut self) {
        self.file = File::open(self.folder.join(LOG)).expect("it is there");
    }

    /// Where a folder lets writing the log anew fail.
    pub(crate) fn in_the_way_of_a_rewrite(&self) -> PathBuf {
        self.folder.join(NEW)
    }
}

/// The folder of the private logs of a workspace, named by its real path.
fn folder_of(state: &StateDir, root: &Path) -> PathBuf {
    let real = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let name = name_of(&real);
    state.root().join(FOLDER).join(name.get(..DIGITS).unwrap_or(&name))
}

/// Opens the log behind its last whole line, with the lines before.
fn read(folder: &Path) -> io::Result<(File, Vec<String>, u64)> {
    let mut options = OpenOptions::new();
    let mut file = open_private(&folder.join(LOG), options.create(true).truncate(false).read(true).write(true))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    if whole < bytes.len() {
        file.set_len(whole as u64)?;
    }
    file.seek(SeekFrom::Start(whole as u64))?;
    let lines = String::from_utf8_lossy(&bytes[..whole]).lines().map(str::to_owned).collect();
    Ok((file, lines, whole as u64))
}

/// The line without what would end it.
fn one_line(line: &str) -> &str {
    line.lines().next().unwrap_or_default()
}

/// What was renamed is on the disk only with its folder, where folders can be flushed.
fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(state: &StateDir, root: &Path) -> (KeptLog, Vec<String>) {
        match KeptLog::open(state, root, "orders", "2026-11-23-value").expect("a log") {
            Opened::Ours(log, lines) => (log, lines),
            Opened::Elsewhere => panic!("it is held"),
        }
    }

    #[test]
    fn lines_are_there_again_and_half_a_one_is_not() {
        let home = tempfile::tempdir().expect("a folder");
        let state = StateDir::at(&home.path().join("state")).expect("a state folder");
        let (mut log, lines) = opened(&state, home.path());
        assert!(lines.is_empty());
        for line in ["one", "two\nand no third"] {
            log.append(line).expect("written");
        }
        let path = log.folder.join(LOG);
        drop(log);
        fs::write(&path, b"one\ntwo\nthr").expect("torn");
        let (mut log, lines) = opened(&state, home.path());
        assert_eq!(lines, ["one", "two"]);
        log.append("three").expect("written");
        assert_eq!(fs::read(&path).expect("there"), b"one\ntwo\nthree\n");
        assert_eq!(log.length(), 14);
    }

    #[test]
    fn one_process_holds_it_and_nobody_else_may_look() {
        let home = tempfile::tempdir().expect("a folder");
        let state = StateDir::at(&home.path().join("state")).expect("a state folder");
        let (log, _) = opened(&state, home.path());
        let second = KeptLog::open(&state, home.path(), "orders", "2026-11-23-value").expect("looked at");
        assert!(matches!(second, Opened::Elsewhere));
        let other = KeptLog::open(&state, home.path(), "orders", "another").expect("looked at");
        assert!(matches!(other, Opened::Ours(..)));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
            assert_eq!(mode(&log.folder.join(LOG)), 0o600);
            for folder in log.folder.ancestors().take(3) {
                assert_eq!(mode(folder), 0o700, "{}", folder.display());
            }
        }
        let path = log.folder.strip_prefix(state.root()).expect("below").to_owned();
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        assert_eq!((parts.len(), parts[0].as_str(), parts[1].len()), (4, FOLDER, DIGITS));
        assert_eq!(parts[2..], ["orders", "2026-11-23-value"]);
        drop(log);
        assert!(matches!(KeptLog::open(&state, home.path(), "orders", "2026-11-23-value"), Ok(Opened::Ours(..))));
    }

    #[test]
    fn what_is_forgotten_is_in_no_file() {
        let home = tempfile::tempdir().expect("a folder");
        let state = StateDir::at(&home.path().join("state")).expect("a state folder");
        let (mut log, _) = opened(&state, home.path());
        log.append("canary").expect("written");
        log.rewrite(["kept"]).expect("written anew");
        log.append("after").expect("written");
        let all: Vec<u8> = fs::read_dir(&log.folder)
            .expect("a folder")
            .flat_map(|entry| fs::read(entry.expect("an entry").path()).expect("read"))
            .collect();
        assert_eq!(String::from_utf8_lossy(&all), "kept\nafter\n");
        assert!(KeptLog::is_there(&state, home.path(), "orders", "2026-11-23-value"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(log.folder.join(LOG)).expect("there").permissions().mode() & 0o777;
            assert_eq!(mode, 0o600);
        }
        log.erase().expect("erased");
        assert!(!KeptLog::is_there(&state, home.path(), "orders", "2026-11-23-value"));
        let left = fs::read_dir(state.root().join(FOLDER)).map_or(0, Iterator::count);
        assert_eq!(left, 0, "no empty folder stays");
    }
}
