//! What the room sees beside notes and votes: a decision as it is worded, what is gone through, when a break is over.

use ratatui::buffer::Buffer;
use ratatui::text::Line;
use ratatui::widgets::Widget as _;

use super::look::{Look, MEASURE};
use crate::layout::text::width;
use crate::layout::wrap::{height, wrap};
use crate::layout::{Rect, RectExt as _};
use crate::ui::buffer::BufferExt as _;
use crate::ui::text::owned;
use crate::ui::theme::Role;
use crate::workshop::seen::SeenForm;
use crate::workshop::view::View;

/// Draws the decision or action that is worded just now at the bottom, in at most half of the room. Gives back the room above.
pub(super) fn form(view: &View, look: Look, area: Rect, buf: &mut Buffer) -> Rect {
    let Some(form) = &view.form else { return area };
    let measure = MEASURE.min(area.width);
    let texts = texts(look, form);
    let rows: usize = texts.iter().map(|(text, _)| usize::from(height(text, measure.max(1)))).sum();
    let rows = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(1).min(area.height.div_ceil(2).max(2));
    let (above, below) = area.split_bottom(rows);
    let (head, mut rest) = below.split_top(1);
    let rule = look.glyphs.frame.horizontal_top.repeat(usize::from(head.width));
    buf.put_span(head.x, head.y, &look.fit(rule, head.width, look.style(Role::Faint)));
    let title = if form.kind == "action" { key!("join.action-typed") } else { key!("join.decision-typed") };
    buf.put_span(head.x, head.y, &look.fit(format!("{} ", look.say(title)), head.width, look.style(Role::Accent)));
    for (text, is_first) in texts {
        let rows = height(&text, measure.max(1)).min(rest.height);
        let (top, below) = rest.split_top(rows);
        let style = if is_first { look.bold(Role::Title) } else { look.style(Role::Text) };
        look.wrap(&text, style).render(Rect { width: measure, ..top }, buf);
        rest = below;
    }
    above
}

/// What a form says: the first field without its label, then the others.
fn texts(look: Look, form: &SeenForm) -> Vec<(String, bool)> {
    let fields = form.fields.iter().enumerate();
    fields
        .map(|(at, field)| match at {
            0 => (
                if field.text.is_empty() { look.glyphs.ellipsis.as_str().to_owned() } else { field.text.clone() },
                true,
            ),
            _ => (format!("{}: {}", field.label, field.text.replace('\n', ", ")), false),
        })
        .collect()
}

/// The rows of what the room goes through.
pub(super) fn rows(look: Look, view: &View, columns: u16) -> Vec<Line<'static>> {
    let mut rows = Vec::new();
    for item in &view.items {
        let note = if item.note.is_empty() { 0 } else { width(&item.note) + 2 };
        let is_beside = note > 0 && note * 2 < usize::from(columns);
        let room = usize::from(columns).saturating_sub(3 + if is_beside { note } else { 0 }).max(8);
        let lines = wrap(&item.text, u16::try_from(room).unwrap_or(u16::MAX));
        for (at, line) in lines.iter().enumerate() {
            let part = |text: String, role| owned(look.fit(text, u16::MAX, look.style(role)));
            let sign = if at == 0 { look.glyphs.dot } else { " " };
            let mut row = Line::from(vec![
                part(format!("{sign} "), Role::Muted),
                part(line.shown(&item.text).into_owned(), Role::Text),
            ]);
            if at == 0 && is_beside {
                let gap = usize::from(columns).saturating_sub(row.width() + width(&item.note));
                row.push_span(part(format!("{}{}", " ".repeat(gap), item.note), Role::Muted));
            }
            rows.push(row);
        }
        if note > 0 && !is_beside {
            rows.push(Line::from(owned(look.fit(format!("  {}", item.note), columns, look.style(Role::Muted)))));
        }
    }
    rows
}

/// When a break is over, as a sentence; nothing outside of one.
pub(super) fn back_at(look: Look, view: &View) -> Option<String> {
    view.back_at.as_ref().map(|time| look.tell(&sentence!("join.back-at", time = time)))
}
