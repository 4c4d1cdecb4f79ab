//! Commands that lead from the map to the station in focus and to the network of lines.

use crate::app::Cx;
use crate::app::command::{Command, Scope};
use crate::app::place::{self, Destination};
use crate::app::screen::MapState;
use crate::app::screen::station::focus::has_cycle;

const MAP: &[Scope] = &[Scope::Map];

pub(in crate::app) const STATION: &[Command] =
    &[Command::new("station", MAP, &["i"], |cx, _| station(cx)).footer().enabled_when(has_cycle)];

pub(in crate::app) const NETWORK: &[Command] =
    &[Command::new("network", MAP, &["L"], |cx, _| place::go(cx, &Destination::Network)).footer()];

/// Opens the station in focus on the map.
fn station(cx: &mut Cx) {
    let Some(state) = cx.model.front::<MapState>() else { return };
    let to = Destination::Station { station: Some(state.station), row: 1 };
    place::go(cx, &to);
}
