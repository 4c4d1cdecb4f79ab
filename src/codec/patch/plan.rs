//! Comparing the tables of two documents and gathering the changes that lead from one to the other.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::super::Reading;
use super::super::grammar::{Identity, Node, Table};
use super::super::places::path;
use super::super::syntax_map::SyntaxMap;
use super::super::table_model::Block;
use super::super::write::push_block;
use super::text::{Changes, NotPatchable};
use super::{entries, history, moves};
use crate::document::sequence::staying;

/// The list in which the order of tables counts, where a table stands in one: the keys that lead to it.
pub(super) fn list<'b, 'a>(block: &'b Block<'a>, grammar: &Table) -> Option<&'b [&'a str]> {
    let (_, list) = block.path.split_last()?;
    grammar.is_kept(&block.path).then_some(list)
}

/// The first key in which two paths of one table differ.
pub(super) fn other_key<'a>(path: &[&'a str], old: &[Cow<'_, str>]) -> Option<(usize, &'a str)> {
    path.iter().zip(old).position(|(new, old)| *new != old.as_ref()).map(|place| (place, path[place]))
}

struct Planner<'p> {
    map: &'p SyntaxMap<'p>,
    grammar: &'p Table,
    reading: &'p Reading,
    current: &'p [Block<'p>],
    target: &'p [Block<'p>],
    /// Table in the text, by identity.
    texts: HashMap<Identity<'p>, usize>,
    /// Table of the current document, by identity.
    now: HashMap<Identity<'p>, usize>,
    /// Tables of the wanted document.
    wanted: HashSet<Identity<'p>>,
    /// Tables that hold others of the wanted document: an item with a waiver.
    holding: HashSet<Identity<'p>>,
    detached: Vec<usize>,
    /// Tables in the text that go.
    gone: HashSet<usize>,
    /// Where the file ends. What stands behind that is no part of it, and is put to its place in it.
    end: usize,
    changes: Changes<'p>,
}

/// The changes of a text that turn what `current` says into what `target` says. The file ends at `end`; tables that stand
/// behind that are put to their places in it.
///
/// # Errors
/// Where something that comes, goes or moves stands in a form that cannot be changed in place.
pub(super) fn plan<'p>(
    map: &'p SyntaxMap<'p>,
    grammar: &'p Table,
    reading: &'p Reading,
    current: &'p [Block<'p>],
    target: &'p [Block<'p>],
    end: usize,
) -> Result<Changes<'p>, NotPatchable> {
    let versions = |blocks: &'p [Block<'p>]| blocks.iter().filter(|block| block.element).collect::<Vec<_>>();
    let both = (versions(current), versions(target));
    // What stands behind the file differs by its place alone.
    let parts = if end < map.text.len() { (current, target) } else { differing(current, target) };
    let mut planner = Planner::new(map, grammar, reading, parts, end);
    let leads = planner.target.first().and_then(|first| grammar.identity(&first.path));
    if !leads.is_some_and(|lead| planner.texts.contains_key(&lead)) {
        planner = Planner::new(map, grammar, reading, (current, target), end);
    }
    planner.remove()?;
    let anchor = planner.walk()?;
    history::changes(map, reading, (&both.0, &both.1), anchor, &mut planner.changes)?;
    Ok(planner.changes)
}

/// The parts of two lists of tables between what both begin and end with, and one table more on each side, by which what is
/// new finds its place. Most changes are small, and most files are not.
fn differing<'p>(current: &'p [Block<'p>], target: &'p [Block<'p>]) -> (&'p [Block<'p>], &'p [Block<'p>]) {
    let has_versions = |blocks: &[Block<'_>]| blocks.iter().any(|block| block.element);
    // The first version goes behind everything, of which only the whole says where it ends.
    if has_versions(target) && !has_versions(current) {
        return (current, target);
    }
    let same =
        |(a, b): &(&Block<'_>, &Block<'_>)| a.path == b.path && a.entries == b.entries && !a.element && !b.element;
    let own =
        |blocks: &'p [Block<'p>]| &blocks[..blocks.iter().position(|block| block.element).unwrap_or(blocks.len())];
    let (current, target) = (own(current), own(target));
    let head = current.iter().zip(target).take_while(same).count();
    let most = current.len().min(target.len()) - head;
    let tail = current.iter().rev().zip(target.iter().rev()).take(most).take_while(same).count();
    let (from, behind) = (head.saturating_sub(1), tail.saturating_sub(1));
    (&current[from..current.len() - behind], &target[from..target.len() - behind])
}

impl<'p> Planner<'p> {
    fn new(
        map: &'p SyntaxMap<'p>,
        grammar: &'p Table,
        reading: &'p Reading,
        (current, target): (&'p [Block<'p>], &'p [Block<'p>]),
        end: usize,
    ) -> Self {
        let blocks = current.iter().enumerate().filter(|(_, block)| !block.element);
        let now: HashMap<_, _> = blocks.filter_map(|(at, block)| Some((grammar.identity(&block.path)?, at))).collect();
        let wanted: HashSet<_> = target.iter().filter_map(|block| grammar.identity(&block.path)).collect();
        let around = target.iter().flat_map(|block| (1..block.path.len()).map(|length| &block.path[..length]));
        let holding = around.filter_map(|path| grammar.identity(path)).collect();
        let tables = map.blocks.iter().enumerate().filter(|(_, block)| !block.element);
        let texts = tables
            .filter_map(|(at, block)| Some((grammar.identity(&block.path)?, at)))
            .filter(|(id, _)| now.contains_key(id) || wanted.contains(id))
            .collect();
        let (detached, changes) = (moves::detached_tables(map, grammar), Changes::new(map, end));
        let gone = HashSet::new();
        Self { map, grammar, reading, current, target, texts, now, wanted, holding, detached, gone, end, changes }
    }

    fn identity(&self, block: &'p Block<'p>) -> Option<Identity<'p>> {
        self.grammar.identity(&block.path)
    }

    /// Takes out the tables that are no longer wanted.
    fn remove(&mut self) -> Result<(), NotPatchable> {
        for block in self.current.iter().filter(|block| !block.element) {
            let Some(id) = self.identity(block) else { continue };
            if self.wanted.contains(&id) {
                continue;
            }
            let Some(&at) = self.texts.get(&id) else {
                // An answer without keys of its own has no header to take out.
                if block.entries.is_empty() {
                    continue;
                }
                return Err(NotPatchable);
            };
            let table = &self.map.blocks[at];
            let lines = moves::lines(self.map, &self.detached, at);
            let keeps_more = matches!(block.node, Node::Each(_))
                && (table.entries.len() > block.entries.len()
                    || lines.iter().any(|lines| self.map.text[lines.clone()].contains('#')));
            if self.holding.contains(&id) || keeps_more {
                self.changes.within(entries::changes(self.map, table, Some(block), None));
            } else {
                for lines in lines {
                    self.changes.remove(lines);
                }
                self.gone.extend(at..moves::run(self.map, at));
            }
        }
        Ok(())
    }

    /// Goes through the wanted tables in canonical order; gives back where the last one that was there ends.
    fn walk(&mut self) -> Result<usize, NotPatchable> {
        let map = self.map;
        let stays = self.stays()?;
        // Where the last table ends that is in its place: what is new comes after it.
        let mut anchor = map.blocks.first().map_or(0, |top| top.end);
        // The list being gone through, and whether one of its tables that stay has been passed.
        let mut within: Option<&[&str]> = None;
        let mut first_staying: Option<usize> = None;
        let target = self.target;
        for (place, block) in target.iter().enumerate().filter(|(_, block)| !block.element) {
            let Some(id) = self.identity(block) else { continue };
            let own = list(block, self.grammar);
            if within != own {
                within = own;
                first_staying = within.and_then(|_| self.first_staying(place, &stays));
            }
            let now = self.now.get(&id).map(|at| &self.current[*at]);
            let at = self.texts.get(&id).copied();
            let text = match (at, now) {
                (Some(at), _) if stays[place] => {
                    let table = &map.blocks[at];
                    if now.is_none_or(|now| now.entries != block.entries) {
                        self.changes.within(entries::changes(map, table, now, Some(block)));
                    }
                    anchor = self.end_of(at);
                    first_staying = None;
                    continue;
                }
                (Some(at), now) => {
                    let table = &map.blocks[at];
                    let changes = entries::changes(map, table, now, Some(block));
                    let key = other_key(&block.path, &table.path);
                    for lines in moves::lines(map, &self.detached, at) {
                        self.changes.remove(lines);
                    }
                    moves::moved(map, &self.detached, at, key, changes).ok_or(NotPatchable)?
                }
                (None, Some(now)) if !now.entries.is_empty() => {
                    if now.entries != block.entries || now.path != block.path {
                        let same_path = now.path == block.path;
                        let changes = if same_path {
                            entries::changes_in_place(map, self.reading, now, block)?
                        } else {
                            return Err(NotPatchable);
                        };
                        self.changes.within(changes);
                    }
                    continue;
                }
                (None, now) => {
                    if now.is_some_and(|now| now.entries == block.entries) {
                        continue;
                    }
                    if self.reading.places.find(&path(&block.path)).is_some()
                        && !map.blocks.iter().any(|table| table.is_within(&block.path))
                    {
                        return Err(NotPatchable);
                    }
                    let mut text = String::new();
                    push_block(&mut text, block);
                    entries::turned(text, map)
                }
            };
            match first_staying {
                Some(first) => self.changes.put_before(first, text),
                None => self.changes.put_after(anchor, text),
            }
        }
        Ok(anchor)
    }

    /// Where the table `at` ends with everything that belongs to it, follows it and stays.
    fn end_of(&self, at: usize) -> usize {
        let run = at..moves::run(self.map, at);
        let is_there = |block: &usize| !self.gone.contains(block) && self.map.blocks[*block].lead < self.end;
        let last = run.rev().find(is_there).unwrap_or(at);
        self.map.blocks[last].end
    }

    /// Where the first table of a list begins that stays; `from` is the place of the list's first wanted table.
    fn first_staying(&self, from: usize, stays: &[bool]) -> Option<usize> {
        let own = list(&self.target[from], self.grammar);
        (from..self.target.len())
            .take_while(|place| list(&self.target[*place], self.grammar) == own)
            .find(|place| stays[*place])
            .and_then(|place| self.texts.get(&self.identity(&self.target[place])?))
            .map(|at| self.map.blocks[*at].lead)
    }

    /// Which of the wanted tables stay where they are.
    fn stays(&self) -> Result<Vec<bool>, NotPatchable> {
        let mut stays = vec![true; self.target.len()];
        let old = lists(self.current, self.grammar);
        for (own, wanted) in lists(self.target, self.grammar) {
            let ids = |blocks: &'p [Block<'p>], places: &[usize]| -> Vec<Option<Identity<'p>>> {
                places.iter().map(|place| self.identity(&blocks[*place])).collect()
            };
            let before = old.get(&own).map(|places| ids(self.current, places)).unwrap_or_default();
            let after = ids(self.target, &wanted);
            if before == after {
                continue;
            }
            let there: HashSet<_> = before.into_iter().collect();
            let mut candidates = Vec::new();
            for (place, id) in wanted.iter().zip(after) {
                stays[*place] = false;
                let is_behind = |id: &Option<Identity<'_>>| {
                    let at = id.and_then(|id| self.texts.get(&id));
                    at.is_some_and(|at| self.map.blocks[*at].lead >= self.end)
                };
                if there.contains(&id) && !is_behind(&id) {
                    let at = id.and_then(|id| self.texts.get(&id)).ok_or(NotPatchable)?;
                    candidates.push((*place, self.map.blocks[*at].header.start));
                }
            }
            let places: Vec<usize> = candidates.iter().map(|(_, at)| *at).collect();
            for ((place, _), stay) in candidates.iter().zip(staying(&places)) {
                stays[*place] = stay;
            }
        }
        for (block, stay) in self.target.iter().zip(&mut stays) {
            let at = self.identity(block).and_then(|id| self.texts.get(&id));
            *stay &= at.is_none_or(|at| self.map.blocks[*at].lead < self.end);
        }
        Ok(stays)
    }
}

/// The places of the tables of each list.
pub(super) fn lists<'b>(blocks: &'b [Block<'_>], grammar: &Table) -> HashMap<&'b [&'b str], Vec<usize>> {
    let mut lists: HashMap<_, Vec<usize>> = HashMap::new();
    for (place, block) in blocks.iter().enumerate() {
        if let Some(list) = list(block, grammar) {
            lists.entry(list).or_default().push(place);
        }
    }
    lists
}
