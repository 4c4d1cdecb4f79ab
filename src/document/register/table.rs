//! A table of a register: what stands under which key, in canonical order.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::super::EditError;
use super::RegisterValue;
use crate::document::Id;
use crate::method::{KeyTemplate, KeyedBy, Shape, TableTemplate};

/// A table: the top of a register, an entry, or the entries of one name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Table {
    nodes: Vec<(String, Node)>,
}

/// What stands under a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Node {
    /// A value.
    Value(RegisterValue),
    /// A table.
    Table(Arc<Table>),
}

impl From<RegisterValue> for Node {
    fn from(value: RegisterValue) -> Self {
        Self::Value(value)
    }
}

impl From<Table> for Node {
    fn from(table: Table) -> Self {
        Self::Table(Arc::new(table))
    }
}

impl Table {
    /// How many keys stand in it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether nothing stands in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// What stands in it, in order.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Node)> + ExactSizeIterator {
        self.nodes.iter().map(|(key, node)| (key.as_str(), node))
    }

    /// Its keys, in order.
    #[must_use]
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.nodes.iter().map(|(key, _)| key.as_str())
    }

    /// The tables in it, each with its key, in order.
    pub fn tables(&self) -> impl Iterator<Item = (&str, &Self)> {
        self.nodes.iter().filter_map(|(key, node)| match node {
            Node::Table(table) => Some((key.as_str(), &**table)),
            Node::Value(_) => None,
        })
    }

    /// What stands under a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.nodes.get(self.position(key)?).map(|(_, node)| node)
    }

    /// The value under a key.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<&RegisterValue> {
        match self.get(key)? {
            Node::Value(value) => Some(value),
            Node::Table(_) => None,
        }
    }

    /// The text under a key.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        self.value(key).and_then(RegisterValue::as_text)
    }

    /// The table under a key.
    #[must_use]
    pub fn table(&self, key: &str) -> Option<&Self> {
        match self.get(key)? {
            Node::Table(table) => Some(table),
            Node::Value(_) => None,
        }
    }

    /// The key before this one; nothing where it is the first or not there.
    #[must_use]
    pub fn before(&self, key: &str) -> Option<&str> {
        let at = self.position(key)?.checked_sub(1)?;
        self.nodes.get(at).map(|(key, _)| key.as_str())
    }

    /// Puts something under a key, at its canonical place; behind all others where people give the order. What stood
    /// there goes. Says whether a table of that shape can have the key, and hold this under it.
    pub fn put(&mut self, shape: Shape<'_>, key: &str, node: impl Into<Node>) -> bool {
        let node = node.into();
        let fits = match (shape.inner(key), &node) {
            (Some(Shape::Value(template)), Node::Value(value)) => value.fits(template),
            (Some(Shape::Fields { .. } | Shape::Entries(_)), Node::Table(_)) => true,
            _ => false,
        };
        if !fits {
            return false;
        }
        match self.position(key) {
            Some(at) => self.nodes[at].1 = node,
            None => self.nodes.insert(self.place(shape, key), (key.to_owned(), node)),
        }
        true
    }

    /// Whether a table of that shape can hold all of it.
    #[must_use]
    pub fn fits(&self, shape: Shape<'_>) -> bool {
        self.iter().all(|(key, node)| match (shape.inner(key), node) {
            (Some(Shape::Value(template)), Node::Value(value)) => value.fits(template),
            (Some(inner @ (Shape::Fields { .. } | Shape::Entries(_))), Node::Table(table)) => table.fits(inner),
            _ => false,
        })
    }

    /// Puts an entry behind another, first where there is none, last where that one is not there; where the order means
    /// nothing, at its canonical place.
    pub(super) fn insert(&mut self, template: &TableTemplate, key: &str, after: Option<&str>, entry: Arc<Self>) {
        let at = match after {
            _ if !template.is_kept() => self.place(Shape::Entries(template), key),
            None => 0,
            Some(after) => self.position(after).map_or(self.nodes.len(), |at| at + 1),
        };
        self.nodes.insert(at, (key.to_owned(), Node::Table(entry)));
    }

    /// Takes out what stands under a key.
    pub(super) fn remove(&mut self, key: &str) -> Option<Node> {
        Some(self.nodes.remove(self.position(key)?).1)
    }

    /// Brings the entries into an order; those it does not name stay behind those it does.
    pub fn arrange(&mut self, order: &BTreeMap<&str, usize>) {
        self.nodes.sort_by_key(|(key, _)| order.get(key.as_str()).copied().unwrap_or(usize::MAX));
    }

    /// Gives the key at the end of a path a value, or takes it away. Tables on the way that are no entries come and go
    /// with what is in them.
    pub(super) fn set(
        &mut self,
        shape: Shape<'_>,
        path: &[String],
        value: Option<RegisterValue>,
    ) -> Result<(), EditError> {
        let (key, rest) = path.split_first().ok_or(EditError::Misfit)?;
        let inner = shape.inner(key).ok_or(EditError::Misfit)?;
        if rest.is_empty() {
            return match (inner, value) {
                (Shape::Value(_), None) => {
                    self.remove(key);
                    Ok(())
                }
                (_, Some(value)) => self.put(shape, key, value).then_some(()).ok_or(EditError::Misfit),
                (_, None) => Err(EditError::Misfit),
            };
        }
        let is_entry = matches!(shape, Shape::Entries(_));
        match self.position(key) {
            None if is_entry => return Err(gone(key)),
            None if value.is_none() => return Ok(()),
            None => {
                let mut table = Self::default();
                table.set(inner, rest, value)?;
                self.put(shape, key, table);
            }
            Some(at) => {
                let Node::Table(table) = &mut self.nodes[at].1 else { return Err(EditError::Misfit) };
                let table = Arc::make_mut(table);
                table.set(inner, rest, value)?;
                if table.is_empty() && !is_entry {
                    self.nodes.remove(at);
                }
            }
        }
        Ok(())
    }

    /// The table at a path, to be changed; where `make` says so, what is missing on the way is made.
    pub(super) fn table_mut(&mut self, shape: Shape<'_>, path: &[String], make: bool) -> Option<&mut Self> {
        let Some((key, rest)) = path.split_first() else { return Some(self) };
        let inner = shape.inner(key)?;
        if self.position(key).is_none() && make && !matches!(shape, Shape::Entries(_)) {
            self.put(shape, key, Self::default());
        }
        let at = self.position(key)?;
        let Node::Table(table) = &mut self.nodes[at].1 else { return None };
        Arc::make_mut(table).table_mut(inner, rest, make)
    }

    /// Takes the tables on the way to `path` out that hold nothing and are no entries.
    pub(super) fn prune(&mut self, shape: Shape<'_>, path: &[String]) {
        let Some((key, rest)) = path.split_first() else { return };
        let (Some(inner), Some(at)) = (shape.inner(key), self.position(key)) else { return };
        let Node::Table(table) = &mut self.nodes[at].1 else { return };
        if !rest.is_empty() {
            Arc::make_mut(table).prune(inner, rest);
        }
        if table.is_empty() && !matches!(shape, Shape::Entries(_)) {
            self.nodes.remove(at);
        }
    }

    /// Puts every value through a function; one it gives nothing for goes.
    pub(super) fn map_values(
        &mut self,
        shape: Shape<'_>,
        map: &mut dyn FnMut(&KeyTemplate, &RegisterValue) -> Option<RegisterValue>,
    ) {
        self.nodes.retain_mut(|(key, node)| match (shape.inner(key), node) {
            (Some(Shape::Value(template)), Node::Value(value)) => match map(template, value) {
                Some(mapped) => {
                    if mapped != *value {
                        *value = mapped;
                    }
                    true
                }
                None => false,
            },
            (Some(inner), Node::Table(table)) => {
                Arc::make_mut(table).map_values(inner, map);
                !table.is_empty() || matches!(shape, Shape::Entries(_))
            }
            _ => true,
        });
    }

    /// The same with every id put through a function.
    pub(super) fn with_ids(&self, shape: Shape<'_>, new: &dyn Fn(&str) -> String) -> Self {
        let by_id = matches!(shape, Shape::Entries(table) if table.by == KeyedBy::Id);
        let mut table = Self::default();
        for (key, node) in self.iter() {
            let Some(inner) = shape.inner(key) else { continue };
            let node = match (inner, node) {
                (Shape::Value(template), Node::Value(value)) => Node::Value(with_ids(template, value, new)),
                (inner, Node::Table(table)) => table.with_ids(inner, new).into(),
                (_, node) => node.clone(),
            };
            table.put(shape, &if by_id { new(key) } else { key.to_owned() }, node);
        }
        table
    }

    fn position(&self, key: &str) -> Option<usize> {
        self.nodes.iter().position(|(known, _)| known == key)
    }

    /// Where something new under a key belongs.
    fn place(&self, shape: Shape<'_>, key: &str) -> usize {
        match shape {
            Shape::Entries(table) if table.is_kept() => self.nodes.len(),
            Shape::Entries(_) => self.nodes.partition_point(|(known, _)| known.as_str() < key),
            shape => {
                let own = shape.rank(key);
                self.nodes.partition_point(|(known, _)| shape.rank(known) < own)
            }
        }
    }
}

/// A value in which every id was put through a function.
fn with_ids(key: &KeyTemplate, value: &RegisterValue, new: &dyn Fn(&str) -> String) -> RegisterValue {
    match value {
        RegisterValue::Text(text) if key.has_ids() => RegisterValue::Text(new(text)),
        RegisterValue::List(list) if key.has_ids() => RegisterValue::List(list.iter().map(|id| new(id)).collect()),
        RegisterValue::Texts(texts) => {
            RegisterValue::Texts(texts.iter().map(|(id, text)| (new(id), text.clone())).collect())
        }
        value => value.clone(),
    }
}

/// What an edit says that finds no entry.
pub(super) fn gone(key: &str) -> EditError {
    Id::new(key).map_or(EditError::Changed, EditError::Gone)
}
