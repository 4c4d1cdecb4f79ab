//! That the whole method is there, with everything that is said of each part.

use std::collections::{BTreeMap, BTreeSet};

use stationmaster::layout::wrap;
use stationmaster::method::{Group, Method};

use super::texts::{Complaints, texts_of_the_method};

#[test]
fn every_text_of_a_guide_fits() {
    let mut wrong = Complaints::default();
    for guide in Method::built_in().guides() {
        let id = &guide.id;
        wrong.text(&format!("{id}.title"), &guide.title, 80);
        wrong.text(&format!("{id}.purpose"), &guide.purpose, 240);
        wrong.text(&format!("{id}.when"), &guide.when, 200);
        wrong.text(&format!("{id}.result"), &guide.result, 200);
        guide.steps.iter().for_each(|step| wrong.text(&format!("{id}.steps"), step, 220));
        guide.traps.iter().for_each(|trap| wrong.text(&format!("{id}.traps"), trap, 200));
        wrong.unless((5..=9).contains(&guide.steps.len()), format!("{id}: {} steps", guide.steps.len()));
        wrong.unless(guide.traps.len() == 2, format!("{id}: {} traps", guide.traps.len()));
        wrong.unless(!guide.canvases.is_empty(), format!("{id} serves no canvas"));
        wrong.unless(!guide.criteria.is_empty(), format!("{id} serves no criterion"));
    }
    wrong.none();
}

#[test]
fn every_text_of_the_network_fits() {
    let mut wrong = Complaints::default();
    for line in Method::built_in().lines() {
        wrong.text(&format!("{}.title", line.id), &line.title, 60);
        wrong.text(&format!("{}.description", line.id), &line.description, 160);
        let colour = line.color.strip_prefix('#').unwrap_or_default();
        let is_colour = colour.len() == 6 && colour.bytes().all(|digit| digit.is_ascii_hexdigit());
        wrong.unless(is_colour, format!("{}: {}", line.id, line.color));
    }
    for station in Method::built_in().network() {
        wrong.text(&format!("{}.title", station.id), &station.title, 60);
        wrong.text(&format!("{}.description", station.id), &station.description, 160);
    }
    wrong.none();
}

/// The checklists for which the method has no items.
#[test]
fn the_checklists_without_official_items_are_whole() {
    let method = Method::built_in();
    let mut wrong = Complaints::default();
    let ours: Vec<_> = method.checklists().iter().filter(|list| list.id != "api-audit").collect();
    assert_eq!(ours.len(), 5);
    for list in ours {
        wrong.unless((12..=25).contains(&list.items.len()), format!("{}: {} items", list.id, list.items.len()));
        wrong.unless(list.stages.len() >= 3, format!("{}: {} stages", list.id, list.stages.len()));
        for stage in &list.stages {
            let has_items = list.items_of(&stage.id, None).next().is_some();
            wrong.unless(has_items, format!("{}.{} has no item", list.id, stage.id));
        }
        let order: Vec<usize> =
            list.items.iter().filter_map(|item| list.stages.iter().position(|stage| stage.id == item.stage)).collect();
        wrong.unless(order.is_sorted(), format!("{}: items do not stand in the order of the stages", list.id));
        for item in &list.items {
            let name = format!("{}.{}", list.id, item.id);
            wrong.unless(!item.criteria.is_empty(), format!("{name} is related to no criterion"));
            wrong.unless(!item.resources.is_empty(), format!("{name} is related to nothing that helps"));
            wrong.unless(item.text.english().ends_with(['.', '?']), format!("{name} cannot be answered"));
        }
        let canvases = list.items.iter().flat_map(|item| &item.resources).filter(|id| method.canvas(id).is_some());
        wrong.unless(canvases.count() > 0, format!("{} is related to no canvas", list.id));
    }
    wrong.none();
}

#[test]
fn there_is_as_much_of_everything_as_the_method_has() {
    let method = Method::built_in();
    let sections: usize = method.canvases().iter().map(|canvas| canvas.sections.len()).sum();
    assert_eq!((method.canvases().len(), sections), (28, 184));
    assert_eq!((method.checklists().len(), method.guides().len(), method.resources().len()), (6, 67, 73));
    assert_eq!((method.cycles().len(), method.criteria().len(), method.people().len()), (4, 31, 22));
    let of = |group| method.network().iter().filter(|station| station.group == group).count();
    assert_eq!((method.lines().len(), of(Group::Core), of(Group::Sub)), (6, 8, 25));
    for cycle in method.cycles() {
        assert_eq!(cycle.stations.len(), 8, "{}", cycle.id);
        // Each station of a cycle is a core one, in the order of the network.
        let core = method.network().iter().filter(|station| station.group == Group::Core);
        assert!(cycle.stations.iter().map(|station| &station.id).eq(core.map(|station| &station.id)), "{}", cycle.id);
        for station in &cycle.stations {
            let name = format!("{} {}", cycle.id, station.id);
            assert!(!station.lead.is_empty() && !station.core.is_empty() && !station.consulted.is_empty(), "{name}");
            assert!(!station.entry_criteria.is_empty() && !station.resources.is_empty(), "{name}");
        }
    }
    // Every canvas, guide and criterion is used somewhere.
    let stations = method.cycles().iter().flat_map(|cycle| &cycle.stations);
    let mut used: BTreeSet<&str> =
        stations.clone().flat_map(|station| &station.resources).map(String::as_str).collect();
    used.extend(method.network().iter().flat_map(|station| &station.resources).map(String::as_str));
    let unused: Vec<_> = method.canvases().iter().filter(|canvas| !used.contains(canvas.id.as_str())).collect();
    assert!(unused.is_empty(), "{unused:?}");
    let produced = method.checklists().iter().flat_map(|list| &list.items).flat_map(|item| &item.criteria);
    let ends = method.cycles().iter().flat_map(|cycle| cycle.entry_criteria.iter().chain(&cycle.exit_criteria));
    let asked: BTreeSet<&str> =
        stations.flat_map(|station| &station.entry_criteria).chain(ends).chain(produced).map(String::as_str).collect();
    let idle: Vec<_> = method.criteria().iter().filter(|criterion| !asked.contains(criterion.id.as_str())).collect();
    assert!(idle.is_empty(), "{idle:?}");
}

/// Every question fits two lines where a terminal is 80 columns wide, also where the window is split for what helps.
#[test]
fn a_question_fits_two_lines_at_80_columns() {
    let mut wrong = Complaints::default();
    for canvas in Method::built_in().canvases() {
        for section in &canvas.sections {
            let lines = wrap::height(section.question.english(), 76);
            wrong.unless(lines <= 2, format!("{}.{}: {lines} lines", canvas.id, section.id));
        }
    }
    wrong.none();
}

/// Sentences within a text, too, and notes that are examples; names may stand in several places.
#[test]
fn no_sentence_of_the_method_stands_twice() {
    let names = [".title", ".short", ".authors", ".license"];
    let mut said: BTreeMap<String, String> = BTreeMap::new();
    let mut wrong = Complaints::default();
    let mut count = 0;
    for (place, text) in
        texts_of_the_method().into_iter().filter(|(place, _)| !names.iter().any(|name| place.contains(name)))
    {
        for sentence in text.split_inclusive(['.', '?', '!', ';']) {
            let letters = |character: char| character.is_alphanumeric() || character == ' ';
            let plain: String = sentence.to_lowercase().chars().filter(|one| letters(*one)).collect();
            let words: Vec<&str> = plain.split_whitespace().collect();
            if words.len() < 4 {
                continue;
            }
            count += 1;
            if let Some(other) = said.insert(words.join(" "), place.clone()) {
                wrong.unless(false, format!("{place} and {other}: {sentence}"));
            }
        }
    }
    assert!(count > 3000, "only {count} sentences were looked at");
    wrong.none();
}
