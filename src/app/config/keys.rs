//! Keys that a person chose for commands: reading them, and bindings made of them.

use crate::app::commands::{self, Argument, Command, Scope};
use crate::app::key::{Code, Key, NAMES};
use crate::app::keymap::{Binding, Keymap};

use crate::diagnostic::{Position, nearest};

/// The keys a person chose for a command in a scope; none unbinds it.
#[derive(Clone, Debug)]
pub struct KeyChoice {
    /// Where they work.
    pub scope: Scope,
    /// What they run.
    pub command: &'static Command,
    /// The sequences, the first of which the footer shows.
    pub keys: Vec<Vec<Key>>,
    /// Where the choice stands.
    pub place: Position,
}

/// Why keys cannot be bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    /// A word is no key; perhaps this was meant.
    NoKey(String, Option<String>),
    /// The key goes into the text that is being typed.
    Typed(Key),
}

/// Reads a sequence of keys for a scope.
pub(super) fn sequence(text: &str, scope: Scope) -> Result<Vec<Key>, Misfit> {
    let mut keys = Vec::new();
    for word in text.split_whitespace() {
        let key = Key::parse(word).filter(|key| *key == sent(*key));
        keys.push(key.ok_or_else(|| Misfit::NoKey(word.to_owned(), meant(word)))?);
    }
    let is_text = matches!(scope, Scope::Text | Scope::Typing | Scope::Form | Scope::Finder);
    match keys.first() {
        Some(first) if is_text && first.typed().is_some() => Err(Misfit::Typed(*first)),
        _ => Ok(keys),
    }
}

/// The key that a terminal sends for it: Shift is in the character, and some with Control are other keys.
fn sent(key: Key) -> Key {
    match key.code {
        Code::Char('i') if key.ctrl => Key { code: Code::Tab, ctrl: false, ..key },
        Code::Char('m') if key.ctrl => Key { code: Code::Enter, ctrl: false, ..key },
        Code::Char('[') if key.ctrl => Key { code: Code::Esc, ctrl: false, ..key },
        Code::Char(character) if key.ctrl => {
            Key { code: Code::Char(character.to_lowercase().next().unwrap_or(character)), shift: false, ..key }
        }
        Code::Char(character) if key.shift => {
            Key { code: Code::Char(character.to_uppercase().next().unwrap_or(character)), shift: false, ..key }
        }
        _ => key,
    }
}

/// What other programs call keys, and what they are called here.
const ALIASES: [(&str, &str); 9] = [
    ("return", "enter"),
    ("escape", "esc"),
    ("del", "delete"),
    ("bs", "backspace"),
    ("bksp", "backspace"),
    ("pgup", "pageup"),
    ("pgdn", "pagedown"),
    ("pgdown", "pagedown"),
    ("spc", "space"),
];

/// The key that was perhaps meant by a word that is none.
fn meant(word: &str) -> Option<String> {
    let small = word.to_lowercase().replace('+', "-");
    let (mut held, mut rest) = (String::new(), small.as_str());
    while let Some((first, after)) = rest.split_once('-').filter(|(_, after)| !after.is_empty()) {
        let modifier = match first {
            "c" | "control" | "ctl" => "ctrl",
            "a" | "m" | "meta" | "option" | "opt" => "alt",
            "s" => "shift",
            other => nearest(other, ["ctrl", "alt", "shift"])?,
        };
        held = held + modifier + "-";
        rest = after;
    }
    let ours = |name: &str| ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, key)| key).to_owned();
    let function = || (1..=24).map(|number| format!("f{number}")).collect::<Vec<_>>();
    let known = |base: &str| Key::parse(&format!("{held}{base}")).map(|key| sent(key).to_string());
    known(&ours(rest)).or_else(|| {
        let functions = function();
        let names = NAMES.iter().map(|(_, name)| *name).chain(functions.iter().map(String::as_str));
        let aliases = ALIASES.iter().map(|(alias, _)| *alias);
        known(&ours(nearest(rest, names.chain(aliases))?))
    })
}

/// Whether one of two sequences keeps the other from ever being reached. A command with a number goes on after its
/// keys, so a longer sequence beside it is reached.
pub(super) fn collide(one: (&[Key], &Command), other: (&[Key], &Command)) -> bool {
    let blocks = |(short, command): (&[Key], &Command), (long, _): (&[Key], &Command)| {
        long.starts_with(short) && (long.len() == short.len() || command.argument == Argument::None)
    };
    !one.0.is_empty() && !other.0.is_empty() && (blocks(one, other) || blocks(other, one))
}

impl Keymap {
    /// The keys of the command table, as far as the choices leave them: a choice replaces the keys of its command in
    /// its scope, and takes its keys from any other command there.
    #[must_use]
    pub fn with(choices: &[KeyChoice]) -> Self {
        if choices.is_empty() {
            return Self::standard();
        }
        let chosen = choices.iter().flat_map(|choice| {
            choice.keys.iter().map(|keys| Binding { scope: choice.scope, keys: keys.clone(), command: choice.command })
        });
        let chosen: Vec<Binding> = chosen.collect();
        let stays = |binding: &&Binding| {
            let is_replaced =
                choices.iter().any(|choice| choice.scope == binding.scope && choice.command.id == binding.command.id);
            let is_taken = chosen.iter().any(|other| {
                other.scope == binding.scope && collide((&other.keys, other.command), (&binding.keys, binding.command))
            });
            !is_replaced && !is_taken
        };
        let standard = Self::standard();
        let kept: Vec<Binding> = standard.iter().filter(stays).cloned().collect();
        Self::new(chosen.into_iter().chain(kept).collect())
    }
}

/// The commands that choices for others left without any key in a scope where they had one.
#[must_use]
pub fn lost(choices: &[KeyChoice]) -> Vec<(Scope, &'static Command)> {
    let keymap = Keymap::with(choices);
    let rows = commands::all().flat_map(|command| command.scopes.iter().map(move |scope| (*scope, command)));
    rows.filter(|(scope, command)| {
        let chosen = choices.iter().any(|choice| choice.scope == *scope && choice.command.id == command.id);
        !chosen && !command.keys.is_empty() && keymap.keys_of(command, *scope).next().is_none()
    })
    .collect()
}
