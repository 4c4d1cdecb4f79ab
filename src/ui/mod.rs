//! Views: what the state looks like. Each is a ratatui widget that reads the model, asks the theme for roles and the scene
//! for places, and draws.
//!
//! The room changes nothing and knows no key: what stands in a footer comes from the command table. Where things lie has
//! been worked out by the screen's own `layout` in [`crate::app::screen`], for the mouse and for scrolling too, so that
//! most views take their places from there and not from the area they are given.

mod buffer;
mod context;
pub mod glyphs;
mod line;
pub mod picture;
mod screens;
pub mod seat;
mod text;
pub mod theme;
mod widgets;

use ratatui::Frame;

use crate::app::keymap::Keymap;
pub use crate::app::scene::SMALLEST;
use crate::app::{Model, Overlay, Reading, tour};
use crate::layout::{Rect, RectExt as _};
use buffer::BufferExt as _;
use context::{Context, Cursor};
use theme::{Role, Theme};

/// Draws the whole screen, in a frame of the model's size.
pub fn view(model: &Model, keymap: &Keymap, theme: &Theme, frame: &mut Frame) {
    let cx = Context::new(model, keymap, theme);
    let (area, strip) = frame.area().split_bottom(tour::rows(model));
    let (area, session) = area.split_bottom(tour::session_rows(model, area.height));
    frame.buffer_mut().fill(area, cx.style(Role::Surface));
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        frame.render_widget(screens::TooSmall { cx }, area);
    } else {
        let cursor = layers(cx, area, frame);
        if let Some(cursor) = cursor.filter(|cursor| frame.area().contains(*cursor)) {
            frame.set_cursor_position(cursor);
        }
    }
    frame.render_widget(widgets::SessionStrip { cx }, session);
    frame.render_widget(widgets::TourStrip { cx }, strip);
    if !model.capabilities().unicode {
        frame.buffer_mut().leave_ascii();
    }
}

/// Draws the screen, what was said last over it, over both a question, and over all what can only be read.
fn layers(cx: Context, area: Rect, frame: &mut Frame) -> Cursor {
    let mut cursor = screens::draw(cx, frame, area);
    frame.render_widget(widgets::MessageLine { cx }, area);
    if let Some(dialog) = cx.model.dialog() {
        cursor = None;
        frame.render_stateful_widget(widgets::DialogBox { cx, dialog }, area, &mut cursor);
    }
    let Some(Overlay { what, top, .. }) = cx.model.overlay() else { return cursor };
    match what {
        Reading::Keys => {
            let mut cursor = None;
            frame.render_stateful_widget(widgets::Help { cx, top: *top }, area, &mut cursor);
            return cursor;
        }
        Reading::Messages => frame.render_widget(widgets::Messages { cx, top: *top }, area),
        Reading::Recipe => frame.render_widget(widgets::Recipe { cx, top: *top }, area),
    }
    None
}
