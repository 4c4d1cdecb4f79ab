//! What a note came from, and what was made of it: a walk along relations, from any note both ways.

use std::collections::{HashMap, HashSet};

use super::location::Home;
use crate::document::{Canvas, Id, Relation};

/// A note on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub note: Id,
    /// How many relations away it is, from 1.
    pub depth: usize,
    /// The relation by which the way led here. It stands on the note further along the way that leads away from the
    /// beginning: on this note where it was made of another, on the other where this one is what that came from.
    pub relation: Relation,
    /// The note before it on the way.
    pub before: Id,
}

/// Where a note stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteHome {
    /// Its file.
    pub home: Home,
    /// Its canvas's template.
    pub template: String,
    pub section: String,
}

/// The notes of a workspace with their relations.
#[derive(Clone, Debug, Default)]
pub struct ReferenceGraph {
    spots: HashMap<Id, NoteHome>,
    /// Note to the notes it names.
    names: HashMap<Id, Vec<(Relation, Id)>>,
    /// Note to the notes that name it.
    named: HashMap<Id, Vec<(Relation, Id)>>,
}

impl ReferenceGraph {
    /// The web of these canvases. Notes in the order given; of an id that stands twice the first counts.
    #[must_use]
    pub fn new<'a>(canvases: impl IntoIterator<Item = (Home, &'a Canvas)>) -> Self {
        let mut web = Self::default();
        for (home, canvas) in canvases {
            for (section, note) in canvas.notes() {
                let template = canvas.head.template.clone();
                let spot = NoteHome { home: home.clone(), template, section: section.to_owned() };
                if web.spots.contains_key(&note.id) {
                    continue;
                }
                web.spots.insert(note.id, spot);
                for relation in Relation::ALL {
                    for to in note.related(relation).iter().filter_map(|reference| reference.id) {
                        web.names.entry(note.id).or_default().push((relation, to));
                        web.named.entry(to).or_default().push((relation, note.id));
                    }
                }
            }
        }
        web
    }

    /// Where a note stands; nothing where there is none of that id.
    #[must_use]
    pub fn spot(&self, note: Id) -> Option<&NoteHome> {
        self.spots.get(&note)
    }

    /// What a note came from: the notes it names, those that these name, and so on, nearest first. Each note once.
    #[must_use]
    pub fn origins(&self, note: Id) -> Vec<Node> {
        self.walk(note, &self.names)
    }

    /// What was made of a note: the notes that name it, those that name these, and so on, nearest first. Each note once.
    #[must_use]
    pub fn results(&self, note: Id) -> Vec<Node> {
        self.walk(note, &self.named)
    }

    /// `see` only points aside, so no way leads along it. A note that is not there ends its way.
    fn walk(&self, from: Id, along: &HashMap<Id, Vec<(Relation, Id)>>) -> Vec<Node> {
        let mut seen = HashSet::from([from]);
        let mut stops: Vec<Node> = Vec::new();
        let mut open = vec![from];
        let mut depth = 0;
        while !open.is_empty() {
            depth += 1;
            let mut further = Vec::new();
            for before in open {
                for (relation, note) in along.get(&before).into_iter().flatten() {
                    if *relation == Relation::See || !self.spots.contains_key(note) || !seen.insert(*note) {
                        continue;
                    }
                    stops.push(Node { note: *note, depth, relation: *relation, before });
                    further.push(*note);
                }
            }
            open = further;
        }
        stops
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::{Head, Note, Reference};

    #[test]
    fn a_walk_goes_both_ways_from_any_note_and_ends() {
        let id = Id::from_bits;
        let mut canvas = Canvas::new(Head::new("api-value-proposition", "Orders"));
        // A pain, a feature that relieves it, a product that realises the feature, a resource, an event; and a circle.
        let relations = [
            (1, vec![(Relation::From, 5)]),
            (2, vec![(Relation::Relieves, 1), (Relation::See, 9)]),
            (3, vec![(Relation::Realises, 2)]),
            (4, vec![(Relation::Serves, 3)]),
            (5, vec![(Relation::From, 4), (Relation::From, 8)]),
            (9, vec![]),
        ];
        for (bits, related) in relations {
            let mut note = Note::new(id(bits), "A note");
            for (relation, to) in related {
                note.relations[relation as usize].push(Reference {
                    product: None,
                    stem: "x".to_owned(),
                    id: Some(id(to)),
                });
            }
            canvas.push("tasks", Arc::new(note));
        }
        let web = ReferenceGraph::new([(Home::new("orders", "x"), &canvas)]);
        let notes = |stops: &[Node]| stops.iter().map(|stop| (stop.note, stop.depth)).collect::<Vec<_>>();
        let forth = web.results(id(1));
        assert_eq!(notes(&forth), [(id(2), 1), (id(3), 2), (id(4), 3), (id(5), 4)]);
        assert_eq!((forth[1].relation, forth[1].before), (Relation::Realises, id(2)));
        assert_eq!(notes(&web.origins(id(3))), [(id(2), 1), (id(1), 2), (id(5), 3), (id(4), 4)]);
        assert_eq!(web.results(id(9)), []);
        assert_eq!(web.spot(id(2)).map(|spot| spot.section.as_str()), Some("tasks"));
    }
}
