//! Where things stand in a file.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use toml::de::{DeTable, DeValue};

use crate::diagnostic::Place;

/// Byte order mark.
pub(super) const BOM: &str = "\u{feff}";

/// Finds lines and columns in a text. The lines are counted when first needed: most files have no problem.
#[derive(Debug)]
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: OnceCell<Vec<usize>>,
    /// How many characters stand before each [`BLOCK`] of bytes: a column far out in a line of megabytes is not counted from
    /// its start each time.
    blocks: OnceCell<Vec<usize>>,
}

/// So many bytes are gone through to find a column.
const BLOCK: usize = 4096;

/// How many characters begin in some bytes of a text.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, starts: OnceCell::new(), blocks: OnceCell::new() }
    }

    /// How many characters stand between two bytes of the text.
    fn characters(&self, from: usize, to: usize) -> usize {
        let bytes = self.text.as_bytes();
        if to.saturating_sub(from) <= BLOCK {
            return bytes.get(from..to).map_or(0, characters);
        }
        let blocks = self.blocks.get_or_init(|| {
            let blocks = bytes.chunks(BLOCK).scan(0, |before, block| {
                let here = *before;
                *before += characters(block);
                Some(here)
            });
            blocks.collect()
        });
        let before = |at: usize| {
            let block = (at / BLOCK).min(blocks.len().saturating_sub(1));
            blocks.get(block).map_or(0, |count| count + characters(&bytes[block * BLOCK..at]))
        };
        before(to) - before(from)
    }

    fn starts(&self) -> &[usize] {
        self.starts.get_or_init(|| {
            let mut starts = Vec::with_capacity(self.text.len() / 24 + 1);
            starts.push(if self.text.starts_with(BOM) { BOM.len() } else { 0 });
            starts.extend(self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1));
            starts
        })
    }

    pub(super) fn place(&self, span: Range<usize>) -> Place {
        let span = span.start.min(self.text.len())..span.end.min(self.text.len());
        let starts = self.starts();
        let line = starts.partition_point(|start| *start <= span.start).max(1);
        let start = starts[line - 1].min(span.start);
        Place { line, column: self.characters(start, span.start) + 1, span }
    }
}

/// The places of every key and table of a file. They are looked for when one is first asked for: who only wants to know
/// what a large file says does not pay for them.
#[derive(Clone, Debug, Default)]
pub struct Places {
    text: Arc<str>,
    root: OnceLock<Arc<Node>>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    key: Box<str>,
    key_place: Place,
    place: Place,
    /// Sorted by key in a table, in order in an array.
    children: Vec<Node>,
    is_array: bool,
}

impl Places {
    pub(super) fn new(text: Arc<str>) -> Self {
        Self { text, root: OnceLock::new() }
    }

    /// The places of a text that is none of our documents.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self::new(text.into())
    }

    /// The place of some bytes of the text.
    #[must_use]
    pub fn at(&self, span: Range<usize>) -> Place {
        Lines::new(&self.text).place(span)
    }

    /// What stands at a place.
    #[must_use]
    pub fn text(&self, place: &Place) -> &str {
        self.text.get(place.span.clone()).unwrap_or_default()
    }

    fn root(&self) -> &Node {
        self.root.get_or_init(|| {
            let lines = Lines::new(&self.text);
            let (table, _) = DeTable::parse_recoverable(&self.text);
            let children = children_of_table(table.get_ref(), &lines);
            let top = lines.place(0..0);
            Arc::new(Node { key_place: top.clone(), place: top, children, ..Node::default() })
        })
    }

    /// The place of a value or of a table's header: `title`, `notes.tasks.t7qm4k`, `notes.tasks.t7qm4k.from[0]`,
    /// `history[1].date`. A key that is no bare one stands in quotes, as [`path`] writes it.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<&Place> {
        self.node(path).map(|node| &node.place)
    }

    /// The place of a key itself; see [`Places::find`] for paths.
    #[must_use]
    pub fn find_key(&self, path: &str) -> Option<&Place> {
        self.node(path).map(|node| &node.key_place)
    }

    fn node(&self, path: &str) -> Option<&Node> {
        let mut node = self.root();
        let mut rest = path;
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('[') {
                let (index, after) = after.split_once(']')?;
                node = node.is_array.then(|| node.children.get(index.parse::<usize>().ok()?)).flatten()?;
                rest = after.strip_prefix('.').unwrap_or(after);
                continue;
            }
            let (key, after) = if let Some(after) = rest.strip_prefix('"') {
                after.split_once('"')?
            } else {
                rest.split_at(rest.find(['.', '[']).unwrap_or(rest.len()))
            };
            let key = unquoted(key);
            if node.is_array {
                return None;
            }
            let at = node.children.binary_search_by(|child| (*child.key).cmp(&key)).ok()?;
            node = &node.children[at];
            rest = after.strip_prefix('.').unwrap_or(after);
        }
        Some(node)
    }
}

/// Joins keys into a path that [`Places::find`] understands.
#[must_use]
pub fn path(keys: &[&str]) -> String {
    let mut path = String::new();
    for key in keys {
        if !path.is_empty() {
            path.push('.');
        }
        if key.is_empty() || key.contains(['.', '[', ']', '"', '%']) {
            path.push('"');
            path.push_str(&key.replace('%', "%25").replace('"', "%22"));
            path.push('"');
        } else {
            path.push_str(key);
        }
    }
    path
}

fn unquoted(key: &str) -> std::borrow::Cow<'_, str> {
    if key.contains('%') { key.replace("%22", "\"").replace("%25", "%").into() } else { key.into() }
}

fn children_of_table(table: &DeTable<'_>, lines: &Lines<'_>) -> Vec<Node> {
    let mut children: Vec<Node> = table
        .iter()
        .map(|(key, value)| {
            let (children, is_array) = children_of(value.get_ref(), lines);
            Node {
                key: key.get_ref().as_ref().into(),
                key_place: lines.place(key.span()),
                place: lines.place(value.span()),
                children,
                is_array,
            }
        })
        .collect();
    // The parser's table may keep another order.
    if !children.is_sorted_by(|a, b| a.key <= b.key) {
        children.sort_by(|a, b| a.key.cmp(&b.key));
    }
    children
}

fn children_of(value: &DeValue<'_>, lines: &Lines<'_>) -> (Vec<Node>, bool) {
    match value {
        DeValue::Table(table) => (children_of_table(table, lines), false),
        DeValue::Array(array) => {
            let nodes = array.iter().map(|element| {
                let (children, is_array) = children_of(element.get_ref(), lines);
                let place = lines.place(element.span());
                Node { key: Box::default(), key_place: place.clone(), place, children, is_array }
            });
            (nodes.collect(), true)
        }
        _ => (Vec::new(), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_table_and_element_is_found() {
        let text = "title = \"ä\" # x\n[notes.tasks.t7qm4k]\ntext = \"a\"\nfrom = [\"x\", \"y\"]\n[[history]]\ndate = 1\n\
                    [team]\n\"a.b\" = \"%\"\n";
        let places = Places::of(text);
        let of = |path: &str| places.find(path).map(|place| (place.line, place.column, &text[place.span.clone()]));
        assert_eq!(of("title"), Some((1, 9, "\"ä\"")));
        assert_eq!(of("notes.tasks.t7qm4k"), Some((2, 1, "[notes.tasks.t7qm4k]")));
        assert_eq!(of("notes.tasks.t7qm4k.text"), Some((3, 8, "\"a\"")));
        assert_eq!(of("notes.tasks.t7qm4k.from[1]"), Some((4, 14, "\"y\"")));
        assert_eq!(of("history[0].date"), Some((6, 8, "1")));
        assert_eq!(of(&path(&["team", "a.b"])), Some((8, 9, "\"%\"")));
        assert_eq!(places.find_key("title").map(|place| place.span.clone()), Some(0..5));
        assert_eq!(of("notes.tasks.gone"), None);
        assert_eq!(of("history[1]"), None);
    }

    #[test]
    fn columns_far_out_in_a_line_are_counted_right() {
        let text = format!("a = 1\nä = \"{}\"", "aé日".repeat(5000));
        let lines = Lines::new(&text);
        for at in [8, 12, 4095, 4096, 8192, 20_000, text.len()] {
            let at = (at..=text.len()).find(|at| text.is_char_boundary(*at)).expect("an end");
            assert_eq!(lines.place(at..at).column, text[6..at].chars().count() + 1, "{at}");
        }
    }

    #[test]
    fn columns_are_characters_and_a_byte_order_mark_is_none() {
        let text = "\u{feff}ä = 1\nb = 2";
        let lines = Lines::new(text);
        assert_eq!(lines.place(3..4), Place { line: 1, column: 1, span: 3..4 });
        assert_eq!(lines.place(8..9).column, 5);
        assert_eq!((lines.place(10..11).line, lines.place(10..11).column), (2, 1));
        assert_eq!(lines.place(99..100).line, 2);
    }
}
