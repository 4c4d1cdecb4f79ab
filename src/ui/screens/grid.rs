//! A canvas as a whole: its sections by their places, a part of them with scroll bars, or a list of which one is open.

use ratatui::buffer::Buffer;
use ratatui::widgets::Widget as _;

use super::canvas::{View, state_name};
use crate::app::screen::canvas::layout::{GridScene, List, Outside};
use crate::layout::Rect;
use crate::layout::flow::Notes;
use crate::layout::strip::Scroll;
use crate::layout::text::width;
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Cursor;
use crate::ui::theme::Role;
use crate::ui::widgets::{detail_pane, state_glyph};

impl View<'_> {
    /// Draws the whole canvas.
    pub(super) fn grid(&self, buf: &mut Buffer) -> Cursor {
        let cx = self.cx;
        let scene = self.scene.grid.as_ref()?;
        let mut cursor = None;
        for at in 0..self.sections.len() {
            let Some(outside) = scene.outside(at, self.state.pan) else { continue };
            if scene.folds() {
                self.line(scene, at, outside.rect, buf);
            } else {
                self.section_box(scene, at, outside, buf);
            }
            if let Some(inside) = scene.inside(at, self.state.pan) {
                cursor = self.notes(at, scene.look, inside, self.scroll(at), buf).or(cursor);
                self.hidden(scene, at, inside, outside, buf);
            }
        }
        self.notice(scene, buf);
        if let Some(section) = self.sections.get(self.state.section) {
            detail_pane(cx, self.state, self.canvas, section, self.scene.beside, buf);
        }
        cursor
    }

    fn scroll(&self, section: usize) -> Scroll {
        if section == self.state.section { self.state.scroll } else { Scroll::default() }
    }

    fn is_target(&self, section: usize) -> bool {
        self.state.drag.as_ref().and_then(|drag| drag.target).is_some_and(|target| target.section() == section)
    }

    /// The border of a section, its title in it, and below what the team says of the section.
    fn section_box(&self, scene: &GridScene, at: usize, outside: Outside, buf: &mut Buffer) {
        let cx = self.cx;
        let Outside { rect, edges } = outside;
        let focused = at == self.state.section;
        let is_target = self.is_target(at);
        let role = if focused || is_target { Role::Focus } else { Role::Border };
        let edges = [edges[0], edges[1], edges[2], edges[3] && rect.height > 1];
        cx.open_block(edges, is_target || cx.theme.is_distant(), role).render(rect, buf);
        let Some(title) = scene.titles.get(at) else { return };
        let role = if focused { Role::Focus } else { Role::Title };
        for (row, (y, line)) in (rect.y..rect.bottom()).zip(title.lines(cx.glyphs.highlight)).enumerate() {
            let room = rect.width.saturating_sub(2);
            if row == 0 {
                buf.put_span(rect.x + 1, y, &cx.fit(format!(" {} ", title.number), room, role));
            }
            let (x, room) = (rect.x + 1 + title.indent(), room.saturating_sub(title.indent()));
            let taken = buf.put_span(x, y, &cx.fit(&line, room, role));
            if row == 0 && taken < room {
                buf.put_span(x + taken, y, &cx.fit(" ", 1, role));
            }
        }
        if let Some(mark) = self.section_mark(at).filter(|_| edges[3] && rect.height > 2) {
            let (sign, role) = state_glyph(cx, Some(mark), 0);
            let name = state_name(cx, mark);
            let text = format!(" {sign} {name} ");
            buf.put_span(rect.x + 1, rect.bottom() - 1, &cx.fit(&text, rect.width.saturating_sub(4), role));
        }
    }

    fn section_mark(&self, at: usize) -> Option<crate::document::SectionState> {
        self.canvas.marks.get(self.sections.get(at)?.id).map(|mark| mark.state)
    }

    /// A section of the list: number, title, how many notes it has, and its state.
    fn line(&self, scene: &GridScene, at: usize, rect: Rect, buf: &mut Buffer) {
        let cx = self.cx;
        let (Some(title), Some(section)) = (scene.titles.get(at), self.sections.get(at)) else { return };
        let focused = at == self.state.section;
        let row = Rect { height: 1, ..rect };
        if focused || self.is_target(at) {
            buf.put_glyph(row.x, row.y, " ", cx.style(Role::Selection));
        }
        let count = self.canvas.order(section.id).len();
        let (sign, sign_role) = state_glyph(cx, self.section_mark(at), count);
        buf.put_span(row.right().saturating_sub(2), row.y, &cx.fit(sign, 1, sign_role));
        let right = row.right().saturating_sub(3);
        let notes = if count > 0 { count.to_string() } else { String::new() };
        let end = buf.put_span_right(right, row.y, &cx.fit(&notes, 5, Role::Muted));
        let role = if focused { Role::Focus } else { Role::Title };
        let number = format!("{:>2}", title.number);
        buf.put_span(row.x + 1, row.y, &cx.fit(&number, 3, if focused { Role::Focus } else { Role::Muted }));
        let line = title.lines(cx.glyphs.highlight).join(" ");
        buf.put_span(row.x + 4, row.y, &cx.fit(&line, end.saturating_sub(row.x + 5), role));
    }

    /// How many notes of a section are not seen; in the one in focus a scroll bar shows where one is.
    fn hidden(&self, scene: &GridScene, at: usize, inside: Rect, outside: Outside, buf: &mut Buffer) {
        let cx = self.cx;
        let Some(notes) = List::of(cx.model, self.state, at, scene.look, inside) else { return };
        let placed = notes.visible(self.scroll(at));
        let hidden = notes.count().saturating_sub(placed.len());
        if hidden == 0 || scene.folds() {
            return;
        }
        let text = cx.model.words().tell(&sentence!("canvas.more", count = hidden));
        let rect = outside.rect;
        let y = if outside.edges[3] { rect.bottom() - 1 } else { return };
        buf.put_span_right(
            rect.right() - 2,
            y,
            &cx.fit(format!(" {text} "), rect.width.saturating_sub(4), Role::Muted),
        );
    }

    /// Says that not everything is seen, and shows where one is.
    fn notice(&self, scene: &GridScene, buf: &mut Buffer) {
        let cx = self.cx;
        let area = scene.grid.area();
        let (first, seen, all) = scene.rows(self.state.pan);
        cx.scroll_bar(all, seen, first)
            .render(Rect::new(area.right().saturating_sub(u16::from(scene.folds())), area.y, 1, area.height), buf);
        if scene.notice.is_empty() {
            return;
        }
        let said = sentence!("canvas.pans", seen = scene.seen_whole(self.state.pan), total = scene.count);
        let text = cx.model.words().tell(&said);
        let row = scene.notice;
        let start = buf.put_span_right(row.right().saturating_sub(1), row.y, &cx.fit(&text, row.width, Role::Muted));
        let (first, seen, all) = scene.columns(self.state.pan);
        let room = start.saturating_sub(row.x + 2);
        if usize::from(room) > width(&text) / 2 {
            cx.scroll_bar(all, seen, first).level().render(Rect::new(row.x, row.y, room, 1), buf);
        }
    }
}
