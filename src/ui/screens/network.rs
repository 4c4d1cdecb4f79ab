//! The network map: the lines in their colours with their stations, and what the one in focus is for.

use ratatui::buffer::Buffer;
use ratatui::widgets::Widget;

use super::item::item_line;
use crate::app::ProductInfo;
use crate::app::commands::item_title;
use crate::app::query::labels::{line_label, station_label};
use crate::app::query::overview::{items_of_resource, lines_of, position_of};
use crate::app::screen::NetworkState;
use crate::app::screen::network::layout::NetworkScene;
use crate::layout::network::{self, Stop};
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _, wrap};
use crate::method::{Group, NetworkStation};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;
use crate::ui::widgets::{key_of, title_and_status_bar};

/// Columns that a description needs below a label.
const NOTE: u16 = 30;
/// The most columns of one, so that it stays beside its station.
const WIDEST_NOTE: u16 = 56;

/// The network map.
pub(crate) struct Network<'a> {
    /// What it is drawn from.
    pub cx: Context<'a>,
    /// Its state.
    pub state: &'a NetworkState,
}

impl Widget for Network<'_> {
    fn render(self, _: Rect, buf: &mut Buffer) {
        let Self { cx, state } = self;
        let mut path: Vec<&str> = cx.model.current_product().map(ProductInfo::name).into_iter().collect();
        path.push(cx.model.words().say(key!("network.title")));
        title_and_status_bar(cx, buf, &path);
        let Some(scene) = cx.model.layout::<NetworkScene>() else { return };
        let details = match &*scene {
            NetworkScene::Whole(network) => {
                whole(cx, state, network, buf);
                network.details
            }
            NetworkScene::Line { title, rows, top, details } => {
                one_line(cx, state, *title, (*rows, *top), buf);
                *details
            }
        };
        if let Some(station) = cx.model.method().network_station(&state.station) {
            station_details(cx, station, details, buf);
        }
    }
}

fn whole(cx: Context, state: &NetworkState, network: &network::Network, buf: &mut Buffer) {
    let lines = cx.model.method().lines();
    for track in &network.tracks {
        let style = lines.get(track.route).map_or(cx.style(Role::Line), |line| cx.theme.line(&line.color));
        buf.put_glyph(track.at.x, track.at.y, cx.glyphs.track(track.sides), style);
    }
    for (at, line) in lines.iter().enumerate() {
        let Some(title) = network.titles.get(at).filter(|title| !title.is_empty()) else { continue };
        let style = cx.theme.line(&line.color);
        // A title on a rail stands clear of it.
        let is_on_rail = network.tracks.iter().any(|track| track.at.y == title.y && track.at.x == title.right());
        if is_on_rail {
            let blank = " ".repeat(usize::from(title.width) + 2);
            buf.put_span(title.x.saturating_sub(1), title.y, &cx.span(blank, Role::Text));
        }
        cx.fit(line_label(cx.model, at), title.width, style).render(*title, buf);
    }
    let here = position_of(cx.model);
    for stop in &network.stops {
        let Some(station) = cx.model.method().network().get(stop.stop) else { continue };
        draw_stop(cx, station, (stop, station.id == state.station), here.as_deref(), buf);
        if network.notes > 0 && station.group == Group::Sub {
            note(cx, station, stop, network, buf);
        }
    }
}

fn draw_stop(
    cx: Context,
    station: &NetworkStation,
    (stop, focused): (&Stop, bool),
    here: Option<&str>,
    buf: &mut Buffer,
) {
    let role = if focused { Role::Selection } else { Role::Text };
    if focused {
        buf.fill(stop.label, cx.style(Role::Selection));
    }
    cx.fit(station_label(cx.model, station), stop.label.width, role).render(stop.label, buf);
    if station.group == Group::Sub {
        return;
    }
    let is_interchange = lines_of(cx.model.method(), &station.id).count() > 1;
    let sign = cx.glyphs.stops[usize::from(!is_interchange)];
    let style = cx.style(if focused { Role::Focus } else { Role::Title });
    buf.put_glyph(stop.at.x, stop.at.y, sign, style);
    if here == Some(&station.id) {
        buf.put_glyph(stop.at.x.saturating_sub(1), stop.at.y, "(", cx.style(Role::Focus));
        buf.put_glyph(stop.at.x + 1, stop.at.y, ")", cx.style(Role::Focus));
    }
}

/// What a station is for, below its label, where the rows are far apart and the columns wide.
fn note(cx: Context, station: &NetworkStation, stop: &Stop, network: &network::Network, buf: &mut Buffer) {
    let rows = stop.label.y + 1..stop.label.y + 1 + network.notes;
    let tracks = network.tracks.iter().filter(|track| rows.contains(&track.at.y) && track.at.x != stop.at.x);
    let details = network.details;
    let is_beside = rows.start < details.bottom() && details.y < rows.end;
    let edges = is_beside.then_some([details.x.saturating_sub(2), details.right() + 1]);
    let taken: Vec<u16> = tracks.map(|track| track.at.x).chain(edges.into_iter().flatten()).collect();
    let (from, to) = if stop.is_left {
        (taken.iter().copied().filter(|x| *x < stop.at.x).max().unwrap_or(0) + 2, stop.at.x.saturating_sub(1))
    } else {
        let end = taken.iter().copied().filter(|x| *x > stop.at.x).min().unwrap_or(cx.model.size().width);
        (stop.label.x, end.saturating_sub(2))
    };
    let room = Rect::new(from, rows.start, to.saturating_sub(from).min(WIDEST_NOTE), network.notes);
    if room.width < NOTE {
        return;
    }
    let text = station.description.get(cx.model.language());
    if !stop.is_left {
        cx.wrap(text, Role::Muted).render(room, buf);
        return;
    }
    // Lines end at the rail, as the label does.
    let room = Rect { x: to - room.width, ..room };
    let lines = wrap::wrap(text, room.width);
    if lines.len() > usize::from(room.height) {
        cx.wrap(text, Role::Muted).render(room, buf);
        return;
    }
    for (row, line) in room.rows().zip(&lines) {
        buf.put_span_right(room.right(), row.y, &cx.fit(line.shown(text), room.width, Role::Muted));
    }
}

/// One line as a list, where the network does not fit.
fn one_line(cx: Context, state: &NetworkState, title: Rect, (rows, top): (Rect, usize), buf: &mut Buffer) {
    let Some(line) = cx.model.method().lines().get(state.line) else { return };
    let style = cx.theme.line(&line.color);
    cx.fit(line_label(cx.model, state.line), title.width, style).render(title, buf);
    let count = line.stations.len();
    for (row, (at, id)) in rows.rows().zip(line.stations.iter().enumerate().skip(top)) {
        let Some(station) = cx.model.method().network_station(id) else { continue };
        let sides = [at > 0, at + 1 < count, false, true];
        buf.put_glyph(row.x, row.y, cx.glyphs.track(sides), style);
        if station.group == Group::Core {
            let is_interchange = lines_of(cx.model.method(), id).count() > 1;
            buf.put_glyph(row.x, row.y, cx.glyphs.stops[usize::from(!is_interchange)], cx.style(Role::Title));
        }
        let label = station_label(cx.model, station);
        let focused = *id == state.station;
        let columns = u16::try_from(width(&label)).unwrap_or(u16::MAX).min(row.width.saturating_sub(3));
        let room = Rect { x: row.x + 2, width: columns, ..row };
        if focused {
            buf.fill(room, cx.style(Role::Selection));
        }
        cx.fit(&label, room.width, if focused { Role::Selection } else { Role::Text }).render(room, buf);
    }
    cx.scroll_bar(count, usize::from(rows.height), top).render(Rect::new(rows.right(), rows.y, 1, rows.height), buf);
}

/// What the station in focus is for, on which lines it lies, and what it offers.
fn station_details(cx: Context, station: &NetworkStation, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let area = if area.x == 0 { area.inset(1, 0) } else { area };
    let area = area.centred(84, area.height);
    let language = cx.model.language();
    let (head, rest) = area.split_top(1);
    let mut right = head.right();
    let lines: Vec<(usize, &crate::method::Line)> = lines_of(cx.model.method(), &station.id).collect();
    for (number, line) in lines.iter().rev() {
        let text = number.to_string();
        let columns = u16::try_from(width(&text)).unwrap_or(1);
        right = right.saturating_sub(columns);
        buf.put_span(right, head.y, &cx.fit(&text, columns, cx.theme.line(&line.color)));
        right = right.saturating_sub(1);
    }
    let word = cx.model.words().tell(&sentence!("network.lines", count = lines.len()));
    let right = buf.put_span_right(right, head.y, &cx.fit(&word, head.width / 2, Role::Muted));
    buf.put_span(head.x, head.y, &cx.fit(station.title.get(language), right.saturating_sub(head.x + 1), Role::Title));
    if area.height >= 8 {
        return large(cx, station, (rest, &lines), buf);
    }
    let (text, offer) = rest.split_bottom(1);
    cx.wrap(station.description.get(language), Role::Text).render(text, buf);
    let key = key_of(cx, "open");
    let offers = offers(cx, station).join(", ");
    cx.line(offer.width).push(key, Role::Key).gap(1).push(offers, Role::Text).render(offer, buf);
}

/// The same where there is room: the titles of the lines, and a row for everything it offers.
fn large(
    cx: Context,
    station: &NetworkStation,
    (area, lines): (Rect, &[(usize, &crate::method::Line)]),
    buf: &mut Buffer,
) {
    let mut y = area.y;
    for (number, line) in lines {
        let text = format!("{number} {}", line.title.get(cx.model.language()));
        buf.put_span(area.x, y, &cx.fit(&text, area.width, cx.theme.line(&line.color)));
        y += 1;
    }
    let room = |y: u16| Rect { y, height: area.bottom().saturating_sub(y), ..area };
    y += 1;
    y += cx.wrap(station.description.get(cx.model.language()), Role::Text).draw(room(y), buf) + 1;
    if y >= area.bottom() {
        return;
    }
    let key = key_of(cx, "open");
    let taken = buf.put_span(area.x, y, &cx.fit(&key, area.width, Role::Key)) + 1;
    let is_core = station.group == Group::Core;
    let head =
        if is_core { offers(cx, station).join(", ") } else { cx.model.words().say(key!("network.offers")).to_owned() };
    y += cx.wrap(&head, Role::Title).draw(room(y).split_left(taken).1, buf);
    if is_core {
        return;
    }
    let items = station.resources.iter().flat_map(|resource| items_of_resource(cx.model, resource));
    for (item, row) in items.zip(room(y).rows()) {
        item_line(cx, &item, false, row, buf);
    }
}

/// What a station leads to, by name: the station of the cycle, or what a sub-station offers.
fn offers(cx: Context, station: &NetworkStation) -> Vec<String> {
    if station.group == Group::Sub {
        let items = station.resources.iter().flat_map(|resource| items_of_resource(cx.model, resource));
        return items.map(|item| item_title(cx.model, &item)).collect();
    }
    let cycle = cx.model.current_cycle();
    let found = cycle.as_ref().and_then(|cycle| Some((cycle, cycle.position(&station.id)?)));
    let Some((cycle, at)) = found else { return vec![cx.model.words().say(key!("message.not-in-cycle")).to_owned()] };
    let sentence = sentence!(
        "network.station",
        station = cycle.stations[at].title.get(cx.model.language()),
        number = at + 1,
        total = cycle.stations.len()
    );
    vec![cx.model.words().tell(&sentence)]
}
