//! `open`, and the program without a command: over to the terminal's room.

use std::io::{IsTerminal, stdin, stdout};
use std::path::PathBuf;

use clap::{ArgMatches, Command};

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::{Failure, Outcome};
use crate::method::language::Sentence;

pub(super) const ROW: Row = Row { name: "open", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    command.arg(make.place("file", "FILE|CANVAS"))
}

fn run(context: &mut Context, _matches: &ArgMatches) -> Outcome {
    needs_a_terminal()?;
    hand_over(context, Start::default())
}

/// The program without a command: the map of the workspace, or the question where one should be.
pub(super) fn without_command(context: &mut Context) -> Outcome {
    needs_a_terminal()?;
    hand_over(context, Start::default())
}

/// Refuses where there is nobody to see a screen or to press a key.
pub(super) fn needs_a_terminal() -> Result<(), Failure> {
    if stdin().is_terminal() && stdout().is_terminal() {
        return Ok(());
    }
    Err(Failure::from(Sentence::new("cli.error.no_terminal")).and(Sentence::new("cli.error.no_terminal_help")))
}

/// Where the screens begin.
#[derive(Debug, Default)]
pub(super) struct Start {
    /// The folder that holds the workspace's settings, where it is known.
    pub(super) workspace: Option<PathBuf>,
    /// The file to open.
    pub(super) file: Option<PathBuf>,
}

/// To be replaced by `terminal::run` as soon as that stands.
pub(super) fn hand_over(_context: &mut Context, _start: Start) -> Outcome {
    Err(Sentence::new("cli.error.no_screens").into())
}
