//! Tables that come back: from the text they had when they went, and not from what the document says of them.

use std::borrow::Cow;

use super::super::former::Former;
use super::super::grammar::Table;
use super::super::syntax_map::SyntaxMap;
use super::super::table_model::{Block, tables};
use super::super::{Content, read};
use super::forms::{Forms, Piece};
use super::{moves, plan};
use crate::document::Id;
use crate::method::Method;

/// The changed text, where tables come back of which the text is known; nothing where there are none, or where that text
/// fits no more. They are put behind the file and from there to their places, so that what has changed of them since is
/// patched into their text as into any other.
pub(super) fn planned(
    map: &SyntaxMap<'_>,
    grammar: &Table,
    (current, wanted): (&[Block<'_>], &[Block<'_>]),
    former: &Former<'_>,
    kind: &Content,
    method: &Method,
) -> Option<String> {
    if former.is_empty() {
        return None;
    }
    let text = with_former(map, grammar, current, wanted, former)?;
    let reading = read(text.as_bytes(), kind.kind(), method);
    let content = reading.writable().ok()?;
    let with_former = SyntaxMap::new(&reading.text);
    let current = tables(content, grammar, method);
    plan::plan(&with_former, grammar, &reading, &current, wanted, map.text.len()).ok()?.apply()
}

/// The text with the tables behind it that are wanted, not there, and known from former texts.
fn with_former(
    map: &SyntaxMap<'_>,
    grammar: &Table,
    current: &[Block<'_>],
    wanted: &[Block<'_>],
    former: &Former<'_>,
) -> Option<String> {
    let there: std::collections::HashSet<_> =
        current.iter().filter(|block| !block.element).filter_map(|block| grammar.identity(&block.path)).collect();
    let mut text = String::new();
    // A table that comes back brings along what stands in it.
    let mut brought: Vec<&[&str]> = Vec::new();
    for block in wanted.iter().filter(|block| !block.element && !block.path.is_empty()) {
        let Some(identity) = grammar.identity(&block.path) else { continue };
        let is_brought = |path: &&[&str]| block.path.starts_with(path);
        if there.contains(&identity) || brought.iter().any(is_brought) {
            continue;
        }
        let Some(found) = former.table(grammar, &block.path, &identity) else { continue };
        let key = plan::other_key(&block.path, &found.map.blocks[found.at].path);
        let Some(table) = moves::moved(&found.map, &[], found.at, key, Vec::new()) else { continue };
        if text.is_empty() {
            text.push_str(map.text);
            if !text.is_empty() && !text.ends_with('\n') {
                text.push_str(map.newline);
            }
        }
        text.push_str(map.newline);
        if found.map.newline == map.newline {
            text.push_str(&table);
        } else {
            text.push_str(&table.replace("\r\n", "\n").replace('\n', map.newline));
        }
        brought.push(&block.path);
    }
    (!text.is_empty()).then_some(text)
}

/// The table with an id as it stands in a text, with all that belongs to it, for another id.
#[must_use]
pub fn table_for(text: &str, of: Id, to: Id) -> Option<String> {
    let map = SyntaxMap::new(text);
    let is_it = |path: &[Cow<'_, str>]| path.len() > 1 && path.last().is_some_and(|key| key == of.as_str());
    if let Some(at) = (1..map.blocks.len()).find(|at| is_it(&map.blocks[*at].path)) {
        let place = map.blocks[at].path.len() - 1;
        return moves::moved(&map, &[], at, Some((place, to.as_str())), Vec::new());
    }
    let forms = Forms::new(&map);
    let parts = forms.items.iter().flat_map(|item| (1..=item.path.len()).map(|length| &item.path[..length]));
    let found = parts.filter(|path| is_it(path)).find(|path| forms.form(path).is_some())?;
    let (_, around) = found.split_last()?;
    let path: Vec<&str> = around.iter().map(|key| &**key).chain([to.as_str()]).collect();
    Some(Piece::of(&forms, found)?.with_header(&path, map.newline))
}
