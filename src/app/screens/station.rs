//! The station screen: one station with everything that belongs to it, or the criteria of all, to find out where to start.

use super::map::{MapItem, items_of};
use crate::app::Model;
use crate::assess::start::{Asked, questions};
use crate::method::Cycle;

/// The state of the station screen.
#[derive(Clone, Debug, Default)]
pub struct StationState {
    /// The station; nothing for the criteria of the whole cycle.
    pub station: Option<usize>,
    /// The row in focus, an index into [`station_rows`].
    pub at: usize,
    /// First row shown.
    pub top: usize,
    /// Whether what is said of the row in focus is shown on narrow screens, too.
    pub info: bool,
    /// Whether canvases for styles that the product does not have are shown, too.
    pub all_styles: bool,
}

/// What rows belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// What has to be true before the station.
    Before,
    /// What to use there.
    Use,
    /// What has to be true before going on.
    After,
    /// Who should be in the room.
    People,
    /// What has to be true before the cycle.
    CycleBegins,
    /// What has to be true before the station at this place.
    Station(usize),
    /// What has to be true after the cycle.
    CycleEnds,
}

/// The part somebody plays at a station.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Leads.
    Lead,
    /// Works.
    Core,
    /// Is asked.
    Consulted,
}

/// A row of the screen.
#[derive(Clone, Debug)]
pub enum StationRow {
    /// The head of a group.
    Group(Group),
    /// A group that has nothing in it.
    Nothing(Group),
    /// A criterion, by its id.
    Criterion(String),
    /// Something to open.
    Offer(MapItem),
    /// Somebody who should be there, by the id of the part.
    Person {
        /// The id.
        id: String,
        /// The part.
        part: Part,
    },
}

impl StationRow {
    /// Whether it can be in focus.
    #[must_use]
    pub fn is_work(&self) -> bool {
        !matches!(self, Self::Group(_) | Self::Nothing(_))
    }

    /// The criterion, where it is one.
    #[must_use]
    pub fn criterion(&self) -> Option<&str> {
        match self {
            Self::Criterion(id) => Some(id),
            _ => None,
        }
    }
}

/// The rows of the screen.
#[must_use]
pub fn station_rows(model: &Model, state: &StationState) -> Vec<StationRow> {
    let Some(cycle) = model.current_cycle() else { return Vec::new() };
    match state.station {
        Some(station) => rows_of_one(model, &cycle, station, state.all_styles),
        None => rows_of_all(&cycle),
    }
}

fn rows_of_one(model: &Model, cycle: &Cycle, at: usize, all_styles: bool) -> Vec<StationRow> {
    let Some(station) = cycle.stations.get(at) else { return Vec::new() };
    let criteria = |ids: &[String]| ids.iter().cloned().map(StationRow::Criterion).collect::<Vec<_>>();
    let parts = [(Part::Lead, &station.lead), (Part::Core, &station.core), (Part::Consulted, &station.consulted)];
    let people =
        parts.into_iter().flat_map(|(part, ids)| ids.iter().map(move |id| StationRow::Person { id: id.clone(), part }));
    let groups = [
        (Group::Before, criteria(&station.entry_criteria)),
        (Group::Use, items_of(model, cycle, at, all_styles).into_iter().map(StationRow::Offer).collect()),
        (Group::After, criteria(cycle.exit_criteria_of(at))),
        (Group::People, people.collect()),
    ];
    let mut rows = Vec::new();
    for (group, inside) in groups {
        rows.push(StationRow::Group(group));
        if inside.is_empty() {
            rows.push(StationRow::Nothing(group));
        }
        rows.extend(inside);
    }
    rows
}

/// Each criterion of the cycle once, below the place where it is asked first.
fn rows_of_all(cycle: &Cycle) -> Vec<StationRow> {
    let mut rows = Vec::new();
    let mut last = None;
    for question in questions(cycle) {
        let group = match question.asked {
            Asked::Entry => Group::CycleBegins,
            Asked::Station(at) => Group::Station(at),
            Asked::Exit => Group::CycleEnds,
        };
        if last != Some(group) {
            rows.push(StationRow::Group(group));
            last = Some(group);
        }
        rows.push(StationRow::Criterion(question.criterion.to_owned()));
    }
    rows
}

impl StationState {
    /// The screen of a station, or of the whole cycle, with the first row in focus.
    #[must_use]
    pub fn of(station: Option<usize>) -> Self {
        Self { station, at: 1, top: 0, info: true, all_styles: false }
    }

    /// Brings the focus back to a row that can have it.
    pub fn repair(&mut self, rows: &[StationRow]) {
        let last = rows.len().saturating_sub(1);
        self.at = self.at.min(last);
        if !rows.get(self.at).is_some_and(StationRow::is_work) {
            let after = rows.iter().skip(self.at).position(StationRow::is_work).map(|by| self.at + by);
            self.at = after.or_else(|| rows.iter().rposition(StationRow::is_work)).unwrap_or(0);
        }
    }

    /// Goes to another row: `place` is given the place among the rows that can be in focus, and how many there are.
    pub fn go(&mut self, rows: &[StationRow], place: impl FnOnce(usize, usize) -> usize) {
        let work: Vec<usize> = (0..rows.len()).filter(|at| rows[*at].is_work()).collect();
        let now = work.iter().position(|at| *at >= self.at).unwrap_or(0);
        self.at = work.get(place(now, work.len())).copied().unwrap_or(self.at);
    }

    /// Goes to the first row of the next or previous group.
    pub fn go_to_group(&mut self, rows: &[StationRow], forward: bool) {
        let heads: Vec<usize> = (0..rows.len())
            .filter(|at| matches!(rows[*at], StationRow::Group(_)))
            .filter(|at| rows.get(at + 1).is_some_and(StationRow::is_work))
            .collect();
        let here = heads.iter().rposition(|at| *at <= self.at).unwrap_or(0);
        let count = heads.len().max(1);
        let next = if forward { here + 1 } else { here + count - 1 } % count;
        self.at = heads.get(next).map_or(self.at, |head| head + 1);
    }
}
