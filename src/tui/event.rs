//! What reaches the loop.

use std::sync::mpsc::Receiver;

use crate::app::{Key, Message};
#[cfg(unix)]
use crate::remote::client::Heard;
use crate::workspace::WorkspaceEvent;

/// Something that reached the loop.
#[derive(Debug)]
pub(crate) enum Event {
    /// From the keyboard or the mouse.
    Input(Message),
    /// An escape and a key as one: what they are depends on what keys mean where they come.
    Escaped(Key),
    /// The window has the focus again.
    Focused,
    /// The terminal said what its background is like, soon after it was asked.
    Background {
        /// Whether it is light.
        is_light_background: bool,
    },
    /// The keyboard is gone.
    InputLost,
    /// From standard input, in linear mode.
    Line(Line),
    /// From the workspace: something was saved, or has changed.
    Workspace(WorkspaceEvent),
    /// From the connection to a session that somebody else drives, and which of the connections of this run it is.
    #[cfg(unix)]
    Link(u64, Heard),
    /// From the system: end, with this exit code.
    End(u8),
    /// From the system: stop until called back.
    Stop,
    /// From the system: it goes on, after it was stopped by whatever.
    Continued,
    /// From the system: the terminal has another size.
    Resized,
}

/// What came from standard input.
#[derive(Debug)]
pub(crate) enum Line {
    /// A line, without what ended it.
    Text(String),
    /// A line that is not text.
    NotText,
    /// There will be no other.
    End,
}

/// What the workspace has told and the loop does not look at any more.
pub(crate) fn workspace_events(events: &Receiver<Event>) -> impl Iterator<Item = WorkspaceEvent> {
    events.try_iter().filter_map(|event| match event {
        Event::Workspace(event) => Some(event),
        _ => None,
    })
}
