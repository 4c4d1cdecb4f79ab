//! `method check` and `method new`: a team's own method files.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::assess::method_file::{self, Problem};
use crate::cli::context::Context;
use crate::cli::failure::{DONE, FOUND, Failure, Outcome};
use crate::cli::make::{FileAction, Report, from_here, there_already};
use crate::cli::nearest::unknown;
use crate::cli::output::{Line, Tone};
use crate::codec::name::{is_id, is_method_id, is_reserved_stem, spelt_id};
use crate::diagnostic::MAX_FINDINGS_OF_A_RULE;
use crate::i18n::Sentence;
use crate::method::{DataFile, STARTERS, starter};
use crate::store::layout::METHOD;
use crate::store::own_method::is_product;
use crate::store::sighting::read_regular;
use crate::store::workspace::read_within;
use crate::store::{DiskError, IoErrorKind, IoOperation, Role, Workspace};

#[derive(Serialize)]
struct ProblemView {
    path: String,
    line: usize,
    column: usize,
    message: String,
    help: String,
}

/// Says what is wrong with a method file, and where.
pub(super) fn check(context: &mut Context, file: Option<&str>) -> Outcome {
    let Some(file) = file else { return Err(sentence!("cli.method.which_file").into()) };
    let path = Path::new(file);
    let data = fs::metadata(path).map_err(|error| DiskError::reading(path, &error))?;
    if !data.is_file() {
        // Reading a pipe or a device might never end.
        return Err(DiskError::found(IoOperation::Read, path, IoErrorKind::NotAFile).into());
    }
    let bytes = match folder_of(path) {
        // There a link is followed only where it stays inside.
        Some(folder) => read_within(path, &folder)?,
        None => read_regular(path).map_err(|error| DiskError::new(IoOperation::Read, path, &error))?,
    };
    let (data, problems) = match std::str::from_utf8(&bytes) {
        Ok(text) => method_file::read(text, context.method),
        Err(error) => (None, vec![Problem::not_text(&bytes, error.valid_up_to())]),
    };
    let views: Vec<ProblemView> = problems
        .iter()
        .map(|problem| ProblemView {
            path: file.to_owned(),
            line: problem.place.line.max(1),
            column: problem.place.column.max(1),
            message: context.words.tell(&problem.what),
            help: context.words.tell(&problem.help),
        })
        .collect();
    if context.json {
        context.out.json(&views);
    } else {
        for view in views.iter().take(MAX_FINDINGS_OF_A_RULE) {
            let place = format!("{}:{}:{}: ", view.path, view.line, view.column);
            context.out.line(&Line::of(Tone::Muted, place).and(Tone::Bad, &view.message));
            context.out.line(&Line::of(Tone::Muted, format!("  {}", view.help)));
        }
        let more = views.len().saturating_sub(MAX_FINDINGS_OF_A_RULE);
        if more > 0 {
            let said = context.words.tell(&sentence!("cli.method.more", count = more));
            context.out.line(&Line::of(Tone::Muted, said));
        }
        if let Some(data) = data {
            let blanks = problems.len();
            let key = match (blanks, is_built_in(&data)) {
                (1.., _) => key!("cli.method.blanks"),
                (0, true) => key!("cli.method.replaces"),
                (0, false) => key!("cli.method.right"),
            };
            let said = context.words.tell(&Sentence::new(key).with("path", file).count(blanks));
            context.out.line(&Line::of(if blanks == 0 { Tone::Good } else { Tone::Plain }, said));
        }
    }
    Ok(if problems.is_empty() { DONE } else { FOUND })
}

/// The folder of method files that a file lies in, where it lies in that of a workspace.
fn folder_of(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    let folder = Workspace::find(path.parent()?, None).ok()?.path(METHOD);
    path.starts_with(&folder).then_some(folder)
}

/// Whether a file takes the place of a built-in one.
fn is_built_in(data: &DataFile) -> bool {
    let method = crate::method::Method::built_in();
    match data {
        DataFile::Canvas(canvas) => method.canvas(&canvas.id).is_some(),
        DataFile::Checklist(list) => method.checklist(&list.id).is_some(),
        DataFile::Cycle(cycle) => method.cycle(&cycle.id).is_some(),
        DataFile::Guide(guide) => method.guide(&guide.id).is_some(),
        DataFile::Register(register) => method.register(&register.id).is_some(),
        DataFile::Agenda(agenda) => method.agenda(&agenda.id).is_some(),
        DataFile::Recipe(recipe) => method.recipes().iter().any(|own| own.canvas == recipe.canvas),
        _ => false,
    }
}

/// Refuses where the folder for method files is that of a product.
pub(super) fn has_a_place(workspace: &Workspace) -> Result<(), Failure> {
    if is_product(workspace.root()) {
        return Err(sentence!("cli.method.is_product", path = from_here(&workspace.path(METHOD))).into());
    }
    Ok(())
}

/// The title of a method file that is called so, as TOML has it: what it is called, or its id in words.
fn titled(name: &str) -> String {
    let words = if is_id(name) { name.replace('-', " ") } else { name.trim().to_owned() };
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    toml::Value::String(first.chain(letters).collect()).to_string()
}

/// Refuses an id by whose name files are something else: of a product, of its settings, registers, sessions, or what a
/// product has already under that name.
fn is_free(context: &Context, workspace: &Workspace, kind: &str, id: &str, text: &str) -> Result<(), Failure> {
    let free = format!("our-{id}");
    let taken = |by: &str| {
        let failure = Failure::from(sentence!("cli.method.taken", id = id, path = by));
        failure.and(sentence!("cli.method.taken_help", kind = kind, free = &free))
    };
    if is_reserved_stem(id) {
        return Err(taken(&format!("{id}.toml")));
    }
    // What is still to be filled in is no reason.
    let (_, problems) = method_file::read(text, context.method);
    if let Some(problem) = problems.into_iter().find(|problem| !problem.is_blank()) {
        return Err(Failure::from(problem.what).and(problem.help));
    }
    if ["canvas", "checklist"].contains(&kind) && context.method.template(id).is_none() {
        let scan = workspace.scan(context.method)?;
        if let Some(entry) = scan.files().find(|entry| entry.stem == id && entry.role != Role::DocumentBody) {
            return Err(taken(&entry.path));
        }
    }
    Ok(())
}

/// Writes a commented starter into the workspace's folder of method files.
pub(super) fn new(context: &mut Context, kind: Option<&str>, name: Option<&str>) -> Outcome {
    let kind = kind.unwrap_or_default();
    let Some(text) = starter(kind) else { return Err(unknown("KIND", kind, STARTERS)) };
    let placeholder = format!("our-{kind}");
    let name = name.unwrap_or(&placeholder);
    // A title is taken, too, and gives the id; no path is taken for a title.
    if name.contains(['/', '\\']) || name.chars().any(char::is_control) || name.trim().is_empty() {
        return Err(sentence!("cli.error.bad_name", given = name).into());
    }
    let (title, is_titled) = (titled(name), !is_id(name));
    let spelt = if is_method_id(name) { Some(name.to_owned()) } else { spelt_id(name) };
    let Some(id) = spelt else {
        let failure = Failure::from(sentence!("cli.method.no_letters", given = name));
        return Err(failure.and(sentence!("cli.method.no_letters_help", kind = kind)));
    };
    let workspace = context.workspace()?;
    has_a_place(&workspace)?;
    let text = text.replace(&placeholder, &id).replace("\"<short title>\"", &title);
    // An id alone says no title: that stays to be filled in.
    let text = if is_titled { text.replace("\"<title>\"", &title) } else { text };
    is_free(context, &workspace, kind, &id, &text)?;
    let folder = workspace.path(METHOD);
    fs::create_dir_all(&folder).map_err(|error| DiskError::new(IoOperation::MakeFolder, &folder, &error))?;
    let path = folder.join(format!("{id}.toml"));
    if fs::symlink_metadata(&path).is_ok() {
        return Err(there_already(&path));
    }
    fs::write(&path, text).map_err(|error| DiskError::new(IoOperation::Keep, &path, &error))?;
    let mut report = Report::default();
    report.add(FileAction::Created, &path);
    report.print(context);
    let next = context.words.tell(&sentence!("cli.method.after_new", path = from_here(&path)));
    context.out.hint(&next);
    Ok(DONE)
}
