//! Signs explain themselves the first time a person meets them: in the line for messages while nothing is said there, one at
//! a time, and never again once it could be read.

use std::time::Duration;

use super::met::Sign;
use super::screen::{CanvasState, sections_of};
use super::{Cx, Model, TerminalEffect, relations};
use crate::document::Note;

/// How long a sign is explained before it counts as met.
const LONG_ENOUGH: Duration = Duration::from_secs(2);

/// A key came: what could be read before counts as met.
pub(super) fn read(cx: &mut Cx) {
    let now = cx.env.now;
    let met = &mut cx.model.met;
    let Some((sign, _)) = met.shown.filter(|(_, since)| now.saturating_sub(*since) >= LONG_ENOUGH) else { return };
    met.shown = None;
    if met.known.as_mut().is_some_and(|known| known.insert(sign.word().to_owned())) {
        cx.effect(TerminalEffect::RememberMet { sign: sign.word() });
    }
}

/// Looks whether what is in focus has a sign that the person does not know.
pub(super) fn look(cx: &mut Cx) {
    let sign = unknown(cx.model);
    if sign != cx.model.met.explained() {
        cx.model.met.shown = sign.map(|sign| (sign, cx.env.now));
    }
}

fn unknown(model: &Model) -> Option<Sign> {
    let known = model.met.known.as_ref()?;
    let is_busy = !model.dialogs.is_empty() || model.overlay.is_some() || model.messages.line().is_some();
    let state = model.front::<CanvasState>().filter(|state| !is_busy && state.editing.is_none())?;
    let doc = model.docs.get(&state.file)?;
    let canvas = doc.canvas()?;
    let template = sections_of(doc, &model.method).get(state.section).and_then(|view| view.template)?;
    let of_note = |note: &Note| {
        let kind = note.kind.unwrap_or(template.default_kind);
        let has = |is_there: bool, sign: Sign| is_there.then_some(sign);
        [
            Some(Sign::Kind(kind)),
            has(note.question.is_some(), Sign::Question),
            note.basis.map(Sign::Basis),
            has(note.under.is_some(), Sign::Grouped),
            has(!relations::of(model, &state.file, note.id).is_empty(), Sign::Relation),
        ]
    };
    let signs = state.note.and_then(|id| canvas.note(id)).map(|note| of_note(note)).into_iter().flatten().flatten();
    signs.chain(template.highlight.then_some(Sign::Highlight)).find(|sign| !known.contains(sign.word()))
}
