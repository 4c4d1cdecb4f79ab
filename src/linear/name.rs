//! The names of commands: which are meant, which work here, and what they do.

use super::screens;
use crate::app::Model;
use crate::app::commands::{self, Command, Scope};
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
const OWN: [(&str, Named); 7] = [
    ("help", Named::Help),
    ("why", Named::Why),
    ("info", Named::Why),
    ("read", Named::Read),
    ("open", Named::Open),
    ("guide", Named::Guide),
    ("cancel", Named::Cancel),
];

/// Short names, each with the row it stands for, whatever else begins so.
const SHORT: [(&str, &str); 1] = [("go", "go-to-number")];

/// Rows that only mean something where there is a screen to look at.
const SEEN: [&str; 25] = [
    "walk",
    "grid",
    "board",
    "spotlight",
    "left",
    "right",
    "page-up",
    "page-down",
    "suspend",
    "help",
    "info",
    "open",
    "cancel-choice",
    "cancel-form",
    "copy-section",
    "copy-canvas",
    "editor",
    "palette",
    "messages",
    "mouse",
    "theme",
    "tour",
    "network",
    "all-styles",
    "due",
];

/// Rows of the map that act on stations; here its documents have numbers.
const STATIONS: [&str; 6] = ["up", "down", "first", "last", "next-section", "previous-section"];

/// Rows that ask for something, so that the answer can follow the name.
const ASKING: [&str; 24] = [
    "add-note",
    "add-note-here",
    "edit-note",
    "kind",
    "basis",
    "question",
    "color",
    "section-state",
    "document-title",
    "properties",
    "move-to-section",
    "group",
    "verdict",
    "filter",
    "filter-stage",
    "new-document",
    "switch-product",
    "create-workspace",
    "relate",
    "follow",
    "search",
    "waiver",
    "evidence",
    "new-product",
];

/// Rows that lead from a question elsewhere than its choices.
const WAYS: [&str; 3] = ["evidence", "back-a-question", "on-a-question"];

/// Rows that act on a section, so that the number of one can follow the name.
const ON_SECTIONS: [&str; 3] = ["add-note", "add-note-here", "section-state"];

/// Rows that go to another note, to stay there.
pub(super) const GOING: [&str; 5] = ["follow", "search", "next-hit", "previous-hit", "go-back"];

/// Whether more than numbers may follow the name of a command.
pub(super) fn takes_words(command: &Command) -> bool {
    ASKING.contains(&command.id)
}

/// The rows that work here.
fn here(model: &Model) -> impl Iterator<Item = &'static Command> {
    let scopes = commands::scopes(model);
    // Of a guide every line was read out already.
    let is_map = screens::front(model).is_overview;
    let is_question = scopes.iter().any(|scope| matches!(scope, Scope::Picker | Scope::Text));
    commands::all().filter(move |command| {
        command.scopes.iter().any(|scope| scopes.contains(scope))
            && !SEEN.contains(&command.id)
            && !(is_map && STATIONS.contains(&command.id))
            && (!is_question || command.id == "quit" || WAYS.contains(&command.id))
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
    let word = SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, id)| (*id).to_owned());
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
        Some(row) if SEEN.contains(&row.id) => key!("linear.only-on-screen"),
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
    let rows = here(model).filter(|command| WAYS.contains(&command.id) && (command.availability)(model).is_ok());
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
            None => first && ON_SECTIONS.contains(&command.id),
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
    let is_asked = !model.dialogs().is_empty() || super::is_typing(model);
    let own = OWN.iter().filter(|(name, named)| match named {
        // `info` is named by the word for it here.
        Named::Why => *name == "why" && model.doc().is_some(),
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

/// Every id this file names, for the test that the table has it.
#[cfg(test)]
pub(super) fn named() -> impl Iterator<Item = &'static str> {
    SEEN.into_iter()
        .chain(SHORT.map(|(_, id)| id))
        .chain(STATIONS)
        .chain(ASKING)
        .chain(ON_SECTIONS)
        .chain(GOING)
        .chain(WAYS)
}
