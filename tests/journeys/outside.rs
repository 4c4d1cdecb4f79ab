//! Somebody else writes, removes or locks the files: both sides stay, and what cannot be saved is kept.

use stationmaster::store::IoErrorKind;

use super::{THREE_TASKS, VALUE, journeys, on_canvas};
use crate::common::Program;

journeys! {
    fn a_change_from_outside_is_shown() {
        let mut program = on_canvas();
        program.replace_unseen(VALUE, "Return a parcel", "Send it back").look_again(VALUE);
        program.shows(&["Send it back", "changed outside"]);
        assert_eq!(program.disk.writes(), 0);
    }

    fn changes_of_both_sides_come_together_by_note() {
        let mut program = on_canvas();
        program.replace_unseen(VALUE, "Return a parcel", "Send it back");
        program.press("aPrint the labels<esc>");
        assert_eq!(
            program.notes(VALUE, "tasks"),
            ["See where an order is", "Change the address", "Send it back", "Print the labels"]
        );
        program.shows(&["Send it back", "Print the labels", "both changes are in it"]);
        program.press("u");
        assert_eq!(program.text(VALUE), THREE_TASKS.replace("Return a parcel", "Send it back"));
    }

    fn a_clash_is_asked_and_theirs_stands_until_then() {
        let mut program = clash();
        program.shows(&["both changed", "Mine: Our words", "Theirs: Their words"]);
        program.resize(40, 12).shows(&["Mine: Our words", "Theirs: Their words"]).resize(80, 24);
        assert_eq!(program.notes(VALUE, "tasks")[0], "Their words");
        program.press("t");
        assert_eq!(program.notes(VALUE, "tasks")[0], "Their words");
        program.shows(&["kept theirs"]);
    }

    fn a_clash_is_settled_for_us() {
        let mut program = clash();
        program.press("m").shows(&["kept yours", "Our words"]);
        assert_eq!(program.notes(VALUE, "tasks")[0], "Our words");
        program.press("u");
        assert_eq!(program.notes(VALUE, "tasks")[0], "Their words");
    }

    fn a_clash_can_be_put_off() {
        let mut program = clash();
        program.press("<esc>").shows(&["not decided", "the file has theirs", "1 clash"]);
        assert_eq!(program.notes(VALUE, "tasks")[0], "Their words");
        program.press("=").shows(&["both changed", "Mine: Our words"]).hides(&["1 clash"]);
        program.press("<esc>=m").hides(&["1 clash"]);
        assert_eq!(program.notes(VALUE, "tasks")[0], "Our words");
        program.press("=").hides(&["both changed"]);
        assert!(program.kill().is_settled());
    }

    /// Both sides stay within reach, whichever was chosen, also after a restart.
    fn the_side_that_lost_is_one_undo_away() {
        for answer in ["t", "<esc>"] {
            let mut program = clash();
            program.press(answer).press("u");
            assert_eq!(program.notes(VALUE, "tasks")[0], "Our words", "{answer}");
            program.press("u");
            assert_eq!(program.notes(VALUE, "tasks")[0], "Their words", "{answer}");
        }
        let mut program = clash();
        program.press("<esc>");
        let mut program = program.kill();
        program.shows(&["Our words"]).press("<esc>");
        let mut program = program.kill();
        program.shows(&["Our words"]).press("t<esc>");
        assert_eq!(program.notes(VALUE, "tasks")[0], "Our words");
        assert!(program.kill().is_settled());
    }

    /// What does not clash is in the file once the question is answered, however it is.
    fn what_does_not_clash_is_saved_whatever_the_answer() {
        for answer in ["m", "t", "<esc>"] {
            let mut program = on_canvas();
            program.hold_saves();
            program.press("e<ctrl-u>Our words<esc>aPrint the labels<esc>");
            program.replace_unseen(VALUE, "See where an order is", "Their words").let_saves_through();
            program.shows(&["both changed"]).press(answer).shows(&["saved"]);
            let first = if answer == "m" { "Our words" } else { "Their words" };
            assert_eq!(
                program.notes(VALUE, "tasks"),
                [first, "Change the address", "Return a parcel", "Print the labels"],
                "{answer}"
            );
        }
    }

    fn two_clashes_are_asked_one_after_the_other() {
        let mut program = on_canvas();
        program.hold_saves();
        program.press("e<ctrl-u>One<esc>je<ctrl-u>Two<esc>");
        let theirs = THREE_TASKS.replace("See where an order is", "Eins").replace("Change the address", "Zwei");
        program.write_unseen(VALUE, &theirs).let_saves_through();
        program.shows(&["Mine: One"]).press("t").shows(&["Mine: Two"]).press("m");
        assert_eq!(program.notes(VALUE, "tasks"), ["Eins", "Two", "Return a parcel"]);
        program.press("u");
        assert_eq!(program.notes(VALUE, "tasks"), ["Eins", "Zwei", "Return a parcel"]);
    }

    /// What the disk refuses stays on the screen and is written as soon as it can be.
    fn what_cannot_be_saved_is_kept_and_saved_later() {
        let mut program = on_canvas();
        program.disk.refuse_writes(Some(IoErrorKind::Full));
        program.press("aPrint the labels<esc>").shows(&["Free some space", "Print the labels", "not saved"]);
        assert_eq!(program.text(VALUE), THREE_TASKS);
        program.press("j").shows(&["could not be written"]);
        program.press("aBook a pickup<esc>").shows(&["not saved"]);
        program.disk.refuse_writes(None);
        program.press("aHand over<esc>").shows(&["saved again"]).hides(&["not saved"]);
        assert_eq!(program.notes(VALUE, "tasks")[3..], ["Print the labels", "Book a pickup", "Hand over"]);
    }

    /// Without another key, too: the program tries again by itself.
    fn what_could_not_be_saved_is_tried_again() {
        let mut program = on_canvas();
        program.disk.refuse_writes(Some(IoErrorKind::Full));
        program.press("aPrint the labels<esc>");
        program.wait_for_deadline();
        program.shows(&["Free some space"]);
        program.disk.refuse_writes(None);
        program.wait_for_deadline();
        program.shows(&["saved again"]);
        assert_eq!(program.notes(VALUE, "tasks")[3..], ["Print the labels"]);
    }

    /// What somebody writes while a clash is undecided is not overwritten by the decision.
    fn a_third_change_while_a_clash_is_undecided() {
        let mut program = clash();
        program.replace_unseen(VALUE, "Return a parcel", "Send it back").look_again(VALUE).press("m");
        assert_eq!(program.notes(VALUE, "tasks"), ["Our words", "Change the address", "Send it back"]);
    }

    /// A file that comes back as it was is no longer missed.
    fn a_file_that_comes_back() {
        let mut program = on_canvas();
        program.remove_unseen(VALUE).look_again(VALUE).shows(&["not saved"]);
        program.write_unseen(VALUE, THREE_TASKS).look_again(VALUE).hides(&["not saved"]);
    }

    /// A document that `mv` renames while it is open keeps its focus, its undo and what is being typed, and the old name is
    /// never written again.
    fn a_document_that_is_renamed_is_followed() {
        const NEW: &str = "orders/api-value-proposition.couriers.toml";
        let mut program = on_canvas();
        program.press("aPrint the labels<esc>");
        program.disk.rename(VALUE, NEW);
        program.look_again(VALUE).shows(&["Print the labels", "was renamed outside"]).hides(&["not saved"]);
        program.press("aBook a pickup<esc>");
        assert!(!program.disk.contains(VALUE));
        assert!(program.notes(NEW, "tasks").contains(&"Book a pickup".to_owned()));
        program.press("uu");
        assert_eq!(program.text(NEW), THREE_TASKS);
        let mut program = program.kill();
        program.press("<ctrl-r>");
        assert!(!program.disk.contains(VALUE));
    }

    /// What is typed and saved in the moment of the renaming goes to the new name.
    fn what_is_typed_while_a_document_is_renamed_is_saved_under_its_new_name() {
        const NEW: &str = "orders/api-value-proposition.couriers.toml";
        let mut program = on_canvas();
        program.press("aPrint");
        program.disk.rename(VALUE, NEW);
        program.press(" the labels<esc>");
        assert!(!program.disk.contains(VALUE));
        assert!(program.notes(NEW, "tasks").contains(&"Print the labels".to_owned()));
        program.shows(&["was renamed outside"]).hides(&["not saved"]).press("u");
        assert_eq!(program.text(NEW), THREE_TASKS);
        assert!(program.kill().is_settled());
    }

    fn a_file_that_is_gone_is_written_again_with_the_next_change() {
        let mut program = on_canvas();
        program.remove_unseen(VALUE);
        program.press("aPrint the labels<esc>").shows(&["no longer exists"]);
        assert!(!program.disk.contains(VALUE));
        program.press("aBook a pickup<esc>");
        assert_eq!(program.notes(VALUE, "tasks")[3..], ["Print the labels", "Book a pickup"]);
        let mut program = on_canvas();
        program.remove_unseen(VALUE).look_again(VALUE).shows(&["no longer exists", "See where an order is"]);
    }

    /// A file that somebody broke is not written; the work waits.
    fn a_file_broken_outside_is_not_written() {
        let mut program = on_canvas();
        program.write_unseen(VALUE, "this is no TOML");
        program.press("aPrint the labels<esc>").shows(&["✗ ", "and cannot be", "Print the labels"]);
        assert!(program.said().contains("cannot be read now"), "{}", program.said());
        assert_eq!(program.text(VALUE), "this is no TOML");
        program.write_unseen(VALUE, THREE_TASKS).press("aBook a pickup<esc>");
        assert_eq!(program.notes(VALUE, "tasks")[3..], ["Print the labels", "Book a pickup"]);
    }

    fn a_file_that_breaks_and_is_mended_while_nothing_waits() {
        let mut program = on_canvas();
        program.write_unseen(VALUE, "this is no TOML").look_again(VALUE).shows(&["cannot be read"]);
        program.write_unseen(VALUE, THREE_TASKS).look_again(VALUE).shows(&["Return a parcel"]);
        program.press("g1.1aOne more<esc>");
        assert_eq!(program.notes(VALUE, "tasks").len(), 4);
    }

    /// While the disk is slow the screen says so, and the last state is what is written.
    fn a_slow_disk_holds_nobody_up() {
        let mut program = on_canvas();
        program.hold_saves();
        program.press("aOne<enter>Two<enter>Three<esc>").shows(&["saving"]);
        assert_eq!(program.text(VALUE), THREE_TASKS);
        program.let_saves_through().shows(&["saved"]);
        assert_eq!(program.notes(VALUE, "tasks")[3..], ["One", "Two", "Three"]);
        assert_eq!(program.disk.writes(), 1);
    }

    /// The same note, changed in another window while it is being typed here.
    fn a_note_that_is_changed_outside_while_it_is_edited() {
        for (answer, stands) in [("m", "Our words"), ("t", "Their words"), ("<esc>", "Their words")] {
            let mut program = on_canvas();
            program.press("e<ctrl-u>Our words").replace_unseen(VALUE, "See where an order is", "Their words");
            program.look_again(VALUE).press("<esc>").shows(&["both changed", "Mine: Our words", "Theirs: Their words"]);
            assert_eq!(program.notes(VALUE, "tasks")[0], "Their words");
            program.press(answer);
            assert_eq!(program.notes(VALUE, "tasks")[0], stands);
            if stands == "Their words" {
                program.press("u");
                assert_eq!(program.notes(VALUE, "tasks")[0], "Our words", "undo brings back the side that lost");
            }
            // Only what nobody has decided about is offered again.
            let is_offered = !program.kill().is_settled();
            assert_eq!(is_offered, answer == "<esc>", "{answer}");
        }
        let mut program = on_canvas();
        program.press("e<ctrl-u>Our words").replace_unseen(VALUE, "See where an order is", "Their words");
        program.look_again(VALUE).press("<ctrl-c>");
        let mut program = program.kill();
        program.shows(&["Our words"]).press("t<esc>");
        assert_eq!(program.notes(VALUE, "tasks")[0], "Our words");
    }

    /// Two windows over the same files: each sees what the other has written, and neither takes it back.
    fn two_windows_take_turns() {
        let mut first = on_canvas();
        let mut second = first.another();
        second.press("g1.1");
        for round in ["One", "Two", "Three"] {
            first.press(&format!("a{round} of the first<esc>"));
            second.look_again(VALUE).shows(&[&format!("{round} of the first")]);
            second.press(&format!("a{round} of the second<esc>")).hides(&["both changes are in it", "both changed"]);
            first.look_again(VALUE).shows(&[&format!("{round} of the second")]);
        }
        // What the one changed and the other then changed again does not clash: both started from what stood there.
        first.press("g1.1e<ctrl-u>First words<esc>");
        second.look_again(VALUE).press("g1.1e<ctrl-u>Second words<esc>").hides(&["both changed"]);
        assert_eq!(second.notes(VALUE, "tasks")[0], "Second words");
    }

    /// A window that saves twice in a row starts the second time from what it wrote the first time: what another program
    /// did in between to the same note is asked about, and what it did to others is kept.
    fn a_second_save_starts_from_the_first() {
        let mut program = on_canvas();
        program.press("e<ctrl-u>Our words<esc>");
        program.replace_unseen(VALUE, "Our words", "See where an order is").press("jd");
        assert_eq!(program.notes(VALUE, "tasks"), ["See where an order is", "Return a parcel"]);
        program.press("gge<ctrl-u>Our words again<esc>");
        assert_eq!(program.notes(VALUE, "tasks"), ["Our words again", "Return a parcel"]);
        program.hides(&["both changed"]);
    }

    /// A program without our lock writes between reading and replacing: the save begins anew and loses neither side.
    fn a_program_that_writes_in_the_middle_of_a_save() {
        let mut program = on_canvas();
        let theirs = THREE_TASKS.replace("Return a parcel", "Send it back");
        program.disk.intrude(VALUE, Some(theirs.as_bytes()));
        program.press("aPrint the labels<esc>").shows(&["Send it back", "Print the labels", "both changes are in it"]);
        assert_eq!(program.notes(VALUE, "tasks")[2..], ["Send it back", "Print the labels"]);
    }

    /// The file goes away in the middle of a save: nothing is written, and the next change brings it back.
    fn a_file_that_goes_away_in_the_middle_of_a_save() {
        let mut program = on_canvas();
        program.disk.intrude(VALUE, None);
        program.press("aPrint the labels<esc>").shows(&["no longer exists"]);
        assert!(!program.disk.contains(VALUE));
        program.press("aBook a pickup<esc>");
        assert_eq!(program.notes(VALUE, "tasks")[3..], ["Print the labels", "Book a pickup"]);
    }

    /// A note that goes away while it is being edited is not lost: what was typed becomes a new one.
    fn a_note_that_is_removed_outside_while_it_is_edited() {
        let mut program = on_canvas();
        program.press("e<ctrl-u>Half a thought");
        let without = THREE_TASKS.replace("[notes.tasks.t7qm4k]\ntext = \"See where an order is\"\n\n", "");
        program.write_unseen(VALUE, &without).look_again(VALUE).press("<esc>");
        assert!(program.notes(VALUE, "tasks").contains(&"Half a thought".to_owned()));
    }
}

/// Both sides changed the first task.
fn clash() -> Program {
    let mut program = on_canvas();
    program.replace_unseen(VALUE, "See where an order is", "Their words").press("e<ctrl-u>Our words<esc>");
    program
}
