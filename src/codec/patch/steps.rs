//! Changing a file in which tables stand between braces or as dotted keys: one table after another, each in its own form.
//!
//! What has a header is changed as [`super::plan`] does it. Everything else is taken out of its place, or put beside a table
//! of its kind, in the form that one has. After each step the text is read again: a step that says something else than it
//! was meant to is not made.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::super::grammar::{self, Identity, Node, Table};
use super::super::syntax_map::SyntaxMap;
use super::super::table_model::{Block, TomlValue, tables};
use super::super::{Content, Former, Reading, read};
use super::forms::{Form, Forms, Piece};
use super::put::{Beside, former_piece, has_host, put, set, take_out};
use super::{plan, planned, restore};
use crate::document::sequence::staying;
use crate::method::Method;

/// Whether every table of a text has a header of its own, and those that only lead to others have none.
pub(super) fn is_plain(map: &SyntaxMap<'_>, grammar: &Table) -> bool {
    let mut entries = map.blocks.iter().flat_map(|block| &block.entries);
    let leads_on = |path: &[Cow<'_, str>]| !path.is_empty() && grammar.at(path).is_some_and(Node::leads_on);
    entries.all(|entry| entry.more.is_empty() && !map.text[entry.value.clone()].starts_with('{'))
        && !map.blocks.iter().any(|block| leads_on(&block.path))
}

/// One difference between two states of a document.
enum Step<'b, 'a> {
    /// A table goes.
    Remove(&'b Block<'a>),
    /// A key of a table gets another value, or goes.
    Set { now: &'b Block<'a>, key: &'a str, value: Option<&'b TomlValue<'a>> },
    /// A table comes, or goes elsewhere: what it is now, where it is, and what it is to be.
    Put { now: Option<&'b Block<'a>>, wanted: &'b Block<'a>, beside: Beside<'b, 'a> },
    /// What is told by its place differs.
    Rows,
}

/// The changed file; nothing where a step cannot be made.
pub(super) fn attempt(reading: &Reading, target: &Content, method: &Method, former: &Former<'_>) -> Option<Vec<u8>> {
    let grammar = grammar::of(target);
    let wanted = tables(target, &grammar, method);
    let mut text = reading.text.to_string();
    // Every table goes, comes, moves or changes at most once, and then one key after another.
    let most = 64 + 2 * wanted.iter().map(|block| block.entries.len() + 2).sum::<usize>() + 2 * text.lines().count();
    for _ in 0..most {
        let reading = read(text.as_bytes(), target.kind(), method);
        let content = reading.writable().ok()?;
        if content.says_the_same(target) {
            return Some(text.into_bytes());
        }
        let current = tables(content, &grammar, method);
        let step = next(&grammar, &current, &wanted);
        let after = after(&grammar, &current, &wanted, &step);
        let is_right = |new: &str, is_former: bool| {
            let reading = read(new.as_bytes(), target.kind(), method);
            reading.writable().is_ok_and(|content| {
                let says = tables(content, &grammar, method);
                let loose = is_former.then(|| step.identity(&grammar)).flatten();
                are_same(&grammar, &says, &after, loose.as_ref())
            })
        };
        let restored =
            |map: &SyntaxMap<'_>| restore::planned(map, &grammar, (&current, &after), former, target, method);
        text = step.make(&reading, &grammar, (&current, &after), (former, &restored), &is_right)?;
    }
    None
}

/// Which table each identity is.
fn by_identity<'b>(grammar: &Table, blocks: &'b [Block<'_>]) -> HashMap<Identity<'b>, &'b Block<'b>> {
    let own = blocks.iter().filter(|block| !block.element);
    own.filter_map(|block| Some((grammar.identity(&block.path)?, block))).collect()
}

/// Gives the text in which everything that went stands again as it stood, where that can be.
type Restored<'f> = &'f dyn Fn(&SyntaxMap<'_>) -> Option<String>;

/// The first difference: what goes, then what comes or moves, then values.
fn next<'b, 'a>(grammar: &Table, current: &'b [Block<'a>], wanted: &'b [Block<'a>]) -> Step<'b, 'a> {
    let there: HashMap<Identity<'_>, usize> = (0..current.len())
        .filter(|at| !current[*at].element)
        .filter_map(|at| Some((grammar.identity(&current[at].path)?, at)))
        .collect();
    let is_wanted: HashSet<Identity<'_>> =
        wanted.iter().filter(|block| !block.element).filter_map(|block| grammar.identity(&block.path)).collect();
    // What stands within another goes first.
    for block in current.iter().rev().filter(|block| !block.element) {
        if grammar.identity(&block.path).is_some_and(|id| !is_wanted.contains(&id)) {
            let holds =
                wanted.iter().any(|inner| inner.path.len() > block.path.len() && inner.path.starts_with(&block.path));
            match block.entries.first() {
                _ if !holds => return Step::Remove(block),
                Some((key, _)) => return Step::Set { now: block, key, value: None },
                None => {}
            }
        }
    }
    let mut stays: HashMap<&[&str], Vec<Identity<'_>>> = HashMap::new();
    for (list, places) in plan::lists(wanted, grammar) {
        let here: Vec<(Identity<'_>, usize)> = places
            .iter()
            .filter_map(|place| grammar.identity(&wanted[*place].path))
            .filter_map(|id| Some((id, *there.get(&id)?)))
            .filter(|(_, at)| current[*at].path.starts_with(list))
            .collect();
        let order: Vec<usize> = here.iter().map(|(_, at)| *at).collect();
        let own = here.iter().zip(staying(&order)).filter(|(_, stays)| *stays).map(|((id, _), _)| *id);
        stays.insert(list, own.collect());
    }
    for (place, block) in wanted.iter().enumerate().filter(|(_, block)| !block.element) {
        let Some(id) = grammar.identity(&block.path) else { continue };
        let now = there.get(&id).map(|at| &current[*at]);
        let list = plan::list(block, grammar);
        let is_in_place = now.is_some_and(|now| now.path == block.path)
            && list.is_none_or(|list| stays.get(list).is_some_and(|stays| stays.contains(&id)));
        if is_in_place {
            continue;
        }
        let around = &block.path[..block.path.len().saturating_sub(1)];
        let is_beside = |other: &&Block<'_>| {
            !other.element
                && other.path.len() == block.path.len()
                && other.path.starts_with(around)
                && other.path != block.path
        };
        let is_there = |other: &&'b Block<'a>| {
            let at = grammar.identity(&other.path).and_then(|id| there.get(&id));
            at.is_some_and(|at| current[*at].path == other.path)
        };
        let before = wanted[..place].iter().rev().filter(is_beside).find(is_there);
        let after = || match list {
            Some(_) => current.iter().filter(is_beside).find(|other| grammar.identity(&other.path) != Some(id)),
            None => wanted[place..].iter().filter(is_beside).find(is_there),
        };
        let beside = match before {
            Some(before) => Beside::After(&before.path),
            None => after().map_or(Beside::Nothing, |after| Beside::Before(&after.path)),
        };
        return Step::Put { now, wanted: block, beside };
    }
    for block in wanted.iter().filter(|block| !block.element) {
        let Some(id) = grammar.identity(&block.path) else { continue };
        let Some(now) = there.get(&id).map(|at| &current[*at]) else { continue };
        let other = block.entries.iter().find(|(key, value)| now.get(key) != Some(value));
        if let Some((key, value)) = other {
            return Step::Set { now, key, value: Some(value) };
        }
        if let Some((key, _)) = now.entries.iter().find(|(key, _)| block.get(key).is_none()) {
            return Step::Set { now, key, value: None };
        }
    }
    Step::Rows
}

/// The tables as they are after a step, in canonical order.
fn after<'b, 'a>(
    grammar: &Table,
    current: &'b [Block<'a>],
    wanted: &'b [Block<'a>],
    step: &Step<'b, 'a>,
) -> Vec<Block<'a>> {
    let mut after: Vec<Block<'a>> = current.to_vec();
    match step {
        Step::Remove(gone) => after.retain(|block| block.element || block.path != gone.path),
        Step::Set { now, key, value } => {
            if let Some(block) = after.iter_mut().find(|block| !block.element && block.path == now.path) {
                block.entries.retain(|(known, _)| known != key);
                block.entries.extend(value.map(|value| (*key, value.clone())));
                let mut entries = std::mem::take(&mut block.entries);
                entries.sort_by_key(|(key, _)| block.rank(key));
                block.entries = entries;
            }
        }
        Step::Put { now, wanted: block, .. } => {
            after.retain(|other| other.element || now.is_none_or(|now| other.path != now.path));
            let mut put = Block::clone(block);
            if let Some(now) = now {
                put.entries.clone_from(&now.entries);
            }
            let place = wanted.iter().position(|other| other.path == block.path).unwrap_or(wanted.len());
            let ids: Vec<_> = after.iter().map(|other| grammar.identity(&other.path)).collect();
            let before = wanted[..place].iter().rev().find_map(|other| {
                let id = grammar.identity(&other.path)?;
                ids.iter().position(|known| *known == Some(id))
            });
            after.insert(before.map_or(0, |at| at + 1), put);
        }
        Step::Rows => {
            after.retain(|block| !block.element);
            after.extend(wanted.iter().filter(|block| block.element).cloned());
        }
    }
    after
}

/// Whether two states say the same; of the table `loose` they only have to have it.
fn are_same(grammar: &Table, one: &[Block<'_>], other: &[Block<'_>], loose: Option<&Identity<'_>>) -> bool {
    let (a, b) = (by_identity(grammar, one), by_identity(grammar, other));
    let is_same = |(id, block): (&Identity<'_>, &&Block<'_>)| {
        b.get(id).is_some_and(|other| block.path == other.path && (Some(id) == loose || block.entries == other.entries))
    };
    let order = |blocks: &[Block<'_>]| -> Vec<Vec<String>> {
        let kept = blocks.iter().filter(|block| plan::list(block, grammar).is_some());
        kept.map(|block| block.path.iter().map(|key| (*key).to_owned()).collect()).collect()
    };
    let rows = |blocks: &[Block<'_>]| blocks.iter().filter(|block| block.element).count();
    let mut orders = (order(one), order(other));
    orders.0.sort_by(|a, b| a[..a.len() - 1].cmp(&b[..b.len() - 1]));
    orders.1.sort_by(|a, b| a[..a.len() - 1].cmp(&b[..b.len() - 1]));
    a.len() == b.len() && a.iter().all(is_same) && orders.0 == orders.1 && rows(one) == rows(other)
}

impl<'b> Step<'b, '_> {
    /// What tells the table that comes.
    fn identity(&self, grammar: &Table) -> Option<Identity<'b>> {
        match self {
            Self::Put { wanted, .. } => grammar.identity(&wanted.path),
            _ => None,
        }
    }

    /// The text after the step. `is_right` says whether a text says what it is to say; the table that comes may differ
    /// where it has a former text.
    fn make(
        &self,
        reading: &Reading,
        grammar: &Table,
        (current, after): (&[Block<'_>], &[Block<'_>]),
        (former, restored): (&Former<'_>, Restored<'_>),
        is_right: &dyn Fn(&str, bool) -> bool,
    ) -> Option<String> {
        let text = &*reading.text;
        let map = SyntaxMap::new(text);
        let plan = || {
            let is_right = |new: &String| is_right(new, false);
            let planned = || planned(reading, &map, grammar, current, after).filter(is_right);
            restored(&map).filter(is_right).or_else(planned)
        };
        let forms = Forms::new(&map);
        let has_header = |path: &[&str]| matches!(forms.form(path), Some(Form::Header(_)));
        match self {
            Self::Rows => plan(),
            Self::Remove(block) => {
                let own = || take_out(text, grammar, &block.path).filter(|new| is_right(new, false));
                if has_header(&block.path) { plan().or_else(own) } else { own().or_else(plan) }
            }
            Self::Set { now, key, value } => {
                let own = || set(text, now, key, (now.get(key), *value)).filter(|new| is_right(new, false));
                if has_header(&now.path) { plan().or_else(own) } else { own().or_else(plan) }
            }
            Self::Put { now, wanted, beside } => {
                let own = || {
                    let known = match now {
                        Some(now) => Piece::of(&forms, &now.path),
                        None => grammar
                            .identity(&wanted.path)
                            .and_then(|identity| former_piece(former, grammar, &wanted.path, &identity)),
                    };
                    let rest = match now {
                        Some(now) => take_out(text, grammar, &now.path)?,
                        None => text.to_owned(),
                    };
                    let known = known.and_then(|piece| put(&rest, &wanted.path, *beside, &piece));
                    known.filter(|new| is_right(new, now.is_none())).or_else(|| {
                        let new = Piece::new(after.iter().find(|block| block.path == wanted.path)?);
                        put(&rest, &wanted.path, *beside, &new).filter(|new| is_right(new, false))
                    })
                };
                let is_plain = match beside {
                    Beside::After(path) | Beside::Before(path) => has_header(path),
                    Beside::Nothing => !has_host(&forms, &wanted.path),
                };
                if is_plain { plan().or_else(own) } else { own().or_else(plan) }
            }
        }
    }
}
