//! The command that leads from the map to the station in focus.

use crate::app::Cx;
use crate::app::command::{Command, Scope};
use crate::app::place::{self, Destination};
use crate::app::screen::MapState;
use crate::app::screen::station::StationPlace;
use crate::app::screen::station::focus::has_cycle;

pub(in crate::app) const ROWS: &[Command] =
    &[Command::new("station", &[Scope::Map], &["i"], |cx, _| station(cx)).footer().enabled_when(has_cycle)];

/// Opens the station in focus on the map.
fn station(cx: &mut Cx) {
    let Some(state) = cx.model.front::<MapState>() else { return };
    let to = Destination::on(StationPlace { station: Some(state.station), row: 1 });
    place::go(cx, &to);
}
