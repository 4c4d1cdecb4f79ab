//! Reading `follow-up.toml`.

use std::collections::HashSet;

use toml::de::DeTable;

use super::super::grammar::{Table, files};
use super::super::rules;
use super::record::Record;
use super::values::{FORMAT, Reader};
use crate::document::{Action, Decision, FollowUp, Id, Parked};

/// Reads decisions, actions and parked topics.
pub(super) fn read(table: &DeTable<'_>, reader: &mut Reader<'_>) -> FollowUp {
    let mut top = reader.record(table, 0..0, &files::FOLLOW_UP);
    let mut seen = HashSet::new();
    let decisions = entries(table, "decisions", &files::DECISION, &mut seen, reader);
    let actions = entries(table, "actions", &files::ACTION, &mut seen, reader);
    let parked = entries(table, "parked", &files::PARKED, &mut seen, reader);
    FollowUp {
        format: top.number("format").unwrap_or(FORMAT),
        decisions: decisions.into_iter().map(|(id, record)| decision(id, record)).collect(),
        actions: actions.into_iter().map(|(id, record)| action(id, record)).collect(),
        parked: parked.into_iter().map(|(id, record)| topic(id, record)).collect(),
    }
}

fn decision(id: Id, mut record: Record<'_>) -> Decision {
    Decision {
        id,
        text: record.text("text").unwrap_or_default(),
        by: record.text("by"),
        date: record.date("date"),
        because: record.text("because"),
        rejected: record.texts("rejected"),
        dissent: record.text("dissent"),
        about: record.texts("about"),
    }
}

fn action(id: Id, mut record: Record<'_>) -> Action {
    Action {
        id,
        text: record.text("text").unwrap_or_default(),
        owner: record.text("owner"),
        due: record.date("due"),
        done: record.date("done"),
        about: record.texts("about"),
    }
}

fn topic(id: Id, mut record: Record<'_>) -> Parked {
    Parked {
        id,
        text: record.text("text").unwrap_or_default(),
        owner: record.text("owner"),
        due: record.date("due"),
        dropped: record.text("dropped"),
        about: record.texts("about"),
    }
}

/// The entries of a table, each id once in the whole file.
fn entries<'g>(
    table: &DeTable<'_>,
    key: &str,
    grammar: &'g Table,
    seen: &mut HashSet<Id>,
    reader: &mut Reader<'_>,
) -> Vec<(Id, Record<'g>)> {
    let Some(table) = reader.table(table, key) else { return Vec::new() };
    let mut entries = Vec::with_capacity(table.len());
    for (entry, id) in reader.by_id(table, key) {
        if seen.insert(id) {
            entries.push((id, reader.record(entry.table, entry.span, grammar)));
        } else {
            reader.report(rules::DUPLICATE_ID, entry.key_span, vec![("id", id.to_string())]);
        }
    }
    entries
}
