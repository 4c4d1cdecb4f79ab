//! A workshop session at one keyboard: begun, gone through, killed, closed.

use stationmaster::app::Size;
use stationmaster::store::IoErrorKind;

use super::journeys;
use crate::common::Program;

pub const LOG: &str = "orders/2026-11-23-value";
pub const RECORD: &str = "orders/sessions/2026-11-23-value.toml";

pub const PLAN: &str = "format = 1
session = \"blank\"
title = \"Orders: value\"
state = \"planned\"
date = 2026-11-23
canvases = [\"api-value-proposition\"]

[attendees.m4t8ze]
who = \"API product owner\"
decides = true

[attendees.k3f9aa]
who = \"Domain expert\"

# The room opens at nine.
[blocks.w2c5kd]
kind = \"opening\"
minutes = 5

[blocks.b3c5kd]
kind = \"write\"
canvas = \"api-value-proposition\"
section = \"tasks\"
minutes = 7

[blocks.b4c5kd]
kind = \"vote\"
canvas = \"api-value-proposition\"
section = \"tasks\"
minutes = 4

[blocks.b5c5kd]
kind = \"decide\"
minutes = 10

[blocks.b6c5kd]
kind = \"close\"
minutes = 4
";

/// The program on the map of a product with a planned session.
fn planned() -> Program {
    planned_as(PLAN)
}

/// The program on the map of a product with a session whose record says this.
pub fn planned_as(record: &str) -> Program {
    let mut program = Program::begun();
    program.write_unseen(RECORD, record);
    program
}

/// The program with the session on the screen, begun.
pub fn begun() -> Program {
    let mut program = planned();
    program.press("W").press("<enter>").shows(&["5 min", "planned", "API product owner"]).press(")");
    program
}

journeys! {
    fn a_planned_session_is_found_begun_and_gone_through() {
        let mut program = planned();
        program.press("W").shows(&["Which session?", "Orders: value", "planned"]);
        program.press("<enter>").shows(&["Opening", "1 Tasks", "30 min", "decides"]);
        program.press(")").shows(&["1 of 4", "Opening", "left", "Then: 1 Tasks, Write, 7 min"]);
        let text = program.text(RECORD);
        assert!(text.contains("state = \"running\"\ndate = 2026-11-23\nbegan = 13:00:00\n"), "{text}");
        assert!(text.contains("# The room opens at nine.\n[blocks.w2c5kd]"), "comments stay: {text}");
        program.press(")").shows(&["2 of 4", "1 Tasks · Write"]);
        program.press("(").shows(&["1 of 4"]).press("(").shows(&["first block"]);
        assert!(program.text(RECORD).contains("[blocks.w2c5kd]\nkind = \"opening\"\nminutes = 5\nspent = "));
    }

    fn the_clock_counts_down_warns_and_counts_up_without_moving_on() {
        let mut program = begun();
        program.shows(&["left"]);
        let first = program.model.next_deadline().expect("another second");
        assert!(first <= program.now + std::time::Duration::from_secs(1));
        program.after(4 * 60 + 30).shows(&["◔"]);
        program.after(20).shows(&["◕!"]);
        program.after(60).shows(&["over", "1 of 4"]);
        program.press("+").shows(&["This block now has 6 min"]);
        program.press("-").shows(&["This block now has 5 min"]);
    }

    fn a_stopped_clock_stands_still_and_brings_nothing_about() {
        let mut program = begun();
        program.press("<f5>").shows(&["stopped", "The clock is stopped"]);
        assert_eq!(program.model.next_deadline(), None);
        program.after(600).shows(&["stopped"]);
        program.press("<f5>").shows(&["The clock is running"]);
        program.press(";5").shows(&["The clock is stopped"]);
        program.press(")");
        assert!(program.text(RECORD).contains("minutes = 5\nspent = 0"), "ten minutes without the clock are not counted");
    }

    fn cards_are_typed_in_one_after_another_and_the_strip_tells_the_time() {
        let mut program = begun();
        program.press(")<enter>").shows(&["WRITING", "2 of 4", "Write", "ends"]);
        program.press("Ask the driver<enter>Ring the depot<enter><esc><esc>");
        let notes = program.notes("orders/api-value-proposition.toml", "tasks");
        assert!(notes.ends_with(&["Ask the driver".to_owned(), "Ring the depot".to_owned()]), "{notes:?}");
        program.press(";g").shows(&["1 Tasks · Write", "left"]);
        program.press(")");
        let text = program.text(RECORD);
        let changes = text.split_once("[changes.api-value-proposition]\n").expect("changes").1;
        assert!(changes.starts_with("added = [\""), "{changes}");
    }

    fn a_vote_is_taken_from_slips_and_shows_nothing_before_its_close() {
        let mut program = begun();
        program.press("))<enter>").shows(&["Ballot 1", "dots", " 1  "]);
        program.press("1 x<enter>").shows(&["Type numbers"]);
        program.press("<ctrl-u>1 99<enter>").shows(&["No note has that number"]);
        program.press("<ctrl-u>1 2<enter>").shows(&["Ballot 2"]).press("1<enter>").shows(&["Ballot 3"]);
        program.press("<enter>").shows(&["2 of 2 have voted"]).hides(&["dots each"]);
        assert!(!program.text(RECORD).contains("[votes."), "an open vote is not in the record");
        program.press(")").shows(&["Close the vote"]).press("<enter>").shows(&["2 voted with", "3 dots in all"]);
        let text = program.text(RECORD);
        assert!(text.contains("voters = 2\ncast = 3\npaper = true\n"), "{text}");
        program.press("u").shows(&["u again opens the vote"]).press("u").shows(&["2 of 2 have voted"]);
        program.press(")<enter>)").shows(&["Decide"]);
        program.press("(u").shows(&["u again goes back"]);
    }

    fn a_killed_session_is_there_again_in_the_same_block() {
        let mut program = begun();
        program.press(")");
        let mut program = program.kill();
        program.press("W").shows(&["2 of 4", "1 Tasks · Write", "left"]);
    }

    fn another_window_is_told_who_runs_it() {
        let program = begun();
        let mut other = program.another();
        other.press("W").shows(&["Another window is running this session"]);
    }

    fn a_step_back_from_a_block_is_asked_about_once() {
        let mut program = begun();
        program.press(")u").shows(&["u again goes back", "2 of 4"]).press("u").shows(&["1 of 4", "Undone"]);
        program.press("<ctrl-r>").shows(&["2 of 4"]);
    }

    fn undo_goes_through_session_and_documents_in_the_order_they_were_done() {
        let mut program = begun();
        program.press(")").press("<f4>Night deliveries<enter>").press(")");
        program.press("u").press("u").shows(&["2 of 4"]);
        assert!(program.text("orders/follow-up.toml").contains("Night deliveries"));
        program.press("u").shows(&["2 of 4"]);
        assert!(!program.text("orders/follow-up.toml").contains("Night deliveries"));
        program.press("u").press("u").shows(&["1 of 4"]);
        program.press("<ctrl-r>").shows(&["2 of 4"]).press("<ctrl-r>");
        assert!(program.text("orders/follow-up.toml").contains("Night deliveries"));
        program.press("<ctrl-r>").shows(&["Vote: 1 Tasks"]);
        assert!(program.text(RECORD).contains("spent = "));
    }

    fn prose_that_is_typed_by_mistake_moves_nothing_on() {
        let mut program = begun();
        program.type_fast("the depot) has no label yet").shows(&["the depot) has no label yet"]);
        program.press("<esc>").shows(&["1 of 4"]);
        let mut program = program.kill();
        program.press("W").shows(&["1 of 4"]);
    }

    fn a_part_of_the_agenda_is_left_out() {
        let mut program = begun();
        program.resize(120, 36);
        program.press("<down>d").hides(&["1 Tasks"]);
        program.press("u").shows(&["1 Tasks", "Undone"]).press("<down>d").hides(&["Decide"]);
        program.press("u").shows(&["Decide"]);
        program.press("<home>d").shows(&["going on now"]);
        program.press(")").press("<home>d").shows(&["has taken place"]);
    }

    fn a_plan_without_blocks_does_not_begin() {
        let mut program = Program::begun();
        program.write_unseen(RECORD, &PLAN[..PLAN.find("# The room").expect("the blocks")]);
        program.press("W").press("<enter>").press(")").shows(&["This session has no blocks yet"]);
        assert!(program.text(RECORD).contains("state = \"planned\""));
        assert_eq!(program.disk.session_lines("orders/2026-11-23-value"), None);
    }

    fn only_one_session_runs_at_a_time() {
        let mut program = planned();
        program.write_unseen("orders/sessions/2026-11-24-other.toml", &PLAN.replace("Orders: value", "Other"));
        program.press("W").press("1").press(")").shows(&["1 of 4"]);
        program.press("q").press(";g").shows(&["1 of 4"]);
        program.press("q").press("W").shows(&["1 of 4"]);
        assert!(program.text("orders/sessions/2026-11-24-other.toml").contains("state = \"planned\""));
        assert!(program.disk.session_lines(LOG).is_some_and(|lines| !lines.is_empty()));
        assert_eq!(program.disk.session_lines("orders/2026-11-24-other"), None);
    }

    fn a_long_absence_is_asked_about_and_the_clock_goes_on_whatever_is_said() {
        for answer in ["<esc>", "<enter>", "<down><enter>"] {
            let mut program = begun();
            program.after(20 * 60);
            let mut program = program.kill();
            program.after(20 * 60);
            program.press("W").shows(&["Nothing was noted for 40 min"]).press(answer).shows(&["1 of 4"]);
            assert!(program.model.next_deadline().is_some(), "{answer}: the clock runs");
        }
    }

    fn what_came_of_a_block_in_which_the_program_was_killed_is_in_the_record() {
        let mut program = begun();
        program.press(")<enter>").press("Ask the driver<enter><esc><esc>");
        program.press("<f2>Never<enter>").press("<enter>").shows(&["decision saved"]);
        let mut program = program.kill();
        program.press("W").shows(&["2 of 4"]).press(")))").press(")").press("<enter>");
        let text = program.text(RECORD);
        assert!(text.contains("state = \"closed\"") && text.contains("decisions = [\"follow-up#"), "{text}");
        assert!(text.contains("[changes.api-value-proposition]\nadded = ["), "{text}");
    }

    fn a_log_that_cannot_be_read_costs_no_plan_and_is_said() {
        let mut program = begun();
        program.press(")");
        let before = program.text(RECORD);
        let mut program = program.kill();
        program.disk.put_session_lines(LOG, vec!["{\"stands\":1}".into(), "garbage".into()]);
        program.press("W").shows(&["cannot be read. It goes on from its record", "left"]).press(")");
        assert_eq!(program.text(RECORD).matches("[blocks.").count(), before.matches("[blocks.").count());
    }

    fn a_step_that_cannot_be_read_is_said() {
        let mut program = begun();
        program.press(")");
        let mut program = program.kill();
        let mut lines = program.disk.session_lines(LOG).expect("a log");
        lines.push("{\"happened\":".into());
        program.disk.put_session_lines(LOG, lines);
        program.press("W").shows(&["1 steps of this session could not be read", "2 of 4"]);
    }

    fn a_session_that_goes_on_without_its_log_keeps_its_votes() {
        let mut program = begun();
        program.press("))<enter>1<enter><enter>").press(")").press("<enter>").press(")");
        assert!(program.text(RECORD).contains("[votes."));
        let mut program = program.kill();
        program.disk.put_session_lines(LOG, Vec::new());
        program.press("W").shows(&["begun elsewhere"]).press("<down><enter>").shows(&["goes on from its record"]).press(")");
        assert!(program.text(RECORD).contains("[votes."), "{}", program.text(RECORD));
    }

    fn a_record_that_was_put_back_to_its_plan_costs_nothing_of_what_was_kept() {
        let mut program = begun();
        program.press("))");
        let mut program = program.kill();
        program.write_unseen(RECORD, PLAN);
        program.press("W").press("<enter>").press(")").shows(&["Vote: 1 Tasks", "left"]);
        assert!(program.text(RECORD).contains("state = \"running\""));
    }

    fn a_close_keeps_the_log_until_the_record_is_written() {
        let mut program = begun();
        program.press("))))").press(")").shows(&["How did it go?"]);
        program.write_unseen(RECORD, "format = = broken").look_again(RECORD).look_again(RECORD);
        program.press("<enter>").shows(&["How did it go?"]);
        assert!(program.disk.session_lines(LOG).is_some(), "{}", program.screen());
        let mut program = begun();
        program.press("))))").press(")").shows(&["How did it go?"]);
        program.disk.refuse_writes(Some(IoErrorKind::Full));
        program.press("<enter>").hides(&["The session is closed"]);
        assert!(program.disk.session_lines(LOG).is_some());
        program.disk.refuse_writes(None);
        program.after(5).press("j");
        assert!(program.text(RECORD).contains("state = \"closed\""), "{}", program.screen());
        assert_eq!(program.disk.session_lines(LOG), None);
    }

    fn a_session_of_a_newer_format_does_not_begin() {
        let mut program = Program::begun();
        program.write_unseen(RECORD, &PLAN.replace("format = 1", "format = 9"));
        program.press("W").press("<enter>").press(")").hides(&["left"]);
        assert!(program.text(RECORD).contains("planned"));
        assert_eq!(program.disk.session_lines(LOG), None);
    }

    fn totals_that_are_refused_stay_in_their_form() {
        let mut program = begun();
        program.press("))<enter>1=300<enter>").shows(&["1=300", "more dots than this vote can have"]);
    }

    fn the_beginning_is_no_step_that_is_taken_back() {
        let mut program = begun();
        program.press("u").press("u").shows(&["1 of 4", "left"]);
        assert!(program.text(RECORD).contains("state = \"running\""));
    }

    fn what_was_decided_just_now_is_read_out_at_the_close() {
        let mut program = begun();
        program.press(")").press(")").press(")").press("<f2>Never<enter>").press("<enter>");
        program.press(")").press(")").shows(&["Decided: 1", "Decision: Never"]);
    }

    fn somebody_who_is_missing_has_no_vote() {
        let mut program = begun();
        program.press(";w").shows(&["ssh -t build.example stationmaster join", "Domain expert"]);
        program.press("2").shows(&["Domain expert (not here)"]).press("<esc>");
        program.press("))<enter>1<enter><enter>").shows(&["1 of 1 have voted"]);
        assert!(program.text(RECORD).contains("who = \"Domain expert\"\nabsent = true\n"));
    }

    fn a_closed_session_says_what_came_of_it_and_leaves_nothing_behind() {
        let mut program = begun();
        program.press("<f2>No parcel without a label<enter>").press("<enter>").shows(&["decision saved"]);
        program.press("))))").shows(&["Close"]);
        program.press(")").shows(&["Close the session", "How did it go?"]);
        program.press("0 0 x<enter>").shows(&["Type five numbers"]);
        program.press("<ctrl-u>0 0 1 1 0<enter>").shows(&["The session is closed", "stationmaster recap 2026-11-23-value"]);
        let text = program.text(RECORD);
        assert!(text.contains("state = \"closed\"") && text.contains("ended = 13:0"), "{text}");
        assert!(text.contains("rated = [0, 0, 1, 1, 0]") && text.contains("decisions = [\"follow-up#"), "{text}");
        program.shows(&["closed"]).press(")").hides(&["left"]);
        assert_eq!(program.disk.session_lines("orders/2026-11-23-value"), None);
    }

    fn a_plan_is_rehearsed_with_one_key_and_what_has_begun_is_not() {
        let mut program = planned();
        program.press("W").press("<enter>").press("R");
        assert_eq!(program.rehearses.as_deref(), Some(RECORD));
        let mut program = begun();
        program.press("R").shows(&["the session has begun"]);
        assert_eq!(program.rehearses, None);
    }

    fn the_screen_of_a_session_fits_every_size() {
        for (width, height) in [(40, 12), (80, 24), (120, 36), (200, 60)] {
            let mut program = Program::with(planned().disk, Size { width, height }, None);
            program.press("W").press("<enter>").press(")").shows(&["1 of 4", "Opening", "left"]);
            program.press("i").press("i").shows(&["left"]);
        }
    }
}
