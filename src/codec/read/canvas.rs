//! Reading a canvas: notes by section, what people said of sections, published versions.

use std::ops::Range;
use std::sync::Arc;

use toml::de::DeTable;

use super::super::{rules, table_model};
use super::head;
use super::values::{Reader, SubTable};
use crate::document::{Basis, Canvas, Field, Head, Id, MAX_ID_BYTES, Mark, Note, Reference, Relation, SectionState};
use crate::method::{CanvasTemplate, Kind};

/// Reads everything below the head.
pub(super) fn read(table: &DeTable<'_>, head: Head, reader: &mut Reader<'_>) -> Canvas {
    let method = reader.method;
    let template = method.canvas(&head.template);
    if template.is_none() {
        let known = method.canvases().iter().map(|canvas| canvas.id.as_str());
        head::unknown_template(table, "canvas", &head.template, known, reader);
    }
    let template = template.map(Arc::as_ref);
    reader.known_keys(table, table_model::CANVAS_KEYS);
    let mut canvas = Canvas::new(head);
    if let Some(notes) = reader.table(table, "notes") {
        for section in reader.tables(notes, "notes") {
            check_section(&section, template, reader);
            read_notes(&section, &mut canvas, reader);
        }
    }
    if let Some(sections) = reader.table(table, "sections") {
        for section in reader.tables(sections, "sections") {
            check_section(&section, template, reader);
            if let Some(mark) = read_mark(&section, reader) {
                canvas.marks.insert(section.key.to_owned(), mark);
            }
        }
    }
    canvas.history = head::history(table, reader);
    canvas
}

fn check_section(section: &SubTable<'_, '_>, template: Option<&CanvasTemplate>, reader: &mut Reader<'_>) {
    if let Some(template) = template
        && template.section(section.key).is_none()
    {
        let known = template.sections.iter().map(|section| section.id.as_str());
        reader.unknown(rules::UNKNOWN_SECTION, section.key_span.clone(), section.key, section.key, known);
    }
}

fn read_notes(section: &SubTable<'_, '_>, canvas: &mut Canvas, reader: &mut Reader<'_>) {
    for entry in reader.tables(section.table, &format!("notes.{}", section.key)) {
        let Some(id) = read_id(entry.key, entry.key_span.clone(), reader) else { continue };
        let note = read_note(id, entry.table, entry.span, reader);
        if !canvas.push(section.key, Arc::new(note)) {
            let arguments = vec![("id", id.to_string())];
            reader.report(rules::DUPLICATE_ID, entry.key_span, arguments);
        }
    }
}

/// Reads an id; one that is too long to carry gives nothing, and what it names stays in the file unread.
pub(super) fn read_id(word: &str, span: Range<usize>, reader: &mut Reader<'_>) -> Option<Id> {
    let id = Id::new(word);
    if !id.is_some_and(|id| id.is_well_formed()) {
        let carried = word.chars().take(MAX_ID_BYTES + 1).collect();
        reader.report(rules::MALFORMED_ID, span, vec![("word", carried)]);
    }
    id
}

fn read_note(id: Id, table: &DeTable<'_>, span: Range<usize>, reader: &mut Reader<'_>) -> Note {
    let text = reader.text(table, "text");
    match (&text, table.get("text")) {
        (None, None) => reader.missing(span, "text", "text = \"…\""),
        (Some(text), Some(item)) if text.trim().is_empty() => {
            reader.report(rules::EMPTY_NOTE, item.span(), vec![("id", id.to_string())]);
        }
        _ => {}
    }
    let mut note = Note::new(id, text.unwrap_or_default());
    // Most notes say nothing else.
    if table.len() > 1 || !table.contains_key("text") {
        reader.known_keys(table, table_model::NOTE_KEYS);
        note.kind =
            reader.word(table, Field::Kind.word(), rules::UNKNOWN_KIND, Kind::from_word, &Kind::ALL.map(Kind::word));
        note.color = read_color(table, reader);
        note.under = reader.text(table, Field::Under.word()).and_then(|word| {
            let span = table.get(Field::Under.word()).map(super::values::Item::span)?;
            read_id(&word, span, reader)
        });
        note.by = reader.text(table, Field::By.word());
        note.basis = reader.word(
            table,
            Field::Basis.word(),
            rules::UNKNOWN_WORD,
            Basis::from_word,
            &Basis::ALL.map(Basis::word),
        );
        note.source = reader.text(table, Field::Source.word());
        note.question = reader.text(table, Field::Question.word());
        for relation in Relation::ALL {
            note.relations[relation as usize] = read_references(table, relation.word(), reader);
        }
    }
    note
}

/// A colour of another form is carried as it is and reported; what draws it takes the kind's.
fn read_color(table: &DeTable<'_>, reader: &mut Reader<'_>) -> Option<String> {
    let color = reader.text(table, Field::Color.word())?;
    let digits = color.strip_prefix('#').unwrap_or_default();
    if (digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
        && let Some(item) = table.get(Field::Color.word())
    {
        reader.report(rules::MALFORMED_COLOR, item.span(), vec![("word", color.clone())]);
    }
    Some(color)
}

/// Reads references; what is none is reported and stays in the file.
fn read_references(table: &DeTable<'_>, key: &str, reader: &mut Reader<'_>) -> Vec<Reference> {
    let mut references = Vec::new();
    for (text, span) in reader.list(table, key) {
        match Reference::parse(&text) {
            Some(reference) => {
                if !reference.id.is_none_or(|id| id.is_well_formed()) {
                    reader.report(rules::MALFORMED_REFERENCE, span, vec![("word", text)]);
                }
                references.push(reference);
            }
            None => reader.report(rules::MALFORMED_REFERENCE, span, vec![("word", text)]),
        }
    }
    references
}

fn read_mark(section: &SubTable<'_, '_>, reader: &mut Reader<'_>) -> Option<Mark> {
    reader.known_keys(section.table, table_model::MARK_KEYS);
    if !section.table.contains_key("state") {
        reader.missing(section.span.clone(), "state", "state = \"gap\"");
    }
    let state = reader.word(
        section.table,
        "state",
        rules::UNKNOWN_WORD,
        SectionState::from_word,
        &SectionState::ALL.map(SectionState::word),
    );
    let reason = reader.text(section.table, "reason");
    state.map(|state| Mark { state, reason })
}
