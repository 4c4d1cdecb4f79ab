//! Commands on the station screen: what is in focus, marks, where to start.

use crate::app::command::{Command, Scope};
use crate::app::place::{self, Destination};
use crate::app::query::overview::MapItem;
use crate::app::screen::station::focus::{can_change, focus, has_cycle, product, row};
use crate::app::screen::station::{StationPlace, StationRow, StationState};
use crate::app::{Cx, Model, PRODUCT_STEM};
use crate::document::{ProductKey, ProductValue, Reviewed};
use crate::i18n::Sentence;

const STATION: &[Scope] = &[Scope::Station];
const LINE: &[Scope] = &[Scope::Map, Scope::Station];

pub(in crate::app) const ROWS: &[Command] = &[
    Command::new("where-to-start", LINE, &["S"], |cx, _| super::interview::begin(cx)).footer().enabled_when(has_cycle),
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
    place::go(cx, &Destination::on(StationPlace { station, row: 1 }));
    focus(cx, |row| row.criterion() == Some(criterion));
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
