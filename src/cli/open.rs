//! `open`, and the program without a command: over to the terminal's room.

use std::env;
use std::io::{IsTerminal, stdin, stdout};
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command};

use super::Row;
use super::arguments::Maker;
use super::context::{Context, HERE};
use super::failure::{Failure, Outcome};
use crate::method::language::Sentence;
use crate::store::{Role, Workspace, WorkspaceError};
use crate::terminal::{self, ColourChoice};

pub(super) const ROW: Row = Row { name: "open", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    command.arg(make.place("file", "FILE|CANVAS"))
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    needs_a_terminal()?;
    let workspace = context.workspace()?;
    let scan = workspace.scan()?;
    let file = match matches.get_one::<PathBuf>("file") {
        Some(file) => {
            let entry = context.file(&workspace, &scan, &file.to_string_lossy())?;
            if entry.role != Role::Sheet {
                let sentence = Sentence::new("cli.error.not_a_sheet").with("path", &entry.path);
                return Err(sentence.into());
            }
            Some(entry.path.clone())
        }
        None => None,
    };
    hand_over(context, matches, workspace.root(), file, false)
}

/// The program without a command: the map of the workspace, or the question where one should be.
pub(super) fn without_command(context: &mut Context, matches: &ArgMatches) -> Outcome {
    needs_a_terminal()?;
    match Workspace::find(Path::new(HERE), context.workspace.as_deref()) {
        Ok(workspace) => {
            context.speak_as_the_workspace();
            hand_over(context, matches, workspace.root(), None, false)
        }
        Err(WorkspaceError::NotFound(_)) => {
            let start = start(context, matches);
            finish(context, &start)
        }
        Err(error) => Err(error.into()),
    }
}

/// Opens a workspace in the screens.
pub(super) fn hand_over(
    context: &mut Context,
    matches: &ArgMatches,
    root: &Path,
    file: Option<String>,
    demo: bool,
) -> Outcome {
    let workspace = Workspace::find(root, Some(root))?;
    let scan = workspace.scan()?;
    if let Some(product) = &context.product {
        scan.product(product)?;
    }
    let product = context.product.clone().or_else(|| workspace.product_of(Path::new(HERE)));
    let start = terminal::Start { workspace: Some(root.to_owned()), file, product, demo, ..start(context, matches) };
    finish(context, &start)
}

fn start(context: &Context, matches: &ArgMatches) -> terminal::Start {
    let inner = matches.subcommand().map_or(matches, |(_, inner)| inner);
    let colour = match inner.get_one::<String>("color").map(String::as_str) {
        Some("always") => ColourChoice::Always,
        Some("never") => ColourChoice::Never,
        _ => ColourChoice::Auto,
    };
    terminal::Start {
        workspace: None,
        file: None,
        product: None,
        folder: env::current_dir().unwrap_or_else(|_| PathBuf::from(HERE)),
        words: context.words.catalogue(),
        theme: context.theme.clone(),
        colour,
        ascii: context.out.ascii,
        today: context.today,
        demo: false,
    }
}

fn finish(context: &mut Context, start: &terminal::Start) -> Outcome {
    let ended = terminal::run(start).map_err(|error| Failure::from(error.sentence()))?;
    for line in &ended.unsaved {
        context.out.hint(line);
    }
    Ok(ended.code)
}

/// Refuses where there is nobody to see a screen or to press a key.
pub(super) fn needs_a_terminal() -> Result<(), Failure> {
    if stdin().is_terminal() && stdout().is_terminal() {
        return Ok(());
    }
    Err(Failure::from(Sentence::new("cli.error.no_terminal")).and(Sentence::new("cli.error.no_terminal_help")))
}
