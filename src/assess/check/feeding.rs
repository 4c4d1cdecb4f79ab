//! Rules across canvases: notes of which nothing was made. Which sections expect what is data with the canvases.

use std::collections::{HashMap, HashSet};

use super::outline::CanvasOutline;
use super::{Found, Surveyed};
use crate::assess::location::{Home, Location};
use crate::assess::rules::{FEATURE_UNCARRIED, LEADS_NOWHERE, PAIN_UNRELIEVED, STEP_UNSERVED, Severity};
use crate::document::text::visible_line;
use crate::document::{DocumentBody, Id, Relation, SectionState};
use crate::method::{Expectation, Method};

/// A note of which something should have been made.
pub(super) struct Unmet {
    section: String,
    note: Id,
    rule: &'static str,
    severity: Severity,
}

/// Finds, for each of the files, every note of which a section expects that something was made, and nothing was.
///
/// A team that has not come to the later canvas is left alone: nothing is said before one note of the later sections is
/// related as expected (then it is worth knowing, unless the team has marked them as a gap or not applicable), or one of
/// those sections is marked done (then it should be fixed).
pub(super) fn check(files: &[Surveyed<'_>], method: &Method) -> Vec<Vec<Unmet>> {
    let canvases: Vec<(&Home, &CanvasOutline)> = files.iter().filter_map(canvas).collect();
    let web = Web::new(&canvases);
    let marks = marks(&canvases);
    let of = |file| canvas(file).map(|(home, canvas)| unmet(home, canvas, method, &web, &marks));
    files.iter().map(|file| of(file).unwrap_or_default()).collect()
}

/// The canvas that a file is, where it is worked on.
fn canvas<'a>(file: &'a Surveyed<'_>) -> Option<(&'a Home, &'a CanvasOutline)> {
    let Location::Live(home) = &file.location else { return None };
    Some((home, file.outline.as_ref()?.canvas.as_ref()?))
}

fn unmet(
    home: &Home,
    canvas: &CanvasOutline,
    method: &Method,
    web: &Web,
    marks: &HashMap<(&str, String), SectionState>,
) -> Vec<Unmet> {
    let mut unmet = Vec::new();
    let Some(template) = method.canvas(&canvas.template) else { return unmet };
    for section in &template.sections {
        for expected in &section.expects {
            let notes: Vec<Id> = canvas
                .notes_of(&section.id)
                .iter()
                // What is grouped under another is carried by that one, unless a kind is asked for.
                .filter(|note| match expected.kind {
                    None => !note.is_grouped,
                    Some(wanted) => note.kind.unwrap_or(section.default_kind) == wanted,
                })
                .map(|note| note.id)
                .collect();
            let met: Vec<bool> = notes.iter().map(|note| web.is_met(*note, expected)).collect();
            let marked = |state: SectionState| {
                let mark = |by: &String| marks.get(&(home.product.as_str(), by.clone()));
                expected.by.iter().any(|by| mark(by) == Some(&state))
            };
            let is_done = marked(SectionState::Done);
            let is_known = marked(SectionState::Gap) || marked(SectionState::NotApplicable);
            if !is_done && (is_known || !met.contains(&true)) {
                continue;
            }
            let severity = if is_done { Severity::Warning } else { Severity::Note };
            for note in notes.iter().zip(met).filter(|(_, met)| !met).map(|(note, _)| *note) {
                unmet.push(Unmet { section: section.id.clone(), note, rule: rule_of(expected), severity });
            }
        }
    }
    unmet
}

/// Reports the notes of a document of which something should have been made.
pub(super) fn tell(sheet: &DocumentBody, unmet: &[Unmet], found: &mut Found<'_>) {
    for Unmet { section, note, rule, severity } in unmet {
        let Some(said) = sheet.canvas().and_then(|canvas| canvas.note(*note)) else { continue };
        let text = visible_line(&said.text).into_owned();
        found.report_as(rule, *severity, &["notes", section, note.as_str()], vec![("text", text)]);
    }
}

/// Which notes name which. Of an id that stands twice the first counts.
#[derive(Default)]
struct Web {
    /// Where the notes stand that name others: `canvas.section`.
    places: HashMap<Id, String>,
    /// Note to the notes that name it.
    named: HashMap<Id, Vec<(Relation, Id)>>,
}

impl Web {
    fn new(canvases: &[(&Home, &CanvasOutline)]) -> Self {
        let mut web = Self::default();
        // Most notes name no other, and are not looked at one by one where none does.
        let related = canvases.iter().flat_map(|(_, canvas)| &canvas.relations);
        let naming: HashSet<Id> = related.map(|(note, _, _)| *note).collect();
        if naming.is_empty() {
            return web;
        }
        for (_, canvas) in canvases {
            let mut new = HashSet::new();
            for (section, notes) in &canvas.sections {
                for note in notes.iter().filter(|note| naming.contains(&note.id)) {
                    web.places.entry(note.id).or_insert_with(|| {
                        new.insert(note.id);
                        format!("{}.{section}", canvas.template)
                    });
                }
            }
            for (note, relation, to) in canvas.relations.iter().filter(|(note, _, _)| new.contains(note)) {
                web.named.entry(*to).or_default().push((*relation, *note));
            }
        }
        web
    }

    fn is_met(&self, note: Id, expected: &Expectation) -> bool {
        self.named.get(&note).into_iter().flatten().any(|(relation, other)| {
            expected.relations.iter().any(|word| word == relation.word())
                && self.places.get(other).is_some_and(|place| expected.by.contains(place))
        })
    }
}

/// How sections are marked: product and `canvas.section` to state. Of two canvases of one kind, done counts.
fn marks<'a>(canvases: &[(&'a Home, &CanvasOutline)]) -> HashMap<(&'a str, String), SectionState> {
    let mut marks = HashMap::new();
    for (home, canvas) in canvases {
        for (section, mark) in &canvas.marks {
            let place = (home.product.as_str(), format!("{}.{section}", canvas.template));
            let state = marks.entry(place).or_insert(*mark);
            if *mark == SectionState::Done {
                *state = *mark;
            }
        }
    }
    marks
}

/// The rule that a note breaks which an expectation is not met by; a team's own falls under the general one.
#[must_use]
pub fn rule_of(expected: &Expectation) -> &'static str {
    let own = [PAIN_UNRELIEVED, FEATURE_UNCARRIED, STEP_UNSERVED].into_iter().find(|rule| *rule == expected.rule);
    own.unwrap_or(LEADS_NOWHERE)
}
