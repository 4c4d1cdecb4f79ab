//! Where the parts of the map are, and of the screen without a workspace.

use super::areas;
use crate::app::screens::{MapState, Screen, WelcomeState, items_of};
use crate::app::{Model, Size, Turn};
use crate::layout::{Point, Rect, wrap};

/// The parts of the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapScene {
    /// The line with its stops; empty on low screens.
    pub line: Rect,
    /// Columns from one stop to the next.
    pub pace: u16,
    /// The title of the station in focus.
    pub head: Rect,
    /// What it is for.
    pub about: Rect,
    /// What there is to open.
    pub list: Rect,
    /// Who should be there; empty where there is no room.
    pub people: Rect,
}

impl MapScene {
    /// The column of a stop.
    #[must_use]
    pub fn stop(&self, station: usize) -> u16 {
        let at = u16::try_from(station).unwrap_or(u16::MAX);
        self.line.x.saturating_add(self.pace.saturating_mul(at)).saturating_add(self.pace / 2).saturating_sub(1)
    }

    /// Where the name of a stop stands, and what is below it.
    #[must_use]
    pub fn label(&self, station: usize) -> Rect {
        let x = (self.stop(station) + 1).saturating_sub(self.pace / 2);
        Rect { x, y: self.line.y + 1, width: self.pace.saturating_sub(1), height: self.line.height.saturating_sub(1) }
    }

    /// The stop under a point.
    #[must_use]
    pub fn station_at(&self, point: Point, count: usize) -> Option<usize> {
        let rows = self.line.y..self.line.y + self.line.height.min(3);
        (0..count).find(|station| {
            let label = self.label(*station);
            rows.contains(&point.y) && (label.x..label.right()).contains(&point.x)
        })
    }
}

/// The parts of the map of a product that has a cycle.
#[must_use]
pub fn map(model: &Model, state: MapState) -> Option<MapScene> {
    let cycle = model.current_cycle()?;
    let station = cycle.stations.get(state.station)?;
    let work = areas(model.size).work;
    let work = work.inset(if work.width > 50 { 2 } else { 1 }, 0);
    let (top, rest) = work.split_top(match work.height {
        16.. => 6,
        10.. => 4,
        _ => 0,
    });
    let line = if top.height >= 6 { top.split_top(1).1 } else { top };
    let count = u16::try_from(cycle.stations.len()).unwrap_or(1).max(1);
    let (rest, people) = rest.split_bottom(if rest.height >= 14 { 4 } else { 0 });
    let (head, rest) = rest.split_top(1);
    let room = Rect { width: rest.width.min(100), ..rest };
    let rows = wrap::height(station.description.get(model.language()), room.width.max(1)).min(3);
    let about = if rest.height >= 7 { rows.min(rest.height / 3) } else { 0 };
    let (about, rest) = room.split_top(about);
    let (_, list) = rest.split_top(u16::from(about.height > 0));
    Some(MapScene { line, pace: (work.width / count).clamp(3, 24), head, about, list, people })
}

/// Scrolls the map so that the item in focus is seen.
pub fn settle(model: &mut Model) {
    let Some(Screen::Map(state)) = model.screens.last() else { return };
    let state = *state;
    let rows = map(model, state).map_or(1, |scene| usize::from(scene.list.height).max(1));
    if let Some(Screen::Map(state)) = model.screens.last_mut() {
        state.top = state.top.min(state.item).max((state.item + 1).saturating_sub(rows));
    }
}

/// The choices of the screen without a workspace, one row each.
#[must_use]
pub fn welcome_rows(size: Size) -> Vec<Rect> {
    let area = welcome(size);
    let pace = 1 + u16::from(is_roomy(size));
    let first = area.bottom().saturating_sub(pace * 3 + 1);
    (0..WelcomeState::CHOICES)
        .map(|at| Rect { y: first + pace * u16::try_from(at).unwrap_or(0), height: 1, ..area })
        .collect()
}

/// The part of the screen without a workspace that is written on.
#[must_use]
pub fn welcome(size: Size) -> Rect {
    let work = areas(size).work;
    work.centred(work.width.saturating_sub(4).min(66), work.height.min(if is_roomy(size) { 15 } else { 10 }))
}

/// Whether there is room for a rail and space between the choices.
#[must_use]
pub fn is_roomy(size: Size) -> bool {
    areas(size).work.height >= 15
}

/// What of a list on the screen without a workspace or on the map lies under a point.
#[must_use]
pub fn listed_at(model: &Model, point: Point) -> Option<usize> {
    match model.screen() {
        Screen::Welcome(_) => welcome_rows(model.size).iter().position(|row| row.contains(point)),
        Screen::Map(state) => {
            let cycle = model.current_cycle()?;
            let list = map(model, *state)?.list;
            let at = state.top + usize::from(point.y.checked_sub(list.y)?);
            (list.contains(point) && at < items_of(model, &cycle, state.station).len()).then_some(at)
        }
        _ => None,
    }
}

/// A press on a stop of the line puts it in focus.
pub(super) fn press(turn: &mut Turn, point: Point) {
    let Screen::Map(state) = turn.model.screen() else { return };
    let (Some(cycle), Some(scene)) = (turn.model.current_cycle(), map(turn.model, *state)) else { return };
    if let Some(station) = scene.station_at(point, cycle.stations.len())
        && let Some(Screen::Map(state)) = turn.model.screens.last_mut()
    {
        *state = MapState { station, item: 0, top: 0 };
    }
}
