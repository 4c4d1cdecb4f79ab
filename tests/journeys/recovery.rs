//! After a kill: finished steps are in the file, what was being typed is offered back, undo goes on.

use stationmaster::app::Message;
use stationmaster::document::Anchor;
use stationmaster::journal::{Draft, DraftTarget};

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
        assert!(program.said().contains("is not there"), "{}", program.said());
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
        let draft = |text: &str| Draft {
            file: VALUE.to_owned(),
            target: DraftTarget::New { at: Anchor { section: "tasks".to_owned(), after: None } },
            text: text.to_owned(),
            cursor: text.len(),
        };
        let mut program = on_canvas();
        let drafts = vec![draft("First text"), draft("Second text")];
        program.tell(vec![Message::RecoveryFound { steps: Vec::new(), refused: 0, drafts }]);
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
        let program = program.kill();
        assert!(program.said().contains("no longer fits"), "{}", program.said());
        assert_eq!(program.notes(VALUE, "tasks")[0], "Their words");
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
