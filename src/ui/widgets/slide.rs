//! A choice that fills the screen, one question of a series.

use ratatui::buffer::Buffer;
use ratatui::widgets::Widget as _;

use crate::app::dialog::{Picker, PickerParts, Slide, SlideParts, Stop};
use crate::layout::Rect;
use crate::layout::wrap::wrap;
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;

/// Draws it: where in the series one is, how far each part is, what is asked, the choices, and what follows so far.
pub(super) fn slide(
    cx: Context,
    pick: &Picker,
    slide: &Slide,
    (area, parts, places): (Rect, &PickerParts, &SlideParts),
    buf: &mut Buffer,
) {
    buf.fill(area, cx.style(Role::Surface));
    buf.put_span(places.place.x, places.place.y, &cx.fit(&slide.place, places.place.width, Role::Muted));
    for (stop, place) in slide.stops.iter().zip(&places.stops) {
        draw_stop(cx, stop, *place, buf);
    }
    let asked = cx.model.words().tell(&pick.title);
    let rows = (parts.title.y..parts.title.bottom()).step_by(usize::from(places.spacing.max(1)));
    let lines = wrap(&asked, parts.title.width.max(1));
    let count = rows.len();
    if count < lines.len() {
        cx.wrap(&asked, Role::Title).draw(Rect { height: u16::try_from(count).unwrap_or(1), ..parts.title }, buf);
    } else {
        for (y, line) in rows.zip(&lines) {
            buf.put_span(parts.title.x, y, &cx.span(line.shown(&asked), Role::Title));
        }
    }
    for (line, place) in pick.lines.iter().zip(&parts.lines) {
        cx.wrap(line, Role::Muted).render(*place, buf);
    }
    for (at, row) in &parts.choices {
        let Some(item) = pick.items.get(*at) else { continue };
        let is_focus = *at == pick.cursor;
        if is_focus {
            buf.put_glyph(row.x, row.y, cx.glyphs.pointer, cx.style(Role::Focus));
        }
        if let Some(key) = item.key {
            buf.put_span(row.x + 3, row.y, &cx.fit(key.to_string(), 2, Role::Key));
        }
        let role = if is_focus { Role::Title } else { Role::Text };
        buf.put_span(row.x + 6, row.y, &cx.fit(&item.label, row.width.saturating_sub(6), role));
    }
    cx.wrap(&slide.told, Role::Text).render(places.told, buf);
}

/// How far a part of the series is: what was answered with yes, what was answered, what is open; below it its name.
fn draw_stop(cx: Context, stop: &Stop, place: Rect, buf: &mut Buffer) {
    let columns = usize::from(place.width);
    let total = stop.total.max(1);
    // Nothing that was begun looks untouched, and nothing that is not finished looks so.
    let part = |count: usize| {
        (count * columns).div_ceil(total).min(if count < total { columns.saturating_sub(1) } else { columns })
    };
    let (met, answered) = (part(stop.met), part(stop.answered).max(part(stop.met)));
    for (at, x) in (place.x..place.right()).enumerate() {
        let (is_full, role) = match at {
            at if at < met => (true, Role::Success),
            at if at < answered => (true, Role::Muted),
            _ => (false, Role::Line),
        };
        buf.put_glyph(x, place.y, cx.glyphs.gauge[usize::from(!is_full)], cx.style(role));
    }
    if let Some(row) = place.rows().nth(1) {
        let role = if stop.is_here { Role::Focus } else { Role::Muted };
        buf.put_span(row.x, row.y, &cx.fit(&stop.name, row.width, role));
    }
}
