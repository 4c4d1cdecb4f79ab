//! Reading `product.toml`.

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::super::{rules, table_model};
use super::values::Reader;
use crate::document::{CriterionAnswer, Id, Product, Reply, Reviewed, Reviews, Round, RoundVerdict, Style};

/// Reads a product.
pub(super) fn read(table: &DeTable<'_>, reader: &mut Reader<'_>) -> Product {
    reader.known_keys(table, table_model::PRODUCT_KEYS);
    for (key, expected) in [("name", "name = \"…\""), ("cycle", "cycle = \"…\"")] {
        if !table.contains_key(key) {
            reader.missing(0..0, key, expected);
        }
    }
    let format = reader.number(table, "format").unwrap_or(super::FORMAT);
    let name = reader.text(table, "name").unwrap_or_default();
    let cycle = reader.text(table, "cycle").unwrap_or_default();
    let method = reader.method;
    if let Some(item) = table.get("cycle")
        && method.cycle_ids().next().is_some()
        && item.get_ref().is_str()
        && method.cycle(&cycle).is_none()
    {
        reader.unknown(rules::UNKNOWN_WORD, item.span(), "cycle", &cycle, method.cycle_ids());
    }
    Product {
        format,
        name,
        styles: read_styles(table, reader),
        openapi: reader.text(table, "openapi"),
        team: read_team(table, reader),
        criteria: read_criteria(table, reader),
        reviewed: read_reviewed(table, &cycle, reader),
        rounds: read_rounds(table, &cycle, reader),
        cycle,
    }
}

/// Reads the rounds that are over. One without a number or a verdict cannot be carried; it stays in the file.
fn read_rounds(table: &DeTable<'_>, cycle: &str, reader: &mut Reader<'_>) -> Vec<Round> {
    let mut rounds = Vec::new();
    let Some(table) = reader.table(table, "rounds") else { return rounds };
    for entry in reader.tables(table, "rounds") {
        reader.known_keys(entry.table, table_model::ROUND_KEYS);
        let expected = [("number", "number = 1"), ("verdict", "verdict = \"improve\""), ("reason", "reason = \"…\"")];
        for (key, expected) in expected {
            if !entry.table.contains_key(key) {
                reader.missing(entry.span.clone(), key, expected);
            }
        }
        let id = Id::new(entry.key);
        if !id.is_some_and(|id| id.is_well_formed()) {
            reader.report(rules::MALFORMED_ID, entry.key_span.clone(), vec![("word", entry.key.to_owned())]);
        }
        let known = RoundVerdict::ALL.map(RoundVerdict::word);
        let verdict = reader.word(entry.table, "verdict", rules::UNKNOWN_WORD, RoundVerdict::from_word, &known);
        let number = reader.number(entry.table, "number");
        let reason = reader.text(entry.table, "reason").unwrap_or_default();
        let by = reader.text(entry.table, "by");
        let date = reader.date(entry.table, "date");
        let next = reader.text(entry.table, "next");
        if let (Some(next), Some(item)) = (&next, entry.table.get("next")) {
            let method = reader.method;
            let stations = method.cycle(cycle).map(|cycle| cycle.stations.as_slice()).unwrap_or_default();
            if !stations.is_empty() && !stations.iter().any(|station| station.id == *next) {
                let known = stations.iter().map(|station| station.id.as_str());
                reader.unknown(rules::UNKNOWN_WORD, item.span(), "next", next, known);
            }
        }
        let criteria = read_criteria(entry.table, reader);
        let reviewed = read_reviewed(entry.table, cycle, reader);
        if let (Some(id), Some(number), Some(verdict)) = (id, number, verdict) {
            rounds.push(Round { id, number, verdict, reason, by, date, next, criteria, reviewed });
        }
    }
    rounds
}

/// Reads the marks of documents at the stations.
fn read_reviewed(table: &DeTable<'_>, cycle: &str, reader: &mut Reader<'_>) -> Reviews {
    let mut reviewed = Reviews::new();
    let Some(table) = reader.table(table, "reviewed") else { return reviewed };
    let method = reader.method;
    let known = method.cycle(cycle).map(|cycle| cycle.stations.as_slice()).unwrap_or_default();
    for station in reader.tables(table, "reviewed") {
        if !known.is_empty() && !known.iter().any(|known| known.id == station.key) {
            let known = known.iter().map(|station| station.id.as_str());
            reader.unknown(rules::UNKNOWN_KEY, station.key_span.clone(), station.key, station.key, known);
        }
        for mark in reader.tables(station.table, station.key) {
            reader.known_keys(mark.table, table_model::REVIEWED_KEYS);
            let (by, date) = (reader.text(mark.table, "by"), reader.date(mark.table, "date"));
            let marks = reviewed.entry(station.key.to_owned()).or_default();
            marks.insert(mark.key.to_owned(), Reviewed { by, date });
        }
    }
    reviewed
}

/// Reads the styles; an unknown one is reported and stays in the file.
fn read_styles(table: &DeTable<'_>, reader: &mut Reader<'_>) -> Vec<Style> {
    let mut styles = Vec::new();
    for (word, span) in reader.list(table, "styles") {
        match Style::from_word(&word) {
            Some(style) => styles.push(style),
            None => {
                reader.unknown(rules::UNKNOWN_WORD, span, "styles", &word, Style::ALL.map(Style::word));
            }
        }
    }
    styles
}

fn read_team(table: &DeTable<'_>, reader: &mut Reader<'_>) -> BTreeMap<String, String> {
    let mut team = BTreeMap::new();
    let Some(table) = reader.table(table, "team") else { return team };
    let people = reader.method.people();
    for key in table.keys() {
        if let Some(who) = reader.text(table, key.get_ref()) {
            team.insert(key.get_ref().clone().into_owned(), who);
        }
        if !people.is_empty() && !people.iter().any(|person| person.id == *key.get_ref()) {
            let known = people.iter().map(|person| person.id.as_str());
            reader.unknown(rules::UNKNOWN_KEY, key.span(), key.get_ref(), key.get_ref(), known);
        }
    }
    team
}

/// Reads answers to criteria. One without an answer is not carried; it stays in the file.
fn read_criteria(table: &DeTable<'_>, reader: &mut Reader<'_>) -> BTreeMap<String, CriterionAnswer> {
    let mut criteria = BTreeMap::new();
    let Some(table) = reader.table(table, "criteria") else { return criteria };
    let known = reader.method.criteria();
    for entry in reader.tables(table, "criteria") {
        if !known.is_empty() && !known.iter().any(|criterion| criterion.id == entry.key) {
            let known = known.iter().map(|criterion| criterion.id.as_str());
            reader.unknown(rules::UNKNOWN_ITEM, entry.key_span.clone(), entry.key, entry.key, known);
        }
        reader.known_keys(entry.table, table_model::CRITERION_KEYS);
        if !entry.table.contains_key("answer") {
            reader.missing(entry.span.clone(), "answer", "answer = \"yes\"");
        }
        let reply =
            reader.word(entry.table, "answer", rules::UNKNOWN_WORD, Reply::from_word, &Reply::ALL.map(Reply::word));
        let evidence = reader.texts(entry.table, "evidence");
        let note = reader.text(entry.table, "note");
        let by = reader.text(entry.table, "by");
        let date = reader.date(entry.table, "date");
        if let Some(answer) = reply {
            criteria.insert(entry.key.to_owned(), CriterionAnswer { answer, evidence, note, by, date });
        }
    }
    criteria
}
