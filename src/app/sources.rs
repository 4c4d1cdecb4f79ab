//! What feeds a section: the notes of earlier sections that its template names under `from`, to be related to or taken
//! over; and which notes further sections have not taken up.

use super::query::labels::{name_of, number_of};
use super::screen::sections_of;
use super::{Model, OpenDocument};
use crate::document::{Canvas, Id, Note, Relation, SectionState};
use crate::method::{Expectation, SectionTemplate};

/// A note that a section can take up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceNote {
    /// The file it stands in.
    pub file: String,
    /// The note.
    pub id: Id,
    /// Its number.
    pub number: String,
    /// Its canvas and section.
    pub place: String,
    /// The number of the note of the section that took it up or is related to it; nothing where none is.
    pub used: Option<String>,
    /// How a note of the section is best related to it.
    pub relation: Relation,
}

/// The section in focus, where the template says what feeds it.
fn fed(model: &Model) -> Option<(&OpenDocument, &SectionTemplate)> {
    let (state, doc, _) = model.canvas()?;
    let template = sections_of(doc, &model.method).get(state.section)?.template?;
    (!template.from.is_empty()).then_some((doc, template))
}

/// Whether the template says that earlier sections feed the one in focus.
#[must_use]
pub fn is_fed(model: &Model) -> bool {
    fed(model).is_some()
}

/// The documents with notes that the section in focus can take up, with how many each has; those of its own product
/// first.
#[must_use]
pub fn sources(model: &Model) -> Vec<(&OpenDocument, usize)> {
    let Some((doc, template)) = fed(model) else { return Vec::new() };
    let count = |other: &OpenDocument| {
        let sections = template.from.iter().filter_map(|from| from.split_once('.'));
        let sections = sections.filter(|(canvas, _)| other.template_id() == *canvas);
        sections.map(|(_, section)| other.canvas().map_or(0, |canvas| canvas.order(section).len())).sum::<usize>()
    };
    let mut sources: Vec<(&OpenDocument, usize)> = model.docs.values().map(|other| (other, count(other))).collect();
    sources.retain(|(_, count)| *count > 0);
    sources.sort_by_key(|(other, _)| other.product != doc.product);
    sources
}

/// The notes that the section in focus can take up: those of its own product first, the most useful sections first.
#[must_use]
pub fn offers(model: &Model) -> Vec<SourceNote> {
    let Some((doc, template)) = fed(model) else { return Vec::new() };
    let mut all = Vec::new();
    for is_own in [true, false] {
        for from in &template.from {
            let Some((canvas, section)) = from.split_once('.') else { continue };
            let fits =
                |other: &&OpenDocument| other.template_id() == canvas && (other.product == doc.product) == is_own;
            for other in model.docs.values().filter(fits) {
                all.extend(of_section(model, doc, template, other, section));
            }
        }
    }
    all
}

/// The notes of a section as offers to another.
fn of_section(
    model: &Model,
    to: &OpenDocument,
    into: &SectionTemplate,
    doc: &OpenDocument,
    section: &str,
) -> Vec<SourceNote> {
    let Some(canvas) = doc.canvas() else { return Vec::new() };
    let views = sections_of(doc, &model.method);
    let Some(at) = views.iter().position(|view| view.id == section) else { return Vec::new() };
    let title = views[at].title(model.language());
    let name = name_of(model, &doc.file).unwrap_or_default();
    let relation = views[at].template.map_or(Relation::From, |template| best(template, to.template_id(), &into.id));
    let offer = |(place, note): (usize, &std::sync::Arc<Note>)| SourceNote {
        file: doc.file.clone(),
        id: note.id,
        number: format!("{}.{}", at + 1, place + 1),
        place: format!("{name} · {title}"),
        used: used(model, to, &into.id, note.id),
        relation,
    };
    canvas.notes_of(section).enumerate().map(offer).collect()
}

/// The relation that the earlier section expects of the later one; taken over where it expects nothing.
fn best(section: &SectionTemplate, canvas: &str, into: &str) -> Relation {
    let place = format!("{canvas}.{into}");
    let expected = section.expects.iter().find(|expected| expected.by.contains(&place));
    let word = expected.and_then(|expected| expected.relations.first());
    Relation::ALL
        .into_iter()
        .find(|relation| word.is_some_and(|word| word == relation.word()))
        .unwrap_or(Relation::From)
}

/// The number of the note of a section that names another.
fn used(model: &Model, doc: &OpenDocument, section: &str, id: Id) -> Option<String> {
    let canvas = doc.canvas()?;
    let links = model.links.to(id).iter().filter(|link| *link.file == *doc.file);
    let mut notes = links.filter(|link| canvas.section_of(link.id) == Some(section));
    number_of(model, &doc.file, notes.next()?.id)
}

/// The rule that a note breaks of which nothing was made, though further sections should have. Nothing is said before the
/// team calls its section done, where the further ones have begun, or one of those done.
#[must_use]
pub fn loose(model: &Model, doc: &OpenDocument, canvas: &Canvas, note: &Note) -> Option<&'static str> {
    let template = doc.canvas_template(&model.method)?.section(canvas.section_of(note.id)?)?;
    let kind = note.kind.unwrap_or(template.default_kind);
    let expected = template.expects.iter().filter(|expected| match expected.kind {
        Some(wanted) => kind == wanted,
        // What is grouped under another is carried by that one.
        None => note.under.is_none(),
    });
    let is_done = canvas.marks.get(&template.id).is_some_and(|mark| mark.state == SectionState::Done);
    let broken = expected.filter(|expected| is_due(model, doc, expected, is_done) && !is_met(model, expected, note.id));
    broken.map(crate::assess::check::rule_of).next()
}

fn is_met(model: &Model, expected: &Expectation, id: Id) -> bool {
    model.links.to(id).iter().any(|link| {
        let section = || {
            let doc = model.docs.get(&*link.file)?;
            Some(format!("{}.{}", doc.template_id(), doc.canvas()?.section_of(link.id)?))
        };
        expected.relations.iter().any(|word| word == link.relation.word())
            && section().is_some_and(|place| expected.by.contains(&place))
    })
}

/// Whether the team is so far that one of the sections should have taken a note up: it is done, or it has begun where the
/// section of the note is done.
fn is_due(model: &Model, doc: &OpenDocument, expected: &Expectation, is_done: bool) -> bool {
    expected.by.iter().filter_map(|by| by.split_once('.')).any(|(canvas, section)| {
        let of_kind = |other: &&OpenDocument| other.product == doc.product && other.template_id() == canvas;
        let is_so_far = |other: &Canvas| {
            let is_marked = other.marks.get(section).is_some_and(|mark| mark.state == SectionState::Done);
            is_marked || (is_done && other.order(section).first().is_some())
        };
        model.docs.values().filter(of_kind).filter_map(OpenDocument::canvas).any(is_so_far)
    })
}
