//! Commands on the station screen: what is in focus, marks, where to start.

use crate::app::command::{Command, Scope};
use crate::app::place::{self, Destination};
use crate::app::query::overview::{MapItem, place_of_product, station_in_work};
use crate::app::screen::station::focus::{arrive, can_change, focus, has_cycle, product, row};
use crate::app::screen::{StationRow, StationState};
use crate::app::{Cx, Model, PRODUCT_STEM};
use crate::document::{Edit, ProductKey, ProductValue, Reviewed, Transaction};
use crate::i18n::Sentence;

const STATION: &[Scope] = &[Scope::Station];
const LINE: &[Scope] = &[Scope::Map, Scope::Station];

pub(in crate::app) const ROWS: &[Command] = &[
    Command::new("where-to-start", LINE, &["S"], |cx, _| where_to_start(cx)).footer().enabled_when(has_cycle),
    Command::new("review-here", STATION, &["V"], |cx, _| review(cx)).footer().enabled_when(can_review),
    Command::new("details", STATION, &["i"], |cx, _| details(cx)),
];

/// The station and the stem of the document in focus, which can be marked as reviewed.
fn reviewable(model: &Model) -> Option<(String, String)> {
    let at = model.front::<StationState>()?.station?;
    let StationRow::SourceNote(MapItem::OpenDocument { file }) = row(model)? else { return None };
    let station = model.current_cycle()?.stations.get(at)?.id.clone();
    Some((station, model.docs.get(&file)?.stem.clone()))
}

fn can_review(model: &Model) -> Result<(), Sentence> {
    can_change(model)?;
    reviewable(model).map(|_| ()).ok_or_else(|| sentence!("reason.nothing-to-review"))
}

/// Opens what is in focus: a document or a guide, the answer to a criterion, the name of somebody.
pub(in crate::app) fn open(cx: &mut Cx) {
    match row(cx.model) {
        Some(StationRow::SourceNote(item)) => place::open_item(cx, &item),
        _ => match super::criteria::can_fill_in(cx.model) {
            Ok(()) => super::criteria::fill_in(cx),
            Err(reason) => cx.warn(reason),
        },
    }
}

/// Opens a station, or the criteria of the whole cycle, with a criterion in focus.
pub(in crate::app) fn show_criterion(cx: &mut Cx, station: Option<usize>, criterion: &str) {
    place::go(cx, &Destination::Station { station, row: 1 });
    focus(cx, |row| row.criterion() == Some(criterion));
}

/// Opens the criteria of the whole cycle at the next one to ask about.
fn where_to_start(cx: &mut Cx) {
    if cx.model.front::<StationState>().is_none_or(|state| state.station.is_some()) {
        place::go(cx, &Destination::Station { station: None, row: 1 });
    }
    super::criteria::go_to_next_question(cx);
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
    if let Some(state) = cx.model.screens.front_mut::<StationState>() {
        state.info = !state.info;
    }
}

/// Shows the map at the station where the product stands.
pub(super) fn show_position(cx: &mut Cx) {
    crate::app::products::refresh(cx.model);
    let station = place_of_product(cx.model).unwrap_or_else(|| station_in_work(cx.model));
    cx.model.screens.truncate(1);
    crate::app::screen::map::go_to(cx.model, station);
}

/// Brings to the front what a step changed in a product.
pub(in crate::app) fn reveal(cx: &mut Cx, file: &str, step: &Transaction) {
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
