//! A canvas as a whole: its sections by their places, a part of them with scroll bars, or a list of which one is open.

use super::canvas::{View, state_name};
use crate::app::scene::{self, GridScene, List, Outside};
use crate::i18n::Sentence;
use crate::layout::Rect;
use crate::layout::flow::Notes;
use crate::layout::strip::Scroll;
use crate::layout::text::width;
use crate::ui::Cursor;
use crate::ui::paint::Painter;
use crate::ui::theme::Role;
use crate::ui::widgets::{beside, state_sign};

impl View<'_> {
    /// Draws the whole canvas.
    pub(super) fn grid(&self, paint: &mut Painter) -> Cursor {
        let scene = scene::grid(self.model)?;
        let mut cursor = None;
        for at in 0..self.sections.len() {
            let Some(outside) = scene.outside(at) else { continue };
            if scene.folds() {
                self.line(&scene, at, outside.rect, paint);
            } else {
                self.section_box(&scene, at, outside, paint);
            }
            if let Some(inside) = scene.inside(at) {
                cursor = self.notes(at, scene.look, inside, self.scroll(at), paint).or(cursor);
                self.hidden(&scene, at, inside, outside, paint);
            }
        }
        self.notice(&scene, paint);
        if let Some(section) = self.sections.get(self.state.section) {
            beside(self.model, self.state, self.canvas, section, scene::beside(self.model), paint);
        }
        cursor
    }

    fn scroll(&self, section: usize) -> Scroll {
        if section == self.state.section { self.state.scroll } else { Scroll::default() }
    }

    fn is_target(&self, section: usize) -> bool {
        self.state.drag.as_ref().and_then(|drag| drag.target).is_some_and(|(target, _)| target == section)
    }

    /// The border of a section, its title in it, and below what the team says of the section.
    fn section_box(&self, scene: &GridScene, at: usize, outside: Outside, paint: &mut Painter) {
        let Outside { rect, edges } = outside;
        let focused = at == self.state.section;
        let is_target = self.is_target(at);
        let role = if focused || is_target { Role::Focus } else { Role::Border };
        paint.frame_open(rect, edges, is_target, paint.style(role));
        let Some(title) = scene.titles.get(at) else { return };
        let role = if focused { Role::Focus } else { Role::Title };
        for (row, (y, line)) in (rect.y..rect.bottom()).zip(title.lines(paint.glyphs.highlight)).enumerate() {
            let room = rect.width.saturating_sub(2);
            if row == 0 {
                paint.text(rect.x + 1, y, room, &format!(" {} ", title.number), role);
            }
            let (x, room) = (rect.x + 1 + title.indent(), room.saturating_sub(title.indent()));
            let taken = paint.text(x, y, room, &line, role);
            if row == 0 && taken < room {
                paint.text(x + taken, y, 1, " ", role);
            }
        }
        if let Some(mark) = self.section_mark(at).filter(|_| edges[3] && rect.height > 2) {
            let (sign, role) = state_sign(paint, Some(mark), 0);
            let name = state_name(self.model, mark);
            let text = format!(" {sign} {name} ");
            paint.text(rect.x + 1, rect.bottom() - 1, rect.width.saturating_sub(4), &text, role);
        }
    }

    fn section_mark(&self, at: usize) -> Option<crate::document::SectionState> {
        self.canvas.marks.get(self.sections.get(at)?.id).map(|mark| mark.state)
    }

    /// A section of the list: number, title, how many notes it has, and its state.
    fn line(&self, scene: &GridScene, at: usize, rect: Rect, paint: &mut Painter) {
        let (Some(title), Some(section)) = (scene.titles.get(at), self.sections.get(at)) else { return };
        let focused = at == self.state.section;
        let row = Rect { height: 1, ..rect };
        if focused || self.is_target(at) {
            paint.fill(row, Role::Raised);
        }
        let count = self.canvas.order(section.id).len();
        let (sign, sign_role) = state_sign(paint, self.section_mark(at), count);
        paint.text(row.right().saturating_sub(2), row.y, 1, sign, sign_role);
        let right = row.right().saturating_sub(3);
        let notes = if count > 0 { count.to_string() } else { String::new() };
        let end = paint.text_right(right, row.y, 5, &notes, Role::Muted);
        let role = if focused { Role::Focus } else { Role::Title };
        let number = format!("{:>2}", title.number);
        paint.text(row.x + 1, row.y, 3, &number, if focused { Role::Focus } else { Role::Muted });
        let line = title.lines(paint.glyphs.highlight).join(" ");
        paint.text(row.x + 4, row.y, end.saturating_sub(row.x + 5), &line, role);
    }

    /// How many notes of a section are not seen; in the one in focus a scroll bar shows where one is.
    fn hidden(&self, scene: &GridScene, at: usize, inside: Rect, outside: Outside, paint: &mut Painter) {
        let Some(notes) = List::of(self.model, self.state, at, scene.look, inside) else { return };
        let placed = notes.visible(self.scroll(at));
        let hidden = notes.count().saturating_sub(placed.len());
        if hidden == 0 || scene.folds() {
            return;
        }
        let text = self.model.words().tell(&Sentence::new("canvas.more").with("count", hidden));
        let rect = outside.rect;
        let y = if outside.edges[3] { rect.bottom() - 1 } else { return };
        paint.text_right(rect.right() - 2, y, rect.width.saturating_sub(4), &format!(" {text} "), Role::Muted);
    }

    /// Says that not everything is seen, and shows where one is.
    fn notice(&self, scene: &GridScene, paint: &mut Painter) {
        let area = scene.grid.area();
        let (first, seen, all) = scene.rows();
        paint.scroll_bar(area.right().saturating_sub(u16::from(scene.folds())), area.y, area.height, all, seen, first);
        if scene.notice.is_empty() {
            return;
        }
        let said = Sentence::new("canvas.pans").with("seen", scene.seen_whole()).with("total", scene.count);
        let text = self.model.words().tell(&said);
        let row = scene.notice;
        let start = paint.text_right(row.right().saturating_sub(1), row.y, row.width, &text, Role::Muted);
        let (first, seen, all) = scene.columns();
        let room = start.saturating_sub(row.x + 2);
        if usize::from(room) > width(&text) / 2 {
            paint.scroll_bar_level(row.x, row.y, room, all, seen, first);
        }
    }
}
