//! What is to be saved, and what came of it: the words in which the runtime, what saves, and where files lie speak.

use std::sync::Arc;

use crate::codec::Reading;
use crate::document::{DocumentBody, Id};
use crate::merge::Merged;
use crate::store::SaveError;

/// A file as it stands, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The bytes.
    pub bytes: Arc<[u8]>,
    /// What they say.
    pub sheet: DocumentBody,
}

/// A sheet to be saved.
#[derive(Clone, Debug)]
pub struct Request {
    /// The file, its path relative to the workspace.
    pub file: String,
    /// What the sheet grew out of.
    pub base: Saved,
    /// The number of the request whose outcome `base` is; 0 where it is the file as it was opened.
    pub base_revision: u64,
    /// What stood in the file shortly before, the newest first.
    pub earlier: Vec<DocumentBody>,
    /// The sheet.
    pub ours: DocumentBody,
    /// A number that rises from request to request.
    pub revision: u64,
    /// Whether a file that is gone is written again.
    pub again: bool,
    /// Whether something was taken back or made again since the last save, so that the file may get a text it had before.
    pub takes_back: bool,
    /// What was put into it since.
    pub copied: Vec<Copied>,
}

/// A note that was put into a file: a copy of another, or one that was cut from where it stood.
#[derive(Clone, Debug)]
pub struct Copied {
    /// The id that it had.
    pub of: Id,
    /// The id that it has now.
    pub to: Id,
    /// The texts of the files in one of which it stood then. It is looked for by whoever saves: looking costs by their size.
    pub texts: Arc<[Arc<[u8]>]>,
}

/// What came of a request, and with it of all earlier ones for the same file.
#[derive(Clone, Debug)]
pub struct Report {
    /// The file.
    pub file: String,
    /// The number of the request.
    pub revision: u64,
    /// What came of it.
    pub outcome: SaveOutcome,
}

/// What came of saving.
#[derive(Clone, Debug)]
pub enum SaveOutcome {
    /// The file says what ours says. Nothing was written where it said so already.
    Saved(Saved),
    /// Somebody else had written; the file now says what both said.
    Merged(Saved),
    /// Somebody else had written, and some of it clashes with ours. Nothing was written. Once a person has settled the
    /// clashes on the merged sheet, it is saved with `theirs` as its base.
    Clashes {
        /// Both sides' changes, and what clashes.
        merged: Merged,
        /// What stands in the file.
        theirs: Saved,
    },
    /// Somebody else has written what cannot be merged: invalid, newer or conflicted. Nothing was written.
    Blocked {
        /// What was read.
        reading: Box<Reading>,
        /// The bytes of the file.
        bytes: Arc<[u8]>,
    },
    /// Somebody else has removed the file. Nothing was written; `write_again` brings it back.
    Gone,
    /// The disk said no. What stood there still stands there.
    Failed(SaveError),
}

impl SaveOutcome {
    /// What stands in the file now, where ours is in it.
    #[must_use]
    pub fn saved(&self) -> Option<&Saved> {
        match self {
            Self::Saved(saved) | Self::Merged(saved) => Some(saved),
            _ => None,
        }
    }
}
