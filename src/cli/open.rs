//! `open`, and the program without a command: over to the terminal's room.

use std::env;
use std::io::{IsTerminal, stdin, stdout};
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command, value_parser};

use super::Row;
use super::arguments::Maker;
use super::context::{Context, HERE};
use super::failure::{Failure, Outcome};
use super::git::advice_at_first;
use super::new::template;
use crate::app::SessionRequest;
use crate::document::FOLLOW_UP;
use crate::merge::text::Versions;
use crate::store::git::Git;
use crate::store::layout::SETTINGS_FILE;
use crate::store::rehearsal::Rehearsal;
use crate::store::workspace::read_within;
use crate::store::{Entry, ProductFolder, Role, Scan, Workspace, WorkspaceError};
use crate::tui::{self, Surroundings};

pub(super) const ROW: Row = Row { name: "open", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    command.arg(make.place("file", "FILE|CANVAS").value_parser(value_parser!(PathBuf)))
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    needs_a_terminal(context)?;
    let word = matches.get_one::<PathBuf>("file").map(|file| file.to_string_lossy().into_owned());
    let workspace = context.any_workspace_of(word.as_deref().unwrap_or_default())?;
    let scan = workspace.scan(context.method)?;
    let file = word.map(|word| document(context, &workspace, &scan, &word)).transpose()?;
    hand_over(context, workspace, file, false)
}

/// The canvas or checklist that a word means: a file, or the only document that follows the template of that name.
fn document(context: &Context, workspace: &Workspace, scan: &Scan, word: &str) -> Result<String, Failure> {
    let here = workspace.product_of(Path::new(HERE));
    let product = context.asked_product(workspace, scan).or(here);
    let product = product.as_deref();
    let unknown = match scan.find(workspace, word, Path::new(HERE), product) {
        Ok(entry) if entry.role == Role::DocumentBody || entry.stem == FOLLOW_UP => return Ok(entry.path.clone()),
        // Both sides of any file in conflict are shown.
        Ok(entry) if entry.role != Role::Version && has_two_sides(workspace, &entry.path) => {
            return Ok(entry.path.clone());
        }
        Ok(entry) => return Err(sentence!("cli.error.not_a_sheet", path = &entry.path).into()),
        Err(_) if is_settings(workspace, word) && has_two_sides(workspace, SETTINGS_FILE) => {
            return Ok(SETTINGS_FILE.to_owned());
        }
        Err(error @ WorkspaceError::UnknownFile { .. }) => error,
        Err(error) => return Err(error.into()),
    };
    let Ok(template) = template(context.method, word) else { return Err(context.unknown_file(word, unknown)) };
    let follows = |entry: &&Entry| entry.template() == template.id();
    let inside = |folder: &&ProductFolder| product.is_none_or(|product| folder.id == product);
    let found: Vec<&Entry> =
        scan.products.iter().filter(inside).flat_map(ProductFolder::sheets).filter(follows).collect();
    match found.as_slice() {
        [only] => Ok(only.path.clone()),
        [] => Err(sentence!("cli.error.no_document_yet", template = template.id()).into()),
        several => {
            let known = several.iter().map(|entry| entry.path.clone()).collect();
            Err(WorkspaceError::WhichFile { word: word.to_owned(), known }.into())
        }
    }
}

/// Whether a word is the file with the settings of the workspace.
fn is_settings(workspace: &Workspace, word: &str) -> bool {
    word == SETTINGS_FILE || workspace.relative(&Path::new(HERE).join(word)).as_deref() == Some(SETTINGS_FILE)
}

/// Whether a file holds both sides of a conflict, or git does.
fn has_two_sides(workspace: &Workspace, file: &str) -> bool {
    let path = workspace.path(file);
    let has_markers = || read_within(&path, workspace.root()).is_ok_and(|bytes| Versions::of_text(&bytes).is_some());
    has_markers() || Git::find(workspace.root()).is_ok_and(|git| git.stages(&path).is_ok_and(|stages| stages.is_some()))
}

/// The program without a command: the map of the workspace, or the question where one should be.
pub(super) fn without_command(context: &mut Context) -> Outcome {
    needs_a_terminal(context)?;
    match Workspace::find(Path::new(HERE), context.workspace.as_deref()) {
        Ok(workspace) => {
            context.speak_as(&workspace);
            hand_over(context, workspace, None, false)
        }
        Err(WorkspaceError::NotFound(_)) => {
            // The user's own method files are there without a workspace, too.
            context.speak_as_the_workspace();
            let start = start(context);
            finish(context, &start)
        }
        Err(error) => Err(error.into()),
    }
}

/// Opens a workspace in the screens.
pub(super) fn hand_over(context: &mut Context, workspace: Workspace, file: Option<String>, demo: bool) -> Outcome {
    let product = context.known_product(&workspace)?.or_else(|| workspace.product_of(Path::new(HERE)));
    let advice = advice_at_first(workspace.root());
    let start = tui::Start { workspace: Some(workspace), file, product, demo, advice, ..start(context) };
    finish(context, &start)
}

/// Opens a session of a workspace in the screens.
pub(super) fn hand_over_session(
    context: &mut Context,
    workspace: Workspace,
    product: &str,
    session: SessionRequest,
) -> Outcome {
    let (product, session) = (Some(product.to_owned()), Some(session));
    let start = tui::Start { workspace: Some(workspace), product, session, ..start(context) };
    finish(context, &start)
}

fn start(context: &Context) -> tui::Start {
    tui::Start {
        workspace: None,
        method: context.method.clone(),
        unusable: context.unusable.clone(),
        file: None,
        product: None,
        session: None,
        folder: env::current_dir().unwrap_or_else(|_| PathBuf::from(HERE)),
        words: context.words.catalogue(),
        settings: context.settings.clone(),
        configuration: context.configuration.clone(),
        notice: context.resumed.clone().or_else(|| {
            context.configuration.problems.first().map(|problem| {
                let told = problem.tell(&context.configuration.shown(), context.words.catalogue());
                // The path is named beside, so that a narrow screen can shorten it.
                sentence!("config.start", problem = told).with("path", context.configuration.shown())
            })
        }),
        advice: None,
        colour: context.colour,
        ascii: context.ascii,
        today: context.today,
        demo: false,
    }
}

fn finish(context: &mut Context, start: &tui::Start) -> Outcome {
    let mut ended = run_once(context, start)?;
    // After a rehearsal the program is where it was.
    while let (Some(file), Some(workspace)) = (ended.rehearses.take(), &start.workspace) {
        let product = file.split('/').next().unwrap_or_default().to_owned();
        let (advice, notice) = match rehearse(context, workspace, &product, Some(file.clone())) {
            Ok(0) => (Some(sentence!("message.rehearsed")), None),
            Ok(code) => return Ok(code),
            Err(failure) => (None, failure.sentences.into_iter().next()),
        };
        let session = Some(SessionRequest { file: Some(file), ..SessionRequest::default() });
        let again = tui::Start { file: None, product: Some(product), session, notice, advice, ..start.clone() };
        ended = run_once(context, &again)?;
    }
    Ok(ended.code)
}

fn run_once(context: &mut Context, start: &tui::Start) -> Result<tui::ExitStatus, Failure> {
    let run = if is_linear(context) { tui::run_linear } else { tui::run };
    let ended = run(start).map_err(|error| Failure::from(error.sentence()))?;
    for line in &ended.unsaved {
        context.out.hint(line);
    }
    Ok(ended)
}

/// Rehearses a session on a copy of a product, of which nothing is kept; without a path, the only one that is planned, or
/// it is asked which.
pub(super) fn rehearse(context: &mut Context, workspace: &Workspace, product: &str, file: Option<String>) -> Outcome {
    let copy = Rehearsal::of(workspace, product)?;
    rehearse_on(context, &copy, product, file)
}

/// Rehearses a session on a copy that was made.
pub(super) fn rehearse_on(context: &mut Context, copy: &Rehearsal, product: &str, file: Option<String>) -> Outcome {
    let workspace = Workspace::find(copy.root(), Some(copy.root()))?;
    let session = SessionRequest { file, begins: true, is_rehearsal: true, ..SessionRequest::default() };
    let (product, session) = (Some(product.to_owned()), Some(session));
    let start = tui::Start { workspace: Some(workspace), product, session, ..start(context) };
    Ok(run_once(context, &start)?.code)
}

/// Whether the work is done in lines instead of on screens: where that was asked for or is set, and in a terminal that
/// can do nothing else.
fn is_linear(context: &Context) -> bool {
    context.settings.linear() || (Surroundings::of_process().is_dumb() && is_terminal())
}

/// Whether screens can be shown here.
#[cfg_attr(not(unix), expect(dead_code, reason = "only what needs Unix asks"))]
pub(super) fn is_screen() -> bool {
    is_terminal() && !Surroundings::of_process().is_dumb()
}

fn is_terminal() -> bool {
    stdin().is_terminal() && stdout().is_terminal()
}

/// Refuses where there is nobody to see a screen or to press a key. Lines need neither.
pub(super) fn needs_a_terminal(context: &Context) -> Result<(), Failure> {
    if is_terminal() || is_linear(context) {
        return Ok(());
    }
    Err(Failure::from(sentence!("cli.error.no_terminal")).and(sentence!("cli.error.no_terminal_help")))
}
