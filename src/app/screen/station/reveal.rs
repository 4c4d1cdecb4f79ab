//! Where a change of a product is seen: on the row of a station, or on the map.

use super::focus::{arrive, focus};
use super::{StationRow, StationState};
use crate::app::Cx;
use crate::app::query::overview::{MapItem, place_of_product, station_in_work};
use crate::document::{Edit, ProductKey, Transaction};

/// Shows the map at the station where the product stands.
pub(super) fn show_position(cx: &mut Cx) {
    crate::app::products::refresh(cx.model);
    let station = place_of_product(cx.model).unwrap_or_else(|| station_in_work(cx.model));
    cx.model.screens.truncate(1);
    crate::app::screen::map::go_to(cx.model, station);
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
        (ProductKey::Reviewed { stem, .. }, StationRow::SourceNote(MapItem::OpenDocument { file })) => {
            file.ends_with(&format!("/{stem}.toml"))
        }
        _ => false,
    };
    let is_row = matches!(key, ProductKey::Criterion(_) | ProductKey::Member(_) | ProductKey::Reviewed { .. });
    if is_row && cx.model.front::<StationState>().is_some() && focus(cx, &fits) {
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
            arrive(cx, None, 1);
            focus(cx, &fits);
        }
        (Some(at), true) => {
            arrive(cx, Some(at), 1);
            focus(cx, &fits);
        }
        _ => show_position(cx),
    }
}
