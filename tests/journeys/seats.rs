//! Others at keyboards of their own: hidden notes, their reveal, dots, who is let in. What they say comes in as the door hands
//! it on.

use stationmaster::app::{Message, SessionNews};
use stationmaster::workshop::peer::{DoorNews, PeerId};
use stationmaster::workshop::wire::{PROTOCOL, Role, ToServer};

use super::journeys;
use super::sessions::begun;
use crate::common::Program;

const CANVAS: &str = "orders/api-value-proposition.toml";

/// Something comes through the door.
fn door(program: &mut Program, news: DoorNews) {
    program.tell(vec![Message::Session(SessionNews::Door(news))]);
}

fn say(program: &mut Program, peer: u64, message: ToServer) {
    door(program, DoorNews::Said { peer: PeerId(peer), message });
}

fn hello(role: Role, who: Option<&str>) -> ToServer {
    ToServer::Hello { protocol: PROTOCOL, version: "0.1.0".into(), role, who: who.map(str::to_owned) }
}

/// A terminal comes in and says who it is.
fn comes(program: &mut Program, peer: u64, role: Role, who: Option<&str>) {
    door(program, DoorNews::Came { peer: PeerId(peer), is_own_account: true, account: "ra".into() });
    say(program, peer, hello(role, who));
}

fn writes(program: &mut Program, peer: u64, seq: u64, text: &str) {
    say(program, peer, ToServer::Note { seq, section: "tasks".into(), text: text.into() });
}

/// The session in its block of writing, with both attendees at keyboards of their own.
fn writing() -> Program {
    let mut program = begun();
    program.press(")").shows(&["2 of 4", "Write"]);
    comes(&mut program, 1, Role::Seat, Some("API product owner"));
    comes(&mut program, 2, Role::Seat, Some("domain EXPERT"));
    program
}

journeys! {
    fn cards_are_hidden_and_covered_where_others_write_at_keyboards_of_their_own() {
        let mut program = writing();
        let before = program.notes(CANVAS, "tasks").len();
        program.press("<enter>").shows(&["Cards, hidden until the reveal", "0 notes are hidden"]);
        program.press("Canary card").shows(&["▪▪▪▪▪▪▪▪▪▪▪"]).hides(&["Canary", "▪▪▪▪▪▪▪▪▪▪▪▪"]);
        program.press("<enter>").shows(&["1 note is hidden"]).paste("Pasted canary").hides(&["canary"]);
        program.press("<enter>").shows(&["2 notes are hidden"]).press("<enter>").hides(&["Cards,", "anary"]);
        assert_eq!(program.notes(CANVAS, "tasks").len(), before);
        program.press(")").shows(&["2 notes that are nobody's"]).press("k");
        writes(&mut program, 1, 1, "Canary one");
        program.press(";s").press("<enter>").press("Canary to be seen").shows(&["Canary to be seen"]).press("<enter><enter>");
        program.press(")").shows(&["4 notes of 2 people"]).press("r");
        assert_eq!(program.notes(CANVAS, "tasks").len(), before + 4);
        assert!(program.notes(CANVAS, "tasks").contains(&"Pasted canary".to_owned()));
    }

    fn what_others_write_is_hidden_until_it_is_revealed() {
        let mut program = writing();
        let before = program.notes(CANVAS, "tasks").len();
        let names = program.text(CANVAS).matches("\nby = ").count();
        writes(&mut program, 1, 1, "Canary one");
        writes(&mut program, 2, 1, "Canary two");
        writes(&mut program, 2, 1, "Canary two");
        program.wait_for_deadline().shows(&["2 notes are hidden", "0 of 2 have finished", "shared"]).hides(&["Canary"]);
        assert_eq!(program.notes(CANVAS, "tasks").len(), before);
        say(&mut program, 1, ToServer::Ready { seq: 2, yes: true });
        program.shows(&["1 of 2 have finished"]);
        program.press(")").shows(&["2 notes of 2 people, in a drawn order, without names"]);
        program.press("k").shows(&["2 of 4", "Write"]);
        program.press(")r").shows(&["Vote: 1 Tasks"]);
        let notes = program.notes(CANVAS, "tasks");
        let mut revealed = notes[before..].to_vec();
        revealed.sort();
        assert_eq!(revealed, ["Canary one", "Canary two"]);
        assert_eq!(program.text(CANVAS).matches("\nby = ").count(), names, "nobody's name is kept");
        let record = program.text("orders/sessions/2026-11-23-value.toml");
        assert!(record.contains("section = \"tasks\"\nminutes = 7\nspent = ") && record.contains("\nnotes = [\""), "{record}");
    }

    fn a_reveal_is_taken_back_and_done_again_as_one_step() {
        let mut program = writing();
        let before = program.notes(CANVAS, "tasks").len();
        for (seq, text) in [(1, "Canary one"), (2, "Canary two")] {
            writes(&mut program, 1, seq, text);
        }
        program.press(";v").shows(&["One person wrote all 2 notes"]).press("r").shows(&["2 notes revealed"]);
        assert_eq!(program.notes(CANVAS, "tasks").len(), before + 2);
        program.press("u").shows(&["u again hides the notes"]);
        assert_eq!(program.notes(CANVAS, "tasks").len(), before + 2);
        program.press("u");
        assert_eq!(program.notes(CANVAS, "tasks").len(), before);
        program.hides(&["Canary"]).press("W").after(6).shows(&["2 notes are hidden"]).hides(&["Canary"]);
        program.press("<ctrl-r><ctrl-r>");
        assert_eq!(program.notes(CANVAS, "tasks").len(), before + 2);
        program.press("W");
        program.hides(&["notes are hidden"]);
        let mut program = program.kill();
        program.press("W").press("u").press("u");
        assert_eq!(program.notes(CANVAS, "tasks").len(), before, "also after a restart");
        program.press(";v").shows(&["2 notes that are nobody's"]);
    }

    fn hidden_notes_outlive_a_kill_and_the_close_asks_about_them() {
        let mut program = writing();
        writes(&mut program, 1, 1, "Canary one");
        writes(&mut program, 1, 2, "Canary two");
        let mut program = program.kill();
        program.press("W").shows(&["2 of 4"]).hides(&["Canary"]);
        comes(&mut program, 7, Role::Seat, Some("API product owner"));
        program.press(")w").shows(&["Vote: 1 Tasks"]).press(")").shows(&["Decide"]).press(")").shows(&["Close"]).press("<enter>");
        program.shows(&["1 Tasks: 2 notes are still hidden"]).press("b").hides(&["still hidden"]);
        program.press("<enter>d").shows(&["How did it go"]).press("<enter>").shows(&["The session is closed"]);
        assert!(!program.text(CANVAS).contains("Canary"));
    }

    fn what_somebody_else_wrote_is_no_step_of_whoever_drives() {
        let mut program = writing();
        writes(&mut program, 1, 1, "Canary one");
        program.wait_for_deadline().press("u").shows(&["u again goes back"]);
        program.shows(&["1 note is hidden"]);
    }

    fn whoever_knocks_is_let_in_or_sent_away() {
        let mut program = begun();
        comes(&mut program, 1, Role::Seat, Some("Guest"));
        program.shows(&["Guest knocks"]);
        program.press(";w").shows(&["Guest knocks: let them in", "send them away"]);
        program.choose("Guest knocks: let them in").shows(&["Guest (at a keyboard of their own)"]);
        comes(&mut program, 2, Role::Seat, Some("Guest"));
        program.press("<esc>;w").shows(&["Guest is taken"]).choose("Guest knocks: send them away").hides(&["is taken"]);
        program.choose("Guest (at a keyboard of their own)").shows(&["Guest (put out)"]);
        door(&mut program, DoorNews::Gone { peer: PeerId(1) });
        program.shows(&["Guest (put out)"]);
    }

    fn the_driver_says_who_sees_the_picture_and_a_room_view_makes_it_private() {
        let mut program = begun();
        program.press(";s").shows(&["Only you see this picture", "private"]);
        program.press(";s").shows(&["The room sees this picture"]).hides(&["private"]);
        comes(&mut program, 1, Role::Stage, None);
        program.shows(&["The room has its own view", "private"]);
        door(&mut program, DoorNews::Gone { peer: PeerId(1) });
        program.shows(&["The room's view is gone"]).hides(&["private"]);
    }

    fn dots_come_from_keyboards_of_their_own_and_are_counted_at_the_close() {
        let mut program = writing();
        program.press(")<enter><enter>").shows(&["0 of 2 have voted"]);
        let running = program.model.running_session().expect("a session");
        let round = running.session.state().open_round().expect("a vote").clone();
        let dot = |seq, at: usize| {
            let (round, note) = (round.id.to_string(), round.options[at].to_string());
            ToServer::Dot { seq, round, note, by: 1 }
        };
        say(&mut program, 1, dot(1, 0));
        say(&mut program, 2, dot(1, 0));
        say(&mut program, 2, dot(2, 1));
        say(&mut program, 2, dot(3, 99 % round.options.len()));
        program.shows(&["2 of 2 have voted"]).hides(&["dots in all"]);
        program.press(")<enter>").shows(&["2 voted with"]);
        let text = program.text("orders/sessions/2026-11-23-value.toml");
        assert!(text.contains("voters = 2\n") && !text.contains("paper = true"), "{text}");
    }
}
