//! Reordering, moving, grouping, cutting, copying and putting.

use super::notes::open_by_name;
use super::{THREE_TASKS, VALUE, journeys, on_canvas};
use crate::common::{PRODUCT, Program};

const TASKS: &str = "tasks";

journeys! {
    fn notes_are_reordered_one_place_at_a_time() {
        let mut program = on_canvas();
        program.press("J");
        assert_eq!(program.notes(VALUE, TASKS), ["Change the address", "See where an order is", "Return a parcel"]);
        program.press("<alt-down><shift-down>");
        assert!(program.said().contains("already the last"), "{}", program.said());
        assert_eq!(program.notes(VALUE, TASKS)[2], "See where an order is");
        program.press("KK");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        program.press("K");
        assert!(program.said().contains("already the first"));
        assert_eq!(program.depth(), 4);
        program.press("uuuu");
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }

    fn several_are_reordered_as_one() {
        let mut program = on_canvas();
        program.press("<space><space><esc>").press("g1.1<space><space>J");
        assert_eq!(program.notes(VALUE, TASKS), ["Return a parcel", "See where an order is", "Change the address"]);
        program.press("u");
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }

    fn notes_move_to_another_section() {
        let mut program = on_canvas();
        program.press("g1.2m").shows(&["Pain Relieving Features"]).press("3");
        assert_eq!(program.notes(VALUE, TASKS), ["See where an order is", "Return a parcel"]);
        assert_eq!(program.notes(VALUE, "pain-relieving-features"), ["Change the address"]);
        assert!(program.text(VALUE).contains("[notes.pain-relieving-features.b2h8xd]"), "the id stays");
        assert_eq!(program.depth(), 1);
        program.press("u");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        program.press("g1.1*m<down><enter>");
        assert_eq!(program.notes(VALUE, TASKS).len(), 0);
        program.press("u").press("m<esc>mq");
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }

    fn grouping_keeps_the_wording_and_ungrouping_brings_it_back() {
        let mut program = on_canvas();
        program.press("g1.2>");
        assert_eq!(program.notes(VALUE, TASKS), ["See where an order is", "  Change the address", "Return a parcel"]);
        assert!(program.text(VALUE).contains("under = \"t7qm4k\"\ntext = \"Change the address\"\n"));
        // A group moves as one, and what would be grouped under a grouped note joins its group.
        program.press("g1.3>");
        assert_eq!(program.notes(VALUE, TASKS)[2], "  Return a parcel");
        program.press("g1.1<<");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        assert_eq!(program.depth(), 3);
        program.press("uuu");
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }

    fn a_selection_is_grouped_under_the_note_in_focus() {
        let mut program = on_canvas();
        program.press("<space>j<space>k>");
        let grouped = ["Change the address", "  See where an order is", "  Return a parcel"];
        assert_eq!(program.notes(VALUE, TASKS), grouped);
        assert_eq!(program.depth(), 1);
        program.press("u");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        // However they were selected, and wherever they stand.
        program.press("g1.3<space>").press("g1.1<space>").press("g1.2>");
        assert_eq!(program.notes(VALUE, TASKS), grouped);
        assert!(program.said().contains("2 notes grouped under 1.1"), "{}", program.said());
        program.press("u");
        // Notes of other sections come along.
        program.press("g1.1<space>").press("g1.3<space>").press("g2.1>");
        let gains = program.notes(VALUE, "gain-enabling-features");
        assert_eq!(gains[..3], ["One status for all carriers", "  See where an order is", "  Return a parcel"]);
        assert_eq!(program.depth(), 1);
        program.press("u");
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }

    /// Where the note in focus is selected too, the head is asked for: one of them, or a new heading.
    fn a_selection_with_the_focus_in_it_asks_under_which() {
        let mut program = on_canvas();
        program.press("*>").shows(&["Under which of the 3 notes?", "1.2 Change the address", "a new heading"]).press("2");
        assert_eq!(program.notes(VALUE, TASKS), [
            "Change the address", "  See where an order is", "  Return a parcel"
        ]);
        assert_eq!(program.depth(), 1);
        program.press("u").press("*>").press("<esc>");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        program.press(">").choose("a new heading").press("<enter>").shows(&["in common"]);
        program.press("Address problems<enter>");
        assert_eq!(program.notes(VALUE, TASKS), [
            "Address problems", "  See where an order is", "  Change the address", "  Return a parcel"
        ]);
        assert_eq!(program.depth(), 1);
        program.press("u");
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }

    fn a_changed_kind_is_said() {
        let mut program = on_canvas();
        program.press("g1.2tn");
        assert!(program.said().contains("1.2 is now"), "{}", program.said());
    }

    /// What was grouped under a note that goes stays, and stands alone.
    fn deleting_the_head_of_a_group_keeps_what_was_under_it() {
        let mut program = on_canvas();
        program.press("g1.2>g1.1d");
        assert_eq!(program.notes(VALUE, TASKS), ["Change the address", "Return a parcel"]);
        program.press("uu");
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }

    fn a_group_moves_as_one() {
        let mut program = on_canvas();
        program.press("g1.2>g1.1J");
        assert_eq!(program.notes(VALUE, TASKS), ["Return a parcel", "See where an order is", "  Change the address"]);
        program.press("m4");
        assert_eq!(program.notes(VALUE, "api-products"), ["See where an order is", "  Change the address"]);
        program.press("uuu");
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }

    fn nothing_to_group_says_why() {
        let mut program = on_canvas();
        program.press(">");
        assert!(program.said().contains("nothing to group"), "{}", program.said());
        program.press("<lt>");
        assert!(program.said().contains("not in a group"), "{}", program.said());
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }

    /// A note that was cut is the same note where it is put; a copy is another one.
    fn cut_notes_keep_their_ids_and_copies_get_new_ones() {
        let mut program = on_canvas();
        program.press("x");
        assert!(program.said().starts_with("1.1 cut"), "{}", program.said());
        program.press("g3p");
        assert!(program.text(VALUE).contains("[notes.pain-relieving-features.t7qm4k]\ntext = \"See where an order is\""));
        program.press("p");
        assert_eq!(program.notes(VALUE, "pain-relieving-features").len(), 2);
        assert_eq!(program.text(VALUE).matches("t7qm4k").count(), 1, "{}", program.text(VALUE));
        program.press("uuu");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        program.press("g1.1<space><space>yg4p");
        assert_eq!(program.notes(VALUE, "api-products"), ["See where an order is", "Change the address"]);
        assert_eq!(program.notes(VALUE, TASKS).len(), 3);
    }

    fn notes_are_put_on_another_canvas() {
        let impact = "format = 1\ncanvas = \"business-impact\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";
        let mut program = Program::over(&[
            ("stationmaster.toml", "format = 1\n"),
            ("orders/product.toml", PRODUCT),
            (VALUE, THREE_TASKS),
            ("orders/business-impact.toml", impact),
        ]);
        open_by_name(&mut program, "API Value Proposition");
        program.press("g1.2>g1.1").press("<space><space>xq");
        open_by_name(&mut program, "Business Impact");
        program.press("g1p");
        let there = program.text("orders/business-impact.toml");
        assert!(there.contains("[notes.expected-benefits.b2h8xd]"), "{there}");
        assert!(there.contains("under = \"t7qm4k\""), "the group stays together: {there}");
        program.press("uuuu");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        assert_eq!(program.text("orders/business-impact.toml"), impact);
    }

    fn nothing_to_put_says_why() {
        let mut program = on_canvas();
        program.press("p");
        assert!(program.said().contains("nothing was cut or copied"), "{}", program.said());
    }
}
