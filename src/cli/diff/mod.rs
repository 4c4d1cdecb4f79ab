//! `diff`: what differs between two states of documents, told note by note.

mod lines;
mod markdown;
mod meant;
mod text;

use clap::{ArgMatches, Command};
use serde::Serialize;

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::{DONE, FAILED, FOUND, Failure, Outcome};
use super::snapshot::{self, Difference, Files, Source, state_word};
use crate::merge::changes::{Change, Counts, Topic};
use crate::store::{Git, Workspace};
use meant::{Meant, One};

pub(super) use lines::counted;

pub(super) const ROW: Row = Row { name: "diff", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    command
        .arg(make.place("what", "A").num_args(0..))
        .arg(make.place("path", "PATH").num_args(0..).last(true))
        .arg(make.choice("format", &["text", "markdown", "json"]))
        .arg(make.switch("stat"))
}

/// Two states, as programs are told of them.
#[derive(Serialize)]
struct DiffView<'a> {
    from: Option<&'a str>,
    to: Option<&'a str>,
    documents: Vec<DocumentView<'a>>,
    summary: SummaryView,
}

#[derive(Serialize)]
struct DocumentView<'a> {
    path: &'a str,
    path_before: Option<&'a str>,
    state: &'static str,
    state_before: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Counts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<&'a [Change]>,
}

#[derive(Serialize)]
struct SummaryView {
    documents: usize,
    #[serde(flatten)]
    counts: Counts,
}

/// What was compared, and what came of it.
struct Compared {
    from: Option<String>,
    to: Option<String>,
    differences: Vec<Difference>,
    /// Whether everything could be read.
    is_whole: bool,
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    let format = matches.get_one::<String>("format").map_or("text", String::as_str);
    if context.json && format == "markdown" {
        let other = format!("--format {format}");
        return Err(sentence!("cli.error.conflict", argument = "--json", other = other).into());
    }
    context.wants_json(matches);
    let words = |id: &str| matches.get_many::<String>(id).into_iter().flatten().cloned().collect::<Vec<_>>();
    let (what, paths) = (words("what"), words("path"));
    let stat = matches.get_flag("stat");
    let compared = match meant::meant(context, &what, &paths)? {
        Meant::Two(before, after) => two(context, before, after),
        Meant::States { workspace, git, from, to, paths } => states(context, &workspace, &git, [&from, &to], &paths)?,
    };
    if context.json {
        json(context, &compared, stat);
    } else if format == "markdown" {
        markdown::print(context, &compared.differences, stat);
    } else {
        text::print(context, &compared.differences, stat);
    }
    let is_readable = compared.differences.iter().all(Difference::is_readable);
    Ok(match (compared.is_whole && is_readable, compared.differences.is_empty()) {
        (false, _) => FAILED,
        (true, true) => DONE,
        (true, false) => FOUND,
    })
}

/// Compares two documents. Which versions were published is no part of a frozen one.
fn two(context: &mut Context, before: One, after: One) -> Compared {
    let mut differences = snapshot::compare_two(context, (&before.path, &before.bytes), (&after.path, &after.bytes));
    if before.is_frozen || after.is_frozen {
        for difference in &mut differences {
            difference.changes.retain(|change| change.topic != Topic::Version);
        }
        differences.retain(|difference| !difference.changes.is_empty() || !difference.is_readable());
    }
    for difference in &mut differences {
        difference.path_before = (!before.is_frozen && before.path != after.path).then(|| before.path.clone());
    }
    Compared { from: before.label, to: after.label, differences, is_whole: true }
}

/// Compares two states of a workspace, as far as it lies at or below one of the paths.
fn states(
    context: &mut Context,
    workspace: &Workspace,
    git: &Git,
    sides: [&meant::State; 2],
    paths: &[String],
) -> Result<Compared, Failure> {
    let is_below = |path: &str| {
        paths.is_empty()
            || paths.iter().any(|asked| {
                let rest = path.strip_prefix(asked.as_str());
                asked.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
    };
    let mut load = |source: &Source, is_wanted: &dyn Fn(&str) -> bool| -> Result<(Files, bool), Failure> {
        snapshot::files(context, workspace, Some(git), source, is_wanted)
    };
    let (mut before, whole_before) = load(&sides[0].source, &is_below)?;
    let (mut after, whole_after) = load(&sides[1].source, &is_below)?;
    // One that is on one side only may have another name on the other.
    if !paths.is_empty() && !before.keys().eq(after.keys()) {
        before = load(&sides[0].source, &|_| true)?.0;
        after = load(&sides[1].source, &|_| true)?.0;
    }
    let mut differences = snapshot::compare(context, &before, &after);
    differences.retain(|it| is_below(&it.path) || it.path_before.as_deref().is_some_and(is_below));
    let (from, to) = (sides[0].label.clone(), sides[1].label.clone());
    Ok(Compared { from, to, differences, is_whole: whole_before && whole_after })
}

fn json(context: &mut Context, compared: &Compared, stat: bool) {
    let documents = compared.differences.iter().map(|difference| DocumentView {
        path: &difference.path,
        path_before: difference.path_before.as_deref(),
        state: snapshot::word(difference),
        state_before: difference.before.map(state_word),
        summary: stat.then(|| Counts::of(&difference.changes)),
        changes: (!stat).then_some(difference.changes.as_slice()),
    });
    let view = DiffView {
        from: compared.from.as_deref(),
        to: compared.to.as_deref(),
        documents: documents.collect(),
        summary: SummaryView { documents: compared.differences.len(), counts: snapshot::counts(&compared.differences) },
    };
    context.out.json(&view);
}
