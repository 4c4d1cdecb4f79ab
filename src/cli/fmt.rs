//! `fmt`: puts files into canonical form.

use std::path::PathBuf;

use clap::{ArgMatches, Command};
use serde::Serialize;

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::{DONE, FAILED, FOUND, Failure, Outcome};
use super::output::Line;
use super::targets::{Group, groups};
use crate::assess::Location;
use crate::assess::check::Finding;
use crate::assess::resolve::{Index, correct_references};
use crate::codec::{self, Content, FileKind, FormatError, State};
use crate::document::session::is_over;
use crate::i18n::{Sentence, SentenceKey};
use crate::store::StateDir;
use crate::store::batch::{Batch, Job};
use crate::store::workspace::read_within;

pub(super) const ROW: Row = Row { name: "fmt", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    command.arg(make.paths("path", "PATH")).arg(make.switch("check")).arg(make.format(&["text", "json"]))
}

/// What was done as JSON gives it.
#[derive(Serialize)]
struct FormatView {
    changed: Vec<String>,
    refused: Vec<String>,
    files: usize,
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    context.wants_json(matches);
    let paths: Vec<PathBuf> = matches.get_many("path").into_iter().flatten().cloned().collect();
    let only_check = matches.get_flag("check");
    let (groups, unread) = groups(context, &paths)?;
    let mut view = FormatView { changed: Vec::new(), refused: Vec::new(), files: 0 };
    for failure in &unread {
        context.complain(failure);
    }
    for group in &groups {
        let index = index(context, group);
        // Published versions, and records of which nothing is known, are never changed again; nor are those of sessions
        // that are closed.
        let method = context.method;
        let is_changed = |path: &&String| !Location::of(path).is_record() || method.register_of(path).is_some();
        let mut changes: Vec<Change> = Vec::new();
        for path in group.chosen.iter().filter(is_changed) {
            view.files += 1;
            match canonical(context, group, path, &index) {
                Ok(change) => changes.extend(change),
                Err(failure) => {
                    context.complain(&failure);
                    view.refused.push(group.shown(path));
                }
            }
        }
        if let Some(failure) = (!only_check).then(|| write_all(context, group, &changes)).and_then(Result::err) {
            // Nothing was changed.
            context.complain(&failure);
            view.refused.extend(changes.iter().map(|change| group.shown(&change.path)));
            continue;
        }
        for Change { path, .. } in &changes {
            let shown = group.shown(path);
            if !context.json {
                context.out.line(&Line::plain(&shown));
            }
            view.changed.push(shown);
        }
    }
    if context.json {
        context.out.json(&view);
    }
    Ok(match (view.refused.is_empty() && unread.is_empty(), only_check && !view.changed.is_empty()) {
        (false, _) => FAILED,
        (true, true) => FOUND,
        (true, false) => DONE,
    })
}

/// A file that is not in canonical form.
struct Change {
    path: String,
    before: Vec<u8>,
    after: Vec<u8>,
}

/// The canonical form of a file; nothing where it has that already.
fn canonical(context: &Context, group: &Group, path: &str, index: &Index) -> Result<Option<Change>, Failure> {
    let before = read_within(&group.on_disk(path), &group.root)?;
    let kind = FileKind::of(path, context.method);
    let says = codec::read(&before, kind.clone(), context.method).content;
    if says.as_ref().and_then(Content::register).is_some_and(|register| is_over(register)) {
        return Ok(None);
    }
    let after = corrected(context, path, &before, kind.clone(), index)
        .and_then(|bytes| codec::format(&bytes, kind, context.method))
        .map_err(|error| refused(context, &group.shown(path), error))?;
    Ok((after != before).then(|| Change { path: path.to_owned(), before, after }))
}

/// Writes all of them, or none.
fn write_all(context: &Context, group: &Group, changes: &[Change]) -> Result<(), Failure> {
    let state = StateDir::open().ok();
    let about = context.words.tell(&sentence!("cli.fmt.about_files", count = changes.len()));
    let mut batch = Batch::new(Job::Format, &about, &group.root, state.as_ref());
    for Change { path, before, after } in changes {
        batch.write(path, Some(before), after.clone());
    }
    Ok(batch.run()?)
}

/// Where every note of the group stands now. A file outside a workspace has nothing to refer to.
fn index(context: &Context, group: &Group) -> Index {
    let read = |path: &String| {
        let bytes = read_within(&group.on_disk(path), &group.root).ok()?;
        codec::read(&bytes, FileKind::of(path, context.method), context.method).content
    };
    let contents: Vec<_> = group.all.iter().map(|path| (path.as_str(), read(path))).collect();
    Index::new(contents.iter().map(|(path, content)| (*path, content.as_ref())))
}

/// The bytes of a file in which each reference names the file its note stands in.
fn corrected(
    context: &Context,
    path: &str,
    bytes: &[u8],
    kind: FileKind,
    index: &Index,
) -> Result<Vec<u8>, FormatError> {
    let reading = codec::read(bytes, kind, context.method);
    let (State::Valid, Some(says)) = (reading.state, &reading.content) else { return Ok(bytes.to_vec()) };
    let location = Location::of(path);
    let Some(product) = location.product() else { return Ok(bytes.to_vec()) };
    let right = correct_references(says, index, product);
    if right.says_the_same(says) { Ok(bytes.to_vec()) } else { codec::update(bytes, &right, context.method) }
}

/// Why a file was left as it is.
fn refused(context: &Context, path: &str, error: FormatError) -> Failure {
    let say = |key: SentenceKey| Sentence::new(key).with("path", path);
    let invalid = |line: usize, why: String| say(key!("cli.fmt.refused.invalid")).with("line", line).with("why", why);
    match error {
        FormatError::Newer => say(key!("cli.fmt.refused.newer")).into(),
        FormatError::Conflicted => say(key!("cli.fmt.refused.conflicted")).into(),
        FormatError::Mismatch => say(key!("cli.fmt.refused.mismatch")).into(),
        FormatError::Invalid(problems) => match problems.first() {
            Some(problem) => {
                let why = Finding::of_problem(path, problem).message(context.words.catalogue());
                invalid(problem.place.line, why).into()
            }
            None => invalid(1, String::new()).into(),
        },
    }
}
