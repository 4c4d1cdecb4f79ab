//! What keys are called: in running text (`Ctrl-T`, `Alt-Enter`, `a`), where sentences name a key by its command
//! (`{key:undo}`) and so follow the bindings of the person; and on the screen, where there are signs for keys (`^T`).

use std::ops::Deref;
use std::sync::LazyLock;

use super::commands;
use super::keymap::Keymap;
use super::{Code, Key, Model};
use crate::i18n::{Catalogue, SentenceKey};

/// A catalogue whose sentences name the keys of a keymap.
#[must_use]
pub fn naming(
    words: &'static Catalogue,
    keymap: impl Deref<Target = Keymap> + Send + Sync + 'static,
) -> &'static Catalogue {
    words.naming_keys(move |id| name(words, &keymap, id))
}

/// A catalogue whose sentences name the keys of the command table.
#[must_use]
pub fn naming_standard(words: &'static Catalogue) -> &'static Catalogue {
    static STANDARD: LazyLock<Keymap> = LazyLock::new(Keymap::standard);
    words.naming_keys(move |id| name(words, &STANDARD, id))
}

/// What the first keys of a command are called; its title, by which it is found among all commands, where none runs it.
fn name(words: &Catalogue, keymap: &Keymap, id: &str) -> String {
    let Some(command) = commands::find(id) else { return id.to_owned() };
    let keys = command.scopes.iter().find_map(|scope| keymap.keys_of(command, *scope).next());
    let named = keys.map(|keys| keys.iter().map(|key| key_name(words, *key)).collect::<Vec<_>>().join(" "));
    named.unwrap_or_else(|| format!(":{}", commands::title(words, command)))
}

pub(super) fn key_name(words: &Catalogue, key: Key) -> String {
    let base = match key.code {
        Code::Char(' ') => words.look_up("key.space").to_owned(),
        Code::Char(character) if key.ctrl => character.to_uppercase().collect(),
        Code::Char(character) => character.to_string(),
        Code::F(number) => format!("F{number}"),
        _ => {
            let plain = Key { ctrl: false, alt: false, shift: false, ..key }.to_string();
            words.find(&format!("key.{plain}")).map_or(plain, str::to_owned)
        }
    };
    let held = [(key.ctrl, "Ctrl-"), (key.alt, "Alt-"), (key.shift, "Shift-")];
    held.into_iter().filter(|(held, _)| *held).map(|(_, sign)| sign).collect::<String>() + &base
}

/// The first keys that run a command here, as the screen names them; empty where none do.
#[must_use]
pub fn key_here(model: &Model, keymap: &Keymap, id: &str) -> String {
    let keys = commands::find(id).and_then(|command| {
        commands::scopes_without_help(model).iter().find_map(|scope| keymap.keys_of(command, *scope).next())
    });
    keys_text(model, keys.unwrap_or_default())
}

/// Keys as the screen names them, pressed one after the other.
#[must_use]
pub fn keys_text(model: &Model, keys: &[Key]) -> String {
    keys.iter().map(|key| key_text(model, *key)).collect::<Vec<_>>().join(" ")
}

/// A key as the screen names it: a sign where one is known, and `^R` for Control.
#[must_use]
pub fn key_text(model: &Model, key: Key) -> String {
    key_text_in(model.words, model.capabilities.unicode, key)
}

/// The same where there is no model.
#[must_use]
pub fn key_text_in(words: &Catalogue, unicode: bool, key: Key) -> String {
    let name = |name: SentenceKey| words.say(name);
    let base = match key.code {
        Code::Char(' ') if unicode => "␣".to_owned(),
        Code::Char(' ') => name(key!("key.space")).to_owned(),
        Code::Char(character) => character.to_string(),
        Code::Enter if unicode => "⏎".to_owned(),
        Code::Enter => name(key!("key.enter")).to_owned(),
        Code::Esc => name(key!("key.esc")).to_owned(),
        Code::Tab if unicode => "⇥".to_owned(),
        Code::Tab => name(key!("key.tab")).to_owned(),
        Code::Backspace => name(key!("key.backspace")).to_owned(),
        Code::Delete => name(key!("key.delete")).to_owned(),
        Code::Up if unicode => "↑".to_owned(),
        Code::Down if unicode => "↓".to_owned(),
        Code::Left if unicode => "←".to_owned(),
        Code::Right if unicode => "→".to_owned(),
        Code::Up => name(key!("key.up")).to_owned(),
        Code::Down => name(key!("key.down")).to_owned(),
        Code::Left => name(key!("key.left")).to_owned(),
        Code::Right => name(key!("key.right")).to_owned(),
        Code::Home => name(key!("key.home")).to_owned(),
        Code::End => name(key!("key.end")).to_owned(),
        Code::PageUp => name(key!("key.pageup")).to_owned(),
        Code::PageDown => name(key!("key.pagedown")).to_owned(),
        Code::F(number) => format!("F{number}"),
    };
    let base = if key.ctrl { base.to_uppercase() } else { base };
    let mut out = String::new();
    for (held, sign) in [(key.ctrl, "^"), (key.alt, "Alt-"), (key.shift, "Shift-")] {
        if held {
            out.push_str(sign);
        }
    }
    out + &base
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::config::{self, Known};

    #[test]
    fn keys_are_called_as_people_call_them() {
        let standard = Keymap::standard();
        let called = ["undo", "finder-mark", "new-line", "finish", "finder-take", "select", "mouse", "left"]
            .map(|id| name(Catalogue::english(), &standard, id));
        assert_eq!(called, ["u", "Ctrl-T", "Alt-Enter", "Esc", "Enter", "Space", "F8", "Left"]);
    }

    #[test]
    fn sentences_name_the_keys_of_the_person() {
        let known = Known { themes: Vec::new(), languages: Vec::new };
        let reading = config::read("[keys.everywhere]\nundo = \"ctrl-z z\"\n", &known);
        let keymap: &'static Keymap = Box::leak(Box::new(Keymap::with(&reading.keys)));
        let words = naming(Catalogue::english(), keymap);
        assert_eq!(words.find("message.related-many.one"), None);
        let told = words.tell(&crate::sentence!("message.waived", date = "2030-01-01"));
        assert_eq!(told, "waived until 2030-01-01 · Ctrl-Z z undoes it");
    }
}
