//! The list of keys: what works here, and why something does not now.

use crate::app::Model;
use crate::app::commands::{self, Argument, Command, Scope};
use crate::app::keymap::Keymap;
use crate::app::scene::{keys_text, overlay_area};
use crate::layout::RectExt as _;
use crate::layout::text::width;
use crate::ui::paint::Painter;
use crate::ui::theme::Role;

/// A line of the list.
enum Line {
    Scope(&'static str),
    Command { keys: String, title: String, reason: Option<String> },
}

/// Draws the list of keys over the screen, from line `top` on.
pub fn help(model: &Model, keymap: &Keymap, top: usize, paint: &mut Painter) {
    let area = overlay_area(model);
    paint.fill(area, Role::Raised);
    paint.frame(area, false, paint.style(Role::Accent));
    let inner = area.inset(2, 1);
    paint.text(inner.x, inner.y, inner.width, model.words().say("help.title"), Role::Title);
    paint.text_right(inner.right(), inner.y, inner.width / 2, model.words().say("help.close"), Role::Muted);
    let lines = lines(model, keymap);
    let room = usize::from(inner.height.saturating_sub(2));
    let top = top.min(lines.len().saturating_sub(room));
    let keys_width = lines.iter().map(|line| if let Line::Command { keys, .. } = line { width(keys) } else { 0 }).max();
    let keys_width = u16::try_from(keys_width.unwrap_or(0)).unwrap_or(20).min(inner.width / 3);
    for (y, line) in (inner.y + 2..).zip(lines.iter().skip(top).take(room)) {
        match line {
            Line::Scope(name) => {
                paint.text(inner.x, y, inner.width, name, Role::Accent);
            }
            Line::Command { keys, title, reason } => {
                let role = if reason.is_some() { Role::Muted } else { Role::Key };
                paint.text_right(inner.x + 1 + keys_width, y, keys_width, keys, role);
                let x = inner.x + keys_width + 3;
                let taken = paint.text(
                    x,
                    y,
                    inner.right().saturating_sub(x),
                    title,
                    if reason.is_some() { Role::Muted } else { Role::Text },
                );
                if let Some(reason) = reason {
                    let x = x + taken + 2;
                    paint.text(x, y, inner.right().saturating_sub(x), reason, Role::Warning);
                }
            }
        }
    }
    paint.scroll_bar(area.right() - 1, inner.y + 2, inner.height.saturating_sub(2), lines.len(), room, top);
}

fn lines(model: &Model, keymap: &Keymap) -> Vec<Line> {
    let mut lines = Vec::new();
    for scope in commands::scopes_without_help(model) {
        let name = model.words().find(&format!("help.scope.{}", scope.word())).unwrap_or(scope.word());
        lines.push(Line::Scope(name));
        for command in commands::all().filter(|command| command.scopes.contains(scope)) {
            lines.push(line(model, keymap, command, *scope));
        }
    }
    lines
}

fn line(model: &Model, keymap: &Keymap, command: &'static Command, scope: Scope) -> Line {
    let mut keys: Vec<String> = keymap.keys_of(command, scope).map(|keys| keys_text(model, keys)).collect();
    if command.argument == Argument::Number {
        for keys in &mut keys {
            keys.push_str("2.1");
        }
    }
    let title = model.words().find(&format!("command.{}.title", command.id)).unwrap_or(command.id).to_owned();
    let reason = (command.can)(model).err().map(|reason| model.words().tell(&reason));
    Line::Command { keys: keys.join(" "), title, reason }
}
