//! Commands on the network map.

use super::{Command, Scope};
use crate::app::dialog::PickerItem;
use crate::app::place::{self, Where};
use crate::app::screens::{MapItem, MapState, Screen, items_of_resource};
use crate::app::{Cx, Model, scene};
use crate::layout::Direction;
use crate::method::Group;

pub(super) const ROWS: &[Command] =
    &[Command::new("network", &[Scope::Map], &["L"], |cx, _| place::go(cx, &Where::Network)).footer()];

/// Goes from station to station the way an arrow points.
pub(super) fn go(cx: &mut Cx, direction: Direction) {
    let Some(target) = scene::network_neighbour(cx.model, direction) else { return };
    if let Some(Screen::Network(state)) = cx.model.screens.last_mut() {
        state.go_to(&cx.model.method, &target.0, target.1);
    }
}

/// The next or the previous line: its first station that is not on the line before.
pub(super) fn line(cx: &mut Cx, forward: bool) {
    if let Some(Screen::Network(state)) = cx.model.screens.last_mut() {
        state.next_line(&cx.model.method, forward);
    }
}

/// The first or the last station of the line.
pub(super) fn end(cx: &mut Cx, last: bool) {
    if let Some(Screen::Network(state)) = cx.model.screens.last_mut() {
        state.end(&cx.model.method, last);
    }
}

/// Opens what the station in focus leads to: the station of the cycle, or what it offers; several things are listed.
pub(super) fn open(cx: &mut Cx) {
    let Screen::Network(state) = cx.model.screen() else { return };
    let Some(station) = cx.model.method.network_station(&state.station).cloned() else { return };
    if station.group == Group::Core {
        let cycle = cx.model.current_cycle();
        let Some(at) = cycle.and_then(|cycle| cycle.position(&station.id)) else {
            return cx.warn(sentence!("message.not-in-cycle"));
        };
        cx.model.screens.truncate(1);
        if let Some(Screen::Map(state)) = cx.model.screens.last_mut() {
            *state = MapState { station: at, ..MapState::default() };
        }
        return;
    }
    let items: Vec<MapItem> =
        station.resources.iter().flat_map(|resource| items_of_resource(cx.model, resource)).collect();
    match items.as_slice() {
        [] => cx.warn(sentence!("message.nothing-here")),
        [only] => super::opening::open_item(cx, only),
        _ => {
            let named = items.into_iter().enumerate();
            let choices: Vec<_> =
                named.map(|(at, item)| PickerItem::numbered(at + 1, &item_title(cx.model, &item), item)).collect();
            let title = sentence!("dialog.station-offer.title", station = station.title.get(cx.model.language()));
            cx.pick(title).choices(choices).then(|cx, item| super::opening::open_item(cx, &item));
        }
    }
}

/// What something to open is called.
#[must_use]
pub fn item_title(model: &Model, item: &MapItem) -> String {
    let language = model.language();
    match item {
        MapItem::OpenDocument { file } => place::name_of(model, file).unwrap_or_else(|| file.clone()),
        MapItem::Template(id) => {
            let template = model.method.template(id);
            template.map_or_else(|| id.clone(), |template| template.short(language).to_owned())
        }
        MapItem::Guide(id) => {
            model.method.guide(id).map_or_else(|| id.clone(), |guide| guide.title.get(language).to_owned())
        }
        MapItem::Named { title } => title.clone(),
        MapItem::Hidden(count) => count.to_string(),
    }
}
