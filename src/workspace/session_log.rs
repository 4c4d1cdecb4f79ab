//! The private log of a session that runs: what happens is kept in it before the next key is handled, so that a killed
//! program finds the session again. No session is run yet: nothing in the program opens it so far, only its tests do.

use std::path::Path;
use std::time::Duration;

use crate::store::kept::{KeptLog, LARGE, Opened};
use crate::store::{DiskError, StateDir};
use crate::workshop::event::{Erasure, Event};
use crate::workshop::log::{Replayed, first_line, line, replay};
use crate::workshop::session::Session;
use crate::workshop::state::Refused;

/// The private log, in the hands of whoever runs the session.
#[derive(Debug)]
pub struct SessionLog {
    kept: KeptLog,
    /// How long the log was when it was written anew last: what came since is what it has grown by.
    whole: u64,
    /// Whether the session is further than the log, because the disk failed. An event behind one that is missing would be
    /// refused when the log is read back, and what was to be forgotten still stands in it: all is written anew first.
    is_behind: bool,
}

/// What came of opening it.
#[derive(Debug)]
pub enum OpenedSession {
    /// Nothing was kept here: the session begins.
    New(SessionLog),
    /// The session goes on from what was kept.
    GoesOn(SessionLog, Box<Replayed>),
    /// Another process runs it.
    Elsewhere,
}

/// Why something was not kept.
#[derive(Debug)]
pub enum NotKept {
    /// It does not fit the session, and did not happen.
    Refused(Refused),
    /// It happened, and is in memory alone: this is said, and the session goes on.
    Disk(DiskError),
}

/// The moment: the clock, and the time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub now: Duration,
    pub wall: Duration,
}

impl SessionLog {
    /// Opens the log of the session with that stem, of a product of the workspace at `root`.
    ///
    /// # Errors
    /// Where the state folder cannot hold it.
    pub fn open(state: &StateDir, root: &Path, product: &str, stem: &str) -> Result<OpenedSession, DiskError> {
        Ok(match KeptLog::open(state, root, product, stem)? {
            Opened::Elsewhere => OpenedSession::Elsewhere,
            Opened::Ours(kept, lines) => {
                // The first line is what was written anew last, with its end.
                let whole = lines.first().map_or(0, |first| first.len() as u64 + 1);
                let log = Self { kept, whole, is_behind: false };
                if lines.is_empty() {
                    return Ok(OpenedSession::New(log));
                }
                OpenedSession::GoesOn(log, Box::new(replay(lines.iter().map(String::as_str))))
            }
        })
    }

    /// Keeps all that the session stands at, and forgets everything else.
    ///
    /// # Errors
    /// What the disk said; then the log stands as it was, and the next event tries again.
    pub fn keep_all(&mut self, session: &Session, at: Moment) -> Result<(), DiskError> {
        let kept = self.kept.rewrite([first_line(session, session.clock.mark(at.now, at.wall)).as_str()]);
        self.is_behind = kept.is_err();
        if kept.is_ok() {
            self.whole = self.kept.length();
        }
        kept
    }

    /// Takes an event into the session and keeps it. With a reveal, who wrote what is forgotten; with an erasure, what it
    /// erases. What an earlier call could not keep or forget is kept and forgotten with it.
    ///
    /// # Errors
    /// Where the event does not fit, or could not be kept.
    pub fn happen(&mut self, session: &mut Session, event: &Event, at: Moment) -> Result<(), NotKept> {
        let clock = session.clock.mark(at.now, at.wall);
        session.apply(event, at.now).map_err(NotKept::Refused)?;
        let forgets = matches!(event, Event::Revealed { .. } | Event::Erased { .. });
        let has_grown = self.kept.length().saturating_sub(self.whole) > LARGE;
        let kept = if forgets || has_grown || self.is_behind {
            self.keep_all(session, at)
        } else {
            let kept = self.kept.append(&line(event, clock));
            self.is_behind = kept.is_err();
            kept
        };
        kept.map_err(NotKept::Disk)
    }

    /// Forgets everything, once the session is closed.
    ///
    /// # Errors
    /// Where the session is not closed, or the log cannot be removed.
    pub fn close(self, session: &mut Session, at: Moment) -> Result<(), NotKept> {
        let everything = Event::Erased { what: Erasure::Everything };
        session.apply(&everything, at.now).map_err(NotKept::Refused)?;
        self.kept.erase().map_err(NotKept::Disk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Id;
    use crate::document::session::SessionState;
    use crate::workshop::hidden::{HiddenNote, Place, RevealedNote};
    use crate::workshop::state::{Presence, Seat, State};

    const AT: Moment = Moment { now: Duration::ZERO, wall: Duration::from_hours(9) };

    fn files(folder: &Path, into: &mut Vec<u8>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                files(&entry.path(), into);
            } else {
                into.extend(std::fs::read(entry.path()).unwrap_or_default());
            }
        }
    }

    fn kept(state: &StateDir) -> String {
        let mut all = Vec::new();
        files(state.root(), &mut all);
        String::from_utf8_lossy(&all).into_owned()
    }

    fn note(key: u32) -> HiddenNote {
        let place = Place { canvas: "domain".into(), section: "entities".into() };
        HiddenNote { key, seat: Some(Id::from_bits(100 + key % 2)), place, text: format!("canary-{key}") }
    }

    fn revealed() -> Event {
        let notes = (0..4).map(|key| RevealedNote { id: Id::from_bits(500 + key), note: note(key) }).collect();
        Event::Revealed { place: note(0).place, step: 3, notes }
    }

    /// A folder with a session in it that has begun, and in which four hidden notes were written.
    struct Room {
        home: tempfile::TempDir,
        state: StateDir,
    }

    impl Room {
        fn new() -> Self {
            let home = tempfile::tempdir().expect("a folder");
            let state = StateDir::at(&home.path().join("state")).expect("a state folder");
            Self { home, state }
        }

        fn open(&self) -> OpenedSession {
            SessionLog::open(&self.state, self.home.path(), "orders", "2026-11-23-value").expect("a log")
        }

        fn begin(&self) -> (SessionLog, Session) {
            let OpenedSession::New(mut log) = self.open() else { panic!("nothing is kept yet") };
            let seat = |at: u32| {
                let (id, who) = (Id::from_bits(at), format!("seat {at}"));
                Seat { id, who, decides: false, presence: Presence::Here }
            };
            let mut session = Session::at(State { seats: vec![seat(100), seat(101)], ..State::default() });
            log.keep_all(&session, AT).expect("kept");
            let begun = Event::Stage { from: SessionState::Planned, to: SessionState::Running };
            log.happen(&mut session, &begun, AT).expect("kept");
            for key in 0..4 {
                log.happen(&mut session, &Event::Wrote { note: note(key) }, AT).expect("kept");
            }
            (log, session)
        }

        /// The session as another process finds it, once the one that held the log is gone.
        fn killed(&self, log: SessionLog) -> (SessionLog, Replayed) {
            drop(log);
            let OpenedSession::GoesOn(log, back) = self.open() else { panic!("it was kept") };
            (log, *back)
        }
    }

    #[test]
    fn nothing_is_lost_behind_an_event_that_could_not_be_kept() {
        let room = Room::new();
        let (mut log, mut session) = room.begin();
        log.kept.let_writing_fail();
        let wrote = Event::Wrote { note: note(4) };
        assert!(matches!(log.happen(&mut session, &wrote, AT), Err(NotKept::Disk(_))));
        assert!(session.state().hidden.contains_key(&4), "it happened");
        let rewrote = Event::Rewrote { key: 4, from: note(4).text, to: "canary-4, later".into() };
        log.happen(&mut session, &rewrote, AT).expect("kept with what was missing");
        log.happen(&mut session, &Event::Wrote { note: note(5) }, AT).expect("kept");
        let (_, back) = room.killed(log);
        assert_eq!((back.session.state(), back.left_out), (session.state(), 0));
    }

    #[test]
    fn what_could_not_be_forgotten_is_forgotten_with_the_next_event() {
        let room = Room::new();
        let (mut log, mut session) = room.begin();
        let in_the_way = log.kept.in_the_way_of_a_rewrite();
        std::fs::create_dir(&in_the_way).expect("a folder in the way");
        assert!(matches!(log.happen(&mut session, &revealed(), AT), Err(NotKept::Disk(_))));
        assert!(session.state().hidden.is_empty(), "they are forgotten here");
        let private = Event::Shared { is_shared: false };
        assert!(matches!(log.happen(&mut session, &private, AT), Err(NotKept::Disk(_))), "it is not appended");
        std::fs::remove_dir(&in_the_way).expect("out of the way");
        log.happen(&mut session, &Event::Paused { is_paused: true }, AT).expect("kept");
        assert!(!kept(&room.state).contains("canary"), "{}", kept(&room.state));
        let (_, back) = room.killed(log);
        assert_eq!((back.session.state(), back.left_out), (session.state(), 0));
    }

    #[test]
    fn a_session_that_is_large_is_not_written_anew_with_every_event() {
        let room = Room::new();
        let (mut log, session) = room.begin();
        let text = "x".repeat(4_000);
        let hidden = (0..1_100).map(|key| (key, HiddenNote { text: text.clone(), ..note(key) })).collect();
        let mut session = Session::at(State { hidden, ..session.state().clone() });
        log.keep_all(&session, AT).expect("kept");
        let whole = log.kept.length();
        assert!(whole > LARGE);
        let pause = |is_paused| Event::Paused { is_paused };
        log.happen(&mut session, &pause(true), AT).expect("kept");
        assert_eq!(kept(&room.state).lines().count(), 2);
        let (mut log, back) = room.killed(log);
        assert_eq!((back.session.state(), log.whole), (session.state(), whole), "it is known after a restart");
        log.whole = 0;
        log.happen(&mut session, &pause(false), AT).expect("kept");
        assert_eq!(kept(&room.state).lines().count(), 1, "it has grown enough");
    }

    #[test]
    fn a_killed_session_goes_on_and_a_reveal_and_a_close_forget() {
        let room = Room::new();
        let (state, open) = (&room.state, || room.open());
        let (mut log, mut session) = room.begin();
        let begun = Event::Stage { from: SessionState::Planned, to: SessionState::Running };
        assert!(matches!(open(), OpenedSession::Elsewhere));
        assert!(matches!(log.happen(&mut session, &begun, AT), Err(NotKept::Refused(Refused::Stage))));
        drop(log);

        let OpenedSession::GoesOn(mut log, back) = open() else { panic!("it was kept") };
        assert_eq!((back.session.state(), back.left_out), (session.state(), 0));
        let mut session = back.session;
        assert!(kept(state).contains("canary"));
        log.happen(&mut session, &revealed(), AT).expect("kept");
        assert!(!kept(state).contains("canary"), "{}", kept(state));

        log.happen(&mut session, &Event::Closed, AT).expect("kept");
        log.close(&mut session, AT).expect("closed");
        assert_eq!(kept(state), "");
    }
}
