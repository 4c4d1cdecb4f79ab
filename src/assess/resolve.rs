//! Where every id of a workspace stands, and what a reference leads to.
//!
//! A reference is found by its id; the file it names is for the reader. One that names another file than the note
//! stands in is stale, which nobody has to fix by hand.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::location::{Home, Location};
use crate::codec::Content;
use crate::document::{Canvas, DocumentBody, Id, Note, Reference, Register, Relation};

/// Where something with an id stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryHome {
    /// The file.
    pub home: Arc<Home>,
    /// The section of a note; the table of an entry of a register.
    pub section: Arc<str>,
}

/// What an index needs of a file.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    /// The number of its last published version.
    version: u32,
    is_register: bool,
    /// Its ids in its order, by section or table.
    sections: Vec<(Arc<str>, Vec<Id>)>,
}

impl Entries {
    /// What an index needs of a file that holds this.
    #[must_use]
    pub fn of(content: &Content) -> Self {
        let version = content.sheet().and_then(DocumentBody::head).map_or(0, |head| head.version);
        let mut sections: Vec<(Arc<str>, Vec<Id>)> = Vec::new();
        each_id(content, |section, id| match sections.last_mut() {
            Some((last, ids)) if **last == *section => ids.push(id),
            _ => sections.push((section.into(), vec![id])),
        });
        Self { version, is_register: content.register().is_some(), sections }
    }

    /// Its ids.
    pub fn ids(&self) -> impl Iterator<Item = Id> {
        self.sections.iter().flat_map(|(_, ids)| ids).copied()
    }
}

/// What a reference leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To what it says.
    Right,
    /// To a note that stands in another file than it says. This is how it should read.
    Stale(Reference),
    /// To nothing.
    Broken,
    /// Perhaps to something: the file it names cannot be read.
    Unknown,
}

/// Every id and every file of a workspace.
#[derive(Clone, Debug, Default)]
pub struct Index {
    ids: HashMap<Id, Vec<EntryHome>>,
    /// Files, with the number of their last published version.
    files: HashMap<Home, u32>,
    frozen: HashMap<Home, HashSet<Id>>,
    unreadable: HashSet<Home>,
    /// Files of which only that they are there is known.
    opaque: HashSet<Home>,
}

impl Index {
    /// An index of these files: their paths below the workspace, and what they hold. Nothing stands for a file that
    /// cannot be read; references to it are then unknown rather than broken.
    #[must_use]
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, Option<&'a Content>)>) -> Self {
        let mut index = Self::default();
        for (path, content) in files {
            index.add(path, content);
        }
        index
    }

    /// The same of files of which only this is known.
    #[must_use]
    pub fn of_entries<'a>(files: impl IntoIterator<Item = (&'a str, Option<&'a Entries>)>) -> Self {
        let mut index = Self::default();
        for (path, entries) in files {
            index.add_entries(path, entries);
        }
        index
    }

    /// Adds a file.
    pub fn add(&mut self, path: &str, content: Option<&Content>) {
        self.add_entries(path, content.map(Entries::of).as_ref());
    }

    fn add_entries(&mut self, path: &str, entries: Option<&Entries>) {
        match (Location::of(path), entries) {
            (Location::Live(home) | Location::Shared(home), Some(entries)) => {
                self.files.insert(home.clone(), entries.version);
                self.add_ids(home, entries);
            }
            (Location::Frozen(home), Some(entries)) => self.frozen.entry(home).or_default().extend(entries.ids()),
            (Location::Live(home) | Location::Shared(home) | Location::Frozen(home), None) => {
                self.unreadable.insert(home);
            }
            (Location::Session(home), entries) => {
                self.files.insert(home.clone(), 0);
                match entries.filter(|entries| entries.is_register) {
                    Some(entries) => self.add_ids(home, entries),
                    // What has ids in it nobody knows may be what a reference means.
                    None => {
                        self.opaque.insert(home);
                    }
                }
            }
            (Location::Settings | Location::Elsewhere, _) => {}
        }
    }

    fn add_ids(&mut self, home: Home, entries: &Entries) {
        let home = Arc::new(home);
        for (section, ids) in &entries.sections {
            for id in ids {
                let entry = EntryHome { home: Arc::clone(&home), section: Arc::clone(section) };
                match self.ids.entry(*id) {
                    Entry::Occupied(mut known) => known.get_mut().push(entry),
                    // Room for one: hardly an id stands twice.
                    Entry::Vacant(new) => {
                        new.insert(vec![entry]);
                    }
                }
            }
        }
    }

    /// Where an id stands: nowhere, in one place, or, where an id was copied, in several.
    #[must_use]
    pub fn find(&self, id: Id) -> &[EntryHome] {
        self.ids.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Every id in use.
    pub fn ids(&self) -> impl Iterator<Item = Id> {
        self.ids.keys().copied()
    }

    /// What a reference in a file of `product` leads to.
    #[must_use]
    pub fn resolve(&self, reference: &Reference, product: &str) -> Target {
        let product_named = reference.product.as_deref().unwrap_or_else(|| self.owner(reference.file_stem(), product));
        let named = Home::new(product_named, &reference.stem);
        if self.unreadable.contains(&named) {
            return Target::Unknown;
        }
        let file = Home::new(&named.product, reference.file_stem());
        let Some(id) = reference.id else {
            return if self.has_file(&named, &file) { Target::Right } else { Target::Broken };
        };
        let spots = self.find(id);
        let is_frozen = self.frozen.get(&named).is_some_and(|ids| ids.contains(&id));
        if is_frozen || spots.iter().any(|spot| *spot.home == file) {
            return Target::Right;
        }
        match spots {
            [] if self.unreadable.contains(&file) || self.opaque.contains(&file) => Target::Unknown,
            [] => Target::Broken,
            [spot, ..] => Target::Stale(reworded(reference, &spot.home, product)),
        }
    }

    /// Whose file a stem means in a file of `product`: that product's; the workspace's where only that has one.
    fn owner<'p>(&self, stem: &str, product: &'p str) -> &'p str {
        let has = |product: &str| {
            let home = Home::new(product, stem);
            self.files.contains_key(&home) || self.unreadable.contains(&home)
        };
        if !has(product) && has("") { "" } else { product }
    }

    /// What the stem of a document leads to that replaced another: `superseded_by`.
    #[must_use]
    pub fn resolve_text(&self, text: &str, product: &str) -> Target {
        Reference::parse(text).map_or(Target::Broken, |reference| self.resolve(&reference, product))
    }

    fn has_file(&self, named: &Home, file: &Home) -> bool {
        let version = named.stem.strip_prefix(&file.stem).and_then(|rest| rest.strip_prefix('@'));
        match version {
            None => self.files.contains_key(file),
            Some(version) => {
                let published = version
                    .parse::<u32>()
                    .is_ok_and(|version| version > 0 && self.files.get(file).is_some_and(|last| version <= *last));
                published || self.frozen.contains_key(named)
            }
        }
    }
}

/// The reference with the file in which its note stands, seen from a product.
fn reworded(reference: &Reference, home: &Home, product: &str) -> Reference {
    let version = reference.stem.strip_prefix(reference.file_stem()).unwrap_or_default();
    Reference {
        product: (home.product != product && !home.product.is_empty()).then(|| home.product.clone()),
        stem: format!("{}{version}", home.stem),
        id: reference.id,
    }
}

fn each_id(content: &Content, mut each: impl FnMut(&str, Id)) {
    match content {
        Content::DocumentBody(DocumentBody::Canvas(canvas)) => {
            for (section, note) in canvas.notes() {
                each(section, note.id);
            }
        }
        Content::DocumentBody(DocumentBody::Register(register)) => {
            for (path, id) in register.ids() {
                each(path.first().copied().unwrap_or_default(), id);
            }
        }
        Content::DocumentBody(DocumentBody::Checklist(_) | DocumentBody::Product(_)) | Content::Settings(_) => {}
    }
}

/// The same content with every stale reference corrected; `product` is the one whose file it is. References that are
/// right, broken or unknown stay as they are.
#[must_use]
pub fn correct_references(content: &Content, index: &Index, product: &str) -> Content {
    match content {
        Content::DocumentBody(DocumentBody::Canvas(canvas)) => {
            let changed: Vec<Note> =
                canvas.notes().filter_map(|(_, note)| corrected_note(note, index, product)).collect();
            if changed.is_empty() {
                return content.clone();
            }
            let mut canvas = Canvas::clone(canvas);
            for note in changed {
                if let Some(mut there) = canvas.note_mut(note.id) {
                    *there = note;
                }
            }
            Content::DocumentBody(DocumentBody::Canvas(Arc::new(canvas)))
        }
        Content::DocumentBody(DocumentBody::Register(register)) => {
            let mut register = Register::clone(register);
            register.map_references(&|reference| match index.resolve(reference, product) {
                Target::Stale(right) => Some(right),
                _ => Some(reference.clone()),
            });
            register.into()
        }
        _ => content.clone(),
    }
}

fn corrected_note(note: &Note, index: &Index, product: &str) -> Option<Note> {
    let mut changed = None;
    for relation in Relation::ALL {
        for (at, reference) in note.related(relation).iter().enumerate() {
            if let Target::Stale(right) = index.resolve(reference, product) {
                changed.get_or_insert_with(|| note.clone()).relations[relation as usize][at] = right;
            }
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::{FileKind, read};
    use crate::document::Head;
    use crate::method::Method;

    fn canvas(id: &str, from: &[&str]) -> Content {
        let mut canvas = Canvas::new(Head::new("api-value-proposition", "Orders"));
        let mut note = Note::new(Id::new(id).expect("an id"), "A note");
        note.relations[0] = from.iter().map(|text| Reference::parse(text).expect("a reference")).collect();
        canvas.push("tasks", Arc::new(note));
        canvas.head.version = 2;
        canvas.into()
    }

    fn index() -> Index {
        let (one, other) = (canvas("t7qm4k", &[]), canvas("k3f9aa", &[]));
        let frozen = canvas("0000zz", &[]);
        Index::new([
            ("orders/journey.toml", Some(&one)),
            ("depot/audit.toml", Some(&other)),
            ("orders/versions/journey@1.toml", Some(&frozen)),
            ("orders/torn.toml", None),
        ])
    }

    fn resolve(text: &str) -> Target {
        index().resolve_text(text, "orders")
    }

    fn stale(text: &str) -> Target {
        Target::Stale(Reference::parse(text).expect("a reference"))
    }

    #[test]
    fn a_reference_is_found_by_its_id() {
        assert_eq!(resolve("journey#t7qm4k"), Target::Right);
        assert_eq!(resolve("orders/journey#t7qm4k"), Target::Right);
        assert_eq!(resolve("old-name#t7qm4k"), stale("journey#t7qm4k"));
        assert_eq!(resolve("journey#k3f9aa"), stale("depot/audit#k3f9aa"));
        assert_eq!(resolve("depot/journey#t7qm4k"), stale("journey#t7qm4k"));
        assert_eq!(resolve("journey#zzzzzz"), Target::Broken);
        assert_eq!(resolve("torn#zzzzzz"), Target::Unknown);
        assert_eq!(resolve("not a#reference#"), Target::Broken);
    }

    #[test]
    fn files_and_versions_are_found_by_name() {
        assert_eq!(resolve("journey"), Target::Right);
        assert_eq!(resolve("depot/audit"), Target::Right);
        assert_eq!(resolve("journey@2"), Target::Right);
        assert_eq!(resolve("journey@3"), Target::Broken);
        assert_eq!(resolve("journey@1#0000zz"), Target::Right);
        assert_eq!(resolve("old-name@1#t7qm4k"), stale("journey@1#t7qm4k"));
        assert_eq!(resolve("gone"), Target::Broken);
    }

    #[test]
    fn only_stale_references_are_corrected() {
        let before = canvas("5v0qr1", &["old#t7qm4k", "gone#zzzzzz", "depot/audit#k3f9aa"]);
        let after = canvas("5v0qr1", &["journey#t7qm4k", "gone#zzzzzz", "depot/audit#k3f9aa"]);
        assert!(correct_references(&before, &index(), "orders").says_the_same(&after));
        let text =
            "format = 1\n\n[decisions.t7qm4k]\nabout = [\"old#t7qm4k\", \"no reference#\"]\ntext = \"Decided\"\n";
        let method = Method::built_in();
        let kind = FileKind::of("orders/follow-up.toml", method);
        let before = read(text.as_bytes(), kind, method).content.expect("readable");
        let after = correct_references(&before, &index(), "orders");
        let register = after.register().expect("a register");
        let about = register.value(&["decisions", "t7qm4k", "about"]).expect("there");
        assert_eq!(about.as_list(), ["journey#t7qm4k", "no reference#"]);
    }
}
