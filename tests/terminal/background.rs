//! The theme that follows the terminal's background: what is asked, and what becomes of an answer, whenever it comes.

use super::harness::{CANVAS, FRAME, Place, Run, Start, find};

/// The question for the background.
const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";
const LIGHT: &str = "\x1b]11;rgb:fafa/fafa/f5f5\x1b\\";
const DARK: &str = "\x1b]11;rgb:1e1e/1e1e/2e2e\x07";
/// The window has the focus again; it has lost it.
const FOCUS: &str = "\x1b[I";
const BLUR: &str = "\x1b[O";

/// The backgrounds of the two themes.
const PAPER: vt100::Color = vt100::Color::Rgb(0xfb, 0xfa, 0xf7);
const NIGHT: vt100::Color = vt100::Color::Rgb(0x14, 0x17, 0x1c);

/// An answer that never is too late; and one that always is, however fast the machine.
const PATIENT: &str = "60000";
const IMPATIENT: &str = "0";

fn start(place: &Place, patience: &str) -> Start {
    place.start(&["open", CANVAS]).with("COLORTERM", "truecolor").with("STATIONMASTER_TEST_PATIENCE", patience)
}

/// How often the terminal was asked.
fn asked(bytes: &[u8]) -> usize {
    bytes.windows(QUESTION.len()).filter(|window| *window == QUESTION).count()
}

fn wait_asked(run: &Run, times: usize) {
    run.wait_until("the question", |_, bytes| asked(bytes) >= times);
}

fn wait_background(run: &Run, background: vt100::Color) {
    run.wait_until("the theme of the ground", |screen, _| {
        screen.cell(10, 70).is_some_and(|cell| cell.bgcolor() == background)
    });
}

fn remembered(place: &Place) -> String {
    std::fs::read_to_string(place.state().join("ground")).unwrap_or_default()
}

/// Promise: the first frame stands before the terminal is asked; an answer that comes soon is followed and remembered,
/// and the next start begins with it. `doctor` says where it is known from.
#[test]
fn an_answer_is_followed_and_remembered() {
    let place = Place::workspace();
    let mut run = start(&place, PATIENT).run();
    wait_asked(&run, 1);
    let bytes = run.since(0);
    let (frame, question) = (find(&bytes, FRAME), find(&bytes, QUESTION));
    assert!(frame < question, "{frame:?} {question:?}");
    wait_background(&run, NIGHT);
    run.keys(LIGHT);
    wait_background(&run, PAPER);
    run.leave();
    assert_eq!(remembered(&place), "light\n");
    let run = start(&place, PATIENT).run();
    run.wait_until("a first frame", |_, bytes| find(bytes, FRAME).is_some());
    wait_background(&run, PAPER);
    drop(run);
    let told = String::from_utf8(place.command(&["doctor"]).output().expect("it runs").stdout).expect("UTF-8");
    let background = told.lines().find(|line| line.trim_start().starts_with("Background")).unwrap_or_default();
    assert!(background.contains("light") && background.contains("when the screens last ran"), "{told}");
}

/// Promise: an answer that comes late, after keys, between keys and in pieces, changes neither the theme nor the text; it
/// is remembered for the next start.
#[test]
fn a_late_answer_is_neither_a_key_nor_text() {
    let place = Place::workspace();
    let mut run = start(&place, IMPATIENT).run();
    wait_asked(&run, 1);
    run.wait_for("Tasks");
    run.keys("aone");
    run.wait_for("one");
    run.keys(format!(" two{LIGHT} three"));
    run.wait_for("one two three");
    // In two pieces, cut behind its escape, with a key between one answer and the next.
    let (first, second) = DARK.split_at(1);
    run.keys(first);
    run.keys(second);
    run.keys(format!("!{}", &LIGHT[..9]));
    run.wait_for("three!");
    run.keys(&LIGHT[9..]);
    run.keys("?");
    run.wait_for("three!?");
    run.end_typing();
    run.wait_saved();
    wait_background(&run, NIGHT);
    run.leave();
    assert_eq!(place.notes(), ["one two three!?"]);
    assert_eq!(remembered(&place), "light\n");
}

/// Promise: a terminal that never answers is waited for by nobody.
#[test]
fn no_answer_changes_nothing() {
    let place = Place::workspace();
    let mut run = start(&place, PATIENT).run();
    wait_asked(&run, 1);
    run.wait_for("Tasks");
    run.add("typed at once");
    run.wait_saved();
    wait_background(&run, NIGHT);
    run.leave();
    assert_eq!(place.notes(), ["typed at once"]);
    assert_eq!(remembered(&place), "");
}

/// Promise: when the window regains the focus, and when the program comes back from being stopped, it asks again.
#[test]
fn it_is_asked_again_on_focus() {
    let place = Place::workspace();
    let mut run = start(&place, PATIENT).run();
    wait_asked(&run, 1);
    run.keys(DARK);
    run.wait_for("Tasks");
    run.keys(BLUR);
    run.keys(FOCUS);
    wait_asked(&run, 2);
    run.keys(LIGHT);
    wait_background(&run, PAPER);
    run.keys(format!("{BLUR}{FOCUS}"));
    wait_asked(&run, 3);
    run.keys(DARK);
    wait_background(&run, NIGHT);
    // What asks for being told of the focus is switched off on the way out: see `assert_restored`.
    assert!(find(&run.since(0), b"\x1b[?1004h").is_some());
    run.leave();
    assert_eq!(remembered(&place), "dark\n");
}

/// Promise: who chose a theme, wants no colour or has none is not asked, on focus neither.
#[test]
fn who_does_not_follow_is_not_asked() {
    let place = Place::workspace();
    for start in [
        start(&place, PATIENT).with("STATIONMASTER_THEME", "projector"),
        start(&place, PATIENT).with("NO_COLOR", "1"),
        start(&place, PATIENT).with("TERM", "vt100").with("COLORTERM", ""),
        start(&place, PATIENT).with("TERM", "linux"),
    ] {
        let mut run = start.run();
        run.wait_for("Tasks");
        run.keys(FOCUS);
        run.keys("?");
        run.wait_for("Esc closes");
        run.keys("q");
        run.leave();
        assert_eq!(asked(&run.since(0)), 0);
    }
}

/// Promise: an answer does not reach the shell that comes after: the way out waits for it, a moment.
#[test]
fn an_answer_does_not_reach_the_shell() {
    let place = Place::workspace();
    let program = place.command(&[]).get_program().to_str().expect("a path of plain letters").to_owned();
    let mut run = place.start(&[]).instead(&[
        "sh",
        "-c",
        "stty -echo; \"$0\" open \"$1\"; stty -icanon min 0 time 2; cat | od -c",
        &program,
        CANVAS,
    ]);
    run = run.with("COLORTERM", "truecolor");
    let mut run = run.run();
    wait_asked(&run, 1);
    run.keys(format!("\x03{LIGHT}"));
    run.wait_for("0000000");
    assert!(!run.screen().contains("r   g   b"), "{}", run.screen());
    assert_eq!(remembered(&place), "light\n");
}
