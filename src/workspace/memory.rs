//! A workspace in memory: files in a map, journals beside them, nothing on a thread and nothing by chance. Tests and
//! measurements run the program over it, and make it do what disks and other programs do.

mod door;
mod journal;
mod outside;
mod saver;
mod session;
mod state;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};

use super::backend::{Backend, Flush, Folder, Journal, LockedFile, Notifier, OpenedLines, Replaced, WorkspaceEvent};
use super::commit::{CommitMessage, sessions_of};
use super::former::Texts;
use super::saver::SaveQueue;
use crate::app::committing::{CommitRefused, Committable};
use crate::assess::standing::GitState;
use crate::codec::name::id_from;
use crate::codec::{Content, write};
use crate::document::{Product, Settings};
use crate::i18n::{Catalogue, Sentence};
use crate::journal::{FORMAT, FormerTexts, History, Left, Record, Run, read, renamed_by};
use crate::merge::changes::documents::compare_files;
use crate::merge::text::Stages;
use crate::method::Method;
use crate::store::demo;
use crate::store::git::Committed;
use crate::store::layout::{PRODUCT_FILE, SETTINGS_FILE};
use crate::store::own_method::Unusable;
pub(crate) use door::MemoryDoor;
pub(crate) use journal::{MemoryDeadRun, MemoryJournal};
pub(crate) use saver::MemorySaver;
pub(crate) use session::MemoryLines;
pub use state::Memory;
use state::{MemoryRun, ROOT};

use crate::store::{DiskError, IoErrorKind, IoOperation, SaveError, Scan, Sighting, Stamp, WorkspaceError};

impl Memory {
    /// A workspace of these files, their paths relative to it. Without `stationmaster.toml` it is none yet.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        let memory = Self::default();
        memory.state().files = files.into_iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect();
        memory
    }

    /// Where the workspace is said to lie.
    #[must_use]
    pub fn root(&self) -> &'static Path {
        Path::new(ROOT)
    }

    /// Whether there is a workspace.
    #[must_use]
    pub fn is_workspace(&self) -> bool {
        self.contains(SETTINGS_FILE)
    }

    /// The paths of its files, sorted.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        self.state().files.keys().cloned().collect()
    }

    /// Whether there is such a file.
    #[must_use]
    pub fn contains(&self, file: &str) -> bool {
        self.state().files.contains_key(file)
    }

    /// The private log of a session by product and stem, where there is one.
    #[must_use]
    pub fn session_lines(&self, session: &str) -> Option<Vec<String>> {
        self.state().sessions.get(session).map(|(lines, _)| lines.clone())
    }

    /// Has the private log of a session say this, as another disk or another version of the program would.
    pub fn put_session_lines(&self, session: &str, lines: Vec<String>) {
        self.state().sessions.insert(session.to_owned(), (lines, false));
    }

    /// What a file holds.
    #[must_use]
    pub fn bytes(&self, file: &str) -> Option<Vec<u8>> {
        self.state().files.get(file).cloned()
    }

    /// How often the program has saved a file.
    #[must_use]
    pub fn writes(&self) -> usize {
        self.state().writes
    }

    /// The records of all runs, in the order they were written.
    #[must_use]
    pub fn journal(&self) -> Vec<Record> {
        self.state().runs.iter().flat_map(|run| read(&run.lines)).collect()
    }

    /// How many bytes the journals of all runs hold.
    #[must_use]
    pub fn journal_size(&self) -> usize {
        self.state().runs.iter().map(|run| run.lines.len()).sum()
    }

    /// Whether nothing that a dead run left is to be offered any more.
    #[must_use]
    pub fn is_recovery_resolved(&self) -> bool {
        self.state().runs.iter().all(|run| run.is_alive || run.is_handled)
    }

    /// Works off what a window has to save.
    fn work(&self, at: usize) {
        loop {
            // Saving asks for the state itself.
            let queue = self.state().queues.get_mut(at).and_then(Option::take);
            let Some((mut queue, notify)) = queue else { return };
            let done = queue.work(&MemoryFolder(self.clone()));
            if let Some(place) = self.state().queues.get_mut(at) {
                *place = Some((queue, Arc::clone(&notify)));
            }
            match done {
                Some((report, _)) => notify(WorkspaceEvent::Saved(Box::new(report))),
                None => return,
            }
        }
    }

    /// What is written late comes into the files, for every window.
    fn look_at_late(&self) {
        let windows = self.state().queues.len();
        for at in 0..windows {
            // A window that is saving just now looks when it is done.
            let queue = self.state().queues.get_mut(at).and_then(Option::take);
            let Some((mut queue, notify)) = queue else { continue };
            let events = queue.look_at_late(&MemoryFolder(self.clone()));
            if let Some(place) = self.state().queues.get_mut(at) {
                *place = Some((queue, Arc::clone(&notify)));
            }
            for event in events {
                notify(event);
            }
        }
    }

    fn put(&self, file: &str, bytes: &[u8]) -> Result<(), SaveError> {
        let mut state = self.state();
        if let Some(trouble) = state.refuses {
            return Err(DiskError::found(IoOperation::Write, &place(file), trouble).into());
        }
        state.put(file, bytes);
        state.ours.insert(file.to_owned());
        Ok(())
    }

    fn sighting(&self, file: &str) -> Result<Sighting, DiskError> {
        let state = self.state();
        let bytes = state.files.get(file).ok_or_else(|| found(IoOperation::Read, file, IoErrorKind::Missing))?.clone();
        let stamp = Stamp::numbered(bytes.len(), state.written.get(file).copied().unwrap_or(0));
        Ok(Sighting { bytes, stamp, is_ours: state.ours.contains(file) })
    }

    fn save(&self, file: &str, bytes: &[u8]) -> Result<Flush, SaveError> {
        self.put(file, bytes)?;
        self.state().writes += 1;
        // Nothing is left to do: memory forgets everything with the power.
        Ok(Box::new(|| Ok(())))
    }
}

fn place(file: &str) -> PathBuf {
    Path::new(ROOT).join(file)
}

fn found(act: IoOperation, file: &str, trouble: IoErrorKind) -> DiskError {
    DiskError::found(act, &place(file), trouble)
}

impl Backend for Memory {
    type Folder = MemoryFolder;

    fn open(&self, root: &Path) -> Result<MemoryFolder, WorkspaceError> {
        if self.is_workspace() {
            return Ok(MemoryFolder(self.clone()));
        }
        Err(WorkspaceError::NotAWorkspace { folder: root.to_owned(), nearest: None })
    }

    fn create(&self, _: &Path, settings: &Settings, product: &Product, method: &Method) -> Result<(), WorkspaceError> {
        let folder = MemoryFolder(self.clone());
        let settings = write(&Content::Settings(settings.clone()), method);
        folder.create(SETTINGS_FILE, settings.as_bytes())?;
        let file = format!("{}/{PRODUCT_FILE}", id_from(&product.name));
        folder.create(&file, write(&product.clone().into(), method).as_bytes())
    }

    fn unpack_demo(&self, today: NaiveDate) -> Result<PathBuf, DiskError> {
        self.state().files = demo::files(today).into_iter().collect();
        Ok(ROOT.into())
    }

    fn method(&self, _: Option<&Path>) -> (Method, Vec<Unusable>) {
        (Method::built_in().clone(), Vec::new())
    }
}

/// The workspace in memory.
#[derive(Clone)]
pub struct MemoryFolder(Memory);

impl Folder for MemoryFolder {
    type Locked = MemoryFile;
    type Journal = MemoryJournal;
    type DeadRun = MemoryDeadRun;
    type Saver = MemorySaver;
    type Watch = ();
    type SessionLines = MemoryLines;
    type Door = MemoryDoor;
    const READERS: usize = 1;

    fn root(&self) -> &Path {
        Path::new(ROOT)
    }

    fn scan(&self, method: &Method) -> Result<Scan, DiskError> {
        Ok(Scan::of(self.0.state().files.keys().map(String::as_str), method))
    }

    fn read(&self, file: &str) -> Result<Vec<u8>, DiskError> {
        self.0.bytes(file).ok_or_else(|| found(IoOperation::Read, file, IoErrorKind::Missing))
    }

    fn git_states(&self) -> Option<BTreeMap<String, GitState>> {
        self.0.state().git.clone()
    }

    fn look(&self, file: &str) -> Result<Sighting, DiskError> {
        self.0.sighting(file)
    }

    fn pause(&self, _: Duration) {
        self.0.step();
    }

    fn is_there(&self, file: &str) -> bool {
        self.0.contains(file)
    }

    fn create(&self, file: &str, bytes: &[u8]) -> Result<(), WorkspaceError> {
        if self.is_there(file) {
            return Err(WorkspaceError::Exists(place(file)));
        }
        Ok(self.0.put(file, bytes)?)
    }

    fn remove(&self, file: &str) {
        self.0.remove(file);
    }

    fn lock(&self, file: &str) -> Result<MemoryFile, SaveError> {
        Ok(MemoryFile { memory: self.0.clone(), file: file.to_owned() })
    }

    fn sweep(&self, _: &Scan) {}

    fn prepare(&mut self) -> Result<(), DiskError> {
        Ok(())
    }

    fn recover(&self) -> Vec<MemoryDeadRun> {
        let mut left = Vec::new();
        for (at, run) in self.0.state().runs.iter_mut().enumerate().filter(|(_, run)| !run.is_alive && !run.is_handled)
        {
            match Left::of(&read(&run.lines)) {
                Some(what) if !what.is_empty() => {
                    left.push(MemoryDeadRun { memory: self.0.clone(), at, what, assumed: Vec::new() })
                }
                _ => run.is_handled = true,
            }
        }
        left
    }

    fn history(&self, held: &[MemoryDeadRun]) -> (History, FormerTexts) {
        let (mut history, mut texts) = (History::default(), FormerTexts::default());
        let state = self.0.state();
        for (at, run) in state.runs.iter().enumerate().filter(|(_, run)| !run.is_alive) {
            let mut records = read(&run.lines);
            records.extend(held.iter().filter(|held| held.at == at).flat_map(|held| held.assumed.clone()));
            history.replay(&records);
            texts.replay(&records);
        }
        (history, texts)
    }

    fn forget(&self, run: MemoryDeadRun) {
        if let Some(run) = self.0.state().runs.get_mut(run.at) {
            run.is_handled = true;
        }
    }

    fn stages(&self, file: &str) -> Option<Stages> {
        self.0.state().stages.get(file).cloned()
    }

    fn prepare_commit(&self, method: &Method, words: &'static Catalogue) -> Result<Committable, Sentence> {
        let state = self.0.state();
        if state.commits.is_empty() {
            return Err(sentence!("error.no-repository.what", path = ROOT));
        }
        let last = |file: &str| state.commits.iter().rfind(|(path, _)| path == file).map(|(_, commit)| &commit.bytes);
        let changed = state.files.iter().filter(|(file, bytes)| last(file) != Some(bytes));
        let files: Vec<String> = changed.map(|(file, _)| file.clone()).collect();
        if files.is_empty() {
            return Err(sentence!("cli.commit.nothing"));
        }
        let of = |file: &String, bytes: Option<&Vec<u8>>| Some((file.clone(), bytes?.clone()));
        let before = files.iter().filter_map(|file| of(file, last(file))).collect();
        let after = files.iter().filter_map(|file| of(file, state.files.get(file))).collect();
        let differences = compare_files(&before, &after, method, words.code());
        let sessions = sessions_of(&before, &after, method);
        let message = CommitMessage { words, differences: &differences, sessions: &sessions, paths: &files }.text();
        let new = files.iter().filter(|file| last(file).is_none()).cloned().collect();
        Ok(Committable { files, new, message })
    }

    fn commit(&self, asked: &Committable) -> Result<String, CommitRefused> {
        if let Some(said) = self.0.state().hook.clone() {
            return Err(CommitRefused { why: sentence!("cli.commit.refused"), said });
        }
        for file in &asked.files {
            self.0.commit(file, "2026-11-23", "A", &asked.message);
        }
        Ok(format!("{:040x}", self.0.state().commits.len()))
    }

    fn commits(&self, file: &str, each: &mut dyn FnMut(Committed) -> bool) -> Option<Sentence> {
        let commits = self.0.state().commits.clone();
        let of_file = commits.into_iter().rev().filter(|(path, _)| path == file);
        for (_, commit) in of_file {
            if !each(commit) {
                break;
            }
        }
        let has_none = self.0.state().commits.is_empty();
        has_none.then(|| sentence!("versions.no-git"))
    }

    fn unmerged(&self) -> Vec<(String, Stages)> {
        self.0.state().stages.clone().into_iter().collect()
    }

    fn resume(&self) -> Option<Sentence> {
        None
    }

    fn moved_to(&self, file: &str) -> Option<String> {
        let records = self.0.journal().into_iter();
        let moves: Vec<(String, String)> = records
            .filter_map(|record| match record {
                Record::Moved { from, to } => Some((from, to)),
                _ => None,
            })
            .collect();
        renamed_by(file, &moves).filter(|name| self.0.contains(name))
    }

    fn open_journal(&self, _: &Notifier) -> Result<MemoryJournal, DiskError> {
        let mut state = self.0.state();
        state.runs.push(MemoryRun { is_alive: true, ..MemoryRun::default() });
        let at = state.runs.len() - 1;
        drop(state);
        let mut journal = MemoryJournal { memory: self.0.clone(), at };
        let (workspace, version) = (ROOT.to_owned(), env!("CARGO_PKG_VERSION").to_owned());
        let head = Run { format: FORMAT, workspace, started: DateTime::<Utc>::UNIX_EPOCH, pid: 0, version };
        journal.append(&Record::Run(head))?;
        Ok(journal)
    }

    fn open_session(&self, product: &str, stem: &str) -> OpenedLines<MemoryLines> {
        Ok(MemoryLines::open(self.0.clone(), format!("{product}/{stem}")))
    }

    fn has_session(&self, product: &str, stem: &str) -> bool {
        self.0.session_lines(&format!("{product}/{stem}")).is_some()
    }

    fn start_saver(&self, method: Arc<Method>, texts: Texts, notify: Notifier) -> io::Result<MemorySaver> {
        let mut state = self.0.state();
        state.queues.push(Some((SaveQueue::new(method, texts), notify)));
        Ok(MemorySaver { memory: self.0.clone(), at: state.queues.len() - 1 })
    }

    fn door(&self, _: &'static Catalogue, notify: &Notifier) -> MemoryDoor {
        MemoryDoor::new(self.0.clone(), Arc::clone(notify))
    }

    fn watch(&self, _: &Notifier) -> ((), Option<DiskError>) {
        ((), None)
    }
}

/// A file in memory, which nobody but the program and those who intrude writes.
pub struct MemoryFile {
    memory: Memory,
    file: String,
}

impl LockedFile for MemoryFile {
    fn read(&self) -> Result<Sighting, DiskError> {
        let seen = self.memory.sighting(&self.file);
        let intrusion = self.memory.state().intrusion.take();
        match intrusion {
            Some((file, Some(bytes))) => self.memory.write(&file, &bytes),
            Some((file, None)) => self.memory.remove(&file),
            None => {}
        }
        seen
    }

    fn replace(&mut self, old: &[u8], new: &[u8]) -> Result<Option<Replaced>, SaveError> {
        if self.memory.bytes(&self.file).as_deref() != Some(old) {
            return Ok(None);
        }
        let displaced = self.memory.displace(&self.file);
        let flush = self.memory.save(&self.file, new)?;
        Ok(Some((flush, displaced)))
    }

    fn create(&mut self, new: &[u8]) -> Result<Flush, SaveError> {
        if self.memory.contains(&self.file) {
            return Err(found(IoOperation::Write, &self.file, IoErrorKind::Exists).into());
        }
        self.memory.save(&self.file, new)
    }
}
