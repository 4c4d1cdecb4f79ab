//! Texts that belong to no step: what a former run left unfinished, and what could not be put into its file.

use super::typing;
use crate::app::dialog::PickerItem;
use crate::app::place;
use crate::app::{Cx, LeftDraft, Settled, WorkspaceEffect};
use crate::document::{Anchor, Canvas};
use crate::journal::{DraftTarget, Record};

/// What becomes of a text that was left.
#[derive(Clone, Copy)]
enum Left {
    /// It is typed on.
    Taken,
    /// It is thrown away.
    Dropped,
}

/// Offers a text that was being typed. It stays undecided until somebody takes it up or throws it away.
pub(crate) fn offer_draft(cx: &mut Cx, left: LeftDraft) {
    let file = left.draft.file.clone();
    let doc = cx.model.docs.get(&file);
    if !doc.is_some_and(|doc| doc.is_writable() && doc.canvas().is_some()) {
        // It is offered once the file is there and can be worked on.
        let said = if doc.is_some() {
            sentence!("message.draft-unreadable", file = file)
        } else {
            sentence!("message.draft-waits", file = file)
        };
        cx.model.kept_drafts.push(left);
        return cx.warn(said);
    }
    let words = cx.model.words;
    let choices = [
        PickerItem::of(words, &sentence!("dialog.draft.take"), Left::Taken).named("take"),
        PickerItem::of(words, &sentence!("dialog.draft.drop"), Left::Dropped).named("drop"),
    ];
    let lines = left.draft.text.lines().take(6).map(str::to_owned).collect();
    let ask = cx.pick(sentence!("dialog.draft.title", file = &file)).choices(choices).lines(lines).guarded();
    let ask = ask.on_cancel(|cx| cx.say(sentence!("message.draft-kept")));
    ask.then(move |cx, chosen| {
        let LeftDraft { origin, draft } = left;
        if let Left::Taken = chosen
            && !take_up(cx, &file, draft.target.clone(), &draft.text)
        {
            return offer_draft(cx, LeftDraft { origin, draft });
        }
        cx.effect(WorkspaceEffect::Settle(Settled::Draft(origin)));
    });
}

/// Opens the editor with a text. Gives back whether that could be done.
fn take_up(cx: &mut Cx, file: &str, target: DraftTarget, text: &str) -> bool {
    // What another draft has put into the editor becomes a note first.
    typing::keep_what_is_typed(cx);
    if cx.model.doc().map(|doc| doc.file.as_str()) != Some(file) {
        cx.model.screens.truncate(1);
        place::open_doc(cx, file);
    }
    let Some((state, doc, canvas)) = cx.model.canvas() else { return false };
    let section = state.section_id(doc, &cx.model.method);
    let known =
        |section: &str| crate::app::screen::sections_of(doc, &cx.model.method).iter().any(|view| view.id == section);
    let target = where_it_fits(canvas, target, section, known);
    typing::begin(cx, target, text);
    let draft = cx.model.screen().draft();
    let is_open = draft.is_some();
    if let Some(draft) = draft {
        cx.effect(WorkspaceEffect::Journal(Record::Draft(draft)));
    }
    is_open
}

/// What a text can be for now: a note or a section that is gone takes none.
fn where_it_fits(
    canvas: &Canvas,
    target: DraftTarget,
    section: Option<String>,
    known: impl Fn(&str) -> bool,
) -> DraftTarget {
    let last = |section: String| {
        let after = canvas.order(&section).last().copied();
        DraftTarget::New { at: Anchor { section, after } }
    };
    match (target, section) {
        (DraftTarget::Field { id, .. }, Some(section)) if canvas.note(id).is_none() => last(section),
        (DraftTarget::New { at }, Some(section)) if !known(&at.section) => last(section),
        (DraftTarget::New { at }, _) if at.after.is_some_and(|id| canvas.note(id).is_none()) => last(at.section),
        (target, _) => target,
    }
}
