//! The command that leads from the map to the network of lines.

use crate::app::command::{Command, Linear, Scope};
use crate::app::place::{self, Destination};
use crate::app::screen::network::NetworkPlace;

pub(in crate::app) const ROWS: &[Command] =
    &[Command::new("network", &[Scope::Map], &["L"], |cx, _| place::go(cx, &Destination::on(NetworkPlace)))
        .linear(&[Linear::Never])
        .footer_when_wide()];
