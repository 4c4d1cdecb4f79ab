//! Pasting: one edit, and several lines or bullets offered as several notes.

use super::{THREE_TASKS, VALUE, journeys, on_canvas};
use crate::common::{PRODUCT, Program};

const BULLETS: &str = "- Print the labels\n- Book a pickup\n  before noon\n\n* Hand over";

journeys! {
    fn one_line_is_one_note_and_one_step() {
        let mut program = on_canvas();
        program.paste("  Print the labels\n");
        assert_eq!(program.notes(VALUE, "tasks").last().map(String::as_str), Some("Print the labels"));
        assert_eq!(program.depth(), 1);
        program.press("u");
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }

    fn several_lines_are_offered_as_several_notes() {
        let mut program = on_canvas();
        program.paste(BULLETS).shows(&["3 lines or bullets", "3 notes"]);
        assert_eq!(program.text(VALUE), THREE_TASKS, "nothing before the answer");
        program.press("s");
        assert_eq!(program.notes(VALUE, "tasks")[3..], ["Print the labels", "Book a pickup before noon", "Hand over"]);
        assert_eq!(program.depth(), 1);
        program.press("u");
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }

    fn several_lines_can_be_one_note_or_none() {
        let mut program = on_canvas();
        program.paste(BULLETS).press("o");
        assert_eq!(program.notes(VALUE, "tasks")[3], BULLETS);
        program.press("u").paste(BULLETS).press("n").paste(BULLETS).press("<esc>");
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }

    /// What is set in is grouped, in one step that one key takes back.
    fn a_nested_list_becomes_groups() {
        let mut program = on_canvas();
        program.paste("1. Address\n   - [x] cannot be changed\n   - [ ] is wrong\n2. Parcels\n\t* late\n");
        program.shows(&["5 notes, grouped by their indentation", "✓ cannot be changed"]).press("s");
        let pasted = ["Address", "  ✓ cannot be changed", "  is wrong", "Parcels", "  late"];
        assert_eq!(program.notes(VALUE, "tasks")[3..], pasted);
        assert_eq!(program.depth(), 1);
        program.press("u");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        // Typing goes on behind them.
        program.press("aBefore").paste("- a\n  - b").press("s").press("after<esc>");
        assert_eq!(program.notes(VALUE, "tasks")[3..], ["Before", "a", "  b", "after"]);
    }

    /// Lines that were broken to fit a page are offered as the paragraphs they were.
    fn a_wrapped_paragraph_can_be_one_note() {
        let mut program = on_canvas();
        program.paste("Customers call because\nthey cannot see where\ntheir order is.\n\nIt is\nlate.");
        program.shows(&["5 notes", "2 paragraphs", "one note, as it is"]).press("p");
        let paragraphs = ["Customers call because they cannot see where their order is.", "It is late."];
        assert_eq!(program.notes(VALUE, "tasks")[3..], paragraphs);
        assert_eq!(program.depth(), 1);
    }

    fn a_table_becomes_its_rows() {
        let mut program = on_canvas();
        program.paste("| Name | Owner |\n|------|-------|\n| Orders | Ana |").press("s");
        assert_eq!(program.notes(VALUE, "tasks")[3..], ["Name · Owner", "Orders · Ana"]);
    }

    fn a_line_is_pasted_into_what_is_being_typed() {
        let mut program = on_canvas();
        program.press("aSee ").paste("the status").press(" of it<esc>");
        assert_eq!(program.notes(VALUE, "tasks")[3], "See the status of it");
        assert_eq!(program.depth(), 1);
    }

    /// What was typed before becomes a note of its own, or takes the text as it is.
    fn several_lines_while_typing() {
        let mut program = on_canvas();
        program.press("aBefore").paste("one\r\ntwo").press("s");
        assert_eq!(program.notes(VALUE, "tasks")[3..], ["Before", "one", "two"]);
        program.press("<esc>aBefore ").paste("one\r\ntwo").press("o<esc>");
        assert_eq!(program.notes(VALUE, "tasks")[6..], ["Before one\ntwo"]);
    }

    /// Typing goes on after the pasted notes, in an empty one, until somebody ends it.
    fn typing_goes_on_after_a_paste_of_several() {
        let mut program = on_canvas();
        program.press("a").paste("x1\nx2").press("s").shows(&["WRITING 1.6"]);
        program.press("delete the rest<esc>").hides(&["WRITING"]);
        assert_eq!(program.notes(VALUE, "tasks")[3..], ["x1", "x2", "delete the rest"]);
        let mut program = on_canvas();
        program.press("a").paste("x1\nx2").press("s").press("Test parcels<esc>");
        assert!(program.text(VALUE).contains("title = \"Orders\""), "{}", program.text(VALUE));
        assert_eq!(program.notes(VALUE, "tasks")[3..], ["x1", "x2", "Test parcels"]);
    }

    fn a_form_takes_a_paste_on_one_line() {
        let mut program = on_canvas();
        program.press("o").paste("Who\nmay?\n").press("<enter>");
        assert!(program.text(VALUE).contains("question = \"Who may?\""), "{}", program.text(VALUE));
    }

    fn keys_in_a_paste_are_text() {
        let mut program = on_canvas();
        program.paste("qddd\u{1b}u");
        assert_eq!(program.notes(VALUE, "tasks")[3], "qddd\u{1b}u");
        assert!(program.text(VALUE).contains("qddd\\u001Bu") || program.text(VALUE).contains("qddd\\u001bu"));
        assert!(!program.has_quit);
    }

    fn a_paste_into_a_question_without_text_says_so() {
        let mut program = on_canvas();
        program.press("t").paste("one\ntwo");
        assert!(program.said().contains("nothing was pasted"), "{}", program.said());
        assert_eq!((program.text(VALUE).as_str(), program.model.dialogs().len()), (THREE_TASKS, 1));
    }

    fn a_paste_where_no_text_goes_says_so() {
        let mut program = Program::over(&[("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT)]);
        program.paste("one\ntwo");
        assert!(program.said().contains("open a canvas"), "{}", program.said());
    }
}
