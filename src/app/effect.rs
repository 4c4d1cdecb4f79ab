//! What the program asks to be done outside: by the terminal, or to the files of the workspace.

use std::sync::Arc;

use chrono::NaiveDate;

use super::DraftOrigin;
use super::committing::Committable;
use super::publishing::Publication;
use crate::document::{DocumentBody, Id};
use crate::journal::Record;
use crate::workshop::clock::{ClockMark, Moment};
use crate::workshop::event::Event;
use crate::workshop::peer::DoorOrder;
use crate::workshop::session::Session;

/// Something to be done.
#[derive(Clone, Debug)]
pub enum Effect {
    /// By whoever has the terminal.
    Terminal(TerminalEffect),
    /// By the runtime of the workspace.
    Workspace(WorkspaceEffect),
}

impl From<TerminalEffect> for Effect {
    fn from(effect: TerminalEffect) -> Self {
        Self::Terminal(effect)
    }
}

impl From<WorkspaceEffect> for Effect {
    fn from(effect: WorkspaceEffect) -> Self {
        Self::Workspace(effect)
    }
}

/// Something for the terminal to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalEffect {
    /// Hand a text to the system's clipboard, through the terminal.
    Copy {
        /// The text.
        text: String,
    },
    /// Take the mouse from the terminal, or give it back.
    CaptureMouse {
        /// Whether it is the program's.
        on: bool,
    },
    /// Open a text in the person's own editor; answered by `Edited` or `Notify`.
    OpenEditor {
        /// The text.
        text: String,
    },
    /// Keep a setting in the user's configuration.
    RememberSetting {
        /// Its name.
        name: &'static str,
        /// Its value as a word.
        value: String,
    },
    /// Remember that a sign was explained to the person.
    RememberMet {
        /// Its word.
        sign: &'static str,
    },
    /// Draw the next frame from nothing: something else may have written over the last one.
    Redraw,
    /// Stop the program until it is called back.
    Suspend,
    /// Leave, with everything saved.
    Quit,
    /// Leave, rehearse a planned session on a copy, and come back to it.
    Rehearse {
        /// Path of its record, relative to the workspace.
        file: String,
    },
}

/// Something to do to the workspace.
#[derive(Clone, Debug)]
pub enum WorkspaceEffect {
    /// Write into the journal, before the next key is looked at.
    Journal(Record),
    /// Bring a file to what the sheet says; answered by `Saved`, `Merged` or `SaveFailed`.
    Save {
        /// Path relative to the workspace.
        file: String,
        /// Serial number, to be named in the answer.
        serial: u64,
        /// What the file should say.
        sheet: DocumentBody,
    },
    /// Create a workspace and a product in it, and open it; answered by `Opened`.
    CreateWorkspace {
        /// Name of the product.
        product: String,
        /// Id of its cycle.
        cycle: String,
    },
    /// Create another product in the workspace; answered by `Loaded` and `Created`.
    CreateProduct {
        /// Its id, which no other has.
        id: String,
        /// Its name.
        name: String,
        /// Id of its cycle.
        cycle: String,
    },
    /// Make and open the example; answered by `Opened`.
    OpenDemo {
        /// The day that its dates are counted from.
        today: NaiveDate,
    },
    /// Create a document from a template; answered by `Loaded` and `Created`.
    CreateDocument {
        /// Id of the product.
        product: String,
        /// Id of the template.
        template: String,
    },
    /// Create the file of a register, in which nothing stands. Where somebody else has made it meanwhile, what is saved next is
    /// merged with it; where it cannot be created, what is saved next makes it.
    CreateRegister {
        /// Path relative to the workspace.
        file: String,
    },
    /// Write a file in conflict as it was settled; answered by `Loaded`.
    WriteSettled {
        /// Path relative to the workspace.
        file: String,
        /// What stood in it when its versions were read: where something else stands there by now, nothing is written.
        old: Arc<[u8]>,
        /// What is to stand in it.
        new: Vec<u8>,
        /// How many clashes are left between markers.
        left: usize,
        /// Whether git holds it in conflict.
        is_in_index: bool,
    },
    /// Find out whether a document can be published, and what has changed since its last version; answered by `Publishable`
    /// or by what is said.
    PreparePublishing {
        /// Path relative to the workspace.
        file: String,
        /// The day.
        today: NaiveDate,
    },
    /// Publish a document as it stands in its file; answered by `Loaded`.
    Publish {
        /// Path relative to the workspace.
        file: String,
        /// What goes with the version.
        asked: Publication,
        /// The day.
        today: NaiveDate,
    },
    /// Find out what would be committed; answered by `Committable`.
    PrepareCommit,
    /// Commit files of the workspace; answered by `Committed`.
    Commit(Committable),
    /// Read the versions and commits of a document; answered by `Revisions`, several times.
    ReadRevisions {
        /// Path relative to the workspace.
        file: String,
        /// A number, to be named in the answers.
        asked: u32,
    },
    /// A note is put into a document again that stood in another state of it: what the program does not know of it comes
    /// with it. To be asked for before the change.
    TakeBack {
        /// Path relative to the workspace.
        file: String,
        /// The note.
        id: Id,
        /// The text of the file as it was.
        text: Arc<str>,
    },
    /// Read every file again.
    ReloadAll,
    /// Look once more at a file that somebody else was writing; asked for by `Unsettled`.
    Look {
        /// Path relative to the workspace.
        file: String,
    },
    /// Notes are put into a document that are copies, or were cut: the text of each is kept with it. To be asked for before
    /// the change.
    Copy {
        /// Path relative to the workspace.
        file: String,
        /// The id that each had, and the one it has there.
        ids: Vec<(Id, Id)>,
    },
    /// A person has decided about something that was left; it is not offered again.
    Settle(Settled),
    /// Something of a workshop session.
    Session(SessionEffect),
}

/// What a workshop session asks to be done.
#[derive(Clone, Debug)]
pub enum SessionEffect {
    /// Find the sessions of a product; answered by `SessionNews::Found`.
    Find {
        /// Id of the product.
        product: String,
    },
    /// Read the record of one; answered by `Loaded` and `SessionNews::Loaded`.
    Read {
        /// Path of the record, relative to the workspace.
        file: String,
        /// Id of the product.
        product: String,
        /// Stem of the record.
        stem: String,
    },
    /// Take the private log of a session into this run's hands; answered by `SessionNews::Held`.
    Hold {
        /// Id of the product.
        product: String,
        /// Stem of the record.
        stem: String,
    },
    /// Keep in the log all that the session stands at, and nothing else.
    KeepAll {
        /// The session.
        session: Arc<Session>,
        /// When.
        at: Moment,
    },
    /// Keep what happened, before the next key is looked at.
    Keep {
        /// What happened.
        event: Box<Event>,
        /// The clock just before.
        clock: ClockMark,
        /// The seat whose next message it was; nothing where it came from whoever drives.
        by: Option<Id>,
        /// The session since.
        session: Arc<Session>,
        /// When.
        at: Moment,
    },
    /// Keep that a message of a seat was dealt with of which nothing came.
    Took {
        /// The seat.
        seat: Id,
        /// The session since.
        session: Arc<Session>,
        /// When.
        at: Moment,
    },
    /// Forget everything: the session is closed.
    Forget,
    /// Forget what a run that was killed just after the close of a session left of it.
    Tidy {
        /// Id of the product.
        product: String,
        /// Stem of the record.
        stem: String,
    },
    /// Something of the other terminals; answered by `SessionNews::Door`.
    Door(DoorOrder),
}

/// Something that was left and has been decided about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// A text: it was taken up or thrown away.
    Draft(DraftOrigin),
    /// The edits of former runs that fit no file any more.
    Changes {
        /// Path relative to the workspace.
        file: String,
    },
}
