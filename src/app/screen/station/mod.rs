//! A station with everything that belongs to it, or the criteria of all stations.

pub(in crate::app) mod commands;
pub(in crate::app) mod focus;
pub mod layout;
mod reveal;
mod rows;
mod state;

use std::any::Any;
use std::rc::Rc;

use super::{Screen, Target, far, leap, step};
use crate::app::commands::Scope;
use crate::app::index::What;
use crate::app::location::{Destination, HistoryEntry, ScreenPlace, place_as};
use crate::app::query::overview::MapItem;
use crate::app::{Cx, Model, OpenDocument, place};
use crate::document::Transaction;
use crate::layout::{Direction, HitMap, Rect};
use layout::StationScene;

pub use rows::station_rows;
pub use state::{CriterionPlace, Group, Part, StationPlace, StationRow, StationState};

/// The station screen.
pub(super) struct Station;

/// Moves the focus among the rows.
fn row(cx: &mut Cx, place: impl FnOnce(usize, usize) -> usize) {
    let Some(scene) = cx.model.layout::<StationScene>() else { return };
    if let Some(state) = cx.model.screens.front_mut::<StationState>() {
        state.go(&scene.all, place);
    }
}

impl Screen for Station {
    fn id(&self) -> &'static str {
        "station"
    }

    fn scopes(&self, _: &Model) -> &'static [Scope] {
        &[Scope::Station, Scope::Everywhere, Scope::Always]
    }

    fn here(&self, model: &Model) -> HistoryEntry {
        let state = model.front::<StationState>();
        let place = state.map(|state| StationPlace { station: state.station, row: state.at });
        let at = place.map_or(Destination::Bottom, Destination::on);
        HistoryEntry { at, mode: None }
    }

    fn arrive(&self, cx: &mut Cx, to: &dyn ScreenPlace) -> bool {
        if let Some(StationPlace { station, row }) = place_as(to) {
            focus::arrive(cx, *station, *row);
        } else if let Some(CriterionPlace { product, id }) = place_as(to) {
            place::switch_to(cx, product);
            focus::arrive_at_criterion(cx, id);
        } else {
            return false;
        }
        true
    }

    fn is_gone(&self, model: &Model, place: &dyn ScreenPlace) -> bool {
        place_as::<StationPlace>(place).is_some() && model.current_cycle().is_none()
    }

    fn place_of(&self, what: &What, product: &str) -> Option<Destination> {
        let What::Criterion(id) = what else { return None };
        Some(Destination::on(CriterionPlace { product: product.to_owned(), id: id.clone() }))
    }

    fn reveal(&self, cx: &mut Cx, file: &str, step: &Transaction) -> bool {
        let is_product = cx.model.docs.get(file).is_some_and(OpenDocument::is_product);
        if is_product {
            reveal::reveal(cx, file, step);
        }
        is_product
    }

    fn document(&self, model: &Model) -> Option<String> {
        match focus::row(model)? {
            StationRow::SourceNote(MapItem::OpenDocument { file }) => Some(file),
            _ => None,
        }
    }

    fn step(&self, cx: &mut Cx, direction: Direction) {
        row(cx, |at, count| step(at, count, direction.is_forward()));
    }

    fn end(&self, cx: &mut Cx, last: bool) {
        row(cx, |_, count| far(count, last));
    }

    fn page(&self, cx: &mut Cx, down: bool) {
        let rows = self.page_rows(cx.model);
        row(cx, |at, count| leap(at, count, rows, down));
    }

    /// The next or previous group of rows.
    fn section(&self, cx: &mut Cx, forward: bool) {
        let Some(scene) = cx.model.layout::<StationScene>() else { return };
        if let Some(state) = cx.model.screens.front_mut::<StationState>() {
            state.go_to_group(&scene.all, forward);
        }
    }

    fn activate(&self, cx: &mut Cx) {
        commands::marks::open(cx);
    }

    fn layout(&self, model: &Model) -> Rc<dyn Any> {
        let state = model.front::<StationState>();
        state.map_or_else(|| Rc::new(()) as Rc<dyn Any>, |state| Rc::new(layout::station(model, state)))
    }

    /// Scrolls so that the row in focus is seen, the head of its group with the first row of one.
    fn settle(&self, model: &mut Model) {
        let Some(scene) = model.layout::<StationScene>() else { return };
        let rows = &scene.all;
        let height = usize::from(scene.rows.height).max(1);
        if let Some(state) = model.screens.front_mut::<StationState>() {
            state.repair(rows);
            let is_head = state.at > 0 && matches!(rows.get(state.at - 1), Some(StationRow::Group(_)));
            let first = state.at - usize::from(is_head);
            let most = rows.len().saturating_sub(height);
            state.top = state.top.min(first).max((state.at + 1).saturating_sub(height)).min(most.max(first.min(most)));
        }
    }

    fn in_focus(&self, model: &Model) -> Option<Target> {
        model.front::<StationState>().map(|state| Target::Row(state.at))
    }

    fn hits(&self, model: &Model) -> HitMap<Target> {
        let (Some(state), Some(scene)) = (model.front::<StationState>(), model.layout::<StationScene>()) else {
            return HitMap::new();
        };
        let lines = scene.lines(state.top).into_iter().zip(scene.rows.y..scene.rows.bottom());
        let work = lines.filter_map(|(row, y)| Some((row.filter(|(at, _)| scene.all[*at].is_work())?, y)));
        let rows = work.filter(|((_, line), _)| *line == 0).map(|((at, _), y)| {
            let height = scene.heights.get(at).copied().unwrap_or(1).min(scene.rows.bottom().saturating_sub(y));
            (Rect { y, height, ..scene.rows }, Target::Row(at))
        });
        // A step leads to its first row.
        let steps = scene.steps().into_iter().map(|(head, area)| (area, head + 1));
        let steps = steps.filter(|(_, at)| scene.all.get(*at).is_some_and(StationRow::is_work));
        rows.chain(steps.map(|(area, at)| (area, Target::Row(at)))).collect()
    }

    fn press(&self, cx: &mut Cx, target: Target, _: bool) -> bool {
        let (Target::Row(at), Some(state)) = (target, cx.model.screens.front_mut::<StationState>()) else {
            return false;
        };
        state.at = at;
        true
    }
}
