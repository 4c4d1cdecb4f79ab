//! A plan of moves, writes and removals, carried out as one.

use std::fs;
use std::path::PathBuf;

use chrono::{DateTime, Utc};

use super::RefsError;
use super::kept::Keeping;
use super::parts::{TakenOut, Write};
use crate::journal::Record;
use crate::store::batch::{Batch, BatchError, Job, Step};
use crate::store::error::{DiskError, IoErrorKind, IoOperation};
use crate::store::state_dir::StateDir;
use crate::store::workspace::{Workspace, WorkspaceError};

/// What is to be done. Every path is relative to the workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What it is for.
    pub job: Job,
    /// What it is about, as a person calls it.
    pub about: String,
    /// The title of what is removed, where it has one.
    pub title: Option<String>,
    /// Folders to make first.
    pub folders: Vec<String>,
    /// Files and folders to move then: from where to where.
    pub moves: Vec<(String, String)>,
    /// Files to write then.
    pub writes: Vec<Write>,
    /// Files and folders to remove last; what the person named comes first.
    pub removes: Vec<String>,
    /// The references that go with them.
    pub taken_out: Vec<TakenOut>,
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// What was removed, and where it lies now.
    pub removed: Vec<(String, PathBuf)>,
}

impl Plan {
    /// Carries the plan out. Where a part of it cannot be done, what was done before is taken back. What is removed goes to
    /// the state folder, without which nothing can be removed.
    ///
    /// # Errors
    /// [`RefsError::Changed`] where a file has changed since the plan was made, [`WorkspaceError::Exists`] where something
    /// stands in the place of something new, otherwise what the disk said.
    pub fn apply(
        &self,
        workspace: &Workspace,
        state: Option<&StateDir>,
        now: DateTime<Utc>,
    ) -> Result<Applied, RefsError> {
        self.check(workspace)?;
        let mut batch = Batch::new(self.job, &self.about, workspace.root(), state);
        for folder in &self.folders {
            batch.step(Step::Folder { path: folder.clone() });
        }
        let is_folder = |path: &str| workspace.path(path).is_dir();
        let folder_of = |path: &str| Some(path.rsplit_once('/')?.0.to_owned());
        for (from, to) in &self.moves {
            // Published versions may be the first of the product they go to.
            if let Some(path) = folder_of(to).filter(|folder| !is_folder(folder)) {
                batch.step(Step::Folder { path });
            }
            batch.step(Step::Move { from: from.clone(), to: to.clone() });
            batch.note(Record::Moved { from: from.clone(), to: to.clone() });
        }
        for write in &self.writes {
            // A register may be the first of a folder.
            let folder = folder_of(&write.path).filter(|folder| !is_folder(folder));
            if let Some(path) = folder.filter(|_| write.before.is_none()) {
                batch.step(Step::Folder { path });
            }
            batch.write(&write.path, write.before.as_deref(), write.bytes.clone());
        }
        let mut removed = Vec::new();
        let kept = match (self.removes.as_slice(), state) {
            ([], _) => None,
            ([first, ..], None) => {
                return Err(DiskError::found(IoOperation::Move, &workspace.path(first), IoErrorKind::NoState).into());
            }
            (paths, Some(state)) => {
                let kept = Keeping::begin(
                    state,
                    workspace,
                    (paths, &self.writes, &self.taken_out),
                    self.title.as_deref(),
                    now,
                )?;
                for path in paths {
                    let place = kept.place_of(path);
                    removed.push((path.clone(), state.root().join(&place)));
                    batch.step(Step::Keep { path: path.clone(), kept: place });
                }
                batch.note(Record::Removed { path: paths[0].clone(), kept: kept.key().to_owned() });
                Some(kept)
            }
        };
        if let Err(error) = batch.run() {
            if let Some(kept) = kept.filter(|_| !matches!(error, BatchError::HalfDone(_) | BatchError::Stopped)) {
                kept.drop_it();
            }
            return Err(error.into());
        }
        Ok(Applied { removed })
    }

    fn check(&self, workspace: &Workspace) -> Result<(), RefsError> {
        let is_there = |relative: &str| fs::symlink_metadata(workspace.path(relative)).is_ok();
        let new = self.writes.iter().filter(|write| write.before.is_none()).map(|write| write.path.as_str());
        let new = new.chain(self.moves.iter().map(|(_, to)| to.as_str()));
        for path in new.chain(self.folders.iter().map(String::as_str)) {
            if is_there(path) && !self.is_same_file(workspace, path) {
                return Err(WorkspaceError::Exists(workspace.path(path)).into());
            }
        }
        for write in &self.writes {
            let Some(before) = &write.before else { continue };
            let now = self.moved_from(&write.path);
            if workspace.read(&now)? != *before {
                return Err(RefsError::Changed(now));
            }
        }
        Ok(())
    }

    /// Whether something is moved to where it stands already, on a disk that does not tell capitals apart.
    fn is_same_file(&self, workspace: &Workspace, to: &str) -> bool {
        let real = |relative: &str| fs::canonicalize(workspace.path(relative)).ok();
        self.moves.iter().any(|(from, target)| target == to && from != to && real(from) == real(to))
    }

    /// Where a file stands before anything is moved.
    fn moved_from(&self, path: &str) -> String {
        let before = self.moves.iter().find_map(|(from, to)| match path.strip_prefix(to.as_str()) {
            Some("") => Some(from.clone()),
            Some(inside) if inside.starts_with('/') => Some(format!("{from}{inside}")),
            _ => None,
        });
        before.unwrap_or_else(|| path.to_owned())
    }
}
