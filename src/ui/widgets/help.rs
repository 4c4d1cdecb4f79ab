//! The list of keys: what works here, and why something does not now.

use ratatui::buffer::Buffer;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::pop_up::pop_up;
use crate::app::commands::{self, Argument, Command, Scope};
use crate::app::key_names::keys_text;
use crate::app::scene::{key_parts, overlay_area};
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;

/// A line of the list.
enum HelpLine {
    Scope(&'static str),
    Command { keys: Vec<String>, title: String, reason: Option<String> },
}

/// The list of keys, over the screen.
pub(crate) struct Help<'a> {
    /// What it is drawn from.
    pub cx: Context<'a>,
    /// The first line that is seen.
    pub top: usize,
}

impl Widget for Help<'_> {
    fn render(self, _: Rect, buf: &mut Buffer) {
        let Self { cx, top } = self;
        let area = overlay_area(cx.model);
        pop_up(cx, area, buf);
        let inner = area.inset(2, 1);
        cx.fit(cx.model.words().say(key!("help.title")), inner.width, Role::Title).render(inner, buf);
        buf.put_span_right(
            inner.right(),
            inner.y,
            &cx.fit(cx.model.words().say(key!("help.close")), inner.width / 2, Role::Muted),
        );
        let lines = lines(cx);
        let (columns, rows) = key_parts(cx.model);
        let room = usize::from(inner.height.saturating_sub(2));
        let top = top.min(rows.saturating_sub(room));
        let keys_width =
            lines.iter().map(|line| if let HelpLine::Command { keys, .. } = line { all_width(keys) } else { 0 }).max();
        let keys_width = u16::try_from(keys_width.unwrap_or(0)).unwrap_or(20);
        for (column, area) in lines.chunks(rows.max(1)).zip(columns) {
            let keys_width = keys_width.min(area.width / 3);
            for (row, line) in area.rows().zip(column.iter().skip(top)) {
                line_of(cx, line, keys_width, row, buf);
            }
        }
        cx.scroll_bar(rows, room, top)
            .render(Rect::new(area.right() - 1, inner.y + 2, 1, inner.height.saturating_sub(2)), buf);
    }
}

/// A topic, or a command with its keys, and why it cannot be used now.
fn line_of(cx: Context, line: &HelpLine, keys_width: u16, row: Rect, buf: &mut Buffer) {
    match line {
        HelpLine::Scope(name) => {
            buf.put_span(row.x, row.y, &cx.fit(*name, row.width, Role::Title));
        }
        HelpLine::Command { keys, title, reason } => {
            let is_usable = reason.is_none();
            let role = if is_usable { Role::Key } else { Role::Muted };
            keys_of(cx, keys, keys_width, role).right_aligned().render(Rect { width: keys_width + 1, ..row }, buf);
            let x = row.x + keys_width + 3;
            let role = if is_usable { Role::Text } else { Role::Muted };
            let taken = buf.put_span(x, row.y, &cx.fit(title, row.right().saturating_sub(x), role));
            if let Some(reason) = reason {
                let x = x + taken + 2;
                buf.put_span(x, row.y, &cx.fit(reason, row.right().saturating_sub(x), Role::Muted));
            }
        }
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

fn lines(cx: Context) -> Vec<HelpLine> {
    let mut lines = Vec::new();
    for scope in commands::scopes_without_help(cx.model) {
        let name = cx.model.words().find(&format!("help.scope.{}", scope.word())).unwrap_or(scope.word());
        lines.push(HelpLine::Scope(name));
        for command in commands::listed_in(cx.model, *scope) {
            lines.push(line(cx, command, *scope));
        }
    }
    lines
}

fn line(cx: Context, command: &'static Command, scope: Scope) -> HelpLine {
    let mut keys: Vec<String> = cx.keymap.keys_of(command, scope).map(|keys| keys_text(cx.model, keys)).collect();
    if command.argument == Argument::Number {
        for keys in &mut keys {
            keys.push_str("2.1");
        }
    }
    let title = cx.model.words().find(&format!("command.{}.title", command.id)).unwrap_or(command.id).to_owned();
    let reason = (command.availability)(cx.model).err().map(|reason| cx.model.words().tell(&reason));
    HelpLine::Command { keys, title, reason }
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
