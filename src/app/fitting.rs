//! Which relations make sense between two notes, by what the method says of their sections.

use super::Model;
use super::place::{Anchor, Place};
use crate::document::{Canvas, Note, Relation};
use crate::method::{Method, SectionTemplate};

/// A relation that makes sense between a note and another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fit {
    /// The relation.
    pub relation: Relation,
    /// Whether the other note names this one.
    pub is_back: bool,
}

/// That one is worth looking at beside the other, which makes sense between any two.
const SEE: Fit = Fit { relation: Relation::See, is_back: false };

/// A note with its section, and what the method says of that.
struct End<'a> {
    template: Option<&'a SectionTemplate>,
    place: String,
    note: &'a Note,
}

fn end<'a>(model: &'a Model, place: &Place) -> Option<End<'a>> {
    let doc = model.docs.get(&place.file)?;
    let canvas: &Canvas = doc.canvas()?;
    let Anchor::Note(id) = place.spot else { return None };
    let section = canvas.section_of(id)?;
    let template = doc.canvas_template(&model.method).and_then(|template| template.section(section));
    Some(End { template, place: format!("{}.{section}", doc.template_id()), note: canvas.note(id)? })
}

/// The relations that make sense from one note to another, the likeliest first: what either section expects of the other,
/// then that one comes from the other, at last that one is worth looking at.
#[must_use]
pub(crate) fn between(model: &Model, here: &Place, there: &Place) -> Vec<Fit> {
    let (Some(here), Some(there)) = (end(model, here), end(model, there)) else { return vec![SEE] };
    let named = expected(&there, &here).map(|relation| Fit { relation, is_back: false });
    let naming = expected(&here, &there).map(|relation| Fit { relation, is_back: true });
    let takes = |from: &End, into: &End| into.template.is_some_and(|section| section.from.contains(&from.place));
    let from = [(takes(&there, &here), false), (takes(&here, &there), true)];
    let from =
        from.into_iter().filter_map(|(takes, is_back)| takes.then_some(Fit { relation: Relation::From, is_back }));
    let mut fits: Vec<Fit> = Vec::new();
    for fit in named.chain(naming).chain(from).chain([SEE]) {
        if !fits.contains(&fit) {
            fits.push(fit);
        }
    }
    fits
}

/// The relations by which a note is expected to be named by another.
fn expected<'a>(named: &End<'a>, by: &End<'_>) -> impl Iterator<Item = Relation> + use<'a> {
    let place = by.place.clone();
    let kind = named.note.kind.or(named.template.map(|section| section.default_kind));
    let expected = named.template.into_iter().flat_map(|section| &section.expects);
    let meant = expected.filter(move |expected| {
        expected.by.contains(&place) && expected.kind.is_none_or(|wanted| kind == Some(wanted))
    });
    meant.flat_map(|expected| &expected.relations).filter_map(|word| Relation::from_word(word))
}

/// Whether the method says anything of two sections, each as `canvas.section`.
#[must_use]
pub(crate) fn is_known(method: &Method, one: &str, other: &str) -> bool {
    let says = |of: &str, other: &str| {
        let Some((canvas, section)) = of.split_once('.') else { return false };
        let template = method.canvas(canvas).and_then(|template| template.section(section));
        template.is_some_and(|section| {
            section.from.iter().any(|from| from == other)
                || section.expects.iter().any(|expected| expected.by.iter().any(|by| by == other))
        })
    };
    says(one, other) || says(other, one)
}
