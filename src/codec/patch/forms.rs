//! Tables in whatever form they stand: with a header, between braces, or as dotted keys; and a table taken out of one form
//! to be put into another.

use std::borrow::Cow;
use std::ops::Range;

use super::super::syntax_map::{EntryText, SyntaxMap, TableText, within_braces};
use super::super::table_model::Block;
use super::super::{strings, write};

/// A key with its value, on a line of its own or between braces.
#[derive(Debug)]
pub(super) struct Item<'t> {
    /// All keys that lead to it.
    pub(super) path: Vec<Cow<'t, str>>,
    /// Where the keys stand that are written at it, the last ones of its path.
    pub(super) keys: Vec<Range<usize>>,
    pub(super) value: Range<usize>,
    pub(super) place: Place,
}

/// Where an item stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// On lines of its own, the comment lines directly above it and the rest of its last line included.
    Lines(Range<usize>),
    /// Between these braces.
    Braces(Range<usize>),
}

impl Item<'_> {
    /// How many keys lead to the table in which it is written.
    pub(super) fn depth(&self) -> usize {
        self.path.len() - self.keys.len()
    }

    /// Where its first key begins.
    pub(super) fn start(&self) -> usize {
        self.keys.first().map_or(self.value.start, |key| key.start)
    }

    /// Whether it stands in the table at that path, however deep.
    pub(super) fn is_in<S: AsRef<str>>(&self, path: &[S]) -> bool {
        self.path.len() > path.len() && starts_with(&self.path, path)
    }
}

fn starts_with<S: AsRef<str>>(path: &[Cow<'_, str>], with: &[S]) -> bool {
    path.len() >= with.len() && path.iter().zip(with).all(|(a, b)| a == b.as_ref())
}

/// Every key of a text.
#[derive(Debug)]
pub(super) struct Forms<'m, 't> {
    pub(super) map: &'m SyntaxMap<'t>,
    pub(super) items: Vec<Item<'t>>,
}

/// In which form a table stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// With a header: the place of the table in the map.
    Header(usize),
    /// Between braces: the item whose value it is.
    Braces(usize),
    /// As dotted keys: these items, in the order they stand.
    Dotted(Vec<usize>),
}

impl<'m, 't> Forms<'m, 't> {
    pub(super) fn new(map: &'m SyntaxMap<'t>) -> Self {
        let mut forms = Self { map, items: Vec::new() };
        for block in map.blocks.iter().filter(|block| !block.element) {
            let mut floor = block.header.end;
            for entry in &block.entries {
                let lead = lead(map.text, floor, entry.start);
                forms.add(&block.path, entry, Place::Lines(lead..entry.end));
                floor = entry.end;
            }
        }
        forms
    }

    fn add(&mut self, path: &[Cow<'t, str>], entry: &EntryText<'t>, place: Place) {
        let path: Vec<Cow<'t, str>> =
            path.iter().cloned().chain([entry.key.clone()]).chain(entry.more.iter().cloned()).collect();
        let value = entry.value.clone();
        self.items.push(Item { path: path.clone(), keys: entry.keys.clone(), value: value.clone(), place });
        if self.map.text[value.clone()].starts_with('{') {
            for inner in within_braces(self.map.text, &value) {
                self.add(&path, &inner, Place::Braces(value.clone()));
            }
        }
    }

    /// In which form the table at a path stands; nothing where it is not there.
    pub(super) fn form<S: AsRef<str>>(&self, path: &[S]) -> Option<Form> {
        let header = |block: &TableText<'_>| !block.element && block.is_at(path);
        if let Some(at) = self.map.blocks.iter().position(header) {
            return Some(Form::Header(at));
        }
        if let Some(at) = self.braces(path) {
            return Some(Form::Braces(at));
        }
        let dotted = self.dotted(path);
        (!dotted.is_empty()).then_some(Form::Dotted(dotted))
    }

    /// The item whose value the table at a path is.
    pub(super) fn braces<S: AsRef<str>>(&self, path: &[S]) -> Option<usize> {
        let is_it = |item: &Item<'_>| item.path.len() == path.len() && starts_with(&item.path, path);
        self.items.iter().position(|item| is_it(item) && self.map.text[item.value.clone()].starts_with('{'))
    }

    /// The items whose dotted keys lead through the table at a path.
    pub(super) fn dotted<S: AsRef<str>>(&self, path: &[S]) -> Vec<usize> {
        let leads_through = |item: &Item<'_>| item.is_in(path) && item.depth() < path.len();
        (0..self.items.len()).filter(|at| leads_through(&self.items[*at])).collect()
    }

    /// The item of a key of the table at a path.
    pub(super) fn item(&self, path: &[&str], key: &str) -> Option<&Item<'t>> {
        self.items.iter().find(|item| {
            item.path.len() == path.len() + 1 && item.path[path.len()] == key && starts_with(&item.path, path)
        })
    }

    /// The items that are written between some braces.
    pub(super) fn beside(&self, braces: &Range<usize>) -> impl Iterator<Item = &Item<'t>> {
        self.items.iter().filter(move |item| item.place == Place::Braces(braces.clone()))
    }

    /// What stands before the last key of the table at a path, of `length` keys, where an item of it is written.
    pub(super) fn prefix(&self, item: &Item<'_>, length: usize) -> &'t str {
        let key = item.keys.get((length - 1).saturating_sub(item.depth()));
        key.and_then(|key| self.map.text.get(item.start()..key.start)).unwrap_or_default()
    }

    /// What goes with an item: its lines, or its part between the braces.
    pub(super) fn extent(&self, item: &Item<'_>) -> Range<usize> {
        let braces = match &item.place {
            Place::Lines(lines) => return lines.clone(),
            Place::Braces(braces) => braces,
        };
        let (mut before, mut after) = (None, None);
        for other in self.beside(braces) {
            if other.value.end < item.start() {
                before = Some(other.value.end);
            } else if other.start() > item.value.end && after.is_none() {
                after = Some(other.start());
            }
        }
        match (before, after) {
            (_, Some(next)) => item.start()..next,
            (Some(last), None) => last..item.value.end,
            (None, None) => braces.start + 1..braces.end - 1,
        }
    }
}

/// Where the comment lines begin that stand directly above a line, not before `floor`.
fn lead(text: &str, floor: usize, start: usize) -> usize {
    let mut lead = start;
    while lead > floor {
        let line = text[floor..lead - 1].rfind('\n').map_or(floor, |end| floor + end + 1);
        if !text[line..lead].trim_start().starts_with('#') {
            break;
        }
        lead = line;
    }
    lead
}

/// A table as it stands in some text, to be put elsewhere in any form.
#[derive(Debug, Default)]
pub(super) struct Piece<'t> {
    /// The comment lines above it.
    above: Vec<&'t str>,
    /// The comment behind its header, or behind its braces.
    behind: Option<&'t str>,
    /// All of it, where it stands between braces.
    braces: Option<&'t str>,
    /// Whether it stands as dotted keys.
    is_dotted: bool,
    /// Its keys with their values; a key may be a dotted one.
    entries: Vec<Entry<'t>>,
}

#[derive(Debug)]
struct Entry<'t> {
    above: Vec<&'t str>,
    key: Cow<'t, str>,
    value: Cow<'t, str>,
    behind: Option<&'t str>,
}

impl<'t> Piece<'t> {
    /// The table at a path.
    pub(super) fn of<S: AsRef<str>>(forms: &Forms<'_, 't>, path: &[S]) -> Option<Self> {
        let text = forms.map.text;
        match forms.form(path)? {
            Form::Header(at) => {
                let block = &forms.map.blocks[at];
                let after = block.keys.last().map_or(block.header.start, |key| key.end);
                let mut piece = Self {
                    above: comments(&text[block.lead..block.header.start]),
                    behind: behind(&text[after..block.header.end]),
                    ..Self::default()
                };
                for item in forms.items.iter().filter(|item| item.depth() == path.len() && item.is_in(path)) {
                    piece.add(text, item, path.len(), item.start());
                }
                // What stands in tables of its own within it becomes dotted keys.
                for inner in forms.map.blocks.iter().filter(|inner| !inner.element && inner.path.len() > path.len()) {
                    if !inner.is_within(path) {
                        continue;
                    }
                    let own = |item: &&Item<'_>| item.depth() == inner.path.len() && item.is_in(&inner.path);
                    for item in forms.items.iter().filter(own) {
                        piece.add(text, item, path.len(), item.start());
                    }
                }
                Some(piece)
            }
            Form::Braces(at) => {
                let item = &forms.items[at];
                let mut piece = Self { braces: text.get(item.value.clone()), ..Self::default() };
                if let Place::Lines(lines) = &item.place {
                    piece.above = comments(&text[lines.start..item.start()]);
                    piece.behind = behind(&text[item.value.end..lines.end]);
                }
                for inner in forms.beside(&item.value) {
                    piece.add(text, inner, path.len(), inner.start());
                }
                Some(piece)
            }
            Form::Dotted(items) => {
                let mut piece = Self { is_dotted: true, ..Self::default() };
                for item in items.into_iter().map(|at| &forms.items[at]) {
                    piece.add(text, item, path.len(), item.start());
                }
                Some(piece)
            }
        }
    }

    /// A table that has stood nowhere yet.
    pub(super) fn new(block: &Block<'_>) -> Self {
        let mut piece = Self::default();
        for (name, value) in &block.entries {
            let (mut key, mut text) = (String::new(), String::new());
            strings::push_key(&mut key, name);
            write::push_inline(&mut text, value);
            let (above, behind) = (Vec::new(), None);
            piece.entries.push(Entry { above, key: Cow::Owned(key), value: Cow::Owned(text), behind });
        }
        piece
    }

    fn add(&mut self, text: &'t str, item: &Item<'t>, length: usize, start: usize) {
        let mut key = String::new();
        for part in &item.path[length..] {
            if !key.is_empty() {
                key.push('.');
            }
            strings::push_key(&mut key, part);
        }
        // A single key stays as it is written.
        let written = item.keys.last().and_then(|key| text.get(key.clone()));
        let key = match written {
            Some(written) if item.path.len() == length + 1 => Cow::Borrowed(written),
            _ => Cow::Owned(key),
        };
        let (above, behind) = match &item.place {
            Place::Lines(lines) => (comments(&text[lines.start..start]), behind(&text[item.value.end..lines.end])),
            Place::Braces(_) => (Vec::new(), None),
        };
        self.entries.push(Entry { above, key, value: Cow::Borrowed(&text[item.value.clone()]), behind });
    }

    /// Whether it is to stand as dotted keys on lines beside a table of which `is_dotted` says whether that does: as it
    /// stood, and what had neither braces nor dotted keys as that one does.
    pub(super) fn becomes_dotted(&self, is_dotted: bool) -> bool {
        self.is_dotted || is_dotted && self.braces.is_none()
    }

    /// All of it between braces.
    pub(super) fn between_braces(&self) -> Cow<'t, str> {
        if let Some(braces) = self.braces {
            return Cow::Borrowed(braces);
        }
        let pairs: Vec<String> = self.entries.iter().map(|entry| format!("{} = {}", entry.key, entry.value)).collect();
        Cow::Owned(if pairs.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", pairs.join(", ")) })
    }

    /// The comments that stand above it, and where `all` is said those within it, too.
    pub(super) fn comments(&self, all: bool) -> Vec<&'t str> {
        let mut comments = self.above.clone();
        if all && self.braces.is_none() {
            comments.extend(self.behind);
            for entry in &self.entries {
                comments.extend(&entry.above);
                comments.extend(entry.behind);
            }
        }
        comments
    }

    /// The comment behind its braces.
    pub(super) fn behind(&self) -> Option<&'t str> {
        self.behind.filter(|_| self.braces.is_some())
    }

    /// Its keys on lines, each after `prefix`.
    pub(super) fn lines(&self, prefix: &str, newline: &str) -> String {
        let mut out = String::new();
        for entry in &self.entries {
            for comment in &entry.above {
                out.push_str(comment);
                out.push_str(newline);
            }
            out.push_str(prefix);
            out.push_str(&entry.key);
            out.push_str(" = ");
            out.push_str(&entry.value);
            push_behind(&mut out, entry.behind);
            out.push_str(newline);
        }
        out
    }

    /// Its keys between the braces of another table, each after `prefix`.
    pub(super) fn pairs(&self, prefix: &str) -> String {
        let pairs = self.entries.iter().map(|entry| format!("{prefix}{} = {}", entry.key, entry.value));
        pairs.collect::<Vec<_>>().join(", ")
    }

    /// The table with a header of its own.
    pub(super) fn with_header(&self, path: &[&str], newline: &str) -> String {
        let mut out = String::new();
        for comment in &self.above {
            out.push_str(comment);
            out.push_str(newline);
        }
        write::push_header(&mut out, path, false);
        push_behind(&mut out, self.behind);
        out.push_str(newline);
        out.push_str(&self.lines("", newline));
        out
    }
}

fn push_behind(out: &mut String, comment: Option<&str>) {
    if let Some(comment) = comment {
        out.push(' ');
        out.push_str(comment);
    }
}

/// The comments among some lines.
fn comments(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| line.starts_with('#')).collect()
}

/// The comment behind something on its line.
fn behind(text: &str) -> Option<&str> {
    text.find('#').map(|at| text[at..].trim_end())
}
