//! What is searched: every note, item, criterion, reason of a section and entry of a register of the workspace, folded
//! once and kept until it changes, and the guides.

mod entries;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::links::Links;
use super::mark::Mark;
use super::screen::sections_of;
use super::{OpenDocument, normalize};
use crate::document::{Basis, DocumentBody, Id, Note};
use crate::method::{Guide, Kind, Method};

pub use entries::{texts_of, texts_of_criterion, texts_of_record};

/// Every text of the workspace that is searched, document by document.
#[derive(Debug, Default)]
pub struct Index {
    docs: Vec<Indexed>,
    /// The guides as they were when they were indexed, and their entries.
    read: Vec<Arc<Guide>>,
    guides: Vec<Entry>,
    generation: u64,
}

#[derive(Debug)]
struct Indexed {
    file: String,
    product: String,
    mark: Mark,
    entries: Vec<Entry>,
}

/// Something that can be found.
#[derive(Debug)]
pub struct Entry {
    /// What it is.
    pub what: What,
    /// Section and place of a note, both from 1; of the reason of a section only its own.
    pub number: (usize, usize),
    kind: Kind,
    basis: Option<Basis>,
    has_question: bool,
    /// Whether it is asked and nobody has answered, so that it says nothing of the team's.
    is_unanswered: bool,
    /// Its texts without case and accents.
    folded: Box<str>,
}

/// What a place holds.
#[derive(Clone, Debug)]
pub enum What {
    /// A note.
    Note(Arc<Note>),
    /// Why a section stands as it does, by the section's id.
    Section(String),
    /// An item with its answer, by the item's id.
    Answer(String),
    /// A criterion with its answer, by its id.
    Criterion(String),
    /// An entry of a register: a decision, an action, a parked topic, or one of a team's own.
    Record {
        /// The table.
        table: String,
        /// Its key in the table.
        key: String,
    },
    /// A guide, by its id.
    Guide(String),
}

/// Where an entry stands in the index; good until the index is refreshed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The document; nothing for a guide.
    doc: Option<u32>,
    entry: u32,
}

/// What is searched for: words that all stand in a text, and filters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The words, folded.
    pub words: Vec<String>,
    kind: Option<Kind>,
    basis: Option<Basis>,
    question: bool,
    unlinked: bool,
}

/// Every filter of a search.
pub const FILTERS: [&str; 10] = [
    "kind:task",
    "kind:benefit",
    "kind:negative",
    "kind:neutral",
    "kind:default",
    "basis:assumption",
    "basis:observed",
    "basis:tested",
    "is:question",
    "is:unlinked",
];

/// The filters that the last word of a search is the beginning of; none where it is a whole one or nothing yet.
#[must_use]
pub fn completions(text: &str) -> Vec<&'static str> {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    if word.is_empty() {
        return Vec::new();
    }
    FILTERS.into_iter().filter(|filter| filter.len() > word.len() && filter.starts_with(word)).collect()
}

impl Query {
    /// Whether a filter is set: `kind`, `basis`, `is:question` or `is:unlinked`.
    #[must_use]
    pub fn has(&self, filter: &str) -> bool {
        match filter {
            "kind" => self.kind.is_some(),
            "basis" => self.basis.is_some(),
            "is:question" => self.question,
            _ => self.unlinked,
        }
    }

    /// Reads `address kind:negative is:question`. A filter that is none counts as a word.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for word in text.split_whitespace() {
            match word.split_once(':') {
                Some(("kind", kind)) if Kind::from_word(kind).is_some() => query.kind = Kind::from_word(kind),
                Some(("basis", basis)) if Basis::from_word(basis).is_some() => query.basis = Basis::from_word(basis),
                Some(("is", "question")) => query.question = true,
                Some(("is", "unlinked")) => query.unlinked = true,
                _ => query.words.extend(normalize::words(word)),
            }
        }
        query
    }

    /// Whether nothing is searched for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn fits(&self, entry: &Entry, links: &Links) -> bool {
        let note = match &entry.what {
            What::Note(note) => Some(note),
            _ => None,
        };
        // Filters are about notes.
        let filtered = self.kind.is_none_or(|kind| note.is_some() && entry.kind == kind)
            && self.basis.is_none_or(|basis| entry.basis == Some(basis))
            && (!self.question || entry.has_question)
            && (!self.unlinked || note.is_some_and(|note| !links.is_linked(note)));
        filtered && self.words.iter().all(|word| entry.folded.contains(word.as_str()))
    }
}

impl Index {
    /// Brings the index in line with the documents; only what changed is looked at. Says whether anything had. The
    /// texts of the method are those of `language`.
    pub fn refresh(&mut self, docs: &BTreeMap<String, OpenDocument>, method: &Method, language: &str) -> bool {
        let guides = method.guides();
        if self.read.len() != guides.len() || !self.read.iter().zip(guides).all(|(one, other)| Arc::ptr_eq(one, other))
        {
            self.read = guides.to_vec();
            self.guides = guides.iter().map(|guide| entries::of_guide(guide, language)).collect();
        }
        let same = self.docs.len() == docs.len()
            && self.docs.iter().zip(docs.values()).all(|(known, doc)| known.file == doc.file && known.mark.holds(doc));
        if same {
            return false;
        }
        let mut old: BTreeMap<String, Indexed> =
            std::mem::take(&mut self.docs).into_iter().map(|known| (known.file.clone(), known)).collect();
        for doc in docs.values() {
            let known = old.remove(&doc.file);
            self.docs.push(match known {
                Some(known) if known.mark.holds(doc) => known,
                known => index(doc, method, language, known),
            });
        }
        self.generation += 1;
        true
    }

    /// Counts the changes of the index.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The entry of a key, with its file; a guide's is empty.
    #[must_use]
    pub fn entry(&self, key: Key) -> Option<(&str, &Entry)> {
        let Some(doc) = key.doc else { return Some(("", self.guides.get(key.entry as usize)?)) };
        let doc = self.docs.get(doc as usize)?;
        Some((&doc.file, doc.entries.get(key.entry as usize)?))
    }

    /// What fits a query, in the order of files and numbers: first what the team wrote, then what it is asked and has not
    /// answered, then the guides. Only one product's where one is named.
    #[must_use]
    pub fn search(&self, product: Option<&str>, query: &Query, links: &Links) -> Vec<Key> {
        let guides = self.guides.iter().enumerate().map(|(at, entry)| (Key { doc: None, entry: small(at) }, entry));
        let all = self.entries(product).chain(guides);
        let mut found: Vec<(bool, Key)> = all
            .filter(|(_, entry)| query.fits(entry, links))
            .map(|(key, entry)| (entry.is_unanswered || key.doc.is_none(), key))
            .collect();
        found.sort_by_key(|(is_last, _)| *is_last);
        found.into_iter().map(|(_, key)| key).collect()
    }

    /// The notes that fit words of which letters may be left out, the best first; of those that fit as well, those in
    /// `first`.
    #[must_use]
    pub fn notes(&self, product: Option<&str>, words: &[String], except: &[Id], first: &HashSet<Id>) -> Vec<Key> {
        let mut scored: Vec<((i32, bool), Key)> = self
            .entries(product)
            .filter_map(|(key, entry)| {
                let What::Note(note) = &entry.what else { return None };
                let is_meant = !except.contains(&note.id);
                let score = is_meant.then(|| normalize::score(&entry.folded, words)).flatten()?;
                Some(((-score, !first.contains(&note.id)), key))
            })
            .collect();
        scored.sort_by_key(|(rank, _)| *rank);
        scored.into_iter().map(|(_, key)| key).collect()
    }

    fn entries<'a>(&'a self, product: Option<&'a str>) -> impl Iterator<Item = (Key, &'a Entry)> {
        let docs = self.docs.iter().enumerate();
        docs.filter(move |(_, doc)| product.is_none_or(|product| doc.product == product)).flat_map(move |(at, doc)| {
            let key = move |entry| Key { doc: Some(small(at)), entry: small(entry) };
            doc.entries.iter().enumerate().map(move |(at, entry)| (key(at), entry))
        })
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Indexes a document; what was folded of notes that are still the same is taken over.
fn index(doc: &OpenDocument, method: &Method, language: &str, known: Option<Indexed>) -> Indexed {
    let mut entries = Vec::new();
    let mut folded: BTreeMap<Id, (Arc<Note>, Box<str>)> = BTreeMap::new();
    for entry in known.into_iter().flat_map(|known| known.entries) {
        if let What::Note(note) = entry.what {
            folded.insert(note.id, (note, entry.folded));
        }
    }
    if let Some(canvas) = doc.canvas() {
        entries.reserve(canvas.len());
        for (section, view) in sections_of(doc, method).iter().enumerate() {
            let own = view.template.map(|template| template.default_kind).unwrap_or_default();
            for (place, note) in canvas.notes_of(view.id).enumerate() {
                let text = match folded.remove(&note.id) {
                    Some((old, text)) if Arc::ptr_eq(&old, note) => text,
                    _ => fold_all(std::iter::once(&note.text).chain(&note.question).chain(&note.source)),
                };
                entries.push(Entry {
                    what: What::Note(Arc::clone(note)),
                    number: (section + 1, place + 1),
                    kind: note.kind.unwrap_or(own),
                    basis: note.basis,
                    has_question: note.question.is_some(),
                    is_unanswered: false,
                    folded: text,
                });
            }
        }
    }
    entries.extend(match &doc.sheet {
        Some(DocumentBody::Canvas(_)) => entries::of_sections(doc, method),
        Some(DocumentBody::Checklist(list)) => {
            let template = doc.checklist_template(method);
            template.map(|template| entries::of_items(list, template, language)).unwrap_or_default()
        }
        Some(DocumentBody::Product(product)) => entries::of_criteria(product, method, language),
        Some(DocumentBody::Register(register)) => entries::of_register(register),
        None => Vec::new(),
    });
    Indexed { file: doc.file.clone(), product: doc.product.clone(), mark: Mark::of(doc), entries }
}

/// Folded texts, a line each.
fn fold_all<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Box<str> {
    let folded: Vec<String> = texts.into_iter().map(|text| normalize::fold(text.as_ref())).collect();
    folded.join("\n").into_boxed_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_read_and_what_is_none_is_a_word() {
        let query = Query::parse("Änderung kind:negative basis:tested is:question kind:purple");
        assert_eq!(query.words, ["anderung", "kind:purple"]);
        assert_eq!((query.kind, query.basis), (Some(Kind::Negative), Some(Basis::Tested)));
        assert!(query.question && !query.unlinked && !query.is_empty());
        assert!(Query::parse("  ").is_empty());
    }

    #[test]
    fn the_last_word_is_completed_to_a_filter_that_is_read() {
        assert_eq!(completions("address kind:ne"), ["kind:negative", "kind:neutral"]);
        assert_eq!(completions("is:q"), ["is:question"]);
        assert_eq!(completions("is:question"), [""; 0]);
        assert_eq!(completions("address "), [""; 0]);
        for filter in FILTERS {
            let query = Query::parse(filter);
            assert!(query.words.is_empty(), "{filter}");
            let set = ["kind", "basis", "is:question", "is:unlinked"].into_iter().filter(|name| query.has(name));
            assert!(filter.starts_with(&set.collect::<Vec<_>>().join("")), "{filter}");
        }
    }
}
