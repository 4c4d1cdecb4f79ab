//! What the room can see of what is hidden: how much there is, and who sees the picture it is told on. Never a text, never
//! whose it is.

use super::glance::Glance;
use super::peers::views::finished;
use crate::app::Model;
use crate::i18n::{Sentence, SentenceKey};
use crate::workshop::hidden::Place;

/// How many notes are hidden where the room is, and how many have finished, where anything is.
#[must_use]
pub fn hidden_here(model: &Model, glance: &Glance) -> Option<Sentence> {
    let running = model.running_session()?;
    let (canvas, section) = (glance.block.canvas.clone()?, glance.block.section.clone()?);
    let (notes, _) = running.peers.counts.of(&Place { canvas, section });
    match finished(running, &glance.block.kind) {
        Some(finished) if notes == 0 => Some(sentence!("session.finished", done = finished.done, of = finished.of)),
        Some(finished) => {
            Some(sentence!("session.hidden-finished", done = finished.done, of = finished.of).count(notes))
        }
        None if notes > 0 => Some(sentence!("session.hidden").count(notes)),
        None => None,
    }
}

/// Who sees the picture of whoever drives; nothing where that was never asked, because nobody else is there.
#[must_use]
pub fn who_sees(model: &Model) -> Option<SentenceKey> {
    let running = model.running_session()?;
    let is_private = running.session.state().is_private;
    if is_private {
        Some(key!("session.private"))
    } else {
        (running.peers.seated() > 0).then_some(key!("session.shared"))
    }
}
