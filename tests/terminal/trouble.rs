//! Disks that say no: it is reported, the work stays on the screen and is written as soon as it can be.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;

use super::harness::{CANVAS, Place, Run};

/// Types a note that cannot be written, fixes what was wrong, and waits until it is written without another key.
fn write_once_possible(place: &Place, run: &mut Run, said: &str, fix: impl FnOnce()) {
    run.keys("akept on screen\r");
    run.wait_not_saved();
    run.wait_for(said);
    run.wait_for("kept on screen");
    fix();
    run.wait_saved();
    assert_eq!(place.notes(), ["kept on screen"]);
    run.leave();
    assert_eq!(run.left_behind(), "");
    place.assert_sound();
}

/// Promise: a file that is marked as read-only. (The mark counts for root, too.)
#[test]
fn a_read_only_file_is_written_once_it_may_be() {
    let place = Place::workspace();
    let mut run = place.open_in(240, 24);
    fs::set_permissions(place.path(CANVAS), Permissions::from_mode(0o444)).expect("set");
    let fix = || fs::set_permissions(place.path(CANVAS), Permissions::from_mode(0o644)).expect("set");
    write_once_possible(&place, &mut run, "read-only", fix);
}

/// Promise: a folder that is marked as read-only.
#[test]
fn a_read_only_folder_is_written_once_it_may_be() {
    let place = Place::workspace();
    let mut run = place.open_in(240, 24);
    fs::set_permissions(place.path("orders"), Permissions::from_mode(0o555)).expect("set");
    let fix = || fs::set_permissions(place.path("orders"), Permissions::from_mode(0o755)).expect("set");
    write_once_possible(&place, &mut run, "read-only", fix);
}

/// Promise: a folder that has vanished, and comes back.
#[test]
fn a_vanished_folder_is_written_once_it_is_back() {
    let place = Place::workspace();
    let mut run = place.open_in(240, 24);
    fs::rename(place.path("orders"), place.path("away")).expect("moved");
    let fix = || fs::rename(place.path("away"), place.path("orders")).expect("moved");
    write_once_possible(&place, &mut run, "no longer exists", fix);
}

/// Promise: what could not be written when the program was left is in the journal, which is said, and comes back at the
/// next start.
#[test]
fn what_could_not_be_written_comes_back_at_the_next_start() {
    let place = Place::workspace();
    let mut run = place.open_in(240, 24);
    fs::rename(place.path("orders"), place.path("away")).expect("moved");
    run.keys("akept\r");
    run.wait_not_saved();
    run.keys("\x03");
    // Whoever called the program has to hear of it, too.
    run.assert_left(2);
    run.wait_for("is not saved");
    fs::rename(place.path("away"), place.path("orders")).expect("moved");
    assert!(place.notes().is_empty());
    let mut run = place.open_in(240, 24);
    run.wait_for("kept");
    run.wait_saved();
    run.leave();
    assert_eq!(place.notes(), ["kept"]);
}

/// Promise: a full disk, here a limit on what the program may write.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_written_once_there_is_room() {
    let place = Place::workspace();
    let mut run = place.start(&["open", CANVAS]).size(80, 24).behind("trap '' XFSZ; ulimit -S -f 8; exec \"$@\"").run();
    run.wait_for("Tasks");
    let long = "A parcel that is too large for this disk. ".repeat(300);
    run.keys("a");
    run.wait_for("Esc finish");
    run.paste(&long);
    run.keys("\r");
    run.wait_not_saved();
    run.wait_until("the reason", |screen, _| {
        let text = screen.contents().split_whitespace().collect::<Vec<_>>().join(" ");
        // Neither the file nor the journal could be written; which is told first is up to the disk.
        text.contains("could not be written")
            && text.contains("There is no space left on the disk.")
            && text.contains("more M")
    });
    let id = run.id().to_string();
    let lifted = std::process::Command::new("prlimit").args(["--pid", &id, "--fsize=unlimited"]).status();
    assert!(lifted.expect("prlimit runs").success());
    run.wait_saved();
    assert_eq!(place.notes(), [long.trim()]);
    run.leave();
    place.assert_sound();
}

/// Promise: without a state folder the program says so and goes on without; what is done is saved.
#[test]
fn without_a_state_folder_the_work_goes_on() {
    let place = Place::workspace();
    let mut run = place.start(&["open", CANVAS]).with("STATIONMASTER_STATE", "/dev/null/state").run();
    run.wait_for("/dev/null/state");
    run.add("saved all the same");
    run.wait_saved();
    assert_eq!(place.notes(), ["saved all the same"]);
    run.leave();
}

/// Promise: a file that is gone is not brought back unasked while nothing changes, and is written again with the next
/// change.
#[test]
fn a_file_that_is_gone_is_written_with_the_next_change() {
    let place = Place::workspace();
    let mut run = place.open_in(240, 24);
    run.add("first");
    run.wait_saved();
    fs::remove_file(place.path(CANVAS)).expect("removed");
    run.wait_for("no longer exists");
    run.add("second");
    run.wait_saved();
    assert_eq!(place.notes(), ["first", "second"]);
    run.leave();
}
