//! Forms in the journal: what is typed into one survives a kill, until the form is taken or closed. At the next start it is
//! offered ([`offer`]), and the form is opened again as it was.

mod offer;
mod reopen;
mod state;
mod table;

use super::dialog::{Dialog, Form, Keeping, KeptForm};
use super::{Cx, DraftOrigin, Settled, WorkspaceEffect};
use crate::journal::Record;

pub(in crate::app) use offer::{offer_form, outcome};
pub(in crate::app) use reopen::Reopen;
pub(in crate::app) use state::FormDrafts;

/// Tells the journal what has changed in forms that it keeps, and which of them are over.
pub(super) fn keep(cx: &mut Cx) {
    let filled_in = fill_in(cx);
    let mut open = Vec::new();
    for at in 0..cx.model.dialogs.len() {
        let Some((form, over)) = with_what_lies_over(cx, at) else { continue };
        let (Some(kept), Some(now)) = (form.keeping.kept(), form.draft(&over)) else { continue };
        if let Some(number) = kept.number.filter(|_| kept.draft == now) {
            open.push(number);
            continue;
        }
        let known = kept.number;
        let number = known.unwrap_or_else(|| cx.number());
        if let Some(kept) = kept_at(cx, at) {
            (kept.number, kept.draft) = (Some(number), now.clone());
        }
        cx.effect(WorkspaceEffect::Journal(Record::FormKept { number, form: now }));
        open.push(number);
    }
    for number in std::mem::replace(&mut cx.model.form_drafts.kept, open.clone()) {
        let origin = DraftOrigin::Here { number };
        let is_sent = cx.model.form_drafts.all_mut().any(|left| left.origin == origin);
        if !open.contains(&number) && !is_sent {
            cx.effect(WorkspaceEffect::Settle(Settled::Draft(origin)));
        }
    }
    // By now it stands in the journal of this run.
    for origin in filled_in {
        cx.effect(WorkspaceEffect::Settle(Settled::Draft(origin)));
    }
}

/// The form in that place, and the forms over it that are parts of it.
fn with_what_lies_over<'m>(cx: &'m Cx, at: usize) -> Option<(&'m Form, Vec<&'m Form>)> {
    let mut forms = cx.model.dialogs.iter().skip(at).map(|question| match &question.dialog {
        Dialog::Form(form) => Some(form),
        _ => None,
    });
    let form = forms.next()??;
    let over = forms.map_while(|form| form.filter(|form| matches!(form.keeping, Keeping::Below))).collect();
    Some((form, over))
}

fn kept_at<'m>(cx: &'m mut Cx, at: usize) -> Option<&'m mut KeptForm> {
    match &mut cx.model.dialogs.get_mut(at)?.dialog {
        Dialog::Form(form) => form.keeping.kept_mut(),
        _ => None,
    }
}

/// Fills in the forms that were taken up and are open now. Gives back where they were left.
fn fill_in(cx: &mut Cx) -> Vec<DraftOrigin> {
    let model = &mut *cx.model;
    let mut filled = Vec::new();
    model.form_drafts.taken_up.retain(|left| {
        let forms = model.dialogs.iter_mut().filter_map(|question| match &mut question.dialog {
            Dialog::Form(form) => Some(form),
            _ => None,
        });
        let is_it = |form: &&mut Form| {
            form.keeping.kept().is_some_and(|kept| kept.number.is_none() && kept.draft.is_about_the_same(&left.form))
        };
        let Some(form) = forms.rev().find(is_it) else { return true };
        form.fill(&left.form);
        filled.push(left.origin);
        false
    });
    filled
}
