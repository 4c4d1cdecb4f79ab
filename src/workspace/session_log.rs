//! The private log of a session that runs: what happens is kept in it before the next key is handled, so that a killed
//! program finds the session again.

use super::backend::SessionLines;
use crate::document::Id;
use crate::store::DiskError;
use crate::store::kept::{KeptLog, LARGE};
use crate::workshop::clock::{ClockMark, Moment};
use crate::workshop::event::Event;
use crate::workshop::log::{Replayed, first_line, line, replay, took};
use crate::workshop::session::Session;

/// The private log, in the hands of whoever runs the session.
#[derive(Debug)]
pub struct SessionLog<L> {
    lines: L,
    /// How long the log was when it was written anew last: what came since is what it has grown by.
    whole: u64,
    /// Whether the session is further than the log, because the disk failed. An event behind one that is missing would be
    /// refused when the log is read back, and what was to be forgotten still stands in it: all is written anew first.
    is_behind: bool,
}

impl<L: SessionLines> SessionLog<L> {
    /// The log with the lines that were found in it, and the session that they come to; nothing where none were, so that
    /// the session begins.
    pub fn of(log: L, found: &[String]) -> (Self, Option<Box<Replayed>>) {
        // The first line is what was written anew last, with its end.
        let whole = found.first().map_or(0, |first| first.len() as u64 + 1);
        let replayed = (!found.is_empty()).then(|| Box::new(replay(found.iter().map(String::as_str))));
        (Self { lines: log, whole, is_behind: false }, replayed)
    }

    /// Keeps all that the session stands at, and forgets everything else.
    ///
    /// # Errors
    /// What the disk said; then the log stands as it was, and the next event tries again.
    pub fn keep_all(&mut self, session: &Session, at: Moment) -> Result<(), DiskError> {
        let kept = self.lines.rewrite(&first_line(session, session.clock.mark(at.now, at.wall)));
        self.is_behind = kept.is_err();
        if kept.is_ok() {
            self.whole = self.lines.length();
        }
        kept
    }

    /// Keeps an event that the session has taken in; `clock` is the clock just before it, with the seat
    /// whose next message it was. With a reveal, who wrote what is
    /// forgotten; with an erasure, what it erases. What an earlier call could not keep or forget is kept and forgotten with
    /// it.
    ///
    /// # Errors
    /// What the disk said: it is in memory alone then, and the next event tries again.
    pub fn keep(
        &mut self,
        session: &Session,
        event: &Event,
        (clock, by): (ClockMark, Option<Id>),
        at: Moment,
    ) -> Result<(), DiskError> {
        let forgets = matches!(event, Event::Revealed { .. } | Event::Erased { .. });
        let has_grown = self.lines.length().saturating_sub(self.whole) > LARGE;
        if forgets || has_grown {
            return self.keep_all(session, at);
        }
        self.append(session, &line(event, clock, by), at)
    }

    /// Keeps that a message of a seat was dealt with of which nothing came.
    ///
    /// # Errors
    /// What the disk said: it is in memory alone then, and the next event tries again.
    pub fn took(&mut self, session: &Session, seat: Id, at: Moment) -> Result<(), DiskError> {
        self.append(session, &took(seat), at)
    }

    fn append(&mut self, session: &Session, line: &str, at: Moment) -> Result<(), DiskError> {
        if self.is_behind {
            return self.keep_all(session, at);
        }
        let kept = self.lines.append(line);
        self.is_behind = kept.is_err();
        kept
    }

    /// Forgets everything, once the session is closed.
    ///
    /// # Errors
    /// Where the log cannot be removed.
    pub fn erase(self) -> Result<(), DiskError> {
        self.lines.erase()
    }
}

impl SessionLines for KeptLog {
    fn append(&mut self, line: &str) -> Result<(), DiskError> {
        self.append(line)
    }

    fn rewrite(&mut self, line: &str) -> Result<(), DiskError> {
        self.rewrite([line])
    }

    fn length(&self) -> u64 {
        self.length()
    }

    fn erase(self) -> Result<(), DiskError> {
        self.erase()
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use super::*;
    use crate::document::session::SessionState;
    use crate::store::StateDir;
    use crate::store::error::IoOperation;
    use crate::store::kept::Opened;
    use crate::workshop::event::Erasure;
    use crate::workshop::hidden::{HiddenNote, Place, RevealedNote};
    use crate::workshop::state::{Presence, Refused, Seat, State};

    type Log = SessionLog<KeptLog>;

    const AT: Moment = Moment { now: Duration::ZERO, wall: Duration::from_hours(9) };

    /// Why something was not kept.
    #[derive(Debug)]
    enum NotKept {
        Refused(Refused),
        Disk(DiskError),
    }

    /// Takes an event into the session and keeps it, as whoever runs it does.
    fn happen(log: &mut Log, session: &mut Session, event: &Event) -> Result<(), NotKept> {
        let clock = session.clock.mark(AT.now, AT.wall);
        session.apply(event, AT.now).map_err(NotKept::Refused)?;
        log.keep(session, event, (clock, None), AT).map_err(NotKept::Disk)
    }

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

        /// The log as a process finds it; nothing where another holds it.
        fn open(&self) -> Option<(Log, Option<Box<Replayed>>)> {
            match KeptLog::open(&self.state, self.home.path(), "orders", "2026-11-23-value").expect("a log") {
                Opened::Ours(log, lines) => Some(SessionLog::of(log, &lines)),
                Opened::Elsewhere => None,
            }
        }

        fn begin(&self) -> (Log, Session) {
            let Some((mut log, None)) = self.open() else { panic!("nothing is kept yet") };
            let seat = |at: u32| {
                let (id, who) = (Id::from_bits(at), format!("seat {at}"));
                Seat { id, who, decides: false, presence: Presence::Here }
            };
            let mut session = Session::at(State { seats: vec![seat(100), seat(101)], ..State::default() });
            log.keep_all(&session, AT).expect("kept");
            let begun = Event::Stage { from: SessionState::Planned, to: SessionState::Running };
            happen(&mut log, &mut session, &begun).expect("kept");
            for key in 0..4 {
                happen(&mut log, &mut session, &Event::Wrote { note: note(key) }).expect("kept");
            }
            (log, session)
        }

        /// The session as another process finds it, once the one that held the log is gone.
        fn killed(&self, log: Log) -> (Log, Replayed) {
            drop(log);
            let Some((log, Some(back))) = self.open() else { panic!("it was kept") };
            (log, *back)
        }
    }

    #[test]
    fn nothing_is_lost_behind_an_event_that_could_not_be_kept() {
        let room = Room::new();
        let (mut log, mut session) = room.begin();
        log.lines.let_writing_fail();
        let wrote = Event::Wrote { note: note(4) };
        assert!(
            matches!(happen(&mut log, &mut session, &wrote), Err(NotKept::Disk(error)) if error.act == IoOperation::Keep)
        );
        assert!(session.state().hidden.contains_key(&4), "it happened");
        let rewrote = Event::Rewrote { key: 4, from: note(4).text, to: "canary-4, later".into() };
        happen(&mut log, &mut session, &rewrote).expect("kept with what was missing");
        happen(&mut log, &mut session, &Event::Wrote { note: note(5) }).expect("kept");
        let (_, back) = room.killed(log);
        assert_eq!((back.session.state(), back.left_out), (session.state(), 0));
    }

    #[test]
    fn what_could_not_be_forgotten_is_forgotten_with_the_next_event() {
        let room = Room::new();
        let (mut log, mut session) = room.begin();
        let in_the_way = log.lines.in_the_way_of_a_rewrite();
        std::fs::create_dir(&in_the_way).expect("a folder in the way");
        assert!(
            matches!(happen(&mut log, &mut session, &revealed()), Err(NotKept::Disk(error)) if error.act == IoOperation::Keep)
        );
        assert!(session.state().hidden.is_empty(), "they are forgotten here");
        let private = Event::Shared { is_shared: false };
        assert!(
            matches!(happen(&mut log, &mut session, &private), Err(NotKept::Disk(error)) if error.act == IoOperation::Keep),
            "it is not appended"
        );
        std::fs::remove_dir(&in_the_way).expect("out of the way");
        happen(&mut log, &mut session, &Event::Paused { is_paused: true }).expect("kept");
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
        let whole = log.lines.length();
        assert!(whole > LARGE);
        let pause = |is_paused| Event::Paused { is_paused };
        happen(&mut log, &mut session, &pause(true)).expect("kept");
        assert_eq!(kept(&room.state).lines().count(), 2);
        let (mut log, back) = room.killed(log);
        assert_eq!((back.session.state(), log.whole), (session.state(), whole), "it is known after a restart");
        log.whole = 0;
        happen(&mut log, &mut session, &pause(false)).expect("kept");
        assert_eq!(kept(&room.state).lines().count(), 1, "it has grown enough");
    }

    #[test]
    fn a_killed_session_goes_on_and_a_reveal_and_a_close_forget() {
        let room = Room::new();
        let (state, open) = (&room.state, || room.open());
        let (mut log, mut session) = room.begin();
        let begun = Event::Stage { from: SessionState::Planned, to: SessionState::Running };
        assert!(open().is_none(), "another holds it");
        assert!(matches!(happen(&mut log, &mut session, &begun), Err(NotKept::Refused(Refused::Stage))));
        drop(log);

        let Some((mut log, Some(back))) = open() else { panic!("it was kept") };
        assert_eq!((back.session.state(), back.left_out), (session.state(), 0));
        let mut session = back.session;
        assert!(kept(state).contains("canary"));
        happen(&mut log, &mut session, &revealed()).expect("kept");
        assert!(!kept(state).contains("canary"), "{}", kept(state));

        happen(&mut log, &mut session, &Event::Closed).expect("kept");
        let everything = Event::Erased { what: Erasure::Everything };
        session.apply(&everything, AT.now).expect("closed");
        log.erase().expect("erased");
        assert_eq!(kept(state), "");
    }
}
