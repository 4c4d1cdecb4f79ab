//! What a session keeps apart and what it keeps: a vote for every block, titles and hints, other plans, other machines.

use stationmaster::store::IoErrorKind;

use super::journeys;
use super::sessions::{LOG, PLAN, RECORD, begun, planned_as};
use crate::common::Program;

const CANVAS: &str = "orders/api-value-proposition.toml";

/// A plan with two votes, each with a question of its own, and a block with a title of its own.
fn with_two_votes() -> String {
    let second = "[blocks.b4c6kd]\nkind = \"vote\"\ncanvas = \"api-value-proposition\"\nsection = \"tasks\"\nminutes = 4\nhint = \"What would people miss most?\"\n\n";
    let plan = PLAN.replace("[blocks.b5c5kd]", &format!("{second}[blocks.b5c5kd]"));
    plan.replace("minutes = 7\n", "minutes = 7\ntitle = \"Quiet writing\"\nhint = \"Ask who prints the label\"\n")
}

fn begun_with(plan: &str) -> Program {
    let mut program = planned_as(plan);
    program.press("W").press("<enter>").press(")");
    program
}

journeys! {
    fn every_block_of_voting_has_a_vote_of_its_own() {
        let mut program = begun_with(&with_two_votes());
        program.press("))<enter>").shows(&["Ballot 1"]).press("1<enter><enter>").press(")<enter>").shows(&["1 voted with"]);
        program.press(")").shows(&["What would people miss most?"]).hides(&["1 voted with"]);
        program.press("<enter>").shows(&["Ballot 1"]).press("2<enter>2<enter><enter>").press(")<enter>");
        program.shows(&["2 voted with"]).press("(").shows(&["1 voted with"]).press("))").shows(&["Decide", "2 voted with"]);
        let text = program.text(RECORD);
        assert_eq!(text.matches("[votes.").count(), 4, "two votes with their totals: {text}");
        assert_eq!(text.matches("question = \"What would people miss most?\"").count(), 1, "{text}");
    }

    fn titles_and_hints_of_blocks_stay_in_the_record_also_over_a_kill() {
        let mut program = begun_with(&with_two_votes());
        program.press(")").shows(&["1 Tasks · Quiet writing"]);
        let mut program = program.kill();
        program.press("W").shows(&["1 Tasks · Quiet writing"]).press(")");
        let text = program.text(RECORD);
        assert!(text.contains("title = \"Quiet writing\"\nhint = \"Ask who prints the label\"\n"), "{text}");
    }

    fn a_session_that_runs_elsewhere_is_looked_at_without_being_taken_over() {
        for look in ["<enter>", "<esc>"] {
            let running = PLAN.replace("planned", "running").replace("date = 2026-11-23\n", "date = 2026-11-23\nbegan = 13:00:00\n");
            let mut program = planned_as(&running);
            program.press("W").shows(&["begun elsewhere"]).press(look).shows(&["running", "API product owner"]);
            assert_eq!((program.text(RECORD), program.disk.session_lines(LOG)), (running, None), "{look}");
            program.press(")").shows(&["begun elsewhere"]).press("<down><enter>").shows(&["1 of 4", "left"]);
        }
    }

    fn a_machine_that_slept_is_said_once_and_counted_only_where_somebody_says_so() {
        let mut program = begun();
        program.after(60).sleep(42 * 60).shows(&["The machine slept for 42 min", "left"]).press("j").shows(&["left"]);
        program.press(";c").shows(&["42 min more count", "over"]).press(";c").shows(&["has not slept"]);
        program.press(")").press("<f5>").sleep(3600).hides(&["slept for 60"]);
        assert!(program.text(RECORD).contains("minutes = 5\nspent = 43"), "{}", program.text(RECORD));
    }

    fn a_plan_under_the_name_of_an_old_session_is_begun_anew() {
        let mut program = begun();
        program.press("))");
        let mut program = program.kill();
        let other = PLAN.replace("5kd]", "7kd]").replace("b2c", "r2c");
        program.write_unseen(RECORD, &other);
        program.press("W").press("<enter>").press(")").shows(&["1 of 4", "Opening"]);
        assert!(program.text(RECORD).contains("[blocks.w2c7kd]"), "{}", program.text(RECORD));
    }

    fn what_a_kill_left_of_a_closed_session_is_removed_when_it_is_looked_at() {
        let mut program = begun();
        program.press("))))").press(")").shows(&["How did it go?"]);
        program.disk.refuse_writes(Some(IoErrorKind::Full));
        program.press("<enter>");
        let lines = program.disk.session_lines(LOG).expect("it is kept until the record says so");
        let mut program = program.kill();
        program.disk.refuse_writes(None);
        program.disk.put_session_lines(LOG, lines);
        program.write_unseen(RECORD, &PLAN.replace("planned", "closed"));
        program.press("W").press("<enter>").shows(&["closed"]);
        assert_eq!(program.disk.session_lines(LOG), None);
    }

    fn what_is_kept_of_a_running_session_outlives_a_record_that_says_it_is_closed() {
        let mut program = begun();
        program.press(")");
        let mut program = program.kill();
        program.write_unseen(RECORD, &PLAN.replace("planned", "closed"));
        program.press("W").press("<enter>").shows(&["closed"]);
        assert!(program.disk.session_lines(LOG).is_some());
    }

    fn leaving_the_canvas_of_a_block_leads_back_to_the_session() {
        let mut program = begun();
        program.press(")<enter>").shows(&["WRITING"]).press("Ask the driver<enter><esc><esc>");
        program.press("q").shows(&["1 Tasks · Write", "left"]);
        program.press("<enter>").press("<esc>").press(")").shows(&["Vote: 1 Tasks"]);
    }

    fn nothing_is_done_again_behind_a_later_step() {
        let mut program = begun();
        program.press(")").press("u").press("u").shows(&["1 of 4"]);
        program.press("<f4>Night deliveries<enter>").press("<ctrl-r>").shows(&["1 of 4"]);
        program.press("<f2>Never<enter><enter>");
        assert!(program.text("orders/follow-up.toml").contains("Never"));
    }

    fn whoever_the_record_says_decides_is_offered_in_a_decision() {
        let mut program = begun_with(&PLAN.replace("decides = true\n\n", "\n").replace("\"Domain expert\"\n", "\"Domain expert\"\ndecides = true\n"));
        program.press("<f2>").shows(&["Domain expert"]);
    }

    fn a_canvas_that_is_renamed_meanwhile_is_followed() {
        let mut program = begun();
        program.press(")");
        let to = "orders/api-value-proposition.shops.toml";
        program.disk.rename(CANVAS, to);
        program.look_again(CANVAS);
        program.press(")").press("<enter>").shows(&["Ballot 1"]).press("1<enter><enter>").press(")<enter>");
        let text = program.text(RECORD);
        assert!(text.contains("canvases = [\"api-value-proposition.shops\"]"), "{text}");
        assert!(!text.contains("\"api-value-proposition\""), "{text}");
        let mut program = program.kill();
        program.press("W").shows(&["1 voted with"]);
    }

    fn of_a_canvas_that_could_not_be_read_at_the_beginning_no_changes_are_told() {
        let mut program = planned_as(PLAN);
        let text = program.text(CANVAS);
        program.write_unseen(CANVAS, "format = = broken").look_again(CANVAS).look_again(CANVAS);
        program.press("W").press("<enter>").press(")").shows(&["1 of 4"]);
        program.write_unseen(CANVAS, &text).look_again(CANVAS).look_again(CANVAS);
        program.press(")");
        assert!(!program.text(RECORD).contains("[changes."), "{}", program.text(RECORD));
    }
}
