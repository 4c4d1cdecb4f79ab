//! Deciding, acting and parking from anywhere: the text at hand stays, what is put down stands in the file at once, and the
//! screen of it shows how everything stands.

use stationmaster::app::MouseKind;
use stationmaster::app::dialog::Dialog;
use stationmaster::store::IoErrorKind;

use super::{VALUE, journeys, on_canvas};
use crate::common::Program;

const FOLLOW_UP: &str = "orders/follow-up.toml";

/// What is being typed into a note, and where the cursor stands.
fn at_hand(program: &Program) -> Option<(String, usize)> {
    let editing = program.model.canvas_state()?.editing.as_ref()?;
    Some((editing.editor.text().to_owned(), editing.editor.cursor()))
}

journeys! {
    fn a_decision_from_a_note_is_in_a_file_made_for_it_and_undo_takes_it_back() {
        let mut program = on_canvas();
        assert!(program.disk.bytes(FOLLOW_UP).is_none());
        program.press("<f2>").shows(&["Decision", "What", "Set aside", "1.1 See where an order is"]).hides(&["Cites"]);
        program.press("Until it is loaded<tab>Business owner<tab>Vans are packed in order");
        program.press("<tab>Until midnight: too early<alt-enter>Never<tab>The depot expects questions");
        program.press("<tab><tab>+7<enter>").shows(&["decision saved"]);
        let text = program.text(FOLLOW_UP);
        let entry = text.split_once("[decisions.").expect("a decision").1;
        let body = entry.split_once("]\n").expect("its head").1;
        assert_eq!(
            body,
            "by = \"Business owner\"\ndate = 2026-11-23\nbecause = \"Vans are packed in order\"\n\
             rejected = [\"Until midnight: too early\", \"Never\"]\ndissent = \"The depot expects questions\"\n\
             about = [\"api-value-proposition#t7qm4k\"]\nreview_by = 2026-11-30\ntext = \"Until it is loaded\"\n"
        );
        program.press("u").shows(&["put down: “Until it is loaded”"]);
        assert_eq!(program.text(FOLLOW_UP), "format = 1\n");
        program.press("<ctrl-r>");
        assert_eq!(program.text(FOLLOW_UP), text);
        let mut program = program.kill();
        program.press("u");
        assert_eq!(program.text(FOLLOW_UP), "format = 1\n");
    }

    fn text_alone_is_enough_and_what_is_missing_is_asked_once() {
        let mut program = on_canvas();
        program.press("<f2><enter>").shows(&["A decision needs a text"]);
        program.press("Until it is loaded<enter>").shows(&["Who decided, and why?"]);
        program.press("<enter>").shows(&["decision saved"]);
        assert!(program.text(FOLLOW_UP).contains("text = \"Until it is loaded\""));
        program.press("<f2>By noon<tab>RA<enter>").shows(&["Why?"]).press("<enter>").shows(&["decision saved"]);
        assert!(program.text(FOLLOW_UP).contains("by = \"RA\""));
    }

    fn what_a_form_insists_on_is_marked() {
        for (keys, marked, said) in [
            ("<f2>", "What *", "A decision needs a text"),
            ("<f3>", "What *", "An action needs a text"),
            ("<f4>", "Topic *", "A topic needs a text"),
            (";f<tab>sx", "Reason *", "What is dropped needs a reason"),
            (";f<tab>sh<ctrl-u>", "Owner *", "It is handed over to somebody"),
        ] {
            let mut program = Program::begun();
            let before = program.text(FOLLOW_UP);
            program.press(keys).shows(&[marked]).press("<enter>").shows(&[marked, said]);
            assert!(matches!(program.model.dialog(), Some(Dialog::Form(_))), "{keys}");
            assert_eq!(program.text(FOLLOW_UP), before, "{keys}");
        }
    }

    fn a_note_that_is_being_typed_stays_with_its_cursor() {
        let mut program = on_canvas();
        program.press("aTell the shop before the van<left><left><left>");
        let text = at_hand(&program).expect("a text");
        for keys in ["<f2>", "<f3>", "<f4>", "<ctrl-x>2", "<ctrl-x>3", "<ctrl-x>4"] {
            program.press(keys);
            assert!(matches!(program.model.dialog(), Some(Dialog::Form(_))), "{keys}");
            program.press("Something else").press("<esc>");
            assert_eq!(at_hand(&program).as_ref(), Some(&text), "{keys}");
        }
        assert!(program.disk.bytes(FOLLOW_UP).is_none(), "nothing was put down");
        program.press("<f2>Until it is loaded<enter><enter>").shows(&["saved in"]);
        program.press("<ctrl-x>3Print labels<tab>RA<tab>fri<enter>").press("<f4>Parcel lockers<enter>");
        assert_eq!(at_hand(&program).as_ref(), Some(&text));
        let file = program.text(FOLLOW_UP);
        for there in ["text = \"Until it is loaded\"", "owner = \"RA\"\ndue = 2026-11-27", "text = \"Parcel lockers\""] {
            assert!(file.contains(there), "{there} is not in\n{file}");
        }
        // The text goes on where it was, and is kept as ever.
        program.press("big ");
        let mut program = program.kill();
        program.choose("take it up again").shows(&["Tell the shop before the big van"]);
        program.press("<esc>");
        let notes = program.notes(VALUE, "tasks");
        assert!(notes.contains(&"Tell the shop before the big van".to_owned()), "{notes:?}");
    }

    fn a_key_that_follows_ctrl_x_and_means_nothing_goes_into_the_text() {
        let mut program = on_canvas();
        program.press("a3<ctrl-x> copies<ctrl-x>9<ctrl-x><esc>!");
        assert_eq!(at_hand(&program).expect("a text").0, "3 copies9!");
    }

    fn what_is_asked_elsewhere_is_there_again() {
        let mut program = on_canvas();
        program.press("/addr<left>").press("<f4>Parcel lockers<enter>");
        let Some(Dialog::Finder(finder)) = program.model.dialog() else { panic!("no search") };
        assert_eq!((finder.editor.text(), finder.editor.cursor()), ("addr", 3));
        program.press("<esc>t").press("<ctrl-x>4").press("<esc>").shows(&["Task", "Benefit"]).press("<esc>");
        program.press("?").press("<f3>").shows(&["Owner"]).press("<esc>").shows(&["See where an order is"]);
        program.press("<f2>Until it is loaded").press("<f2>").shows(&["what is being asked for"]);
        program.press("<f4>Drones<enter>").shows(&["Until it is loaded"]).press("<esc>");
        assert!(program.text(FOLLOW_UP).contains("Drones"));
    }

    fn prose_that_is_offered_is_offered_again() {
        let mut program = on_canvas();
        program.type_fast("the parcel is late").shows(&["the parcel is late"]);
        program.press("<f4>Late parcels<enter>").shows(&["the parcel is late"]);
        assert!(program.text(FOLLOW_UP).contains("Late parcels"));
        program.press("<enter>");
        assert!(program.notes(VALUE, "tasks").contains(&"the parcel is late".to_owned()), "{}", program.screen());
    }

    fn a_line_lists_what_else_can_be_done_and_waits() {
        let mut program = on_canvas();
        program.press(";").shows(&["2 decide", "3 action", "4 park", "f follow-up", "Esc cancel"]);
        for _ in 0..20 {
            program.pause();
        }
        assert!(program.model.next_deadline().is_none(), "nothing wakes the program up");
        program.press("d").press("9").press("<down>").shows(&["2 decide", "Esc cancel"]);
        assert_eq!(program.notes(VALUE, "tasks").len(), 3);
        program.press("<esc>").hides(&["4 park"]);
        program.press(";2").shows(&["Set aside"]).press("<esc>");
        program.press(";3").shows(&["Owner"]).press("<esc>");
        program.press(";4Drones<enter>").shows(&["parked in"]);
        program.press(";f").shows(&["Drones"]).press("q").shows(&["See where an order is"]);
        program.press(";").click_on("park").shows(&["One line; who sees to it"]);
        program.press("<esc>").press(";").press("<f2>").shows(&["Set aside"]);
    }

    fn the_line_is_there_on_a_low_screen_and_over_a_choice() {
        let mut program = on_canvas();
        program.resize(40, 12).press(";").shows(&["2 decide", "f follow-up"]).click_on("park").press("<esc>");
        program.press("t;").shows(&["2 decide", "4 park"]).hides(&["follow-up"]).press("4Drones<enter>");
        assert!(matches!(program.model.dialog(), Some(Dialog::Picker(_))));
        assert!(program.text(FOLLOW_UP).contains("Drones"));
    }

    fn an_action_can_follow_from_a_decision() {
        let mut program = on_canvas();
        program.press("<f2>Until it is loaded<f3>").shows(&["Who decided, and why?"]).press("<f3>").shows(&["Action", "Owner"]);
        program.press("Print labels<tab>RA<enter>").shows(&["action saved"]);
        let text = program.text(FOLLOW_UP);
        let decision = text.split_once("[decisions.").and_then(|(_, rest)| rest.split_once(']')).expect("a decision").0;
        assert!(text.contains(&format!("about = [\"follow-up#{decision}\"]\ntext = \"Print labels\"")), "{text}");
    }

    fn without_an_owner_it_is_asked_why() {
        let mut program = on_canvas();
        program.press("<f3>Invite the depot<enter>").shows(&["Without an owner it will not happen. Why?"]);
        program.press("<esc>").shows(&["Invite the depot", "Owner"]).press("<enter><enter>").shows(&["action saved"]);
        assert!(program.text(FOLLOW_UP).contains("without_owner = \"\""), "{}", program.text(FOLLOW_UP));
        program.press("<f3>Ask finance<enter>Nobody of finance was here<enter>");
        assert!(program.text(FOLLOW_UP).contains("without_owner = \"Nobody of finance was here\""));
    }

    fn two_owners_are_asked_about_once_and_an_owner_is_completed() {
        let mut program = Program::begun();
        program.press("<f3>Ask finance<tab>team<enter>").shows(&["One owner gets it done"]);
        program.press("<ctrl-u>api prod").shows(&["api product Owner"]).press("<right><tab>soon<enter>");
        program.shows(&["soon is not a day"]).press("<ctrl-u>2026-11-01<enter>").shows(&["2026-11-01 is over"]);
        program.press("<ctrl-u>tue<enter>").shows(&["action saved"]);
        let text = program.text(FOLLOW_UP);
        assert!(text.contains("owner = \"API Product Owner\"\ndue = 2026-11-24"), "{text}");
        program.press("<f3>Ask the shops<tab>RA, JK<enter><enter>");
        assert!(program.text(FOLLOW_UP).contains("owner = \"RA, JK\""));
    }

    fn an_owner_with_two_words_for_a_part_is_one_person_and_a_team_is_none() {
        let mut program = Program::begun();
        for one in ["Quality manager, IT", "UI/UX designer", "Sales and marketing lead"] {
            program.press("<f3>Ask finance<tab>").paste(one).press("<enter>").shows(&["action saved"]);
            assert!(program.text(FOLLOW_UP).contains(&format!("owner = \"{one}\"")), "{}", program.text(FOLLOW_UP));
        }
        for several in ["Platform team", "RA and JK"] {
            program.press("<f3>Ask finance<tab>").paste(several).press("<enter>").shows(&["One owner gets it done"]);
            program.press("<esc>");
        }
    }

    fn what_it_is_about_is_named_by_number_or_reference() {
        let mut program = on_canvas();
        program.press("<f2>One<tab>RA<tab>So<tab><tab><tab>9.9<enter>").shows(&["no note or document 9.9"]);
        program.press("<ctrl-u>1.2, 2.1 api-value-proposition#w3k9ze<enter>");
        let about = "about = [\"api-value-proposition#b2h8xd\", \"api-value-proposition#g5n2ra\", \
                     \"api-value-proposition#w3k9ze\"]";
        let text = program.text(FOLLOW_UP).replace("\n  ", " ").replace("[ ", "[").replace(",\n]", "]");
        assert!(text.contains(about), "{text}");
    }

    fn the_screen_shows_all_and_says_how_each_stands() {
        let mut program = Program::begun();
        program.press(";f").shows(&["Decided", "To do", "1 open of 2", "Parked", "Parcel lockers"]);
        program.shows(&["A shipment can be changed", "API product owner", "2026-12-04"]);
        program.press("<tab>").shows(&["Ask finance"]).press("sd").shows(&["done 2026-11-23"]);
        assert!(program.text(FOLLOW_UP).contains("due = 2026-12-04\ndone = 2026-11-23"));
        program.press("u");
        assert!(!program.text(FOLLOW_UP).contains("done = 2026-11-23"));
        program.press("sh<ctrl-u>RA<tab><ctrl-u>fri<enter>").shows(&["handed over"]);
        assert!(program.text(FOLLOW_UP).contains("owner = \"RA\"\ndue = 2026-11-27"), "{}", program.text(FOLLOW_UP));
        program.press("<tab><tab><tab>").press("sk").press("<shift-tab><tab>").press("sx").press("<enter>");
        program.shows(&["needs a reason"]).press("Nobody asks for it<enter>").shows(&["dropped"]);
        assert!(program.text(FOLLOW_UP).contains("dropped = \"Nobody asks for it\""), "{}", program.text(FOLLOW_UP));
    }

    fn an_entry_is_changed_added_and_deleted() {
        let mut program = Program::begun();
        let before = program.text(FOLLOW_UP);
        program.press(";f<tab>e").shows(&["the gateway", "licence"]).press("Ask the controller<enter>");
        assert_eq!(program.text(FOLLOW_UP), before.replace(
            "text = \"Ask finance whether the running costs include the gateway licence\"",
            "text = \"Ask the controller\"",
        ));
        program.press("u");
        assert_eq!(program.text(FOLLOW_UP), before);
        program.press("d").shows(&["deleted"]);
        assert!(!program.text(FOLLOW_UP).contains("Ask finance"));
        program.press("u").shows(&["Ask finance"]);
        assert_eq!(program.text(FOLLOW_UP), before);
        program.press("<tab>aDrones<enter>").shows(&["Drones", "parked in"]);
        assert!(program.text(FOLLOW_UP).contains("text = \"Drones\""));
    }

    fn a_decision_holds_or_is_replaced() {
        let mut program = Program::begun();
        program.press(";f").press("s").shows(&["It holds", "Another decision takes its place"]);
        program.press("<enter>+14<enter>").shows(&["it holds"]);
        assert!(program.text(FOLLOW_UP).contains("review_by = 2026-12-07"));
        program.press("<home>s<down><enter>Never<tab>RA<tab>So<enter>").shows(&["Never", "replaced"]);
        let text = program.text(FOLLOW_UP);
        let new = text.split("[decisions.").find(|part| part.contains("text = \"Never\"")).expect("the new one");
        let id = new.split_once(']').expect("a key").0;
        assert!(text.contains(&format!("superseded_by = \"follow-up#{id}\"")), "{text}");
        program.press("u");
        assert!(!program.text(FOLLOW_UP).contains("superseded_by"), "one step takes both back");
    }

    fn a_decision_that_was_replaced_is_not_replaced_again() {
        let mut program = Program::begun();
        program.press(";fs<down><enter>Never<tab>RA<tab>So<enter>").shows(&["Never", "replaced"]);
        let text = program.text(FOLLOW_UP);
        program.click_on("Empty lists").shows(&["Replaced by", "Never"]);
        program.press("s").shows(&["another decision has taken its place"]);
        assert!(program.model.dialogs().is_empty(), "{}", program.screen());
        assert_eq!(program.text(FOLLOW_UP), text);
    }

    fn what_others_replaced_meanwhile_stays_replaced_by_theirs() {
        let mut program = Program::begun();
        program.press(";fs<down><enter>Never<tab>RA<tab>So");
        let text = program.text(FOLLOW_UP);
        let line = "text = \"Empty lists";
        let theirs = text.replacen(line, &format!("superseded_by = \"follow-up#h8s2nd\"\n{line}"), 1);
        assert_ne!(theirs, text);
        program.write_unseen(FOLLOW_UP, &theirs).look_again(FOLLOW_UP);
        program.press("<enter>").shows(&["another decision has taken its place", "Never"]);
        assert!(matches!(program.model.dialog(), Some(Dialog::Form(_))));
        assert_eq!(program.text(FOLLOW_UP), theirs);
    }

    fn enter_goes_to_what_it_is_about_and_a_note_leads_back() {
        let mut program = Program::begun();
        program.press(";f<down>").shows(&["About           3.4"]);
        program.press("<enter>");
        let note = program.model.canvas_state().and_then(|state| state.note).map(|id| id.to_string());
        assert_eq!(note.as_deref(), Some("pdmx9q"), "{}", program.screen());
        program.press("]").shows(&["Follow-up"]);
        let entry = program.model.front::<stationmaster::app::screen::FollowUpState>().and_then(|state| state.entry.clone());
        assert_eq!(entry.map(|(_, key)| key).as_deref(), Some("1zz8wn"), "{}", program.screen());
        program.press("q").shows(&["API Value"]);
        // What is about nothing leads nowhere.
        program.press(";f<tab><enter>").shows(&["about no note"]);
    }

    fn the_map_leads_to_an_action_that_is_due() {
        let mut program = Program::begun();
        program.press("!").press("<enter>").shows(&["Follow-up", "To do"]);
    }

    fn the_mouse_puts_an_entry_in_focus_and_opens_what_it_is_about() {
        let mut program = Program::begun();
        program.press(";f").click_on("Parcel lockers").shows(&["Facilitator"]);
        let kind = |program: &Program| {
            program.model.front::<stationmaster::app::screen::FollowUpState>().and_then(|state| state.entry.clone())
        };
        assert_eq!(kind(&program).map(|(_, key)| key).as_deref(), Some("5p7r9s"));
        program.click_on("A shipment can be").click_on("A shipment can be");
        assert!(program.model.canvas_state().is_some(), "{}", program.screen());
        program.mouse(MouseKind::WheelDown, 3, 3);
    }

    fn nothing_can_be_put_down_where_the_file_cannot_be_written() {
        let mut program = Program::begun();
        program.write_unseen(FOLLOW_UP, "[decisions\n").look_again(FOLLOW_UP);
        program.press("<f2>").hides(&["Set aside"]);
        assert!(program.model.dialogs().is_empty());
        let mut program = Program::nowhere();
        program.press("<f2>").shows(&["no product yet"]);
    }

    fn a_file_that_cannot_be_made_is_made_as_soon_as_there_is_room() {
        let mut program = on_canvas();
        program.disk.refuse_writes(Some(IoErrorKind::Full));
        program.press("<f4>Drones<enter>").shows(&["Free some space"]);
        program.press("<f4>Parcel lockers<enter>").press(";f").shows(&["Drones", "Parcel lockers", "not saved"]);
        assert!(program.disk.bytes(FOLLOW_UP).is_none());
        program.disk.refuse_writes(None);
        program.wait_for_deadline();
        program.shows(&["saved again"]).hides(&["not saved"]);
        let text = program.text(FOLLOW_UP);
        assert!(text.starts_with("format = 1\n") && text.contains("Drones") && text.contains("Parcel lockers"), "{text}");
        program.press("u");
        assert!(!program.text(FOLLOW_UP).contains("Parcel lockers"));
    }

    fn what_others_made_while_there_was_no_room_is_merged_with() {
        let mut program = on_canvas();
        program.disk.refuse_writes(Some(IoErrorKind::Full));
        program.press("<f4>Drones<enter>").shows(&["Free some space"]);
        program.write_unseen(FOLLOW_UP, "format = 1\n\n[parked.h8s2nd]\ntext = \"Parcel lockers\"\n");
        program.disk.refuse_writes(None);
        program.wait_for_deadline();
        program.let_settle();
        let text = program.text(FOLLOW_UP);
        assert!(text.contains("Drones") && text.contains("Parcel lockers"), "{text}");
    }

    fn what_was_typed_stays_while_the_file_cannot_be_written() {
        for (keys, more) in [
            ("<f2>", "Never<tab><ctrl-u>RA<tab>So"),
            ("<f3>", "Never<tab>RA"),
            ("<f4>", "Never"),
            (";f<tab>e", "<ctrl-u>Never"),
            (";f<tab>sh", "<ctrl-u>Never"),
            (";f<tab>sx", "Never"),
        ] {
            let mut program = Program::begun();
            let before = program.text(FOLLOW_UP);
            program.press(keys).press(more);
            program.write_unseen(FOLLOW_UP, "[decisions\n").look_again(FOLLOW_UP);
            program.press("<enter>").shows(&["is not saved: it cannot be read", "Never"]);
            assert!(matches!(program.model.dialog(), Some(Dialog::Form(_))), "{keys}: {}", program.screen());
            program.write_unseen(FOLLOW_UP, &before).look_again(FOLLOW_UP).press("<enter>");
            assert!(program.model.dialogs().is_empty(), "{keys}: {}", program.screen());
            assert!(program.text(FOLLOW_UP).contains("Never"), "{keys}: {}", program.text(FOLLOW_UP));
        }
    }

    fn what_was_typed_stays_where_the_entry_is_gone() {
        let mut program = Program::begun();
        let text = program.text(FOLLOW_UP);
        let cut = text.find("[actions.").expect("actions")..text.find("[parked.").expect("topics");
        program.press(";f<tab>e<ctrl-u>Ask the controller");
        program.write_unseen(FOLLOW_UP, &text.replace(&text[cut], "")).look_again(FOLLOW_UP);
        program.press("<enter>").shows(&["Somebody else has removed it meanwhile", "Ask the controller"]);
        assert!(matches!(program.model.dialog(), Some(Dialog::Form(_))));
    }

    fn what_others_made_meanwhile_is_merged_with() {
        let mut program = on_canvas();
        program.press("<f4>Drones");
        program.write_unseen(FOLLOW_UP, "format = 1\n\n[parked.h8s2nd]\ntext = \"Parcel lockers\"\n");
        program.press("<enter>").let_settle();
        let text = program.text(FOLLOW_UP);
        assert!(text.contains("Drones") && text.contains("Parcel lockers"), "{text}");
    }
}

/// No byte of the text at hand is lost and the cursor stays, whatever is pressed in forms that lie over it.
mod property {
    use proptest::prelude::*;

    use super::*;

    /// What leads out of a text into a form, and back.
    const KEYS: [&str; 16] = [
        "<f2>",
        "<f3>",
        "<f4>",
        "<ctrl-x>2",
        "<ctrl-x>3",
        "<ctrl-x>4",
        "<esc>",
        "<enter>",
        "<tab>",
        "<down>",
        "a note",
        "<ctrl-u>",
        "<right>",
        "<alt-enter>",
        "<backspace>",
        "<ctrl-x><esc>",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn the_text_at_hand_stays(
            text in "[a-z漢é ;/?]{1,24}",
            back in 0_usize..8,
            keys in prop::collection::vec(0_usize..KEYS.len(), 1..24),
        ) {
            let mut program = on_canvas();
            program.press("a").paste(&text).press(&"<left>".repeat(back));
            let stood = at_hand(&program);
            for key in keys {
                let is_over = program.model.dialogs().is_empty();
                // What is no way into a form would be typed into the text itself.
                if !is_over || key < 6 {
                    program.press(KEYS[key]);
                }
            }
            while !program.model.dialogs().is_empty() {
                program.press("<esc>");
            }
            prop_assert_eq!(at_hand(&program), stood);
        }
    }
}
