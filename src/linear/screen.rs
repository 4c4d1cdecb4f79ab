//! How a screen is read out, and what a line means there.

use super::Linear;
use crate::app::{Effect, Env, Model};
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
    /// Takes a line that is no command and no answer; nothing where it means nothing here.
    pub line: fn(&mut Linear, &mut Model, &str, &mut Env) -> Option<Vec<Effect>>,
}
