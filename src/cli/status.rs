//! `status`: how every document stands: against git, against its last version, and by its days.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use clap::{ArgMatches, Command};
use serde::Serialize;

use super::Row;
use super::arguments::Maker;
use super::check::errors_by_path;
use super::context::Context;
use super::failure::{DONE, FAILED, Outcome};
use super::output::{Line, Tone};
use super::snapshot::state_word;
use super::standing::{KnownToGit, shown, standing};
use super::table::{Cell, Table};
use super::targets::groups;
use super::threads::Threads;
use crate::assess::check::Spread as _;
use crate::assess::standing::{GitState, Standing};
use crate::codec::{self, Content, FileKind, State};
use crate::method::Method;
use crate::store::workspace::read_within;
use crate::store::{Entry, Role, Workspace};

pub(super) const ROW: Row = Row { name: "status", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    command.arg(make.format(&["text", "json"]))
}

#[derive(Serialize)]
struct StatusView {
    /// Whether the workspace lies in a repository.
    git: bool,
    documents: Vec<DocumentView>,
}

#[derive(Serialize)]
struct DocumentView {
    path: String,
    state: &'static str,
    /// How it stands against the last commit; nothing without git.
    git: Option<GitState>,
    /// The last published version; nothing for what has none.
    version: Option<u32>,
    changed_since_version: bool,
    review_overdue: bool,
    /// How many errors check finds in it.
    findings: usize,
    #[serde(skip)]
    standing: Standing,
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    context.wants_json(matches);
    let (groups, unread) = groups(context, &[])?;
    for failure in &unread {
        context.complain(failure);
    }
    let mut code = if unread.is_empty() { DONE } else { FAILED };
    let mut view = StatusView { git: false, documents: Vec::new() };
    for group in &groups {
        let Some(workspace) = &group.workspace else { continue };
        let known = KnownToGit::of(workspace)?;
        view.git = known.is_there();
        let (findings, is_whole) = errors_by_path(context, group);
        if !is_whole {
            code = FAILED;
        }
        let entries: Vec<Entry> = group
            .chosen
            .iter()
            .filter_map(|path| Entry::of(path, context.method))
            .filter(|entry| entry.role != Role::Version)
            .collect();
        let documents = Threads::all()
            .map(&entries, |entry| document(context.method, context.today, workspace, entry, &known, &findings));
        view.documents.extend(documents.into_iter().flatten());
    }
    if view.documents.iter().any(|document| matches!(document.state, "invalid" | "conflicted")) {
        code = FAILED;
    }
    if context.json {
        context.out.json(&view);
    } else {
        print(context, &view);
    }
    Ok(code)
}

/// How a document stands; nothing where it cannot be read, which was said already.
fn document(
    method: &Method,
    today: NaiveDate,
    workspace: &Workspace,
    entry: &Entry,
    known: &KnownToGit,
    findings: &BTreeMap<String, usize>,
) -> Option<DocumentView> {
    let bytes = read_within(&workspace.path(&entry.path), workspace.root()).ok()?;
    let reading = codec::read(&bytes, FileKind::of(&entry.path, method), method);
    let sheet = reading.content.as_ref().and_then(Content::sheet).filter(|_| reading.state != State::Conflicted);
    let standing = standing(workspace, entry, sheet, known, method, today);
    Some(DocumentView {
        path: entry.path.clone(),
        state: state_word(reading.state),
        git: standing.git,
        version: sheet.and_then(|sheet| sheet.head()).map(|head| head.version),
        changed_since_version: standing.changed_since_version,
        review_overdue: standing.review_overdue,
        findings: findings.get(&entry.path).copied().unwrap_or_default(),
        standing,
    })
}

fn print(context: &mut Context, view: &StatusView) {
    let mut table = Table::default();
    for document in &view.documents {
        let mut said = Vec::new();
        // What git says of a file in conflict says the same.
        let of_file = match document.state {
            "newer" => Some(key!("map.newer")),
            "invalid" => Some(key!("map.invalid")),
            "conflicted" if document.git != Some(GitState::Conflicted) => Some(key!("cli.status.git.conflicted")),
            _ => None,
        };
        said.extend(of_file.map(|key| context.words.say(key)));
        let of_git = match document.git {
            Some(GitState::Changed) => Some(key!("cli.status.git.changed")),
            Some(GitState::New) => Some(key!("cli.status.git.new")),
            Some(GitState::Conflicted) => Some(key!("cli.status.git.conflicted")),
            Some(GitState::Ignored) => Some(key!("cli.status.git.ignored")),
            Some(GitState::Clean) | None => None,
        };
        said.extend(of_git.map(|key| context.words.say(key)));
        if document.changed_since_version {
            let version = document.version.unwrap_or_default();
            said.push(context.words.tell(&sentence!("cli.status.differs", version = version)));
        }
        if document.review_overdue {
            said.push(context.words.say(key!("cli.status.overdue")));
        }
        if document.findings > 0 {
            said.push(context.words.tell(&sentence!("cli.check.errors").count(document.findings)));
        }
        let version = document.version.filter(|version| *version > 0).map(|version| format!("@{version}"));
        table.row(vec![
            Cell::left(Tone::Caution, shown(document.standing, context.out.signs())),
            Cell::left(Tone::Plain, &document.path),
            Cell::left(Tone::Muted, version.unwrap_or_default()),
            Cell::left(Tone::Plain, said.join(", ")),
        ]);
    }
    context.out.lines(&table.lines(""));
    if !view.git {
        let no_git = context.words.say(key!("cli.status.no_git"));
        context.out.hint(&no_git);
    } else if view.documents.is_empty() {
        context.out.line(&Line::default());
    }
}
