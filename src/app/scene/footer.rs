//! The keys that work here now, and where they stand in the last line.

use super::areas;
use crate::app::commands::{self, Command, Scope};
use crate::app::keymap::Keymap;
use crate::app::{Code, Key, Model};
use crate::i18n::SentenceKey;
use crate::layout::Rect;
use crate::layout::text::width;

/// A key and what it does, as the last line names it.
#[derive(Clone, Debug)]
pub struct FooterEntry {
    /// The command.
    pub command: &'static Command,
    /// Its key.
    pub keys: String,
    /// What it does, in a word or two.
    pub short: &'static str,
    /// Where it stands.
    pub area: Rect,
}

/// What stands in the last line. What does not fit is left out from the end, but never the one that shows all keys.
#[must_use]
pub fn footer(model: &Model, keymap: &Keymap) -> Vec<FooterEntry> {
    let area = areas(model.size).footer;
    let scopes = commands::scopes(model);
    let entry = |command: &'static Command| {
        let scope = scopes.iter().copied().find(|scope| command.scopes.contains(scope))?;
        let keys = keys_text(model, keymap.keys_of(command, scope).next()?);
        let of_scope = model.words.find(&format!("command.{}.short-{}", command.id, scope.word()));
        let short = of_scope.or_else(|| model.words.find(&format!("command.{}.short", command.id)))?;
        Some(FooterEntry { command, area: Rect { width: columns(&keys) + 1 + columns(short), ..area }, keys, short })
    };
    let offered = |command: &&'static Command| {
        command.in_footer
            && scopes.iter().any(|scope| command.scopes.contains(scope))
            && (command.availability)(model).is_ok()
    };
    let mut rows: Vec<&'static Command> = commands::all().filter(offered).collect();
    let help = rows.iter().position(|command| command.id == "help").map(|at| rows.remove(at));
    let last = help.filter(|_| !scopes.contains(&Scope::Text)).and_then(entry);
    let space = if area.width < 60 { 1 } else { 2 };
    let reserved = last.as_ref().map_or(0, |last| last.area.width.saturating_add(space));
    let mut x = area.x + 1;
    let mut entries = Vec::new();
    for mut entry in rows.into_iter().filter_map(entry) {
        if x.saturating_add(entry.area.width).saturating_add(reserved) > area.right() {
            break;
        }
        entry.area.x = x;
        x += entry.area.width + space;
        entries.push(entry);
    }
    entries.extend(last.map(|mut last| {
        last.area.x = x;
        last
    }));
    entries
}

fn columns(text: &str) -> u16 {
    super::small(width(text))
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
    let unicode = model.capabilities.unicode;
    let name = |name: SentenceKey| model.words.say(name);
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
