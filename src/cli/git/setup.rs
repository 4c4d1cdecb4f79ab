//! `git setup`: lets git merge our files note by note, and shows in which note a change stands.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use serde::Serialize;

use super::attributes::{self, FILE};
use super::failure;
use crate::cli::ask::{ask, somebody_is_there};
use crate::cli::context::Context;
use crate::cli::failure::{DONE, FAILED, FOUND, Failure, Outcome};
use crate::cli::make::from_here;
use crate::cli::output::{Line, Tone};
use crate::store::git::Scope;
use crate::store::replace::replace;
use crate::store::{DiskError, Git, GitError, IoOperation, Workspace};

/// The setting without which git does not know the driver.
pub(super) const DRIVER_KEY: &str = "merge.stationmaster.driver";

/// The name under which the program is found on the PATH.
const PROGRAM: &str = "stationmaster";

/// A change of git's settings or of `.gitattributes`.
#[derive(Serialize)]
struct Change {
    /// The setting, or the path of the file.
    what: String,
    /// Its value, or the line of the file.
    value: String,
}

#[derive(Serialize)]
struct View {
    /// What is written, taken away, or only would be.
    changes: Vec<Change>,
    /// Whether that was done.
    done: bool,
}

/// Everything that is to be set.
struct Setup {
    git: Git,
    scope: Scope,
    settings: Vec<(&'static str, String)>,
    /// The file of attributes, and the folder it stands in; nothing where there is no workspace.
    attributes: Option<(PathBuf, PathBuf)>,
}

pub(super) fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    let scope = if matches.get_flag("global") { Scope::User } else { Scope::Repository };
    let setup = setup(context, scope)?;
    let undoes = matches.get_flag("undo");
    let changes = if undoes { setup.to_take_away()? } else { setup.to_write()? };
    let (checks, is_dry) = (matches.get_flag("check"), matches.get_flag("dry-run"));
    if changes.is_empty() {
        if context.json {
            context.out.json(&View { changes, done: true });
        } else {
            let key = if undoes { key!("cli.git.nothing_to_undo") } else { key!("cli.git.is_set_up") };
            let told = context.words.say(key);
            context.out.line(&Line::plain(told));
        }
        return Ok(DONE);
    }
    if !context.json {
        print(context, &changes, undoes);
    }
    let mut goes_on = !checks && !is_dry;
    if goes_on && !matches.get_flag("yes") {
        if !somebody_is_there(context) {
            let mut failure = Failure::from(sentence!("cli.git.needs_yes"));
            if context.json {
                context.out.json(&View { changes, done: false });
                failure = Failure::from(sentence!("cli.git.needs_yes"));
            }
            context.complain(&failure);
            return Ok(FAILED);
        }
        let question = context.words.say(key!("cli.git.question"));
        let answer = ask(context, &question).unwrap_or_default().to_lowercase();
        goes_on = answer.starts_with(&context.words.say(key!("cli.git.answer_yes")));
    }
    if goes_on {
        if undoes { setup.take_away()? } else { setup.write()? }
    }
    if context.json {
        context.out.json(&View { changes, done: goes_on });
    } else if goes_on {
        let key = if undoes { key!("cli.git.undone") } else { key!("cli.git.done") };
        let told = context.words.say(key);
        context.out.line(&Line::of(Tone::Good, told));
    }
    Ok(if checks { FOUND } else { DONE })
}

fn print(context: &mut Context, changes: &[Change], undoes: bool) {
    let key = if undoes { key!("cli.git.takes_away") } else { key!("cli.git.writes") };
    let heading = context.words.say(key);
    context.out.line(&Line::of(Tone::Strong, heading));
    for change in changes {
        let line = Line::plain("  ").and(Tone::Plain, &change.what).and(Tone::Muted, format!("  {}", change.value));
        context.out.line(&line);
    }
}

fn needed() -> crate::i18n::Sentence {
    sentence!("cli.git.setup_needs")
}

fn setup(context: &mut Context, scope: Scope) -> Result<Setup, Failure> {
    let here = Path::new(crate::cli::context::HERE);
    let workspace = Workspace::find(here, context.workspace.as_deref());
    let folder = workspace.as_ref().map_or_else(|_| here.to_owned(), |workspace| workspace.root().to_owned());
    let git = Git::in_folder(&folder);
    match git.is_bare() {
        Ok(false) => {}
        Ok(true) => return Err(Failure::from(sentence!("cli.git.bare")).and(needed())),
        // The user's own settings need no repository.
        Err(GitError::NoRepository(_)) if scope == Scope::User => {}
        Err(error) => return Err(failure(error, needed())),
    }
    let attributes = match workspace {
        Ok(workspace) => Some((workspace.root().join(FILE), workspace.root().to_owned())),
        Err(_) if scope == Scope::User => None,
        Err(error) => return Err(error.into()),
    };
    Ok(Setup { git, scope, settings: settings(), attributes })
}

/// The settings and their values. Where the program is missing when git calls it, git merges as it does without us.
fn settings() -> Vec<(&'static str, String)> {
    let program = program();
    // git reads a sign after each per cent sign.
    let driver = program.replace('%', "%%");
    vec![
        ("merge.stationmaster.name", "Stationmaster: note by note".to_owned()),
        (
            DRIVER_KEY,
            format!(
                "if command -v {driver} >/dev/null 2>&1; then {driver} merge-driver %O %A %B %L %P %S %X %Y; \
                 else git merge-file --marker-size=%L -L %X -L %S -L %Y %A %O %B; fi"
            ),
        ),
        ("diff.stationmaster.xfuncname", "^\\[+([^]]+)\\]+".to_owned()),
        ("diff.stationmaster.wordRegex", "[[:alnum:]]+|[^[:space:]]".to_owned()),
        (
            "mergetool.stationmaster.cmd",
            format!("{program} resolve --base \"$BASE\" --ours \"$LOCAL\" --theirs \"$REMOTE\" -o \"$MERGED\""),
        ),
        ("mergetool.stationmaster.trustExitCode", "true".to_owned()),
    ]
}

/// How a shell finds the program: by its name where it is on the PATH, else by its place.
fn program() -> String {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let is_found = std::env::split_paths(&folders).any(|folder| folder.join(program_file()).is_file());
    match std::env::current_exe() {
        Ok(place) if !is_found => format!("'{}'", place.to_string_lossy().replace('\'', "'\\''")),
        _ => PROGRAM.to_owned(),
    }
}

fn program_file() -> String {
    format!("{PROGRAM}{}", std::env::consts::EXE_SUFFIX)
}

impl Setup {
    fn now(&self, key: &str) -> Result<Option<String>, Failure> {
        self.git.setting(Some(self.scope), key).map_err(|error| failure(error, needed()))
    }

    fn attributes_now(&self) -> Result<String, Failure> {
        let Some((path, _)) = &self.attributes else { return Ok(String::new()) };
        match fs::read_to_string(path) {
            Ok(text) => Ok(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            Err(error) => Err(DiskError::new(IoOperation::Read, path, &error).into()),
        }
    }

    /// What is not as it is to be.
    fn to_write(&self) -> Result<Vec<Change>, Failure> {
        let mut changes = Vec::new();
        if let Some((path, _)) = &self.attributes {
            let text = self.attributes_now()?;
            let lines = attributes::missing(&text).into_iter();
            changes.extend(lines.map(|line| Change { what: from_here(path), value: line.to_owned() }));
        }
        for (key, value) in &self.settings {
            if self.now(key)?.as_ref() != Some(value) {
                changes.push(Change { what: (*key).to_owned(), value: value.clone() });
            }
        }
        Ok(changes)
    }

    /// What is there of it: a setting that a person changed is theirs and stays.
    fn to_take_away(&self) -> Result<Vec<Change>, Failure> {
        let mut changes = Vec::new();
        if let Some((path, _)) = &self.attributes {
            let text = self.attributes_now()?;
            let lines = attributes::own(&text).into_iter();
            changes.extend(lines.map(|line| Change { what: from_here(path), value: line.to_owned() }));
        }
        for (key, value) in &self.settings {
            if self.now(key)?.as_ref() == Some(value) {
                changes.push(Change { what: (*key).to_owned(), value: value.clone() });
            }
        }
        Ok(changes)
    }

    fn write(&self) -> Result<(), Failure> {
        self.put_attributes(&attributes::with(&self.attributes_now()?))?;
        for (key, value) in &self.settings {
            if self.now(key)?.as_ref() != Some(value) {
                self.git.set(self.scope, key, value).map_err(|error| failure(error, needed()))?;
            }
        }
        Ok(())
    }

    fn take_away(&self) -> Result<(), Failure> {
        self.put_attributes(&attributes::without(&self.attributes_now()?))?;
        for (key, value) in &self.settings {
            if self.now(key)?.as_ref() == Some(value) {
                self.git.unset(self.scope, key).map_err(|error| failure(error, needed()))?;
            }
        }
        Ok(())
    }

    /// Writes the file of attributes; one in which nothing is left goes.
    fn put_attributes(&self, text: &str) -> Result<(), Failure> {
        let Some((path, folder)) = &self.attributes else { return Ok(()) };
        if *text == self.attributes_now()? {
            return Ok(());
        }
        if text.trim().is_empty() {
            return fs::remove_file(path).map_err(|error| DiskError::new(IoOperation::Write, path, &error).into());
        }
        replace(path, text.as_bytes(), folder)?.flush()?;
        Ok(())
    }
}
