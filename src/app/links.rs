//! Which notes refer to which, kept in line with the documents step by step.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::OpenDocument;
use super::mark::Mark;
use crate::document::{Canvas, Edit, Id, Note, Relation, Transaction};

/// A note that refers to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backlink {
    /// The file it stands in.
    pub file: Arc<str>,
    /// The note.
    pub id: Id,
    /// How it is related to the other.
    pub relation: Relation,
}

/// Every reference from note to note of the workspace.
#[derive(Debug, Default)]
pub struct Links {
    docs: BTreeMap<Arc<str>, Known>,
    to: HashMap<Id, Vec<Backlink>>,
}

#[derive(Debug)]
struct Known {
    mark: Mark,
    /// Notes that refer to others, with what they refer to.
    from: HashMap<Id, Vec<Id>>,
}

impl Links {
    /// The notes that refer to a note, in no order that matters.
    #[must_use]
    pub fn to(&self, id: Id) -> &[Backlink] {
        self.to.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Whether a note refers to anything, or anything to it.
    #[must_use]
    pub fn is_linked(&self, note: &Note) -> bool {
        note.relations.iter().any(|list| !list.is_empty()) || !self.to(note.id).is_empty()
    }

    /// Brings the links in line with the documents; a document is looked through only where it is not as it was.
    pub fn refresh(&mut self, docs: &BTreeMap<String, OpenDocument>) {
        if self.docs.len() != docs.len() || !self.docs.keys().zip(docs.keys()).all(|(known, file)| **known == **file) {
            let gone: Vec<Arc<str>> =
                self.docs.keys().filter(|file| !docs.contains_key(&***file)).map(Arc::clone).collect();
            for file in gone {
                self.forget(&file);
            }
        }
        for (file, doc) in docs {
            if self.docs.get(file.as_str()).is_some_and(|known| known.mark.holds(doc)) {
                continue;
            }
            let file: Arc<str> = Arc::from(file.as_str());
            self.forget(&file);
            self.docs.insert(Arc::clone(&file), Known { mark: Mark::of(doc), from: HashMap::new() });
            for (_, note) in doc.canvas().into_iter().flat_map(Canvas::notes) {
                self.add(&file, note);
            }
        }
    }

    /// Takes over what a step changed, which was just applied to a document that the links were in line with.
    pub fn follow(&mut self, doc: &OpenDocument, step: &Transaction) {
        let Some((file, _)) = self.docs.get_key_value(doc.file.as_str()) else { return };
        let (file, Some(canvas)) = (Arc::clone(file), doc.canvas()) else { return };
        for id in step.edits.iter().filter_map(Edit::note_id) {
            self.remove(&file, id);
            if let Some(note) = canvas.note(id) {
                self.add(&file, note);
            }
        }
        if let Some(known) = self.docs.get_mut(&file) {
            known.mark = Mark::of(doc);
        }
    }

    fn add(&mut self, file: &Arc<str>, note: &Note) {
        if note.relations.iter().all(Vec::is_empty) {
            return;
        }
        let mut targets = Vec::new();
        for relation in Relation::ALL {
            for target in note.related(relation).iter().filter_map(|reference| reference.id) {
                let link = Backlink { file: Arc::clone(file), id: note.id, relation };
                self.to.entry(target).or_default().push(link);
                targets.push(target);
            }
        }
        if let Some(known) = self.docs.get_mut(file) {
            known.from.insert(note.id, targets);
        }
    }

    fn remove(&mut self, file: &Arc<str>, id: Id) {
        let targets = self.docs.get_mut(file).and_then(|known| known.from.remove(&id));
        self.drop_links(file, id, targets.unwrap_or_default());
    }

    fn drop_links(&mut self, file: &Arc<str>, id: Id, targets: Vec<Id>) {
        for target in targets {
            if let Some(links) = self.to.get_mut(&target) {
                links.retain(|link| link.id != id || link.file != *file);
                if links.is_empty() {
                    self.to.remove(&target);
                }
            }
        }
    }

    fn forget(&mut self, file: &Arc<str>) {
        if let Some(known) = self.docs.remove(file) {
            for (id, targets) in known.from {
                self.drop_links(file, id, targets);
            }
        }
    }
}
