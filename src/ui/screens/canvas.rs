//! A canvas: walked section by section, as a grid, as a board, or one note at a time.

use crate::app::bindings::Bindings;
use crate::app::scene::{self, Item, List, Look, Walk};
use crate::app::screens::{CanvasState, Mode, SectionView, sections_of};
use crate::app::{Doc, Model};
use crate::document::{Canvas, SectionState};
use crate::layout::Rect;
use crate::layout::flow::Notes;
use crate::layout::strip::Scroll;
use crate::layout::text::width;
use crate::method::language::Sentence;
use crate::ui::Cursor;
use crate::ui::paint::Painter;
use crate::ui::theme::Role;
use crate::ui::widgets::{about, chrome, list, state_sign, whose};

/// Draws a canvas.
pub fn canvas(model: &Model, bindings: &Bindings, state: &CanvasState, paint: &mut Painter, _: Rect) -> Cursor {
    let product = model.current_product().map_or("", |product| product.name());
    let doc = model.docs.get(&state.file)?;
    let name = model.method.template(doc.template_id());
    let short = name.as_ref().map_or(doc.stem.as_str(), |template| template.short(model.language()));
    let title = doc.canvas().map_or("", |canvas| canvas.head.title.as_str());
    let mut path = vec![product, short];
    if title != product && !title.is_empty() && model.size.width >= 70 {
        path.push(title);
    }
    path.extend(whose(model, doc.template_id()));
    chrome(model, bindings, paint, &path);
    let view = View { model, state, canvas: doc.canvas()?, sections: sections_of(doc, &model.method) };
    match state.mode {
        Mode::Walk => view.walk(paint),
        Mode::Board => view.board(paint),
        Mode::Grid => view.grid(paint),
        Mode::Spotlight => view.spotlight(paint),
    }
}

struct View<'a> {
    model: &'a Model,
    state: &'a CanvasState,
    canvas: &'a Canvas,
    sections: Vec<SectionView<'a>>,
}

impl View<'_> {
    fn walk(&self, paint: &mut Painter) -> Cursor {
        let scene = scene::walk(self.model)?;
        self.strip(scene.strip, paint);
        self.section(&scene, Look::Walk, paint)
    }

    fn board(&self, paint: &mut Painter) -> Cursor {
        let scene = scene::board(self.model)?;
        self.section(&scene, Look::Board, paint)
    }

    /// The sections as numbers, each with its state; the one in focus stands out.
    fn strip(&self, area: Rect, paint: &mut Painter) {
        if area.is_empty() {
            return;
        }
        let target = self.state.drag.as_ref().and_then(|drag| drag.target).map(|(section, _)| section);
        let mut x = area.x;
        for (at, cell) in scene::strip_cells(self.model) {
            let Some(section) = self.sections.get(at) else { continue };
            let mark = self.canvas.marks.get(section.id).map(|mark| mark.state);
            let notes = self.canvas.order(section.id).len();
            let (sign, role) = state_sign(paint, mark, notes);
            let number_role = match (at == self.state.section || target == Some(at), notes > 0 || mark.is_some()) {
                (true, _) => Role::Selection,
                (false, true) => Role::Text,
                (false, false) => Role::Muted,
            };
            let taken = paint.text(cell.x, cell.y, cell.width, &format!(" {} ", at + 1), number_role);
            paint.text(cell.x + taken, cell.y, 1, sign, role);
            x = cell.right();
        }
        let filled = self.sections.iter().filter(|section| {
            self.canvas
                .marks
                .get(section.id)
                .map_or(!self.canvas.order(section.id).is_empty(), |mark| mark.state != SectionState::Gap)
        });
        let sentence = Sentence::new("canvas.filled").with("filled", filled.count()).with("total", self.sections.len());
        let room = area.right().saturating_sub(x + 1);
        let text = self.model.words.tell(&sentence);
        if width(&text) <= usize::from(room) {
            paint.text_right(area.right(), area.y, room, &text, Role::Muted);
        }
    }

    /// One section: its head, its question, what helps to answer it, and its notes.
    fn section(&self, scene: &Walk, look: Look, paint: &mut Painter) -> Cursor {
        let section = self.sections.get(self.state.section)?;
        self.head(section, scene.head, paint);
        let language = self.model.language();
        if let Some(template) = section.template {
            paint.paragraph(scene.question, template.question.get(language), Role::Title);
        } else {
            paint.paragraph(scene.question, self.model.words.say("canvas.elsewhere"), Role::Warning);
        }
        self.help(section, scene.info, paint);
        if !scene.side.is_empty() {
            let side = scene.side.inset(1, 0);
            for y in side.y..side.bottom() + scene.note.height {
                paint.sign(scene.side.x + 1, y, paint.glyphs.frame[5], paint.style(Role::Border));
            }
            self.help(section, side.split_left(2).1.inset(0, 1), paint);
            if let Some(note) = self.state.note.and_then(|id| self.canvas.note(id)) {
                let room = scene.note.inset(1, 0).split_left(2).1;
                about(self.model, &self.state.file, self.canvas, note, room, paint.style(Role::Text), paint);
            }
        }
        self.notes(self.state.section, look, scene.list, self.state.scroll, paint)
    }

    fn head(&self, section: &SectionView, area: Rect, paint: &mut Painter) {
        let words = self.model.words;
        let mut x = area.x;
        x += paint.text(x, area.y, area.width, &(self.state.section + 1).to_string(), Role::Focus) + 1;
        x += paint.text(x, area.y, area.right().saturating_sub(x), section.title(self.model.language()), Role::Focus)
            + 1;
        if section.template.is_some_and(|template| template.highlight) {
            x += paint.text(x, area.y, area.right().saturating_sub(x), paint.glyphs.highlight, Role::Accent) + 1;
        }
        let of = Sentence::new("canvas.section-of")
            .with("number", self.state.section + 1)
            .with("total", self.sections.len());
        let mut right = words.tell(&of);
        if let Some(template) = section.template {
            let minutes = words.tell(&Sentence::new("canvas.minutes").with("count", template.minutes));
            right = format!("{right} {} {minutes}", paint.glyphs.dot);
        }
        let room = area.right().saturating_sub(x + 1);
        let start = if width(&right) <= usize::from(room) {
            paint.text_right(area.right(), area.y, room, &right, Role::Muted)
        } else {
            area.right()
        };
        if let Some(mark) = self.canvas.marks.get(section.id) {
            let (sign, role) = state_sign(paint, Some(mark.state), 0);
            let name = words.say(match mark.state {
                SectionState::Done => "kind.done",
                SectionState::Gap => "kind.gap",
                SectionState::NotApplicable => "kind.section-not-applicable",
            });
            let text = match &mark.reason {
                Some(reason) => format!("{sign} {name}: {reason}"),
                None => format!("{sign} {name}"),
            };
            paint.text(x + 1, area.y, start.saturating_sub(x + 3), &text, role);
        }
    }

    /// Why the question is asked, a good example and a poor one with the reason.
    fn help(&self, section: &SectionView, area: Rect, paint: &mut Painter) {
        let Some(template) = section.template.filter(|_| !area.is_empty()) else { return };
        let language = self.model.language();
        let words = self.model.words;
        let wide = area.width < 70;
        let mut y = area.y;
        let because = format!("{} {}", words.say("canvas.because"), template.poor_because.get(language));
        let rows = [
            ("canvas.why", template.why.get(language), Role::Muted, Role::Text),
            ("canvas.good", template.good_example.get(language), Role::Success, Role::Text),
            ("canvas.poor", template.poor_example.get(language), Role::Error, Role::Text),
            ("", because.as_str(), Role::Muted, Role::Muted),
        ];
        let beside = area.x != 0 && !wide || area.height < 12;
        for (label, text, label_role, role) in rows {
            if y >= area.bottom() {
                break;
            }
            let label = if label.is_empty() { "" } else { words.say(label) };
            let room = |x: u16, y: u16| Rect {
                x,
                y,
                width: area.right().saturating_sub(x),
                height: area.bottom().saturating_sub(y),
            };
            if beside {
                paint.text(area.x, y, 7, label, label_role);
                y += paint.paragraph(room(area.x + 8, y), text, role);
            } else {
                if !label.is_empty() {
                    paint.text(area.x, y, area.width, label, label_role);
                    y += 1;
                }
                y += paint.paragraph(room(area.x, y), text, role) + 1;
            }
        }
    }

    /// What stands where no note does; where none can be written, no key is named.
    fn empty(&self, key: &'static str) -> &'static str {
        let is_writable = self.model.doc().is_some_and(Doc::is_writable);
        self.model.words.say(if is_writable { key } else { "canvas.empty-read-only" })
    }

    fn notes(&self, section: usize, look: Look, area: Rect, scroll: Scroll, paint: &mut Painter) -> Cursor {
        let notes = List::of(self.model, self.state, section, look, area)?;
        if notes.count() == 0 {
            if look == Look::Grid {
                if section == self.state.section {
                    paint.text(area.x, area.y, area.width, self.empty("canvas.empty-short"), Role::Muted);
                }
            } else {
                paint.paragraph(area, self.empty("canvas.empty"), Role::Muted);
            }
            return None;
        }
        list(self.model, self.state, &notes, section, scroll, paint)
    }

    /// The whole canvas. Where it is larger than the screen a part is seen, and arrows at the edges say so.
    fn grid(&self, paint: &mut Painter) -> Cursor {
        let scene = scene::grid(self.model)?;
        let mut cursor = None;
        for (at, section) in self.sections.iter().enumerate() {
            let Some(rect) = scene.outside(at) else { continue };
            let focused = at == self.state.section;
            let is_target =
                self.state.drag.as_ref().and_then(|drag| drag.target).is_some_and(|(target, _)| target == at);
            let role = if focused || is_target { Role::Focus } else { Role::Border };
            paint.frame(rect, is_target, paint.style(role));
            self.box_title(at, section, rect, focused, paint);
            if let Some(inside) = scene.inside(at).filter(|inside| !inside.is_empty()) {
                let scroll = if focused { self.state.scroll } else { Scroll::default() };
                cursor = self.notes(at, Look::Grid, inside, scroll, paint).or(cursor);
                self.hidden(at, inside, rect, paint);
            }
        }
        if scene.grid.pans() {
            let area = scene::areas(self.model.size).work;
            let sentence = self.model.words.say("canvas.pans");
            paint.text_right(
                area.right().saturating_sub(2),
                area.bottom() - 1,
                area.width / 2,
                &format!(" {sentence} "),
                Role::Muted,
            );
        }
        cursor
    }

    fn box_title(&self, at: usize, section: &SectionView, rect: Rect, focused: bool, paint: &mut Painter) {
        let mark = self.canvas.marks.get(section.id).map(|mark| mark.state);
        let highlight =
            if section.template.is_some_and(|template| template.highlight) { paint.glyphs.highlight } else { "" };
        let mut title = format!(" {} {}", at + 1, section.title(self.model.language()));
        if !highlight.is_empty() {
            title = format!("{title} {highlight}");
        }
        title.push(' ');
        let role = if focused { Role::Focus } else { Role::Title };
        let room = rect.width.saturating_sub(if mark.is_some() { 6 } else { 3 });
        paint.text(rect.x + 1, rect.y, room, &title, role);
        if let Some(mark) = mark {
            let (sign, role) = state_sign(paint, Some(mark), 0);
            paint.text(rect.right().saturating_sub(4), rect.y, 3, &format!(" {sign} "), role);
        }
    }

    /// How many notes of a section are not seen.
    fn hidden(&self, at: usize, inside: Rect, rect: Rect, paint: &mut Painter) {
        let Some(notes) = List::of(self.model, self.state, at, Look::Grid, inside) else { return };
        let scroll = if at == self.state.section { self.state.scroll } else { Scroll::default() };
        let seen = notes.visible(scroll).len();
        let hidden = notes.count().saturating_sub(seen);
        if hidden > 0 {
            let text = self.model.words.tell(&Sentence::new("canvas.more").with("count", hidden));
            paint.text_right(
                rect.right().saturating_sub(2),
                rect.bottom() - 1,
                rect.width.saturating_sub(4),
                &format!(" {text} "),
                Role::Muted,
            );
        }
    }

    /// One note as large as the screen allows.
    fn spotlight(&self, paint: &mut Painter) -> Cursor {
        let area = scene::spotlight(self.model);
        let Some(note) = self.state.note.and_then(|id| self.canvas.note(id)) else {
            paint.paragraph(area, self.empty("canvas.empty"), Role::Muted);
            return None;
        };
        let notes = scene::section_list(self.model)?;
        let kind = notes.kind_of(note);
        paint.fill(area, Role::Note(kind));
        if notes.is_outlined() {
            paint.frame(area, true, paint.style(Role::Focus));
        }
        let inner = area.inset(3, 1);
        let place = self.canvas.position(note.id).map_or(0, |at| at + 1);
        let number = format!("{} {}.{place}", paint.glyphs.kind(kind), self.state.section + 1);
        paint.text(inner.x, inner.y, inner.width, &number, Role::Note(kind));
        let section = self.sections.get(self.state.section)?;
        paint.text_right(
            inner.right(),
            inner.y,
            inner.width.saturating_sub(10),
            section.title(self.model.language()),
            Role::Note(kind),
        );
        let (_, body) = inner.split_top(2);
        if let Some(Item::Draft(editor, _)) =
            (0..notes.count()).find_map(|at| notes.item(at).filter(|_| notes.is_focus(at)))
        {
            let style = paint.style(Role::Note(kind));
            return crate::ui::widgets::editor_text(editor, body, style, paint);
        }
        let rows = crate::layout::wrap::height(&note.text, body.width.max(1));
        let (_, body) = body.split_top(body.height.saturating_sub(rows + 2) / 3);
        let style = paint.style(Role::Note(kind)).add_modifier(ratatui::style::Modifier::BOLD);
        let used = paint.paragraph_style(body, &note.text, style);
        let (_, below) = body.split_top(used + 1);
        about(self.model, &self.state.file, self.canvas, note, below, paint.style(Role::Note(kind)), paint);
        None
    }
}
