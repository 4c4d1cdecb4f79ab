//! Reading a canvas or a checklist: its first keys say which of them it is.

use toml::de::DeTable;

use super::super::Content;
use super::super::grammar::files;
use super::head::head;
use super::values::Reader;
use super::{canvas, checklist};

/// Reads a canvas or checklist; nothing where neither key is there.
pub(super) fn read(table: &DeTable<'_>, reader: &mut Reader<'_>) -> Option<Content> {
    let (kind, grammar) = if table.contains_key("canvas") {
        ("canvas", &files::CANVAS)
    } else if table.contains_key("checklist") {
        ("checklist", &files::CHECKLIST)
    } else {
        reader.missing_at_top("canvas", "canvas = \"…\"");
        return None;
    };
    // Whether the template has a profile or a section can be said when it is known.
    if let Some(template) = table.get(kind).and_then(|item| item.get_ref().as_str()) {
        match kind {
            "canvas" => reader.vocabulary.set_canvas(template),
            _ => reader.vocabulary.set_checklist(template),
        }
    }
    let mut record = reader.record(table, 0..0, grammar);
    let template = record.text(kind)?;
    let head = head(template, record);
    Some(match kind {
        "canvas" => canvas::read(table, head, reader).into(),
        _ => checklist::read(table, head, reader).into(),
    })
}
