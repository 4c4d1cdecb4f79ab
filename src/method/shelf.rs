//! Data files by id, each read when it is first needed; and lists of small entries, each in one file.
//!
//! The build script lays them out as postcard. Reading their TOML when it is needed was tried: a start then took 11.6
//! million instructions to its first frame instead of 5.5, of the 15 % that it may take longer than vim's
//! (docs/performance.md).

use std::borrow::Cow;
use std::sync::{Arc, LazyLock, OnceLock};

use include_dir::{Dir, include_dir};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::data::{Laid, LaidFile};
use super::{
    Agenda, CanvasTemplate, ChecklistTemplate, Criterion, Cycle, Guide, Line, NetworkStation, Person, Recipe,
    RegisterTemplate, Resource, Way,
};

/// What is part of the program, as people wrote it.
pub(super) static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/canvases");

/// The same as the build script lays it out.
pub(super) static LAID: LazyLock<Laid<'static>> = LazyLock::new(|| {
    const BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/method"));
    // What the build script writes can be read, which the tests would notice.
    postcard::from_bytes(BYTES).unwrap_or_default()
});

/// A data file: what it is called, and how it is brought into order once it is read.
pub(super) trait Data: DeserializeOwned {
    fn id(&self) -> &str;

    fn arrange(&mut self) {}
}

/// An entry of a list: what it is called, and the list it stands in.
pub(super) trait Entry: DeserializeOwned + Clone {
    const LIST: &'static str;

    fn id(&self) -> &str;
}

/// A file that is read when it is first needed.
#[derive(Clone, Debug)]
struct Shelved<T> {
    id: Cow<'static, str>,
    source: Source,
    read: OnceLock<Option<Arc<T>>>,
}

/// What a file is read from.
#[derive(Clone, Debug)]
enum Source {
    /// Laid out by the build script.
    Laid(&'static [u8]),
    /// TOML.
    Text(String),
    /// It was read before.
    Read,
}

/// Files of one kind, by id.
#[derive(Clone, Debug)]
pub(super) struct Shelf<T> {
    files: Vec<Shelved<T>>,
    all: OnceLock<Vec<Arc<T>>>,
}

/// Entries of one kind; those of the program are read when they are first needed.
#[derive(Clone, Debug)]
pub(super) struct List<T>(OnceLock<Vec<T>>);

#[derive(Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
struct ListFile<T> {
    #[serde(
        alias = "criteria",
        alias = "people",
        alias = "resources",
        alias = "lines",
        alias = "stations",
        alias = "ways"
    )]
    entries: Vec<T>,
}

impl Data for CanvasTemplate {
    fn id(&self) -> &str {
        &self.id
    }

    fn arrange(&mut self) {
        Self::arrange(self);
    }
}

impl Data for ChecklistTemplate {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Data for Cycle {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Data for Guide {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Data for RegisterTemplate {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Data for Recipe {
    fn id(&self) -> &str {
        &self.canvas
    }
}

impl Data for Agenda {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Entry for Criterion {
    const LIST: &'static str = "criteria";

    fn id(&self) -> &str {
        &self.id
    }
}

impl Entry for Person {
    const LIST: &'static str = "people";

    fn id(&self) -> &str {
        &self.id
    }
}

impl Entry for Resource {
    const LIST: &'static str = "resources";

    fn id(&self) -> &str {
        &self.id
    }
}

impl Entry for Line {
    const LIST: &'static str = "lines";

    fn id(&self) -> &str {
        &self.id
    }
}

impl Entry for NetworkStation {
    const LIST: &'static str = "stations";

    fn id(&self) -> &str {
        &self.id
    }
}

impl Entry for Way {
    const LIST: &'static str = "ways";

    fn id(&self) -> &str {
        &self.id
    }
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { files: Vec::new(), all: OnceLock::new() }
    }
}

impl<T: Data> Shelf<T> {
    /// Files that are part of the program.
    pub(super) fn of_laid(files: &[LaidFile<'static>]) -> Self {
        let shelved = |file: &LaidFile<'static>| Shelved {
            id: Cow::Borrowed(file.id),
            source: Source::Laid(file.bytes),
            read: OnceLock::new(),
        };
        Self { files: files.iter().map(shelved).collect(), all: OnceLock::new() }
    }

    /// The file with that id.
    pub(super) fn find(&self, id: &str) -> Option<&Arc<T>> {
        self.files.iter().find(|file| file.id == id).and_then(Shelved::get)
    }

    /// Whether there is a file with that id. Reads none.
    pub(super) fn has(&self, id: &str) -> bool {
        self.files.iter().any(|file| file.id == id)
    }

    /// Every file, by id. Reads them all.
    pub(super) fn all(&self) -> &[Arc<T>] {
        self.all.get_or_init(|| self.files.iter().filter_map(Shelved::get).cloned().collect())
    }

    /// The ids. Reads no file.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| &*file.id)
    }

    /// Puts a file in the place of the one with its id, or beside the others.
    pub(super) fn put(&mut self, data: T) {
        let id = Cow::Owned(data.id().to_owned());
        self.place(Shelved { id, source: Source::Read, read: OnceLock::from(Some(Arc::new(data))) });
    }

    /// The same with a file that is not read before it is needed. Who puts it there knows that it is right.
    pub(super) fn put_text(&mut self, id: &str, text: String) {
        self.place(Shelved { id: Cow::Owned(id.to_owned()), source: Source::Text(text), read: OnceLock::new() });
    }

    fn place(&mut self, file: Shelved<T>) {
        match self.files.iter_mut().find(|old| old.id == file.id) {
            Some(old) => *old = file,
            None => self.files.push(file),
        }
        self.files.sort_by(|a, b| a.id.cmp(&b.id));
        self.all = OnceLock::new();
    }
}

impl<T: Data> Shelved<T> {
    fn get(&self) -> Option<&Arc<T>> {
        let read = || match &self.source {
            Source::Laid(bytes) => postcard::from_bytes(bytes).ok(),
            Source::Text(text) => read(text).ok(),
            Source::Read => None,
        };
        self.read.get_or_init(|| read().map(Arc::new)).as_ref()
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(OnceLock::from(Vec::new()))
    }
}

impl<T: Entry> List<T> {
    /// The list that is part of the program, not read yet.
    pub(super) fn built_in() -> Self {
        Self(OnceLock::new())
    }

    /// The entries. What is part of the program and cannot be read is nothing, which a test does not let pass.
    pub(super) fn get(&self) -> &[T] {
        self.0.get_or_init(|| {
            let file = LAID.lists.iter().find(|file| file.id == T::LIST);
            file.and_then(|file| postcard::from_bytes(file.bytes).ok()).unwrap_or_default()
        })
    }

    /// The entry with that id.
    pub(super) fn find(&self, id: &str) -> Option<&T> {
        self.get().iter().find(|entry| entry.id() == id)
    }

    /// Puts entries in the place of those with their ids, or behind the others.
    pub(super) fn put(&mut self, more: Vec<T>) {
        let mut all = self.get().to_vec();
        for entry in more {
            match all.iter_mut().find(|old| old.id() == entry.id()) {
                Some(old) => *old = entry,
                None => all.push(entry),
            }
        }
        self.0 = OnceLock::from(all);
    }
}

/// Reads a data file.
pub(super) fn read<T: Data>(text: &str) -> Result<T, Box<toml::de::Error>> {
    let mut data: T = toml::from_str(text)?;
    data.arrange();
    Ok(data)
}

/// Reads a file with a list.
pub(super) fn entries<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, Box<toml::de::Error>> {
    Ok(toml::from_str::<ListFile<T>>(text)?.entries)
}
