//! Where things are on the screen. Views draw by it, and the mouse and scrolling go by it, so that both agree.

mod footer;
mod mouse;
mod overlay;

use super::dialog::Dialog;
use super::{Model, Overlay, Size, screen};
use crate::layout::{Rect, RectExt as _};

pub use super::screen::canvas::layout::{
    BoxTitle, GRID_SIGNS, GridScene, Item, LEAST_ROWS, List, NoteStyle, Outside, Walk, beside, board, card_columns,
    focus_index, grid, grid_list, has_details, is_cards, neighbour, question_rows, section_list, spotlight,
    strip_cells, text_columns, walk,
};
pub use super::screen::checklist::layout::{checklist_parts, checklist_rows};
pub use super::screen::guide::layout::{Page, PageLine, criterion_text, guide, page, step_number};
pub use super::screen::map::layout::{MapScene, map};
pub use super::screen::network::layout::{NetworkScene, line_label, network_of, station_label};
pub use super::screen::station::layout::{StationScene, station};
pub use super::screen::welcome::layout::{is_roomy, welcome, welcome_rows};
pub use footer::{FooterEntry, footer, key_here, key_text, keys_text};
pub use mouse::mouse;
pub use overlay::{MessageLine, form_fields, message_lines, overlay_area, overlay_list};

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

/// Scrolls so that what is in focus is seen.
pub(in crate::app) fn settle(model: &mut Model) {
    screen::front(model).settle(model);
    if let Some(Overlay { what, top }) = model.overlay {
        model.overlay = Some(Overlay { what, top: top.min(overlay::overlay_end(model, what)) });
    }
}

/// Where a dialog stands: in the middle, as large as it needs to be.
#[must_use]
pub fn dialog_area(model: &Model, dialog: &Dialog) -> Rect {
    let screen = Rect::new(0, 0, model.size.width, model.size.height);
    if matches!(dialog, Dialog::Finder(_)) {
        // Its size does not follow what is found, so that nothing jumps while somebody types.
        let width = screen.width.saturating_sub(if screen.width < 60 { 0 } else { 4 }).min(104);
        return screen.centred(width, screen.height.saturating_sub(2).clamp(3, 26));
    }
    let width = (screen.width.saturating_sub(4)).clamp(1, 72);
    let inner = width.saturating_sub(4).max(1);
    let title = |sentence| crate::layout::wrap::height(&model.words.tell(sentence), inner);
    let rows = match dialog {
        Dialog::Picker(pick) => {
            let lines: u16 = pick.lines.iter().map(|line| crate::layout::wrap::height(line, inner).min(4)).sum();
            let lines = if pick.lines.is_empty() { 0 } else { lines.saturating_add(1) };
            title(&pick.title).saturating_add(1).saturating_add(lines).saturating_add(small(pick.items.len()))
        }
        Dialog::Finder(_) => 0,
        Dialog::Form(form) => {
            let fields: u16 = form
                .fields
                .iter()
                .map(|field| small(field.editor.height(inner.saturating_sub(2))).clamp(1, 5) + 1)
                .sum();
            let hint = form.fields.iter().any(|field| field.hint.is_some());
            title(&form.title).saturating_add(1).saturating_add(fields).saturating_add(if hint { 2 } else { 1 })
        }
    };
    screen.centred(width, rows.saturating_add(3).min(screen.height.saturating_sub(2)).max(3))
}

/// The parts of a list to choose from by typing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FinderParts {
    /// What is asked, and how many there are.
    pub title: Rect,
    /// What is typed.
    pub input: Rect,
    /// What fits.
    pub list: Rect,
    /// What helps; empty on low screens.
    pub hint: Rect,
}

/// The parts of a list to choose from by typing that stands there.
#[must_use]
pub fn finder_parts(area: Rect) -> FinderParts {
    let inner = area.inset(2, 1);
    let (title, rest) = inner.split_top(u16::from(inner.height >= 5));
    let (input, rest) = rest.split_top(1);
    let (_, rest) = rest.split_top(u16::from(inner.height >= 9));
    let (list, hint) = rest.split_bottom(u16::from(inner.height >= 7));
    FinderParts { title, input, list, hint }
}

/// The first choice shown where only so many fit: the one in focus is always among them.
#[must_use]
pub fn first_choice(cursor: usize, shown: usize) -> usize {
    (cursor + 1).saturating_sub(shown)
}

pub(in crate::app) fn small(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
