//! Where things are on the screen. Views draw by it, and the mouse and scrolling go by it, so that both agree.

mod dialog;
mod footer;
mod frame;
mod hits;
mod mouse;
mod overlay;

use super::Size;
use crate::layout::{Rect, RectExt as _};

pub use super::screen::canvas::layout::{
    BoxTitle, CanvasScene, GRID_SIGNS, GridScene, Item, LEAST_ROWS, List, NoteStyle, Outside, Walk, card_columns,
    focus_index, grid_list, has_details, is_cards, neighbour, question_rows, section_list, strip_cells, text_columns,
};
pub use super::screen::checklist::layout::ChecklistScene;
pub use super::screen::guide::layout::{Page, PageLine, criterion_text, step_number};
pub use super::screen::map::layout::MapScene;
pub use super::screen::network::layout::{NetworkScene, line_label, station_label};
pub use super::screen::station::layout::StationScene;
pub use super::screen::welcome::layout::WelcomeScene;
pub use footer::{FooterEntry, footer, key_here, key_text, keys_text};
pub(in crate::app) use frame::settle;
pub use hits::{Spot, hits};
pub use mouse::mouse;
pub use overlay::{MessageLine, message_lines, overlay_area, overlay_list};

/// The smallest screen that can be worked on, in columns and rows; on a smaller one nothing stands but that.
pub const SMALLEST: (u16, u16) = (24, 6);

/// The parts of every screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Areas {
    /// Where am I, is it saved.
    pub title: Rect,
    /// The work.
    pub work: Rect,
    /// What was said last.
    pub message: Rect,
    /// The keys that work here now.
    pub footer: Rect,
}

/// The parts of a screen of that size. On a low screen the message takes the footer's place.
#[must_use]
pub fn areas(size: Size) -> Areas {
    let (title, rest) = Rect::new(0, 0, size.width, size.height).split_top(1);
    let (rest, footer) = rest.split_bottom(1);
    let (work, message) = if size.height >= 16 { rest.split_bottom(1) } else { (rest, footer) };
    Areas { title, work, message, footer }
}

pub(in crate::app) fn small(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
