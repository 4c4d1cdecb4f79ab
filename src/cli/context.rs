//! What every command is handed: words, streams, and the arguments all commands take.

use std::path::PathBuf;

use chrono::{Local, NaiveDate};
use clap::ArgMatches;

use super::failure::Failure;
use super::nearest::unknown;
use super::output::Output;
use super::words::{Words, languages};
use crate::method::Method;
use crate::method::language::Sentence;

/// A run of the program.
pub(super) struct Context {
    /// The language.
    pub(super) words: Words,
    /// The streams.
    pub(super) out: Output,
    /// The method.
    pub(super) method: &'static Method,
    /// `--workspace`.
    pub(super) workspace: Option<PathBuf>,
    /// `--product`.
    pub(super) product: Option<String>,
    /// `--lang`.
    pub(super) lang: Option<String>,
    /// `--theme`.
    pub(super) theme: Option<String>,
    /// `--json`.
    pub(super) json: bool,
    /// `--today`, or the day it is.
    pub(super) today: NaiveDate,
}

impl Context {
    /// Reads what all commands take from the arguments of the program or, where they stand after it, of a command.
    /// The output comes back where something in them is wrong.
    pub(super) fn new(words: Words, mut out: Output, matches: &ArgMatches) -> Result<Self, (Failure, Output)> {
        let inner = matches.subcommand().map_or(matches, |(_, inner)| inner);
        let text = |id: &str| inner.get_one::<String>(id).cloned();
        let method = Method::built_in();
        out.quiet = inner.get_flag("quiet");
        out.verbose = inner.get_flag("verbose");
        out.ascii = inner.get_flag("ascii");
        let lang = text("lang");
        if let Some(given) = &lang {
            let known = languages(method);
            if !known.contains(given) {
                return Err((unknown("--lang", given, known.iter().map(String::as_str)), out));
            }
        }
        let today = match text("today").map(|given| given.parse().map_err(|_| given)) {
            None => Local::now().date_naive(),
            Some(Ok(day)) => day,
            Some(Err(given)) => {
                let sentence = Sentence::new("cli.error.date").with("argument", "--today").with("given", given);
                return Err((sentence.into(), out));
            }
        };
        Ok(Self {
            words,
            out,
            method,
            workspace: inner.get_one::<PathBuf>("workspace").cloned(),
            product: text("product"),
            lang,
            theme: text("theme"),
            json: inner.get_flag("json"),
            today,
        })
    }

    /// Takes `--format json` for `--json`; called by commands that have something to read.
    pub(super) fn wants_json(&mut self, matches: &ArgMatches) {
        self.json |= matches.get_one::<String>("format").is_some_and(|format| format == "json");
    }

    /// Goes over to the language of the workspace, where no other was asked for.
    pub(super) fn speak_as_the_workspace(&mut self) {}
}
