//! Where the package is built differently from the built-in method: grids, ids, orders, memberships.

use std::fmt::Display;

use serde::Serialize;

use super::data::{CycleData, Layout, PartData, Position};
use super::plain;
use super::source::Source;
use super::words::AUDIT;
use crate::method::{Automation, CanvasTemplate, ChecklistTemplate, Cycle, Method};

/// One difference. `what` is a word of the catalogue below `method.import.what`, and the same for programs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The list it is in, as `method` names it.
    pub list: &'static str,
    /// Id of the entry of that list.
    pub id: String,
    /// Id of the section, station or item in it, where it is one of those that differs.
    pub part: Option<String>,
    /// What differs.
    pub what: &'static str,
    /// How it is here; nothing where it is not here at all.
    pub ours: Option<String>,
    /// How it is in the package; nothing where the package does not have it.
    pub package: Option<String>,
}

/// The differences of one entry.
struct Differences<'a> {
    list: &'static str,
    id: &'a str,
    into: &'a mut Vec<Difference>,
}

/// An id or word of the package, as it can be shown.
fn shown(word: &str) -> String {
    plain(word).unwrap_or_default().chars().take(400).collect()
}

impl Differences<'_> {
    fn put(&mut self, part: Option<&str>, what: &'static str, ours: Option<String>, package: Option<&str>) {
        let (id, part) = (shown(self.id), part.map(shown));
        self.into.push(Difference { list: self.list, id, part, what, ours, package: package.map(shown) });
    }

    fn value(&mut self, part: Option<&str>, what: &'static str, ours: impl Display, package: impl Display) {
        let (ours, package) = (ours.to_string(), package.to_string());
        if ours != package {
            self.put(part, what, Some(ours), Some(&package));
        }
    }

    fn list<'s>(
        &mut self,
        part: Option<&str>,
        what: &'static str,
        ours: &[String],
        package: impl IntoIterator<Item = &'s str>,
    ) {
        self.value(part, what, ours.join(", "), package.into_iter().collect::<Vec<_>>().join(", "));
    }

    /// Reports what only one of the two has. Gives back the ids both have, in our order.
    fn members<'s>(&mut self, is_part: bool, ours: &[&'s str], package: &[&str]) -> Vec<&'s str> {
        let mut report = |id: &str, ours: Option<String>, package: Option<&str>| {
            if is_part {
                self.put(Some(id), "there", ours, package);
            } else {
                let mut entry = Differences { list: self.list, id, into: self.into };
                entry.put(None, "there", ours, package);
            }
        };
        for id in ours.iter().filter(|id| !package.contains(id)) {
            report(id, Some((*id).to_owned()), None);
        }
        for id in package.iter().filter(|id| !ours.contains(id)) {
            report(id, None, Some(id));
        }
        ours.iter().filter(|id| package.contains(id)).copied().collect()
    }
}

/// Everything that differs, list by list. A file the package does not have differs in nothing.
pub(super) fn differences(source: &Source, method: &Method) -> Vec<Difference> {
    let mut all = Vec::new();
    canvases(source, method, &mut all);
    checklists(source, method, &mut all);
    cycles(source, method, &mut all);
    network(source, method, &mut all);
    lists(source, method, &mut all);
    all
}

fn canvases(source: &Source, method: &Method, into: &mut Vec<Difference>) {
    if source.canvases.is_empty() {
        return;
    }
    let ours: Vec<&str> = method.canvases().iter().map(|canvas| canvas.id.as_str()).collect();
    let theirs: Vec<&str> = source.canvases.keys().map(|id| source.resource(id, method)).collect();
    Differences { list: "canvases", id: "", into }.members(false, &ours, &theirs);
    for canvas in method.canvases() {
        of_canvas(source, canvas, &mut Differences { list: "canvases", id: &canvas.id, into });
    }
}

fn of_canvas(source: &Source, canvas: &CanvasTemplate, found: &mut Differences) {
    let Some(data) = source.canvases.get(&canvas.official_id) else { return };
    let Layout { columns, rows } = data.layout;
    found.value(None, "grid", format!("{}×{}", canvas.columns, canvas.rows), format!("{columns}×{rows}"));
    let ours: Vec<&str> = canvas.sections.iter().map(|section| section.id.as_str()).collect();
    let our_id =
        |id: &'_ str| canvas.sections.iter().find(|section| section.official_id == id).map(|one| one.id.as_str());
    let theirs: Vec<&str> = data.sections.iter().map(|section| our_id(&section.id).unwrap_or(&section.id)).collect();
    found.members(true, &ours, &theirs);
    for section in &canvas.sections {
        let Some(data) = data.sections.iter().find(|data| data.id == section.official_id) else { continue };
        let part = Some(section.id.as_str());
        let place = |column, row, width, height| format!("{column}, {row}, {width}×{height}");
        let Position { column, row, col_span, row_span } = data.grid_position;
        let ours = place(section.column, section.row, section.column_span, section.row_span);
        found.value(part, "grid", ours, place(column, row, col_span, row_span));
        found.value(part, "order", section.fill_order, data.fill_order);
        found.value(part, "highlight", section.highlight, data.highlight);
        found.value(part, "journey_steps", section.journey_steps, data.journey_steps);
    }
}

fn checklists(source: &Source, method: &Method, into: &mut Vec<Difference>) {
    let Some(list) = method.checklist(AUDIT).filter(|_| !source.audit.stages.is_empty()) else { return };
    of_audit(source, list, method, &mut Differences { list: "checklists", id: AUDIT, into });
}

fn of_audit(source: &Source, list: &ChecklistTemplate, method: &Method, found: &mut Differences) {
    let audit = &source.audit;
    let mut profiles: Vec<String> = list.profiles.iter().map(|profile| profile.id.clone()).collect();
    // The package has them in a table, without an order.
    profiles.sort();
    found.list(None, "profiles", &profiles, audit.profiles.keys().map(String::as_str));
    let stages: Vec<String> = list.stages.iter().map(|stage| stage.id.clone()).collect();
    found.list(None, "stages", &stages, audit.stages.iter().map(|stage| stage.id.as_str()));
    let guidelines: Vec<&str> = list.guidelines.iter().map(|one| one.id.as_str()).collect();
    found.members(true, &guidelines, &audit.guidelines.iter().map(|one| one.id.as_str()).collect::<Vec<_>>());
    let theirs: Vec<&str> = audit.stages.iter().flat_map(|stage| &stage.items).map(|item| item.id.as_str()).collect();
    let ours: Vec<&str> = list.items.iter().map(|item| item.id.as_str()).collect();
    let both = found.members(true, &ours, &theirs);
    let order: Vec<&str> = theirs.into_iter().filter(|id| both.contains(id)).collect();
    found.value(None, "order", both.join(", "), order.join(", "));
    for (stage, data) in audit.stages.iter().flat_map(|stage| stage.items.iter().map(move |item| (&stage.id, item))) {
        let Some(item) = list.item(&data.id) else { continue };
        let part = Some(item.id.as_str());
        let automation = match item.automation {
            Automation::Manual => "manual",
            Automation::Semi => "semi",
            Automation::Auto => "auto",
        };
        found.value(part, "stage", &item.stage, stage);
        found.value(part, "automation", automation, &data.automation_level);
        let mut lists = |what, ours: &[String], theirs: &[String]| {
            found.list(part, what, ours, theirs.iter().map(String::as_str));
        };
        lists("profiles", &item.profiles, &data.applicable_to);
        lists("stations", &item.stations, &data.produced_by_station);
        lists("criteria", &item.criteria, &data.produced_by_station_criteria);
        lists("guidelines", &item.guidelines, &data.guidelines);
        lists("evidence_tags", &item.evidence_tags, &data.expected_evidence_tags);
        let resources = data.resource_source.iter().map(|id| source.resource(id, method));
        found.list(part, "resources", &item.resources, resources);
    }
}

fn cycles(source: &Source, method: &Method, into: &mut Vec<Difference>) {
    let items = &source.cycles.cycles.items;
    if items.is_empty() {
        return;
    }
    let ours: Vec<&str> = method.cycles().iter().map(|cycle| cycle.id.as_str()).collect();
    let theirs: Vec<&str> = items.iter().map(|cycle| cycle.id.as_str()).collect();
    Differences { list: "cycles", id: "", into }.members(false, &ours, &theirs);
    for (data, cycle) in items.iter().filter_map(|data| Some((data, method.cycle(&data.id)?))) {
        of_cycle(source, data, cycle, method, &mut Differences { list: "cycles", id: &cycle.id, into });
    }
}

fn of_cycle(source: &Source, data: &CycleData, cycle: &Cycle, method: &Method, found: &mut Differences) {
    let words = |list: &'_ [String]| list.join(", ");
    let stations: Vec<String> = cycle.stations.iter().map(|station| station.id.clone()).collect();
    found.value(None, "stations", words(&stations), words(&data.stations));
    found.value(None, "entry_criteria", words(&cycle.entry_criteria), words(&data.entry_criteria));
    found.value(None, "exit_criteria", words(&cycle.exit_criteria), words(&data.exit_criteria));
    let criteria = source.station_criteria.by_cycle.get(&cycle.id);
    let people = source.station_people.station_stakeholders_by_cycle.get(&cycle.id);
    for station in cycle.stations.iter().filter(|station| data.stations.contains(&station.id)) {
        let part = Some(station.id.as_str());
        let theirs = data.recommended_resources.get(&station.id).into_iter().flatten();
        found.list(part, "resources", &station.resources, theirs.map(|id| source.resource(id, method)));
        let theirs =
            criteria.and_then(|of| of.get(&station.id)).or_else(|| source.station_criteria.default.get(&station.id));
        if let Some(theirs) = theirs {
            found.list(part, "entry_criteria", &station.entry_criteria, theirs.iter().map(String::as_str));
        }
        if let Some(theirs) = people.and_then(|of| of.get(&station.id)) {
            for (what, ours) in [("lead", &station.lead), ("core", &station.core), ("consulted", &station.consulted)] {
                let there = theirs.iter().filter(|part| part.involvement == what);
                found.list(part, what, ours, there.map(|part| part.stakeholder.as_str()));
            }
            let owner = |part: &PartData| {
                let of = |id: &str| format!("{} ({})", source.resource(id, method), part.stakeholder);
                part.responsibilities.iter().map(|duty| of(&duty.resource)).collect::<Vec<_>>()
            };
            let mut theirs: Vec<String> = theirs.iter().flat_map(owner).collect();
            theirs.sort();
            let mut ours: Vec<String> = station.owners().map(|(resource, who)| format!("{resource} ({who})")).collect();
            ours.sort();
            found.value(part, "answer_owner", ours.join(", "), theirs.join(", "));
        }
    }
}

fn network(source: &Source, method: &Method, into: &mut Vec<Difference>) {
    let lines = &source.lines.lines.items;
    if !lines.is_empty() {
        let ours: Vec<&str> = method.lines().iter().map(|line| line.id.as_str()).collect();
        let theirs: Vec<&str> = lines.iter().map(|line| line.id.as_str()).collect();
        Differences { list: "lines", id: "", into }.members(false, &ours, &theirs);
    }
    for (data, line) in lines.iter().filter_map(|data| Some((data, method.line(&data.id)?))) {
        let mut found = Differences { list: "lines", id: &line.id, into };
        found.value(None, "order", line.order, data.order);
        found.value(None, "color", line.color.to_lowercase(), data.color.to_lowercase());
        found.list(None, "stations", &line.stations, data.stations.iter().map(String::as_str));
    }
    let stations = || source.stations.iter().flat_map(|(group, of)| of.items.iter().map(move |data| (group, data)));
    if stations().next().is_some() {
        let ours: Vec<&str> = method.network().iter().map(|station| station.id.as_str()).collect();
        let theirs: Vec<&str> = stations().map(|(_, data)| data.id.as_str()).collect();
        Differences { list: "stations", id: "", into }.members(false, &ours, &theirs);
    }
    for (group, data, station) in
        stations().filter_map(|(group, data)| Some((group, data, method.network_station(&data.id)?)))
    {
        let mut found = Differences { list: "stations", id: &station.id, into };
        found.value(None, "group", format!("{}-stations", station.group.word()), group);
        found.value(None, "order", station.order, data.order);
        let stage = station.lifecycle_stage.clone().unwrap_or_default();
        found.value(None, "lifecycle_stage", stage, data.lifecycle_stage.clone().unwrap_or_default());
        found.list(
            None,
            "evidence_tags",
            &station.evidence_tags,
            data.expected_evidence_tags.iter().map(String::as_str),
        );
        let mut resources: Vec<&str> = Vec::new();
        for resource in data.how_it_works.iter().filter_map(|step| step.resource.as_deref()).filter(|id| !id.is_empty())
        {
            let resource = source.resource(resource, method);
            if !resources.contains(&resource) {
                resources.push(resource);
            }
        }
        found.list(None, "resources", &station.resources, resources);
    }
}

fn lists(source: &Source, method: &Method, into: &mut Vec<Difference>) {
    let mut compare = |list, ours: Vec<&str>, theirs: Vec<&str>| {
        if !theirs.is_empty() {
            Differences { list, id: "", into }.members(false, &ours, &theirs);
        }
    };
    let criteria = method.criteria().iter().map(|criterion| criterion.id.as_str()).collect();
    compare("criteria", criteria, source.criteria.iter().map(|data| data.id.as_str()).collect());
    let people = method.people().iter().map(|person| person.id.as_str()).collect();
    compare("stakeholders", people, source.people.stakeholders.iter().map(|data| data.id.as_str()).collect());
    let resources = || source.resources.resources.iter().filter(|data| data.category != "canvas");
    let ours = method.resources().iter().map(|resource| resource.id.as_str()).collect();
    compare("resources", ours, resources().map(|data| data.id.as_str()).collect());
    for data in resources() {
        let Some(resource) = method.resources().iter().find(|one| one.id == data.id) else { continue };
        let mut found = Differences { list: "resources", id: &resource.id, into };
        found.value(None, "category", &resource.category, &data.category);
    }
}
