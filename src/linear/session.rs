//! A workshop session in lines: its agenda, and where the room is.

use crate::app::Model;
use crate::app::screen::SessionState;
use crate::app::screen::session::layout::{Stop, stops_of};
use crate::app::session::glance::{Glance, kind_name, minutes_and_seconds, title};

fn stops(model: &Model) -> Vec<Stop> {
    model.front::<SessionState>().map(|state| stops_of(model, &state.file)).unwrap_or_default()
}

/// The agenda, and what goes on.
pub(super) fn entered(model: &Model) -> Vec<String> {
    let words = model.words();
    let mut lines = Vec::new();
    for (at, stop) in stops(model).iter().enumerate() {
        let Some(first) = stop.blocks.first() else { continue };
        let minutes = words.tell(&sentence!("session.minutes", minutes = stop.minutes));
        lines.push(format!("{} {} ({minutes})", at + 1, title(model, first)));
    }
    lines.extend(stop(model));
    lines
}

/// Where the room is.
pub(super) fn stop(model: &Model) -> Vec<String> {
    let words = model.words();
    let Some(glance) = Glance::of(model) else { return vec![words.say(key!("linear.begin.session")).to_owned()] };
    let (stop, stops) = glance.stop;
    let at = words.tell(&sentence!("session.stop", stop = stop, stops = stops));
    let left = if glance.left.is_ok() { key!("session.left") } else { key!("session.over") };
    let time = format!("{} {}", minutes_and_seconds(glance.left), words.say(left));
    let ends = words.tell(&sentence!("session.ends", time = glance.ends.format("%H:%M").to_string()));
    let (name, kind) = (title(model, glance.block), kind_name(model, glance.block));
    let name = if name.starts_with(kind) { name } else { format!("{name}, {kind}") };
    vec![format!("{at}: {name}. {time}, {ends}.")]
}

/// Whether the stop in focus is the last.
pub(super) fn is_last(model: &Model) -> bool {
    let at = model.front::<SessionState>().map_or(0, |state| state.at);
    at + 1 >= stops(model).len()
}
