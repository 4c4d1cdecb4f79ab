//! Texts that a former run left unfinished.

use super::typing;
use crate::app::dialog::PickerItem;
use crate::app::{Cx, WorkspaceEffect};
use crate::journal::{Draft, DraftTarget};

/// What becomes of a text that was left.
#[derive(Clone, Copy)]
enum Left {
    /// It is typed on.
    Taken,
    /// It is thrown away.
    Dropped,
}

/// Offers a text that was being typed. It stays undecided until somebody takes it up or throws it away.
pub fn offer_draft(cx: &mut Cx, draft: Draft) {
    let Draft { file, target, text, .. } = draft;
    if text.trim().is_empty() {
        return;
    }
    cx.model.undecided += 1;
    if !cx.model.docs.contains_key(&file) {
        // It is offered once the file is there.
        return cx.warn(sentence!("message.draft-waits", file = file));
    }
    let words = cx.model.words;
    let choices = [
        PickerItem::of(words, &sentence!("dialog.draft.take"), Left::Taken).named("take"),
        PickerItem::of(words, &sentence!("dialog.draft.drop"), Left::Dropped).named("drop"),
    ];
    let lines = text.lines().take(6).map(str::to_owned).collect();
    let ask = cx.pick(sentence!("dialog.draft.title", file = &file)).choices(choices).lines(lines);
    let ask = ask.on_cancel(|cx| cx.say(sentence!("message.draft-kept")));
    ask.then(move |cx, left| {
        if let Left::Taken = left {
            take_up(cx, &file, target, &text);
        }
        cx.model.undecided = cx.model.undecided.saturating_sub(1);
        if cx.model.undecided == 0 {
            cx.effect(WorkspaceEffect::RecoveryResolved);
        }
    });
}

fn take_up(cx: &mut Cx, file: &str, target: DraftTarget, text: &str) {
    // What another draft has put into the editor becomes a note first.
    typing::keep_what_is_typed(cx);
    if cx.model.doc().map(|doc| doc.file.as_str()) != Some(file) {
        cx.model.screens.truncate(1);
        super::open_doc(cx, file);
    }
    typing::begin(cx, target, text);
    if let Some(record) = typing::draft_record(cx.model) {
        cx.effect(WorkspaceEffect::Journal(record));
    }
}
