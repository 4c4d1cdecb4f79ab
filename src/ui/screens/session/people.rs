//! Who takes part in a session, and what is planned for a stop.

use ratatui::buffer::Buffer;
use ratatui::widgets::Widget;

use super::Session;
use crate::app::screen::session::Part;
use crate::app::screen::session::layout::{SessionScene, Stop};
use crate::app::session::glance::kind_name;
use crate::app::session::prepare::people::{PersonRow, part_name};
use crate::document::session::{SessionRecord, SessionState as Stage};
use crate::layout::{Rect, RectExt as _};
use crate::ui::buffer::BufferExt as _;
use crate::ui::theme::Role;

impl Session<'_> {
    /// Who takes part; of a planned session also who runs it, and whose part nobody plays.
    pub(super) fn people(&self, scene: &SessionScene, record: &SessionRecord, buf: &mut Buffer) {
        let cx = self.cx;
        let area = scene.people.inset(1, 0);
        if area.is_empty() || scene.persons.is_empty() {
            return;
        }
        let is_planned = record.state == Stage::Planned;
        let (head, rows) = area.split_top(1);
        cx.fit(self.say(key!("session.people")), head.width, Role::Accent).render(head.inset(1, 0), buf);
        let shown = scene.persons.iter().enumerate().skip(self.state.person_top);
        for (line, (at, row)) in rows.rows().zip(shown) {
            let is_focus = is_planned && self.state.part == Part::People && at == self.state.person;
            self.person(row, record, is_focus, line, buf);
        }
        cx.scroll_bar(scene.persons.len(), usize::from(rows.height), self.state.person_top)
            .render(Rect::new(rows.right(), rows.y, 1, rows.height), buf);
    }

    fn person(&self, row: &PersonRow, record: &SessionRecord, is_focus: bool, line: Rect, buf: &mut Buffer) {
        let cx = self.cx;
        if is_focus {
            buf.fill(line, cx.style(Role::Selection));
            buf.put_glyph(line.x, line.y, cx.glyphs.bar, cx.style(Role::Focus));
        }
        let role = |plain| if is_focus { Role::Selection } else { plain };
        let of = |id| record.attendees.iter().find(|attendee| attendee.id == id);
        let (name, label, plain) = match row {
            PersonRow::Runs(id) => {
                let who = id.and_then(of).map_or(self.say(key!("session.nobody-runs")), |attendee| &attendee.who);
                let said = self.tell(&sentence!("session.runs-it", who = who));
                (said, None, Role::Muted)
            }
            PersonRow::Missing(part) => {
                let name = format!("? {}", part_name(cx.model, part));
                (name, Some(key!("session.missing")), Role::Warning)
            }
            PersonRow::Attendee(id) => {
                let Some(attendee) = of(*id) else { return };
                let label = match (attendee.absent, attendee.runs, attendee.decides) {
                    (true, ..) => Some(key!("session.absent")),
                    (_, true, _) => Some(key!("session.runs")),
                    (_, _, true) => Some(key!("session.decides")),
                    _ => None,
                };
                (attendee.who.clone(), label, Role::Text)
            }
        };
        let end = label.map_or(line.right(), |label| {
            buf.put_span_right(line.right() - 1, line.y, &cx.fit(self.say(label), line.width / 2, role(Role::Muted)))
        });
        buf.put_span(line.x + 2, line.y, &cx.fit(&name, end.saturating_sub(line.x + 3), role(plain)));
    }

    /// The blocks of a stop with their minutes, and the hint to whoever runs the session.
    pub(super) fn detail(&self, stop: &Stop, record: &SessionRecord, area: Rect, buf: &mut Buffer) {
        let cx = self.cx;
        let (_, area) = area.split_top(1);
        let (line, hint) = area.split_top(1);
        if line.is_empty() {
            return;
        }
        let block =
            |block: &crate::workshop::state::LiveBlock| format!("{} {}", kind_name(cx.model, block), block.minutes);
        let blocks = stop.blocks.iter().map(block).collect::<Vec<_>>().join(&format!(" {} ", cx.glyphs.dot));
        cx.fit(&blocks, line.width, Role::Muted).render(line.inset(1, 0), buf);
        let of =
            stop.blocks.iter().find_map(|live| record.blocks.iter().find(|block| block.id == live.id)?.hint.as_ref());
        if let Some(text) = of {
            cx.wrap(text, Role::Text).render(hint.inset(1, 0), buf);
        }
    }
}
