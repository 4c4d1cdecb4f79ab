//! The arguments of the command line. Every sentence in them comes from the catalogue.
//!
//! Keys: `cli.<command>.about`, `.long`, `.usage`, `.examples`, and `cli.<command>.<argument>` for each argument;
//! `cli.global.<argument>` for those every command takes.

use std::cell::Cell;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, value_parser};
use unicode_width::UnicodeWidthStr;

use super::words::Words;
use super::wrap::wrap;
use super::{COMMANDS, NAME, Row};

/// Builds the whole command line in a language; help is wrapped at `width` columns.
pub(super) fn command_line(words: &Words, width: usize) -> Command {
    COMMANDS.iter().fold(root(words, width), |command, row| command.subcommand(subcommand(row, words, width)))
}

fn root(words: &Words, width: usize) -> Command {
    let heading = words.say(key!("cli.heading.global"));
    let mut command = dressed(Command::new(NAME), "root", words, width)
        .version(env!("CARGO_PKG_VERSION"))
        .disable_help_subcommand(true)
        .subcommand_help_heading(words.say(key!("cli.heading.commands")))
        .subcommand_value_name("COMMAND")
        .arg(help(words))
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(words.say(key!("cli.global.version")))
                .help_heading(heading.clone()),
        );
    for argument in global(words) {
        command = command.arg(argument.global(true).help_heading(heading.clone()));
    }
    command
}

fn subcommand(row: &Row, words: &Words, width: usize) -> Command {
    let command = dressed(Command::new(row.name), row.name, words, width);
    // What belongs to the command alone comes first, so its headings stand above the one of all commands.
    (row.arguments)(command, &Maker { command: row.name, words, places: Cell::new(0) }).arg(help(words))
}

fn help(words: &Words) -> Arg {
    Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::HelpShort)
        .help(words.say(key!("cli.global.help")))
        .help_heading(words.say(key!("cli.heading.global")))
}

/// The texts and the layout that every command has. The parser's own words for headings are English, so the page is
/// laid out here.
fn dressed(command: Command, name: &str, words: &Words, width: usize) -> Command {
    let say = |part: &str| words.look_up(&format!("cli.{name}.{part}"));
    let heading = |part: &str| words.look_up(&format!("cli.heading.{part}"));
    let examples = say("examples").trim_end().replace('\n', "\n  ");
    // What follows the first line of the usage stands under it.
    let indent = heading("usage").width() + 2;
    let usage = wrap(&say("usage"), width.saturating_sub(indent)).join(&format!("\n{}", " ".repeat(indent)));
    let long = wrap(say("long").trim_end(), width).join("\n");
    command
        .about(say("about"))
        .override_usage(usage)
        // As a part of the layout the parser breaks no example: a command is copied as it stands.
        .help_template(format!(
            "{long}\n\n{}: {{usage}}\n\n{{all-args}}\n\n{}:\n  {examples}",
            heading("usage"),
            heading("examples")
        ))
        .next_help_heading(heading("options"))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .args_override_self(true)
        .term_width(width)
}

fn global(words: &Words) -> Vec<Arg> {
    let make = Maker { command: "global", words, places: Cell::new(0) };
    vec![
        make.value("workspace", "DIR").value_parser(value_parser!(PathBuf)),
        make.value("product", "P"),
        make.value("lang", "xx"),
        make.value("theme", "NAME"),
        make.choice("color", &["auto", "always", "never"]),
        make.switch("json"),
        make.switch("quiet").short('q'),
        make.switch("verbose").short('v'),
        make.value("today", "DATE"),
        make.switch("ascii"),
        make.switch("linear"),
    ]
}

/// Makes arguments whose help is the sentence `cli.<command>.<argument>`.
pub(super) struct Maker<'a> {
    command: &'static str,
    words: &'a Words,
    /// How many arguments by place there are already; help lists them in that order.
    places: Cell<usize>,
}

impl Maker<'_> {
    fn plain(&self, id: &'static str) -> Arg {
        Arg::new(id).help(self.words.look_up(&format!("cli.{}.{id}", self.command)))
    }

    /// `--id`, which is there or not.
    pub(super) fn switch(&self, id: &'static str) -> Arg {
        self.plain(id).long(id).action(ArgAction::SetTrue)
    }

    /// `--id VALUE`.
    pub(super) fn value(&self, id: &'static str, value: &'static str) -> Arg {
        self.plain(id).long(id).value_name(value).hide_possible_values(true)
    }

    /// `--id VALUE` where the value is one of a few words.
    pub(super) fn choice(&self, id: &'static str, among: &'static [&'static str]) -> Arg {
        self.value(id, "WORD").value_parser(PossibleValuesParser::new(among))
    }

    /// A value by its place.
    pub(super) fn place(&self, id: &'static str, value: &'static str) -> Arg {
        let order = self.places.replace(self.places.get() + 1);
        let heading = self.words.say(key!("cli.heading.arguments"));
        self.plain(id).value_name(value).help_heading(heading).display_order(order)
    }

    /// Paths by their place, any number of them.
    pub(super) fn paths(&self, id: &'static str, value: &'static str) -> Arg {
        self.place(id, value).value_parser(value_parser!(PathBuf)).num_args(0..).action(ArgAction::Append)
    }

    /// `--format` of a command that reads, beside the `--json` every command has.
    pub(super) fn format(&self, among: &'static [&'static str]) -> Arg {
        self.choice("format", among).help(self.words.say(key!("cli.global.format")))
    }
}
