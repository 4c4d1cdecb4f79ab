//! Forms of the follow-up that were being filled in when the program was killed: they are offered, and opened again as they were.

use stationmaster::app::dialog::{Dialog, Form};

use super::{VALUE, journeys, on_canvas};
use crate::common::Program;

const FOLLOW_UP: &str = "orders/follow-up.toml";

fn form(program: &Program) -> &Form {
    match program.model.dialog() {
        Some(Dialog::Form(form)) => form,
        _ => panic!("no form:\n{}", program.screen()),
    }
}

/// What stands in the fields, the one in focus, and the cursor in it.
fn filled(program: &Program) -> (Vec<String>, usize, usize) {
    let form = form(program);
    let texts = form.fields.iter().map(|field| field.editor.text().to_owned());
    (texts.collect(), form.focus, form.fields[form.focus].editor.cursor())
}

journeys! {
    fn a_form_that_was_being_filled_in_is_offered_and_opened_as_it_was() {
        for (keys, rest, there) in [
            ("<f2>Never<tab>RA<tab>So<tab>One<alt-enter>Two<left>", "<enter>", "rejected = [\"One\", \"Two\"]"),
            ("<f3>Print labels<tab>RA<tab>fri<shift-tab>", "<enter>", "owner = \"RA\"\ndue = 2026-11-27"),
            ("<f4>Drones<left><left>", "!<enter>", "text = \"Dron!es\""),
            (";f<tab>e<ctrl-u>Ask the bank<tab>", "RA<enter>", "owner = \"RA\"\ndue = 2026-12-04\ntext = \"Ask the bank\""),
            (";f<tab>sh<ctrl-u>RA", "<enter>", "owner = \"RA\"\ndue = 2026-12-04"),
            (";f<tab><tab>sh<tab><ctrl-u>fri", "<enter>", "owner = \"Facilitator\"\ndue = 2026-11-27"),
            (";f<tab>sxToo dea", "r<enter>", "dropped = \"Too dear\""),
            (";f<tab><tab>sxNobod", "y<enter>", "dropped = \"Nobody\""),
            (";fs<enter>+1", "4<enter>", "review_by = 2026-12-07"),
            (";fs<down><enter>Never<tab>RA<tab>So", "<enter>", "superseded_by"),
        ] {
            let mut program = Program::begun();
            program.press(keys);
            let was = filled(&program);
            let mut program = program.kill();
            program.shows(&["This was being typed in orders/follow-up.toml", "take it up again"]);
            assert!(!program.is_settled(), "{keys}");
            // Whoever closes the question is asked again at the next start.
            program.press("<esc>");
            let mut program = program.kill();
            program.choose("take it up again");
            assert_eq!(filled(&program), was, "{keys}");
            // It is kept again while it is open.
            let mut program = program.kill();
            program.choose("take it up again").press(rest);
            assert!(program.model.dialogs().is_empty(), "{keys}: {}", program.screen());
            assert!(program.text(FOLLOW_UP).contains(there), "{there} is not in\n{}", program.text(FOLLOW_UP));
            assert!(program.is_settled(), "{keys}");
            let program = program.kill();
            assert!(program.model.dialogs().is_empty(), "{keys}: {}", program.screen());
        }
    }

    fn a_form_that_was_closed_discarded_or_left_as_it_was_is_not_offered() {
        for keys in ["<f2>", "<f3>Print labels<esc>", ";f<tab>e<tab>", "<f4>Drones<enter>"] {
            let mut program = Program::begun();
            program.press(keys);
            assert!(program.is_settled(), "{keys}");
            assert!(program.kill().model.dialogs().is_empty(), "{keys}");
        }
        let mut program = Program::begun();
        program.press("<f4>Drones");
        let mut program = program.kill();
        program.choose("discard it");
        assert!(program.is_settled());
        assert!(!program.text(FOLLOW_UP).contains("Drones"));
    }

    fn a_note_and_the_forms_over_it_are_all_offered() {
        let mut program = on_canvas();
        program.press("aTell the shop<f2>Until it is loaded<f4>Drones");
        let mut program = program.kill();
        program.shows(&["Tell the shop"]).press("<esc>");
        program.shows(&["What: Until it is loaded"]).choose("take it up again");
        program.press("<tab><ctrl-u>RA<tab>So<enter>").shows(&["Topic: Drones"]).choose("take it up again").press("<enter>");
        let text = program.text(FOLLOW_UP);
        assert!(text.contains("Drones") && text.contains("because = \"So\""), "{text}");
        assert!(!program.is_settled(), "the note is still on offer");
        let mut program = program.kill();
        program.shows(&["Tell the shop"]).choose("take it up again").press("<esc>");
        assert!(program.notes(VALUE, "tasks").contains(&"Tell the shop".to_owned()));
        assert!(program.is_settled());
    }

    fn a_form_waits_for_a_file_that_cannot_be_written() {
        let mut program = Program::begun();
        let text = program.text(FOLLOW_UP);
        program.press("<f4>Drones").write_unseen(FOLLOW_UP, "[decisions\n");
        let mut program = program.kill();
        assert!(program.model.dialogs().is_empty());
        assert!(program.said().contains("offered once it can be"), "{}", program.said());
        program.write_unseen(FOLLOW_UP, &text).look_again(FOLLOW_UP);
        program.choose("take it up again").press("<enter>");
        assert!(program.text(FOLLOW_UP).contains("Drones") && program.is_settled());
    }

    fn what_others_wrote_after_the_kill_stays() {
        let mut program = Program::begun();
        program.press(";f<tab>e<tab>RA");
        let mut program = program.kill();
        let theirs = program.text(FOLLOW_UP).replace("due = 2026-12-04", "due = 2026-12-11");
        program.write_unseen(FOLLOW_UP, &theirs).look_again(FOLLOW_UP);
        program.choose("take it up again").press("<enter>");
        let text = program.text(FOLLOW_UP);
        assert!(text.contains("owner = \"RA\"\ndue = 2026-12-11"), "{text}");
    }
}
