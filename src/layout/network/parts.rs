//! The lines taken apart: the trunk, what hangs from it, and how far apart its stations have to be.

use std::collections::BTreeSet;

use super::{GAP, MARGIN, RoutePlan, StopPlan, small};

/// The side of the trunk a branch is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Up,
    Down,
}

/// Stations that hang from a core station.
#[derive(Clone, Debug)]
pub(super) struct Branch {
    /// The core station, as a place on the trunk.
    pub(super) hub: usize,
    pub(super) side: Side,
    /// The stations from the trunk outwards, each with its line.
    pub(super) stops: Vec<(usize, usize)>,
}

/// The lines taken apart.
pub(super) struct Parts<'a> {
    pub(super) stops: &'a [StopPlan],
    pub(super) routes: &'a [RoutePlan],
    /// The core stations.
    pub(super) trunk: Vec<usize>,
    /// The lines between a core station and the next.
    pub(super) segments: Vec<Vec<usize>>,
    /// A line and the two places on the trunk it connects, the left one first.
    pub(super) loops: Vec<(usize, usize, usize)>,
    pub(super) branches: Vec<Branch>,
}

impl<'a> Parts<'a> {
    pub(super) fn of(stops: &'a [StopPlan], routes: &'a [RoutePlan]) -> Self {
        let trunk: Vec<usize> = (0..stops.len()).filter(|at| stops[*at].is_core).collect();
        let segments = vec![Vec::new(); trunk.len().saturating_sub(1)];
        let mut parts = Self { stops, routes, trunk, segments, loops: Vec::new(), branches: Vec::new() };
        let mut placed = BTreeSet::new();
        for (at, route) in routes.iter().enumerate() {
            parts.take(at, route, &mut placed);
        }
        // A station that no line has hangs somewhere, so that it can be seen.
        let lost: Vec<usize> = (0..stops.len()).filter(|at| !stops[*at].is_core && !placed.contains(at)).collect();
        for stop in lost {
            parts.hang(0, stop, 0, true);
        }
        parts.choose_sides();
        parts
    }

    fn take(&mut self, at: usize, route: &RoutePlan, placed: &mut BTreeSet<usize>) {
        let position = |trunk: &[usize], stop: usize| trunk.iter().position(|core| *core == stop);
        let first = route.stops.iter().find_map(|stop| position(&self.trunk, *stop)).unwrap_or(0);
        let mut hub = None;
        let mut begins = true;
        for stop in route.stops.iter().copied().filter(|stop| *stop < self.stops.len()) {
            let Some(core) = position(&self.trunk, stop) else {
                if placed.insert(stop) {
                    self.hang(hub.unwrap_or(first), stop, at, begins);
                    begins = false;
                }
                continue;
            };
            begins = true;
            match hub {
                Some(before) if core.abs_diff(before) == 1 => self.segments[core.min(before)].push(at),
                Some(before) if core != before => self.loops.push((at, core.min(before), core.max(before))),
                _ => {}
            }
            hub = Some(core);
        }
    }

    /// Hangs a station from a core station: at the end of the line's branch there, or as the first of a new one. A hub
    /// has two branches at most; what is more goes on at the end of the second.
    fn hang(&mut self, hub: usize, stop: usize, route: usize, begins: bool) {
        let at_hub: Vec<usize> = (0..self.branches.len()).filter(|at| self.branches[*at].hub == hub).collect();
        let own = at_hub.iter().copied().find(|at| self.branches[*at].stops.last().is_some_and(|(_, of)| *of == route));
        match (own, at_hub.as_slice()) {
            (Some(own), _) if !begins || at_hub.len() > 1 => self.branches[own].stops.push((stop, route)),
            (_, [_, second, ..]) => self.branches[*second].stops.push((stop, route)),
            (_, others) => {
                let side = if others.is_empty() { Side::Up } else { Side::Down };
                self.branches.push(Branch { hub, side, stops: vec![(stop, route)] });
            }
        }
    }

    /// Whether a rail along the top comes down at a core station, so that no branch can go up there.
    fn is_taken(&self, hub: usize) -> bool {
        self.loops.iter().any(|(_, left, right)| *right == hub || (*left == hub && hub > 0))
    }

    /// Single branches go up where that side is free; the last one goes down, so that its labels have room.
    fn choose_sides(&mut self) {
        let last = self.trunk.len().saturating_sub(1);
        for at in 0..self.branches.len() {
            let hub = self.branches[at].hub;
            let others = self.branches.iter().filter(|branch| branch.hub == hub).count();
            let goes_down = self.is_taken(hub) || (hub == last && last > 0);
            if others == 1 {
                self.branches[at].side = if goes_down { Side::Down } else { Side::Up };
            }
        }
        for hub in 0..self.trunk.len() {
            // Where the top is taken and there are two branches, they become one.
            if self.is_taken(hub) {
                let (of_hub, others): (Vec<Branch>, Vec<Branch>) =
                    std::mem::take(&mut self.branches).into_iter().partition(|branch| branch.hub == hub);
                self.branches = others;
                let stops: Vec<_> = of_hub.into_iter().flat_map(|branch| branch.stops).collect();
                if !stops.is_empty() {
                    self.branches.push(Branch { hub, side: Side::Down, stops });
                }
            }
        }
        self.branches.sort_by_key(|branch| branch.hub);
    }

    pub(super) fn branch(&self, hub: usize, side: Side) -> Option<&Branch> {
        self.branches.iter().find(|branch| branch.hub == hub && branch.side == side)
    }

    pub(super) fn longest(&self, side: Side) -> u16 {
        let lengths = self.branches.iter().filter(|branch| branch.side == side).map(|branch| branch.stops.len());
        small(lengths.max().unwrap_or(0))
    }

    /// Whether the labels of a core station and its branches stand to its left.
    pub(super) fn is_left(&self, hub: usize) -> bool {
        hub > 0 && hub + 1 == self.trunk.len()
    }

    /// Columns that a core station's own label takes to its left and right, where it stands below the trunk.
    pub(super) fn name(&self, hub: usize, cap: u16) -> Option<(u16, u16)> {
        let width = self.stops[self.trunk[hub]].width.min(cap).max(1);
        match self.branch(hub, Side::Down) {
            // The label of the last one stands above the trunk, where no other does.
            Some(_) if self.is_left(hub) => None,
            Some(_) => Some((0, GAP + width - 1)),
            None => Some((width / 2, width - 1 - width / 2)),
        }
    }

    /// Columns of the widest label of a branch, of at most `cap`; with its title where there is room for titles.
    pub(super) fn reach(&self, branch: &Branch, cap: u16, with_titles: bool) -> u16 {
        let labels = branch.stops.iter().map(|(stop, _)| GAP + self.stops[*stop].width.min(cap));
        let title = branch.stops.first().map(|(_, route)| self.routes.get(*route).map_or(0, |route| route.width));
        let title = title.filter(|_| with_titles && !self.is_looped(branch)).unwrap_or(0);
        labels.max().unwrap_or(0).max(title)
    }

    /// Whether the title of a branch's line stands on a rail along the top.
    pub(super) fn is_looped(&self, branch: &Branch) -> bool {
        branch.stops.first().is_some_and(|(_, route)| self.loops.iter().any(|(looped, ..)| looped == route))
    }

    /// The least columns between two core stations, the first to the left of the second.
    fn distance(&self, first: usize, second: usize, cap: u16, with_titles: bool) -> u16 {
        let mut least = small(second - first) * 3;
        if let (Some((_, right)), Some((left, _))) = (self.name(first, cap), self.name(second, cap))
            && first + 1 == second
        {
            least = least.max(right + left + 2);
        }
        for side in [Side::Up, Side::Down] {
            let (Some(one), Some(other)) = (self.branch(first, side), self.branch(second, side)) else { continue };
            let right = if self.is_left(first) { 0 } else { self.reach(one, cap, with_titles) };
            let left = if self.is_left(second) { self.reach(other, cap, with_titles) } else { 0 };
            least = least.max(right + left + GAP);
        }
        // A branch's labels stand clear of the rail that comes down from the top.
        if self.is_taken(second)
            && let Some(branch) = self.branch(first, Side::Up)
        {
            let name = u16::from(self.branch(second, Side::Down).is_none() || !self.is_left(second));
            least = least.max(self.reach(branch, cap, with_titles) + name);
        }
        least
    }

    /// The columns of the core stations in `columns`, evenly spread as far as the labels let them. Nothing where they
    /// do not fit.
    pub(super) fn columns(&self, columns: u16, cap: u16, with_titles: bool) -> Option<Vec<u16>> {
        let count = self.trunk.len();
        let first_name = self.name(0, cap).map_or(0, |(left, _)| left);
        let start = if self.loops.iter().any(|(_, left, _)| *left == 0) { MARGIN } else { 0 }.max(first_name);
        let mut end = columns.checked_sub(1)?;
        let last = count - 1;
        if let Some((_, right)) = self.name(last, cap) {
            end = end.checked_sub(right)?;
        }
        for branch in self.branches.iter().filter(|branch| branch.hub == last && !self.is_left(last)) {
            end = end.min((columns - 1).checked_sub(self.reach(branch, cap, with_titles))?);
        }
        let far = |hub: usize| {
            let branches = self.branches.iter().filter(|branch| branch.hub == hub && !self.is_left(hub));
            branches.map(|branch| self.reach(branch, cap, with_titles)).max().unwrap_or(0)
        };
        let mut latest = vec![0u16; count];
        for hub in (0..count).rev() {
            let mut most = if hub == last { end } else { (columns - 1).checked_sub(far(hub))? };
            for (other, limit) in latest.iter().enumerate().skip(hub + 1) {
                most = most.min(limit.checked_sub(self.distance(hub, other, cap, with_titles))?);
            }
            latest[hub] = most;
        }
        let mut found = vec![start; count];
        if latest[0] < start {
            return None;
        }
        for hub in 1..count {
            let nearest = (0..hub).map(|other| found[other] + self.distance(other, hub, cap, with_titles)).max()?;
            let ideal = u32::from(start)
                + u32::from(end.saturating_sub(start)) * u32::from(small(hub)) / u32::from(small(last).max(1));
            found[hub] = u16::try_from(ideal).unwrap_or(u16::MAX).max(nearest).min(latest[hub]);
            if found[hub] < nearest {
                return None;
            }
        }
        Some(found)
    }
}
