//! What a grammar is made of.

use std::borrow::Cow;

use super::shared::{Shared, Words};
use crate::method::{Bound, Limits, Text};

/// A name or a word: of the program, or of a definition that was read.
pub type Name = Cow<'static, str>;

/// A table with keys of its own: the top of a file, a note, a waiver.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its keys in canonical order. Those that hold tables come last, for TOML leaves no other place for them.
    pub keys: Cow<'static, [Key]>,
    /// A key that is needed where another one has a certain word.
    pub condition: Option<Condition>,
}

/// Says that a key is needed where another one has a certain word: a reason, where an item is not applicable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The key that has the word.
    pub key: &'static str,
    /// The word.
    pub word: &'static str,
    /// The key that is then needed.
    pub needs: &'static str,
}

/// A key of a table: one row of the grammar.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// Its name in the file.
    pub name: Name,
    /// What it holds.
    pub of: Type,
    /// Whether a table without it is reported.
    pub is_required: bool,
    /// Whether an empty text is none. Only the JSON Schema says so; the reader leaves it to the document's rules.
    pub is_filled: bool,
    /// How a missing one is shown to be written; nothing where the type says it.
    pub example: Option<&'static str>,
    /// What people call it; nothing where the program's sentences say it.
    pub title: Option<Text>,
}

/// What a key holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// Any text.
    Text,
    /// An id of six characters.
    Id,
    /// A reference to a note, a file or a published version.
    Reference,
    /// The colour of a note, `#RRGGBB`.
    Color,
    /// A digest, `sha256:…`.
    Digest,
    /// The kind of a note.
    Kind,
    /// One of these words.
    Word(Words),
    /// The id of something the method has.
    Known(Known),
    /// The number of a file's format.
    Format,
    /// A whole number, at least this.
    Integer(u32),
    /// A number with or without a fraction, within limits.
    Number(Limits),
    /// True or false.
    Bool,
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// A day, or where none can be said, a text.
    DateOrText,
    /// Several of the same.
    List(List),
    /// A table of its own under this key: `[outcome]`.
    Table(Shared<Table>),
    /// Any number of keys that all hold the same: `[notes.SECTION]`, `[team]`.
    Each(Shared<Each>),
    /// Tables told by their place: `[[history]]`.
    Rows(Shared<Table>),
}

/// Several values of one type.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The type of each.
    pub of: Shared<Type>,
    /// Whether it is a set: a value counts once, and the order means nothing.
    pub is_set: bool,
    /// Whether each value has a line of its own as soon as there are two.
    pub is_tall: bool,
}

/// Keys that are no names of ours and all hold the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Each {
    /// What the keys are.
    pub by: By,
    /// In which order they stand in canonical form.
    pub order: Order,
    /// What each of them holds.
    pub of: Type,
    /// Whether the key only says where something stands that is known without it: a note moves between sections.
    pub is_place: bool,
    /// Whether all of it stands on one line, between braces.
    pub is_inline: bool,
}

/// What the keys of an [`Each`] are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// Ids of six characters.
    Id,
    /// Days.
    Date,
    /// Stems of files.
    Stem,
    /// Sections of the canvas.
    Section,
    /// Items of the checklist.
    Item,
    /// The method's criteria.
    Criterion,
    /// The method's people.
    Person,
    /// Stations of the product's cycle.
    Station,
    /// Rules of `check`.
    Rule,
}

/// In which order the keys of an [`Each`] stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// As people put them; the order means something.
    Kept,
    /// By the key.
    ByKey,
    /// As the method has them; what it does not have comes last, as it stands.
    Method,
    /// As the method has them; what it does not have comes last, by the key.
    MethodThenKey,
}

/// What the method has that a key can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Known {
    /// A canvas.
    Canvas,
    /// A checklist.
    Checklist,
    /// A profile of the checklist.
    Profile,
    /// A cycle.
    Cycle,
    /// A station of the product's cycle.
    Station,
    /// A person.
    Person,
}

impl Table {
    /// A table with these keys.
    #[must_use]
    pub const fn new(keys: &'static [Key]) -> Self {
        Self { keys: Cow::Borrowed(keys), condition: None }
    }

    /// A table with keys that were read.
    #[must_use]
    pub const fn of(keys: Vec<Key>) -> Self {
        Self { keys: Cow::Owned(keys), condition: None }
    }

    /// With a key that is needed where another one has a certain word.
    #[must_use]
    pub const fn needs(mut self, needs: &'static str, key: &'static str, word: &'static str) -> Self {
        self.condition = Some(Condition { key, word, needs });
        self
    }

    /// The key with that name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// The place of a key among all in canonical order.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.keys.iter().position(|key| key.name == name)
    }

    /// The key that stands last of all values, also of those that the grammar does not have: a closing `text`.
    #[must_use]
    pub fn closing(&self) -> Option<&str> {
        let last = self.keys.iter().rfind(|key| !key.of.holds_tables())?;
        (last.name == "text").then_some(&*last.name)
    }

    /// The names of all keys, in canonical order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(|key| key.name.as_ref())
    }
}

impl Key {
    /// A key that may be missing.
    #[must_use]
    pub const fn new(name: &'static str, of: Type) -> Self {
        Self::of(Cow::Borrowed(name), of)
    }

    /// A key with a name that was read.
    #[must_use]
    pub const fn of(name: Name, of: Type) -> Self {
        Self { name, of, is_required: false, is_filled: false, example: None, title: None }
    }

    /// Reported where it is missing.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    /// Not an empty text.
    #[must_use]
    pub const fn filled(mut self) -> Self {
        self.is_filled = true;
        self
    }

    /// With what people call it.
    #[must_use]
    pub fn called(mut self, title: &Text) -> Self {
        self.title = Some(title.clone());
        self
    }

    /// With another value than the type's own to show how it is written.
    #[must_use]
    pub const fn example(mut self, value: &'static str) -> Self {
        self.example = Some(value);
        self
    }

    /// How it is written, to be shown where it is missing.
    #[must_use]
    pub fn expected(&self) -> String {
        match (self.example, &self.of) {
            (Some(value), _) => format!("{} = {value}", self.name),
            (None, of) => of.written(&self.name),
        }
    }
}

impl Type {
    /// Several texts, in an order that means something.
    #[must_use]
    pub const fn list(of: &'static Self) -> Self {
        Self::List(List { of: Shared::Static(of), is_set: false, is_tall: false })
    }

    /// Several texts, each on a line of its own.
    #[must_use]
    pub const fn tall_list(of: &'static Self) -> Self {
        Self::List(List { of: Shared::Static(of), is_set: false, is_tall: true })
    }

    /// Several values, each of which counts once.
    #[must_use]
    pub const fn set(of: &'static Self) -> Self {
        Self::List(List { of: Shared::Static(of), is_set: true, is_tall: false })
    }

    /// How a key with a value of the type is written, to be shown where it holds something else.
    #[must_use]
    pub fn written(&self, key: &str) -> String {
        match self {
            Self::Table(_) | Self::Each(_) => format!("[{key}]"),
            Self::Rows(_) => format!("[[{key}]]"),
            value => format!("{key} = {}", value.example()),
        }
    }

    /// A value of the type, as it is written.
    fn example(&self) -> String {
        match self {
            Self::Format | Self::Integer(_) => "1".to_owned(),
            Self::Number(limits) => {
                limits.min.or(limits.max).map_or_else(|| "1".to_owned(), |Bound(one)| one.to_string())
            }
            Self::Bool => "true".to_owned(),
            Self::Date => "2026-11-23".to_owned(),
            Self::Time => "13:00:00".to_owned(),
            Self::List(list) => format!("[{}]", list.of.example()),
            Self::Table(_) | Self::Each(_) | Self::Rows(_) => "{ … }".to_owned(),
            _ => "\"…\"".to_owned(),
        }
    }

    /// Whether it is a list in which each value has a line of its own.
    #[must_use]
    pub fn is_tall(&self) -> bool {
        matches!(self, Self::List(list) if list.is_tall)
    }

    /// Whether it is a table, or holds tables.
    #[must_use]
    pub fn holds_tables(&self) -> bool {
        match self {
            Self::Table(_) | Self::Rows(_) => true,
            Self::Each(each) => !each.is_inline,
            _ => false,
        }
    }
}

impl Each {
    /// Keys that all hold the same.
    #[must_use]
    pub const fn new(by: By, order: Order, of: Type) -> Self {
        Self { by, order, of, is_place: false, is_inline: false }
    }

    /// Where the keys only say where something stands that is known without them.
    #[must_use]
    pub const fn places(mut self) -> Self {
        self.is_place = true;
        self
    }

    /// Where all of it stands on one line.
    #[must_use]
    pub const fn inline(mut self) -> Self {
        self.is_inline = true;
        self
    }
}
