//! From an empty folder to a file worth committing, by keys.

use std::path::PathBuf;

use super::harness::{CANVAS, EMPTY, Place, files, find};

/// Promise: in a folder without a workspace the program offers to create one and writes nothing unasked. By keys alone
/// a canvas comes to be and is filled, and what stands on the disk is small and clean. The terminal is then as it was.
#[test]
fn an_empty_folder_becomes_a_workspace_by_keys() {
    let place = Place::empty();
    let mut run = place.start(&[]).run();
    run.wait_for("There is no workspace in");
    assert_eq!(files(&place.inside()), Vec::<PathBuf>::new(), "nothing is written unasked");
    run.keys("c");
    run.wait_for("Create a workspace here");
    run.keys("\x15Orders\r");
    run.wait_for("station 1 of");
    run.keys("c");
    run.wait_for("Create which canvas");
    run.keys("value prop\r");
    run.wait_for("0 of 4 filled");
    run.keys("aSee where an order is\r");
    run.wait_for("1.1");
    run.wait_saved();
    run.keys("Change the address");
    run.end_typing();
    run.wait_for("1.2");
    run.wait_saved();
    run.leave();
    assert_eq!(run.left_behind(), "", "nothing is said when all went well");
    let made = ["orders/api-value-proposition.toml", "orders/product.toml", "stationmaster.toml"];
    assert_eq!(files(&place.inside()), made.map(|file| place.path(file)));
    let written = place.read(CANVAS);
    let id = |text: &str| {
        let before = written.split(text).next().expect("before it");
        before.rsplit("[notes.tasks.").next().expect("a table")[..6].to_owned()
    };
    let (first, second) = (id("See where"), id("Change the"));
    let expected = format!(
        "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\n\
         [notes.tasks.{first}]\ntext = \"See where an order is\"\n\n\
         [notes.tasks.{second}]\ntext = \"Change the address\"\n"
    );
    assert_eq!(written, expected);
    place.assert_sound();
}

/// Promise: the welcome screen leaves on `q` and has written nothing.
#[test]
fn the_welcome_screen_is_left_without_a_trace() {
    let place = Place::empty();
    let mut run = place.start(&[]).run();
    run.wait_for("There is no workspace in");
    run.keys("q");
    run.assert_left(0);
    assert_eq!(files(&place.inside()), Vec::<PathBuf>::new());
}

/// Promise: `open FILE` lands in Walk at the first unfinished section, with the keys as commands; the file holds a note
/// before the screen says that it is saved.
#[test]
fn open_lands_at_the_first_unfinished_section_and_saved_means_saved() {
    let canvas = "[notes.tasks.t7qm4k]\ntext = \"See where an order is\"\n\n[sections.tasks]\nstate = \"done\"\n";
    let place = Place::with_canvas(&format!("{}\n{canvas}", super::harness::EMPTY));
    let mut run = place.start(&["open", CANVAS]).run();
    run.wait_for("Gain Enabling Features");
    run.wait_for("Which features would help users and developers");
    run.keys("a");
    for at in 1..=10 {
        let text = format!("Feature {at:02}");
        run.keys(format!("{text}\r"));
        run.wait_until("the note saved", |screen, _| {
            let rows: Vec<String> = screen.rows(0, 80).collect();
            let finished = rows.iter().any(|row| row.contains(&text) && row.contains(&format!("2.{at}")));
            finished && rows[0].trim_end().ends_with("· saved")
        });
        assert!(place.read(CANVAS).contains(&text), "the screen said saved before {text} was");
    }
    run.end_typing();
    run.leave();
    assert_eq!(place.notes().len(), 11);
    place.assert_sound();
}

/// Promise: text typed ahead while the program starts is not eaten, Enter included.
#[test]
fn what_is_typed_before_the_program_is_there_arrives() {
    let place = Place::workspace();
    let mut run = place.start(&["open", CANVAS]).typed_ahead("afirst\rsecond\rthi").run();
    // Some come while it starts, byte by byte.
    for key in "rd\rfourth\r".chars() {
        run.keys(key.to_string());
    }
    run.wait_for("1.4");
    run.wait_saved();
    run.leave();
    assert_eq!(place.notes(), ["first", "second", "third", "fourth"]);
}

/// Promise: the example begins with a tour, which does not cover the work and can be left with one key.
#[test]
fn the_demo_begins_with_a_tour() {
    let place = Place::empty();
    let mut run = place.start(&["demo"]).run();
    run.wait_for("F7 leaves the tour");
    run.wait_for("? keys");
    run.keys("\x1b[18~");
    run.wait_gone("leaves the tour");
    run.keys("\x1b[18~");
    run.wait_for("Choose a canvas of this station");
    run.leave();
}

/// Promise: the map of a product with many documents is there before they are read, and says so; then it says how far
/// everything is. What was typed meanwhile waits for the documents.
#[test]
fn a_large_product_shows_its_map_before_its_documents() {
    let place = Place::workspace();
    for at in 0..40 {
        let note = format!("\n[notes.tasks.{:06}]\ntext = \"Canvas number {at}\"\n", 100_000 + at);
        let path = format!("orders/api-value-proposition.c{at}.toml");
        place.write(&path, format!("{}{note}", EMPTY.trim_end()));
    }
    let mut run = place.start(&[]).run();
    run.wait_until("the map before its documents", |_, bytes| find(bytes, "Reading 41 documents".as_bytes()).is_some());
    run.wait_gone("Reading 41 documents");
    run.wait_for("of 4");
    run.kill();
    // The key that opens the first document finds it, however soon it comes.
    let mut run = place.start(&[]).size(120, 36).typed_ahead("/number 39").run();
    run.wait_for("Canvas number 39");
    run.leave();
}

/// Promise: signs are those that the terminal shows: more than ASCII where its locale is UTF-8 or nobody says, ASCII where the
/// first of `LC_ALL`, `LC_CTYPE` and `LANG` that says anything names another encoding.
#[test]
fn results_have_the_signs_that_the_terminal_shows() {
    let place = Place::workspace();
    for (locale, is_ascii) in [
        (["", "", "C.UTF-8"], false),
        (["", "", ""], false),
        (["C", "C.UTF-8", "C.UTF-8"], true),
        (["", "POSIX", "C.UTF-8"], true),
        (["de_DE.UTF-8", "C", "C"], false),
    ] {
        let names = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().zip(locale);
        let start = names.fold(place.start(&["list"]).size(120, 24), |start, (name, value)| start.with(name, value));
        let mut run = start.run();
        run.wait_for("Next: ");
        assert_eq!(run.exit_code(), 0);
        let shown = run.screen();
        assert_eq!(shown.contains("Orders - orders"), is_ascii, "{locale:?}\n{shown}");
        assert_eq!(shown.contains("Orders · orders"), !is_ascii, "{locale:?}\n{shown}");
        assert_eq!(shown.is_ascii(), is_ascii, "{locale:?}\n{shown}");
    }
}

/// Promise: `start` asks one question after the other, breaks no word, takes no key for evidence, and asks once who answers.
#[test]
fn where_to_start_is_asked_a_line_at_a_time() {
    let place = Place::workspace();
    place.write(
        "orders/product.toml",
        "format = 1\nname = \"Orders\"\ncycle = \"api-productization-cycle\"\nstyles = []\n",
    );
    let mut run = place.start(&["start"]).size(44, 90).run();
    run.wait_for("Who answers?");
    run.keys("y\r");
    run.wait_for("y is an answer");
    run.keys("RA\r");
    run.wait_for("Question 1 of at most 21");
    run.keys("y\r");
    run.wait_for("Question 2 of at most 21");
    // What was meant for the question is no evidence.
    run.keys("e\r");
    run.wait_for("Where can it be seen?");
    run.keys("u\r");
    run.wait_for("Question 3 of at most 21");
    run.keys("b\r");
    run.wait_for("Answer: unsure (RA, ");
    run.keys("e\r");
    run.wait_for("goes on: ");
    run.keys("docs/goals.md\r");
    run.wait_for("Evidence: docs/goals.md");
    run.keys("n\r");
    run.wait_for("unsure → no");
    run.wait_for("Question 3 of at most 21");
    let broken = run.screen();
    let text = broken.split_whitespace().collect::<Vec<_>>().join(" ");
    let method = stationmaster::method::Method::built_in();
    let cycle = method.cycle("api-productization-cycle").expect("built in");
    for question in stationmaster::assess::start::questions(cycle).iter().take(3) {
        let asked = method.criterion(question.criterion).expect("built in").text.get("en");
        assert!(text.contains(asked), "{asked}\n{broken}");
    }
    run.keys("q\r");
    run.assert_left(0);
    let written = place.read("orders/product.toml");
    assert_eq!(written.matches("by = \"RA\"").count(), 2, "{written}");
    assert!(written.contains("evidence = [\"docs/goals.md\"]") && !written.contains("evidence = [\"u\"]"), "{written}");
    place.assert_sound();
}
