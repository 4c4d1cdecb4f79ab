//! Where the parts of the map are.

use super::MapState;
use crate::app::Model;
use crate::app::query::overview::due_of;
use crate::app::scene::areas;
use crate::layout::{Rect, RectExt as _, wrap};

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
pub(super) fn map(model: &Model, state: MapState) -> Option<MapScene> {
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
