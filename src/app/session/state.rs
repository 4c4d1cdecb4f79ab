//! What the model holds of a session that runs.

use std::collections::BTreeMap;
use std::sync::Arc;

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
    /// What can be taken back, the last one last.
    pub(in crate::app) done: Vec<SessionStep>,
    /// What was taken back, the last one last.
    pub(in crate::app) undone: Vec<SessionStep>,
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

/// What a record says that the session itself does not know.
#[derive(Clone, Debug, Default)]
pub(in crate::app) struct Earlier {
    /// What had changed in the canvases, by stem.
    pub changes: BTreeMap<String, CanvasChanges>,
    /// What had come of it.
    pub outcome: Outcome,
}
