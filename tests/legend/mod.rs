//! The styles of a frame in words: for every line its runs, by the names of roles.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};
use stationmaster::ui::theme::{Role, Theme};

/// What makes a cell look as it does.
type Look = (Color, Color, Modifier);

/// The runs of every line that has any, lines of the same runs together: `3-5: 0-12 title, 14-20 muted`. Cells without
/// text on the plain ground are left out.
pub fn of(buffer: &Buffer, theme: &Theme) -> String {
    let names = names(theme);
    let ground = look(theme.style(Role::Surface));
    let lines: Vec<String> = (0..buffer.area.height).map(|y| runs(buffer, y, &names, ground)).collect();
    let mut out = String::new();
    let mut from = 0;
    while from < lines.len() {
        let to = (from..lines.len()).take_while(|at| lines[*at] == lines[from]).last().unwrap_or(from);
        if !lines[from].is_empty() {
            let range = if to == from { from.to_string() } else { format!("{from}-{to}") };
            let _ = writeln!(out, "{range}: {}", lines[from]);
        }
        from = to + 1;
    }
    out
}

fn look(style: Style) -> Look {
    (style.fg.unwrap_or(Color::Reset), style.bg.unwrap_or(Color::Reset), style.add_modifier)
}

/// Looks with their names: a role as it is, on the ground, or on another role's ground.
fn names(theme: &Theme) -> Vec<(Look, String)> {
    let mut names = Vec::new();
    let grounds = [Role::Surface, Role::Raised, Role::Selection].into_iter().chain(Role::ALL);
    for ground in grounds {
        for role in Role::ALL {
            let style = theme.style(ground).patch(theme.style(role));
            let is_plain = ground == Role::Surface || ground == role || theme.style(role).bg.is_some();
            let name = if is_plain { role.word().to_owned() } else { format!("{} on {}", role.word(), ground.word()) };
            names.push((look(style), name));
        }
        for role in Role::ALL {
            if let Role::Note(kind) = role {
                let style = theme.style(ground).patch(theme.bar(kind));
                names.push((look(style), format!("bar of {}", kind.word())));
            }
        }
    }
    names
}

fn runs(buffer: &Buffer, y: u16, names: &[(Look, String)], ground: Look) -> String {
    let mut runs: Vec<(u16, u16, String)> = Vec::new();
    for x in 0..buffer.area.width {
        let cell = &buffer[(x, y)];
        let Some(name) = name(cell, names, ground) else { continue };
        match runs.last_mut() {
            Some((_, to, same)) if *to + 1 == x && *same == name => *to = x,
            _ => runs.push((x, x, name)),
        }
    }
    let told = runs.into_iter().map(|(from, to, name)| match from == to {
        true => format!("{from} {name}"),
        false => format!("{from}-{to} {name}"),
    });
    told.collect::<Vec<_>>().join(", ")
}

fn name(cell: &Cell, names: &[(Look, String)], ground: Look) -> Option<String> {
    let look = (cell.fg, cell.bg, cell.modifier);
    let shows = Modifier::UNDERLINED | Modifier::REVERSED;
    if cell.symbol() == " " && look.1 == ground.1 && !look.2.intersects(shows) {
        return None;
    }
    let known = names.iter().find(|(other, _)| *other == look).map(|(_, name)| name.clone());
    Some(known.unwrap_or_else(|| format!("{} on {} {:?}", look.0, look.1, look.2)))
}
