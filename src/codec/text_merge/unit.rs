//! Units of the result: which stand, which go, which clash as a whole, and the tables of those that stand.

use std::collections::{HashMap, HashSet};

use super::super::grammar::Table;
use super::super::table_model::Block;
use super::Three;
use super::comments::{Floating, added, three_way};
use super::order::{Listed, Sequences, Slot};
use super::piece::{Clash, Pieces, Version, flattened};
use super::side::{Ids, Parsed, TableChunk, UnitText};
use super::table::TableMerge;

/// What becomes of a unit or a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Gone,
    Stands,
    Clashes,
}

/// The tables of a version by their numbers.
pub(super) type Known<'b> = HashMap<usize, &'b Block<'b>>;

/// What every unit is put together by.
pub(super) struct Weaver<'b> {
    pub(super) known: Three<Known<'b>>,
    pub(super) wanted: Known<'b>,
    /// Tables of the result in canonical order, by the number of their unit.
    pub(super) inner: HashMap<usize, Vec<Listed>>,
    /// Keys that clash, by table.
    keys: HashMap<usize, Vec<Vec<String>>>,
    /// Tables of which one side took out what the other changed.
    tables: HashSet<usize>,
    /// Tables that each side put elsewhere.
    pub(super) places: HashSet<usize>,
    /// Clashes that only texts have.
    pub(super) more: Vec<Clash>,
    /// Comments that somebody wrote beside what went.
    pub(super) left: String,
}

/// The three versions of a unit.
#[derive(Clone, Copy)]
pub(super) struct Unit<'a> {
    pub(super) id: usize,
    pub(super) sides: Three<Option<&'a UnitText<'a>>>,
}

impl Weaver<'_> {
    pub(super) fn new(clashes: &[Clash], ids: &mut Ids<'_>) -> Self {
        let mut weaver = Self {
            known: Three::default(),
            wanted: HashMap::new(),
            inner: HashMap::new(),
            keys: HashMap::new(),
            tables: HashSet::new(),
            places: HashSet::new(),
            more: Vec::new(),
            left: String::new(),
        };
        for clash in clashes {
            match clash {
                Clash::Keys { table, keys } => weaver.keys.entry(ids.table(table)).or_default().push(keys.clone()),
                Clash::Table(path) => {
                    weaver.tables.insert(ids.table(path));
                }
                Clash::Place(path) => {
                    weaver.places.insert(ids.table(path));
                }
            }
        }
        weaver
    }

    /// Whether a unit is in the result.
    pub(super) fn stands(&self, unit: &Unit<'_>) -> bool {
        self.fate(unit) != Fate::Gone
    }

    fn fate(&self, unit: &Unit<'_>) -> Fate {
        let has = unit.sides.map(|side| side.is_some());
        if self.tables.contains(&unit.id) {
            return Fate::Clashes;
        }
        let is_element = [unit.sides.ours, unit.sides.theirs].into_iter().flatten().any(|side| side.is_element);
        if is_element {
            let known = [&self.known.base, &self.known.ours, &self.known.theirs];
            let is_known = known.into_iter().any(|known| known.contains_key(&unit.id));
            let stands =
                if is_known { self.wanted.contains_key(&unit.id) } else { (has.ours && has.theirs) || !has.base };
            return if stands { Fate::Stands } else { Fate::Gone };
        }
        let is_wanted = || {
            let tables = [unit.sides.ours, unit.sides.theirs].into_iter().flatten().flat_map(|side| &side.tables);
            tables.into_iter().any(|table| self.wanted.contains_key(&table.id))
        };
        let one = unit.sides.ours.or(unit.sides.theirs);
        let changed = || unit.sides.base.zip(one).is_some_and(|(base, one)| !base.is_same(one));
        fate(has, is_wanted, changed)
    }

    fn fate_of_table(&self, texts: &Three<Option<&TableChunk<'_>>>, id: usize) -> Fate {
        let has = texts.map(|text| text.is_some());
        if self.tables.contains(&id) {
            return Fate::Clashes;
        }
        let one = texts.ours.or(texts.theirs);
        let changed = || texts.base.zip(one).is_some_and(|(base, one)| base.whole != one.whole);
        fate(has, || self.wanted.contains_key(&id), changed)
    }

    /// Remembers the comments that somebody wrote beside a unit that goes.
    pub(super) fn leave(&mut self, unit: &Unit<'_>) {
        let Some(one) = unit.sides.ours.or(unit.sides.theirs) else { return };
        for table in &one.tables {
            let before = unit.sides.base.and_then(|base| base.table(table.id)).map_or("", |table| table.gap);
            for line in added(table.gap, before) {
                self.left.push_str(line);
                self.left.push('\n');
            }
        }
    }

    /// Appends a unit; `only` says for which version, where each has it elsewhere.
    pub(super) fn put_unit(
        &mut self,
        out: &mut Pieces,
        floating: &mut Floating<'_>,
        unit: &Unit<'_>,
        only: Option<Version>,
    ) {
        if let Some(version) = only {
            let mut pieces = Pieces::default();
            match (version, unit.sides.base) {
                (Version::Base, Some(base)) => pieces.plain(&base.text()),
                (Version::Base, None) => {}
                _ => self.put_tables(&mut pieces, floating, unit, only),
            }
            let mut texts = Three::<String>::default();
            let text = flattened(&pieces.pieces, version);
            match version {
                Version::Base => texts.base = text,
                Version::Ours => texts.ours = text,
                Version::Theirs => texts.theirs = text,
            }
            out.pieces.push(super::Piece::Clash(texts));
            return;
        }
        match self.fate(unit) {
            Fate::Gone => {}
            Fate::Clashes => {
                if !self.tables.contains(&unit.id) {
                    let path = [unit.sides.ours, unit.sides.theirs].into_iter().flatten().find_map(|side| {
                        side.tables.first().map(|table| table.path.iter().map(|key| key.clone().into_owned()).collect())
                    });
                    self.more.extend(path.map(Clash::Table));
                }
                out.clash(unit.sides.map(|side| side.map(UnitText::text).unwrap_or_default()));
            }
            Fate::Stands => self.put_tables(out, floating, unit, None),
        }
    }

    fn put_tables(
        &mut self,
        out: &mut Pieces,
        floating: &mut Floating<'_>,
        unit: &Unit<'_>,
        header_of: Option<Version>,
    ) {
        let sides = &unit.sides;
        let is_element = [sides.ours, sides.theirs].into_iter().flatten().any(|side| side.is_element);
        if is_element && [sides.ours, sides.theirs].into_iter().flatten().any(|side| side.tables.len() > 1) {
            let texts = sides.map(|side| side.map(UnitText::text));
            match three_way(&texts.as_ref().map(Option::as_ref)) {
                Some(text) => out.plain(text.map_or("", String::as_str)),
                None => out.clash(texts.map(Option::unwrap_or_default)),
            }
            return;
        }
        let of = |id: usize| sides.map(|side| side.and_then(|side| side.table(id)));
        let single = |side: Option<&UnitText<'_>>| side.is_none_or(|side| side.tables.len() == 1);
        let slots = if single(sides.ours) && single(sides.theirs) && single(sides.base) {
            let first = [sides.ours, sides.theirs].into_iter().flatten().filter_map(|side| side.tables.first());
            let mut ids: Vec<usize> = first.map(|table| table.id).collect();
            ids.dedup();
            ids.into_iter().map(|id| Slot { id, only: None }).collect()
        } else {
            let tables = |side: Option<&UnitText<'_>>| -> Vec<(usize, usize)> {
                side.map(|side| side.tables.iter().map(|table| (table.id, table.list)).collect()).unwrap_or_default()
            };
            let canonical = self.inner.get(&unit.id).map_or(&[][..], Vec::as_slice);
            let sequences = Sequences { texts: sides.map(tables), canonical };
            sequences.arranged(&|id| self.fate_of_table(&of(id), id) != Fate::Gone, &self.places)
        };
        for slot in slots {
            if slot.only == Some(Version::Base) {
                continue;
            }
            self.put_table(out, floating, &of(slot.id), slot, header_of.filter(|_| slot.id == unit.id));
        }
    }

    fn put_table(
        &mut self,
        out: &mut Pieces,
        floating: &mut Floating<'_>,
        texts: &Three<Option<&TableChunk<'_>>>,
        slot: Slot,
        header_of: Option<Version>,
    ) {
        let whole =
            |text: Option<&TableChunk<'_>>| text.map(|text| [text.gap, text.whole].concat()).unwrap_or_default();
        match self.fate_of_table(texts, slot.id) {
            Fate::Gone => return,
            Fate::Clashes => {
                let path = texts.ours.or(texts.theirs).map(|text| text.path.iter().map(|key| key.clone().into_owned()));
                if let Some(path) = path.filter(|_| !self.tables.contains(&slot.id)) {
                    self.more.push(Clash::Table(path.collect()));
                }
                out.clash(texts.map(whole));
                return;
            }
            Fate::Stands => {}
        }
        let gaps = texts.map(|text| text.map(|text| text.gap));
        let one = gaps.ours.or(gaps.theirs).unwrap_or_default();
        let gap = match (gaps.ours, gaps.theirs) {
            (Some(ours), Some(theirs)) => floating.gap(&Three { base: gaps.base.unwrap_or_default(), ours, theirs }),
            _ => floating.gap(&Three { base: one, ours: one, theirs: one }),
        };
        let mut pieces = Pieces::default();
        pieces.plain(&gap);
        let known = Three {
            base: self.known.base.get(&slot.id).copied(),
            ours: self.known.ours.get(&slot.id).copied(),
            theirs: self.known.theirs.get(&slot.id).copied(),
        };
        let groups = self.keys.get(&slot.id).map_or(&[][..], Vec::as_slice);
        let wanted = self.wanted.get(&slot.id).copied();
        TableMerge { texts: *texts, known, wanted, groups, header_of }.put(&mut pieces);
        match slot.only {
            None => out.pieces.append(&mut pieces.pieces),
            Some(version) => {
                let text = flattened(&pieces.pieces, version);
                let (ours, theirs) =
                    if version == Version::Ours { (text, String::new()) } else { (String::new(), text) };
                let base = if version == Version::Theirs { theirs.clone() } else { String::new() };
                out.pieces.push(super::Piece::Clash(Three { base, ours, theirs }));
            }
        }
    }
}

fn fate(has: Three<bool>, is_wanted: impl Fn() -> bool, changed: impl Fn() -> bool) -> Fate {
    match (has.ours, has.theirs) {
        (true, true) => Fate::Stands,
        (false, false) => Fate::Gone,
        _ if !has.base || is_wanted() => Fate::Stands,
        _ if changed() => Fate::Clashes,
        _ => Fate::Gone,
    }
}

/// The tables of a version by their numbers; `history` says which elements of the text its versions are.
pub(super) fn known<'b>(blocks: &'b [Block<'b>], text: &Parsed<'_>, history: &[usize], ids: &mut Ids<'_>) -> Known<'b> {
    let elements = text.elements.get("history").map_or(&[][..], Vec::as_slice);
    let mut versions = history.iter().filter_map(|place| elements.get(*place));
    let mut known = HashMap::with_capacity(blocks.len());
    for block in blocks {
        let id = if block.element { versions.next().copied() } else { Some(ids.table(&block.path)) };
        known.extend(id.map(|id| (id, block)));
    }
    known
}

/// The tables of the result by their numbers, its units in canonical order, and the tables within each.
pub(super) struct Wanted<'b> {
    pub(super) tables: Known<'b>,
    pub(super) units: Vec<Listed>,
    pub(super) inner: HashMap<usize, Vec<Listed>>,
}

/// Finds the numbers of the tables of the result; a published version has that of the version that says the same.
pub(super) fn wanted<'b>(
    blocks: &'b [Block<'b>],
    known: &Three<Known<'b>>,
    grammar: &Table,
    ids: &mut Ids<'_>,
) -> Wanted<'b> {
    let mut wanted = Wanted { tables: HashMap::new(), units: Vec::new(), inner: HashMap::new() };
    for block in blocks {
        if block.path.is_empty() {
            wanted.tables.insert(0, block);
            continue;
        }
        if block.element {
            let versions = [&known.ours, &known.theirs].into_iter().flatten();
            let mut same: Vec<usize> = versions
                .filter(|(id, version)| {
                    version.element && version.entries == block.entries && !wanted.tables.contains_key(id)
                })
                .map(|(id, _)| *id)
                .collect();
            same.sort_unstable();
            if let Some(id) = same.first() {
                wanted.tables.insert(*id, block);
                wanted.units.push(Listed { id: *id, list: ids.list(&block.path), is_kept: true });
            }
            continue;
        }
        let id = ids.table(&block.path);
        wanted.tables.insert(id, block);
        let head = ids.head(&block.path);
        let unit = Listed { id: ids.table(head), list: ids.list(head), is_kept: grammar.is_kept(head) };
        if wanted.units.last() != Some(&unit) {
            wanted.units.push(unit);
        }
        let listed = Listed { id, list: ids.list(&block.path), is_kept: grammar.is_kept(&block.path) };
        wanted.inner.entry(unit.id).or_default().push(listed);
    }
    wanted
}
