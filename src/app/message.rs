//! What reaches the program from outside.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::committing::{CommitRefused, Committable};
use super::publishing::Publishable;
use super::revisions::Revisions;
use super::{Capabilities, Key, OpenDocument, ProductInfo, Size, Tone};
use crate::assess::standing::StandingSign;
use crate::document::session::SessionState;
use crate::document::{DocumentBody, Edit, Transaction};
use crate::i18n::Sentence;
use crate::journal::{Draft, FormDraft, History};
use crate::merge::Conflict;
use crate::method::Method;
use crate::workshop::log::Replayed;
use crate::workshop::peer::DoorNews;

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// An escape and a key came as one, as they do where Alt is held, and where one follows the other fast.
    Escaped(Key),
    /// Text was pasted, as one piece.
    Paste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The terminal has another size.
    Resize(Size),
    /// What the screen is drawn with from now on: another theme, where the one that was asked for cannot be used, and
    /// what the terminal turned out to be capable of.
    Appearance {
        /// The name of the theme.
        theme: String,
        /// What the terminal can do.
        capabilities: Capabilities,
    },
    /// The terminal says what its background is like.
    Background {
        /// Whether it is light.
        is_light_background: bool,
    },
    /// A frame has shown what stands on the message line.
    Shown,
    /// A workspace was read.
    Opened(Box<Opened>),
    /// The journal of the workspace was read; before this, nothing is changed.
    HistoryLoaded {
        /// What can be taken back.
        history: History,
        /// The number of the next step.
        next_number: u64,
    },
    /// A file was read, for the first time or because it changed outside.
    Loaded(Box<Loaded>),
    /// Method files of the team or the user changed: the method is this from here on.
    Method(Arc<Method>),
    /// Edits of a document that come from no key: one step that can be taken back.
    Change {
        /// Path relative to the workspace.
        file: String,
        /// The edits, in order.
        edits: Vec<Edit>,
    },
    /// A file is gone.
    FileRemoved {
        /// Path relative to the workspace.
        file: String,
    },
    /// A file has another name: another run of the program gave it one.
    Renamed {
        /// The path it had, relative to the workspace.
        from: String,
        /// The path it has.
        to: String,
        /// What stands in it now.
        doc: Box<OpenDocument>,
    },
    /// How the documents stand against git and their versions, by path; of the others there is nothing to say.
    Standing(BTreeMap<String, StandingSign>),
    /// A file was created; it follows as [`Message::Loaded`] before this.
    Created {
        /// Path relative to the workspace.
        file: String,
    },
    /// The file holds what the sheet said when its serial number was `serial`.
    Saved {
        /// Path relative to the workspace.
        file: String,
        /// Serial number of what was saved.
        serial: u64,
    },
    /// Somebody else had written the file; both sides were brought together and saved.
    Merged {
        /// Path relative to the workspace.
        file: String,
        /// Serial number of what was to be saved.
        serial: u64,
        /// What was to be saved.
        ours: DocumentBody,
        /// What stands in the file now.
        merged: DocumentBody,
        /// Where both had changed the same thing; their side stands in `merged`.
        conflicts: Vec<Conflict>,
    },
    /// A file could not be saved; the work stays on the screen.
    SaveFailed {
        /// Path relative to the workspace.
        file: String,
        /// What happened and what to do.
        reason: Sentence,
        /// Whether it may go well by itself later, so that it is worth trying again.
        try_again: bool,
    },
    /// The time that [`Model::next_deadline`](super::Model::next_deadline) named has come.
    Deadline,
    /// Somebody else is writing a file, or has just done so: it is to be looked at again in a moment.
    Unsettled {
        /// Path relative to the workspace.
        file: String,
    },
    /// Somebody else has written a file without having seen what was saved last: it is to be saved once more.
    SaveAgain {
        /// Path relative to the workspace.
        file: String,
    },
    /// A file that could not be saved has changed: it is worth trying again now.
    RetrySave {
        /// Path relative to the workspace.
        file: String,
    },
    /// A file that was gone is there again, as it was.
    FileRestored {
        /// Path relative to the workspace.
        file: String,
    },
    /// A text comes back from the person's own editor.
    Edited(String),
    /// A document can be published.
    Publishable(Box<Publishable>),
    /// Files of the workspace can be committed.
    Committable(Committable),
    /// Files were committed, or were not.
    Committed {
        /// How many.
        count: usize,
        /// The name of the commit, or why there is none.
        outcome: Result<String, CommitRefused>,
    },
    /// What a form asked for was done, or could not be.
    Outcome {
        /// The form.
        form: SentForm,
        /// Whether it was done.
        is_done: bool,
    },
    /// Versions and commits of a document were read.
    Revisions(Revisions),
    /// What came of something that a workshop session asked for.
    Session(SessionNews),
    /// Something to say.
    Notify {
        /// An error where something that was asked for could not be done, a warning where it may not have come about.
        tone: Tone,
        /// What is said.
        sentence: Sentence,
    },
    /// A former run of the program left something unfinished.
    RecoveryFound {
        /// Finished edits that are not in the file, oldest first.
        steps: Vec<(String, Transaction)>,
        /// What can be done to no file, file by file.
        left: Vec<LeftChanges>,
        /// Texts that belong to no step.
        drafts: Vec<LeftDraft>,
        /// Forms that were being filled in.
        forms: Vec<LeftForm>,
    },
}

/// What came of something that a workshop session asked for.
#[derive(Clone, Debug)]
pub enum SessionNews {
    /// The sessions of a product, the oldest first.
    Found {
        /// Id of the product.
        product: String,
        /// The sessions.
        sessions: Vec<SessionListing>,
    },
    /// A record was read.
    Loaded {
        /// Its path, relative to the workspace.
        file: String,
    },
    /// What became of the private log.
    Held(Held),
    /// Something could not be kept in it: it is in memory alone.
    NotKept(Sentence),
    /// What was kept of a session that is closed could not be removed.
    NotForgotten(Sentence),
    /// Something came from the other terminals.
    Door(DoorNews),
}

/// A session as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionListing {
    /// Path of its record, relative to the workspace.
    pub file: String,
    /// Stem of the record.
    pub stem: String,
    /// What people call it.
    pub title: String,
    /// How far it is.
    pub state: SessionState,
    /// Its day.
    pub date: NaiveDate,
}

/// What became of the private log of a session.
#[derive(Clone, Debug)]
pub enum Held {
    /// Nothing was kept on this machine.
    New,
    /// The session goes on from this.
    GoesOn(Box<Replayed>),
    /// Another run holds it.
    Elsewhere,
    /// There is no place for it: the session is in memory alone.
    InMemory(Sentence),
}

/// Finished edits of a former run that are in no file; they stay on offer until a person has decided.
#[derive(Clone, Debug)]
pub struct LeftChanges {
    /// Path relative to the workspace.
    pub file: String,
    /// The edits, oldest first.
    pub steps: Vec<Transaction>,
    /// Whether the file can be read: then they no longer fit it. Otherwise they wait until it can.
    pub is_readable: bool,
}

/// A text that belongs to no step; it stays on offer until a person has decided.
#[derive(Clone, Debug)]
pub struct LeftDraft {
    /// Who left it.
    pub origin: DraftOrigin,
    /// The text.
    pub draft: Draft,
}

/// A form that was being filled in; it stays on offer until a person has decided.
#[derive(Clone, Debug)]
pub struct LeftForm {
    /// Who left it.
    pub origin: DraftOrigin,
    /// The form.
    pub form: FormDraft,
}

/// A form of which it turns out later whether what it asked for could be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentForm {
    /// That of a version.
    Publish,
    /// That of a commit.
    Commit,
    /// That of a new product.
    Product,
}

impl SentForm {
    /// What it is called in the journal.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Commit => "commit",
            Self::Product => "new-product",
        }
    }
}

/// Who left a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftOrigin {
    /// A run that died.
    Former {
        /// Which.
        run: usize,
        /// The number under which it was put aside; nothing where it was being typed.
        number: Option<u64>,
    },
    /// This run, which put it aside.
    Here {
        /// The number under which it did.
        number: u64,
    },
}

impl Message {
    /// Something that was asked for could not be done.
    #[must_use]
    pub fn error(sentence: Sentence) -> Self {
        Self::Notify { tone: Tone::Error, sentence }
    }

    /// Something that was asked for may not have come about.
    #[must_use]
    pub fn warning(sentence: Sentence) -> Self {
        Self::Notify { tone: Tone::Warning, sentence }
    }

    /// Something to say.
    #[must_use]
    pub fn info(sentence: Sentence) -> Self {
        Self::Notify { tone: Tone::Plain, sentence }
    }
}

/// What the mouse did, and where: column and row from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub kind: MouseKind,
    /// Column from 0.
    pub x: u16,
    /// Row from 0.
    pub y: u16,
}

/// What a mouse can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button went down.
    Press,
    /// The left button came up.
    Release,
    /// The mouse moved with the left button down.
    Drag,
    /// The wheel turned away.
    WheelUp,
    /// The wheel turned near.
    WheelDown,
}

/// A workspace as it was found.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// The folder that holds `stationmaster.toml`.
    pub root: String,
    /// Its products.
    pub products: Vec<ProductInfo>,
    /// Its documents.
    pub docs: Vec<OpenDocument>,
    /// Document to open, where one was named.
    pub open: Option<String>,
    /// Product to stand in, where one was named.
    pub product: Option<String>,
    /// Ids in use, so that none is drawn twice.
    pub ids: Vec<crate::document::Id>,
    /// Whether this is the example.
    pub demo: bool,
    /// How many documents are still being read; they follow in another [`Message::Opened`].
    pub reading: usize,
    /// The session to go to, where one was asked for.
    pub session: Option<SessionRequest>,
}

/// A session that somebody wants to go to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionRequest {
    /// Path of its record, relative to the workspace; where none was named, the one that runs, or it is asked which.
    pub file: Option<String>,
    /// Whether one that is planned begins at once.
    pub begins: bool,
    /// Whether nobody is let in from another terminal.
    pub is_alone: bool,
    /// Whether it is a rehearsal, on a copy of which nothing is kept.
    pub is_rehearsal: bool,
}

/// A file as it was read.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The document.
    pub doc: OpenDocument,
    /// Whether it was read because somebody else wrote it.
    pub from_outside: bool,
}
