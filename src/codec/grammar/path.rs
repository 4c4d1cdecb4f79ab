//! Finding the part of a grammar that a path of keys leads to.

use super::types::{Each, Order, Table, Type};

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Node<'g> {
    /// A table with keys of its own.
    Table(&'g Table),
    /// Tables told by their place.
    Rows(&'g Table),
    /// A table in which all keys hold the same.
    Each(&'g Each),
    /// A value.
    Value(&'g Type),
}

/// How many keys lead to the deepest table: the mark of a document at a station within a round.
pub(super) const MAX_TABLE_DEPTH: usize = 6;

/// What tells a table from all others of its file.
///
/// It is the table's path without the keys that only say where it stands; two tables with the same identity are the same
/// table in two states of a file.
pub type Identity<'p> = [&'p str; MAX_TABLE_DEPTH];

impl<'g> Node<'g> {
    fn of(of: &'g Type) -> Self {
        match of {
            Type::Table(table) => Self::Table(table),
            Type::Rows(table) => Self::Rows(table),
            Type::Each(each) => Self::Each(each),
            value => Self::Value(value),
        }
    }

    /// What stands below it under a key.
    fn below(self, key: &str) -> Option<Self> {
        match self {
            Self::Table(table) | Self::Rows(table) => table.key(key).map(|key| Self::of(&key.of)),
            Self::Each(each) => Some(Self::of(&each.of)),
            Self::Value(_) => None,
        }
    }

    /// What a key of it holds; nothing where it is none of its keys.
    #[must_use]
    pub fn value(self, key: &str) -> Option<&'g Type> {
        match self {
            Self::Table(table) | Self::Rows(table) => table.key(key).map(|key| &key.of),
            Self::Each(each) => Some(&each.of),
            Self::Value(_) => None,
        }
    }

    /// Whether it only leads to other tables.
    #[must_use]
    pub fn leads_on(self) -> bool {
        matches!(self, Self::Each(each) if each.of.holds_tables())
    }
}

impl Table {
    /// What the grammar has at a path of keys; nothing where it knows of nothing there.
    #[must_use]
    pub fn at<S: AsRef<str>>(&self, path: &[S]) -> Option<Node<'_>> {
        path.iter().try_fold(Node::Table(self), |node, key| node.below(key.as_ref()))
    }

    /// Whether the place of the table at a path among those beside it means something.
    #[must_use]
    pub fn is_kept<S: AsRef<str>>(&self, path: &[S]) -> bool {
        let beside = path.split_last().and_then(|(_, beside)| self.at(beside));
        matches!(beside, Some(Node::Each(each)) if each.order == Order::Kept)
    }

    /// How many keys lead to the table at a path, or to the one around it, that is known by itself; at least two.
    #[must_use]
    pub fn depth<S: AsRef<str>>(&self, path: &[S]) -> usize {
        (2..path.len()).find(|depth| self.at(&path[..*depth]).is_none_or(|node| !node.leads_on())).unwrap_or(2)
    }

    /// What tells the table at a path from all others; nothing where a table only leads to others, or is too deep.
    #[must_use]
    pub fn identity<'p, S: AsRef<str>>(&self, path: &'p [S]) -> Option<Identity<'p>> {
        let mut identity = [""; MAX_TABLE_DEPTH];
        let mut used = 0;
        let mut node = Some(Node::Table(self));
        for key in path {
            let key = key.as_ref();
            if !matches!(node, Some(Node::Each(each)) if each.is_place) {
                *identity.get_mut(used)? = key;
                used += 1;
            }
            node = node.and_then(|node| node.below(key));
        }
        (!node.is_some_and(Node::leads_on)).then_some(identity)
    }
}

#[cfg(test)]
mod tests {
    use super::super::files;
    use super::*;

    #[test]
    fn a_path_leads_to_its_part() {
        let canvas = &files::CANVAS;
        assert!(
            matches!(canvas.at(&["notes", "tasks", "t7qm4k"]), Some(Node::Table(note)) if note.key("text").is_some())
        );
        assert!(canvas.at(&["notes", "tasks"]).is_some_and(Node::leads_on));
        assert!(matches!(canvas.at(&["notes", "tasks", "t7qm4k", "text"]), Some(Node::Value(Type::Text))));
        assert!(canvas.at(&["nodes"]).is_none() && canvas.at(&["title", "x"]).is_none());
        let top: [&str; 0] = [];
        assert_eq!(canvas.at(&top), Some(Node::Table(canvas)));
        assert!(canvas.is_kept(&["notes", "tasks", "t7qm4k"]) && !canvas.is_kept(&["sections", "tasks"]));
        assert_eq!(canvas.depth(&["notes", "tasks", "t7qm4k", "more"]), 3);
        assert_eq!((files::CHECKLIST.depth(&["items", "x", "waiver"]), canvas.depth(&["a", "b", "c", "d"])), (2, 2));
        assert!(matches!(canvas.at(&["history"]), Some(Node::Rows(_))));
        assert!(matches!(files::PRODUCT.at(&["team"]), Some(Node::Each(team)) if !team.of.holds_tables()));
    }

    #[test]
    fn a_note_is_the_same_in_every_section() {
        let of = |path: &'static [&'static str]| files::CANVAS.identity(path);
        assert_eq!(of(&["notes", "tasks", "t7qm4k"]), of(&["notes", "gains", "t7qm4k"]));
        assert_ne!(of(&["sections", "tasks"]), of(&["sections", "gains"]));
        assert_eq!(of(&["notes", "tasks"]), None);
        let deep = ["rounds", "t7qm4k", "reviewed", "plan", "value"];
        assert_eq!(files::PRODUCT.identity(&deep).map(|keys| keys[4]), Some("value"));
    }
}
