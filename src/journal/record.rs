//! What stands in the journal: one record a line, as JSON.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::decisions::Decisions;
use super::form::FormDraft;
use super::history::renamed;
use super::splice::{Splice, is_zero};
use crate::document::{Anchor, Field, Id, Transaction};

/// Number of the journal's format. In the first one every step had a label, without which that version does not read it; in
/// the second every key wrote the whole text that was being typed, and there was one such text at most.
pub const FORMAT: u32 = 3;

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
    /// A file is saved over: how to have the text again that it had. Stands before the file is written, so that whatever
    /// goes from it is kept.
    Replaced {
        /// The file.
        file: String,
        /// What was there, and what comes in its place.
        #[serde(flatten)]
        text: FormerText,
    },
    /// Notes are put into a file that are copies, or were cut: where the run is killed before the file is saved, how they
    /// stood is looked for once more.
    Copied {
        /// The file.
        file: String,
        /// The id that each had, and the one it has there.
        ids: Vec<(Id, Id)>,
    },
    /// What bears these numbers was withdrawn, the changes as well as what took them back: nobody had meant it.
    Withdrawn {
        /// The first number.
        from: u64,
        /// The last number.
        upto: u64,
    },
    /// Text is being typed: the whole of it so far.
    Draft(Draft),
    /// The text that is being typed has changed since the record before.
    Typed(Splice),
    /// Nothing is being typed any more.
    DraftDone,
    /// A text that belongs to no step could not be put into its file, or is the losing side of a clash: it is put aside
    /// and stays on offer.
    DraftKept {
        /// A number of its own.
        #[serde(rename = "n")]
        number: u64,
        /// The text.
        draft: Draft,
    },
    /// A form is being filled in: all of it so far.
    FormKept {
        /// A number of its own.
        #[serde(rename = "n")]
        number: u64,
        /// The form.
        form: FormDraft,
    },
    /// What was typed into a form has changed since the record before of that number.
    FormTyped {
        /// The number of the form.
        #[serde(rename = "n")]
        number: u64,
        /// The change.
        splice: Splice,
    },
    /// It has been decided about a text that was put aside, or about a form.
    DraftSettled {
        /// Its number.
        #[serde(rename = "n")]
        number: u64,
    },
    /// It was decided about a file in conflict that is not written yet: all that stands so far.
    Decided {
        /// The file.
        file: String,
        /// What was decided.
        decisions: Decisions,
    },
    /// A later run has taken steps of this one up: they are in the file now.
    TakenUp {
        /// The file.
        file: String,
        /// Their numbers.
        numbers: Vec<u64>,
    },
    /// A person has thrown steps of this run away that were in no file.
    ThrownAway {
        /// The file.
        file: String,
        /// Their numbers.
        numbers: Vec<u64>,
    },
    /// A document or a folder of them has another name from here on.
    Moved {
        /// Its path relative to the workspace.
        from: String,
        /// The new one.
        to: String,
    },
    /// A document or a folder of them was removed: its steps are put aside.
    Removed {
        /// Its path relative to the workspace.
        path: String,
        /// What tells this removal from every other.
        kept: String,
    },
    /// What was removed is back, and its steps are, too.
    BroughtBack {
        /// Its path relative to the workspace.
        path: String,
        /// The removal.
        kept: String,
    },
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

    /// The file it is about, where it is about one.
    fn file_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::Step { file, .. }
            | Self::Undo { file, .. }
            | Self::Redo { file, .. }
            | Self::Saved { file, .. }
            | Self::Decided { file, .. }
            | Self::TakenUp { file, .. }
            | Self::ThrownAway { file, .. } => Some(file),
            Self::Draft(draft) | Self::DraftKept { draft, .. } => Some(&mut draft.file),
            Self::FormKept { form, .. } => Some(&mut form.file),
            _ => None,
        }
    }
}

/// A text that was saved over, as what differs from the one that came in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerText {
    /// The digest of the text that was there; see [`digest`].
    pub was: u64,
    /// The digest of the one in its place.
    pub is: u64,
    /// What has to be done to the new one to have the old one again, from its beginning on.
    pub back: Vec<Piece>,
}

/// A piece of a text, in the place of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Where the other one begins, in bytes.
    pub at: usize,
    /// How long the other one is.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub cut: usize,
    /// The piece.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

impl FormerText {
    /// The old text, out of the new one; nothing where that is another.
    #[must_use]
    pub fn of(&self, new: &str) -> Option<String> {
        let mut old = String::with_capacity(new.len() + 256);
        let mut at = 0;
        for piece in &self.back {
            old.push_str(new.get(at..piece.at)?);
            old.push_str(&piece.text);
            at = piece.at.checked_add(piece.cut)?;
        }
        old.push_str(new.get(at..)?);
        (digest(old.as_bytes()) == self.was).then_some(old)
    }

    /// How many bytes of text it keeps.
    #[must_use]
    pub fn len(&self) -> usize {
        self.back.iter().map(|piece| piece.text.len()).sum()
    }

    /// Whether it keeps no text: the new one only has more.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A number that tells texts apart (FNV-1a): of one file, and against mistakes, not against malice. What is found by it is
/// read before it is used.
#[must_use]
pub fn digest(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
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

impl Draft {
    /// What makes this text of an earlier one, in as few bytes as can be; nothing where they are for different things.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Option<Splice> {
        if self.file != earlier.file || self.target != earlier.target {
            return None;
        }
        Splice::between(&earlier.text, &self.text, self.cursor)
    }

    /// Makes a change that was typed. One that does not fit changes nothing: a line before it is missing.
    pub fn splice(&mut self, splice: &Splice) {
        splice.apply(&mut self.text, &mut self.cursor);
    }
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

/// The records of a run with the paths that files have at its end: what was done to a file before it was renamed is told of the
/// file as it is called then.
pub(super) fn with_last_names(records: &[Record]) -> Vec<Record> {
    let mut renames: Vec<(&str, &str)> = Vec::new();
    let mut named: Vec<Record> = Vec::with_capacity(records.len());
    for record in records.iter().rev() {
        let mut other = record.clone();
        if let Some(file) = other.file_mut() {
            // The renames after it, the first one first.
            for (from, to) in renames.iter().rev() {
                if let Some(new) = renamed(file, from, to) {
                    *file = new;
                }
            }
        }
        if let Record::Moved { from, to } = record {
            renames.push((from, to));
        }
        named.push(other);
    }
    named.reverse();
    named
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

    /// However a text comes to be another, the pieces say the same as the whole.
    #[test]
    fn what_was_typed_is_put_together_from_its_pieces() {
        let at = Anchor { section: "tasks".into(), after: None };
        let draft = |text: &str| Draft {
            file: "orders/x.toml".into(),
            target: DraftTarget::New { at: at.clone() },
            text: text.into(),
            cursor: text.len(),
        };
        let texts = ["", "a", "aa", "aaa", "aé", "aè", "è", "日本", "日曜", "本日曜", "", "x\ny", "xy"];
        let mut kept = draft("");
        for text in texts {
            let splice = draft(text).since(&kept).expect("the same target");
            kept.splice(&splice);
            assert_eq!(kept, draft(text));
        }
        let elsewhere = Draft { file: "orders/y.toml".into(), ..draft("") };
        assert_eq!(elsewhere.since(&kept), None);
    }

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
