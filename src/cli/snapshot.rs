//! The documents of a workspace as they stand on the disk or stood in a commit, and what differs between two such states.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::context::{Context, HERE};
use super::failure::Failure;
use super::threads::Threads;
use crate::assess::check::Spread as _;
use crate::codec::{self, FileKind, State};
use crate::merge::changes::documents::{self, compare_files};
pub(super) use crate::merge::changes::documents::{Difference, Fate, Files, counts};
use crate::store::git::ObjectId;
use crate::store::layout::SETTINGS_FILE;
use crate::store::workspace::read_within;
use crate::store::{Entry, Git, Role, Scan, Workspace};

/// A state of a workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The files as they stand on the disk.
    Tree,
    /// The files of a commit.
    Commit(ObjectId),
    /// No file at all, as before the first commit.
    Nothing,
}

/// The repository that a workspace lies in.
pub(super) fn repository(workspace: &Workspace) -> Result<Git, Failure> {
    Ok(Git::find(workspace.root())?)
}

/// The state at the last commit; no file at all before the first.
pub(super) fn head(git: &Git) -> Result<Source, Failure> {
    Ok(git.commit_if_known("HEAD")?.map_or(Source::Nothing, Source::Commit))
}

/// Whether a path is that of a document: all but frozen versions, and what is no file of ours.
fn is_document(context: &Context, path: &str) -> bool {
    path == SETTINGS_FILE || Entry::of(path, context.method).is_some_and(|entry| entry.role != Role::Version)
}

/// The documents of a state that are wanted. What cannot be read is named on standard error and left out; the second part
/// says whether all could be.
pub(super) fn files(
    context: &mut Context,
    workspace: &Workspace,
    git: Option<&Git>,
    source: &Source,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Result<(Files, bool), Failure> {
    match (source, git) {
        (Source::Tree, _) => on_disk(context, workspace, is_wanted),
        (Source::Commit(commit), Some(git)) => Ok((in_commit(context, git, commit, is_wanted)?, true)),
        _ => Ok((Files::new(), true)),
    }
}

fn on_disk(
    context: &mut Context,
    workspace: &Workspace,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Result<(Files, bool), Failure> {
    let scan = workspace.scan(context.method)?;
    let mut is_whole = scan.unread.is_empty();
    for error in &scan.unread {
        context.complain(&error.clone().into());
    }
    let documents = scan.files().filter(|entry| entry.role != Role::Version).map(|entry| entry.path.clone());
    let paths: Vec<String> =
        std::iter::once(SETTINGS_FILE.to_owned()).chain(documents).filter(|path| is_wanted(path)).collect();
    let read = Threads::all().map(&paths, |path| read_within(&workspace.path(path), workspace.root()));
    let mut files = Files::new();
    for (path, bytes) in paths.into_iter().zip(read) {
        match bytes {
            Ok(bytes) => {
                files.insert(path, bytes);
            }
            Err(error) => {
                context.complain(&error.into());
                is_whole = false;
            }
        }
    }
    Ok((files, is_whole))
}

fn in_commit(
    context: &Context,
    git: &Git,
    commit: &ObjectId,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Result<Files, Failure> {
    let listed = git.files_of(commit, git.prefix())?;
    let known: BTreeMap<&str, &ObjectId> =
        listed.iter().filter_map(|file| Some((git.relative(&file.path)?, &file.blob))).collect();
    // Which folders are products only all their files say.
    let scan = Scan::of(known.keys().copied(), context.method);
    let of_products: BTreeSet<&str> = scan.files().map(|entry| entry.path.as_str()).collect();
    let mut blobs = git.blobs()?;
    let mut files = Files::new();
    for (path, blob) in known {
        let is_ours = path == SETTINGS_FILE || of_products.contains(path);
        if is_ours && is_document(context, path) && is_wanted(path) {
            files.insert(path.to_owned(), blobs.read(blob)?.unwrap_or_default());
        }
    }
    Ok(files)
}

/// The word for the state of a document now, as programs are told.
pub(super) fn word(difference: &Difference) -> &'static str {
    match (difference.after, difference.fate) {
        (Some(state @ (State::Invalid | State::Conflicted)), _) => state_word(state),
        (_, Fate::Added) => "added",
        (_, Fate::Removed) => "removed",
        (_, Fate::Renamed) => "renamed",
        (_, Fate::Changed) => "changed",
    }
}

/// The word for the state of a file.
pub(super) fn state_word(state: State) -> &'static str {
    match state {
        State::Valid => "valid",
        State::Newer => "newer",
        State::Invalid => "invalid",
        State::Conflicted => "conflicted",
    }
}

/// What differs between two states, by path. A file that cannot be read on a side is named on standard error and has no
/// changes.
pub(super) fn compare(context: &mut Context, before: &Files, after: &Files) -> Vec<Difference> {
    let differs = |path: &&String| before.get(*path) != after.get(*path);
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).filter(differs).collect();
    for path in paths {
        for bytes in [before.get(path), after.get(path)].into_iter().flatten() {
            complain(context, path, bytes);
        }
    }
    compare_files(before, after, context.method, context.words.language())
}

/// Says of a file that it cannot be read, where that is so.
fn complain(context: &mut Context, path: &str, bytes: &[u8]) {
    let reading = codec::read(bytes, FileKind::of(path, context.method), context.method);
    if matches!(reading.state, State::Invalid | State::Conflicted) {
        context.complain_of(path, &reading, 1);
    }
}

/// What differs between two files, whatever they are called.
pub(super) fn compare_two(context: &mut Context, before: (&str, &[u8]), after: (&str, &[u8])) -> Vec<Difference> {
    for (path, bytes) in [before, after] {
        complain(context, path, bytes);
    }
    documents::compare_two(before, after, context.method, context.words.language())
}

/// The bytes of a file anywhere on the disk.
pub(super) fn anywhere(word: &str) -> Result<Vec<u8>, Failure> {
    let path = Path::new(HERE).join(word);
    let folder = path.parent().unwrap_or(Path::new(HERE));
    // Whoever names a link means what it leads to.
    let real = std::fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
    Ok(read_within(&real, real.parent().unwrap_or(folder)).map_err(|mut error| {
        error.path.clone_from(&path);
        error
    })?)
}
