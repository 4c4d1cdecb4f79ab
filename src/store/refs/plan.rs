//! A plan of moves, writes and removals, carried out as one.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::RefsError;
use crate::store::create::IfThere;
use crate::store::error::{DiskError, IoErrorKind, IoOperation, UserError as _};
use crate::store::removed::{bring_back, remove};
use crate::store::state_dir::StateDir;
use crate::store::workspace::{Workspace, WorkspaceError};

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Its path once everything is moved, relative to the workspace.
    pub path: String,
    /// What stood in it when the plan was made; nothing where it is new.
    pub before: Option<Vec<u8>>,
    /// What will stand in it.
    pub bytes: Vec<u8>,
}

/// What is to be done. Every path is relative to the workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Folders to make first.
    pub folders: Vec<String>,
    /// Files and folders to move then: from where to where.
    pub moves: Vec<(String, String)>,
    /// Files to write then.
    pub writes: Vec<Write>,
    /// Files and folders to remove last.
    pub removes: Vec<String>,
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// What was removed, and where it lies now.
    pub removed: Vec<(String, PathBuf)>,
}

/// Something that was done and can be taken back.
enum Done {
    Folder(PathBuf),
    Moved { from: PathBuf, to: PathBuf },
    Written(Write),
    Removed { from: PathBuf, to: PathBuf },
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
        let mut done = Vec::new();
        self.carry_out(workspace, state, now, &mut done).inspect_err(|_| {
            for done in done.drain(..).rev() {
                take_back(done, workspace);
            }
        })?;
        let removed = self.removes.iter().cloned().zip(done.into_iter().filter_map(|done| match done {
            Done::Removed { to, .. } => Some(to),
            _ => None,
        }));
        Ok(Applied { removed: removed.collect() })
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

    fn carry_out(
        &self,
        workspace: &Workspace,
        state: Option<&StateDir>,
        now: DateTime<Utc>,
        done: &mut Vec<Done>,
    ) -> Result<(), RefsError> {
        for folder in &self.folders {
            make_folder(&workspace.path(folder), done)?;
        }
        for (from, to) in &self.moves {
            let (from, to) = (workspace.path(from), workspace.path(to));
            // Published versions may be the first of the product they go to.
            if let Some(folder) = to.parent().filter(|folder| !folder.exists()) {
                make_folder(folder, done)?;
            }
            fs::rename(&from, &to).map_err(|error| DiskError::new(IoOperation::Move, &from, &error))?;
            done.push(Done::Moved { from, to });
        }
        for write in &self.writes {
            // A register may be the first of a folder.
            if let Some(folder) = workspace.path(&write.path).parent().filter(|folder| !folder.exists()) {
                make_folder(folder, done)?;
            }
            let if_there = if write.before.is_some() { IfThere::Overwrite } else { IfThere::Refuse };
            let (_, flush) = workspace.put(&write.path, &write.bytes, if_there)?;
            done.push(Done::Written(write.clone()));
            flush.flush()?;
        }
        for path in &self.removes {
            let from = workspace.path(path);
            let Some(state) = state else {
                return Err(DiskError::found(IoOperation::Move, &from, IoErrorKind::NoState).into());
            };
            let to = remove(state, &from, now)?;
            done.push(Done::Removed { from, to });
        }
        Ok(())
    }
}

fn make_folder(folder: &Path, done: &mut Vec<Done>) -> Result<(), DiskError> {
    fs::create_dir(folder).map_err(|error| DiskError::new(IoOperation::MakeFolder, folder, &error))?;
    done.push(Done::Folder(folder.to_owned()));
    Ok(())
}

/// Takes back one thing. What cannot be taken back is in the log: the error that began it is the one to tell.
fn take_back(done: Done, workspace: &Workspace) {
    let result = match done {
        Done::Folder(folder) => {
            fs::remove_dir(&folder).map_err(|error| DiskError::new(IoOperation::Move, &folder, &error))
        }
        Done::Moved { from, to } => {
            fs::rename(&to, &from).map_err(|error| DiskError::new(IoOperation::Move, &to, &error))
        }
        Done::Removed { from, to } => bring_back(&to, &from),
        Done::Written(Write { path, before: Some(before), .. }) => {
            let written = workspace.put(&path, &before, IfThere::Overwrite);
            if let Err(error) = written {
                let sentence = error.explain().what;
                tracing::error!(key = sentence.key.path(), path, "a change could not be taken back");
            }
            return;
        }
        Done::Written(Write { path, before: None, .. }) => {
            let path = workspace.path(&path);
            fs::remove_file(&path).map_err(|error| DiskError::new(IoOperation::Move, &path, &error))
        }
    };
    if let Err(error) = result {
        tracing::error!(%error, "a change could not be taken back");
    }
}
