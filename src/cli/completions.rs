//! `completions`: a script that lets a shell complete the program's arguments.

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Command, ValueEnum as _};
use clap_complete::{Shell, generate};

use super::arguments::{Maker, command_line};
use super::context::Context;
use super::failure::{DONE, Outcome};
use super::nearest::unknown;
use super::{NAME, Row};

pub(super) const ROW: Row = Row { name: "completions", arguments, run };

/// The shells there is a script for.
const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];

fn arguments(command: Command, make: &Maker) -> Command {
    let shell = make.place("shell", "SHELL").required(true).hide_possible_values(true);
    command.arg(shell.value_parser(PossibleValuesParser::new(SHELLS)))
}

#[allow(clippy::unnecessary_wraps)] // the type that a row asks for
fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    let given = matches.get_one::<String>("shell").map(String::as_str).unwrap_or_default();
    let Ok(shell) = Shell::from_str(given, false) else { return Err(unknown("SHELL", given, SHELLS)) };
    let mut script = Vec::new();
    generate(shell, &mut command_line(&context.words, usize::MAX), NAME, &mut script);
    context.out.rendered(&String::from_utf8_lossy(&script));
    Ok(DONE)
}
