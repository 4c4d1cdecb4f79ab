//! Cards that are typed in while others write at keyboards of their own: they are hidden like theirs, and belong to nobody.

use super::glance::place_title;
use super::happening::{happen, running};
use crate::app::dialog::{Cover, FormField, Keeping, Problem};
use crate::app::{Cx, Model};
use crate::i18n::SentenceKey;
use crate::workshop::event::Event;
use crate::workshop::hidden::{HiddenNote, Place};
use crate::workshop::state::LiveBlock;

const CARD: SentenceKey = key!("dialog.card.line");

/// Where cards of a block are hidden: in its section, where somebody writes at a keyboard of their own, or something is
/// hidden there already.
#[must_use]
pub(in crate::app) fn hidden_place(model: &Model, block: &LiveBlock) -> Option<Place> {
    let running = model.running_session()?;
    let place = Place { canvas: block.canvas.clone()?, section: block.section.clone()? };
    let is_any = running.peers.seated() > 0 || running.session.state().hidden_in(&place).next().is_some();
    is_any.then_some(place)
}

/// Asks for the next card; an empty line ends that. What the room can see of it is a sign for each character.
pub(in crate::app) fn ask(cx: &mut Cx, place: Place) {
    let Some(state) = cx.model.running_session().map(|running| running.session.state()) else { return };
    let is_shared = !state.is_private;
    let hidden = cx.model.words.tell(&sentence!("session.hidden").count(state.count(&place).notes));
    let title = sentence!("dialog.card.title", place = place_title(cx.model, &place));
    let field = FormField::line(CARD, "");
    let field = if is_shared {
        field.covered(Cover::Letters).hint(key!("dialog.card.hint-covered"))
    } else {
        field.hint(key!("dialog.card.hint"))
    };
    cx.form(title, Keeping::Secret).lines(vec![hidden]).fields([field]).whole().then(move |cx, form| {
        let text = form.first();
        if text.is_empty() {
            return Ok(());
        }
        let key = running(cx.model).map(|running| std::sync::Arc::make_mut(&mut running.session).draw_key());
        let note = HiddenNote { key: key.unwrap_or_default(), seat: None, place: place.clone(), text };
        if !happen(cx, Event::Wrote { note }) {
            return Err(Problem::at(CARD, sentence!("dialog.card.too-much")));
        }
        ask(cx, place.clone());
        Ok(())
    });
}
