//! The keys that work here now, and where they stand in the last line.

use super::areas;
use crate::app::commands::{self, Command, Scope};
use crate::app::key_names::keys_text;
use crate::app::keymap::Keymap;
use crate::app::screen::Mode;
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
    /// What it is.
    pub place: FooterPlace,
}

/// The views of a canvas.
const VIEWS: [(&str, Mode); 4] =
    [("walk", Mode::Walk), ("grid", Mode::Grid), ("board", Mode::Board), ("spotlight", Mode::Spotlight)];
/// From how many columns on the views are named, and the way out.
const VIEWS_FROM: u16 = 72;
const WAY_OUT_FROM: u16 = 36;

/// What stands in the last line: from the left what can be done, and at the right end the views of the screen and the way
/// out. What does not fit is left out from the end of the left part, but never the one that shows all keys.
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
        let Self { model, area, .. } = *self;
        let scope = self.scopes.iter().copied().find(|scope| command.scopes.contains(scope))?;
        let keys = keys_text(model, self.keymap.keys_of(command, scope).next()?);
        let is_over_map = command.id == "leave" && model.screens().len() == 2;
        let over_map = is_over_map.then(|| model.words.say(key!("command.leave.short-to-map")));
        let of_scope = || model.words.find(&format!("command.{}.short-{}", command.id, scope.word()));
        let of_all = || model.words.find(&format!("command.{}.short", command.id));
        let short = over_map.or_else(of_scope).or_else(of_all)?;
        let width = columns(&keys) + 1 + columns(short);
        Some(FooterEntry { command, area: Rect { width, ..area }, keys, short, place })
    }

    /// What can be done, as much as stands before the column `right`; the one that shows all keys comes last.
    fn verbs(&self, right: u16) -> Vec<FooterEntry> {
        let is_offered = |command: &&'static Command| {
            self.scopes.iter().any(|scope| command.scopes.contains(scope)) && (command.availability)(self.model).is_ok()
        };
        let offered = || commands::all().filter(is_offered);
        let mut rows: Vec<&'static Command> = offered().filter(|command| command.in_footer).collect();
        let help = rows.iter().position(|command| command.id == "help").map(|at| rows.remove(at));
        rows.extend(offered().filter(|command| command.in_wide_footer));
        let last = help.filter(|_| !self.scopes.contains(&Scope::Text));
        let last = last.and_then(|command| self.entry(command, FooterPlace::Verb));
        let space = if self.area.width < 60 { 1 } else { 2 };
        let reserved = last.as_ref().map_or(0, |last| last.area.width.saturating_add(space));
        let mut x = self.area.x + 1;
        let mut entries = Vec::new();
        for mut entry in rows.into_iter().filter_map(|command| self.entry(command, FooterPlace::Verb)) {
            if x.saturating_add(entry.area.width).saturating_add(reserved) > right {
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

    /// The views of the screen in front and the way out, where nothing lies over it.
    fn end(&self) -> Vec<FooterEntry> {
        if !self.scopes.contains(&Scope::Everywhere) || self.area.width < WAY_OUT_FROM {
            return Vec::new();
        }
        let mode = self.model.canvas_state().map(|state| state.mode).filter(|_| self.area.width >= VIEWS_FROM);
        let views = mode.into_iter().flat_map(|mode| VIEWS.map(|(id, view)| (id, view == mode)));
        let mut end: Vec<FooterEntry> = views
            .filter_map(|(id, is_current)| {
                let place = if is_current { FooterPlace::CurrentView } else { FooterPlace::View };
                self.entry(commands::find(id)?, place)
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
    for (keys, command) in listed.iter().copied().chain(leave) {
        let keys = keys_text(model, keys);
        let short = model.words.find(&format!("command.{}.short", command.id)).unwrap_or_default();
        let width = columns(&keys) + 1 + columns(short);
        if x.saturating_add(width) > area.right() {
            break;
        }
        entries.push(FooterEntry { command, area: Rect { x, width, ..area }, keys, short, place: FooterPlace::Verb });
        x += width + space;
    }
    entries
}

fn columns(text: &str) -> u16 {
    super::small(width(text))
}
