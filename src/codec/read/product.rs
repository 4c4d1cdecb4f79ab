//! Reading `product.toml`.

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::super::grammar::{By, Node, files};
use super::values::{FORMAT, Reader};
use crate::document::{CriterionAnswer, Product, Reply, Reviewed, Reviews, Round, RoundVerdict};

/// Reads a product.
pub(super) fn read(table: &DeTable<'_>, reader: &mut Reader<'_>) -> Product {
    let record = reader.record(table, 0..0, &files::PRODUCT);
    let product = record.fill(Product { format: FORMAT, ..Product::default() });
    reader.vocabulary.set_cycle(&product.cycle);
    Product {
        team: read_team(table, reader),
        criteria: read_criteria(table, reader),
        reviewed: read_reviewed(table, reader),
        rounds: read_rounds(table, reader),
        ..product
    }
}

fn read_team(table: &DeTable<'_>, reader: &mut Reader<'_>) -> BTreeMap<String, String> {
    match (reader.table(table, "team"), files::PRODUCT.at(&["team"])) {
        (Some(team), Some(Node::Each(each))) => reader.words(team, each),
        _ => BTreeMap::new(),
    }
}

/// Reads the rounds that are over. One without a number or a verdict cannot be carried; it stays in the file.
fn read_rounds(table: &DeTable<'_>, reader: &mut Reader<'_>) -> Vec<Round> {
    let mut rounds = Vec::new();
    let Some(table) = reader.table(table, "rounds") else { return rounds };
    for entry in reader.tables(table, "rounds") {
        let id = reader.id(entry.key, entry.key_span.clone());
        let mut record = reader.record(entry.table, entry.span.clone(), &files::ROUND);
        let criteria = read_criteria(entry.table, reader);
        let reviewed = read_reviewed(entry.table, reader);
        let verdict = record.word("verdict", RoundVerdict::from_word);
        if let (Some(id), Some(number), Some(verdict)) = (id, record.number("number"), verdict) {
            rounds.push(Round { criteria, reviewed, ..record.fill(Round::with(id, number, verdict)) });
        }
    }
    rounds
}

/// Reads the marks of documents at the stations.
fn read_reviewed(table: &DeTable<'_>, reader: &mut Reader<'_>) -> Reviews {
    let mut reviewed = Reviews::new();
    let Some(table) = reader.table(table, "reviewed") else { return reviewed };
    for station in reader.each(table, "reviewed", By::Station) {
        for mark in reader.tables(station.table, station.key) {
            let record = reader.record(mark.table, mark.span.clone(), &files::MARK_OF_DOCUMENT);
            let marks = reviewed.entry(station.key.to_owned()).or_default();
            marks.insert(mark.key.to_owned(), record.fill(Reviewed::default()));
        }
    }
    reviewed
}

/// Reads answers to criteria. One without an answer is not carried; it stays in the file.
fn read_criteria(table: &DeTable<'_>, reader: &mut Reader<'_>) -> BTreeMap<String, CriterionAnswer> {
    let mut criteria = BTreeMap::new();
    let Some(table) = reader.table(table, "criteria") else { return criteria };
    for entry in reader.each(table, "criteria", By::Criterion) {
        let mut record = reader.record(entry.table, entry.span.clone(), &files::CRITERION);
        if let Some(answer) = record.word("answer", Reply::from_word) {
            criteria.insert(entry.key.to_owned(), record.fill(CriterionAnswer::with(answer)));
        }
    }
    criteria
}
