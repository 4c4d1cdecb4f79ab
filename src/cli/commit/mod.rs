//! `commit`: the workspace's changed files, and only those, through the user's git.

mod message;

use std::path::Path;

use clap::{ArgMatches, Command};
use serde::Serialize;

use super::Row;
use super::arguments::Maker;
use super::ask::somebody_is_there;
use super::context::{Context, HERE};
use super::failure::{DONE, FOUND, Failure, Outcome};
use super::make::from_here;
use super::output::{Line, Tone};
use super::snapshot::{Source, compare, files, head, repository};
use crate::store::git::FileState;
use crate::store::layout::{METHOD, SETTINGS_FILE};
use crate::store::{Entry, Workspace};
use message::Message;

pub(super) const ROW: Row = Row { name: "commit", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    command.arg(make.value("message", "TEXT").short('m')).arg(make.switch("dry-run")).arg(make.paths("path", "PATH"))
}

/// What was committed, as programs are told.
#[derive(Serialize)]
struct CommitView<'a> {
    /// The commit; nothing where it was only said what would be committed.
    commit: Option<String>,
    message: &'a str,
    files: &'a [String],
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    let workspace = context.workspace()?;
    let git = repository(&workspace)?;
    let asked: Vec<String> = matches
        .get_many::<std::path::PathBuf>("path")
        .into_iter()
        .flatten()
        .map(|path| meant(context, &workspace, path))
        .collect::<Result<_, _>>()?;
    if let Some(unfinished) = git.unfinished()? {
        return Err(sentence!("cli.commit.unfinished", command = unfinished.command()).into());
    }
    let status = git.status()?;
    let is_asked = |path: &str| {
        asked.is_empty()
            || asked.iter().any(|asked| {
                let rest = path.strip_prefix(asked.as_str());
                asked.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
    };
    let ours: Vec<(&String, FileState)> = status
        .files
        .iter()
        .map(|(path, state)| (path, *state))
        .filter(|(path, state)| *state != FileState::Ignored && is_ours(context, path) && is_asked(path))
        .collect();
    if let Some((path, _)) = ours.iter().find(|(_, state)| *state == FileState::Conflicted) {
        return Err(sentence!("cli.commit.conflicted", path = from_here(&workspace.path(path))).into());
    }
    let paths: Vec<String> = ours.iter().map(|(path, _)| (*path).clone()).collect();
    refuse_conflicted(context, &workspace, &ours)?;
    if paths.is_empty() {
        let nothing = context.words.say(key!("cli.commit.nothing"));
        context.out.hint(&nothing);
        if context.json {
            context.out.json(&CommitView { commit: None, message: "", files: &[] });
        }
        return Ok(FOUND);
    }
    let given = matches.get_one::<String>("message").cloned();
    let proposed = match &given {
        Some(given) => given.clone(),
        None => proposed(context, &workspace, &git, &paths)?,
    };
    if matches.get_flag("dry-run") {
        return Ok(done(context, &workspace, &CommitView { commit: None, message: &proposed, files: &paths }));
    }
    if let Err(said) = git.identity()? {
        return Err(sentence!("cli.commit.no_identity", detail = last_line(&said)).into());
    }
    let new: Vec<String> = status.untracked.iter().filter(|path| paths.contains(path)).cloned().collect();
    let edit = given.is_none() && somebody_is_there(context);
    context.out.flush();
    if let Err(said) = git.commit_only(&proposed, &paths, &new, edit)? {
        for line in said.lines() {
            context.out.aside(&Line::of(Tone::Muted, line));
        }
        return Err(sentence!("cli.commit.refused").into());
    }
    let commit = git.commit_if_known("HEAD")?.map(|commit| commit.to_string());
    Ok(done(context, &workspace, &CommitView { commit, message: &proposed, files: &paths }))
}

/// Whether a path is that of a file of the workspace that the program knows.
fn is_ours(context: &Context, path: &str) -> bool {
    let is_method = path.split_once('/').is_some_and(|(folder, _)| folder == METHOD);
    let is_data = Path::new(path).extension().is_some_and(|ending| ending == "toml");
    path == SETTINGS_FILE
        || path == ".gitattributes"
        || is_method && is_data
        || Entry::of(path, context.method).is_some()
}

/// The path relative to the workspace that is asked for.
fn meant(context: &Context, workspace: &Workspace, path: &Path) -> Result<String, Failure> {
    let place = Path::new(HERE).join(path);
    let word = path.to_string_lossy();
    let scan = workspace.scan(context.method)?;
    if !place.exists()
        && let Ok(entry) = context.file(workspace, &scan, &word)
    {
        return Ok(entry.path.clone());
    }
    workspace.relative(&place).ok_or_else(|| {
        sentence!("cli.error.outside", path = path.display(), workspace = workspace.root().display()).into()
    })
}

/// A file with markers that git no longer knows to be in conflict is not to be committed either.
fn refuse_conflicted(context: &Context, workspace: &Workspace, ours: &[(&String, FileState)]) -> Result<(), Failure> {
    for (path, _) in ours.iter().filter(|(_, state)| *state != FileState::Removed) {
        let is_conflicted = context.read(workspace, path).is_ok_and(|reading| {
            reading.state == crate::codec::State::Conflicted && Entry::of(path, context.method).is_some()
        });
        if is_conflicted {
            return Err(sentence!("cli.commit.conflicted", path = from_here(&workspace.path(path))).into());
        }
    }
    Ok(())
}

/// The message that the difference makes.
fn proposed(
    context: &mut Context,
    workspace: &Workspace,
    git: &crate::store::Git,
    paths: &[String],
) -> Result<String, Failure> {
    let is_wanted = |path: &str| paths.iter().any(|known| known == path);
    let head = head(git)?;
    let (before, _) = files(context, workspace, Some(git), &head, &is_wanted)?;
    let (after, _) = files(context, workspace, None, &Source::Tree, &is_wanted)?;
    let differences = compare(context, &before, &after);
    Ok(Message { context, differences: &differences, paths }.text())
}

fn last_line(text: &str) -> &str {
    text.lines().rfind(|line| !line.trim().is_empty()).unwrap_or(text)
}

fn done(context: &mut Context, workspace: &Workspace, view: &CommitView<'_>) -> u8 {
    if context.json {
        context.out.json(view);
        return DONE;
    }
    let (key, commit) = match &view.commit {
        Some(commit) => (key!("cli.commit.done"), commit.chars().take(9).collect()),
        None => (key!("cli.commit.would"), String::new()),
    };
    let told = crate::i18n::Sentence::new(key).with("commit", commit).count(view.files.len());
    let told = context.words.tell(&told);
    context.out.line(&Line::of(Tone::Strong, told));
    for path in view.files {
        context.out.line(&Line::plain(format!("  {}", from_here(&workspace.path(path)))));
    }
    if view.commit.is_none() {
        context.out.line(&Line::default());
        for line in view.message.lines() {
            context.out.line(&Line::plain(line));
        }
    }
    DONE
}
