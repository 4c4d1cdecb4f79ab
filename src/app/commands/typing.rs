//! Commands on text that is being typed, and the way of a note from the first letter to the file.

use super::change::{new_notes, number_of};
use super::{Command, Scope};
use crate::app::clash;
use crate::app::dialog::{Choice, Dialog, Pick, Purpose};
use crate::app::editor::{Editor, Lines, Motion, Refused, split};
use crate::app::screens::Editing;
use crate::app::{DraftTarget, Effect, Entry, Model, Screen, Turn};
use crate::document::{Edit, Field, Id, Note};
use crate::i18n::Sentence;
use crate::merge::{Clash, merge};

const TYPING: &[Scope] = &[Scope::Typing];
const TEXT: &[Scope] = &[Scope::Text];

pub(super) const ROWS: &[Command] = &[
    Command::new("finish", TYPING, &["esc"], |turn, _| finish(turn, false)).footer(),
    Command::new("finish-and-next", TYPING, &["enter"], |turn, _| finish(turn, true)).footer(),
    Command::new("new-line", TYPING, &["alt-enter", "ctrl-j", "shift-enter"], |turn, _| new_line(turn)).footer(),
    Command::new("finish-and-next-section", TYPING, &["tab"], |turn, _| next_section(turn)),
    Command::new("editor", &[Scope::Typing, Scope::Canvas], &["ctrl-o"], |turn, _| own_editor(turn)).only_if(can_type),
    Command::new("text-left", TEXT, &["left", "ctrl-b"], |turn, _| go(turn, Motion::Left)),
    Command::new("text-right", TEXT, &["right", "ctrl-f"], |turn, _| go(turn, Motion::Right)),
    Command::new("text-up", TYPING, &["up", "ctrl-p"], |turn, _| vertical(turn, false)),
    Command::new("text-down", TYPING, &["down", "ctrl-n"], |turn, _| vertical(turn, true)),
    Command::new("word-left", TEXT, &["alt-b", "ctrl-left", "alt-left"], |turn, _| go(turn, Motion::WordLeft)),
    Command::new("word-right", TEXT, &["alt-f", "ctrl-right", "alt-right"], |turn, _| go(turn, Motion::WordRight)),
    Command::new("line-start", TEXT, &["ctrl-a", "home"], |turn, _| go(turn, Motion::LineStart)),
    Command::new("line-end", TEXT, &["ctrl-e", "end"], |turn, _| go(turn, Motion::LineEnd)),
    Command::new("backspace", TEXT, &["backspace", "ctrl-h", "shift-backspace"], |turn, _| cut(turn, Motion::Left)),
    Command::new("delete-right", TEXT, &["delete", "ctrl-d"], |turn, _| cut(turn, Motion::Right)),
    Command::new("delete-word", TEXT, &["ctrl-w", "alt-backspace", "ctrl-backspace"], |turn, _| {
        cut(turn, Motion::SpaceLeft)
    }),
    Command::new("delete-to-start", TEXT, &["ctrl-u"], |turn, _| cut(turn, Motion::LineStart)),
    Command::new("delete-to-end", TEXT, &["ctrl-k"], |turn, _| cut(turn, Motion::LineEnd)),
    Command::new("text-undo", TEXT, &["alt-u", "ctrl-_"], |turn, _| undo(turn)),
    Command::new("text-redo", TEXT, &["alt-r", "ctrl-r"], |turn, _| redo(turn)),
];

/// The editor that typing goes into: the form's, or the note's.
fn editor(model: &mut Model) -> Option<&mut Editor> {
    match model.dialogs.last_mut() {
        Some(Dialog::Form(form)) => {
            return form.field_mut().filter(|field| field.words.is_empty()).map(|field| &mut field.editor);
        }
        Some(Dialog::Finder(finder)) => return Some(&mut finder.editor),
        Some(Dialog::Pick(_)) => return None,
        None => {}
    }
    match model.screens.last_mut() {
        Some(Screen::Canvas(state)) => state.editing.as_mut().map(|editing| &mut editing.editor),
        _ => None,
    }
}

/// Changes the text; a note that is being typed is kept as a draft.
fn edit(turn: &mut Turn, change: impl FnOnce(&mut Editor)) {
    if let Some(Dialog::Form(form)) = turn.model.dialogs.last_mut() {
        form.problem = None;
    }
    let Some(editor) = editor(turn.model) else { return };
    let before = editor.text().len();
    let was = editor.text().to_owned();
    change(editor);
    if editor.text().len() != before || editor.text() != was {
        crate::app::finder::refilter(turn.model);
        keep_draft(turn);
    }
}

/// Moves the cursor; where it stands behind the beginning of a filter, moving on completes that.
fn go(turn: &mut Turn, motion: Motion) {
    let is_on = matches!(motion, Motion::Right | Motion::WordRight | Motion::LineEnd);
    if let Some(Dialog::Finder(finder)) = turn.model.dialogs.last()
        && let Some(rest) = finder.completion().filter(|_| is_on)
    {
        return type_text(turn, rest);
    }
    edit(turn, |editor| {
        editor.go(motion);
    });
}

fn undo(turn: &mut Turn) {
    edit(turn, |editor| {
        editor.undo();
    });
}

fn redo(turn: &mut Turn) {
    edit(turn, |editor| {
        editor.redo();
    });
}

fn cut(turn: &mut Turn, motion: Motion) {
    edit(turn, |editor| {
        editor.delete(motion);
    });
}

fn new_line(turn: &mut Turn) {
    edit(turn, |editor| {
        // A text of one line has no other; a text that is too long stays as it is.
        let _ = editor.new_line();
    });
}

fn vertical(turn: &mut Turn, down: bool) {
    let columns = crate::app::scene::text_columns(turn.model);
    edit(turn, |editor| {
        let _ = if down { editor.down(columns) } else { editor.up(columns) };
    });
}

fn keep_draft(turn: &mut Turn) {
    if let Some(entry) = draft_entry(turn.model) {
        turn.effects.push(Effect::Journal(entry));
    }
}

/// What is being typed into a note, as the journal keeps it.
#[must_use]
pub fn draft_entry(model: &Model) -> Option<Entry> {
    let state = model.canvas_state().filter(|_| model.dialogs.is_empty())?;
    let editing = state.editing.as_ref()?;
    Some(Entry::Draft {
        file: state.file.clone(),
        target: editing.target.clone(),
        text: editing.editor.text().to_owned(),
        cursor: editing.editor.cursor(),
    })
}

/// Types a character.
pub fn type_char(turn: &mut Turn, character: char) {
    put_in(turn, |editor| editor.type_char(character));
}

/// Puts a pasted text into the one that is being typed.
pub fn type_text(turn: &mut Turn, text: &str) {
    put_in(turn, |editor| editor.paste(text));
}

fn put_in(turn: &mut Turn, put: impl FnOnce(&mut Editor) -> Result<(), Refused>) {
    let mut fits = true;
    edit(turn, |editor| fits = put(editor) != Err(Refused::TooLong));
    if !fits {
        turn.warn(Sentence::new("message.too-long"));
    }
}

/// Opens the editor for a note; `text` stands in it already.
pub fn begin(turn: &mut Turn, target: DraftTarget, text: &str) {
    let Some((_, doc, canvas)) = turn.model.canvas() else { return };
    let (section, was) = match &target {
        DraftTarget::New { section, .. } => (section.clone(), String::new()),
        DraftTarget::Field { id, .. } => (
            canvas.section_of(*id).unwrap_or_default().to_owned(),
            canvas.note(*id).map(|note| note.text.clone()).unwrap_or_default(),
        ),
    };
    let at = crate::app::screens::sections_of(doc, &turn.model.method).iter().position(|view| view.id == section);
    if let Some(state) = turn.model.canvas_state_mut() {
        state.section = at.unwrap_or(state.section);
        state.selection.clear();
        state.editing = Some(Editing { target, section, editor: Editor::new(text, Lines::Many), was });
    }
}

/// Takes the text as it stands: it becomes a note, or the note's new text. Gives back the note.
fn accept(turn: &mut Turn) -> Option<Id> {
    let (file, editing) = {
        let state = turn.model.canvas_state_mut()?;
        (state.file.clone(), state.editing.take()?)
    };
    let text = editing.editor.text().trim().to_owned();
    turn.ends_draft = true;
    let id = match editing.target {
        _ if text.is_empty() => None,
        DraftTarget::New { section, after } => {
            let id = turn.draw_id();
            turn.change(&file, None, |plan| new_notes(plan, &section, after, vec![Note::new(id, text)])).then_some(id)
        }
        DraftTarget::Field { id, field } => {
            // Opening a note and leaving it as it was changes nothing, not even the space around its text.
            if field == Field::Text && editing.editor.text() != editing.was {
                if let Some(clash) = clash_with(turn, &file, id, &editing.was, &text) {
                    // The text stays in the journal as a draft until the person has decided.
                    turn.ends_draft = false;
                    clash::ask(turn, &file, clash);
                    return Some(id);
                }
                let number = number_of(turn.model, &file, id).unwrap_or_default();
                let said = Sentence::new("message.changed").with("number", number);
                turn.change(&file, Some(said), |plan| plan.set(id, field, Some(text.as_str().into())));
            }
            Some(id)
        }
    };
    // Where nothing changed, no step ended the draft.
    if std::mem::take(&mut turn.ends_draft) {
        turn.effects.push(Effect::Journal(Entry::DraftDone));
    }
    if let (Some(id), Some(state)) = (id, turn.model.canvas_state_mut()) {
        state.note = Some(id);
    }
    id
}

/// The question to ask where somebody else changed the text of a note while another was being typed for it.
fn clash_with(turn: &Turn, file: &str, id: Id, was: &str, text: &str) -> Option<Clash> {
    let theirs = turn.model.docs.get(file)?.sheet.as_ref()?;
    let now = theirs.canvas()?.note(id)?.get(Field::Text);
    if now == Some(was.into()) || now == Some(text.into()) {
        return None;
    }
    let with = |text: &str| {
        let mut sheet = theirs.clone();
        let edit = Edit::Set { id, field: Field::Text, before: now.clone(), after: Some(text.into()) };
        edit.apply(&mut sheet).ok().map(|()| sheet)
    };
    merge(&with(was)?, &with(text)?, theirs).clashes.into_iter().next()
}

fn finish(turn: &mut Turn, go_on: bool) {
    let Some(Editing { target, section, .. }) = turn.model.canvas_state().and_then(|state| state.editing.as_ref())
    else {
        return;
    };
    let (is_new, section) = (matches!(target, DraftTarget::New { .. }), section.clone());
    let id = accept(turn);
    if go_on
        && is_new
        && let Some(id) = id
    {
        begin(turn, DraftTarget::New { section, after: Some(id) }, "");
    }
}

fn next_section(turn: &mut Turn) {
    accept(turn);
    super::moving::section(turn, true);
}

/// Takes a pasted text: into the text that is being typed, or as one or several notes, which is asked.
pub fn paste(turn: &mut Turn, text: &str) {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if matches!(turn.model.dialogs.last(), Some(Dialog::Form(_) | Dialog::Finder(_))) {
        return type_text(turn, &text);
    }
    if !turn.model.dialogs.is_empty() || turn.model.overlay.is_some() {
        return;
    }
    let Some((state, doc, canvas)) = turn.model.canvas() else {
        return turn.warn(Sentence::new("message.paste-nowhere"));
    };
    if !doc.is_writable() {
        let file = doc.file.clone();
        return turn.warn(Sentence::new("message.not-writable").with("file", file));
    }
    let pieces = split::split(&text);
    let target = match &state.editing {
        Some(editing) => editing.target.clone(),
        None => match state.section_id(doc, &turn.model.method) {
            Some(section) => {
                let after = canvas.order(&section).last().copied();
                DraftTarget::New { section, after }
            }
            None => return,
        },
    };
    let typing = state.editing.is_some();
    let file = doc.file.clone();
    if pieces.is_empty() && !typing {
        return;
    }
    if pieces.len() > 1 {
        let count = pieces.len();
        let words = turn.model.words;
        let several = words.tell(&Sentence::new("dialog.split.several").with("count", count));
        let items = vec![
            Choice { label: several, key: Some('s'), value: "several".to_owned() },
            Choice { label: words.say("dialog.split.one").to_owned(), key: Some('o'), value: "one".to_owned() },
            Choice { label: words.say("dialog.split.none").to_owned(), key: Some('n'), value: "none".to_owned() },
        ];
        let lines = pieces.iter().take(5).map(|piece| format!("· {piece}")).collect();
        let purpose = Purpose::Split { file, target, pieces, whole: text };
        let title = Sentence::new("dialog.split.title").with("count", count);
        turn.model.dialogs.push(Pick::new(title, items, purpose).with_lines(lines).into());
    } else if typing {
        type_text(turn, &text);
    } else {
        paste_notes(turn, &file, &target, pieces);
    }
}

/// Puts pasted pieces as notes, in one step.
pub fn paste_notes(turn: &mut Turn, file: &str, target: &DraftTarget, pieces: Vec<String>) {
    // What was typed before the paste becomes a note of its own.
    let typed = turn.model.canvas_state().is_some_and(|state| state.editing.is_some()).then(|| accept(turn)).flatten();
    let Some(canvas) = turn.model.docs.get(file).and_then(|doc| doc.canvas()) else { return };
    let (section, after) = match target {
        DraftTarget::New { section, after } => (section.clone(), typed.or(*after)),
        DraftTarget::Field { id, .. } => (canvas.section_of(*id).unwrap_or_default().to_owned(), Some(*id)),
    };
    let notes: Vec<Note> = pieces.into_iter().map(|piece| Note::new(turn.draw_id(), piece)).collect();
    let last = notes.last().map(|note| note.id);
    let said = Sentence::new("message.pasted").with("count", notes.len());
    if turn.change(file, Some(said), |plan| new_notes(plan, &section, after, notes))
        && let Some(state) = turn.model.canvas_state_mut()
    {
        state.note = last;
    }
}

/// A text that clashed has been decided about; what is being typed now stays in the journal.
pub(super) fn forget_draft(turn: &mut Turn) {
    if turn.model.canvas_state().is_none_or(|state| state.editing.is_none()) {
        turn.effects.push(Effect::Journal(Entry::DraftDone));
    }
}

/// Takes what is being typed as it stands, before the program ends.
pub(super) fn keep_what_is_typed(turn: &mut Turn) {
    accept(turn);
}

/// A text can be edited: one is being typed, or there is a note to edit.
fn can_type(model: &Model) -> Result<(), Sentence> {
    if model.canvas_state().is_some_and(|state| state.editing.is_some()) {
        Ok(())
    } else {
        super::can_change_note(model)
    }
}

/// Opens what is being typed, or the note in focus, in the person's own editor.
fn own_editor(turn: &mut Turn) {
    if turn.model.canvas_state().is_some_and(|state| state.editing.is_none()) {
        super::notes::edit(turn);
    }
    let editing = turn.model.canvas_state().and_then(|state| state.editing.as_ref());
    if let Some(text) = editing.map(|editing| editing.editor.text().to_owned()) {
        turn.effects.push(Effect::Editor { text });
    }
}

/// Takes the text that comes back from the person's own editor; it can be taken back like a change that was typed.
pub fn take_edited(turn: &mut Turn, text: &str) {
    let mut fits = true;
    edit(turn, |editor| fits = editor.replace_all(text).is_ok());
    if !fits {
        turn.warn(Sentence::new("message.too-long"));
    }
}
