//! The whole built-in method against the facts kept in `tests/facts/method.toml`, and every reference within it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use stationmaster::method::{Automation, Kind, Method, Text};

/// The facts, as values that can be compared with those of the method.
fn facts() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/facts/method.toml");
    let text = std::fs::read_to_string(path).expect("the facts");
    let table: toml::Table = toml::from_str(&text).expect("valid facts");
    serde_json::to_value(table).expect("plain values")
}

fn method() -> &'static Method {
    Method::built_in()
}

fn texts(text: &Text) -> Value {
    match text {
        Text::One(text) => json!(text),
        Text::Many(texts) => json!(texts),
    }
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().expect("a table").keys().map(String::as_str).collect()
}

/// A list that may be left out.
fn list(value: &Value) -> Value {
    if value.is_null() { json!([]) } else { value.clone() }
}

/// The keys that any of these tables has.
fn keys_of<'a>(tables: impl IntoIterator<Item = &'a Value>) -> String {
    let all: BTreeSet<&str> = tables.into_iter().flat_map(keys).collect();
    all.into_iter().collect::<Vec<_>>().join(" ")
}

/// The values of a table or a list.
fn values(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(list) => list.iter().collect(),
        Value::Object(table) => table.values().collect(),
        _ => Vec::new(),
    }
}

/// What the facts say beyond this is compared with nothing: whoever adds to them adds to the tests below.
#[test]
fn the_facts_say_what_is_compared_and_nothing_else() {
    let facts = facts();
    let of = |table: &str| values(&facts[table]);
    let below = |table: &str, key: &str| -> Vec<Value> {
        of(table).into_iter().flat_map(|one| values(&one[key])).cloned().collect()
    };
    assert_eq!(keys_of([&facts]), "audit canvas criteria cycle line palette resources stakeholder station");
    assert_eq!(keys_of(of("canvas")), "authors columns license official_id rows sections title");
    let section =
        "column column_span default_kind fill_order highlight id journey_steps official_id row row_span title";
    assert_eq!(keys_of(&below("canvas", "sections")), section);
    assert_eq!(keys_of(of("cycle")), "entry_criteria exit_criteria station title");
    let station = "answer_owner consulted core entry_criteria id lead resources title";
    assert_eq!(keys_of(&below("cycle", "station")), station);
    assert_eq!(keys_of(of("line")), "color order stations title");
    assert_eq!(keys_of(of("station")), "evidence_tags group lifecycle_stage order resources title");
    assert_eq!(
        (keys_of([&facts["criteria"]]).as_str(), keys_of([&facts["audit"]]).as_str()),
        ("ids", "guideline item profiles stages")
    );
    let item = "automation check criteria evidence_tags guidelines id profiles resources stage stations";
    assert_eq!(keys_of(values(&facts["audit"]["item"])), item);
    assert_eq!(keys_of(values(&facts["audit"]["guideline"])), "category id priority");
}

#[test]
fn every_canvas_has_its_facts() {
    let facts = facts();
    let canvases = &facts["canvas"];
    assert_eq!(keys(canvases), method().canvases().iter().map(|canvas| canvas.id.as_str()).collect());
    let mut sections = 0;
    for canvas in method().canvases() {
        let fact = &canvases[&canvas.id];
        let id = &canvas.id;
        assert_eq!(fact["official_id"], json!(canvas.official_id), "{id}");
        assert_eq!(fact["title"], texts(&canvas.title), "{id}");
        assert_eq!((&fact["columns"], &fact["rows"]), (&json!(canvas.columns), &json!(canvas.rows)), "{id}");
        assert_eq!((&fact["authors"], &fact["license"]), (&json!(canvas.authors), &json!(canvas.license)), "{id}");
        let told = fact["sections"].as_array().expect("sections");
        assert_eq!(told.len(), canvas.sections.len(), "{id}");
        sections += told.len();
        for (fact, section) in told.iter().zip(&canvas.sections) {
            let id = format!("{id}.{}", section.id);
            assert_eq!(fact["id"], json!(section.id), "{id}");
            assert_eq!(fact["official_id"], json!(section.official_id), "{id}");
            assert_eq!(fact["title"], texts(&section.title), "{id}");
            assert_eq!(fact["fill_order"], json!(section.fill_order), "{id}");
            let grid = [section.column, section.row, section.column_span, section.row_span];
            for (key, value) in ["column", "row", "column_span", "row_span"].into_iter().zip(grid) {
                assert_eq!(fact[key].as_f64(), Some(value), "{id} {key}");
            }
            assert_eq!(fact["highlight"].as_bool().unwrap_or_default(), section.highlight, "{id}");
            assert_eq!(fact["journey_steps"].as_bool().unwrap_or_default(), section.journey_steps, "{id}");
            if let Some(kind) = fact["default_kind"].as_str() {
                assert_eq!(kind, section.default_kind.word(), "{id}");
            }
        }
    }
    assert_eq!((method().canvases().len(), sections), (28, 184));
}

#[test]
fn the_kinds_of_note_have_the_colours_of_the_palette() {
    let facts = facts();
    let palette = &facts["palette"];
    assert_eq!(keys(palette), Kind::ALL.iter().map(|kind| kind.word()).collect());
    // Themes may choose others; the first one has those of the method.
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/dark.toml");
    let theme: toml::Table = toml::from_str(&std::fs::read_to_string(path).expect("a theme")).expect("TOML");
    let theme = serde_json::to_value(theme).expect("plain values").to_string().to_lowercase();
    for kind in Kind::ALL {
        let colour = palette[kind.word()].as_str().expect("a colour").to_lowercase();
        assert!(theme.contains(&colour), "{}: {colour}", kind.word());
    }
}

#[test]
fn every_cycle_has_its_facts() {
    let facts = facts();
    let cycles = &facts["cycle"];
    assert_eq!(keys(cycles), method().cycles().iter().map(|cycle| cycle.id.as_str()).collect());
    for cycle in method().cycles() {
        let fact = &cycles[&cycle.id];
        assert_eq!(fact["title"], texts(&cycle.title), "{}", cycle.id);
        assert_eq!(fact["entry_criteria"], json!(cycle.entry_criteria), "{}", cycle.id);
        assert_eq!(fact["exit_criteria"], json!(cycle.exit_criteria), "{}", cycle.id);
        let told = fact["station"].as_array().expect("stations");
        assert_eq!((told.len(), cycle.stations.len()), (8, 8), "{}", cycle.id);
        for (fact, station) in told.iter().zip(&cycle.stations) {
            let id = format!("{} {}", cycle.id, station.id);
            assert_eq!(fact["id"], json!(station.id), "{id}");
            assert_eq!(fact["title"], texts(&station.title), "{id}");
            for (key, ids) in [
                ("entry_criteria", &station.entry_criteria),
                ("resources", &station.resources),
                ("lead", &station.lead),
                ("core", &station.core),
                ("consulted", &station.consulted),
            ] {
                assert_eq!(list(&fact[key]), json!(ids), "{id} {key}");
            }
            // Where one alone answers, the facts name a word and no list.
            let named = |people: &Vec<String>| if let [one] = people.as_slice() { json!(one) } else { json!(people) };
            let owners: BTreeMap<&str, Value> =
                station.answer_owner.iter().map(|(resource, people)| (resource.as_str(), named(people))).collect();
            let told = if fact["answer_owner"].is_null() { json!({}) } else { fact["answer_owner"].clone() };
            assert_eq!(told, json!(owners), "{id}");
        }
    }
}

#[test]
fn the_network_has_its_facts() {
    let facts = facts();
    assert_eq!(keys(&facts["line"]), method().lines().iter().map(|line| line.id.as_str()).collect());
    for (at, line) in method().lines().iter().enumerate() {
        let fact = &facts["line"][&line.id];
        assert_eq!(line.order as usize, at + 1, "{}", line.id);
        assert_eq!(fact["order"], json!(line.order), "{}", line.id);
        assert_eq!(fact["color"], json!(line.color), "{}", line.id);
        assert_eq!(fact["title"], texts(&line.title), "{}", line.id);
        assert_eq!(fact["stations"], json!(line.stations), "{}", line.id);
    }
    assert_eq!(keys(&facts["station"]), method().network().iter().map(|station| station.id.as_str()).collect());
    assert_eq!(method().network().len(), 33);
    for station in method().network() {
        let fact = &facts["station"][&station.id];
        assert_eq!(fact["group"], json!(format!("{}-stations", station.group.word())), "{}", station.id);
        assert_eq!(fact["order"], json!(station.order), "{}", station.id);
        assert_eq!(fact["title"], texts(&station.title), "{}", station.id);
        assert_eq!(fact["lifecycle_stage"], json!(station.lifecycle_stage), "{}", station.id);
        assert_eq!(list(&fact["evidence_tags"]), json!(station.evidence_tags), "{}", station.id);
        assert_eq!(list(&fact["resources"]), json!(station.resources), "{}", station.id);
    }
}

#[test]
fn criteria_people_and_resources_have_their_facts() {
    let facts = facts();
    let criteria: Vec<&str> = method().criteria().iter().map(|criterion| criterion.id.as_str()).collect();
    assert_eq!(facts["criteria"]["ids"], json!(criteria));
    let people: BTreeMap<&str, Value> =
        method().people().iter().map(|person| (person.id.as_str(), texts(&person.title))).collect();
    assert_eq!((facts["stakeholder"].clone(), people.len()), (json!(people), 22));
    let resources: BTreeMap<&str, [&str; 2]> = method()
        .resources()
        .iter()
        .map(|resource| (resource.id.as_str(), [resource.category.as_str(), resource.title.english()]))
        .collect();
    assert_eq!(facts["resources"], json!(resources));
    for (id, [category, title]) in resources {
        if category == "checklist" {
            assert!(method().template_of_resource(id).is_some(), "{id}");
        } else {
            let guide = method().guide(id).unwrap_or_else(|| panic!("no guide {id}"));
            assert_eq!((guide.category.as_str(), guide.title.english()), (category, title), "{id}");
        }
    }
    assert_eq!((method().guides().len(), method().checklists().len()), (67, 6));
}

#[test]
fn the_audit_has_its_facts() {
    let facts = &facts()["audit"];
    let audit = method().checklist("api-audit").expect("built in");
    let ids = |key: &str| facts[key].as_array().expect("a list").clone();
    assert_eq!(ids("profiles"), audit.profiles.iter().map(|profile| json!(profile.id)).collect::<Vec<_>>());
    assert_eq!(ids("stages"), audit.stages.iter().map(|stage| json!(stage.id)).collect::<Vec<_>>());
    assert_eq!((ids("item").len(), audit.items.len()), (46, 46));
    for (fact, item) in ids("item").iter().zip(&audit.items) {
        let id = &item.id;
        let automation = match item.automation {
            Automation::Manual => "manual",
            Automation::Semi => "semi",
            Automation::Auto => "auto",
        };
        assert_eq!((&fact["id"], &fact["stage"]), (&json!(id), &json!(item.stage)));
        assert_eq!((&fact["automation"], &fact["check"]), (&json!(automation), &json!(item.check)), "{id}");
        for (key, words) in [
            ("profiles", &item.profiles),
            ("stations", &item.stations),
            ("criteria", &item.criteria),
            ("guidelines", &item.guidelines),
            ("resources", &item.resources),
            ("evidence_tags", &item.evidence_tags),
        ] {
            assert_eq!(list(&fact[key]), json!(words), "{id} {key}");
        }
    }
    assert_eq!(ids("guideline").len(), audit.guidelines.len());
    for (fact, guideline) in ids("guideline").iter().zip(&audit.guidelines) {
        let told = json!({ "id": guideline.id, "priority": guideline.priority, "category": guideline.category });
        assert_eq!(fact, &told);
    }
}

#[test]
fn every_reference_within_the_method_leads_somewhere() {
    let method = method();
    let mut astray: Vec<String> = Vec::new();
    let mut ask = |known: bool, place: &str, word: &str| {
        if !known {
            astray.push(format!("{place}: {word}"));
        }
    };
    let is_resource = |id: &str| method.template_of_resource(id).is_some() || method.is_guide(id);
    for cycle in method.cycles() {
        for id in cycle.entry_criteria.iter().chain(&cycle.exit_criteria) {
            ask(method.criterion(id).is_some(), &cycle.id, id);
        }
        for station in &cycle.stations {
            let place = format!("{} {}", cycle.id, station.id);
            ask(method.network_station(&station.id).is_some(), &place, &station.id);
            station.entry_criteria.iter().for_each(|id| ask(method.criterion(id).is_some(), &place, id));
            station.resources.iter().for_each(|id| ask(is_resource(id), &place, id));
            let people = station.lead.iter().chain(&station.core).chain(&station.consulted);
            people
                .chain(station.answer_owner.values().flatten())
                .for_each(|id| ask(method.person(id).is_some(), &place, id));
            station.answer_owner.keys().for_each(|id| ask(station.resources.contains(id), &place, id));
        }
    }
    for line in method.lines() {
        line.stations.iter().for_each(|id| ask(method.network_station(id).is_some(), &line.id, id));
    }
    for station in method.network() {
        station.resources.iter().for_each(|id| ask(is_resource(id), &station.id, id));
        let on_a_line = method.lines().iter().any(|line| line.stations.contains(&station.id));
        ask(on_a_line, &station.id, "no line");
    }
    for list in method.checklists() {
        for item in &list.items {
            let place = format!("{} {}", list.id, item.id);
            ask(list.stages.iter().any(|stage| stage.id == item.stage), &place, &item.stage);
            item.covers.iter().for_each(|id| ask(list.stages.iter().any(|stage| stage.id == *id), &place, id));
            item.criteria.iter().for_each(|id| ask(method.criterion(id).is_some(), &place, id));
            item.resources.iter().for_each(|id| ask(is_resource(id), &place, id));
            item.stations.iter().for_each(|id| ask(method.network_station(id).is_some(), &place, id));
            item.profiles.iter().for_each(|id| ask(list.profiles.iter().any(|one| one.id == *id), &place, id));
        }
    }
    for guide in method.guides() {
        guide.canvases.iter().for_each(|id| ask(method.canvas(id).is_some(), &guide.id, id));
        guide.criteria.iter().for_each(|id| ask(method.criterion(id).is_some(), &guide.id, id));
    }
    for canvas in method.canvases() {
        for section in &canvas.sections {
            for from in &section.from {
                let known = from.split_once('.').is_some_and(|(canvas, section)| {
                    method.canvas(canvas).is_some_and(|canvas| canvas.section(section).is_some())
                });
                ask(known, &format!("{}.{}", canvas.id, section.id), from);
            }
        }
    }
    assert_eq!(astray, Vec::<String>::new());
}

#[test]
fn no_section_is_fed_by_itself() {
    let mut feeds: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for canvas in method().canvases() {
        for section in &canvas.sections {
            feeds.insert(format!("{}.{}", canvas.id, section.id), section.from.clone());
        }
    }
    for start in feeds.keys() {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&String> = feeds[start].iter().collect();
        while let Some(place) = open.pop() {
            assert_ne!(place, start, "{start} comes back to itself");
            if seen.insert(place) {
                open.extend(feeds.get(place).into_iter().flatten());
            }
        }
    }
}
