//! Something to open, as on a departures board: its name, how full it is, its state in words, and what it waits for.

use std::borrow::Cow;

use ratatui::buffer::Buffer;

use crate::app::query::overview::{DocProgress, MapItem, progress_of_doc, source_of};
use crate::app::{DocState, OpenDocument};
use crate::i18n::Sentence;
use crate::layout::{Rect, RectExt as _};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;
use crate::ui::widgets::key_of;

/// What a row says.
struct ItemText<'a> {
    title: Cow<'a, str>,
    title_role: Role,
    /// How many of its parts are filled, and how many it has.
    parts: Option<(usize, usize)>,
    state: (Cow<'a, str>, Role),
    waits: (Cow<'a, str>, Role),
}

/// The columns of a board of that width: name, parts, state; what is left is for what it waits for.
const fn columns(width: u16) -> (u16, u16, u16) {
    match width {
        102.. => (36, 12, 20),
        NARROW..102 => (26, 10, 18),
        44..NARROW => (width - 20, 8, 10),
        _ => (width.saturating_sub(14), 0, 10),
    }
}

/// Rows from which what a row waits for stands below it: where there is no column for it.
pub(crate) const NARROW: u16 = 72;

/// Draws something to open, over one row, or two where it waits for something that has no room beside it.
pub(crate) fn item_line(cx: Context, item: &MapItem, focused: bool, area: Rect, buf: &mut Buffer) {
    let row = area.split_top(1).0;
    let Some(text) = item_text(cx, item, focused, row.width < NARROW) else { return };
    if focused {
        buf.put_glyph(row.x, row.y, cx.glyphs.bar, cx.style(Role::Focus));
    }
    let (title_columns, parts_columns, state_columns) = columns(row.width);
    let room = match (text.state.0.is_empty(), text.parts) {
        (true, _) => row.width.saturating_sub(2),
        (false, None) => title_columns + parts_columns,
        (false, Some(_)) => title_columns,
    };
    let sign = match item {
        MapItem::OpenDocument { file } => cx.standing(file),
        _ => None,
    };
    let taken = sign.as_ref().map_or(1, |sign| u16::try_from(sign.width()).unwrap_or(0) + 2);
    let role = if focused { Role::Focus } else { text.title_role };
    let title = cx.fit(text.title, room.saturating_sub(taken), role);
    let end = row.x + 2 + buf.put_span(row.x + 2, row.y, &title);
    if let Some(sign) = sign {
        buf.put_span(end + 1, row.y, &sign);
    }
    let mut x = row.x + 2 + title_columns;
    if let Some(parts) = text.parts.filter(|_| parts_columns > 0) {
        gauge(cx, parts, Rect { x, width: parts_columns.saturating_sub(2), ..row }, buf);
    }
    x += parts_columns;
    let room = row.right().saturating_sub(x).min(state_columns.saturating_sub(1));
    buf.put_span(x, row.y, &cx.fit(text.state.0, room, text.state.1));
    let (waits, role) = text.waits;
    if row.width >= NARROW {
        x += state_columns;
        buf.put_span(x, row.y, &cx.fit(waits, row.right().saturating_sub(x), role));
    } else if area.height > 1 {
        buf.put_span(row.x + 2, row.y + 1, &cx.fit(waits, row.width.saturating_sub(2), role));
    }
}

/// A sign for every part where there is one for each; else as many as show the share.
fn gauge(cx: Context, (done, total): (usize, usize), area: Rect, buf: &mut Buffer) {
    let columns = usize::from(area.width).min(total);
    let full = (done * columns).checked_div(total).unwrap_or(0);
    for (at, x) in (area.x..).take(columns).enumerate() {
        let (sign, role) = match at < full {
            true if done == total => (0, Role::Success),
            true => (0, Role::Text),
            false => (1, Role::Faint),
        };
        buf.put_glyph(x, area.y, cx.glyphs.parts[sign], cx.style(role));
    }
}

fn item_text<'a>(cx: Context<'a>, item: &'a MapItem, focused: bool, is_narrow: bool) -> Option<ItemText<'a>> {
    let words = cx.model.words();
    let language = cx.model.language();
    let none = || (Cow::Borrowed(""), Role::Muted);
    let plain = |title, title_role, state| ItemText { title, title_role, parts: None, state, waits: none() };
    Some(match item {
        MapItem::OpenDocument { file } => {
            let doc = cx.model.docs().get(file)?;
            let template = cx.model.method().template(doc.template_id());
            let short = match template {
                Some(template) => Cow::Owned(template.short(language).to_owned()),
                None => Cow::Borrowed(doc.stem.as_str()),
            };
            let title = match doc.variant() {
                Some(variant) => Cow::Owned(format!("{short} {} {variant}", cx.glyphs.dot)),
                None => short,
            };
            let state = |key, role| (Cow::Borrowed(words.say(key)), role);
            match doc.state {
                DocState::Valid => {
                    let progress = progress_of_doc(doc, cx.model.method(), cx.model.today());
                    let Some(progress) = progress else { return Some(plain(title, Role::Text, none())) };
                    ItemText {
                        title,
                        title_role: Role::Text,
                        parts: Some((progress.done, progress.total)),
                        state: (Cow::Owned(state_of(cx, doc, progress, is_narrow)), Role::Muted),
                        waits: waits_of(cx, progress),
                    }
                }
                DocState::Newer => plain(title, Role::Text, state(key!("map.newer"), Role::Warning)),
                DocState::Invalid => plain(title, Role::Text, state(key!("map.invalid"), Role::Error)),
                DocState::Conflicted => plain(title, Role::Text, state(key!("map.conflicted"), Role::Error)),
            }
        }
        MapItem::Template(id) => {
            let template = cx.model.method().template(id);
            let title = template.map_or_else(|| id.clone(), |template| template.short(language).to_owned());
            let sections = cx.model.method().canvas(id).map(|canvas| canvas.sections.len());
            let waits = if focused {
                words.say(key!("map.creates")).to_owned()
            } else {
                let told = |(source, is_there)| {
                    let key = if is_there { key!("map.takes-up") } else { key!("map.waits-for") };
                    words.tell(&Sentence::new(key).with("source", source))
                };
                source_of(cx.model, id).map(told).unwrap_or_default()
            };
            ItemText {
                title: title.into(),
                title_role: Role::Text,
                parts: sections.map(|total| (0, total)),
                state: (words.say(key!("map.not-begun")).into(), Role::Muted),
                waits: (waits.into(), Role::Muted),
            }
        }
        MapItem::Guide(id) => {
            let title = cx.model.method().guide(id).map_or(id.as_str(), |guide| guide.title.get(language));
            plain(title.into(), Role::Text, (words.say(key!("guide.word")).into(), Role::Muted))
        }
        MapItem::Named { title } => plain(title.into(), Role::Muted, none()),
        MapItem::Hidden(count) => {
            let told = if is_narrow { key!("map.hidden-short") } else { key!("map.hidden") };
            let sentence = Sentence::new(told).count(*count).with("key", key_of(cx, "all-styles"));
            plain(words.tell(&sentence).into(), Role::Muted, none())
        }
    })
}

/// How far a document is, in words; in numbers where there is little room.
fn state_of(cx: Context, doc: &OpenDocument, progress: DocProgress, is_narrow: bool) -> String {
    let key = match (is_narrow, doc.checklist().is_some()) {
        (true, _) => key!("map.part"),
        (false, true) => key!("map.answered"),
        (false, false) => key!("map.sections"),
    };
    let sentence = Sentence::new(key).with("done", progress.done).count(progress.total);
    cx.model.words().tell(&sentence)
}

/// What a document waits for: a person where it has gaps, an answer where questions are open.
fn waits_of<'a>(cx: Context, progress: DocProgress) -> (Cow<'a, str>, Role) {
    let words = cx.model.words();
    let mut parts = Vec::with_capacity(2);
    if progress.gaps > 0 {
        parts.push(words.tell(&sentence!("map.gaps", count = progress.gaps)));
    }
    if progress.questions > 0 {
        parts.push(words.tell(&sentence!("map.questions", count = progress.questions)));
    }
    let role = if progress.gaps > 0 { Role::Warning } else { Role::Text };
    (parts.join(&format!(" {} ", cx.glyphs.dot)).into(), role)
}
