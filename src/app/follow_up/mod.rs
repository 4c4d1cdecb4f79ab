//! What follows from the work on a product: decisions, actions and parked topics, as its `follow-up.toml` has them.
//!
//! Here stands how an entry is asked for ([`forms`]), read from what was typed ([`day`], [`about`]) and written
//! ([`change`]). A form lies over whatever is on the screen, also over a text that is being typed, which stays as it is.

pub(in crate::app) mod about;
pub(in crate::app) mod change;
pub(in crate::app) mod day;
pub(in crate::app) mod forms;
mod owners;

use chrono::NaiveDate;

use super::Model;
use crate::document::{DocumentBody, Reference, Register, RegisterValue, Table};
use crate::i18n::{Sentence, SentenceKey};

/// The stem of the file, and the id of its definition.
const STEM: &str = "follow-up";

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Something that was decided.
    Decision,
    /// Something that somebody is to do.
    Action,
    /// A topic that was put aside.
    Parked,
}

impl Kind {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Decision, Self::Action, Self::Parked];

    /// The table of the file it stands in.
    #[must_use]
    pub const fn table(self) -> &'static str {
        match self {
            Self::Decision => "decisions",
            Self::Action => "actions",
            Self::Parked => "parked",
        }
    }

    /// What a group of them is called.
    #[must_use]
    pub const fn title(self) -> SentenceKey {
        match self {
            Self::Decision => key!("followed.decided"),
            Self::Action => key!("followed.to-do"),
            Self::Parked => key!("followed.parked"),
        }
    }

    /// What stands in that table.
    #[must_use]
    pub fn of_table(table: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.table() == table)
    }
}

/// An entry as it stands in the file.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub key: &'a str,
    /// What stands in it.
    pub table: &'a Table,
}

impl<'a> Entry<'a> {
    /// A text of it; empty where there is none.
    #[must_use]
    pub fn text(&self, key: &str) -> &'a str {
        self.table.text(key).unwrap_or_default()
    }

    /// A day of it.
    #[must_use]
    pub fn day(&self, key: &str) -> Option<NaiveDate> {
        self.table.value(key).and_then(RegisterValue::as_date)
    }

    /// A list of it.
    #[must_use]
    pub fn list(&self, key: &str) -> &'a [String] {
        self.table.value(key).map(RegisterValue::as_list).unwrap_or_default()
    }

    /// Whether nothing is left to do about it: done, dropped, or replaced by another decision.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        let key = match self.kind {
            Kind::Decision => return self.table.value("superseded_by").is_some(),
            Kind::Action | Kind::Parked => "done",
        };
        self.table.value(key).is_some() || self.table.value("dropped").is_some()
    }

    /// Whether it was dropped and not done: what was done counts, whatever else stands there.
    #[must_use]
    pub fn is_dropped(&self) -> bool {
        self.kind != Kind::Decision && self.table.value("done").is_none() && self.table.value("dropped").is_some()
    }

    /// The day by which somebody is to see to it.
    #[must_use]
    pub fn due(&self) -> Option<NaiveDate> {
        self.day(if self.kind == Kind::Decision { "review_by" } else { "due" })
    }

    /// Who sees to it, or who decided.
    #[must_use]
    pub fn who(&self) -> &'a str {
        self.text(if self.kind == Kind::Decision { "by" } else { "owner" })
    }

    /// Whether it is open and its day is over.
    #[must_use]
    pub fn is_late(&self, today: NaiveDate) -> bool {
        !self.is_closed() && self.due().is_some_and(|due| due < today)
    }
}

/// Path of the file of a product.
#[must_use]
pub fn path_of(product: &str) -> String {
    format!("{product}/{STEM}.toml")
}

/// The product whose file that is; nothing where it is another kind of file.
#[must_use]
pub fn product_of(file: &str) -> Option<&str> {
    file.strip_suffix(".toml")?.strip_suffix(STEM)?.strip_suffix('/')
}

/// Path of the file of the product in front.
#[must_use]
pub fn file(model: &Model) -> Option<String> {
    model.current_product().map(|product| path_of(&product.id))
}

/// What stands in a file.
#[must_use]
pub fn register<'m>(model: &'m Model, file: &str) -> Option<&'m Register> {
    match model.docs.get(file)?.sheet.as_ref()? {
        DocumentBody::Register(register) => Some(register),
        _ => None,
    }
}

/// The entries of a register, kind by kind.
pub fn entries(register: &Register) -> impl Iterator<Item = Entry<'_>> {
    Kind::ALL
        .into_iter()
        .flat_map(move |kind| register.entries(kind.table()).map(move |(key, table)| Entry { kind, key, table }))
}

/// One entry of a file.
#[must_use]
pub fn entry<'m>(model: &'m Model, file: &str, kind: Kind, key: &str) -> Option<Entry<'m>> {
    entries(register(model, file)?).find(|entry| entry.kind == kind && entry.key == key)
}

/// The entry that a reference from a product leads to.
#[must_use]
pub fn referred<'m>(model: &'m Model, product: &str, reference: &Reference) -> Option<Entry<'m>> {
    let owner = reference.product.as_deref().unwrap_or(product);
    let id = reference.id?.to_string();
    entries(register(model, &path_of(owner))?).find(|entry| entry.key == id)
}

/// Whether something can be put down for the product in front.
///
/// # Errors
/// The reason why not, for the person to read.
pub(in crate::app) fn can_write(model: &Model) -> Result<(), Sentence> {
    let Some(file) = file(model) else { return Err(sentence!("reason.no-product")) };
    match model.docs.get(&file) {
        Some(doc) if doc.is_writable() => Ok(()),
        Some(_) => Err(sentence!("message.not-writable", file = file)),
        // The file may be there and not have been read yet.
        None if model.reading > 0 => Err(sentence!("map.reading", count = model.reading)),
        None => Ok(()),
    }
}
