//! The list of keys: what works here, and why something does not now.

use ratatui::buffer::Buffer;
use ratatui::text::Line;
use ratatui::widgets::{StatefulWidget, Widget};

use super::note::editor_text;
use super::pop_up::pop_up;
use crate::app::commands::{self, Argument};
use crate::app::key_names::keys_text;
use crate::app::scene::{KeyLine, key_parts, overlay_area, overlay_list};
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::{Context, Cursor};
use crate::ui::theme::Role;

/// A command as the list names it.
struct Named {
    keys: Vec<String>,
    title: &'static str,
    reason: Option<String>,
}

/// The list of keys, over the screen.
pub(crate) struct Help<'a> {
    /// What it is drawn from.
    pub cx: Context<'a>,
    /// The first line that is seen.
    pub top: usize,
}

impl StatefulWidget for Help<'_> {
    type State = Cursor;

    fn render(self, _: Rect, buf: &mut Buffer, cursor: &mut Cursor) {
        let Self { cx, top } = self;
        let words = cx.model.words();
        let area = overlay_area(cx.model);
        pop_up(cx, area, buf);
        let inner = area.inset(2, 1);
        cx.fit(words.say(key!("help.title")), inner.width, Role::Title).render(inner, buf);
        buf.put_span_right(
            inner.right(),
            inner.y,
            &cx.fit(words.say(key!("help.close")), inner.width / 2, Role::Muted),
        );
        let Some(overlay) = cx.model.overlay() else { return };
        let (input, _) = inner.split_top(1).1.split_top(1);
        buf.put_glyph(input.x, input.y, cx.glyphs.pointer, cx.style(Role::Focus));
        let input = input.split_left(2).1;
        *cursor = editor_text(cx, &overlay.filter, input, cx.style(Role::Text), buf);
        if overlay.filter.text().is_empty() {
            buf.put_span(input.x, input.y, &cx.fit(words.say(key!("help.find")), input.width, Role::Muted));
        }
        let parts = key_parts(cx.model);
        let list = overlay_list(cx.model);
        let room = usize::from(list.height);
        let rows = parts.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
        let top = top.min(rows.saturating_sub(room));
        if rows == 0 {
            cx.wrap(words.say(key!("help.nothing")), Role::Muted).render(list, buf);
        }
        for (area, lines) in parts {
            let lines: Vec<(KeyLine, Option<Named>)> = lines.into_iter().map(|line| (line, named(cx, line))).collect();
            let widest = lines.iter().filter_map(|(_, named)| named.as_ref()).map(|named| all_width(&named.keys)).max();
            let keys_width = u16::try_from(widest.unwrap_or(0)).unwrap_or(20).min(area.width / 3);
            for (row, (line, named)) in area.rows().zip(lines.iter().skip(top)) {
                match (line, named) {
                    (KeyLine::Topic(topic), _) => {
                        buf.put_span(row.x, row.y, &cx.fit(words.say(*topic), row.width, Role::Title));
                    }
                    (_, Some(named)) => line_of(cx, named, keys_width, row, buf),
                    _ => {}
                }
            }
        }
        cx.scroll_bar(rows, room, top).render(Rect { x: area.right() - 1, width: 1, ..list }, buf);
    }
}

/// A command with its keys, and why it cannot be used now.
fn line_of(cx: Context, Named { keys, title, reason }: &Named, keys_width: u16, row: Rect, buf: &mut Buffer) {
    let is_usable = reason.is_none();
    let role = if is_usable { Role::Key } else { Role::Muted };
    keys_of(cx, keys, keys_width, role).right_aligned().render(Rect { width: keys_width + 1, ..row }, buf);
    let x = row.x + keys_width + 3;
    let role = if is_usable { Role::Text } else { Role::Muted };
    let taken = buf.put_span(x, row.y, &cx.fit(*title, row.right().saturating_sub(x), role));
    if let Some(reason) = reason {
        let x = x + taken + 2;
        buf.put_span(x, row.y, &cx.fit(reason, row.right().saturating_sub(x), Role::Muted));
    }
}

/// The columns between two keys of which either does.
const BETWEEN: usize = 3;

/// The columns that keys take of which each does.
fn all_width(keys: &[String]) -> usize {
    keys.iter().map(|keys| width(keys)).sum::<usize>() + BETWEEN * keys.len().saturating_sub(1)
}

/// The keys of a command, parted so that they are not taken for one sequence: as many as fit, the first in any case.
fn keys_of<'t>(cx: Context<'t>, keys: &'t [String], columns: u16, role: Role) -> Line<'t> {
    let fitting = (1..=keys.len()).rev().find(|count| all_width(&keys[..*count]) <= usize::from(columns));
    let mut spans = Vec::new();
    for (at, keys) in keys.iter().take(fitting.unwrap_or(1)).enumerate() {
        if at > 0 {
            spans.push(cx.span(format!(" {} ", cx.glyphs.dot), Role::Muted));
        }
        spans.push(cx.fit(keys, columns, role));
    }
    Line::from(spans)
}

/// A line's command, where it is one.
fn named(cx: Context, line: KeyLine) -> Option<Named> {
    let KeyLine::Command(command, scope) = line else { return None };
    let mut keys: Vec<String> = cx.keymap.keys_of(command, scope).map(|keys| keys_text(cx.model, keys)).collect();
    if command.argument == Argument::Number {
        for keys in &mut keys {
            keys.push_str("2.1");
        }
    }
    let reason = (command.availability)(cx.model).err().map(|reason| cx.model.words().tell(&reason));
    Some(Named { keys, title: commands::title(cx.model.words(), command), reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_which_each_does_take_room_for_what_parts_them() {
        let keys = ["F2", "; 2", "^X 2"].map(str::to_owned);
        assert_eq!(all_width(&keys), "F2 · ; 2 · ^X 2".chars().count());
        assert_eq!(all_width(&keys[..1]), 2);
        assert_eq!(all_width(&[]), 0);
    }
}
