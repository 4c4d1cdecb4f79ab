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
    run.wait_for("Stationmaster stopped through a fault of its own.");
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
    let is_stopped = || {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", run.id())).expect("a process");
        stat.rsplit(") ").next().is_some_and(|rest| rest.starts_with('T'))
    };
    run.wait_until("the terminal restored", |screen, _| !screen.alternate_screen());
    while !is_stopped() {
        std::thread::yield_now();
    }
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
