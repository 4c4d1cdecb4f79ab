//! Ways out, and back: whatever ends or stops the program, the terminal is as it was before.

use super::harness::{CANVAS, Place, Run};

/// A run in which a note is finished and another is being typed.
fn typing(place: &Place) -> Run {
    let mut run = place.open();
    run.keys("afinished\runfin");
    run.wait_for("unfin");
    run
}

/// What was finished is in the file; what was being typed is offered at the next start, and can be taken up.
fn assert_taken_up(place: &Place) {
    assert_eq!(place.notes(), ["finished"]);
    let mut run = place.start(&["open", CANVAS]).run();
    run.wait_for("This was being typed in");
    run.wait_for("unfin");
    run.keys("t");
    run.wait_for("Esc finish");
    run.keys("ished\r");
    run.wait_for("1.2");
    run.wait_saved();
    run.leave();
    assert_eq!(place.notes(), ["finished", "unfinished"]);
}

/// Promise: the terminal is restored after Ctrl-C, which leaves at once with everything saved, the text being typed too.
#[test]
fn ctrl_c_saves_and_restores() {
    let place = Place::workspace();
    let mut run = typing(&place);
    run.leave();
    assert_eq!(run.left_behind(), "");
    assert_eq!(place.notes(), ["finished", "unfin"]);
}

/// Promise: `q` leaves the screen, and on the map the program.
#[test]
fn q_leaves_screen_by_screen() {
    let place = Place::workspace();
    let mut run = place.open();
    run.keys("q");
    run.wait_for("station 1 of");
    run.keys("q");
    run.assert_left(0);
}

/// Promise: the terminal is restored after SIGTERM, and the exit code says which signal it was.
#[test]
fn sigterm_restores() {
    let place = Place::workspace();
    let mut run = typing(&place);
    run.signal("TERM");
    run.assert_left(143);
    assert_taken_up(&place);
}

/// Promise: the same after SIGHUP.
#[test]
fn sighup_restores() {
    let place = Place::workspace();
    let mut run = typing(&place);
    run.signal("HUP");
    run.assert_left(129);
    assert_taken_up(&place);
}

/// Promise: the same after SIGINT from elsewhere, which is 130 to a shell.
#[test]
fn sigint_restores() {
    let place = Place::workspace();
    let mut run = typing(&place);
    run.signal("INT");
    run.assert_left(130);
    assert_taken_up(&place);
}

/// Promise: a window that is closed ends the program, and nothing is lost.
#[test]
fn closing_the_window_ends_the_program() {
    let place = Place::workspace();
    let mut run = typing(&place);
    run.close();
    run.exit_code();
    assert_eq!(place.notes(), ["finished"]);
    let mut run = place.start(&["open", CANVAS]).run();
    run.wait_for("This was being typed in");
    run.wait_for("unfin");
    run.keys("t");
    run.wait_for("Esc finish");
    run.leave();
    // The pseudo-terminal types a line feed of its own when it is closed.
    assert_eq!(place.notes(), ["finished", "unfin"]);
}

/// Promise: a fault of the program restores the terminal before the report is printed, the report is kept in the state
/// folder and named, and no work is lost.
#[test]
#[cfg(debug_assertions)]
fn a_panic_restores_and_reports() {
    let place = Place::workspace();
    let mut run = place.start(&["open", CANVAS]).with("STATIONMASTER_TEST_PANIC", "1").run();
    run.wait_for("Tasks");
    run.keys("afinished\runfin");
    run.wait_for("unfin");
    run.keys("\x1b[24~");
    run.assert_left(101);
    run.wait_for("Stationmaster crashed. Your finished notes are safe.");
    let kept = super::harness::files(&place.state().join("crashes"));
    assert_eq!(kept.len(), 1);
    let report = std::fs::read_to_string(&kept[0]).expect("read");
    assert!(report.contains("on purpose"), "{report}");
    assert_taken_up(&place);
}

/// Promise: Ctrl-Z gives the shell back with the terminal as it was, and `fg` the program with its screen; the keys
/// work as before, and what changed in between is seen.
#[test]
fn ctrl_z_gives_the_shell_back_and_fg_returns() {
    let place = Place::workspace();
    let program = place.command(&[]).get_program().to_str().expect("a path of plain letters").to_owned();
    let mut run = place.start(&[]).instead(&["sh", "-i"]).with("PS1", "shell> ").run();
    run.wait_for("shell> ");
    run.keys(format!("'{program}' open {CANVAS}\r"));
    run.wait_for("Tasks");
    run.keys("afinished\runfin");
    run.wait_for("unfin");
    for round in 1..=2 {
        run.keys("\x1a");
        run.wait_until("the shell", |screen, _| {
            !screen.alternate_screen() && screen.contents().trim_end().ends_with("shell>")
        });
        run.assert_restored();
        run.keys(format!("echo $((round + {round}))\r"));
        run.wait_for(&format!("\n{round}\n"));
        let product = place.read("orders/product.toml");
        assert!(product.contains("Orders"));
        run.keys("fg\r");
        run.wait_until("the screen", |screen, _| screen.alternate_screen() && screen.contents().contains("unfin"));
        run.wait_for("Esc finish");
        run.keys(format!(" {round}"));
        run.wait_for(&format!("{round}"));
    }
    run.keys("\r");
    run.wait_for("1.3");
    run.wait_saved();
    run.keys("\x03");
    run.wait_until("the shell", |screen, _| {
        !screen.alternate_screen() && screen.contents().trim_end().ends_with("shell>")
    });
    run.keys("echo code $?\r");
    run.wait_for("\ncode 0");
    run.assert_restored();
    assert_eq!(place.notes(), ["finished", "unfin 1 2"]);
}

/// Promise: the same where SIGTSTP comes from elsewhere: the process stops, and SIGCONT brings it back.
#[test]
#[cfg(target_os = "linux")]
fn sigtstp_stops_and_sigcont_returns() {
    let place = Place::workspace();
    let mut run = typing(&place);
    run.signal("TSTP");
    run.wait_until("the terminal restored", |screen, _| !screen.alternate_screen());
    run.wait_stopped();
    run.assert_restored();
    // Somebody else writes meanwhile, in a window of another size.
    run.resize(100, 30);
    run.signal("CONT");
    run.wait_until("the screen", |screen, _| screen.alternate_screen() && screen.contents().contains("unfin"));
    run.keys("ished\r");
    run.wait_for("1.3");
    run.wait_saved();
    run.leave();
    assert_eq!(place.notes(), ["finished", "unfinished"]);
}

/// Promise: the same after every other signal that ends programs and can be caught.
#[test]
#[cfg(target_os = "linux")]
fn every_signal_that_ends_it_restores() {
    for (name, code) in [
        ("QUIT", 131),
        ("TRAP", 133),
        ("ABRT", 134),
        ("USR1", 138),
        ("USR2", 140),
        ("ALRM", 142),
        ("XCPU", 152),
        ("VTALRM", 154),
        ("PROF", 155),
        ("SYS", 159),
    ] {
        let place = Place::workspace();
        let mut run = typing(&place);
        run.signal(name);
        run.assert_left(code);
        assert_eq!(place.notes(), ["finished"], "{name}");
    }
}

/// Promise: stopped in a way that nobody can catch, and with a terminal that a shell has set for itself meanwhile, it sets
/// the terminal again when it goes on, and draws anew.
#[test]
#[cfg(target_os = "linux")]
fn sigstop_and_sigcont_set_the_terminal_again() {
    let place = Place::workspace();
    let mut run = typing(&place);
    run.signal("STOP");
    run.wait_stopped();
    run.set_as_before();
    let mark = run.mark();
    run.signal("CONT");
    for mode in ["1049", "2004", "1004", "1006"] {
        let on = format!("\x1b[?{mode}h");
        run.wait_until(&on, |_, bytes| super::harness::find(&bytes[mark..], on.as_bytes()).is_some());
    }
    run.wait_frame(mark);
    // Key by key, and not line by line.
    run.keys("ish");
    run.wait_for("unfinish");
    run.keys("ed\r");
    run.wait_for("1.3");
    run.wait_saved();
    run.leave();
    assert_eq!(place.notes(), ["finished", "unfinished"]);
}

/// Promise: a paste that never ends neither makes the program deaf nor is lost, and Ctrl-C gets through it.
#[test]
fn a_paste_without_an_end_is_kept_and_ctrl_c_gets_through() {
    let place = Place::workspace();
    let mut run = typing(&place);
    run.keys("\x1b[200~ished by half a paste");
    run.wait_for("unfinished by half a paste");
    run.keys(", and typed on");
    run.wait_for("paste, and typed on");
    run.keys("\x1b[200~, and pasted\x03");
    run.assert_left(0);
    assert_eq!(place.notes(), ["finished", "unfinished by half a paste, and typed on, and pasted"]);
}

/// Promise: sequences of every family, cut behind their escape for longer than an escape waits, are neither typed nor run.
#[test]
fn a_sequence_that_lost_its_escape_runs_nothing() {
    let place = Place::workspace();
    let mut run = place.start(&[]).run();
    run.wait_for("station 1 of");
    for rest in ["]10;rgb:1/2/3\x1b\\", "P>|XTerm(390)\x1b\\", "_Gi=1;OK\x1b\\", "[<35;10;10M", "[E", "Oz"] {
        run.keys("\x1b");
        std::thread::sleep(std::time::Duration::from_millis(300));
        run.keys(rest);
    }
    run.keys("?");
    run.wait_for("Esc closes");
    run.keys("\x1b");
    run.wait_for("station 1 of");
    run.leave();
    assert_eq!(place.notes(), [""; 0]);
}

/// Promise: an editor that opens a window of its own and returns at once is waited for, and one that is not there is named.
#[test]
fn an_editor_that_returns_at_once_is_waited_for() {
    let place = Place::workspace();
    place.write("editor", "#!/bin/sh\n(while ! test -e \"$0.go\"; do sleep 0.05; done; echo saved later >\"$1\") &\n");
    let editor = format!("sh {}", place.path("editor").display());
    let mut run = place.start(&["open", CANVAS]).with("VISUAL", &editor).run();
    run.wait_for("Tasks");
    run.add("first");
    run.keys("\x0f");
    run.wait_for("Save the text there");
    place.write("editor.go", "");
    run.wait_for("saved later");
    run.wait_saved();
    run.leave();
    assert_eq!(place.notes(), ["saved later"]);
    let mut run = place.start(&["open", CANVAS]).with("VISUAL", "no-such-editor").run();
    run.wait_for("Gain Enabling Features");
    run.keys("\x1b[Z");
    run.wait_for("saved later");
    run.keys("\x0f");
    run.wait_for("no-such-editor was not found");
    run.leave();
    // What is no program, and what fails: said, and the text is as it was.
    for (editor, said) in [("/dev/null", "cannot be run; the text is unchanged"), ("false", "ended with an error")] {
        let mut run = place.start(&["open", CANVAS]).with("VISUAL", " ").with("EDITOR", editor).run();
        run.wait_for("Gain Enabling Features");
        run.keys("\x1b[Z");
        run.wait_for("saved later");
        run.keys("\x0f");
        run.wait_for(said);
        run.leave();
    }
    assert_eq!(place.notes(), ["saved later"]);
}
