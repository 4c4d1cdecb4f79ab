//! An escape and a key that came as one. Terminals send Alt so, and who presses Esc and then a letter fast enough sends
//! the same.
//!
//! Where Alt with the key is bound, that is what was pressed. Where it is not, nobody can tell the two apart, so what is
//! done harms neither: Esc counts where it loses nothing that was typed, and the key is left out, for as a command it
//! could delete a note. Keys that work always, such as Ctrl-C, work here too.

use super::commands::{self, Scope};
use super::key_names::key_name;
use super::keymap::Keymap;
use super::{Cx, Key, Model};
use crate::i18n::Sentence;

/// What counts of the two.
pub(super) struct Escaped {
    /// The keys that were pressed.
    pub keys: Vec<Key>,
    /// What the person is told afterwards, where a key was left out.
    pub warning: Option<Sentence>,
}

/// What an escape and a key come to.
pub(super) fn escaped(cx: &Cx, keymap: &Keymap, key: Key) -> Escaped {
    let keys = keymap.escaped(commands::scopes(cx.model), cx.model.pending(), key, !esc_loses_text(cx.model));
    let name = |key| key_name(cx.model.words, key);
    let warning = match *keys {
        [] => Some(sentence!("message.alt-unknown", alt = name(key.alt()))),
        [only] if only != key.alt() => Some(sentence!("message.alt-left-out", alt = name(key.alt()), key = name(key))),
        _ => None,
    };
    Escaped { keys, warning }
}

/// Whether Esc would throw away a text that is being typed: that of a note is kept, that of a question is not.
fn esc_loses_text(model: &Model) -> bool {
    commands::is_text(model) && !commands::scopes(model).contains(&Scope::Typing)
}
