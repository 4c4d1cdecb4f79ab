//! A register: a file of tables keyed by id, by stem or by day, whose tables, keys, types and words are data.

use serde::{Deserialize, Serialize};

use super::Text;

/// A kind of register as a definition describes it. One file under `canvases/registers/`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterTemplate {
    /// Number of the data format; 1.
    pub format: u32,
    /// Its id: lower case, words joined by hyphens.
    #[serde(rename = "register")]
    pub id: String,
    /// What people call it.
    pub title: Text,
    /// What stands in one, in a sentence.
    pub purpose: Option<Text>,
    /// Which files are such registers: `follow-up.toml`, or `sessions/*.toml` for all in a folder of a product.
    pub files: Vec<String>,
    /// Whose files they are.
    #[serde(default)]
    pub place: RegisterPlace,
    /// Whether they stand in the list of a product's files; not where their entries are shown elsewhere.
    #[serde(rename = "listed", default = "yes")]
    pub is_listed: bool,
    /// Keys at the top of the file, in order, behind `format`.
    #[serde(default)]
    pub head: Vec<KeyTemplate>,
    /// The tables, in order.
    #[serde(default)]
    pub tables: Vec<TableTemplate>,
}

fn yes() -> bool {
    true
}

/// Whose file a register is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RegisterPlace {
    /// A product's: each may have its own.
    #[default]
    Product,
    /// The workspace's: there is one, beside `stationmaster.toml`.
    Workspace,
}

/// A table of a register, or many: one for each id, stem or day.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TableTemplate {
    /// Its name in the file.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// What stands between its name and its keys.
    #[serde(default)]
    pub by: KeyedBy,
    /// Whether the order of its entries means something.
    #[serde(default)]
    pub order: EntryOrder,
    /// The keys of an entry, or of the table itself where it is single, in order.
    #[serde(default)]
    pub keys: Vec<KeyTemplate>,
    /// What stands under each id, stem or day where that is a value and no table: `2026-11-01 = 6.4`.
    pub holds: Option<KeyTemplate>,
    /// The tables inside an entry, behind its keys.
    #[serde(default)]
    pub tables: Vec<TableTemplate>,
}

/// By what the entries of a table are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum KeyedBy {
    /// An id, drawn once and never reused.
    #[default]
    Id,
    /// The stem of a document.
    Stem,
    /// A day.
    Date,
    /// Nothing: there is one table, and its keys stand in it.
    Single,
}

/// The order of the entries of a table in canonical form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryOrder {
    /// By id, stem or day; it means nothing.
    #[default]
    Id,
    /// As people gave it.
    Kept,
}

/// A key and what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct KeyTemplate {
    /// Its name in the file; nothing for what a table holds under each id, stem or day.
    #[serde(default)]
    pub key: String,
    /// What people call it.
    pub title: Text,
    /// Of what type it is.
    #[serde(rename = "type")]
    pub kind: ValueType,
    /// Of what type the elements of a list or set are.
    #[serde(default)]
    pub of: ElementType,
    /// The words it can be, where it is a word.
    #[serde(default)]
    pub words: Vec<String>,
    /// Whether every entry has it.
    #[serde(default)]
    pub required: bool,
    /// What stands there in a new file, where it is a text or a word.
    pub default: Option<String>,
    /// The least a number can be, and each of several.
    pub min: Option<Bound>,
    /// The most a number can be, and each of several.
    pub max: Option<Bound>,
    /// Whether numbers are whole.
    #[serde(default)]
    pub whole: bool,
}

/// What a number can be at least or at most.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Bound(pub f64);

// Of two definitions that cannot be counted with, none is used.
impl Eq for Bound {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ValueType {
    Text,
    /// A number, whole or not.
    Number,
    /// `true` or `false`.
    Flag,
    /// A day.
    Date,
    /// A time of day without a place.
    Time,
    /// One of some words.
    Word,
    /// A reference to something else.
    Reference,
    /// An id in the same file or the one it is about.
    Id,
    /// Several, in an order that means something.
    List,
    /// Several, in no order that means anything: merging unites them.
    Set,
    /// Texts by id or word, on one line: `{ k3f9aa = "…" }`.
    Texts,
}

/// The type of the elements of a list or set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ElementType {
    #[default]
    Text,
    Number,
    Reference,
    /// Ids.
    Id,
    /// Some of the words.
    Word,
}

impl RegisterTemplate {
    /// The table of the top level with that name.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&TableTemplate> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// Whether the file with that path is such a register; folders and the name are joined by `/`. A pattern with a
    /// folder needs that of a product before it.
    #[must_use]
    pub fn matches_path(&self, path: &str) -> bool {
        self.matching(path).is_some()
    }

    /// Whether the file with that path is such a register for the folder it is in.
    #[must_use]
    pub fn matches_folder(&self, path: &str) -> bool {
        self.matching(path).is_some_and(|pattern| pattern.contains('/'))
    }

    fn matching(&self, path: &str) -> Option<&str> {
        let mut parts = path.rsplit(['/', '\\']);
        let (name, folder) = (parts.next().unwrap_or_default(), parts.next());
        let is_in_product = parts.next().is_some();
        let is_it = |pattern: &&String| match (pattern.split_once('/'), self.place) {
            (Some((place, wanted)), RegisterPlace::Product) => {
                is_in_product && folder == Some(place) && fits(wanted, name)
            }
            (Some(_), RegisterPlace::Workspace) => false,
            (None, RegisterPlace::Product) => fits(pattern, name),
            (None, RegisterPlace::Workspace) => folder.is_none() && fits(pattern, name),
        };
        self.files.iter().find(is_it).map(String::as_str)
    }

    /// The folders of a product in which such registers stand.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.files.iter().filter_map(|pattern| pattern.split_once('/')).map(|(folder, _)| folder)
    }
}

/// What a number can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// At least this.
    pub min: Option<Bound>,
    /// At most this.
    pub max: Option<Bound>,
    /// Whether it is whole.
    pub is_whole: bool,
}

impl Limits {
    /// Whether it can be this number.
    #[must_use]
    pub fn allow(self, number: f64) -> bool {
        let is_enough = self.min.is_none_or(|Bound(min)| number >= min);
        is_enough && self.max.is_none_or(|Bound(max)| number <= max) && (!self.is_whole || number.fract() == 0.0)
    }
}

/// Whether a name is that of a pattern, which can be `*` and an ending.
fn fits(pattern: &str, name: &str) -> bool {
    match pattern.strip_prefix('*') {
        Some(ending) => name.len() > ending.len() && name.ends_with(ending),
        None => pattern == name,
    }
}

impl TableTemplate {
    /// The key with that name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&KeyTemplate> {
        self.keys.iter().find(|key| key.key == name)
    }

    /// The table inside an entry with that name.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&TableTemplate> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// Whether there is one table of that name rather than one for each id, stem or day.
    #[must_use]
    pub fn is_single(&self) -> bool {
        self.by == KeyedBy::Single
    }
}

impl KeyTemplate {
    /// Whether it is a set, which merging unites.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.kind == ValueType::Set
    }

    /// Whether it holds several.
    #[must_use]
    pub fn is_several(&self) -> bool {
        matches!(self.kind, ValueType::List | ValueType::Set)
    }

    /// Whether it holds one word or several out of those it names.
    #[must_use]
    pub fn has_words(&self) -> bool {
        self.kind == ValueType::Word || self.is_several() && self.of == ElementType::Word
    }

    /// Whether it holds a number or several.
    #[must_use]
    pub fn has_numbers(&self) -> bool {
        self.kind == ValueType::Number || self.is_several() && self.of == ElementType::Number
    }

    /// Whether it holds a reference or several.
    #[must_use]
    pub fn has_references(&self) -> bool {
        self.kind == ValueType::Reference || self.is_several() && self.of == ElementType::Reference
    }

    /// Whether it holds the id of an entry of the same file or several.
    #[must_use]
    pub fn has_ids(&self) -> bool {
        self.kind == ValueType::Id || self.is_several() && self.of == ElementType::Id
    }

    /// What its numbers can be.
    #[must_use]
    pub fn limits(&self) -> Limits {
        Limits { min: self.min, max: self.max, is_whole: self.whole }
    }
}

/// What stands at a place of a register.
#[derive(Clone, Copy, Debug)]
pub enum Shape<'t> {
    /// A table with keys of its own, and tables inside it: the top of the file, an entry, or a single table.
    Fields {
        /// Its keys, in order.
        keys: &'t [KeyTemplate],
        /// Its tables, in order.
        tables: &'t [TableTemplate],
    },
    /// A table with something under each id, stem or day.
    Entries(&'t TableTemplate),
    Value(&'t KeyTemplate),
}

impl RegisterTemplate {
    /// What the top of the file is.
    #[must_use]
    pub fn shape(&self) -> Shape<'_> {
        Shape::Fields { keys: &self.head, tables: &self.tables }
    }
}

impl<'t> Shape<'t> {
    /// What stands under a key of it; nothing where there is no such key.
    #[must_use]
    pub fn inner(self, key: &str) -> Option<Self> {
        match self {
            Self::Fields { keys, tables } => {
                let value = keys.iter().find(|known| known.key == key).map(Self::Value);
                value.or_else(|| tables.iter().find(|table| table.name == key).map(Self::of_table))
            }
            Self::Entries(table) => Some(table.entry()),
            Self::Value(_) => None,
        }
    }

    /// What stands at the end of a path of keys.
    #[must_use]
    pub fn at<S: AsRef<str>>(self, path: &[S]) -> Option<Self> {
        path.iter().try_fold(self, |shape, key| shape.inner(key.as_ref()))
    }

    /// The place of a key among those of a table with keys of its own, its tables last.
    #[must_use]
    pub fn rank(self, key: &str) -> Option<usize> {
        let Self::Fields { keys, tables } = self else { return None };
        let value = keys.iter().position(|known| known.key == key);
        value.or_else(|| tables.iter().position(|table| table.name == key).map(|at| keys.len() + at))
    }

    fn of_table(table: &'t TableTemplate) -> Self {
        if table.is_single() { Self::Fields { keys: &table.keys, tables: &table.tables } } else { Self::Entries(table) }
    }
}

impl TableTemplate {
    /// What stands under each id, stem or day.
    #[must_use]
    pub fn entry(&self) -> Shape<'_> {
        match &self.holds {
            Some(value) => Shape::Value(value),
            None => Shape::Fields { keys: &self.keys, tables: &self.tables },
        }
    }

    /// Whether its entries stand in an order that means something. What holds values is always ordered by its keys.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.order == EntryOrder::Kept && self.holds.is_none()
    }

    /// Whether its entries are things with ids of their own, which references can name.
    #[must_use]
    pub fn defines_ids(&self) -> bool {
        self.by == KeyedBy::Id && self.holds.is_none()
    }
}
