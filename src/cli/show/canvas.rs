//! A canvas for reading: sections in fill order, notes under them with number and sign.

use super::super::context::Context;
use super::super::output::{Line, Tone};
use super::references::References;
use super::view::{Part, parts};
use super::{called, labelled, named};
use crate::document::{Canvas, Field, Note, Relation, Value};

/// Prints the sections of a canvas.
pub(super) fn print(context: &mut Context, canvas: &Canvas, references: &mut References) {
    for part in parts(canvas, context) {
        context.out.line(&Line::default());
        heading(context, &part);
        let reason = canvas.marks.get(&part.id).and_then(|mark| mark.reason.clone());
        labelled(context, 2, "reason", reason.as_deref());
        if canvas.order(&part.id).is_empty() {
            let empty = context.words.say(key!("cli.show.empty"));
            context.out.line(&Line::of(Tone::Muted, format!("  {empty}")));
        }
        for (at, note) in canvas.notes_of(&part.id).enumerate() {
            print_note(context, canvas, &part, at, note, references);
        }
    }
}

fn heading(context: &mut Context, part: &Part) {
    let mark = if part.highlight { format!(" {}", context.out.signs().highlight()) } else { String::new() };
    let dot = context.out.signs().dot();
    let state = context.words.look_up(&format!("cli.show.state.{}", part.state));
    let mut line = Line::of(Tone::Strong, format!("{} {}{mark}", part.number, part.title));
    if part.known {
        line = line.and(Tone::Muted, format!(" ({})", part.id));
    } else {
        line = line.and(Tone::Caution, format!("{dot}{}", context.words.say(key!("cli.show.elsewhere"))));
    }
    if !matches!(part.state, "empty" | "started") {
        line = line.and(Tone::Muted, format!("{dot}{state}"));
    }
    context.out.line(&line);
}

fn print_note(
    context: &mut Context,
    canvas: &Canvas,
    part: &Part,
    at: usize,
    note: &Note,
    references: &mut References,
) {
    let kind = note.kind.unwrap_or(part.kind);
    let number = format!("{}.{}", part.number, at + 1);
    let indent = if note.under.is_some() { 4 } else { 2 };
    let lead = Line::plain(" ".repeat(indent))
        .and(Tone::Muted, format!("{number:<4} "))
        .and(Tone::Kind(kind), context.out.signs().kind(kind))
        .and(Tone::Plain, " ");
    named(context, &lead, Tone::Plain, &note.text, note.id.as_str());
    let indent = lead.width();
    if let Some(position) = note.under.and_then(|id| canvas.position(id)) {
        let number = format!("{}.{}", part.number, position + 1);
        let grouped = context.words.tell(&sentence!("cli.show.grouped", number = number));
        context.out.line(&Line::plain(" ".repeat(indent)).and(Tone::Muted, grouped));
    }
    if let Some(name) = &note.by {
        let by = context.words.tell(&sentence!("cli.show.by", name = name.clone()));
        context.out.line(&Line::plain(" ".repeat(indent)).and(Tone::Muted, by));
    }
    for field in Field::ALL {
        // These are told from the others above, and by the note's place and sign.
        if !matches!(field, Field::Text | Field::Kind | Field::Color | Field::Under | Field::By | Field::Relation(_)) {
            labelled(context, indent, field.word(), note.get(field).as_ref().and_then(Value::as_text));
        }
    }
    for relation in Relation::ALL {
        for reference in note.related(relation) {
            let label = references.label(context, &reference.to_string());
            called(context, indent, relation.word(), &label);
        }
    }
}
