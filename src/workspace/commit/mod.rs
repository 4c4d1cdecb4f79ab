//! Committing the files of a workspace, and nothing else, through the user's git. The command and the screens do the same.

mod message;
mod sessions;

use std::path::Path;

use super::backend::Folder;
use crate::app::committing::{CommitRefused, Committable};
use crate::codec::{self, FileKind, State};
use crate::i18n::{Catalogue, Sentence};
use crate::merge::changes::documents::{Files, compare_files};
use crate::method::Method;
use crate::store::git::{FileState, GitError};
use crate::store::layout::{METHOD, SETTINGS_FILE};
use crate::store::{Entry, Git};

pub use message::Message as CommitMessage;
pub use sessions::sessions_of;

/// Whether a path is that of a file of the workspace that the program knows.
#[must_use]
pub fn is_committed(path: &str, method: &Method) -> bool {
    let is_method = path.split_once('/').is_some_and(|(folder, _)| folder == METHOD);
    let is_data = Path::new(path).extension().is_some_and(|ending| ending == "toml");
    path == SETTINGS_FILE || path == ".gitattributes" || is_method && is_data || Entry::of(path, method).is_some()
}

/// Why nothing can be committed.
#[derive(Debug)]
pub enum NotCommittable {
    /// git could not be run, or failed.
    Git(GitError),
    /// git is in the middle of something.
    Unfinished(&'static str),
    /// A file is in conflict.
    Conflicted(String),
    /// git does not know who commits; its own words.
    Nobody(String),
    /// Nothing has changed.
    Nothing,
}

impl From<GitError> for NotCommittable {
    fn from(error: GitError) -> Self {
        Self::Git(error)
    }
}

/// What has changed in a workspace and is wanted, with a message made from it.
///
/// # Errors
/// The reason why it cannot be committed.
pub fn prepare(
    folder: &impl Folder,
    git: &Git,
    method: &Method,
    words: &Catalogue,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Result<Committable, NotCommittable> {
    if let Some(unfinished) = git.unfinished()? {
        return Err(NotCommittable::Unfinished(unfinished.command()));
    }
    let status = git.status()?;
    let is_ours = |path: &str| is_committed(path, method) && is_wanted(path);
    let changed = status.files.iter().filter(|(path, state)| **state != FileState::Ignored && is_ours(path));
    let changed: Vec<(&String, FileState)> = changed.map(|(path, state)| (path, *state)).collect();
    let is_conflicted = |path: &str, state: FileState| {
        // A file with markers that git no longer knows to be in conflict is not to be committed either.
        let has_markers = || {
            let kind = FileKind::of(path, method);
            let bytes = folder.read(path).ok().filter(|_| Entry::of(path, method).is_some());
            bytes.is_some_and(|bytes| codec::read(&bytes, kind, method).state == State::Conflicted)
        };
        state == FileState::Conflicted || state != FileState::Removed && has_markers()
    };
    if let Some((path, _)) = changed.iter().find(|(path, state)| is_conflicted(path, *state)) {
        return Err(NotCommittable::Conflicted((*path).clone()));
    }
    let files: Vec<String> = changed.iter().map(|(path, _)| (*path).clone()).collect();
    if files.is_empty() {
        return Err(NotCommittable::Nothing);
    }
    let (before, after) = (committed(git, &files, method)?, on_disk(folder, &files, method));
    let differences = compare_files(&before, &after, method, words.code());
    let sessions = sessions_of(&before, &after, method);
    let message = CommitMessage { words, differences: &differences, sessions: &sessions, paths: &files }.text();
    let new = status.untracked.iter().filter(|path| files.contains(path)).cloned().collect();
    Ok(Committable { files, new, message })
}

/// Whether a path is that of a document: all but frozen versions.
fn is_document(path: &str, method: &Method) -> bool {
    path == SETTINGS_FILE || Entry::of(path, method).is_some_and(|entry| entry.role != crate::store::Role::Version)
}

/// What stood in files at the last commit; in none before the first.
fn committed(git: &Git, files: &[String], method: &Method) -> Result<Files, GitError> {
    let Some(head) = git.commit_if_known("HEAD")? else { return Ok(Files::new()) };
    let mut blobs = git.blobs()?;
    let mut found = Files::new();
    for file in git.files_of(&head, git.prefix())? {
        let Some(path) = git.relative(&file.path) else { continue };
        if files.iter().any(|wanted| wanted == path) && is_document(path, method) {
            found.insert(path.to_owned(), blobs.read(&file.blob)?.unwrap_or_default());
        }
    }
    Ok(found)
}

fn on_disk(folder: &impl Folder, files: &[String], method: &Method) -> Files {
    let documents = files.iter().filter(|path| is_document(path, method));
    documents.filter_map(|path| Some((path.clone(), folder.read(path).ok()?))).collect()
}

/// The sentence for why nothing can be committed.
#[must_use]
pub fn sentence_of(reason: &NotCommittable, shown: impl Fn(&str) -> String) -> Sentence {
    match reason {
        NotCommittable::Git(error) => super::told(error),
        NotCommittable::Unfinished(command) => sentence!("cli.commit.unfinished", command = command),
        NotCommittable::Conflicted(path) => sentence!("cli.commit.conflicted", path = shown(path)),
        NotCommittable::Nobody(said) => sentence!("cli.commit.no_identity", detail = last_line(said)),
        NotCommittable::Nothing => sentence!("cli.commit.nothing"),
    }
}

/// Commits, and gives back the name of the commit. With `edit`, the message is opened in the user's editor first.
///
/// # Errors
/// The reason, with git's own words.
pub fn commit(git: &Git, asked: &Committable, edit: bool) -> Result<String, CommitRefused> {
    let failed = |error: GitError| CommitRefused::from(super::told(&error));
    if let Err(said) = git.identity().map_err(failed)? {
        return Err(sentence_of(&NotCommittable::Nobody(said), str::to_owned).into());
    }
    match git.commit_only(&asked.message, &asked.files, &asked.new, edit).map_err(failed)? {
        Ok(()) => {
            let commit = git.commit_if_known("HEAD").map_err(failed)?;
            Ok(commit.map(|commit| commit.to_string()).unwrap_or_default())
        }
        Err(said) => Err(CommitRefused { why: sentence!("cli.commit.refused"), said }),
    }
}

fn last_line(text: &str) -> &str {
    text.lines().rfind(|line| !line.trim().is_empty()).unwrap_or(text)
}
