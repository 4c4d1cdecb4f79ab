//! What the argument parser says, in our own words.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::failure::Failure;
use super::nearest::unknown;
use super::{COMMANDS, NAME};
use crate::diagnostic::nearest;
use crate::i18n::{Sentence, SentenceKey};

/// The sentences for arguments that could not be understood.
pub(super) fn failure(error: &Error) -> Failure {
    let argument = first(error, ContextKind::InvalidArg).unwrap_or_default();
    let sentence = |key: SentenceKey| Failure::from(Sentence::new(key).with("argument", &argument));
    let failure = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let given = first(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            return unknown("COMMAND", &given, COMMANDS.iter().map(|row| row.name)).and(see(error));
        }
        ErrorKind::InvalidValue => {
            let given = first(error, ContextKind::InvalidValue).unwrap_or_default();
            if given.is_empty() {
                sentence(key!("cli.error.needs_value"))
            } else {
                let known = all(error, ContextKind::ValidValue);
                return unknown(&argument, &given, known.iter().map(String::as_str));
            }
        }
        ErrorKind::UnknownArgument => {
            let failure = sentence(key!("cli.error.unknown_argument"));
            // The parser takes words for near that nobody meant.
            let is_near = |word: &String| nearest(plain(&argument), [plain(word)]).is_some();
            match first(error, ContextKind::SuggestedArg).filter(is_near) {
                Some(word) => failure.and(sentence!("cli.error.nearest", word = word)),
                None => failure,
            }
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = all(error, ContextKind::InvalidArg).join(", ");
            Failure::from(sentence!("cli.error.missing", arguments = missing))
        }
        ErrorKind::ArgumentConflict => {
            let other = all(error, ContextKind::PriorArg).join(", ");
            if other.is_empty() || other == argument {
                sentence(key!("cli.error.twice"))
            } else {
                Failure::from(sentence!("cli.error.conflict", argument = &argument, other = other))
            }
        }
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            sentence(key!("cli.error.needs_value"))
        }
        ErrorKind::TooManyValues => sentence(key!("cli.error.takes_no_value")),
        ErrorKind::InvalidUtf8 => Failure::from(sentence!("cli.error.not_utf8")),
        _ => sentence(key!("cli.error.value")),
    };
    failure.and(see(error))
}

/// Where to read what is possible. The parser's own usage line names the command that was meant.
fn see(error: &Error) -> Sentence {
    let usage = first(error, ContextKind::Usage).unwrap_or_default();
    let command = usage
        .split_whitespace()
        .find(|word| COMMANDS.iter().any(|row| row.name == *word))
        .map_or_else(|| NAME.to_owned(), |command| format!("{NAME} {command}"));
    sentence!("cli.error.see_help", command = command)
}

/// The name of an option without its hyphens and value.
fn plain(option: &str) -> &str {
    let name = option.trim_start_matches('-');
    name.split_once(['=', ' ']).map_or(name, |(name, _)| name)
}

fn first(error: &Error, kind: ContextKind) -> Option<String> {
    all(error, kind).into_iter().next()
}

fn all(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}
