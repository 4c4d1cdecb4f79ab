//! One note over the whole screen, in letters as large as there is room for, to be read from the back row.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget as _;

use super::canvas::View;
use crate::app::commands::number_of;
use crate::app::query::outcome;
use crate::app::relations;
use crate::app::screen::canvas::layout::has_details;
use crate::document::Note;
use crate::journal::DraftTarget;
use crate::layout::letters::{self, Pixels};
use crate::layout::text::width;
use crate::layout::wrap::{self, wrap};
use crate::layout::{Rect, RectExt as _};
use crate::method::Kind;
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Cursor;
use crate::ui::theme::Role;
use crate::ui::widgets::{details_but_question, editor_text};

/// The widest that running text is set while there are rows enough for it.
const MEASURE: u16 = 76;
/// The most rows of the open question.
const QUESTION_ROWS: u16 = 3;
/// The fewest columns in which what hangs on the note is read.
const LEAST_DETAILS: u16 = 44;
/// The most rows that letters leave for what hangs on the note.
const DETAIL_ROWS: u16 = 5;

impl View<'_> {
    /// Draws the note in focus, or what is being typed: its text and nothing above it; below, in small letters, its number,
    /// its open question, the dots it was given, and which of the row it is.
    pub(super) fn spotlight(&self, buf: &mut Buffer) -> Cursor {
        let cx = self.cx;
        let area = self.scene.spotlight;
        let typed = self.state.editing.as_ref();
        let note = match typed.map(|editing| &editing.target) {
            Some(DraftTarget::New { .. }) => None,
            Some(DraftTarget::Field { id, .. }) => self.canvas.note(*id),
            None => self.state.note.and_then(|id| self.canvas.note(id)),
        };
        if note.is_none() && typed.is_none() {
            cx.wrap(&self.empty(key!("canvas.empty")), Role::Muted).render(area.inset(1, 0), buf);
            return None;
        }
        let template = self.sections.get(self.state.section).and_then(|section| section.template);
        let kind =
            note.and_then(|note| note.kind).or(template.map(|template| template.default_kind)).unwrap_or_default();
        let style = self.slab(kind, area, buf);
        let inner = area.inset((area.width / 16).clamp(1, 8), u16::from(area.height >= 8));
        let body = note.map_or(inner, |note| self.below(note, kind, inner, style, buf));
        let bold = style.add_modifier(Modifier::BOLD);
        if let Some(editing) = typed {
            let text = body.centred(MEASURE, body.height);
            let rows = u16::try_from(editing.editor.height(text.width)).unwrap_or(u16::MAX);
            return editor_text(cx, &editing.editor, text.centred(text.width, rows.max(1)), bold, buf);
        }
        let note = note?;
        // What came of it and what hangs on it stand small below it, in the rows that the text leaves.
        let is_near = !cx.theme.is_distant();
        let came = outcome::about(cx.model, &self.state.file, note.id);
        let has_more = || has_details(note) || !relations::of(cx.model, &self.state.file, note.id).is_empty();
        let hangs = !came.is_empty() || is_near && has_more();
        let kept = if hangs { (body.height / 4).min(DETAIL_ROWS) } else { 0 };
        let large = self.large(&note.text, (body.split_bottom(kept).0, body, inner), bold, buf);
        // It begins where the text begins, but where that leaves too few columns.
        let x = large.x.min(body.right().saturating_sub(LEAST_DETAILS)).max(body.x);
        let width = body.right().saturating_sub(x).min(MEASURE);
        let left = Rect { x, width, y: large.bottom(), height: body.bottom().saturating_sub(large.bottom()) };
        let mut left = left.split_top(1).1;
        for entry in came {
            let told = format!("{} {}", cx.model.words().say(entry.kind.title()), entry.text("text"));
            left = left.split_top(cx.wrap(&told, bold).draw(left, buf)).1;
        }
        if is_near {
            details_but_question(cx, &self.state.file, self.canvas, note, left, [style; 2], buf);
        }
        None
    }

    /// The ground in the colour of the kind; where the terminal has no such colours, a bar at its side. Gives back the style
    /// of what is written on it.
    fn slab(&self, kind: Kind, area: Rect, buf: &mut Buffer) -> Style {
        let cx = self.cx;
        if let Some(style) = cx.theme.slab(kind) {
            buf.fill(area, style);
            return style;
        }
        for y in area.y..area.bottom() {
            buf.put_glyph(area.x, y, cx.glyphs.bar, cx.theme.bar(kind));
        }
        cx.style(Role::Text)
    }

    /// What stands small below the text: number and open question, and dots for the row. Gives back what is left above.
    fn below(&self, note: &Note, kind: Kind, inner: Rect, style: Style, buf: &mut Buffer) -> Rect {
        let cx = self.cx;
        let number = number_of(cx.model, &self.state.file, note.id).unwrap_or_default();
        let mut parts = Vec::new();
        if !cx.theme.is_distant() {
            parts.push(format!("{} {number}", cx.glyphs.kind(kind)));
        }
        parts.extend(note.question.as_ref().map(|question| format!("{} {question}", cx.glyphs.question)));
        parts.extend(outcome::dots(cx.model, &self.state.file, note.id).map(|dots| self.dots_given(dots)));
        let line = parts.join(&format!("  {}  ", cx.glyphs.dot));
        let columns = inner.width.min(MEASURE);
        let rows = wrap::height(&line, columns.max(1)).min(QUESTION_ROWS);
        let dots = u16::from(inner.height >= 8) * 2;
        let needed = wrap::height(&note.text, inner.width.max(1));
        // The text comes first: where it needs every row, there is nothing below it.
        if needed + 1 + rows + dots > inner.height {
            let (body, foot) = inner.split_bottom(u16::from(needed < inner.height));
            cx.fit(&line, foot.width, style).render(foot, buf);
            return body;
        }
        let (rest, row) = inner.split_bottom(dots.min(1));
        self.dots(row, style, buf);
        let (body, foot) = rest.split_bottom(1 + rows + dots.saturating_sub(1));
        let foot = foot.split_top(1).1.split_top(rows).0;
        let taken = u16::try_from(width(&line)).unwrap_or(u16::MAX).min(columns);
        cx.wrap(&line, style).render(foot.centred(taken, rows), buf);
        body
    }

    /// The dots that it was given in a vote; their number alone where they are many.
    fn dots_given(&self, dots: u32) -> String {
        let [dot, _, _] = self.cx.glyphs.stations;
        match usize::try_from(dots) {
            Ok(few @ 1..=12) => dot.repeat(few),
            _ => self.cx.model.words().tell(&sentence!("canvas.dots", count = dots)),
        }
    }

    /// A dot for each note that the arrows go through, the one that is seen full; their count where they are many.
    fn dots(&self, row: Rect, style: Style, buf: &mut Buffer) {
        let cx = self.cx;
        if row.is_empty() {
            return;
        }
        let (at, count) = if self.state.selection.is_empty() {
            let section = self.sections.get(self.state.section).map_or("", |section| section.id);
            (self.state.note.and_then(|id| self.canvas.position(id)), self.canvas.order(section).len())
        } else {
            let chosen = self.state.chosen(self.canvas);
            (chosen.iter().position(|id| Some(*id) == self.state.note), chosen.len())
        };
        let at = at.unwrap_or(0);
        let [here, _, there] = cx.glyphs.stations;
        let text = if count * 2 <= usize::from(row.width) {
            let dots = (0..count).map(|other| if other == at { here } else { there });
            dots.collect::<Vec<_>>().join(" ")
        } else {
            format!("{} / {count}", at + 1)
        };
        let columns = u16::try_from(width(&text)).unwrap_or(u16::MAX);
        let middle = row.centred(columns, 1);
        buf.put_span(middle.x, middle.y, &cx.fit(&text, middle.width, style));
    }

    /// Draws a text as large as it fits: in letters of blocks; bold with space between the letters where these have no such
    /// script; at last bold, over more and more of the room. What hangs on the note gives way to letters that need its
    /// rows. Gives back where it stands.
    fn large(&self, text: &str, (letters, body, inner): (Rect, Rect, Rect), bold: Style, buf: &mut Buffer) -> Rect {
        let cx = self.cx;
        let pixels = if cx.model.capabilities().unicode { Pixels::Blocks } else { Pixels::Ascii };
        let set = |room: Rect| Some((letters::set(text, room.width, room.height, pixels)?, room));
        if let Some((set, letters)) = set(letters).or_else(|| set(body)) {
            let columns = set.rows.iter().map(|row| width(row)).max().unwrap_or(0);
            let size = (u16::try_from(columns).unwrap_or(u16::MAX), u16::try_from(set.rows.len()).unwrap_or(u16::MAX));
            let middle = letters.centred(size.0, size.1);
            for (y, row) in (middle.y..middle.bottom()).zip(&set.rows) {
                buf.put_span(middle.x, y, &cx.span(row.as_str(), bold));
            }
            return middle;
        }
        let spaced = (!letters::has_all(text)).then(|| letters::spaced(text));
        let measure = body.centred(MEASURE, body.height);
        let ways = spaced.iter().flat_map(|text| [(text.as_str(), body, 2), (text.as_str(), body, 1)]);
        let ways = ways.chain([(text, measure, 2), (text, measure, 1), (text, body, 1)]);
        let mut tried = ways.map(|(text, room, pace)| (wrap(text, room.width.max(1)), text, room, pace));
        let rows = |lines: usize, pace: u16| u16::try_from(lines).unwrap_or(u16::MAX).saturating_mul(pace) - (pace - 1);
        let Some((lines, text, room, pace)) =
            tried.find(|(lines, _, room, pace)| rows(lines.len(), *pace) <= room.height)
        else {
            let room = if body.is_empty() { inner } else { body };
            cx.wrap(text, bold).render(room, buf);
            return room;
        };
        let columns = lines.iter().map(|line| line.width).max().unwrap_or(0);
        let middle = room.centred(columns, rows(lines.len(), pace));
        for (y, line) in (middle.y..).step_by(usize::from(pace)).zip(&lines) {
            buf.put_span(middle.x, y, &cx.span(line.shown(text), bold));
        }
        middle
    }
}
