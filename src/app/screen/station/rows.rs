//! The rows of a station, and those of all stations.

use super::{Group, Part, StationRow, StationState};
use crate::app::Model;
use crate::app::query::overview::items_of;
use crate::assess::start::{Asked, questions};
use crate::method::Cycle;

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
        (Group::Use, items_of(model, cycle, at, all_styles).into_iter().map(StationRow::SourceNote).collect()),
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
