//! The styles of a frame in words: for every line its backgrounds and its runs, by the names of roles.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};
use stationmaster::method::{Kind, Method};
use stationmaster::ui::theme::{Role, Theme};

/// What makes a cell look as it does.
type Look = (Color, Color, Modifier);

/// A run of cells: first, last, name.
type Run = (u16, u16, String);

/// The runs of every line that has any, lines of the same runs together: `3-5: 0-12 title, 14-20 muted`. Grounds other
/// than the plain one come first, in brackets. Spaces within a run belong to it.
pub fn of(buffer: &Buffer, theme: &Theme) -> String {
    let names = names(theme);
    let lines: Vec<String> = (0..buffer.area.height).map(|y| line(buffer, y, theme, &names)).collect();
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

/// Looks with the names of their roles: a role on the plain background, then on every other.
fn names(theme: &Theme) -> Vec<(Look, &'static str)> {
    let mut names = Vec::new();
    for background in [Role::Surface, Role::Raised, Role::Selection].into_iter().chain(Role::ALL) {
        for role in Role::ALL {
            names.push((look(theme.style(background).patch(theme.style(role))), role.word()));
        }
        for role in Role::ALL {
            if let Role::Note(kind) = role {
                names.push((look(theme.style(background).patch(theme.bar(kind))), kind.word()));
            }
        }
    }
    for ground in Kind::ALL.map(|kind| theme.note(kind).ground) {
        for role in Role::ALL {
            names.push((look(ground.patch(theme.style(role))), role.word()));
        }
        for kind in Kind::ALL {
            names.push((look(ground.patch(theme.bar(kind))), kind.word()));
        }
    }
    // Lines of the map, by their numbers; two share a colour.
    for (at, of_map) in Method::built_in().lines().iter().enumerate() {
        let style = theme.style(Role::Surface).patch(theme.line(&of_map.color));
        names.push((look(style), LINES[at.min(LINES.len() - 1)]));
    }
    names
}

const LINES: [&str; 6] = ["line 1", "line 2", "line 3", "line 4", "line 5", "line 6"];

fn line(buffer: &Buffer, y: u16, theme: &Theme, names: &[(Look, &'static str)]) -> String {
    let plain = look(theme.style(Role::Surface)).1;
    let mut backgrounds: Vec<Run> = Vec::new();
    let mut runs: Vec<Run> = Vec::new();
    let mut before = None;
    for x in 0..buffer.area.width {
        let cell = &buffer[(x, y)];
        if cell.bg != plain {
            let role = Role::ALL.into_iter().find(|role| theme.style(*role).bg == Some(cell.bg));
            let note = Kind::ALL.into_iter().find(|kind| theme.note(*kind).ground.bg == Some(cell.bg));
            let name = role.map(|role| role.word().to_owned()).or(note.map(|kind| format!("{} note", kind.word())));
            extend(&mut backgrounds, x, name.unwrap_or_else(|| cell.bg.to_string()), false);
        }
        if before.is_some_and(|before| before != cell.bg) {
            // A run ends with its background.
            runs.push((x, x, String::new()));
        }
        before = Some(cell.bg);
        if !is_blank(cell) {
            extend(&mut runs, x, name(cell, names), true);
        }
    }
    let told = |runs: Vec<Run>| {
        let told = runs
            .into_iter()
            .filter(|(.., name)| !name.is_empty())
            .map(|(from, to, name)| if from == to { format!("{from} {name}") } else { format!("{from}-{to} {name}") });
        told.collect::<Vec<_>>().join(", ")
    };
    let runs = told(runs);
    if backgrounds.is_empty() { runs } else { format!("[{}] {runs}", told(backgrounds)) }
}

/// Adds a cell to the last run where it goes on, over blanks where they may lie between.
fn extend(runs: &mut Vec<Run>, x: u16, name: String, over_blanks: bool) {
    match runs.last_mut() {
        Some((_, to, same)) if *same == name && (over_blanks || *to + 1 == x) => *to = x,
        _ => runs.push((x, x, name)),
    }
}

fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && !cell.modifier.intersects(Modifier::UNDERLINED | Modifier::REVERSED)
}

fn name(cell: &Cell, names: &[(Look, &'static str)]) -> String {
    let known = names.iter().find(|(look, _)| *look == (cell.fg, cell.bg, cell.modifier));
    if let Some((_, name)) = known {
        return (*name).to_owned();
    }
    match names.iter().find(|(look, _)| (look.0, look.1) == (cell.fg, cell.bg)) {
        Some((_, name)) => format!("{name} {:?}", cell.modifier),
        None => format!("{} {:?}", cell.fg, cell.modifier),
    }
}
