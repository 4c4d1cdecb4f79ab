//! The keys that work here now, and where they stand in the last line.

use super::areas;
use crate::app::commands::{self, Command, Scope};
use crate::app::key_names::keys_text;
use crate::app::keymap::Keymap;
use crate::app::screen;
use crate::app::{Key, Model};
use crate::layout::Rect;
use crate::layout::text::width;

/// What an entry of the last line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FooterPlace {
    /// What can be done, from the left.
    Verb,
    /// A view of the screen, at the right end.
    View,
    /// The one that is shown.
    CurrentView,
    /// The way out behind the views, with a sign between.
    WayOut,
    /// The way out of a screen that has one view.
    Alone,
}

/// What a key that the last line names does.
#[derive(Clone, Copy, Debug)]
pub enum FooterAction {
    /// It runs a command.
    Run(&'static Command),
    /// It is the first of several that lead to commands, which are listed then.
    Begin(Key),
}

/// A key and what it does, as the last line names it.
#[derive(Clone, Debug)]
pub struct FooterEntry {
    /// What the key does.
    pub action: FooterAction,
    /// The key.
    pub keys: String,
    /// What it does, in a word or two.
    pub short: &'static str,
    /// Where it stands.
    pub area: Rect,
    /// What it is.
    pub place: FooterPlace,
}

/// From how many columns on the views are named, and the way out.
const VIEWS_FROM: u16 = 72;
const WAY_OUT_FROM: u16 = 36;
/// From how many columns on the key that lists what can be done anywhere is named.
const MORE_FROM: u16 = 60;
/// From how many columns on what can be done anywhere is named beside the key that lists it.
const ANYWHERE_FROM: u16 = 100;

/// What stands in the last line: from the left what can be done, and at the right end the views of the screen and the way
/// out. What does not fit is left out from the left part, but never the one that shows all keys.
#[must_use]
pub fn footer(model: &Model, keymap: &Keymap) -> Vec<FooterEntry> {
    let area = areas(model.size).footer;
    if let Some(listed) = model.listing(keymap) {
        return listing(model, keymap, &listed);
    }
    let footer = Footer { model, keymap, scopes: commands::scopes(model), area };
    let end = footer.end();
    let mut entries = footer.verbs(end.first().map_or(area.right(), |first| first.area.x.saturating_sub(1)));
    entries.extend(end);
    entries
}

struct Footer<'a> {
    model: &'a Model,
    keymap: &'a Keymap,
    scopes: &'static [Scope],
    area: Rect,
}

impl Footer<'_> {
    fn entry(&self, command: &'static Command, place: FooterPlace) -> Option<FooterEntry> {
        let model = self.model;
        let scope = self.scopes.iter().copied().find(|scope| command.scopes.contains(scope))?;
        let keys = keys_text(model, self.keymap.keys_of(command, scope).next()?);
        let is_over_map = command.id == "leave" && model.screens().len() == 2;
        let over_map = is_over_map.then(|| model.words.say(key!("command.leave.short-to-map")));
        let of_scope = || model.words.find(&format!("command.{}.short-{}", command.id, scope.word()));
        let of_all = || model.words.find(&format!("command.{}.short", command.id));
        let short = over_map.or_else(of_scope).or_else(of_all)?;
        Some(self.entry_of(FooterAction::Run(command), keys, short, place))
    }

    fn entry_of(&self, action: FooterAction, keys: String, short: &'static str, place: FooterPlace) -> FooterEntry {
        let width = columns(&keys) + 1 + columns(short);
        FooterEntry { action, area: Rect { width, ..self.area }, keys, short, place }
    }

    fn is_offered(&self, command: &Command) -> bool {
        let is_here = self.scopes.iter().any(|scope| command.scopes.contains(scope));
        is_here && (command.availability)(self.model).is_ok() && commands::kept_by(self.model, command).is_none()
    }

    /// What can be done, as much as stands before the column `right`; what can be done anywhere comes last.
    fn verbs(&self, right: u16) -> Vec<FooterEntry> {
        let offered = || commands::all().filter(|command| self.is_offered(command));
        let leads = |command: &Command| command.leads_footer_in.is_some_and(|scope| self.scopes.contains(&scope));
        let named = |command: &&Command| leads(command) || (command.in_footer && command.id != "help");
        let mut rows: Vec<&'static Command> = offered().filter(named).collect();
        rows.sort_by_key(|command| !leads(command));
        rows.extend(offered().filter(|command| command.in_wide_footer));
        let last = self.anywhere();
        let space = if self.area.width < 60 { 1 } else { 2 };
        let reserved = last.iter().map(|entry| entry.area.width.saturating_add(space)).fold(0, u16::saturating_add);
        let mut x = self.area.x + 1;
        let mut entries = Vec::new();
        let mut put = |mut entry: FooterEntry, reserved: u16| {
            if x.saturating_add(entry.area.width).saturating_add(reserved) <= right {
                entry.area.x = x;
                x += entry.area.width + space;
                entries.push(entry);
            }
        };
        for entry in rows.into_iter().filter_map(|command| self.entry(command, FooterPlace::Verb)) {
            put(entry, reserved);
        }
        for entry in last {
            put(entry, 0);
        }
        entries
    }

    /// What can be done on every screen and is listed behind a key: named where there is room, then the key, and the one
    /// that shows all keys.
    fn anywhere(&self) -> Vec<FooterEntry> {
        let is_screen = self.scopes.contains(&Scope::Everywhere);
        let mut entries = Vec::new();
        if self.area.width >= ANYWHERE_FROM && (is_screen || self.scopes.contains(&Scope::Typing)) {
            let listed = commands::all().filter(|command| command.is_listed && self.is_offered(command));
            let by_one_key = listed.filter(|command| {
                let scope = self.scopes.iter().find(|scope| command.scopes.contains(scope));
                scope.and_then(|scope| self.keymap.keys_of(command, *scope).next()).is_some_and(|keys| keys.len() == 1)
            });
            entries.extend(by_one_key.filter_map(|command| self.entry(command, FooterPlace::Verb)));
        }
        let leads_on = self.keymap.iter().find(|binding| {
            binding.scope == Scope::Everywhere
                && binding.keys.len() > 1
                && binding.command.is_listed
                && self.is_offered(binding.command)
        });
        let has_room = is_screen && self.area.width >= MORE_FROM;
        if let Some(first) = leads_on.filter(|_| has_room).and_then(|binding| binding.keys.first()) {
            let more = self.model.words.say(key!("help.more"));
            let keys = keys_text(self.model, &[*first]);
            entries.push(self.entry_of(FooterAction::Begin(*first), keys, more, FooterPlace::Verb));
        }
        let help = commands::find("help").filter(|_| !self.scopes.contains(&Scope::Text));
        entries.extend(help.and_then(|command| self.entry(command, FooterPlace::Verb)));
        entries
    }

    /// The views of the screen in front and the way out, where nothing lies over it.
    fn end(&self) -> Vec<FooterEntry> {
        if !self.scopes.contains(&Scope::Everywhere) || self.area.width < WAY_OUT_FROM {
            return Vec::new();
        }
        let views = screen::front(self.model).views(self.model).into_iter().filter(|_| self.area.width >= VIEWS_FROM);
        let mut end: Vec<FooterEntry> = views
            .filter_map(|view| {
                let place = if view.is_current { FooterPlace::CurrentView } else { FooterPlace::View };
                self.entry(commands::find(view.command)?, place)
            })
            .collect();
        let place = if end.is_empty() { FooterPlace::Alone } else { FooterPlace::WayOut };
        end.extend(commands::find("leave").and_then(|leave| self.entry(leave, place)));
        let mut x = self.area.right().saturating_sub(1);
        for entry in end.iter_mut().rev() {
            entry.area.x = x.saturating_sub(entry.area.width);
            x = entry.area.x.saturating_sub(if entry.place == FooterPlace::WayOut { 3 } else { 1 });
        }
        end
    }
}

/// What can follow the keys that were pressed, and the key that forgets them.
fn listing(model: &Model, keymap: &Keymap, listed: &[(&[Key], &'static Command)]) -> Vec<FooterEntry> {
    let area = areas(model.size).footer;
    let space = if area.width < 60 { 1 } else { 2 };
    let leave = commands::find("end-sequence");
    let leave = leave.and_then(|command| Some((keymap.keys_of(command, Scope::Sequence).next()?, command)));
    let mut x = area.x + 1;
    let mut entries = Vec::new();
    let can_be_used = |(_, command): &(&[Key], &'static Command)| (command.availability)(model).is_ok();
    for (keys, command) in listed.iter().copied().filter(can_be_used).chain(leave) {
        let keys = keys_text(model, keys);
        let short = model.words.find(&format!("command.{}.short", command.id)).unwrap_or_default();
        let width = columns(&keys) + 1 + columns(short);
        if x.saturating_add(width) > area.right() {
            break;
        }
        let action = FooterAction::Run(command);
        entries.push(FooterEntry { action, area: Rect { x, width, ..area }, keys, short, place: FooterPlace::Verb });
        x += width + space;
    }
    entries
}

fn columns(text: &str) -> u16 {
    super::small(width(text))
}
