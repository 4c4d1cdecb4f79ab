//! `help`: the same as `--help`, for people who type it as a word.

use clap::{ArgMatches, Command};

use super::arguments::{Maker, command_line};
use super::context::Context;
use super::failure::{DONE, Outcome};
use super::nearest::unknown;
use super::{COMMANDS, NAME, Row};

pub(super) const ROW: Row = Row { name: "help", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    command.arg(make.place("command", "COMMAND"))
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    let mut arguments = vec![NAME];
    if let Some(given) = matches.get_one::<String>("command") {
        let Some(row) = COMMANDS.iter().find(|row| row.name == given) else {
            return Err(unknown("COMMAND", given, COMMANDS.iter().map(|row| row.name)));
        };
        arguments.push(row.name);
    }
    arguments.push("--help");
    let command = command_line(&context.words, context.out.width().min(100));
    if let Err(help) = command.try_get_matches_from(arguments) {
        let text = help.render();
        let text = if context.out.coloured() { text.ansi().to_string() } else { text.to_string() };
        context.out.rendered(&text);
    }
    Ok(DONE)
}
