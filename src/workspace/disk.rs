//! Workspaces on the disk.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use chrono::{NaiveDate, Utc};

use super::backend::{self, Backend, DeadRun, Flush, Folder, LockedFile, Notifier, WorkspaceEvent};
use super::door::DiskDoor;
use super::flusher::Flusher;
use super::former::{Pen, Texts};
use super::saver::SaverThread;
use super::{commit, told};
use crate::app::committing::{CommitRefused, Committable};
use crate::assess::standing::GitState;
use crate::document::{Product, Settings};
use crate::i18n::{Catalogue, Sentence};
use crate::journal::{FormerTexts, History, Left, Record, renamed_by};
use crate::merge::text::Stages;
use crate::method::Method;
use crate::store::batch;
use crate::store::git::{Committed, Git};
use crate::store::journal::{self, LeftBehind};
use crate::store::kept::{KeptLog, Opened};
use crate::store::lock::{LOCK_TIMEOUT, Lock, last_written};
use crate::store::own_method::{Unusable, method_of, users_folder};
use crate::store::replace::{Displaced, Replaced, prepare, resolve};
use crate::store::sighting::look;
use crate::store::watch::Changed;
use crate::store::{
    DiskError, IfThere, IoErrorKind, IoOperation, Journal, SaveError, Scan, Sighting, Stamp, StateDir, Watch,
    Workspace, WorkspaceError, demo,
};

/// The disk.
#[derive(Clone, Copy, Debug)]
pub struct Disk;

/// A workspace on the disk.
#[derive(Clone, Debug)]
pub struct DiskFolder {
    workspace: Workspace,
    /// Where journals and locks lie, once that is ready; without it, files are written without a lock.
    state: Option<StateDir>,
    /// The last run that had begun when that was ready.
    newest: u64,
}

impl DiskFolder {
    /// A workspace that was found.
    #[must_use]
    pub fn new(workspace: Workspace) -> Self {
        Self { workspace, state: None, newest: 0 }
    }

    /// Whether a repository of git can be above it. Where there is none, git need not be started.
    fn is_in_repository(&self) -> bool {
        std::env::var_os("GIT_DIR").is_some()
            || self.workspace.canonical().ancestors().any(|above| above.join(".git").exists())
    }

    #[cfg(test)]
    pub(super) fn with_state(self, state: StateDir) -> Self {
        Self { state: Some(state), ..self }
    }
}

impl Backend for Disk {
    type Folder = DiskFolder;

    fn open(&self, root: &Path) -> Result<DiskFolder, WorkspaceError> {
        Workspace::find(root, Some(root)).map(DiskFolder::new)
    }

    fn create(
        &self,
        root: &Path,
        settings: &Settings,
        product: &Product,
        method: &Method,
    ) -> Result<(), WorkspaceError> {
        let (workspace, _) = Workspace::create(root, settings, method, IfThere::Refuse)?;
        workspace.create_product(&workspace.scan(method)?, product, method).map(drop)
    }

    fn unpack_demo(&self, today: NaiveDate) -> Result<PathBuf, DiskError> {
        demo::unpack(today)
    }

    fn method(&self, root: Option<&Path>) -> (Method, Vec<Unusable>) {
        method_of(root)
    }
}

impl Folder for DiskFolder {
    type Locked = DiskFile;
    type Journal = DiskJournal;
    type DeadRun = LeftBehind;
    type Saver = SaverThread;
    type Watch = Vec<Watch>;
    type SessionLines = KeptLog;
    type Door = DiskDoor;
    const READERS: usize = 2;

    fn root(&self) -> &Path {
        self.workspace.root()
    }

    fn scan(&self, method: &Method) -> Result<Scan, DiskError> {
        self.workspace.scan(method)
    }

    fn read(&self, file: &str) -> Result<Vec<u8>, DiskError> {
        self.workspace.read(file)
    }

    fn git_states(&self) -> Option<BTreeMap<String, GitState>> {
        let files = Git::find(self.root()).and_then(|git| git.status()).ok()?.files;
        Some(files.into_iter().map(|(path, state)| (path, state.into())).collect())
    }

    fn look(&self, file: &str) -> Result<Sighting, DiskError> {
        let path = self.workspace.path(file);
        let target = resolve(&path, self.workspace.root()).map_err(|error| match error {
            SaveError::Disk(error) => error,
            SaveError::FolderGone(_) => DiskError::found(IoOperation::Read, &path, IoErrorKind::Missing),
            _ => DiskError::found(IoOperation::Read, &path, IoErrorKind::Outside),
        })?;
        let (bytes, stamp) = look(&target).map_err(|error| DiskError::new(IoOperation::Read, &target, &error))?;
        let written = self.state.as_ref().and_then(|state| last_written(state, &target));
        Ok(Sighting { bytes, stamp, is_ours: written == Some(stamp) })
    }

    fn pause(&self, time: Duration) {
        thread::sleep(time);
    }

    fn is_there(&self, file: &str) -> bool {
        self.workspace.path(file).exists()
    }

    fn create(&self, file: &str, bytes: &[u8]) -> Result<(), WorkspaceError> {
        self.workspace.create_file(file, bytes)
    }

    fn create_with_folder(&self, file: &str, bytes: &[u8]) -> Result<(), WorkspaceError> {
        self.workspace.create_file_with_folder(file, bytes)
    }

    fn remove(&self, file: &str) {
        let place = self.workspace.path(file);
        let _ = fs::remove_file(&place);
        // Only where nothing else is in it.
        let _ = place.parent().map(fs::remove_dir);
    }

    fn lock(&self, file: &str) -> Result<DiskFile, SaveError> {
        let path = resolve(&self.workspace.path(file), self.workspace.root())?;
        let lock = match self.state.as_ref().map(|state| Lock::take(state, &path, LOCK_TIMEOUT)) {
            Some(Err(error @ SaveError::Busy(_))) => return Err(error),
            // A state folder that takes no lock must not keep the work from its file.
            Some(Err(_)) | None => None,
            Some(Ok(lock)) => Some(lock),
        };
        Ok(DiskFile { path, within: self.workspace.root().to_owned(), lock })
    }

    fn sweep(&self, scan: &Scan) {
        self.workspace.sweep(scan);
    }

    fn prepare(&mut self) -> Result<(), DiskError> {
        let state = StateDir::open()?;
        self.newest = journal::newest_run(&state, &self.workspace.canonical());
        self.state = Some(state);
        Ok(())
    }

    fn recover(&self) -> Vec<LeftBehind> {
        let Some(state) = &self.state else { return Vec::new() };
        journal::recover(state, &self.workspace.canonical(), Utc::now()).unwrap_or_default()
    }

    fn history(&self, held: &[LeftBehind]) -> (History, FormerTexts) {
        let Some(state) = &self.state else { return (History::default(), FormerTexts::default()) };
        journal::history(state, &self.workspace.canonical(), held).unwrap_or_default()
    }

    fn forget(&self, run: LeftBehind) {
        // One that cannot be put away is offered again, which loses nothing.
        let _ = journal::forget(run);
    }

    fn stages(&self, file: &str) -> Option<Stages> {
        if !self.is_in_repository() {
            return None;
        }
        Git::in_folder(self.root()).stages(&self.workspace.path(file)).ok().flatten()
    }

    fn prepare_commit(&self, method: &Method, words: &'static Catalogue) -> Result<Committable, Sentence> {
        let git = Git::find(self.root()).map_err(|error| told(&error))?;
        commit::prepare(self, &git, method, words, &|_| true)
            .map_err(|reason| commit::sentence_of(&reason, str::to_owned))
    }

    fn commit(&self, asked: &Committable) -> Result<String, CommitRefused> {
        let git = Git::find(self.root()).map_err(|error| told(&error))?;
        commit::commit(&git, asked, false)
    }

    fn commits(&self, file: &str, each: &mut dyn FnMut(Committed) -> bool) -> Option<Sentence> {
        let git = match Git::find(self.root()) {
            Ok(git) if git.is_shallow() => return Some(sentence!("versions.shallow")),
            Ok(git) => git,
            Err(error) if error.is_absence() => return Some(sentence!("versions.no-git")),
            Err(error) => return Some(told(&error)),
        };
        git.each_commit(file, each).err().map(|error| told(&error))
    }

    fn unmerged(&self) -> Vec<(String, Stages)> {
        if !self.is_in_repository() {
            return Vec::new();
        }
        let root = self.workspace.canonical();
        let found = Git::in_folder(self.root()).conflicted(&root).unwrap_or_default();
        let file = |path: PathBuf| Some(path.strip_prefix(&root).ok()?.to_str()?.replace('\\', "/"));
        let files = found.into_iter().filter_map(file);
        files.filter_map(|file| self.stages(&file).map(|stages| (file, stages))).collect()
    }

    fn resume(&self) -> Option<Sentence> {
        batch::resume(self.root()).map(|resumed| resumed.sentence())
    }

    fn moved_to(&self, file: &str) -> Option<String> {
        let moves = journal::moves_since(self.state.as_ref()?, &self.workspace.canonical(), self.newest);
        let name = renamed_by(file, &moves)?;
        self.is_there(&name).then_some(name)
    }

    fn open_journal(&self, notify: &Notifier) -> Result<DiskJournal, DiskError> {
        let Some(state) = &self.state else {
            return Err(DiskError::found(IoOperation::Journal, self.root(), IoErrorKind::NoState));
        };
        let journal = Journal::open(state, &self.workspace.canonical(), Utc::now())?;
        let first = journal.first();
        let journal = Arc::new(Mutex::new(journal));
        let (shared, notify) = (Arc::clone(&journal), Arc::clone(notify));
        let flusher = Flusher::start(move || {
            // The journal may have been written anew since the last time.
            let flush = shared.lock().unwrap_or_else(PoisonError::into_inner).to_flush();
            if let Err(error) = flush.and_then(|flush| flush.sync()) {
                notify(WorkspaceEvent::FlushFailed(error));
            }
        });
        // Without a thread for it, the system flushes when it likes.
        Ok(DiskJournal { journal, first, flusher: flusher.ok().map(Arc::new) })
    }

    fn start_saver(&self, method: Arc<Method>, texts: Texts, notify: Notifier) -> io::Result<SaverThread> {
        SaverThread::start(self.clone(), method, texts, notify)
    }

    fn open_session(&self, product: &str, stem: &str) -> backend::OpenedLines<KeptLog> {
        let Some(state) = &self.state else {
            return Err(DiskError::found(IoOperation::Keep, self.root(), IoErrorKind::NoState));
        };
        Ok(match KeptLog::open(state, self.root(), product, stem)? {
            Opened::Ours(log, lines) => Some((log, lines)),
            Opened::Elsewhere => None,
        })
    }

    fn has_session(&self, product: &str, stem: &str) -> bool {
        self.state.as_ref().is_some_and(|state| KeptLog::is_there(state, self.root(), product, stem))
    }

    fn door(&self, words: &'static Catalogue, notify: &Notifier) -> DiskDoor {
        DiskDoor::new(self.workspace.canonical(), words, Arc::clone(notify))
    }

    fn watch(&self, notify: &Notifier) -> (Vec<Watch>, Option<DiskError>) {
        let tell = Arc::clone(notify);
        let workspace = Watch::start(self.root(), move |changed| tell(WorkspaceEvent::Changed(changed)));
        let tell = Arc::clone(notify);
        // Where the user's own method files cannot be watched, they are read at the next start.
        let method = users_folder()
            .filter(|folder| folder.is_dir())
            .and_then(|folder| Watch::start(&folder, move |_| tell(WorkspaceEvent::Changed(Changed::Method))).ok());
        let (workspace, error) = match workspace {
            Ok(watch) => (Some(watch), None),
            Err(error) => (None, Some(error)),
        };
        (workspace.into_iter().chain(method).collect(), error)
    }
}

/// A file that this window has to itself, as far as others ask.
#[derive(Debug)]
pub struct DiskFile {
    /// Without links.
    path: PathBuf,
    within: PathBuf,
    lock: Option<Lock>,
}

impl DiskFile {
    /// Keeps how the file looks that was just written.
    fn keep_stamp(&mut self) {
        if let (Some(lock), Ok(data)) = (&mut self.lock, fs::metadata(&self.path)) {
            lock.keep(Stamp::of(&data));
        }
    }
}

impl LockedFile for DiskFile {
    fn read(&self) -> Result<Sighting, DiskError> {
        let (bytes, stamp) = look(&self.path).map_err(|error| DiskError::new(IoOperation::Read, &self.path, &error))?;
        Ok(Sighting { bytes, stamp, is_ours: self.lock.as_ref().and_then(Lock::last_written) == Some(stamp) })
    }

    fn replace(&mut self, old: &[u8], new: &[u8]) -> Result<Option<backend::Replaced>, SaveError> {
        let replaced = prepare(&self.path, new, &self.within)?.commit_over(old)?;
        let Some(Replaced { flush, displaced }) = replaced else { return Ok(None) };
        self.keep_stamp();
        let displaced = displaced.map(|displaced| Box::new(displaced) as Box<dyn backend::Displaced>);
        Ok(Some((Box::new(move || flush.flush()), displaced)))
    }

    fn create(&mut self, new: &[u8]) -> Result<Flush, SaveError> {
        let flush = prepare(&self.path, new, &self.within)?.commit_new()?;
        self.keep_stamp();
        Ok(Box::new(move || flush.flush()))
    }
}

impl backend::Displaced for Displaced {
    fn stamp(&self) -> Option<Stamp> {
        self.stamp()
    }

    fn read(&self) -> Option<Vec<u8>> {
        self.read().ok()
    }
}

/// A journal with what flushes it. What saves writes into it, too.
#[derive(Clone, Debug)]
pub struct DiskJournal {
    journal: Arc<Mutex<Journal>>,
    first: u64,
    flusher: Option<Arc<Flusher>>,
}

impl DiskJournal {
    fn write(&self, record: &Record) -> Result<(), DiskError> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner).append(record)?;
        if let Some(flusher) = &self.flusher {
            flusher.call();
        }
        Ok(())
    }
}

impl backend::Journal for DiskJournal {
    fn first(&self) -> u64 {
        self.first
    }

    fn append(&mut self, record: &Record) -> Result<(), DiskError> {
        self.write(record)
    }

    fn pen(&self) -> Pen {
        let journal = self.clone();
        Pen::new(move |record| {
            if let Err(error) = journal.write(record) {
                tracing::warn!(%error, "a former text is not in the journal");
            }
        })
    }
}

impl DeadRun for LeftBehind {
    fn left(&self) -> &Left {
        &self.what
    }

    fn assume(&mut self, record: Record) {
        self.assume(record);
    }

    fn settle(&mut self, record: Record) {
        if let Err(error) = self.settle(record) {
            tracing::warn!(%error, "not written into the journal of a former run");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_another_run_renames_is_found_under_its_new_name() {
        let home = tempfile::tempdir().expect("a folder");
        for (path, text) in [("stationmaster.toml", "format = 1\n"), ("orders/c.toml", "x")] {
            let path = home.path().join("apiops").join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
        let workspace = Workspace::find(home.path(), None).expect("found");
        let state = StateDir::at(&home.path().join("state")).expect("made");
        let note = |from: &str, to: &str| {
            let record = Record::Moved { from: from.into(), to: to.into() };
            journal::note(&state, &workspace.canonical(), &[record], Utc::now()).expect("noted");
        };
        note("orders/old.toml", "orders/c.toml");
        let newest = journal::newest_run(&state, &workspace.canonical());
        let folder = DiskFolder { newest, ..DiskFolder::new(workspace.clone()).with_state(state.clone()) };
        assert_eq!(folder.moved_to("orders/a.toml"), None);
        note("orders/a.toml", "orders/b.toml");
        assert_eq!(folder.moved_to("orders/a.toml"), None, "that is not there");
        note("orders", "parcels");
        note("parcels/b.toml", "orders/c.toml");
        assert_eq!(folder.moved_to("orders/a.toml").as_deref(), Some("orders/c.toml"));
        assert_eq!(folder.moved_to("orders/old.toml"), None, "that was before");
    }
}
