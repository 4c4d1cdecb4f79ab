//! The palette, and lists that are narrowed by typing.

use stationmaster::app::dialog::Dialog;
use stationmaster::app::screen::Mode;

use super::{VALUE, journeys, on_canvas};
use crate::common::Program;

/// How many lines of the list in front fit, and which of them is in focus.
fn list(program: &Program) -> (usize, usize) {
    match program.model.dialog() {
        Some(Dialog::Finder(finder)) => (finder.found.len(), finder.cursor),
        other => panic!("no list is open but {other:?}"),
    }
}

fn mode(program: &Program) -> Option<Mode> {
    program.model.canvas_state().map(|state| state.mode)
}

journeys! {
    /// Every command has its key beside it and runs by a part of its name; letters may be left out.
    fn the_palette_runs_a_command_by_its_name() {
        let mut program = on_canvas();
        program.press(":").shows(&["Every command", "Add a note", "Select"]).press("spotl").shows(&["Spotlight", "4"]);
        program.press("<enter>");
        assert_eq!(mode(&program), Some(Mode::Spotlight));
        program.press("<ctrl-p>bord<enter>");
        assert_eq!(mode(&program), Some(Mode::Board));
        program.press(":<esc>").hides(&["Every command"]);
    }

    fn the_palette_says_why_a_command_cannot_be_used() {
        let mut program = on_canvas();
        program.press(":redo").shows(&["nothing to redo"]).press("<enter>");
        assert_eq!(program.said(), "nothing to redo");
        program.press(":new canvas").shows(&["works on another screen"]);
    }

    fn a_command_with_a_number_asks_for_it() {
        let mut program = on_canvas();
        program.press(":go to a sec").shows(&["g2.1"]).press("<enter>").shows(&["Go where?"]).press("2.2<enter>d");
        assert_eq!(program.notes(VALUE, "gain-enabling-features"), ["One status for all carriers"]);
    }

    fn a_list_is_gone_through_round_and_by_pages() {
        let mut program = on_canvas();
        program.press(":");
        let (all, _) = list(&program);
        program.press("<up>");
        assert_eq!(list(&program).1, all - 1, "up from the first is the last");
        program.press("<down><down><pagedown>");
        assert!(list(&program).1 > 5);
        program.press("<pageup>");
        assert!(list(&program).1 < 5);
        program.press("zzzz").shows(&["No matches"]).press("<enter>");
        assert_eq!(program.said(), "nothing matches what was typed");
        program.press("<ctrl-u>");
        assert_eq!(list(&program).0, all);
        program.paste("grid").press("<enter>");
        assert_eq!(mode(&program), Some(Mode::Grid));
    }

    /// What the stations of the cycle use comes first, in the order of the line.
    fn a_new_document_is_found_by_a_part_of_its_name() {
        let mut program = on_canvas();
        program.press("qc").shows(&["Create which", "Business Impact", "Strategy"]).press("busi impa");
        assert_eq!(list(&program).0, 1);
        program.press("<enter>").shows(&["Business Impact"]);
        assert!(program.disk.contains("orders/business-impact.toml"), "{:?}", program.disk.paths());
    }

    fn lists_work_on_the_smallest_screens() {
        let mut program = on_canvas();
        for (width, height) in [(40, 12), (24, 6), (200, 60)] {
            program.resize(width, height).press(":undo").shows(&["Undo"]).press("<esc>");
        }
    }
}
