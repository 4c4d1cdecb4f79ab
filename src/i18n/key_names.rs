//! Sentences that name a key: `{key:undo}` is what the key of the command `undo` is called, as the person has bound it, and
//! `{key:picker/accept}` that of the scope. Sentences are told everywhere, keys are known to the keymap alone: so whoever
//! has one hands over the names, and a sentence is put together when it is first told.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// What stands before the name of a command in a sentence; `file.rs` looks for the same.
const KEY: &str = "{key:";

/// What keys are called, and the sentences that were told with those names in them.
pub(super) struct KeyNames {
    name: Box<dyn Fn(&str) -> String + Send + Sync>,
    told: Mutex<HashMap<&'static str, &'static str>>,
}

impl KeyNames {
    /// Names from a function: a command's id, with the word of a scope and a slash before it where that matters.
    pub(super) fn new(name: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        Self { name: Box::new(name), told: Mutex::default() }
    }

    /// A text with the names in it. What is made is kept for as long as the program runs, as the catalogue is: there are
    /// as many as there are sentences that name keys.
    pub(super) fn fill(&self, text: &'static str) -> &'static str {
        // Nothing can break half way in there.
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.entry(text).or_insert_with(|| self.put_in(text).leak())
    }

    fn put_in(&self, text: &str) -> String {
        let mut parts = text.split(KEY);
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            match part.split_once('}') {
                Some((command, rest)) => out.extend([&*(self.name)(command), rest]),
                None => out.extend([KEY, part]),
            }
        }
        out
    }
}

impl fmt::Debug for KeyNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyNames").finish_non_exhaustive()
    }
}
