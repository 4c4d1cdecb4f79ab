//! `method cycles`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Entry, Page};
use crate::cli::words::Words;
use crate::method::{Cycle, Station};

/// A cycle as JSON gives it.
#[derive(Serialize)]
pub(super) struct CycleView {
    id: String,
    title: String,
    entry_criteria: Vec<String>,
    exit_criteria: Vec<String>,
    stations: Vec<StationView>,
}

/// A station of a cycle as JSON gives it.
#[derive(Serialize)]
struct StationView {
    id: String,
    title: String,
    description: String,
    entry_criteria: Vec<String>,
    exit_criteria: Vec<String>,
    resources: Vec<String>,
    lead: Vec<String>,
    core: Vec<String>,
    consulted: Vec<String>,
    answer_owner: BTreeMap<String, Vec<String>>,
}

fn view(cycle: &Cycle, at: usize, station: &Station, words: &Words) -> StationView {
    StationView {
        id: station.id.clone(),
        title: words.text(&station.title).to_owned(),
        description: words.text(&station.description).to_owned(),
        entry_criteria: station.entry_criteria.clone(),
        exit_criteria: cycle.exit_criteria_of(at).to_vec(),
        resources: station.resources.clone(),
        lead: station.lead.clone(),
        core: station.core.clone(),
        consulted: station.consulted.clone(),
        answer_owner: station.answer_owner.clone(),
    }
}

impl Entry for Cycle {
    type View = CycleView;

    fn id(&self) -> &str {
        &self.id
    }

    fn title(&self, words: &Words) -> String {
        words.text(&self.title).to_owned()
    }

    fn view(&self, words: &Words) -> CycleView {
        CycleView {
            id: self.id.clone(),
            title: words.text(&self.title).to_owned(),
            entry_criteria: self.entry_criteria.clone(),
            exit_criteria: self.exit_criteria.clone(),
            stations: self.stations.iter().enumerate().map(|(at, station)| view(self, at, station, words)).collect(),
        }
    }

    fn page(&self, page: &mut Page) {
        let words = page.words;
        page.title(words.text(&self.title), &self.id);
        page.gap();
        page.text(0, words.text(&self.purpose));
        page.gap();
        page.labelled(0, "entry", &self.entry_criteria.join(", "));
        page.labelled(0, "exit", &self.exit_criteria.join(", "));
        for (at, station) in self.stations.iter().enumerate() {
            page.heading(&format!("{} {}", at + 1, words.text(&station.title)));
            about(self, at, station, page, 2);
        }
    }
}

/// What a cycle makes of a station.
pub(super) fn about(cycle: &Cycle, at: usize, station: &Station, page: &mut Page, indent: usize) {
    page.text(indent, page.words.text(&station.description));
    let lists = [
        ("id", std::slice::from_ref(&station.id)),
        ("entry", &station.entry_criteria),
        ("exit", cycle.exit_criteria_of(at)),
        ("resources", &station.resources),
        ("lead", &station.lead),
        ("core", &station.core),
        ("consulted", &station.consulted),
    ];
    for (key, ids) in lists {
        page.labelled(indent, key, &ids.join(", "));
    }
    let owners: Vec<String> =
        station.answer_owner.iter().map(|(resource, people)| format!("{resource} ({})", people.join(", "))).collect();
    page.labelled(indent, "answer_owner", &owners.join(", "));
}
