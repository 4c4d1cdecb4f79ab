//! What the runtime needs of the place where workspaces lie. There are two: the disk, and memory for tests and
//! measurements. Everything that can be done with these few operations is the runtime's, and so the same over both.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;

use super::former::{Pen, Texts};
use super::request::{Report, Request};
use crate::app::committing::{CommitRefused, Committable};
use crate::app::revisions::Revisions;
use crate::assess::standing::{GitState, StandingSign};
use crate::document::{DocumentBody, Product, Settings};
use crate::i18n::{Catalogue, Sentence};
use crate::journal::{FormerTexts, History, Left, Record};
use crate::merge::text::Stages;
use crate::method::Method;
use crate::store::git::Committed;
use crate::store::own_method::Unusable;
use crate::store::watch::Changed;
use crate::store::{DiskError, SaveError, Scan, Sighting, Stamp, WorkspaceError};
use crate::workshop::peer::{DoorNews, DoorOrder};

/// Something that came about later or outside; to be handed to
/// [`WorkspaceRuntime::handle_event`](super::WorkspaceRuntime::handle_event).
#[derive(Clone, Debug)]
pub enum WorkspaceEvent {
    /// A file was saved, or could not be.
    Saved(Box<Report>),
    /// What was written may not outlive a loss of power.
    FlushFailed(DiskError),
    /// Another program changed something.
    Changed(Changed),
    /// A program that had a file open when it was saved over wrote more, which was brought into the file; some of it
    /// clashes with what is done here.
    Late {
        /// The file.
        file: String,
        /// What both grew out of.
        before: DocumentBody,
    },
    /// Files of the workspace can be committed, or why not.
    Committable(Result<Committable, Sentence>),
    /// Files were committed, or were not.
    Committed {
        /// How many.
        count: usize,
        /// The name of the commit, or why there is none.
        outcome: Result<String, CommitRefused>,
    },
    /// Versions and commits of a document were read.
    Revisions(Revisions),
    /// git holds these files in conflict, each with what it holds of it.
    Unmerged(Vec<(String, Stages)>),
    /// Something came through the door of a session.
    Door(DoorNews),
    /// How the documents stand, by path; those of which there is nothing to say are left out.
    Standing(BTreeMap<String, StandingSign>),
}

/// Hands over what came about; may be called on any thread.
pub type Notifier = Arc<dyn Fn(WorkspaceEvent) + Send + Sync>;

/// Where workspaces lie.
pub trait Backend {
    /// A workspace of it that is open.
    type Folder: Folder;

    /// Opens the workspace at `root`.
    ///
    /// # Errors
    /// Where there is none.
    fn open(&self, root: &Path) -> Result<Self::Folder, WorkspaceError>;

    /// Makes a workspace with one product.
    ///
    /// # Errors
    /// Where something is there already, or it cannot be written.
    fn create(
        &self,
        root: &Path,
        settings: &Settings,
        product: &Product,
        method: &Method,
    ) -> Result<(), WorkspaceError>;

    /// Makes the example anew, its dates counted from a day, and gives back where it lies.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn unpack_demo(&self, today: NaiveDate) -> Result<PathBuf, DiskError>;

    /// The method of the workspace at `root`, or without one, and the method files that cannot be used.
    fn method(&self, root: Option<&Path>) -> (Method, Vec<Unusable>);
}

/// The files of an open workspace, and what is kept beside them. Files are named by their path relative to it.
pub trait Folder: Clone + Send + Sync + 'static {
    /// A file that nobody else may write.
    type Locked: LockedFile;
    /// The journal of this run.
    type Journal: Journal;
    /// A run that died.
    type DeadRun: DeadRun;
    /// What saves.
    type Saver: Saver;
    /// What watches, until it is dropped.
    type Watch: Send;
    /// The private log of a session.
    type SessionLines: SessionLines;
    /// The door of a session.
    type Door: Door;
    /// How many threads may read at once.
    const READERS: usize;

    /// Where the workspace lies.
    fn root(&self) -> &Path;

    /// What there is.
    ///
    /// # Errors
    /// Where it cannot be listed.
    fn scan(&self, method: &Method) -> Result<Scan, DiskError>;

    /// The bytes of a file.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn read(&self, file: &str) -> Result<Vec<u8>, DiskError>;

    /// How the files that are not as they were stand against the last commit, by path; nothing without git.
    fn git_states(&self) -> Option<BTreeMap<String, GitState>>;

    /// A file as it stands, to be compared with how it stands a moment later.
    ///
    /// # Errors
    /// [`IoErrorKind::Missing`](crate::store::IoErrorKind::Missing) where it is gone; otherwise what kept it from being read.
    fn look(&self, file: &str) -> Result<Sighting, DiskError>;

    /// Waits, on whatever thread calls.
    fn pause(&self, time: Duration);

    /// Whether there is such a file, readable or not.
    fn is_there(&self, file: &str) -> bool;

    /// Writes a file that is not there yet.
    ///
    /// # Errors
    /// Where it is, or cannot be written.
    fn create(&self, file: &str, bytes: &[u8]) -> Result<(), WorkspaceError>;

    /// Writes a file that is not there yet, and makes the folder it stands in. Where it cannot be written, no folder that was
    /// made for it stays.
    ///
    /// # Errors
    /// Where it is there, or cannot be written.
    fn create_with_folder(&self, file: &str, bytes: &[u8]) -> Result<(), WorkspaceError> {
        self.create(file, bytes)
    }

    /// Removes a file that was made just now, and its folder where nothing else is in it. One that cannot be removed stays.
    fn remove(&self, file: &str);

    /// Keeps others from writing a file until the lock is dropped.
    ///
    /// # Errors
    /// Where somebody else has it for too long, or the place is none where a file may be written.
    fn lock(&self, file: &str) -> Result<Self::Locked, SaveError>;

    /// Removes what killed runs left half written.
    fn sweep(&self, scan: &Scan);

    /// Gets ready what is kept beside the workspace: journals and locks. To be called once, before those are asked for.
    ///
    /// # Errors
    /// Where there is no place for it; the work goes on without.
    fn prepare(&mut self) -> Result<(), DiskError>;

    /// The runs that died and left something, oldest first; held until they are dropped or forgotten.
    fn recover(&self) -> Vec<Self::DeadRun>;

    /// What can be undone and made again of the runs that ended, those in `held` among them, and the texts that files had
    /// before these saved over them.
    fn history(&self, held: &[Self::DeadRun]) -> (History, FormerTexts);

    /// Puts away what a run left, so that it is not offered again. One that cannot be put away is, which loses nothing.
    fn forget(&self, run: Self::DeadRun);

    /// What git holds of a file in its index, where it holds it in conflict.
    fn stages(&self, file: &str) -> Option<Stages>;

    /// Hands out the commits that changed a file, the newest first, as long as `each` wants more. Says why there are none,
    /// or not all; may take long.
    fn commits(&self, file: &str, each: &mut dyn FnMut(Committed) -> bool) -> Option<Sentence>;

    /// The files that git holds in conflict, with what it holds of each; may take long.
    fn unmerged(&self) -> Vec<(String, Stages)>;

    /// What can be committed of the workspace, with a message made from it; may take long.
    ///
    /// # Errors
    /// The reason why nothing can be, for the person to read.
    fn prepare_commit(&self, method: &Method, words: &'static Catalogue) -> Result<Committable, Sentence>;

    /// Commits; may take long.
    ///
    /// # Errors
    /// Where git refuses; nothing is changed then.
    fn commit(&self, asked: &Committable) -> Result<String, CommitRefused>;

    /// Finishes what a killed run left half done, and says so; nothing where nothing waits.
    fn resume(&self) -> Option<Sentence>;

    /// The name that a file has which another run has renamed since this one began; nothing where none has.
    fn moved_to(&self, file: &str) -> Option<String>;

    /// Begins the journal of this run. It is flushed beside the caller; where that fails, `notify` is told.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn open_journal(&self, notify: &Notifier) -> Result<Self::Journal, DiskError>;

    /// Starts what saves; what comes of each request is told to `notify`, and what it takes out of a file is kept in `texts`.
    ///
    /// # Errors
    /// Where the system has no thread left.
    fn start_saver(&self, method: Arc<Method>, texts: Texts, notify: Notifier) -> io::Result<Self::Saver>;

    /// Opens the private log of the session of a product whose record has that stem, with the lines that stand in it; nothing
    /// where another run holds it.
    ///
    /// # Errors
    /// Where there is no place for it; the session goes on without.
    fn open_session(&self, product: &str, stem: &str) -> OpenedLines<Self::SessionLines>;

    /// Whether a session has a private log on this machine.
    fn has_session(&self, product: &str, stem: &str) -> bool;

    /// The door of the sessions of this workspace, which is shut. What comes through it once it is open is told to `notify`.
    fn door(&self, words: &'static Catalogue, notify: &Notifier) -> Self::Door;

    /// Begins to watch for what others write, which is told to `notify`. The second part says why not everything can be
    /// watched.
    fn watch(&self, notify: &Notifier) -> (Self::Watch, Option<DiskError>);
}

/// A private log with the lines that stand in it; nothing where another run holds it.
pub type OpenedLines<L> = Result<Option<(L, Vec<String>)>, DiskError>;

/// The private log of a session: lines for the user alone, held while this lives.
pub trait SessionLines {
    /// Writes a line. When this returns, it outlives the program.
    ///
    /// # Errors
    /// Where it cannot be written; the lines before it still stand, and the next one can be tried.
    fn append(&mut self, line: &str) -> Result<(), DiskError>;

    /// Forgets every line but this one.
    ///
    /// # Errors
    /// Where that cannot be done; then the log stands as it was.
    fn rewrite(&mut self, line: &str) -> Result<(), DiskError>;

    /// How long it is, in bytes.
    fn length(&self) -> u64;

    /// Forgets everything.
    ///
    /// # Errors
    /// Where it cannot be removed.
    fn erase(self) -> Result<(), DiskError>;
}

/// The door of a session, shut when this is dropped: then those who are in wait for it to open again.
pub trait Door {
    /// Does what is asked, and gives back what came of opening it, and what else is to be said to whoever drives.
    fn carry_out(&mut self, order: DoorOrder) -> (Option<DoorNews>, Option<Sentence>);
}

/// Something that waits until what was written is on the disk; may take long.
pub type Flush = Box<dyn FnOnce() -> Result<(), DiskError> + Send>;

/// What comes of replacing a file: what is still to be flushed, and what stood there.
pub(crate) type Replaced = (Flush, Option<Box<dyn Displaced>>);

/// A file that was replaced. A program that has it open does not know that, and may go on writing it.
pub trait Displaced: Send {
    /// What it looks like now; nothing where that is not known.
    fn stamp(&self) -> Option<Stamp>;

    /// What stands in it now; nothing where it cannot be read.
    fn read(&self) -> Option<Vec<u8>>;
}

/// A file that nobody else who asks for a lock may write.
pub trait LockedFile {
    /// What stands in it.
    ///
    /// # Errors
    /// [`IoErrorKind::Missing`](crate::store::IoErrorKind::Missing) where it is gone; otherwise what kept it from being read.
    fn read(&self) -> Result<Sighting, DiskError>;

    /// Puts `new` in the place of `old`. Nothing is written where something else stands there by now: then there is
    /// nothing to flush either. With what is to be flushed comes what stood there, where others may have it open.
    ///
    /// # Errors
    /// Where it cannot be written; what stood there then still stands there.
    fn replace(&mut self, old: &[u8], new: &[u8]) -> Result<Option<Replaced>, SaveError>;

    /// Writes the file where it is not there.
    ///
    /// # Errors
    /// [`IoErrorKind::Exists`](crate::store::IoErrorKind::Exists) where it is; otherwise what kept it from being written.
    fn create(&mut self, new: &[u8]) -> Result<Flush, SaveError>;
}

/// The journal of a run.
pub trait Journal {
    /// The number for the first step of this run; higher than those of every run that began before.
    fn first(&self) -> u64;

    /// Writes a record. When this returns, it outlives the program, and soon after a loss of power.
    ///
    /// # Errors
    /// Where it cannot be written; the next one can be tried.
    fn append(&mut self, record: &Record) -> Result<(), DiskError>;

    /// What writes into it beside the loop. Nobody is told where that fails: undo then brings back what the document says,
    /// without what only the text said.
    fn pen(&self) -> Pen;
}

/// A run that died.
pub trait DeadRun {
    /// What it left.
    fn left(&self) -> &Left;

    /// Counts something of it as settled from here on, without writing that down.
    fn assume(&mut self, record: Record);

    /// Writes down what became of something it left. Where that cannot be written it is offered again, which loses nothing.
    fn settle(&mut self, record: Record);
}

/// What saves, in the order it is asked and of each file the newest.
pub trait Saver {
    /// Asks for a sheet to be saved. An earlier request for the same file that waits still is dropped.
    ///
    /// # Errors
    /// Where it has stopped.
    fn save(&self, request: Request) -> Result<(), SaveError>;

    /// Reads and merges by another method from here on.
    fn set_method(&self, method: Arc<Method>);

    /// Saves everything that waits, flushes it, and says what came of what was still waiting.
    fn finish(self) -> Vec<WorkspaceEvent>;
}
