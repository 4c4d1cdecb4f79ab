//! What forms of the follow-up ask, offer and say: each thing once, where it is about something, and with keys that work.

use super::{journeys, on_canvas};
use crate::common::Program;

const FOLLOW_UP: &str = "orders/follow-up.toml";

#[track_caller]
fn has(program: &Program, part: &str) {
    let text = program.text(FOLLOW_UP);
    assert!(text.contains(part), "{part} is not in\n{text}");
}

journeys! {
    fn the_key_that_takes_it_back_is_named_where_it_does() {
        let mut program = on_canvas();
        program.press("<f4>Drones<enter>").shows(&["parked in", "u undoes it"]).press("u");
        assert!(!program.text(FOLLOW_UP).contains("Drones"));
        // In a question, a note that is typed, a form that follows or prose that is offered, it is another key or a letter.
        for (before, keys) in [("t", "<f4>Drones<enter>"), ("a", "<f4>Drones<enter>"), ("", "<f2>One<f3><f3>")] {
            let mut program = on_canvas();
            program.press(before).press(keys).shows(&["saved in"]).hides(&["undoes it"]);
        }
        let mut program = on_canvas();
        program.type_fast("the parcel is late").press("<f4>Late<enter>").hides(&["undoes it"]);
        has(&program, "Late");
    }

    fn a_name_that_was_only_begun_is_asked_about() {
        for keys in ["<f3>Ask<tab>", "<f4>Ask<tab>", ";f<tab>sh<ctrl-u>", "<f2>Ask<tab><ctrl-u>"] {
            let mut program = Program::begun();
            let before = program.text(FOLLOW_UP);
            // What would complete it stands behind the cursor, and the key that does beside all that fit.
            program.press(keys).press("api prod").shows(&["api product Owner", "Right completes it: API Product Owner"]);
            program.press("<enter>").shows(&["“api prod” is only the beginning of API Product"]);
            assert_eq!(program.text(FOLLOW_UP), before, "{keys}");
            program.press("<right><enter><enter>");
            assert_eq!(program.text(FOLLOW_UP).matches("\"API Product Owner\"").count(), 1, "{keys}: {}", program.screen());
        }
        // It can be meant so.
        let mut program = Program::begun();
        program.press("<f3>Ask<tab>a<enter><enter>").shows(&["action saved"]);
        has(&program, "owner = \"a\"");
    }

    fn what_was_asked_about_one_field_is_not_said_under_another() {
        let mut program = on_canvas();
        program.press("<f2>Never<tab>RA<enter>").shows(&["Why? Enter again"]).press("<tab>").hides(&["Why? Enter again"]);
        program.press("<enter>").shows(&["decision saved"]);
        let mut program = on_canvas();
        program.press("<f4><enter>").shows(&["A topic needs a text"]).press("<tab>").hides(&["A topic needs a text"]);
    }

    fn who_and_why_are_asked_once_and_together() {
        let mut program = on_canvas();
        program.press("<f2>Never<enter>").shows(&["Who decided, and why?"]).press("RA<enter>").shows(&["decision saved"]);
        has(&program, "by = \"RA\"");
        program.press("<f2>Later<tab><tab>So<enter>").shows(&["Who decided? Enter again"]).press("<enter>");
        has(&program, "because = \"So\"\n");
    }

    fn a_topic_is_parked_at_once_or_with_who_sees_to_it_and_when() {
        let mut program = on_canvas();
        program.press("<f4>").shows(&["Topic", "Owner", "Day"]).press("Drones<enter>");
        has(&program, "[parked.");
        program.press("<f4>Lockers<tab>RA<tab>fri<enter>");
        has(&program, "owner = \"RA\"\ndue = 2026-11-27\ntext = \"Lockers\"");
    }

    fn a_long_text_is_seen_in_full_and_enter_saves_it() {
        let long = "A shipment can be changed until it is scanned onto a van and not a minute longer, whatever the shop says";
        for keys in ["<f2>", "<f3>", "<f4>", ";f<tab>sx"] {
            let mut program = Program::begun();
            program.press(keys).press(long);
            let shown = program.screen().split_whitespace().collect::<Vec<_>>().join(" ");
            for part in ["A shipment can be changed", "whatever the shop says"] {
                assert!(shown.contains(part), "{keys}: {part}\n{}", program.screen());
            }
            program.press("<enter><enter><enter>");
            assert!(program.model.dialogs().is_empty(), "{keys}: {}", program.screen());
            has(&program, long);
        }
    }
}
