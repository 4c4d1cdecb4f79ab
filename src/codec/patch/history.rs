//! Changes of the published versions, which are told by their place.

use super::super::Reading;
use super::super::syntax_map::SyntaxMap;
use super::super::table_model::Block;
use super::super::write::push_block;
use super::text::{Changes, NotPatchable};
use super::{entries, moves};

/// Gathers the changes that turn the published versions into those of `target`. `anchor` is where they go when there is
/// none yet.
///
/// # Errors
/// Where they do not stand as `[[history]]` tables.
pub(super) fn changes(
    map: &SyntaxMap<'_>,
    reading: &Reading,
    (current, target): (&[&Block<'_>], &[&Block<'_>]),
    anchor: usize,
    changes: &mut Changes<'_>,
) -> Result<(), NotPatchable> {
    let same = |(a, b): (&&Block<'_>, &&Block<'_>)| a.entries == b.entries;
    if current.len() == target.len() && current.iter().zip(target).all(same) {
        return Ok(());
    }
    let elements: Vec<usize> =
        (0..map.blocks.len()).filter(|at| map.blocks[*at].element && map.blocks[*at].is_at(&["history"])).collect();
    if elements.is_empty() && reading.places.find("history").is_some() {
        return Err(NotPatchable);
    }
    let tables: Vec<usize> = reading.history.iter().filter_map(|index| elements.get(*index).copied()).collect();
    if tables.len() != current.len() {
        return Err(NotPatchable);
    }
    let head = current.iter().zip(target).take_while(|pair| same(*pair)).count();
    let most = current.len().min(target.len()) - head;
    let tail = current.iter().rev().zip(target.iter().rev()).take(most).take_while(|pair| same(*pair)).count();
    let (now, wanted) = (head..current.len() - tail, head..target.len() - tail);
    for (from, to) in now.clone().zip(wanted.clone()) {
        let table = &map.blocks[tables[from]];
        changes.within(entries::changes(map, table, Some(current[from]), Some(target[to])));
    }
    for gone in now.clone().skip(wanted.len()) {
        for lines in moves::lines(map, &[], tables[gone]) {
            changes.remove(lines);
        }
    }
    for new in wanted.skip(now.len()) {
        let mut table = String::new();
        push_block(&mut table, target[new]);
        let table = entries::turned(table, map);
        match (now.end.checked_sub(1), tables.first()) {
            (Some(last), _) => changes.put_after(moves::end(map, tables[last]), table),
            (None, Some(first)) => changes.put_before(map.blocks[*first].lead, table),
            // A version that could not be read comes before ours.
            (None, None) => {
                let after = elements.last().map_or(anchor, |last| moves::end(map, *last));
                changes.put_after(after, table);
            }
        }
    }
    Ok(())
}
