//! Commands on the station screen: what opens it, what is in focus, marks.

use std::sync::Arc;

use super::{Command, Scope};
use crate::app::place::{self, Where};
use crate::app::screens::{MapItem, Screen, StationRow, StationState, station_rows};
use crate::app::{Model, PRODUCT_STEM, Turn};
use crate::document::{Edit, Product, ProductKey, ProductValue, Reviewed, Step};
use crate::i18n::Sentence;
use crate::method::Cycle;

const STATION: &[Scope] = &[Scope::Station];
const LINE: &[Scope] = &[Scope::Map, Scope::Station];

pub(super) const ROWS: &[Command] = &[
    Command::new("station", &[Scope::Map], &["i"], |turn, _| station(turn)).footer().only_if(has_cycle),
    Command::new("where-to-start", LINE, &["S"], |turn, _| where_to_start(turn)).footer().only_if(has_cycle),
    Command::new("review-here", STATION, &["V"], |turn, _| review(turn)).footer().only_if(can_review),
    Command::new("details", STATION, &["i"], |turn, _| details(turn)),
];

/// The product in front with its cycle.
pub(super) fn product(model: &Model) -> Option<(String, Arc<Product>, Arc<Cycle>)> {
    let info = model.current_product()?;
    Some((info.file(), Arc::clone(info.product.as_ref()?), model.current_cycle()?))
}

pub(super) fn has_cycle(model: &Model) -> Result<(), Sentence> {
    product(model).map(|_| ()).ok_or_else(|| Sentence::new("reason.no-cycle"))
}

/// Whether the product in front may be changed.
pub(super) fn can_change(model: &Model) -> Result<(), Sentence> {
    let (file, ..) = product(model).ok_or_else(|| Sentence::new("reason.no-cycle"))?;
    match model.docs.get(&file) {
        Some(doc) if doc.is_writable() => Ok(()),
        _ => Err(Sentence::new("message.not-writable").with("file", file)),
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
    let StationRow::Offer(MapItem::Doc { file }) = row(model)? else { return None };
    let station = model.current_cycle()?.stations.get(*at)?.id.clone();
    Some((station, model.docs.get(&file)?.stem.clone()))
}

fn can_review(model: &Model) -> Result<(), Sentence> {
    can_change(model)?;
    reviewable(model).map(|_| ()).ok_or_else(|| Sentence::new("reason.nothing-to-review"))
}

/// Opens what is in focus: a document or a guide, the answer to a criterion, the name of somebody.
pub(super) fn open(turn: &mut Turn) {
    match row(turn.model) {
        Some(StationRow::Offer(item)) => super::opening::open_item(turn, &item),
        _ => match super::criteria::can_fill_in(turn.model) {
            Ok(()) => super::criteria::fill_in(turn),
            Err(reason) => turn.warn(reason),
        },
    }
}

/// Opens the station in focus on the map.
fn station(turn: &mut Turn) {
    let Screen::Map(state) = turn.model.screen() else { return };
    let to = Where::Station { station: Some(state.station), row: 1 };
    place::go(turn, &to);
}

/// Opens a station, or the criteria of the whole cycle, with a criterion in focus.
pub(super) fn show_criterion(turn: &mut Turn, station: Option<usize>, criterion: &str) {
    place::go(turn, &Where::Station { station, row: 1 });
    focus(turn, |row| row.criterion() == Some(criterion));
}

/// Opens the criteria of the whole cycle at the next one to ask about.
fn where_to_start(turn: &mut Turn) {
    if !matches!(turn.model.screen(), Screen::Station(StationState { station: None, .. })) {
        place::go(turn, &Where::Station { station: None, row: 1 });
    }
    super::criteria::go_to_next_question(turn);
}

/// Puts the first row that fits in focus. Says whether there is one.
pub(super) fn focus(turn: &mut Turn, fits: impl Fn(&StationRow) -> bool) -> bool {
    let Screen::Station(state) = turn.model.screen() else { return false };
    let Some(at) = station_rows(turn.model, state).iter().position(fits) else { return false };
    if let Some(Screen::Station(state)) = turn.model.screens.last_mut() {
        state.at = at;
    }
    true
}

/// Marks the document in focus as reviewed for this station, or takes the mark back.
fn review(turn: &mut Turn) {
    let (Some((file, product, _)), Some((station, stem))) = (product(turn.model), reviewable(turn.model)) else {
        return;
    };
    let is_marked = product.reviewed.get(&station).is_some_and(|marks| marks.contains_key(&stem));
    let mark = Reviewed { by: super::criteria::last_name(&product), date: Some(turn.world.today) };
    let key = if is_marked { "message.not-reviewed" } else { "message.reviewed" };
    let name =
        crate::app::place::name_of(turn.model, &file.replace(&format!("{PRODUCT_STEM}.toml"), &format!("{stem}.toml")));
    let said = Sentence::new(key).with("file", name.as_deref().unwrap_or(&stem));
    let value = (!is_marked).then_some(ProductValue::Reviewed(mark));
    turn.change(&file, Some(said), |plan| plan.entry(ProductKey::Reviewed { station, stem }, value));
}

fn details(turn: &mut Turn) {
    if let Some(Screen::Station(state)) = turn.model.screens.last_mut() {
        state.info = !state.info;
    }
}

/// Shows the map at the station where the product stands.
pub(super) fn show_position(turn: &mut Turn) {
    crate::app::products::refresh(turn.model);
    let station = turn.model.position().unwrap_or_else(|| turn.model.station_in_work());
    turn.model.screens.truncate(1);
    if let Some(Screen::Map(state)) = turn.model.screens.last_mut() {
        *state = crate::app::screens::MapState { station, ..Default::default() };
    }
}

/// Brings to the front what a step changed in a product.
pub(super) fn reveal(turn: &mut Turn, file: &str, step: &Step) {
    crate::app::products::refresh(turn.model);
    if let Some(at) = turn.model.products.iter().position(|product| product.file() == file) {
        turn.model.product = at;
    }
    let Some(Edit::Entry { key, .. }) = step.edits.last() else { return };
    let wanted = key.clone();
    let fits = move |row: &StationRow| match (&wanted, row) {
        (ProductKey::Criterion(wanted), StationRow::Criterion(id))
        | (ProductKey::Member(wanted), StationRow::Person { id, .. }) => wanted == id,
        (ProductKey::Reviewed { stem, .. }, StationRow::Offer(MapItem::Doc { file })) => {
            file.ends_with(&format!("/{stem}.toml"))
        }
        _ => false,
    };
    let is_row = matches!(key, ProductKey::Criterion(_) | ProductKey::Member(_) | ProductKey::Reviewed { .. });
    if is_row && matches!(turn.model.screen(), Screen::Station(_)) && focus(turn, &fits) {
        return;
    }
    let Some(cycle) = turn.model.current_cycle() else { return turn.model.screens.truncate(1) };
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
            turn.model.screens.truncate(1);
            turn.model.screens.push(Screen::Station(StationState::of(None)));
            focus(turn, &fits);
        }
        (Some(at), true) => {
            turn.model.screens.truncate(1);
            turn.model.screens.push(Screen::Station(StationState::of(Some(at))));
            focus(turn, &fits);
        }
        _ => show_position(turn),
    }
}
