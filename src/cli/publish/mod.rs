//! `publish`: freezes what a document says as a version with a number.

mod renumber;

use chrono::NaiveDate;
use clap::{ArgMatches, Command};
use serde::Serialize;

use super::Row;
use super::arguments::Maker;
use super::ask::{ask, somebody_is_there};
use super::check::errors_of;
use super::context::Context;
use super::diff::counted;
use super::failure::{DONE, FOUND, Failure, Outcome};
use super::make::from_here;
use super::output::{Line, Tone};
use crate::app::publishing::Publication;
use crate::assess::versions::is_changed;
use crate::codec::{self, Content, FileKind, State};
use crate::document::{DocumentBody, Status};
use crate::merge::changes::Counts;
use crate::store::lock::{LOCK_TIMEOUT, Lock};
use crate::store::{Role, SaveError, StateDir, Workspace};
use crate::workspace::DiskFolder;
use crate::workspace::publish::{Document, LastVersion, Plan, changes_since};

pub(super) const ROW: Row = Row { name: "publish", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    command
        .arg(make.place("file", "FILE").required(true))
        .arg(make.value("summary", "TEXT"))
        .arg(make.value("owner", "NAME"))
        .arg(make.value("review-by", "DATE"))
        .arg(make.value("by", "NAME"))
        .arg(make.value("approved-by", "NAME"))
        .arg(make.value("review", "URL"))
        .arg(make.choice("status", &["accepted", "proposed"]))
        .arg(make.switch("dry-run"))
        .arg(make.switch("renumber"))
}

/// What was published, as programs are told.
#[derive(Serialize)]
struct PublishView<'a> {
    path: &'a str,
    version: u32,
    frozen: &'a str,
    digest: &'a str,
    changes: Counts,
}

/// What was asked for.
fn asked(matches: &ArgMatches) -> Result<Publication, Failure> {
    let text = |id: &str| matches.get_one::<String>(id).map(|text| text.trim().to_owned()).filter(|it| !it.is_empty());
    let review_by = match text("review-by") {
        Some(given) => Some(
            given
                .parse::<NaiveDate>()
                .map_err(|_| Failure::from(sentence!("cli.error.date", argument = "--review-by", given = given)))?,
        ),
        None => None,
    };
    Ok(Publication {
        summary: text("summary"),
        owner: text("owner"),
        review_by,
        by: text("by"),
        approved_by: text("approved-by"),
        review: text("review"),
        status: text("status").and_then(|word| Status::from_word(&word)).unwrap_or(Status::Accepted),
    })
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    let word = matches.get_one::<String>("file").cloned().unwrap_or_default();
    let workspace = context.workspace_of(&word)?;
    let scan = workspace.scan(context.method)?;
    let entry = context.file(&workspace, &scan, &word)?.clone();
    if entry.role != Role::DocumentBody {
        return Err(sentence!("cli.error.not_a_sheet", path = &entry.path).into());
    }
    if matches.get_flag("renumber") {
        return renumber::run(context, &workspace, &entry, matches.get_flag("dry-run"));
    }
    let mut asked = asked(matches)?;
    let dry_run = matches.get_flag("dry-run");
    // Another window must not write between reading and writing.
    let lock = lock(&workspace, &entry.path)?;
    let bytes = workspace.read(&entry.path)?;
    let sheet = readable(context, &entry.path, &bytes)?;
    let errors = errors_of(context, &workspace.path(&entry.path))?;
    if errors > 0 {
        let refused = sentence!("cli.publish.errors", path = &entry.path).count(errors);
        context.complain(&refused.into());
        return Ok(FOUND);
    }
    let folder = DiskFolder::new(workspace.clone());
    let document =
        Document { path: &entry.path, product: entry.product(), stem: &entry.stem, bytes: &bytes, sheet: &sheet };
    let last = LastVersion::of(&folder, &document, context.method);
    if let Some(last) = last.as_ref().filter(|last| !is_changed(&sheet, &last.body)) {
        context.complain(&sentence!("cli.publish.unchanged", path = &entry.path, version = last.number).into());
        return Ok(FOUND);
    }
    if asked.summary.is_none() && !dry_run {
        asked.summary = summary(context)?;
    }
    let plan = Plan::new(&document, &asked, context.today, context.method)?;
    let before = last.as_ref().map(|last| &last.body);
    let changes = changes_since(before, &plan.body, &entry.path, context.method, context.words.language());
    let changes = Counts::of(&changes);
    if !dry_run && !plan.write(&folder, &entry.path, &bytes)? {
        return Err(sentence!("message.settled-late", file = &entry.path).into());
    }
    drop(lock);
    let view =
        PublishView { path: &entry.path, version: plan.version, frozen: &plan.path, digest: &plan.digest, changes };
    if context.json {
        context.out.json(&view);
        return Ok(DONE);
    }
    let key = if dry_run { key!("cli.publish.would") } else { key!("cli.publish.done") };
    let told = crate::i18n::Sentence::new(key).with("path", from_here(&workspace.path(view.path)));
    let told = context.words.tell(&told.with("version", view.version));
    context.out.line(&Line::of(Tone::Strong, told));
    let counted = counted(context, changes);
    if !counted.is_empty() {
        context.out.line(&Line::plain(format!("  {counted}")));
    }
    context.out.line(&Line::of(Tone::Muted, format!("  {}", from_here(&workspace.path(view.frozen)))));
    Ok(DONE)
}

/// The lock of a document, where the state folder can keep one.
fn lock(workspace: &Workspace, path: &str) -> Result<Option<Lock>, Failure> {
    let Ok(state) = StateDir::open() else { return Ok(None) };
    let target = crate::store::replace::resolve(&workspace.path(path), workspace.root())?;
    match Lock::take(&state, &target, LOCK_TIMEOUT) {
        Ok(lock) => Ok(Some(lock)),
        Err(error @ SaveError::Busy(_)) => Err(error.into()),
        Err(_) => Ok(None),
    }
}

/// What a document says, where it may be written.
fn readable(context: &mut Context, path: &str, bytes: &[u8]) -> Result<DocumentBody, Failure> {
    let reading = codec::read(bytes, FileKind::of(path, context.method), context.method);
    if let (State::Valid, Some(Content::DocumentBody(sheet))) = (reading.state, &reading.content) {
        Ok(sheet.clone())
    } else {
        context.complain_of(path, &reading, 1);
        Err(Failure::said())
    }
}

/// Asks for the sentence that says what changed.
fn summary(context: &mut Context) -> Result<Option<String>, Failure> {
    let missing = || Failure::from(sentence!("cli.error.missing", arguments = "--summary TEXT"));
    if !somebody_is_there(context) {
        return Err(missing());
    }
    let question = context.words.say(key!("cli.publish.ask"));
    let answer = ask(context, &question).filter(|answer| !answer.is_empty()).ok_or_else(missing)?;
    Ok(Some(answer))
}
