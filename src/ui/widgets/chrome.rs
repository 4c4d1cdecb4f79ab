//! What every screen has: the title line, the message line and the keys.

use crate::app::bindings::Bindings;
use crate::app::commands::{self, Command, Scope};
use crate::app::scene::{Areas, areas};
use crate::app::screens::sections_of;
use crate::app::{Code, Doc, Key, Model, SaveState, Tone};
use crate::layout::Rect;
use crate::layout::text::width;
use crate::method::language::Sentence;
use crate::ui::paint::Painter;
use crate::ui::theme::Role;

/// Draws title, message and keys, and says which areas there are.
pub fn chrome(model: &Model, bindings: &Bindings, paint: &mut Painter, title: &[&str]) -> Areas {
    let areas = areas(model.size);
    paint.fill(areas.title, Role::Raised);
    let right = state_of(model, paint);
    let mut x = areas.title.x + 1;
    let end = right.saturating_sub(2);
    for (at, part) in title.iter().enumerate() {
        if at > 0 {
            x += paint.text(x + 1, areas.title.y, 1, paint.glyphs.chevron, Role::Muted) + 2;
        }
        let role = if at + 1 == title.len() { Role::Title } else { Role::Muted };
        x += paint.text(x, areas.title.y, end.saturating_sub(x), part, role);
    }
    footer(model, bindings, paint, &areas);
    message(model, paint, &areas);
    areas
}

/// The document's status, and whether it is saved. Gives back where it begins.
fn state_of(model: &Model, paint: &mut Painter) -> u16 {
    let area = areas(model.size).title;
    let Some(doc) = model.doc() else {
        return match (model.demo, area.width > 60) {
            (true, true) => paint.text_right(area.right() - 1, area.y, 20, model.words.say("map.demo"), Role::Accent),
            _ => area.right(),
        };
    };
    let (saved, role) = match &doc.save {
        _ if !doc.is_writable() => (model.words.say("canvas.read-only"), Role::Warning),
        SaveState::Saved => (model.words.say("canvas.saved"), Role::Muted),
        SaveState::Saving => (model.words.say("canvas.saving"), Role::Muted),
        SaveState::Failed { .. } => (model.words.say("canvas.not-saved"), Role::Error),
    };
    let room = area.width / 2;
    let x = paint.text_right(area.right().saturating_sub(1), area.y, room, saved, role);
    match &doc.sheet {
        Some(sheet) if area.width >= 50 => {
            let status = sheet
                .head()
                .map_or_else(String::new, |head| format!("{} {} ", status_name(model, head.status), paint.glyphs.dot));
            paint.text_right(x, area.y, room, &status, Role::Muted)
        }
        _ => x,
    }
}

fn status_name(model: &Model, status: crate::document::Status) -> &'static str {
    use crate::document::Status;
    model.words.say(match status {
        Status::Draft => "kind.draft",
        Status::Proposed => "kind.proposed",
        Status::Accepted => "kind.accepted",
        Status::Superseded => "kind.superseded",
    })
}

fn message(model: &Model, paint: &mut Painter, areas: &Areas) {
    let area = areas.message;
    let pending = model.pending.iter().map(|key| key_text(model, *key)).collect::<Vec<_>>().join(" ");
    if let Some(place) = drop_place(model) {
        paint.fill(area, Role::Surface);
        paint.text(area.x + 1, area.y, area.width.saturating_sub(2), &place, Role::Focus);
    } else if let Some(said) = &model.said {
        let role = match said.tone {
            Tone::Plain => Role::Success,
            Tone::Warning => Role::Warning,
            Tone::Error => Role::Error,
        };
        paint.fill(area, Role::Surface);
        let room = area.width.saturating_sub(2 + u16::try_from(width(&pending)).unwrap_or(0));
        paint.text(area.x + 1, area.y, room, &model.words.tell(&said.sentence), role);
    } else if let Some(reason) = model.doc().and_then(Doc::save_problem) {
        paint.fill(area, Role::Surface);
        paint.text(area.x + 1, area.y, area.width.saturating_sub(2), &model.words.tell(reason), Role::Error);
    }
    if !pending.is_empty() {
        let columns = u16::try_from(width(&pending)).unwrap_or(u16::MAX).min(area.width / 2);
        let room = Rect { x: area.right().saturating_sub(columns + 2), width: columns + 2, ..area };
        paint.fill(room, Role::Surface);
        paint.text(room.x + 1, room.y, columns, &pending, Role::Key);
    }
}

/// Where the notes that the mouse holds would go.
fn drop_place(model: &Model) -> Option<String> {
    let (state, doc, _) = model.canvas()?;
    let (section, after) = state.drag.as_ref()?.target?;
    let title = sections_of(doc, &model.method).get(section)?.title(model.language()).to_owned();
    let number = after.and_then(|id| commands::number_of(model, &doc.file, id));
    let sentence = match number {
        Some(number) => Sentence::new("message.drop-after").with("number", number),
        None => Sentence::new("message.drop-first"),
    };
    Some(model.words.tell(&sentence.with("section", title)))
}

/// The keys that work here now. What does not fit is left out from the end, but never the one that shows all keys.
fn footer(model: &Model, bindings: &Bindings, paint: &mut Painter, areas: &Areas) {
    let area = areas.footer;
    paint.fill(area, Role::Raised);
    let scopes = commands::scopes(model);
    let entry = |command: &'static Command| -> Option<(String, &'static str)> {
        let scope = scopes.iter().copied().find(|scope| command.scopes.contains(scope))?;
        let keys = bindings.keys_of(command, scope).next()?;
        let keys = keys.iter().map(|key| key_text(model, *key)).collect::<Vec<_>>().join(" ");
        let of_scope = model.words.find(&format!("command.{}.short-{}", command.id, scope.word()));
        Some((keys, of_scope.or_else(|| model.words.find(&format!("command.{}.short", command.id)))?))
    };
    let offered = |command: &&'static Command| {
        command.in_footer && scopes.iter().any(|scope| command.scopes.contains(scope)) && (command.can)(model).is_ok()
    };
    let mut rows: Vec<&'static Command> = commands::all().filter(offered).collect();
    let help = rows.iter().position(|command| command.id == "help").map(|at| rows.remove(at));
    let is_typing = scopes.contains(&Scope::Text);
    let last = help.filter(|_| !is_typing).and_then(entry);
    let space = if area.width < 60 { 1 } else { 2 };
    let columns = |(keys, short): &(String, &str)| u16::try_from(width(keys) + 1 + width(short)).unwrap_or(u16::MAX);
    let reserved = last.as_ref().map_or(0, |last| columns(last).saturating_add(space));
    let mut x = area.x + 1;
    let draw = |paint: &mut Painter, x: u16, (keys, short): &(String, &'static str)| {
        let taken = paint.text(x, area.y, area.right().saturating_sub(x), keys, Role::Key) + 1;
        taken + paint.text(x + taken, area.y, area.right().saturating_sub(x + taken), short, Role::Muted) + space
    };
    for command in rows {
        if let Some(entry) = entry(command) {
            if x.saturating_add(columns(&entry)).saturating_add(reserved) > area.right() {
                break;
            }
            x += draw(paint, x, &entry);
        }
    }
    if let Some(last) = last {
        draw(paint, x, &last);
    }
}

/// A key as the screen names it: a sign where one is known, and `^R` for Control.
#[must_use]
pub fn key_text(model: &Model, key: Key) -> String {
    let unicode = model.capabilities.unicode;
    let name = |key: &'static str| model.words.say(key);
    let base = match key.code {
        Code::Char(' ') if unicode => "␣".to_owned(),
        Code::Char(' ') => name("key.space").to_owned(),
        Code::Char(character) => character.to_string(),
        Code::Enter if unicode => "⏎".to_owned(),
        Code::Enter => name("key.enter").to_owned(),
        Code::Esc => name("key.esc").to_owned(),
        Code::Tab if unicode => "⇥".to_owned(),
        Code::Tab => name("key.tab").to_owned(),
        Code::Backspace => name("key.backspace").to_owned(),
        Code::Delete => name("key.delete").to_owned(),
        Code::Up if unicode => "↑".to_owned(),
        Code::Down if unicode => "↓".to_owned(),
        Code::Left if unicode => "←".to_owned(),
        Code::Right if unicode => "→".to_owned(),
        Code::Up => name("key.up").to_owned(),
        Code::Down => name("key.down").to_owned(),
        Code::Left => name("key.left").to_owned(),
        Code::Right => name("key.right").to_owned(),
        Code::Home => name("key.home").to_owned(),
        Code::End => name("key.end").to_owned(),
        Code::PageUp => name("key.pageup").to_owned(),
        Code::PageDown => name("key.pagedown").to_owned(),
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
