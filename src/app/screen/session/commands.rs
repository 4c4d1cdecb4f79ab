//! Commands of a session: opening one, going on and back, the clock, who is here.

use super::SessionState;
use super::layout::{SessionScene, is_live};
use crate::app::command::{Command, Scope};
use crate::app::session::{flow, happening, hiding, opening, people, record};
use crate::app::{Cx, Model};
use crate::i18n::Sentence;
use crate::workshop::event::Event;
use crate::workshop::state::LiveBlock;

const SESSION: &[Scope] = &[Scope::Session];
const EVERYWHERE: &[Scope] = &[Scope::Everywhere];

pub(in crate::app) const ROWS: &[Command] = &[
    Command::new("session-next", EVERYWHERE, &[")"], |cx, _| next(cx)).footer().enabled_when(can_go_on),
    Command::new("session-back", EVERYWHERE, &["("], |cx, _| flow::back(cx)).enabled_when(happening::is_running),
    Command::new("more-minutes", EVERYWHERE, &["+"], |cx, _| flow::more_minutes(cx, true))
        .enabled_when(happening::is_running),
    Command::new("fewer-minutes", EVERYWHERE, &["-"], |cx, _| flow::more_minutes(cx, false))
        .enabled_when(happening::is_running),
    Command::new("pause", SESSION, &["f5"], |cx, _| flow::pause(cx)).footer().enabled_when(happening::is_running),
    Command::new("pause-clock", EVERYWHERE, &["; 5"], |cx, _| flow::pause(cx))
        .listed()
        .enabled_when(happening::is_running),
    Command::new("session", EVERYWHERE, &["; g", "W"], |cx, _| opening::open(cx))
        .listed()
        .enabled_when(opening::can_open),
    Command::new("leave-out", SESSION, &["d", "delete"], |cx, _| leave_out(cx)).enabled_when(happening::is_running),
    Command::new("reveal", EVERYWHERE, &["; v"], |cx, _| hiding::reveal_now(cx))
        .listed()
        .enabled_when(happening::is_running),
    Command::new("shared", EVERYWHERE, &["; s"], |cx, _| hiding::toggle_shared(cx))
        .listed()
        .enabled_when(happening::is_running),
    Command::new("who-is-here", EVERYWHERE, &["; w"], |cx, _| people::ask(cx))
        .listed()
        .enabled_when(happening::is_running),
];

/// Whether a session runs, or a planned one is on the screen and can begin.
fn can_go_on(model: &Model) -> Result<(), Sentence> {
    match model.front::<SessionState>() {
        Some(state) if !is_live(model, &state.file) => crate::app::screen::front(model).can_activate(model),
        _ => happening::is_running(model),
    }
}

fn next(cx: &mut Cx) {
    match cx.model.front::<SessionState>() {
        Some(state) if !is_live(cx.model, &state.file) => {
            let file = state.file.clone();
            opening::hold(cx, &file);
        }
        _ => flow::next(cx),
    }
}

/// Leaves the stop in focus out of the agenda, unless the room is there.
fn leave_out(cx: &mut Cx) {
    let Some(scene) = cx.model.layout::<SessionScene>().filter(|scene| !scene.agenda.is_empty()) else { return };
    let Some(stop) = cx.model.front::<SessionState>().and_then(|state| scene.stops.get(state.at)) else { return };
    let current = cx.model.running_session().and_then(|running| running.session.state().current);
    if stop.blocks.iter().any(|block| Some(block.id) == current) {
        return cx.warn(sentence!("reason.stop-goes-on"));
    }
    let opened = |block: &LiveBlock| {
        cx.model.running_session().is_some_and(|running| running.session.clock.opened(block.id) > 0)
    };
    if stop.blocks.iter().any(opened) {
        return cx.warn(sentence!("reason.stop-was"));
    }
    let Some(blocks) = cx.model.running_session().map(|running| &running.session.state().blocks) else { return };
    let place = |block: &LiveBlock| blocks.iter().position(|known| known.id == block.id);
    // From the last on, so that none changes the place of another.
    let removed = stop.blocks.iter().rev();
    let events = removed.filter_map(|block| Some(Event::Removed { at: place(block)?, block: block.clone() })).collect();
    if happening::happen_together(cx, events) {
        record::write(cx);
    }
}
