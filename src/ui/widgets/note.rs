//! Notes, which look alike on every screen: a tinted ground, a bar and a sign in the colour of their kind.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget as _;

use super::note_details::{basis_name, broken};
use crate::app::editor::Editor;
use crate::app::people;
use crate::app::screen::CanvasState;
use crate::app::screen::canvas::layout::{
    GRID_SIGNS, Item, List, NoteStyle, has_details, question_rows, relation_rows,
};
use crate::document::{Note, SectionState};
use crate::layout::flow::Placed;
use crate::layout::strip::Scroll;
use crate::layout::text::width;
use crate::layout::{Position, Rect, flow::Notes};
use crate::method::Kind;
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::{Context, Cursor};
use crate::ui::theme::Role;

/// Draws the notes of a section, and says where the cursor of the one that is being typed stands.
pub(crate) fn list(cx: Context, state: &CanvasState, list: &List, scroll: Scroll, buf: &mut Buffer) -> Cursor {
    let mut cursor = None;
    let placed = list.visible(scroll);
    let (area, look) = (list.area(), list.look());
    for place in placed.iter() {
        let place = Drawn { cx, state, list, look, place: *place, focused: list.is_focus(place.index) };
        cursor = place.draw(buf).or(cursor);
    }
    if (list.has_focus() || !look.is_of_grid())
        && let (Some(first), Some(last)) = (placed.first(), placed.last())
        && list.count() > last.index - first.index + 1
    {
        let seen = last.index - first.index + 1;
        cx.scroll_bar(list.count(), seen, first.index).render(Rect::new(area.right(), area.y, 1, area.height), buf);
    }
    cursor
}

struct Drawn<'a> {
    cx: Context<'a>,
    state: &'a CanvasState,
    list: &'a List<'a>,
    look: NoteStyle,
    place: Placed,
    focused: bool,
}

impl Drawn<'_> {
    /// One note: a ground with a little of the colour of its kind, at its side a bar in that colour, and its sign.
    fn draw(&self, buf: &mut Buffer) -> Cursor {
        let cx = self.cx;
        let rect = self.place.rect;
        let (note, number, editor) = match self.list.item(self.place.index)? {
            Item::Note(note, number) => (Some(note), number, None),
            Item::Draft(editor, number, note) => (note, number, Some(editor)),
        };
        let kind = note.map_or(self.list.kind, |note| self.list.kind_of(note));
        let selected = note.is_some_and(|note| self.state.selection.contains(&note.id));
        let paint =
            note.and_then(|note| self.colour(note)).map_or_else(|| cx.theme.note(kind), |own| cx.theme.note_of(own));
        buf.fill(rect, paint.ground);
        self.bar(paint.bar, selected, buf);
        if let Some(arrow) = self.place.arrow.filter(|_| self.list.is_before_step(self.place.index)) {
            buf.put_glyph(arrow.x, arrow.y, cx.glyphs.arrow, cx.style(Role::Muted));
        }
        let is_card = self.list.is_cards();
        let columns = if is_card { List::card_text(rect.width) } else { List::row_text(rect.width, self.look) };
        let has_corner = is_card && !self.list.is_distant();
        let rows = if has_corner { rect.height.saturating_sub(1) } else { rect.height };
        let text = Rect { x: rect.x + GRID_SIGNS, width: columns, height: rows, ..rect };
        let muted = cx.style(Role::Muted);
        if self.place.skipped == 0 {
            let glyph = note.map_or(cx.glyphs.kind(kind), |note| self.glyph(note, kind));
            buf.put_span(rect.x + 1, rect.y, &cx.fit(glyph, 1, paint.bar.add_modifier(Modifier::BOLD)));
            let beside = if selected { cx.style(Role::Focus) } else { muted };
            if !is_card && !self.list.is_distant() {
                self.beside(note, number, beside, buf);
            }
        }
        let (cursor, used) = match (editor, note) {
            (Some(editor), _) => {
                let wanted = u16::try_from(editor.height(columns)).unwrap_or(u16::MAX);
                let cursor = editor_text(cx, editor, text, cx.style(Role::Title), buf);
                (cursor, wanted.min(text.height))
            }
            (None, Some(note)) => {
                // The first of a group is its title.
                let role = if self.focused || self.members(note) > 0 { Role::Title } else { Role::Text };
                (None, self.text(note, number, text, cx.style(role), buf))
            }
            (None, None) => (None, 0),
        };
        if let Some(note) = note {
            let below = Rect { y: text.y + used, height: text.height.saturating_sub(used), ..text };
            self.detail_lines(note, below, muted, buf);
        }
        if has_corner && !self.place.cut {
            self.corner(note, number, if selected { cx.style(Role::Focus) } else { muted }, buf);
        }
        cursor
    }

    /// The bar at its side: in the colour of its kind, and of the note in focus a full cell in the accent. A selected note
    /// has its mark there.
    fn bar(&self, bar: Style, selected: bool, buf: &mut Buffer) {
        let cx = self.cx;
        let rect = self.place.rect;
        let (glyph, style) = if self.focused { (" ", cx.style(Role::Selection)) } else { (cx.glyphs.bar, bar) };
        for y in rect.y..rect.bottom() {
            buf.put_glyph(rect.x, y, glyph, style);
        }
        if selected && self.place.skipped == 0 {
            let role = if self.focused { Role::Selection } else { Role::Focus };
            buf.put_glyph(rect.x, rect.y, cx.glyphs.selected, cx.style(role));
        }
    }

    /// What stands at the right end of the first line: the number, before it signs where there is no room for words, and
    /// behind it the arrow to the next step.
    fn beside(&self, note: Option<&Arc<Note>>, number: usize, style: Style, buf: &mut Buffer) {
        let cx = self.cx;
        let rect = self.place.rect;
        let right = rect.right() - if self.list.goes_down() { 2 } else { 0 };
        let shown = self.list.number(number);
        let x = right.saturating_sub(u16::try_from(width(&shown)).unwrap_or(0));
        buf.put_span(x, rect.y, &cx.fit(&shown, 6, style));
        if self.list.leads_on(self.place.index) {
            buf.put_span(rect.right() - 1, rect.y, &cx.fit(cx.glyphs.arrow_down, 1, style));
        }
        if let Some(note) = note.filter(|_| self.look.is_grid_line()) {
            let x = flags(cx, note, x, rect.y, buf, style);
            let x = if self.list.is_in_group(note) {
                buf.put_span(x.saturating_sub(2), rect.y, &cx.fit(cx.glyphs.grouped, 1, style));
                x.saturating_sub(2)
            } else {
                x
            };
            if self.list.is_loose(note) {
                buf.put_span(x.saturating_sub(2), rect.y, &cx.fit(cx.glyphs.loose, 1, style));
            }
        }
    }

    /// Draws the number of a card into its lower corner, and before it that it is grouped.
    fn corner(&self, note: Option<&Arc<Note>>, number: usize, style: Style, buf: &mut Buffer) {
        let rect = self.place.rect;
        let mut shown = self.list.number(number);
        if note.is_some_and(|note| self.list.is_in_group(note)) {
            shown = format!("{} {shown}", self.cx.glyphs.grouped);
        } else if let Some(members) = note.map(|note| self.members(note)).filter(|members| *members > 0) {
            shown = format!("{shown} +{members}");
        }
        let x = rect.right().saturating_sub(1 + u16::try_from(width(&shown)).unwrap_or(0));
        buf.put_span(x, rect.bottom().saturating_sub(1), &self.cx.fit(&shown, 10, style));
    }

    /// How many notes are grouped under one, where the board shows groups.
    fn members(&self, note: &Note) -> usize {
        if self.list.is_affinity() { self.list.canvas.group(note.id).count() } else { 0 }
    }

    /// The sign before a note: that it is grouped, or its kind.
    fn glyph(&self, note: &Note, kind: Kind) -> &'static str {
        let cx = self.cx;
        if !self.list.is_in_group(note) && note.under.is_some() && kind == self.list.kind {
            cx.glyphs.grouped
        } else {
            cx.glyphs.kind(kind)
        }
    }

    /// The note's own colour, where it has one and the terminal shows it.
    fn colour(&self, note: &Note) -> Option<ratatui::style::Color> {
        let cx = self.cx;
        let colour: ratatui::style::Color = note.color.as_ref()?.parse().ok()?;
        (cx.theme.fills_cards() && cx.model.capabilities().colours == crate::app::ColourDepth::True).then_some(colour)
    }

    /// Draws the text, and says how many rows it took. Where there is more, the last row ends in an ellipsis.
    fn text(&self, note: &Arc<Note>, number: usize, area: Rect, style: Style, buf: &mut Buffer) -> u16 {
        let cx = self.cx;
        let (lines, [first, rest]) = self.list.lines(note, number, self.place.rect.width);
        let skip = usize::from(self.place.skipped).min(lines.len());
        let mut rows = 0;
        for (y, (at, line)) in (area.y..area.bottom()).zip(lines.iter().enumerate().skip(skip)) {
            let columns = if at == 0 { first } else { rest };
            let is_cut = y + 1 == area.bottom() && at + 1 < lines.len();
            if is_cut {
                let more = note.text[line.range.start..].replace('\n', " ");
                buf.put_span(area.x, y, &cx.fit(&more, columns, style));
            } else {
                buf.put_span(area.x, y, &cx.fit(line.shown(&note.text), columns, style));
            }
            rows += 1;
        }
        rows
    }

    /// What it is related to, and the rows that took. What leads nowhere stands out.
    fn relation(&self, note: &Note, area: Rect, style: Style, buf: &mut Buffer) -> u16 {
        let cx = self.cx;
        let Some((text, is_broken)) = self.list.relation(note, area.width) else { return 0 };
        let (sign, style) = if is_broken { (cx.glyphs.broken, broken(cx)) } else { (cx.glyphs.relation, style) };
        buf.put_span(area.x, area.y, &cx.fit(sign, 1, style));
        let height = relation_rows(&text, area.width).min(area.height);
        cx.wrap(&text, style).draw(Rect { x: area.x + 2, width: area.width.saturating_sub(2), height, ..area }, buf)
    }

    /// Draws what stands beside the text: an open question, then basis, source, name and relations.
    fn detail_lines(&self, note: &Note, area: Rect, style: Style, buf: &mut Buffer) {
        let cx = self.cx;
        if self.look.is_grid_line() || self.list.is_distant() || area.is_empty() {
            return;
        }
        let mut y = area.y;
        if let Some(question) = &note.question {
            let text = format!("{} {question}", cx.glyphs.question);
            let room = Rect { y, height: question_rows(question, area.width).min(area.height), ..area };
            y += cx.wrap(&text, style.add_modifier(Modifier::BOLD)).draw(room, buf);
        }
        if has_details(note) && y < area.bottom() {
            buf.put_span(area.x, y, &cx.fit(provenance(cx, note), area.width, style));
            y += 1;
        }
        if y < area.bottom() {
            y += self.relation(note, Rect { y, height: area.bottom() - y, ..area }, style, buf);
        }
        if let Some(rule) = self.list.loose(note).filter(|_| y < area.bottom()) {
            buf.put_span(area.x, y, &cx.fit(loose(cx, rule), area.width, style));
        }
    }
}

/// Signs before the number where there is no room for words. Gives back where they begin.
fn flags(cx: Context, note: &Note, right: u16, y: u16, buf: &mut Buffer, style: Style) -> u16 {
    if note.question.is_none() {
        return right;
    }
    let x = right.saturating_sub(2);
    buf.put_span(x, y, &cx.fit(cx.glyphs.question, 1, style.add_modifier(Modifier::BOLD)));
    x
}

/// That nothing was made of a note, in words.
pub(crate) fn loose(cx: Context, rule: &str) -> String {
    let words = cx.model.words();
    let what = words.look_up(&format!("rule.{rule}.title")).to_owned();
    words.tell(&sentence!("canvas.loose", sign = cx.glyphs.loose, what = what))
}

/// Basis, source and name on one line.
fn provenance(cx: Context, note: &Note) -> String {
    let mut parts = Vec::new();
    if let Some(basis) = note.basis {
        let name = basis_name(cx, basis);
        parts.push(format!("{} {name}", cx.glyphs.basis(basis)));
    }
    parts.extend(note.by.as_ref().map(|by| people::shown(cx.model, by)));
    parts.extend(note.source.clone());
    parts.join(&format!(" {} ", cx.glyphs.dot))
}

/// Draws a text that is being typed, and says where the cursor stands.
pub(crate) fn editor_text(cx: Context, editor: &Editor, area: Rect, style: Style, buf: &mut Buffer) -> Cursor {
    if area.is_empty() {
        return None;
    }
    let view = editor.view(area.width, area.height);
    for (y, line) in (area.y..).zip(&view.lines) {
        buf.put_span(area.x, y, &cx.fit(line.shown(editor.text()), area.width + 1, style));
    }
    Some(Position::new(area.x + view.cursor.x, area.y + view.cursor.y))
}

/// The sign and role of a section's state, where people said something of it or it is empty.
pub(crate) fn state_glyph(cx: Context, mark: Option<SectionState>, notes: usize) -> (&'static str, Role) {
    match mark {
        Some(SectionState::Done) => (cx.glyphs.state(SectionState::Done), Role::Success),
        Some(SectionState::Gap) => (cx.glyphs.state(SectionState::Gap), Role::Warning),
        Some(SectionState::NotApplicable) => (cx.glyphs.state(SectionState::NotApplicable), Role::Muted),
        None if notes > 0 => (cx.glyphs.dot, Role::Muted),
        None => (" ", Role::Faint),
    }
}
