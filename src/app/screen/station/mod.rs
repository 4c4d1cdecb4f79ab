//! A station with everything that belongs to it, or the criteria of all stations.

pub(in crate::app) mod commands;
pub(in crate::app) mod focus;
pub mod layout;
mod rows;
mod state;

use std::any::Any;
use std::rc::Rc;

use super::{Screen, Target, far, leap, step};
use crate::app::commands::Scope;
use crate::app::location::{Destination, HistoryEntry};
use crate::app::{Cx, Model};
use crate::layout::{Direction, HitMap, Rect};
use layout::StationScene;

pub use rows::station_rows;
pub use state::{Group, Part, StationRow, StationState};

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
        let at = state.map_or(Destination::Map, |state| Destination::Station { station: state.station, row: state.at });
        HistoryEntry { at, mode: None }
    }

    fn arrive(&self, cx: &mut Cx, to: &Destination) -> bool {
        let Destination::Station { station, row } = to else { return false };
        focus::arrive(cx, *station, *row);
        true
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

    fn hits(&self, model: &Model) -> HitMap<Target> {
        let (Some(state), Some(scene)) = (model.front::<StationState>(), model.layout::<StationScene>()) else {
            return HitMap::new();
        };
        let lines = scene.lines(state.top).into_iter().zip(scene.rows.y..scene.rows.bottom());
        let work = lines.filter_map(|(at, y)| Some((at.filter(|at| scene.all[*at].is_work())?, y)));
        work.map(|(at, y)| (Rect { y, height: 1, ..scene.rows }, Target::Row(at))).collect()
    }

    fn press(&self, cx: &mut Cx, target: Target, _: bool) -> bool {
        let (Target::Row(at), Some(state)) = (target, cx.model.screens.front_mut::<StationState>()) else {
            return false;
        };
        state.at = at;
        true
    }
}
