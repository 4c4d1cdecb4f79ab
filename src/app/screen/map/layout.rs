//! Where the parts of the map are.

use super::MapState;
use crate::app::Model;
use crate::app::query::labels::next_told;
use crate::app::query::overview::{due_of, items_of};
use crate::app::scene::areas;
use crate::document::Reply;
use crate::layout::{Rect, RectExt as _, wrap};
use crate::method::{Cycle, Station};

/// The parts of the map. Each is empty where there is no room for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapScene {
    /// What is due, a line each.
    pub due: Rect,
    /// The rail with its stops.
    pub line: Rect,
    /// Below the rail: names, and how far each station is in words, a row each.
    pub stops: Rect,
    /// Columns from one stop to the next.
    pub pace: u16,
    /// The next step.
    pub next: Rect,
    /// The stations that are shown, a board each: the one in focus, or all.
    pub boards: Vec<BoardScene>,
}

/// A station as a departures board. Each part is empty where there is no room for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoardScene {
    /// Which station.
    pub station: usize,
    /// The frame around it; empty where it has none.
    pub frame: Rect,
    /// Its title, where it has no frame, and how many questions before it are answered.
    pub head: Rect,
    /// What it is for.
    pub about: Rect,
    /// What there is to open.
    pub list: Rect,
    /// Rows of one of these.
    pub pitch: u16,
    /// Which criteria are open.
    pub criteria: Rect,
    /// Who should be there.
    pub people: Rect,
}

impl BoardScene {
    /// How many of what there is to open are seen at once.
    #[must_use]
    pub fn shown(&self) -> usize {
        usize::from(self.list.height / self.pitch.max(1)).max(1)
    }

    /// The rows of what there is to open, from the first that is seen.
    pub fn rows(&self) -> impl Iterator<Item = Rect> {
        let (list, pitch) = (self.list, self.pitch.max(1));
        let row = move |y: u16| Rect { y, height: pitch.min(list.bottom() - y), ..list };
        (list.y..list.bottom()).step_by(usize::from(pitch)).map(row)
    }
}

impl MapScene {
    /// The column of a stop.
    #[must_use]
    pub fn stop(&self, station: usize) -> u16 {
        self.label(station).x + self.pace.saturating_sub(1) / 2
    }

    /// Where the name of a stop stands, and what is below it.
    #[must_use]
    pub fn label(&self, station: usize) -> Rect {
        let at = u16::try_from(station).unwrap_or(u16::MAX);
        let x = self.stops.x.saturating_add(self.pace.saturating_mul(at));
        Rect { x, width: self.pace.saturating_sub(1), ..self.stops }
    }

    /// The board of a station, where it is shown.
    #[must_use]
    pub fn board(&self, station: usize) -> Option<&BoardScene> {
        self.boards.iter().find(|board| board.station == station)
    }
}

/// Columns and rows from which every station has its board.
const ALL: (u16, u16) = (160, 44);

/// Columns before what the next step says.
pub const NEXT_LABEL: u16 = 8;

/// Columns behind it for its key, and where there is room what that does.
#[must_use]
pub const fn next_key(columns: u16) -> u16 {
    if columns < 60 { 4 } else { 10 }
}

/// The widest board that stands alone.
const WIDEST: u16 = 116;

/// How many lines of what is due are shown on a screen with so many rows for the work.
fn due_rows(rows: u16) -> u16 {
    match rows {
        40.. => 4,
        28.. => 3,
        16.. => 1,
        _ => 0,
    }
}

/// Rows of the next step in so many columns.
fn next_rows(model: &Model, columns: u16) -> u16 {
    let columns = columns.saturating_sub(NEXT_LABEL + next_key(columns)).max(1);
    let Some(told) = next_told(model) else { return 1 };
    let rows = |text: &str| if text.is_empty() { 0 } else { wrap::height(text, columns) };
    rows(&told.what).saturating_add(rows(&told.purpose))
}

/// The parts of the map of a product that has a cycle.
pub(super) fn map(model: &Model, state: MapState) -> Option<MapScene> {
    let cycle = model.current_cycle()?;
    cycle.stations.get(state.station)?;
    let work = areas(model.size).work;
    let rows = work.height;
    let margin = if work.width > 50 { 2 } else { 1 };
    let (is_high, is_roomy) = (rows >= 18, rows >= 28);
    let gap = u16::from(is_high);
    let due = u16::try_from(due_of(model).len()).unwrap_or(u16::MAX).min(due_rows(rows));
    let (_, rest) = work.split_top(gap);
    let (due, rest) = rest.split_top(due);
    let (_, rest) = rest.split_top(if due.height > 0 { gap } else { 0 });
    let (line, rest) = rest.split_top(1);
    let (stops, rest) = rest.split_top(if rows >= 12 { 2 } else { 1 });
    let (_, rest) = rest.split_top(gap);
    let most = match rows {
        28.. => 4,
        18..28 => 3,
        10..18 => 2,
        8..10 => 1,
        _ => 0,
    };
    let (next, rest) = rest.split_top(next_rows(model, work.inset(margin, 0).width).min(most));
    let (_, rest) = rest.split_top(u16::from(rows >= 12));
    // Every column is used by the line, so that its words have room.
    let count = u16::try_from(cycle.stations.len()).unwrap_or(1).max(1);
    let pace = (work.width / count).clamp(3, 24);
    let offset = work.width.saturating_sub(pace.saturating_mul(count)) / 2;
    let at_line = |area: Rect| Rect { x: area.x + offset, width: area.width - offset, ..area };
    let inner = |area: Rect| area.inset(margin, 0);
    let boards = if work.width >= ALL.0 && work.height >= ALL.1 {
        all(model, &cycle, state, inner(rest))
    } else {
        let area = inner(rest);
        let area = Rect { width: area.width.min(WIDEST), ..area };
        let (head, area) = area.split_top(1);
        vec![BoardScene { head, ..board(model, &cycle, state.station, state, (area, is_high, is_roomy)) }]
    };
    Some(MapScene { due: inner(due), line: at_line(line), stops: at_line(stops), pace, next: inner(next), boards })
}

/// The boards of all stations, in rows of four.
fn all(model: &Model, cycle: &Cycle, state: MapState, area: Rect) -> Vec<BoardScene> {
    const ACROSS: u16 = 4;
    let count = u16::try_from(cycle.stations.len()).unwrap_or(1).max(1);
    let (width, height) = (area.width / ACROSS, area.height / count.div_ceil(ACROSS));
    let board_at = |station: usize| {
        let at = u16::try_from(station).unwrap_or(0);
        let (x, y) = (area.x + at % ACROSS * width, area.y + at / ACROSS * height);
        let frame = Rect { x, y, width: width.saturating_sub(1), height };
        let (head, inner) = frame.inset(2, 1).split_top(1);
        let (_, inner) = inner.split_top(u16::from(height >= 14));
        BoardScene { frame, head, ..board(model, cycle, station, state, (inner, false, false)) }
    };
    (0..cycle.stations.len()).map(board_at).collect()
}

/// The parts of a board below its head: what there is to open takes what it needs, and what is open and who should be
/// there follow at once.
fn board(
    model: &Model,
    cycle: &Cycle,
    station: usize,
    state: MapState,
    (area, is_described, is_roomy): (Rect, bool, bool),
) -> BoardScene {
    /// Columns from which what a row waits for stands beside it.
    const WIDE: u16 = 70;
    let all_styles = state.all_styles && station == state.station;
    // Before the documents are there, it cannot be told how many rows there are.
    let items = if model.reading > 0 { 4 } else { items_of(model, cycle, station, all_styles).len() };
    let items = u16::try_from(items).unwrap_or(u16::MAX).max(1);
    let criteria = open_criteria(model, &cycle.stations[station]).min(6);
    let is_narrow = area.width < WIDE;
    let people = if area.height < 6 {
        0
    } else if is_roomy || is_narrow {
        3
    } else {
        1
    };
    // What the station is for stands there where nothing else is left out for it.
    let description = cycle.stations[station].description.get(model.language());
    let described = wrap::height(description, area.width.max(1)).min(3);
    let described = if is_described && area.height >= described + items + people + 3 { described } else { 0 };
    let (about, rest) = area.split_top(described);
    let (_, rest) = rest.split_top(u16::from(is_described && area.height > 6));
    let pitch = if is_narrow && items.saturating_mul(2).saturating_add(people + 1) <= rest.height { 2 } else { 1 };
    let room = rest.height.saturating_sub(people + u16::from(people > 0));
    let (list, rest) = rest.split_top(items.saturating_mul(pitch).min(room));
    let (_, rest) = rest.split_top(1);
    // A frame has its own line for how many there are.
    let criteria = criteria + u16::from(!is_described && area.height > 8);
    let criteria = if criteria > 0 && rest.height > criteria + people { criteria } else { 0 };
    let (criteria, rest) = rest.split_top(criteria);
    let (_, people_area) = rest.split_top(u16::from(criteria.height > 0));
    let people = if people > 0 { people_area.split_top(if is_narrow { 6 } else { people }).0 } else { Rect::default() };
    BoardScene { station, about, list, pitch, criteria, people, ..BoardScene::default() }
}

/// How many of the criteria before a station are not answered with yes.
fn open_criteria(model: &Model, station: &Station) -> u16 {
    let answers = model.current_product().and_then(|product| product.product.as_ref()).map(|product| &product.criteria);
    let is_met = |id: &String| {
        let answer = answers.and_then(|answers| answers.get(id)).map(|answer| answer.answer);
        answer == Some(Reply::Yes)
    };
    u16::try_from(station.entry_criteria.iter().filter(|id| !is_met(id)).count()).unwrap_or(0)
}
