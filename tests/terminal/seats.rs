//! A session with several terminals: one drives, one shows the room's view, one has a seat.

use std::io::Write as _;
use std::process::Stdio;

use super::harness::{Place, Run, find};

const RECORD: &str = "orders/sessions/2026-11-23-value.toml";
const SECRET: &str = "Zebra prints a label";

fn planned() -> Place {
    let place = Place::workspace();
    place.write(
        RECORD,
        "format = 1\nsession = \"blank\"\ntitle = \"Orders: value\"\nstate = \"planned\"\ndate = 2026-11-23\n\
         canvases = [\"api-value-proposition\"]\n\n[attendees.m4t8ze]\nwho = \"API product owner\"\ndecides = true\n\n\
         [attendees.n4t8ze]\nwho = \"API designer\"\n\n[blocks.w2c5kd]\nkind = \"opening\"\nminutes = 5\n\n\
         [blocks.b3c5kd]\nkind = \"write\"\ncanvas = \"api-value-proposition\"\nsection = \"tasks\"\nminutes = 7\n\n\
         [blocks.b4c5kd]\nkind = \"talk\"\ncanvas = \"api-value-proposition\"\nsection = \"tasks\"\nminutes = 3\n\n\
         [blocks.b6c5kd]\nkind = \"close\"\nminutes = 4\n",
    );
    place
}

fn drive(place: &Place) -> Run {
    let run = place.start(&["workshop", "2026-11-23-value", "--begin"]).run();
    run.wait_for("1 of 3");
    run
}

fn knows_nothing(run: &Run) {
    assert_eq!(find(&run.since(0), SECRET.as_bytes()), None, "{}", run.screen());
}

/// Promise: what somebody writes at a keyboard of their own is in no byte that another terminal gets, until it is revealed.
#[test]
fn what_is_written_at_a_seat_is_seen_by_nobody_else_before_the_reveal() {
    let place = planned();
    let mut driver = drive(&place);
    let mut stage = place.start(&["present"]).run();
    stage.wait_for("1 of 3");
    let mut seat = place.start(&["join", "--as", "API designer"]).size(120, 36).run();
    seat.wait_for("1 of 3");
    driver.keys(")");
    seat.wait_for("Yours, hidden (0)");
    seat.keys(format!("{SECRET}\r"));
    seat.wait_for("Yours, hidden (1)");
    stage.wait_for("1 hidden");
    seat.keys("\r");
    seat.wait_for("you have finished");
    stage.wait_for("1 of 1 have finished");
    knows_nothing(&stage);
    knows_nothing(&driver);
    assert!(!place.read(super::harness::CANVAS).contains(SECRET));
    driver.keys(")");
    driver.wait_for("Reveal");
    driver.keys("r");
    stage.wait_for(SECRET);
    seat.wait_for("1.1");
    assert_eq!(place.notes(), [SECRET]);
    driver.keys(")");
    driver.wait_for("3 of 3");
    seat.wait_for("How did it go");
    driver.keys(")");
    driver.wait_for("How did it go?");
    driver.keys("\r");
    stage.assert_left(0);
    seat.assert_left(0);
    driver.leave();
}

/// Promise: when the driver's terminal is gone, a seat waits, and goes on where it was once it is driven again.
#[test]
fn a_seat_comes_back_by_itself_once_the_session_is_driven_again() {
    let place = planned();
    let mut driver = drive(&place);
    let mut seat = place.start(&["join"]).run();
    seat.wait_for("Which seat is yours?");
    seat.keys("\x1b[B\r");
    seat.wait_for("1 of 3");
    driver.keys(")");
    seat.wait_for("Yours, hidden (0)");
    seat.keys("One\r");
    seat.wait_for("1 hidden");
    driver.kill();
    seat.wait_for("Waiting");
    seat.keys("Two\r");
    seat.wait_for("Yours, hidden (2)");
    let driver = place.start(&["workshop"]).run();
    driver.wait_for("2 of 3");
    seat.wait_gone("Waiting");
    seat.wait_for("2 hidden");
    seat.keys("\x1b");
    seat.wait_for("q leave");
    seat.keys("q");
    seat.assert_left(0);
}

/// Promise: without a terminal a seat works line by line, and says so.
#[test]
fn a_seat_without_a_terminal_works_line_by_line() {
    let place = planned();
    let mut driver = drive(&place);
    driver.keys(")");
    driver.wait_for("2 of 3");
    let mut command = place.command(&["join", "--as", "API designer"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(format!("{SECRET}\nnotes\n").as_bytes()).expect("written");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    let (said, aside) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{said}{aside}");
    assert!(said.contains("You have the seat API designer.") && said.contains(&format!("a {SECRET}")), "{said}");
    assert!(aside.contains("line by line"), "{aside}");
    driver.wait_for("1 note is hidden");
    driver.leave();
}

/// Promise: where no session runs, that is said, with 2.
#[test]
fn where_no_session_runs_nobody_can_join() {
    let place = planned();
    for command in ["join", "present"] {
        let output = place.command(&[command]).output().expect("the program runs");
        assert_eq!(output.status.code(), Some(2), "{output:?}");
    }
    let output = place.command(&["join"]).output().expect("the program runs");
    assert!(String::from_utf8_lossy(&output.stderr).contains("No session is running here."), "{output:?}");
}
