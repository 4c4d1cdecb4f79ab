//! The command table and the catalogue fit each other, and every row can be reached.

use std::collections::BTreeSet;

use stationmaster::app::commands::{self, Scope};
use stationmaster::app::key_names;
use stationmaster::app::keymap::{Keymap, KeymapResult};
use stationmaster::i18n::{Catalogue, SentenceKey};

use crate::common::rebound;
use crate::literals;

fn english(key: &str) -> Option<&'static str> {
    Catalogue::english().find(key)
}

#[test]
fn every_command_has_its_sentences() {
    for command in commands::all() {
        let say = |part: &str| english(&format!("command.{}.{part}", command.id));
        let title = say("title").unwrap_or_else(|| panic!("{} has no title", command.id));
        let help = say("help").unwrap_or_else(|| panic!("{} has no help", command.id));
        assert!(!title.ends_with('.') && help.ends_with('.'), "{}: a title is no sentence, help is", command.id);
        assert!(say("short").is_some() || !command.in_footer, "{} has no short name for the footer", command.id);
        if let Some(short) = say("short") {
            assert!(short.len() <= 14, "{}: {short} is too long for a footer", command.id);
        }
    }
    for scope in Scope::ALL {
        assert!(english(&format!("help.scope.{}", scope.word())).is_some(), "{scope:?} has no name");
    }
}

#[test]
fn no_two_commands_share_an_id() {
    let mut seen = BTreeSet::new();
    for command in commands::all() {
        assert!(seen.insert(command.id), "{} stands twice in the table", command.id);
        assert!(command.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", command.id);
        assert_eq!(commands::find(command.id).map(|found| found.id), Some(command.id));
    }
}

/// The scopes that hold together where one of them does, the innermost first.
fn together(scope: Scope) -> Vec<Vec<Scope>> {
    let over = |screen: Scope| vec![screen, Scope::Everywhere, Scope::Always];
    match scope {
        Scope::Everywhere | Scope::Always => Scope::SCREENS.into_iter().map(over).collect(),
        screen if Scope::SCREENS.contains(&screen) => vec![over(screen)],
        inside => vec![vec![inside, Scope::Always]],
    }
}

/// In each of its scopes a key of the command runs it, together with the scopes that hold at the same time: no key of a
/// screen stands in front of one that works everywhere.
#[test]
fn every_command_can_be_reached() {
    let keymap = Keymap::standard();
    for command in commands::all() {
        assert!(!command.scopes.is_empty() && !command.keys.is_empty(), "{} cannot be reached", command.id);
        for scope in command.scopes {
            for scopes in together(*scope) {
                let reached = keymap.keys_of(command, *scope).any(|keys| {
                    let runs =
                        |found: KeymapResult| matches!(found, KeymapResult::Run(found) if found.id == command.id);
                    let mut numbered = keys.to_vec();
                    numbered.push(stationmaster::app::Key::char('1'));
                    let numbered = keymap.meaning(&scopes, &numbered);
                    runs(keymap.meaning(&scopes, keys))
                        || matches!(numbered, KeymapResult::RunOn(found, _) if found.id == command.id)
                });
                assert!(reached, "no key runs {} in {scopes:?}", command.id);
            }
        }
    }
}

/// Keys without Latin letters reach everything that letters reach: a screen can be used with a Cyrillic keyboard.
#[test]
fn moving_and_leaving_need_no_letter() {
    use stationmaster::app::Code;
    for id in
        ["up", "down", "open", "next-section", "previous-section", "back", "help", "take", "cancel-choice", "finish"]
    {
        let command = commands::find(id).unwrap_or_else(|| panic!("there is no {id}"));
        let keys = command.keys.iter().filter_map(|keys| stationmaster::app::Key::parse(keys));
        let without_letter = keys.filter(|key| !matches!(key.code, Code::Char(letter) if letter.is_alphabetic()));
        assert!(without_letter.count() > 0, "{id} needs a letter");
    }
}

/// The keys of the catalogue that sources name, as they stand or with `{}` for a part.
fn is_used(key: &str, exact: &BTreeSet<String>, patterns: &[Vec<String>]) -> bool {
    exact.contains(key) || patterns.iter().any(|parts| literals::fits(parts, key))
}

#[test]
fn every_sentence_is_used_and_every_one_used_is_there() {
    let catalogue = Catalogue::english();
    let keys = || SentenceKey::all().map(SentenceKey::path);
    let tables: BTreeSet<&str> = keys().filter_map(|key| key.split('.').next()).collect();
    let found = literals::of_sources();
    let (mut exact, mut patterns) = (BTreeSet::new(), Vec::new());
    for literal in found {
        let is_key = literal
            .split_once('.')
            .is_some_and(|(table, rest)| tables.contains(table) && !rest.is_empty() && !rest.contains([' ', '/', ':']));
        match (is_key, literal.contains('{')) {
            (false, _) => {}
            (true, false) => {
                exact.insert(literal);
            }
            (true, true) => patterns.push(literals::parts(&literal)),
        }
    }
    // The help of a command is for the reference of keys, which is made from the table; that each has one is shown above.
    let is_help = |key: &str| matches!(key.split('.').collect::<Vec<_>>()[..], ["command", _, "help"]);
    // Linear mode has words of its own for some sentences, and choices have letters: under the same key, behind a prefix.
    let plain = |key: &str| {
        let of = ["linear.", "mnemonic."].iter().find_map(|prefix| key.strip_prefix(prefix));
        of.filter(|rest| catalogue.find(rest).is_some()).map(str::to_owned)
    };
    let is_named = |key: &str| is_help(key) || is_used(key, &exact, &patterns);
    let unused: BTreeSet<&str> =
        keys().filter(|key| !is_named(key) && !plain(key).is_some_and(|key| is_named(&key))).collect();
    assert!(unused.is_empty(), "no source names these sentences: {unused:#?}");
    let is_prefix = |key: &str| keys().any(|known| known.starts_with(&format!("{key}.")));
    let missing: Vec<&String> = exact.iter().filter(|key| catalogue.find(key).is_none() && !is_prefix(key)).collect();
    assert!(missing.is_empty(), "these sentences are named and not there: {missing:#?}");
}

/// What stands in braces behind `key:` in a catalogue is the id of a command, and no sentence of the screens spells out a
/// key that a person can bind to something else.
#[test]
fn sentences_name_keys_by_their_commands() {
    let words = key_names::naming(Catalogue::english(), &*rebound::REBOUND);
    let spelled_out = ["Esc", "Enter", "Tab", "Space", "PgDn"];
    for key in SentenceKey::all() {
        let plain = Catalogue::english().say(key);
        for named in plain.split("{key:").skip(1) {
            let id = named.split_once('}').map_or(named, |(id, _)| id);
            assert!(commands::find(id).is_some(), "{key}: there is no command {id}");
            assert!(
                words.say(key).contains('F') || words.say(key).contains("Ctrl-Alt-"),
                "{key} does not follow the bindings: {}",
                words.say(key)
            );
        }
        let of_keyboard = ["key.", "cli.", "linear.", "start."].iter().any(|table| key.path().starts_with(table));
        let is_word = |word: &str| spelled_out.contains(&word) || word.starts_with("Ctrl-");
        let spells = plain.split(|character: char| !character.is_alphanumeric() && character != '-').any(is_word);
        assert!(of_keyboard || !spells, "{key} spells out a key: {plain}");
        assert!(!plain.contains("· u ") && !plain.contains(". u "), "{key} spells out a key: {plain}");
    }
}
