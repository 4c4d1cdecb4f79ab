//! The map: the cycle of a product as a line, what is due, the next step, and what there is to open at a station.

use crate::app::Model;
use crate::app::commands::{due_sentence, next_sentence};
use crate::app::keymap::Keymap;
use crate::app::scene::{self, MapScene};
use crate::app::screens::{MapState, Reached, StopState, due_of, items_of, line_between, lines_of, next_of, stops_of};
use crate::document::Reply;
use crate::i18n::Sentence;
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _};
use crate::method::{Cycle, Station};
use crate::ui::Cursor;
use crate::ui::paint::Painter;
use crate::ui::theme::Role;
use crate::ui::widgets::{chrome, key_of, whose};

use super::item::item_line;

/// Draws the map.
pub fn map(model: &Model, keymap: &Keymap, state: MapState, paint: &mut Painter, _: Rect) -> Cursor {
    let words = model.words();
    let name = model.current_product().map_or(words.say("map.no-product"), |product| product.name());
    let Some(cycle) = model.current_cycle() else {
        let areas = chrome(model, keymap, paint, &[name]);
        let area = areas.work.inset(2, 1);
        let problem = model.current_product().and_then(|product| product.problem.as_deref());
        paint.paragraph(area, problem.unwrap_or(words.say("map.no-cycle")), Role::Warning);
        return None;
    };
    let title = cycle.title.get(model.language());
    // On a narrow screen the line says enough of the cycle.
    let mut path = if model.size().width < 50 { vec![name] } else { vec![name, title] };
    path.extend(whose(model, &cycle.id));
    chrome(model, keymap, paint, &path);
    let scene = scene::map(model, state)?;
    let stops = stops_of(model, &cycle);
    due(model, keymap, scene.due, paint);
    rails(model, &cycle, &stops, &scene, paint);
    for (at, (station, stop)) in cycle.stations.iter().zip(&stops).enumerate() {
        draw_stop(model, station, *stop, at, at == state.station, &scene, paint);
    }
    next(model, keymap, scene.next, paint);
    station(model, keymap, &cycle, state, &scene, paint);
    None
}

/// What is due: as many as there is room for, and how many more there are.
fn due(model: &Model, keymap: &Keymap, area: Rect, paint: &mut Painter) {
    if area.is_empty() {
        return;
    }
    let all = due_of(model);
    let shown = usize::from(area.height);
    for (row, due) in area.rows().zip(&all) {
        paint.sign(row.x, row.y, "!", paint.style(Role::Error));
        let is_last = row.y + 1 == area.bottom();
        let hidden = all.len().saturating_sub(shown);
        let mut right = row.right();
        if is_last {
            let key = if hidden > 0 { "map.due-more" } else { "map.due-all" };
            let sentence = Sentence::new(key).with("count", hidden).with("key", key_of(model, keymap, "due"));
            right = paint.text_right(right, row.y, row.width / 2, &model.words().tell(&sentence), Role::Muted);
        }
        let room = right.saturating_sub(row.x + 4);
        paint.text(row.x + 2, row.y, room, &model.words().tell(&due_sentence(model, due)), Role::Warning);
    }
}

/// The rails in the colours of their lines, and the titles of the lines above them.
fn rails(model: &Model, cycle: &Cycle, stops: &[StopState], scene: &MapScene, paint: &mut Painter) {
    let y = scene.line.y;
    let here = stops.iter().position(|stop| stop.is_here).unwrap_or(0);
    let count = cycle.stations.len();
    let mut runs: Vec<(usize, u16, u16)> = Vec::new();
    for at in 0..count.saturating_sub(1) {
        let (from, to) = (scene.stop(at), scene.stop(at + 1));
        let line = line_between(model.method(), &cycle.stations[at].id, &cycle.stations[at + 1].id);
        let style = line.map_or(paint.style(Role::Line), |(_, line)| paint.theme.line(&line.color));
        let rail = paint.glyphs.rails[usize::from(at >= here)];
        for x in from + 1..to {
            paint.sign(x, y, rail, style);
        }
        let Some((number, _)) = line else { continue };
        match runs.last_mut() {
            Some((last, _, end)) if *last == number => *end = to,
            _ => runs.push((number, from, to)),
        }
    }
    if !scene.titles.is_empty() {
        titles(model, &runs, scene, paint);
    }
    back(model, cycle, scene, paint);
}

/// The numbers and titles of the lines above the stations between which they run: moved aside where one is longer than
/// its part of the rail, and cut to it where all together are too long.
fn titles(model: &Model, runs: &[(usize, u16, u16)], scene: &MapScene, paint: &mut Painter) {
    let lines = model.method().lines();
    let texts: Vec<String> = runs.iter().map(|(number, ..)| scene::line_label(model, number - 1)).collect();
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
        paint.text_style(x, scene.titles.y, room, &texts[at], paint.theme.line(&line.color));
    }
}

/// The rail from the last station back to the first, where a line has one: the cycle is gone round again.
fn back(model: &Model, cycle: &Cycle, scene: &MapScene, paint: &mut Painter) {
    let (Some(first), Some(last)) = (cycle.stations.first(), cycle.stations.last()) else { return };
    let Some((number, line)) = line_between(model.method(), &last.id, &first.id) else { return };
    if scene.back.is_empty() || cycle.stations.len() < 3 {
        return;
    }
    let style = paint.theme.line(&line.color);
    let (left, right) = (scene.stop(0), scene.stop(cycle.stations.len() - 1));
    let y = scene.back.y;
    for x in left + 1..right {
        paint.sign(x, y, paint.glyphs.track([false, false, true, true]), style);
    }
    paint.sign(left, y, paint.glyphs.track([false, true, false, true]), style);
    paint.sign(right, y, paint.glyphs.track([false, true, true, false]), style);
    for y in y + 1..scene.line.y {
        for x in [left, right] {
            paint.sign(x, y, paint.glyphs.track([true, true, false, false]), style);
        }
    }
    let text = format!(" {number} {} ", line.title.get(model.language()));
    paint.text_style(left + 2, y, right.saturating_sub(left + 4), &text, style);
}

/// A stop: its sign, its name, how much of its work is finished, and how many criteria are open.
fn draw_stop(
    model: &Model,
    station: &Station,
    stop: StopState,
    at: usize,
    focused: bool,
    scene: &MapScene,
    paint: &mut Painter,
) {
    let (x, y) = (scene.stop(at), scene.line.y);
    let sign = paint.glyphs.stations[match stop.reached {
        Reached::Done => 0,
        Reached::Begun => 1,
        Reached::Untouched => 2,
    }];
    let style = paint.style(if focused || stop.is_here { Role::Focus } else { Role::Text });
    paint.sign(x, y, sign, style);
    if stop.is_here {
        paint.sign(x.saturating_sub(1), y, "(", paint.style(Role::Focus));
        paint.sign(x + 1, y, ")", paint.style(Role::Focus));
    }
    let label = scene.label(at);
    let mut rows = label.rows();
    let name = if scene.pace >= 9 { station.short.get(model.language()).to_owned() } else { (at + 1).to_string() };
    if let Some(row) = rows.next() {
        let columns = u16::try_from(width(&name)).unwrap_or(u16::MAX).min(row.width);
        let start = row.x + (row.width - columns) / 2;
        let role = if focused { Role::Selection } else { Role::Text };
        if focused && columns + 2 <= row.width + 1 {
            paint.fill(Rect { x: start.saturating_sub(1), width: columns + 2, ..row }, Role::Selection);
        }
        paint.text(start, row.y, columns, &name, role);
    }
    let work = stop.work.map_or_else(|| paint.glyphs.dot.to_owned(), |(done, all)| format!("{done}/{all}"));
    if let Some(row) = rows.next() {
        paint.text_centred(row, row.y, &work, Role::Muted);
    }
    if let Some(row) = rows.next()
        && stop.open > 0
    {
        let short = model.words().tell(&Sentence::new("map.open").with("count", stop.open));
        let text = if width(&short) <= usize::from(row.width) { short } else { format!("?{}", stop.open) };
        paint.text_centred(row, row.y, &text, Role::Warning);
    }
}

/// What to do next, why, and the key that takes one there.
fn next(model: &Model, keymap: &Keymap, area: Rect, paint: &mut Painter) {
    if area.is_empty() {
        return;
    }
    let words = model.words();
    let key = key_of(model, keymap, "take-next");
    if model.reading() > 0 {
        let sentence = Sentence::new("map.reading").with("count", model.reading());
        paint.paragraph(area, &words.tell(&sentence), Role::Muted);
        return;
    }
    let text = match next_of(model) {
        Some(step) => words.tell(&next_sentence(model, &step)),
        None => words.say("map.next-none").to_owned(),
    };
    let taken = paint.text(area.x, area.y, area.width, &key, Role::Key);
    let taken = taken + 1 + paint.text(area.x + taken + 1, area.y, area.width, words.say("map.next"), Role::Accent);
    paint.paragraph(area.split_left(taken + 1).1, &text, Role::Text);
}

/// The station in focus: what it is for, what there is to open, what is open, and who should be there.
fn station(model: &Model, keymap: &Keymap, cycle: &Cycle, state: MapState, scene: &MapScene, paint: &mut Painter) {
    let words = model.words();
    let Some(station) = cycle.stations.get(state.station) else { return };
    let language = model.language();
    head(model, cycle, state, scene.head, paint);
    paint.paragraph(scene.about, station.description.get(language), Role::Muted);
    // Before the documents are there, it cannot be told from a template whether it was begun.
    let items = || items_of(model, cycle, state.station, state.all_styles);
    let items = if model.reading() > 0 { Vec::new() } else { items() };
    let list = scene.list;
    for ((at, item), line) in items.iter().enumerate().skip(state.top).zip(list.rows()) {
        item_line(model, keymap, item, at == state.item, line, paint);
    }
    paint.scroll_bar(list.right(), list.y, list.height, items.len(), usize::from(list.height), state.top);
    if items.is_empty() && model.reading() == 0 {
        paint.text(list.x, list.y, list.width, words.say("map.nothing-here"), Role::Muted);
    }
    criteria(model, station, scene.criteria, paint);
    people(model, station, scene.people, paint);
}

/// The title of the station in focus, its place, and the lines it lies on.
fn head(model: &Model, cycle: &Cycle, state: MapState, area: Rect, paint: &mut Painter) {
    let Some(station) = cycle.stations.get(state.station) else { return };
    let number = Sentence::new("map.station").with("number", state.station + 1).with("total", cycle.stations.len());
    let right = paint.text_right(area.right(), area.y, area.width / 2, &model.words().tell(&number), Role::Muted);
    let room = right.saturating_sub(area.x + 2);
    let mut x = area.x + paint.text(area.x, area.y, room, station.title.get(model.language()), Role::Title);
    for (number, line) in lines_of(model.method(), &station.id) {
        let long = format!("{number} {}", line.title.get(model.language()));
        let short = number.to_string();
        let room = usize::from(right.saturating_sub(x + 4));
        let text = if area.width >= 140 && width(&long) <= room { long } else { short };
        if width(&text) <= room {
            x += 2 + paint.text_style(x + 2, area.y, right, &text, paint.theme.line(&line.color));
        }
    }
}

/// The entry criteria of a station that are not met, or of which nobody knows.
fn criteria(model: &Model, station: &Station, area: Rect, paint: &mut Painter) {
    if area.is_empty() {
        return;
    }
    let answers = model.current_product().and_then(|product| product.product.as_ref()).map(|product| &product.criteria);
    let reply = |id: &String| answers.and_then(|answers| answers.get(id)).map(|answer| answer.answer);
    let open: Vec<&String> = station.entry_criteria.iter().filter(|id| reply(id) != Some(Reply::Yes)).collect();
    let key = if open.is_empty() { "map.criteria-met" } else { "map.criteria" };
    let heading = Sentence::new(key).with("open", open.len()).with("total", station.entry_criteria.len());
    let (first, rest) = area.split_top(1);
    paint.text(first.x, first.y, first.width, &model.words().tell(&heading), Role::Accent);
    let hidden = open.len().saturating_sub(usize::from(rest.height));
    for (row, id) in rest.rows().zip(&open) {
        let (sign, role) = match reply(id) {
            Some(Reply::No) => (paint.glyphs.broken, Role::Error),
            _ => (paint.glyphs.question, Role::Warning),
        };
        paint.sign(row.x, row.y, sign, paint.style(role));
        let mut right = row.right();
        if hidden > 0 && row.y + 1 == rest.bottom() {
            right = paint.text_right(right, row.y, row.width, &format!("+{hidden}"), Role::Muted).saturating_sub(1);
        }
        let text = model.method().criterion(id).map_or(id.as_str(), |known| known.text.get(model.language()));
        paint.text(row.x + 2, row.y, right.saturating_sub(row.x + 2), text, Role::Text);
    }
}

/// Who leads and who works at a station, with the team's own names.
fn people(model: &Model, station: &Station, area: Rect, paint: &mut Painter) {
    let name = |id: &String| {
        let title = model.method().person(id).map_or(id.as_str(), |person| person.title.get(model.language()));
        let team = model.current_product().and_then(|product| product.product.as_ref()?.team.get(id));
        team.map_or_else(|| title.to_owned(), |who| format!("{title} ({who})"))
    };
    let mut room = area.split_top(u16::from(area.height > 1)).1;
    for (key, ids, rows) in [("map.lead", &station.lead, 1), ("map.core", &station.core, 2)] {
        let (line, rest) = room.split_top(rows);
        if !line.is_empty() {
            paint.text(line.x, line.y, 8.min(line.width), model.words().say(key), Role::Muted);
            let who = ids.iter().map(name).collect::<Vec<_>>().join(", ");
            paint.paragraph(line.split_left(8).1, &who, Role::Text);
        }
        room = rest;
    }
}
