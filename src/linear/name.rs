//! The names of commands: which are meant, which work here, and what they do. What a command is in linear mode stands in
//! its row of the table.

use super::screens;
use crate::app::Model;
use crate::app::commands::{self, Command, Linear, Scope};
use crate::diagnostic::nearest;
use crate::i18n::Sentence;

/// What a name stands for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Named {
    /// A row of the table.
    Row(&'static Command),
    /// The list of commands.
    Help,
    /// Why something is asked.
    Why,
    /// How the canvas is run with a group.
    Run,
    /// The place is read out again.
    Read,
    /// A document of the list is opened.
    Open,
    /// A guide is read out.
    Guide,
    /// The open question is left unanswered.
    Cancel,
}

/// The names linear mode has beside those of the table. `info` of the table is what `why` is here.
const OWN: [(&str, Named); 8] = [
    ("help", Named::Help),
    ("why", Named::Why),
    ("info", Named::Why),
    ("run", Named::Run),
    ("read", Named::Read),
    ("open", Named::Open),
    ("guide", Named::Guide),
    ("cancel", Named::Cancel),
];

/// Whether more than numbers may follow the name of a command.
pub(super) fn takes_words(command: &Command) -> bool {
    command.is(Linear::Asks)
}

/// The rows that work here.
fn here(model: &Model) -> impl Iterator<Item = &'static Command> {
    let scopes = commands::scopes(model);
    // Of a guide every line was read out already.
    let is_map = screens::front(model).is_overview;
    let is_question = scopes.iter().any(|scope| matches!(scope, Scope::Picker | Scope::Text));
    commands::all().filter(move |command| {
        command.scopes.iter().any(|scope| scopes.contains(scope))
            && !command.is(Linear::Never)
            && !(is_map && command.is(Linear::Steps))
            && (!is_question || command.id == "quit" || command.is(Linear::Leads))
    })
}

/// Whether a word is the whole name of a command, here or elsewhere.
pub(super) fn is_whole(word: &str) -> bool {
    OWN.iter().any(|(name, _)| *name == word) || commands::find(word).is_some()
}

/// What a name stands for: the whole name, or the beginning of only one.
///
/// # Errors
/// Sentences that say why it stands for nothing here.
pub(super) fn find(model: &Model, word: &str) -> Result<Named, Vec<Sentence>> {
    let word = word.to_lowercase();
    let short =
        |command: &&Command| command.linear.iter().any(|is| matches!(is, Linear::Short(short) if *short == word));
    let word = commands::all().find(short).map_or(word.clone(), |command| command.id.to_owned());
    if let Some((_, own)) = OWN.iter().find(|(name, _)| *name == word) {
        return Ok(*own);
    }
    if let Some(row) = here(model).find(|command| command.id == word) {
        return Ok(Named::Row(row));
    }
    let begins = |name: &str| !word.is_empty() && name.starts_with(&word);
    let rows = here(model).filter(|command| begins(command.id)).map(|command| (command.id, Named::Row(command)));
    let own = OWN.into_iter().filter(|(name, _)| begins(name));
    let mut found: Vec<(&str, Named)> = rows.chain(own).collect();
    found.dedup_by_key(|(name, _)| *name);
    match found.as_slice() {
        [(_, only)] => Ok(*only),
        [] => Err(unknown(model, &word)),
        several => {
            let names: Vec<String> = several.iter().map(|(name, _)| format!("/{name}")).collect();
            Err(vec![sentence!("linear.several", given = word, names = names.join(", "))])
        }
    }
}

fn unknown(model: &Model, word: &str) -> Vec<Sentence> {
    let key = match commands::find(word) {
        Some(row) if row.is(Linear::Never) => key!("linear.only-on-screen"),
        Some(_) if !model.dialogs().is_empty() => key!("linear.answer-first"),
        Some(_) => key!("linear.not-here"),
        None => {
            let sentence = sentence!("linear.unknown", given = word);
            let nearest = meant(model, word).map(|name| sentence!("linear.nearest", name = name));
            return [Some(sentence), nearest.or(Some(sentence!("linear.see-help")))].into_iter().flatten().collect();
        }
    };
    vec![Sentence::new(key).with("command", word)]
}

/// The name of a command that a word was meant to be.
fn meant(model: &Model, word: &str) -> Option<&'static str> {
    nearest(word, here(model).map(|command| command.id).chain(OWN.iter().map(|(name, _)| *name)))
}

/// The number of the note that others are grouped under, where words say so, and the words without it.
pub(super) fn head<'r>(model: &Model, command: &Command, words: &'r str) -> (&'r str, Option<&'r str>) {
    let under = model.words().say(key!("linear.under"));
    let number = words.strip_prefix(under).filter(|_| command.id == "group").map(str::trim);
    match number.filter(|number| number.starts_with(|digit: char| digit.is_ascii_digit())) {
        Some(number) => ("", Some(number)),
        None => (words, None),
    }
}

/// The rows that lead from the question in front elsewhere, as they are typed.
pub(super) fn ways(model: &Model) -> Vec<String> {
    let rows = here(model).filter(|command| command.is(Linear::Leads) && (command.availability)(model).is_ok());
    rows.map(|command| format!("/{}", command.id)).collect()
}

/// The numbers of notes that follow the name of a command, and the words after them. The number of a section counts
/// only where the command acts on one.
pub(super) fn numbers<'r>(model: &Model, command: &Command, rest: &'r str) -> (Vec<&'r str>, &'r str) {
    let mut numbers = Vec::new();
    let mut rest = rest;
    if model.canvas_state().is_none() {
        return (numbers, rest);
    }
    let is_number = |word: &str| {
        let mut parts = word.split('.');
        let is_part = |part: Option<&str>| {
            part.is_some_and(|part| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit()))
        };
        let first = is_part(parts.next());
        match parts.clone().next() {
            None => first && command.is(Linear::TakesSections),
            Some(_) => first && is_part(parts.next()) && parts.next().is_none(),
        }
    };
    loop {
        let (word, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        if !is_number(word) {
            return (numbers, rest);
        }
        numbers.push(word);
        rest = after.trim_start();
    }
}

/// The commands that work here, a line each, with the reason where one does not now.
pub(super) fn help(model: &Model) -> Vec<String> {
    let words = model.words();
    let is_question = commands::is_text(model) || !model.dialogs().is_empty();
    let place = if is_question { key!("linear.help.question") } else { screens::front(model).help };
    let mut lines = vec![words.say(place).to_owned(), words.say(key!("linear.help.commands")).to_owned()];
    let is_asked = !model.dialogs().is_empty() || model.screen().is_typing();
    let own = OWN.iter().filter(|(name, named)| match named {
        // `info` is named by the word for it here.
        Named::Why => *name == "why" && model.doc().is_some(),
        Named::Run => model.canvas_state().is_some(),
        Named::Open => screens::front(model).lists_documents && !is_asked,
        Named::Cancel => is_asked,
        Named::Guide => !is_asked,
        _ => true,
    });
    lines.extend(own.map(|(name, _)| format!("/{name}: {}", words.look_up(&format!("linear.own.{name}")))));
    for command in here(model) {
        let title = words.look_up(&format!("command.{}.title", command.id)).to_owned();
        lines.push(match (command.availability)(model) {
            Ok(()) => format!("/{}: {title}", command.id),
            Err(reason) => {
                let sentence = sentence!("linear.help.not-now", command = command.id, title = title);
                words.tell(&sentence.with("reason", words.tell(&reason)))
            }
        });
    }
    lines
}

/// What one command does.
pub(super) fn help_of(model: &Model, word: &str) -> Vec<String> {
    let words = model.words();
    match find(model, word) {
        Ok(Named::Row(command)) => {
            let key = format!("command.{}.help", command.id);
            vec![format!("/{}: {}", command.id, words.find(&format!("linear.{key}")).unwrap_or(words.look_up(&key)))]
        }
        Ok(_) => {
            let own = OWN.iter().find(|(name, _)| name.starts_with(word)).map_or(word, |(name, _)| *name);
            let name = if own == "info" { "why" } else { own };
            vec![format!("/{name}: {}", words.look_up(&format!("linear.own.{name}")))]
        }
        Err(sentences) => sentences.iter().map(|sentence| words.tell(sentence)).collect(),
    }
}
