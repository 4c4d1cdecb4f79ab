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
        let said = program.said();
        assert!(said.contains("undone: the text of 1.1: “See where an order …” → “Other”"), "{said}");
        program.press("g1.2du");
        let said = program.said();
        assert!(said.contains("undone: a note deleted from 1 Tasks: “Change the address”"), "{said}");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        // Each step is in the list of messages.
        program.press("M").shows(&["the text of 1.1", "a note deleted", "3 notes added"]);
    }

    /// What was done several times stands in the list of messages as often.
    fn each_step_is_in_the_list_of_messages() {
        let mut program = on_canvas();
        program.press("g1.1JJuu").press("M");
        let screen = program.screen();
        assert_eq!(screen.matches("undone: a note moved in 1 Tasks: “See where an order …”").count(), 2, "{screen}");
    }

    /// A verdict is told from what to what.
    fn a_verdict_that_is_taken_back_says_from_what_to_what() {
        let audit = "format = 1\nchecklist = \"api-audit\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\n\
                     [items.versioning-decided]\nverdict = \"partial\"\nevidence = [\"a.md\"]\nreason = \"r\"\n";
        let mut program = Program::open("orders/api-audit.toml", audit);
        program.press("<home>");
        while program.model.front::<stationmaster::app::screen::ChecklistState>().and_then(|state| state.item.as_deref())
            != Some("versioning-decided")
        {
            program.press("<down>");
        }
        program.press("e").press("<tab><shift-tab>").press("p<enter>").press("u");
        assert!(program.said().contains("partial → pass"), "{}", program.said());
        assert_eq!(program.text("orders/api-audit.toml"), audit);
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
        assert!(program.said().contains("again goes to API Value Proposition: a note added to 1 Tasks"), "{}", program.said());
        // At 80 columns nothing of the document and of what to press is cut.
        program.shows(&["again goes to API Value Proposition: a note added to 1 Tasks"]);
        assert_eq!(program.notes(VALUE, "tasks").len(), 4, "nothing is taken back yet");
        program.press("u").shows(&["Return a parcel"]);
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }
}
