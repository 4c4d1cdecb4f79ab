//! The private log of a session that runs: what happens is kept in it before the next key is handled, so that a killed
//! program finds the session again. The screens of a session open it next.

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
pub struct SessionLog(KeptLog);

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
            Opened::Ours(log, lines) if lines.is_empty() => OpenedSession::New(Self(log)),
            Opened::Ours(log, lines) => {
                let replayed = replay(lines.iter().map(String::as_str));
                OpenedSession::GoesOn(Self(log), Box::new(replayed))
            }
        })
    }

    /// Keeps all that the session stands at, and forgets everything else.
    ///
    /// # Errors
    /// What the disk said; then the log stands as it was.
    pub fn keep_all(&mut self, session: &Session, at: Moment) -> Result<(), DiskError> {
        self.0.rewrite([first_line(session, session.clock.mark(at.now, at.wall)).as_str()])
    }

    /// Takes an event into the session and keeps it. With a reveal, who wrote what is forgotten; with an erasure, what it
    /// erases.
    ///
    /// # Errors
    /// Where the event does not fit, or could not be kept.
    pub fn happen(&mut self, session: &mut Session, event: &Event, at: Moment) -> Result<(), NotKept> {
        let clock = session.clock.mark(at.now, at.wall);
        match event {
            Event::Erased { what } => session.erase(*what, at.now),
            event => session.apply(event, at.now),
        }
        .map_err(NotKept::Refused)?;
        let forgets = matches!(event, Event::Revealed { .. } | Event::Erased { .. });
        let kept = if forgets || self.0.length() > LARGE {
            self.keep_all(session, at)
        } else {
            self.0.append(&line(event, clock))
        };
        kept.map_err(NotKept::Disk)
    }

    /// Forgets everything, once the session is closed.
    ///
    /// # Errors
    /// Where the session is not closed, or the log cannot be removed.
    pub fn close(self, session: &mut Session, at: Moment) -> Result<(), NotKept> {
        session.erase(Erasure::Everything, at.now).map_err(NotKept::Refused)?;
        self.0.erase().map_err(NotKept::Disk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Id;
    use crate::workshop::hidden::{HiddenNote, Place, RevealedNote};
    use crate::workshop::state::{Presence, Seat, Stage, State};

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

    #[test]
    fn a_killed_session_goes_on_and_a_reveal_and_a_close_forget() {
        let home = tempfile::tempdir().expect("a folder");
        let state = StateDir::at(&home.path().join("state")).expect("a state folder");
        let open = || SessionLog::open(&state, home.path(), "orders", "2026-11-23-value").expect("a log");
        let OpenedSession::New(mut log) = open() else { panic!("nothing is kept yet") };
        let seat = |at: u32| {
            let (id, who) = (Id::from_bits(at), format!("seat {at}"));
            Seat { id, who, decides: false, presence: Presence::Here }
        };
        let mut session = Session::at(State { seats: vec![seat(100), seat(101)], ..State::default() });
        log.keep_all(&session, AT).expect("kept");
        let begun = Event::Stage { from: Stage::Planned, to: Stage::Running };
        log.happen(&mut session, &begun, AT).expect("kept");
        for key in 0..4 {
            log.happen(&mut session, &Event::Wrote { note: note(key) }, AT).expect("kept");
        }
        assert!(matches!(open(), OpenedSession::Elsewhere));
        assert!(matches!(log.happen(&mut session, &begun, AT), Err(NotKept::Refused(Refused::Stage))));
        drop(log);

        let OpenedSession::GoesOn(mut log, back) = open() else { panic!("it was kept") };
        assert_eq!((back.session.state(), back.left_out), (session.state(), 0));
        let mut session = back.session;
        let notes = (0..4).map(|key| RevealedNote { id: Id::from_bits(500 + key), note: note(key) }).collect();
        let revealed = Event::Revealed { place: note(0).place, step: 3, notes };
        assert!(kept(&state).contains("canary"));
        log.happen(&mut session, &revealed, AT).expect("kept");
        assert!(!kept(&state).contains("canary"), "{}", kept(&state));

        log.happen(&mut session, &Event::Closed, AT).expect("kept");
        log.close(&mut session, AT).expect("closed");
        assert_eq!(kept(&state), "");
    }
}
