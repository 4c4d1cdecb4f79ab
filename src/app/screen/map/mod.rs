//! The map: the cycle of a product as a line, its stations, and what there is to open at each.

pub(in crate::app) mod commands;
pub mod layout;
mod state;

use std::any::Any;
use std::rc::Rc;

use super::{Screen, State, Target, far, step};
use crate::app::commands::Scope;
use crate::app::place::{open_doc, open_item};
use crate::app::query::overview::{MapItem, items_of};
use crate::app::{Cx, Model, ProductInfo};
use crate::layout::{Direction, HitMap, Rect};
use layout::MapScene;

pub use state::MapState;

/// The map.
pub(super) struct Map;

/// The map as it first appears, at a station.
#[must_use]
pub fn at(station: usize) -> Box<dyn State> {
    Box::new(MapState { station, ..MapState::default() })
}

/// Puts a station of the map in focus, where the map is in front.
pub(in crate::app) fn go_to(model: &mut Model, station: usize) {
    if let Some(state) = model.screens.front_mut::<MapState>() {
        *state = MapState { station, ..MapState::default() };
    }
}

/// What there is to open at the station in focus.
fn items(model: &Model) -> Vec<MapItem> {
    let (Some(state), Some(cycle)) = (model.front::<MapState>(), model.current_cycle()) else { return Vec::new() };
    items_of(model, &cycle, state.station, state.all_styles)
}

impl Screen for Map {
    fn id(&self) -> &'static str {
        "map"
    }

    fn scopes(&self, _: &Model) -> &'static [Scope] {
        &[Scope::Map, Scope::Everywhere, Scope::Always]
    }

    fn document(&self, model: &Model) -> Option<String> {
        match items(model).into_iter().nth(model.front::<MapState>()?.item)? {
            MapItem::OpenDocument { file } => Some(file),
            _ => None,
        }
    }

    fn step(&self, cx: &mut Cx, direction: Direction) {
        if direction.is_sideways() {
            return self.section(cx, direction.is_forward());
        }
        let count = items(cx.model).len();
        if let Some(state) = cx.model.screens.front_mut::<MapState>() {
            state.item = step(state.item, count, direction.is_forward());
        }
    }

    fn end(&self, cx: &mut Cx, last: bool) {
        let count = items(cx.model).len();
        if let Some(state) = cx.model.screens.front_mut::<MapState>() {
            state.item = far(count, last);
        }
    }

    /// The next or previous station.
    fn section(&self, cx: &mut Cx, forward: bool) {
        let count = cx.model.current_cycle().map_or(0, |cycle| cycle.stations.len());
        if let Some(state) = cx.model.screens.front_mut::<MapState>()
            && count > 0
        {
            let next = if forward { state.station + 1 } else { state.station + count - 1 } % count;
            *state = MapState { station: next, item: 0, top: 0, ..*state };
        }
    }

    fn activate(&self, cx: &mut Cx) {
        if cx.model.current_cycle().is_none() {
            let file = cx.model.current_product().map(ProductInfo::file).unwrap_or_default();
            return match cx.model.docs.get(&file) {
                // Both sides of a product in conflict, or what is wrong with it.
                Some(doc) if doc.sheet.is_none() => open_doc(cx, &file),
                _ => commands::products::new_document(cx),
            };
        }
        let at = cx.model.front::<MapState>().map_or(0, |state| state.item);
        match items(cx.model).get(at) {
            Some(item) => open_item(cx, item),
            None => cx.warn(sentence!("message.nothing-here")),
        }
    }

    fn layout(&self, model: &Model) -> Rc<dyn Any> {
        let scene = model.front::<MapState>().and_then(|state| layout::map(model, *state));
        scene.map_or_else(|| Rc::new(()) as Rc<dyn Any>, |scene| Rc::new(scene))
    }

    fn settle(&self, model: &mut Model) {
        // While documents are being read, there is no list to scroll.
        if model.reading > 0 {
            return;
        }
        let at = model.front::<MapState>().map_or(0, |state| state.station);
        let rows = model.layout::<MapScene>().and_then(|scene| Some(scene.board(at)?.shown())).unwrap_or(1);
        let count = items(model).len();
        if let Some(state) = model.screens.front_mut::<MapState>() {
            state.item = state.item.min(count.saturating_sub(1));
            state.top = state.top.min(state.item).max((state.item + 1).saturating_sub(rows));
        }
    }

    fn in_focus(&self, model: &Model) -> Option<Target> {
        let state = model.front::<MapState>()?;
        Some(if items(model).is_empty() { Target::Station(state.station) } else { Target::Row(state.item) })
    }

    fn hits(&self, model: &Model) -> HitMap<Target> {
        let mut hits = HitMap::new();
        let (Some(state), Some(cycle)) = (model.front::<MapState>().copied(), model.current_cycle()) else {
            return hits;
        };
        let Some(scene) = model.layout::<MapScene>() else { return hits };
        for station in 0..cycle.stations.len() {
            let label = scene.label(station);
            let height = scene.stops.bottom().saturating_sub(scene.line.y);
            hits.push(Rect { y: scene.line.y, height, ..label }, Target::Station(station));
        }
        hits.push(scene.due, Target::Command("due"));
        hits.push(scene.next, Target::Command("take-next"));
        for board in scene.boards.iter().filter(|board| board.station != state.station) {
            hits.push(board.frame, Target::Station(board.station));
        }
        let Some(board) = scene.board(state.station) else { return hits };
        for (at, row) in (state.top..items(model).len()).zip(board.rows()) {
            hits.push(row, Target::Row(at));
        }
        hits
    }

    fn press(&self, cx: &mut Cx, target: Target, _: bool) -> bool {
        let Some(state) = cx.model.screens.front_mut::<MapState>() else { return false };
        match target {
            Target::Row(at) => state.item = at,
            Target::Station(station) => {
                *state = MapState { station, item: 0, top: 0, ..*state };
                return false;
            }
            _ => return false,
        }
        true
    }
}
