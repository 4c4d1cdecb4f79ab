//! The record of a workshop session (`sessions/<date>-<slug>.toml`) as values: its plan, who was there, votes, what
//! changed, what came of it.
//!
//! In a file and in every edit a record is a [`Register`](super::Register); here is what one says. [`SessionRecord::of`]
//! reads a register, [`SessionRecord::register`] makes one, which `codec` writes.

mod read;
mod write;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

pub use crate::method::{BlockKind, Minutes};
pub use read::is_over;

use super::{Id, Reference};

/// The id of the definition of session records.
pub const SESSION: &str = "session";

/// The agenda that is named where a session was made from none.
pub const BLANK_AGENDA: &str = "blank";

/// How far a session is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SessionState {
    /// Prepared, and not begun.
    #[default]
    Planned,
    /// Begun, and not closed.
    Running,
    /// Over; the record is left alone from now on.
    Closed,
}

impl SessionState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Planned, Self::Running, Self::Closed];

    /// The word that stands for it in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Running => "running",
            Self::Closed => "closed",
        }
    }

    /// The state a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// What a block is for, as a record has it: a word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RecordedKind {
    /// One the program knows.
    Known(BlockKind),
    /// A word of a later version, which is kept as it is.
    Other(String),
}

impl RecordedKind {
    /// The word that stands for it in files.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Known(kind) => kind.word(),
            Self::Other(word) => word,
        }
    }

    /// The kind a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        BlockKind::of_word(word).map_or_else(|| Self::Other(word.to_owned()), Self::Known)
    }
}

/// A session, planned, running or over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRecord {
    /// Id of the agenda it was made from; [`BLANK_AGENDA`] without one.
    pub agenda: String,
    /// What people call it.
    pub title: String,
    /// How far it is.
    pub state: SessionState,
    /// Its day, which stays where it goes on past midnight.
    pub date: NaiveDate,
    /// When it began, to the minute; nothing while it is planned.
    pub began: Option<NaiveTime>,
    /// When it was closed, to the minute.
    pub ended: Option<NaiveTime>,
    /// The canvases and checklists it is about, by stem.
    pub canvases: Vec<String>,
    /// Who takes part, in the order of the round.
    pub attendees: Vec<Attendee>,
    /// The agenda, in the order it was planned.
    pub blocks: Vec<Block>,
    /// The votes, in the order they were closed.
    pub votes: Vec<Vote>,
    /// What changed in each canvas since the beginning, by stem.
    pub changes: BTreeMap<String, CanvasChanges>,
    /// What came of it.
    pub outcome: Outcome,
}

impl SessionRecord {
    /// A planned session of which only this is known.
    #[must_use]
    pub fn planned(agenda: &str, title: &str, date: NaiveDate) -> Self {
        Self {
            agenda: agenda.to_owned(),
            title: title.to_owned(),
            state: SessionState::Planned,
            date,
            began: None,
            ended: None,
            canvases: Vec::new(),
            attendees: Vec::new(),
            blocks: Vec::new(),
            votes: Vec::new(),
            changes: BTreeMap::new(),
            outcome: Outcome::default(),
        }
    }

    /// Who decides.
    #[must_use]
    pub fn decider(&self) -> Option<&Attendee> {
        self.attendees.iter().find(|attendee| attendee.decides)
    }

    /// How long the whole agenda is to take.
    #[must_use]
    pub fn minutes(&self) -> Minutes {
        self.blocks.iter().map(|block| block.minutes).sum()
    }
}

/// Somebody who takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendee {
    /// Its id.
    pub id: Id,
    /// Id of the part played, of the method's people; nothing for a guest.
    pub role: Option<String>,
    /// Role, initials or full name, as the settings have it; once in a record.
    pub who: String,
    /// Whether it decides; one of all does.
    pub decides: bool,
    /// Whether it runs the session, and neither writes nor votes nor is counted.
    pub runs: bool,
    /// Whether it was missing.
    pub absent: bool,
}

impl Attendee {
    /// Somebody of whom only this is known.
    #[must_use]
    pub fn new(id: Id, role: Option<&str>, who: &str) -> Self {
        let (role, who) = (role.map(str::to_owned), who.to_owned());
        Self { id, role, who, decides: false, runs: false, absent: false }
    }
}

/// A block of the agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its id.
    pub id: Id,
    /// What it is for.
    pub kind: RecordedKind,
    /// Stem of the canvas or checklist it is about.
    pub canvas: Option<String>,
    /// Id of the section it is about.
    pub section: Option<String>,
    /// How long it is to take.
    pub minutes: Minutes,
    /// Whether shortening the rest leaves it alone.
    pub fixed: bool,
    /// What it is called, where that differs from its kind.
    pub title: Option<String>,
    /// A note to whoever runs the session.
    pub hint: Option<String>,
    /// How long it took; nothing where it was never opened.
    pub spent: Option<Minutes>,
    /// How often it was opened, where more than once.
    pub opened: Option<u32>,
    /// The notes that were revealed from it, in the order they were drawn.
    pub notes: Vec<Id>,
    /// Whether it was added while the session ran.
    pub is_added: bool,
}

impl Block {
    /// A block of which only this is known.
    #[must_use]
    pub fn new(id: Id, kind: RecordedKind, minutes: Minutes) -> Self {
        Self {
            id,
            kind,
            canvas: None,
            section: None,
            minutes,
            fixed: false,
            title: None,
            hint: None,
            spent: None,
            opened: None,
            notes: Vec::new(),
            is_added: false,
        }
    }
}

/// The totals of a vote. Who gave what is never kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// Its id.
    pub id: Id,
    /// Stem of the canvas whose notes were voted on.
    pub canvas: Option<String>,
    /// Id of the section; nothing where there were several.
    pub section: Option<String>,
    /// What was asked.
    pub question: Option<String>,
    /// How many dots each voter had.
    pub dots: u32,
    /// How many of them on one note at most.
    pub most: Option<u32>,
    /// How many voted.
    pub voters: u32,
    /// The sum of the totals.
    pub cast: u32,
    /// Whether ballots came on paper.
    pub paper: bool,
    /// Whether it was opened again after the totals had been seen, and a dot changed.
    pub seen: bool,
    /// The vote of which this was the runoff.
    pub runoff_of: Option<Id>,
    /// Dots by the note they were cast on; notes without one are left out.
    pub totals: BTreeMap<Id, u32>,
}

impl Vote {
    /// The sum of its totals.
    #[must_use]
    pub fn sum(&self) -> u64 {
        self.totals.values().map(|dots| u64::from(*dots)).sum()
    }

    /// How many dots there were at most.
    #[must_use]
    pub fn room(&self) -> u64 {
        u64::from(self.dots) * u64::from(self.voters)
    }
}

/// What changed in a canvas, against its file at the beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CanvasChanges {
    /// Notes that are new.
    pub added: Vec<Id>,
    /// Notes that say something else.
    pub reworded: Vec<Id>,
    /// Notes in another section.
    pub moved: Vec<Id>,
    /// Notes that came under another.
    pub grouped: Vec<Id>,
    /// Notes that are gone, with what they said.
    pub removed: BTreeMap<String, String>,
}

impl CanvasChanges {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What came of a session, by reference.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// What was decided.
    pub decisions: Vec<Reference>,
    /// What is to be done.
    pub actions: Vec<Reference>,
    /// What was put aside.
    pub parked: Vec<Reference>,
    /// Actions and topics of earlier sessions that were done or dropped.
    pub closed: Vec<Reference>,
    /// Those that were looked at and carried on.
    pub kept: Vec<Reference>,
    /// How many gave 1, 2, 3, 4, 5; nothing where nobody was asked.
    pub rated: Option<[u32; 5]>,
}

#[cfg(test)]
mod tests;
