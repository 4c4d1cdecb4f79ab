//! Linear mode through the real program: lines piped in, lines and files out.

use std::io::Write as _;
use std::process::{Command, Stdio};

use stationmaster::i18n::Catalogue;

use crate::support::{Place, Ran, assert_harmless};

const CANVAS: &str = "apiops/orders/api-value-proposition.toml";

/// A folder with one product and one empty canvas.
fn workspace() -> Place {
    let place = Place::empty();
    place.ok(&["init", "--product", "Orders"]);
    place.ok(&["new", "api-value-proposition"]);
    place
}

/// Runs the program with lines for its standard input, which then ends.
pub fn say(command: &mut Command, lines: &[u8]) -> Ran {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    child.stdin.take().expect("its input").write_all(lines).expect("lines are taken");
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// Promise: notes are related and found by words in a pipe, and what is asked for on the way never becomes a note.
#[test]
fn notes_are_related_and_found_from_a_pipe() {
    let place = workspace();
    let lines = "See where an order is\nChange the address\n\nOne status for all\n/relate 2.1 order is\n/relate 2.1 address\n                 /search status\n/next-hit\n/follow 2.1\n1\n/messages\n";
    let ran = say(&mut place.command(&["open", "api-value-proposition", "--linear"]), lines.as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran:?}");
    for said in [
        "Related: see 1.1 API Value Proposition.",
        "Related: see 1.2 ",
        "Hit 1 of ",
        "Go to which note?",
        "only works on a screen",
    ] {
        assert!(ran.out.contains(said), "{said}: {}", ran.out);
    }
    let file = place.read(CANVAS);
    assert!(file.contains("see = [\"api-value-proposition#"), "{file}");
    assert_eq!(file.matches("\ntext = ").count(), 3, "{file}");
}

/// Promise: notes piped in, with an empty line between sections, stand in the file when the input ends.
#[test]
fn a_canvas_is_filled_from_a_pipe() {
    let place = workspace();
    let lines = "See where an order is\r\nChange the address\n\nOne status\n/kind 2.1 negative\n/delete 1.2\n/undo\n";
    let ran = say(&mut place.command(&["open", "api-value-proposition", "--linear"]), lines.as_bytes());
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.out.ends_with("Everything is saved. Good-bye.\n"), "{ran:?}");
    assert!(ran.out.contains("\n2.1 One status (Negative)\n") && ran.out.contains("\n1.2 deleted."), "{ran:?}");
    assert_eq!(ran.err, "");
    assert_harmless(&ran.out);
    let file = place.read(CANVAS);
    let at = |text: &str| file.find(text).unwrap_or_else(|| panic!("{text}: {file}"));
    assert!(at("See where an order is") < at("Change the address") && at("Change the address") < at("One status"));
    assert!(file.contains("kind = \"negative\""), "{file}");
    place.ok(&["check"]);
    place.ok(&["fmt", "--check"]);
}

/// Promise: what one run did, the next can take back.
#[test]
fn undo_reaches_back_over_runs() {
    let place = workspace();
    say(&mut place.command(&["open", CANVAS, "--linear"]), b"A note\n");
    assert!(place.read(CANVAS).contains("A note"));
    let ran = say(&mut place.command(&["open", CANVAS, "--linear"]), b"/undo\n");
    assert!(ran.out.contains("\nundone: a note added to 1 Tasks: "), "{ran:?}");
    assert!(!place.read(CANVAS).contains("A note"));
}

/// Promise: without a command and without a workspace the choices are read out, and one can go all the way from there.
#[test]
fn an_empty_folder_becomes_a_workspace_by_lines() {
    let place = Place::empty();
    let untouched = say(&mut place.command(&["--linear"]), b"");
    assert!(untouched.out.contains("There is no workspace in"), "{untouched:?}");
    assert!(!place.has("apiops"));
    let ran = say(
        &mut place.command(&["--linear"]),
        b"1\nOrders\n\n/new-document api value proposition\nHello\n/quit\nnever\n",
    );
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.out.ends_with("\n1.1 Hello\nEverything is saved. Good-bye.\n"), "{ran:?}");
    let file = place.read(CANVAS);
    assert!(file.contains("text = \"Hello\"") && !file.contains("never"), "{file}");
}

/// Promise: the example is talked about in lines too; nothing of it is coloured, and a line that is no text is left out.
#[test]
fn the_example_is_walked_in_lines() {
    let place = Place::empty();
    let ran = say(&mut place.command(&["demo", "--linear", "--color", "always"]), b"1\n\xff\xfe\n/why\n/quit\n");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.out.contains("Section ") && ran.out.contains("\nWhy: "), "{ran:?}");
    assert!(ran.out.contains("That line is not valid UTF-8"), "{ran:?}");
    assert_harmless(&ran.out);
}

/// Promise: a file that cannot be written is said to be so, and stays as it is.
#[test]
fn a_broken_file_is_named_with_what_is_wrong() {
    let place = workspace();
    place.write(CANVAS, "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \n");
    let before = place.read(CANVAS);
    let ran = say(&mut place.command(&["open", CANVAS, "--linear"]), b"A note\n/leave\n");
    assert!(ran.out.contains("orders/api-value-proposition.toml:3:"), "{ran:?}");
    assert_eq!(place.read(CANVAS), before);
}

/// Promise: a log is written where it is asked for and nowhere else, and nothing of it reaches the screen.
#[test]
fn a_log_is_written_only_where_it_is_asked_for() {
    let place = workspace();
    let log = place.path("../state/stationmaster/log/stationmaster.log");
    let quiet = say(&mut place.command(&["open", CANVAS, "--linear"]), b"A note\n");
    assert!(!log.exists(), "{quiet:?}");
    let ran = say(place.command(&["open", CANVAS, "--linear"]).env("STATIONMASTER_LOG", "debug"), b"Another note\n");
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran:?}");
    let written = std::fs::read_to_string(&log).expect("a log");
    assert!(written.contains("begun") && written.contains("saved") && !written.contains('\u{1b}'), "{written}");
}

/// Promise: where to start is asked in lines, too, and the answers stand in the product's file.
#[test]
fn where_to_start_is_asked_in_lines() {
    let place = workspace();
    let lines = "/where-to-start\nyes\nRA\ny\nmaybe\nn\n/back-a-question\n/cancel\n/fill-in\n/cancel\n/undo\n/leave\n\
                 /station\n\nnot sure\n/leave\n";
    let ran = say(&mut place.command(&["--linear"]), lines.as_bytes());
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(ran.err, "");
    assert_harmless(&ran.out);
    for text in [
        "Where do we start?",
        "yes is an answer, not a name",
        "Question 1 of at most 21 · Before the cycle",
        "\"maybe\" is not one of them.",
        "Or /evidence, /back-a-question",
        "Answer: no (RA, ",
        "API Product Strategy",
        "still open",
        "Answer: not answered yet",
    ] {
        assert!(ran.out.contains(text), "{text}: {}", ran.out);
    }
    let file = place.read("apiops/orders/product.toml");
    assert_eq!(file.matches("answer = \"yes\"").count(), 1, "{file}");
    assert_eq!(file.matches("answer = \"no\"").count(), 0, "the second answer was taken back: {file}");
    assert_eq!(file.matches("answer = \"unsure\"").count(), 1, "{file}");
    place.ok(&["check"]);
}

/// Promise: every line that the page about linear mode shows is one that linear mode takes.
#[test]
fn the_lines_of_the_documentation_are_taken() {
    let page = include_str!("../../docs/linear.md");
    let table = page.split("| line | does |").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("the table");
    let cells = table.lines().filter_map(|row| row.split('|').nth(1));
    let lines: Vec<&str> = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    assert!(lines.len() > 12, "{lines:?}");
    let refusals = ["unknown", "not-here", "several", "needs-number", "takes-no-words", "no-choice", "only-on-screen"];
    for line in lines {
        let place = Place::demo();
        let line = line.replace("NAME", "kind");
        let ran =
            say(&mut place.command(&["open", "api-value-proposition", "--linear"]), format!("{line}\n").as_bytes());
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{line}: {ran:?}");
        for refusal in refusals {
            let sentence = Catalogue::english().find(&format!("linear.{refusal}")).expect("a sentence");
            let told = sentence.split(['{', '}']).step_by(2).max_by_key(|part| part.len()).expect("words");
            assert!(!ran.out.contains(told), "{line}: {ran:?}");
        }
    }
}

/// Promise: so is what it shows of a pipe.
#[cfg(unix)]
#[test]
fn the_pipe_of_the_documentation_works() {
    let page = include_str!("../../docs/linear.md");
    let line = page.lines().find(|line| line.starts_with("printf ")).expect("a pipe");
    let place = workspace();
    let folder = std::path::Path::new(env!("CARGO_BIN_EXE_stationmaster")).parent().expect("a folder");
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let usual = place.command(&[]);
    let mut shell = Command::new("sh");
    shell.args(["-c", line]).current_dir(usual.get_current_dir().expect("a folder"));
    shell.envs(usual.get_envs().filter_map(|(name, value)| Some((name, value?)))).env("PATH", path);
    let ran = Ran::of(&mut shell);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let file = place.read(CANVAS);
    assert!(file.contains("See where an order is") && file.contains("Change the address"), "{file}");
}
