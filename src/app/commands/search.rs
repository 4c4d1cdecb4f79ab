//! Commands that search the product, go from hit to hit, and back the way one came.

use super::{Command, Linear, Scope};
use crate::app::dialog::finder::Source;
use crate::app::dialog::refilter;
use crate::app::index::Query;
use crate::app::place::{self, Destination};
use crate::app::{Cx, Model, Searched};
use crate::i18n::Sentence;

const EVERYWHERE: &[Scope] = &[Scope::Everywhere];

pub(super) const ROWS: &[Command] = &[
    Command::new("search", EVERYWHERE, &["/"], |cx, _| search(cx))
        .linear(&[Linear::Asks, Linear::Arrives])
        .footer()
        .enabled_when(has_product),
    Command::new("next-hit", EVERYWHERE, &["n"], |cx, _| step(cx, true))
        .linear(&[Linear::Arrives])
        .enabled_when(has_searched),
    Command::new("previous-hit", EVERYWHERE, &["N"], |cx, _| step(cx, false))
        .linear(&[Linear::Arrives])
        .enabled_when(has_searched),
    Command::new("go-back", EVERYWHERE, &["[", "backspace"], |cx, _| back(cx))
        .linear(&[Linear::Arrives])
        .enabled_when(has_trail),
];

pub(super) fn has_product(model: &Model) -> Result<(), Sentence> {
    model.current_product().map(|_| ()).ok_or_else(|| sentence!("reason.no-product"))
}

fn has_searched(model: &Model) -> Result<(), Sentence> {
    model.searched.as_ref().map(|_| ()).ok_or_else(|| sentence!("reason.nothing-searched"))
}

fn has_trail(model: &Model) -> Result<(), Sentence> {
    if model.trail.is_empty() { Err(sentence!("reason.no-way-back")) } else { Ok(()) }
}

/// Searches, goes to what is chosen among the hits, and keeps the search for the next and the previous one.
pub(super) fn search(cx: &mut Cx) {
    let Some(product) = cx.model.current_product() else { return };
    let title = sentence!("dialog.search.title", product = product.name());
    let source = Source::Search { product: product.id.clone(), everywhere: false };
    cx.search(title, source).arrives().then(|cx, hit| {
        let Some(at) = place::place_of(cx.model, hit.key) else { return };
        cx.model.searched = Some(Searched { query: Query::parse(&hit.typed), product: hit.product, at });
        step_to(cx, |at, _| at);
    });
}

fn step(cx: &mut Cx, forward: bool) {
    step_to(cx, |at, count| if forward { (at + 1) % count } else { (at + count - 1) % count });
}

/// Searches again, since what is there may have changed, and goes to a hit counted from the one visited last.
fn step_to(cx: &mut Cx, to: impl FnOnce(usize, usize) -> usize) {
    let Some(Searched { query, product, at }) = cx.model.searched.clone() else { return };
    refilter::refresh(cx.model);
    let model = &*cx.model;
    let hits: Vec<Destination> = model
        .index
        .search(product.as_deref(), &query, &model.links)
        .into_iter()
        .filter_map(|key| place::place_of(model, key))
        .collect();
    if hits.is_empty() {
        return cx.warn(sentence!("message.no-hit"));
    }
    let now = hits.iter().position(|hit| *hit == at).unwrap_or(0);
    let target = to(now, hits.len());
    let said = sentence!("message.hit", number = target + 1, total = hits.len());
    let place = hits[target].clone();
    place::go(cx, &place);
    if let Some(searched) = &mut cx.model.searched {
        searched.at = place;
    }
    cx.say(said);
}

fn back(cx: &mut Cx) {
    if !place::go_back(cx) {
        cx.warn(sentence!("reason.no-way-back"));
    }
}
