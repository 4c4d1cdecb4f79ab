//! Grids and references: what is inside, what is there, what leads in a circle.

use std::collections::{BTreeMap, BTreeSet};

use stationmaster::method::{CanvasTemplate, Method};

fn ids<'a>(ids: impl IntoIterator<Item = &'a String>) -> BTreeSet<&'a str> {
    ids.into_iter().map(String::as_str).collect()
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
            let owners = station.answer_owner.values().flatten();
            let named = station.lead.iter().chain(&station.core).chain(&station.consulted).chain(owners);
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
