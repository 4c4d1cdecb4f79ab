//! The keys that work here now, and where they stand in the last line.

use super::areas;
use crate::app::Model;
use crate::app::commands::{self, Command, Scope};
use crate::app::key_names::keys_text;
use crate::app::keymap::Keymap;
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
