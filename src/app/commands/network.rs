//! The command that opens the network map.

use super::{Command, Scope};
use crate::app::place::{self, Destination};

pub(super) const ROWS: &[Command] =
    &[Command::new("network", &[Scope::Map], &["L"], |cx, _| place::go(cx, &Destination::Network)).footer()];
