//! Adding, changing and deleting notes, and taking it back.

use super::{THREE_TASKS, VALUE, journeys, on_canvas};
use crate::common::{PRODUCT, Program};

journeys! {
    fn every_change_is_one_step_there_and_back() {
        let mut program = on_canvas();
        program.press("aPrint the labels<esc>");
        assert_eq!(program.notes(VALUE, "tasks").last().map(String::as_str), Some("Print the labels"));
        program.press("g1.2e<ctrl-u>Correct the address<esc>");
        assert_eq!(program.notes(VALUE, "tasks")[1], "Correct the address");
        program.press("g1.1d");
        assert!(program.said().starts_with("deleted 1.1 See where an order is · u"), "{}", program.said());
        assert_eq!(program.notes(VALUE, "tasks"), ["Correct the address", "Return a parcel", "Print the labels"]);
        assert_eq!(program.depth(), 3);
        let end = program.text(VALUE);

        program.press("u").shows(&["See where an order is"]);
        program.press("uu");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        program.press("u");
        assert!(program.said().contains("nothing to undo"), "{}", program.said());
        program.press("<ctrl-r><ctrl-r><ctrl-r>");
        assert_eq!(program.text(VALUE), end);
        program.press("<ctrl-r>");
        assert!(program.said().contains("nothing to redo"), "{}", program.said());
    }

    /// What was taken back is gone for good once something else is done.
    fn a_new_change_ends_redo() {
        let mut program = on_canvas();
        program.press("duaNew<esc><ctrl-r>");
        assert!(program.said().contains("nothing to redo"));
        assert_eq!(program.notes(VALUE, "tasks").len(), 4);
    }

    fn a_note_can_be_added_right_after_another() {
        let mut program = on_canvas();
        program.press("AChoose a shelter<esc>");
        assert_eq!(program.notes(VALUE, "tasks")[1], "Choose a shelter");
        program.shows(&["Choose a shelter"]);
    }

    fn no_text_is_no_note_and_no_step() {
        let mut program = on_canvas();
        program.press("a<esc>a   <esc>e<esc>");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        assert_eq!((program.depth(), program.disk.writes()), (0, 0));
    }

    fn an_edit_that_changes_nothing_writes_nothing() {
        let text = THREE_TASKS.replace("See where an order is", "  See where an order is\\n");
        let mut program = Program::open(VALUE, &text);
        program.press("g1.1e<esc>g1.1<enter><tab>g1.1ex<backspace><esc>");
        assert_eq!((program.text(VALUE), program.depth()), (text, 0));
    }

    fn enter_edits_the_note_in_focus_and_adds_the_first() {
        let mut program = on_canvas();
        program.press("<enter> exactly<enter>");
        assert_eq!(program.notes(VALUE, "tasks")[0], "See where an order is exactly");
        program.press("g4<enter>Orders API<esc>");
        assert_eq!(program.notes(VALUE, "api-products"), ["Orders API"]);
    }

    fn enter_goes_on_with_the_next_note_until_escape() {
        let mut program = on_canvas();
        program.press("g3aFirst<enter>Second<enter><esc>");
        assert_eq!(program.notes(VALUE, "pain-relieving-features"), ["First", "Second"]);
        assert_eq!(program.depth(), 2);
        program.press("aThird<tab>").press("aIn the next section<esc>");
        assert_eq!(program.notes(VALUE, "pain-relieving-features").len(), 3);
        assert_eq!(program.notes(VALUE, "api-products"), ["In the next section"]);
    }

    /// What still refers to a note that goes is said, with the files, and so is the group that loses its heading.
    fn what_a_deletion_leaves_behind_is_said() {
        let journey = "format = 1\ncanvas = \"customer-journey\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\n\
                       [notes.pains.k3f9aa]\ntext = \"Late\"\nsee = [\"api-value-proposition#t7qm4k\"]\n\n\
                       [notes.pains.k3f9ab]\ntext = \"Lost\"\nsee = [\"api-value-proposition#t7qm4k\"]\n\n\
                       [notes.pains.k3f9ac]\ntext = \"Then\"\nsee = [\"api-value-proposition@1#t7qm4k\"]\n";
        let grouped = THREE_TASKS.replace("text = \"Return a parcel\"", "text = \"Return a parcel\"\nunder = \"b2h8xd\"");
        let mut program = Program::over(&[
            ("stationmaster.toml", "format = 1\n"),
            ("orders/product.toml", PRODUCT),
            (VALUE, &grouped),
            ("orders/customer-journey.toml", journey),
        ]);
        open_by_name(&mut program, "API Value Proposition");
        program.press("g1.1d");
        assert_eq!(program.said(), "deleted 1.1 · u brings it back · 2 notes in customer-journey.toml refer to it");
        assert_eq!(program.text("orders/customer-journey.toml"), journey);
        program.press("u").press("g1.1x");
        assert!(program.said().ends_with("brings it back · 2 notes in customer-journey.toml refer to it"), "{}", program.said());
        program.press("u").press("g1.2d");
        assert_eq!(program.said(), "deleted 1.2 · u brings it back · 1 note loses its heading");
        program.press("u").press("g1*d");
        assert_eq!(
            program.said(),
            "deleted 1.1, 1.2, 1.3 · u brings them back · 2 notes in customer-journey.toml refer to them"
        );
        program.press("u");
        assert_eq!(program.text(VALUE), grouped);
    }

    fn several_are_deleted_at_once_and_come_back_at_once() {
        let mut program = on_canvas();
        program.press("<space><space>d");
        assert_eq!(program.notes(VALUE, "tasks"), ["Return a parcel"]);
        assert_eq!(program.depth(), 1);
        program.press("u");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        program.press("g1*<delete>");
        assert_eq!(program.notes(VALUE, "tasks"), Vec::<String>::new());
        program.press("u*<esc>d");
        assert_eq!(program.notes(VALUE, "tasks").len(), 2, "Esc gave the selection up");
    }

    /// Undo goes through everything in order and shows where it lands.
    fn undo_over_several_documents_brings_the_place_to_the_front() {
        let impact = "format = 1\ncanvas = \"business-impact\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";
        let mut program = Program::over(&[
            ("stationmaster.toml", "format = 1\n"),
            ("orders/product.toml", PRODUCT),
            (VALUE, THREE_TASKS),
            ("orders/business-impact.toml", impact),
        ]);
        open_by_name(&mut program, "API Value Proposition");
        program.press("g4aOrders API<esc>q");
        open_by_name(&mut program, "Business Impact");
        program.press("g2aFewer calls<esc>").shows(&["Fewer calls"]);
        program.press("g5u").shows(&["Business Impact", "undone: a note added", "No note yet"]);
        assert_eq!(program.text("orders/business-impact.toml"), impact);
        program.press("uu").shows(&["API Value Proposition", "API Products", "undone: a note added", "No note yet"]);
        assert_eq!(program.text(VALUE), THREE_TASKS);
        program.press("<ctrl-r>").shows(&["Orders API"]);
        program.press("<ctrl-r><ctrl-r>").shows(&["Business Impact", "Fewer calls"]);
        program.press("q").shows(&["Strategy"]);
    }
}

/// Opens a document from the map by walking to it.
pub fn open_by_name(program: &mut Program, title: &str) {
    for _ in 0..8 {
        program.press("<home>");
        for _ in 0..8 {
            let screen = program.screen();
            let focused = screen.lines().rfind(|line| line.trim_start().starts_with('▎')).unwrap_or_default();
            if focused.contains(title) {
                program.press("<enter>");
                return;
            }
            program.press("<down>");
        }
        program.press("<tab>");
    }
    panic!("{title} is nowhere on the map:\n{}", program.screen());
}
