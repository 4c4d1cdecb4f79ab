//! Commands on choices and forms.

use super::{Command, Linear, Scope};
use crate::app::dialog::{Dialog, DialogParts};
use crate::app::editor::{Editor, Lines};
use crate::app::{Cx, Model, Overlay};
use crate::i18n::Sentence;

const PICK: &[Scope] = &[Scope::Picker];
const FORM: &[Scope] = &[Scope::Form];
const OPTIONS: &[Scope] = &[Scope::Options];

pub(super) const ROWS: &[Command] = &[
    Command::new("take", PICK, &["enter", "space"], |cx, _| take(cx)).footer(),
    Command::new("cancel-choice", &[Scope::Picker, Scope::Question], &["esc", "q"], |cx, _| cx.cancel())
        .linear(&[Linear::Never])
        .footer(),
    Command::new("submit", FORM, &["enter"], |cx, _| submit(cx)).footer(),
    Command::new("next-field", FORM, &["tab", "down"], |cx, _| field(cx, true)).footer(),
    Command::new("previous-field", FORM, &["shift-tab", "up"], |cx, _| field(cx, false)),
    Command::new("lines-down", FORM, &["pagedown"], |cx, _| lines(cx, true)).linear(&[Linear::Never]),
    Command::new("lines-up", FORM, &["pageup"], |cx, _| lines(cx, false)).linear(&[Linear::Never]),
    Command::new("field-new-line", FORM, &["alt-enter", "ctrl-j", "shift-enter"], |cx, _| new_line(cx)),
    Command::new("next-option", OPTIONS, &["right", "space"], |cx, _| cycle_option(cx, true)).enabled_when(can_choose),
    Command::new("previous-option", OPTIONS, &["left"], |cx, _| cycle_option(cx, false)),
    Command::new("cancel-form", FORM, &["esc"], |cx, _| cx.cancel()).linear(&[Linear::Never]).footer(),
    // Keys that are the beginning of a sequence are forgotten before anything is run.
    Command::new("end-sequence", &[Scope::Sequence], &["esc", "enter"], |_, _| ()),
    Command::new("close-help", &[Scope::Help], &["esc", "q", "?", "enter"], |cx, _| close(cx)).footer(),
];

/// Closes what is read. What was looked for in it goes first.
fn close(cx: &mut Cx) {
    match &mut cx.model.overlay {
        Some(overlay) if !overlay.filter.text().is_empty() => *overlay = Overlay::new(overlay.what),
        open => *open = None,
    }
}

/// A character that was typed while choices are open: takes the choice with that key.
pub fn accept_mnemonic(cx: &mut Cx, typed: char) -> bool {
    let Some(Dialog::Picker(pick)) = cx.model.dialog_mut() else { return false };
    let typed = typed.to_lowercase().next().unwrap_or(typed);
    match pick.items.iter().position(|item| item.key == Some(typed)) {
        Some(at) => {
            pick.cursor = at;
            if !pick.only_moves {
                take(cx);
            }
            true
        }
        None => false,
    }
}

fn take(cx: &mut Cx) {
    if let Some(Dialog::Picker(_)) = cx.model.dialog() {
        cx.answer();
    }
}

fn field(cx: &mut Cx, forward: bool) {
    if let Some(Dialog::Form(form)) = cx.model.dialog_mut() {
        form.go(forward);
    }
}

/// Shows more of what stands before the fields.
fn lines(cx: &mut Cx, is_down: bool) {
    let shown = match cx.model.dialog_layout().map(|scene| scene.parts.clone()) {
        Some(DialogParts::Form(parts)) => parts.lines.len(),
        _ => 0,
    };
    let Some(Dialog::Form(form)) = cx.model.dialog_mut() else { return };
    let (by, most) = (shown.saturating_sub(1).max(1), form.lines.len().saturating_sub(shown));
    form.lines_top = if is_down { form.lines_top + by } else { form.lines_top.saturating_sub(by) }.min(most);
}

fn new_line(cx: &mut Cx) {
    if let Some(Dialog::Form(form)) = cx.model.dialog_mut()
        && let Some(field) = form.field_mut()
        && field.words.is_empty()
    {
        let _ = field.editor.new_line();
    }
}

/// Goes to the next or the previous of the options of a field.
fn cycle_option(cx: &mut Cx, forward: bool) {
    if let Some(Dialog::Form(form)) = cx.model.dialog_mut()
        && let Some(field) = form.field_mut()
    {
        field.cycle_option(forward);
        form.problem = None;
        form.is_moved = true;
    }
}

/// Letters that chose nothing are words meant for a text, and so is what stands between them.
fn can_choose(model: &Model) -> Result<(), Sentence> {
    match model.dialog() {
        Some(Dialog::Form(form)) if form.has_strays => Err(sentence!("reason.options-move-first")),
        _ => Ok(()),
    }
}

/// A character typed into a field with words takes the word that begins with it, once the person has moved to the field.
pub fn select_option(cx: &mut Cx, typed: char) -> bool {
    match cx.model.dialog_mut() {
        Some(Dialog::Form(form)) if form.has_options() && !form.is_moved => {
            form.has_strays = true;
            cx.warn(sentence!("reason.options-move-first"));
            true
        }
        Some(Dialog::Form(form)) => match form.field_mut() {
            Some(field) if !field.words.is_empty() => {
                let typed: String = typed.to_lowercase().collect();
                if let Some((word, _)) = field.words.iter().find(|(_, name)| name.to_lowercase().starts_with(&typed)) {
                    field.editor = Editor::new(word.clone(), Lines::One);
                }
                form.problem = None;
                true
            }
            _ => false,
        },
        _ => false,
    }
}

fn submit(cx: &mut Cx) {
    if let Some(Dialog::Form(_)) = cx.model.dialog() {
        cx.answer();
    }
}
