//! What every screen has: the title line, the message line and the keys.

use crate::app::commands::{self, Scope};
use crate::app::keymap::Keymap;
use crate::app::scene::{self, Areas, areas, keys_text};
use crate::app::screens::sections_of;
use crate::app::{Model, OpenDocument, SaveState, Screen, Tone};
use crate::i18n::Sentence;
use crate::layout::text::{Ellipsis, shorten, width};
use crate::layout::{Rect, RectExt as _, wrap};
use crate::ui::paint::Painter;
use crate::ui::theme::Role;

/// Draws title and keys, and says which areas there are.
pub fn chrome(model: &Model, keymap: &Keymap, paint: &mut Painter, title: &[&str]) -> Areas {
    let areas = areas(model.size());
    paint.fill(areas.title, Role::Raised);
    let right = state_of(model, paint);
    let mut x = areas.title.x + 1;
    let end = right.saturating_sub(2);
    let first = first_part(title, end.saturating_sub(x));
    for (at, part) in title.iter().enumerate() {
        if at > 0 {
            x += paint.text(x + 1, areas.title.y, 1, paint.glyphs.chevron, Role::Muted) + 2;
        }
        let role = if at + 1 == title.len() { Role::Title } else { Role::Muted };
        let room = if at == 0 { first } else { u16::MAX };
        x += paint.text(x, areas.title.y, end.saturating_sub(x).min(room), part, role);
    }
    footer(model, keymap, paint, &areas);
    areas
}

/// The columns of the first part of a title, which a person named: it leaves room for what says where one is, and its
/// beginning is seen.
fn first_part(title: &[&str], room: u16) -> u16 {
    const LEAST: u16 = 8;
    let columns = |part: &&str| u16::try_from(width(part)).unwrap_or(u16::MAX).saturating_add(3);
    let others = title.iter().skip(1).map(columns).fold(0, u16::saturating_add);
    room.saturating_sub(others).max(LEAST.min(room))
}

/// Says of a template that a team or user wrote that it is theirs, and whether it stands in the place of a built-in one.
pub fn whose(model: &Model, template: &str) -> Option<&'static str> {
    let own = model.method().own_of(template).filter(|own| own.package.is_none() && model.size().width >= 60)?;
    Some(model.words().say(if own.replaces { "canvas.in-place" } else { "canvas.own" }))
}

/// The document's status, whether it is saved, and whether the mouse is the terminal's. Gives back where it begins.
fn state_of(model: &Model, paint: &mut Painter) -> u16 {
    let area = areas(model.size()).title;
    let x = doc_state(model, paint);
    if model.mouse() || !model.settings().mouse() {
        return x;
    }
    let apart = if x < area.right() { format!(" {} ", paint.glyphs.dot) } else { " ".to_owned() };
    let x = paint.text_right(x, area.y, 3, &apart, Role::Muted);
    paint.text_right(x, area.y, area.width / 3, model.words().say("canvas.mouse-off"), Role::Warning)
}

fn doc_state(model: &Model, paint: &mut Painter) -> u16 {
    let area = areas(model.size()).title;
    let Some(doc) = model.doc() else {
        return round_of(model, area, paint);
    };
    let (saved, role) = match &doc.save {
        _ if !doc.is_writable() => (model.words().say("canvas.read-only"), Role::Warning),
        SaveState::Saved => (model.words().say("canvas.saved"), Role::Muted),
        SaveState::Saving => (model.words().say("canvas.saving"), Role::Muted),
        SaveState::Failed { .. } => (model.words().say("canvas.not-saved"), Role::Error),
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

/// On the map, which round it is; and whether this is the example. Gives back where it begins.
fn round_of(model: &Model, area: Rect, paint: &mut Painter) -> u16 {
    let mut right = area.right();
    if model.demo() && area.width > 60 {
        right = paint.text_right(right - 1, area.y, 20, model.words().say("map.demo"), Role::Accent);
    }
    let product = model.current_product().and_then(|product| product.product.as_ref());
    let Some(product) = product.filter(|_| matches!(model.screen(), Screen::Map(_))) else { return right };
    if right < area.right() {
        right = paint.text_right(right, area.y, 3, &format!(" {} ", paint.glyphs.dot), Role::Muted) + 1;
    }
    let round = model.words().tell(&Sentence::new("map.round").with("number", product.round()));
    paint.text_right(right.saturating_sub(1), area.y, area.width / 2, &round, Role::Muted)
}

/// The key of a command here, as the screen names it; empty where it has none.
#[must_use]
pub fn key_of(model: &Model, keymap: &Keymap, id: &str) -> String {
    let Some(command) = commands::find(id) else { return String::new() };
    let keys = command.scopes.iter().find_map(|scope| keymap.keys_of(command, *scope).next());
    keys_text(model, keys.unwrap_or_default())
}

fn status_name(model: &Model, status: crate::document::Status) -> &'static str {
    use crate::document::Status;
    model.words().say(match status {
        Status::Draft => "kind.draft",
        Status::Proposed => "kind.proposed",
        Status::Accepted => "kind.accepted",
        Status::Superseded => "kind.superseded",
    })
}

/// What was said last, or where a note that is dragged would go, over the screen it stands on.
pub fn message(model: &Model, keymap: &Keymap, paint: &mut Painter) {
    let area = areas(model.size()).message;
    let pending = keys_text(model, model.pending());
    if let Some(place) = drop_place(model) {
        paint.fill(area, Role::Surface);
        paint.text(area.x + 1, area.y, area.width.saturating_sub(2), &place, Role::Focus);
    } else if let Some(said) = model.messages().line() {
        paint.fill(area, Role::Surface);
        let mut right = area.right().saturating_sub(1);
        if !pending.is_empty() {
            right = right.saturating_sub(u16::try_from(width(&pending) + 2).unwrap_or(0));
        }
        if model.messages().more() > 0 {
            right = paint.text_right(right, area.y, area.width / 2, &more(model, keymap), Role::Key).saturating_sub(2);
        }
        let room = Rect { x: area.x + 1, width: right.saturating_sub(area.x + 1), ..area };
        if said.tone == Tone::Error {
            error(model, &said.sentence, room, paint);
        } else {
            line(model, &said.sentence, said.tone, room, paint);
        }
    } else if let Some(reason) = model.doc().and_then(OpenDocument::save_problem) {
        paint.fill(area, Role::Surface);
        line(model, reason, Tone::Error, area.inset(1, 0), paint);
    }
    if !pending.is_empty() {
        let columns = u16::try_from(width(&pending)).unwrap_or(u16::MAX).min(area.width / 2);
        let room = Rect { x: area.right().saturating_sub(columns + 2), width: columns + 2, ..area };
        paint.fill(room, Role::Surface);
        paint.text(room.x + 1, room.y, columns, &pending, Role::Key);
    }
}

/// The most rows an error takes that does not fit into one; it reaches up into the work until the next key.
const ERROR_ROWS: u16 = 3;

/// An error, with all of its reason where a few rows have room for it.
fn error(model: &Model, sentence: &Sentence, area: Rect, paint: &mut Painter) {
    let room = area.width.saturating_sub(2).max(1);
    let told = fitted(model, sentence, usize::from(room), paint.glyphs.ellipsis);
    if width(&told) <= usize::from(room) {
        return line(model, sentence, Tone::Error, area, paint);
    }
    // Words leave some of every row empty, so that the path is shortened to what surely fits into two.
    let told = fitted(model, sentence, usize::from(room) * 2 - usize::from(room) / 4, paint.glyphs.ellipsis);
    let rows = wrap::height(&told, room).clamp(1, ERROR_ROWS.min(area.y + 1));
    let block = Rect { x: 0, y: area.y + 1 - rows, width: area.right() + 1, height: rows };
    let (sign, role) = tone_of(Tone::Error, paint);
    // What counts the other errors stays where it is.
    paint.fill(Rect { height: rows - 1, width: model.size().width, ..block }, Role::Surface);
    paint.fill(Rect { y: area.y, height: 1, ..block }, Role::Surface);
    paint.text(area.x, block.y, 1, sign, role);
    paint.paragraph(Rect { x: area.x + 2, width: room, ..block }, &told, role);
}

/// A message on one line, with the sign of its tone where it is no plain one. A path in it is shortened before the
/// reason is.
fn line(model: &Model, sentence: &Sentence, tone: Tone, area: Rect, paint: &mut Painter) {
    let (sign, role) = tone_of(tone, paint);
    let indent = if tone == Tone::Plain { 0 } else { paint.text(area.x, area.y, 1, sign, role) + 1 };
    let room = area.width.saturating_sub(indent);
    let told = fitted(model, sentence, usize::from(room), paint.glyphs.ellipsis);
    paint.text(area.x + indent, area.y, room, &told, role);
}

/// The sign and the role of a tone.
pub fn tone_of(tone: Tone, paint: &Painter) -> (&'static str, Role) {
    let role = match tone {
        Tone::Plain => Role::Success,
        Tone::Warning => Role::Warning,
        Tone::Error => Role::Error,
    };
    (paint.glyphs.tones[tone as usize], role)
}

/// The least that is left of a path.
const LEAST: usize = 16;

/// A sentence in words, with the paths in it shortened in their middle as far as that helps it to fit.
fn fitted(model: &Model, sentence: &Sentence, columns: usize, ellipsis: Ellipsis) -> String {
    let mut told = model.words().tell(sentence);
    for (_, path) in
        sentence.arguments.iter().filter(|(name, path)| matches!(*name, "path" | "file") && !path.is_empty())
    {
        let (over, taken) = (width(&told).saturating_sub(columns), width(path));
        if over > 0 && taken > LEAST {
            told = told.replacen(path, &shorten(path, taken.saturating_sub(over).max(LEAST), ellipsis), 1);
        }
    }
    told
}

/// How many errors there are beside the one on the line, and the key that lists them.
fn more(model: &Model, keymap: &Keymap) -> String {
    let more = Sentence::new("message.more").with("count", model.messages().more());
    let key = commands::find("messages").and_then(|command| keymap.keys_of(command, Scope::Everywhere).next());
    let key = key.map(|keys| keys_text(model, keys)).unwrap_or_default();
    format!("{} {key}", model.words().tell(&more)).trim_end().to_owned()
}

/// Where the notes that the mouse holds would go.
fn drop_place(model: &Model) -> Option<String> {
    let (state, doc, _) = model.canvas()?;
    let (section, after) = state.drag.as_ref()?.target?;
    let title = sections_of(doc, model.method()).get(section)?.title(model.language()).to_owned();
    let number = after.and_then(|id| commands::number_of(model, &doc.file, id));
    let sentence = match number {
        Some(number) => Sentence::new("message.drop-after").with("number", number),
        None => Sentence::new("message.drop-first"),
    };
    Some(model.words().tell(&sentence.with("section", title)))
}

/// The keys that work here now.
fn footer(model: &Model, keymap: &Keymap, paint: &mut Painter, areas: &Areas) {
    let area = areas.footer;
    paint.fill(area, Role::Raised);
    for entry in scene::footer(model, keymap) {
        let (x, room) = (entry.area.x, area.right().saturating_sub(entry.area.x));
        let taken = paint.text(x, area.y, room, &entry.keys, Role::Key) + 1;
        paint.text(x + taken, area.y, room.saturating_sub(taken), entry.short, Role::Muted);
    }
}
