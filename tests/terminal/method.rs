//! Method files that change while the screens are open: they are taken up, and broken ones are named.

use stationmaster::method::starter;

use super::harness::{CANVAS, EMPTY, Place};

const OWN: &str = "method/api-value-proposition.toml";

/// A canvas in the place of the built-in one, whose first section is called so.
fn own(title: &str) -> String {
    let text = starter("canvas").expect("a starter").replace("our-canvas", "api-value-proposition");
    text.replace("<title of the first section>", title).replace("\"first\"", "\"tasks\"")
}

#[test]
fn a_method_file_that_comes_changes_breaks_and_goes_is_taken_up_at_once() {
    let place = Place::with_canvas(&format!("{EMPTY}\n[notes.tasks.t7qm4k]\ntext = \"Send a parcel\"\n"));
    place.write("method/keep.txt", "not ours");
    let mut run = place.open();
    run.wait_for("Send a parcel");
    run.keys("g1");
    run.wait_for("Tasks");
    place.replace(OWN, &own("What people do"));
    run.wait_for("What people do");
    run.wait_for("your own, not the built-in one");
    run.wait_for("read again");
    place.replace(OWN, &own("What carriers do"));
    run.wait_for("What carriers do");
    place.replace(OWN, &own("Broken").replacen("column       = 1", "column       = 0", 1));
    run.wait_for("is ignored");
    run.wait_gone("What carriers do");
    run.wait_for("Tasks");
    place.replace(OWN, &own("Mended"));
    run.wait_for("Mended");
    std::fs::remove_file(place.path(OWN)).expect("removed");
    run.wait_gone("Mended");
    run.wait_for("Tasks");
    run.add("still here");
    run.leave();
    assert_eq!(place.notes(), ["Send a parcel", "still here"]);
    place.assert_sound();
}

#[test]
fn a_document_follows_a_template_that_comes_later() {
    let place = Place::with_canvas(&EMPTY.replace("api-value-proposition", "ours"));
    let mut run = place.start(&["open", CANVAS]).run();
    run.wait_for("ours");
    place.write("method/ours.toml", starter("canvas").expect("a starter").replace("our-canvas", "ours"));
    run.wait_for("<title of the first section>");
    run.leave();
}

#[test]
fn a_broken_method_file_is_named_when_the_screens_open() {
    let place = Place::workspace();
    place.write("method/torn.toml", "canvas = ");
    let mut run = place.open();
    run.wait_for("method/torn.toml:1 is ignored");
    run.leave();
}

#[test]
fn the_screens_speak_the_language_of_the_method_where_the_program_has_none() {
    let place = Place::with_canvas(&format!("{EMPTY}\n[notes.tasks.t7qm4k]\ntext = \"Send a parcel\"\n"));
    let mut run = place.start(&["open", CANVAS, "--lang", "fi"]).run();
    run.wait_for("only the method texts are");
    run.wait_for("2 Hyötyjä mahdollistavat ominaisuudet");
    run.keys("g1");
    run.wait_for("1 Tehtävät");
    run.leave();
}

#[test]
fn a_canvas_of_ones_own_is_chosen_among_the_others() {
    let place = Place::workspace();
    place.write(
        "method/ours.toml",
        starter("canvas").expect("a starter").replace("our-canvas", "ours").replace("<short title>", "Ropes"),
    );
    let mut run = place.start(&[]).run();
    run.wait_for("station 1 of 8");
    run.keys("cRopes");
    run.wait_for("your own");
    run.keys("\r");
    run.wait_for("<which question does the team answer here?>");
    run.add("A rope that holds");
    run.leave();
    assert!(place.read("orders/ours.toml").contains("A rope that holds"));
}

#[test]
fn a_method_file_of_the_user_is_taken_up_while_the_screens_are_open() {
    let place = Place::workspace();
    let home = if cfg!(target_os = "macos") { "Library/Application Support" } else { ".local/share" };
    let folder = place.inside().join("../home").join(home).join("stationmaster/method");
    std::fs::create_dir_all(&folder).expect("made");
    let mut run = place.open();
    run.wait_for("Tasks");
    std::fs::write(folder.join("value.toml"), own("What I call it")).expect("written");
    run.wait_for("What I call it");
    run.wait_for("your own, not the built-in one");
    run.leave();
}

#[test]
fn an_import_is_spoken_at_once_by_screens_that_are_open_and_taken_back_at_once() {
    let place = Place::with_canvas(&EMPTY.replace("api-value-proposition", "domain"));
    let package = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/package");
    let mut run = place.start(&["open", CANVAS]).run();
    run.wait_for("Selected Customer Journey Steps");
    let method = |arguments: &[&str]| {
        let ran = place.command(&[&["method", "import"], arguments].concat()).output().expect("the program runs");
        assert_eq!(ran.status.code(), Some(0), "{ran:?}");
    };
    method(&[package]);
    run.wait_for("Ship's Day");
    run.wait_for("Which hours of a ship's day does this page explain?");
    run.wait_for("Harbour Words");
    run.keys("q");
    run.wait_for("Once round the Harbour");
    run.wait_for("Light the lamps and count them.");
    method(&["--remove"]);
    run.wait_for("API Productization Cycle");
    run.leave();
    assert!(!place.path("method/apiops-cycles-method-data").exists());
}
