//! The forms in which a decision, an action or a parked topic is put down or changed, and how one stands.

mod action;
mod decision;
mod form_kind;
mod meanwhile;
mod of;
mod parked;
mod standing;

use std::rc::Rc;

use super::Kind;
use crate::app::dialog::Dialog;
use crate::app::form_drafts::Reopen;
use crate::app::{Cx, Model, place};
use crate::journal::FormDraft;
use form_kind::FormKind;

pub(in crate::app) use of::Of;
pub(in crate::app) use standing::stands;

/// Asks for an entry, over whatever lies in front. Where the same is being asked for in front already, that question stays,
/// which is said.
pub(in crate::app) fn ask(cx: &mut Cx, kind: Kind, of: Of) {
    if is_asked(cx.model, kind) {
        return cx.warn(sentence!("message.asked-already"));
    }
    cx.lay_aside();
    open(FormKind::Entry(kind), cx, of);
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

/// Each of them can be opened again.
pub(in crate::app) const FORMS: &[Reopen] = &[
    Reopen::new(FormKind::Entry(Kind::Decision).word(), reopen),
    Reopen::new(FormKind::Entry(Kind::Action).word(), reopen),
    Reopen::new(FormKind::Entry(Kind::Parked).word(), reopen),
    Reopen::new(FormKind::HandOver(Kind::Action).word(), reopen),
    Reopen::new(FormKind::HandOver(Kind::Parked).word(), reopen),
    Reopen::new(FormKind::Drop(Kind::Action).word(), reopen),
    Reopen::new(FormKind::Drop(Kind::Parked).word(), reopen),
    Reopen::new(FormKind::Holds.word(), reopen),
];

fn reopen(cx: &mut Cx, draft: &FormDraft) {
    if let (Some(product), Some(form)) = (super::product_of(&draft.file), FormKind::of_word(&draft.form)) {
        place::switch_to(cx, product);
        open(form, cx, Of::left(product, draft));
    }
}

/// Opens a form.
fn open(form: FormKind, cx: &mut Cx, of: Of) {
    match form {
        FormKind::Entry(Kind::Decision) => decision::ask(cx, of),
        FormKind::Entry(Kind::Action) => action::ask(cx, of),
        FormKind::Entry(Kind::Parked) => parked::ask(cx, of),
        FormKind::HandOver(kind) => standing::hand_over(cx, kind, of, Rc::new(|_| ())),
        FormKind::Drop(kind) => standing::drop_it(cx, kind, of, Rc::new(|_| ())),
        FormKind::Holds => standing::look_again(cx, of, Rc::new(|_| ())),
    }
}
