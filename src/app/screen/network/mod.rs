//! The network map: the lines and all their stations.

pub mod layout;
mod state;

use std::any::Any;
use std::rc::Rc;

use super::{Screen, Target};
use crate::app::commands::Scope;
use crate::app::dialog::PickerItem;
use crate::app::location::{Destination, HistoryEntry, ScreenPlace, place_as};
use crate::app::place::open_item;
use crate::app::query::labels::item_title;
use crate::app::query::overview::{MapItem, items_of_resource};
use crate::app::screen::map::{self, MapState};
use crate::app::{Cx, Model};
use crate::layout::{Direction, HitMap, Rect};
use crate::method::Group;
use layout::{NetworkScene, network_of};

pub use state::{NetworkPlace, NetworkState};

/// The network map.
pub(super) struct Network;

/// Brings the network to the front, at the station that was in focus last.
fn arrive(cx: &mut Cx) {
    if let Some(at) = cx.model.screens.last_where(|_: &NetworkState| true) {
        return cx.model.screens.truncate(at + 1);
    }
    let station = cx.model.screens.first::<MapState>().map_or(0, |state| state.station);
    let cycle = cx.model.current_cycle();
    let state = NetworkState::open(&cx.model.method, cycle.as_deref(), station);
    cx.model.screens.push(Box::new(state));
}

/// The station an arrow leads to, with the line that has both, where one has.
fn neighbour(model: &Model, direction: Direction) -> Option<(String, Option<usize>)> {
    let state = model.front::<NetworkState>()?;
    let method = &model.method;
    match &*model.layout::<NetworkScene>()? {
        NetworkScene::Whole(network) => {
            let stations = method.network();
            let here = stations.iter().position(|station| station.id == state.station)?;
            let there = &stations.get(network.neighbour(here, direction)?)?.id;
            let has = |line: &crate::method::Line, id: &String| line.stations.contains(id);
            let joint = method.lines().iter().position(|line| has(line, there) && has(line, &state.station));
            Some((there.clone(), joint))
        }
        NetworkScene::Line { .. } => {
            let forward = matches!(direction, Direction::Down | Direction::Right);
            Some((state.along(method, forward)?, Some(state.line)))
        }
    }
}

impl Screen for Network {
    fn id(&self) -> &'static str {
        "network"
    }

    fn scopes(&self, _: &Model) -> &'static [Scope] {
        &[Scope::Network, Scope::Everywhere, Scope::Always]
    }

    fn here(&self, _: &Model) -> HistoryEntry {
        HistoryEntry { at: Destination::on(NetworkPlace), mode: None }
    }

    fn arrive(&self, cx: &mut Cx, to: &dyn ScreenPlace) -> bool {
        let Some(NetworkPlace) = place_as(to) else { return false };
        arrive(cx);
        true
    }

    /// Goes from station to station the way an arrow points.
    fn step(&self, cx: &mut Cx, direction: Direction) {
        let Some(target) = neighbour(cx.model, direction) else { return };
        if let Some(state) = cx.model.screens.front_mut::<NetworkState>() {
            state.go_to(&cx.model.method, &target.0, target.1);
        }
    }

    /// The first or the last station of the line.
    fn end(&self, cx: &mut Cx, last: bool) {
        if let Some(state) = cx.model.screens.front_mut::<NetworkState>() {
            state.end(&cx.model.method, last);
        }
    }

    /// The next or the previous line: its first station that is not on the line before.
    fn section(&self, cx: &mut Cx, forward: bool) {
        if let Some(state) = cx.model.screens.front_mut::<NetworkState>() {
            state.next_line(&cx.model.method, forward);
        }
    }

    fn activate(&self, cx: &mut Cx) {
        open(cx);
    }

    fn layout(&self, model: &Model) -> Rc<dyn Any> {
        let state = model.front::<NetworkState>();
        state.map_or_else(|| Rc::new(()) as Rc<dyn Any>, |state| Rc::new(network_of(model, state)))
    }

    fn in_focus(&self, model: &Model) -> Option<Target> {
        let state = model.front::<NetworkState>()?;
        model.method.network().iter().position(|station| station.id == state.station).map(Target::Station)
    }

    fn hits(&self, model: &Model) -> HitMap<Target> {
        let mut hits = HitMap::new();
        let (Some(state), Some(scene)) = (model.front::<NetworkState>(), model.layout::<NetworkScene>()) else {
            return hits;
        };
        let stations = model.method.network();
        match &*scene {
            NetworkScene::Whole(network) => {
                // Of two that lie over one another the first counts.
                for stop in network.stops.iter().rev() {
                    hits.push(stop.label, Target::Station(stop.stop));
                    hits.push(Rect::new(stop.at.x, stop.at.y, 1, 1), Target::Station(stop.stop));
                }
            }
            NetworkScene::Line { rows, top, .. } => {
                let line = model.method.lines().get(state.line);
                let ids = line.into_iter().flat_map(|line| line.stations.iter().skip(*top));
                for (y, id) in (rows.y..rows.bottom()).zip(ids) {
                    if let Some(at) = stations.iter().position(|station| station.id == *id) {
                        hits.push(Rect { y, height: 1, ..*rows }, Target::Station(at));
                    }
                }
            }
        }
        hits
    }

    fn press(&self, cx: &mut Cx, target: Target, _: bool) -> bool {
        let Target::Station(at) = target else { return false };
        let Some(station) = cx.model.method.network().get(at).map(|station| station.id.clone()) else { return false };
        if let Some(state) = cx.model.screens.front_mut::<NetworkState>() {
            state.go_to(&cx.model.method, &station, None);
        }
        true
    }
}

/// Opens what the station in focus leads to: the station of the cycle, or what it offers; several things are listed.
fn open(cx: &mut Cx) {
    let Some(state) = cx.model.front::<NetworkState>() else { return };
    let Some(station) = cx.model.method.network_station(&state.station).cloned() else { return };
    if station.group == Group::Core {
        let cycle = cx.model.current_cycle();
        let Some(at) = cycle.and_then(|cycle| cycle.position(&station.id)) else {
            return cx.warn(sentence!("message.not-in-cycle"));
        };
        cx.model.screens.truncate(1);
        return map::go_to(cx.model, at);
    }
    let items: Vec<MapItem> =
        station.resources.iter().flat_map(|resource| items_of_resource(cx.model, resource)).collect();
    match items.as_slice() {
        [] => cx.warn(sentence!("message.nothing-here")),
        [only] => open_item(cx, only),
        _ => {
            let named = items.into_iter().enumerate();
            let choices: Vec<_> =
                named.map(|(at, item)| PickerItem::numbered(at + 1, &item_title(cx.model, &item), item)).collect();
            let title = sentence!("dialog.station-offer.title", station = station.title.get(cx.model.language()));
            cx.pick(title).choices(choices).then(|cx, item| open_item(cx, &item));
        }
    }
}
