//! Where the parts of the map are, and of the screen without a workspace.

use super::areas;
use crate::app::screens::{MapState, Screen, WelcomeState, due_of, items_of};
use crate::app::{Cx, Model, Size};
use crate::layout::{Position, Rect, RectExt as _, wrap};

/// The parts of the map. Each is empty where there is no room for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapScene {
    /// What is due, a line each.
    pub due: Rect,
    /// The rail that goes from the last station back to the first.
    pub back: Rect,
    /// The titles of the lines.
    pub titles: Rect,
    /// The rail with its stops.
    pub line: Rect,
    /// Below the rail: names, finished work, open criteria, a row each.
    pub stops: Rect,
    /// Columns from one stop to the next.
    pub pace: u16,
    /// The next step.
    pub next: Rect,
    /// The title of the station in focus.
    pub head: Rect,
    /// What it is for.
    pub about: Rect,
    /// What there is to open.
    pub list: Rect,
    /// Which criteria are open.
    pub criteria: Rect,
    /// Who should be there.
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
        Rect { x, width: self.pace.saturating_sub(1), ..self.stops }
    }

    /// The stop under a point.
    #[must_use]
    pub fn station_at(&self, point: Position, count: usize) -> Option<usize> {
        let rows = self.line.y..self.stops.bottom();
        (0..count).find(|station| {
            let label = self.label(*station);
            rows.contains(&point.y) && (label.x..label.right()).contains(&point.x)
        })
    }
}

/// Columns from which the criteria and the people stand beside what there is to open.
const BESIDE: u16 = 150;

/// How many lines of what is due are shown on a screen with so many rows for the work.
fn due_rows(rows: u16) -> u16 {
    match rows {
        40.. => 8,
        28.. => 4,
        16.. => 1,
        _ => 0,
    }
}

/// The parts of the map of a product that has a cycle.
#[must_use]
pub fn map(model: &Model, state: MapState) -> Option<MapScene> {
    let cycle = model.current_cycle()?;
    let station = cycle.stations.get(state.station)?;
    let work = areas(model.size).work;
    let rows = work.height;
    let work = work.inset(if work.width > 50 { 2 } else { 1 }, 0);
    let (is_high, is_roomy) = (rows >= 18, rows >= 28);
    let gap = u16::from(is_roomy);
    let due = u16::try_from(due_of(model).len()).unwrap_or(u16::MAX).min(due_rows(rows));
    let (_, rest) = work.split_top(u16::from(is_roomy));
    let (due, rest) = rest.split_top(due);
    let (_, rest) = rest.split_top(if due.height > 0 { gap } else { 0 });
    let (back, rest) = rest.split_top(u16::from(is_high));
    let (titles, rest) = rest.split_top(u16::from(is_high));
    let (line, rest) = rest.split_top(1);
    let (stops, rest) = rest.split_top(match rows {
        18.. => 3,
        8.. => 2,
        _ => 1,
    });
    let (_, rest) = rest.split_top(gap);
    let (next, rest) = rest.split_top(match rows {
        10.. => 2,
        8..10 => 1,
        _ => 0,
    });
    let (_, rest) = rest.split_top(u16::from(rows >= 12));
    let (head, rest) = rest.split_top(1);
    let room = Rect { width: rest.width.min(100), ..rest };
    let described = wrap::height(station.description.get(model.language()), room.width.max(1)).min(3);
    let (about, left) = room.split_top(if rows >= 16 { described } else { 0 });
    let (_, left) = left.split_top(gap);
    let (list, criteria, people) = if work.width >= BESIDE {
        let (_, beside) = rest.split_left(room.width + 6);
        let (criteria, beside) = beside.split_top(9);
        (left, criteria, beside.split_top(4).0)
    } else {
        below(left, is_roomy)
    };
    let count = u16::try_from(cycle.stations.len()).unwrap_or(1).max(1);
    let pace = (work.width / count).clamp(3, 24);
    Some(MapScene { due, back, titles, line, stops, pace, next, head, about, list, criteria, people })
}

/// What there is to open, and below it, where there is room, the open criteria and the people.
fn below(area: Rect, is_roomy: bool) -> (Rect, Rect, Rect) {
    let open = if is_roomy { 6 } else { 2 };
    let people = if is_roomy { 4 } else { 1 };
    let (rest, people) = area.split_bottom(if area.height >= people + open + 5 { people } else { 0 });
    let (rest, criteria) = rest.split_bottom(if rest.height >= open + 4 { open } else { 0 });
    let (list, _) = rest.split_bottom(u16::from(!criteria.is_empty() && rest.height > 4));
    (list, criteria, people)
}

/// Scrolls the map so that the item in focus is seen.
pub(in crate::app) fn settle(model: &mut Model) {
    let Some(Screen::Map(state)) = model.screens.last() else { return };
    // While documents are being read, there is no list to scroll.
    if model.reading > 0 {
        return;
    }
    let state = *state;
    let rows = map(model, state).map_or(1, |scene| usize::from(scene.list.height).max(1));
    let count = model.current_cycle().map_or(0, |cycle| items_of(model, &cycle, state.station, state.all_styles).len());
    if let Some(Screen::Map(state)) = model.screens.last_mut() {
        state.item = state.item.min(count.saturating_sub(1));
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
pub fn listed_at(model: &Model, point: Position) -> Option<usize> {
    match model.screen() {
        Screen::Welcome(_) => welcome_rows(model.size).iter().position(|row| row.contains(point)),
        Screen::Map(state) => {
            let cycle = model.current_cycle()?;
            let list = map(model, *state)?.list;
            let at = state.top + usize::from(point.y.checked_sub(list.y)?);
            (list.contains(point) && at < items_of(model, &cycle, state.station, state.all_styles).len()).then_some(at)
        }
        _ => None,
    }
}

/// A press on a stop of the line puts it in focus; one on the next step takes it, one on what is due lists that.
pub(super) fn press(cx: &mut Cx, point: Position) {
    let Screen::Map(state) = cx.model.screen() else { return };
    let (Some(cycle), Some(scene)) = (cx.model.current_cycle(), map(cx.model, *state)) else { return };
    for (rect, id) in [(scene.next, "take-next"), (scene.due, "due")] {
        if rect.contains(point) {
            return super::mouse::run(cx, id);
        }
    }
    if let Some(station) = scene.station_at(point, cycle.stations.len())
        && let Some(Screen::Map(state)) = cx.model.screens.last_mut()
    {
        *state = MapState { station, item: 0, top: 0, ..*state };
    }
}
