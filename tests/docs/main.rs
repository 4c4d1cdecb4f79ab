//! The documentation against the program: what is made from tables is made again and compared, and what is written by
//! hand leaves nothing out.
//!
//! `STATIONMASTER_BLESS=1 cargo test --test docs` writes what is made from tables anew.
#![allow(unreachable_pub, reason = "nothing is outside a program of tests")]

#[path = "../common/mod.rs"]
mod common;

mod commands_page;
mod commands_run;
mod examples;
mod links;
mod pictures;
mod settings;
mod themes;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::{LazyLock, Mutex, PoisonError};

use stationmaster::app::commands::{self, Argument, Scope};
use stationmaster::app::key::{Code, Key};
use stationmaster::app::key_names;
use stationmaster::app::keymap::Keymap;
use stationmaster::assess::rules::RULES;
use stationmaster::i18n::Catalogue;

const MADE: &str = "<!-- Made from the program by tests/docs/; do not edit. -->\n";

/// The scopes whose keys stand in the README.
const IN_README: [Scope; 6] =
    [Scope::Always, Scope::Everywhere, Scope::Map, Scope::Canvas, Scope::Checklist, Scope::Typing];

/// The sentences, with the keys of the command table.
fn words() -> &'static Catalogue {
    static WORDS: LazyLock<&Catalogue> = LazyLock::new(|| key_names::naming_standard(Catalogue::english()));
    &WORDS
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_default()
}

/// Compares a file with what it should hold, or writes it where that was asked for.
fn compare(path: &str, wanted: &str) {
    if std::env::var_os("STATIONMASTER_BLESS").is_some() {
        let path = root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        fs::write(path, wanted).expect("the file can be written");
        return;
    }
    let there = read(path).replace("\r\n", "\n");
    let differs = there.lines().zip(wanted.lines()).position(|(a, b)| a != b);
    let line = differs.unwrap_or_else(|| there.lines().count().min(wanted.lines().count())) + 1;
    assert!(there == wanted, "{path}, line {line}, is out of date: run STATIONMASTER_BLESS=1 cargo test --test docs");
}

/// Compares the part of a page between `<!-- name -->` and `<!-- /name -->` with what it should hold.
fn compare_part(page: &str, name: &str, wanted: &str) {
    // Several parts of one page are written by tests that run at the same time.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let text = read(page).replace("\r\n", "\n");
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let from = text.find(&open).unwrap_or_else(|| panic!("{page} has no place for {name}")) + open.len();
    let to = from + text[from..].find(&close).unwrap_or_else(|| panic!("in {page} the place of {name} does not end"));
    compare(page, &format!("{}{wanted}{}", &text[..from], &text[to..]));
}

/// The blocks of code of a page in a language.
fn examples_of(page: &str, language: &str) -> Vec<String> {
    let text = read(page).replace("\r\n", "\n");
    let begin = format!("\n```{language}\n");
    let blocks = text.split(begin.as_str()).skip(1);
    blocks.filter_map(|block| block.split("\n```").next()).map(|block| format!("{block}\n")).collect()
}

/// A key as people call it: `Ctrl-R`, `Shift-Tab`, `a`.
fn key_name(key: Key) -> String {
    let words = words();
    let plain = Key { ctrl: false, alt: false, shift: false, ..key };
    let mut name = String::new();
    for (held, word) in [(key.ctrl, "Ctrl-"), (key.alt, "Alt-"), (key.shift, "Shift-")] {
        if held {
            name.push_str(word);
        }
    }
    match key.code {
        Code::Char(' ') => name.push_str(words.look_up("key.space")),
        // With Control held a terminal sends the same for both cases; with Alt it does not.
        Code::Char(character) if key.ctrl => name.extend(character.to_uppercase()),
        Code::Char(character) => name.push(character),
        Code::F(number) => write!(name, "F{number}").expect("a string takes it"),
        _ => name.push_str(words.find(&format!("key.{plain}")).unwrap_or(&plain.to_string())),
    }
    name
}

/// Sequences of keys as Markdown: `g g`, `Ctrl-R`.
fn keys_of(keymap: &Keymap, command: &commands::Command, scope: Scope) -> Vec<String> {
    let number = if command.argument == Argument::Number { " 2.1" } else { "" };
    let names = keymap.keys_of(command, scope).map(|keys| {
        let names: Vec<String> = keys.iter().map(|key| key_name(*key)).collect();
        format!("`{}{number}`", names.join(" ")).replace('|', "\\|")
    });
    names.collect()
}

fn scope_name(scope: Scope) -> &'static str {
    let key = format!("help.scope.{}", scope.word());
    words().find(&key).unwrap_or(scope.word())
}

fn sentence(command: &commands::Command, part: &str) -> &'static str {
    let key = format!("command.{}.{part}", command.id);
    words().find(&key).unwrap_or_else(|| panic!("the catalogue has no {key}"))
}

fn keys_md() -> String {
    let keymap = Keymap::standard();
    let mut out = format!("# Keys\n\n{MADE}\n");
    out.push_str("![The list of keys lies over a canvas, by where they work](pictures/help.svg)\n\n");
    out.push_str(
        "`?` shows the keys of the screen you are on, with the reason where one does not work at the moment. \
         Keys that stand with a space between them are pressed one after the other; `2.1` stands for the number of a \
         section or note. The name is what the [configuration](settings.md#keys) binds keys to and what \
         [linear mode](linear.md) takes after a `/`.\n",
    );
    for scope in Scope::ALL {
        let rows: Vec<_> = commands::all().filter(|command| is_listed(command, scope)).collect();
        if rows.is_empty() {
            continue;
        }
        write!(out, "\n## {}\n\n| keys | command | name | what it does |\n|---|---|---|---|\n", scope_name(scope))
            .expect("a string");
        for command in rows {
            let keys = keys_of(&keymap, command, scope).join(" ");
            let (title, help) = (sentence(command, "title"), sentence(command, "help"));
            writeln!(out, "| {keys} | {title} | `{}` | {} |", command.id, help.replace('|', "\\|")).expect("a string");
        }
    }
    out
}

fn readme_keys() -> String {
    let keymap = Keymap::standard();
    let row = |scope: Scope, wanted: fn(&commands::Command) -> bool| -> String {
        let rows = commands::all().filter(|command| is_listed(command, scope) && wanted(command));
        let cells: Vec<String> = rows
            .filter_map(|command| {
                let keys = keys_of(&keymap, command, scope);
                Some(format!("{} {}", keys.first()?, sentence(command, "title").to_lowercase()))
            })
            .collect();
        cells.join(" · ")
    };
    let mut out = String::from("| where | keys |\n|---|---|\n");
    for scope in IN_README {
        let keys = row(scope, |command| !moves(command));
        writeln!(out, "| {} | {keys} |", scope_name(scope)).expect("a string");
    }
    writeln!(out, "| To move | {} |", row(Scope::Canvas, moves)).expect("a string");
    out
}

/// Whether a command stands in the list of a scope: in that of every screen not again what always works.
fn is_listed(command: &commands::Command, scope: Scope) -> bool {
    let is_always = scope == Scope::Everywhere && command.scopes.contains(&Scope::Always);
    command.scopes.contains(&scope) && !is_always
}

/// Whether a command only moves the focus; those keys are the same everywhere.
fn moves(command: &commands::Command) -> bool {
    command.scopes.contains(&Scope::Canvas)
        && (command.scopes.contains(&Scope::Help) || ["left", "right"].contains(&command.id))
}

fn rules_md() -> String {
    let words = words();
    let mut out = format!("# Rules of `check`\n\n{MADE}\n");
    out.push_str(
        "Each finding names its rule. A word in braces is replaced by what was found. Where a rule makes a file \
         **invalid**, the file is shown with the reason and never written, and no policy changes that, \
         as none changes `newer-format`: such a file cannot be checked as a whole. Every other severity can be set in \
         `stationmaster.toml`:\n\n\
         ```toml\n[policy]\nempty-note = \"error\"           # off, note, warning, error\nnot-canonical = \"off\"\n```\n\n\
         At most 100 findings of one rule and severity are listed per file; the number of further findings is shown.\n\n\
         | rule | severity | |\n|---|---|---|\n",
    );
    for rule in RULES {
        let title = words.look_up(&format!("rule.{}.title", rule.id)).to_owned();
        let invalid = if rule.invalidates { ", makes the file invalid" } else { "" };
        writeln!(out, "| [`{}`](#{}) | {}{invalid} | {title} |", rule.id, rule.id, rule.word()).expect("a string");
    }
    for rule in RULES {
        write!(out, "\n## {}\n\n", rule.id).expect("a string");
        for part in
            ["message", "unlike", "elsewhere", "itself", "unnamed", "undated", "reason", "because", "sum", "rated"]
        {
            if let Some(message) = words.find(&format!("rule.{}.{part}", rule.id)) {
                write!(out, "> {message}\n\n").expect("a string");
            }
        }
        writeln!(out, "{}", words.look_up(&format!("rule.{}.help", rule.id))).expect("a string");
        if let Some(other) = words.find(&format!("rule.{}.keep-one", rule.id)) {
            writeln!(out, "\n{other}").expect("a string");
        }
    }
    out
}

#[test]
fn the_key_reference_is_up_to_date() {
    compare("docs/keys.md", &keys_md());
}

#[test]
fn the_rule_reference_is_up_to_date() {
    compare("docs/rules.md", &rules_md());
}

#[test]
fn the_keys_in_the_readme_are_up_to_date() {
    compare_part("README.md", "keys", &readme_keys());
}
