//! What the private log of a session says, line by line, and the session that follows from it.
//!
//! The first line is what the session stood at, those behind it are events, each with the clock as it was just before.
//! What is to be forgotten is forgotten by writing one such first line anew. A line that cannot be read is passed over.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::clock::ClockMark;
use super::event::Event;
use super::session::{Session, Snapshot};
use crate::document::Id;

/// A line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Line {
    /// What the session stands at.
    Stands(Box<Snapshot>),
    /// What happened then; `by` is the seat whose next message it was.
    Happened {
        event: Box<Event>,
        clock: ClockMark,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<Id>,
    },
    /// The next message of a seat was dealt with, and nothing came of it.
    Took(Id),
}

/// A session that was read back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    pub session: Session,
    /// The clock when something was kept last; [`super::clock::Clock::restore`] goes on from there.
    pub clock: Option<ClockMark>,
    /// Whether it was found what the session stood at: what happened says nothing without.
    pub stands: bool,
    /// How many lines could not be read, or did not fit.
    pub left_out: usize,
}

/// The line for an event, as it may be kept. `clock` is the clock just before it, `by` the seat whose next message it was;
/// nothing where it came from whoever drives.
#[must_use]
pub fn line(event: &Event, clock: ClockMark, by: Option<Id>) -> String {
    written(&Line::Happened { event: Box::new(event.to_keep()), clock, by })
}

/// The line for a message of a seat of which nothing came.
#[must_use]
pub fn took(seat: Id) -> String {
    written(&Line::Took(seat))
}

/// The line for all that a session stands at.
#[must_use]
pub fn first_line(session: &Session, clock: ClockMark) -> String {
    written(&Line::Stands(Box::new(session.snapshot(clock))))
}

fn written(line: &Line) -> String {
    // Everything in it can be written; the keys of its tables are ids and numbers.
    serde_json::to_string(line).unwrap_or_default()
}

/// The session that lines come to. The clock stands still, whatever it did: who reads it says what became of the time
/// since.
#[must_use]
pub fn replay<'l>(lines: impl IntoIterator<Item = &'l str>) -> Replayed {
    let mut replayed = Replayed::default();
    for line in lines {
        match serde_json::from_str(line) {
            Ok(Line::Stands(snapshot)) => {
                replayed.clock = snapshot.clock;
                replayed.session = Session::of(*snapshot);
                replayed.stands = true;
            }
            Ok(Line::Took(seat)) => replayed.session.took(seat),
            Ok(Line::Happened { event, clock, by }) => {
                replayed.session.clock.note(clock);
                // No time passes while it is read: what each block took stands in the lines.
                if replayed.session.apply(&event, Duration::ZERO).is_err() {
                    replayed.left_out += 1;
                }
                if let Some(seat) = by {
                    replayed.session.took(seat);
                }
                let running = replayed.session.clock.is_running();
                let mark = replayed.session.clock.mark(Duration::ZERO, clock.wall);
                replayed.clock = Some(ClockMark { running, ..mark });
            }
            Err(_) => replayed.left_out += 1,
        }
    }
    replayed.session.clock.pause(Duration::ZERO);
    replayed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::session::{RecordedKind, SessionState};
    use crate::method::{BlockKind, Minutes};
    use crate::workshop::clock::Absence;
    use crate::workshop::hidden::{HiddenNote, Place, RevealedNote};
    use crate::workshop::state::{LiveBlock, Presence, Seat, State};

    fn id(number: u32) -> Id {
        Id::from_bits(number)
    }

    fn planned() -> Session {
        let block = |at: u32| LiveBlock {
            id: id(at),
            kind: RecordedKind::Known(BlockKind::Write),
            canvas: None,
            section: None,
            minutes: Minutes::whole(5),
            fixed: false,
            title: None,
            hint: None,
            is_added: false,
        };
        let seat = |at: u32| Seat { id: id(at), who: format!("seat {at}"), decides: false, presence: Presence::Here };
        let state = State { blocks: vec![block(1), block(2)], seats: vec![seat(100), seat(101)], ..State::default() };
        Session::at(state)
    }

    /// A session that is kept line by line, killed after each of them.
    struct Kept {
        session: Session,
        lines: Vec<String>,
    }

    impl Kept {
        fn new() -> Self {
            let session = planned();
            let lines = vec![first_line(&session, session.clock.mark(Duration::ZERO, Duration::ZERO))];
            Self { session, lines }
        }

        fn keep(&mut self, event: &Event, at: u64) {
            let at = Duration::from_secs(at);
            let mark = self.session.clock.mark(at, at + Duration::from_secs(50_000));
            self.session.apply(event, at).expect("it fits");
            self.lines.push(line(event, mark, None));
        }

        fn killed(&self) -> Replayed {
            replay(self.lines.iter().map(String::as_str))
        }
    }

    fn place() -> Place {
        Place { canvas: "domain".into(), section: "entities".into() }
    }

    fn note(key: u32, seat: u32) -> HiddenNote {
        HiddenNote { key, seat: Some(id(seat)), place: place(), text: format!("canary {key}") }
    }

    #[test]
    fn a_session_that_was_killed_is_there_again_with_its_clock() {
        let mut kept = Kept::new();
        let enter = |from: Option<u32>, to: u32| Event::Entered { from: from.map(id), to: Some(id(to)) };
        let events = [
            (Event::Stage { from: SessionState::Planned, to: SessionState::Running }, 0),
            (enter(None, 1), 10),
            (Event::Wrote { note: note(0, 100) }, 70),
            (enter(Some(1), 2), 100),
            (Event::Paused { is_paused: true }, 130),
            (Event::Paused { is_paused: false }, 150),
            (Event::Wrote { note: note(1, 101) }, 160),
        ];
        for (event, at) in events {
            kept.keep(&event, at);
            let back = kept.killed();
            assert_eq!((back.session.state(), back.left_out), (kept.session.state(), 0));
        }
        let mut back = kept.killed();
        let mark = back.clock.expect("a clock");
        assert_eq!((mark.block, mark.running, mark.wall), (Some(id(2)), true, Duration::from_mins(836)));
        let clock = &mut back.session.clock;
        let absence = clock.restore(mark, Duration::from_secs(5), mark.wall + Duration::from_mins(1));
        assert_eq!(absence, Absence::Counted(Duration::from_mins(1)));
        let spent = |block| clock.spent(id(block), Duration::from_secs(7)).as_secs();
        // Block 2: 30 s before the pause, 10 s after it, 60 s away, 2 s since.
        assert_eq!((spent(1), spent(2)), (90, 102));
        assert_eq!(back.session.draw_key(), 2);
    }

    #[test]
    fn what_is_written_anew_holds_no_author_of_what_was_revealed() {
        let mut kept = Kept::new();
        kept.keep(&Event::Stage { from: SessionState::Planned, to: SessionState::Running }, 0);
        for at in 0..4 {
            kept.keep(&Event::Wrote { note: note(at, 100 + at % 2) }, 1);
        }
        let notes = (0..4).map(|at| RevealedNote { id: id(500 + at), note: note(at, 100 + at % 2) }).collect();
        kept.keep(&Event::Revealed { place: place(), step: 7, notes }, 2);
        let mark = kept.session.clock.mark(Duration::ZERO, Duration::ZERO);
        let anew = first_line(&kept.session, mark);
        assert!(!anew.contains("canary"), "{anew}");
        let back = replay([anew.as_str()]);
        assert_eq!((back.session.state(), back.left_out), (kept.session.state(), 0));
        let taken_back = kept.lines.last().expect("a line");
        assert!(!taken_back.contains(id(100).as_str()) && !taken_back.contains(id(101).as_str()), "{taken_back}");
    }

    #[test]
    fn notes_that_are_hidden_again_are_nobodys_before_and_after_a_kill() {
        let mut kept = Kept::new();
        kept.keep(&Event::Stage { from: SessionState::Planned, to: SessionState::Running }, 0);
        for at in 0..2 {
            kept.keep(&Event::Wrote { note: note(at, 100 + at) }, 1);
        }
        let notes = (0..2).map(|at| RevealedNote { id: id(500 + at), note: note(at, 100 + at) }).collect();
        let revealed = Event::Revealed { place: place(), step: 7, notes };
        kept.session.apply(&revealed, Duration::ZERO).expect("it fits");
        // As the log is written with every reveal.
        kept.lines = vec![first_line(&kept.session, kept.session.clock.mark(Duration::ZERO, Duration::ZERO))];
        kept.keep(&revealed.inverse().expect("one"), 2);
        assert!(kept.session.state().hidden.values().all(|note| note.seat.is_none()));
        let same = |kept: &Kept| {
            let back = kept.killed();
            assert_eq!((back.session.state(), back.left_out), (kept.session.state(), 0));
        };
        same(&kept);
        // What was written is taken back by an event from before the reveal; the reveal is done again.
        kept.keep(&Event::Wrote { note: note(1, 101) }.inverse().expect("one"), 3);
        same(&kept);
        let notes = vec![RevealedNote { id: id(500), note: note(0, 100) }];
        kept.keep(&Event::Revealed { place: place(), step: 7, notes }, 4);
        same(&kept);
    }

    #[test]
    fn words_are_those_of_records_and_a_kind_of_a_later_version_is_kept() {
        let mut session = planned();
        let later =
            LiveBlock { id: id(3), kind: RecordedKind::Other("dance".into()), ..session.state().blocks[0].clone() };
        session.apply(&Event::Added { at: 2, block: later }, Duration::ZERO).expect("it fits");
        let line = first_line(&session, session.clock.mark(Duration::ZERO, Duration::ZERO));
        for said in ["\"stage\":\"planned\"", "\"kind\":\"write\"", "\"kind\":\"dance\""] {
            assert!(line.contains(said), "{said} in {line}");
        }
        let back = replay([line.as_str()]);
        assert_eq!((back.session.state(), back.left_out), (session.state(), 0));
    }

    #[test]
    fn a_seat_is_known_again_with_its_code_and_what_it_said_last() {
        let mut kept = Kept::new();
        kept.keep(&Event::Stage { from: SessionState::Planned, to: SessionState::Running }, 0);
        kept.session.give_code(id(100), "4711".into());
        kept.lines = vec![first_line(&kept.session, kept.session.clock.mark(Duration::ZERO, Duration::ZERO))];
        let wrote = Event::Wrote { note: note(0, 100) };
        let mark = kept.session.clock.mark(Duration::ZERO, Duration::ZERO);
        kept.session.apply(&wrote, Duration::ZERO).expect("it fits");
        kept.session.took(id(100));
        kept.lines.push(line(&wrote, mark, Some(id(100))));
        kept.session.took(id(100));
        kept.lines.push(took(id(100)));
        let back = kept.killed();
        let keyboard = back.session.keyboard(id(100)).expect("a keyboard");
        assert_eq!((keyboard.code.as_str(), keyboard.sequence.last(), back.left_out), ("4711", 2, 0));
        assert_eq!(Some(keyboard), kept.session.keyboard(id(100)));
    }

    #[test]
    fn lines_that_say_nothing_are_passed_over() {
        let mut kept = Kept::new();
        kept.keep(&Event::Stage { from: SessionState::Planned, to: SessionState::Running }, 0);
        kept.lines.extend(["", "{", "{\"happened\":{}}", "[]", "\u{0}"].map(str::to_owned));
        kept.lines.push(kept.lines[1].clone());
        let back = kept.killed();
        assert_eq!((back.session.state(), back.left_out), (kept.session.state(), 6));
        assert_eq!(replay([]).session, Session::default());
    }
}
