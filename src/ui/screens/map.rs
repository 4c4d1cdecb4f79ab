//! The map: the cycle of a product as a line, what is due, the next step, and what there is to open at a station.

use ratatui::buffer::Buffer;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::board;
use crate::app::commands::due_sentence;
use crate::app::query::labels::next_told;
use crate::app::query::overview::{Reached, StopState, due_of, line_between, stops_of};
use crate::app::screen::MapState;
use crate::app::screen::map::layout::{MapScene, NEXT_LABEL, next_key};
use crate::assess::due::Due;
use crate::document::Product;
use crate::i18n::Sentence;
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _};
use crate::method::{Cycle, Station};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;
use crate::ui::widgets::{key_of, origin_badge, title_and_status_bar};

/// Columns from one stop to the next from which its name has room.
const NAMED: u16 = 9;

/// The same for more than one word of how far it is.
const WORDED: u16 = 13;

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
            let told = problem.map(|problem| {
                format!("{problem} {}", words.tell(&sentence!("map.broken-product", key = key_of(cx, "open"))))
            });
            cx.wrap(told.as_deref().unwrap_or(words.say(key!("map.no-cycle"))), Role::Warning).render(area, buf);
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
        let is_new = is_new(cx, &stops);
        for (at, (station, stop)) in cycle.stations.iter().zip(&stops).enumerate() {
            draw_stop(cx, station, *stop, (at, at == state.station, is_new), &scene, buf);
        }
        next(cx, &scene, buf);
        for board in &scene.boards {
            let Some(stop) = stops.get(board.station) else { continue };
            let word = stop_word(cx, *stop, is_new, board.frame.width < 30);
            board::board(cx, &cycle, state, board, word, buf);
        }
    }
}

/// Whether nobody has written or answered anything yet: then there is a beginning, and nothing is missing.
fn is_new(cx: Context, stops: &[StopState]) -> bool {
    let is_unanswered = |product: &Product| product.criteria.is_empty();
    let product = cx.model.current_product().and_then(|product| product.product.as_deref());
    stops.iter().all(|stop| stop.reached == Reached::Untouched) && product.is_some_and(is_unanswered)
}

/// What is due: as many as there is room for, and how many more there are. Only what is late is a warning.
fn due(cx: Context, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let all = due_of(cx.model);
    let shown = usize::from(area.height);
    for (row, due) in area.rows().zip(&all) {
        let is_late = !matches!(due, Due::Action { is_late: false, .. });
        let (sign, role) =
            if is_late { (cx.glyphs.tones[1], Role::Warning) } else { (cx.glyphs.tones[0], Role::Muted) };
        buf.put_glyph(row.x, row.y, sign, cx.style(role));
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
        buf.put_span(row.x + 2, row.y, &cx.fit(cx.model.words().tell(&due_sentence(cx.model, due)), room, role));
    }
}

/// The rails in the colours of their lines.
fn rails(cx: Context, cycle: &Cycle, stops: &[StopState], scene: &MapScene, buf: &mut Buffer) {
    let here = stops.iter().position(|stop| stop.is_here).unwrap_or(0);
    for at in 0..cycle.stations.len().saturating_sub(1) {
        let line = line_between(cx.model.method(), &cycle.stations[at].id, &cycle.stations[at + 1].id);
        let style = line.map_or(cx.style(Role::Line), |(_, line)| cx.theme.line(&line.color));
        let rail = cx.glyphs.rails[usize::from(at >= here)];
        for x in scene.stop(at) + 1..scene.stop(at + 1) {
            buf.put_glyph(x, scene.line.y, rail, style);
        }
    }
}

/// How far a station is, in a word or two, and how that is meant.
fn stop_word(cx: Context, stop: StopState, is_new: bool, is_short: bool) -> (String, Role) {
    let words = cx.model.words();
    let (key, role) = match (stop.is_here, stop.reached) {
        (true, _) if is_new && is_short => (key!("map.begin-short"), Role::Title),
        (true, _) if is_new => (key!("map.begin"), Role::Title),
        (true, _) if is_short => (key!("map.here-short"), Role::Title),
        (true, _) => (key!("map.here"), Role::Title),
        _ if cx.model.reading() > 0 => return (String::new(), Role::Muted),
        _ if stop.gaps > 0 => {
            return (words.tell(&sentence!("map.gaps", count = stop.gaps)), Role::Warning);
        }
        (_, Reached::Done) => (key!("map.ready"), Role::Success),
        (_, Reached::Begun) => (key!("map.in-work"), Role::Text),
        (_, Reached::Untouched) if stop.work.is_none() => (key!("map.no-canvas"), Role::Muted),
        (_, Reached::Untouched) => (key!("map.not-begun"), Role::Muted),
    };
    (words.say(key).to_owned(), role)
}

/// A stop: its sign, its name, and how far it is.
fn draw_stop(
    cx: Context,
    station: &Station,
    stop: StopState,
    (at, focused, is_new): (usize, bool, bool),
    scene: &MapScene,
    buf: &mut Buffer,
) {
    let (x, y) = (scene.stop(at), scene.line.y);
    let sign = cx.glyphs.stations[match stop.reached {
        Reached::Done => 0,
        Reached::Begun => 1,
        Reached::Untouched => 2,
    }];
    let style = cx.style(if focused { Role::Focus } else { Role::Title });
    buf.put_glyph(x, y, sign, style);
    if stop.is_here {
        buf.put_glyph(x.saturating_sub(1), y, "(", style);
        buf.put_glyph(x + 1, y, ")", style);
    }
    let mut rows = scene.label(at).rows();
    let is_named = scene.pace >= NAMED;
    let name = if is_named { station.short.get(cx.model.language()).to_owned() } else { (at + 1).to_string() };
    if let Some(row) = rows.next() {
        let columns = u16::try_from(width(&name)).unwrap_or(u16::MAX).min(row.width);
        let start = row.x + (row.width - columns).div_ceil(2);
        if focused && start > row.x {
            buf.put_glyph(start - 1, row.y, cx.glyphs.bar, cx.style(Role::Focus));
        }
        let role = if focused { Role::Focus } else { Role::Text };
        buf.put_span(start, row.y, &cx.fit(&name, columns, role));
    }
    if let Some(row) = rows.next().filter(|_| is_named) {
        let (word, role) = stop_word(cx, stop, is_new, scene.pace < WORDED);
        Line::from(cx.fit(&word, row.width, role)).centered().render(row, buf);
    }
}

/// What to do next, why, and the key that takes one there: the one bright line.
fn next(cx: Context, scene: &MapScene, buf: &mut Buffer) {
    let area = scene.next;
    if area.is_empty() {
        return;
    }
    let words = cx.model.words();
    if cx.model.reading() > 0 {
        let sentence = sentence!("map.reading", count = cx.model.reading());
        cx.wrap(&words.tell(&sentence), Role::Muted).render(area, buf);
        return;
    }
    for row in area.rows() {
        buf.put_glyph(row.x, row.y, cx.glyphs.bar, cx.style(Role::Focus));
    }
    let label = words.say(key!("map.next"));
    buf.put_span(area.x + 2, area.y, &cx.fit(label, NEXT_LABEL - 3, Role::Muted));
    let text = area.split_left(NEXT_LABEL).1.split_right(next_key(area.width)).0;
    let Some(told) = next_told(cx.model) else {
        cx.wrap(words.say(key!("map.next-none")), Role::Title).render(text, buf);
        return;
    };
    let used = cx.wrap(&told.what, Role::Title).draw(text, buf);
    cx.wrap(&told.purpose, Role::Muted).draw(text.split_top(used).1, buf);
    let (key, go) = (key_of(cx, "take-next"), words.say(key!("map.go")));
    let mut x = area.right();
    if area.width >= 60 {
        x = buf.put_span_right(x, area.y, &cx.fit(go, next_key(area.width), Role::Muted)).saturating_sub(1);
    }
    buf.put_span_right(x, area.y, &cx.fit(key, 4, Role::Key));
}
