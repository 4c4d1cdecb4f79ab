//! `rm`: takes a document or product out of the workspace and says where it is kept and which references went with it; brings
//! it back with them.

use chrono::Local;
use clap::{ArgMatches, Command};
use serde::Serialize;

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::{DONE, Failure, Outcome};
use super::make::{FileAction, ReferenceView, Report, from_here, there_already};
use super::output::{Line, Tone};
use super::show::number_of;
use super::subject::{Subject, carry_out, subject_by_place};
use super::table::{Cell, Table};
use crate::codec::{self, Content, FileKind};
use crate::document::DocumentBody;
use crate::document::text::visible_line;
use crate::store::refs::{Files, KeptRemoval, Plan, RefsError, TakenOut, bring_back, kept};
use crate::store::refs::{remove_document, remove_product};
use crate::store::{StateDir, Workspace, WorkspaceError};

pub(super) const ROW: Row = Row { name: "rm", arguments, run };

/// So many characters of a note are shown.
const SHOWN: usize = 60;

fn arguments(command: Command, make: &Maker) -> Command {
    command.arg(make.place("what", "WHAT").required_unless_present("undo")).arg(make.switch("undo"))
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    let word = matches.get_one::<String>("what").map(String::as_str);
    let workspace = context.workspace()?;
    if matches.get_flag("undo") {
        return undo(context, &workspace, word);
    }
    let scan = workspace.scan(context.method)?;
    let subject = subject_by_place(context, &workspace, &scan, word.unwrap_or_default())?;
    let files = Files::read(&workspace, &scan, context.method)?;
    let plan = match &subject {
        Subject::Product(id) => remove_product(&files, id)?,
        Subject::Document(path) => remove_document(&files, path)?,
    };
    let mut report = Report::default();
    carry_out(&workspace, &plan, &mut report)?;
    report.references(taken_out(context, &workspace, &plan), None);
    report.print(context);
    Ok(DONE)
}

/// The references that went, each with the note it stood at.
fn taken_out(context: &Context, workspace: &Workspace, plan: &Plan) -> Vec<ReferenceView> {
    let says = |path: &str| {
        let write = plan.writes.iter().find(|write| write.path == path)?;
        codec::read(write.before.as_deref()?, FileKind::of(path, context.method), context.method).content
    };
    plan.taken_out.iter().map(|taken| view(context, workspace, taken, says(&taken.file).as_ref())).collect()
}

/// The same for what stands in the files now.
fn there_now(context: &Context, workspace: &Workspace, taken: &[TakenOut]) -> Vec<ReferenceView> {
    let says = |path: &str| context.read(workspace, path).ok()?.content;
    taken.iter().map(|taken| view(context, workspace, taken, says(&taken.file).as_ref())).collect()
}

fn view(context: &Context, workspace: &Workspace, taken: &TakenOut, says: Option<&Content>) -> ReferenceView {
    let sheet = match says {
        Some(Content::DocumentBody(sheet)) => Some(sheet),
        _ => None,
    };
    let canvas = sheet.and_then(DocumentBody::canvas);
    let entry = taken.keys.len().checked_sub(1).filter(|last| *last > 0).map(|last| &taken.keys[..last]);
    let of_entry = || {
        let register = says.and_then(Content::register)?;
        Some(register.table_at(entry?)?.value("text")?.as_text()?.to_owned())
    };
    let text = match (canvas, taken.note) {
        (Some(canvas), Some(id)) => canvas.note(id).map(|note| note.text.clone()),
        _ => of_entry(),
    };
    ReferenceView {
        path: from_here(&workspace.path(&taken.file)),
        key: taken.keys.last().cloned().unwrap_or_default(),
        id: entry.and_then(|entry| entry.last()).cloned(),
        number: canvas.zip(taken.note).and_then(|(canvas, id)| number_of(canvas, id, context)),
        text: text.map(|text| shortened(&text)),
        reference: taken.word.clone(),
    }
}

fn shortened(text: &str) -> String {
    let line = visible_line(text);
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.into_owned(),
    }
}

/// Something that can be brought back, as JSON gives it.
#[derive(Serialize)]
struct KeptView<'a> {
    path: String,
    title: Option<&'a str>,
    removed: String,
    key: &'a str,
}

/// Brings back what a word names; lists what there is where none is given.
fn undo(context: &mut Context, workspace: &Workspace, word: Option<&str>) -> Outcome {
    let state = StateDir::open()?;
    let all = kept(&state, workspace);
    let Some(word) = word else {
        list(context, workspace, &all);
        return Ok(DONE);
    };
    let scan = workspace.scan(context.method)?;
    let relative = workspace.relative(&std::path::Path::new(super::context::HERE).join(word));
    let called = |how: &dyn Fn(&KeptRemoval) -> bool| all.iter().filter(|removal| how(removal)).collect::<Vec<_>>();
    // A path says more than a stem, and both more than a title.
    let mut named =
        called(&|removal| removal.is_at(word) || relative.as_deref().is_some_and(|path| path == removal.path));
    if named.is_empty() {
        named = called(&|removal| removal.has_stem(word));
    }
    if named.is_empty() {
        if let Ok(there) = subject_by_place(context, workspace, &scan, word) {
            let (Subject::Product(path) | Subject::Document(path)) = there;
            return Err(sentence!("cli.rm.back", path = from_here(&workspace.path(&path))).into());
        }
        named = called(&|removal| removal.is_titled(word));
    }
    let removal = match named.as_slice() {
        [] => {
            aside(context, workspace, &all);
            let failure = Failure::from(sentence!("cli.rm.unknown", given = word));
            return Err(if all.is_empty() { failure } else { failure.and(sentence!("cli.rm.unknown_help")) });
        }
        // Of one that was removed more than once the last is meant.
        [newest, others @ ..] if others.iter().all(|other| other.path == newest.path) => *newest,
        several => {
            let several: Vec<KeptRemoval> = several.iter().map(|removal| (*removal).clone()).collect();
            aside(context, workspace, &several);
            return Err(Failure::from(sentence!("cli.rm.several", given = word)).and(sentence!("cli.rm.unknown_help")));
        }
    };
    let done = bring_back(workspace, &state, &scan, removal, context.method).map_err(|error| match error {
        RefsError::Workspace(WorkspaceError::Exists(path)) => {
            there_already(&path).and(sentence!("cli.rm.taken", path = from_here(&path)))
        }
        error => error.into(),
    })?;
    let mut report = Report::default();
    for path in &done.paths {
        report.add(FileAction::Restored, &workspace.path(path));
    }
    for path in &done.changed {
        report.add(FileAction::Changed, &workspace.path(path));
    }
    let back = there_now(context, workspace, &done.references);
    report.references(back, Some(there_now(context, workspace, &done.left_out)));
    report.print(context);
    Ok(DONE)
}

fn when(removal: &KeptRemoval) -> String {
    removal.removed.with_timezone(&Local).format("%Y-%m-%d %H:%M").to_string()
}

/// Prints what can be brought back.
fn list(context: &mut Context, workspace: &Workspace, all: &[KeptRemoval]) {
    if context.json {
        let views = all.iter().map(|removal| KeptView {
            path: from_here(&workspace.path(&removal.path)),
            title: removal.title(),
            removed: removal.removed.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
            key: &removal.key,
        });
        let views: Vec<KeptView<'_>> = views.collect();
        context.out.json(&views);
    } else if all.is_empty() {
        let nothing = context.words.say(key!("cli.rm.nothing"));
        context.out.line(&Line::plain(nothing));
    } else {
        let lines = table(workspace, all);
        context.out.lines(&lines);
    }
}

/// The same beside the result.
fn aside(context: &mut Context, workspace: &Workspace, all: &[KeptRemoval]) {
    if all.is_empty() {
        let nothing = context.words.say(key!("cli.rm.nothing"));
        context.out.aside(&Line::plain(nothing));
    }
    for line in table(workspace, all) {
        context.out.aside(&line);
    }
}

fn table(workspace: &Workspace, all: &[KeptRemoval]) -> Vec<Line> {
    let mut table = Table::default();
    for removal in all {
        table.row(vec![
            Cell::left(Tone::Plain, when(removal)),
            Cell::left(Tone::Strong, from_here(&workspace.path(&removal.path))),
            Cell::left(Tone::Plain, removal.title().unwrap_or_default()),
            Cell::left(Tone::Muted, &removal.key),
        ]);
    }
    table.lines("")
}
