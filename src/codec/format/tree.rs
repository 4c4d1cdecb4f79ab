//! A text as a tree of tables and values, each with the comments that belong to it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::super::syntax_map::{EntryText, SyntaxMap};

/// A key with its value as it stands, and its comments.
#[derive(Debug)]
pub(super) struct Value<'t> {
    pub(super) key: Cow<'t, str>,
    /// Where it stands in the text.
    pub(super) at: usize,
    pub(super) raw: Cow<'t, str>,
    pub(super) comments: Comments<'t>,
}

/// A key with its table, or with its array of tables.
#[derive(Debug)]
pub(super) struct Group<'t> {
    pub(super) key: Cow<'t, str>,
    /// Where it stands in the text; what has a header stands there.
    pub(super) at: usize,
    pub(super) is_array: bool,
    /// One where it is no array.
    pub(super) tables: Vec<Table<'t>>,
}

/// Comments above something and behind it on its line.
#[derive(Debug, Default)]
pub(super) struct Comments<'t> {
    /// Lines above; an empty one stands for a blank line.
    pub(super) above: Vec<&'t str>,
    /// The comment on the same line.
    pub(super) behind: Option<&'t str>,
}

/// A table.
#[derive(Debug, Default)]
pub(super) struct Table<'t> {
    pub(super) comments: Comments<'t>,
    pub(super) values: Vec<Value<'t>>,
    pub(super) groups: Vec<Group<'t>>,
    /// Place of each group, by key.
    index: HashMap<Cow<'t, str>, usize>,
    /// Comments directly below its last key.
    pub(super) below: Vec<&'t str>,
    /// Whether it has a header of its own.
    pub(super) has_header: bool,
}

/// A whole text.
#[derive(Debug)]
pub(super) struct Tree<'t> {
    /// The comments at the top of the file; they stay there.
    pub(super) top: Vec<&'t str>,
    pub(super) root: Table<'t>,
    /// The comments at the end of the file.
    pub(super) bottom: Vec<&'t str>,
}

impl<'t> Tree<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut map = SyntaxMap::new(text);
        let mut tree = Self { top: Vec::new(), root: Table::default(), bottom: Vec::new() };
        let mut at = 0;
        for block in &mut map.blocks {
            let entries = std::mem::take(&mut block.entries);
            let table = if block.path.is_empty() {
                &mut tree.root
            } else {
                let above = lines(text, at..block.header.start);
                let table = tree.root.table_at(&block.path, block.header.start, block.element);
                table.has_header = true;
                table.comments.above.splice(0..0, above);
                let after_keys = block.keys.last().map_or(block.header.start, |key| key.end);
                table.comments.behind = comment(&text[after_keys..block.header.end]);
                table
            };
            at = block.header.end;
            for entry in entries {
                let mut above = lines(text, at..entry.start);
                // What stands above the first key of the file belongs to the file.
                if block.path.is_empty() && tree.top.is_empty() && at == block.header.end {
                    tree.top = std::mem::take(&mut above);
                } else {
                    above.retain(|line| !line.is_empty());
                }
                at = entry.end;
                table.add(text, entry, above);
            }
            let mut below = lines(text, at..block.end);
            below.retain(|line| !line.is_empty());
            table.below.extend(below);
            at = block.end.max(at);
        }
        tree.bottom = lines(text, at..text.len());
        while tree.bottom.last().is_some_and(|line| line.is_empty()) {
            tree.bottom.pop();
        }
        tree
    }
}

impl<'t> Table<'t> {
    /// The table with that path below this one; it comes into being where there is none.
    fn table_at(&mut self, path: &[Cow<'t, str>], at: usize, element: bool) -> &mut Self {
        let Some((key, rest)) = path.split_first() else { return self };
        let group = self.group(key, at);
        if rest.is_empty() {
            group.at = at;
            group.is_array = element;
        }
        if group.tables.is_empty() || (rest.is_empty() && element) {
            group.tables.push(Self::default());
        }
        let last = group.tables.len() - 1;
        group.tables[last].table_at(rest, at, element)
    }

    /// The group with that key; it comes into being where there is none.
    pub(super) fn group(&mut self, key: &Cow<'t, str>, at: usize) -> &mut Group<'t> {
        let place = *self.index.entry(key.clone()).or_insert(self.groups.len());
        if place == self.groups.len() {
            self.groups.push(Group { key: key.clone(), at, is_array: false, tables: Vec::new() });
        }
        &mut self.groups[place]
    }

    fn add(&mut self, text: &'t str, entry: EntryText<'t>, above: Vec<&'t str>) {
        let behind = comment(&text[entry.value.end..entry.end]);
        let raw = Cow::Borrowed(&text[entry.value]);
        let mut path = entry.more;
        path.insert(0, entry.key);
        let key = path.pop().unwrap_or_default();
        let value = Value { key, at: entry.start, raw, comments: Comments { above, behind } };
        self.dotted(&path, entry.start).values.push(value);
    }

    /// The table that the keys before a dotted key's last name.
    fn dotted(&mut self, path: &[Cow<'t, str>], at: usize) -> &mut Self {
        let Some((key, rest)) = path.split_first() else { return self };
        let group = self.group(key, at);
        if group.tables.is_empty() {
            group.tables.push(Self::default());
        }
        group.tables[0].dotted(rest, at)
    }
}

/// The comment in the rest of a line.
fn comment(rest: &str) -> Option<&str> {
    rest.find('#').map(|at| rest[at..].trim_end())
}

/// The comment lines of a stretch of text; several blank lines are one, and none comes first.
fn lines(text: &str, range: Range<usize>) -> Vec<&str> {
    let mut lines: Vec<&str> = Vec::new();
    let stretch = text.get(range).unwrap_or_default();
    for line in stretch.lines().map(str::trim) {
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    lines
}
