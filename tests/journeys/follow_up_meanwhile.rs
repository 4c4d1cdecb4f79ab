//! What others write into an entry of the follow-up while somebody has a form of it open: nothing of theirs is lost, and nothing
//! that was typed.

use stationmaster::app::dialog::Dialog;

use super::journeys;
use crate::common::Program;

const FOLLOW_UP: &str = "orders/follow-up.toml";

/// Somebody else writes one text in the place of another.
fn others_write(program: &mut Program, from: &str, to: &str) {
    let text = program.text(FOLLOW_UP);
    assert_eq!(text.matches(from).count(), 1, "{from}\n{text}");
    program.write_unseen(FOLLOW_UP, &text.replacen(from, to, 1)).look_again(FOLLOW_UP);
}

#[track_caller]
fn has(program: &Program, parts: &[&str]) {
    let text = program.text(FOLLOW_UP);
    for part in parts {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

fn is_form(program: &Program) -> bool {
    matches!(program.model.dialog(), Some(Dialog::Form(_)))
}

const FINANCE: &str = "text = \"Ask finance whether the running costs include the gateway licence\"";

journeys! {
    fn only_what_was_changed_is_written() {
        // The keys that open a form and change one field of it; what others write meanwhile; what stands then.
        for (keys, from, to, there) in [
            (
                ";f<tab>e<ctrl-u>Ask the controller",
                "owner = \"API product owner\"\ndue = 2026-12-04",
                "owner = \"RA\"\ndue = 2026-12-11",
                &["owner = \"RA\"\ndue = 2026-12-11\ntext = \"Ask the controller\""][..],
            ),
            (
                ";f<tab>e<tab>RA",
                FINANCE,
                "about = [\"api-audit\"]\ntext = \"Ask the controller\"",
                &["owner = \"RA\"\ndue = 2026-12-04\nabout = [\"api-audit\"]\ntext = \"Ask the controller\""],
            ),
            (
                ";f<down>e<tab><tab>They ring us",
                "by = \"Business owner\"",
                "by = \"RA\"",
                &["by = \"RA\"\ndate = 2026-11-16\nbecause = \"They ring us\""],
            ),
            (
                ";f<tab><tab>e<ctrl-u>Lockers",
                "owner = \"Facilitator\"\ndue = 2026-12-08",
                "owner = \"RA\"",
                &["owner = \"RA\"\ntext = \"Lockers\""],
            ),
            (";f<tab>sh<ctrl-u>RA", "due = 2026-12-04", "due = 2026-12-11", &["owner = \"RA\"\ndue = 2026-12-11"]),
            (";f<tab><tab>sh<tab><ctrl-u>fri", "Facilitator", "RA", &["owner = \"RA\"\ndue = 2026-11-27"]),
        ] {
            let mut program = Program::begun();
            program.press(keys);
            assert!(is_form(&program), "{keys}: {}", program.screen());
            others_write(&mut program, from, to);
            program.press("<enter>").let_settle();
            assert!(program.model.dialogs().is_empty(), "{keys}: {}", program.screen());
            has(&program, there);
        }
    }

    fn where_both_changed_a_field_it_is_asked_which_stands() {
        for (choice, there) in [("mine", "Ask the controller"), ("theirs (now in the file)", "Ask the bank")] {
            let mut program = Program::begun();
            program.press(";f<tab>e<ctrl-u>Ask the controller<tab>RA");
            others_write(&mut program, FINANCE, "text = \"Ask the bank\"");
            program.press("<enter>").shows(&["What of “Ask the bank”", "Mine: Ask the controller", "Theirs: Ask the bank"]);
            // Closing the question decides nothing, and leads back to what was typed.
            program.press("<esc>").shows(&["Ask the controller", "RA"]);
            assert!(is_form(&program));
            has(&program, &["Ask the bank", "owner = \"API product owner\""]);
            program.press("<enter>").choose(choice);
            assert!(program.model.dialogs().is_empty(), "{}", program.screen());
            has(&program, &[&format!("owner = \"RA\"\ndue = 2026-12-04\ntext = \"{there}\"")]);
        }
    }

    fn several_fields_that_both_changed_are_asked_about_one_by_one() {
        let mut program = Program::begun();
        program.press(";f<tab>sh<ctrl-u>RA<tab><ctrl-u>fri");
        others_write(&mut program, "owner = \"API product owner\"\ndue = 2026-12-04", "owner = \"JK\"\ndue = 2026-12-11");
        program.press("<enter>").shows(&["Owner of", "Mine: RA", "Theirs: JK"]).choose("mine");
        program.shows(&["Day of", "Mine: fri", "Theirs: 2026-12-11"]).choose("theirs (now in the file)");
        has(&program, &["owner = \"RA\"\ndue = 2026-12-11"]);
        program.press("u");
        has(&program, &["owner = \"JK\"\ndue = 2026-12-11"]);
    }

    fn what_each_side_added_to_a_list_stays() {
        let mut program = Program::begun();
        program.press(";f<down>e<tab><tab><tab><alt-enter>Never<tab><tab>api-audit api-value-proposition#pdmx9q");
        others_write(
            &mut program,
            "rejected = [\"Until midnight the day before: too early for shops that pack at night\"]",
            "rejected = [\"By noon\"]",
        );
        program.press("<enter>");
        has(&program, &[
            "rejected = [\"By noon\", \"Never\"]",
            "about = [\"api-audit\", \"api-value-proposition#pdmx9q\"]",
        ]);
    }

    fn a_reference_that_leads_nowhere_stays_where_it_stood() {
        let mut program = Program::begun();
        others_write(&mut program, "api-value-proposition#pdmx9q", "api-value-proposition#zzzzz9");
        program.press(";f<down>e<ctrl-u>Until noon<enter>");
        has(&program, &["about = [\"api-value-proposition#zzzzz9\"]", "text = \"Until noon\""]);
        program.press("e<shift-tab><shift-tab><end> api-audit<enter>");
        has(&program, &["\"api-value-proposition#zzzzz9\"", "\"api-audit\""]);
    }

    fn what_was_settled_meanwhile_is_not_settled_again() {
        let theirs = format!("done = 2026-11-22\n{FINANCE}");
        for (keys, rest) in [(";f<tab>s", "d"), (";f<tab>sx", "Too dear<enter>"), (";f<tab>sh<ctrl-u>", "RA<enter>")] {
            let mut program = Program::begun();
            program.press(keys);
            others_write(&mut program, FINANCE, &theirs);
            let text = program.text(FOLLOW_UP);
            program.press(rest).shows(&["Somebody else has said meanwhile how it stands"]);
            assert_eq!(program.text(FOLLOW_UP), text, "{keys}");
        }
    }
}
