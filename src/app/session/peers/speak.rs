//! Saying something to another terminal.

use crate::app::{Cx, SessionEffect, WorkspaceEffect};
use crate::i18n::Sentence;
use crate::workshop::peer::{DoorOrder, PeerId};
use crate::workshop::wire::FromServer;

/// Asks something of the door.
pub(in crate::app) fn order(cx: &mut Cx, order: DoorOrder) {
    cx.effect(WorkspaceEffect::Session(SessionEffect::Door(order)));
}

/// Says something to a terminal.
pub(super) fn say(cx: &mut Cx, peer: PeerId, message: FromServer) {
    order(cx, DoorOrder::Say { peer, message });
}

/// Refuses something, for the program by a word, for the person by a sentence.
pub(super) fn no(cx: &mut Cx, peer: PeerId, seq: Option<u64>, code: &str, why: &Sentence) {
    let text = cx.model.words.tell(why);
    say(cx, peer, FromServer::No { seq, code: code.to_owned(), text });
}

/// Ends a connection, for the program by a word, for the person by a sentence.
pub(super) fn hang_up(cx: &mut Cx, peer: PeerId, code: &'static str, why: &Sentence) {
    let text = cx.model.words.tell(why);
    order(cx, DoorOrder::HangUp { peer, code, text });
}
