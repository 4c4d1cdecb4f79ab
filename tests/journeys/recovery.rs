//! After a kill: finished steps are in the file, what was being typed is offered back, undo goes on.

use super::{THREE_TASKS, VALUE, journeys, on_canvas};

journeys! {
    fn a_text_that_was_being_typed_is_offered_and_taken_up() {
        let mut program = on_canvas();
        program.press("aFinished<enter>Half a tho");
        let mut program = program.kill();
        program.shows(&["This was being typed", "Half a tho"]);
        assert!(!program.is_settled());
        program.press("t").shows(&["Half a tho", "Tasks"]).press("ught<esc>");
        assert_eq!(program.notes(VALUE, "tasks")[3..], ["Finished", "Half a thought"]);
        assert!(program.is_settled());
        let mut program = program.kill();
        program.hides(&["This was being typed"]);
    }

    fn a_text_that_was_being_typed_can_be_dropped() {
        let mut program = on_canvas();
        program.press("aHalf a tho");
        let mut program = program.kill();
        program.press("d");
        assert!(program.is_settled());
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }

    fn a_text_whose_file_is_gone_waits_for_it() {
        let mut program = on_canvas();
        program.press("aHalf a tho").remove_unseen(VALUE);
        let mut program = program.kill();
        assert!(!program.is_settled());
        assert!(program.said().contains("does not exist"), "{}", program.said());
        program.write_unseen(VALUE, THREE_TASKS);
        let mut program = program.kill();
        program.shows(&["Half a tho"]).press("t<esc>");
        assert_eq!(program.notes(VALUE, "tasks")[3], "Half a tho");
    }

    fn esc_keeps_it_for_the_next_start() {
        let mut program = on_canvas();
        program.press("g1.1e<ctrl-e> now");
        let mut program = program.kill();
        program.press("<esc>");
        assert!(!program.is_settled());
        assert!(program.said().contains("offered again"), "{}", program.said());
        let mut program = program.kill();
        program.shows(&["See where an order is now"]).press("t<esc>");
        assert_eq!(program.notes(VALUE, "tasks")[0], "See where an order is now");
    }

    /// Two windows were killed: taking up the second text keeps the first.
    fn two_texts_are_offered_and_both_can_be_taken() {
        let mut program = on_canvas();
        program.press("aFirst text");
        let mut other = program.another();
        other.press("g1.1aSecond text");
        drop(other);
        let mut program = program.kill();
        program.shows(&["First text"]).press("t").shows(&["Second text"]).press("t<esc>");
        assert!(program.is_settled());
        let notes = program.notes(VALUE, "tasks");
        assert!(notes.contains(&"First text".to_owned()) && notes.contains(&"Second text".to_owned()), "{notes:?}");
    }

    /// Steps that were in the journal and not in the file yet are applied at the next start.
    fn steps_that_never_reached_the_file_are_recovered() {
        let mut program = on_canvas();
        program.hold_saves();
        program.press("aPrint the labels<esc>g1.1d");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        let program = program.kill();
        assert!(program.said().contains("2 changes"), "{}", program.said());
        assert_eq!(program.notes(VALUE, "tasks"), ["Change the address", "Return a parcel", "Print the labels"]);
        assert!(program.is_settled());
    }

    fn steps_that_no_longer_fit_are_left_out_and_said() {
        let mut program = on_canvas();
        program.hold_saves();
        program.press("g1.1e<ctrl-u>Our words<esc>");
        program.replace_unseen(VALUE, "See where an order is", "Their words");
        let mut program = program.kill();
        program.shows(&["does not apply", "Our words"]);
        assert_eq!(program.notes(VALUE, "tasks")[0], "Their words");
    }

    /// They are offered until a person has decided: a key that closes the question decides nothing.
    fn what_no_longer_fits_is_offered_until_it_is_taken_or_thrown_away() {
        let mut program = on_canvas();
        program.hold_saves();
        program.press("g1.1e<ctrl-u>Our words<esc>");
        program.replace_unseen(VALUE, "See where an order is", "Their words");
        let mut program = program.kill();
        program.press("<esc>");
        let mut program = program.kill();
        program.shows(&["Our words"]).press("k");
        let mut program = program.kill();
        program.shows(&["Our words"]).press("n");
        assert!(program.notes(VALUE, "tasks").contains(&"Our words".to_owned()));
        assert_eq!(program.notes(VALUE, "tasks")[0], "Their words");
        let mut program = program.kill();
        program.hides(&["does not apply"]);
        assert!(program.is_settled());
    }

    /// Whatever the file has become meanwhile, and however often the program is started: the work waits for it.
    fn work_waits_for_a_file_that_cannot_be_read_over_any_number_of_starts() {
        for meanwhile in [Some("not [toml"), Some("<<<<<<< ours\n=======\n>>>>>>> theirs\n"), Some("format = 99\n"), None] {
            let mut program = on_canvas();
            program.hold_saves();
            program.press("aPrint the labels<esc>g1.1d");
            match meanwhile {
                Some(text) => program.write_unseen(VALUE, text),
                None => program.remove_unseen(VALUE),
            };
            for _ in 0..3 {
                program = program.kill();
                assert!(program.said().contains("are kept for it"), "{meanwhile:?}: {}", program.said());
                assert!(!program.is_settled(), "{meanwhile:?}");
            }
            program.write_unseen(VALUE, THREE_TASKS);
            let mut program = program.kill();
            assert_eq!(program.notes(VALUE, "tasks"), ["Change the address", "Return a parcel", "Print the labels"]);
            assert!(program.is_settled());
            program.press("uu");
            assert_eq!(program.text(VALUE), THREE_TASKS, "what was recovered is taken back");
        }
    }

    /// What was recovered is a step like every other.
    fn undo_after_recovery_takes_back_what_was_recovered() {
        let mut program = on_canvas();
        program.press("aSaved<esc>").hold_saves();
        program.press("aRecovered<esc>");
        let mut program = program.kill();
        program.press("u");
        assert_eq!(program.notes(VALUE, "tasks")[3..], ["Saved"]);
        let mut program = program.kill();
        program.press("<ctrl-r>");
        assert_eq!(program.notes(VALUE, "tasks")[3..], ["Saved", "Recovered"]);
    }

    /// A text that is typed while the file becomes one that cannot be worked on is kept, and offered once it can be.
    fn a_text_typed_into_a_file_of_a_newer_format_is_kept() {
        let newer = THREE_TASKS.replace("format = 1", "format = 99");
        let mut program = on_canvas();
        program.press("aHalf a tho").write_unseen(VALUE, &newer).look_again(VALUE).press("ught<esc>");
        assert!(program.said().contains("it is kept, and offered again"), "{}", program.said());
        assert_eq!(program.text(VALUE), newer);
        let mut program = program.kill();
        assert!(program.said().contains("cannot be edited now"), "{}", program.said());
        program.write_unseen(VALUE, THREE_TASKS).look_again(VALUE);
        program.shows(&["Half a thought"]).press("t<esc>");
        assert_eq!(program.notes(VALUE, "tasks")[3], "Half a thought");
        assert!(program.kill().is_settled());
    }

    /// Somebody removes the note that is being changed: its text becomes a note.
    fn a_text_for_a_note_that_is_gone_becomes_a_note() {
        let mut program = on_canvas();
        program.press("g1.3e again");
        let without = THREE_TASKS.replace("[notes.tasks.w3k9ze]\ntext = \"Return a parcel\"\n\n", "");
        program.write_unseen(VALUE, &without);
        let mut program = program.kill();
        program.shows(&["Return a parcel again"]).press("t<esc>");
        assert!(program.text(VALUE).contains("Return a parcel again"), "it stands in the section in focus");
    }

    fn undo_and_redo_go_on_after_a_restart() {
        let mut program = on_canvas();
        program.press("aOne<esc>aTwo<esc>u");
        let mut program = program.kill();
        program.press("<ctrl-r>");
        assert_eq!(program.notes(VALUE, "tasks")[3..], ["One", "Two"]);
        let mut program = program.kill();
        program.press("uu").shows(&["Tasks"]);
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }
}
