//! What canvases and checklists share: the head, and the published versions.

use toml::de::DeTable;

use super::super::grammar::files;
use super::record::Record;
use super::values::{FORMAT, Reader};
use crate::document::{Head, HeadField, Published, Status};

/// What the head says.
pub(super) fn head(template: String, mut record: Record<'_>) -> Head {
    Head {
        format: record.number("format").unwrap_or(FORMAT),
        template,
        title: record.text(HeadField::Title.word()).unwrap_or_default(),
        status: record.word(HeadField::Status.word(), Status::from_word).unwrap_or_default(),
        version: record.number(HeadField::Version.word()).unwrap_or_default(),
        profile: record.text(HeadField::Profile.word()),
        owner: record.text(HeadField::Owner.word()),
        review_by: record.date(HeadField::ReviewBy.word()),
        superseded_by: record.text(HeadField::SupersededBy.word()),
    }
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
        let (version, date) = (record.number("version"), record.date("date"));
        let published = Published {
            version: version.unwrap_or_default(),
            date: date.unwrap_or_default(),
            by: record.text("by"),
            approved_by: record.text("approved_by"),
            review: record.text("review"),
            summary: record.text("summary").unwrap_or_default(),
            digest: record.text("digest"),
        };
        if version.is_some() && date.is_some() {
            history.push(published);
            reader.history.push(index);
        }
    }
    history
}
