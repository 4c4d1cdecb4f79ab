//! Views: what the state looks like. They read the model, ask the theme for roles and the scene for places, and draw.
//!
//! The room changes nothing and knows no key: what stands in a footer comes from the command table.

pub mod glyphs;
mod paint;
mod screens;

pub mod theme;
mod widgets;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::keymap::Keymap;
use crate::app::{Model, Overlay, Reading, Screen};
use crate::layout::RectExt as _;
use glyphs::Glyphs;
use paint::Painter;
use theme::{Role, Theme};

/// Where the terminal's own cursor stands: column and row from 0. Nothing where no text is being typed.
pub type Cursor = Option<(u16, u16)>;

/// The smallest screen that can be worked on, in columns and rows.
pub const SMALLEST: (u16, u16) = (24, 6);

/// Draws the whole screen, in a frame of the model's size.
pub fn view(model: &Model, keymap: &Keymap, theme: &Theme, frame: &mut Frame) {
    let window = frame.area();
    let cursor = draw(model, keymap, theme, frame.buffer_mut());
    if let Some(cursor) = cursor.map(Position::from).filter(|cursor| window.contains(*cursor)) {
        frame.set_cursor_position(cursor);
    }
}

fn draw(model: &Model, keymap: &Keymap, theme: &Theme, buffer: &mut Buffer) -> Cursor {
    let window = buffer.area;
    let (area, strip) = window.split_bottom(crate::app::tour::rows(model));
    let mut paint = Painter::new(buffer, theme, Glyphs::of(model.capabilities().unicode));
    paint.fill(area, Role::Surface);
    let cursor = if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        screens::too_small(model, &mut paint, area);
        None
    } else {
        let cursor = match model.screen() {
            Screen::Welcome(state) => screens::welcome(model, keymap, *state, &mut paint, area),
            Screen::Map(state) => screens::map(model, keymap, *state, &mut paint, area),
            Screen::Canvas(state) => screens::canvas(model, keymap, state, &mut paint, area),
            Screen::Checklist(state) => screens::checklist(model, keymap, state, &mut paint, area),
            Screen::Network(state) => screens::network(model, keymap, state, &mut paint, area),
            Screen::Guide(state) => screens::guide(model, keymap, state, &mut paint, area),
            Screen::Station(state) => screens::station(model, keymap, state, &mut paint, area),
            Screen::Trouble(state) => screens::trouble(model, keymap, state, &mut paint, area),
        };
        widgets::message(model, keymap, &mut paint);
        let cursor =
            model.dialogs().last().map_or(cursor, |dialog| widgets::dialog(model, keymap, dialog, &mut paint, area));
        match model.overlay() {
            Some(Overlay { what: Reading::Keys, top }) => widgets::help(model, keymap, top, &mut paint),
            Some(Overlay { what: Reading::Messages, top }) => widgets::messages(model, top, &mut paint),
            None => {}
        }
        cursor.filter(|_| model.overlay().is_none())
    };
    widgets::tour(model, keymap, strip, &mut paint);
    if !model.capabilities().unicode {
        paint.leave_ascii(window);
    }
    cursor
}
