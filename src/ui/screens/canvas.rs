//! A canvas: walked section by section, as a grid, as a board, or one note at a time.

use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;
use ratatui::text::Line;
use ratatui::widgets::{StatefulWidget, Widget as _};

use crate::app::commands::{self, Scope};
use crate::app::key_names::keys_text;
use crate::app::screen::canvas::layout::{CanvasScene, List, NoteStyle, Tab, Walk, tabs};
use crate::app::screen::{CanvasState, DropPlace, Mode, SectionView, sections_of};
use crate::app::{OpenDocument, place, sources};
use crate::document::{self, SectionState};
use crate::i18n::SentenceKey;
use crate::layout::flow::Notes;
use crate::layout::strip::Scroll;
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _, wrap};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::{Context, Cursor};
use crate::ui::theme::Role;
use crate::ui::widgets::{detail_pane, guidance, list, origin_badge, state_glyph, title_and_status_bar};

/// The columns of the title line that say how a document stands.
const STATE_COLUMNS: usize = 20;
/// The widest a line of running text may be: longer ones are hard to read.
const MEASURE: u16 = 76;

/// A canvas.
pub(crate) struct Canvas<'a> {
    /// What it is drawn from.
    pub cx: Context<'a>,
    /// Its state.
    pub state: &'a CanvasState,
}

impl StatefulWidget for Canvas<'_> {
    type State = Cursor;

    fn render(self, _: Rect, buf: &mut Buffer, cursor: &mut Cursor) {
        let Some(view) = View::of(self.cx, self.state) else { return };
        title_bar(&view, buf);
        *cursor = match self.state.mode {
            Mode::Walk => view.walk(buf),
            Mode::Board => view.board(buf),
            Mode::Grid => view.grid(buf),
            Mode::Spotlight => view.spotlight(buf),
        };
    }
}

/// The product, the canvas by its short name, the team's own title where there is room, and whose the template is.
fn title_bar(view: &View, buf: &mut Buffer) {
    let View { cx, doc, canvas, .. } = view;
    let product = cx.model.current_product().map_or("", |product| product.name());
    let name = cx.model.method().template(doc.template_id());
    let short = name.as_ref().map_or(doc.stem.as_str(), |template| template.short(cx.model.language()));
    let title = canvas.head.title.as_str();
    let mut path = vec![product, short];
    let full = name.as_ref().map_or("", |template| template.title(cx.model.language()));
    let taken: usize = path.iter().chain([&title]).map(|part| width(part) + 3).sum();
    let is_own = ![product, short, full, ""].contains(&title);
    if is_own && taken + STATE_COLUMNS <= usize::from(cx.model.size().width) {
        path.push(title);
    }
    path.extend(origin_badge(*cx, doc.template_id()));
    title_and_status_bar(*cx, buf, &path);
}

/// The name of a section's state.
pub(super) fn state_name(cx: Context, state: SectionState) -> &'static str {
    cx.model.words().say(match state {
        SectionState::Done => key!("kind.section.done"),
        SectionState::Gap => key!("kind.section.gap"),
        SectionState::NotApplicable => key!("kind.section.not-applicable"),
    })
}

pub(super) struct View<'a> {
    pub(super) cx: Context<'a>,
    pub(super) state: &'a CanvasState,
    doc: &'a OpenDocument,
    pub(super) canvas: &'a document::Canvas,
    pub(super) sections: Vec<SectionView<'a>>,
    pub(super) scene: Rc<CanvasScene>,
}

impl<'a> View<'a> {
    fn of(cx: Context<'a>, state: &'a CanvasState) -> Option<Self> {
        let doc = cx.model.docs().get(&state.file)?;
        let sections = sections_of(doc, cx.model.method());
        Some(Self { cx, state, doc, canvas: doc.canvas()?, sections, scene: cx.model.layout()? })
    }

    fn walk(&self, buf: &mut Buffer) -> Cursor {
        let scene = self.scene.section?;
        self.strip(scene.strip, buf);
        self.section(&scene, NoteStyle::Walk, buf)
    }

    fn board(&self, buf: &mut Buffer) -> Cursor {
        let scene = self.scene.section?;
        self.section(&scene, NoteStyle::Board, buf)
    }

    /// The sections as tabs with their titles and counts, each with its state; the one in focus stands out.
    fn strip(&self, area: Rect, buf: &mut Buffer) {
        let cx = self.cx;
        if area.is_empty() {
            return;
        }
        let target = self.state.drag.as_ref().and_then(|drag| drag.target).map(DropPlace::section);
        let mut x = area.x;
        for Tab { section: at, rect, has_title } in tabs(cx.model) {
            let Some(section) = self.sections.get(at) else { continue };
            let mark = self.canvas.marks.get(section.id).map(|mark| mark.state);
            let notes = self.canvas.order(section.id).len();
            let (sign, role) = state_glyph(cx, mark, notes);
            let is_here = at == self.state.section || target == Some(at);
            let style = match (is_here, notes > 0 || mark.is_some()) {
                (true, _) => cx.style(Role::Focus).add_modifier(Modifier::UNDERLINED),
                (false, true) => cx.style(Role::Text),
                (false, false) => cx.style(Role::Muted),
            };
            let room = rect.width.saturating_sub(2);
            let mut line = cx.line(room);
            if has_title {
                line = line.push(format!("{} {}", at + 1, section.title(cx.model.language())), style);
                if section.template.is_some_and(|template| template.highlight) {
                    line = line.gap(1).push(cx.glyphs.highlight, Role::Text);
                }
                line = line.gap(1).push(notes.to_string(), Role::Muted);
                if mark.is_some() {
                    line = line.gap(1).push(sign, role);
                }
            } else {
                line = line.push((at + 1).to_string(), style).gap(1).push(sign, role);
            }
            line.render(Rect { width: room, ..rect }, buf);
            x = rect.right();
        }
        let filled = self.sections.iter().filter(|section| {
            self.canvas
                .marks
                .get(section.id)
                .map_or(!self.canvas.order(section.id).is_empty(), |mark| mark.state != SectionState::Gap)
        });
        let words = cx.model.words();
        let filled = words.tell(&sentence!("canvas.filled", filled = filled.count(), total = self.sections.len()));
        let template = self.sections.get(self.state.section).and_then(|section| section.template);
        let minutes = template.map(|template| words.tell(&sentence!("canvas.minutes", count = template.minutes)));
        let both = minutes.as_ref().map(|minutes| format!("{filled} {} {minutes}", cx.glyphs.dot));
        // The last column is the margin that every screen has.
        let end = area.right().saturating_sub(1);
        let room = end.saturating_sub(x);
        let fitting = both.or(Some(filled)).into_iter().chain(minutes).find(|text| width(text) <= usize::from(room));
        if let Some(text) = fitting {
            buf.put_span_right(end, area.y, &cx.fit(&text, room, Role::Muted));
        }
    }

    /// Which section comes next, and what is in it.
    fn next(&self, area: Rect, buf: &mut Buffer) {
        let cx = self.cx;
        let at = self.state.section + 1;
        let Some(section) = self.sections.get(at).filter(|_| !area.is_empty()) else { return };
        let count = self.canvas.order(section.id).len();
        let title = section.title(cx.model.language());
        let told = cx.model.words().tell(&sentence!("canvas.next", number = at + 1, title = title, count = count));
        cx.fit(&told, area.width, Role::Muted).render(area, buf);
    }

    /// One section: its head, its question, what guidance to answer it, and its notes.
    fn section(&self, scene: &Walk, look: NoteStyle, buf: &mut Buffer) -> Cursor {
        let cx = self.cx;
        let section = self.sections.get(self.state.section)?;
        if scene.is_titled {
            self.said_of(section, scene.head, buf);
        } else {
            self.head(section, scene.head, buf);
        }
        let language = cx.model.language();
        if let Some(template) = section.template {
            cx.wrap(template.question.get(language), Role::Title).render(scene.question, buf);
        } else {
            cx.wrap(cx.model.words().say(key!("canvas.elsewhere")), Role::Warning).render(scene.question, buf);
        }
        guidance(cx, section, scene.info, buf);
        detail_pane(cx, self.state, self.canvas, section, scene.side, buf);
        let cursor = self.notes(self.state.section, look, scene.list, self.state.scroll, buf);
        // It follows the last note, as far down as that is.
        let list = List::of(cx.model, self.state, self.state.section, look, scene.list)?;
        let ends = list.visible(self.state.scroll).iter().map(|placed| placed.rect.bottom()).max();
        let y = ends.map_or(scene.next.y, |end| (end + 1).min(scene.next.y));
        self.next(Rect { y, ..scene.next }, buf);
        cursor
    }

    fn head(&self, section: &SectionView, area: Rect, buf: &mut Buffer) {
        let cx = self.cx;
        let words = cx.model.words();
        let number = (self.state.section + 1).to_string();
        let mut line = cx.line(area.width).push(number, Role::Muted).gap(1);
        line = line.push(section.title(cx.model.language()), Role::Title).gap(1);
        if section.template.is_some_and(|template| template.highlight) {
            line = line.push(cx.glyphs.highlight, Role::Text).gap(1);
        }
        let of = sentence!("canvas.section-of", number = self.state.section + 1, total = self.sections.len());
        let mut right = words.tell(&of);
        if let Some(template) = section.template {
            let minutes = words.tell(&sentence!("canvas.minutes", count = template.minutes));
            right = format!("{right} {} {minutes}", cx.glyphs.dot);
        }
        let right = Some(right).filter(|right| width(right) < usize::from(line.room())).unwrap_or_default();
        let columns = u16::try_from(width(&right)).unwrap_or(u16::MAX);
        Line::from(cx.span(right, Role::Muted)).right_aligned().render(area, buf);
        let (first, below) = area.split_top(1);
        if !below.is_empty() {
            self.said_of(section, below, buf);
        } else if let Some((text, role)) = self.mark_told(section) {
            let room = line.room().saturating_sub(columns + 3);
            line = line.gap(1).push_in(text, room, role);
        }
        line.render(first.split_right(columns).0, buf);
    }

    /// What the team says of a section, on lines by itself.
    fn said_of(&self, section: &SectionView, area: Rect, buf: &mut Buffer) {
        if let Some((text, role)) = self.mark_told(section) {
            self.cx.wrap(&text, role).render(area, buf);
        }
    }

    /// What the team says of a section, in words.
    fn mark_told(&self, section: &SectionView) -> Option<(String, Role)> {
        let mark = self.canvas.marks.get(section.id)?;
        let (sign, role) = state_glyph(self.cx, Some(mark.state), 0);
        let name = state_name(self.cx, mark.state);
        Some(match &mark.reason {
            Some(reason) => (format!("{sign} {name}: {reason}"), role),
            None => (format!("{sign} {name}"), role),
        })
    }

    /// What stands where no note does, and which earlier notes are offered; where none can be written, no key is named.
    pub(super) fn empty(&self, key: SentenceKey) -> String {
        let cx = self.cx;
        let words = cx.model.words();
        if !cx.model.doc().is_some_and(OpenDocument::is_writable) {
            return words.say(key!("canvas.empty-read-only")).to_owned();
        }
        let mut text = words.say(key).to_owned();
        let sources = sources::sources(cx.model);
        if !sources.is_empty() {
            let count: usize = sources.iter().map(|(_, count)| count).sum();
            let names = sources.iter().take(3).filter_map(|(doc, _)| place::name_of(cx.model, &doc.file));
            let names = names.collect::<Vec<_>>().join(", ");
            let keys = commands::find("take-over")
                .and_then(|command| Some(keys_text(cx.model, cx.keymap.keys_of(command, Scope::Canvas).next()?)));
            let told = sentence!("canvas.offers", count = count, places = names);
            let told = words.tell(&told.with("key", keys.unwrap_or_else(|| ":".to_owned())));
            text = format!("{text}\n\n{told}");
        }
        text
    }

    /// What the canvas is for and how to use it, as long as nobody has written anything on it; what has no room is left
    /// out.
    fn introduction(&self, area: Rect, buf: &mut Buffer) {
        let cx = self.cx;
        let is_empty = self.canvas.sections().all(|notes| notes.order.is_empty());
        let Some(template) = self.doc.canvas_template(cx.model.method()).filter(|_| is_empty) else { return };
        let language = cx.model.language();
        let texts = [
            (template.purpose.get(language), Role::Text),
            (template.how_to_use.get(language), Role::Text),
            (cx.model.words().say(key!("recipe.hint")), Role::Muted),
        ];
        let mut left = Rect { width: area.width.min(MEASURE), ..area };
        for (text, role) in texts {
            if wrap::height(text, left.width.max(1)) <= left.height {
                let used = cx.wrap(text, role).draw(left, buf);
                left = left.split_top(used.saturating_add(1)).1;
            }
        }
    }

    pub(super) fn notes(
        &self,
        section: usize,
        look: NoteStyle,
        area: Rect,
        scroll: Scroll,
        buf: &mut Buffer,
    ) -> Cursor {
        let cx = self.cx;
        let notes = List::of(cx.model, self.state, section, look, area)?;
        if notes.count() == 0 {
            if look.is_of_grid() {
                if section == self.state.section {
                    let (_, inside) = area.split_left(1);
                    cx.wrap(&self.empty(key!("canvas.empty-short")), Role::Muted).render(inside, buf);
                }
            } else {
                let used = cx.wrap(&self.empty(key!("canvas.empty")), Role::Muted).draw(area, buf);
                self.introduction(area.split_top(used.saturating_add(1)).1, buf);
            }
            return None;
        }
        list(cx, self.state, &notes, scroll, buf)
    }
}
