//! The journal on the disk; what stands in it, and what follows from that, is [`crate::journal`]'s.
//!
//! One file a run in the state folder, held by a lock while the run lives. Each record is one line, written with one
//! call: a killed run loses at most the line it was writing. A journal that has grown by [`GROWTH`] is written anew without
//! what no longer counts ([`compacted`]), beside the old one and then in its place; those of runs that ended are kept for
//! 90 days, 200 of them and 64 MB at most.

mod recover;

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::error::{DiskError, IoOperation};
use super::replace::Flush;
use super::state_dir::{StateDir, make_folder, name_of, open_private};
use crate::journal::{FORMAT, GROWTH, Record, Run, compacted, read};

pub use recover::{LeftBehind, forget, history, moves_since, newest_run, note, recover};

/// The ending of a journal's name.
const ENDING: &str = "jsonl";
/// The ending of one that is being written anew.
const NEW_ENDING: &str = "new";

/// The numbers of a run begin with the time it started, in milliseconds, shifted by this many bits: room for a million.
const NUMBERS: u32 = 20;

/// How often a name is drawn anew before it is given up.
const MAX_NAMES_DRAWN: usize = 16;

/// The journal of this run.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    /// How long the file is up to the last whole record.
    length: u64,
    /// Whether half a record may stand at the end.
    is_torn: bool,
    first: u64,
    /// How long the file may become before it is written anew.
    most: u64,
}

impl Journal {
    /// Begins the journal of a run over `workspace` (its canonical path) that started at `now`.
    ///
    /// # Errors
    /// Where the state folder cannot take it. The program then goes on without, and says so.
    pub fn open(state: &StateDir, workspace: &Path, now: DateTime<Utc>) -> Result<Self, DiskError> {
        let folder = folder_of(state, workspace);
        make_folder(&folder)?;
        // A clock that was ahead, or is behind now, changes no order: a run comes after all that began before it.
        let clock = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        let millis = clock.max(recover::newest(&folder).map_or(0, |newest| newest + 1));
        let pid = std::process::id();
        let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
        for _ in 0..MAX_NAMES_DRAWN {
            let path = folder.join(format!("{millis:013}-{pid}-{:08x}.{ENDING}", fastrand::u32(..)));
            match create(&path) {
                Ok(Some(file)) => {
                    let mut journal =
                        Self { path, file, length: 0, is_torn: false, first: millis << NUMBERS, most: GROWTH };
                    journal.append(&Record::Run(Run {
                        format: FORMAT,
                        workspace: workspace.display().to_string(),
                        started: now,
                        pid,
                        version: env!("CARGO_PKG_VERSION").to_owned(),
                    }))?;
                    return Ok(journal);
                }
                Ok(None) => {}
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
                Err(error) => return Err(DiskError::new(IoOperation::Journal, &path, &error)),
            }
        }
        Err(DiskError::new(IoOperation::Journal, &folder, &last))
    }

    /// The number for the first step of this run; each one after it takes the next. Higher than those of every run that
    /// began before.
    #[must_use]
    pub fn first(&self) -> u64 {
        self.first
    }

    /// Where the journal lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a record. When this returns, it outlives the program, though not yet a loss of power; see [`Journal::to_flush`].
    ///
    /// # Errors
    /// Where it cannot be written; the records before it still stand, and the next one can be tried.
    pub fn append(&mut self, record: &Record) -> Result<(), DiskError> {
        self.write(record).map_err(DiskError::at(IoOperation::Journal, &self.path))
    }

    fn write(&mut self, record: &Record) -> io::Result<()> {
        if is_unlinked(&self.file) {
            self.make_again()?;
        }
        let mut line = Vec::with_capacity(256);
        if self.is_torn && self.file.set_len(self.length).is_err() {
            // What cannot be cut off is at least made a line of its own, which readers leave out.
            line.push(b'\n');
        }
        serde_json::to_writer(&mut line, record)?;
        line.push(b'\n');
        self.is_torn = true;
        self.file.write_all(&line)?;
        self.is_torn = false;
        let written = u64::try_from(line.len()).unwrap_or(0);
        self.length = self.file.metadata().map_or(self.length + written, |data| data.len());
        if self.length > self.most {
            // One that cannot be made smaller is only larger.
            let _ = self.compact();
            self.most = self.length + GROWTH;
        }
        Ok(())
    }

    /// Writes the journal anew without what no longer counts. Until the new one has its place, the old one has it.
    fn compact(&mut self) -> io::Result<()> {
        let mut content = Vec::new();
        self.file.rewind()?;
        self.file.read_to_end(&mut content)?;
        let mut new = Vec::new();
        for record in compacted(read(&content)) {
            serde_json::to_writer(&mut new, &record)?;
            new.push(b'\n');
        }
        let path = self.path.with_extension(NEW_ENDING);
        let written = create(&path).and_then(|file| {
            let Some(mut file) = file else { return Err(io::ErrorKind::WouldBlock.into()) };
            file.write_all(&new)?;
            file.sync_data()?;
            fs::rename(&path, &self.path)?;
            Ok(file)
        });
        match written {
            Ok(file) => {
                self.file = file;
                self.length = u64::try_from(new.len()).unwrap_or(0);
                Ok(())
            }
            Err(error) => {
                let _ = fs::remove_file(&path);
                Err(error)
            }
        }
    }

    /// Somebody has deleted the journal while the run lives: it is made again, with all that stood in it.
    fn make_again(&mut self) -> io::Result<()> {
        let mut content = Vec::new();
        self.file.rewind()?;
        self.file.read_to_end(&mut content)?;
        let folder = self.path.parent().unwrap_or(Path::new(""));
        make_folder(folder).map_err(|error| io::Error::other(error.detail))?;
        if let Some(mut file) = create(&self.path)? {
            file.write_all(&content)?;
            self.file = file;
        }
        Ok(())
    }

    /// What is to be flushed of the journal after every record, for doing so beside the loop.
    ///
    /// # Errors
    /// Where the system has no handle left.
    pub fn to_flush(&self) -> Result<Flush, DiskError> {
        let file = self.file.try_clone().map_err(DiskError::at(IoOperation::Journal, &self.path))?;
        Ok(Flush::new(self.path.clone(), file))
    }
}

/// The folder of the journals of a workspace.
fn folder_of(state: &StateDir, workspace: &Path) -> PathBuf {
    state.root().join("journal").join(name_of(workspace))
}

/// Whether a file that is open has no name any more.
#[cfg(unix)]
fn is_unlinked(file: &File) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    file.metadata().is_ok_and(|data| data.nlink() == 0)
}

/// Elsewhere a file that is open cannot be deleted.
#[cfg(not(unix))]
fn is_unlinked(_: &File) -> bool {
    false
}

/// A new file, locked; nothing where another run got hold of it in between.
fn create(path: &Path) -> io::Result<Option<File>> {
    let file = open_private(path, OpenOptions::new().create_new(true).append(true).read(true))?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Ok(None),
        // A disk without locks still takes a journal.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(Some(file)),
    }
}

#[cfg(test)]
mod tests;
