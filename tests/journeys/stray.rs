//! Prose typed where keys are commands: nothing of what its keys did stays, and the text is offered.

use stationmaster::app::screen::ChecklistState;
use stationmaster::journal::Record;

use super::{THREE_TASKS, VALUE, journeys, on_canvas};
use crate::common::Program;

const AUDIT: &str = "orders/api-audit.toml";

/// The note in focus, its section, and what can be taken back and made again.
fn standing(program: &Program) -> impl PartialEq + std::fmt::Debug + use<> {
    let canvas = program.model.canvas_state().map(|state| (state.section, state.note, state.selection.clone()));
    let item = program.model.front::<ChecklistState>().map(|state| state.item.clone());
    let history = program.model.history();
    let steps = format!("{:?} {:?}", history.done(), history.undone());
    (canvas, item, steps, program.model.dialogs().len())
}

/// Types a text where keys are commands: everything is as before, and the text is offered.
#[track_caller]
fn costs_nothing(program: &mut Program, text: &str) {
    let file = program.model.doc().map(|doc| doc.file.clone()).expect("a document");
    let (before, stood) = (program.text(&file), standing(program));
    program.type_fast(text);
    assert_eq!(program.text(&file), before, "{text}");
    assert_eq!(standing(program), stood, "{text}");
    let typed = text.trim_end_matches("<esc>").trim_end_matches("<enter>");
    assert_eq!(program.model.offer().map(stationmaster::app::Offer::text), Some(typed.trim()));
}

const PROSE: &[&str] = &[
    "delete the rest<esc>",
    "delay is the main pain<esc>",
    "drop the last idea<esc>",
    "Delete the old endpoint<esc>",
    "We should drop the old tracking endpoint<esc>",
    "Test parcels that behave like real ones<esc>",
    "undo undoes it",
    "quit while you can",
    "yes, one more order",
    "xenial paths <enter>",
    "move the pickup to the shop<esc>",
    "some of the parcels are late",
];

journeys! {
    fn prose_changes_nothing_wherever_the_focus_is() {
        for text in PROSE {
            let mut program = on_canvas();
            program.press("aAlpha<enter>Beta<esc>").press("aGamma<esc>").press("u");
            let before = standing(&program);
            costs_nothing(&mut program, text.trim_end());
            program.shows(&["add as a note"]).press("<esc>");
            assert!(program.model.offer().is_none() && !program.has_quit && program.copied.is_none());
            assert_eq!(standing(&program), before);
            // What could be made again still can.
            program.press("<ctrl-r>");
            assert_eq!(program.notes(VALUE, "tasks")[3..], ["Alpha", "Beta", "Gamma"], "{text}");
        }
    }

    /// A number that goes somewhere is a command; the words behind it are prose all the same.
    fn prose_behind_a_number_changes_nothing() {
        for number in ["g1.2", "g1", "1", "*"] {
            let mut program = on_canvas();
            program.type_fast(number).pause();
            let gone = standing(&program);
            let mut program = on_canvas();
            program.type_fast(&format!("{number}delete the rest<esc>"));
            assert_eq!(program.text(VALUE), THREE_TASKS, "{number}");
            assert_eq!(program.model.offer().map(stationmaster::app::Offer::text), Some("delete the rest"), "{number}");
            program.press("<esc>");
            assert_eq!(standing(&program), gone, "{number}");
        }
        let mut program = on_canvas();
        program.type_fast("g1.2d");
        assert_eq!(program.notes(VALUE, "tasks"), ["See where an order is", "Return a parcel"]);
    }

    /// Typed unevenly, with pauses that are longer than a quarter of a second, it is known by its words, and what its keys did
    /// is taken back as a whole: the file byte for byte, the history, the focus.
    fn prose_that_is_typed_unevenly_changes_nothing() {
        for text in [
            "delete the rest<esc>", "delay is the main pain<esc>", "drop the last idea<esc>", "Delete the old endpoint<esc>",
            "We should drop the old tracking endpoint<esc>", "undo undoes it", "move the pickup to the shop<esc>",
            "some of the parcels are late", "return the parcel<esc>",
        ] {
            let mut program = on_canvas();
            program.press("aAlpha<enter>Beta<esc>").press("aGamma<esc>").press("u");
            let (before, stood) = (program.text(VALUE), standing(&program));
            program.type_unevenly(text.trim_end());
            let offer = program.model.offer().map(|offer| offer.text().to_owned());
            assert_eq!((program.text(VALUE), standing(&program)), (before, stood), "{text}");
            assert_eq!(offer.as_deref(), Some(text.trim_end_matches("<esc>")));
        }
        let mut program = on_canvas();
        program.type_unevenly("g1.2").type_unevenly("eNew text here<esc>");
        program.type_unevenly("JJJ").type_unevenly("jj d").type_unevenly("/two words<esc>").type_unevenly(":new canvas<esc>");
        program.type_unevenly("jaNew note<esc>").type_unevenly("adelay is the main pain<esc>").type_unevenly("g3*tn<esc>");
        program.type_unevenly("g1.1e and more<esc>").type_unevenly("jee and more<esc>");
        assert!(program.model.offer().is_none());
        assert!(program.text(VALUE).contains("and more"));
    }

    /// What is asked while somebody types is no part of what they typed.
    fn a_question_that_came_meanwhile_stays() {
        let mut program = on_canvas();
        program.press("g1.3").replace_unseen(VALUE, "Return a parcel", "Return it");
        program.press_blindly("e!<esc>").type_fast("delay is the main pain");
        program.press("<esc>").let_settle().shows(&["both changed"]);
    }

    /// What was typed becomes a note with one key, and the keys that were meant run with another.
    fn the_text_is_added_kept_or_left() {
        let mut program = on_canvas();
        costs_nothing(&mut program, "delay is the main pain<esc>");
        program.press("<enter>");
        assert_eq!(program.notes(VALUE, "tasks")[3], "delay is the main pain");
        program.press("u");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        costs_nothing(&mut program, "delay is the main pain");
        program.press("<esc>").press("a").press("<esc>");
        assert_eq!(program.notes(VALUE, "tasks")[3], "delay is the main pain");
        let mut program = on_canvas();
        // A rebound program has other commands on these letters.
        costs_nothing(&mut program, "We two go on");
        program.press("k");
        assert!(program.model.offer().is_none());
    }

    /// Whoever types on after a pause types on, whatever letter comes first.
    fn a_text_goes_on_after_a_pause() {
        let mut program = on_canvas();
        costs_nothing(&mut program, "We go on");
        program.type_fast(" to the key");
        program.type_fast("keeper");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        program.press("<enter>");
        assert_eq!(program.notes(VALUE, "tasks")[3], "We go on to the keykeeper");
    }

    fn prose_on_a_checklist_and_on_the_map_is_searched_for_or_left() {
        let audit = "format = 1\nchecklist = \"api-audit\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\n\
                     [items.versioning-decided]\nverdict = \"partial\"\nevidence = [\"docs/a.md\"]\n";
        for text in ["empty paths<enter>", "Gateway not yet updated<enter>", "spare parts are missing<esc>"] {
            let mut program = Program::open(AUDIT, audit);
            program.press("<home>");
            while program.model.front::<ChecklistState>().and_then(|state| state.item.as_deref()) != Some("versioning-decided") {
                program.press("<down>");
            }
            costs_nothing(&mut program, text);
            program.press("<enter>").press("/");
            program.shows(&[text.split('<').next().expect("words"), "WRITING"]).press("<esc>");
        }
        let mut program = Program::begun();
        program.type_fast("quit when the demo ends").press("<esc>");
        assert!(!program.has_quit);
    }

    /// After a refused key the words that were meant for its form are words, however slowly they come.
    fn words_after_a_refused_key_do_not_run() {
        let text = "format = 1\nchecklist = \"api-audit\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";
        let mut program = Program::open(AUDIT, text);
        program.press("<home>");
        while program.model.front::<ChecklistState>().and_then(|state| state.item.as_deref()) != Some("concept-items-audited") {
            program.press("<down>");
        }
        let stood = standing(&program);
        program.type_slowly("sGateway not yet updated<enter>");
        assert_eq!((program.text(AUDIT).as_str(), standing(&program)), (text, stood));
        assert_eq!(program.model.offer().map(stationmaster::app::Offer::text), Some("Gateway not yet updated"));
        program.press("<esc>");
        assert!(program.model.offer().is_none());
    }

    /// Where letters take a choice, a word that was typed takes none: the question is open as it was, and the word on offer.
    fn words_typed_into_a_question_choose_nothing() {
        for word in ["delete the rest", "the rest", "theirs", "mine", "drop it", "odd", "kept"] {
            let mut program = on_canvas();
            program.replace_unseen(VALUE, "Return a parcel", "Return it").press("g1.3e!<esc>");
            program.shows(&["both changed"]);
            let (before, history) = (program.text(VALUE), program.model.history().done().len());
            program.type_fast(word);
            assert_eq!(program.model.offer().map(stationmaster::app::Offer::text), Some(word));
            assert_eq!((program.text(VALUE), program.model.dialogs().len()), (before, 1), "{word}");
            program.press("<enter>").press("<enter>").hides(&["both changed"]);
            assert!(program.notes(VALUE, "tasks").contains(&word.to_owned()), "{word}");
            assert!(program.model.history().done().len() > history);
        }
        // What a former run left, and a list of keys.
        let mut program = on_canvas();
        program.press("aTell the shop");
        let mut program = program.kill();
        program.shows(&["discard it"]).type_fast("drop that");
        assert_eq!(program.model.dialogs().len(), 1);
        program.press("<esc>").press("t").press("<esc>");
        assert_eq!(program.notes(VALUE, "tasks")[3], "Tell the shop");
        let mut program = on_canvas();
        program.press("?").type_fast("question of time<esc>");
        assert_eq!((program.text(VALUE).as_str(), program.depth()), (THREE_TASKS, 0));
        // What follows a choice that can be taken back is told from commands as everywhere.
        let mut program = on_canvas();
        program.paste("one\ntwo").type_fast("sua");
        assert!(program.model.offer().is_none() && program.model.dialogs().is_empty());
        let mut program = on_canvas();
        program.paste("one\ntwo").type_fast("some of the rest<esc>");
        assert_eq!((program.text(VALUE).as_str(), program.model.dialogs().len()), (THREE_TASKS, 1));
        // A letter alone still takes its choice.
        let mut program = on_canvas();
        program.press("<esc>").press("t").press("n");
        assert!(program.text(VALUE).contains("kind = "), "{}", program.text(VALUE));
    }

    /// Quick commands stay commands.
    fn quick_commands_stay_commands() {
        let mut program = on_canvas();
        program.type_fast("g1.2").type_fast("eNew text here<esc>");
        program.type_fast("JJJ").type_fast("jj d").type_fast("/two words<esc>").type_fast(":new canvas<esc>");
        program.type_fast("jaNew note<esc>").type_fast("adelay is the main pain<esc>").type_fast("g3*tn");
        assert!(program.model.offer().is_none());
    }

    /// What cannot be taken back waits for a moment, and a run that is killed in it has taken nothing back that stays.
    fn the_journal_forgets_what_was_withdrawn() {
        let mut program = on_canvas();
        program.press("aAlpha<esc>").press("aBeta<esc>").press("u");
        program.type_fast("delay is the main pain").press("<esc>");
        let is_withdrawn = |record: &Record| matches!(record, Record::Withdrawn { .. });
        let was_run = program.journal().iter().any(is_withdrawn);
        let text = program.text(VALUE);
        let mut program = program.kill();
        assert_eq!(program.text(VALUE), text);
        program.press("<ctrl-r>");
        assert_eq!(program.notes(VALUE, "tasks")[3..], ["Alpha", "Beta"], "withdrawn: {was_run}");
    }
}
