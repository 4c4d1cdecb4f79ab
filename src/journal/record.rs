//! What stands in the journal: one record a line, as JSON.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::document::{Anchor, Field, Id, Transaction};

/// Number of the journal's format. In the first one every step had a label, without which that version does not read it.
pub const FORMAT: u32 = 2;

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
        #[serde(rename = "n")]
        number: u64,
        /// The file it changes.
        file: String,
        /// The step.
        step: Transaction,
        /// Whether it is what the draft was for, which ends with it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        ends_draft: bool,
    },
    /// A step was taken back.
    Undo {
        /// Its own number.
        #[serde(rename = "n")]
        number: u64,
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
        #[serde(rename = "n")]
        number: u64,
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
        /// Digest of what was written: `sha256:` and 64 hexadecimal digits.
        digest: String,
    },
    /// What bears these numbers was withdrawn, the changes as well as what took them back: nobody had meant it.
    Withdrawn {
        /// The first number.
        from: u64,
        /// The last number.
        upto: u64,
    },
    /// Text is being typed.
    Draft(Draft),
    /// Nothing is being typed any more.
    DraftDone,
    /// A record of a later version of the program.
    #[serde(other)]
    Unknown,
}

impl Record {
    /// The number of a step, an undo or a redo.
    #[must_use]
    pub fn number(&self) -> Option<u64> {
        match self {
            Self::Step { number, .. } | Self::Undo { number, .. } | Self::Redo { number, .. } => Some(*number),
            _ => None,
        }
    }
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
    #[serde(rename = "note")]
    Field {
        /// The note.
        id: Id,
        /// The field.
        field: Field,
    },
}

/// The records of a journal. A line that a killed run did not finish, or that cannot be read, is left out.
#[must_use]
pub fn read(bytes: &[u8]) -> Vec<Record> {
    bytes.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect()
}

/// The run that the records are of: nothing where the head is missing or of a later format.
#[must_use]
pub fn run(records: &[Record]) -> Option<&Run> {
    match records.first() {
        Some(Record::Run(run)) if run.format <= FORMAT => Some(run),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::{Edit, Note};

    /// A journal of the first format with a line of every kind it had. It had drafts of reasons, titles and answers too,
    /// which no version has written.
    const FIRST_FORMAT: &str = include_str!("first_format.jsonl");

    #[test]
    fn a_journal_of_the_first_format_is_read() {
        let id = Id::new("t7qm4k").expect("an id");
        let at = Anchor { section: "tasks".into(), after: None };
        let insert = Edit::Insert { at: at.clone(), note: Arc::new(Note::new(id, "one")) };
        let step = Transaction { edits: vec![insert] };
        let file = || "orders/x.toml".to_owned();
        let draft = |target, text: &str| Record::Draft(Draft { file: file(), target, text: text.into(), cursor: 1 });
        let after = Anchor { after: Some(id), ..at };
        let started = DateTime::from_timestamp_millis(1_795_000_000_000).expect("a time");
        let head = Run { format: 1, workspace: "/a".into(), started, pid: 7, version: "0.1.0".into() };
        let records = read(FIRST_FORMAT.as_bytes());
        assert_eq!(run(&records), Some(&head));
        assert_eq!(
            records,
            [
                Record::Run(head),
                draft(DraftTarget::New { at: after }, "o"),
                Record::Step { number: 5, file: file(), step: step.clone(), ends_draft: true },
                draft(DraftTarget::Field { id, field: Field::Text }, "tw"),
                Record::DraftDone,
                Record::Undo { number: 6, of: 5, file: file(), step: step.inverse() },
                Record::Redo { number: 7, of: 5, file: file(), step },
                Record::Saved { file: file(), upto: 7, digest: "sha256:0".into() },
                Record::Unknown,
            ]
        );
    }
}
