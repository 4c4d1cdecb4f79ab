//! What an entry is about: notes by number on the canvas in front, or anything by its reference; and votes it cites.

use crate::app::query::labels::number_of;
use crate::app::relations::{self, End};
use crate::app::screen::sections_of;
use crate::app::{Model, OpenDocument};
use crate::document::{DocumentBody, Id, Reference, Register};
use crate::journal::DraftTarget;

/// What is in focus as somebody would type it, and a line of text for each.
#[derive(Clone, Debug, Default)]
pub(in crate::app) struct Subject {
    /// Numbers or references, as they stand in the field.
    pub typed: String,
    /// What each says, for whoever reads the form.
    pub lines: Vec<String>,
}

/// The notes in focus or selected on a canvas; the checklist that is in front; otherwise nothing.
pub(in crate::app) fn in_focus(model: &Model) -> Subject {
    if let Some((state, doc, canvas)) = model.canvas() {
        let ids = match state.editing.as_ref().map(|editing| &editing.target) {
            Some(DraftTarget::Field { id, .. }) => vec![*id],
            // A note that is being typed for the first time has no number yet.
            Some(DraftTarget::New { .. }) => Vec::new(),
            None => state.chosen(canvas),
        };
        let named = ids.into_iter().filter_map(|id| Some((number_of(model, &doc.file, id)?, canvas.note(id)?)));
        let named: Vec<_> = named.collect();
        return Subject {
            typed: named.iter().map(|(number, _)| number.as_str()).collect::<Vec<_>>().join(" "),
            lines: named.iter().map(|(number, note)| format!("{number} {}", note.text.replace('\n', " "))).collect(),
        };
    }
    match model.doc().filter(|doc| doc.checklist().is_some()) {
        Some(doc) => Subject { typed: doc.stem.clone(), lines: Vec::new() },
        None => Subject::default(),
    }
}

/// The words of a text, between spaces, commas or lines.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| sign.is_whitespace() || matches!(sign, ',' | ';')).filter(|word| !word.is_empty())
}

/// The references that a text means: numbers and references. What stood there before stays, wherever it leads.
///
/// # Errors
/// The first word that means nothing here.
pub(super) fn read(model: &Model, product: &str, text: &str, stood: &str) -> Result<Vec<String>, String> {
    let mut found: Vec<String> = Vec::new();
    for word in words(text) {
        let reference = if words(stood).any(|other| other == word) {
            word.to_owned()
        } else {
            let reference = of_number(model, product, word).or_else(|| of_reference(model, product, word));
            reference.ok_or_else(|| word.to_owned())?.to_string()
        };
        if !found.contains(&reference) {
            found.push(reference);
        }
    }
    Ok(found)
}

/// The note of that number on the canvas in front.
fn of_number(model: &Model, product: &str, word: &str) -> Option<Reference> {
    let (section, place) = word.split_once('.')?;
    let (section, place) = (section.parse::<usize>().ok()?, place.parse::<usize>().ok()?);
    let (_, doc, canvas) = model.canvas()?;
    let view = sections_of(doc, &model.method).get(section.checked_sub(1)?)?.id.to_owned();
    let id = canvas.notes_of(&view).nth(place.checked_sub(1)?)?.id;
    Some(reference_to(doc, product, Some(id)))
}

/// What a document, or a note in it, is called from a product.
fn reference_to(doc: &OpenDocument, product: &str, id: Option<Id>) -> Reference {
    Reference { product: (doc.product != product).then(|| doc.product.clone()), stem: doc.stem.clone(), id }
}

/// A reference that leads somewhere, or to an entry that is there.
fn of_reference(model: &Model, product: &str, word: &str) -> Option<Reference> {
    let reference = Reference::parse(word)?;
    if let Some(id) = reference.id
        && model.docs.values().any(|doc| doc.ids().contains(&id))
    {
        return Some(reference);
    }
    (relations::end(model, product, &reference) != End::Broken && reference.id.is_none()).then_some(reference)
}

/// A vote of a session of the product: what a decision can cite.
#[derive(Clone, Debug)]
pub(in crate::app) struct Vote {
    /// The reference to it.
    pub reference: String,
    /// What was asked, with its day.
    pub label: String,
}

/// The votes of a product, the newest session first.
pub(in crate::app) fn votes(model: &Model, product: &str) -> Vec<Vote> {
    let registers = model.docs.values().filter(|doc| doc.product == product).filter_map(|doc| match &doc.sheet {
        Some(DocumentBody::Register(register)) if register.root().table("votes").is_some() => Some((doc, &**register)),
        _ => None,
    });
    let mut sessions: Vec<(&OpenDocument, &Register)> = registers.collect();
    sessions.sort_by(|(one, _), (other, _)| other.stem.cmp(&one.stem));
    let of = |(doc, register): (&OpenDocument, &Register)| {
        let stem = doc.stem.rsplit('/').next().unwrap_or(&doc.stem).to_owned();
        let day = register.value(&["date"]).map(|day| format!(" ({day})")).unwrap_or_default();
        let votes = register.entries("votes").map(|(key, vote)| Vote {
            reference: format!("{stem}#{key}"),
            label: format!("{}{day}", vote.text("question").unwrap_or(key)),
        });
        votes.collect::<Vec<_>>()
    };
    sessions.into_iter().flat_map(of).collect()
}

/// The votes that a text means: numbers in the list of them, or references.
///
/// # Errors
/// The first word that means none.
pub(super) fn read_votes(votes: &[Vote], text: &str) -> Result<Vec<String>, String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split(|sign: char| sign.is_whitespace() || sign == ',').filter(|word| !word.is_empty()) {
        let by_number = word.parse::<usize>().ok().and_then(|number| votes.get(number.checked_sub(1)?));
        let vote = by_number.map(|vote| vote.reference.clone());
        let known = || Reference::parse(word).filter(|reference| reference.id.is_some()).map(|_| word.to_owned());
        let vote = vote.or_else(known).ok_or_else(|| word.to_owned())?;
        if !found.contains(&vote) {
            found.push(vote);
        }
    }
    Ok(found)
}
