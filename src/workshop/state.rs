//! A session while it runs: what its events come to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::hidden::{Hidden, HiddenNote, Place, count};
use super::round::Round;
use crate::document::Id;
use crate::document::session::{Block, BlockKind, RecordedKind, SessionState};
use crate::method::Minutes;

/// How many seats a session has at most.
pub const SEATS: usize = 12;
/// How long a hidden note may be, in bytes.
pub const NOTE_BYTES: usize = 4_000;
/// How many lines it may have.
pub const NOTE_LINES: usize = 20;
/// Whether a hidden note may be so long. One that says nothing is as short as one that is being typed.
pub(super) fn is_short(text: &str) -> bool {
    text.len() <= NOTE_BYTES && text.lines().count() <= NOTE_LINES
}

/// How many hidden notes a seat may have.
pub const NOTES_OF_A_SEAT: usize = 500;
/// How many hidden notes a session may have.
pub const NOTES: usize = 2_000;

/// Whether somebody is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// In the room, without a keyboard of their own.
    #[default]
    Free,
    /// At a keyboard of their own.
    Here,
    /// Their line was lost.
    Away,
    /// Not in the room: no turn, no count, no ballot.
    Absent,
    /// Put out by the driver.
    PutOut,
}

/// The place of somebody in a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    pub id: Id,
    pub who: String,
    pub decides: bool,
    pub presence: Presence,
}

/// A block of a session that runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveBlock {
    pub id: Id,
    pub kind: RecordedKind,
    pub canvas: Option<String>,
    pub section: Option<String>,
    pub minutes: Minutes,
    pub fixed: bool,
    /// What it is called, where that is not its kind's own name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// A note to the facilitator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Whether it came while the session ran.
    pub is_added: bool,
}

impl From<&Block> for LiveBlock {
    /// The block as a record has it.
    fn from(block: &Block) -> Self {
        Self {
            id: block.id,
            kind: block.kind.clone(),
            canvas: block.canvas.clone(),
            section: block.section.clone(),
            minutes: block.minutes,
            fixed: block.fixed,
            title: block.title.clone(),
            hint: block.hint.clone(),
            is_added: block.is_added,
        }
    }
}

/// Who speaks in a round, one after another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    pub order: Vec<Id>,
    pub at: usize,
}

/// Why an event does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The session is not at that stage.
    Stage,
    /// Something is not as the event says it was.
    Changed,
    /// What it names is not there.
    Unknown,
    /// What it brings is there already.
    Taken,
    /// There is no room for more.
    Full,
    /// A text says nothing, or is too long.
    Text,
    /// A dot is over the budget, or over what one note may have.
    Dots,
    /// A vote is open.
    RoundOpen,
    /// Notes are hidden.
    Hidden,
    /// Who did it was erased.
    Erased,
}

/// What the events of a session come to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub stage: SessionState,
    pub blocks: Vec<LiveBlock>,
    pub seats: Vec<Seat>,
    /// The block that goes on.
    pub current: Option<Id>,
    pub is_paused: bool,
    pub hidden: BTreeMap<u32, HiddenNote>,
    /// What was revealed, by the number of the step: ids in the order they were drawn.
    pub revealed: BTreeMap<u64, (Place, Vec<Id>)>,
    pub turn: Option<Turn>,
    pub rounds: Vec<Round>,
    /// Whether only the driver sees the driver's picture.
    pub is_private: bool,
    pub rated: BTreeMap<Id, u8>,
    pub fingers: [u32; 5],
}

impl State {
    /// The seat with that id.
    #[must_use]
    pub fn seat(&self, id: Id) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.id == id)
    }

    /// The block with that id.
    #[must_use]
    pub fn block(&self, id: Id) -> Option<&LiveBlock> {
        self.blocks.iter().find(|block| block.id == id)
    }

    /// The vote with that id.
    #[must_use]
    pub fn round(&self, id: Id) -> Option<&Round> {
        self.rounds.iter().find(|round| round.id == id)
    }

    /// The vote of a block: the last one that was opened in it.
    #[must_use]
    pub fn round_of(&self, block: Id) -> Option<&Round> {
        self.rounds.iter().rfind(|round| round.block == Some(block))
    }

    /// The vote that the room looks at: the one that is open or belongs to the block that goes on, and where people decide
    /// the last one.
    #[must_use]
    pub fn round_in_sight(&self) -> Option<&Round> {
        let block = self.current.and_then(|id| self.block(id))?;
        let last = || self.rounds.last().filter(|_| block.kind == RecordedKind::Known(BlockKind::Decide));
        self.open_round().or_else(|| self.round_of(block.id)).or_else(last)
    }

    /// The vote that is open.
    #[must_use]
    pub fn open_round(&self) -> Option<&Round> {
        self.rounds.iter().find(|round| round.is_open)
    }

    /// A document has another name from here on.
    pub(super) fn rename_document(&mut self, from: &str, to: &str) {
        let blocks = self.blocks.iter_mut().filter_map(|block| block.canvas.as_mut());
        let rounds = self.rounds.iter_mut().map(|round| &mut round.canvas);
        let hidden = self.hidden.values_mut().map(|note| &mut note.place.canvas);
        let revealed = self.revealed.values_mut().map(|(place, _)| &mut place.canvas);
        for stem in blocks.chain(rounds).chain(hidden).chain(revealed).filter(|stem| *stem == from) {
            to.clone_into(stem);
        }
    }

    /// The hidden notes of a place.
    pub fn hidden_in<'s>(&'s self, place: &'s Place) -> impl Iterator<Item = &'s HiddenNote> {
        self.hidden.values().filter(move |note| note.place == *place)
    }

    /// How many hidden notes there are in a place.
    #[must_use]
    pub fn count(&self, place: &Place) -> Hidden {
        count(self.hidden_in(place))
    }

    /// Those who write, vote and speak.
    pub fn present(&self) -> impl Iterator<Item = &Seat> {
        self.seats.iter().filter(|seat| !matches!(seat.presence, Presence::Absent | Presence::PutOut))
    }
}
