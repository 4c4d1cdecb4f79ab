//! What canvases and checklists share: the head, and the published versions.

use toml::de::DeTable;

use super::super::grammar::files;
use super::record::Record;
use super::values::{FORMAT, Reader};
use crate::document::{Head, Published};

/// What the head says.
pub(super) fn head(template: String, record: Record<'_>) -> Head {
    record.fill(Head::with(FORMAT, template, None, String::new()))
}

/// Reads the published versions. One without a version or a date cannot be carried; it stays in the file.
pub(super) fn history(table: &DeTable<'_>, reader: &mut Reader<'_>) -> Vec<Published> {
    let Some(array) = reader.array(table, "history") else { return Vec::new() };
    let mut history = Vec::with_capacity(array.len());
    for (index, element) in array.iter().enumerate() {
        let Some(entry) = element.get_ref().as_table() else {
            reader.wrong_type("history", element, "[[history]]");
            continue;
        };
        let mut record = reader.record(entry, element.span(), &files::PUBLISHED);
        if let (Some(version), Some(date)) = (record.number("version"), record.date("date")) {
            history.push(record.fill(Published::with(version, date)));
            reader.history.push(index);
        }
    }
    history
}
