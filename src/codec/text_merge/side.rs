//! One text taken apart: units of tables that belong together, each with the lines around it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::super::grammar::Table;
use super::super::syntax_map::{SyntaxMap, TableText};

/// Numbers for what tables are told by, the same in every version of a file; that of the top of the file is 0.
pub(super) struct Ids<'g> {
    pub(super) grammar: &'g Table,
    known: HashMap<String, usize>,
}

impl<'g> Ids<'g> {
    pub(super) fn new(grammar: &'g Table) -> Self {
        Self { grammar, known: HashMap::from([(String::new(), 0)]) }
    }

    fn number(&mut self, name: String) -> usize {
        let next = self.known.len();
        *self.known.entry(name).or_insert(next)
    }

    /// The number of the table at a path. A note has the same in every section.
    pub(super) fn table<S: AsRef<str>>(&mut self, path: &[S]) -> usize {
        let name = match self.grammar.identity(path) {
            Some(identity) => identity.split(|key| key.is_empty()).next().unwrap_or_default().join("\u{1}"),
            None => format!("\u{2}{}", joined(path)),
        };
        self.number(name)
    }

    /// The number of the list of tables that the table at a path stands in.
    pub(super) fn list<S: AsRef<str>>(&mut self, path: &[S]) -> usize {
        let list = path.split_last().map_or(&[][..], |(_, list)| list);
        self.number(format!("\u{3}{}", joined(list)))
    }

    /// The keys that lead to the unit that the table at a path belongs to.
    pub(super) fn head<'p, S: AsRef<str>>(&self, path: &'p [S]) -> &'p [S] {
        let stands = |depth: &usize| self.grammar.at(&path[..*depth]).is_none_or(|node| !node.leads_on());
        &path[..(2..=path.len()).find(stands).unwrap_or(path.len())]
    }

    fn element<S: AsRef<str>>(&mut self, path: &[S], says: &str, times: &mut HashMap<String, usize>) -> usize {
        let name = format!("\u{4}{}\u{4}{says}", joined(path));
        let time = times.entry(name.clone()).or_default();
        *time += 1;
        let name = format!("{name}\u{4}{time}");
        self.number(name)
    }
}

fn joined<S: AsRef<str>>(path: &[S]) -> String {
    path.iter().map(AsRef::as_ref).collect::<Vec<_>>().join("\u{1}")
}

/// A version of a file.
#[derive(Debug)]
pub(super) struct Parsed<'t> {
    /// The first is the top of the file.
    pub(super) units: Vec<UnitText<'t>>,
    /// What stands behind the last table.
    pub(super) tail: &'t str,
    /// The numbers of the tables of each array of tables, in order.
    pub(super) elements: HashMap<String, Vec<usize>>,
}

/// Tables that belong together: an answer with its waiver. One with two brackets brings along what follows within it.
#[derive(Debug)]
pub(super) struct UnitText<'t> {
    pub(super) id: usize,
    /// The list it stands in.
    pub(super) list: usize,
    pub(super) is_element: bool,
    pub(super) tables: Vec<TableChunk<'t>>,
}

/// A table with all its lines.
#[derive(Debug)]
pub(super) struct TableChunk<'t> {
    pub(super) id: usize,
    pub(super) list: usize,
    pub(super) path: Vec<Cow<'t, str>>,
    /// Blank lines and comments between it and the table before.
    pub(super) gap: &'t str,
    /// The comments directly above its header.
    pub(super) lead: &'t str,
    /// Its header, without what stands behind it.
    pub(super) header: &'t str,
    /// What stands behind the header on its line.
    pub(super) header_tail: &'t str,
    pub(super) entries: Vec<EntryChunk<'t>>,
    /// Comments directly below its last key.
    pub(super) below: &'t str,
    /// All of it but the gap.
    pub(super) whole: &'t str,
}

/// A key with all its lines.
#[derive(Debug)]
pub(super) struct EntryChunk<'t> {
    pub(super) key: Cow<'t, str>,
    /// Comments and blank lines above.
    pub(super) above: &'t str,
    /// The key and its value.
    pub(super) head: &'t str,
    /// The value.
    pub(super) value: &'t str,
    /// What stands behind the value on its line.
    pub(super) tail: &'t str,
}

impl<'t> TableChunk<'t> {
    pub(super) fn entry(&self, key: &str) -> Option<&EntryChunk<'t>> {
        self.entries.iter().find(|entry| entry.key == key)
    }
}

impl UnitText<'_> {
    /// All its lines, with the gaps.
    pub(super) fn text(&self) -> String {
        self.tables.iter().flat_map(|table| [table.gap, table.whole]).collect()
    }

    /// Whether another one has the same tables and keys with the same comments.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.tables.len() == other.tables.len()
            && self.tables.iter().zip(&other.tables).all(|(a, b)| a.whole == b.whole)
    }

    pub(super) fn table(&self, id: usize) -> Option<&TableChunk<'_>> {
        self.tables.iter().find(|table| table.id == id)
    }
}

impl<'t> Parsed<'t> {
    pub(super) fn new(text: &'t str, ids: &mut Ids<'_>) -> Self {
        let map = SyntaxMap::new(text);
        let mut parsed = Self { units: Vec::with_capacity(map.blocks.len()), tail: "", elements: HashMap::new() };
        let mut index: HashMap<usize, usize> = HashMap::new();
        let mut times = HashMap::new();
        // The array of tables whose last element the tables that follow may belong to, and the unit of that.
        let mut open: Option<(Vec<Cow<'t, str>>, usize)> = None;
        let mut at = 0;
        for block in map.blocks {
            let end = block.end.max(at);
            let mut chunk = chunk(text, at, block, ids);
            at = end;
            let path = chunk.path.clone();
            if let Some((array, unit)) = &open
                && path.len() > array.len()
                && path.starts_with(array)
            {
                parsed.units[*unit].tables.push(chunk);
                continue;
            }
            if chunk.header.starts_with("[[") {
                let id = ids.element(&path, &says(&chunk), &mut times);
                chunk.id = id;
                parsed.elements.entry(joined(&path)).or_default().push(id);
                open = Some((path, parsed.units.len()));
                let list = chunk.list;
                parsed.units.push(UnitText { id, list, is_element: true, tables: vec![chunk] });
                continue;
            }
            let head = ids.head(&path).to_vec();
            let (id, list) = (ids.table(&head), ids.list(&head));
            let place = *index.entry(id).or_insert(parsed.units.len());
            if place == parsed.units.len() {
                parsed.units.push(UnitText { id, list, is_element: false, tables: Vec::with_capacity(1) });
            }
            parsed.units[place].tables.push(chunk);
        }
        parsed.tail = &text[at..];
        parsed
    }

    /// What stands between the tables, and behind the last.
    pub(super) fn gaps(&self) -> Vec<&'t str> {
        let gaps = self.units.iter().flat_map(|unit| unit.tables.iter().map(|table| table.gap));
        gaps.chain([self.tail]).filter(|gap| gap.contains('#')).collect()
    }
}

/// What tells one of an array of tables from the others: its keys and values.
fn says(chunk: &TableChunk<'_>) -> String {
    let mut says: Vec<String> =
        chunk.entries.iter().map(|entry| format!("{}\u{5}{}", entry.key, entry.value)).collect();
    says.sort();
    says.join("\u{5}")
}

fn chunk<'t>(text: &'t str, at: usize, block: TableText<'t>, ids: &mut Ids<'_>) -> TableChunk<'t> {
    let cut = |range: Range<usize>| text.get(range).unwrap_or_default();
    let (id, list) = (ids.table(&block.path), ids.list(&block.path));
    let brackets = if block.element { "]]" } else { "]" };
    let header_end = block.keys.last().map_or(block.header.end, |key| {
        let line = cut(key.end..block.header.end);
        line.find(brackets).map_or(block.header.end, |bracket| key.end + bracket + brackets.len())
    });
    let mut entries = Vec::with_capacity(block.entries.len());
    let mut from = block.header.end;
    for entry in block.entries {
        let key = if entry.more.is_empty() {
            entry.key
        } else {
            Cow::Owned([&[entry.key][..], &entry.more].concat().join("\u{1}"))
        };
        entries.push(EntryChunk {
            key,
            above: cut(from..entry.start),
            head: cut(entry.start..entry.value.end),
            value: cut(entry.value.clone()),
            tail: cut(entry.value.end..entry.end),
        });
        from = entry.end;
    }
    // What stands above the first key of the file belongs to the file, so nothing stands before its top.
    let lead = if block.path.is_empty() { at } else { block.lead.max(at) };
    TableChunk {
        id,
        list,
        path: block.path,
        gap: cut(at..lead),
        lead: cut(lead..block.header.start),
        header: cut(block.header.start..header_end),
        header_tail: cut(header_end..block.header.end),
        below: cut(from..block.end.max(from)),
        whole: cut(lead..block.end.max(from)),
        entries,
    }
}

/// Whether a table of a text holds values that the grammar has as tables, or keys with dots that lead to ones it has.
pub(super) fn is_listed_apart(map: &SyntaxMap<'_>, block: &TableText<'_>, grammar: &Table) -> bool {
    let Some(node) = grammar.at(&block.path) else { return false };
    block.entries.iter().any(|entry| {
        let Some(of) = node.value(&entry.key) else { return false };
        !entry.more.is_empty() || (of.holds_tables() && map.text[entry.value.clone()].starts_with(['{', '[']))
    })
}
