//! Sticky notes: filled cards where there is room, lines with a bar in the colour of their kind where there is not.

use ratatui::style::{Modifier, Style};

use super::about::broken;
use crate::app::editor::Editor;
use std::sync::Arc;

use crate::app::scene::{GRID_SIGNS, Item, List, Look, has_details, question_rows};
use crate::app::screens::CanvasState;
use crate::app::{Model, people, relations};
use crate::document::{Basis, Note, SectionState};
use crate::layout::flow::Placed;
use crate::layout::strip::Scroll;
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _, flow::Notes};
use crate::method::Kind;
use crate::ui::Cursor;
use crate::ui::paint::Painter;
use crate::ui::theme::Role;

/// Draws the notes of a section, and says where the cursor of the one that is being typed stands.
pub fn list(model: &Model, state: &CanvasState, list: &List, scroll: Scroll, paint: &mut Painter) -> Cursor {
    let mut cursor = None;
    let placed = list.visible(scroll);
    let (area, look) = (list.area(), list.look());
    for place in &placed {
        let place = Drawn { model, state, list, look, place: *place, focused: list.is_focus(place.index) };
        let at = if list.is_cards() { place.card(paint) } else { place.row(paint, area) };
        cursor = at.or(cursor);
    }
    if (list.has_focus() || !matches!(look, Look::Grid | Look::GridCards))
        && let (Some(first), Some(last)) = (placed.first(), placed.last())
        && list.count() > last.index - first.index + 1
    {
        let seen = last.index - first.index + 1;
        paint.scroll_bar(area.right(), area.y, area.height, list.count(), seen, first.index);
    }
    cursor
}

/// From how many columns on the line of a relation says in words what it is.
const WORDS_FROM: u16 = 50;

struct Drawn<'a> {
    model: &'a Model,
    state: &'a CanvasState,
    list: &'a List<'a>,
    look: Look,
    place: Placed,
    focused: bool,
}

impl Drawn<'_> {
    /// One note as a line with a bar.
    fn row(&self, paint: &mut Painter, area: Rect) -> Cursor {
        let rect = self.place.rect;
        let text_width = List::row_text(rect.width, self.look);
        let grid = self.look == Look::Grid;
        let text_x = rect.x + if grid { GRID_SIGNS } else { 4 };
        // Behind the number stands the arrow to the next step.
        let right = rect.right() - if self.list.goes_down() { 2 } else { 0 };
        if let Some(arrow) = self.place.arrow {
            paint.sign(arrow.x, arrow.y, paint.glyphs.arrow, paint.style(Role::Muted));
        }
        match self.list.item(self.place.index)? {
            Item::Draft(editor, number) => {
                let style = paint.style(Role::Raised);
                let row = if self.list.columns() == 1 { Rect { x: area.x, width: area.width, ..rect } } else { rect };
                paint.fill_style(row, style);
                for y in rect.y..rect.bottom() {
                    paint.sign(rect.x, y, paint.glyphs.bar, paint.style(Role::Focus));
                }
                paint.text_right(right, rect.y, 6, &self.list.number(number), Role::Muted);
                editor_text(editor, Rect { x: text_x, width: text_width, ..rect }, style, paint)
            }
            Item::Note(note, number) => {
                let kind = self.list.kind_of(note);
                let selected = self.state.selection.contains(&note.id);
                let bar =
                    self.colour(note, paint).map_or_else(|| paint.theme.bar(kind), |colour| Style::new().fg(colour));
                if selected {
                    // The bar stays on the plain ground, where its colour can be told.
                    let beside = Rect { x: rect.x + 1, width: rect.width.saturating_sub(1), ..rect };
                    paint.fill(beside, Role::Selection);
                } else if self.focused {
                    paint.fill(rect, Role::Raised);
                }
                for y in rect.y..rect.bottom() {
                    paint.sign(rect.x, y, paint.glyphs.bar, bar);
                }
                let role = if self.focused { Role::Title } else { Role::Text };
                let style = if selected { paint.style(Role::Selection) } else { paint.style(role) };
                let muted = if selected { style } else { paint.style(Role::Muted) };
                let sign = self.sign(note, kind, selected, paint);
                if self.place.skipped == 0 {
                    paint.text_style(
                        rect.x + if grid { 1 } else { 2 },
                        rect.y,
                        1,
                        sign,
                        if self.focused && !selected { paint.style(Role::Focus) } else { muted },
                    );
                    let shown = self.list.number(number);
                    let x = right.saturating_sub(u16::try_from(width(&shown)).unwrap_or(0));
                    paint.text_style(x, rect.y, 6, &shown, muted);
                    if self.list.leads_on(self.place.index) {
                        paint.text_style(rect.right() - 1, rect.y, 1, paint.glyphs.arrow_down, muted);
                    }
                    let x = if grid { flags(note, x, rect.y, paint, muted) } else { x };
                    if self.list.is_loose(note) {
                        paint.text_style(x.saturating_sub(2), rect.y, 1, paint.glyphs.loose, muted);
                    }
                }
                let place = Rect { x: text_x, width: text_width, ..rect };
                let used = self.text(note, number, place, style, paint);
                self.beside(
                    note,
                    Rect { y: rect.y + used, height: rect.height.saturating_sub(used), ..place },
                    muted,
                    paint,
                );
                None
            }
        }
    }

    /// One note as a card.
    fn card(&self, paint: &mut Painter) -> Cursor {
        let rect = self.place.rect;
        let outlined = self.list.is_outlined();
        let (kind, note) = match self.list.item(self.place.index)? {
            Item::Note(note, _) => (self.list.kind_of(note), Some(note)),
            Item::Draft(..) => (self.list.kind, None),
        };
        let selected = note.is_some_and(|note| self.state.selection.contains(&note.id));
        let mut style = paint.style(Role::Note(kind));
        if let Some(colour) = note.and_then(|note| self.colour(note, paint)) {
            style = style.bg(colour);
        }
        paint.fill_style(rect, style);
        if outlined {
            paint.frame(rect, self.focused, paint.style(if self.focused { Role::Focus } else { Role::Border }));
        } else if self.focused {
            // The focus is the bar down the side in the accent, so that a card keeps its place and its size.
            for y in rect.y..rect.bottom() {
                let accent = paint.style(Role::Selection);
                paint.sign(rect.x, y, " ", accent);
            }
        }
        if let Some(arrow) = self.place.arrow {
            paint.sign(arrow.x, arrow.y, paint.glyphs.arrow, paint.style(Role::Muted));
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
                self.corner(number, inner, bottom, style, paint);
                editor_text(editor, text, style, paint)
            }
            Item::Note(note, number) => {
                if self.place.skipped == 0 {
                    paint.text_style(
                        inner.x + 1,
                        inner.y,
                        1,
                        self.sign(note, kind, selected, paint),
                        style.add_modifier(Modifier::BOLD),
                    );
                }
                let bold = if self.focused { style.add_modifier(Modifier::BOLD) } else { style };
                let used = self.text(note, number, text, bold, paint);
                self.beside(
                    note,
                    Rect { y: text.y + used, height: text.height.saturating_sub(used), ..text },
                    style,
                    paint,
                );
                if !self.place.cut {
                    let x = self.corner(number, inner, bottom, style, paint);
                    if self.list.is_loose(note) {
                        paint.text_style(x.saturating_sub(2), bottom, 1, paint.glyphs.loose, style);
                    }
                }
                if selected {
                    let mark = format!(" {} ", paint.glyphs.selected);
                    paint.text_style(inner.x, bottom, 3, &mark, paint.style(Role::Selection));
                }
                None
            }
        }
    }

    /// Draws the number, and says where it begins.
    fn corner(&self, number: usize, inner: Rect, bottom: u16, style: Style, paint: &mut Painter) -> u16 {
        let shown = self.list.number(number);
        let x = inner.right().saturating_sub(1 + u16::try_from(width(&shown)).unwrap_or(0));
        paint.text_style(x, bottom, 8, &shown, style);
        x
    }

    /// The sign before a note: that it is selected, that it is grouped, or its kind.
    fn sign(&self, note: &Note, kind: Kind, selected: bool, paint: &Painter) -> &'static str {
        if selected {
            paint.glyphs.selected
        } else if note.under.is_some() && kind == self.list.kind {
            paint.glyphs.grouped
        } else {
            paint.glyphs.kind(kind)
        }
    }

    /// The note's own colour, where it has one and the terminal shows it.
    fn colour(&self, note: &Note, paint: &Painter) -> Option<ratatui::style::Color> {
        let colour: ratatui::style::Color = note.color.as_ref()?.parse().ok()?;
        (paint.theme.fills_cards() && self.model.capabilities().colours == crate::app::ColourDepth::True)
            .then_some(colour)
    }

    /// Draws the text, and says how many rows it took. Where there is more, the last row ends in an ellipsis.
    fn text(&self, note: &Arc<Note>, number: usize, area: Rect, style: Style, paint: &mut Painter) -> u16 {
        let (lines, [first, rest]) = self.list.lines(note, number, self.place.rect.width);
        let skip = usize::from(self.place.skipped).min(lines.len());
        let mut rows = 0;
        for (y, (at, line)) in (area.y..area.bottom()).zip(lines.iter().enumerate().skip(skip)) {
            let columns = if at == 0 { first } else { rest };
            let is_cut = y + 1 == area.bottom() && at + 1 < lines.len();
            if is_cut {
                let more = note.text[line.range.start..].replace('\n', " ");
                paint.text_style(area.x, y, columns, &more, style);
            } else {
                paint.text_style(area.x, y, columns, &line.shown(&note.text), style);
            }
            rows += 1;
        }
        rows
    }

    /// The text of the first related note, and how many more there are. One that leads nowhere stands out.
    fn relation(&self, note: &Note, line: Rect, style: Style, paint: &mut Painter) {
        let product = self.model.docs().get(&self.state.file).map_or("", |doc| doc.product.as_str());
        let Some((first, count)) = relations::first(self.model, product, note) else { return };
        let more = if count > 1 { format!(" +{}", count - 1) } else { String::new() };
        let columns = line.width.saturating_sub(u16::try_from(width(&more)).unwrap_or(0));
        let (sign, style) =
            if first.is_broken() { (paint.glyphs.broken, broken(paint)) } else { (paint.glyphs.relation, style) };
        // Where there is room, words say what the sign stands for.
        let has_words = (line.width >= WORDS_FROM || first.is_back) && !first.is_broken();
        let text = if has_words {
            format!("{}: {}", self.model.words().say(first.key()), first.text(self.model))
        } else {
            first.text(self.model)
        };
        let taken = paint.text_style(line.x, line.y, columns, &format!("{sign} {text}"), style);
        paint.text_style(line.x + taken, line.y, line.width - taken, &more, style);
    }

    /// Draws what stands beside the text: an open question, then basis, source, name and relations.
    fn beside(&self, note: &Note, area: Rect, style: Style, paint: &mut Painter) {
        if self.look == Look::Grid || area.is_empty() {
            return;
        }
        let mut y = area.y;
        if let Some(question) = &note.question {
            let text = format!("{} {question}", paint.glyphs.question);
            let room = Rect { y, height: question_rows(question, area.width).min(area.height), ..area };
            y += paint.paragraph_style(room, &text, style.add_modifier(Modifier::BOLD));
        }
        if has_details(note) && y < area.bottom() {
            paint.text_style(area.x, y, area.width, &details(self.model, note, paint), style);
            y += 1;
        }
        if self.list.has_relations(note) && y < area.bottom() {
            self.relation(note, Rect { y, height: 1, ..area }, style, paint);
        }
    }
}

/// The name of a basis.
pub fn basis_name(model: &Model, basis: Basis) -> &'static str {
    model.words().say(match basis {
        Basis::Assumption => "kind.assumption",
        Basis::Observed => "kind.observed",
        Basis::Tested => "kind.tested",
    })
}

/// Signs before the number where there is no room for words. Gives back where they begin.
fn flags(note: &Note, right: u16, y: u16, paint: &mut Painter, style: Style) -> u16 {
    if note.question.is_none() {
        return right;
    }
    let x = right.saturating_sub(2);
    paint.text_style(x, y, 1, paint.glyphs.question, style.add_modifier(Modifier::BOLD));
    x
}

/// Basis, source and name on one line.
fn details(model: &Model, note: &Note, paint: &Painter) -> String {
    let mut parts = Vec::new();
    if let Some(basis) = note.basis {
        let name = basis_name(model, basis);
        parts.push(format!("{} {name}", paint.glyphs.basis(basis)));
    }
    parts.extend(note.by.as_ref().map(|by| people::shown(model, by)));
    parts.extend(note.source.clone());
    parts.join(&format!(" {} ", paint.glyphs.dot))
}

/// Draws a text that is being typed, and says where the cursor stands.
pub fn editor_text(editor: &Editor, area: Rect, style: Style, paint: &mut Painter) -> Cursor {
    if area.is_empty() {
        return None;
    }
    let view = editor.view(area.width, area.height);
    for (y, line) in (area.y..).zip(&view.lines) {
        paint.text_style(area.x, y, area.width + 1, &line.shown(editor.text()), style);
    }
    Some((area.x + view.cursor.x, area.y + view.cursor.y))
}

/// The sign and role of a section's state, where people said something of it or it is empty.
pub fn state_sign(paint: &Painter, mark: Option<SectionState>, notes: usize) -> (&'static str, Role) {
    match mark {
        Some(SectionState::Done) => (paint.glyphs.state(SectionState::Done), Role::Success),
        Some(SectionState::Gap) => (paint.glyphs.state(SectionState::Gap), Role::Warning),
        Some(SectionState::NotApplicable) => (paint.glyphs.state(SectionState::NotApplicable), Role::Muted),
        None if notes > 0 => (paint.glyphs.dot, Role::Muted),
        None => (" ", Role::Faint),
    }
}
