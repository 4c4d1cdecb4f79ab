//! The command line: arguments in, results out, and the number the run ends with.
//!
//! One file a command; each is a `Row` of `COMMANDS`. A command reads its arguments, lets the rooms below do the
//! work and prints. It knows nothing of screens: the three that open one hand over to `tui`.

mod actions;
mod arguments;
mod ask;
mod check;
mod clap_error;
mod commands;
mod commit;
mod common;
mod completions;
mod context;
mod cp;
mod demo;
mod diff;
mod doctor;
mod failure;
mod fmt;
mod gate;
mod git;
mod help;
mod init;
mod join;
mod labels;
mod list;
mod log;
mod make;
mod man;
mod merge_driver;
mod method;
mod mv;
mod nearest;
mod new;
mod new_register;
mod open;
mod output;
mod present;
mod product;
mod publish;
mod recap;
mod resolve;
mod rm;
#[cfg(unix)]
mod rooms;
mod schema;
mod sessions;
mod show;
mod signs;
mod snapshot;
mod sound;
mod standing;
mod start;
mod start_asking;
mod status;
mod subject;
mod table;
mod targets;
mod tell;
mod themes;
mod threads;
mod words;
mod workshop;
mod wrap;
mod write_out;

use std::ffi::OsString;

use clap::ArgMatches;
use clap::error::ErrorKind;

use common::Common;
use context::Context;
use failure::{DONE, FAILED};
use output::{Colour, Output};
use words::Words;

use crate::method::Method;
use crate::tui::config::Configuration;
use commands::{COMMANDS, NAME, Row};
use tell::tell;

/// Runs the program with its arguments, the first of which is its own name, and gives back the number to end with:
/// 0 done and nothing found, 1 done and something found, 2 could not be done.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    crate::tui::log::start();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if let Some(code) = merge_driver::of_arguments(&arguments) {
        return code;
    }
    let configuration = Configuration::load(|| words::languages(Method::built_in()).into_iter().collect());
    let words = Words::of(&spoken(&arguments).unwrap_or_else(|| configuration.settings.language().to_owned()));
    let mut output = Output::of_process(colour(&arguments));
    let matches = match matches(&arguments, &words, &output) {
        Ok(matches) => matches,
        Err(error) => return explain(&error, &words, &mut output),
    };
    let subcommand = matches.as_ref().and_then(ArgMatches::subcommand);
    let common = matches.as_ref().map_or_else(Common::default, Common::of);
    let is_faulty = !configuration.problems.is_empty();
    let mut context = match Context::new(words.clone(), output, configuration, common) {
        Ok(context) => context,
        Err((failure, mut output)) => {
            tell(&failure, &words, &mut output);
            return FAILED;
        }
    };
    let tells = matches!(subcommand, None | Some(("open" | "demo" | "doctor", _)));
    if is_faulty && !tells {
        let hint = context.words.say(key!("config.hint"));
        context.out.hint(&hint);
    }
    let outcome = match subcommand {
        None => open::without_command(&mut context),
        Some((name, matches)) => match COMMANDS.iter().find(|row| row.name == name) {
            Some(row) => (row.run)(&mut context, matches),
            None => Ok(FAILED),
        },
    };
    let code = outcome.unwrap_or_else(|failure| {
        tell(&failure, &context.words, &mut context.out);
        FAILED
    });
    finish(code, &context.words, &mut context.out)
}

/// Understands the arguments; nothing where there are none, which needs no parser.
fn matches(arguments: &[OsString], words: &Words, output: &Output) -> Result<Option<ArgMatches>, clap::Error> {
    if arguments.len() < 2 {
        return Ok(None);
    }
    arguments::command_line(words, output.width().min(100)).try_get_matches_from(arguments).map(Some)
}

/// Prints help or the version where that was asked for, and otherwise what is wrong with the arguments.
fn explain(error: &clap::Error, words: &Words, output: &mut Output) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let text = error.render();
            let text = if output.coloured() { text.ansi().to_string() } else { text.to_string() };
            output.rendered(&text);
            finish(DONE, words, output)
        }
        _ => {
            tell(&clap_error::failure(error), words, output);
            FAILED
        }
    }
}

/// Hands what was printed over to the system; a reader that went away is no fault.
fn finish(code: u8, words: &Words, output: &mut Output) -> u8 {
    let Some(kind) = output.finish() else { return code };
    let sentence = sentence!("cli.error.output", why = kind);
    tell(&sentence.into(), words, output);
    FAILED
}

/// The language asked for, looked up before the arguments are parsed because help and refusals are in it too.
fn spoken(arguments: &[OsString]) -> Option<String> {
    value_of("--lang", arguments)
}

fn colour(arguments: &[OsString]) -> Colour {
    match value_of("--color", arguments).as_deref() {
        Some("always") => Colour::Always,
        Some("never") => Colour::Never,
        _ => Colour::Auto,
    }
}

/// The last value of an option in arguments nobody parsed yet.
fn value_of(option: &str, arguments: &[OsString]) -> Option<String> {
    let mut value = None;
    let mut words = arguments.iter().skip(1).take_while(|word| *word != "--").map(|word| word.to_string_lossy());
    while let Some(word) = words.next() {
        if word == option {
            value = words.next().map(std::borrow::Cow::into_owned);
        } else if let Some(rest) = word.strip_prefix(option).and_then(|rest| rest.strip_prefix('=')) {
            value = Some(rest.to_owned());
        }
    }
    value
}
