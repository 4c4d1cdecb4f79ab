//! Notes that everybody may see, by section and group; and the totals of a vote.

use ratatui::buffer::Buffer;
use ratatui::text::Line;
use ratatui::widgets::Widget as _;

use super::look::Look;
use crate::layout::Rect;
use crate::layout::text::width;
use crate::layout::wrap::wrap;
use crate::method::Kind;
use crate::ui::buffer::BufferExt as _;
use crate::ui::text::owned;
use crate::ui::theme::Role;
use crate::workshop::view::{SeenNote, SeenRound, SeenSection, View};

/// The most rows that one note takes.
const ROWS_OF_NOTE: usize = 4;
/// The columns of a number.
const NUMBER: usize = 6;

/// The sections that the block is about: its own, or all that say something.
pub(super) fn sections_of(view: &View) -> Vec<&SeenSection> {
    let of_block = view.block.as_ref().and_then(|block| block.section.as_deref());
    match view.sections.iter().find(|section| Some(section.id.as_str()) == of_block) {
        Some(only) => vec![only],
        None => view.sections.iter().filter(|section| !section.notes.is_empty() || section.count > 0).collect(),
    }
}

/// A section with its number.
pub(super) fn heading(look: Look, section: &SeenSection) -> String {
    const CIRCLED: [&str; 20] =
        ["①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "⑩", "⑪", "⑫", "⑬", "⑭", "⑮", "⑯", "⑰", "⑱", "⑲", "⑳"];
    let circled = section.n.checked_sub(1).and_then(|at| CIRCLED.get(at)).filter(|_| look.unicode);
    match circled {
        Some(sign) => format!("{sign} {}", section.title),
        None => format!("{} {}", section.n, section.title),
    }
}

/// The text of a note by its id.
pub(super) fn note_of<'v>(view: &'v View, id: &str) -> Option<&'v SeenNote> {
    view.sections.iter().flat_map(|section| &section.notes).find(|note| note.id == id)
}

/// How many notes are grouped under one.
pub(super) fn grouped_under(view: &View, id: &str) -> usize {
    let notes = view.sections.iter().flat_map(|section| &section.notes);
    notes.filter(|note| note.under.as_deref() == Some(id)).count()
}

/// The rows of what was revealed, groups under their heads.
pub(super) fn rows(look: Look, view: &View, columns: u16) -> Vec<Line<'static>> {
    let sections = sections_of(view);
    let mut rows: Vec<Line<'static>> = Vec::new();
    for section in &sections {
        if !rows.is_empty() {
            rows.push(Line::default());
        }
        let mut head = heading(look, section);
        if section.count > 0 {
            let hidden = look.tell(&sentence!("join.hidden").count(section.count));
            head = format!("{head} {} {hidden}", look.glyphs.dot);
        }
        rows.push(Line::from(owned(look.fit(head, columns, look.bold(Role::Title)))));
        let heads = section.notes.iter().filter(|note| note.under.is_none());
        for note in heads {
            let under: Vec<&SeenNote> =
                section.notes.iter().filter(|other| other.under.as_deref() == Some(&note.id)).collect();
            note_rows(look, note, under.len(), columns, &mut rows);
            for other in under {
                note_rows(look, other, 0, columns, &mut rows);
            }
        }
        // A note whose head was left out stands for itself.
        let is_there = |id: &str| section.notes.iter().any(|note| note.id == id);
        for note in section.notes.iter().filter(|note| note.under.as_deref().is_some_and(|head| !is_there(head))) {
            note_rows(look, note, 0, columns, &mut rows);
        }
        if section.more > 0 {
            let more = look.tell(&sentence!("join.more").count(section.more));
            rows.push(Line::from(owned(look.fit(more, columns, look.style(Role::Muted)))));
        }
    }
    rows
}

fn note_rows(look: Look, note: &SeenNote, grouped: usize, columns: u16, rows: &mut Vec<Line<'static>>) {
    let kind = Kind::from_word(&note.kind).unwrap_or_default();
    let is_under = note.under.is_some();
    let indent = NUMBER + if is_under { 3 } else { 1 };
    let count = if grouped > 0 { look.tell(&sentence!("join.in-group").count(grouped + 1)) } else { String::new() };
    let room = usize::from(columns).saturating_sub(indent + 2 + if grouped > 0 { width(&count) + 2 } else { 0 });
    let lines = wrap(&note.text, u16::try_from(room.max(8)).unwrap_or(u16::MAX));
    let bar = if is_under { look.glyphs.grouped } else { look.glyphs.bar };
    for (at, line) in lines.iter().take(ROWS_OF_NOTE).enumerate() {
        let number = if at == 0 { note.n.as_str() } else { "" };
        let blank = " ".repeat(indent.saturating_sub(NUMBER));
        let text = line.shown(&note.text).into_owned();
        let is_cut = at + 1 == ROWS_OF_NOTE && lines.len() > ROWS_OF_NOTE;
        let text = if is_cut { format!("{text}{}", look.glyphs.ellipsis.as_str()) } else { text };
        let part = |text: &str, role| owned(look.fit(text.to_owned(), u16::MAX, look.style(role)));
        let mut row = Line::from(vec![
            part(&format!("{number:>5} {blank}"), Role::Muted),
            part(if at == 0 || !is_under { bar } else { " " }, Role::Note(kind)),
            part(" ", Role::Text),
            owned(look.fit(text, u16::try_from(room + 2).unwrap_or(u16::MAX), look.style(Role::Text))),
        ]);
        if at == 0 && grouped > 0 {
            let gap = usize::from(columns).saturating_sub(row.width() + width(&count));
            row.push_span(part(&format!("{}{count}", " ".repeat(gap)), Role::Muted));
        }
        rows.push(row);
    }
}

/// Draws rows from one on; says below that there are more.
pub(super) fn draw(look: Look, rows: &[Line<'static>], top: usize, area: Rect, buf: &mut Buffer) {
    let seen = usize::from(area.height);
    for (line, row) in area.rows().zip(rows.iter().skip(top)) {
        row.render(line, buf);
    }
    if area.is_empty() {
        return;
    }
    let more = look.style(Role::Muted);
    if top > 0 {
        buf.put_glyph(area.right() - 1, area.y, look.glyphs.more[0], more);
    }
    if top + seen < rows.len() {
        buf.put_glyph(area.right() - 1, area.bottom() - 1, look.glyphs.more[1], more);
    }
}

/// The totals of a vote, the most first, ties with a sign.
pub(super) fn totals(look: Look, view: &View, round: &SeenRound, area: Rect, buf: &mut Buffer) {
    let Some(totals) = &round.totals else { return };
    let most = totals.first().map_or(1, |(_, dots)| (*dots).max(1));
    let gauge = (area.width / 4).min(20);
    for (line, (at, (note, dots))) in area.rows().zip(totals.iter().enumerate()) {
        let first = totals.iter().position(|(_, other)| other == dots).unwrap_or(at);
        let is_tied = totals.iter().filter(|(_, other)| other == dots).count() > 1;
        let place = format!("{:>2}{}", first + 1, if is_tied { "=" } else { " " });
        buf.put_span(line.x, line.y, &look.fit(place, 4, look.style(Role::Muted)));
        let bar = line.right().saturating_sub(gauge);
        let filled = u16::try_from(u64::from(*dots) * u64::from(gauge) / u64::from(most)).unwrap_or(gauge);
        for x in bar..bar + filled {
            buf.put_glyph(x, line.y, look.glyphs.gauge[0], look.style(Role::Accent));
        }
        buf.put_span(bar.saturating_sub(4), line.y, &look.fit(format!("{dots:>3}"), 3, look.style(Role::Title)));
        let (number, text) = note_of(view, note).map_or(("", note.as_str()), |note| (&note.n, &note.text));
        let text = format!("{number} {text}");
        let room = bar.saturating_sub(line.x + 10);
        buf.put_span(line.x + 4, line.y, &look.fit(text.trim_start(), room, look.style(Role::Text)));
    }
}
