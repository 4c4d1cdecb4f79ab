//! Forms that a former run left half filled in: they are offered, and opened again as they were.

use super::form_kind::FormKind;
use super::of::Of;
use crate::app::dialog::{Dialog, PickerItem};
use crate::app::follow_up::product_of;
use crate::app::{Cx, LeftForm, Settled, WorkspaceEffect, form_drafts, place};
use crate::i18n::SentenceKey;

/// What becomes of a form that was left.
#[derive(Clone, Copy)]
enum Left {
    /// It is filled in further.
    Taken,
    /// It is thrown away.
    Dropped,
}

/// Offers a form that was being filled in. It stays undecided until somebody takes it up or throws it away.
pub(in crate::app) fn offer_form(cx: &mut Cx, left: LeftForm) {
    let file = left.form.file.clone();
    let is_there = product_of(&file).is_some_and(|id| cx.model.products.iter().any(|product| product.id == id));
    let is_readable = cx.model.docs.get(&file).is_none_or(crate::app::OpenDocument::is_writable);
    if !is_there || !is_readable {
        cx.model.left_forms.push(left);
        return cx.warn(if is_there {
            sentence!("message.draft-unreadable", file = file)
        } else {
            sentence!("message.draft-waits", file = file)
        });
    }
    let words = cx.model.words;
    let choices = [
        PickerItem::of(words, &sentence!("dialog.draft.take"), Left::Taken).named("take"),
        PickerItem::of(words, &sentence!("dialog.draft.drop"), Left::Dropped).named("drop"),
    ];
    let line = |(label, _, text): (&str, &str, &str)| {
        let label = SentenceKey::find(label).filter(|_| !text.trim().is_empty())?;
        Some(format!("{}: {}", words.say(label), text.trim().replace('\n', "; ")))
    };
    let lines = left.form.texts().filter_map(line).take(6).collect();
    let ask = cx.pick(sentence!("dialog.draft.title", file = &file)).choices(choices).lines(lines).guarded();
    let ask = ask.on_cancel(|cx| cx.say(sentence!("message.draft-kept")));
    ask.then(move |cx, chosen| {
        if let Left::Taken = chosen
            && !take_up(cx, &left)
        {
            return offer_form(cx, left);
        }
        cx.effect(WorkspaceEffect::Settle(Settled::Draft(left.origin)));
    });
}

/// Opens a form as it was left. Says whether it is open.
fn take_up(cx: &mut Cx, left: &LeftForm) -> bool {
    let draft = &left.form;
    let (Some(product), Some(form)) = (product_of(&draft.file), FormKind::of_word(&draft.form)) else { return false };
    let below = cx.model.dialogs.len();
    place::switch_to(cx, product);
    super::open(form, cx, Of::left(product, draft));
    if cx.model.dialogs.len() == below {
        return false;
    }
    if let Some(Dialog::Form(form)) = cx.model.dialog_mut() {
        form.fill(draft);
    }
    // It stands in the journal of this run before that of the other forgets it.
    form_drafts::keep(cx);
    true
}
