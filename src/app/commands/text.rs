//! Commands on any text that is being typed: in a note, a form, a list to choose from.

use super::{Command, Scope};
use crate::app::dialog::{Covered, Dialog, FormField, refilter};
use crate::app::editor::{Editor, InputRefused, Motion};
use crate::app::paste::line_feeds;
use crate::app::{Cx, Model, Reading, WorkspaceEffect, screen};
use crate::journal::Record;

const TEXT: &[Scope] = &[Scope::Text];

pub(super) const ROWS: &[Command] = &[
    Command::new("text-left", TEXT, &["left", "ctrl-b"], |cx, _| go(cx, Motion::Left)),
    Command::new("text-right", TEXT, &["right", "ctrl-f"], |cx, _| go(cx, Motion::Right)),
    Command::new("word-left", TEXT, &["alt-b", "ctrl-left", "alt-left"], |cx, _| go(cx, Motion::WordLeft)),
    Command::new("word-right", TEXT, &["alt-f", "ctrl-right", "alt-right"], |cx, _| go(cx, Motion::WordRight)),
    Command::new("line-start", TEXT, &["ctrl-a", "home"], |cx, _| go(cx, Motion::LineStart)),
    Command::new("line-end", TEXT, &["ctrl-e", "end"], |cx, _| go(cx, Motion::LineEnd)),
    Command::new("backspace", TEXT, &["backspace", "ctrl-h", "shift-backspace"], |cx, _| cut(cx, Motion::Left)),
    Command::new("delete-right", TEXT, &["delete", "ctrl-d"], |cx, _| cut(cx, Motion::Right)),
    Command::new("delete-word", TEXT, &["ctrl-w", "alt-backspace", "ctrl-backspace"], |cx, _| {
        cut(cx, Motion::SpaceLeft)
    }),
    Command::new("delete-word-right", TEXT, &["alt-d", "ctrl-delete", "alt-delete"], |cx, _| {
        cut(cx, Motion::WordRight)
    }),
    Command::new("delete-to-start", TEXT, &["ctrl-u"], |cx, _| cut(cx, Motion::LineStart)),
    Command::new("delete-to-end", TEXT, &["ctrl-k"], |cx, _| cut(cx, Motion::LineEnd)),
    Command::new("text-undo", TEXT, &["alt-u", "ctrl-_"], |cx, _| undo(cx)),
    Command::new("text-redo", TEXT, &["alt-r", "ctrl-r"], |cx, _| redo(cx)),
];

/// The editor that typing goes into: that of the question, or of the screen.
fn editor(model: &mut Model) -> Option<&mut Editor> {
    if model.overlay.is_some() {
        let overlay = model.overlay.as_mut().filter(|overlay| overlay.what == Reading::Keys);
        return overlay.map(|overlay| &mut overlay.filter);
    }
    if !model.dialogs.is_empty() {
        return match model.dialog_mut()? {
            Dialog::Form(form) => {
                form.field_mut().filter(|field| field.words.is_empty()).map(|field| &mut field.editor)
            }
            Dialog::Finder(finder) => Some(&mut finder.editor),
            Dialog::Picker(_) => None,
        };
    }
    model.screens.in_front_mut().editor()
}

/// Changes the text that is being typed; that of a note is kept as a draft.
pub(in crate::app) fn edit(cx: &mut Cx, change: impl FnOnce(&mut Editor)) {
    if let Some(Dialog::Form(form)) = cx.model.dialog_mut() {
        form.problem = None;
    }
    let Some(editor) = editor(cx.model) else { return };
    let before = editor.text().len();
    let was = editor.text().to_owned();
    change(editor);
    let is_covered = cover(cx.model);
    let Some(editor) = self::editor(cx.model).filter(|_| !is_covered) else { return };
    if editor.text().len() != before || editor.text() != was {
        refilter::refilter(cx.model);
        keep_draft(cx);
    }
}

/// Moves the cursor; where it stands behind the beginning of a filter, or of what a field offers, moving on completes that.
fn go(cx: &mut Cx, motion: Motion) {
    let is_on = matches!(motion, Motion::Right | Motion::WordRight | Motion::LineEnd);
    if let Some(Dialog::Finder(finder)) = cx.model.dialog()
        && let Some(rest) = finder.completion().filter(|_| is_on)
    {
        return type_text(cx, rest);
    }
    if let Some(Dialog::Form(form)) = cx.model.dialog()
        && let Some((offer, _)) = form.fields.get(form.focus).and_then(FormField::completion).filter(|_| is_on)
    {
        // It is spelled as it is offered.
        let offer = offer.to_owned();
        return put_in(cx, |editor| editor.replace_all(&offer));
    }
    edit(cx, |editor| {
        editor.go(motion);
    });
}

fn undo(cx: &mut Cx) {
    edit(cx, |editor| {
        editor.undo();
    });
}

fn redo(cx: &mut Cx) {
    edit(cx, |editor| {
        editor.redo();
    });
}

fn cut(cx: &mut Cx, motion: Motion) {
    let is_ballot = has_voter(cx.model).is_some();
    edit(cx, |editor| {
        if is_ballot {
            let _ = editor.replace_all(&Covered::without_last(editor.text()));
        } else {
            editor.delete(motion);
        }
    });
}

/// Who has the keys to vote with.
fn has_voter(model: &Model) -> Option<&str> {
    match model.dialog() {
        Some(Dialog::Form(form)) => form.fields.get(form.focus)?.cover.as_ref()?.ballot().map(|of| of.who.as_str()),
        _ => None,
    }
}

/// Brings a text in line that nobody may read, and says what of it does not count. Says whether it is one.
fn cover(model: &mut Model) -> bool {
    let Some(Dialog::Form(form)) = model.dialog_mut() else { return false };
    let Some(field) = form.field_mut() else { return false };
    let Some(cover) = field.cover.clone() else { return false };
    let (editor, problem) = cover.after(&field.editor);
    field.editor = editor;
    form.problem = problem;
    true
}

/// The voter who has the keys, where a command is none of a voter's.
#[must_use]
pub(in crate::app) fn kept_by<'m>(model: &'m Model, command: &Command) -> Option<&'m str> {
    let is_of_voter = command.scopes.contains(&Scope::Text)
        || ["submit", "quit", "suspend", "lines-up", "lines-down"].contains(&command.id);
    has_voter(model).filter(|_| !is_of_voter)
}

/// Whether a command is refused because a voter has the keys; that is said then.
pub(in crate::app) fn is_refused(cx: &mut Cx, command: &Command) -> bool {
    let Some(problem) = kept_by(cx.model, command).map(|who| sentence!("dialog.covered.has-keys", who = who)) else {
        return false;
    };
    if let Some(Dialog::Form(form)) = cx.model.dialog_mut() {
        form.problem = Some(problem);
    }
    true
}

fn keep_draft(cx: &mut Cx) {
    if let Some(record) = draft_record(cx.model) {
        cx.effect(WorkspaceEffect::Journal(record));
    }
}

/// What is being typed into a note, as the journal keeps it.
#[must_use]
pub fn draft_record(model: &Model) -> Option<Record> {
    model.screen().draft().filter(|_| model.dialogs.is_empty()).map(Record::Draft)
}

/// Types a character.
pub fn type_char(cx: &mut Cx, character: char) {
    put_in(cx, |editor| editor.type_char(character));
}

/// Puts a pasted text into the one that is being typed.
pub(crate) fn type_text(cx: &mut Cx, text: &str) {
    put_in(cx, |editor| editor.paste(text));
}

fn put_in(cx: &mut Cx, put: impl FnOnce(&mut Editor) -> Result<(), InputRefused>) {
    let mut fits = true;
    edit(cx, |editor| fits = put(editor) != Err(InputRefused::TooLong));
    if !fits {
        cx.warn(sentence!("message.too-long"));
    }
}

/// Takes a pasted text: into the text that is being typed in a question, or else as the screen has it.
pub fn paste(cx: &mut Cx, text: &str) {
    let text = line_feeds(text);
    if matches!(cx.model.dialog(), Some(Dialog::Form(_) | Dialog::Finder(_))) {
        return type_text(cx, &text);
    }
    if cx.model.dialogs.is_empty() && cx.model.overlay.is_none() {
        screen::front(cx.model).paste(cx, &text);
    } else {
        cx.warn(sentence!("message.paste-question"));
    }
}

/// Takes the text that comes back from the person's own editor; it can be taken back like a change that was typed.
pub fn take_edited(cx: &mut Cx, text: &str) {
    let mut fits = true;
    edit(cx, |editor| fits = editor.replace_all(text).is_ok());
    if !fits {
        cx.warn(sentence!("message.too-long"));
    }
}
