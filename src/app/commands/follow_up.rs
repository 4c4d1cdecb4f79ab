//! Deciding, acting and parking from anywhere.
//!
//! The text at hand is kept as it is: a form lies over it and is gone afterwards, whichever way it is left.

use super::{Command, Linear, Scope};
use crate::app::Cx;
use crate::app::follow_up::forms::{self, Of};
use crate::app::follow_up::{self, Kind};

/// On every screen with all keys; over a text or a question with those that no text has.
const ANYWHERE: &[Scope] = &[Scope::Everywhere, Scope::Always];

pub(super) const ROWS: &[Command] = &[
    Command::new("decide", ANYWHERE, &["f2", "; 2", "ctrl-x 2"], |cx, _| ask(cx, Kind::Decision))
        .linear(&[Linear::Asks])
        .listed()
        .enabled_when(follow_up::can_write),
    Command::new("action", ANYWHERE, &["f3", "; 3", "ctrl-x 3"], |cx, _| action(cx))
        .linear(&[Linear::Asks])
        .listed()
        .enabled_when(follow_up::can_write),
    Command::new("park", ANYWHERE, &["f4", "; 4", "ctrl-x 4"], |cx, _| ask(cx, Kind::Parked))
        .linear(&[Linear::Asks])
        .listed()
        .enabled_when(follow_up::can_write),
];

fn ask(cx: &mut Cx, kind: Kind) {
    if let Some(of) = Of::new(cx.model) {
        forms::ask(cx, kind, of);
    }
}

/// Saves the decision that is being written, and asks for an action that follows from it; elsewhere for any action.
fn action(cx: &mut Cx) {
    if !cx.lead_on("action") {
        ask(cx, Kind::Action);
    }
}
