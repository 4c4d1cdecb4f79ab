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
use super::snapshot::{compare_two, counts};
use crate::assess::versions::{digest, frozen, frozen_path, history, is_changed, next_number, with};
use crate::codec::{self, Content, FileKind, State};
use crate::document::{DocumentBody, Published, Status};
use crate::merge::changes::{Counts, Topic};
use crate::store::lock::{LOCK_TIMEOUT, Lock};
use crate::store::replace::{prepare, replace};
use crate::store::{Entry, Role, SaveError, StateDir, Workspace, WorkspaceError};

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
struct Asked {
    summary: Option<String>,
    owner: Option<String>,
    review_by: Option<NaiveDate>,
    by: Option<String>,
    approved_by: Option<String>,
    review: Option<String>,
    status: Status,
    dry_run: bool,
}

impl Asked {
    fn of(matches: &ArgMatches) -> Result<Self, Failure> {
        let text =
            |id: &str| matches.get_one::<String>(id).map(|text| text.trim().to_owned()).filter(|it| !it.is_empty());
        let review_by =
            match text("review-by") {
                Some(given) => Some(given.parse().map_err(|_| {
                    Failure::from(sentence!("cli.error.date", argument = "--review-by", given = given))
                })?),
                None => None,
            };
        Ok(Self {
            summary: text("summary"),
            owner: text("owner"),
            review_by,
            by: text("by"),
            approved_by: text("approved-by"),
            review: text("review"),
            status: text("status").and_then(|word| Status::from_word(&word)).unwrap_or(Status::Accepted),
            dry_run: matches.get_flag("dry-run"),
        })
    }
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
    let mut asked = Asked::of(matches)?;
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
    let last = last_version(context, &workspace, &entry, &sheet);
    if let Some((number, before, _)) = &last
        && !is_changed(&sheet, before)
    {
        context.complain(&sentence!("cli.publish.unchanged", path = &entry.path, version = number).into());
        return Ok(FOUND);
    }
    if asked.summary.is_none() && !asked.dry_run {
        asked.summary = summary(context)?;
    }
    let plan = Plan::new(context, &entry, &bytes, &sheet, &asked)?;
    let changes = changes(context, &entry.path, last.as_ref().map(|(.., bytes)| bytes.as_slice()), &plan.frozen);
    if !asked.dry_run {
        plan.write(&workspace, &entry)?;
    }
    drop(lock);
    let view =
        PublishView { path: &entry.path, version: plan.version, frozen: &plan.path, digest: &plan.digest, changes };
    if context.json {
        context.out.json(&view);
        return Ok(DONE);
    }
    let key = if asked.dry_run { key!("cli.publish.would") } else { key!("cli.publish.done") };
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

/// The version that was published last, what stands in its frozen file, and its bytes; nothing where there is none that can
/// be read.
fn last_version(
    context: &Context,
    workspace: &Workspace,
    entry: &Entry,
    sheet: &DocumentBody,
) -> Option<(u32, DocumentBody, Vec<u8>)> {
    let number = next_number(sheet).checked_sub(1).filter(|number| *number > 0)?;
    let bytes = workspace.read(&frozen_path(entry.product(), &entry.stem, number)).ok()?;
    let reading = codec::read(&bytes, FileKind::DocumentBody, context.method);
    let frozen = reading.content.as_ref().and_then(Content::sheet)?.clone();
    Some((number, frozen, bytes))
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

/// How many changes there are since the last version; all there is where there is none.
fn changes(context: &mut Context, path: &str, before: Option<&[u8]>, after: &[u8]) -> Counts {
    let differences = if let Some(before) = before {
        compare_two(context, (path, before), (path, after))
    } else {
        let after = super::snapshot::Files::from([(path.to_owned(), after.to_vec())]);
        super::snapshot::compare(context, &super::snapshot::Files::new(), &after)
    };
    let mut differences = differences;
    for difference in &mut differences {
        // What publishing itself writes is no change of the document.
        difference.changes.retain(|change| !matches!(change.topic, Topic::Head | Topic::Version) || is_title(change));
    }
    counts(&differences)
}

/// Whether a change of a head is one of its title.
fn is_title(change: &crate::merge::changes::Change) -> bool {
    let title = crate::document::HeadField::Title.word();
    let fields = |fields: &Option<crate::merge::changes::Fields>| {
        fields.as_ref().is_some_and(|fields| fields.get(title).is_some())
    };
    fields(&change.before) && fields(&change.after)
}

/// What is to be written.
struct Plan {
    version: u32,
    /// The path of the frozen file, relative to the workspace.
    path: String,
    frozen: Vec<u8>,
    digest: String,
    document: Vec<u8>,
}

impl Plan {
    fn new(
        context: &Context,
        entry: &Entry,
        bytes: &[u8],
        sheet: &DocumentBody,
        asked: &Asked,
    ) -> Result<Self, Failure> {
        let version = next_number(sheet);
        let mut sheet = sheet.clone();
        set_head(&mut sheet, asked);
        let method = context.method;
        let refused = |_| Failure::from(sentence!("error.unwritable.what", path = &entry.path));
        let as_bytes = |sheet: DocumentBody| codec::update(bytes, &Content::DocumentBody(sheet), method);
        let frozen = as_bytes(frozen(&sheet, version, asked.status)).map_err(refused)?;
        let frozen = codec::format(&frozen, FileKind::DocumentBody, method).map_err(refused)?;
        let digest = digest(&frozen);
        let mut history = history(&sheet).to_vec();
        history.push(Published {
            version,
            date: context.today,
            by: asked.by.clone(),
            approved_by: asked.approved_by.clone(),
            review: asked.review.clone(),
            summary: asked.summary.clone().unwrap_or_default(),
            digest: Some(digest.clone()),
        });
        let document = as_bytes(with(&sheet, version, asked.status, history)).map_err(refused)?;
        let path = frozen_path(entry.product(), &entry.stem, version);
        Ok(Self { version, path, frozen, digest, document })
    }

    /// Writes the frozen file, then the document; where the second cannot be written, the first is taken back.
    fn write(&self, workspace: &Workspace, entry: &Entry) -> Result<(), Failure> {
        let place = workspace.path(&self.path);
        workspace.create_folder_of(&self.path)?;
        let was_there = std::fs::symlink_metadata(&place).is_ok();
        if was_there {
            // A run that was killed may have left it.
            if digest(&workspace.read(&self.path)?) != self.digest {
                return Err(WorkspaceError::Exists(place).into());
            }
        } else {
            prepare(&place, &self.frozen, workspace.root())?.commit_new()?.flush()?;
        }
        let written = replace(&workspace.path(&entry.path), &self.document, workspace.root());
        match written {
            Ok(flush) => Ok(flush.flush()?),
            Err(error) => {
                if !was_there {
                    let _ = std::fs::remove_file(&place);
                    // Only where nothing else is in it.
                    let _ = place.parent().map(std::fs::remove_dir);
                }
                Err(error.into())
            }
        }
    }
}

/// Gives the head what was asked for; what was not asked for stays.
fn set_head(sheet: &mut DocumentBody, asked: &Asked) {
    let head = match sheet {
        DocumentBody::Canvas(canvas) => &mut std::sync::Arc::make_mut(canvas).head,
        DocumentBody::Checklist(list) => &mut std::sync::Arc::make_mut(list).head,
        DocumentBody::Product(_) | DocumentBody::Register(_) => return,
    };
    if asked.owner.is_some() {
        head.owner.clone_from(&asked.owner);
    }
    if asked.review_by.is_some() {
        head.review_by = asked.review_by;
    }
}
