//! Registers: files of tables keyed by id, by stem or by day. What tables and keys one has is data of the method
//! ([`RegisterTemplate`]); here is what a team wrote in one.
//!
//! In memory a register always stands in canonical order: keys as the definition has them, entries by their keys, or as
//! the team put them where that order means something. Equality is therefore equality of meaning.

mod edit;
mod table;
#[cfg(test)]
pub(crate) mod testing;
mod value;

use std::sync::Arc;

pub use edit::{EntryPlace, RegisterEdit};
pub use table::{Node, Table};
pub use value::{Number, RegisterValue};

use super::{Id, Reference};
use crate::method::{KeyedBy, RegisterTemplate, Shape};

/// A register as a team wrote it.
#[derive(Clone, Debug)]
pub struct Register {
    /// Its definition.
    template: Arc<RegisterTemplate>,
    /// Number of the file's format.
    pub format: u32,
    root: Table,
}

impl PartialEq for Register {
    fn eq(&self, other: &Self) -> bool {
        self.template.id == other.template.id && self.format == other.format && self.root == other.root
    }
}

impl Eq for Register {}

impl Register {
    /// A register in which nothing stands.
    #[must_use]
    pub fn new(template: Arc<RegisterTemplate>) -> Self {
        Self { template, format: 1, root: Table::default() }
    }

    /// A register in which this stands; `root` was filled in the shape of the template.
    #[must_use]
    pub fn with(template: Arc<RegisterTemplate>, format: u32, root: Table) -> Self {
        Self { template, format, root }
    }

    /// Its definition.
    #[must_use]
    pub fn template(&self) -> &Arc<RegisterTemplate> {
        &self.template
    }

    /// The top of the file, and all below it.
    #[must_use]
    pub fn root(&self) -> &Table {
        &self.root
    }

    /// What stands at a path of keys.
    #[must_use]
    pub fn node<S: AsRef<str>>(&self, path: &[S]) -> Option<&Node> {
        let (last, way) = path.split_last()?;
        let table = way.iter().try_fold(&self.root, |table, key| table.table(key.as_ref()))?;
        table.get(last.as_ref())
    }

    /// The value at a path of keys.
    #[must_use]
    pub fn value<S: AsRef<str>>(&self, path: &[S]) -> Option<&RegisterValue> {
        match self.node(path)? {
            Node::Value(value) => Some(value),
            Node::Table(_) => None,
        }
    }

    /// The entries of a table of the top level, each with its key, in order.
    pub fn entries(&self, table: &str) -> impl Iterator<Item = (&str, &Table)> {
        self.root.table(table).into_iter().flat_map(Table::tables)
    }

    /// Every id that is the key of an entry, with the path that leads to it.
    #[must_use]
    pub fn ids(&self) -> Vec<(Vec<&str>, Id)> {
        let mut ids = Vec::new();
        walk(self.template.shape(), &self.root, &mut Vec::new(), &mut |shape, path, _| {
            if let (Some(Shape::Entries(table)), Some(key)) = (shape, path.last())
                && table.defines_ids()
            {
                ids.extend(Id::new(key).map(|id| (path.to_vec(), id)));
            }
        });
        ids
    }

    /// Whether the key at the end of a path is the stem of a file.
    #[must_use]
    pub fn is_stem(&self, path: &[&str]) -> bool {
        path.split_last().is_some_and(|(_, table)| self.template.shape().at(table).is_some_and(is_by_stem))
    }

    /// Every reference with the path of the key it stands in, in the order of the file; texts that are none with them. A
    /// key that is a stem refers to that file.
    #[must_use]
    pub fn references(&self) -> Vec<(Vec<&str>, &str)> {
        let mut references = Vec::new();
        walk(self.template.shape(), &self.root, &mut Vec::new(), &mut |shape, path, node| {
            if let (true, Some(stem)) = (shape.is_some_and(is_by_stem), path.last()) {
                references.push((path.to_vec(), *stem));
            }
            let Node::Value(value) = node else { return };
            if !self.template.shape().at(path).is_some_and(holds_references) {
                return;
            }
            match value {
                RegisterValue::Text(text) => references.push((path.to_vec(), text.as_str())),
                value => references.extend(value.as_list().iter().map(|text| (path.to_vec(), text.as_str()))),
            }
        });
        references
    }

    /// Puts every reference through `fate`, which gives what it reads from now on, or nothing where it goes. What is no
    /// reference stays.
    pub fn map_references(&mut self, fate: &dyn Fn(&Reference) -> Option<Reference>) {
        let mapped = |text: &String| match Reference::parse(text) {
            Some(reference) => fate(&reference).map(|reference| reference.to_string()),
            None => Some(text.clone()),
        };
        let template = Arc::clone(&self.template);
        self.root.map_values(template.shape(), &mut |key, value| match value {
            value if !holds_references(Shape::Value(key)) => Some(value.clone()),
            RegisterValue::Text(text) => mapped(text).map(RegisterValue::Text),
            RegisterValue::List(list) => {
                let list: Vec<String> = list.iter().filter_map(mapped).collect();
                (!list.is_empty()).then_some(RegisterValue::List(list))
            }
            value => Some(value.clone()),
        });
    }

    /// The same with every id put through `new`: the keys of entries, and what names one of them within the file.
    #[must_use]
    pub fn with_ids(&self, new: &dyn Fn(&str) -> String) -> Self {
        let root = self.root.with_ids(self.template.shape(), new);
        Self { template: Arc::clone(&self.template), format: self.format, root }
    }
}

/// Whether a key holds one reference or several.
fn holds_references(shape: Shape<'_>) -> bool {
    matches!(shape, Shape::Value(key) if key.has_references())
}

/// Whether the keys of a table are stems.
fn is_by_stem(shape: Shape<'_>) -> bool {
    matches!(shape, Shape::Entries(table) if table.by == KeyedBy::Stem)
}

/// What is told of everything in a register: the shape of the table it stands in, its path, and what it is.
type Visit<'v, 'r> = dyn FnMut(Option<Shape<'_>>, &[&'r str], &'r Node) + 'v;

/// Goes through everything in the order of the file. `each` is told the shape of the table something stands in, its
/// path, and what it is.
fn walk<'r>(shape: Shape<'_>, table: &'r Table, path: &mut Vec<&'r str>, each: &mut Visit<'_, 'r>) {
    for (key, node) in table.iter() {
        path.push(key);
        each(Some(shape), path, node);
        if let (Node::Table(inner), Some(shape)) = (node, shape.inner(key)) {
            walk(shape, inner, path, each);
        }
        path.pop();
    }
}

#[cfg(test)]
mod tests;
