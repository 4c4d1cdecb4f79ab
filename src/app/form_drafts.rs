//! Forms in the journal: what is typed into one that is kept there survives a kill, until the form is taken or closed.

use super::dialog::Dialog;
use super::{Cx, DraftOrigin, Settled, WorkspaceEffect};
use crate::journal::Record;

/// Tells the journal what has changed in forms that it keeps, and which of them are over.
pub(super) fn keep(cx: &mut Cx) {
    let mut open = Vec::new();
    for at in 0..cx.model.dialogs.len() {
        let Dialog::Form(form) = &cx.model.dialogs[at].dialog else { continue };
        let (Some(kept), Some(now)) = (&form.kept, form.draft()) else { continue };
        if let Some(number) = kept.number.filter(|_| kept.draft == now) {
            open.push(number);
            continue;
        }
        let known = kept.number;
        let number = known.unwrap_or_else(|| cx.number());
        if let Dialog::Form(form) = &mut cx.model.dialogs[at].dialog
            && let Some(kept) = &mut form.kept
        {
            (kept.number, kept.draft) = (Some(number), now.clone());
        }
        cx.effect(WorkspaceEffect::Journal(Record::FormKept { number, form: now }));
        open.push(number);
    }
    for number in std::mem::take(&mut cx.model.kept_forms) {
        if !open.contains(&number) {
            cx.effect(WorkspaceEffect::Settle(Settled::Draft(DraftOrigin::Here { number })));
        }
    }
    cx.model.kept_forms = open;
}
