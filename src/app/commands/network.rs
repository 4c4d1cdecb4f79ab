//! The command that opens the network map.

use super::{Command, Scope};
use crate::app::place::{self, Where};

pub(super) const ROWS: &[Command] =
    &[Command::new("network", &[Scope::Map], &["L"], |cx, _| place::go(cx, &Where::Network)).footer()];
