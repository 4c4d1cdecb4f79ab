//! A network of lines as a metro map: where its stations, rails and labels lie.
//!
//! Core stations stand on a trunk, from left to right. Stations that only one line has hang from it as branches, above
//! or below, with their labels beside them. Where a line goes from one core station to another that is not its
//! neighbour, its rail runs along the top. All of it follows from the lines as they are given; nothing here knows them.

mod laying;
mod parts;
mod plan;
mod sound;
#[cfg(test)]
mod tests;

use super::{Direction, Position, Rect, RectExt as _};
use laying::Laying;
use parts::Parts;
use plan::{GAP, HOLLOW, MARGIN, MAX_STEP_ROWS, WIDEST, small};

pub use plan::{Network, RoutePlan, Stop, StopPlan, Track};

/// Rows of details below the network, on low and on high screens.
const BELOW: (u16, u16) = (4, 8);
impl Network {
    /// Lays out lines and their stations in an area: with details between the branches where there is room, else below.
    /// Nothing where the area is too small, there is no core station, or the lines cannot be drawn this way.
    #[must_use]
    pub fn lay(stops: &[StopPlan], routes: &[RoutePlan], area: Rect) -> Option<Self> {
        let parts = Parts::of(stops, routes);
        if parts.trunk.is_empty() {
            return None;
        }
        let widest = stops.iter().map(|stop| stop.width).max().unwrap_or(0);
        let caps = (8..=widest.max(8)).rev();
        let tries = std::iter::once((widest.max(8), true)).chain(caps.map(|cap| (cap, false)));
        let (cap, columns) =
            tries.into_iter().find_map(|(cap, titles)| Some((cap, parts.columns(area.width, cap, titles)?)))?;
        let whole = Laying::new(&parts, area, cap, &columns).and_then(|laying| laying.done().sound(area));
        if let Some(network) = whole.filter(|network| !network.details.is_empty()) {
            return Some(network);
        }
        let below = if area.height >= 30 { BELOW.1 } else { BELOW.0 };
        let (top, details) = area.split_bottom(below);
        let network = Laying::new(&parts, top, cap, &columns)?.done().sound(top)?;
        Some(Self { details, ..network })
    }

    /// The station an arrow leads to: along the rail it points along, else the nearest one there; from the ends of the
    /// trunk, along the line that goes round.
    #[must_use]
    pub fn neighbour(&self, from: usize, direction: Direction) -> Option<usize> {
        let here = self.stops.iter().find(|stop| stop.stop == from)?;
        let along = |stop: &&Stop| {
            let (dx, dy) = away(here.at, stop.at, direction)?;
            let is_straight = dy == 0 && self.is_linked(from, stop.stop);
            Some(if is_straight { dx } else { 1_000 + dx + 3 * dy })
        };
        let others = self.stops.iter().filter(|stop| stop.stop != from);
        let nearest = others.filter_map(|stop| Some((along(&stop)?, stop.stop))).min();
        let round = || {
            let linked = self.stops.iter().filter(|stop| self.is_linked(from, stop.stop));
            let level =
                linked.filter(|stop| stop.at.y == here.at.y && matches!(direction, Direction::Left | Direction::Right));
            level.max_by_key(|stop| stop.at.x.abs_diff(here.at.x)).map(|stop| stop.stop)
        };
        nearest.map(|(_, stop)| stop).or_else(round)
    }

    fn is_linked(&self, one: usize, other: usize) -> bool {
        self.links.contains(&(one.min(other), one.max(other)))
    }
}

/// How far another point lies in a direction, along it and across it, in columns; nothing where it does not.
fn away(from: Position, to: Position, direction: Direction) -> Option<(u32, u32)> {
    let (dx, dy) = (i32::from(to.x) - i32::from(from.x), i32::from(to.y) - i32::from(from.y));
    let (along, across) = match direction {
        Direction::Left => (-dx, dy.abs() * 2),
        Direction::Right => (dx, dy.abs() * 2),
        Direction::Up => (-dy * 2, dx.abs()),
        Direction::Down => (dy * 2, dx.abs()),
    };
    (along > 0).then(|| (along.unsigned_abs(), across.unsigned_abs()))
}
