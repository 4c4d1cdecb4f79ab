//! Registers: entry by entry, value by value, as their definition says what is a set and whose order means something.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::order::{Chain, moved_entries};
use super::three::{sets, three_way};
use super::{Conflict, RegisterPart, Side, Subject};
use crate::document::{Edit, EntryPlace, Node, Register, RegisterEdit, RegisterValue, Table, Transaction};
use crate::method::{KeyTemplate, Shape, TableTemplate};

/// The fewest edits that lead from one register to another.
pub(super) fn edits(from: &Register, to: &Register) -> Vec<Edit> {
    if from.template().id != to.template().id {
        return Vec::new();
    }
    let mut edits = Vec::new();
    differences(from.template().shape(), &mut Vec::new(), from.root(), to.root(), &mut edits);
    // An id that goes from one table to another has to leave the one first.
    edits.sort_by_key(|edit| !matches!(edit, RegisterEdit::Remove { .. }));
    edits.into_iter().map(Edit::Register).collect()
}

fn differences(shape: Shape<'_>, path: &mut Vec<String>, from: &Table, to: &Table, edits: &mut Vec<RegisterEdit>) {
    let template = match shape {
        Shape::Entries(template) if template.holds.is_none() => Some(template),
        _ => None,
    };
    if let Some(template) = template {
        entry_places(template, path, from, to, edits);
    }
    let none = Table::default();
    for key in united(shape, &[from, to]) {
        let (before, after) = (from.get(key), to.get(key));
        if before == after {
            continue;
        }
        path.push(key.to_owned());
        match shape.inner(key) {
            Some(Shape::Value(_)) => {
                let (before, after) = (from.value(key).cloned(), to.value(key).cloned());
                edits.push(RegisterEdit::Set { path: path.clone(), before, after });
            }
            // An entry that came or went did so whole.
            Some(_) if template.is_some() && (before.is_none() || after.is_none()) => {}
            Some(inner) => {
                let (before, after) = (from.table(key).unwrap_or(&none), to.table(key).unwrap_or(&none));
                differences(inner, path, before, after, edits);
            }
            None => {}
        }
        path.pop();
    }
}

/// Entries that went, came or moved: those that go first, then `to` from its first to its last, so that the entry a
/// place names has always found its own.
fn entry_places(template: &TableTemplate, path: &[String], from: &Table, to: &Table, edits: &mut Vec<RegisterEdit>) {
    let moved = if template.is_kept() { moved_entries(from, to) } else { HashSet::new() };
    let mut chain = Chain::new(from.keys());
    let place = |after: Option<&str>| EntryPlace { table: path.to_vec(), after: after.map(str::to_owned) };
    let there: HashSet<&str> = to.keys().collect();
    for (key, node) in from.iter().filter(|(key, _)| !there.contains(key)) {
        if let Node::Table(entry) = node {
            let at = place(chain.remove(key));
            edits.push(RegisterEdit::Remove { at, key: key.to_owned(), entry: Arc::clone(entry) });
        }
    }
    let was: HashSet<&str> = from.keys().collect();
    let mut after = None;
    for (key, node) in to.iter() {
        match node {
            Node::Table(entry) if !was.contains(key) => {
                edits.push(RegisterEdit::Insert { at: place(after), key: key.to_owned(), entry: Arc::clone(entry) });
                chain.insert(key, after);
            }
            Node::Table(_) if moved.contains(key) => {
                let (table, from) = (path.to_vec(), chain.remove(key).map(str::to_owned));
                chain.insert(key, after);
                edits.push(RegisterEdit::Move { table, key: key.to_owned(), from, to: after.map(str::to_owned) });
            }
            _ => {}
        }
        after = Some(key);
    }
}

/// The keys of several tables, each once, in the order of the definition or of the keys themselves.
fn united<'t>(shape: Shape<'_>, tables: &[&'t Table]) -> Vec<&'t str> {
    let keys: BTreeSet<&str> = tables.iter().flat_map(|table| table.keys()).collect();
    let mut keys: Vec<&str> = keys.into_iter().collect();
    keys.sort_by_key(|key| shape.rank(key));
    keys
}

pub(super) fn merge(base: &Register, ours: &Register, theirs: &Register) -> (Register, Vec<Conflict>) {
    let template = theirs.template();
    let mut work = Merger { path: Vec::new(), conflicts: Vec::new() };
    let root = work.fields(template.shape(), base.root(), ours.root(), theirs.root());
    let merged = Register::with(Arc::clone(template), ours.format.max(theirs.format), root);
    let mut conflicts = work.conflicts;
    for conflict in &mut conflicts {
        settle(conflict, &merged);
    }
    (merged, conflicts)
}

/// Gives a conflict its steps, now that the merged register is known.
fn settle(conflict: &mut Conflict, merged: &Register) {
    let Subject::Register { path, part } = &conflict.what else { return };
    let step = |edit| Transaction { edits: vec![Edit::Register(edit)] };
    let Some((key, table)) = path.split_last() else { return };
    let before = || merged.table_at(table).and_then(|table| table.before(key)).map(str::to_owned);
    match part {
        RegisterPart::Value => {
            let after = match &conflict.ours {
                Some(Side::RegisterValue(value)) => Some(value.clone()),
                _ => None,
            };
            let before = merged.value(path).cloned();
            conflict.our_step = step(RegisterEdit::Set { path: path.clone(), before, after });
        }
        RegisterPart::Existence => {
            let Some(Node::Table(entry)) = merged.node(path) else { return };
            let at = EntryPlace { table: table.to_vec(), after: before() };
            let removal = step(RegisterEdit::Remove { at, key: key.clone(), entry: Arc::clone(entry) });
            match conflict.ours {
                None => conflict.our_step = removal,
                Some(_) => conflict.their_step = removal,
            }
        }
        RegisterPart::Place => {
            let Some(Side::EntryPlace(place)) = &conflict.ours else { return };
            let (table, to) = (table.to_vec(), place.after.clone());
            conflict.our_step = step(RegisterEdit::Move { table, key: key.clone(), from: before(), to });
        }
    }
}

struct Merger {
    /// Where in the register it stands.
    path: Vec<String>,
    conflicts: Vec<Conflict>,
}

impl Merger {
    /// Merges tables in which something stands under each key of the definition, or a value under each id or day.
    fn fields(&mut self, shape: Shape<'_>, base: &Table, ours: &Table, theirs: &Table) -> Table {
        let empty = Table::default();
        let mut merged = Table::default();
        for key in united(shape, &[ours, theirs]) {
            let Some(inner) = shape.inner(key) else { continue };
            self.path.push(key.to_owned());
            let node = match inner {
                Shape::Value(template) => {
                    self.value(template, base.value(key), ours.value(key), theirs.value(key)).map(Node::Value)
                }
                inner => {
                    let [base, ours, theirs] = [base, ours, theirs].map(|side| side.table(key).unwrap_or(&empty));
                    let table = match inner {
                        Shape::Entries(template) if template.holds.is_none() => {
                            self.entries(template, base, ours, theirs)
                        }
                        inner => self.fields(inner, base, ours, theirs),
                    };
                    (!table.is_empty()).then(|| table.into())
                }
            };
            self.path.pop();
            if let Some(node) = node {
                merged.put(shape, key, node);
            }
        }
        merged
    }

    fn value(
        &mut self,
        key: &KeyTemplate,
        base: Option<&RegisterValue>,
        ours: Option<&RegisterValue>,
        theirs: Option<&RegisterValue>,
    ) -> Option<RegisterValue> {
        if let Some(one) = three_way(&base, &ours, &theirs) {
            return one.cloned();
        }
        if key.is_set() {
            return set_of(base, ours, theirs);
        }
        let side = |value: Option<&RegisterValue>| value.cloned().map(Side::RegisterValue);
        self.conflict(RegisterPart::Value, side(base), side(ours), side(theirs));
        theirs.cloned()
    }

    /// Merges tables with an entry under each id, stem or day.
    fn entries(&mut self, template: &TableTemplate, base: &Table, ours: &Table, theirs: &Table) -> Table {
        let none = Table::default();
        let shape = Shape::Entries(template);
        let mut merged = Table::default();
        // Ours that they removed and we changed.
        let mut kept = HashSet::new();
        for key in united(shape, &[ours, theirs]) {
            let (was, we, they) = (base.table(key), ours.table(key), theirs.table(key));
            self.path.push(key.to_owned());
            let entry = match (we, they) {
                (Some(we), Some(they)) if we == they => Some(they.clone()),
                (Some(we), Some(they)) => Some(self.fields(template.entry(), was.unwrap_or(&none), we, they)),
                (Some(one), None) | (None, Some(one)) if was.is_none() => Some(one.clone()),
                (Some(one), None) | (None, Some(one)) if was != Some(one) => {
                    let side = |entry: Option<&Table>| entry.cloned().map(|entry| Side::RegisterEntry(Arc::new(entry)));
                    self.conflict(RegisterPart::Existence, side(was), side(we), side(they));
                    kept.extend(we.map(|_| key));
                    Some(one.clone())
                }
                _ => None,
            };
            self.path.pop();
            if let Some(entry) = entry {
                merged.put(shape, key, entry);
            }
        }
        if template.is_kept() {
            let order = self.order(&Sides { base, ours, theirs, kept }, &merged);
            let order: BTreeMap<&str, usize> = order.iter().enumerate().map(|(at, key)| (*key, at)).collect();
            merged.arrange(&order);
        }
        merged
    }

    /// The order of merged entries: theirs, with ours that are new, moved or come back where we have them.
    fn order<'t>(&mut self, sides: &Sides<'t>, merged: &Table) -> Vec<&'t str> {
        let there: HashSet<&str> = merged.keys().collect();
        let mut order: Vec<&str> = sides.theirs.keys().filter(|key| there.contains(key)).collect();
        let (by_us, by_them) = (moved_entries(sides.base, sides.ours), moved_entries(sides.base, sides.theirs));
        let mut earlier: Vec<&str> = Vec::new();
        for key in sides.ours.keys().filter(|key| there.contains(key)) {
            let nearest = earlier.last().copied();
            let (was, is_theirs) = (sides.base.get(key).is_some(), sides.theirs.get(key).is_some());
            if !was && !is_theirs {
                let after = sides.behind(&order, nearest, key);
                put(&mut order, key, after);
            } else if sides.kept.contains(key) {
                put(&mut order, key, nearest);
            } else if by_us.contains(key) && !by_them.contains(key) {
                order.retain(|other| *other != key);
                put(&mut order, key, nearest);
            } else if by_us.contains(key) && sides.theirs.before(key) != sides.ours.before(key) {
                let place = |side: &Table| {
                    let (table, after) = (self.path.clone(), side.before(key).map(str::to_owned));
                    side.get(key).map(|_| Side::EntryPlace(EntryPlace { table, after }))
                };
                let (base, ours, theirs) = (place(sides.base), place(sides.ours), place(sides.theirs));
                self.path.push(key.to_owned());
                self.conflict(RegisterPart::Place, base, ours, theirs);
                self.path.pop();
            }
            earlier.push(key);
        }
        order
    }

    fn conflict(&mut self, part: RegisterPart, base: Option<Side>, ours: Option<Side>, theirs: Option<Side>) {
        let what = Subject::Register { path: self.path.clone(), part };
        self.conflicts.push(Conflict::new(what, base, ours, theirs));
    }
}

/// Three tables of entries whose order means something.
struct Sides<'t> {
    base: &'t Table,
    ours: &'t Table,
    theirs: &'t Table,
    kept: HashSet<&'t str>,
}

impl Sides<'_> {
    /// The entry a new one of ours goes behind. Where they added entries at the same place, the two runs stand in the
    /// order of the keys they begin with: the same whichever side merges.
    fn behind<'o>(&self, order: &[&'o str], after: Option<&'o str>, key: &str) -> Option<&'o str> {
        if after.is_some_and(|after| self.theirs.get(after).is_none()) {
            return after;
        }
        let start =
            after.map_or(0, |after| order.iter().position(|other| *other == after).map_or(order.len(), |at| at + 1));
        let is_theirs = |key: &&&str| self.base.get(key).is_none() && self.ours.get(key).is_none();
        let run = order.iter().skip(start).take_while(is_theirs).count();
        match order.get(start) {
            Some(first) if run > 0 && **first < *key => Some(order[start + run - 1]),
            _ => after,
        }
    }
}

/// Puts a key behind another, first where there is none.
fn put<'t>(order: &mut Vec<&'t str>, key: &'t str, after: Option<&str>) {
    let at = after.map_or(0, |after| order.iter().position(|other| *other == after).map_or(order.len(), |at| at + 1));
    order.insert(at, key);
}

/// What three readings of a set come to: additions of both, removals of both.
fn set_of(
    base: Option<&RegisterValue>,
    ours: Option<&RegisterValue>,
    theirs: Option<&RegisterValue>,
) -> Option<RegisterValue> {
    let numbers = |value: Option<&RegisterValue>| match value {
        Some(RegisterValue::Numbers(list)) => list.clone(),
        _ => Vec::new(),
    };
    let texts = |value: Option<&RegisterValue>| value.map(|value| value.as_list().to_vec()).unwrap_or_default();
    let texts = sets(&texts(base), &texts(ours), &texts(theirs));
    let numbers = sets(&numbers(base), &numbers(ours), &numbers(theirs));
    match (texts.is_empty(), numbers.is_empty()) {
        (false, _) => Some(RegisterValue::List(texts)),
        (true, false) => Some(RegisterValue::Numbers(numbers)),
        (true, true) => None,
    }
}

#[cfg(test)]
mod tests;
