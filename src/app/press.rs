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
    let was_listing = std::mem::take(&mut cx.model.is_listing) && was_pending;
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
        KeymapResult::Pending => {
            cx.model.is_listing = keymap.listing(scopes, &pending).is_some();
            cx.model.pending = pending;
        }
        // What is listed waits for one of its keys. Into a text goes what was meant for that, and what works always does.
        KeymapResult::NotFound if was_listing && stays_listed(cx, keymap, key) => {
            cx.model.pending = pending[..pending.len() - 1].to_vec();
            cx.model.is_listing = true;
        }
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

/// Whether a key that is not among those listed does nothing.
fn stays_listed(cx: &Cx, keymap: &Keymap, key: Key) -> bool {
    let ends = matches!(keymap.meaning(&[Scope::Sequence, Scope::Always], &[key]), KeymapResult::Run(_));
    !ends && !commands::is_text(cx.model)
}

/// Whether the last key follows a dot, and so can only be meant for the number.
fn is_after_dot(keys: &[Key]) -> bool {
    matches!(keys, [.., before, _] if *before == Key::char('.'))
}

/// Runs a command, or says why it cannot be used now.
pub(in crate::app) fn run(cx: &mut Cx, command: &Command, argument: &str) {
    if commands::is_refused(cx, command) {
        return;
    }
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
