//! Files in conflict: both sides beside each other, settled clash by clash.

use stationmaster::app::MouseKind;
use stationmaster::merge::text::Stages;

use super::{THREE_TASKS, VALUE, journeys};
use crate::common::{PRODUCT, Program};

/// A clash of git's around the text of a note.
fn clash(ours: &str, theirs: &str) -> String {
    format!("<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> side\n")
}

/// The canvas with three clashes: two texts, and a note that one side took out.
fn three_clashes() -> String {
    let text = THREE_TASKS.replace(
        "text = \"Change the address\"\n",
        &clash("text = \"Change the address until loading\"\n", "text = \"Change the address until the van leaves\"\n"),
    );
    let text = text.replace(
        "text = \"Return a parcel\"\n",
        &clash("text = \"Return a parcel for free\"\n", "text = \"Return a parcel within a month\"\n"),
    );
    let gone = "[notes.gain-enabling-features.g5n2ra]\ntext = \"One status for all carriers\"\n";
    let base = text.replace(gone, &format!("<<<<<<< HEAD\n||||||| base\n{gone}=======\n[notes.gain-enabling-features.g5n2ra]\ntext = \"One status for every carrier\"\n>>>>>>> side\n"));
    assert_ne!(base, text);
    base
}

/// A program at a file in conflict.
fn at(text: &str) -> Program {
    Program::open(VALUE, text)
}

journeys! {
    fn a_file_in_conflict_is_settled_clash_by_clash() {
        let mut program = at(&three_clashes());
        program.shows(&["3 of 3 to resolve", "ours · HEAD", "theirs · side", "until loading", "until the van"]);
        program.press("m").shows(&["2 of 3 to resolve"]).press("t").shows(&["1 of 3 to resolve"]);
        program.shows(&["we removed it, they changed it", "removed", "was: One status for all carriers"]);
        assert_eq!(program.disk.writes(), 0, "nothing is written before all is decided");
        program.press("t").shows(&["All is resolved"]).press("<enter>");
        assert_eq!(program.notes(VALUE, "tasks")[1..], ["Change the address until loading", "Return a parcel within a month"]);
        assert_eq!(program.notes(VALUE, "gain-enabling-features")[0], "One status for every carrier");
        assert_eq!(program.disk.writes(), 1);
        // The canvas is there, to be worked on.
        program.press("g1.1").shows(&["See where an order is", "saved"]).press("aA further task<esc>");
        assert!(program.text(VALUE).contains("A further task"));
    }

    fn decisions_are_taken_back_and_made_again() {
        let mut program = at(&three_clashes());
        program.press("mm").shows(&["1 of 3 to resolve"]).press("u").shows(&["2 of 3 to resolve"]);
        program.press("u").shows(&["3 of 3 to resolve"]).press("<ctrl-r>").shows(&["2 of 3 to resolve"]);
        program.press("<ctrl-r>").shows(&["1 of 3 to resolve"]);
        // They stay where the screen is left and opened again.
        program.press("q").shows(&["Strategy", "merge conflict"]);
        program.click_on("merge conflict").press("<enter>").shows(&["1 of 3 to resolve"]).press("u").shows(&["2 of 3 to resolve"]);
        // One decision takes the place of another, and comes back.
        program.press("<home>t").press("u").press("<tab><tab>m<enter>");
        assert!(program.text(VALUE).contains("text = \"Change the address until loading\"\n"));
        assert!(program.text(VALUE).contains("<<<<<<< HEAD"), "the rest stays between markers");
    }

    fn both_texts_stand_where_both_are_taken() {
        let mut program = at(&three_clashes());
        program.press("b").press("<shift-tab>").shows(&["will be: Change the address until loading"]);
        program.press("<tab><tab>").press("b");
        assert!(program.said().contains("one side can be kept"), "{}", program.said());
        program.press("m").press("m<enter>");
        assert_eq!(program.notes(VALUE, "tasks")[1], "Change the address until loading\nChange the address until the van leaves");
        assert!(!program.text(VALUE).contains("g5n2ra"));
    }

    fn new_words_stand_where_neither_side_does() {
        let mut program = at(&three_clashes());
        program.press("e").shows(&["What should replace both?"]).press("<ctrl-u>漢字 \"quoted\"<enter>");
        program.shows(&["2 of 3 to resolve"]).press("<tab>e").shows(&["Lines of the file"]);
        program.press("<ctrl-end><alt-enter>basis = nothing<enter>").shows(&["could not be read"]);
        program.press("<esc>").shows(&["2 of 3 to resolve"]).press("t<home><tab>t<enter>");
        assert_eq!(program.notes(VALUE, "tasks")[1..], ["漢字 \"quoted\"", "Return a parcel within a month"]);
        assert_eq!(program.notes(VALUE, "gain-enabling-features")[0], "One status for every carrier");
    }

    fn what_is_left_stays_between_markers_and_is_settled_later() {
        let mut program = at(&three_clashes());
        program.press("<enter>");
        assert!(program.said().contains("nothing is resolved yet"), "{}", program.said());
        program.press("<tab>m<enter>").shows(&["2 of 2 to resolve", "until loading"]);
        assert!(program.said().contains("2 clashes are left between markers"), "{}", program.said());
        let text = program.text(VALUE);
        assert!(text.contains("Return a parcel for free") && !text.contains("within a month"), "{text}");
        program.press("tt<enter>g1.2").shows(&["until the van"]);
    }

    fn the_mouse_puts_a_clash_in_focus_and_takes_a_side() {
        let mut program = at(&three_clashes());
        program.click_on("within a month").shows(&["3 of 3 to resolve"]);
        program.click_on("within a month").shows(&["2 of 3 to resolve"]);
        program.click_on("until loading").click_on("until loading").shows(&["1 of 3 to resolve"]);
        program.mouse(MouseKind::WheelDown, 20, 8).mouse(MouseKind::WheelUp, 20, 8).press("<home>");
        program.click_on("theirs").press("<end>t<enter>");
        assert_eq!(program.notes(VALUE, "tasks")[1..], ["Change the address until loading", "Return a parcel within a month"]);
    }

    /// Without the merge driver, git leaves our side without a marker, and says only in its index that both clash.
    fn a_conflict_that_only_the_index_holds_is_settled() {
        let ours = THREE_TASKS.replace("Change the address", "Change the address until loading");
        let theirs = THREE_TASKS.replace("Change the address", "Change it").replace("Return a", "Return any");
        let files = [("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT), (VALUE, &ours)];
        let disk = stationmaster::workspace::Memory::new(files.iter().map(|(path, text)| (*path, text.as_bytes())));
        let bytes = |text: &str| Some(text.as_bytes().to_vec());
        disk.hold_stages(VALUE, Stages { base: bytes(THREE_TASKS), ours: bytes(&ours), theirs: bytes(&theirs) });
        let size = stationmaster::app::Size { width: 80, height: 24 };
        let mut program = Program::with(disk, size, Some(VALUE));
        program.shows(&["1 of 1 to resolve", "was: Change the address"]).press("m<enter>");
        assert!(program.said().contains("git add"), "{}", program.said());
        assert_eq!(program.notes(VALUE, "tasks")[1..], ["Change the address until loading", "Return any parcel"]);
        program.press("<ctrl-l>g1.2").shows(&["until loading"]).hides(&["to resolve"]);
    }

    /// What a line merge marks as a conflict need not clash.
    fn where_nothing_clashes_enter_writes_what_both_come_to() {
        let more = |id: &str, text: &str| format!("[notes.gain-enabling-features.{id}]\ntext = \"{text}\"\n");
        let both = clash(&more("k2k2k2", "Ours"), &more("m3m3m3", "Theirs"));
        let mut program = at(&format!("{THREE_TASKS}\n{both}"));
        program.shows(&["0 of 0 to resolve", "No conflicts"]).press("m").press("<enter>");
        assert_eq!(program.notes(VALUE, "gain-enabling-features")[2..], ["Ours", "Theirs"]);
    }

    fn a_file_that_comes_into_conflict_covers_its_canvas_until_it_is_settled() {
        let mut program = at(THREE_TASKS);
        program.press("g1.2").write_unseen(VALUE, &three_clashes()).look_again(VALUE).shows(&["3 of 3 to resolve"]);
        program.press("mm");
        // Heard of again, it says what it said: the decisions stay.
        program.look_again(VALUE).shows(&["1 of 3 to resolve"]).press("m<enter>");
        program.shows(&["until loading"]).hides(&["to resolve"]);
    }

    fn a_file_that_changed_meanwhile_is_not_written_over() {
        let mut program = at(&three_clashes());
        program.press("mmm").write_unseen(VALUE, THREE_TASKS).press_blindly("<enter>");
        assert!(program.said().contains("changed in the meantime"), "{}", program.said());
        program.let_settle();
        assert_eq!(program.text(VALUE), THREE_TASKS);
        program.press("g1.2").shows(&["Change the address"]);
    }

    fn text_typed_where_keys_are_commands_decides_nothing() {
        let mut program = at(&three_clashes());
        program.type_fast("mostly the other side").pause();
        program.press("<esc>").shows(&["3 of 3 to resolve"]);
        assert_eq!(program.text(VALUE), three_clashes());
    }

    /// What was decided, new words above all, stands again at the next start, and is taken back there.
    fn what_was_decided_outlives_the_program_until_it_is_written() {
        let mut program = at(&three_clashes());
        program.press("e<ctrl-u>Until it is loaded<enter>").press("t").press("u").shows(&["2 of 3 to resolve"]);
        let mut program = program.kill();
        program.click_on("merge conflict").press("<enter>");
        program.shows(&["2 of 3 to resolve", "will be: Until it is loaded"]);
        program.press("<ctrl-r>").shows(&["1 of 3 to resolve"]).press("uu").shows(&["3 of 3 to resolve"]).press("<ctrl-r>");
        let mut program = program.kill();
        program.click_on("merge conflict").press("<enter>");
        program.shows(&["2 of 3 to resolve", "will be: Until it is loaded"]).press("mt<enter>");
        assert_eq!(program.notes(VALUE, "tasks")[1], "Until it is loaded");
        // The same conflict once more begins from the beginning, and so does another.
        program.write_unseen(VALUE, &three_clashes()).look_again(VALUE).shows(&["3 of 3 to resolve"]).press("m");
        program.write_unseen(VALUE, &three_clashes().replace("for free", "free of charge"));
        program.kill().click_on("merge conflict").press("<enter>").shows(&["3 of 3 to resolve"]);
    }

    /// A product in conflict has no map to draw: both sides come up, and the map when they are settled.
    fn a_product_in_conflict_is_settled_before_its_map_is_there() {
        let clash = PRODUCT.replacen("name = \"Orders\"\n", &clash("name = \"Orders here\"\n", "name = \"Orders there\"\n"), 1);
        let files = [("stationmaster.toml", "format = 1\n"), ("orders/product.toml", clash.as_str()), (VALUE, THREE_TASKS)];
        let mut program = Program::over(&files);
        program.shows(&["1 of 1 to resolve", "Orders here", "Orders there"]);
        // The map says where it can be seen again.
        program.press("q").shows(&["orders/product.toml:", " shows"]).press("<enter>").shows(&["1 of 1 to resolve"]);
        program.press("t<enter>").shows(&["Orders there", "Strategy"]);
        assert!(program.text("orders/product.toml").contains("name = \"Orders there\"\n"));
        assert!(!program.text("orders/product.toml").contains("<<<<"));
    }

    /// Settings are a file like others while both sides of them stand in it.
    fn settings_in_conflict_are_settled_too() {
        let settings = format!("format = 1\n{}", clash("names = \"full\"\n", "names = \"initials\"\n"));
        let files = [("stationmaster.toml", settings.as_str()), ("orders/product.toml", PRODUCT), (VALUE, THREE_TASKS)];
        let mut program = Program::over(&files);
        program.shows(&["stationmaster.toml", "1 of 1 to resolve", "full", "initials"]).press("m<enter>");
        assert_eq!(program.text("stationmaster.toml"), "format = 1\nnames = \"full\"\n");
        program.shows(&["Strategy"]);
        // They come into conflict again while the map is in front, and are settled by somebody else.
        program.write_unseen("stationmaster.toml", &settings).look_again("stationmaster.toml").shows(&["1 of 1 to resolve"]);
        let theirs = "format = 1\nnames = \"roles\"\n";
        program.write_unseen("stationmaster.toml", theirs).look_again("stationmaster.toml").shows(&["Strategy"]);
        assert_eq!(program.text("stationmaster.toml"), theirs);
    }
}
