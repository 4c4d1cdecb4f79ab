//! What happens in a session, as values with inverses.
//!
//! An event says what was before it and what is after it, so that its inverse needs no state. What cannot be taken back
//! has none: the close of a session, and what was erased. Time that passed and totals that were seen are no events: they
//! stand beside the state and are not undone ([`super::session::Session`]).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::hidden::{HiddenNote, Place, RevealedNote};
use super::round::Round;
use super::state::{LiveBlock, Presence, Seat, Turn};
use crate::document::Id;
use crate::document::session::SessionState;
use crate::method::Minutes;

/// Something that happened in a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// It was begun, or opened again after it was closed.
    Stage { from: SessionState, to: SessionState },
    /// It was closed. Nothing takes that back but opening it again.
    Closed,
    /// The room went from one block to another.
    Entered { from: Option<Id>, to: Option<Id> },
    /// The clock was stopped, or goes on.
    Paused { is_paused: bool },
    /// Blocks got other minutes, in one step.
    Minutes { changes: Vec<(Id, Minutes, Minutes)> },
    /// A block came into the agenda.
    Added { at: usize, block: LiveBlock },
    /// A block was left out of the agenda.
    Removed { at: usize, block: LiveBlock },
    /// A block has another place in the agenda.
    Moved { from: usize, to: usize },
    /// Somebody came to the session who was not planned.
    SeatAdded { at: usize, seat: Seat },
    /// A seat was taken away again.
    SeatRemoved { at: usize, seat: Seat },
    /// Somebody came, went, or was put out.
    Seat { seat: Id, from: Presence, to: Presence },
    /// A hidden note was written.
    Wrote { note: HiddenNote },
    /// A hidden note was dropped.
    Dropped { note: HiddenNote },
    /// A hidden note says something else.
    Rewrote { key: u32, from: String, to: String },
    /// All hidden notes of a place were revealed, in one step with the canvas: both have the same number.
    Revealed { place: Place, step: u64, notes: Vec<RevealedNote> },
    /// Revealed notes are hidden again.
    Hid { place: Place, step: u64, notes: Vec<RevealedNote> },
    /// Somebody else's turn came, or the round ended.
    Turn { from: Option<Turn>, to: Option<Turn> },
    /// A vote was opened.
    RoundOpened { round: Round },
    /// A vote was taken back before anybody gave a dot.
    RoundTaken { round: Round },
    /// The totals of a vote are shown.
    RoundClosed { round: Id },
    /// A vote goes on with its dots.
    RoundReopened { round: Id },
    /// A seat gave a dot, or took one back.
    Dot { round: Id, seat: Id, note: Id, is_given: bool },
    /// A seat has finished its ballot, or goes on.
    Balloted { round: Id, seat: Id, is_done: bool },
    /// A ballot came on a slip.
    Slip { round: Id, dots: Vec<Id> },
    /// The last slip was taken back.
    SlipTaken { round: Id, dots: Vec<Id> },
    /// Totals that were counted elsewhere.
    Typed { round: Id, from: BTreeMap<Id, u32>, to: BTreeMap<Id, u32> },
    /// The room can see the driver's picture, or no longer.
    Shared { is_shared: bool },
    /// A seat said how it went.
    Rated { seat: Id, from: Option<u8>, to: Option<u8> },
    /// How many of the room said how it went, by 1 to 5.
    Fingers { from: [u32; 5], to: [u32; 5] },
    /// What nobody is to know any more is gone.
    Erased { what: Erasure },
}

/// What is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Erasure {
    /// Who gave which dots in a vote, once its block is left.
    Ballots(Id),
    /// Everything that is private, once the session is closed.
    Everything,
}

/// What undo asks before, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Notes would be hidden again.
    Reveal,
    /// A vote would be opened again.
    Round,
    /// The room would go to another block.
    Block,
}

impl Event {
    /// What takes it back; nothing where that cannot be done.
    #[must_use]
    pub fn inverse(&self) -> Option<Self> {
        Some(match self.clone() {
            Self::Closed | Self::Erased { .. } => return None,
            Self::Stage { from, to } => Self::Stage { from: to, to: from },
            Self::Entered { from, to } => Self::Entered { from: to, to: from },
            Self::Paused { is_paused } => Self::Paused { is_paused: !is_paused },
            Self::Minutes { changes } => {
                Self::Minutes { changes: changes.into_iter().map(|(block, from, to)| (block, to, from)).collect() }
            }
            Self::Added { at, block } => Self::Removed { at, block },
            Self::Removed { at, block } => Self::Added { at, block },
            Self::Moved { from, to } => Self::Moved { from: to, to: from },
            Self::SeatAdded { at, seat } => Self::SeatRemoved { at, seat },
            Self::SeatRemoved { at, seat } => Self::SeatAdded { at, seat },
            Self::Seat { seat, from, to } => Self::Seat { seat, from: to, to: from },
            Self::Wrote { note } => Self::Dropped { note },
            Self::Dropped { note } => Self::Wrote { note },
            Self::Rewrote { key, from, to } => Self::Rewrote { key, from: to, to: from },
            Self::Revealed { place, step, notes } => Self::Hid { place, step, notes },
            Self::Hid { place, step, notes } => Self::Revealed { place, step, notes },
            Self::Turn { from, to } => Self::Turn { from: to, to: from },
            Self::RoundOpened { round } => Self::RoundTaken { round },
            Self::RoundTaken { round } => Self::RoundOpened { round },
            Self::RoundClosed { round } => Self::RoundReopened { round },
            Self::RoundReopened { round } => Self::RoundClosed { round },
            Self::Dot { round, seat, note, is_given } => Self::Dot { round, seat, note, is_given: !is_given },
            Self::Balloted { round, seat, is_done } => Self::Balloted { round, seat, is_done: !is_done },
            Self::Slip { round, dots } => Self::SlipTaken { round, dots },
            Self::SlipTaken { round, dots } => Self::Slip { round, dots },
            Self::Typed { round, from, to } => Self::Typed { round, from: to, to: from },
            Self::Shared { is_shared } => Self::Shared { is_shared: !is_shared },
            Self::Rated { seat, from, to } => Self::Rated { seat, from: to, to: from },
            Self::Fingers { from, to } => Self::Fingers { from: to, to: from },
        })
    }

    /// What undo of it asks before, once.
    #[must_use]
    pub fn door(&self) -> Option<Door> {
        match self {
            Self::Revealed { .. } => Some(Door::Reveal),
            Self::RoundClosed { .. } => Some(Door::Round),
            Self::Entered { .. } => Some(Door::Block),
            _ => None,
        }
    }

    /// The event as it may be kept on a disk: who wrote a note that was revealed is left out.
    #[must_use]
    pub fn to_keep(&self) -> Self {
        let mut event = self.clone();
        if let Self::Revealed { notes, .. } | Self::Hid { notes, .. } = &mut event {
            for revealed in notes {
                revealed.note.seat = None;
            }
        }
        event
    }
}
