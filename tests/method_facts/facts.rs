//! Ids, titles, grids, orders and memberships.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use stationmaster::method::{Automation, CanvasTemplate, Kind, Method, Text};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CanvasFact {
    official_id: String,
    title: Text,
    columns: u16,
    rows: u16,
    authors: Vec<String>,
    license: String,
    sections: Vec<SectionFact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionFact {
    id: String,
    official_id: String,
    fill_order: u32,
    column: f64,
    row: f64,
    column_span: f64,
    row_span: f64,
    title: Text,
    default_kind: Option<Kind>,
    #[serde(default)]
    highlight: bool,
    #[serde(default)]
    journey_steps: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CycleFact {
    title: Text,
    entry_criteria: Vec<String>,
    exit_criteria: Vec<String>,
    station: Vec<StationFact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StationFact {
    id: String,
    title: Text,
    entry_criteria: Vec<String>,
    resources: Vec<String>,
    lead: Vec<String>,
    core: Vec<String>,
    consulted: Vec<String>,
    #[serde(default)]
    answer_owner: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AuditFact {
    profiles: Vec<String>,
    stages: Vec<String>,
    item: Vec<ItemFact>,
    guideline: Vec<GuidelineFact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemFact {
    id: String,
    stage: String,
    profiles: Vec<String>,
    automation: Automation,
    check: Option<String>,
    stations: Vec<String>,
    criteria: Vec<String>,
    guidelines: Vec<String>,
    resources: Vec<String>,
    evidence_tags: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GuidelineFact {
    id: String,
    priority: String,
    category: String,
}

/// One table of a facts file.
fn facts<T: DeserializeOwned>(file: &str, table: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/facts").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut tables: BTreeMap<String, T> = toml::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    tables.remove(table).unwrap_or_else(|| panic!("{file} has no [{table}]"))
}

fn ids<'a>(ids: impl IntoIterator<Item = &'a String>) -> BTreeSet<&'a str> {
    ids.into_iter().map(String::as_str).collect()
}

#[test]
fn canvases_have_the_ids_titles_and_grids_of_the_method() {
    let facts: BTreeMap<String, CanvasFact> = facts("canvases.toml", "canvas");
    for (id, fact) in &facts {
        let canvas = Method::built_in().canvas(id).unwrap_or_else(|| panic!("{id} is missing"));
        assert_eq!(canvas.official_id, fact.official_id, "{id}");
        assert_eq!(canvas.title, fact.title, "{id}");
        assert_eq!((canvas.columns, canvas.rows), (fact.columns, fact.rows), "{id}");
        assert_eq!((&canvas.authors, &canvas.license), (&fact.authors, &fact.license), "{id}");
        assert_eq!(canvas.sections.len(), fact.sections.len(), "{id}");
        for (section, fact) in canvas.sections.iter().zip(&fact.sections) {
            let name = format!("{id}.{}", fact.id);
            assert_eq!((&section.id, &section.official_id), (&fact.id, &fact.official_id), "{name}");
            assert_eq!(section.title, fact.title, "{name}");
            assert_eq!(section.fill_order, fact.fill_order, "{name}");
            let place = [section.column, section.row, section.column_span, section.row_span].map(f64::to_bits);
            assert_eq!(place, [fact.column, fact.row, fact.column_span, fact.row_span].map(f64::to_bits), "{name}");
            assert_eq!((section.highlight, section.journey_steps), (fact.highlight, fact.journey_steps), "{name}");
            if let Some(kind) = fact.default_kind {
                assert_eq!(section.default_kind, kind, "{name}");
            }
        }
    }
}

#[test]
fn sections_lie_inside_their_grid_and_on_nothing_else() {
    for canvas in Method::built_in().canvases() {
        let wrong = crossings(canvas);
        assert!(wrong.is_empty(), "{}: {wrong:?}", canvas.id);
        let orders: Vec<u32> = canvas.sections.iter().map(|section| section.fill_order).collect();
        let wanted: Vec<u32> = (1..).take(orders.len()).collect();
        assert_eq!(orders, wanted, "{}", canvas.id);
        let names: BTreeSet<_> = canvas.sections.iter().map(|section| &section.id).collect();
        assert_eq!(names.len(), canvas.sections.len(), "{} names a section twice", canvas.id);
    }
}

/// What sticks out of the grid, and what lies on something else.
fn crossings(canvas: &CanvasTemplate) -> Vec<String> {
    let mut wrong = Vec::new();
    for (at, a) in canvas.sections.iter().enumerate() {
        let (right, bottom) = (a.column + a.column_span, a.row + a.row_span);
        let inside = a.column >= 0.0
            && a.row >= 0.0
            && a.column_span > 0.0
            && a.row_span > 0.0
            && right <= f64::from(canvas.columns)
            && bottom <= f64::from(canvas.rows);
        let halves = [a.column, a.row, a.column_span, a.row_span].iter().all(|edge| (edge * 2.0).fract() == 0.0);
        if !inside || !halves {
            wrong.push(format!("{} is not inside the grid, or not on a half of it", a.id));
        }
        for b in &canvas.sections[at + 1..] {
            let beside = right <= b.column || b.column + b.column_span <= a.column;
            let above = bottom <= b.row || b.row + b.row_span <= a.row;
            if !beside && !above {
                wrong.push(format!("{} lies on {}", a.id, b.id));
            }
        }
    }
    wrong
}

#[test]
fn sections_take_up_what_exists_and_never_in_a_circle() {
    let method = Method::built_in();
    let mut edges: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for canvas in method.canvases() {
        for section in &canvas.sections {
            let name = format!("{}.{}", canvas.id, section.id);
            for from in &section.from {
                let (other, its) = from.split_once('.').unwrap_or_else(|| panic!("{name}: {from}"));
                let there = method.canvas(other).is_some_and(|canvas| canvas.section(its).is_some());
                assert!(there, "{name} takes up {from}, which is not there");
            }
            edges.insert(name, section.from.clone());
        }
    }
    // Take away sections that take up nothing that is left; what cannot be taken away is a circle.
    loop {
        let free: Vec<String> = edges
            .iter()
            .filter(|(_, from)| from.iter().all(|from| !edges.contains_key(from)))
            .map(|(name, _)| name.clone())
            .collect();
        if free.is_empty() {
            break;
        }
        edges.retain(|name, _| !free.contains(name));
    }
    assert!(edges.is_empty(), "{edges:#?}");
}

#[test]
fn the_audit_has_the_items_profiles_and_guidelines_of_the_method() {
    let fact: AuditFact = facts("api-audit.toml", "audit");
    let list = Method::built_in().checklist("api-audit").expect("api-audit");
    assert_eq!(
        list.profiles.iter().map(|profile| &profile.id).collect::<Vec<_>>(),
        fact.profiles.iter().collect::<Vec<_>>()
    );
    assert_eq!(list.stages.iter().map(|stage| &stage.id).collect::<Vec<_>>(), fact.stages.iter().collect::<Vec<_>>());
    assert_eq!(list.items.len(), fact.item.len());
    for (item, fact) in list.items.iter().zip(&fact.item) {
        let id = &fact.id;
        assert_eq!((&item.id, &item.stage), (id, &fact.stage));
        assert_eq!((&item.profiles, item.automation), (&fact.profiles, fact.automation), "{id}");
        assert_eq!(item.check, fact.check, "{id}");
        assert_eq!((&item.stations, &item.criteria), (&fact.stations, &fact.criteria), "{id}");
        assert_eq!((&item.guidelines, &item.resources), (&fact.guidelines, &fact.resources), "{id}");
        assert_eq!(item.evidence_tags, fact.evidence_tags, "{id}");
    }
    let guidelines: Vec<_> = list.guidelines.iter().map(|one| (&one.id, &one.priority, &one.category)).collect();
    let wanted: Vec<_> = fact.guideline.iter().map(|one| (&one.id, &one.priority, &one.category)).collect();
    assert_eq!(guidelines, wanted);
}

#[test]
fn cycles_have_the_stations_criteria_and_people_of_the_method() {
    let facts: BTreeMap<String, CycleFact> = facts("cycles.toml", "cycle");
    for (id, fact) in &facts {
        let cycle = Method::built_in().cycle(id).unwrap_or_else(|| panic!("{id} is missing"));
        assert_eq!(cycle.title, fact.title, "{id}");
        assert_eq!((&cycle.entry_criteria, &cycle.exit_criteria), (&fact.entry_criteria, &fact.exit_criteria), "{id}");
        assert_eq!(cycle.stations.len(), fact.station.len(), "{id}");
        for (station, fact) in cycle.stations.iter().zip(&fact.station) {
            let name = format!("{id}.{}", fact.id);
            assert_eq!((&station.id, &station.title), (&fact.id, &fact.title), "{name}");
            assert_eq!(
                (&station.entry_criteria, &station.resources),
                (&fact.entry_criteria, &fact.resources),
                "{name}"
            );
            assert_eq!((&station.lead, &station.core), (&fact.lead, &fact.core), "{name}");
            assert_eq!((&station.consulted, &station.answer_owner), (&fact.consulted, &fact.answer_owner), "{name}");
        }
    }
}

#[test]
fn people_criteria_and_resources_are_those_of_the_method() {
    let method = Method::built_in();
    let people: BTreeMap<String, Text> = facts("people.toml", "stakeholder");
    for (id, title) in &people {
        let person =
            method.people().iter().find(|person| person.id == *id).unwrap_or_else(|| panic!("{id} is missing"));
        assert_eq!(person.title, *title, "{id}");
    }
    let criteria: BTreeMap<String, Vec<String>> = facts("criteria.toml", "criteria");
    let ours = ids(method.criteria().iter().map(|criterion| &criterion.id));
    let missing: Vec<_> = criteria["ids"].iter().filter(|id| !ours.contains(id.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let resources: BTreeMap<String, (String, String)> = facts("resources.toml", "resources");
    for (id, (category, title)) in &resources {
        let ours = method.resources().iter().find(|one| one.id == *id).unwrap_or_else(|| panic!("{id} is missing"));
        assert_eq!((ours.category.as_str(), ours.title.english()), (category.as_str(), title.as_str()), "{id}");
    }
}

#[test]
fn everything_that_is_named_is_there() {
    let method = Method::built_in();
    let people = ids(method.people().iter().map(|person| &person.id));
    let criteria = ids(method.criteria().iter().map(|criterion| &criterion.id));
    let stations = ids(method.cycles().iter().flat_map(|cycle| &cycle.stations).map(|station| &station.id));
    let is_resource = |id: &str| {
        method.template(id).is_some()
            || method.template_of_resource(id).is_some()
            || method.resources().iter().any(|resource| resource.id == id)
    };
    for cycle in method.cycles() {
        for id in cycle.entry_criteria.iter().chain(&cycle.exit_criteria) {
            assert!(criteria.contains(id.as_str()), "{}: {id}", cycle.id);
        }
        for station in &cycle.stations {
            let name = format!("{}.{}", cycle.id, station.id);
            let named =
                station.lead.iter().chain(&station.core).chain(&station.consulted).chain(station.answer_owner.values());
            named.for_each(|id| assert!(people.contains(id.as_str()), "{name}: {id}"));
            station.entry_criteria.iter().for_each(|id| assert!(criteria.contains(id.as_str()), "{name}: {id}"));
            station.resources.iter().for_each(|id| assert!(is_resource(id), "{name}: {id}"));
            station.answer_owner.keys().for_each(|id| assert!(is_resource(id), "{name}: {id}"));
        }
    }
    let mut items: BTreeMap<&str, &str> = BTreeMap::new();
    for list in method.checklists() {
        let stages = ids(list.stages.iter().map(|stage| &stage.id));
        let profiles = ids(list.profiles.iter().map(|profile| &profile.id));
        let guidelines = ids(list.guidelines.iter().map(|guideline| &guideline.id));
        for item in &list.items {
            let name = format!("{}.{}", list.id, item.id);
            assert!(items.insert(&item.id, &list.id).is_none(), "{name} stands in two checklists");
            assert!(stages.contains(item.stage.as_str()), "{name}: {}", item.stage);
            item.covers.iter().for_each(|id| assert!(stages.contains(id.as_str()), "{name}: {id}"));
            item.profiles.iter().for_each(|id| assert!(profiles.contains(id.as_str()), "{name}: {id}"));
            item.guidelines.iter().for_each(|id| assert!(guidelines.contains(id.as_str()), "{name}: {id}"));
            item.criteria.iter().for_each(|id| assert!(criteria.contains(id.as_str()), "{name}: {id}"));
            item.stations.iter().for_each(|id| assert!(stations.contains(id.as_str()), "{name}: {id}"));
            item.resources.iter().for_each(|id| assert!(is_resource(id), "{name}: {id}"));
        }
    }
}
