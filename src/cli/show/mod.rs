//! `show`: one canvas, checklist or register, for reading or for programs.

mod canvas;
mod checklist;
mod references;
mod register;
mod text;
mod view;

use std::path::PathBuf;

use clap::{ArgMatches, Command, value_parser};

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::{DONE, Failure, Outcome};
use super::output::{Line, Tone};
use super::standing::{KnownToGit, standing};
use crate::assess::standing::GitState;
use crate::assess::versions::{frozen_path, is_changed};
use crate::codec::{Content, Reading, State};
use crate::document::{Canvas, DocumentBody, Id};
use crate::store::{Entry, Role, Workspace};
use references::References;
use text::{called, labelled, named, paragraph, titled};
use view::Shown;
pub(super) use view::parts;

pub(super) const ROW: Row = Row { name: "show", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    let file = make.place("file", "FILE").value_parser(value_parser!(PathBuf)).required(true);
    command.arg(file).arg(make.format(&["text", "json"]))
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    context.wants_json(matches);
    let word = matches.get_one::<PathBuf>("file").map(|file| file.to_string_lossy().into_owned()).unwrap_or_default();
    let workspace = context.workspace_of(&word)?;
    let scan = workspace.scan(context.method)?;
    let entry = context.file(&workspace, &scan, &word)?;
    let reading = context.read(&workspace, &entry.path)?;
    let (State::Valid | State::Newer, Some(says)) = (reading.state, &reading.content) else {
        context.complain_of(&entry.path, &reading, usize::MAX);
        return Err(Failure::said());
    };
    if let Some(register) = says.register() {
        if context.json {
            let view = register::view(context, entry, register, reading.state);
            context.out.json(&view);
        } else {
            newer(context, &reading);
            register::print(context, entry, register, &mut References::of(&workspace, &scan, entry));
        }
        return Ok(DONE);
    }
    let Some((sheet, head_of)) = says.sheet().and_then(|sheet| Some((sheet, sheet.head()?))) else {
        return Err(sentence!("cli.error.not_a_sheet", path = &entry.path).into());
    };
    let changed = changed(context, &workspace, entry, sheet, head_of.version);
    let known = KnownToGit::if_known(&workspace);
    let standing = standing(&workspace, entry, Some(sheet), &known, context.method, context.today);
    let shown = Shown { entry, sheet, head: head_of, state: reading.state, changed, standing };
    match (sheet, context.json) {
        (DocumentBody::Canvas(canvas), true) => {
            let view = view::canvas(&shown, canvas, context);
            context.out.json(&view);
        }
        (DocumentBody::Checklist(list), true) => {
            let view = view::checklist(&shown, list, context);
            context.out.json(&view);
        }
        (DocumentBody::Product(_) | DocumentBody::Register(_), true) => {}
        (sheet, false) => {
            newer(context, &reading);
            let mut references = References::of(&workspace, &scan, entry);
            head(context, &shown, &mut references);
            match sheet {
                DocumentBody::Canvas(canvas) => canvas::print(context, canvas, &mut references),
                DocumentBody::Checklist(list) => checklist::print(context, list, &mut references),
                DocumentBody::Product(_) | DocumentBody::Register(_) => {}
            }
        }
    }
    Ok(DONE)
}

/// The number of a note, as `show` gives it.
pub(super) fn number_of(canvas: &Canvas, id: Id, context: &Context) -> Option<String> {
    let section = canvas.section_of(id)?;
    let part = view::parts(canvas, context).into_iter().find(|part| part.id == section)?;
    Some(format!("{}.{}", part.number, canvas.position(id)? + 1))
}

/// Whether the sheet differs from its last published version: no where none was published or it is one itself, nothing
/// where the published file cannot be read.
fn changed(
    context: &Context,
    workspace: &Workspace,
    entry: &Entry,
    sheet: &DocumentBody,
    version: u32,
) -> Option<bool> {
    if version == 0 || entry.role == Role::Version {
        return Some(false);
    }
    let folder = entry.path.split('/').next().unwrap_or_default();
    let reading = context.read(workspace, &frozen_path(folder, &entry.stem, version)).ok()?;
    let Some(Content::DocumentBody(published)) = reading.content else { return None };
    Some(is_changed(sheet, &published))
}

/// Says that the file was written by a later program.
fn newer(context: &mut Context, reading: &Reading) {
    if reading.state == State::Newer {
        let format = reading.content.as_ref().and_then(|content| match content.register() {
            Some(register) => Some(register.format),
            None => content.sheet()?.head().map(|head| head.format),
        });
        let format = format.unwrap_or_default();
        let note = context.words.tell(&sentence!("cli.show.newer", format = format));
        context.out.aside(&Line::of(Tone::Caution, note));
    }
}

/// The title, and what stands at the top of the file.
fn head(context: &mut Context, shown: &Shown, references: &mut References) {
    let head = shown.head;
    let words = &context.words;
    let dot = context.out.signs().dot();
    let template = match context.method.template(&head.template) {
        Some(template) => template.short(words.language()).to_owned(),
        None => head.template.clone(),
    };
    let mut about = vec![template, head.status.word().to_owned()];
    about.push(words.tell(&sentence!("cli.show.version", version = head.version)));
    if shown.changed == Some(true) {
        about.push(words.say(key!("cli.show.changed")));
    }
    if shown.standing.review_overdue {
        about.push(words.say(key!("cli.status.overdue")));
    }
    let of_git = match shown.standing.git {
        Some(GitState::Changed) => Some(key!("cli.show.git.changed")),
        Some(GitState::New) => Some(key!("cli.show.git.new")),
        Some(GitState::Conflicted) => Some(key!("cli.show.git.conflicted")),
        Some(GitState::Clean | GitState::Ignored) | None => None,
    };
    about.extend(of_git.map(|key| words.say(key)));
    let mut lines = vec![
        Line::of(Tone::Strong, &head.title),
        Line::of(Tone::Muted, about.join(dot)),
        Line::of(Tone::Muted, &shown.entry.path),
    ];
    let profile = shown.sheet.checklist().and(head.profile.clone());
    let extras = [
        ("profile", profile),
        ("owner", head.owner.clone()),
        ("review_by", head.review_by.map(|day| day.to_string())),
        ("superseded_by", head.superseded_by.as_deref().map(|text| references.label(context, text).to_string())),
    ];
    for (key, value) in extras {
        if let Some(value) = value {
            let label = words.look_up(&format!("cli.show.label.{key}"));
            lines.push(Line::of(Tone::Muted, format!("{label}: {value}")));
        }
    }
    context.out.lines(&lines);
}
