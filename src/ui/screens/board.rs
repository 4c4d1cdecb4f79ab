//! A station as a departures board: what there is to open with how far it is, what is open before it, who should be there.

use ratatui::buffer::Buffer;
use ratatui::widgets::Widget as _;

use super::item::item_line;
use crate::app::query::overview::items_of;
use crate::app::screen::MapState;
use crate::app::screen::map::layout::BoardScene;
use crate::document::Reply;
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _};
use crate::method::{Cycle, Station};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;

/// Draws the board of a station, with how far it is in a word.
pub(super) fn board(
    cx: Context,
    cycle: &Cycle,
    state: MapState,
    scene: &BoardScene,
    word: (String, Role),
    buf: &mut Buffer,
) {
    let Some(station) = cycle.stations.get(scene.station) else { return };
    let language = cx.model.language();
    let focused = scene.station == state.station;
    let is_framed = !scene.frame.is_empty();
    if is_framed {
        cx.block(focused, if focused { Role::Focus } else { Role::Border }).render(scene.frame, buf);
        let right = buf.put_span_right(scene.head.right(), scene.head.y, &cx.fit(word.0, scene.head.width / 2, word.1));
        let room = right.saturating_sub(scene.head.x + 1);
        buf.put_span(scene.head.x, scene.head.y, &cx.fit(station.title.get(language), room, Role::Title));
    } else {
        let number = sentence!("map.station", number = scene.station + 1, total = cycle.stations.len());
        let head = cx.line(scene.head.width).push(station.title.get(language), Role::Title).gap(2);
        let head = head.push(cx.model.words().tell(&number), Role::Muted);
        let room = usize::from(head.room().saturating_sub(2));
        head.render(scene.head, buf);
        let fits = [before(cx, station, false), before(cx, station, true)].into_iter().find(|text| width(text) <= room);
        if let Some(text) = fits {
            buf.put_span_right(scene.head.right(), scene.head.y, &cx.span(text, Role::Muted));
        }
    }
    cx.wrap(station.description.get(language), Role::Muted).render(scene.about, buf);
    list(cx, cycle, state, scene, focused, buf);
    criteria(cx, station, scene.criteria, is_framed, buf);
    people(cx, station, scene.people, buf);
}

/// What there is to open.
fn list(cx: Context, cycle: &Cycle, state: MapState, scene: &BoardScene, focused: bool, buf: &mut Buffer) {
    // Before the documents are there, it cannot be told from a template whether it was begun.
    if cx.model.reading() > 0 {
        return;
    }
    let (top, all_styles) = if focused { (state.top, state.all_styles) } else { (0, false) };
    let items = items_of(cx.model, cycle, scene.station, all_styles);
    let hidden = items.len().saturating_sub(scene.shown());
    for ((at, item), row) in items.iter().enumerate().skip(top).zip(scene.rows()) {
        item_line(cx, item, focused && at == state.item, row, buf);
    }
    let list = scene.list;
    if focused {
        let bar = Rect::new(list.right(), list.y, 1, list.height);
        cx.scroll_bar(items.len(), scene.shown(), top).render(bar, buf);
    } else if hidden > 0 {
        buf.put_span_right(list.right(), list.bottom(), &cx.fit(format!("+{hidden}"), 4, Role::Muted));
    }
    if items.is_empty() {
        cx.wrap(cx.model.words().say(key!("map.nothing-here")), Role::Muted).render(list, buf);
    }
}

/// What the product in front says of a criterion.
fn reply(cx: Context, id: &str) -> Option<Reply> {
    let product = cx.model.current_product()?.product.as_ref()?;
    Some(product.criteria.get(id)?.answer)
}

/// How many of the questions before a station are answered with yes.
fn before(cx: Context, station: &Station, is_short: bool) -> String {
    let total = station.entry_criteria.len();
    let met = station.entry_criteria.iter().filter(|id| reply(cx, id) == Some(Reply::Yes)).count();
    let sentence = match is_short {
        true => sentence!("map.before-short", met = met, total = total),
        false if met == total => sentence!("map.before-met"),
        false => sentence!("map.before", met = met, total = total),
    };
    cx.model.words().tell(&sentence)
}

/// The entry criteria of a station that are not met, or of which nobody knows. Amber is what somebody has looked at and
/// could not answer; what nobody has looked at yet is no alarm.
fn criteria(cx: Context, station: &Station, area: Rect, is_headed: bool, buf: &mut Buffer) {
    let open: Vec<&String> = station.entry_criteria.iter().filter(|id| reply(cx, id) != Some(Reply::Yes)).collect();
    let mut rest = area;
    if is_headed && !area.is_empty() {
        let (first, below) = area.split_top(1);
        cx.fit(before(cx, station, false), first.width, Role::Muted).render(first, buf);
        rest = below;
    }
    let hidden = open.len().saturating_sub(usize::from(rest.height));
    for (row, id) in rest.rows().zip(&open) {
        let (sign, role) = match reply(cx, id) {
            Some(Reply::No) => (cx.glyphs.broken, Role::Error),
            Some(_) => (cx.glyphs.question, Role::Warning),
            None => (cx.glyphs.question, Role::Muted),
        };
        buf.put_glyph(row.x, row.y, sign, cx.style(role));
        let mut right = row.right();
        if hidden > 0 && row.y + 1 == rest.bottom() {
            right = buf
                .put_span_right(right, row.y, &cx.fit(format!("+{hidden}"), row.width, Role::Muted))
                .saturating_sub(1);
        }
        let text = cx.model.method().criterion(id).map_or(id.as_str(), |known| known.text.get(cx.model.language()));
        buf.put_span(row.x + 2, row.y, &cx.fit(text, right.saturating_sub(row.x + 2), Role::Text));
    }
}

/// Who leads and who works at a station, with the team's own names. Whom the team has not named is amber once it has named
/// anybody.
fn people(cx: Context, station: &Station, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let words = cx.model.words();
    let product = cx.model.current_product().and_then(|product| product.product.as_ref());
    let is_named = product.is_some_and(|product| !product.team.is_empty());
    let title = |id: &String| {
        cx.model.method().person(id).map_or(id.as_str(), |person| person.title.get(cx.model.language())).to_owned()
    };
    let who = |id: &String| match product.and_then(|product| product.team.get(id)) {
        Some(name) => (words.tell(&sentence!("map.named", person = title(id), name = name)), Role::Text),
        None if is_named => (words.tell(&sentence!("map.nobody", person = title(id))), Role::Warning),
        None => (title(id), Role::Text),
    };
    let leads = station.lead.iter().map(|id| {
        let (text, role) = who(id);
        let is_nobody = role == Role::Warning;
        (if is_nobody { text } else { words.tell(&sentence!("map.leads", person = text)) }, role)
    });
    let mut parts = vec![(words.say(key!("map.in-room")).to_owned(), Role::Muted)];
    parts.extend(leads.chain(station.core.iter().map(who)));
    flow(cx, &parts, area, buf);
}

/// Puts texts one after the other, broken at words.
fn flow(cx: Context, parts: &[(String, Role)], area: Rect, buf: &mut Buffer) {
    let (mut x, mut y, mut end) = (area.x, area.y, area.x);
    for (at, (text, role)) in parts.iter().enumerate() {
        if at > 1 {
            x +=
                buf.put_span(x, y, &cx.fit(format!(" {}", cx.glyphs.dot), area.right().saturating_sub(x), Role::Muted));
        }
        for word in text.split_whitespace() {
            let columns = u16::try_from(width(word)).unwrap_or(u16::MAX);
            let gap = u16::from(x > area.x);
            if x > area.x && x.saturating_add(columns).saturating_add(gap) > area.right() {
                (end, x, y) = (x, area.x, y + 1);
            } else {
                x += gap;
            }
            if y >= area.bottom() {
                // What has no room is seen to be cut.
                let end = end.min(area.right().saturating_sub(1));
                buf.put_span(end, area.bottom() - 1, &cx.span(cx.glyphs.ellipsis.as_str(), Role::Muted));
                return;
            }
            x += buf.put_span(x, y, &cx.fit(word, area.right().saturating_sub(x), *role));
        }
        x += u16::from(at == 0);
    }
}
