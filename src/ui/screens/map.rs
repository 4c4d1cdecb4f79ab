//! The map: the cycle of a product as a line, what is due, the next step, and what there is to open at a station.

use ratatui::buffer::Buffer;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::item::item_line;
use crate::app::commands::{due_sentence, next_sentence};
use crate::app::query::labels::line_label;
use crate::app::query::overview::{Reached, StopState, due_of, items_of, line_between, lines_of, next_of, stops_of};
use crate::app::screen::MapState;
use crate::app::screen::map::layout::MapScene;
use crate::document::Reply;
use crate::i18n::Sentence;
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _};
use crate::method::{Cycle, Station};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;
use crate::ui::widgets::{key_of, origin_badge, title_and_status_bar};

/// The map.
pub(crate) struct Map<'a> {
    /// What it is drawn from.
    pub cx: Context<'a>,
    /// Its state.
    pub state: MapState,
}

impl Widget for Map<'_> {
    fn render(self, _: Rect, buf: &mut Buffer) {
        let Self { cx, state } = self;
        let words = cx.model.words();
        let name = cx.model.current_product().map_or(words.say(key!("map.no-product")), |product| product.name());
        let Some(cycle) = cx.model.current_cycle() else {
            let areas = title_and_status_bar(cx, buf, &[name]);
            let area = areas.work.inset(2, 1);
            let problem = cx.model.current_product().and_then(|product| product.problem.as_deref());
            cx.wrap(problem.unwrap_or(words.say(key!("map.no-cycle"))), Role::Warning).render(area, buf);
            return;
        };
        let title = cycle.title.get(cx.model.language());
        // On a narrow screen the line says enough of the cycle.
        let mut path = if cx.model.size().width < 50 { vec![name] } else { vec![name, title] };
        path.extend(origin_badge(cx, &cycle.id));
        title_and_status_bar(cx, buf, &path);
        let Some(scene) = cx.model.layout::<MapScene>() else { return };
        let stops = stops_of(cx.model, &cycle);
        due(cx, scene.due, buf);
        rails(cx, &cycle, &stops, &scene, buf);
        for (at, (station, stop)) in cycle.stations.iter().zip(&stops).enumerate() {
            draw_stop(cx, station, *stop, at, at == state.station, &scene, buf);
        }
        next(cx, scene.next, buf);
        station(cx, &cycle, state, &scene, buf);
    }
}

/// What is due: as many as there is room for, and how many more there are.
fn due(cx: Context, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let all = due_of(cx.model);
    let shown = usize::from(area.height);
    for (row, due) in area.rows().zip(&all) {
        buf.put_glyph(row.x, row.y, "!", cx.style(Role::Error));
        let is_last = row.y + 1 == area.bottom();
        let hidden = all.len().saturating_sub(shown);
        let mut right = row.right();
        if is_last {
            let key = if hidden > 0 { key!("map.due-more") } else { key!("map.due-all") };
            let sentence = Sentence::new(key).count(hidden).with("key", key_of(cx, "due"));
            right =
                buf.put_span_right(right, row.y, &cx.fit(cx.model.words().tell(&sentence), row.width / 2, Role::Muted));
        }
        let room = right.saturating_sub(row.x + 4);
        buf.put_span(
            row.x + 2,
            row.y,
            &cx.fit(cx.model.words().tell(&due_sentence(cx.model, due)), room, Role::Warning),
        );
    }
}

/// The rails in the colours of their lines, and the titles of the lines above them.
fn rails(cx: Context, cycle: &Cycle, stops: &[StopState], scene: &MapScene, buf: &mut Buffer) {
    let y = scene.line.y;
    let here = stops.iter().position(|stop| stop.is_here).unwrap_or(0);
    let count = cycle.stations.len();
    let mut runs: Vec<(usize, u16, u16)> = Vec::new();
    for at in 0..count.saturating_sub(1) {
        let (from, to) = (scene.stop(at), scene.stop(at + 1));
        let line = line_between(cx.model.method(), &cycle.stations[at].id, &cycle.stations[at + 1].id);
        let style = line.map_or(cx.style(Role::Line), |(_, line)| cx.theme.line(&line.color));
        let rail = cx.glyphs.rails[usize::from(at >= here)];
        for x in from + 1..to {
            buf.put_glyph(x, y, rail, style);
        }
        let Some((number, _)) = line else { continue };
        match runs.last_mut() {
            Some((last, _, end)) if *last == number => *end = to,
            _ => runs.push((number, from, to)),
        }
    }
    if !scene.titles.is_empty() {
        titles(cx, &runs, scene, buf);
    }
    back(cx, cycle, scene, buf);
}

/// The numbers and titles of the lines above the stations between which they run: moved aside where one is longer than
/// its part of the rail, and cut to it where all together are too long.
fn titles(cx: Context, runs: &[(usize, u16, u16)], scene: &MapScene, buf: &mut Buffer) {
    let lines = cx.model.method().lines();
    let texts: Vec<String> = runs.iter().map(|(number, ..)| line_label(cx.model, number - 1)).collect();
    let columns: Vec<u16> = texts.iter().map(|text| u16::try_from(width(text)).unwrap_or(u16::MAX)).collect();
    let right = runs.last().map_or(0, |(.., to)| to.saturating_sub(1));
    let mut starts = Vec::new();
    let mut free = 0;
    for ((_, from, _), columns) in runs.iter().zip(&columns) {
        let start = free.max(from + 2);
        starts.push(start);
        free = start.saturating_add(columns + 2);
    }
    let mut limit = right;
    for (start, columns) in starts.iter_mut().zip(&columns).rev() {
        *start = (*start).min(limit.saturating_sub(*columns));
        limit = start.saturating_sub(2);
    }
    let fits = runs.first().zip(starts.first()).is_some_and(|((_, from, _), start)| *start >= from + 2);
    for (at, (number, from, to)) in runs.iter().enumerate() {
        let Some(line) = lines.get(number - 1) else { continue };
        let (x, room) = if fits { (starts[at], columns[at]) } else { (from + 2, to.saturating_sub(from + 3)) };
        buf.put_span(x, scene.titles.y, &cx.fit(&texts[at], room, cx.theme.line(&line.color)));
    }
}

/// The rail from the last station back to the first, where a line has one: the cycle is gone round again.
fn back(cx: Context, cycle: &Cycle, scene: &MapScene, buf: &mut Buffer) {
    let (Some(first), Some(last)) = (cycle.stations.first(), cycle.stations.last()) else { return };
    let Some((number, line)) = line_between(cx.model.method(), &last.id, &first.id) else { return };
    if scene.back.is_empty() || cycle.stations.len() < 3 {
        return;
    }
    let style = cx.theme.line(&line.color);
    let (left, right) = (scene.stop(0), scene.stop(cycle.stations.len() - 1));
    let y = scene.back.y;
    for x in left + 1..right {
        buf.put_glyph(x, y, cx.glyphs.track([false, false, true, true]), style);
    }
    buf.put_glyph(left, y, cx.glyphs.track([false, true, false, true]), style);
    buf.put_glyph(right, y, cx.glyphs.track([false, true, true, false]), style);
    for y in y + 1..scene.line.y {
        for x in [left, right] {
            buf.put_glyph(x, y, cx.glyphs.track([true, true, false, false]), style);
        }
    }
    let text = format!(" {number} {} ", line.title.get(cx.model.language()));
    buf.put_span(left + 2, y, &cx.fit(&text, right.saturating_sub(left + 4), style));
}

/// A stop: its sign, its name, how much of its work is finished, and how many criteria are open.
fn draw_stop(
    cx: Context,
    station: &Station,
    stop: StopState,
    at: usize,
    focused: bool,
    scene: &MapScene,
    buf: &mut Buffer,
) {
    let (x, y) = (scene.stop(at), scene.line.y);
    let sign = cx.glyphs.stations[match stop.reached {
        Reached::Done => 0,
        Reached::Begun => 1,
        Reached::Untouched => 2,
    }];
    let style = cx.style(if focused || stop.is_here { Role::Focus } else { Role::Text });
    buf.put_glyph(x, y, sign, style);
    if stop.is_here {
        buf.put_glyph(x.saturating_sub(1), y, "(", cx.style(Role::Focus));
        buf.put_glyph(x + 1, y, ")", cx.style(Role::Focus));
    }
    let label = scene.label(at);
    let mut rows = label.rows();
    let name = if scene.pace >= 9 { station.short.get(cx.model.language()).to_owned() } else { (at + 1).to_string() };
    if let Some(row) = rows.next() {
        let columns = u16::try_from(width(&name)).unwrap_or(u16::MAX).min(row.width);
        let start = row.x + (row.width - columns) / 2;
        let role = if focused { Role::Selection } else { Role::Text };
        if focused && columns + 2 <= row.width + 1 {
            buf.fill(Rect { x: start.saturating_sub(1), width: columns + 2, ..row }, cx.style(Role::Selection));
        }
        buf.put_span(start, row.y, &cx.fit(&name, columns, role));
    }
    let work = stop.work.map_or_else(|| cx.glyphs.dot.to_owned(), |(done, all)| format!("{done}/{all}"));
    if let Some(row) = rows.next() {
        Line::from(cx.fit(&work, row.width, Role::Muted)).centered().render(row, buf);
    }
    if let Some(row) = rows.next()
        && stop.open > 0
    {
        let short = cx.model.words().tell(&sentence!("map.open", count = stop.open));
        let text = if width(&short) <= usize::from(row.width) { short } else { format!("?{}", stop.open) };
        Line::from(cx.fit(&text, row.width, Role::Warning)).centered().render(row, buf);
    }
}

/// What to do next, why, and the key that takes one there.
fn next(cx: Context, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let words = cx.model.words();
    let key = key_of(cx, "take-next");
    if cx.model.reading() > 0 {
        let sentence = sentence!("map.reading", count = cx.model.reading());
        cx.wrap(&words.tell(&sentence), Role::Muted).render(area, buf);
        return;
    }
    let text = match next_of(cx.model) {
        Some(step) => words.tell(&next_sentence(cx.model, &step)),
        None => words.say(key!("map.next-none")).to_owned(),
    };
    let line = cx.line(area.width).push(key, Role::Key).gap(1).push(words.say(key!("map.next")), Role::Accent).gap(1);
    let (_, rest) = area.split_left(line.taken());
    line.render(area, buf);
    cx.wrap(&text, Role::Text).render(rest, buf);
}

/// The station in focus: what it is for, what there is to open, what is open, and who should be there.
fn station(cx: Context, cycle: &Cycle, state: MapState, scene: &MapScene, buf: &mut Buffer) {
    let words = cx.model.words();
    let Some(station) = cycle.stations.get(state.station) else { return };
    let language = cx.model.language();
    head(cx, cycle, state, scene.head, buf);
    cx.wrap(station.description.get(language), Role::Muted).render(scene.about, buf);
    // Before the documents are there, it cannot be told from a template whether it was begun.
    let items = || items_of(cx.model, cycle, state.station, state.all_styles);
    let items = if cx.model.reading() > 0 { Vec::new() } else { items() };
    let list = scene.list;
    for ((at, item), line) in items.iter().enumerate().skip(state.top).zip(list.rows()) {
        item_line(cx, item, at == state.item, line, buf);
    }
    cx.scroll_bar(items.len(), usize::from(list.height), state.top)
        .render(Rect::new(list.right(), list.y, 1, list.height), buf);
    if items.is_empty() && cx.model.reading() == 0 {
        cx.fit(words.say(key!("map.nothing-here")), list.width, Role::Muted).render(list, buf);
    }
    criteria(cx, station, scene.criteria, buf);
    people(cx, station, scene.people, buf);
}

/// The title of the station in focus, its place, and the lines it lies on.
fn head(cx: Context, cycle: &Cycle, state: MapState, area: Rect, buf: &mut Buffer) {
    let Some(station) = cycle.stations.get(state.station) else { return };
    let number = sentence!("map.station", number = state.station + 1, total = cycle.stations.len());
    let right =
        buf.put_span_right(area.right(), area.y, &cx.fit(cx.model.words().tell(&number), area.width / 2, Role::Muted));
    let title = station.title.get(cx.model.language());
    let mut head = cx.line(right.saturating_sub(area.x + 2)).push(title, Role::Title);
    for (number, line) in lines_of(cx.model.method(), &station.id) {
        let long = format!("{number} {}", line.title.get(cx.model.language()));
        let short = number.to_string();
        let room = usize::from(head.room().saturating_sub(2));
        let text = if area.width >= 140 && width(&long) <= room { long } else { short };
        if width(&text) <= room {
            head = head.gap(2).push(text, cx.theme.line(&line.color));
        }
    }
    head.render(area, buf);
}

/// The entry criteria of a station that are not met, or of which nobody knows.
fn criteria(cx: Context, station: &Station, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let answers =
        cx.model.current_product().and_then(|product| product.product.as_ref()).map(|product| &product.criteria);
    let reply = |id: &String| answers.and_then(|answers| answers.get(id)).map(|answer| answer.answer);
    let open: Vec<&String> = station.entry_criteria.iter().filter(|id| reply(id) != Some(Reply::Yes)).collect();
    let key = if open.is_empty() { key!("map.criteria-met") } else { key!("map.criteria") };
    let heading = Sentence::new(key).with("open", open.len()).with("total", station.entry_criteria.len());
    let (first, rest) = area.split_top(1);
    cx.fit(cx.model.words().tell(&heading), first.width, Role::Accent).render(first, buf);
    let hidden = open.len().saturating_sub(usize::from(rest.height));
    for (row, id) in rest.rows().zip(&open) {
        let (sign, role) = match reply(id) {
            Some(Reply::No) => (cx.glyphs.broken, Role::Error),
            _ => (cx.glyphs.question, Role::Warning),
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

/// Who leads and who works at a station, with the team's own names.
fn people(cx: Context, station: &Station, area: Rect, buf: &mut Buffer) {
    let name = |id: &String| {
        let title = cx.model.method().person(id).map_or(id.as_str(), |person| person.title.get(cx.model.language()));
        let team = cx.model.current_product().and_then(|product| product.product.as_ref()?.team.get(id));
        team.map_or_else(|| title.to_owned(), |who| format!("{title} ({who})"))
    };
    let mut room = area.split_top(u16::from(area.height > 1)).1;
    for (key, ids, rows) in [(key!("map.lead"), &station.lead, 1), (key!("map.core"), &station.core, 2)] {
        let (line, rest) = room.split_top(rows);
        if !line.is_empty() {
            buf.put_span(line.x, line.y, &cx.fit(cx.model.words().say(key), 8.min(line.width), Role::Muted));
            let who = ids.iter().map(name).collect::<Vec<_>>().join(", ");
            cx.wrap(&who, Role::Text).render(line.split_left(8).1, buf);
        }
        room = rest;
    }
}
