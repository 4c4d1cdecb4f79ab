//! Commands on a note that is being typed, and its way from the first letter to the file.

use super::change::{new_notes, number_of};
use crate::app::command::{Command, Linear, Scope, can_change_note};
use crate::app::commands::text::edit;
use crate::app::conflict;
use crate::app::editor::{Editor, Lines};
use crate::app::screen::Editing;
use crate::app::{Cx, Model, TerminalEffect, WorkspaceEffect, screen};
use crate::document::{Anchor, Edit, Field, Id, Note};
use crate::i18n::Sentence;
use crate::journal::{DraftTarget, Record};
use crate::merge::{Conflict, merge};

const TYPING: &[Scope] = &[Scope::Typing];

pub(in crate::app) const ROWS: &[Command] = &[
    Command::new("finish", TYPING, &["esc"], |cx, _| finish(cx, false)).footer(),
    Command::new("finish-and-next", TYPING, &["enter"], |cx, _| finish(cx, true)).footer(),
    Command::new("new-line", TYPING, &["alt-enter", "ctrl-j", "shift-enter"], |cx, _| new_line(cx)).footer(),
    Command::new("finish-and-next-section", TYPING, &["tab"], |cx, _| next_section(cx)),
    Command::new("editor", &[Scope::Typing, Scope::Canvas], &["ctrl-o"], |cx, _| own_editor(cx))
        .linear(&[Linear::Never])
        .enabled_when(can_type),
    Command::new("text-up", TYPING, &["up", "ctrl-p"], |cx, _| vertical(cx, false)),
    Command::new("text-down", TYPING, &["down", "ctrl-n"], |cx, _| vertical(cx, true)),
];

fn new_line(cx: &mut Cx) {
    edit(cx, |editor| {
        // A text of one line has no other; a text that is too long stays as it is.
        let _ = editor.new_line();
    });
}

fn vertical(cx: &mut Cx, down: bool) {
    let columns = crate::app::screen::canvas::layout::text_columns(cx.model);
    edit(cx, |editor| {
        let _ = if down { editor.down(columns) } else { editor.up(columns) };
    });
}

/// Opens the editor for a note; `text` stands in it already.
pub(crate) fn begin(cx: &mut Cx, target: DraftTarget, text: &str) {
    let Some((_, doc, canvas)) = cx.model.canvas() else { return };
    let (section, was) = match &target {
        DraftTarget::New { at } => (at.section.clone(), String::new()),
        DraftTarget::Field { id, .. } => (
            canvas.section_of(*id).unwrap_or_default().to_owned(),
            canvas.note(*id).map(|note| note.text.clone()).unwrap_or_default(),
        ),
    };
    let at = crate::app::screen::sections_of(doc, &cx.model.method).iter().position(|view| view.id == section);
    if let Some(state) = cx.model.canvas_state_mut() {
        state.section = at.unwrap_or(state.section);
        state.selection.clear();
        state.editing = Some(Editing { target, section, editor: Editor::new(text, Lines::Many), was });
    }
}

/// Takes the text as it stands: it becomes a note, or the note's new text. Gives back the note. A text that cannot be put
/// into its file is put aside and stays on offer.
pub(super) fn accept(cx: &mut Cx) -> Option<Id> {
    let draft = cx.model.screen().draft();
    let (file, editing) = {
        let state = cx.model.canvas_state_mut()?;
        (state.file.clone(), state.editing.take()?)
    };
    let text = editing.editor.text().trim().to_owned();
    let is_there = |cx: &Cx, id| cx.model.docs.get(&file).and_then(|doc| doc.canvas()?.note(id)).is_some();
    let mut is_taken = true;
    cx.ends_draft = true;
    let id = match editing.target {
        _ if text.is_empty() => None,
        DraftTarget::New { at: Anchor { section, after } } => add(cx, &file, &section, after, text, &mut is_taken),
        // Somebody else has removed the note: its text becomes a new one where it stood.
        DraftTarget::Field { id, .. } if !is_there(cx, id) && editing.editor.text() != editing.was => {
            add(cx, &file, &editing.section, None, text, &mut is_taken)
        }
        DraftTarget::Field { id, field } => {
            // Opening a note and leaving it as it was changes nothing, not even the space around its text.
            if field == Field::Text && editing.editor.text() != editing.was {
                if let Some(conflict) = clash_with(cx, &file, id, &editing.was, &text) {
                    // The text stays in the journal until the person has decided.
                    conflict::ask(cx, &file, conflict, draft);
                    cx.ends_draft = false;
                    cx.effect(WorkspaceEffect::Journal(Record::DraftDone));
                    return Some(id);
                }
                let number = number_of(cx.model, &file, id).unwrap_or_default();
                let said = sentence!("message.changed", number = number);
                let stands = |cx: &Cx| {
                    let note = cx.model.docs.get(&file).and_then(|doc| doc.canvas()?.note(id));
                    note.is_some_and(|note| note.text == text)
                };
                is_taken =
                    cx.change(&file, Some(said), |plan| plan.set(id, field, Some(text.as_str().into()))) || stands(cx);
            }
            Some(id)
        }
    };
    if !is_taken && let Some(draft) = draft {
        cx.keep_draft(draft);
    }
    // Where nothing changed, no step ended the draft.
    if std::mem::take(&mut cx.ends_draft) {
        cx.effect(WorkspaceEffect::Journal(Record::DraftDone));
    }
    if let (Some(id), Some(state)) = (id, cx.model.canvas_state_mut()) {
        state.note = Some(id);
    }
    id
}

/// Adds a note of a text.
fn add(cx: &mut Cx, file: &str, section: &str, after: Option<Id>, text: String, is_taken: &mut bool) -> Option<Id> {
    let id = cx.draw_id();
    *is_taken = cx.change(file, None, |plan| new_notes(plan, section, after, vec![Note::new(id, text)]));
    is_taken.then_some(id)
}

/// The question to ask where somebody else changed the text of a note while another was being typed for it.
fn clash_with(cx: &Cx, file: &str, id: Id, was: &str, text: &str) -> Option<Conflict> {
    let theirs = cx.model.docs.get(file)?.sheet.as_ref()?;
    let now = theirs.canvas()?.note(id)?.get(Field::Text);
    if now == Some(was.into()) || now == Some(text.into()) {
        return None;
    }
    let with = |text: &str| {
        let mut sheet = theirs.clone();
        let edit = Edit::Set { id, field: Field::Text, before: now.clone(), after: Some(text.into()) };
        edit.apply(&mut sheet).ok().map(|()| sheet)
    };
    merge(&with(was)?, &with(text)?, theirs).conflicts.into_iter().next()
}

/// Finishes the note. Where typing is to go on, the next one begins; a note without text goes on as it is, so that only
/// one key ends typing.
fn finish(cx: &mut Cx, go_on: bool) {
    let editing = cx.model.canvas_state().and_then(|state| state.editing.as_ref());
    let Some(Editing { target, section, editor, .. }) = editing else { return };
    if go_on && editor.text().trim().is_empty() {
        return;
    }
    let (is_new, section) = (matches!(target, DraftTarget::New { .. }), section.clone());
    let id = accept(cx);
    if go_on
        && is_new
        && let Some(id) = id
    {
        begin(cx, DraftTarget::New { at: Anchor { section, after: Some(id) } }, "");
    }
}

fn next_section(cx: &mut Cx) {
    accept(cx);
    screen::front(cx.model).section(cx, true);
}

/// Takes what is being typed as it stands, before the program ends.
pub(in crate::app::screen::canvas) fn keep_what_is_typed(cx: &mut Cx) {
    accept(cx);
}

/// A text can be edited: one is being typed, or there is a note to edit.
fn can_type(model: &Model) -> Result<(), Sentence> {
    if model.canvas_state().is_some_and(|state| state.editing.is_some()) { Ok(()) } else { can_change_note(model) }
}

/// Opens what is being typed, or the note in focus, in the person's own editor.
fn own_editor(cx: &mut Cx) {
    if cx.model.canvas_state().is_some_and(|state| state.editing.is_none()) {
        super::notes::edit(cx);
    }
    let editing = cx.model.canvas_state().and_then(|state| state.editing.as_ref());
    if let Some(text) = editing.map(|editing| editing.editor.text().to_owned()) {
        cx.effect(TerminalEffect::OpenEditor { text });
    }
}
