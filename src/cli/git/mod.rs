//! `git`: what the program and git know of each other.

mod attributes;
mod hint;
mod setup;

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Command};

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::{Failure, Outcome};
use crate::i18n::Sentence;
use crate::store::GitError;

pub(super) use hint::{advice, advice_at_first};

pub(super) const ROW: Row = Row { name: "git", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    let action = make.place("action", "ACTION").required(true).value_parser(PossibleValuesParser::new(["setup"]));
    ["global", "yes", "dry-run", "undo", "check"]
        .into_iter()
        .fold(command.arg(action), |command, switch| command.arg(make.switch(switch)))
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    setup::run(context, matches)
}

/// Why something that needs git cannot be done; `for_what` says what it is needed for.
pub(super) fn failure(error: GitError, for_what: Sentence) -> Failure {
    let first = match error {
        GitError::NoProgram(_) => sentence!("cli.git.not_installed"),
        GitError::NoRepository(_) => sentence!("cli.git.no_repository"),
        GitError::Failed { detail, .. } => sentence!("cli.git.refused", why = detail),
        error => return Failure::from(error).and(for_what),
    };
    Failure::from(first).and(for_what)
}
