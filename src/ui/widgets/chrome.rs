//! What every screen has: the title line, the message line and the keys.

use crate::app::commands::{self, Scope};
use crate::app::scene::{self, Areas, areas, keys_text};
use crate::app::screens::sections_of;
use crate::app::{OpenDocument, SaveState, Screen, Tone};
use crate::i18n::Sentence;
use crate::layout::text::{Ellipsis, shorten, width};
use crate::layout::{Rect, RectExt as _, wrap};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

/// Draws title and keys, and says which areas there are.
pub fn chrome(cx: Context, buf: &mut Buffer, title: &[&str]) -> Areas {
    let areas = areas(cx.model.size());
    buf.fill(areas.title, cx.style(Role::Raised));
    let room = areas.title.inset(1, 0);
    let state = state_line(cx, areas.title.width);
    let taken = u16::try_from(state.width()).unwrap_or(u16::MAX);
    state.right_aligned().render(room, buf);
    let (left, _) = room.split_right(taken.saturating_add(if taken > 0 { 2 } else { 1 }));
    path_line(cx, title, left.width).render(left, buf);
    footer(cx, buf, &areas);
    areas
}

/// Where one is, in as many columns.
fn path_line<'a>(cx: Context, path: &[&'a str], columns: u16) -> Line<'a> {
    let first = first_part(path, columns);
    let mut line = Line::default();
    for (at, part) in path.iter().enumerate() {
        if at > 0 {
            line.extend([Span::raw(" "), cx.span(cx.glyphs.chevron, Role::Muted), Span::raw(" ")]);
        }
        let role = if at + 1 == path.len() { Role::Title } else { Role::Muted };
        let taken = u16::try_from(line.width()).unwrap_or(u16::MAX);
        let room = if at == 0 { first } else { u16::MAX };
        line.push_span(cx.fit(*part, columns.saturating_sub(taken).min(room), role));
    }
    line
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
pub fn whose(cx: Context, template: &str) -> Option<&'static str> {
    let own = cx.model.method().own_of(template).filter(|own| own.package.is_none() && cx.model.size().width >= 60)?;
    Some(cx.model.words().say(if own.replaces { "canvas.in-place" } else { "canvas.own" }))
}

/// The right end of the title: whether the mouse is the terminal's, then how the document stands, or the round.
fn state_line(cx: Context, columns: u16) -> Line<'static> {
    let mut spans = match cx.model.doc() {
        Some(doc) => state_of_document(cx, doc, columns),
        None => state_of_round(cx, columns),
    };
    if !cx.model.mouse() && cx.model.settings().mouse() {
        if !spans.is_empty() {
            spans.insert(0, between(cx));
        }
        spans.insert(0, cx.fit(cx.model.words().say("canvas.mouse-off"), columns / 3, Role::Warning));
    }
    Line::from(spans)
}

fn between(cx: Context) -> Span<'static> {
    cx.span(format!(" {} ", cx.glyphs.dot), Role::Muted)
}

/// The document's status, where there is room, and whether it is saved.
fn state_of_document(cx: Context, doc: &OpenDocument, columns: u16) -> Vec<Span<'static>> {
    let (saved, role) = match &doc.save {
        _ if !doc.is_writable() => (cx.model.words().say("canvas.read-only"), Role::Warning),
        SaveState::Saved => (cx.model.words().say("canvas.saved"), Role::Muted),
        SaveState::Saving => (cx.model.words().say("canvas.saving"), Role::Muted),
        SaveState::Failed { .. } => (cx.model.words().say("canvas.not-saved"), Role::Error),
    };
    let head = doc.sheet.as_ref().filter(|_| columns >= 50).and_then(|sheet| sheet.head());
    let status = head.map(|head| format!("{} {} ", status_name(cx, head.status), cx.glyphs.dot));
    let status = status.map(|status| cx.fit(status, columns / 2, Role::Muted));
    status.into_iter().chain([cx.fit(saved, columns / 2, role)]).collect()
}

/// On the map, which round it is; and whether this is the example.
fn state_of_round(cx: Context, columns: u16) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let product = cx.model.current_product().and_then(|product| product.product.as_ref());
    if let Some(product) = product.filter(|_| matches!(cx.model.screen(), Screen::Map(_))) {
        let round = cx.model.words().tell(&Sentence::new("map.round").with("number", product.round()));
        spans.push(cx.fit(round, columns / 2, Role::Muted));
    }
    if cx.model.demo() && columns > 60 {
        if !spans.is_empty() {
            spans.push(between(cx));
        }
        spans.push(cx.fit(cx.model.words().say("map.demo"), 20, Role::Accent));
    }
    spans
}

/// The key of a command here, as the screen names it; empty where it has none.
#[must_use]
pub fn key_of(cx: Context, id: &str) -> String {
    let Some(command) = commands::find(id) else { return String::new() };
    let keys = command.scopes.iter().find_map(|scope| cx.keymap.keys_of(command, *scope).next());
    keys_text(cx.model, keys.unwrap_or_default())
}

fn status_name(cx: Context, status: crate::document::Status) -> &'static str {
    use crate::document::Status;
    cx.model.words().say(match status {
        Status::Draft => "kind.draft",
        Status::Proposed => "kind.proposed",
        Status::Accepted => "kind.accepted",
        Status::Superseded => "kind.superseded",
    })
}

/// What was said last, or where a note that is dragged would go, over the screen it stands on.
pub struct MessageLine<'a> {
    /// What it is drawn from.
    pub cx: Context<'a>,
}

impl Widget for MessageLine<'_> {
    fn render(self, _: Rect, buf: &mut Buffer) {
        let Self { cx } = self;
        let area = areas(cx.model.size()).message;
        let pending = keys_text(cx.model, cx.model.pending());
        if let Some(place) = drop_place(cx) {
            buf.fill(area, cx.style(Role::Surface));
            buf.put_span(area.x + 1, area.y, &cx.fit(&place, area.width.saturating_sub(2), Role::Focus));
        } else if let Some(said) = cx.model.messages().line() {
            buf.fill(area, cx.style(Role::Surface));
            let mut right = area.right().saturating_sub(1);
            if !pending.is_empty() {
                right = right.saturating_sub(u16::try_from(width(&pending) + 2).unwrap_or(0));
            }
            if cx.model.messages().more() > 0 {
                right =
                    buf.put_span_right(right, area.y, &cx.fit(&more(cx), area.width / 2, Role::Key)).saturating_sub(2);
            }
            let room = Rect { x: area.x + 1, width: right.saturating_sub(area.x + 1), ..area };
            if said.tone == Tone::Error {
                error(cx, &said.sentence, room, buf);
            } else {
                line(cx, &said.sentence, said.tone, room, buf);
            }
        } else if let Some(reason) = cx.model.doc().and_then(OpenDocument::save_problem) {
            buf.fill(area, cx.style(Role::Surface));
            line(cx, reason, Tone::Error, area.inset(1, 0), buf);
        }
        if !pending.is_empty() {
            let columns = u16::try_from(width(&pending)).unwrap_or(u16::MAX).min(area.width / 2);
            let room = Rect { x: area.right().saturating_sub(columns + 2), width: columns + 2, ..area };
            buf.fill(room, cx.style(Role::Surface));
            buf.put_span(room.x + 1, room.y, &cx.fit(&pending, columns, Role::Key));
        }
    }
}

/// The most rows an error takes that does not fit into one; it reaches up into the work until the next key.
const ERROR_ROWS: u16 = 3;

/// An error, with all of its reason where a few rows have room for it.
fn error(cx: Context, sentence: &Sentence, area: Rect, buf: &mut Buffer) {
    let room = area.width.saturating_sub(2).max(1);
    let told = fitted(cx, sentence, usize::from(room), cx.glyphs.ellipsis);
    if width(&told) <= usize::from(room) {
        return line(cx, sentence, Tone::Error, area, buf);
    }
    // Words leave some of every row empty, so that the path is shortened to what surely fits into two.
    let told = fitted(cx, sentence, usize::from(room) * 2 - usize::from(room) / 4, cx.glyphs.ellipsis);
    let rows = wrap::height(&told, room).clamp(1, ERROR_ROWS.min(area.y + 1));
    let block = Rect { x: 0, y: area.y + 1 - rows, width: area.right() + 1, height: rows };
    let (sign, role) = tone_of(Tone::Error, cx);
    // What counts the other errors stays where it is.
    buf.fill(Rect { height: rows - 1, width: cx.model.size().width, ..block }, cx.style(Role::Surface));
    buf.fill(Rect { y: area.y, height: 1, ..block }, cx.style(Role::Surface));
    buf.put_span(area.x, block.y, &cx.fit(sign, 1, role));
    cx.wrap(&told, role).render(Rect { x: area.x + 2, width: room, ..block }, buf);
}

/// A message on one line, with the sign of its tone where it is no plain one. A path in it is shortened before the
/// reason is.
fn line(cx: Context, sentence: &Sentence, tone: Tone, area: Rect, buf: &mut Buffer) {
    let (sign, role) = tone_of(tone, cx);
    let indent = if tone == Tone::Plain { 0 } else { buf.put_span(area.x, area.y, &cx.fit(sign, 1, role)) + 1 };
    let room = area.width.saturating_sub(indent);
    let told = fitted(cx, sentence, usize::from(room), cx.glyphs.ellipsis);
    buf.put_span(area.x + indent, area.y, &cx.fit(&told, room, role));
}

/// The sign and the role of a tone.
pub fn tone_of(tone: Tone, cx: Context) -> (&'static str, Role) {
    let role = match tone {
        Tone::Plain => Role::Success,
        Tone::Warning => Role::Warning,
        Tone::Error => Role::Error,
    };
    (cx.glyphs.tones[tone as usize], role)
}

/// The least that is left of a path.
const LEAST: usize = 16;

/// A sentence in words, with the paths in it shortened in their middle as far as that helps it to fit.
fn fitted(cx: Context, sentence: &Sentence, columns: usize, ellipsis: Ellipsis) -> String {
    let mut told = cx.model.words().tell(sentence);
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
fn more(cx: Context) -> String {
    let more = Sentence::new("message.more").with("count", cx.model.messages().more());
    let key = commands::find("messages").and_then(|command| cx.keymap.keys_of(command, Scope::Everywhere).next());
    let key = key.map(|keys| keys_text(cx.model, keys)).unwrap_or_default();
    format!("{} {key}", cx.model.words().tell(&more)).trim_end().to_owned()
}

/// Where the notes that the mouse holds would go.
fn drop_place(cx: Context) -> Option<String> {
    let (state, doc, _) = cx.model.canvas()?;
    let (section, after) = state.drag.as_ref()?.target?;
    let title = sections_of(doc, cx.model.method()).get(section)?.title(cx.model.language()).to_owned();
    let number = after.and_then(|id| commands::number_of(cx.model, &doc.file, id));
    let sentence = match number {
        Some(number) => Sentence::new("message.drop-after").with("number", number),
        None => Sentence::new("message.drop-first"),
    };
    Some(cx.model.words().tell(&sentence.with("section", title)))
}

/// The keys that work here now.
fn footer(cx: Context, buf: &mut Buffer, areas: &Areas) {
    let area = areas.footer;
    buf.fill(area, cx.style(Role::Raised));
    for entry in scene::footer(cx.model, cx.keymap) {
        let room = Rect { x: entry.area.x, width: area.right().saturating_sub(entry.area.x), ..area };
        let keys = cx.fit(&entry.keys, room.width, Role::Key);
        let taken = u16::try_from(keys.width()).unwrap_or(u16::MAX).saturating_add(1);
        let short = cx.fit(entry.short, room.width.saturating_sub(taken), Role::Muted);
        Line::from(vec![keys, Span::raw(" "), short]).render(room, buf);
    }
}
