//! What dead runs left behind, and what can be undone of all that ended.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{ENDING, NEW_ENDING, folder_of};
use crate::journal::{self, FormerTexts, History, Left, Record};
use crate::store::error::{DiskError, IoOperation};
use crate::store::sighting::{open_regular, read_regular};
use crate::store::state_dir::{StateDir, make_folder};

/// Where the journals of runs go that left nothing, or whose leavings were handled.
const ARCHIVE: &str = "done";
/// How long they are kept, in days.
const MAX_ARCHIVE_DAYS: i64 = 90;
/// How many are kept.
const MAX_ARCHIVED: usize = 200;
/// How many bytes of them are kept.
const MAX_ARCHIVE_BYTES: u64 = 64 << 20;
/// A journal without a head may be one that another window is just beginning; after this time it is not.
const BEGINNING: Duration = Duration::from_mins(1);

/// A dead run that left something. Other windows leave it alone while this is held; dropping it offers it again.
#[derive(Debug)]
pub struct LeftBehind {
    /// What it left.
    pub what: Left,
    path: PathBuf,
    records: Vec<Record>,
    /// Holds the lock.
    _file: File,
}

impl LeftBehind {
    /// Counts something of the run as settled, without writing that: it is so only once a file was saved.
    pub fn assume(&mut self, record: Record) {
        self.records.push(record);
    }

    /// Writes into the journal of the run what became of something it left, so that it is not offered again.
    ///
    /// # Errors
    /// Where it cannot be written; what it is about is then offered again.
    pub fn settle(&mut self, record: Record) -> Result<(), DiskError> {
        let write = || {
            // The killed run may have ended in the middle of a line.
            let mut line = vec![b'\n'];
            serde_json::to_writer(&mut line, &record)?;
            line.push(b'\n');
            let mut file = OpenOptions::new().append(true).open(&self.path)?;
            file.write_all(&line)?;
            file.sync_data()
        };
        let written: io::Result<()> = write();
        self.records.push(record);
        if let Some(what) = Left::of(&self.records) {
            self.what = what;
        }
        written.map_err(DiskError::at(IoOperation::Journal, &self.path))
    }
}

/// The dead runs over `workspace` (its canonical path) that left something, oldest first. Those that left nothing are
/// put away, and very old ones removed.
///
/// # Errors
/// Where the folder of journals cannot be listed. One journal that cannot be read is left where it is.
pub fn recover(state: &StateDir, workspace: &Path, now: DateTime<Utc>) -> Result<Vec<LeftBehind>, DiskError> {
    let folder = folder_of(state, workspace);
    let mut left = Vec::new();
    for path in journals(&folder)? {
        let Some((file, bytes)) = open_dead(&path) else { continue };
        let records = journal::read(&bytes);
        let Some(what) = Left::of(&records) else {
            // Nothing was ever begun in it; a head of a later format is a matter for a later version.
            if records.is_empty() && is_older(&file, BEGINNING) {
                let _ = fs::remove_file(&path);
            }
            continue;
        };
        if !what.is_empty() {
            left.push(LeftBehind { what, path, records, _file: file });
        } else if records.iter().any(|record| !matches!(record, Record::Run(_))) {
            // Where it cannot be put away, it is merely looked at again next time.
            let _ = archive(&path);
        } else {
            let _ = fs::remove_file(&path);
        }
    }
    sweep(&folder);
    prune(&folder.join(ARCHIVE), now);
    Ok(left)
}

/// Puts away what was handled, so that it is not offered again; it stays readable for undo.
///
/// # Errors
/// Where it cannot be moved; it will then be offered again.
pub fn forget(left: LeftBehind) -> Result<(), DiskError> {
    let LeftBehind { path, _file: lock, .. } = left;
    archive(&path)?;
    drop(lock);
    Ok(())
}

/// What can be undone and made again of the runs that ended, those in `held` among them, and the texts that files had
/// before these saved over them.
///
/// # Errors
/// Where the folder of journals cannot be listed. A journal that cannot be read is left out.
pub fn history(state: &StateDir, workspace: &Path, held: &[LeftBehind]) -> Result<(History, FormerTexts), DiskError> {
    let archived = journals(&folder_of(state, workspace).join(ARCHIVE))?;
    let mut runs: Vec<(&Path, Option<&[Record]>)> = archived.iter().map(|path| (path.as_path(), None)).collect();
    runs.extend(held.iter().map(|left| (left.path.as_path(), Some(left.records.as_slice()))));
    runs.sort_by_key(|(path, _)| path.file_name());
    let (mut history, mut texts) = (History::default(), FormerTexts::default());
    let mut replay = |records: &[Record]| {
        history.replay(records);
        texts.replay(records);
    };
    for (path, records) in runs {
        if let Some(records) = records {
            replay(records);
        } else if let Ok(bytes) = read_regular(path) {
            let records = journal::read(&bytes);
            if journal::run(&records).is_some() {
                replay(&records);
            }
        }
    }
    Ok((history, texts))
}

/// The time in the name of the journal that began last, in milliseconds.
pub(super) fn newest(folder: &Path) -> Option<u64> {
    let all = [journals(folder), journals(&folder.join(ARCHIVE))];
    all.into_iter().flatten().flatten().filter_map(|path| name_time(&path)).max()
}

/// Which of the runs over a workspace began last, as a number that rises from run to run.
#[must_use]
pub fn newest_run(state: &StateDir, workspace: &Path) -> u64 {
    newest(&folder_of(state, workspace)).unwrap_or(0)
}

/// What runs that began after a certain one have renamed, in order. A journal that cannot be read is left out.
#[must_use]
pub fn moves_since(state: &StateDir, workspace: &Path, run: u64) -> Vec<(String, String)> {
    let folder = folder_of(state, workspace);
    let all = [journals(&folder), journals(&folder.join(ARCHIVE))].into_iter().flatten().flatten();
    let mut later: Vec<PathBuf> = all.filter(|path| name_time(path).is_some_and(|time| time > run)).collect();
    later.sort_by(|a, b| a.file_name().cmp(&b.file_name()));
    let records = later.iter().filter_map(|path| read_regular(path).ok()).flat_map(|bytes| journal::read(&bytes));
    let moved = records.filter_map(|record| match record {
        Record::Moved { from, to } => Some((from, to)),
        _ => None,
    });
    moved.collect()
}

fn name_time(path: &Path) -> Option<u64> {
    path.file_name()?.to_str()?.split('-').next()?.parse().ok()
}

/// Writes down what was done to documents and folders as a whole (another name, removed, brought back), so that undo and what
/// killed runs left follow it.
///
/// # Errors
/// Where the state folder cannot take it; undo of earlier runs then ends at the old name.
pub fn note(state: &StateDir, workspace: &Path, records: &[Record], now: DateTime<Utc>) -> Result<(), DiskError> {
    for mut left in recover(state, workspace, now)? {
        for record in records {
            left.settle(record.clone())?;
        }
    }
    let mut journal = super::Journal::open(state, workspace, now)?;
    records.iter().try_for_each(|record| journal.append(record))
}

/// The journals in a folder, by start time. A folder that is not there has none.
fn journals(folder: &Path) -> Result<Vec<PathBuf>, DiskError> {
    with_ending(folder, ENDING)
}

/// The files in a folder with an ending, by name.
fn with_ending(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, DiskError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(DiskError::new(IoOperation::Journal, folder, &error)),
    };
    let mut paths: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|own| own == ending))
        .collect();
    paths.sort();
    Ok(paths)
}

/// The content of a journal whose run has ended, with the lock on it; nothing where the run lives, or it cannot be read.
fn open_dead(path: &Path) -> Option<(File, Vec<u8>)> {
    let mut file = open_regular(path, OpenOptions::new().read(true)).ok()?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => return None,
        // On a disk without locks a living run may be taken for a dead one; its steps are then found to be in the file
        // already, or are applied once more to what they belong to.
        Ok(()) | Err(TryLockError::Error(_)) => {}
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).ok()?;
    // Another window may have put it away between the listing and the lock.
    path.exists().then_some((file, bytes))
}

fn is_older(file: &File, than: Duration) -> bool {
    let written = file.metadata().and_then(|data| data.modified()).ok();
    written.and_then(|written| written.elapsed().ok()).is_some_and(|age| age > than)
}

fn archive(path: &Path) -> Result<(), DiskError> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return Ok(()) };
    let archive = folder.join(ARCHIVE);
    make_folder(&archive)?;
    fs::rename(path, archive.join(name)).map_err(DiskError::at(IoOperation::Journal, path))
}

/// Removes what killed runs left of journals that they were just writing anew.
fn sweep(folder: &Path) {
    for path in with_ending(folder, NEW_ENDING).unwrap_or_default() {
        if open_dead(&path).is_some() {
            let _ = fs::remove_file(&path);
        }
    }
}

/// Removes archived journals that are too old or too many. What cannot be removed stays.
fn prune(archive: &Path, now: DateTime<Utc>) {
    let Ok(paths) = journals(archive) else { return };
    let mut room = MAX_ARCHIVE_BYTES;
    let fits = |path: &&PathBuf| {
        let size = fs::metadata(path).map_or(0, |data| data.len());
        let left = room.checked_sub(size);
        room = left.unwrap_or(0);
        left.is_some()
    };
    let too_many = paths.len() - paths.iter().rev().take(MAX_ARCHIVED).take_while(fits).count();
    let oldest = now.timestamp_millis() - MAX_ARCHIVE_DAYS * 24 * 60 * 60 * 1000;
    for (at, path) in paths.iter().enumerate() {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let started = name.split('-').next().and_then(|millis| millis.parse::<i64>().ok());
        if at < too_many || started.is_some_and(|started| started < oldest) {
            let _ = fs::remove_file(path);
        }
    }
}
