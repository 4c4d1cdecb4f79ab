//! Other programs write as they like: they empty a file before they fill it, write in pieces, remove it and make it again,
//! or write what they read long ago. No moment in between is taken for what somebody meant.

use super::{THREE_TASKS, VALUE, journeys, on_canvas};

const SEE: &str = "[notes.tasks.t7qm4k]\ntext = \"See where an order is\"\n\n";

/// The first half of the canvas: it ends between two notes, so that it is a canvas too.
fn half() -> &'static str {
    let at = THREE_TASKS.find("[notes.tasks.b2h8xd]").expect("it is there");
    &THREE_TASKS[..at]
}

fn theirs() -> String {
    THREE_TASKS.replace("Return a parcel", "Send it back")
}

journeys! {
    fn a_note_finished_while_the_file_is_written_in_pieces_costs_nothing() {
        for first in [half(), "", "format = 1\ncanvas = \"api-va"] {
            let mut program = on_canvas();
            let whole = theirs();
            program.disk.write_in_steps(VALUE, &[Some(first.as_bytes()), Some(whole.as_bytes())]);
            program.press("aPrint the labels<esc>");
            assert_eq!(
                program.notes(VALUE, "tasks"),
                ["See where an order is", "Change the address", "Send it back", "Print the labels"],
                "{first}"
            );
            program.shows(&["Send it back", "Print the labels", "· saved"]);
        }
    }

    /// However long it pauses, and wherever it was when it did.
    fn a_writer_that_pauses_between_two_pieces_loses_nothing() {
        let whole = theirs() + "\n[notes.tasks.c3j9ye]\ntext = \"From outside\"\n";
        let cuts: Vec<usize> = whole.match_indices("\n[").map(|(at, _)| at + 1).collect();
        for cut in cuts {
            // Longer than anybody waits, too: then it goes on in a file that has no name any more.
            for rest in [0, 1, 5, 11, 16, 30, 50, 150, 400] {
                let mut program = on_canvas();
                let pieces = [&whole.as_bytes()[..cut], whole.as_bytes()];
                program.disk.write_in_place(VALUE, &pieces, rest);
                program.press("aPrint the labels<esc>");
                for _ in 0..rest + 20 {
                    program.moment();
                }
                for _ in 0..40 {
                    program.let_settle();
                    if program.model.next_deadline().is_some() {
                        program.wait_for_deadline();
                    }
                }
                let mut tasks = program.notes(VALUE, "tasks");
                tasks.sort();
                assert_eq!(
                    tasks,
                    ["Change the address", "From outside", "Print the labels", "See where an order is", "Send it back"],
                    "{cut} {rest}"
                );
                program.shows(&["saved"]);
                assert!(program.model.dialogs().is_empty(), "{cut} {rest}");
            }
        }
    }

    /// What comes late clashes with what was done here meanwhile: the person is asked, about that alone.
    fn what_is_written_late_and_clashes_is_asked_about() {
        let mut program = on_canvas();
        let whole = THREE_TASKS.replace("Return a parcel", "Send it back") + "\n[notes.tasks.c3j9ye]\ntext = \"Late\"\n";
        let first = THREE_TASKS.to_owned() + "\n[notes.tasks.d4k2zf]\ntext = \"Early\"\n";
        let whole = whole + "\n[notes.tasks.d4k2zf]\ntext = \"Early\"\n";
        program.disk.write_in_place(VALUE, &[first.as_bytes(), whole.as_bytes()], 60);
        program.press("g1.3e<ctrl-u>Bring it back<esc>");
        for _ in 0..80 {
            program.moment();
        }
        program.let_settle().shows(&["both changed the same", "Send it back", "Bring it back"]).press("m");
        let mut tasks = program.notes(VALUE, "tasks");
        tasks.sort();
        assert_eq!(tasks, ["Bring it back", "Change the address", "Early", "Late", "See where an order is"]);
    }

    /// A file that grew a moment ago is not standing still.
    fn a_writer_in_many_small_pieces_loses_nothing() {
        for rest in [0, 1, 2, 5] {
            let mut whole = theirs();
            let mut pieces = vec![half().to_owned(), whole.clone()];
            for (at, id) in ["c3j9ye", "d4k2zf", "e5m3ag", "f6n4bh"].iter().enumerate() {
                whole.extend(["\n[notes.tasks.", id, "]\ntext = \"From outside ", &at.to_string(), "\"\n"]);
                pieces.push(whole.clone());
            }
            let pieces: Vec<&[u8]> = pieces.iter().map(String::as_bytes).collect();
            let mut program = on_canvas();
            program.press("g1.1");
            program.disk.write_in_place(VALUE, &pieces, rest);
            for _ in 0..30 {
                program.hear_of(VALUE).moment();
            }
            program.press("J");
            for _ in 0..10 {
                program.let_settle();
            }
            assert_eq!(program.notes(VALUE, "tasks").len(), 7, "{rest}");
            assert!(program.text(VALUE).contains("From outside 3"), "{rest}");
        }
    }

    /// Who really cuts a file short is believed after a while, and it is said how many notes went.
    fn a_file_that_stays_cut_short_is_believed_and_said() {
        let mut program = on_canvas();
        program.write_unseen(VALUE, half()).press("aPrint the labels<esc>").shows(&["not saved"]);
        assert_eq!(program.text(VALUE), half());
        for _ in 0..8 {
            if program.screen().contains("not saved") {
                program.wait_for_deadline();
            }
        }
        program.shows(&["4 notes were removed"]).hides(&["not saved"]);
        assert_eq!(program.notes(VALUE, "tasks"), ["See where an order is", "Print the labels"]);
    }

    fn a_file_that_comes_and_goes_is_waited_for() {
        let mut program = on_canvas();
        let whole = theirs();
        program.disk.write_in_steps(VALUE, &[None, None, Some(b""), Some(half().as_bytes()), Some(whole.as_bytes())]);
        program.press("aPrint the labels<esc>").shows(&["Send it back", "Print the labels", "· saved"]);
        assert_eq!(program.notes(VALUE, "tasks").len(), 4);
    }

    fn a_moment_in_which_a_file_is_empty_is_not_shown() {
        for moment in [Some(""), Some(half()), None, Some("[notes.tasks")] {
            let mut program = on_canvas();
            let whole = theirs();
            program.press("g1.3");
            let moment = moment.map(str::as_bytes);
            program.disk.write_in_steps(VALUE, &[moment, moment, moment, Some(whole.as_bytes())]);
            for _ in 0..3 {
                program.hear_of(VALUE).shows(&["See where", "Return a parcel", "· saved"]).moment();
            }
            program.hear_of(VALUE).let_settle().shows(&["See where", "Send it back", "· saved"]);
            program.press("d");
            assert_eq!(program.notes(VALUE, "tasks"), ["See where an order is", "Change the address"]);
        }
    }

    fn what_is_really_removed_is_believed() {
        let mut program = on_canvas();
        program.write_unseen(VALUE, &THREE_TASKS.replace(SEE, "")).look_again(VALUE).hides(&["See where"]);
        program.press("aPrint the labels<esc>");
        assert_eq!(program.notes(VALUE, "tasks"), ["Change the address", "Return a parcel", "Print the labels"]);
    }

    /// What others take out is counted, and one key brings it back as it stood in the text; undo goes on with what was done
    /// here.
    fn what_vanished_outside_can_be_brought_back() {
        let text = THREE_TASKS.replace(SEE, &SEE.replace("[notes", "# from the couriers\n[notes").replace("\n\n", "\nticket = 7\n\n"));
        let mut program = super::Program::open(VALUE, &text);
        program.press("aPrint the labels<esc>");
        let whole = program.text(VALUE);
        let less = whole[..whole.find("# from").expect("there")].to_owned() + &whole[whole.find("[notes.tasks.b2").expect("there")..];
        program.write_unseen(VALUE, &less).look_again(VALUE).hides(&["See where"]);
        assert!(program.said().contains("1 note was removed from"), "{}", program.said());
        program.press("u");
        assert_eq!(program.notes(VALUE, "tasks"), ["Change the address", "Return a parcel"], "undo takes back what was done here");
        program.press("<ctrl-r>").press("U").shows(&["brought back"]);
        assert_eq!(program.notes(VALUE, "tasks")[0], "See where an order is");
        assert_eq!(program.text(VALUE).lines().count(), whole.lines().count());
        for line in whole.lines() {
            assert!(program.text(VALUE).contains(line), "{line}: {}", program.text(VALUE));
        }
        program.press("g1").shows(&["See where"]).press("u").press("U");
        assert!(program.said().contains("others have removed nothing"), "{}", program.said());
        // The same where the change was met by a save.
        let mut program = on_canvas();
        program.write_unseen(VALUE, &THREE_TASKS.replace(SEE, "")).press("aPrint the labels<esc>");
        assert!(program.said().contains("1 note was removed"), "{}", program.said());
        program.press("U");
        assert_eq!(program.notes(VALUE, "tasks")[0], "See where an order is");
        // An answer of a checklist.
        let audit = "format = 1\nchecklist = \"api-audit\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";
        let answered = format!("{audit}\n[items.versioning-decided]\nverdict = \"pass\"\nevidence = [\"a.md\"]\nby = \"Mira\"\n");
        let mut program = super::Program::open("orders/api-audit.toml", &answered);
        program.write_unseen("orders/api-audit.toml", audit).look_again("orders/api-audit.toml").press("U");
        assert!(program.text("orders/api-audit.toml").contains("versioning-decided"));
    }

    /// A program that read the file before our save and writes it after it takes back what it never saw.
    fn a_program_that_writes_what_it_read_before_our_save_takes_nothing_back() {
        let mut program = on_canvas();
        program.press("aPrint the labels<esc>");
        program.write_unseen(VALUE, &theirs()).look_again(VALUE).shows(&["Send it back", "Print the labels"]);
        assert_eq!(program.notes(VALUE, "tasks")[2..], ["Send it back", "Print the labels"]);
        // The same where something is saved before it is heard of.
        let mut program = on_canvas();
        program.press("g1.1d").write_unseen(VALUE, &theirs()).press("aPrint the labels<esc>");
        assert_eq!(program.notes(VALUE, "tasks"), ["Change the address", "Send it back", "Print the labels"]);
        // What is put back as it was, is.
        let mut program = on_canvas();
        program.press("aPrint the labels<esc>").write_unseen(VALUE, THREE_TASKS).look_again(VALUE);
        program.hides(&["Print the labels"]);
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }

    /// What others do while a save is under way is looked at when it is done.
    fn a_change_that_comes_during_a_save_is_not_missed() {
        let mut program = on_canvas();
        program.hold_saves().press("aPrint the labels<esc>").hear_of(VALUE);
        program.disk.release_saves();
        let theirs = program.text(VALUE).replace("Return a parcel", "Send it back");
        program.write_unseen(VALUE, &theirs).tell(Vec::new());
        program.let_settle().shows(&["Send it back", "Print the labels"]);
    }

    /// A key that was typed before the focus moved is not run against what is in focus now.
    fn a_key_typed_before_a_change_is_not_run_against_what_came_after_it() {
        let mut program = on_canvas();
        program.press("g1.1").write_unseen(VALUE, &THREE_TASKS.replace(SEE, "")).hear_of(VALUE);
        while program.model.is_looking() {
            program.moment();
        }
        program.press_blindly("d").shows(&["press the key again"]);
        assert_eq!(program.notes(VALUE, "tasks"), ["Change the address", "Return a parcel"]);
        program.let_settle().press("d");
        assert_eq!(program.notes(VALUE, "tasks"), ["Return a parcel"]);
    }

    /// Another branch, and back: screen, section and note in focus are as they were.
    fn the_focus_is_back_with_its_note() {
        for other in [None, Some("this is no TOML"), Some(half()), Some("format = 99\ncanvas = \"api-value-proposition\"")] {
            let mut program = on_canvas();
            program.press("g1.3");
            match other {
                Some(text) => program.write_unseen(VALUE, text),
                None => program.remove_unseen(VALUE),
            };
            program.look_again(VALUE);
            program.write_unseen(VALUE, &theirs()).look_again(VALUE).hides(&["not saved"]).press("d");
            assert_eq!(program.notes(VALUE, "tasks"), ["See where an order is", "Change the address"], "{other:?}");
        }
        // Whoever went elsewhere meanwhile stays there.
        let mut program = on_canvas();
        program.press("g1.3").write_unseen(VALUE, half()).look_again(VALUE).press("<tab>");
        program.write_unseen(VALUE, THREE_TASKS).look_again(VALUE).press("aElsewhere<esc>");
        assert_eq!(program.notes(VALUE, "tasks").len(), 3);
    }

    /// A note that somebody else moves stays in focus.
    fn the_focus_follows_a_note_that_somebody_else_moves() {
        let mut program = on_canvas();
        program.press("g1.1");
        let moved = THREE_TASKS.replace(SEE, "") + "\n" + &SEE.replace("notes.tasks", "notes.api-products");
        program.write_unseen(VALUE, &moved).look_again(VALUE).press("d");
        assert_eq!(program.notes(VALUE, "tasks").len(), 2);
        assert!(program.notes(VALUE, "api-products").is_empty());
    }

    /// A question that comes up by itself takes no key that was typed for something else.
    fn a_question_waits_until_nobody_types() {
        let clash = |program: &mut crate::common::Program| {
            program.replace_unseen(VALUE, "See where an order is", "Their words");
            program.press_blindly("e<ctrl-u>Our words<esc>");
        };
        let mut program = on_canvas();
        clash(&mut program);
        program.hides(&["both changed the same"]).press_blindly("amost tea<esc>");
        assert_eq!(program.model.dialogs().len(), 0);
        program.wait_for_deadline().shows(&["both changed the same"]);
        program.press_blindly("mmt").shows(&["both changed the same"]);
        program.let_settle().press("m").hides(&["both changed the same"]);
        let tasks = program.notes(VALUE, "tasks");
        assert!(tasks[0] == "Our words" && tasks.contains(&"most tea".to_owned()), "{tasks:?}");
    }
}
