//! What a key does: it goes into a text, takes a choice, or runs the command it is bound to.

use super::Cx;
use super::commands::{self, Command, Scope};
use super::key::Key;
use super::keymap::{Keymap, KeymapResult};

/// Takes a key as what it means where the person is.
pub(in crate::app) fn press(cx: &mut Cx, keymap: &Keymap, key: Key) {
    let was_pending = !cx.model.pending.is_empty();
    if !was_pending {
        cx.model.messages.go_on();
    }
    let scopes = commands::scopes(cx.model);
    if !was_pending && let Some(typed) = key.typed() {
        if commands::is_text(cx.model) {
            let before: Vec<_> = scopes.iter().copied().filter(|scope| scope.comes_before_text()).collect();
            if let KeymapResult::Run(command) = keymap.meaning(&before, &[key]) {
                run(cx, command, "");
            } else if !commands::select_option(cx, typed) {
                commands::type_char(cx, typed);
            }
            return;
        }
        if commands::accept_mnemonic(cx, typed) {
            return;
        }
    }
    cx.model.pending.push(key);
    let pending = std::mem::take(&mut cx.model.pending);
    match keymap.meaning(scopes, &pending) {
        KeymapResult::Run(command) => run(cx, command, ""),
        KeymapResult::RunOn(command, typed) => match commands::number(cx.model, &typed) {
            // A digit that leads to no number counts for itself, where the number before it led somewhere.
            commands::Number::Unknown if typed.len() > 1 && !is_after_dot(&pending) => press(cx, keymap, key),
            number => {
                run(cx, command, &typed);
                if number == commands::Number::Open {
                    cx.model.pending = pending;
                }
            }
        },
        KeymapResult::Pending => cx.model.pending = pending,
        // A sequence that leads nowhere is forgotten, and its last key counts for itself, unless it only ends it.
        KeymapResult::NotFound if was_pending => match keymap.meaning(&[Scope::Sequence], &[key]) {
            KeymapResult::Run(command) => run(cx, command, ""),
            _ => press(cx, keymap, key),
        },
        KeymapResult::NotFound => {
            cx.model.stray.did_nothing();
            if key.typed().is_some() {
                cx.warn(sentence!("message.unknown-key", key = key));
            }
        }
    }
}

/// Whether the last key follows a dot, and so can only be meant for the number.
fn is_after_dot(keys: &[Key]) -> bool {
    matches!(keys, [.., before, _] if *before == Key::char('.'))
}

/// Runs a command, or says why it cannot be used now.
pub(in crate::app) fn run(cx: &mut Cx, command: &Command, argument: &str) {
    match (command.availability)(cx.model) {
        Ok(()) => {
            cx.model.commands_run.push(command.id);
            (command.run)(cx, argument);
        }
        Err(reason) => {
            cx.model.stray.did_nothing();
            cx.warn(reason);
        }
    }
}
