//! `man`: the manual as roff, for `man -l -` and for packages.

use std::io;

use clap::{ArgMatches, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::arguments::{Maker, command_line};
use super::context::Context;
use super::failure::{DONE, Outcome};
use super::nearest::unknown;
use super::words::Words;
use super::{COMMANDS, NAME, Row};

pub(super) const ROW: Row = Row { name: "man", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    command.arg(make.place("command", "COMMAND"))
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    // Roff breaks lines itself.
    let mut all = command_line(&context.words, usize::MAX);
    all.build();
    let page = match matches.get_one::<String>("command") {
        None => page(&context.words, all, "root", NAME),
        Some(given) => {
            let Some(command) = all.find_subcommand(given) else {
                return Err(unknown("COMMAND", given, COMMANDS.iter().map(|row| row.name)));
            };
            page(&context.words, command.clone(), given, &format!("{NAME}-{given}"))
        }
    };
    let page = page.map_err(|error| sentence!("cli.error.output", why = error.kind()))?;
    context.out.rendered(&String::from_utf8_lossy(&page));
    Ok(DONE)
}

/// The page of a command; its sentences are those of its help.
fn page(words: &Words, command: Command, name: &str, title: &str) -> io::Result<Vec<u8>> {
    let say = |part: &str| words.look_up(&format!("cli.{name}.{part}"));
    let command = command.display_name(title).long_about(say("long"));
    let man = Man::new(command).title(title).source(format!("{NAME} {}", env!("CARGO_PKG_VERSION")));
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if name == "root" {
        man.render_subcommands_section(&mut page)?;
    }
    let mut examples = Roff::new();
    examples.control("SH", [words.say(key!("cli.heading.examples")).to_uppercase().as_str()]).control("nf", []);
    for line in say("examples").trim().lines() {
        examples.text([roman(line)]);
    }
    examples.control("fi", []);
    examples.to_writer(&mut page)?;
    Ok(page)
}
