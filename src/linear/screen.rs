//! How a screen is read out, and what a line means there.

use crate::app::Model;
use crate::i18n::SentenceKey;

/// A screen in lines.
pub(super) struct Screen {
    /// The id of the screen.
    pub id: &'static str,
    /// The key of what help says of it.
    pub help: SentenceKey,
    /// Whether its documents are opened by name.
    pub lists_documents: bool,
    /// Whether it says nothing of a row in focus, so that commands on a station make no sense.
    pub is_overview: bool,
    /// What is read out where it comes to the front.
    pub entered: fn(&Model) -> Vec<String>,
    /// What is in focus, with its place.
    pub part: fn(&Model) -> Vec<String>,
    /// Whether what is in focus is the last.
    pub is_last: fn(&Model) -> bool,
    /// How far it is.
    pub summary: fn(&Model) -> Vec<String>,
    /// What a line means that is no command and no answer.
    pub line: LineMeans,
}

/// What a line means on a screen where nothing is asked; an empty one goes on to the next part, or reads the place again.
#[derive(Clone, Copy)]
pub(super) enum LineMeans {
    /// Nothing.
    Nothing,
    /// A choice of the screen, by its number.
    Choice,
    /// A document, by its number, name or path.
    OpenDocument,
    /// The text of a note.
    Note,
    /// A verdict on an item.
    Verdict,
    /// An answer to a criterion.
    Reply,
    /// The side of a clash that stands.
    Side,
    /// The number of an entry.
    Entry,
}
