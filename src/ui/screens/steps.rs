//! A station as four steps side by side: what has to be true before it, what to use, what has to be true to go on, and who
//! should be in the room.

use ratatui::buffer::Buffer;

use super::station::View;
use crate::app::screen::station::layout::StationScene;
use crate::app::screen::{Group, StationRow};
use crate::document::Reply;
use crate::layout::Rect;
use crate::ui::buffer::BufferExt as _;
use crate::ui::theme::Role;

/// How a step stands.
struct Step {
    sign: &'static str,
    role: Role,
    /// How much of it is there, in words, and in numbers alone.
    told: [String; 2],
}

/// Draws the steps of a station, with a line from each to the next where there is room.
pub(super) fn steps(view: &View<'_>, scene: &StationScene, buf: &mut Buffer) {
    let cx = view.cx;
    let steps = scene.steps();
    let here = steps.iter().rposition(|(head, _)| *head <= view.state.at);
    for (at, (head, area)) in steps.iter().enumerate() {
        let Some(StationRow::Group(group)) = view.rows.get(*head) else { continue };
        let step = step(view, *group, *head);
        let name_role = if here == Some(at) { Role::Focus } else { Role::Title };
        let name = cx.model.words().say(match group {
            Group::Before => key!("station.step-before"),
            Group::Use => key!("station.step-use"),
            Group::After => key!("station.step-after"),
            _ => key!("station.step-people"),
        });
        let column = Rect { width: area.width.saturating_sub(1), ..*area };
        buf.put_glyph(column.x, column.y, step.sign, cx.style(step.role));
        if area.height < 3 {
            let room = column.width.saturating_sub(2);
            let taken = buf.put_span(column.x + 2, column.y, &cx.fit(name, room, name_role));
            if area.height == 1 {
                let room = room.saturating_sub(taken + 1);
                let [_, number] = &step.told;
                if width_of(number) <= room {
                    buf.put_span(column.x + 3 + taken, column.y, &cx.fit(number, room, Role::Muted));
                }
            }
        } else {
            if at + 1 < steps.len() {
                for x in column.x + 2..column.right() {
                    buf.put_glyph(x, column.y, cx.glyphs.rails[1], cx.style(Role::Faint));
                }
            }
            buf.put_span(column.x, column.y + 1, &cx.fit(name, column.width, name_role));
        }
        if area.height > 1 {
            let indent = if area.height == 2 { 2 } else { 0 };
            let [told, _] = &step.told;
            let room = column.width.saturating_sub(indent);
            buf.put_span(column.x + indent, column.y + area.height - 1, &cx.fit(told, room, Role::Muted));
        }
    }
}

fn width_of(text: &str) -> u16 {
    u16::try_from(crate::layout::text::width(text)).unwrap_or(u16::MAX)
}

fn step(view: &View<'_>, group: Group, head: usize) -> Step {
    let cx = view.cx;
    let words = cx.model.words();
    let inside = view.rows.iter().skip(head + 1).take_while(|row| !matches!(row, StationRow::Group(_)));
    let inside: Vec<&StationRow> = inside.filter(|row| row.is_work()).collect();
    let [done, begun, open] = cx.glyphs.stations;
    match group {
        Group::Before | Group::After => {
            let (met, total) = view.met(head);
            let is_no = |row: &&&StationRow| view.is_refused(row);
            let (sign, role) = match inside.iter().find(is_no) {
                Some(_) => (cx.glyphs.reply(Some(Reply::No)), Role::Error),
                None if met == total => (done, Role::Success),
                None if met > 0 => (begun, Role::Text),
                None => (open, Role::Muted),
            };
            let told = words.tell(&sentence!("station.met", met = met, total = total));
            Step { sign, role, told: [told, format!("{met}/{total}")] }
        }
        Group::People => {
            let named = inside.iter().filter(|row| view.is_named(row)).count();
            let total = inside.len();
            let (sign, role) = match named {
                0 => (open, Role::Muted),
                _ if named == total => (done, Role::Success),
                _ => (begun, Role::Text),
            };
            let told = words.tell(&sentence!("station.named", named = named, total = total));
            Step { sign, role, told: [told, format!("{named}/{total}")] }
        }
        _ => {
            let count = inside.len();
            let told = words.tell(&sentence!("station.things", count = count));
            Step { sign: open, role: Role::Muted, told: [told, count.to_string()] }
        }
    }
}
