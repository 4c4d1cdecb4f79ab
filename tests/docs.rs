//! The documentation against the program: what is made from tables is made again and compared, and what is written by
//! hand leaves nothing out.
//!
//! `STATIONMASTER_BLESS=1 cargo test --test docs` writes what is made from tables anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use stationmaster::app::bindings::Bindings;
use stationmaster::app::commands::{self, Argument, Scope};
use stationmaster::app::key::{Code, Key};
use stationmaster::method::language::Catalogue;
use stationmaster::review::rules::RULES;

const MADE: &str = "<!-- Made from the program by tests/docs.rs; do not edit. -->\n";

/// The scopes whose keys stand in the README.
const IN_README: [Scope; 6] =
    [Scope::Always, Scope::Everywhere, Scope::Map, Scope::Canvas, Scope::Checklist, Scope::Typing];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_default()
}

/// Compares a file with what it should hold, or writes it where that was asked for.
fn compare(path: &str, wanted: &str) {
    if std::env::var_os("STATIONMASTER_BLESS").is_some() {
        fs::write(root().join(path), wanted).expect("the file can be written");
        return;
    }
    let there = read(path).replace("\r\n", "\n");
    let differs = there.lines().zip(wanted.lines()).position(|(a, b)| a != b);
    let line = differs.unwrap_or_else(|| there.lines().count().min(wanted.lines().count())) + 1;
    assert!(there == wanted, "{path}, line {line}, is out of date: run STATIONMASTER_BLESS=1 cargo test --test docs");
}

/// A key as people call it: `Ctrl-R`, `Shift-Tab`, `a`.
fn key_name(key: Key) -> String {
    let words = Catalogue::english();
    let plain = Key { ctrl: false, alt: false, shift: false, ..key };
    let mut name = String::new();
    for (held, word) in [(key.ctrl, "Ctrl-"), (key.alt, "Alt-"), (key.shift, "Shift-")] {
        if held {
            name.push_str(word);
        }
    }
    match key.code {
        Code::Char(' ') => name.push_str(words.say("key.space")),
        Code::Char(character) if key.ctrl || key.alt => name.extend(character.to_uppercase()),
        Code::Char(character) => name.push(character),
        Code::F(number) => write!(name, "F{number}").expect("a string takes it"),
        _ => name.push_str(words.find(&format!("key.{plain}")).unwrap_or(&plain.to_string())),
    }
    name
}

/// Sequences of keys as Markdown: `g g`, `Ctrl-R`.
fn keys_of(bindings: &Bindings, command: &commands::Command, scope: Scope) -> Vec<String> {
    let number = if command.argument == Argument::Number { " 2.1" } else { "" };
    let names = bindings.keys_of(command, scope).map(|keys| {
        let names: Vec<String> = keys.iter().map(|key| key_name(*key)).collect();
        format!("`{}{number}`", names.join(" ")).replace('|', "\\|")
    });
    names.collect()
}

fn scope_name(scope: Scope) -> &'static str {
    let key = format!("help.scope.{}", scope.word());
    Catalogue::english().find(&key).unwrap_or(scope.word())
}

fn sentence(command: &commands::Command, part: &str) -> &'static str {
    let key = format!("command.{}.{part}", command.id);
    Catalogue::english().find(&key).unwrap_or_else(|| panic!("the catalogue has no {key}"))
}

fn keys_md() -> String {
    let bindings = Bindings::standard();
    let mut out = format!("# Keys\n\n{MADE}\n");
    out.push_str(
        "`?` shows the keys of the screen you are on, with the reason where one does not work at the moment. \
         Keys that stand with a space between them are pressed one after the other; `2.1` stands for the number of a \
         section or note.\n",
    );
    for scope in Scope::ALL {
        let rows: Vec<_> = commands::all().filter(|command| command.scopes.contains(&scope)).collect();
        if rows.is_empty() {
            continue;
        }
        write!(out, "\n## {}\n\n| keys | command | what it does |\n|---|---|---|\n", scope_name(scope))
            .expect("a string");
        for command in rows {
            let keys = keys_of(&bindings, command, scope).join(" ");
            let (title, help) = (sentence(command, "title"), sentence(command, "help"));
            writeln!(out, "| {keys} | {title} | {} |", help.replace('|', "\\|")).expect("a string");
        }
    }
    out
}

fn readme_keys() -> String {
    let bindings = Bindings::standard();
    let row = |scope: Scope, wanted: fn(&commands::Command) -> bool| -> String {
        let rows = commands::all().filter(|command| command.scopes.contains(&scope) && wanted(command));
        let cells: Vec<String> = rows
            .filter_map(|command| {
                let keys = keys_of(&bindings, command, scope);
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

/// Whether a command only moves the focus; those keys are the same everywhere.
fn moves(command: &commands::Command) -> bool {
    command.scopes.contains(&Scope::Canvas)
        && (command.scopes.contains(&Scope::Help) || ["left", "right"].contains(&command.id))
}

fn rules_md() -> String {
    let words = Catalogue::english();
    let mut out = format!("# Rules of `check`\n\n{MADE}\n");
    out.push_str(
        "Each finding names its rule. A word in braces stands for what was found. Where a rule makes a file \
         **invalid**, the file is shown with the reason and never written, and no policy changes that; every other \
         severity can be set in `stationmaster.toml`:\n\n\
         ```toml\n[policy]\nempty-note = \"error\"           # off, note, warning, error\nnot-canonical = \"off\"\n```\n\n\
         | rule | severity | |\n|---|---|---|\n",
    );
    for rule in RULES {
        let title = words.say(&format!("rule.{}.title", rule.id)).to_owned();
        let invalid = if rule.invalidates { ", makes the file invalid" } else { "" };
        writeln!(out, "| [`{}`](#{}) | {}{invalid} | {title} |", rule.id, rule.id, rule.severity.word())
            .expect("a string");
    }
    for rule in RULES {
        write!(out, "\n## {}\n\n", rule.id).expect("a string");
        for part in ["message", "elsewhere", "itself"] {
            if let Some(message) = words.find(&format!("rule.{}.{part}", rule.id)) {
                write!(out, "> {message}\n\n").expect("a string");
            }
        }
        writeln!(out, "{}", words.say(&format!("rule.{}.help", rule.id))).expect("a string");
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
    let readme = read("README.md");
    let (open, close) = ("<!-- keys -->\n", "<!-- /keys -->");
    let from = readme.find(open).expect("the README has a place for keys") + open.len();
    let to = from + readme[from..].find(close).expect("the place ends");
    compare("README.md", &format!("{}{}{}", &readme[..from], readme_keys(), &readme[to..]));
}

/// What the program prints.
fn printed(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_stationmaster"))
        .args(arguments)
        .env("COLUMNS", "200")
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The names of the commands, as the help of the program lists them.
fn command_names() -> Vec<String> {
    let help = printed(&["--help"]);
    let list = help.split("Commands:\n").nth(1).expect("a list of commands");
    list.lines()
        .take_while(|line| !line.trim().is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .collect()
}

/// The long options that a text names.
fn options(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let mut options: Vec<String> =
        words.filter(|word| word.starts_with("--") && word.len() > 3).map(str::to_owned).collect();
    options.sort();
    options.dedup();
    options
}

#[test]
fn the_command_reference_leaves_no_command_and_no_option_out() {
    let reference = read("docs/commands.md");
    let names = command_names();
    assert!(names.len() > 10, "{names:?}");
    let mut missing = Vec::new();
    for name in names.iter().filter(|name| *name != "help") {
        if !reference.contains(&format!("\n## `{name}")) {
            missing.push(name.clone());
        }
        let help = printed(&[name, "--help"]);
        missing.extend(options(&help).into_iter().filter(|option| !reference.contains(option.as_str())));
    }
    assert!(missing.is_empty(), "docs/commands.md says nothing of {missing:?}");
}

#[test]
fn the_command_reference_names_nothing_that_is_not_there() {
    let mut known = printed(&["--help"]);
    for name in command_names() {
        known.push_str(&printed(&[&name, "--help"]));
    }
    let known = options(&known);
    let unknown: Vec<String> =
        options(&read("docs/commands.md")).into_iter().filter(|option| !known.contains(option)).collect();
    assert!(unknown.is_empty(), "the program has no {unknown:?}");
}

/// Every Markdown file of the project, but for what tests keep.
fn pages() -> Vec<PathBuf> {
    let mut pages = Vec::new();
    for folder in ["", "docs", "canvases"] {
        for entry in fs::read_dir(root().join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|ending| ending == "md") {
                pages.push(path);
            }
        }
    }
    pages
}

#[test]
fn every_link_leads_somewhere() {
    let mut broken = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page");
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = link.split('#').next().unwrap_or_default();
            let outside = link.starts_with("http") || target.is_empty();
            if !outside && !page.parent().expect("a folder").join(target).exists() {
                broken.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_path_that_is_named_in_backticks_is_there() {
    let mut lost = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page");
        for word in text.split('`').skip(1).step_by(2) {
            let ours = ["src/", "tests/", "benches/", "docs/", "canvases/", "themes/", ".ci/"];
            let plain = !word.contains(['<', '*', ' ', '{', '\n']) && !word.contains("ID") && !word.contains("NAME");
            if plain && ours.iter().any(|folder| word.starts_with(folder)) && !root().join(word).exists() {
                lost.push(format!("{}: {word}", page.display()));
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}
