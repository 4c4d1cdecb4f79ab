//! What the model holds of a session that runs.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::peers::state::Peers;
use crate::document::session::{CanvasChanges, Outcome};
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
    /// What its record says came of it before it was taken up here without its private log.
    pub(in crate::app) earlier: Earlier,
    /// The other terminals.
    pub(in crate::app) peers: Peers,
    /// Counts up with everything that happens.
    pub(in crate::app) changes: u64,
    /// What can be taken back, the last one last.
    pub(in crate::app) done: Vec<SessionStep>,
    /// What was taken back, the last one last.
    pub(in crate::app) undone: Vec<SessionStep>,
    /// The step of a document, a reveal, that was asked about before it is taken back.
    pub(in crate::app) asked_reveal: Option<u64>,
    /// Of how many steps the last one was asked about before it is taken back, since the room would notice.
    pub(in crate::app) asked: Option<usize>,
}

/// Something that happened and can be taken back.
#[derive(Clone, Debug)]
pub(in crate::app) struct SessionStep {
    /// What happened, in order: one event, or several that belong together.
    pub events: Vec<Event>,
    /// The number that the next step of a document had then: undo goes through both in the order they were done.
    pub before: u64,
}

/// What was asked for when the program was started for a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::app) struct SessionWishes {
    /// To begin at once.
    pub begins: bool,
    /// To let nobody else in.
    pub is_alone: bool,
}

/// What a record says that the session itself does not know.
#[derive(Clone, Debug, Default)]
pub(in crate::app) struct Earlier {
    /// What had changed in the canvases, by stem.
    pub changes: BTreeMap<String, CanvasChanges>,
    /// What had come of it.
    pub outcome: Outcome,
}
