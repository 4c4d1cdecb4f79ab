//! Help, and what is said to arguments that cannot be.

use crate::support::Place;

const COMMANDS: [&str; 30] = [
    "present",
    "join",
    "actions",
    "recap",
    "publish",
    "status",
    "diff",
    "log",
    "commit",
    "init",
    "new",
    "open",
    "demo",
    "list",
    "show",
    "check",
    "fmt",
    "git",
    "resolve",
    "merge-driver",
    "method",
    "mv",
    "cp",
    "rm",
    "schema",
    "completions",
    "man",
    "themes",
    "doctor",
    "help",
];

#[test]
fn every_command_has_help_with_an_example() {
    let place = Place::empty();
    let all = place.ok(&["--help"]);
    for command in COMMANDS {
        assert!(all.contains(&format!("\n  {command}")), "{command} is listed");
        let help = place.ok(&[command, "--help"]);
        let examples = help.split("Examples:\n").nth(1).unwrap_or_default();
        assert!(examples.trim_start().starts_with(&format!("stationmaster {command}")), "{command}: {help}");
        assert_eq!(help, place.ok(&["help", command]));
        assert_eq!(help, place.ok(&[command, "-h"]));
        for line in help.lines() {
            // An example is copied as it stands, in one line.
            let is_example = line.starts_with("  stationmaster ");
            assert!(is_example || line.chars().count() <= 80, "{command}: {line}");
            assert!(!line.contains("cli."), "{command}: a sentence is missing: {line}");
        }
    }
    assert!(place.ok(&["--version"]).starts_with("stationmaster "));
}

#[test]
fn a_slip_names_the_argument_and_the_nearest_word() {
    let place = Place::demo();
    for (arguments, said) in [
        (&["lsit"][..], &["lsit", "list"][..]),
        (&["list", "--jsn"], &["--jsn", "--json"]),
        (&["check", "--format", "sarrif"], &["--format", "sarrif", "sarif"]),
        (&["--color", "alwys", "list"], &["--color", "alwys", "always"]),
        (&["--lang", "xx", "list"], &["--lang", "xx", "en"]),
        (&["--today", "tomorrow", "list"], &["--today", "tomorrow", "2026-11-23"]),
        (&["new"], &["TEMPLATE"]),
        (&["new", "api-adit"], &["api-adit", "api-audit"]),
        (&["new", "api-audit", "--profile", "full-crd"], &["--profile", "full-crd", "full-crud"]),
        (&["new", "api-audit", "--title"], &["--title"]),
        (&["init", "--cycle", "api-productisation-cycle"], &["--cycle", "api-productization-cycle"]),
        (&["init", "--style", "rest,evnt"], &["--style", "evnt", "event"]),
        (&["method", "canvasses"], &["canvasses", "canvases"]),
        (&["method", "canvases", "busines-impact"], &["busines-impact", "business-impact"]),
        (&["show", "api-value-propositio"], &["api-value-propositio", "orders/api-value-proposition"]),
        (&["list", "--product", "oders"], &["oders", "orders"]),
        (&["show"], &["FILE"]),
        (&["show", "a", "b"], &["b"]),
    ] {
        let err = place.refused(arguments);
        for word in said {
            assert!(err.contains(word), "{arguments:?} should say {word}: {err}");
        }
    }
}

#[test]
fn arguments_may_stand_before_or_after_the_command() {
    let place = Place::demo();
    let after = place.ok(&["list", "--json"]);
    assert_eq!(after, place.ok(&["--json", "list"]));
    assert_eq!(after, place.ok(&["list", "--format", "json"]));
    assert_eq!(after, place.ok(&["list", "--workspace", "apiops", "--json"]));
    assert_eq!(place.ok(&["--lang", "fi", "method", "canvases"]), place.ok(&["method", "canvases", "--lang=fi"]));
}

#[test]
fn screens_need_a_terminal() {
    let place = Place::demo();
    for arguments in [&[][..], &["open"], &["open", "api-audit"], &["demo"]] {
        let err = place.refused(arguments);
        assert!(err.contains("terminal") && err.contains("stationmaster list"), "{err}");
    }
}

#[test]
fn colour_is_used_only_where_it_was_asked_for() {
    let place = Place::demo();
    assert!(!place.ok(&["show", "api-audit"]).contains('\u{1b}'));
    assert!(place.ok(&["show", "api-audit", "--color", "always"]).contains("\u{1b}["));
    assert!(!place.ok(&["show", "api-audit", "--color", "never"]).contains('\u{1b}'));
    assert!(place.ok(&["show", "api-audit", "--ascii"]).is_ascii());
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_fault() {
    use std::process::Stdio;
    let place = Place::demo();
    let mut command = place.command(&["method", "checklists", "--json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("started");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ended");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
}

/// Promise: the script of every shell knows every command and its arguments.
#[test]
fn every_shell_completes_every_command() {
    let place = Place::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = place.ok(&["completions", shell]);
        for word in COMMANDS.into_iter().chain(["stationmaster", "workspace", "variant", "sarif"]) {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let said = place.refused(&["completions", "fsh"]);
    assert!(said.contains("fsh") && said.contains("fish"), "{said}");
}

/// Promise: the manual names every command, and each has a page with its own arguments and examples.
#[test]
fn the_manual_names_every_command() {
    let place = Place::empty();
    let manual = place.ok(&["man"]);
    for command in COMMANDS {
        assert!(
            manual.contains(&format!("stationmaster\\-{}", command.replace('-', "\\-"))),
            "{command} is in the manual: {manual}"
        );
        let page = place.ok(&["man", command]);
        assert!(page.contains(&format!(".TH stationmaster-{command}")), "{command}: {page}");
        assert!(page.contains(".SH EXAMPLES"), "{command}: {page}");
        assert!(!page.contains("cli."), "{command}: a sentence is missing: {page}");
    }
    assert!(place.ok(&["man", "new"]).contains("\\-\\-variant"));
    assert!(place.refused(&["man", "chekc"]).contains("check"));
}

/// A word is offered in the place of another only where it may have been meant.
#[test]
fn an_option_that_is_far_from_every_other_is_not_taken_for_one() {
    let place = Place::demo();
    for (given, offered) in [
        (&["check", "--since", "HEAD"][..], None),
        (&["check", "--merges"], None),
        (&["list", "--profile", "x"], None),
        (&["check", "--stict"], Some("--strict")),
        (&["list", "--formt", "json"], Some("--format")),
    ] {
        let err = place.refused(given);
        assert_eq!(err.contains("Did you mean"), offered.is_some(), "{given:?} {err}");
        assert!(offered.is_none_or(|word| err.contains(word)), "{given:?} {err}");
    }
}
