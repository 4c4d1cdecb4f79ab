//! The forms in which a decision, an action or a parked topic is put down or changed, and how one stands.

mod action;
mod decision;
mod meanwhile;
mod of;
mod parked;
mod standing;

use super::Kind;
use crate::app::dialog::Dialog;
use crate::app::{Cx, Model};

pub(in crate::app) use of::Of;
pub(in crate::app) use standing::stands;

/// Asks for an entry, over whatever lies in front. Where the same is being asked for in front already, that question stays,
/// which is said.
pub(in crate::app) fn ask(cx: &mut Cx, kind: Kind, of: Of) {
    if is_asked(cx.model, kind) {
        return cx.warn(sentence!("message.asked-already"));
    }
    cx.lay_aside();
    match kind {
        Kind::Decision => decision::ask(cx, of),
        Kind::Action => action::ask(cx, of),
        Kind::Parked => parked::ask(cx, of),
    }
}

/// Whether an entry of that kind is being asked for in front.
fn is_asked(model: &Model, kind: Kind) -> bool {
    let title = match kind {
        Kind::Decision => key!("dialog.decide.title"),
        Kind::Action => key!("dialog.action.title"),
        Kind::Parked => key!("dialog.park.title"),
    };
    model.dialog().map(Dialog::title).is_some_and(|asked| asked.key == title)
}
