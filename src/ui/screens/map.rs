//! The map: the cycle of a product as a line, how far each station is, and what there is to open.

use crate::app::bindings::Bindings;
use crate::app::scene::{self, MapScene};
use crate::app::screens::{MapItem, MapState, items_of, progress_of, progress_of_doc};
use crate::app::{DocState, Model};
use crate::layout::Rect;
use crate::layout::text::width;
use crate::method::Cycle;
use crate::method::language::Sentence;
use crate::ui::Cursor;
use crate::ui::paint::Painter;
use crate::ui::theme::Role;
use crate::ui::widgets::{chrome, whose};

/// Draws the map.
pub fn map(model: &Model, bindings: &Bindings, state: MapState, paint: &mut Painter, _: Rect) -> Cursor {
    let words = model.words;
    let name = model.current_product().map_or(words.say("map.no-product"), |product| product.name());
    let Some(cycle) = model.current_cycle() else {
        let areas = chrome(model, bindings, paint, &[name]);
        let area = areas.work.inset(2, 1);
        let problem = model.current_product().and_then(|product| product.problem.as_deref());
        paint.paragraph(area, problem.unwrap_or(words.say("map.no-cycle")), Role::Warning);
        return None;
    };
    let mut path = vec![name, cycle.title.get(model.language())];
    path.extend(whose(model, &cycle.id));
    chrome(model, bindings, paint, &path);
    let scene = scene::map(model, state)?;
    if scene.line.height > 1 {
        line(model, &cycle, state, &scene, paint);
    }
    station(model, &cycle, state, &scene, paint);
    None
}

/// The line with its stops, their names, and how far each is.
fn line(model: &Model, cycle: &Cycle, state: MapState, scene: &MapScene, paint: &mut Painter) {
    let y = scene.line.y;
    let position = model.station_in_work();
    for (at, station) in cycle.stations.iter().enumerate() {
        let progress = progress_of(model, cycle, at);
        let focused = at == state.station;
        let is_done = progress.is_some_and(|(done, total)| done >= total);
        let sign = match progress {
            _ if is_done => paint.glyphs.stations[0],
            None if at != position => paint.glyphs.stations[2],
            _ => paint.glyphs.stations[1],
        };
        let stop = scene.stop(at);
        if at + 1 < cycle.stations.len() {
            let rail = paint.glyphs.rails[usize::from(!is_done)];
            for between in stop + 1..scene.stop(at + 1) {
                paint.sign(between, y, rail, paint.style(Role::Line));
            }
        }
        paint.sign(stop, y, sign, paint.style(if focused { Role::Focus } else { Role::Line }));
        let label = scene.label(at);
        let name = if scene.pace >= 9 { station.short.get(model.language()).to_owned() } else { (at + 1).to_string() };
        paint.text_centred(label, label.y, &name, if focused { Role::Focus } else { Role::Text });
        let share = progress.map_or_else(
            || paint.glyphs.dot.to_owned(),
            |(done, total)| match format!("{done}/{total}") {
                share if width(&share) <= usize::from(label.width) => share,
                _ => format!("{}%", done * 100 / total.max(1)),
            },
        );
        paint.text_centred(label, label.y + 1, &share, if focused { Role::Focus } else { Role::Muted });
    }
}

/// The station in focus: what it is for, what there is to open, and who should be there.
fn station(model: &Model, cycle: &Cycle, state: MapState, scene: &MapScene, paint: &mut Painter) {
    let words = model.words;
    let Some(station) = cycle.stations.get(state.station) else { return };
    let language = model.language();
    let number =
        words.tell(&Sentence::new("map.station").with("number", state.station + 1).with("total", cycle.stations.len()));
    let head = scene.head;
    let taken = paint.text(head.x, head.y, head.width, station.title.get(language), Role::Title);
    paint.text_right(head.right(), head.y, head.width.saturating_sub(taken + 2), &number, Role::Muted);
    paint.paragraph(scene.about, station.description.get(language), Role::Muted);
    let items = items_of(model, cycle, state.station);
    let list = scene.list;
    for ((at, item), line) in items.iter().enumerate().skip(state.top).zip(list.rows()) {
        item_line(model, item, at == state.item, line, paint);
    }
    paint.scroll_bar(list.right(), list.y, list.height, items.len(), usize::from(list.height), state.top);
    if items.is_empty() {
        paint.text(list.x, list.y, list.width, words.say("map.nothing-here"), Role::Muted);
    }
    let name = |id: &String| {
        let known = model.method.people().iter().find(|person| person.id == *id);
        let title = known.map_or(id.as_str(), |person| person.title.get(language));
        let team = model.current_product().and_then(|product| product.product.as_ref()?.team.get(id));
        team.map_or_else(|| title.to_owned(), |who| format!("{title} ({who})"))
    };
    let (_, mut room) = scene.people.split_top(1);
    for (key, ids, rows) in [("map.lead", &station.lead, 1), ("map.core", &station.core, 2)] {
        let (line, rest) = room.split_top(rows);
        if !line.is_empty() {
            paint.text(line.x, line.y, 8.min(line.width), words.say(key), Role::Muted);
            let who = ids.iter().map(name).collect::<Vec<_>>().join(", ");
            paint.paragraph(line.split_left(8).1, &who, Role::Text);
        }
        room = rest;
    }
}

/// Something to open, on a line: its title, how full it is, and its state.
pub(super) fn item_line(model: &Model, item: &MapItem, focused: bool, line: Rect, paint: &mut Painter) {
    let words = model.words;
    let language = model.language();
    let (title, state, gauge, plain) = match item {
        MapItem::Doc { file } => {
            let Some(doc) = model.docs.get(file) else { return };
            let template = model.method.template(doc.template_id());
            let short = template.as_ref().map_or(doc.stem.as_str(), |template| template.short(language));
            let title = doc
                .variant()
                .map_or_else(|| short.to_owned(), |variant| format!("{short} {} {variant}", paint.glyphs.dot));
            match doc.state {
                DocState::Valid => {
                    let progress = progress_of_doc(doc, &model.method, model.today);
                    let state = progress.map_or_else(String::new, |(done, total)| format!("{done}/{total}"));
                    (title, state, progress, Role::Text)
                }
                DocState::Newer => (title, words.say("map.newer").to_owned(), None, Role::Warning),
                DocState::Invalid => (title, words.say("map.invalid").to_owned(), None, Role::Error),
                DocState::Conflicted => (title, words.say("map.conflicted").to_owned(), None, Role::Error),
            }
        }
        MapItem::Template(id) => {
            let template = model.method.template(id);
            let title = template.as_ref().map_or(id.as_str(), |template| template.short(language)).to_owned();
            (title, words.say("map.not-begun").to_owned(), None, Role::Muted)
        }
        MapItem::Guide(id) => {
            let title = model.method.guide(id).map_or(id.as_str(), |guide| guide.title.get(language)).to_owned();
            (title, words.say("guide.word").to_owned(), None, Role::Text)
        }
        MapItem::Named { title } => (title.clone(), String::new(), None, Role::Muted),
    };
    let role = if focused { Role::Selection } else { plain };
    if focused {
        paint.fill(line, Role::Selection);
    }
    paint.text(line.x + 1, line.y, 1, if focused { paint.glyphs.pointer } else { " " }, role);
    let state_width = u16::try_from(width(&state)).unwrap_or(0);
    let gauge_width = if line.width >= 60 { 12 } else { 0 };
    paint.text(line.x + 3, line.y, line.width.saturating_sub(6 + state_width + gauge_width), &title, role);
    if let Some((done, total)) = gauge.filter(|(_, total)| gauge_width > 0 && *total > 0) {
        let full = done * 10 / total;
        let start = line.right() - state_width - 12;
        for at in 0..10u16 {
            let sign = paint.glyphs.gauge[usize::from(usize::from(at) >= full)];
            let style = if focused {
                paint.style(Role::Selection)
            } else if usize::from(at) < full {
                paint.style(Role::Success)
            } else {
                paint.style(Role::Border)
            };
            paint.sign(start + at, line.y, sign, style);
        }
    }
    paint.text_right(
        line.right() - 1,
        line.y,
        state_width,
        &state,
        if focused {
            Role::Selection
        } else if gauge.is_some() || matches!(item, MapItem::Guide(_)) {
            Role::Muted
        } else {
            plain
        },
    );
}
