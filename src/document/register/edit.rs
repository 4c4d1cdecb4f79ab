//! Edits of registers, anchored by keys and never by position.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::super::EditError;
use super::table::gone;
use super::{Register, RegisterValue, Table};
use crate::document::Id;
use crate::method::{Shape, TableTemplate};

/// A place among the entries of a table: behind that one, or first where there is none. One that is gone means the end;
/// where the order of entries means nothing, it does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryPlace {
    /// The keys that lead to the table.
    pub table: Vec<String>,
    /// The entry before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// One change of a register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum RegisterEdit {
    /// An entry comes to stand at a place.
    Insert {
        /// Where.
        at: EntryPlace,
        /// Its key.
        key: String,
        /// The entry with all that is in it.
        entry: Arc<Table>,
    },
    /// An entry goes.
    Remove {
        /// Where it stood.
        at: EntryPlace,
        /// Its key.
        key: String,
        /// The entry as it was.
        entry: Arc<Table>,
    },
    /// An entry goes to another place in its table.
    Move {
        /// The keys that lead to the table.
        table: Vec<String>,
        /// Its key.
        key: String,
        /// What stood before it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<String>,
        /// What comes to stand before it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
    },
    /// A value changes.
    Set {
        /// The keys that lead to it.
        path: Vec<String>,
        /// What stood there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<RegisterValue>,
        /// What comes to stand there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<RegisterValue>,
    },
}

impl RegisterEdit {
    /// The edit that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self.clone() {
            Self::Insert { at, key, entry } => Self::Remove { at, key, entry },
            Self::Remove { at, key, entry } => Self::Insert { at, key, entry },
            Self::Move { table, key, from, to } => Self::Move { table, key, from: to, to: from },
            Self::Set { path, before, after } => Self::Set { path, before: after, after: before },
        }
    }

    /// Whether the register already stands as it would after this edit.
    #[must_use]
    pub fn holds_after(&self, register: &Register) -> bool {
        match self {
            Self::Insert { at, key, entry } => {
                register.table_at(&at.table).and_then(|table| table.table(key)) == Some(&**entry)
            }
            Self::Remove { at, key, .. } => register.table_at(&at.table).is_none_or(|table| table.table(key).is_none()),
            Self::Move { table, key, to, .. } => register
                .table_at(table)
                .is_some_and(|table| table.get(key).is_some() && table.before(key) == to.as_deref()),
            Self::Set { path, after, .. } => register.value(path) == after.as_ref(),
        }
    }

    /// Applies the edit.
    ///
    /// # Errors
    /// Where what it expects to find is not there; the register then stays as it was.
    pub fn apply(&self, shared: &mut Arc<Register>) -> Result<(), EditError> {
        match self {
            Self::Insert { at, key, entry } => {
                if !entry.fits(shared.keyed(&at.table)?.entry()) {
                    return Err(EditError::Misfit);
                }
                if shared.table_at(&at.table).is_some_and(|table| table.get(key).is_some()) || shared.is_taken(at, key)
                {
                    return Err(Id::new(key).map_or(EditError::Changed, EditError::Taken));
                }
                Arc::make_mut(shared).change(&at.table, true, |template, table| {
                    table.insert(template, key, at.after.as_deref(), Arc::clone(entry));
                })
            }
            Self::Remove { at, key, entry } => {
                shared.keyed(&at.table)?;
                let there = shared.table_at(&at.table).and_then(|table| table.table(key)).ok_or_else(|| gone(key))?;
                if *there != **entry {
                    return Err(EditError::Changed);
                }
                let register = Arc::make_mut(shared);
                register.change(&at.table, false, |_, table| {
                    table.remove(key);
                })?;
                let template = Arc::clone(&register.template);
                register.root.prune(template.shape(), &at.table);
                Ok(())
            }
            Self::Move { table, key, to, .. } => {
                if !shared.keyed(table)?.is_kept() {
                    return Err(EditError::Misfit);
                }
                let there = shared.table_at(table).and_then(|table| table.table(key)).ok_or_else(|| gone(key))?;
                let entry = Arc::new(there.clone());
                Arc::make_mut(shared).change(table, false, |template, table| {
                    table.remove(key);
                    table.insert(template, key, to.as_deref(), entry);
                })
            }
            Self::Set { path, before, after } => {
                if shared.value(path) != before.as_ref() {
                    return Err(EditError::Changed);
                }
                let template = Arc::clone(&shared.template);
                // Looking first leaves everything shared where the value is none the key can have.
                match template.shape().at(path) {
                    Some(Shape::Value(key)) if after.as_ref().is_none_or(|value| value.fits(key)) => {}
                    _ => return Err(EditError::Misfit),
                }
                Arc::make_mut(shared).root.set(template.shape(), path, after.clone())
            }
        }
    }
}

impl Register {
    /// The table at a path of keys; the top of the file where there are none.
    #[must_use]
    pub fn table_at<S: AsRef<str>>(&self, path: &[S]) -> Option<&Table> {
        path.iter().try_fold(&self.root, |table, key| table.table(key.as_ref()))
    }

    /// The definition of a table with entries that are tables.
    fn keyed(&self, path: &[String]) -> Result<&TableTemplate, EditError> {
        match self.template.shape().at(path) {
            Some(Shape::Entries(table)) if table.holds.is_none() => Ok(table),
            _ => Err(EditError::Misfit),
        }
    }

    /// Whether another entry of the file has that id already.
    fn is_taken(&self, at: &EntryPlace, key: &str) -> bool {
        let defines = matches!(self.template.shape().at(&at.table), Some(Shape::Entries(table)) if table.defines_ids());
        defines && self.ids().iter().any(|(_, id)| id.as_str() == key)
    }

    fn change(
        &mut self,
        path: &[String],
        make: bool,
        change: impl FnOnce(&TableTemplate, &mut Table),
    ) -> Result<(), EditError> {
        let template = Arc::clone(&self.template);
        let Some(Shape::Entries(keyed)) = template.shape().at(path) else { return Err(EditError::Misfit) };
        let last = path.last().map_or("", String::as_str);
        let Some(table) = self.root.table_mut(template.shape(), path, make) else {
            self.root.prune(template.shape(), path);
            return Err(gone(last));
        };
        change(keyed, table);
        Ok(())
    }
}
