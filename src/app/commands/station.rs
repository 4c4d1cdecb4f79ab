//! Commands on the station screen: what opens it, what is in focus, marks.

use std::sync::Arc;

use super::{Command, Scope};
use crate::app::place::{self, Where};
use crate::app::screens::{MapItem, Screen, StationRow, StationState, station_rows};
use crate::app::{Cx, Model, PRODUCT_STEM};
use crate::document::{Edit, Product, ProductKey, ProductValue, Reviewed, Transaction};
use crate::i18n::Sentence;
use crate::method::Cycle;

const STATION: &[Scope] = &[Scope::Station];
const LINE: &[Scope] = &[Scope::Map, Scope::Station];

pub(super) const ROWS: &[Command] = &[
    Command::new("station", &[Scope::Map], &["i"], |cx, _| station(cx)).footer().only_if(has_cycle),
    Command::new("where-to-start", LINE, &["S"], |cx, _| where_to_start(cx)).footer().only_if(has_cycle),
    Command::new("review-here", STATION, &["V"], |cx, _| review(cx)).footer().only_if(can_review),
    Command::new("details", STATION, &["i"], |cx, _| details(cx)),
];

/// The product in front with its cycle.
pub(super) fn product(model: &Model) -> Option<(String, Arc<Product>, Arc<Cycle>)> {
    let info = model.current_product()?;
    Some((info.file(), Arc::clone(info.product.as_ref()?), model.current_cycle()?))
}

pub(super) fn has_cycle(model: &Model) -> Result<(), Sentence> {
    product(model).map(|_| ()).ok_or_else(|| sentence!("reason.no-cycle"))
}

/// Whether the product in front may be changed.
pub(super) fn can_change(model: &Model) -> Result<(), Sentence> {
    let (file, ..) = product(model).ok_or_else(|| sentence!("reason.no-cycle"))?;
    match model.docs.get(&file) {
        Some(doc) if doc.is_writable() => Ok(()),
        _ => Err(sentence!("message.not-writable", file = file)),
    }
}

/// The row in focus.
pub(super) fn row(model: &Model) -> Option<StationRow> {
    let Screen::Station(state) = model.screen() else { return None };
    station_rows(model, state).into_iter().nth(state.at)
}

/// The station and the stem of the document in focus, which can be marked as reviewed.
fn reviewable(model: &Model) -> Option<(String, String)> {
    let Screen::Station(StationState { station: Some(at), .. }) = model.screen() else { return None };
    let StationRow::Offer(MapItem::OpenDocument { file }) = row(model)? else { return None };
    let station = model.current_cycle()?.stations.get(*at)?.id.clone();
    Some((station, model.docs.get(&file)?.stem.clone()))
}

fn can_review(model: &Model) -> Result<(), Sentence> {
    can_change(model)?;
    reviewable(model).map(|_| ()).ok_or_else(|| sentence!("reason.nothing-to-review"))
}

/// Opens what is in focus: a document or a guide, the answer to a criterion, the name of somebody.
pub(super) fn open(cx: &mut Cx) {
    match row(cx.model) {
        Some(StationRow::Offer(item)) => super::opening::open_item(cx, &item),
        _ => match super::criteria::can_fill_in(cx.model) {
            Ok(()) => super::criteria::fill_in(cx),
            Err(reason) => cx.warn(reason),
        },
    }
}

/// Opens the station in focus on the map.
fn station(cx: &mut Cx) {
    let Screen::Map(state) = cx.model.screen() else { return };
    let to = Where::Station { station: Some(state.station), row: 1 };
    place::go(cx, &to);
}

/// Opens a station, or the criteria of the whole cycle, with a criterion in focus.
pub(super) fn show_criterion(cx: &mut Cx, station: Option<usize>, criterion: &str) {
    place::go(cx, &Where::Station { station, row: 1 });
    focus(cx, |row| row.criterion() == Some(criterion));
}

/// Opens the criteria of the whole cycle at the next one to ask about.
fn where_to_start(cx: &mut Cx) {
    if !matches!(cx.model.screen(), Screen::Station(StationState { station: None, .. })) {
        place::go(cx, &Where::Station { station: None, row: 1 });
    }
    super::criteria::go_to_next_question(cx);
}

/// Puts the first row that fits in focus. Says whether there is one.
pub(super) fn focus(cx: &mut Cx, fits: impl Fn(&StationRow) -> bool) -> bool {
    let Screen::Station(state) = cx.model.screen() else { return false };
    let Some(at) = station_rows(cx.model, state).iter().position(fits) else { return false };
    if let Some(Screen::Station(state)) = cx.model.screens.last_mut() {
        state.at = at;
    }
    true
}

/// Marks the document in focus as reviewed for this station, or takes the mark back.
fn review(cx: &mut Cx) {
    let (Some((file, product, _)), Some((station, stem))) = (product(cx.model), reviewable(cx.model)) else {
        return;
    };
    let is_marked = product.reviewed.get(&station).is_some_and(|marks| marks.contains_key(&stem));
    let mark = Reviewed { by: super::criteria::last_name(&product), date: Some(cx.env.today) };
    let key = if is_marked { key!("message.not-reviewed") } else { key!("message.reviewed") };
    let name =
        crate::app::place::name_of(cx.model, &file.replace(&format!("{PRODUCT_STEM}.toml"), &format!("{stem}.toml")));
    let said = Sentence::new(key).with("file", name.as_deref().unwrap_or(&stem));
    let value = (!is_marked).then_some(ProductValue::Reviewed(mark));
    cx.change(&file, Some(said), |plan| plan.entry(ProductKey::Reviewed { station, stem }, value));
}

fn details(cx: &mut Cx) {
    if let Some(Screen::Station(state)) = cx.model.screens.last_mut() {
        state.info = !state.info;
    }
}

/// Shows the map at the station where the product stands.
pub(super) fn show_position(cx: &mut Cx) {
    crate::app::products::refresh(cx.model);
    let station = cx.model.position().unwrap_or_else(|| cx.model.station_in_work());
    cx.model.screens.truncate(1);
    if let Some(Screen::Map(state)) = cx.model.screens.last_mut() {
        *state = crate::app::screens::MapState { station, ..Default::default() };
    }
}

/// Brings to the front what a step changed in a product.
pub(super) fn reveal(cx: &mut Cx, file: &str, step: &Transaction) {
    crate::app::products::refresh(cx.model);
    if let Some(at) = cx.model.products.iter().position(|product| product.file() == file) {
        cx.model.product = at;
    }
    let Some(Edit::Entry { key, .. }) = step.edits.last() else { return };
    let wanted = key.clone();
    let fits = move |row: &StationRow| match (&wanted, row) {
        (ProductKey::Criterion(wanted), StationRow::Criterion(id))
        | (ProductKey::Member(wanted), StationRow::Person { id, .. }) => wanted == id,
        (ProductKey::Reviewed { stem, .. }, StationRow::Offer(MapItem::OpenDocument { file })) => {
            file.ends_with(&format!("/{stem}.toml"))
        }
        _ => false,
    };
    let is_row = matches!(key, ProductKey::Criterion(_) | ProductKey::Member(_) | ProductKey::Reviewed { .. });
    if is_row && matches!(cx.model.screen(), Screen::Station(_)) && focus(cx, &fits) {
        return;
    }
    let Some(cycle) = cx.model.current_cycle() else { return cx.model.screens.truncate(1) };
    let station = match key {
        ProductKey::Criterion(id) => cycle.stations.iter().position(|station| station.entry_criteria.contains(id)),
        ProductKey::Reviewed { station, .. } => cycle.position(station),
        ProductKey::Member(id) => cycle.stations.iter().position(|station| {
            station.lead.contains(id) || station.core.contains(id) || station.consulted.contains(id)
        }),
        _ => None,
    };
    match (station, is_row) {
        (None, true) => {
            cx.model.screens.truncate(1);
            cx.model.screens.push(Screen::Station(StationState::of(None)));
            focus(cx, &fits);
        }
        (Some(at), true) => {
            cx.model.screens.truncate(1);
            cx.model.screens.push(Screen::Station(StationState::of(Some(at))));
            focus(cx, &fits);
        }
        _ => show_position(cx),
    }
}
