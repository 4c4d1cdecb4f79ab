//! `list`: what there is in a workspace, and how full it is.

use std::sync::Arc;

use clap::{ArgMatches, Command};
use serde::Serialize;

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::{DONE, FAILED, Outcome};
use super::labels;
use super::output::{Line, Tone};
use super::sessions::{SessionFile, SessionView, sessions};
use super::standing::{KnownToGit, shown, standing};
use super::table::{Cell, Table};
use crate::assess::next::{self, Reason};
use crate::assess::progress::{CanvasProgress, ChecklistProgress};
use crate::assess::standing::{GitState, Standing};
use crate::assess::start;
use crate::codec::{Content, State};
use crate::document::{DocumentBody, Product, Register};
use crate::i18n::Sentence;
use crate::method::Method;
use crate::store::layout::SETTINGS_FILE;
use crate::store::{Entry, ProductFolder, Role, Workspace};

pub(super) const ROW: Row = Row { name: "list", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    command.arg(make.format(&["text", "json"]))
}

/// A workspace as JSON gives it.
#[derive(Serialize)]
struct WorkspaceView {
    workspace: String,
    products: Vec<ProductView>,
    /// Registers that belong to no product, where there are some.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    shared: Vec<FileView>,
    /// The sessions of the products, the oldest of each first.
    sessions: Vec<SessionView>,
}

#[derive(Serialize)]
struct ProductView {
    id: String,
    name: String,
    cycle: Option<String>,
    styles: Vec<&'static str>,
    files: Vec<FileView>,
    /// Whether it has a canvas or checklist, be it one that cannot be read.
    #[serde(skip)]
    has_documents: bool,
    /// What to do next, for people only.
    #[serde(skip)]
    next: Option<String>,
}

/// A canvas or checklist. Of a checklist, `sections_total` counts the items of its profile, and `sections_filled` those
/// with a verdict.
#[derive(Serialize)]
struct FileView {
    path: String,
    stem: String,
    template: String,
    kind: &'static str,
    title: String,
    status: &'static str,
    version: u32,
    notes: usize,
    sections_filled: usize,
    sections_total: usize,
    questions: usize,
    assumptions: usize,
    /// How it stands against the last commit; nothing without git.
    git: Option<GitState>,
    changed_since_version: bool,
    review_overdue: bool,
    #[serde(skip)]
    standing: Standing,
    /// What people call its kind, for people only.
    #[serde(skip)]
    called: String,
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    context.wants_json(matches);
    let workspace = context.workspace()?;
    let scan = workspace.scan(context.method)?;
    let mut code = DONE;
    for error in &scan.unread {
        context.complain(&error.clone().into());
        code = FAILED;
    }
    code = code.max(settings(context, &workspace));
    let asked = context.asked_product(&workspace, &scan);
    let products: Vec<&ProductFolder> = match &asked {
        Some(product) => vec![scan.product(product)?],
        None => scan.products.iter().collect(),
    };
    let known = KnownToGit::if_known(&workspace);
    let mut views = Vec::with_capacity(products.len());
    let mut held = Vec::new();
    for product in products {
        let (view, ended) = product_view(context, &workspace, &known, product);
        code = code.max(ended);
        views.push(view);
        let (of_product, are_read) = sessions(context, &workspace, product);
        held.extend(of_product.iter().map(SessionFile::view));
        if !are_read {
            code = FAILED;
        }
    }
    let mut shared = Vec::new();
    let method = context.method;
    let is_shown = |entry: &&Entry| asked.is_none() && is_listed(method, entry);
    for entry in scan.shared.iter().filter(is_shown) {
        match content(context, &workspace, entry) {
            Some(Content::DocumentBody(sheet)) => shared.extend(file_view(context, &workspace, &known, entry, &sheet)),
            _ => code = FAILED,
        }
    }
    let view =
        WorkspaceView { workspace: workspace.root().display().to_string(), products: views, shared, sessions: held };
    if context.json {
        context.out.json(&view);
    } else {
        print(context, &view);
    }
    Ok(code)
}

/// Says so where the settings cannot be read; what is listed does not depend on them.
fn settings(context: &mut Context, workspace: &Workspace) -> u8 {
    match context.read(workspace, SETTINGS_FILE) {
        Ok(reading) if matches!(reading.state, State::Valid | State::Newer) => DONE,
        Ok(reading) => {
            context.complain_of(SETTINGS_FILE, &reading, 1);
            FAILED
        }
        Err(failure) => {
            context.complain(&failure);
            FAILED
        }
    }
}

fn product_view(
    context: &mut Context,
    workspace: &Workspace,
    known: &KnownToGit,
    folder: &ProductFolder,
) -> (ProductView, u8) {
    let mut code = DONE;
    let mut product = None;
    if let Some(entry) = folder.file(Role::Product) {
        product = content(context, workspace, entry).and_then(|content| content.product().cloned());
        if product.is_none() {
            code = FAILED;
        }
    }
    let product = product.unwrap_or_default();
    let mut files = Vec::new();
    let mut sheets = Vec::new();
    let method = context.method;
    for entry in folder.files.iter().filter(|entry| is_listed(method, entry)) {
        match content(context, workspace, entry) {
            Some(Content::DocumentBody(sheet)) => {
                files.extend(file_view(context, workspace, known, entry, &sheet));
                sheets.push((entry.stem.as_str(), sheet));
            }
            _ => code = FAILED,
        }
    }
    let sheets: Vec<(&str, &DocumentBody)> = sheets.iter().map(|(stem, sheet)| (*stem, sheet)).collect();
    let next = next::next(&product, &sheets, context.method, context.today).map(|step| {
        let told = context.words.tell(&step.sentence(&sheets, context.method, context.words.language()));
        let place = place(context, &product, &sheets, &step.reason).map(|place| context.words.tell(&place));
        [Some(told), place].into_iter().flatten().collect::<Vec<_>>().join(" ")
    });
    let Product { name, cycle, styles, .. } = Arc::unwrap_or_clone(product);
    let view = ProductView {
        id: folder.id.clone(),
        name: if name.is_empty() { folder.id.clone() } else { name },
        cycle: Some(cycle).filter(|cycle| !cycle.is_empty()),
        styles: styles.iter().map(|style| style.word()).collect(),
        has_documents: folder.files.iter().any(|entry| is_listed(method, entry)),
        files,
        next,
    };
    (view, code)
}

/// Where a next step is to be done, by number and id; nothing where the step is about a whole document or none.
fn place(context: &Context, product: &Product, sheets: &[(&str, &DocumentBody)], reason: &Reason) -> Option<Sentence> {
    let sheet = |stem: &str| sheets.iter().find(|(known, _)| *known == stem).map(|(_, sheet)| *sheet);
    let known = |stem: &str, id: &str| {
        let template = context.method.checklist(sheet(stem)?.template())?;
        Some(sentence!("cli.list.at_item", number = template.number(id)?, id = id))
    };
    match reason {
        Reason::Section { stem, section, .. } => {
            let template = context.method.canvas(sheet(stem)?.template())?;
            let number = template.position(section)? + 1;
            Some(sentence!("cli.list.at_section", number = number, id = section))
        }
        Reason::Question { stem, note, .. } => {
            let number = labels::note_number(context, sheet(stem)?.canvas()?, *note)?;
            Some(sentence!("cli.list.at_note", number = number, id = note))
        }
        Reason::Item { stem, item } | Reason::WaiverExpired { stem, item, .. } => known(stem, item),
        Reason::Criterion { criterion } => {
            let number = start::number(context.method.cycle(&product.cycle)?, criterion)?;
            Some(sentence!("cli.list.at_criterion", number = number, id = criterion))
        }
        Reason::Missing { .. } | Reason::Stale { .. } | Reason::RoundDone => None,
    }
}

/// Whether a file is shown in the list: canvases, checklists, and registers that are not shown elsewhere.
fn is_listed(method: &Method, entry: &Entry) -> bool {
    match entry.role {
        Role::DocumentBody => true,
        Role::Register | Role::Session => method.register_of(&entry.path).is_some_and(|register| register.is_listed),
        Role::Product | Role::Version => false,
    }
}

/// What a file says, if its state lets it be counted; otherwise the file is named on standard error.
fn content(context: &mut Context, workspace: &Workspace, entry: &Entry) -> Option<Content> {
    context.read_or_complain(workspace, &entry.path)?.content
}

/// A register in the list: its entries are counted where a canvas's notes are.
fn register_view(context: &Context, entry: &Entry, register: &Register) -> FileView {
    let title = register.root().text("title").unwrap_or_else(|| context.words.text(&register.template().title));
    FileView {
        path: entry.path.clone(),
        stem: entry.stem.clone(),
        template: register.template().id.clone(),
        kind: "register",
        title: title.to_owned(),
        status: "",
        version: 0,
        notes: register.root().tables().map(|(_, table)| table.tables().count()).sum(),
        sections_filled: 0,
        sections_total: 0,
        questions: 0,
        assumptions: 0,
        git: None,
        changed_since_version: false,
        review_overdue: false,
        standing: Standing::default(),
        called: context.words.text(&register.template().title).to_owned(),
    }
}

fn file_view(
    context: &Context,
    workspace: &Workspace,
    known: &KnownToGit,
    entry: &Entry,
    sheet: &DocumentBody,
) -> Option<FileView> {
    let view = match sheet {
        DocumentBody::Register(register) => register_view(context, entry, register),
        sheet => sheet_view(context, entry, sheet)?,
    };
    let standing = standing(workspace, entry, Some(sheet), known, context.method, context.today);
    Some(FileView {
        git: standing.git,
        changed_since_version: standing.changed_since_version,
        review_overdue: standing.review_overdue,
        standing,
        ..view
    })
}

/// A canvas or checklist in the list.
fn sheet_view(context: &Context, entry: &Entry, sheet: &DocumentBody) -> Option<FileView> {
    let head = sheet.head()?;
    let mut view = FileView {
        path: entry.path.clone(),
        stem: entry.stem.clone(),
        template: head.template.clone(),
        kind: if sheet.canvas().is_some() { "canvas" } else { "checklist" },
        title: head.title.clone(),
        status: head.status.word(),
        version: head.version,
        notes: 0,
        sections_filled: 0,
        sections_total: 0,
        questions: 0,
        assumptions: 0,
        git: None,
        changed_since_version: false,
        review_overdue: false,
        standing: Standing::default(),
        called: kind(context, &head.template, &entry.stem),
    };
    match sheet {
        DocumentBody::Canvas(canvas) => {
            view.notes = canvas.len();
            if let Some(template) = context.method.canvas(&head.template) {
                let progress = CanvasProgress::of(canvas, template);
                view.sections_filled = progress.sections_filled();
                view.sections_total = progress.sections_total();
                view.questions = progress.questions;
                view.assumptions = progress.assumptions;
            }
        }
        DocumentBody::Checklist(list) => {
            if let Some(template) = context.method.checklist(&head.template) {
                let progress = ChecklistProgress::of(list, template, context.today);
                view.sections_filled = progress.all.answered;
                view.sections_total = progress.all.total;
            }
        }
        DocumentBody::Product(_) | DocumentBody::Register(_) => {}
    }
    Some(view)
}

/// What people call the kind of a document: the short title of what it follows, with the variant where it is one.
fn kind(context: &Context, template: &str, stem: &str) -> String {
    let known = context.method.template(template);
    let short = known.map_or_else(|| template.to_owned(), |known| known.short(context.words.language()).to_owned());
    match stem.split_once('.') {
        Some((_, variant)) => format!("{short} ({variant})"),
        None => short,
    }
}

fn print(context: &mut Context, view: &WorkspaceView) {
    if view.products.is_empty() {
        let nothing = context.words.tell(&sentence!("cli.list.nothing", workspace = view.workspace.clone()));
        context.out.hint(&nothing);
    }
    for (at, product) in view.products.iter().enumerate() {
        if at > 0 {
            context.out.line(&Line::default());
        }
        let dot = context.out.signs().dot();
        let mut about = vec![product.id.clone()];
        if let Some(cycle) = &product.cycle {
            let title = context.method.cycle(cycle).map(|cycle| context.words.text(&cycle.title).to_owned());
            about.push(title.unwrap_or_else(|| cycle.clone()));
        }
        if !product.styles.is_empty() {
            about.push(product.styles.join(", "));
        }
        let line = Line::of(Tone::Strong, &product.name).and(Tone::Muted, format!("{dot}{}", about.join(dot)));
        context.out.line(&line);
        if product.has_documents {
            context.out.lines(&table(context, &product.files).lines("  "));
        } else {
            let nothing = context.words.say(key!("cli.list.no_files"));
            context.out.line(&Line::of(Tone::Muted, format!("  {nothing}")));
        }
        if let Some(next) = &product.next {
            let label = context.words.say(key!("cli.list.next"));
            context.out.line(&Line::of(Tone::Strong, format!("  {label}")).and(Tone::Plain, format!(" {next}")));
        }
    }
    if !view.shared.is_empty() {
        if !view.products.is_empty() {
            context.out.line(&Line::default());
        }
        let heading = context.words.say(key!("cli.list.shared")).clone();
        context.out.line(&Line::of(Tone::Strong, heading));
        context.out.lines(&table(context, &view.shared).lines("  "));
    }
}

fn table(context: &Context, files: &[FileView]) -> Table {
    let head = |key: &str| context.words.look_up(&format!("cli.list.column.{key}"));
    let mut table = Table::default();
    // Where there is nothing to say of any, there is no column for it.
    let signs: Vec<String> = files.iter().map(|file| shown(file.standing, context.out.signs())).collect();
    let has_signs = signs.iter().any(|signs| !signs.is_empty());
    let sign = |text: &str| has_signs.then(|| Cell::left(Tone::Caution, text));
    let row = |sign: Option<Cell>, cells: Vec<Cell>| sign.into_iter().chain(cells).collect();
    table.row(row(
        sign(""),
        vec![
            Cell::left(Tone::Muted, head("file")),
            Cell::left(Tone::Muted, head("status")),
            Cell::right(Tone::Muted, head("version")),
            Cell::right(Tone::Muted, head("notes")),
            Cell::right(Tone::Muted, head("filled")),
            Cell::right(Tone::Muted, head("questions")),
            Cell::right(Tone::Muted, head("assumptions")),
            Cell::left(Tone::Muted, head("kind")),
            Cell::left(Tone::Muted, head("title")),
        ],
    ));
    for (file, signs) in files.iter().zip(&signs) {
        table.row(row(
            sign(signs),
            vec![
                Cell::left(Tone::Plain, &file.path),
                Cell::left(Tone::Plain, file.status),
                Cell::right(Tone::Plain, file.version),
                Cell::right(Tone::Plain, file.notes),
                Cell::right(Tone::Plain, format!("{}/{}", file.sections_filled, file.sections_total)),
                Cell::right(Tone::Plain, file.questions),
                Cell::right(Tone::Plain, file.assumptions),
                Cell::left(Tone::Plain, &file.called),
                Cell::left(Tone::Plain, &file.title),
            ],
        ));
    }
    table
}
