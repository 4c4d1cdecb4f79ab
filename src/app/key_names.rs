//! What keys are called in running text: `Ctrl-T`, `Alt-Enter`, `a`. Sentences name a key by its command
//! (`{key:undo}`), so that they follow the bindings of the person; the last line has signs for keys instead
//! (`scene::key_text`).

use std::ops::Deref;
use std::sync::LazyLock;

use super::commands;
use super::keymap::Keymap;
use super::{Code, Key};
use crate::i18n::Catalogue;

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

fn key_name(words: &Catalogue, key: Key) -> String {
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
        assert_eq!(told, "waived until 2030-01-01 · Ctrl-Z z takes it back");
    }
}
