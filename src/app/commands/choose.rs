//! Commands on choices and forms.

use super::picked::picked;
use super::submitted::submitted;
use super::{Command, Scope};
use crate::app::Turn;
use crate::app::dialog::{Dialog, Pick, Purpose};
use crate::app::editor::{Editor, Lines};
use crate::i18n::Sentence;

const PICK: &[Scope] = &[Scope::Pick];
const FORM: &[Scope] = &[Scope::Form];

pub(super) const ROWS: &[Command] = &[
    Command::new("take", PICK, &["enter", "space"], |turn, _| take(turn)).footer(),
    Command::new("cancel-choice", PICK, &["esc", "q"], |turn, _| cancel(turn)).footer(),
    Command::new("submit", FORM, &["enter"], |turn, _| submit(turn)).footer(),
    Command::new("next-field", FORM, &["tab", "down"], |turn, _| field(turn, true)).footer(),
    Command::new("previous-field", FORM, &["shift-tab", "up"], |turn, _| field(turn, false)),
    Command::new("field-new-line", FORM, &["alt-enter", "ctrl-j", "shift-enter"], |turn, _| new_line(turn)),
    Command::new("cancel-form", FORM, &["esc"], |turn, _| cancel(turn)).footer(),
    Command::new("close-help", &[Scope::Help], &["esc", "q", "?", "enter"], |turn, _| turn.model.overlay = None)
        .footer(),
];

/// A character that was typed while choices are open: takes the choice with that key.
pub fn take_by_key(turn: &mut Turn, typed: char) -> bool {
    let Some(Dialog::Pick(pick)) = turn.model.dialogs.last_mut() else { return false };
    let typed = typed.to_lowercase().next().unwrap_or(typed);
    match pick.items.iter().position(|item| item.key == Some(typed)) {
        Some(at) => {
            pick.cursor = at;
            take(turn);
            true
        }
        None => false,
    }
}

fn take(turn: &mut Turn) {
    if !matches!(turn.model.dialogs.last(), Some(Dialog::Pick(_))) {
        return;
    }
    let Some(Dialog::Pick(Pick { items, cursor, purpose, .. })) = turn.model.dialogs.pop() else { return };
    if let Some(item) = items.into_iter().nth(cursor) {
        picked(turn, purpose, &item.value);
    }
}

fn cancel(turn: &mut Turn) {
    let dialog = turn.model.dialogs.pop();
    // Text a former run left is kept until somebody decides; both sides of a clash are named until somebody does.
    match dialog {
        Some(Dialog::Pick(Pick { purpose: Purpose::Clash { file, .. }, .. })) => {
            turn.save(&file);
            super::typing::forget_draft(turn);
            turn.say(Sentence::new("message.clash-theirs"));
        }
        Some(Dialog::Pick(Pick { purpose: Purpose::Theme { before }, .. })) => turn.model.theme = before,
        Some(Dialog::Pick(Pick { purpose: Purpose::Draft { .. }, .. })) => {
            turn.say(Sentence::new("message.draft-kept"));
        }
        _ => {}
    }
}

fn field(turn: &mut Turn, forward: bool) {
    if let Some(Dialog::Form(form)) = turn.model.dialogs.last_mut() {
        let count = form.fields.len().max(1);
        form.focus = if forward { form.focus + 1 } else { form.focus + count - 1 } % count;
    }
}

fn new_line(turn: &mut Turn) {
    if let Some(Dialog::Form(form)) = turn.model.dialogs.last_mut()
        && let Some(field) = form.field_mut()
        && field.words.is_empty()
    {
        let _ = field.editor.new_line();
    }
}

/// Left, Right and Space go through the words of a field that has only some.
pub fn turn_choice(turn: &mut Turn, forward: bool) -> bool {
    match turn.model.dialogs.last_mut() {
        Some(Dialog::Form(form)) => match form.field_mut() {
            Some(field) if !field.words.is_empty() => {
                field.turn(forward);
                form.problem = None;
                true
            }
            _ => false,
        },
        _ => false,
    }
}

/// A character typed into a field with words takes the word that begins with it.
pub fn choose_word(turn: &mut Turn, typed: char) -> bool {
    match turn.model.dialogs.last_mut() {
        Some(Dialog::Form(form)) => match form.field_mut() {
            Some(field) if !field.words.is_empty() => {
                let typed: String = typed.to_lowercase().collect();
                if typed == " " {
                    field.turn(true);
                } else if let Some((word, _)) =
                    field.words.iter().find(|(_, name)| name.to_lowercase().starts_with(&typed))
                {
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

fn submit(turn: &mut Turn) {
    if !matches!(turn.model.dialogs.last(), Some(Dialog::Form(_))) {
        return;
    }
    if let Some(Dialog::Form(form)) = turn.model.dialogs.pop() {
        submitted(turn, form);
    }
}
