//! A frame as a screen that [`crate::exchange::svg`] draws, and a theme as the window around it.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

use super::theme::{Role, Theme, colour_of};
use crate::exchange::svg::{self, Screen, Window};
use crate::theme::{Colour, Look};

/// The cells of a frame, and where the cursor stands.
#[must_use]
pub fn screen(buffer: &Buffer, cursor: Option<Position>) -> Screen {
    let cells = buffer.content.iter().map(|cell| svg::Cell { symbol: cell.symbol().to_owned(), look: look(cell) });
    Screen::new(buffer.area.as_size(), cells.collect(), cursor)
}

/// The window that goes with a theme; one on the terminal's own background is shown on a dark one.
#[must_use]
pub fn window(theme: &Theme) -> Window {
    let usual = |colour: Option<Color>, otherwise| colour.and_then(colour_of).map_or(otherwise, Colour::usual);
    let letters = usual(theme.style(Role::Text).fg, [214, 214, 214]);
    Window {
        background: usual(theme.style(Role::Surface).bg, [16, 18, 22]),
        letters,
        bar: usual(theme.style(Role::Raised).bg, [30, 33, 39]),
        edge: usual(theme.style(Role::Border).fg, [84, 88, 96]),
        cursor: usual(theme.style(Role::Focus).fg, letters),
    }
}

fn look(cell: &Cell) -> Look {
    let has = |modifier| cell.modifier.contains(modifier);
    Look {
        fg: colour_of(cell.fg),
        bg: colour_of(cell.bg),
        bold: has(Modifier::BOLD),
        dim: has(Modifier::DIM),
        italic: has(Modifier::ITALIC),
        underline: has(Modifier::UNDERLINED),
        reverse: has(Modifier::REVERSED),
    }
}
