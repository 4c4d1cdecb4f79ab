//! A session with what cannot be undone beside what its events come to: time that passed, and totals that were seen.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::before::{Before, Earlier};
use super::clock::{Clock, ClockMark};
use super::event::Event;
use super::round::Ballots;
use super::sequence::Sequence;
use super::state::{Refused, State};
use crate::document::Id;

/// A session with what cannot be taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    state: State,
    pub clock: Clock,
    /// How documents stood when it began.
    pub before: Before,
    /// What its record says of before it was taken up without its private log.
    pub earlier: Earlier,
    /// The ballots of votes whose totals were shown, as they were then.
    shown: BTreeMap<Id, Ballots>,
    /// Votes in which a dot changed after the totals were shown, and whose ballots are erased.
    changed: BTreeSet<Id>,
    /// What the next hidden note is named by: no name is given twice.
    next_key: u32,
    /// What is known of those at a keyboard of their own.
    keyboards: BTreeMap<Id, Keyboard>,
}

/// What is known of a seat at a keyboard of its own, so that it comes back to what it left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keyboard {
    /// The four digits by which it is known again.
    pub code: String,
    /// Which of its messages were applied.
    pub sequence: Sequence,
}

/// A session as it is kept: everything but what is forgotten.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    pub state: State,
    /// How long blocks took.
    pub spent: BTreeMap<Id, Duration>,
    /// How often they were opened.
    pub opened: BTreeMap<Id, u32>,
    /// The ballots of votes whose totals were shown, as they were then.
    pub shown: BTreeMap<Id, Ballots>,
    /// Votes in which a dot changed after that, and whose ballots are forgotten.
    pub changed: BTreeSet<Id>,
    /// The clock.
    pub clock: Option<ClockMark>,
    /// How documents stood when it began.
    #[serde(default)]
    pub before: Before,
    /// What its record says of before it was taken up without its private log.
    #[serde(default)]
    pub earlier: Earlier,
    /// What is known of those at a keyboard of their own.
    #[serde(default)]
    pub keyboards: BTreeMap<Id, Keyboard>,
}

impl Session {
    /// A session that stands at a state, as it was kept or planned.
    #[must_use]
    pub fn at(state: State) -> Self {
        let next_key = state.hidden.keys().last().map_or(0, |key| key.saturating_add(1));
        Self { state, next_key, ..Self::default() }
    }

    /// The session that was kept; its clock stands still.
    #[must_use]
    pub fn of(snapshot: Snapshot) -> Self {
        let mut session = Self::at(snapshot.state);
        session.clock = Clock::of(snapshot.spent, snapshot.opened);
        if let Some(mark) = snapshot.clock {
            session.clock.note(mark);
            session.clock.stand_at(mark.block);
        }
        (session.shown, session.changed, session.before) = (snapshot.shown, snapshot.changed, snapshot.before);
        (session.earlier, session.keyboards) = (snapshot.earlier, snapshot.keyboards);
        session
    }

    /// What is kept of it.
    #[must_use]
    pub fn snapshot(&self, clock: ClockMark) -> Snapshot {
        let (spent, opened) = self.clock.kept();
        Snapshot {
            state: self.state.clone(),
            spent: spent.clone(),
            opened: opened.clone(),
            shown: self.shown.clone(),
            changed: self.changed.clone(),
            clock: Some(clock),
            before: self.before.clone(),
            earlier: self.earlier.clone(),
            keyboards: self.keyboards.clone(),
        }
    }

    /// What is known of a seat's keyboard; nothing where it never had one.
    #[must_use]
    pub fn keyboard(&self, seat: Id) -> Option<&Keyboard> {
        self.keyboards.get(&seat)
    }

    /// A seat has a keyboard of its own, and this code from now on. Its messages count on.
    pub fn give_code(&mut self, seat: Id, code: String) {
        self.keyboards.entry(seat).or_default().code = code;
    }

    /// The next message of a seat was applied, or refused: it is never looked at again.
    pub fn took(&mut self, seat: Id) {
        self.keyboards.entry(seat).or_default().sequence.take();
    }

    /// A document has another name from here on, in everything that is known of the session.
    pub fn rename_document(&mut self, from: &str, to: &str) {
        self.state.rename_document(from, to);
        self.before.rename(from, to);
        if let Some(changes) = self.earlier.changes.remove(from) {
            self.earlier.changes.insert(to.to_owned(), changes);
        }
    }

    /// What its events come to.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// What the next hidden note is to be named by.
    pub fn draw_key(&mut self) -> u32 {
        let key = self.next_key;
        self.next_key = key.saturating_add(1);
        key
    }

    /// Takes an event in, at a time of the clock.
    ///
    /// # Errors
    /// Why it does not fit; then nothing changed.
    pub fn apply(&mut self, event: &Event, now: Duration) -> Result<(), Refused> {
        let seen = match event {
            Event::Erased { .. } => self.seen_and_there(),
            _ => BTreeSet::new(),
        };
        self.state.apply(event)?;
        match event {
            Event::Entered { to, .. } => {
                self.clock.enter(*to, now);
                if self.state.is_paused {
                    self.clock.pause(now);
                }
            }
            Event::Paused { is_paused: true } | Event::Closed => self.clock.pause(now),
            Event::Paused { is_paused: false } => self.clock.resume(now),
            Event::Wrote { note } => self.next_key = self.next_key.max(note.key.saturating_add(1)),
            Event::RoundClosed { round } => {
                let ballots = self.state.round(*round).map(|round| round.ballots.clone());
                self.shown.entry(*round).or_insert(ballots.unwrap_or_default());
            }
            Event::Erased { .. } => {
                // Who gave what is gone; whether it changed stays.
                for round in self.state.rounds.iter().filter(|round| round.erased.is_some()) {
                    self.shown.remove(&round.id);
                    if seen.contains(&round.id) {
                        self.changed.insert(round.id);
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether a dot of a vote is another than when its totals were shown first.
    #[must_use]
    pub fn seen(&self, round: Id) -> bool {
        let now = self.state.round(round).map(|round| &round.ballots);
        self.changed.contains(&round) || self.shown.get(&round).is_some_and(|shown| now.is_some_and(|now| now != shown))
    }

    /// The votes with ballots in which a dot changed after the totals were shown.
    fn seen_and_there(&self) -> BTreeSet<Id> {
        let there = self.state.rounds.iter().filter(|round| round.erased.is_none());
        there.map(|round| round.id).filter(|round| self.seen(*round)).collect()
    }
}

#[cfg(test)]
mod tests;
