//! Reading `follow-up.toml`.

use std::collections::HashSet;

use toml::de::DeTable;

use super::super::{rules, table_model};
use super::canvas::read_id;
use super::values::{Reader, SubTable};
use crate::document::{Action, Decision, FollowUp, Id, Parked, Reference};

/// Reads decisions, actions and parked topics.
pub(super) fn read(table: &DeTable<'_>, reader: &mut Reader<'_>) -> FollowUp {
    reader.known_keys(table, table_model::FOLLOW_UP_KEYS);
    let format = reader.number(table, "format").unwrap_or(super::FORMAT);
    let mut follow_up = FollowUp { format, ..FollowUp::default() };
    let mut seen = HashSet::new();
    for (entry, id) in entries(table, "decisions", &mut seen, reader) {
        reader.known_keys(entry.table, table_model::DECISION_KEYS);
        follow_up.decisions.push(Decision {
            id,
            text: text(&entry, reader),
            by: reader.text(entry.table, "by"),
            date: reader.date(entry.table, "date"),
            because: reader.text(entry.table, "because"),
            rejected: reader.texts(entry.table, "rejected"),
            dissent: reader.text(entry.table, "dissent"),
            about: about(&entry, reader),
        });
    }
    for (entry, id) in entries(table, "actions", &mut seen, reader) {
        reader.known_keys(entry.table, table_model::ACTION_KEYS);
        follow_up.actions.push(Action {
            id,
            text: text(&entry, reader),
            owner: reader.text(entry.table, "owner"),
            due: reader.date(entry.table, "due"),
            done: reader.date(entry.table, "done"),
            about: about(&entry, reader),
        });
    }
    for (entry, id) in entries(table, "parked", &mut seen, reader) {
        reader.known_keys(entry.table, table_model::PARKED_KEYS);
        follow_up.parked.push(Parked {
            id,
            text: text(&entry, reader),
            owner: reader.text(entry.table, "owner"),
            due: reader.date(entry.table, "due"),
            dropped: reader.text(entry.table, "dropped"),
            about: about(&entry, reader),
        });
    }
    follow_up
}

fn entries<'i, 'a>(
    table: &'i DeTable<'a>,
    key: &str,
    seen: &mut HashSet<Id>,
    reader: &mut Reader<'_>,
) -> Vec<(SubTable<'i, 'a>, Id)> {
    let Some(table) = reader.table(table, key) else { return Vec::new() };
    let mut entries = Vec::with_capacity(table.len());
    for entry in reader.tables(table, key) {
        let Some(id) = read_id(entry.key, entry.key_span.clone(), reader) else { continue };
        if seen.insert(id) {
            entries.push((entry, id));
        } else {
            reader.report(rules::DUPLICATE_ID, entry.key_span, vec![("id", id.to_string())]);
        }
    }
    entries
}

fn text(entry: &SubTable<'_, '_>, reader: &mut Reader<'_>) -> String {
    if !entry.table.contains_key("text") {
        reader.missing(entry.span.clone(), "text", "text = \"…\"");
    }
    reader.text(entry.table, "text").unwrap_or_default()
}

/// What an entry is about. What is no reference is carried as it is and reported.
fn about(entry: &SubTable<'_, '_>, reader: &mut Reader<'_>) -> Vec<String> {
    let mut about = Vec::new();
    for (text, span) in reader.list(entry.table, "about") {
        if !Reference::parse(&text).is_some_and(|reference| reference.id.is_none_or(|id| id.is_well_formed())) {
            reader.report(rules::MALFORMED_REFERENCE, span, vec![("word", text.clone())]);
        }
        about.push(text);
    }
    about
}
