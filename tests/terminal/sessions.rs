//! A workshop session in a real terminal: begun, killed, gone on with, closed.

use super::harness::Place;

const RECORD: &str = "orders/sessions/2026-11-23-value.toml";

fn planned() -> Place {
    let place = Place::workspace();
    place.write(
        RECORD,
        "format = 1\nsession = \"blank\"\ntitle = \"Orders: value\"\nstate = \"planned\"\ndate = 2026-11-23\n\
         canvases = [\"api-value-proposition\"]\n\n[attendees.m4t8ze]\nwho = \"API product owner\"\ndecides = true\n\n\
         [blocks.w2c5kd]\nkind = \"opening\"\nminutes = 5\n\n\
         [blocks.b3c5kd]\nkind = \"write\"\ncanvas = \"api-value-proposition\"\nsection = \"tasks\"\nminutes = 7\n\n\
         [blocks.b6c5kd]\nkind = \"close\"\nminutes = 4\n",
    );
    place
}

/// Promise: a session that is killed in the middle of a block is there again, in the same block and with its clock; the
/// close leaves nothing of it outside the workspace.
#[test]
fn a_killed_session_goes_on_in_the_same_block_and_is_closed() {
    let place = planned();
    let mut run = place.start(&["workshop", "2026-11-23-value", "--begin"]).run();
    run.wait_for("1 of 3");
    run.keys(")");
    run.wait_for("2 of 3");
    run.wait_for("left");
    run.kill();
    assert!(place.read(RECORD).contains("state = \"running\""));
    let mut run = place.start(&["workshop"]).run();
    run.wait_for("2 of 3");
    run.wait_for("left");
    run.keys(")");
    run.wait_for("3 of 3");
    run.keys(")");
    run.wait_for("How did it go?");
    run.keys("\r");
    run.wait_for("The session is closed");
    run.leave();
    let record = place.read(RECORD);
    assert!(record.contains("state = \"closed\"") && record.contains("ended = "), "{record}");
    let left = std::fs::read_dir(place.state().join("sessions")).map_or(0, Iterator::count);
    assert_eq!(left, 0, "its private log is gone, with its folders");
}
