//! Where the parts of a canvas screen are, in each of its modes.

mod beside;
mod box_title;
mod grid;
mod hanging;
mod list;
mod parts;

use std::cell::RefCell;

use super::{CanvasState, Mode, SectionView, sections_of};
use crate::app::Model;
use crate::app::scene::{areas, small};
use crate::document::{Canvas, SectionState};
use crate::layout::text::width;
use crate::layout::{Direction, Rect, RectExt as _, wrap};

pub use beside::shows_guidance;
pub use box_title::BoxTitle;
pub use grid::LEAST_ROWS;
pub use hanging::{has_details, question_rows, relation_rows};
pub use list::{GRID_SIGNS, Item, List};
pub use parts::{CanvasScene, GridScene, NoteStyle, Outside, Walk};

/// The parts of the screen.
pub(super) fn canvas(model: &Model, state: &CanvasState) -> CanvasScene {
    let (work, beside) = beside::split(model);
    let (section, grid) = match state.mode {
        Mode::Walk => (one_section(model, work, beside, true), None),
        // Under one note lies the board.
        Mode::Board | Mode::Spotlight => (one_section(model, work, beside, false), None),
        Mode::Grid => (None, grid::grid(model, work)),
    };
    CanvasScene { section, grid, spotlight: areas(model.size).work, beside, placed: RefCell::default() }
}

fn one_section(model: &Model, work: Rect, side: Rect, walking: bool) -> Option<Walk> {
    let (state, doc, canvas) = model.canvas()?;
    let sections = sections_of(doc, &model.method);
    let section = sections.get(state.section)?;
    let main = work;
    // The last column is the scroll bar's.
    let margin = if model.library.is_distant(&model.theme) && main.width >= 60 { 4 } else { 1 };
    let main = if main.width > 40 { main.inset(margin, 0) } else { main.split_right(1).0 };
    let roomy = work.height >= 16;
    // The tabs reach over what stands beside the column.
    let strip_rows = if walking && roomy { 2 } else { u16::from(walking && work.height >= 9) };
    let (strip, rest) = main.split_top(strip_rows);
    let strip = Rect { width: side.right().max(main.right()) - main.x, ..strip };
    let (_, side) = if walking { side.split_top(strip_rows) } else { (side, side) };
    // Where the tabs name the section, a line is needed only for what the team says of it.
    let is_titled = tabs_in(model, strip).iter().any(|tab| tab.section == state.section && tab.has_title);
    let said = if roomy { reason_rows(model, section, canvas, rest.width, is_titled) } else { 0 };
    let head_rows = u16::from(!is_titled || canvas.marks.contains_key(section.id)).saturating_add(said);
    let (head, rest) = rest.split_top(head_rows);
    // Where there is no question, it is said that the template does not have the section.
    let question = section
        .template
        .map_or_else(|| model.words.say(key!("canvas.elsewhere")), |template| template.question.get(model.language()));
    let rows = wrap::height(question, rest.width);
    let question_rows = if walking || roomy { rows.min(rest.height / 2) } else { 0 };
    let (question, rest) = rest.split_top(question_rows);
    let info_rows = if beside::is_between(model) {
        beside::guidance_height(model, section, rest.width).min(rest.height / 2)
    } else {
        0
    };
    let (info, rest) = rest.split_top(info_rows);
    let (_, list) = rest.split_top(u16::from(rest.height >= 6));
    let has_next = walking && roomy && state.section + 1 < sections.len();
    let (list, next) = list.split_bottom(u16::from(has_next) * 2);
    let next = next.split_top(1).1;
    Some(Walk { strip, is_titled, head, question, info, side, list, next })
}

/// The most rows of what the team says of a section.
const MOST_REASON_ROWS: u16 = 3;
/// Columns beside a title and a reason: number, sign, name of the state, place and minutes.
const BESIDE_REASON: usize = 36;

/// The rows that the reason for the state of a section takes beyond the first line, where it would be cut there.
fn reason_rows(model: &Model, section: &SectionView, canvas: &Canvas, columns: u16, is_titled: bool) -> u16 {
    let mark = canvas.marks.get(section.id).and_then(|mark| Some((mark.state, mark.reason.as_deref()?)));
    let Some((state, reason)) = mark else { return 0 };
    let name = model.words.say(match state {
        SectionState::Done => key!("kind.section.done"),
        SectionState::Gap => key!("kind.section.gap"),
        SectionState::NotApplicable => key!("kind.section.not-applicable"),
    });
    let rows = wrap::height(&format!("? {name}: {reason}"), columns.max(1)).min(MOST_REASON_ROWS);
    if is_titled {
        return rows.saturating_sub(1);
    }
    let beside = width(section.title(model.language())) + width(reason) + BESIDE_REASON;
    if beside > usize::from(columns) { rows } else { 0 }
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

/// The place that an arrow leads to on an affinity board from another; nothing where the notes are laid out otherwise.
#[must_use]
pub fn board_step(model: &Model, at: usize, direction: Direction) -> Option<usize> {
    let list = section_list(model).filter(List::is_affinity)?;
    Some(list.step(at, direction).unwrap_or(at))
}

/// The columns of the text that is being typed.
#[must_use]
pub fn text_columns(model: &Model) -> u16 {
    section_list(model).map_or(40, |list| list.text_columns())
}

/// The section of the grid an arrow goes to.
#[must_use]
pub fn neighbour(model: &Model, direction: Direction) -> Option<usize> {
    let state = model.canvas_state()?;
    let scene = model.layout::<CanvasScene>()?;
    let scene = scene.grid.as_ref()?;
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
    let scene = model.layout::<CanvasScene>()?;
    match state.mode {
        Mode::Walk => List::of_focus(model, NoteStyle::Walk, scene.section?.list),
        Mode::Board | Mode::Spotlight => List::of_focus(model, NoteStyle::Board, scene.section?.list),
        Mode::Grid => {
            let grid = scene.grid.as_ref()?;
            List::of_focus(model, grid.look, grid.inside(state.section, state.pan)?)
        }
    }
}

/// The notes of a section of the grid, where they are drawn.
#[must_use]
pub fn grid_list(model: &Model, section: usize) -> Option<List<'_>> {
    let state = model.canvas_state().filter(|state| state.mode == Mode::Grid)?;
    let scene = model.layout::<CanvasScene>()?;
    let grid = scene.grid.as_ref()?;
    List::of(model, state, section, grid.look, grid.inside(section, state.pan)?)
}

/// A section in the strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tab {
    /// The section, from 0.
    pub section: usize,
    /// Where it stands, with the space behind it.
    pub rect: Rect,
    /// Whether there is room for its title and its count.
    pub has_title: bool,
}

/// Columns of a tab beside its title: a sign of its state and the space behind it.
const TAB_EXTRA: usize = 4;

/// Where the sections stand in the strip: all with their titles, or the one in focus alone, or numbers as many as fit.
#[must_use]
pub fn tabs(model: &Model) -> Vec<Tab> {
    let scene = model.layout::<CanvasScene>().and_then(|scene| scene.section);
    scene.map(|scene| tabs_in(model, scene.strip)).unwrap_or_default()
}

fn tabs_in(model: &Model, strip: Rect) -> Vec<Tab> {
    let Some((state, doc, canvas)) = model.canvas().filter(|_| !strip.is_empty()) else { return Vec::new() };
    let sections = sections_of(doc, &model.method);
    let digits = |section: usize| (section + 1).checked_ilog10().map_or(1, |log| log as usize + 1);
    let titled = |section: usize| {
        let view = &sections[section];
        let sign = if view.template.is_some_and(|template| template.highlight) { 2 } else { 0 };
        let count = canvas.order(view.id).len().checked_ilog10().map_or(1, |log| log as usize + 1) + 1;
        digits(section) + 1 + width(view.title(model.language())) + sign + count + TAB_EXTRA
    };
    let plain = |section: usize| digits(section) + TAB_EXTRA;
    let room = usize::from(strip.width) + 2;
    let all = 0..sections.len();
    let are_all_titled = all.clone().map(titled).sum::<usize>() <= room;
    let others: usize = all.clone().filter(|other| *other != state.section).map(plain).sum();
    let is_titled = |section: usize| are_all_titled || section == state.section && titled(section) + others <= room;
    let mut x = strip.x;
    let mut tabs = Vec::with_capacity(sections.len());
    for section in all.clone() {
        let has_title = is_titled(section);
        let width = small(if has_title { titled(section) } else { plain(section) });
        if x + width > strip.right() + 2 {
            break;
        }
        tabs.push(Tab { section, rect: Rect { x, width, height: 1, ..strip }, has_title });
        x += width;
    }
    tabs
}

/// Scrolls so that what is in focus is seen.
pub(super) fn settle(model: &mut Model) {
    let scroll = section_list(model).and_then(|list| Some(list.scroll_to_focus(model.canvas_state()?.scroll)));
    let pan = model.canvas_state().zip(model.layout::<CanvasScene>()).and_then(|(state, scene)| {
        let scene = scene.grid.as_ref()?;
        Some(if scene.folds() { state.pan } else { scene.grid.pan_to(state.section, state.pan) })
    });
    if let Some(state) = model.canvas_state_mut() {
        state.scroll = scroll.unwrap_or(state.scroll);
        state.pan = pan.unwrap_or(state.pan);
    }
}
