//! Reading a checklist: answers to items, waivers, published versions.

use std::ops::Range;

use toml::de::DeTable;

use super::super::grammar::{By, files};
use super::head;
use super::values::{Item, Reader, SubTable};
use crate::document::{Answer, Checklist, Head, Waiver};

/// Reads everything below the head.
pub(super) fn read(table: &DeTable<'_>, head: Head, reader: &mut Reader<'_>) -> Checklist {
    let mut list = Checklist::new(head);
    if let Some(items) = reader.table(table, "items") {
        for item in reader.each(items, "items", By::Item) {
            let answer = read_answer(&item, reader);
            list.answers.insert(item.key.to_owned(), answer);
        }
    }
    list.history = head::history(table, reader);
    list
}

fn read_answer(item: &SubTable<'_, '_>, reader: &mut Reader<'_>) -> Answer {
    let mut answer = reader.record(item.table, item.span.clone(), &files::ANSWER).fill(Answer::default());
    answer.waiver = reader.table(item.table, "waiver").and_then(|waiver| {
        let span = item.table.get("waiver").map(Item::span).unwrap_or_default();
        read_waiver(waiver, span, reader)
    });
    answer
}

/// Reads a waiver. One without a last day is none; it stays in the file and is reported.
fn read_waiver(table: &DeTable<'_>, span: Range<usize>, reader: &mut Reader<'_>) -> Option<Waiver> {
    let mut record = reader.record(table, span, &files::WAIVER);
    let until = record.date("until")?;
    Some(record.fill(Waiver::with(until)))
}
