//! The tour of the example: each step is done by what happened, and it can be left and taken up again at any time.

use stationmaster::app::MouseKind;

use super::journeys;
use crate::common::Program;

/// The example as the screen without a workspace opens it, in a window of that size.
fn tour(width: u16, height: u16) -> Program {
    let mut program = Program::nowhere();
    program.resize(width, height).press("d");
    program
}

/// The strip, in words.
fn strip(program: &Program) -> String {
    let rows = usize::from(program.model.window().height - program.model.size().height);
    let screen = program.screen();
    let lines: Vec<&str> = screen.lines().collect();
    lines[lines.len() - rows..].join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn assert_asks(program: &Program, text: &str) {
    assert!(strip(program).contains(text), "{text:?} is not in {:?}\n{}", strip(program), program.screen());
}

journeys! {
    fn the_example_begins_with_a_tour_that_teaches_by_doing() {
        let mut program = tour(80, 24);
        assert_asks(&program, "Choose a canvas of this station with ↓ and ↑, and open it with ⏎. ◉○○○○○ F7 leaves the tour");
        program.press("<down><down><enter>");
        assert_asks(&program, "Press a, write a note, and end it with Esc. ●◉○○○○");
        program.press("aBook a pickup");
        assert_asks(&program, "Press a,");
        program.press("<esc>");
        assert_asks(&program, "Move a note with J and K, or to another section with m.");
        program.press("K");
        assert_asks(&program, "Undo the last change with u; ^R does it again.");
        program.press("u");
        assert_asks(&program, "Relate the note to another with r: say which, then how.");
        program.press("r<enter><enter>");
        assert_asks(&program, "Press /, type a word, and go to a hit with ⏎.");
        program.press("/book a pickup<enter>");
        assert_asks(&program, "That is all. ? lists the keys here, : every command. ●●●●●●");
        program.press("<f7>");
        assert_eq!(program.model.size(), program.model.window());
        // Who takes it up again after its end begins anew.
        program.press("<f7>");
        assert_asks(&program, "Press a,");
    }

    /// What counts is what happened, not which keys were pressed.
    fn a_step_is_done_whichever_way_it_was_done() {
        let mut program = tour(120, 36);
        program.click_on("API Value Proposition").click_on("API Value Proposition");
        assert_asks(&program, "Press a,");
        program.paste("Pasted instead of typed");
        assert_asks(&program, "Move a note");
        program.press(":move to another<enter>2");
        assert_asks(&program, "Undo the last change");
        program.press("<ctrl-r>");
        assert_asks(&program, "Undo the last change");
        program.press(":undo<enter>");
        assert_asks(&program, "Relate the note");
    }

    /// Doing something else first is no matter, and without a canvas the tour says how to come to one.
    fn other_things_may_be_done_in_between() {
        let mut program = tour(80, 24);
        program.press("<down><down><enter>jjj2").press("1").press("q");
        assert_asks(&program, "Open a canvas to go on: Esc goes to the map, ⏎ opens one.");
        program.press("<enter>");
        assert_asks(&program, "Press a,");
        program.press("d");
        assert_asks(&program, "Press a,");
        program.press("/the<enter>");
        assert_asks(&program, "Open a canvas to go on");
    }

    fn it_is_left_with_one_key_and_taken_up_from_the_palette() {
        let mut program = tour(80, 24);
        program.press("<down><down><enter>aText<f7>").shows(&["Text", "Esc finish"]).hides(&["Press a,"]);
        assert_eq!(program.model.size(), program.model.window());
        program.press("<esc>").press(":tour<enter>");
        assert_asks(&program, "Press a,");
        program.press("a<esc>");
        assert_asks(&program, "Press a,");
        let mut program = super::on_canvas();
        program.press("<f7>");
        assert!(program.said().contains("only in the example"), "{}", program.said());
    }

    /// The strip takes rows of its own; the work stands above it, at every size that has room for both.
    fn the_strip_does_not_cover_the_work() {
        for (width, height, rows) in [(80, 24, 2), (40, 12, 3), (120, 36, 1), (200, 60, 1), (40, 9, 0), (30, 24, 0)] {
            let mut program = tour(width, height);
            assert_eq!(program.model.window().height - program.model.size().height, rows);
            program.press("<down><down><enter>");
            let screen = program.screen();
            assert_eq!(screen.lines().count(), usize::from(height), "{screen}");
            program.shows(&["API Products"]);
            program.press("<f7>").resize(width, height);
            program.press("?").press("<esc>").mouse(MouseKind::Press, 1, height - 1);
        }
    }

    /// No sentence is cut at any of these sizes, and its keys are the ones that are bound.
    fn every_sentence_fits() {
        for (width, height) in [(80, 24), (40, 12), (120, 36)] {
            let mut program = tour(width, height);
            let mut seen = vec![strip(&program)];
            for keys in ["<down><down><enter>", "q", "<enter>aA note<esc>", "K", "u", "r<enter><enter>", "/pickup<enter>"] {
                program.press(keys);
                seen.push(strip(&program));
            }
            seen.dedup();
            assert_eq!(seen.len(), 8, "{seen:#?}");
            for strip in seen {
                assert!(strip.contains("F7 leaves the tour") && strip.contains('.') && !strip.contains('…'), "{strip}");
            }
        }
    }
}
