//! Rules of canvases: groups. What every sheet shares is in `references`.

use super::Found;
use crate::assess::rules::{GROUP_MISSING, GROUP_NESTED};
use crate::document::{Canvas, Field, Id, Note};

pub(super) fn check(canvas: &Canvas, found: &mut Found<'_>) {
    for (section, note) in canvas.notes() {
        if let Some(under) = note.under {
            check_group(canvas, section, note, under, found);
        }
    }
}

/// A note is grouped under one of its own section that is not grouped itself.
fn check_group(canvas: &Canvas, section: &str, note: &Note, under: Id, found: &mut Found<'_>) {
    let (rule, part) = match canvas.section_of(under) {
        None => (GROUP_MISSING, "message"),
        Some(other) if other != section => (GROUP_MISSING, "elsewhere"),
        Some(_) if under == note.id => (GROUP_NESTED, "itself"),
        Some(_) if canvas.note(under).is_some_and(|parent| parent.under.is_some()) => (GROUP_NESTED, "message"),
        Some(_) => return,
    };
    let mut arguments = vec![("id", note.id.to_string()), ("under", under.to_string())];
    if let ("elsewhere", Some(other)) = (part, canvas.section_of(under)) {
        arguments.push(("section", other.to_owned()));
    }
    if let Some(finding) = found.report(rule, &["notes", section, note.id.as_str(), Field::Under.word()], arguments) {
        finding.part = part;
    }
}
