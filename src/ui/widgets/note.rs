//! Sticky notes: filled cards where there is room, lines with a bar in the colour of their kind where there is not.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget as _;

use super::note_details::{basis_name, broken};
use crate::app::editor::Editor;
use crate::app::screen::CanvasState;
use crate::app::screen::canvas::layout::{GRID_SIGNS, Item, List, NoteStyle, has_details, question_rows};
use crate::app::{people, relations};
use crate::document::{Note, SectionState};
use crate::layout::flow::Placed;
use crate::layout::strip::Scroll;
use crate::layout::text::width;
use crate::layout::{Position, Rect, RectExt as _, flow::Notes};
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
        let at = if list.is_cards() { place.card(buf) } else { place.row(buf, area) };
        cursor = at.or(cursor);
    }
    if (list.has_focus() || !matches!(look, NoteStyle::Grid | NoteStyle::GridCards))
        && let (Some(first), Some(last)) = (placed.first(), placed.last())
        && list.count() > last.index - first.index + 1
    {
        let seen = last.index - first.index + 1;
        cx.scroll_bar(list.count(), seen, first.index).render(Rect::new(area.right(), area.y, 1, area.height), buf);
    }
    cursor
}

/// From how many columns on the line of a relation says in words what it is.
const WORDS_FROM: u16 = 50;

struct Drawn<'a> {
    cx: Context<'a>,
    state: &'a CanvasState,
    list: &'a List<'a>,
    look: NoteStyle,
    place: Placed,
    focused: bool,
}

impl Drawn<'_> {
    /// One note as a line with a bar.
    fn row(&self, buf: &mut Buffer, area: Rect) -> Cursor {
        let cx = self.cx;
        let rect = self.place.rect;
        let text_width = List::row_text(rect.width, self.look);
        let grid = self.look == NoteStyle::Grid;
        let text_x = rect.x + if grid { GRID_SIGNS } else { 4 };
        // Behind the number stands the arrow to the next step.
        let right = rect.right() - if self.list.goes_down() { 2 } else { 0 };
        if let Some(arrow) = self.place.arrow {
            buf.put_glyph(arrow.x, arrow.y, cx.glyphs.arrow, cx.style(Role::Muted));
        }
        match self.list.item(self.place.index)? {
            Item::Draft(editor, number) => {
                let style = cx.style(Role::Raised);
                let row = if self.list.columns() == 1 { Rect { x: area.x, width: area.width, ..rect } } else { rect };
                buf.fill(row, style);
                for y in rect.y..rect.bottom() {
                    buf.put_glyph(rect.x, y, cx.glyphs.bar, cx.style(Role::Focus));
                }
                buf.put_span_right(right, rect.y, &cx.fit(self.list.number(number), 6, Role::Muted));
                editor_text(cx, editor, Rect { x: text_x, width: text_width, ..rect }, style, buf)
            }
            Item::Note(note, number) => {
                let kind = self.list.kind_of(note);
                let selected = self.state.selection.contains(&note.id);
                let bar = self.colour(note).map_or_else(|| cx.theme.bar(kind), |colour| Style::new().fg(colour));
                if selected {
                    // The bar stays on the plain background, where its colour can be told.
                    let beside = Rect { x: rect.x + 1, width: rect.width.saturating_sub(1), ..rect };
                    buf.fill(beside, cx.style(Role::Selection));
                } else if self.focused {
                    buf.fill(rect, cx.style(Role::Raised));
                }
                for y in rect.y..rect.bottom() {
                    buf.put_glyph(rect.x, y, cx.glyphs.bar, bar);
                }
                let role = if self.focused { Role::Title } else { Role::Text };
                let style = if selected { cx.style(Role::Selection) } else { cx.style(role) };
                let muted = if selected { style } else { cx.style(Role::Muted) };
                let glyph = self.glyph(note, kind, selected);
                if self.place.skipped == 0 {
                    let mark = if self.focused && !selected { cx.style(Role::Focus) } else { muted };
                    buf.put_span(rect.x + if grid { 1 } else { 2 }, rect.y, &cx.fit(glyph, 1, mark));
                    let shown = self.list.number(number);
                    let x = right.saturating_sub(u16::try_from(width(&shown)).unwrap_or(0));
                    buf.put_span(x, rect.y, &cx.fit(&shown, 6, muted));
                    if self.list.leads_on(self.place.index) {
                        buf.put_span(rect.right() - 1, rect.y, &cx.fit(cx.glyphs.arrow_down, 1, muted));
                    }
                    let x = if grid { flags(cx, note, x, rect.y, buf, muted) } else { x };
                    if grid && self.list.is_loose(note) {
                        buf.put_span(x.saturating_sub(2), rect.y, &cx.fit(cx.glyphs.loose, 1, muted));
                    }
                }
                let place = Rect { x: text_x, width: text_width, ..rect };
                let used = self.text(note, number, place, style, buf);
                self.detail_lines(
                    note,
                    Rect { y: rect.y + used, height: rect.height.saturating_sub(used), ..place },
                    muted,
                    buf,
                );
                None
            }
        }
    }

    /// One note as a card.
    fn card(&self, buf: &mut Buffer) -> Cursor {
        let cx = self.cx;
        let rect = self.place.rect;
        let outlined = self.list.is_outlined();
        let (kind, note) = match self.list.item(self.place.index)? {
            Item::Note(note, _) => (self.list.kind_of(note), Some(note)),
            Item::Draft(..) => (self.list.kind, None),
        };
        let selected = note.is_some_and(|note| self.state.selection.contains(&note.id));
        let mut style = cx.style(Role::Note(kind));
        if let Some(colour) = note.and_then(|note| self.colour(note)) {
            style = style.bg(colour);
        }
        buf.fill(rect, style);
        if outlined {
            if rect.height > 1 {
                cx.block(self.focused, if self.focused { Role::Focus } else { Role::Border }).render(rect, buf);
            }
        } else if self.focused {
            // The focus is the bar down the side in the accent, so that a card keeps its place and its size.
            for y in rect.y..rect.bottom() {
                let accent = cx.style(Role::Selection);
                buf.put_glyph(rect.x, y, " ", accent);
            }
        }
        if let Some(arrow) = self.place.arrow {
            buf.put_glyph(arrow.x, arrow.y, cx.glyphs.arrow, cx.style(Role::Muted));
        }
        if outlined && rect.height < 3 {
            // Only the edge of the card is seen.
            return None;
        }
        let inner = if outlined { rect.inset(1, 1) } else { rect };
        let columns = self.list.card_text(rect.width);
        let text = Rect { x: inner.x + 3, width: columns, height: inner.height.saturating_sub(1), ..inner };
        let bottom = inner.bottom().saturating_sub(1);
        match self.list.item(self.place.index)? {
            Item::Draft(editor, number) => {
                self.corner(number, inner, bottom, style, buf);
                editor_text(cx, editor, text, style, buf)
            }
            Item::Note(note, number) => {
                if self.place.skipped == 0 {
                    buf.put_span(
                        inner.x + 1,
                        inner.y,
                        &cx.fit(self.glyph(note, kind, selected), 1, style.add_modifier(Modifier::BOLD)),
                    );
                }
                let bold = if self.focused { style.add_modifier(Modifier::BOLD) } else { style };
                let used = self.text(note, number, text, bold, buf);
                self.detail_lines(
                    note,
                    Rect { y: text.y + used, height: text.height.saturating_sub(used), ..text },
                    style,
                    buf,
                );
                if !self.place.cut {
                    self.corner(number, inner, bottom, style, buf);
                }
                if selected {
                    let mark = format!(" {} ", cx.glyphs.selected);
                    buf.put_span(inner.x, bottom, &cx.fit(&mark, 3, cx.style(Role::Selection)));
                }
                None
            }
        }
    }

    /// Draws the number.
    fn corner(&self, number: usize, inner: Rect, bottom: u16, style: Style, buf: &mut Buffer) {
        let cx = self.cx;
        let shown = self.list.number(number);
        let x = inner.right().saturating_sub(1 + u16::try_from(width(&shown)).unwrap_or(0));
        buf.put_span(x, bottom, &cx.fit(&shown, 8, style));
    }

    /// The sign before a note: that it is selected, that it is grouped, or its kind.
    fn glyph(&self, note: &Note, kind: Kind, selected: bool) -> &'static str {
        let cx = self.cx;
        if selected {
            cx.glyphs.selected
        } else if note.under.is_some() && kind == self.list.kind {
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

    /// The text of the first related note, and how many more there are. One that leads nowhere stands out.
    fn relation(&self, note: &Note, line: Rect, style: Style, buf: &mut Buffer) {
        let cx = self.cx;
        let product = cx.model.docs().get(&self.state.file).map_or("", |doc| doc.product.as_str());
        let Some((first, count)) = relations::first(cx.model, product, note) else { return };
        let more = if count > 1 { format!(" +{}", count - 1) } else { String::new() };
        let columns = line.width.saturating_sub(u16::try_from(width(&more)).unwrap_or(0));
        let (sign, style) =
            if first.is_broken() { (cx.glyphs.broken, broken(cx)) } else { (cx.glyphs.relation, style) };
        // Where there is room, words say what the sign stands for.
        let has_words = (line.width >= WORDS_FROM || first.is_back) && !first.is_broken();
        let text = if has_words {
            format!("{}: {}", cx.model.words().say(first.key()), first.text(cx.model))
        } else {
            first.text(cx.model)
        };
        let taken = buf.put_span(line.x, line.y, &cx.fit(format!("{sign} {text}"), columns, style));
        buf.put_span(line.x + taken, line.y, &cx.fit(&more, line.width - taken, style));
    }

    /// Draws what stands beside the text: an open question, then basis, source, name and relations.
    fn detail_lines(&self, note: &Note, area: Rect, style: Style, buf: &mut Buffer) {
        let cx = self.cx;
        if self.look == NoteStyle::Grid || area.is_empty() {
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
        if self.list.has_relations(note) && y < area.bottom() {
            self.relation(note, Rect { y, height: 1, ..area }, style, buf);
            y += 1;
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
