//! Where things are on the screen. Views draw by it, and the mouse and scrolling go by it, so that both agree.

mod beside;
mod canvas;
mod footer;
mod grid;
mod guide;
mod list;
mod map;
mod mouse;
mod network;
mod overlay;
mod station;

use super::dialog::Dialog;
use super::screens::{Mode, Screen};
use super::{Model, Overlay, Size};
use crate::layout::neighbour::Direction;
use crate::layout::{Position, Rect, RectExt as _};

pub use canvas::{Walk, board, spotlight, walk};
pub use footer::{FooterEntry, footer, key_text, keys_text};
pub use grid::{BoxTitle, GridScene, LEAST_ROWS, Outside, grid};
pub(in crate::app) use guide::show_link;
pub use guide::{Page, PageLine, criterion_text, guide, guide_links, link_at, page, step_number};
pub use list::{GRID_SIGNS, Item, List, Look, has_details, question_rows};
pub use map::{MapScene, is_roomy, listed_at, map, welcome, welcome_rows};
pub use mouse::mouse;
pub use network::{NetworkScene, line_label, network_neighbour, network_of, network_station_at, station_label};
pub use overlay::{MessageLine, form_fields, message_lines, overlay_area, overlay_list};
pub use station::{StationScene, station, station_row_at};

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

/// Where the note in focus stands in its section, for finding its neighbour when it goes.
#[must_use]
pub fn focus_index(model: &Model) -> usize {
    model.canvas().and_then(|(state, _, canvas)| canvas.position(state.note?)).unwrap_or(0)
}

/// Whether the notes of the section in focus are drawn as cards.
#[must_use]
pub fn is_cards(model: &Model) -> bool {
    section_list(model).is_some_and(|list| list.is_cards())
}

/// How many cards stand beside each other.
#[must_use]
pub fn card_columns(model: &Model) -> usize {
    section_list(model).map_or(1, |list| list.columns())
}

/// The columns of the text that is being typed.
#[must_use]
pub fn text_columns(model: &Model) -> u16 {
    section_list(model).map_or(40, |list| list.text_columns())
}

/// The panel beside a canvas, or below it; empty where there is none.
#[must_use]
pub fn beside(model: &Model) -> Rect {
    beside::split(model).1
}

/// The section of the grid an arrow goes to.
#[must_use]
pub fn neighbour(model: &Model, direction: Direction) -> Option<usize> {
    let state = model.canvas_state()?;
    let scene = grid(model)?;
    let known = scene.grid.len();
    if scene.folds() {
        let next = match direction {
            Direction::Left | Direction::Up => state.section.checked_sub(1),
            Direction::Right | Direction::Down => Some(state.section + 1),
        };
        return next.filter(|section| *section < scene.count);
    }
    match direction {
        // Sections the template does not have stand in a row of their own below the grid.
        Direction::Left if state.section > known => Some(state.section - 1),
        Direction::Right if state.section >= known => (state.section + 1 < scene.count).then_some(state.section + 1),
        Direction::Up if state.section >= known => known.checked_sub(1),
        Direction::Down => scene
            .grid
            .neighbour(state.section, direction)
            .or((scene.count > known && state.section < known).then_some(known)),
        _ if state.section >= known => None,
        _ => scene.grid.neighbour(state.section, direction),
    }
}

/// The notes of the section in focus, where they are drawn.
#[must_use]
pub fn section_list(model: &Model) -> Option<List<'_>> {
    let state = model.canvas_state()?;
    match state.mode {
        Mode::Walk => List::of_focus(model, Look::Walk, walk(model)?.list),
        Mode::Board | Mode::Spotlight => List::of_focus(model, Look::Board, board(model)?.list),
        Mode::Grid => {
            let scene = grid(model)?;
            List::of_focus(model, scene.look, scene.inside(state.section)?)
        }
    }
}

/// The notes of a section of the grid, where they are drawn.
#[must_use]
pub fn grid_list(model: &Model, section: usize) -> Option<List<'_>> {
    let state = model.canvas_state().filter(|state| state.mode == Mode::Grid)?;
    let scene = grid(model)?;
    List::of(model, state, section, scene.look, scene.inside(section)?)
}

/// The section whose number in the strip lies under a point.
#[must_use]
pub fn strip_at(model: &Model, point: Position) -> Option<usize> {
    model.canvas_state().filter(|state| state.mode == Mode::Walk)?;
    strip_cells(model).into_iter().find(|(_, rect)| rect.contains(point)).map(|(section, _)| section)
}

/// Where the numbers of the sections stand in the strip, as many as fit.
#[must_use]
pub fn strip_cells(model: &Model) -> Vec<(usize, Rect)> {
    let (Some(scene), Some((_, doc, _))) = (walk(model), model.canvas()) else { return Vec::new() };
    let mut x = scene.strip.x;
    let mut cells = Vec::new();
    for section in 0..super::screens::sections_of(doc, &model.method).len() {
        // The number with a space around it, the sign of its state, and a space.
        let width = small((section + 1).to_string().len()) + 4;
        if scene.strip.height == 0 || x + width > scene.strip.right() {
            break;
        }
        cells.push((section, Rect { x, width, height: 1, ..scene.strip }));
        x += width;
    }
    cells
}

/// Scrolls so that what is in focus is seen.
pub(in crate::app) fn settle(model: &mut Model) {
    let scroll = section_list(model).and_then(|list| Some(list.scroll_to_focus(model.canvas_state()?.scroll)));
    let pan = model.canvas_state().filter(|state| state.mode == Mode::Grid).and_then(|state| {
        let scene = grid(model)?;
        Some(if scene.folds() { state.pan } else { scene.grid.pan_to(state.section, state.pan) })
    });
    if let Some(state) = model.canvas_state_mut() {
        state.scroll = scroll.unwrap_or(state.scroll);
        state.pan = pan.unwrap_or(state.pan);
    }
    checklist_scroll(model);
    map::settle(model);
    station::settle(model);
    if let Some(Overlay { what, top }) = model.overlay {
        model.overlay = Some(Overlay { what, top: top.min(overlay::overlay_end(model, what)) });
    }
    guide::settle(model);
    trouble_scroll(model);
}

fn trouble_scroll(model: &mut Model) {
    let count = model.doc().map_or(0, |doc| doc.problems.len());
    if let Some(Screen::Trouble(state)) = model.screens.last_mut() {
        state.top = state.top.min(count.saturating_sub(1));
    }
}

/// Rows a checklist shows at once, beside its head and, where there is room, what is said of the item in focus.
#[must_use]
pub fn checklist_rows(model: &Model) -> Rect {
    checklist_parts(model).1
}

/// The head, the rows, and the details of a checklist screen.
#[must_use]
pub fn checklist_parts(model: &Model) -> (Rect, Rect, Rect) {
    let work = areas(model.size).work;
    let (head, rest) = work.split_top(if work.height >= 14 { 3 } else { 1 });
    let info = model.checklist_state().is_some_and(|state| state.info);
    if model.size.width >= 110 {
        let (rows, details) = rest.split_right((model.size.width / 3).clamp(36, 64));
        (head, rows, details)
    } else if info && rest.height >= 10 {
        let (rows, details) = rest.split_bottom((rest.height / 2).clamp(6, 10));
        (head, rows, details)
    } else {
        (head, rest, Rect::new(rest.x, rest.bottom(), rest.width, 0))
    }
}

fn checklist_scroll(model: &mut Model) {
    let height = usize::from(checklist_rows(model).height).max(1);
    let method = std::sync::Arc::clone(&model.method);
    let Some(Screen::Checklist(state)) = model.screens.last_mut() else { return };
    let Some(doc) = model.docs.get(&state.file) else { return };
    let (Some(list), Some(template)) = (doc.checklist(), doc.checklist_template(&method)) else { return };
    let rows = super::screens::rows_of(state, list, template);
    let at = rows
        .iter()
        .position(|row| matches!(row, super::screens::Row::Item(item) if Some(&item.id) == state.item.as_ref()));
    let at = at.unwrap_or(0);
    // The head of a stage is seen with its first item.
    let first = if at > 0 && !matches!(rows[at - 1], super::screens::Row::Item(_)) { at - 1 } else { at };
    state.top = state.top.min(first).max((at + 1).saturating_sub(height)).min(rows.len().saturating_sub(1));
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

fn small(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
