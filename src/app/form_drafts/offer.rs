//! Forms that a former run left half filled in: they are offered, and opened again as they were.

use super::Reopen;
use super::table::TABLE;
use crate::app::dialog::PickerItem;
use crate::app::{Cx, LeftForm, OpenDocument, SentForm, Settled, TerminalEffect, WorkspaceEffect, follow_up};
use crate::i18n::{Sentence, SentenceKey};

/// How many lines of it are shown where it is offered.
const MAX_LINES: usize = 6;

/// What becomes of a form that was left.
#[derive(Clone, Copy)]
enum Left {
    /// It is filled in further.
    Taken,
    /// Its texts go to the clipboard, and it is offered again.
    Copied,
    /// It is offered again.
    Kept,
    /// It is thrown away.
    Dropped,
}

/// How a form is opened again; a later version of the program may know others.
fn row_of(left: &LeftForm) -> Option<&'static Reopen> {
    TABLE.into_iter().flatten().find(|row| row.form == left.form.form)
}

/// Something that was asked for with a form was done, or could not be: then it is open again as it was filled in.
pub(in crate::app) fn outcome(cx: &mut Cx, form: SentForm, is_done: bool) {
    let is_it = |left: &mut LeftForm| left.form.form == form.word();
    for left in cx.model.form_drafts.sent.extract_if(.., is_it).collect::<Vec<_>>() {
        match row_of(&left).filter(|_| !is_done) {
            Some(row) => take_up(cx, row, left),
            None => cx.effect(WorkspaceEffect::Settle(Settled::Draft(left.origin))),
        }
    }
}

/// Offers a form that was being filled in. It stays undecided until somebody takes it up or throws it away.
pub(in crate::app) fn offer_form(cx: &mut Cx, left: LeftForm) {
    let file = left.form.file.clone();
    let row = row_of(&left);
    if let Some(waits) = waits(cx, &file, row) {
        cx.model.form_drafts.waiting.push(left);
        return cx.warn(waits);
    }
    let words = cx.model.words;
    let choices = [
        PickerItem::of(words, &sentence!("dialog.draft.take"), Left::Taken).named("take"),
        PickerItem::of(words, &sentence!("dialog.draft.drop"), Left::Dropped).named("drop"),
    ];
    let title = if file.is_empty() {
        sentence!("dialog.draft.title-somewhere")
    } else {
        sentence!("dialog.draft.title", file = &file)
    };
    let lines = lines(cx, &left).into_iter().take(MAX_LINES).collect();
    let ask = cx.pick(title).choices(choices).lines(lines).guarded();
    ask.on_cancel(|cx| cx.say(sentence!("message.draft-kept"))).then(move |cx, chosen| match (chosen, row) {
        (Left::Taken, Some(row)) => take_up(cx, row, left),
        (Left::Taken, None) => offer_text(cx, left),
        _ => cx.effect(WorkspaceEffect::Settle(Settled::Draft(left.origin))),
    });
}

/// What it waits for, where nothing can be typed into its file now.
fn waits(cx: &Cx, file: &str, row: Option<&Reopen>) -> Option<Sentence> {
    if file.is_empty() {
        return None;
    }
    let doc = cx.model.docs.get(file);
    let of_product =
        follow_up::product_of(file).is_some_and(|id| cx.model.products.iter().any(|product| product.id == id));
    // Settings are a document only while they are in conflict.
    let is_in_conflict = row.is_some_and(|row| row.is_in_conflict);
    if doc.is_none() && !of_product && !is_in_conflict {
        return Some(sentence!("message.draft-waits", file = file));
    }
    let is_readable = is_in_conflict || doc.is_none_or(OpenDocument::is_writable);
    (!is_readable).then(|| sentence!("message.draft-unreadable", file = file))
}

/// What was typed, a line a field; of an entry that was there, the fields that were changed.
fn lines(cx: &Cx, left: &LeftForm) -> Vec<String> {
    let words = cx.model.words;
    let is_typed = |(_, stood, text): &(&str, &str, &str)| !text.trim().is_empty() && stood.trim() != text.trim();
    let line = |(label, _, text): (&str, &str, &str)| {
        let label = words.say(SentenceKey::find(label)?);
        Some(format!("{label}: {}", text.trim().replace('\n', "; ")))
    };
    left.form.texts().filter(is_typed).filter_map(line).collect()
}

/// Opens a form as it was left; where what it is about is gone, its texts are offered.
fn take_up(cx: &mut Cx, row: &'static Reopen, left: LeftForm) {
    let (origin, draft, below) = (left.origin, left.form.clone(), cx.model.dialogs.len());
    cx.model.form_drafts.taken_up.push(left);
    (row.open)(cx, &draft);
    if cx.model.dialogs.len() > below {
        super::keep(cx);
    } else if !row.is_later
        && let Some(at) = cx.model.form_drafts.taken_up.iter().position(|left| left.origin == origin)
    {
        let left = cx.model.form_drafts.taken_up.remove(at);
        offer_text(cx, left);
    }
}

/// Offers the texts of a form that cannot be opened again.
fn offer_text(cx: &mut Cx, left: LeftForm) {
    let words = cx.model.words;
    let choices = [
        PickerItem::of(words, &sentence!("dialog.draft.copy"), Left::Copied).named("copy"),
        PickerItem::of(words, &sentence!("dialog.draft.keep"), Left::Kept).named("keep"),
        PickerItem::of(words, &sentence!("dialog.draft.drop"), Left::Dropped).named("drop"),
    ];
    let lines = lines(cx, &left);
    let ask = cx.pick(sentence!("dialog.draft.title-gone")).choices(choices).lines(lines).guarded();
    ask.on_cancel(|cx| cx.say(sentence!("message.draft-kept"))).then(move |cx, chosen| match chosen {
        Left::Copied => {
            let texts = left.form.texts().map(|(_, _, text)| text.trim()).filter(|text| !text.is_empty());
            let text = texts.collect::<Vec<_>>().join("\n");
            cx.effect(TerminalEffect::Copy { text });
            cx.say(sentence!("message.draft-kept"));
        }
        Left::Taken | Left::Kept => cx.say(sentence!("message.draft-kept")),
        Left::Dropped => cx.effect(WorkspaceEffect::Settle(Settled::Draft(left.origin))),
    });
}
