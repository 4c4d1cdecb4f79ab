//! The tables of `docs/settings.md`, from the table of settings, the command table and the schema.

use std::fmt::Write as _;

use serde_json::Value;
use stationmaster::app::commands::{self, Scope};
use stationmaster::app::config::{self, Kind, Known, SETTINGS, variable};
use stationmaster::codec::schema::{Subject, schema};
use stationmaster::i18n::Catalogue;
use stationmaster::method::Method;
use stationmaster::theme::Library;

use super::commands_page::printed;
use super::{compare_part, examples_of};

const PAGE: &str = "docs/settings.md";

fn known() -> Known {
    Known { themes: Library::built_in(), languages: || vec!["en".to_owned()] }
}

/// The option of the command line that decides a setting: it is called like the setting, or like its beginning.
fn option(name: &str) -> String {
    let help = printed(&["--help"]);
    let mut words = help.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').filter(|word| word.starts_with("--"));
    words
        .find(|word| word.len() > 4 && name.starts_with(&word[2..]))
        .map(|word| format!("`{word}`"))
        .unwrap_or_default()
}

fn settings_table() -> String {
    let words = Catalogue::english();
    let mut out = String::from("| setting | can be | default | option | variable | |\n|---|---|---|---|---|---|\n");
    for setting in &SETTINGS {
        let quoted = |word: &String| format!("`{word}`");
        let can_be: Vec<String> = match setting.kind {
            Kind::Language => vec!["two letters".to_owned()],
            _ => setting.words(&known()).iter().map(quoted).collect(),
        };
        let meaning = words.look_up(&format!("config.setting.{}", setting.name)).replace('\n', " ");
        let (option, variable) = (option(setting.name), variable(setting.name));
        writeln!(
            out,
            "| `{}` | {} | `{}` | {option} | `{variable}` | {} |",
            setting.name,
            can_be.join(", "),
            setting.default,
            meaning.trim()
        )
        .expect("a string");
    }
    out
}

fn scopes_table() -> String {
    let words = Catalogue::english();
    let mut out = String::from("| table | where its keys work | commands |\n|---|---|---|\n");
    for scope in Scope::ALL {
        let count = commands::all().filter(|command| command.scopes.contains(&scope)).count();
        let name = words.look_up(&format!("help.scope.{}", scope.word())).to_owned();
        writeln!(out, "| `[keys.{}]` | {name} | {count} |", scope.word()).expect("a string");
    }
    out
}

/// What a value can be, as a schema says it.
fn can_be(value: &Value) -> String {
    if let Some(constant) = value.get("const") {
        return format!("`{constant}`");
    }
    if let Some(words) = value.get("enum").and_then(Value::as_array) {
        let words: Vec<String> = words.iter().filter_map(Value::as_str).map(|word| format!("`{word}`")).collect();
        return words.join(", ");
    }
    match value.get("additionalProperties") {
        Some(entries) => format!("a table; each entry {}", can_be(entries)),
        None => "text".to_owned(),
    }
}

fn workspace_table() -> String {
    let schema = schema(Subject::Workspace, Method::built_in(), Catalogue::english());
    let properties = schema["properties"].as_object().expect("keys");
    let mut out = String::from("| key | can be | |\n|---|---|---|\n");
    for (key, value) in properties {
        let about = value["description"].as_str().unwrap_or_default();
        writeln!(out, "| `{key}` | {} | {about} |", can_be(value)).expect("a string");
    }
    out
}

#[test]
fn the_settings_are_up_to_date() {
    compare_part(PAGE, "settings", &settings_table());
    compare_part(PAGE, "scopes", &scopes_table());
    compare_part(PAGE, "workspace", &workspace_table());
}

/// Whatever the page shows as a configuration is one that the program takes without a word, and sets every setting.
#[test]
fn the_example_is_a_configuration_the_program_takes() {
    let examples = examples_of(PAGE, "toml");
    let whole = examples.iter().find(|text| text.contains("[keys.")).expect("an example with keys");
    let reading = config::read(whole, &known());
    assert_eq!(reading.problems, Vec::new(), "{whole}");
    let set: Vec<&str> = reading.values.iter().map(|(name, ..)| *name).collect();
    let wanted: Vec<&str> = SETTINGS.iter().map(|setting| setting.name).collect();
    assert_eq!(set, wanted);
    assert!(reading.keys.len() >= 3, "{whole}");
}

#[test]
fn the_example_of_a_workspace_is_one_that_check_takes() {
    let examples = examples_of(PAGE, "toml");
    let text = examples.iter().find(|text| text.starts_with("format = 1")).expect("an example of a workspace");
    let reading =
        stationmaster::codec::read(text.as_bytes(), stationmaster::codec::FileKind::Settings, Method::built_in());
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    let keys: Vec<&str> = text.lines().filter_map(|line| line.split([' ', '[']).next()).collect();
    for key in ["language", "names"] {
        assert!(keys.contains(&key), "{key} is not in the example");
    }
}
