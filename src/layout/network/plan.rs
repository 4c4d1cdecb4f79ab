//! What is laid out, what comes of it, and the measures.

use std::collections::BTreeSet;

use crate::layout::{Position, Rect};

/// A station to be placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StopPlan {
    /// Columns of its label.
    pub width: u16,
    /// Whether it stands on the trunk.
    pub is_core: bool,
}

/// A line to be laid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoutePlan {
    /// Its stations in order, as places among all.
    pub stops: Vec<usize>,
    /// Columns of its title.
    pub width: u16,
}

/// Where a station is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Its place among all.
    pub stop: usize,
    /// Its sign.
    pub at: Position,
    /// Its label, which may be shorter than asked for.
    pub label: Rect,
    /// Whether its label stands to the left of its sign and ends there.
    pub is_left: bool,
}

/// A cell of a rail: the line it belongs to, and the sides it goes on to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Track {
    /// Its place.
    pub at: Position,
    /// The line, as a place among all.
    pub route: usize,
    /// Up, down, left, right.
    pub sides: [bool; 4],
}

/// A network that is laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// The stations.
    pub stops: Vec<Stop>,
    /// The rails; stations stand on some of their cells.
    pub tracks: Vec<Track>,
    /// The titles of the lines in order; empty where there is no room.
    pub titles: Vec<Rect>,
    /// Where there is room to say more.
    pub details: Rect,
    /// Rows from one station of a branch to the next.
    pub step: u16,
    /// Rows below a label where something can be said of its station.
    pub notes: u16,
    pub(super) links: BTreeSet<(usize, usize)>,
}

/// Columns between a sign and its label, and between a label and what stands beside it.
pub(super) const GAP: u16 = 2;

/// Columns kept to the left of the first core station for a rail that comes from the top.
pub(super) const MARGIN: u16 = 3;

/// The fewest columns and rows of details that lie between branches.
pub(super) const HOLLOW: (u16, u16) = (40, 8);

/// The most columns of details.
pub(super) const WIDEST: u16 = 84;

/// The most rows from one station of a branch to the next.
pub(super) const MAX_STEP_ROWS: u16 = 4;

pub(super) fn small(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
