//! Comparing two outlines and gathering the changes that lead from one to the other.

use std::collections::{HashMap, HashSet};

use super::super::Reading;
use super::super::outline::Block;
use super::super::places::path;
use super::super::skeleton::Skeleton;
use super::super::write::push_block;
use super::text::Changes;
use super::{OtherForm, entries, history, moves};

/// What tells a table from all others: its path; of a note, its id, for it may move to another section.
type Ident<'a> = (&'a str, &'a str, &'a str);

fn ident<S: AsRef<str>>(path: &[S]) -> Option<Ident<'_>> {
    let key = |at: usize| path.get(at).map_or("", AsRef::as_ref);
    match path.len() {
        3 if key(0) == "notes" => Some(("notes", key(2), "")),
        2 if key(0) == "notes" => None,
        0..=3 => Some((key(0), key(1), key(2))),
        _ => None,
    }
}

/// The list in which the order of tables counts, where they stand in one.
fn list<'a>(block: &Block<'a>) -> Option<(&'a str, &'a str)> {
    match block.path[..] {
        ["notes", section, _] => Some(("notes", section)),
        [list @ ("decisions" | "actions" | "parked"), _] => Some((list, "")),
        _ => None,
    }
}

struct Planner<'p> {
    skeleton: &'p Skeleton<'p>,
    reading: &'p Reading,
    current: &'p [Block<'p>],
    target: &'p [Block<'p>],
    /// Table in the text, by identity.
    texts: HashMap<Ident<'p>, usize>,
    /// Table of the current outline, by identity.
    now: HashMap<Ident<'p>, usize>,
    strays: Vec<usize>,
    changes: Changes<'p>,
}

/// The changes of a text that turn what `current` says into what `target` says.
///
/// # Errors
/// Where something that comes, goes or moves stands in a form that cannot be changed in place.
pub(super) fn plan<'p>(
    skeleton: &'p Skeleton<'p>,
    reading: &'p Reading,
    current: &'p [Block<'p>],
    target: &'p [Block<'p>],
) -> Result<Changes<'p>, OtherForm> {
    let tables = skeleton.blocks.iter().enumerate().filter(|(_, block)| !block.element);
    let texts = tables.filter_map(|(at, block)| Some((ident(&block.path)?, at))).collect();
    let blocks = current.iter().enumerate().filter(|(_, block)| !block.element);
    let now = blocks.filter_map(|(at, block)| Some((ident(&block.path)?, at))).collect();
    let strays = moves::strays(skeleton);
    let changes = Changes::new(skeleton);
    let mut planner = Planner { skeleton, reading, current, target, texts, now, strays, changes };
    planner.remove()?;
    let anchor = planner.walk()?;
    let versions = |blocks: &'p [Block<'p>]| blocks.iter().filter(|block| block.element).collect::<Vec<_>>();
    let both = (versions(current), versions(target));
    history::changes(skeleton, reading, (&both.0, &both.1), anchor, &mut planner.changes)?;
    Ok(planner.changes)
}

impl<'p> Planner<'p> {
    /// Takes out the tables that are no longer wanted.
    fn remove(&mut self) -> Result<(), OtherForm> {
        let wanted: HashSet<Ident<'_>> = self.target.iter().filter_map(|block| ident(&block.path)).collect();
        for block in self.current.iter().filter(|block| !block.element) {
            let Some(id) = ident(&block.path) else { continue };
            if wanted.contains(&id) {
                continue;
            }
            let Some(&at) = self.texts.get(&id) else {
                // An answer without keys of its own has no header to take out.
                if block.entries.is_empty() {
                    continue;
                }
                return Err(OtherForm);
            };
            let table = &self.skeleton.blocks[at];
            let keeps_waiver = wanted.contains(&(id.0, id.1, "waiver"));
            let lines = moves::lines(self.skeleton, &self.strays, at);
            let keeps_more = block.order.is_empty()
                && (table.entries.len() > block.entries.len()
                    || lines.iter().any(|lines| self.skeleton.text[lines.clone()].contains('#')));
            if keeps_waiver || keeps_more {
                self.changes.within(entries::changes(self.skeleton, table, Some(block), None));
            } else {
                for lines in lines {
                    self.changes.remove(lines);
                }
            }
        }
        Ok(())
    }

    /// Goes through the wanted tables in canonical order; gives back where the last one that was there ends.
    fn walk(&mut self) -> Result<usize, OtherForm> {
        let skeleton = self.skeleton;
        let stays = self.stays()?;
        // Where the last table ends that is in its place: what is new comes after it.
        let mut anchor = skeleton.blocks.first().map_or(0, |top| top.end);
        // The list being gone through, and whether one of its tables that stay has been passed.
        let mut within: Option<(&str, &str)> = None;
        let mut first_staying: Option<usize> = None;
        let target = self.target;
        for (place, block) in target.iter().enumerate().filter(|(_, block)| !block.element) {
            let Some(id) = ident(&block.path) else { continue };
            if within != list(block) {
                within = list(block);
                first_staying = within.and_then(|_| self.first_staying(place, &stays));
            }
            let now = self.now.get(&id).map(|at| &self.current[*at]);
            let at = self.texts.get(&id).copied();
            let text = match (at, now) {
                (Some(at), _) if stays[place] => {
                    let table = &skeleton.blocks[at];
                    if now.is_none_or(|now| now.entries != block.entries) {
                        self.changes.within(entries::changes(skeleton, table, now, Some(block)));
                    }
                    anchor = moves::end(skeleton, at);
                    first_staying = None;
                    continue;
                }
                (Some(at), now) => {
                    let table = &skeleton.blocks[at];
                    let changes = entries::changes(skeleton, table, now, Some(block));
                    let section = match (&block.path[..], &table.path[..]) {
                        (["notes", section, _], [_, old, _]) if section != old => Some(*section),
                        _ => None,
                    };
                    for lines in moves::lines(skeleton, &self.strays, at) {
                        self.changes.remove(lines);
                    }
                    moves::moved(skeleton, &self.strays, at, section, changes).ok_or(OtherForm)?
                }
                (None, Some(now)) if !now.entries.is_empty() => {
                    if now.entries != block.entries || now.path != block.path {
                        let same_path = now.path == block.path;
                        let changes = if same_path {
                            entries::changes_in_place(skeleton, self.reading, now, block)?
                        } else {
                            return Err(OtherForm);
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
                        && !skeleton.blocks.iter().any(|table| table.is_within(&block.path))
                    {
                        return Err(OtherForm);
                    }
                    let mut text = String::new();
                    push_block(&mut text, block);
                    entries::turned(text, skeleton)
                }
            };
            match first_staying {
                Some(first) => self.changes.put_before(first, text),
                None => self.changes.put_after(anchor, text),
            }
        }
        Ok(anchor)
    }

    /// Where the first table of a list begins that stays; `from` is the place of the list's first wanted table.
    fn first_staying(&self, from: usize, stays: &[bool]) -> Option<usize> {
        let own = list(&self.target[from]);
        (from..self.target.len())
            .take_while(|place| list(&self.target[*place]) == own)
            .find(|place| stays[*place])
            .and_then(|place| self.texts.get(&ident(&self.target[place].path)?))
            .map(|at| self.skeleton.blocks[*at].lead)
    }

    /// Which of the wanted tables stay where they are.
    fn stays(&self) -> Result<Vec<bool>, OtherForm> {
        let mut stays = vec![true; self.target.len()];
        let old = lists(self.current);
        for (own, wanted) in lists(self.target) {
            let ids = |blocks: &'p [Block<'p>], places: &[usize]| -> Vec<Option<Ident<'p>>> {
                places.iter().map(|place| ident(&blocks[*place].path)).collect()
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
                if there.contains(&id) {
                    let at = id.and_then(|id| self.texts.get(&id)).ok_or(OtherForm)?;
                    candidates.push((*place, self.skeleton.blocks[*at].header.start));
                }
            }
            let places: Vec<usize> = candidates.iter().map(|(_, at)| *at).collect();
            for ((place, _), stay) in candidates.iter().zip(moves::staying(&places)) {
                stays[*place] = stay;
            }
        }
        Ok(stays)
    }
}

/// The places of the tables of each list.
fn lists<'a>(blocks: &[Block<'a>]) -> HashMap<(&'a str, &'a str), Vec<usize>> {
    let mut lists: HashMap<_, Vec<usize>> = HashMap::new();
    for (place, block) in blocks.iter().enumerate() {
        if let Some(list) = list(block) {
            lists.entry(list).or_default().push(place);
        }
    }
    lists
}
