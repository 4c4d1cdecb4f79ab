//! `docs/commands.md`, which is written by hand, against the help of the program.

use std::process::Command;

use super::read;

/// What the program prints.
pub fn printed(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_stationmaster"))
        .args(arguments)
        .env("COLUMNS", "200")
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The names of the commands, as the help of the program lists them.
pub fn command_names() -> Vec<String> {
    let help = printed(&["--help"]);
    let list = help.split("Commands:\n").nth(1).expect("a list of commands");
    list.lines()
        .take_while(|line| !line.trim().is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .collect()
}

/// The long options that a text names.
pub fn options(text: &str) -> Vec<String> {
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

/// The usage of a command as its help gives it, word by word.
fn usage(name: &str) -> Vec<String> {
    let help = printed(&[name, "--help"]);
    let usage = help.split("Usage: ").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap_or_default();
    usage.split_whitespace().filter(|word| *word != "|").map(str::to_owned).collect()
}

#[test]
fn the_command_reference_shows_the_usage_that_the_program_prints() {
    let reference = read("docs/commands.md").replace("\r\n", "\n");
    let mut missing = Vec::new();
    for name in command_names().iter().filter(|name| *name != "help") {
        let section = reference.split(&format!("\n## `{name}`\n")).nth(1).unwrap_or_default();
        let block = section.split("```").nth(1).unwrap_or_default();
        // An option may stand with others in one pair of brackets.
        let bare = |word: &str| word.trim_matches(['[', ']', '.']).to_owned();
        let shown: Vec<String> = block.split_whitespace().map(bare).collect();
        let words: Vec<String> = usage(name).iter().map(|word| bare(word)).collect();
        assert!(words.len() > 1, "{name} has no usage");
        missing.extend(words.into_iter().filter(|word| !shown.contains(word)).map(|word| (name.clone(), word)));
    }
    assert!(missing.is_empty(), "the usage in docs/commands.md lacks {missing:?}");
}
