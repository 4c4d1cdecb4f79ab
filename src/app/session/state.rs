//! What the model holds of a session that runs.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::DocumentBody;
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
    /// What changed and came of it is told against these.
    pub(in crate::app) before: Baseline,
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

/// How documents stood when the session began, or was taken up again, with what the record said had come of it by then.
#[derive(Clone, Debug, Default)]
pub(in crate::app) struct Baseline {
    /// The canvases by stem, and the follow-up of the product.
    pub docs: BTreeMap<String, DocumentBody>,
    /// What had changed in them.
    pub changes: BTreeMap<String, CanvasChanges>,
    /// What had come of it.
    pub outcome: Outcome,
}
