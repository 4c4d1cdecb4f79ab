//! What a room says by number: groups, and ballots at the shared keyboard.

use stationmaster::app::Size;

use super::journeys;
use crate::common::Program;

const VALUE: &str = "orders/api-value-proposition.toml";
const RECORD: &str = "orders/sessions/2026-11-23-value.toml";

const PLAN: &str = "format = 1
session = \"blank\"
title = \"Orders: value\"
state = \"planned\"
date = 2026-11-23
canvases = [\"api-value-proposition\"]

[attendees.m4t8ze]
who = \"RA\"
decides = true

[attendees.k3f9aa]
who = \"JK\"

[blocks.b3c5kd]
kind = \"group\"
canvas = \"api-value-proposition\"
section = \"tasks\"
minutes = 7

[blocks.b4c5kd]
kind = \"vote\"
canvas = \"api-value-proposition\"
section = \"tasks\"
minutes = 4

[blocks.b6c5kd]
kind = \"close\"
minutes = 4
";

/// The session on the screen, at its first block: seven tasks, three of them grouped.
fn begun() -> Program {
    let mut program = Program::begun();
    program.write_unseen(RECORD, PLAN);
    program.press("W").press("<enter>").press(")").shows(&["1 of 1"].map(|_| "1 Tasks"));
    program
}

/// The session with a vote open, and the line for a slip closed again.
fn voting() -> Program {
    let mut program = begun();
    program.press(")").press("<enter>").press("<enter>").shows(&["0 of 2 have voted"]);
    program
}

/// What is on the screen from its second row on; the clock is in the first rows of the stage, and stands.
fn frame(program: &mut Program) -> String {
    program.screen()
}

fn tasks(program: &Program) -> Vec<String> {
    program.notes(VALUE, "tasks")
}

journeys! {
    fn notes_are_grouped_by_the_numbers_the_room_says() {
        let mut program = begun();
        let before = tasks(&program);
        program.press("<enter>").shows(&["1.1  Book today's parcels", "1.2  Every address", "Which notes belong under which?"]);
        program.press("5 1.7>4<enter>").shows(&["Groups"]);
        let grouped = tasks(&program);
        let at = grouped.iter().position(|note| note.starts_with("Print the labels")).expect("there");
        assert_eq!(&grouped[at + 1..at + 4], ["  Tell a buyer where the parcel is", "  Each carrier uses other status words, so the shop rings our support", "  Correct an address after booking"]);
        program.press("1<<enter>").press("<enter>");
        assert!(!tasks(&program)[1].starts_with("  "), "the group is dissolved: {:?}", tasks(&program));
        // What is elsewhere is asked about before it is taken back.
        for _ in 0..4 {
            if tasks(&program) != before {
                program.press("u");
            }
        }
        assert_eq!(tasks(&program), before);
    }

    fn a_line_of_groups_that_cannot_be_done_says_what_and_where() {
        let mut program = begun();
        let before = tasks(&program);
        for (line, said) in [
            ("5 9", "Say what 5 9 come under"),
            ("5>99", "There is no note 99"),
            ("4>4", "4 cannot come under itself"),
            ("2>1", "That is how it stands already"),
            ("<", "No number stands before"),
            ("5>", "a number behind the sign"),
            ("x>1", "is not the number of a note"),
        ] {
            let typed = line.replace('<', "<lt>");
            let typed = if line == "<" { "<".to_owned() } else { typed };
            program.press("<enter>").press(&typed).press("<enter>").shows(&[said]).press("<esc>");
            assert_eq!(tasks(&program), before, "{line}");
        }
    }

    fn a_covered_ballot_shows_how_many_dots_are_given_and_nothing_else() {
        let mut frames = Vec::new();
        for ballot in ["1 2 ", "4 3 ", "2 4 "] {
            let mut program = voting();
            program.press("<f6>").shows(&["RA votes next", "JK opens the covered ballot"]).press("1");
            program.shows(&["RA votes: ", "Your dots"]);
            for sign in ballot.chars() {
                program.press(&sign.to_string().replace(' ', "<space>"));
                frames.push(frame(&mut program));
            }
            program.press("<enter>").shows(&["JK votes next", "1 of 2 have voted"]);
            frames.push(frame(&mut program));
            program.press("<esc>").press(")").shows(&["Close the vote"]);
        }
        let each = frames.len() / 3;
        assert_eq!(frames[..each], frames[each..2 * each], "byte for byte");
        assert_eq!(frames[..each], frames[2 * each..], "byte for byte");
        assert!(frames[0].contains("Your dots") && !frames[0].contains('▪'), "none for an unfinished number");
        assert_eq!(frames[1].matches('▪').count(), 1, "{}", frames[1]);
    }

    fn what_does_not_count_on_a_covered_ballot_is_said_and_the_last_dot_comes_back() {
        let mut program = voting();
        program.press(";6").press("1").press("99<space>").shows(&["No note has that number"]).hides(&["▪"]);
        program.press("1<space>").shows(&["▪"]).press("<backspace>").hides(&["▪"]);
        program.press("q").shows(&["RA has these keys"]).press("<esc>").shows(&["RA has these keys", "Your dots"]);
        program.press("<f2>").shows(&["Your dots"]).hides(&["Decision"]);
        program.press("1 88").press("<enter>").shows(&["No note has that number", "▪"]);
        program.press("<enter>").shows(&["JK votes next"]).press("<esc>");
        program.press(")").press("<enter>").shows(&["1 voted with"]);
    }

    fn the_example_of_a_ballot_is_one_that_counts() {
        let mut program = begun();
        program.press(")").press("<enter>").shows(&["For example: "]);
        let screen = program.screen();
        let example = screen.split("For example: ").nth(1).and_then(|rest| rest.lines().next()).expect("there");
        let example = example.trim().trim_end_matches('│').trim().to_owned();
        program.press(&example.replace(' ', "<space>")).press("<enter>").shows(&["Ballot 2"]);
    }

    fn totals_of_a_wall_add_up_line_by_line_and_more_votes_than_people_are_asked_about() {
        let mut program = begun();
        program.press(")").press("<enter>").press("1=1<enter>").shows(&["Counted so far: 1=1"]);
        program.press("2=1<enter>").shows(&["Counted so far: 1=1 2=1"]);
        program.press("2=2<enter>").shows(&["Counted so far: 1=1 2=2"]);
        program.press("1<enter>").press("1<enter>").shows(&["people are here"]);
        program.press("<enter>").shows(&["Numbers"]).press("<enter>").choose("Count it all the same");
        program.shows(&["Ballot 3"]);
    }

    fn a_vote_in_which_nobody_voted_is_not_recorded() {
        let mut program = voting();
        program.press(")").shows(&["Nobody has voted"]).press(")").shows(&["Close"]);
        assert!(!program.text(RECORD).contains("[votes."), "{}", program.text(RECORD));
    }

    fn hands_at_the_close_are_held_against_who_is_here() {
        let mut program = begun();
        program.press(")").press(")").press(")").shows(&["How did it go?"]).press("0 0 1 2 0<enter>");
        program.shows(&["That makes 3 hands, and 2 people are here"]).choose("Count it all the same");
        assert!(program.text(RECORD).contains("rated = [0, 0, 1, 2, 0]"));
    }

    fn a_note_that_was_deleted_during_a_vote_keeps_its_words() {
        let mut program = begun();
        program.press(")").press("<enter>").shows(&["Print the labels at the packing table"]).press("<enter>");
        let text = program.text(VALUE);
        let gone = "[notes.tasks.23h3yf]\ntext = \"Print the labels at the packing table\"\n\n";
        assert!(text.contains(gone));
        program.write_unseen(VALUE, &text.replace(gone, "")).look_again(VALUE);
        program.press("<enter>").shows(&["Print the labels at the packing table"]).hides(&["23h3yf"]);
    }

    fn what_is_left_becomes_shorter_where_the_session_is_late_and_that_is_wanted() {
        let mut program = begun();
        program.press(";r").shows(&["on time"]);
        program.after(8 * 60).press(";r").shows(&["1 min late", "4 becomes 3 min"]).choose("Leave the agenda as it is");
        assert!(!program.text(RECORD).contains("minutes = 3\n"));
        program.press(";r").choose("Take it");
        assert!(program.text(RECORD).contains("minutes = 3\n"), "{}", program.text(RECORD));
        program.press("u").shows(&["Undone"]);
        assert!(!program.text(RECORD).contains("minutes = 3\n"));
    }

    fn minutes_go_to_the_clipboard_at_any_time_and_say_what_stands_so_far() {
        let mut program = begun();
        program.press("<f2>Labels come first<enter>").press("<enter>");
        program.press(")").press("<enter>").press("1<enter><enter>").press(";m").shows(&["in the clipboard"]);
        let copied = program.copied.clone().expect("copied");
        assert!(copied.contains("# Orders: value") && copied.contains("Labels come first"), "{copied}");
        assert!(!copied.contains("voted"), "an open vote is not among them: {copied}");
        let mut program = Program::begun();
        program.press(";m").shows(&["no session is running"]);
    }

    fn options_fit_or_are_gone_through_at_every_size() {
        for (width, height) in [(40, 12), (80, 24), (120, 36)] {
            let mut program = Program::with(begun().disk, Size { width, height }, None);
            program.press("W").press(")").press("<enter>").shows(&["Numbers"]);
            let mut seen = program.screen();
            for _ in 0..8 {
                program.press("<pagedown>");
                seen.push_str(&program.screen());
            }
            for number in 1..=4 {
                assert!(seen.contains(&format!(" {number}  ")), "{width}x{height}: {number}\n{seen}");
            }
            program.press("<pageup>").press("<pageup>").press("99<enter>").shows(&["No note has"]);
        }
    }
}
