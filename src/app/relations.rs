//! What a note is related to, both ways, with the texts of the other notes.

use super::Model;
use super::links::Backlink;
use super::location::{Anchor, Place};
use super::query::labels::place_label;
use crate::document::{Id, Note, Reference, Relation};
use crate::i18n::SentenceKey;

/// A relation as one end sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// How the notes are related.
    pub relation: Relation,
    /// Whether the other note refers to this one.
    pub is_back: bool,
    /// What stands in the file; nothing where the other note refers to this one.
    pub reference: Option<Reference>,
    /// What it leads to.
    pub end: End,
}

/// What a reference leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// To a note or a document.
    Place(Place),
    /// To nothing.
    Broken,
    /// To something that is not open here: a published version, a decision, a file that cannot be read.
    Elsewhere,
}

impl Related {
    /// The key of its name in the catalogue.
    #[must_use]
    pub fn key(&self) -> SentenceKey {
        match (self.relation, self.is_back) {
            (Relation::From, false) => key!("relation.from"),
            (Relation::Serves, false) => key!("relation.serves"),
            (Relation::Relieves, false) => key!("relation.relieves"),
            (Relation::Realises, false) => key!("relation.realises"),
            (Relation::See, false) => key!("relation.see"),
            (Relation::From, true) => key!("relation.from-back"),
            (Relation::Serves, true) => key!("relation.serves-back"),
            (Relation::Relieves, true) => key!("relation.relieves-back"),
            (Relation::Realises, true) => key!("relation.realises-back"),
            (Relation::See, true) => key!("relation.see-back"),
        }
    }

    /// The key of what its relation means.
    #[must_use]
    pub fn meaning(&self) -> SentenceKey {
        match self.relation {
            Relation::From => key!("relation.from-help"),
            Relation::Serves => key!("relation.serves-help"),
            Relation::Relieves => key!("relation.relieves-help"),
            Relation::Realises => key!("relation.realises-help"),
            Relation::See => key!("relation.see-help"),
        }
    }

    /// Where it leads to, where that is open here.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        match &self.end {
            End::Place(place) => Some(place),
            End::Broken | End::Elsewhere => None,
        }
    }

    /// Whether it leads to nothing.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.end == End::Broken
    }

    /// The text of the other note on one line, or what stands for it.
    #[must_use]
    pub fn text(&self, model: &Model) -> String {
        let written = || self.reference.as_ref().map(ToString::to_string).unwrap_or_default();
        match &self.end {
            End::Broken => format!("{}: {}", model.words.say(key!("relation.broken")), written()),
            End::Elsewhere | End::Place(Place { spot: Anchor::Whole | Anchor::Item(_) | Anchor::Section(_), .. }) => {
                written()
            }
            End::Place(Place { file, spot: Anchor::Note(id) }) => {
                let canvas = model.docs.get(file).and_then(|doc| doc.canvas());
                let note = canvas.and_then(|canvas| canvas.note(*id));
                note.map(|note| note.text.replace('\n', " ")).unwrap_or_default()
            }
        }
    }

    /// Number and canvas of the other note.
    #[must_use]
    pub fn place_label(&self, model: &Model) -> String {
        self.place().map(|place| place_label(model, place)).unwrap_or_default()
    }
}

/// One relation that a note names, or by which another names it, and how many there are both ways: the first that leads
/// nowhere, so that it is seen, otherwise the first. Those to notes that say the same are left out: they would only repeat
/// the text.
#[must_use]
pub fn first(model: &Model, product: &str, note: &Note) -> Option<(Related, usize)> {
    if !model.links.is_linked(note) {
        return None;
    }
    let says_more = |related: &Related| related.is_broken() || !is_same(&related.text(model), &note.text);
    let named =
        |relation| note.related(relation).iter().map(move |reference| named(model, product, relation, reference));
    let mut back: Vec<_> = model.links.to(note.id).iter().collect();
    back.sort_by(|a, b| (a.relation, &a.file, a.id).cmp(&(b.relation, &b.file, b.id)));
    let forward = Relation::ALL.into_iter().flat_map(named);
    let mut all: Vec<Related> = forward.chain(back.into_iter().map(backwards)).filter(says_more).collect();
    let count = all.len();
    let at = all.iter().position(Related::is_broken).unwrap_or(0);
    (at < count).then(|| (all.swap_remove(at), count))
}

/// Whether two texts say the same.
pub(in crate::app) fn is_same(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// A relation by which another note names one.
fn backwards(link: &Backlink) -> Related {
    let place = Place { file: link.file.to_string(), spot: Anchor::Note(link.id) };
    Related { relation: link.relation, is_back: true, reference: None, end: End::Place(place) }
}

/// Every relation of a note: those it names, then those that others name.
#[must_use]
pub fn of(model: &Model, file: &str, id: Id) -> Vec<Related> {
    let Some(doc) = model.docs.get(file) else { return Vec::new() };
    let note = doc.canvas().and_then(|canvas| canvas.note(id));
    let forward = note.into_iter().flat_map(|note| {
        Relation::ALL.into_iter().flat_map(|relation| {
            note.related(relation).iter().map(move |reference| named(model, &doc.product, relation, reference))
        })
    });
    let mut all: Vec<Related> = forward.collect();
    let mut back: Vec<_> = model.links.to(id).iter().collect();
    back.sort_by(|a, b| (a.relation, &a.file, a.id).cmp(&(b.relation, &b.file, b.id)));
    all.extend(back.into_iter().map(backwards));
    all
}

fn named(model: &Model, product: &str, relation: Relation, reference: &Reference) -> Related {
    let end = end(model, product, reference);
    Related { relation, is_back: false, reference: Some(reference.clone()), end }
}

/// What a reference in a file of `product` leads to: it is found by its id, wherever that stands now.
pub(in crate::app) fn end(model: &Model, product: &str, reference: &Reference) -> End {
    let owner = reference.product.as_deref().unwrap_or(product);
    let file = format!("{owner}/{}.toml", reference.file_stem());
    let named = model.docs.get(&file);
    let Some(id) = reference.id else {
        return match named {
            Some(_) if reference.stem == reference.file_stem() => End::Place(Place { file, spot: Anchor::Whole }),
            Some(_) => End::Elsewhere,
            None => End::Broken,
        };
    };
    let holds = |doc: &&super::OpenDocument| doc.canvas().is_some_and(|canvas| canvas.note(id).is_some());
    if let Some(doc) = named.filter(holds).or_else(|| model.docs.values().find(holds)) {
        return End::Place(Place { file: doc.file.clone(), spot: Anchor::Note(id) });
    }
    let is_readable = named.is_none_or(|doc| doc.sheet.is_some());
    let is_kept_here = reference.file_stem() != "follow-up" && reference.stem == reference.file_stem();
    if is_readable && is_kept_here { End::Broken } else { End::Elsewhere }
}
