//! Rules across canvases: notes of which nothing was made. Which sections expect what is data with the canvases.

use std::collections::HashMap;

use super::{Checked, Finding};
use crate::assess::lineage::ReferenceGraph;
use crate::assess::location::{Home, Location};
use crate::assess::rules::{FEATURE_UNCARRIED, LEADS_NOWHERE, PAIN_UNRELIEVED, STEP_UNSERVED, Severity};
use crate::codec::{self, Content, Place};
use crate::document::text::visible_line;
use crate::document::{Canvas, DocumentBody, Id, Note, SectionState};
use crate::method::{Expectation, Method};

/// Finds every note of which a section expects that something was made, and nothing was.
///
/// A team that has not come to the later canvas is left alone: nothing is said before one note of the later sections is
/// related as expected (then it is worth knowing, unless the team has marked them as a gap or not applicable), or one of
/// those sections is marked done (then it should be mended).
pub(super) fn check(files: &[Checked<'_>], method: &Method) -> Vec<(usize, Finding)> {
    let canvases: Vec<(usize, &Home, &Canvas)> = files
        .iter()
        .enumerate()
        .filter_map(|(at, file)| match (&file.location, file.known()) {
            (Location::Live(home), Some(Content::DocumentBody(DocumentBody::Canvas(canvas)))) => {
                Some((at, home, &**canvas))
            }
            _ => None,
        })
        .collect();
    if canvases.is_empty() {
        return Vec::new();
    }
    let web = ReferenceGraph::new(canvases.iter().map(|(_, home, canvas)| ((*home).clone(), *canvas)));
    let marks = marks(&canvases);
    let mut findings = Vec::new();
    for (at, home, canvas) in &canvases {
        let Some(template) = method.canvas(&canvas.head.template) else { continue };
        for section in &template.sections {
            for expected in &section.expects {
                let kind = |note: &Note| note.kind.unwrap_or(section.default_kind);
                let notes: Vec<Id> = canvas
                    .notes_of(&section.id)
                    // What is grouped under another is carried by that one, unless a kind is asked for.
                    .filter(|note| expected.kind.map_or(note.under.is_none(), |wanted| kind(note) == wanted))
                    .map(|note| note.id)
                    .collect();
                let met: Vec<bool> = notes.iter().map(|note| is_met(*note, expected, &web)).collect();
                let marked = |state: SectionState| {
                    let mark = |by: &String| marks.get(&(home.product.as_str(), by.clone()));
                    expected.by.iter().any(|by| mark(by) == Some(&state))
                };
                let is_done = marked(SectionState::Done);
                let is_known = marked(SectionState::Gap) || marked(SectionState::NotApplicable);
                if !is_done && (is_known || !met.contains(&true)) {
                    continue;
                }
                for note in notes.iter().zip(met).filter(|(_, met)| !met).map(|(note, _)| *note) {
                    let Some(found) = canvas.note(note) else { continue };
                    let text = visible_line(&found.text).into_owned();
                    let place = place(&files[*at], &section.id, note);
                    let mut finding = Finding::new(rule_of(expected), files[*at].path, place, vec![("text", text)]);
                    finding.severity = if is_done { Severity::Warning } else { Severity::Note };
                    findings.push((*at, finding));
                }
            }
        }
    }
    findings
}

fn is_met(note: Id, expected: &Expectation, web: &ReferenceGraph) -> bool {
    web.named_by(note).iter().any(|(relation, other)| {
        expected.relations.iter().any(|word| word == relation.word())
            && web.spot(*other).is_some_and(|spot| {
                let place = format!("{}.{}", spot.template, spot.section);
                expected.by.contains(&place)
            })
    })
}

/// How sections are marked: product and `canvas.section` to state. Of two canvases of one kind, done counts.
fn marks<'a>(canvases: &[(usize, &'a Home, &Canvas)]) -> HashMap<(&'a str, String), SectionState> {
    let mut marks = HashMap::new();
    for (_, home, canvas) in canvases {
        for (section, mark) in &canvas.marks {
            let place = (home.product.as_str(), format!("{}.{section}", canvas.head.template));
            let state = marks.entry(place).or_insert(mark.state);
            if mark.state == SectionState::Done {
                *state = mark.state;
            }
        }
    }
    marks
}

fn place(file: &Checked<'_>, section: &str, note: Id) -> Option<Place> {
    file.reading.places.find(&codec::path(&["notes", section, note.as_str()])).cloned()
}

/// The rule that a note breaks which an expectation is not met by; a team's own falls under the general one.
#[must_use]
pub fn rule_of(expected: &Expectation) -> &'static str {
    let own = [PAIN_UNRELIEVED, FEATURE_UNCARRIED, STEP_UNSERVED].into_iter().find(|rule| *rule == expected.rule);
    own.unwrap_or(LEADS_NOWHERE)
}
