//! The list of keys: what works here, and why something does not now.

use ratatui::buffer::Buffer;
use ratatui::widgets::Widget;

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
    Command { keys: String, title: String, reason: Option<String> },
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
        buf.fill(area, cx.style(Role::Raised));
        cx.block(false, Role::Accent).render(area, buf);
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
            lines.iter().map(|line| if let HelpLine::Command { keys, .. } = line { width(keys) } else { 0 }).max();
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
            buf.put_span_right(row.x + 1 + keys_width, row.y, &cx.fit(keys, keys_width, role));
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
    HelpLine::Command { keys: keys.join(" "), title, reason }
}
