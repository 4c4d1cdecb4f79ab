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

/// Every file below a folder with its bytes.
fn all_below(folder: &std::path::Path) -> std::collections::BTreeMap<std::path::PathBuf, Vec<u8>> {
    let mut found = std::collections::BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                found.insert(entry.path(), std::fs::read(entry.path()).expect("read"));
            }
        }
    }
    found
}

/// Promise: a rehearsal is written on every title line, and changes no byte of the workspace or of the state folder.
#[test]
fn a_rehearsal_leaves_no_trace() {
    let place = planned();
    let before = (all_below(&place.inside()), all_below(&place.state()));
    let mut run = place.start(&["workshop", "2026-11-23-value", "--rehearse"]).run();
    run.wait_for("1 of 3");
    run.wait_for("REHEARSAL");
    run.keys(")");
    run.wait_for("2 of 3");
    run.keys("\r");
    run.wait_for("WRITING");
    run.wait_for("REHEARSAL");
    run.keys("A card\r");
    run.wait_for("A card");
    run.keys("\x1b");
    run.wait_gone("WRITING");
    run.keys(")");
    run.wait_for("3 of 3");
    run.keys(")");
    run.wait_for("How did it go?");
    run.keys("\r");
    run.wait_for("The rehearsal is over");
    run.leave();
    run.wait_for("nothing of it was kept");
    assert_eq!((all_below(&place.inside()), all_below(&place.state())), before);
    let left = std::fs::read_dir(place.inside().parent().expect("above").join("tmp")).map_or(0, Iterator::count);
    assert_eq!(left, 0, "the copy is gone");
}

/// Promise: a new session can be rehearsed, too, and a planned one with one key, after which its plan is there again.
#[test]
fn a_plan_is_rehearsed_with_one_key_and_is_there_again() {
    let place = planned();
    let mut run = place.start(&["workshop", "2026-11-23-value"]).run();
    run.wait_for("planned");
    run.keys("R");
    run.wait_for("REHEARSAL");
    run.wait_for("1 of 3");
    run.keys(")");
    run.wait_for("2 of 3");
    run.keys("\x03");
    run.wait_for("That was a rehearsal");
    run.wait_gone("REHEARSAL");
    run.wait_for("planned");
    assert!(place.read(RECORD).contains("state = \"planned\""));
    run.leave();
    let before = all_below(&place.inside());
    let mut run = place.start(&["workshop", "domain", "--rehearse"]).run();
    run.wait_for("REHEARSAL");
    run.wait_for("left");
    run.leave();
    assert_eq!(all_below(&place.inside()), before);
}

/// Promise: a session that has begun is not rehearsed.
#[test]
fn what_has_begun_is_not_rehearsed() {
    let place = planned();
    place.write(RECORD, place.read(RECORD).replace("\"planned\"", "\"running\""));
    let run = place.start(&["workshop", "2026-11-23-value", "--rehearse"]).run();
    run.wait_for("has begun");
}
