//! What a run left that ended before its work was in the files: it is taken up where it fits, and offered where it does not.

use super::dialog::PickerItem;
use super::form_drafts::offer_form;
use super::screen::canvas::commands::drafts::offer_draft;
use super::{Cx, DocState, LeftChanges, LeftDraft, LeftForm, Settled, WorkspaceEffect};
use crate::document::{Anchor, Edit, Field, Id, Note, Transaction, Value};

/// What becomes of edits that no longer fit.
#[derive(Clone, Copy)]
enum Left {
    /// Their texts become notes.
    Notes,
    /// They are offered again.
    Kept,
    /// They are thrown away.
    Dropped,
}

/// Takes up finished edits, and offers what cannot be taken up. They stand in the history and in the journal already; only
/// the file lacks them.
pub(crate) fn found(
    cx: &mut Cx,
    steps: Vec<(String, Transaction)>,
    left: Vec<LeftChanges>,
    drafts: Vec<LeftDraft>,
    forms: Vec<LeftForm>,
) {
    let mut recovered = 0;
    let mut files: Vec<String> = Vec::new();
    for (file, step) in steps {
        let sheet = cx.model.docs.get_mut(&file).filter(|doc| doc.is_writable()).and_then(|doc| doc.sheet.as_mut());
        if let Some(Ok(())) = sheet.map(|sheet| step.apply(sheet)) {
            recovered += 1;
        }
        if !files.contains(&file) {
            files.push(file);
        }
    }
    for file in files {
        if let Some(ids) = cx.model.docs.get(&file).map(super::OpenDocument::ids) {
            cx.model.ids.extend(ids);
        }
        cx.save(&file);
    }
    if recovered > 0 {
        cx.say(sentence!("message.recovered", count = recovered));
    }
    // The question that is asked last stands in front.
    for form in forms.into_iter().rev() {
        offer_form(cx, form);
    }
    for draft in drafts.into_iter().rev() {
        offer_draft(cx, draft);
    }
    for changes in left.into_iter().rev() {
        if changes.is_readable {
            offer_changes(cx, changes);
        } else {
            cx.warn(sentence!("message.changes-wait", count = changes.steps.len(), file = &changes.file));
        }
    }
}

/// Offers texts that waited for a file that can be worked on again.
pub(crate) fn offer_kept(cx: &mut Cx, file: &str) {
    let is_theirs = |left: &mut LeftForm| left.form.file == file;
    for form in cx.model.form_drafts.waiting.extract_if(.., is_theirs).collect::<Vec<_>>().into_iter().rev() {
        offer_form(cx, form);
    }
    if cx.model.docs.get(file).is_none_or(|doc| doc.state != DocState::Valid || doc.canvas().is_none()) {
        return;
    }
    let (offered, rest) =
        std::mem::take(&mut cx.model.kept_drafts).into_iter().partition(|kept| kept.draft.file == file);
    cx.model.kept_drafts = rest;
    let offered: Vec<LeftDraft> = offered;
    for draft in offered.into_iter().rev() {
        offer_draft(cx, draft);
    }
}

/// Offers edits that no longer fit: nothing of them is lost before a person has decided.
fn offer_changes(cx: &mut Cx, changes: LeftChanges) {
    let LeftChanges { file, steps, .. } = changes;
    let texts = texts_of(&steps);
    let words = cx.model.words;
    let is_canvas = cx.model.docs.get(&file).is_some_and(|doc| doc.canvas().is_some());
    let notes = (is_canvas && !texts.is_empty())
        .then(|| PickerItem::of(words, &sentence!("dialog.left.notes"), Left::Notes).named("notes"));
    let rest = [
        PickerItem::of(words, &sentence!("dialog.left.keep"), Left::Kept).named("keep"),
        PickerItem::of(words, &sentence!("dialog.left.drop"), Left::Dropped).named("drop"),
    ];
    let lines = texts.iter().take(6).map(|(_, text)| format!("\u{b7} {}", text.lines().next().unwrap_or_default()));
    let lines: Vec<String> = lines.collect();
    let title = sentence!("dialog.left.title", count = steps.len(), file = &file);
    let ask = cx.pick(title).choices(notes.into_iter().chain(rest)).lines(lines).guarded();
    let ask = ask.on_cancel(|cx| cx.say(sentence!("message.draft-kept")));
    ask.then(move |cx, left| match left {
        Left::Kept => cx.say(sentence!("message.draft-kept")),
        Left::Dropped => cx.effect(WorkspaceEffect::Settle(Settled::Changes { file })),
        Left::Notes => {
            if add_as_notes(cx, &file, texts) {
                cx.effect(WorkspaceEffect::Settle(Settled::Changes { file }));
            }
        }
    });
}

/// The texts of notes in edits, the last of each note, with the section where it is known.
fn texts_of(steps: &[Transaction]) -> Vec<(Option<String>, String)> {
    let mut texts: Vec<(Id, Option<String>, String)> = Vec::new();
    for edit in steps.iter().flat_map(|step| &step.edits) {
        let (id, section, text) = match edit {
            Edit::Insert { at, note } => (note.id, Some(at.section.clone()), note.text.clone()),
            Edit::Set { id, field: Field::Text, after: Some(Value::Text(text)), .. } => (*id, None, text.clone()),
            _ => continue,
        };
        match texts.iter_mut().find(|(other, ..)| *other == id) {
            Some(known) => known.2 = text,
            None => texts.push((id, section, text)),
        }
    }
    texts.into_iter().map(|(_, section, text)| (section, text)).collect()
}

/// Adds texts as notes: in the section they were meant for, or the first one. Gives back whether they are there.
fn add_as_notes(cx: &mut Cx, file: &str, texts: Vec<(Option<String>, String)>) -> bool {
    let method = std::sync::Arc::clone(&cx.model.method);
    let Some(doc) = cx.model.docs.get(file) else { return false };
    let sections: Vec<String> =
        super::screen::sections_of(doc, &method).iter().map(|section| section.id.to_owned()).collect();
    let Some(first) = sections.first().cloned() else { return false };
    let notes: Vec<(String, Note)> = texts
        .into_iter()
        .map(|(section, text)| {
            let section = section.filter(|section| sections.contains(section)).unwrap_or_else(|| first.clone());
            (section, Note::new(cx.draw_id(), text))
        })
        .collect();
    let said = sentence!("message.pasted", count = notes.len());
    cx.change(file, Some(said), |plan| {
        for (section, note) in notes {
            let after = plan.canvas().and_then(|canvas| canvas.order(&section).last().copied());
            plan.make(Edit::Insert { at: Anchor { section, after }, note: std::sync::Arc::new(note) });
        }
    })
}
