//! What the model holds of a session that runs.

use std::sync::Arc;
use std::time::Duration;

use super::peers::state::Peers;
use crate::workshop::event::Event;
use crate::workshop::session::Session;

/// A session that runs in this program.
#[derive(Clone, Debug)]
pub struct RunningSession {
    /// Id of its product.
    pub product: String,
    /// Path of its record, relative to the workspace.
    pub file: String,
    /// What happened so far, and the clock.
    pub session: Arc<Session>,
    /// The other terminals.
    pub(in crate::app) peers: Peers,
    /// Counts up with everything that happens.
    pub(in crate::app) changes: u64,
    /// How long it slept, where that is not counted yet.
    pub(in crate::app) slept: Option<Duration>,
    /// What can be taken back, the last one last.
    pub(in crate::app) done: Vec<SessionStep>,
    /// What was taken back, the last one last.
    pub(in crate::app) undone: Vec<SessionStep>,
    /// The step of a document, a reveal, that was asked about before it is taken back.
    pub(in crate::app) asked_reveal: Option<u64>,
    /// Of how many steps, and before which step of a document, the last one was asked about before it is taken back, since
    /// the room would notice.
    pub(in crate::app) asked: Option<(usize, u64)>,
}

/// Something that happened and can be taken back.
#[derive(Clone, Debug)]
pub(in crate::app) struct SessionStep {
    /// What happened, in order: one event, or several that belong together.
    pub events: Vec<Event>,
    /// The number that the next step of a document had then: undo goes through both in the order they were done.
    pub before: u64,
    /// That number when the step was taken back: whoever does something else to a document leaves nothing to do again.
    pub undone_before: u64,
}

/// What was asked for when the program was started for a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::app) struct SessionWishes {
    /// To begin at once.
    pub begins: bool,
    /// To let nobody else in.
    pub is_alone: bool,
    /// To rehearse it on a copy.
    pub is_rehearsal: bool,
}
