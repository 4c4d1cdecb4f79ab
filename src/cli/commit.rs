//! `commit`: the workspace's changed files, and only those, through the user's git.

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
use super::snapshot::repository;
use crate::app::committing::CommitRefused;
use crate::store::Workspace;
use crate::workspace::DiskFolder;
use crate::workspace::commit::{self, NotCommittable, prepare, sentence_of};

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
    let is_asked = |path: &str| {
        asked.is_empty()
            || asked.iter().any(|asked| {
                let rest = path.strip_prefix(asked.as_str());
                asked.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
    };
    let folder = DiskFolder::new(workspace.clone());
    let mut found = match prepare(&folder, &git, context.method, context.words.catalogue(), &is_asked) {
        Ok(found) => found,
        Err(NotCommittable::Git(error)) => return Err(error.into()),
        Err(NotCommittable::Nothing) => {
            let nothing = context.words.say(key!("cli.commit.nothing"));
            context.out.hint(&nothing);
            if context.json {
                context.out.json(&CommitView { commit: None, message: "", files: &[] });
            }
            return Ok(FOUND);
        }
        Err(reason) => return Err(sentence_of(&reason, |path| from_here(&workspace.path(path))).into()),
    };
    let given = matches.get_one::<String>("message").cloned();
    let edit = given.is_none() && somebody_is_there(context);
    found.message = given.unwrap_or(found.message);
    if matches.get_flag("dry-run") {
        let view = CommitView { commit: None, message: &found.message, files: &found.files };
        return Ok(done(context, &workspace, &view));
    }
    context.out.flush();
    match commit::commit(&git, &found, edit) {
        Ok(commit) => {
            let view = CommitView { commit: Some(commit), message: &found.message, files: &found.files };
            Ok(done(context, &workspace, &view))
        }
        Err(CommitRefused { why, said }) => {
            for line in said.lines() {
                context.out.aside(&Line::of(Tone::Muted, line));
            }
            Err(why.into())
        }
    }
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
