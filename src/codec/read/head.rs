//! The top of a canvas or checklist, which says what the rest is; and the published versions.

use toml::de::DeTable;

use super::super::{Content, rules};
use super::values::Reader;
use super::{canvas, checklist};
use crate::document::{Head, HeadField, Published, Status};

/// Reads a canvas or checklist; nothing where neither key is there.
pub(super) fn sheet(table: &DeTable<'_>, reader: &mut Reader<'_>) -> Option<Content> {
    if table.contains_key("canvas") {
        let template = reader.text(table, "canvas")?;
        let head = head(table, template, reader);
        Some(canvas::read(table, head, reader).into())
    } else if table.contains_key("checklist") {
        let template = reader.text(table, "checklist")?;
        let head = head(table, template, reader);
        Some(checklist::read(table, head, reader).into())
    } else {
        reader.missing_at_top("canvas", "canvas = \"…\"");
        None
    }
}

fn head(table: &DeTable<'_>, template: String, reader: &mut Reader<'_>) -> Head {
    let title = reader.text(table, "title");
    if title.is_none() && !table.contains_key("title") {
        reader.missing(0..0, "title", "title = \"…\"");
    }
    let status = reader.word(
        table,
        HeadField::Status.word(),
        rules::UNKNOWN_WORD,
        Status::from_word,
        &Status::ALL.map(Status::word),
    );
    Head {
        format: table
            .get("format")
            .and_then(|item| item.get_ref().as_integer())
            .and_then(|integer| u32::from_str_radix(integer.as_str(), integer.radix()).ok())
            .unwrap_or(super::FORMAT),
        template,
        title: title.unwrap_or_default(),
        status: status.unwrap_or_default(),
        version: reader.number(table, HeadField::Version.word()).unwrap_or_default(),
        profile: reader.text(table, HeadField::Profile.word()),
        owner: reader.text(table, HeadField::Owner.word()),
        review_by: reader.date(table, HeadField::ReviewBy.word()),
        superseded_by: reader.text(table, HeadField::SupersededBy.word()),
    }
}

/// Reports a template the method does not have.
pub(super) fn unknown_template<'k>(
    table: &DeTable<'_>,
    key: &str,
    word: &str,
    known: impl IntoIterator<Item = &'k str>,
    reader: &mut Reader<'_>,
) {
    if let Some(item) = table.get(key) {
        reader.unknown(rules::UNKNOWN_TEMPLATE, item.span(), key, word, known);
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
        reader.known_keys(entry, super::super::table_model::HISTORY_KEYS);
        let version = reader.number(entry, "version");
        let date = reader.date(entry, "date");
        for (key, expected) in [("version", "version = 1"), ("date", "date = 2026-11-23")] {
            if !entry.contains_key(key) {
                reader.missing(element.span(), key, expected);
            }
        }
        let published = Published {
            version: version.unwrap_or_default(),
            date: date.unwrap_or_default(),
            by: reader.text(entry, "by"),
            approved_by: reader.text(entry, "approved_by"),
            review: reader.text(entry, "review"),
            summary: reader.text(entry, "summary").unwrap_or_default(),
            digest: reader.text(entry, "digest"),
        };
        if version.is_some() && date.is_some() {
            history.push(published);
            reader.history.push(index);
        }
    }
    history
}
