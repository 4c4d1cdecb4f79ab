//! What of a station is in focus, and bringing something into it.

use std::sync::Arc;

use super::{StationRow, StationState, station_rows};
use crate::app::{Cx, Model};
use crate::document::Product;
use crate::i18n::Sentence;
use crate::method::Cycle;

/// The product in front with its cycle.
pub(in crate::app) fn product(model: &Model) -> Option<(String, Arc<Product>, Arc<Cycle>)> {
    let info = model.current_product()?;
    Some((info.file(), Arc::clone(info.product.as_ref()?), model.current_cycle()?))
}

/// Whether the product in front follows a cycle.
pub(in crate::app) fn has_cycle(model: &Model) -> Result<(), Sentence> {
    product(model).map(|_| ()).ok_or_else(|| sentence!("reason.no-cycle"))
}

/// Whether the product in front may be changed.
pub(in crate::app) fn can_change(model: &Model) -> Result<(), Sentence> {
    let (file, ..) = product(model).ok_or_else(|| sentence!("reason.no-cycle"))?;
    match model.docs.get(&file) {
        Some(doc) if doc.is_writable() => Ok(()),
        _ => Err(sentence!("message.not-writable", file = file)),
    }
}

/// The row in focus.
pub(in crate::app) fn row(model: &Model) -> Option<StationRow> {
    let state = model.front::<StationState>()?;
    station_rows(model, state).into_iter().nth(state.at)
}

/// Puts the first row that fits in focus. Says whether there is one.
pub(in crate::app) fn focus(cx: &mut Cx, fits: impl Fn(&StationRow) -> bool) -> bool {
    let Some(state) = cx.model.front::<StationState>() else { return false };
    let Some(at) = station_rows(cx.model, state).iter().position(fits) else { return false };
    if let Some(state) = cx.model.screens.front_mut::<StationState>() {
        state.at = at;
    }
    true
}

/// Brings a station to the front, over the map, with a row in focus.
pub(in crate::app) fn arrive(cx: &mut Cx, station: Option<usize>, row: usize) {
    cx.model.screens.truncate(1);
    cx.model.screens.push(Box::new(StationState { at: row, ..StationState::of(station) }));
}

/// Brings a criterion into focus on the station that asks it first; among those of all stations where it is asked before
/// or after the cycle.
pub(in crate::app) fn arrive_at_criterion(cx: &mut Cx, id: &str) {
    let Some(cycle) = cx.model.current_cycle() else { return };
    let station = cycle.stations.iter().position(|station| station.entry_criteria.iter().any(|known| known == id));
    arrive(cx, station, 1);
    focus(cx, |row| row.criterion() == Some(id));
}
