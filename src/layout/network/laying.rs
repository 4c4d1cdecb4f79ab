//! Laying out: signs, rails, labels and titles, once the columns of the trunk are known.

use super::parts::{Branch, Parts, Side};
use super::{GAP, HOLLOW, MARGIN, MAX_STEP_ROWS, Network, Position, Rect, Stop, Track, WIDEST, small};
use crate::layout::RectExt as _;

/// A network while it is laid out.
pub(super) struct Laying<'a> {
    parts: &'a Parts<'a>,
    area: Rect,
    cap: u16,
    columns: Vec<u16>,
    /// The row of the trunk.
    trunk: u16,
    /// The first and the last row that is used.
    rows: (u16, u16),
    network: Network,
}

impl<'a> Laying<'a> {
    pub(super) fn new(parts: &'a Parts<'a>, area: Rect, cap: u16, columns: &[u16]) -> Option<Self> {
        let (up, down) = (parts.longest(Side::Up), parts.longest(Side::Down));
        let title = |stops: u16| u16::from(stops > 0);
        let above = small(parts.loops.len()) + title(up) + 1;
        let fixed = above + 2 + title(down);
        let step = (area.height.checked_sub(fixed)? / (up + down).max(1)).min(MAX_STEP_ROWS);
        if step == 0 && up + down > 0 {
            return None;
        }
        // The title below a branch stands clear of what is said of its last station.
        let spare = area.height - fixed - step * (up + down);
        let notes = step.saturating_sub(2).min(if down > 0 { spare } else { step });
        let fixed = fixed + if down > 0 { notes } else { 0 };
        let height = fixed + step * (up + down);
        let top = area.y + (area.height - height) / 2;
        let trunk = top + above + step * up;
        let columns = columns.iter().map(|column| area.x + column).collect();
        let network = Network { step, notes, titles: vec![Rect::default(); parts.routes.len()], ..Network::default() };
        Some(Self { parts, area, cap, columns, trunk, rows: (top, top + height), network })
    }

    pub(super) fn done(mut self) -> Network {
        self.core();
        for at in 0..self.parts.branches.len() {
            self.branch(&self.parts.branches[at]);
        }
        for at in 0..self.parts.loops.len() {
            self.loop_of(at);
        }
        self.links();
        for route in 0..self.parts.routes.len() {
            if self.network.titles[route].is_empty() {
                self.title_on_trunk(route);
            }
        }
        self.network.details = self.hollow();
        self.network
    }

    fn width_of(&self, stop: usize) -> u16 {
        self.parts.stops[stop].width.min(self.cap)
    }

    /// The trunk with its stations and their labels.
    fn core(&mut self) {
        let y = self.trunk;
        for hub in 0..self.columns.len() {
            let (x, stop) = (self.columns[hub], self.parts.trunk[hub]);
            let width = self.width_of(stop);
            let label = match self.parts.name(hub, self.cap) {
                None => Rect::new(x.saturating_sub(GAP + width - 1), y.saturating_sub(1), width, 1),
                Some((0, _)) if self.parts.branch(hub, Side::Down).is_some() => Rect::new(x + GAP, y + 1, width, 1),
                Some((left, _)) => Rect::new(x.saturating_sub(left), y + 1, width, 1),
            };
            self.network.stops.push(Stop { stop, at: Position { x, y }, label, is_left: self.parts.is_left(hub) });
            let Some(lines) = self.parts.segments.get(hub).filter(|lines| !lines.is_empty()) else { continue };
            for (nth, x) in (x + 1..self.columns[hub + 1]).enumerate() {
                self.track(Position { x, y }, lines[nth % lines.len()], [false, false, true, true]);
            }
        }
    }

    fn branch(&mut self, branch: &Branch) {
        let x = self.columns[branch.hub];
        let is_left = self.parts.is_left(branch.hub);
        let step = self.network.step;
        let row = |rows: u16| if branch.side == Side::Up { self.trunk - 1 - rows } else { self.trunk + 1 + rows };
        let (count, trunk) = (small(branch.stops.len()), self.trunk);
        let last = row(step * count);
        let route_at = |y: u16| {
            let nth = (y.abs_diff(trunk).saturating_sub(1)).div_ceil(step.max(1)).saturating_sub(1);
            branch.stops.get(usize::from(nth)).map_or(0, |(_, route)| *route)
        };
        let is_up = branch.side == Side::Up;
        let cells = if is_up { last..trunk } else { trunk + 1..last + 1 };
        for y in cells {
            let is_stop = (y.abs_diff(trunk) - 1) % step.max(1) == 0 && y.abs_diff(trunk) > 1;
            let goes_on = y != last;
            let sides = [!is_up || goes_on, is_up || goes_on, is_stop && is_left, is_stop && !is_left];
            self.track(Position { x, y }, route_at(y), sides);
        }
        for (nth, (stop, _)) in branch.stops.iter().enumerate() {
            let y = if is_up { trunk - 1 - step * small(nth + 1) } else { trunk + 1 + step * small(nth + 1) };
            let width = self.width_of(*stop);
            let label = if is_left { x.saturating_sub(GAP + width - 1) } else { x + GAP };
            let label = Rect::new(label, y, width, 1);
            self.network.stops.push(Stop { stop: *stop, at: Position { x, y }, label, is_left });
        }
        let Some((_, route)) = branch.stops.first() else { return };
        let Some(width) = self.parts.routes.get(*route).map(|route| route.width) else { return };
        if self.parts.is_looped(branch) {
            return;
        }
        let y = if is_up { last.saturating_sub(1) } else { last + 1 + self.network.notes };
        let room = if is_left {
            Rect::new(x.saturating_sub(width.saturating_sub(1)).max(self.area.x), y, width.min(x + 1 - self.area.x), 1)
        } else {
            Rect::new(x, y, self.free_to_right(x, y, branch.side).min(width), 1)
        };
        self.network.titles[*route] = room;
    }

    /// Columns from `x` to what stands next in that row: the branches further right, and the edge.
    fn free_to_right(&self, x: u16, y: u16, side: Side) -> u16 {
        let mut end = self.area.right();
        for branch in self.parts.branches.iter().filter(|branch| branch.side == side) {
            let column = self.columns[branch.hub];
            if column > x {
                let reach = if self.parts.is_left(branch.hub) { self.parts.reach(branch, self.cap, true) } else { 0 };
                end = end.min(column.saturating_sub(reach + 1));
            }
        }
        for (_, _, right) in &self.parts.loops {
            let column = self.columns[*right];
            if side == Side::Up && column > x && y < self.trunk {
                end = end.min(column.saturating_sub(1));
            }
        }
        end.saturating_sub(x)
    }

    /// A rail along the top, down to its two core stations.
    fn loop_of(&mut self, at: usize) {
        let (route, left, right) = self.parts.loops[at];
        let y = self.rows.0 + small(at);
        let trunk = self.trunk;
        let from = if left == 0 { self.columns[0].saturating_sub(MARGIN) } else { self.columns[left] };
        let to = self.columns[right];
        for x in from + 1..to {
            self.track(Position { x, y }, route, [false, false, true, true]);
        }
        self.track(Position { x: from, y }, route, [false, true, false, true]);
        self.track(Position { x: to, y }, route, [false, true, true, false]);
        for y in y + 1..trunk {
            self.track(Position { x: from, y }, route, [true, true, false, false]);
            self.track(Position { x: to, y }, route, [true, true, false, false]);
        }
        if left == 0 {
            self.track(Position { x: from, y: trunk }, route, [true, false, false, true]);
            for x in from + 1..self.columns[0] {
                self.track(Position { x, y: trunk }, route, [false, false, true, true]);
            }
        }
        let room = to.saturating_sub(from + 5);
        let width = self.parts.routes[route].width.min(room);
        if self.network.titles[route].is_empty() {
            self.network.titles[route] = Rect::new(from + 3, y, width, 1);
        }
    }

    /// The title of a line that has neither a branch nor a rail of its own: above the trunk, where the row is free.
    fn title_on_trunk(&mut self, route: usize) {
        let y = self.trunk - 1;
        let own: Vec<u16> = self.parts.routes[route]
            .stops
            .iter()
            .filter_map(|stop| self.network.stops.iter().find(|placed| placed.stop == *stop))
            .filter(|placed| placed.at.y == self.trunk)
            .map(|placed| placed.at.x)
            .collect();
        let (Some(from), Some(to)) = (own.iter().min(), own.iter().max()) else { return };
        let is_free = |x: u16| {
            let point = Position { x, y };
            !self.network.tracks.iter().any(|track| track.at == point)
                && !self.network.stops.iter().any(|stop| stop.label.contains(point))
                && !self.network.titles.iter().any(|title| title.contains(point))
        };
        let wanted = self.parts.routes[route].width;
        let mut best = Rect::default();
        let mut start = None;
        for x in from + 1..=*to {
            // A column of space on both sides.
            let free = x < *to && is_free(x) && is_free(x - 1) && is_free(x + 1);
            match (free, start) {
                (true, None) => start = Some(x),
                (false, Some(first)) => {
                    if x - first > best.width {
                        best = Rect::new(first, y, x - first, 1);
                    }
                    start = None;
                }
                _ => {}
            }
            if best.width >= wanted {
                break;
            }
        }
        self.network.titles[route] = Rect { width: best.width.min(wanted), ..best };
    }

    fn track(&mut self, at: Position, route: usize, sides: [bool; 4]) {
        match self.network.tracks.iter_mut().find(|track| track.at == at) {
            Some(track) => {
                for (side, also) in track.sides.iter_mut().zip(sides) {
                    *side |= also;
                }
            }
            None => self.network.tracks.push(Track { at, route, sides }),
        }
    }

    fn links(&mut self) {
        for route in self.parts.routes {
            for pair in route.stops.windows(2) {
                self.network.links.insert((pair[0].min(pair[1]), pair[0].max(pair[1])));
            }
        }
    }

    /// The room between two branches below the trunk, or beside the only one.
    fn hollow(&self) -> Rect {
        let (top, bottom) = (self.trunk + 4, self.area.bottom());
        let mut ends = vec![self.area.x];
        let mut starts = Vec::new();
        for branch in self.parts.branches.iter().filter(|branch| branch.side == Side::Down) {
            let (x, reach) = (self.columns[branch.hub], self.parts.reach(branch, self.cap, true));
            if self.parts.is_left(branch.hub) {
                starts.push(x.saturating_sub(reach));
                ends.push(x + 1);
            } else {
                starts.push(x);
                ends.push(x + reach);
            }
        }
        starts.push(self.area.right());
        let space = |(end, start): (&u16, &u16)| {
            Rect::new(end + 3, top, start.saturating_sub(end + 6), bottom.saturating_sub(top))
        };
        let widest = ends.iter().zip(&starts).map(space).max_by_key(|room| room.width).unwrap_or_default();
        if widest.width < HOLLOW.0 || widest.height < HOLLOW.1 {
            return Rect::default();
        }
        widest.centred(WIDEST, widest.height)
    }
}
