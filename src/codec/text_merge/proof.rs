//! Whether a merged text says what it is to say.

use std::collections::{HashMap, HashSet};

use super::super::table_model::{Block, TomlValue, tables};
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
    // A table of which nothing is left beside what clashes may be missing in what the documents come to.
    let same = |id: &usize| {
        let [now, wanted, own] =
            [(&now_at, &now), (&wanted_at, &wanted), (&own_at, &own)].map(|(at, of)| entries(*id, at, of));
        let group = keys.get(id).map_or(&[][..], Vec::as_slice);
        let all = now.iter().chain(wanted).chain(own).map(|(key, _)| *key);
        all.into_iter().all(|key| {
            let get = |entries: &[(&str, TomlValue<'_>)]| {
                entries.iter().find(|(known, _)| *known == key).map(|(_, value)| format!("{value:?}"))
            };
            let expected = if group.iter().any(|own| *own == key) { get(own) } else { get(wanted) };
            get(now) == expected
        })
    };
    let elements = |blocks: &[Block<'_>]| {
        blocks.iter().filter(|block| block.element).map(|block| format!("{:?}", block.entries)).collect::<Vec<_>>()
    };
    let ids: HashSet<&usize> = wanted_at.keys().chain(now_at.keys()).collect();
    ids.into_iter().filter(|id| !heads.contains(id)).all(same) && elements(&now) == elements(&wanted)
}

/// The keys of a table; none where it is not there.
fn entries<'e, 'b>(id: usize, at: &HashMap<usize, usize>, blocks: &'e [Block<'b>]) -> &'e [(&'b str, TomlValue<'b>)] {
    at.get(&id).map_or(&[][..], |at| &blocks[*at].entries)
}
