//! Undo and redo say what they take back and where, and ask before they go elsewhere.

use stationmaster::app::Size;

use super::{THREE_TASKS, VALUE, journeys, on_canvas};
use crate::common::{PRODUCT, Program};
use stationmaster::workspace::Memory;

const OTHER: &str = "orders/customer-journey.toml";
const JOURNEY: &str =
    "format = 1\ncanvas = \"customer-journey\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";

journeys! {
    fn undo_and_redo_say_what_and_where() {
        let mut program = on_canvas();
        program.paste("- one\n- two\n- three").press("s").press("u");
        assert!(program.said().contains("undone: 3 notes added to 1 Tasks"), "{}", program.said());
        program.press("<ctrl-r>");
        assert!(program.said().contains("redone: 3 notes added to 1 Tasks"), "{}", program.said());
        program.press("ug1.1e<ctrl-u>Other<esc>u");
        assert!(program.said().contains("undone: the text of 1.1"), "{}", program.said());
        program.press("g1.2du");
        assert!(program.said().contains("undone: a note deleted from 1 Tasks"), "{}", program.said());
        assert_eq!(program.text(VALUE), THREE_TASKS);
        // Each step is in the list of messages.
        program.press("M").shows(&["the text of 1.1", "a note deleted", "3 notes added"]);
    }

    /// The document of a step was removed or renamed by another program: that costs one key and has its true reason.
    fn undo_passes_over_a_document_that_is_gone_at_once() {
        let mut program = on_canvas();
        program.press("aOne<esc>aTwo<esc>").remove_unseen(VALUE);
        let mut program = program.kill();
        program.press("u");
        assert!(program.said().contains("was renamed or removed"), "{}", program.said());
        program.press("u");
        assert!(program.said().contains("nothing to"), "{}", program.said());
    }

    /// A step of another document: the first press only says so.
    fn undo_asks_before_it_goes_to_another_document() {
        let files = [("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT), (VALUE, THREE_TASKS), (OTHER, JOURNEY)];
        let disk = Memory::new(files.map(|(path, text)| (path, text.as_bytes())));
        let size = Size { width: 80, height: 24 };
        let mut program = Program::with(disk.clone(), size, Some(VALUE));
        program.press("g1.1aPrint the labels<esc>");
        drop(program);
        let mut program = Program::with(disk, size, Some(OTHER));
        program.press("u");
        assert!(program.said().contains("the last change was in API Value Proposition"), "{}", program.said());
        assert_eq!(program.notes(VALUE, "tasks").len(), 4, "nothing is taken back yet");
        program.press("u").shows(&["Return a parcel"]);
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }
}
