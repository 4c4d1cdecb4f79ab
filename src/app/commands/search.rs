//! Commands that search the product, go from hit to hit, and back the way one came.

use super::{Command, Scope};
use crate::app::finder::{Finder, Source};
use crate::app::index::{Key, Query};
use crate::app::place::{self, Where};
use crate::app::{Model, Searched, Turn};
use crate::i18n::Sentence;

const EVERYWHERE: &[Scope] = &[Scope::Everywhere];

pub(super) const ROWS: &[Command] = &[
    Command::new("search", EVERYWHERE, &["/"], |turn, _| search(turn)).footer().only_if(has_product),
    Command::new("next-hit", EVERYWHERE, &["n"], |turn, _| step(turn, true)).only_if(has_searched),
    Command::new("previous-hit", EVERYWHERE, &["N"], |turn, _| step(turn, false)).only_if(has_searched),
    Command::new("go-back", EVERYWHERE, &["[", "backspace"], |turn, _| back(turn)).only_if(has_trail),
];

fn has_product(model: &Model) -> Result<(), Sentence> {
    model.current_product().map(|_| ()).ok_or_else(|| Sentence::new("reason.no-product"))
}

fn has_searched(model: &Model) -> Result<(), Sentence> {
    model.searched.as_ref().map(|_| ()).ok_or_else(|| Sentence::new("reason.nothing-searched"))
}

fn has_trail(model: &Model) -> Result<(), Sentence> {
    if model.trail.is_empty() { Err(Sentence::new("reason.no-way-back")) } else { Ok(()) }
}

fn search(turn: &mut Turn) {
    let Some(product) = turn.model.current_product() else { return };
    let title = Sentence::new("dialog.search.title").with("product", product.name());
    let source = Source::Search { product: product.id.clone(), everywhere: false };
    turn.model.dialogs.push(Finder::of(title, source).into());
    crate::app::finder::refilter(turn.model);
}

/// Goes to what was chosen among the hits, and keeps the search for the next and the previous one.
pub(super) fn take(turn: &mut Turn, typed: &str, product: Option<String>, key: Key) {
    let Some(place) = place::place_of(turn.model, key) else { return };
    turn.model.searched = Some(Searched { query: Query::parse(typed), product, at: place });
    step_to(turn, |at, _| at);
}

fn step(turn: &mut Turn, forward: bool) {
    step_to(turn, |at, count| if forward { (at + 1) % count } else { (at + count - 1) % count });
}

/// Searches again, since what is there may have changed, and goes to a hit counted from the one visited last.
fn step_to(turn: &mut Turn, to: impl FnOnce(usize, usize) -> usize) {
    let Some(Searched { query, product, at }) = turn.model.searched.clone() else { return };
    crate::app::finder::refresh(turn.model);
    let model = &*turn.model;
    let hits: Vec<Where> = model
        .index
        .search(product.as_deref(), &query, &model.links)
        .into_iter()
        .filter_map(|key| place::place_of(model, key))
        .collect();
    if hits.is_empty() {
        return turn.warn(Sentence::new("message.no-hit"));
    }
    let now = hits.iter().position(|hit| *hit == at).unwrap_or(0);
    let target = to(now, hits.len());
    let said = Sentence::new("message.hit").with("number", target + 1).with("total", hits.len());
    let place = hits[target].clone();
    place::go(turn, &place);
    if let Some(searched) = &mut turn.model.searched {
        searched.at = place;
    }
    turn.say(said);
}

fn back(turn: &mut Turn) {
    if !place::go_back(turn) {
        turn.warn(Sentence::new("reason.no-way-back"));
    }
}
