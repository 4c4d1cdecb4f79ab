use super::*;
use crate::app::commands::Scope;
use crate::app::key::Key;
use crate::app::keymap::{Keymap, KeymapResult};
use crate::diagnostic::ConfigError;
use crate::i18n::Catalogue;

fn known() -> Known {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    Known { themes: words(&["dark", "light", "mono"]), languages: || vec!["en".to_owned(), "fi".to_owned()] }
}

fn told(text: &str) -> Vec<String> {
    let words = Catalogue::english();
    let tell = |problem: &ConfigError| format!("{} {}", problem.tell("c", words), words.tell(&problem.help));
    read(text, &known()).problems.iter().map(tell).collect()
}

fn run(keymap: &Keymap, scopes: &[Scope], keys: &str) -> String {
    match keymap.meaning(scopes, &Key::parse_sequence(keys).expect("keys")) {
        KeymapResult::Run(command) | KeymapResult::RunOn(command, _) => command.id.to_owned(),
        KeymapResult::Pending => "…".to_owned(),
        KeymapResult::NotFound => String::new(),
    }
}

#[test]
fn the_written_file_changes_nothing_as_it_stands_and_with_every_line_taken_in() {
    let text = template(Catalogue::english());
    let empty = read(&text, &known());
    assert!(empty.values.is_empty() && empty.keys.is_empty() && empty.problems.is_empty(), "{:?}", empty.problems);
    let is_entry =
        |line: &str| line.starts_with('[') || line.split_once(" = ").is_some_and(|(key, _)| !key.contains(' '));
    let all: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix("# ")).filter(|line| is_entry(line)).collect();
    let reading = read(&all.join("\n"), &known());
    assert_eq!(reading.problems, Vec::new(), "{}", all.join("\n"));
    assert_eq!(reading.values.len(), SETTINGS.len());
    let standard: Vec<String> = Keymap::standard().iter().map(|binding| format!("{binding:?}")).collect();
    let mut same: Vec<String> = Keymap::with(&reading.keys).iter().map(|binding| format!("{binding:?}")).collect();
    let mut standard = standard;
    standard.sort();
    same.sort();
    assert_eq!(same, standard);
    assert!(text.lines().all(|line| line.chars().count() <= 140), "{text}");
}

#[test]
fn valid_files_say_what_they_say() {
    let text = "theme = \"light\"\nmouse = false\n[keys.canvas]\nadd-note = \"ctrl-x n\"\nedit-note = [\"E\", \"f2\"]\nkind = \"\"\n";
    let reading = read(text, &known());
    assert_eq!(reading.problems, Vec::new());
    let (settings, problems) = Settings::of(&reading, |_| None, &known());
    assert_eq!(problems, Vec::new());
    assert_eq!((settings.theme(), settings.mouse(), settings.bell()), ("light", false, false));
    assert_eq!(settings.get("mouse").expect("a setting").source, Source::User(2));
    let keymap = Keymap::with(&reading.keys);
    let canvas = [Scope::Canvas, Scope::Everywhere];
    assert_eq!(run(&keymap, &canvas, "ctrl-x"), "…");
    assert_eq!(run(&keymap, &canvas, "ctrl-x n"), "add-note");
    assert_eq!(run(&keymap, &canvas, "a"), "");
    assert_eq!(run(&keymap, &canvas, "E"), "edit-note");
    assert_eq!(run(&keymap, &canvas, "f2"), "edit-note");
}

#[test]
fn every_command_can_be_bound_in_every_scope_it_works_in() {
    for command in crate::app::commands::all() {
        for scope in command.scopes {
            let text = format!("[keys.{}]\n{} = \"ctrl-alt-f24 f23\"\n", scope.word(), command.id);
            let reading = read(&text, &known());
            assert_eq!(reading.problems, Vec::new(), "{text}");
            let keymap = Keymap::with(&reading.keys);
            let keys = if command.argument == crate::app::commands::Argument::None {
                "ctrl-alt-f24 f23"
            } else {
                "ctrl-alt-f24 f23 1"
            };
            assert_eq!(run(&keymap, &[*scope], keys), command.id, "{text}");
        }
    }
}

#[test]
fn a_chosen_key_is_taken_from_who_had_it() {
    let reading = read("[keys.canvas]\nadd-note = \"e\"\n", &known());
    assert_eq!(reading.problems, Vec::new());
    let keymap = Keymap::with(&reading.keys);
    assert_eq!(run(&keymap, &[Scope::Canvas], "e"), "add-note");
    let lost: Vec<&str> = lost(&reading.keys).iter().map(|(_, command)| command.id).collect();
    assert!(!lost.contains(&"add-note"), "{lost:?}");
}

#[test]
fn problems_name_their_place_and_what_to_do() {
    let cases: &[(&str, &[&str])] = &[
        ("them = \"dark\"", &["c:1:1: There is no setting `them`. Did you mean `theme`?"]),
        (
            "\n\ntheme = \"lihgt\"",
            &["c:3:9: `theme` cannot be `lihgt`. Did you mean `light`? Possible: auto, dark, light, mono."],
        ),
        ("theme = 3", &["c:1:9: `theme` cannot be `3`. Write one word in quotes."]),
        ("mouse = \"yes\"", &["c:1:9: `mouse` cannot be `\"yes\"`. Write true or false, without quotes."]),
        ("language = \"xx\"", &["c:1:12: `language` cannot be `xx`. Possible: en, fi."]),
        (
            "names = \"initial\"",
            &["c:1:9: `names` cannot be `initial`. Did you mean `initials`? Possible: roles, initials, full."],
        ),
        ("keys = 1", &["c:1:8: `keys` cannot be `1`. Write a table for each place, such as [keys.canvas]."]),
        (
            "[keys]\ncanvas = 1",
            &[
                "c:2:10: `keys.canvas` cannot be `1`. Write it as a table: a line such as add-note = \"a\" for each command.",
            ],
        ),
        ("[keys.canvass]\n", &["c:1:7: There is no place `canvass` where keys work. Did you mean `canvas`?"]),
        ("[keys.canvas]\nadd-noet = \"a\"", &["c:2:1: There is no command `add-noet`. Did you mean `add-note`?"]),
        (
            "[keys.map]\nadd-note = \"a\"",
            &["c:2:1: The command `add-note` does not work in `map`. It works in [keys.canvas]."],
        ),
        ("[keys.canvas]\nadd-note = \"ctrl+a\"", &["c:2:12: `ctrl+a` is not a key. Did you mean `ctrl-a`?"]),
        ("[keys.canvas]\nadd-note = [\"b\", \"Escpe\"]", &["c:2:18: `Escpe` is not a key. Did you mean `esc`?"]),
        ("[keys.canvas]\nadd-note = \"shift-a\"", &["c:2:12: `shift-a` is not a key. Did you mean `A`?"]),
        ("[keys.canvas]\nadd-note = \"ctrl-i\"", &["c:2:12: `ctrl-i` is not a key. Did you mean `tab`?"]),
        (
            "[keys.canvas]\nadd-note = true",
            &[
                "c:2:12: `add-note` cannot be `true`. Write a key in quotes, such as \"ctrl-x\", or a list of such; \"\" unbinds the command.",
            ],
        ),
        (
            "[keys.typing]\nfinish = \"x\"",
            &[
                "c:2:10: `x` would be typed into the text in `typing`. Begin with a key that types nothing, such as ctrl-x, alt-x or f5.",
            ],
        ),
        (
            "[keys.canvas]\nadd-note = \"z\"\nedit-note = [\"E\", \"z\"]",
            &[
                "c:3:1: `z` is already bound to `add-note` in `canvas`, at 2:1; the first one is used. Choose another key for `edit-note`.",
            ],
        ),
        (
            "[keys.canvas]\nadd-note = \"z\"\nedit-note = \"z z\"",
            &[
                "c:3:1: `z z` cannot be reached beside `z`, which is bound to `add-note` in `canvas` at 2:1; the first one is used. Choose another key for `edit-note`.",
            ],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(told(text), *expected, "{text}");
    }
}

#[test]
fn what_is_valid_of_a_broken_file_counts() {
    let reading = read("theme = \"light\"\nmouse = maybe\nbell = true\nbell = false\nlinear = 1\n", &known());
    let (settings, _) = Settings::of(&reading, |_| None, &known());
    assert_eq!(settings.theme(), "light");
    assert!(settings.bell() && settings.mouse() && !settings.linear());
    let lines: Vec<usize> = reading.problems.iter().filter_map(|problem| Some(problem.place?.line)).collect();
    assert_eq!(lines, [2, 4, 5], "{:?}", reading.problems);
}

#[test]
fn the_nearer_place_decides() {
    let reading = read("theme = \"light\"\nlanguage = \"fi\"\nnames = \"full\"\n", &known());
    let environment = |name: &str| match name {
        "STATIONMASTER_THEME" => Some("mono".to_owned()),
        "STATIONMASTER_MOUSE" => Some("maybe".to_owned()),
        "STATIONMASTER_BELL" => Some("true".to_owned()),
        _ => None,
    };
    let (mut settings, problems) = Settings::of(&reading, environment, &known());
    let words = Catalogue::english();
    let told: Vec<String> = problems.iter().map(|problem| problem.tell("c", words)).collect();
    assert_eq!(told, ["`STATIONMASTER_MOUSE` cannot be `maybe`."]);
    assert_eq!(settings.theme(), "mono");
    assert!(settings.bell());
    settings.set("language", "en", Source::Workspace("w".to_owned()));
    settings.set("theme", "dark", Source::Workspace("w".to_owned()));
    assert_eq!((settings.language(), settings.theme()), ("en", "mono"));
    settings.set("theme", "dark", Source::Flag("--theme"));
    settings.set("theme", "light", Source::User(1));
    assert_eq!(settings.get("theme").expect("a setting").source, Source::Flag("--theme"));
    assert_eq!(settings.get("names").expect("a setting").source, Source::User(3));
    assert_eq!(settings.get("motion").expect("a setting").source, Source::Default);
}
