//! What stands in the journal: one record a line, as JSON.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::document::{Anchor, Field, HeadField, Id, Transaction};

/// Number of the journal's format.
pub const FORMAT: u32 = 1;

/// One line of the journal. Files are named by their path relative to the workspace; steps, undos and redos share one
/// row of numbers that rises through a run and from run to run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Record {
    /// A run begins; the first line.
    Run(Run),
    /// A step was made.
    Step {
        /// Its number.
        n: u64,
        /// The file it changes.
        file: String,
        /// What it is called where it can be undone.
        label: String,
        /// The step.
        step: Transaction,
        /// Whether it is what the draft was for, which ends with it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        ends_draft: bool,
    },
    /// A step was taken back.
    Undo {
        /// Its own number.
        n: u64,
        /// The number of the step that was taken back; it may be of an earlier run.
        of: u64,
        /// The file it changes.
        file: String,
        /// What was applied: the inverse.
        step: Transaction,
    },
    /// A step that was taken back was made again.
    Redo {
        /// Its own number.
        n: u64,
        /// The number of the step that was made again; it may be of an earlier run.
        of: u64,
        /// The file it changes.
        file: String,
        /// What was applied.
        step: Transaction,
    },
    /// A file was written with everything up to a number.
    Saved {
        /// The file.
        file: String,
        /// The last number that is in it.
        upto: u64,
        /// Digest of what was written, as [`crate::store::state_dir::digest`] gives it.
        digest: String,
    },
    /// Text is being typed.
    Draft(Draft),
    /// Nothing is being typed any more.
    DraftDone,
    /// A record of a later version of the program.
    #[serde(other)]
    Unknown,
}

/// The head of a journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// [`FORMAT`].
    pub format: u32,
    /// The workspace, for people who look into the file.
    pub workspace: String,
    /// When the run began.
    pub started: DateTime<Utc>,
    /// Its process.
    pub pid: u32,
    /// The version of the program.
    pub version: String,
}

/// Text that was being typed and belongs to no step yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The file it is for.
    pub file: String,
    /// What in it.
    pub target: DraftTarget,
    /// The text so far.
    pub text: String,
    /// Where the cursor stood, in bytes.
    pub cursor: usize,
}

/// What a text is typed for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "for", rename_all = "snake_case")]
pub enum DraftTarget {
    /// A new note.
    New {
        /// Where it will stand.
        at: Anchor,
    },
    /// A field of a note.
    Note {
        /// The note.
        id: Id,
        /// The field.
        field: Field,
    },
    /// The reason of a section's state.
    Section {
        /// The section.
        section: String,
    },
    /// A key of the head.
    Head {
        /// The key.
        field: HeadField,
    },
    /// A field of the answer to an item.
    Item {
        /// The item.
        item: String,
        /// The field, as files call it.
        field: String,
    },
}

/// The records of a journal. A line that a killed run did not finish, or that cannot be read, is left out.
pub(super) fn read(bytes: &[u8]) -> Vec<Record> {
    bytes.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect()
}

/// The run that the records are of: nothing where the head is missing or of a later format.
pub(super) fn run(records: &[Record]) -> Option<&Run> {
    match records.first() {
        Some(Record::Run(run)) if run.format <= FORMAT => Some(run),
        _ => None,
    }
}
