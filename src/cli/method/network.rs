//! `method stations` and `method lines`: the network, whatever the cycle.

use serde::Serialize;

use super::cycles::about;
use super::{Entry, Page};
use crate::cli::words::Words;
use crate::method::{Line, Method, NetworkStation};

/// A station of the network together with what runs through it.
pub(super) struct Stop {
    station: &'static NetworkStation,
    method: &'static Method,
}

/// A station as JSON gives it.
#[derive(Serialize)]
pub(super) struct StopView {
    id: String,
    group: &'static str,
    order: u32,
    title: String,
    description: String,
    lifecycle_stage: Option<String>,
    evidence_tags: Vec<String>,
    resources: Vec<String>,
    lines: Vec<String>,
    cycles: Vec<String>,
}

/// A line as JSON gives it.
#[derive(Serialize)]
pub(super) struct LineView {
    id: String,
    title: String,
    color: String,
    order: u32,
    description: String,
    stations: Vec<String>,
}

impl Stop {
    /// Every station of the network, in order.
    pub(super) fn all(method: &'static Method) -> Vec<Self> {
        method.network().iter().map(|station| Self { station, method }).collect()
    }

    fn lines(&self) -> impl Iterator<Item = &'static Line> {
        let id = self.station.id.as_str();
        self.method.lines().iter().filter(move |line| line.stations.iter().any(|station| station == id))
    }
}

impl Entry for Stop {
    type View = StopView;

    fn id(&self) -> &str {
        &self.station.id
    }

    fn title(&self, words: &Words) -> String {
        words.text(&self.station.title).to_owned()
    }

    fn view(&self, words: &Words) -> StopView {
        let station = self.station;
        let cycles = self.method.cycles().iter().filter(|cycle| cycle.station(&station.id).is_some());
        StopView {
            id: station.id.clone(),
            group: station.group.word(),
            order: station.order,
            title: self.title(words),
            description: words.text(&station.description).to_owned(),
            lifecycle_stage: station.lifecycle_stage.clone(),
            evidence_tags: station.evidence_tags.clone(),
            resources: station.resources.clone(),
            lines: self.lines().map(|line| line.id.clone()).collect(),
            cycles: cycles.map(|cycle| cycle.id.clone()).collect(),
        }
    }

    fn page(&self, page: &mut Page) {
        let (station, words) = (self.station, page.words);
        page.title(words.text(&station.title), &station.id);
        page.gap();
        page.text(0, words.text(&station.description));
        page.gap();
        let lines: Vec<&str> = self.lines().map(|line| words.text(&line.title)).collect();
        page.labelled(0, "lines", &lines.join(", "));
        page.labelled(0, "lifecycle_stage", station.lifecycle_stage.as_deref().unwrap_or_default());
        page.labelled(0, "evidence_tags", &station.evidence_tags.join(", "));
        page.labelled(0, "resources", &station.resources.join(", "));
        for cycle in self.method.cycles() {
            let Some(at) = cycle.position(&station.id) else { continue };
            let there = &cycle.stations[at];
            page.heading(&format!("{}: {}", words.text(&cycle.title), words.text(&there.title)));
            about(cycle, at, there, page, 2);
        }
    }
}

impl Entry for Line {
    type View = LineView;

    fn id(&self) -> &str {
        &self.id
    }

    fn title(&self, words: &Words) -> String {
        words.text(&self.title).to_owned()
    }

    fn view(&self, words: &Words) -> LineView {
        LineView {
            id: self.id.clone(),
            title: self.title(words),
            color: self.color.clone(),
            order: self.order,
            description: words.text(&self.description).to_owned(),
            stations: self.stations.clone(),
        }
    }

    fn page(&self, page: &mut Page) {
        let words = page.words;
        page.title(words.text(&self.title), &self.id);
        page.gap();
        page.text(0, words.text(&self.description));
        page.gap();
        page.labelled(0, "color", &self.color);
        page.labelled(0, "stations", &self.stations.join(", "));
    }
}
