//! The chain a note is part of: what it came from, and what was made of it, as far as that goes, as a tree.

use std::collections::HashMap;

use super::Model;
use super::place::{Anchor, Place};
use super::relations::{End, Related};
use crate::assess::lineage::{self, ReferenceGraph};
use crate::assess::location::{Home, Location};
use crate::document::{Id, Relation};

/// A note of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineageNode {
    /// Where it stands.
    pub place: Place,
    /// How it is related to the one next to it on the way from the note that was asked about; nothing for that note.
    pub way: Option<Way>,
    /// How many relations away it is.
    pub depth: usize,
}

/// How a note of the chain is related to the one next to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// The relation.
    pub relation: Relation,
    /// Whether it leads to what was made of the note, and not to what that came from.
    pub is_on: bool,
}

/// The chain of a note: what it came from, the furthest last; the note itself; what was made of it, each below what it
/// was made of.
#[must_use]
pub fn of(model: &Model, file: &str, note: Id) -> Vec<LineageNode> {
    let canvases = model.docs.values().filter_map(|doc| match (Location::of(&doc.file), doc.canvas()) {
        (Location::Live(home), Some(canvas)) => Some((home, canvas)),
        _ => None,
    });
    let web = ReferenceGraph::new(canvases);
    let mut origins = tree(&web, note, &web.origins(note), false);
    // Above the note, what is furthest away stands first.
    origins.reverse();
    let here = LineageNode { place: Place { file: file.to_owned(), spot: Anchor::Note(note) }, way: None, depth: 0 };
    origins.into_iter().chain([here]).chain(tree(&web, note, &web.results(note), true)).collect()
}

/// The stops of a walk in the order of a tree: each is followed by those it leads to.
fn tree(web: &ReferenceGraph, root: Id, stops: &[lineage::Node], is_on: bool) -> Vec<LineageNode> {
    let mut next: HashMap<Id, Vec<&lineage::Node>> = HashMap::new();
    for stop in stops {
        next.entry(stop.before).or_default().push(stop);
    }
    let mut open: Vec<&lineage::Node> = next.get(&root).into_iter().flatten().rev().copied().collect();
    let mut ordered = Vec::with_capacity(stops.len());
    while let Some(stop) = open.pop() {
        if let Some(spot) = web.spot(stop.note) {
            let Home { product, stem } = &spot.home;
            let place = Place { file: format!("{product}/{stem}.toml"), spot: Anchor::Note(stop.note) };
            let way = Some(Way { relation: stop.relation, is_on });
            ordered.push(LineageNode { place, way, depth: stop.depth });
        }
        open.extend(next.get(&stop.note).into_iter().flatten().rev());
    }
    ordered
}

/// What a line says of a note of the chain: how it is related, and its text, set in by how far away it is.
#[must_use]
pub fn label(model: &Model, stop: &LineageNode) -> String {
    let related = Related {
        relation: stop.way.map_or(Relation::See, |way| way.relation),
        is_back: stop.way.is_some_and(|way| way.is_on),
        reference: None,
        end: End::Place(stop.place.clone()),
    };
    let text = related.text(model);
    match stop.way {
        Some(_) => format!("{}{}: {text}", "  ".repeat(stop.depth), model.words.say(related.key())),
        None => format!("{}: {text}", model.words.say(key!("dialog.chain.here"))),
    }
}
