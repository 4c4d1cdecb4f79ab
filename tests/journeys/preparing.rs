//! A planned session, prepared on its screen: every change is an edit that can be taken back.

use stationmaster::app::Size;

use super::journeys;
use crate::common::Program;

const RECORD: &str = "orders/sessions/2026-11-23-value.toml";

const PLAN: &str = "format = 1
session = \"blank\"
title = \"Orders: value\"
state = \"planned\"
date = 2026-11-23
canvases = [\"api-value-proposition\"]

[attendees.m4t8ze]
role = \"api-product-owner\"
who = \"API product owner\"

[attendees.k3f9aa]
who = \"Guest\"

[blocks.w2c5kd]
kind = \"opening\"
minutes = 5

[blocks.b3c5kd]
kind = \"write\"
canvas = \"api-value-proposition\"
section = \"tasks\"
minutes = 7

[blocks.b4c5kd]
kind = \"talk\"
canvas = \"api-value-proposition\"
section = \"tasks\"
minutes = 4
hint = \"Ask who prints the label\"

[blocks.b5c5kd]
kind = \"vote\"
canvas = \"api-value-proposition\"
minutes = 4

[blocks.b6c5kd]
kind = \"close\"
minutes = 4
";

/// The program with the planned session on the screen.
fn planned() -> Program {
    let mut program = Program::begun();
    program.write_unseen(RECORD, PLAN);
    program.press("W").press("<enter>");
    program
}

journeys! {
    fn the_agenda_is_changed_stop_by_stop_and_every_change_can_be_taken_back() {
        let mut program = planned();
        program.shows(&["Opening", "1 Tasks", "planned"]);
        program.press("<down>").shows(&["Write 7 · Talk 4", "Ask who prints the label"]);
        program.press("+").shows(&["Write 8 · Talk 4"]).press("--").shows(&["Write 6 · Talk 4"]);
        assert!(program.text(RECORD).contains("minutes = 6\n"));
        program.press("u").shows(&["Write 7 · Talk 4"]).press("u").press("u").shows(&["Write 7 · Talk 4"]);
        assert_eq!(program.text(RECORD), PLAN, "taken back to the byte");
        program.press("e").press("<ctrl-u>5 x<enter>").shows(&["Type 2 numbers of minutes"]);
        program.press("<ctrl-u>5 6<enter>").shows(&["Write 5 · Talk 6"]);
        program.press("J").shows(&["Write 5 · Talk 6"]);
        let text = program.text(RECORD);
        assert!(text.find("[blocks.b5c5kd]") < text.find("[blocks.b3c5kd]"), "{text}");
        program.press("K").press("d").hides(&["1 Tasks"]).press("u").shows(&["1 Tasks"]);
        program.press("K").press("K").shows(&["it cannot go further"]);
    }

    fn blocks_come_from_their_kinds_about_a_section_where_they_need_one() {
        let mut program = planned();
        program.press("a").shows(&["What is added?", "Break"]).choose("Break");
        program.shows(&["Break", "10 min"]);
        program.press("a").choose("Talk").shows(&["About which section?"]).press("2");
        let text = program.text(RECORD);
        assert!(text.contains("kind = \"break\"\nminutes = 10\n"), "{text}");
        assert!(text.contains("kind = \"talk\"\ncanvas = \"api-value-proposition\"\nsection = \""), "{text}");
        program.press("a").choose("Answer").shows(&["about no checklist"]);
        let mut program = program.kill();
        program.press("W").press("<enter>").shows(&["Break"]);
    }

    fn title_and_day_are_the_first_part() {
        let mut program = planned();
        program.press("<shift-tab>").press("e").shows(&["Title", "Day"]);
        program.press("<ctrl-u>Orders: labels<tab><ctrl-u>tomorrow<enter>").shows(&["Type a day"]);
        program.press("<ctrl-u>2026-12-08<enter>").shows(&["labels", "2026-12-08"]);
        program.press("J").shows(&["can only be changed"]).press("u").shows(&["undone"]);
        assert_eq!(program.text(RECORD), PLAN);
    }

    fn people_play_parts_and_those_that_nobody_plays_are_shown() {
        let mut program = planned();
        program.shows(&["Runs it: nobody named", "API product owner", "Guest", "missing"]);
        program.press("<tab><down>").press("<enter>").shows(&["API product owner", "decides"]);
        assert!(program.text(RECORD).contains("who = \"API product owner\"\ndecides = true\n"));
        program.press("<down>").press("<enter>");
        let text = program.text(RECORD);
        assert_eq!(text.matches("decides = true").count(), 1, "exactly one decides: {text}");
        program.press("e").press("<ctrl-u>API product owner<enter>").shows(&["API product owner 2"]);
        program.press("u").shows(&["undone"]);
        assert!(!program.text(RECORD).contains("owner 2"));
        program.press("K").press("J").press("J").shows(&["it cannot go further"]);
        program.press("<space>").shows(&["Runs it: Guest"]);
        assert!(program.text(RECORD).contains("runs = true"));
        program.press("<home><space>").shows(&["Runs it: nobody named"]);
        program.press("<home>e").press("<ctrl-u>Kim<enter>").shows(&["Runs it: Kim"]);
        program.press("d").shows(&["Runs it: nobody named"]).press("d").shows(&["nobody of the list"]);
        program.press("<end>").press("<enter>");
        let text = program.text(RECORD);
        assert_eq!(text.matches("[attendees.").count(), 3, "the part is played now: {text}");
        program.press("a").shows(&["Which part do they play?"]).press("Guest").press("<enter>").shows(&["Guest 2"]);
    }

    fn beginning_without_one_who_decides_asks_who_and_what_a_vote_is_about() {
        let mut program = planned();
        program.press(")").shows(&["Who does?", "API product owner"]).press("1");
        program.shows(&["What is voted on?", "1 Tasks"]).press("1");
        program.shows(&["1 of 3", "left"]);
        let text = program.text(RECORD);
        assert!(text.contains("decides = true"), "{text}");
        assert!(text.contains("kind = \"vote\"\ncanvas = \"api-value-proposition\"\nsection = \"tasks\"\n"), "{text}");
        program.press("a").shows(&["the session has begun"]);
        let mut program = planned();
        program.press(")").press("1").choose("Ask when it opens").shows(&["1 of 4", "left"]);
    }

    fn a_plan_fits_every_size_one_thing_at_a_time_where_it_is_small() {
        for (width, height) in [(40, 12), (80, 24), (120, 36), (200, 60)] {
            let mut program = Program::with(planned().disk, Size { width, height }, None);
            program.press("W").press("<enter>").shows(&["Opening"]);
            program.press("<tab>").shows(&["Runs it", "API product owner"]);
        }
    }
}
