//! Reading a canvas: notes by section, what people said of sections, published versions.

use std::ops::Range;
use std::sync::Arc;

use toml::de::DeTable;

use super::super::grammar::{By, files};
use super::super::rules;
use super::head;
use super::values::{Reader, SubTable};
use crate::document::{Canvas, Field, Head, Id, Mark, Note, Relation, SectionState};

/// Reads everything below the head.
pub(super) fn read(table: &DeTable<'_>, head: Head, reader: &mut Reader<'_>) -> Canvas {
    let mut canvas = Canvas::new(head);
    if let Some(notes) = reader.table(table, "notes") {
        for section in reader.each(notes, "notes", By::Section) {
            read_notes(&section, &mut canvas, reader);
        }
    }
    if let Some(sections) = reader.table(table, "sections") {
        for section in reader.each(sections, "sections", By::Section) {
            if let Some(mark) = read_mark(&section, reader) {
                canvas.marks.insert(section.key.to_owned(), mark);
            }
        }
    }
    canvas.history = head::history(table, reader);
    canvas
}

fn read_notes(section: &SubTable<'_, '_>, canvas: &mut Canvas, reader: &mut Reader<'_>) {
    for (entry, id) in reader.by_id(section.table, &format!("notes.{}", section.key)) {
        let note = read_note(id, entry.table, entry.span, reader);
        if !canvas.push(section.key, Arc::new(note)) {
            let arguments = vec![("id", id.to_string())];
            reader.report(rules::DUPLICATE_ID, entry.key_span, arguments);
        }
    }
}

fn read_note(id: Id, table: &DeTable<'_>, span: Range<usize>, reader: &mut Reader<'_>) -> Note {
    let mut record = reader.record(table, span, &files::NOTE);
    let text = record.text(Field::Text.word());
    let says_more = table.len() > usize::from(table.contains_key(Field::Text.word()));
    if let (Some(text), Some(item)) = (&text, table.get(Field::Text.word()))
        && text.trim().is_empty()
    {
        reader.report(rules::EMPTY_NOTE, item.span(), vec![("id", id.to_string())]);
    }
    let mut note = Note::new(id, text.unwrap_or_default());
    // Most notes say nothing else.
    if says_more {
        for relation in Relation::ALL {
            note.relations[relation as usize] = record.references(relation.word());
        }
        note = record.fill(note);
    }
    note
}

fn read_mark(section: &SubTable<'_, '_>, reader: &mut Reader<'_>) -> Option<Mark> {
    let mut record = reader.record(section.table, section.span.clone(), &files::MARK);
    let state = record.word("state", SectionState::from_word)?;
    Some(record.fill(Mark::with(state)))
}
