//! Commands of a session: opening one, going on and back, the clock, who is here.

use super::layout::{SessionScene, is_live, record_of};
use super::{Part, SessionState};
use crate::app::command::{Command, Scope};
use crate::app::session::prepare::{self, agenda, beginning, people};
use crate::app::session::{ballot_line, flow, happening, hiding, minutes, opening, rebalancing, record, sleep};
use crate::app::{Cx, Model, TerminalEffect};
use crate::document::session::SessionState as Stage;
use crate::i18n::Sentence;
use crate::workshop::event::Event;
use crate::workshop::state::LiveBlock;

const SESSION: &[Scope] = &[Scope::Session];
const EVERYWHERE: &[Scope] = &[Scope::Everywhere];

pub(in crate::app) const ROWS: &[Command] = &[
    Command::new("session-next", EVERYWHERE, &[")"], |cx, _| next(cx)).footer().enabled_when(can_go_on),
    Command::new("session-back", EVERYWHERE, &["("], |cx, _| flow::back(cx)).enabled_when(happening::is_running),
    Command::new("more-minutes", EVERYWHERE, &["+"], |cx, _| more_minutes(cx, true)).enabled_when(has_minutes),
    Command::new("fewer-minutes", EVERYWHERE, &["-"], |cx, _| more_minutes(cx, false)).enabled_when(has_minutes),
    Command::new("plan-add", SESSION, &["a"], |cx, _| plan(cx, Plan::Add)).footer().enabled_when(can_plan),
    Command::new("plan-edit", SESSION, &["e"], |cx, _| plan(cx, Plan::Edit)).footer().enabled_when(can_plan),
    Command::new("plan-down", SESSION, &["J", "shift-down"], |cx, _| plan(cx, Plan::Shift { is_down: true }))
        .enabled_when(can_plan),
    Command::new("plan-up", SESSION, &["K", "shift-up"], |cx, _| plan(cx, Plan::Shift { is_down: false }))
        .enabled_when(can_plan),
    Command::new("plan-runs", SESSION, &["space"], |cx, _| plan(cx, Plan::Runs)).enabled_when(can_plan),
    Command::new("pause", SESSION, &["f5"], |cx, _| flow::pause(cx)).footer().enabled_when(happening::is_running),
    Command::new("pause-clock", EVERYWHERE, &["; 5"], |cx, _| flow::pause(cx))
        .listed()
        .enabled_when(happening::is_running),
    Command::new("session", EVERYWHERE, &["; g", "W"], |cx, _| opening::open(cx))
        .listed()
        .enabled_when(opening::can_open),
    Command::new("rehearse", SESSION, &["R"], |cx, _| rehearse(cx)).footer().enabled_when(can_rehearse),
    Command::new("leave-out", SESSION, &["d", "delete"], |cx, _| leave_out(cx)).enabled_when(can_leave_out),
    Command::new("reveal", EVERYWHERE, &["; v"], |cx, _| hiding::reveal_now(cx))
        .listed()
        .enabled_when(happening::is_running),
    Command::new("shared", EVERYWHERE, &["; s"], |cx, _| hiding::toggle_shared(cx))
        .listed()
        .enabled_when(happening::is_running),
    Command::new("minutes", EVERYWHERE, &["; m"], |cx, _| minutes::copy(cx)).listed().enabled_when(minutes::can_copy),
    Command::new("rebalance", EVERYWHERE, &["; r"], |cx, _| rebalancing::ask(cx))
        .listed()
        .enabled_when(happening::is_running),
    Command::new("give-on", SESSION, &["f6"], |cx, _| ballot_line::give_on(cx))
        .footer()
        .enabled_when(ballot_line::can_give_on),
    Command::new("give-keyboard", EVERYWHERE, &["; 6"], |cx, _| ballot_line::give_on(cx))
        .listed()
        .enabled_when(ballot_line::can_give_on),
    Command::new("count-sleep", EVERYWHERE, &["; c"], |cx, _| sleep::count(cx)).listed().enabled_when(sleep::can_count),
    Command::new("who-is-here", EVERYWHERE, &["; w"], |cx, _| crate::app::session::people::ask(cx))
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

/// Whether the session on the screen is still to come.
fn can_rehearse(model: &Model) -> Result<(), Sentence> {
    if model.is_rehearsal() {
        return Err(sentence!("reason.is-rehearsal"));
    }
    let file = model.front::<SessionState>().map(|state| state.file.as_str()).unwrap_or_default();
    let is_planned = record_of(model, file).is_some_and(|record| record.state == Stage::Planned);
    if is_planned && !is_live(model, file) { Ok(()) } else { Err(sentence!("reason.begun-already")) }
}

/// Leaves with everything saved, to rehearse the session on a copy and come back.
fn rehearse(cx: &mut Cx) {
    if let Some(file) = cx.model.front::<SessionState>().map(|state| state.file.clone()) {
        cx.effect(TerminalEffect::Rehearse { file });
    }
}

fn next(cx: &mut Cx) {
    match cx.model.front::<SessionState>() {
        Some(state) if !is_live(cx.model, &state.file) => {
            let file = state.file.clone();
            beginning::begin(cx, &file);
        }
        _ => flow::next(cx),
    }
}

/// What is done to a planned session.
#[derive(Clone, Copy, Debug)]
enum Plan {
    Add,
    Edit,
    Remove,
    Shift { is_down: bool },
    Runs,
}

/// Whether the session on the screen is still to come, and can be changed.
fn can_plan(model: &Model) -> Result<(), Sentence> {
    let file = model.front::<SessionState>().map(|state| state.file.as_str()).unwrap_or_default();
    match model.docs.get(file) {
        Some(doc) if !doc.is_writable() => Err(sentence!("message.not-writable", file = file)),
        _ if super::is_planned(model) => Ok(()),
        _ => Err(sentence!("reason.begun-already")),
    }
}

fn can_leave_out(model: &Model) -> Result<(), Sentence> {
    if super::is_planned(model) { can_plan(model) } else { happening::is_running(model) }
}

/// Whether there is a block that can take longer: the one that goes on, or of a planned session the one in focus.
fn has_minutes(model: &Model) -> Result<(), Sentence> {
    if super::is_planned(model) { can_plan(model) } else { happening::is_running(model) }
}

fn more_minutes(cx: &mut Cx, is_more: bool) {
    match cx.model.front::<SessionState>() {
        Some(state) if super::is_planned(cx.model) => {
            let (file, at) = (state.file.clone(), state.at);
            agenda::more_minutes(cx, &file, at, is_more);
        }
        _ => flow::more_minutes(cx, is_more),
    }
}

/// What the key of what is in focus does in a planned session.
pub(super) fn act(cx: &mut Cx) {
    let Some(state) = cx.model.front::<SessionState>() else { return };
    let (file, part) = (state.file.clone(), state.part);
    match (part, super::person(cx.model)) {
        (Part::People, Some(row)) => people::act(cx, &file, &row),
        _ => plan(cx, Plan::Edit),
    }
}

/// Changes what is in focus of a planned session, or adds something behind it.
fn plan(cx: &mut Cx, what: Plan) {
    let Some(state) = cx.model.front::<SessionState>() else { return };
    let (file, part, at) = (state.file.clone(), state.part, state.at);
    let row = super::person(cx.model).filter(|_| part == Part::People);
    match (what, row) {
        (Plan::Add, Some(_)) => people::add(cx, &file),
        (Plan::Add, None) => agenda::add(cx, &file, at),
        (Plan::Edit, Some(row)) => people::edit(cx, &file, &row),
        (Plan::Edit, None) if part == Part::Head => prepare::edit_head(cx, &file),
        (Plan::Edit, None) => agenda::edit(cx, &file, at),
        (Plan::Remove, Some(row)) => people::remove(cx, &file, &row),
        (Plan::Shift { is_down }, Some(row)) => people::shift(cx, &file, &row, is_down),
        (Plan::Runs, Some(row)) => people::toggle_runs(cx, &file, &row),
        (_, None) if part == Part::Head => cx.warn(sentence!("reason.plan-head")),
        (Plan::Remove, None) => agenda::remove(cx, &file, at),
        (Plan::Shift { is_down }, None) => agenda::shift(cx, &file, at, is_down),
        (Plan::Runs, None) => cx.warn(sentence!("reason.plan-nobody")),
    }
}

/// Leaves the stop in focus out of the agenda, unless the room is there. Of a planned session, takes out what is in focus.
fn leave_out(cx: &mut Cx) {
    if super::is_planned(cx.model) {
        return plan(cx, Plan::Remove);
    }
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
