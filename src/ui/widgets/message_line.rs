//! The message line: what was said last, over the screen it stands on.

use ratatui::buffer::Buffer;
use ratatui::text::Span;
use ratatui::widgets::Widget;

use crate::app::commands::{self, Scope};
use crate::app::key_names::keys_text;
use crate::app::met::Sign;
use crate::app::scene::areas;
use crate::app::screen::{DropPlace, sections_of};
use crate::app::{OpenDocument, Tone};
use crate::i18n::Sentence;
use crate::layout::text::{Ellipsis, shorten, width};
use crate::layout::{Rect, RectExt as _, wrap};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;

/// What was said last, or where a note that is dragged would go, over the screen it stands on.
pub(crate) struct MessageLine<'a> {
    /// What it is drawn from.
    pub cx: Context<'a>,
}

impl Widget for MessageLine<'_> {
    fn render(self, _: Rect, buf: &mut Buffer) {
        let Self { cx } = self;
        let area = areas(cx.model.size()).message;
        let pending = keys_text(cx.model, cx.model.pending());
        if let Some(offer) = cx.model.offer() {
            buf.fill(area, cx.style(Role::Surface));
            buf.put_span(area.x + 1, area.y, &offered(cx, offer.text(), area.width.saturating_sub(2)));
        } else if let Some(place) = drop_place(cx) {
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
                    buf.put_span_right(right, area.y, &cx.fit(more(cx), area.width / 2, Role::Key)).saturating_sub(2);
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
        } else if let Some(sign) = cx.model.explained().filter(|_| cx.model.size().height >= ROOMY) {
            explained(cx, sign, area.inset(1, 0), buf);
        }
        if !pending.is_empty() {
            let columns = u16::try_from(width(&pending)).unwrap_or(u16::MAX).min(area.width / 2);
            let room = Rect { x: area.right().saturating_sub(columns + 2), width: columns + 2, ..area };
            buf.fill(room, cx.style(Role::Surface));
            buf.put_span(room.x + 1, room.y, &cx.fit(&pending, columns, Role::Key));
        }
    }
}

/// The height from which the line for messages lies on nothing else.
const ROOMY: u16 = 20;

/// A sign that is met for the first time, and what it says.
fn explained(cx: Context, sign: Sign, area: Rect, buf: &mut Buffer) {
    let (glyph, style) = match sign {
        Sign::Kind(kind) => (cx.glyphs.kind(kind), cx.theme.note(kind).bar),
        Sign::Basis(basis) => (cx.glyphs.basis(basis), cx.style(Role::Text)),
        Sign::Question => (cx.glyphs.question, cx.style(Role::Text)),
        Sign::Grouped => (cx.glyphs.grouped, cx.style(Role::Text)),
        Sign::Relation => (cx.glyphs.relation, cx.style(Role::Text)),
        Sign::Highlight => (cx.glyphs.highlight, cx.style(Role::Text)),
    };
    let taken = buf.put_span(area.x, area.y, &cx.fit(glyph, 2, style));
    let told = cx.model.words().say(sign.explanation());
    buf.put_span(area.x + taken + 1, area.y, &cx.fit(told, area.width.saturating_sub(taken + 1), Role::Muted));
}

/// A text that was typed where keys are commands, and what can be done with it, where there is room; the last line names
/// the keys too.
fn offered(cx: Context, text: &str, columns: u16) -> Span<'static> {
    let words = cx.model.words();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let can_add = commands::find("stray-add").is_some_and(|command| (command.availability)(cx.model).is_ok());
    let whole = if can_add {
        words.tell(&sentence!("canvas.stray-offer", text = &text))
    } else {
        words.tell(&sentence!("canvas.stray-offer-search", text = &text))
    };
    let fits = |told: &str| width(told) <= usize::from(columns);
    let told = |text: &str| words.tell(&sentence!("canvas.stray-short", text = text));
    let told = if fits(&whole) {
        whole
    } else {
        let over = width(&told(&text)).saturating_sub(usize::from(columns));
        told(&shorten(&text, width(&text).saturating_sub(over).max(LEAST), cx.glyphs.ellipsis))
    };
    cx.fit(told, columns, Role::Focus)
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
pub(crate) fn tone_of(tone: Tone, cx: Context) -> (&'static str, Role) {
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
    let paths = ["path", "file"].into_iter().filter_map(|name| sentence.text(name));
    for path in paths.filter(|path| !path.is_empty()) {
        let (over, taken) = (width(&told).saturating_sub(columns), width(path));
        if over > 0 && taken > LEAST {
            told = told.replacen(path, &shorten(path, taken.saturating_sub(over).max(LEAST), ellipsis), 1);
        }
    }
    told
}

/// How many errors there are beside the one on the line, and the key that lists them.
fn more(cx: Context) -> String {
    let more = sentence!("message.more", count = cx.model.messages().more());
    let key = commands::find("messages").and_then(|command| cx.keymap.keys_of(command, Scope::Everywhere).next());
    let key = key.map(|keys| keys_text(cx.model, keys)).unwrap_or_default();
    format!("{} {key}", cx.model.words().tell(&more)).trim_end().to_owned()
}

/// Where the notes that the mouse holds would go.
fn drop_place(cx: Context) -> Option<String> {
    let (state, doc, canvas) = cx.model.canvas()?;
    let target = state.drag.as_ref()?.target?;
    let number = |id| commands::number_of(cx.model, &doc.file, id);
    let title = sections_of(doc, cx.model.method()).get(target.section())?.title(cx.model.language()).to_owned();
    let sentence = match target {
        DropPlace::Under { head, .. } => sentence!(
            "message.drop-under",
            number = number(head)?,
            text = canvas.note(head).map(|note| note.text.clone()).unwrap_or_default()
        ),
        DropPlace::After { after, .. } => match after.and_then(number) {
            Some(number) => sentence!("message.drop-after", number = number, section = title),
            None => sentence!("message.drop-first", section = title),
        },
    };
    Some(cx.model.words().tell(&sentence))
}
