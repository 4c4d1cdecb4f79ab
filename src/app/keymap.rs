//! Which keys run which command. Bindings are data: sequences of keys, each in a scope.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::commands::{self, Argument, Command, Scope};
use super::key::{Code, Key};

/// A sequence of keys bound to a command.
#[derive(Clone, Debug)]
pub struct Binding {
    /// Where it works.
    pub scope: Scope,
    /// The keys, one after another.
    pub keys: Vec<Key>,
    /// What they run.
    pub command: &'static Command,
}

/// All bindings.
#[derive(Clone, Debug)]
pub struct Keymap {
    all: Vec<Binding>,
    /// Index into `all` by scope and first key, made for the first key that is pressed.
    by_first: OnceLock<HashMap<(Scope, Key), Vec<usize>>>,
}

/// What keys that were pressed mean.
#[derive(Clone, Debug)]
pub enum KeymapResult {
    /// They run a command.
    Run(&'static Command),
    /// They run a command with what was typed so far, and may go on.
    RunOn(&'static Command, String),
    /// They are the beginning of a sequence.
    Pending,
    /// Nothing.
    NotFound,
}

impl Keymap {
    /// The keys of the command table.
    #[must_use]
    pub fn standard() -> Self {
        let rows = commands::all().flat_map(|command| {
            command.scopes.iter().flat_map(move |scope| {
                command
                    .keys
                    .iter()
                    .filter_map(move |keys| Some(Binding { scope: *scope, keys: Key::parse_sequence(keys)?, command }))
            })
        });
        Self::new(rows.collect())
    }

    /// Bindings from a list; an earlier one wins over a later one with the same keys in the same scope.
    #[must_use]
    pub fn new(all: Vec<Binding>) -> Self {
        Self { all, by_first: OnceLock::new() }
    }

    /// The bindings of a scope that begin with a key.
    fn beginning_with(&self, scope: Scope, first: Key) -> impl Iterator<Item = &Binding> {
        let by_first = self.by_first.get_or_init(|| {
            let mut by_first: HashMap<(Scope, Key), Vec<usize>> = HashMap::new();
            for (at, binding) in self.all.iter().enumerate() {
                if let Some(first) = binding.keys.first() {
                    by_first.entry((binding.scope, *first)).or_default().push(at);
                }
            }
            by_first
        });
        by_first.get(&(scope, first)).into_iter().flatten().map(|at| &self.all[*at])
    }

    /// What the keys mean, asked of the scopes in turn.
    #[must_use]
    pub fn meaning(&self, scopes: &[Scope], keys: &[Key]) -> KeymapResult {
        let Some(first) = keys.first() else { return KeymapResult::NotFound };
        for scope in scopes {
            let mut begun = false;
            for binding in self.beginning_with(*scope, *first) {
                if binding.keys == keys && binding.command.argument == Argument::None {
                    return KeymapResult::Run(binding.command);
                }
                if binding.keys.len() > keys.len() && binding.keys.starts_with(keys) {
                    begun = true;
                } else if binding.command.argument == Argument::Number
                    && keys.starts_with(&binding.keys)
                    && let Some(typed) = number(&keys[binding.keys.len()..])
                {
                    return if typed.is_empty() {
                        KeymapResult::Pending
                    } else {
                        KeymapResult::RunOn(binding.command, typed)
                    };
                }
            }
            if begun {
                return KeymapResult::Pending;
            }
        }
        KeymapResult::NotFound
    }

    /// What can follow keys that are the beginning of sequences, each with the keys that are left; nothing unless all of it
    /// is to be listed.
    #[must_use]
    pub fn listing(&self, scopes: &[Scope], begun: &[Key]) -> Option<Vec<(&[Key], &'static Command)>> {
        let first = begun.first()?;
        let mut listed: Vec<(&[Key], &'static Command)> = Vec::new();
        for binding in scopes.iter().flat_map(|scope| self.beginning_with(*scope, *first)) {
            let Some(rest) = binding.keys.strip_prefix(begun).filter(|rest| !rest.is_empty()) else { continue };
            if !binding.command.is_listed {
                return None;
            }
            if !listed.iter().any(|(_, command)| command.id == binding.command.id) {
                listed.push((rest, binding.command));
            }
        }
        (!listed.is_empty()).then_some(listed)
    }

    /// What counts where an escape and a key came as one: the key with Alt held where that means something in these scopes
    /// after the keys before it; else Esc, where `esc_counts`, and the key only where it works always.
    #[must_use]
    pub fn escaped(&self, scopes: &[Scope], before: &[Key], key: Key, esc_counts: bool) -> Vec<Key> {
        let is_bound = |scopes: &[Scope], keys: &[Key]| !matches!(self.meaning(scopes, keys), KeymapResult::NotFound);
        let esc = Key::plain(Code::Esc);
        if is_bound(scopes, &[before, &[key.alt()]].concat()) {
            vec![key.alt()]
        } else if key.typed().is_none() && is_bound(&[Scope::Always], &[key]) {
            vec![esc, key]
        } else if esc_counts {
            vec![esc]
        } else {
            Vec::new()
        }
    }

    /// The keys that run a command in a scope, the first one first.
    pub fn keys_of<'a>(&'a self, command: &'a Command, scope: Scope) -> impl Iterator<Item = &'a [Key]> + 'a {
        self.all
            .iter()
            .filter(move |binding| binding.scope == scope && binding.command.id == command.id)
            .map(|binding| binding.keys.as_slice())
    }

    /// Every binding.
    pub fn iter(&self) -> impl Iterator<Item = &Binding> {
        self.all.iter()
    }
}

impl Default for Keymap {
    fn default() -> Self {
        Self::standard()
    }
}

fn number(keys: &[Key]) -> Option<String> {
    keys.iter()
        .map(|key| match key.code {
            Code::Char(character @ ('0'..='9' | '.')) if !key.ctrl && !key.alt => Some(character),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(scopes: &[Scope], keys: &str) -> String {
        let keys = Key::parse_sequence(keys).expect("keys");
        match Keymap::standard().meaning(scopes, &keys) {
            KeymapResult::Run(command) => command.id.to_owned(),
            KeymapResult::RunOn(command, typed) => format!("{} {typed}", command.id),
            KeymapResult::Pending => "…".to_owned(),
            KeymapResult::NotFound => String::new(),
        }
    }

    #[test]
    fn keys_run_commands_and_sequences_wait() {
        let canvas = [Scope::Canvas, Scope::Everywhere];
        assert_eq!(meaning(&canvas, "a"), "add-note");
        assert_eq!(meaning(&canvas, "g"), "…");
        assert_eq!(meaning(&canvas, "g g"), "first");
        assert_eq!(meaning(&canvas, "g 2"), "go-to-number 2");
        assert_eq!(meaning(&canvas, "g 2 . 1"), "go-to-number 2.1");
        assert_eq!(meaning(&canvas, "g x"), "");
        assert_eq!(meaning(&[Scope::Map, Scope::Everywhere], "u"), "undo");
        assert_eq!(meaning(&[Scope::Picker, Scope::Always], "u"), "");
    }

    #[test]
    fn every_key_of_the_table_is_a_key_and_none_is_bound_twice_in_a_scope() {
        let mut seen: HashMap<(Scope, String), &str> = HashMap::new();
        for command in commands::all() {
            for keys in command.keys {
                assert!(Key::parse_sequence(keys).is_some(), "{}: {keys}", command.id);
                for scope in command.scopes {
                    if let Some(other) = seen.insert((*scope, (*keys).to_owned()), command.id) {
                        panic!("{keys} runs {other} and {} in {scope:?}", command.id);
                    }
                }
            }
        }
    }
}
