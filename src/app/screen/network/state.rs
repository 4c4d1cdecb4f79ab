//! The network map: which station is in focus, and on which line.

use crate::app::screen::state::State;
use crate::method::{Cycle, Method};

/// On the network of lines.
#[derive(Debug, PartialEq)]
pub struct NetworkPlace;

/// The state of the network map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NetworkState {
    /// Id of the station in focus.
    pub station: String,
    /// The line one goes along, a place among all; the station in focus lies on it, if on any.
    pub line: usize,
}

impl NetworkState {
    /// The network as it first appears: at a station of the cycle.
    #[must_use]
    pub fn open(method: &Method, cycle: Option<&Cycle>, station: usize) -> Self {
        let id = cycle.and_then(|cycle| cycle.stations.get(station)).map(|station| station.id.as_str());
        let first = method.network().first().map(|station| station.id.as_str());
        let mut state = Self::default();
        if let Some(id) = id.filter(|id| method.network_station(id).is_some()).or(first) {
            state.go_to(method, id, None);
        }
        state
    }

    /// Puts a station in focus. The line stays where the station lies on it; else it is the one named, or the first.
    pub fn go_to(&mut self, method: &Method, station: &str, line: Option<usize>) {
        station.clone_into(&mut self.station);
        let has = |line: &usize| {
            method.lines().get(*line).is_some_and(|line| line.stations.iter().any(|other| other == station))
        };
        if !has(&self.line) {
            self.line = line.filter(has).or_else(|| (0..method.lines().len()).find(has)).unwrap_or(0);
        }
    }

    /// The next line, or the one before; its first station that the line before does not have.
    pub fn next_line(&mut self, method: &Method, forward: bool) {
        let lines = method.lines();
        if lines.is_empty() {
            return;
        }
        let before = lines.get(self.line).map(|line| line.stations.clone()).unwrap_or_default();
        self.line = (self.line + if forward { 1 } else { lines.len() - 1 }) % lines.len();
        let stations = &lines[self.line].stations;
        let fresh = stations.iter().find(|station| !before.contains(station));
        if let Some(station) = fresh.or(stations.first()) {
            station.clone_into(&mut self.station);
        }
    }

    /// The first or the last station of the line.
    pub fn end(&mut self, method: &Method, last: bool) {
        let stations = method.lines().get(self.line).map(|line| line.stations.as_slice()).unwrap_or_default();
        if let Some(station) = if last { stations.last() } else { stations.first() } {
            station.clone_into(&mut self.station);
        }
    }

    /// Along the line by a station.
    #[must_use]
    pub fn along(&self, method: &Method, forward: bool) -> Option<String> {
        let stations = &method.lines().get(self.line)?.stations;
        let at = stations.iter().position(|station| *station == self.station)?;
        let next = if forward { at.checked_add(1)? } else { at.checked_sub(1)? };
        stations.get(next).cloned()
    }
}

impl State for NetworkState {
    fn screen(&self) -> &'static str {
        "network"
    }
}
