//! `method cycles` and `method stations`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Entry, Page};
use crate::cli::words::Words;
use crate::method::{Cycle, Method, Station};

/// A station together with the cycle it is on.
pub(super) struct Stop {
    cycle: &'static Cycle,
    station: &'static Station,
}

impl Stop {
    /// Every station of every cycle, in order.
    pub(super) fn all(method: &'static Method) -> Vec<Self> {
        let stops = |cycle: &'static Cycle| cycle.stations.iter().map(move |station| Self { cycle, station });
        method.cycles().iter().flat_map(|cycle| stops(cycle)).collect()
    }
}

/// A cycle as JSON gives it.
#[derive(Serialize)]
pub(super) struct CycleView {
    id: String,
    title: String,
    purpose: String,
    entry_criteria: Vec<String>,
    exit_criteria: Vec<String>,
    stations: Vec<StationView>,
}

/// A station as JSON gives it.
#[derive(Serialize)]
pub(super) struct StationView {
    id: String,
    cycle: String,
    title: String,
    short: String,
    description: String,
    entry_criteria: Vec<String>,
    resources: Vec<String>,
    lead: Vec<String>,
    core: Vec<String>,
    consulted: Vec<String>,
    answer_owner: BTreeMap<String, String>,
}

fn view(cycle: &Cycle, station: &Station, words: &Words) -> StationView {
    StationView {
        id: station.id.clone(),
        cycle: cycle.id.clone(),
        title: words.text(&station.title).to_owned(),
        short: words.text(&station.short).to_owned(),
        description: words.text(&station.description).to_owned(),
        entry_criteria: station.entry_criteria.clone(),
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
            purpose: words.text(&self.purpose).to_owned(),
            entry_criteria: self.entry_criteria.clone(),
            exit_criteria: self.exit_criteria.clone(),
            stations: self.stations.iter().map(|station| view(self, station, words)).collect(),
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
            about(station, page, 2);
        }
    }
}

impl Entry for Stop {
    type View = StationView;

    fn id(&self) -> &str {
        &self.station.id
    }

    fn title(&self, words: &Words) -> String {
        words.text(&self.station.title).to_owned()
    }

    fn view(&self, words: &Words) -> StationView {
        view(self.cycle, self.station, words)
    }

    fn page(&self, page: &mut Page) {
        let words = page.words;
        page.title(words.text(&self.station.title), &self.station.id);
        page.text(0, words.text(&self.cycle.title));
        page.gap();
        about(self.station, page, 0);
    }
}

fn about(station: &Station, page: &mut Page, indent: usize) {
    page.text(indent, page.words.text(&station.description));
    let lists = [
        ("entry", &station.entry_criteria),
        ("resources", &station.resources),
        ("lead", &station.lead),
        ("core", &station.core),
        ("consulted", &station.consulted),
    ];
    for (key, ids) in lists {
        page.labelled(indent, key, &ids.join(", "));
    }
}
