//! Several hands on one canvas: two windows, and other programs.

use super::harness::{CANVAS, EMPTY, Place};

fn one_note() -> Place {
    Place::with_canvas(&format!("{EMPTY}\n[notes.tasks.t7qm4k]\ntext = \"Send a parcel\"\n"))
}

/// Promise: two windows on one canvas both work: what either does is in the file and, without a key, on both screens.
#[test]
fn two_windows_work_on_one_canvas() {
    let place = Place::workspace();
    let (mut one, mut two) = (place.open(), place.open());
    one.add("from one");
    two.wait_for("from one");
    two.add("from two");
    one.wait_for("from two");
    // Both type at once.
    one.keys("athird");
    two.keys("afourth");
    one.wait_for("third");
    two.wait_for("fourth");
    one.end_typing();
    two.wait_for("third");
    two.wait_for("fourth");
    two.end_typing();
    one.wait_for("fourth");
    one.wait_saved();
    two.wait_saved();
    one.leave();
    two.leave();
    let mut notes = place.notes();
    notes.sort();
    assert_eq!(notes, ["fourth", "from one", "from two", "third"]);
    place.assert_sound();
}

/// Both windows change the text of one note; the second is asked and takes the side with this key.
fn both_change_one_note(key: &str) -> Place {
    let place = one_note();
    let (mut one, mut two) = (place.open(), place.open());
    for run in [&mut one, &mut two] {
        run.wait_for("Send a parcel");
        run.keys("e");
        run.wait_for("Esc finish");
    }
    one.keys("\x15Collect a parcel");
    two.keys("\x15Return a parcel");
    one.wait_for("Collect a parcel");
    two.wait_for("Return a parcel");
    one.end_typing();
    one.wait_saved();
    two.keys("\x1b");
    two.wait_for("both changed the same thing");
    two.wait_for("Return a parcel");
    two.wait_for("Collect a parcel");
    two.answer(key, "both changed the same thing");
    two.wait_saved();
    let text = place.notes().join("");
    one.wait_for(&text);
    two.wait_for(&text);
    one.leave();
    two.leave();
    place.assert_sound();
    place
}

/// Promise: where both changed one field the person is asked and sees both; mine can stand.
#[test]
fn a_clash_settled_as_mine() {
    assert_eq!(both_change_one_note("m").notes(), ["Return a parcel"]);
}

/// Promise: the same, and theirs can stand.
#[test]
fn a_clash_settled_as_theirs() {
    assert_eq!(both_change_one_note("t").notes(), ["Collect a parcel"]);
}

/// Promise: an edit from outside shows up without a key, comments and all that was written by hand stay, and what is
/// being typed meanwhile is not touched.
#[test]
fn an_edit_from_outside_shows_up() {
    let place = one_note();
    let mut run = place.open();
    run.wait_for("Send a parcel");
    let outside = format!(
        "# by hand\n{EMPTY}\n[notes.tasks.t7qm4k] # the first\ntext = \"Collect a parcel\"\n\n\
         [notes.tasks.b2h8xd]\ntext = \"Return a parcel\"\n"
    );
    place.replace(CANVAS, &outside);
    run.wait_for("Collect a parcel");
    run.wait_for("Return a parcel");
    run.keys("aTrack");
    run.wait_for("Track");
    let again = outside.replace("Return a parcel", "Refuse a parcel");
    place.replace(CANVAS, &again);
    run.wait_for("Refuse a parcel");
    run.keys(" a parcel");
    run.wait_for("Track a parcel");
    run.end_typing();
    run.wait_saved();
    run.leave();
    let written = place.read(CANVAS);
    assert!(written.starts_with(&again), "{written}");
    assert_eq!(place.notes(), ["Collect a parcel", "Refuse a parcel", "Track a parcel"]);
}

/// Promise: an edit from outside that makes the file invalid is reported with its place and never written over; the
/// text that is being typed stays, and is saved once the file is fixed.
#[test]
fn an_invalid_edit_from_outside_is_reported_and_the_work_kept() {
    let place = one_note();
    let whole = place.read(CANVAS);
    let mut run = place.open();
    run.keys("aTrack a pa");
    run.wait_for("Track a pa");
    let broken = format!("{whole}\n[notes.tasks\n");
    place.replace(CANVAS, &broken);
    run.wait_for("cannot be read");
    run.keys("rcel\r");
    run.wait_for("Track a parcel");
    run.wait_not_saved();
    assert_eq!(place.read(CANVAS), broken, "an invalid file is never written");
    place.replace(CANVAS, &whole.replace("Send", "Collect"));
    run.wait_for("Collect a parcel");
    run.wait_for("Track a parcel");
    run.wait_saved();
    run.leave();
    assert_eq!(place.notes(), ["Collect a parcel", "Track a parcel"]);
    place.assert_sound();
}

/// Promise: the same where nobody was typing: the file is shown with the reason, and opens again as soon as it is fixed.
#[test]
fn an_invalid_file_opens_again_as_soon_as_it_is_mended() {
    let place = one_note();
    let whole = place.read(CANVAS);
    let mut run = place.open();
    place.replace(CANVAS, &whole.replace("\n[notes.tasks.t7qm4k]", "\n[notes.tasks.t7qm4k"));
    run.wait_for("orders/api-value-proposition.toml:7:");
    place.replace(CANVAS, &whole.replace("Send", "Collect"));
    // That it was read again was said of the broken one already.
    run.wait_gone("orders/api-value-proposition.toml:7:");
    run.wait_for(" filled");
    run.keys("\x1b[Z");
    run.wait_for("Collect a parcel");
    run.add("Track a parcel");
    run.wait_saved();
    run.leave();
    assert_eq!(place.notes(), ["Collect a parcel", "Track a parcel"]);
}

/// Promise: what is open of a product stands on its map, and the map follows the file.
#[test]
fn what_is_due_follows_its_file() {
    let place = Place::workspace();
    let action = |done: &str| {
        format!("format = 1\n\n[actions.2rv8tg]\ntext = \"Ask finance\"\nowner = \"Support\"\ndue = 2020-01-02\n{done}")
    };
    place.write("orders/follow-up.toml", action(""));
    let mut run = place.start(&[]).run();
    run.wait_for("Overdue since 2020-01-02, Support: Ask finance");
    place.replace("orders/follow-up.toml", &action("done = 2020-01-03\n"));
    run.wait_gone("Ask finance");
    place.replace("orders/follow-up.toml", &action(""));
    run.wait_for("Ask finance");
    run.leave();
}
