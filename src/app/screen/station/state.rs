//! The station screen: one station with everything that belongs to it, or the criteria of all, to find out where to start.

use crate::app::query::overview::MapItem;
use crate::app::screen::state::State;

/// At a station, or at the criteria of all of them, with a row in focus.
#[derive(Debug, PartialEq)]
pub struct StationPlace {
    /// The station's place in the cycle; nothing for all.
    pub station: Option<usize>,
    /// The row.
    pub row: usize,
}

/// At a criterion on its station.
#[derive(Debug, PartialEq)]
pub struct CriterionPlace {
    /// Id of the product that answers it.
    pub product: String,
    /// The criterion's id.
    pub id: String,
}

/// The state of the station screen.
#[derive(Clone, Debug, Default)]
pub struct StationState {
    /// The station; nothing for the criteria of the whole cycle.
    pub station: Option<usize>,
    /// The row in focus, an index into [`station_rows`](super::station_rows).
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
    SourceNote(MapItem),
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

impl State for StationState {
    fn screen(&self) -> &'static str {
        "station"
    }

    fn name(&self) -> String {
        format!("station {:?}", self.station)
    }

    fn toggle_styles(&mut self) {
        self.all_styles = !self.all_styles;
    }
}
