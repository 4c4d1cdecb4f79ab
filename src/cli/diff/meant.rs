//! What the words behind `diff` mean: revisions, versions, files.

use std::path::Path;

use super::super::context::{Context, HERE};
use super::super::failure::Failure;
use super::super::snapshot::{self, Source};
use crate::store::{Git, GitError, Role, Scan, Workspace};

/// A state of the workspace, and what programs are told it is.
pub(super) struct State {
    pub(super) source: Source,
    /// Nothing where it is what stands on the disk.
    pub(super) label: Option<String>,
}

/// One document.
pub(super) struct One {
    pub(super) label: Option<String>,
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    pub(super) is_frozen: bool,
}

/// What is compared.
pub(super) enum Meant {
    /// Two documents.
    Two(One, One),
    /// Two states of the workspace, as far as paths relative to it say.
    States { workspace: Workspace, git: Git, from: State, to: State, paths: Vec<String> },
}

/// What a word means.
enum Word {
    /// A revision.
    Revision(State),
    /// Where the line of a revision and that of another one, or of what stands on the disk, parted; and that other.
    Parted(State, State),
    /// A published version.
    Version(One),
    /// A file or folder.
    Path,
}

/// Where words are looked up.
struct Known {
    workspace: Option<(Workspace, Scan)>,
    git: Result<Git, GitError>,
}

pub(super) fn meant(context: &mut Context, words: &[String], paths: &[String]) -> Result<Meant, Failure> {
    // Where a path was said to be one, the words before it are none. A bare `--` says so, too.
    let is_said = !paths.is_empty() || std::env::args_os().any(|word| word == "--");
    let known = known(context, words)?;
    let mut revisions = Vec::new();
    let mut ones = Vec::new();
    let mut places: Vec<&str> = Vec::new();
    for word in words {
        match known.word(context, word, is_said)? {
            Word::Path => places.push(word),
            _ if !places.is_empty() && ones.len() + revisions.len() > 1 => return Err(too_many(word)),
            Word::Revision(state) => revisions.push(state),
            Word::Parted(from, to) if revisions.is_empty() && ones.is_empty() => {
                revisions.extend([from, to]);
            }
            Word::Parted(..) => return Err(too_many(word)),
            Word::Version(one) => ones.push((word, one)),
        }
    }
    if !ones.is_empty() {
        return known.versions(context, words, &places, &revisions, paths);
    }
    let is_file = |word: &&str| known.is_single(context, word);
    if let ([first, second], [], []) = (&places[..], &revisions[..], paths)
        && is_file(first)
        && is_file(second)
    {
        return Ok(Meant::Two(known.one(context, first)?, known.one(context, second)?));
    }
    if revisions.len() > 2 {
        return Err(too_many(words.last().map_or("", String::as_str)));
    }
    let git = known.git.clone()?;
    let Some((workspace, scan)) = &known.workspace else {
        return Err(context.any_workspace().err().unwrap_or_default());
    };
    let mut revisions = revisions.into_iter();
    let from = match revisions.next() {
        Some(state) => state,
        None => State { source: snapshot::head(&git)?, label: Some("HEAD".to_owned()) },
    };
    let to = revisions.next().unwrap_or(State { source: Source::Tree, label: None });
    let mut asked = Vec::new();
    for word in places.into_iter().chain(paths.iter().map(String::as_str)) {
        asked.push(relative(context, workspace, scan, word)?);
    }
    if let Some(product) = context.known_product(workspace)? {
        asked.push(product);
    }
    Ok(Meant::States { workspace: workspace.clone(), git, from, to, paths: asked })
}

/// The workspace that words are about, if there is one, and the repository.
fn known(context: &mut Context, words: &[String]) -> Result<Known, Failure> {
    let within = match words.first() {
        Some(word) => context.any_workspace_of(word),
        None => context.any_workspace(),
    };
    let workspace = if let Ok(workspace) = within {
        let scan = workspace.scan(context.method)?;
        Some((workspace, scan))
    } else {
        context.speak_as_the_workspace();
        None
    };
    let git = Git::find(workspace.as_ref().map_or(Path::new(HERE), |(workspace, _)| workspace.root()));
    Ok(Known { workspace, git })
}

fn too_many(word: &str) -> Failure {
    sentence!("cli.diff.too_many", word = word).into()
}

/// The path relative to the workspace of a file or folder, whether it is there now or not.
fn relative(context: &Context, workspace: &Workspace, scan: &Scan, word: &str) -> Result<String, Failure> {
    if let Ok(entry) = context.file(workspace, scan, word) {
        return Ok(entry.path.clone());
    }
    let path = Path::new(HERE).join(word);
    if scan.ids().any(|id| id == word) && !path.exists() {
        return Ok(word.to_owned());
    }
    match workspace.relative(&path) {
        Some(path) => Ok(path),
        // A folder around the workspace holds all of it.
        None if workspace.root().starts_with(std::path::absolute(&path).unwrap_or_default()) => Ok(String::new()),
        None => {
            let sentence = sentence!("cli.error.outside", path = word, workspace = workspace.root().display());
            Err(sentence.into())
        }
    }
}

impl Known {
    fn word(&self, context: &Context, word: &str, is_said: bool) -> Result<Word, Failure> {
        if let Some(one) = self.version(context, word)? {
            return Ok(Word::Version(one));
        }
        let is_path = !is_said && self.is_path(context, word);
        if word.starts_with("./") || word.starts_with("../") || word.starts_with('/') {
            return if is_said { Err(self.unknown(word)) } else { Ok(Word::Path) };
        }
        let revision = self.revision(word)?;
        match (revision, is_path) {
            (Some(_), true) => Err(sentence!("cli.diff.ambiguous", word = word).into()),
            (Some(word), false) => Ok(word),
            (None, true) => Ok(Word::Path),
            (None, false) if !is_said && self.was_there(context, word) => Ok(Word::Path),
            (None, false) => Err(self.unknown(word)),
        }
    }

    /// The revision, or where two parted, that a word means; nothing where it means none.
    fn revision(&self, word: &str) -> Result<Option<Word>, Failure> {
        let Ok(git) = &self.git else { return Ok(None) };
        let commit = |word: &str| git.commit_if_known(if word.is_empty() { "HEAD" } else { word });
        let state = |commit, label: &str| State { source: Source::Commit(commit), label: Some(label.to_owned()) };
        if let Some((one, other)) = word.split_once("...") {
            let Some(first) = commit(one)? else { return Ok(None) };
            let Some(second) = commit(other)? else { return Ok(None) };
            let base = git.merge_base(&first, &second)?;
            let to = match other {
                "" => State { source: Source::Tree, label: None },
                other => state(second, other),
            };
            return Ok(Some(Word::Parted(state(base, &format!("{one}...")), to)));
        }
        if let Some((one, other)) = word.split_once("..").filter(|(one, _)| !one.is_empty()) {
            let (Some(first), Some(second)) = (commit(one)?, commit(other)?) else { return Ok(None) };
            let second_name = if other.is_empty() { "HEAD" } else { other };
            return Ok(Some(Word::Parted(state(first, one), state(second, second_name))));
        }
        // Before the first commit there is nothing to name.
        if word == "HEAD" {
            let source = snapshot::head(git)?;
            return Ok(Some(Word::Revision(State { source, label: Some(word.to_owned()) })));
        }
        Ok(commit(word)?.map(|commit| Word::Revision(state(commit, word))))
    }

    fn unknown(&self, word: &str) -> Failure {
        let file = self.workspace.as_ref().map(|(workspace, scan)| scan.find(workspace, word, Path::new(HERE), None));
        let failure = Failure::from(sentence!("cli.diff.unknown", word = word));
        let near = match (file, &self.git) {
            (Some(Err(crate::store::WorkspaceError::UnknownFile { nearest: Some(nearest), .. })), _) => Some(nearest),
            (_, Ok(git)) => match git.commit(word.split("..").next().unwrap_or(word)) {
                Err(GitError::UnknownRevision { nearest, .. }) => nearest,
                _ => None,
            },
            _ => None,
        };
        match (near, &self.git) {
            (Some(near), _) => failure.and(sentence!("cli.error.nearest", word = near)),
            (None, Err(error)) => {
                let mut failure = failure;
                failure.sentences.extend(Failure::from(error.clone()).sentences);
                failure
            }
            (None, Ok(_)) => failure,
        }
    }

    /// Whether a word names a file or folder.
    fn is_path(&self, context: &Context, word: &str) -> bool {
        let Some((workspace, scan)) = &self.workspace else { return Path::new(HERE).join(word).exists() };
        Path::new(HERE).join(word).exists()
            || scan.ids().any(|id| id == word)
            || context.file(workspace, scan, word).is_ok()
    }

    /// Whether a word names a file of the last commit.
    fn was_there(&self, context: &Context, word: &str) -> bool {
        let (Some((workspace, scan)), Ok(git)) = (&self.workspace, &self.git) else { return false };
        let Ok(path) = relative(context, workspace, scan, word) else { return false };
        let Ok(Some(commit)) = git.commit_if_known("HEAD") else { return false };
        !path.is_empty() && git.files_of(&commit, &git.from_top(&path)).is_ok_and(|files| !files.is_empty())
    }

    /// Whether a word names one file.
    fn is_single(&self, context: &Context, word: &str) -> bool {
        let path = Path::new(HERE).join(word);
        let is_document =
            || self.workspace.as_ref().is_some_and(|(workspace, scan)| context.file(workspace, scan, word).is_ok());
        path.is_file() || !path.exists() && is_document()
    }

    /// The published version that `FILE@2` means; nothing where a word has no such form.
    fn version(&self, context: &Context, word: &str) -> Result<Option<One>, Failure> {
        let Some((file, number)) = word.rsplit_once('@') else { return Ok(None) };
        let number = number.strip_suffix(".toml").unwrap_or(number);
        let Some((workspace, scan)) = &self.workspace else { return Ok(None) };
        if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(None);
        }
        // A path to the document stands for it, too.
        let live = context.file(workspace, scan, file).ok().filter(|entry| entry.role == Role::DocumentBody);
        let frozen = match live {
            Some(entry) => {
                let path = crate::assess::versions::frozen_path(entry.product(), &entry.stem, number);
                scan.files().find(|entry| entry.path == path)
            }
            None => context.file(workspace, scan, word).ok().filter(|entry| entry.role == Role::Version),
        };
        match (frozen, live) {
            (Some(entry), _) => {
                let (path, label) = (entry.path.clone(), Some(entry.stem.clone()));
                let bytes = workspace.read(&path)?;
                Ok(Some(One { label, path, bytes, is_frozen: true }))
            }
            (None, Some(entry)) => {
                let word = format!("{}@{number}", entry.stem);
                let stem = format!("{}@", entry.stem);
                let known: Vec<&str> = scan
                    .files()
                    .filter(|it| it.role == Role::Version && it.product() == entry.product())
                    .map(|it| it.stem.as_str())
                    .filter(|known| known.starts_with(&stem))
                    .collect();
                let failure = Failure::from(sentence!("cli.diff.no_version", word = word));
                Err(match known.last() {
                    Some(last) => failure.and(sentence!("cli.error.nearest", word = last)),
                    None => failure,
                })
            }
            (None, None) => Ok(None),
        }
    }

    /// One file, in the workspace or anywhere.
    fn one(&self, context: &Context, word: &str) -> Result<One, Failure> {
        let entry = self.workspace.as_ref().and_then(|(workspace, scan)| {
            let entry = context.file(workspace, scan, word).ok()?;
            Some((workspace, entry))
        });
        if let Some((workspace, entry)) = entry {
            let path = entry.path.clone();
            let bytes = workspace.read(&path)?;
            Ok(One { label: Some(path.clone()), path, bytes, is_frozen: entry.role == Role::Version })
        } else {
            let bytes = snapshot::anywhere(word)?;
            Ok(One { label: Some(word.to_owned()), path: word.to_owned(), bytes, is_frozen: false })
        }
    }

    /// A version with what its document says now, or with another version or file.
    fn versions(
        &self,
        context: &Context,
        words: &[String],
        places: &[&str],
        revisions: &[State],
        paths: &[String],
    ) -> Result<Meant, Failure> {
        if words.len() > 2 || !revisions.is_empty() || !paths.is_empty() {
            return Err(too_many(words.last().map_or("", String::as_str)));
        }
        let one = |word: &String| -> Result<One, Failure> {
            match self.version(context, word)? {
                Some(one) if !places.contains(&word.as_str()) => Ok(one),
                _ => self.one(context, word),
            }
        };
        let first = one(&words[0])?;
        if let Some(word) = words.get(1) {
            return Ok(Meant::Two(first, one(word)?));
        }
        let Some((workspace, _)) = &self.workspace else { return Err(too_many(&words[0])) };
        let (product, rest) = first.path.split_once('/').unwrap_or_default();
        let stem = rest.rsplit('/').next().and_then(|name| name.rsplit_once('@')).map_or("", |(stem, _)| stem);
        let path = format!("{product}/{stem}.toml");
        let bytes = workspace.read(&path)?;
        Ok(Meant::Two(first, One { label: None, path, bytes, is_frozen: false }))
    }
}
