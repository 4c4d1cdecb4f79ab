//! No place knows a key but the command table: what is asked of keys is which command they run, and what they are called.

use std::collections::BTreeSet;
use std::path::Path;

use stationmaster::app::Key;

use super::sources::{Sources, What};
use crate::literals;

/// Who may look into a key, with the reason.
const KNOWING: &[(&str, &str)] = &[
    ("src/app/config/", "the keys that people bind"),
    ("src/app/join/keys.rs", "which keys do what at a seat, which has no command table"),
    ("src/app/key.rs", "what a key is, and how it is written"),
    ("src/app/key_names.rs", "what people call a key"),
    ("src/app/keymap.rs", "which keys run which command"),
    ("src/app/mod.rs", "hands on what a key is"),
    ("src/app/press.rs", "the point in a number such as 2.1, which is typed"),
    ("src/app/typed.rs", "the text that keys type"),
    ("src/tui/crash.rs", "a fault on purpose, not in what people get"),
    ("src/tui/decode/", "what a terminal sends"),
    ("src/tui/input.rs", "what a terminal sends, as keys"),
];

/// Where the rows of the command table stand, whose literals are their keys.
const ROWS: &[&str] = &["src/app/commands/", "src/app/screen/"];

/// Words of the program that are names of keys as well.
const OTHER_WORDS: &[&str] = &["delete", "down", "end", "home", "left", "right", "up"];

fn is_known(file: &str, places: impl IntoIterator<Item = &'static str>) -> bool {
    places.into_iter().any(|place| file.starts_with(place))
}

#[test]
fn no_place_looks_into_a_key() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut wrong, mut knowing) = (BTreeSet::new(), BTreeSet::new());
    for found in Sources::of_project(root).found.iter().filter(|found| !found.test) {
        let (What::Inside { path, .. } | What::Outside { path, .. }) = &found.what else { continue };
        let makes =
            |pair: &[String]| pair[0] == "Key" && ["char", "parse", "parse_sequence", "plain"].contains(&&*pair[1]);
        let names = path.iter().any(|name| ["Code", "KeyCode", "KeyModifiers"].contains(&&**name));
        if !names && !path.windows(2).any(makes) {
            continue;
        }
        match KNOWING.iter().find(|(place, _)| found.file.starts_with(place)) {
            Some((place, _)) => knowing.extend([*place]),
            None => wrong.extend([format!("{}:{} {}", found.file, found.line, path.join("::"))]),
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let idle: Vec<_> = KNOWING.iter().filter(|(place, _)| !knowing.contains(place)).collect();
    assert!(idle.is_empty(), "these no longer do: {idle:?}");
}

#[test]
fn no_text_of_the_program_names_a_key() {
    let mut wrong = Vec::new();
    for (file, literals) in literals::by_file() {
        if is_known(&file, ROWS.iter().copied().chain(KNOWING.iter().map(|(place, _)| *place))) {
            continue;
        }
        let is_key =
            |text: &str| text.chars().nth(1).is_some() && Key::parse(text).is_some() && !OTHER_WORDS.contains(&text);
        let is_shown = |text: &str| ["Ctrl-", "Alt-", "Shift-", "Ctrl+", "Alt+"].iter().any(|held| text.contains(held));
        let named = literals.into_iter().filter(|text| is_key(text) || is_shown(text));
        wrong.extend(named.map(|text| format!("{file}: {text:?}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Sentences name a key by its command, so that they follow the person's bindings.
#[test]
fn no_sentence_names_a_key() {
    let text = include_str!("../../src/i18n/en.toml");
    let own = text.find("\n[key]\n").expect("what keys are called");
    let end = text[own + 1..].find("\n[").map_or(text.len(), |end| own + 1 + end);
    let rest = format!("{}{}", &text[..own], &text[end..]);
    let names = |line: &&str| ["Ctrl-", "Alt-", "Shift-", "Esc", "Backspace"].iter().any(|name| line.contains(name));
    assert_eq!(rest.lines().filter(names).collect::<Vec<_>>(), Vec::<&str>::new());
}
