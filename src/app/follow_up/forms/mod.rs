//! The forms in which a decision, an action or a parked topic is put down or changed, and how one stands.

mod action;
mod decision;
mod left;
mod meanwhile;
mod of;
mod parked;
mod standing;

use super::Kind;
use crate::app::dialog::Dialog;
use crate::app::{Cx, Model};

pub(in crate::app) use left::offer_form;
pub(in crate::app) use of::Of;
pub(in crate::app) use standing::stands;

/// Asks for an entry, over whatever lies in front. Where the same is being asked for in front already, that question stays,
/// which is said.
pub(in crate::app) fn ask(cx: &mut Cx, kind: Kind, of: Of) {
    if is_asked(cx.model, kind) {
        return cx.warn(sentence!("message.asked-already"));
    }
    cx.lay_aside();
    Form::Entry(kind).open(cx, of);
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

/// A form, by what it does.
#[derive(Clone, Copy)]
enum Form {
    /// Puts an entry down, or changes it.
    Entry(Kind),
    /// Says who sees to an entry from now on.
    HandOver(Kind),
    /// Says why nobody sees to an entry any more.
    Drop(Kind),
    /// Says when a decision is looked at again.
    Holds,
}

impl Form {
    const ALL: [Self; 8] = [
        Self::Entry(Kind::Decision),
        Self::Entry(Kind::Action),
        Self::Entry(Kind::Parked),
        Self::HandOver(Kind::Action),
        Self::HandOver(Kind::Parked),
        Self::Drop(Kind::Action),
        Self::Drop(Kind::Parked),
        Self::Holds,
    ];

    /// What it is called in the journal.
    const fn word(self) -> &'static str {
        match self {
            Self::Entry(Kind::Decision) => "decision",
            Self::Entry(Kind::Action) => "action",
            Self::Entry(Kind::Parked) => "parked",
            Self::HandOver(Kind::Parked) => "hand-over-parked",
            Self::HandOver(_) => "hand-over-action",
            Self::Drop(Kind::Parked) => "drop-parked",
            Self::Drop(_) => "drop-action",
            Self::Holds => "decision-holds",
        }
    }

    /// The form that is called so there.
    fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.word() == word)
    }

    /// Opens it.
    fn open(self, cx: &mut Cx, of: Of) {
        match self {
            Self::Entry(Kind::Decision) => decision::ask(cx, of),
            Self::Entry(Kind::Action) => action::ask(cx, of),
            Self::Entry(Kind::Parked) => parked::ask(cx, of),
            Self::HandOver(kind) => standing::hand_over(cx, kind, of, |_| ()),
            Self::Drop(kind) => standing::drop_it(cx, kind, of, |_| ()),
            Self::Holds => standing::look_again(cx, of, |_| ()),
        }
    }
}
