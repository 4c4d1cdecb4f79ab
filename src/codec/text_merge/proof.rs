//! Whether a merged text says what it is to say.

use std::collections::{HashMap, HashSet};

use super::super::table_model::{Block, tables};
use super::super::{Content, FileKind, State, grammar, read};
use super::piece::Clash;
use super::side::Ids;
use crate::method::Method;

/// Whether a text can be read and says `merged`; where clashes are decided for a side, with what that side says of what
/// clashes. `side` is what that side says and the clashes; nothing where nothing clashes.
#[must_use]
pub fn is_true(
    text: &str,
    kind: FileKind,
    merged: &Content,
    side: Option<(&Content, &[Clash])>,
    method: &Method,
) -> bool {
    let reading = read(text.as_bytes(), kind, method);
    let (State::Valid, Some(says)) = (reading.state, &reading.content) else { return false };
    let Some((side, clashes)) = side else { return says.says_the_same(merged) };
    let grammar = grammar::of(merged);
    let mut ids = Ids::new(&grammar);
    let mut keys: HashMap<usize, Vec<&String>> = HashMap::new();
    let mut apart = HashSet::new();
    for clash in clashes {
        match clash {
            Clash::Keys { table, keys: own } => keys.entry(ids.table(table)).or_default().extend(own),
            Clash::Table(path) => {
                apart.insert(ids.table(path));
            }
            Clash::Place(_) => {}
        }
    }
    let (now, wanted, own) =
        (tables(says, &grammar, method), tables(merged, &grammar, method), tables(side, &grammar, method));
    let mut by_id = |blocks: &[Block<'_>]| -> HashMap<usize, usize> {
        let plain = blocks.iter().enumerate().filter(|(_, block)| !block.element);
        plain.map(|(at, block)| (ids.table(&block.path), at)).collect()
    };
    let (now_at, wanted_at, own_at) = (by_id(&now), by_id(&wanted), by_id(&own));
    // What one side took out stands where the side that is taken has it.
    let mut heads = HashSet::new();
    for block in now.iter().chain(&wanted).chain(&own).filter(|block| !block.element) {
        let (id, head) = (ids.table(&block.path), ids.table(ids.head(&block.path)));
        if apart.contains(&id) || apart.contains(&head) {
            heads.insert(id);
        }
    }
    if heads.iter().any(|id| now_at.contains_key(id) != own_at.contains_key(id)) {
        return false;
    }
    let same = |id: &usize, at: &usize| {
        let block = &wanted[*at];
        let group = keys.get(id).map_or(&[][..], Vec::as_slice);
        let clashes = |key: &str| group.iter().any(|own| *own == key);
        let sides = own_at.get(id).map(|at| &own[*at]);
        let expected = |key: &str| if clashes(key) { sides.and_then(|own| own.get(key)) } else { block.get(key) };
        let Some(now) = now_at.get(id).map(|at| &now[*at]) else {
            return block.entries.iter().all(|(key, _)| expected(key).is_none());
        };
        let all = block.entries.iter().chain(sides.iter().flat_map(|own| &own.entries)).chain(&now.entries);
        all.into_iter().all(|(key, _)| now.get(key) == expected(key))
    };
    let elements = |blocks: &[Block<'_>]| {
        blocks
            .iter()
            .filter(|block| block.element)
            .cloned()
            .map(|block| format!("{:?}", block.entries))
            .collect::<Vec<_>>()
    };
    wanted_at.iter().filter(|(id, _)| !heads.contains(id)).all(|(id, at)| same(id, at))
        && now_at.keys().all(|id| heads.contains(id) || wanted_at.contains_key(id))
        && elements(&now) == elements(&wanted)
}
