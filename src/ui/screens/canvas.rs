//! A canvas: walked section by section, as a grid, as a board, or one note at a time.

use crate::app::commands::{self, Scope};
use crate::app::keymap::Keymap;
use crate::app::scene::{self, Item, List, Look, Walk};
use crate::app::screens::{CanvasState, Mode, SectionView, sections_of};
use crate::app::{Model, OpenDocument, feed, place};
use crate::document::{Canvas, SectionState};
use crate::i18n::Sentence;
use crate::layout::flow::Notes;
use crate::layout::strip::Scroll;
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _};
use crate::ui::Cursor;
use crate::ui::paint::Painter;
use crate::ui::theme::Role;
use crate::ui::widgets::{about, beside, chrome, guidance, list, state_sign, whose};

/// The columns of the title line that say how a document stands.
const STATE_COLUMNS: usize = 20;

/// Draws a canvas.
pub fn canvas(model: &Model, keymap: &Keymap, state: &CanvasState, paint: &mut Painter, _: Rect) -> Cursor {
    let product = model.current_product().map_or("", |product| product.name());
    let doc = model.docs().get(&state.file)?;
    let name = model.method().template(doc.template_id());
    let short = name.as_ref().map_or(doc.stem.as_str(), |template| template.short(model.language()));
    let title = doc.canvas().map_or("", |canvas| canvas.head.title.as_str());
    let mut path = vec![product, short];
    let full = name.as_ref().map_or("", |template| template.title(model.language()));
    let taken: usize = path.iter().chain([&title]).map(|part| width(part) + 3).sum();
    let is_own = ![product, short, full, ""].contains(&title);
    if is_own && taken + STATE_COLUMNS <= usize::from(model.size().width) {
        path.push(title);
    }
    path.extend(whose(model, doc.template_id()));
    chrome(model, keymap, paint, &path);
    let view = View { model, keymap, state, canvas: doc.canvas()?, sections: sections_of(doc, model.method()) };
    match state.mode {
        Mode::Walk => view.walk(paint),
        Mode::Board => view.board(paint),
        Mode::Grid => view.grid(paint),
        Mode::Spotlight => view.spotlight(paint),
    }
}

/// The name of a section's state.
pub(super) fn state_name(model: &Model, state: SectionState) -> &'static str {
    model.words().say(match state {
        SectionState::Done => "kind.done",
        SectionState::Gap => "kind.gap",
        SectionState::NotApplicable => "kind.section-not-applicable",
    })
}

pub(super) struct View<'a> {
    pub(super) model: &'a Model,
    keymap: &'a Keymap,
    pub(super) state: &'a CanvasState,
    pub(super) canvas: &'a Canvas,
    pub(super) sections: Vec<SectionView<'a>>,
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
        let text = self.model.words().tell(&sentence);
        if width(&text) <= usize::from(room) {
            paint.text_right(area.right(), area.y, room, &text, Role::Muted);
        }
    }

    /// One section: its head, its question, what guidance to answer it, and its notes.
    fn section(&self, scene: &Walk, look: Look, paint: &mut Painter) -> Cursor {
        let section = self.sections.get(self.state.section)?;
        self.head(section, scene.head, paint);
        let language = self.model.language();
        if let Some(template) = section.template {
            paint.paragraph(scene.question, template.question.get(language), Role::Title);
        } else {
            paint.paragraph(scene.question, self.model.words().say("canvas.elsewhere"), Role::Warning);
        }
        guidance(self.model, section, scene.info, paint);
        beside(self.model, self.state, self.canvas, section, scene.side, paint);
        self.notes(self.state.section, look, scene.list, self.state.scroll, paint)
    }

    fn head(&self, section: &SectionView, area: Rect, paint: &mut Painter) {
        let words = self.model.words();
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
            let name = state_name(self.model, mark.state);
            let text = match &mark.reason {
                Some(reason) => format!("{sign} {name}: {reason}"),
                None => format!("{sign} {name}"),
            };
            paint.text(x + 1, area.y, start.saturating_sub(x + 3), &text, role);
        }
    }

    /// What stands where no note does, and which earlier notes are offered; where none can be written, no key is named.
    fn empty(&self, key: &'static str) -> String {
        let words = self.model.words();
        if !self.model.doc().is_some_and(OpenDocument::is_writable) {
            return words.say("canvas.empty-read-only").to_owned();
        }
        let mut text = words.say(key).to_owned();
        let sources = feed::sources(self.model);
        if !sources.is_empty() {
            let count: usize = sources.iter().map(|(_, count)| count).sum();
            let names = sources.iter().take(3).filter_map(|(doc, _)| place::name_of(self.model, &doc.file));
            let names = names.collect::<Vec<_>>().join(", ");
            let keys = commands::find("take-over").and_then(|command| {
                Some(scene::keys_text(self.model, self.keymap.keys_of(command, Scope::Canvas).next()?))
            });
            let told = Sentence::new("canvas.offers").with("count", count).with("places", names);
            let told = words.tell(&told.with("key", keys.unwrap_or_else(|| ":".to_owned())));
            text = format!("{text}\n\n{told}");
        }
        text
    }

    pub(super) fn notes(&self, section: usize, look: Look, area: Rect, scroll: Scroll, paint: &mut Painter) -> Cursor {
        let notes = List::of(self.model, self.state, section, look, area)?;
        if notes.count() == 0 {
            if matches!(look, Look::Grid | Look::GridCards) {
                if section == self.state.section {
                    paint.paragraph(area, &self.empty("canvas.empty-short"), Role::Muted);
                }
            } else {
                paint.paragraph(area, &self.empty("canvas.empty"), Role::Muted);
            }
            return None;
        }
        list(self.model, self.state, &notes, scroll, paint)
    }

    /// One note as large as the screen allows.
    fn spotlight(&self, paint: &mut Painter) -> Cursor {
        let area = scene::spotlight(self.model);
        let Some(note) = self.state.note.and_then(|id| self.canvas.note(id)) else {
            paint.paragraph(area, &self.empty("canvas.empty"), Role::Muted);
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
        let style = paint.style(Role::Note(kind));
        about(self.model, &self.state.file, self.canvas, note, below, [style; 2], paint);
        None
    }
}
