//! The screen of the follow-up: its signs, what it says of the entry in focus, and where the focus goes.

use stationmaster::app::screen::FollowUpState;

use super::{journeys, on_canvas};
use crate::common::Program;

const FOLLOW_UP: &str = "orders/follow-up.toml";

/// The entry in focus.
fn focus(program: &Program) -> String {
    let state = program.model.front::<FollowUpState>().expect("the follow-up");
    state.entry.clone().map(|(_, key)| key).unwrap_or_default()
}

/// Three open actions and one that is done, then a topic that was dropped and a decision that was replaced.
fn with_many() -> Program {
    let mut program = on_canvas();
    let actions = "[actions.a1a1a1]\ndue = 2026-12-01\ntext = \"First\"\nowner = \"RA\"\n\n\
                   [actions.b2b2b2]\ndue = 2026-12-02\ntext = \"Second\"\nowner = \"RA\"\n\n\
                   [actions.c3c3c3]\ndue = 2026-12-03\ntext = \"Third\"\nowner = \"RA\"\n\n\
                   [actions.d4d4d4]\ndone = 2026-11-01\ntext = \"Last\"\nowner = \"RA\"\n";
    let others = "[decisions.k5k5k5]\ndate = 2026-11-02\ntext = \"Newer\"\n\n\
                  [decisions.m6m6m6]\nsuperseded_by = \"follow-up#k5k5k5\"\ntext = \"Older\"\n\n\
                  [parked.p7p7p7]\ndropped = \"Nobody asks\"\ntext = \"Drones\"\n\n\
                  [parked.q8q8q8]\ndone = 2026-11-03\ntext = \"Lockers\"\n";
    program.write_unseen(FOLLOW_UP, &format!("format = 1\n\n{actions}\n{others}"));
    let mut program = program.kill();
    program.press(";f<tab>");
    program
}

journeys! {
    fn the_focus_goes_to_the_next_that_is_open_wherever_an_entry_goes() {
        let mut program = with_many();
        assert_eq!(focus(&program), "a1a1a1");
        program.press("sd");
        assert_eq!(focus(&program), "b2b2b2", "{}", program.screen());
        // It is handed over to a later day than the next one has.
        program.press("sh<ctrl-u>JK<tab><ctrl-u>2026-12-20<enter>");
        assert_eq!(focus(&program), "c3c3c3", "{}", program.screen());
        program.press("sk");
        assert_eq!(focus(&program), "b2b2b2", "{}", program.screen());
        // After the last open one there is no other: it stays in focus.
        program.press("sxToo dear<enter>");
        assert_eq!(focus(&program), "b2b2b2", "{}", program.screen());
        program.press("so");
        assert_eq!(focus(&program), "b2b2b2", "{}", program.screen());
    }

    fn done_dropped_and_replaced_have_signs_and_words_of_their_own() {
        let mut program = with_many();
        program.resize(80, 30).shows(&["✓ Last", "✓ Lockers", "⊘ Drones", "→ Older", "dropped", "replaced", "done 2026-11-03"]);
        program.unicode(false).shows(&["v Last", "v Lockers", "x Drones", "> Older"]);
    }

    fn a_day_alone_is_not_said_as_a_person() {
        let mut program = with_many();
        program.press("<shift-tab>").shows(&["Decided on", "2026-11-02"]).hides(&["Decided by"]);
    }

    fn the_id_of_the_entry_in_focus_is_there_at_every_size() {
        for (width, height) in [(160, 40), (120, 36), (80, 24)] {
            let mut program = with_many();
            program.resize(width, height).shows(&["Id a1a1a1"]);
        }
        // On a low screen it is read in the place of the rows, one entry after the other.
        let mut program = with_many();
        program.resize(40, 12).shows(&["First"]).hides(&["a1a1a1"]).press("i").shows(&["a1a1a1"]).hides(&["Second"]);
        program.press("<down>").shows(&["Second", "b2b2b2"]).press("i").shows(&["First", "Third"]).hides(&["b2b2b2"]);
        // Where both have room, the same key hides and shows what stands below.
        program.resize(80, 24).shows(&["b2b2b2"]).press("i").hides(&["b2b2b2"]).press("i").shows(&["b2b2b2"]);
    }

    fn what_is_asked_is_whole_on_a_low_screen() {
        let mut program = Program::begun();
        program.resize(40, 12).press(";f<tab>s");
        let words = |program: &Program| {
            let screen = program.screen().replace(['│', '╭', '╮'], " ");
            screen.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let shown = words(&program);
        assert!(shown.contains("include the gateway") && shown.contains("Drop"), "{}", program.screen());
        program.press("<esc><f2>Never<enter>");
        program.shows(&["Why? Enter again leaves it out."]);
        program.press("<esc><f3>Ask<tab>team<enter>");
        let shown = words(&program);
        assert!(shown.contains("several, each waits. Enter again") && shown.contains("leaves it so."), "{}", program.screen());
    }
}
