//! The documents of a workspace as they stand on the disk or stood in a commit, and what differs between two such states.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::context::{Context, HERE};
use super::failure::Failure;
use super::threads::Threads;
use crate::assess::check::Spread as _;
use crate::codec::{self, Content, FileKind, Reading, State};
use crate::merge::changes::{Change, Compared, Counts, changes, renamed};
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

/// Path relative to the workspace to bytes.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

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

/// A document that differs between two states.
pub(super) struct Difference {
    /// Its path now; where it went, the one it had.
    pub(super) path: String,
    /// The path it had, where that was another one.
    pub(super) path_before: Option<String>,
    /// What happened to it as a whole.
    pub(super) fate: Fate,
    /// In which state the file was; nothing where there was none.
    pub(super) before: Option<State>,
    /// In which state the file is; nothing where there is none.
    pub(super) after: Option<State>,
    /// The template it follows.
    pub(super) template: String,
    pub(super) changes: Vec<Change>,
}

/// What happened to a document as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Added,
    Removed,
    Renamed,
    Changed,
}

impl Difference {
    /// The word for its state now, as programs are told.
    pub(super) fn word(&self) -> &'static str {
        match (self.after, self.fate) {
            (Some(state @ (State::Invalid | State::Conflicted)), _) => state_word(state),
            (_, Fate::Added) => "added",
            (_, Fate::Removed) => "removed",
            (_, Fate::Renamed) => "renamed",
            (_, Fate::Changed) => "changed",
        }
    }

    /// Whether both sides could be read.
    pub(super) fn is_readable(&self) -> bool {
        let is_it = |state: Option<State>| !matches!(state, Some(State::Invalid | State::Conflicted));
        is_it(self.before) && is_it(self.after)
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

/// How many changes there are in all.
pub(super) fn counts(differences: &[Difference]) -> Counts {
    Counts::of(differences.iter().flat_map(|difference| &difference.changes))
}

/// What differs between two states, by path. A file that cannot be read on a side is named on standard error and has no
/// changes.
pub(super) fn compare(context: &mut Context, before: &Files, after: &Files) -> Vec<Difference> {
    let differs = |path: &&String| before.get(*path) != after.get(*path);
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).filter(differs).collect();
    let mut sides: Vec<(&str, Side, Side)> = Vec::new();
    for path in paths {
        let old = Side::read(context, path, before.get(path));
        let new = Side::read(context, path, after.get(path));
        sides.push((path, old, new));
    }
    let (gone, came): (Vec<_>, Vec<_>) = {
        let only = |is_gone: bool| -> Vec<(usize, &str, &Content)> {
            let list = sides.iter().enumerate();
            list.filter(|(_, (_, old, new))| if is_gone { new.state.is_none() } else { old.state.is_none() })
                .filter_map(|(at, (path, old, new))| {
                    Some((at, *path, if is_gone { &old.content } else { &new.content }.as_ref()?))
                })
                .collect()
        };
        (only(true), only(false))
    };
    let plain = |list: &[(usize, &'_ str, &'_ Content)]| list.iter().map(|(at, ..)| *at).collect::<Vec<usize>>();
    let pairs = renamed(
        &gone.iter().map(|(_, path, content)| (*path, *content)).collect::<Vec<_>>(),
        &came.iter().map(|(_, path, content)| (*path, *content)).collect::<Vec<_>>(),
    );
    let (gone, came) = (plain(&gone), plain(&came));
    let pairs: Vec<(usize, usize)> = pairs.into_iter().map(|(from, to)| (gone[from], came[to])).collect();
    for (from, to) in &pairs {
        let old = std::mem::take(&mut sides[*from].1);
        sides[*to].1 = Side { path: Some(sides[*from].0.to_owned()), ..old };
    }
    sides.retain(|(_, old, new)| old.state.is_some() || new.state.is_some());
    differences(context, &sides)
}

fn differences(context: &Context, sides: &[(&str, Side, Side)]) -> Vec<Difference> {
    let is_readable = |(_, old, new): &(&str, Side, Side)| old.is_readable() && new.is_readable();
    let readable: Vec<&(&str, Side, Side)> = sides.iter().filter(|side| is_readable(side)).collect();
    let compared: Vec<Compared<'_>> = readable
        .iter()
        .map(|(path, old, new)| Compared {
            path,
            path_before: old.path.as_deref().unwrap_or(path),
            before: old.content.as_ref(),
            after: new.content.as_ref(),
        })
        .collect();
    let mut found = changes(&compared, context.method, context.words.language()).into_iter();
    let mut differences = Vec::new();
    for side in sides {
        let (path, old, new) = side;
        let changes = if is_readable(side) { found.next().unwrap_or_default() } else { Vec::new() };
        let fate = match (&old.state, &new.state, &old.path) {
            (None, ..) => Fate::Added,
            (_, None, _) => Fate::Removed,
            (.., Some(_)) => Fate::Renamed,
            _ => Fate::Changed,
        };
        // What is only laid out in another way says the same.
        if fate == Fate::Changed && changes.is_empty() && is_readable(side) {
            continue;
        }
        let said = new.content.as_ref().or(old.content.as_ref());
        differences.push(Difference {
            path: (*path).to_owned(),
            path_before: old.path.clone(),
            fate,
            before: old.state,
            after: new.state,
            template: said.and_then(Content::sheet).map(|sheet| sheet.template().to_owned()).unwrap_or_default(),
            changes,
        });
    }
    differences
}

/// A document on one side.
#[derive(Default)]
struct Side {
    /// The path it had there, where that is another one.
    path: Option<String>,
    /// Nothing where it is not there.
    state: Option<State>,
    content: Option<Content>,
}

impl Side {
    fn read(context: &mut Context, path: &str, bytes: Option<&Vec<u8>>) -> Self {
        let Some(bytes) = bytes else { return Self::default() };
        let reading = read(context, path, bytes);
        let side = Self { path: None, state: Some(reading.state), content: reading.content.clone() };
        if !side.is_readable() {
            context.complain_of(path, &reading, 1);
        }
        side
    }

    fn is_readable(&self) -> bool {
        !matches!(self.state, Some(State::Invalid | State::Conflicted))
    }
}

fn read(context: &Context, path: &str, bytes: &[u8]) -> Reading {
    codec::read(bytes, FileKind::of(path, context.method), context.method)
}

/// What differs between two files, whatever they are called.
pub(super) fn compare_two(context: &mut Context, before: (&str, &[u8]), after: (&str, &[u8])) -> Vec<Difference> {
    let old = Side::read(context, before.0, Some(&before.1.to_vec()));
    let new = Side::read(context, after.0, Some(&after.1.to_vec()));
    differences(context, &[(after.0, old, new)])
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
