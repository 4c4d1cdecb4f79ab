//! The network map: the lines in their colours with their stations, and what the one in focus is for.

use super::item::item_line;
use crate::app::commands::item_title;
use crate::app::keymap::Keymap;
use crate::app::scene::{self, NetworkScene};
use crate::app::screens::{NetworkState, items_of_resource, lines_of, position_of};
use crate::app::{Model, ProductInfo};
use crate::i18n::Sentence;
use crate::layout::network::{Network, Stop};
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _, wrap};
use crate::method::{Group, NetworkStation};
use crate::ui::Cursor;
use crate::ui::paint::Painter;
use crate::ui::theme::Role;
use crate::ui::widgets::{chrome, key_of};

/// Columns that a description needs below a label.
const NOTE: u16 = 30;
/// The most columns of one, so that it stays beside its station.
const WIDEST_NOTE: u16 = 56;

/// Draws the network map.
pub fn network(model: &Model, keymap: &Keymap, state: &NetworkState, paint: &mut Painter, _: Rect) -> Cursor {
    let mut path: Vec<&str> = model.current_product().map(ProductInfo::name).into_iter().collect();
    path.push(model.words().say("network.title"));
    chrome(model, keymap, paint, &path);
    let details = match scene::network_of(model, state) {
        NetworkScene::Whole(network) => {
            whole(model, state, &network, paint);
            network.details
        }
        NetworkScene::Line { title, rows, top, details } => {
            one_line(model, state, title, (rows, top), paint);
            details
        }
    };
    if let Some(station) = model.method().network_station(&state.station) {
        about(model, keymap, station, details, paint);
    }
    None
}

fn whole(model: &Model, state: &NetworkState, network: &Network, paint: &mut Painter) {
    let lines = model.method().lines();
    for track in &network.tracks {
        let style = lines.get(track.route).map_or(paint.style(Role::Line), |line| paint.theme.line(&line.color));
        paint.sign(track.at.x, track.at.y, paint.glyphs.track(track.sides), style);
    }
    for (at, line) in lines.iter().enumerate() {
        let Some(title) = network.titles.get(at).filter(|title| !title.is_empty()) else { continue };
        let style = paint.theme.line(&line.color);
        // A title on a rail stands clear of it.
        let is_on_rail = network.tracks.iter().any(|track| track.at.y == title.y && track.at.x == title.right());
        if is_on_rail {
            paint.text(
                title.x.saturating_sub(1),
                title.y,
                title.width + 2,
                &" ".repeat(usize::from(title.width) + 2),
                Role::Text,
            );
        }
        paint.text_style(title.x, title.y, title.width, &scene::line_label(model, at), style);
    }
    let here = position_of(model);
    for stop in &network.stops {
        let Some(station) = model.method().network().get(stop.stop) else { continue };
        draw_stop(model, station, (stop, station.id == state.station), here.as_deref(), paint);
        if network.notes > 0 && station.group == Group::Sub {
            note(model, station, stop, network, paint);
        }
    }
}

fn draw_stop(
    model: &Model,
    station: &NetworkStation,
    (stop, focused): (&Stop, bool),
    here: Option<&str>,
    paint: &mut Painter,
) {
    let role = if focused { Role::Selection } else { Role::Text };
    if focused {
        paint.fill(stop.label, Role::Selection);
    }
    paint.text(stop.label.x, stop.label.y, stop.label.width, &scene::station_label(model, station), role);
    if station.group == Group::Sub {
        return;
    }
    let is_interchange = lines_of(model.method(), &station.id).count() > 1;
    let sign = paint.glyphs.stops[usize::from(!is_interchange)];
    let style = paint.style(if focused { Role::Focus } else { Role::Title });
    paint.sign(stop.at.x, stop.at.y, sign, style);
    if here == Some(&station.id) {
        paint.sign(stop.at.x.saturating_sub(1), stop.at.y, "(", paint.style(Role::Focus));
        paint.sign(stop.at.x + 1, stop.at.y, ")", paint.style(Role::Focus));
    }
}

/// What a station is for, below its label, where the rows are far apart and the columns wide.
fn note(model: &Model, station: &NetworkStation, stop: &Stop, network: &Network, paint: &mut Painter) {
    let rows = stop.label.y + 1..stop.label.y + 1 + network.notes;
    let tracks = network.tracks.iter().filter(|track| rows.contains(&track.at.y) && track.at.x != stop.at.x);
    let details = network.details;
    let is_beside = rows.start < details.bottom() && details.y < rows.end;
    let edges = is_beside.then_some([details.x.saturating_sub(2), details.right() + 1]);
    let taken: Vec<u16> = tracks.map(|track| track.at.x).chain(edges.into_iter().flatten()).collect();
    let (from, to) = if stop.is_left {
        (taken.iter().copied().filter(|x| *x < stop.at.x).max().unwrap_or(0) + 2, stop.at.x.saturating_sub(1))
    } else {
        let end = taken.iter().copied().filter(|x| *x > stop.at.x).min().unwrap_or(model.size().width);
        (stop.label.x, end.saturating_sub(2))
    };
    let room = Rect::new(from, rows.start, to.saturating_sub(from).min(WIDEST_NOTE), network.notes);
    if room.width < NOTE {
        return;
    }
    let text = station.description.get(model.language());
    if !stop.is_left {
        paint.paragraph(room, text, Role::Muted);
        return;
    }
    // Lines end at the rail, as the label does.
    let room = Rect { x: to - room.width, ..room };
    let lines = wrap::wrap(text, room.width);
    if lines.len() > usize::from(room.height) {
        paint.paragraph(room, text, Role::Muted);
        return;
    }
    for (row, line) in room.rows().zip(&lines) {
        paint.text_right(room.right(), row.y, room.width, &line.shown(text), Role::Muted);
    }
}

/// One line as a list, where the network does not fit.
fn one_line(model: &Model, state: &NetworkState, title: Rect, (rows, top): (Rect, usize), paint: &mut Painter) {
    let Some(line) = model.method().lines().get(state.line) else { return };
    let style = paint.theme.line(&line.color);
    paint.text_style(title.x, title.y, title.width, &scene::line_label(model, state.line), style);
    let count = line.stations.len();
    for (row, (at, id)) in rows.rows().zip(line.stations.iter().enumerate().skip(top)) {
        let Some(station) = model.method().network_station(id) else { continue };
        let sides = [at > 0, at + 1 < count, false, true];
        paint.sign(row.x, row.y, paint.glyphs.track(sides), style);
        if station.group == Group::Core {
            let is_interchange = lines_of(model.method(), id).count() > 1;
            paint.sign(row.x, row.y, paint.glyphs.stops[usize::from(!is_interchange)], paint.style(Role::Title));
        }
        let label = scene::station_label(model, station);
        let focused = *id == state.station;
        let columns = u16::try_from(width(&label)).unwrap_or(u16::MAX).min(row.width.saturating_sub(3));
        let room = Rect { x: row.x + 2, width: columns, ..row };
        if focused {
            paint.fill(room, Role::Selection);
        }
        paint.text(room.x, room.y, room.width, &label, if focused { Role::Selection } else { Role::Text });
    }
    paint.scroll_bar(rows.right(), rows.y, rows.height, count, usize::from(rows.height), top);
}

/// What the station in focus is for, on which lines it lies, and what it offers.
fn about(model: &Model, keymap: &Keymap, station: &NetworkStation, area: Rect, paint: &mut Painter) {
    if area.is_empty() {
        return;
    }
    let area = if area.x == 0 { area.inset(1, 0) } else { area };
    let area = area.centred(84, area.height);
    let language = model.language();
    let (head, rest) = area.split_top(1);
    let mut right = head.right();
    let lines: Vec<(usize, &crate::method::Line)> = lines_of(model.method(), &station.id).collect();
    for (number, line) in lines.iter().rev() {
        let text = number.to_string();
        let columns = u16::try_from(width(&text)).unwrap_or(1);
        right = right.saturating_sub(columns);
        paint.text_style(right, head.y, columns, &text, paint.theme.line(&line.color));
        right = right.saturating_sub(1);
    }
    let word = model.words().say(if lines.len() == 1 { "network.line" } else { "network.lines" });
    let right = paint.text_right(right, head.y, head.width / 2, word, Role::Muted);
    paint.text(head.x, head.y, right.saturating_sub(head.x + 1), station.title.get(language), Role::Title);
    if area.height >= 8 {
        return large(model, keymap, station, (rest, &lines), paint);
    }
    let (text, offer) = rest.split_bottom(1);
    paint.paragraph(text, station.description.get(language), Role::Text);
    let key = key_of(model, keymap, "open");
    let taken = paint.text(offer.x, offer.y, offer.width, &key, Role::Key) + 1;
    let offers = offers(model, station).join(", ");
    paint.text(offer.x + taken, offer.y, offer.width.saturating_sub(taken), &offers, Role::Accent);
}

/// The same where there is room: the titles of the lines, and a row for everything it offers.
fn large(
    model: &Model,
    keymap: &Keymap,
    station: &NetworkStation,
    (area, lines): (Rect, &[(usize, &crate::method::Line)]),
    paint: &mut Painter,
) {
    let mut y = area.y;
    for (number, line) in lines {
        let text = format!("{number} {}", line.title.get(model.language()));
        paint.text_style(area.x, y, area.width, &text, paint.theme.line(&line.color));
        y += 1;
    }
    let room = |y: u16| Rect { y, height: area.bottom().saturating_sub(y), ..area };
    y += 1;
    y += paint.paragraph(room(y), station.description.get(model.language()), Role::Text) + 1;
    if y >= area.bottom() {
        return;
    }
    let key = key_of(model, keymap, "open");
    let taken = paint.text(area.x, y, area.width, &key, Role::Key) + 1;
    let is_core = station.group == Group::Core;
    let head = if is_core { offers(model, station).join(", ") } else { model.words().say("network.offers").to_owned() };
    y += paint.paragraph(room(y).split_left(taken).1, &head, Role::Accent);
    if is_core {
        return;
    }
    let items = station.resources.iter().flat_map(|resource| items_of_resource(model, resource));
    for (item, row) in items.zip(room(y).rows()) {
        item_line(model, keymap, &item, false, row, paint);
    }
}

/// What a station leads to, by name: the station of the cycle, or what a sub-station offers.
fn offers(model: &Model, station: &NetworkStation) -> Vec<String> {
    if station.group == Group::Sub {
        let items = station.resources.iter().flat_map(|resource| items_of_resource(model, resource));
        return items.map(|item| item_title(model, &item)).collect();
    }
    let cycle = model.current_cycle();
    let found = cycle.as_ref().and_then(|cycle| Some((cycle, cycle.position(&station.id)?)));
    let Some((cycle, at)) = found else { return vec![model.words().say("message.not-in-cycle").to_owned()] };
    let sentence = Sentence::new("network.station")
        .with("station", cycle.stations[at].title.get(model.language()))
        .with("number", at + 1)
        .with("total", cycle.stations.len());
    vec![model.words().tell(&sentence)]
}
