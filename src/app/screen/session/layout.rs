//! Where the parts of a session's screen are, and the stops of its agenda.

use super::SessionState;
use super::state::Part;
use crate::app::Model;
use crate::app::scene::areas;
use crate::app::session::glance;
use crate::app::session::prepare::people::{PersonRow, rows};
use crate::app::session::state::RunningSession;
use crate::document::DocumentBody;
use crate::document::session::{SessionRecord, SessionState as SessionStage};
use crate::layout::{Rect, RectExt as _};
use crate::method::Minutes;
use crate::workshop::agenda::stops;
use crate::workshop::state::LiveBlock;

/// The parts of the screen of a session.
#[derive(Clone, Debug)]
pub struct SessionScene {
    /// What the room looks at; empty where the agenda has all.
    pub stage: Rect,
    /// The agenda; empty where the stage has all.
    pub agenda: Rect,
    /// Who takes part; empty while the session runs, or where there is no room.
    pub people: Rect,
    /// Of a planned session, the rows of the people.
    pub persons: Vec<PersonRow>,
    /// The stops of the agenda.
    pub stops: Vec<Stop>,
}

/// A stop of the agenda: blocks that follow each other and are about the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Its blocks.
    pub blocks: Vec<LiveBlock>,
    /// How long it was planned for.
    pub minutes: Minutes,
    /// How long it took until the record was written last; nothing where it was never opened.
    pub spent: Option<Minutes>,
}

/// The narrowest screen on which the agenda stands beside the stage.
const BESIDE: u16 = 110;
/// The narrowest screen on which the people of a planned session stand beside its agenda.
const PEOPLE_BESIDE: u16 = 72;

/// What a record says.
#[must_use]
pub fn record_of(model: &Model, file: &str) -> Option<SessionRecord> {
    match model.docs().get(file)?.sheet.as_ref()? {
        DocumentBody::Register(register) => SessionRecord::of(register),
        _ => None,
    }
}

/// Whether the session of that record runs in this program.
#[must_use]
pub fn is_live(model: &Model, file: &str) -> bool {
    let runs = |running: &RunningSession| running.session.state().stage == SessionStage::Running;
    model.running_session().is_some_and(|running| running.file == file && runs(running))
}

/// The stops of a session: as it runs, otherwise as its record has them.
#[must_use]
pub fn stops_of(model: &Model, file: &str) -> Vec<Stop> {
    let record = record_of(model, file);
    let planned = record.as_ref().map(|record| record.blocks.as_slice()).unwrap_or_default();
    let blocks: Vec<LiveBlock> = match model.running_session().filter(|running| running.file == file) {
        Some(running) => running.session.state().blocks.clone(),
        None => planned.iter().map(LiveBlock::from).collect(),
    };
    let spent = |block: &LiveBlock| planned.iter().find(|known| known.id == block.id)?.spent;
    let of = |range: std::ops::Range<usize>| {
        let blocks = blocks[range].to_vec();
        let took: Vec<Minutes> = blocks.iter().filter_map(spent).collect();
        let minutes = blocks.iter().map(|block| block.minutes).sum();
        Stop { minutes, spent: (!took.is_empty()).then(|| took.into_iter().sum()), blocks }
    };
    stops(&blocks, glance::place).into_iter().map(of).collect()
}

/// The parts of the screen.
pub(super) fn session(model: &Model, state: &SessionState) -> SessionScene {
    let work = areas(model.size()).work;
    let (_, rest) = work.split_top(u16::from(work.height >= 18));
    let stops = stops_of(model, &state.file);
    let nothing = Rect::new(rest.x, rest.bottom(), rest.width, 0);
    let is_wide = model.size().width >= BESIDE;
    if is_live(model, &state.file) {
        let (list, shown) = match (is_wide, state.info) {
            (true, _) => rest.split_left((rest.width * 2 / 5).clamp(44, 72)),
            (false, true) => (rest, nothing),
            (false, false) => (nothing, rest),
        };
        return SessionScene { stage: shown, agenda: list, people: nothing, persons: Vec::new(), stops };
    }
    let record = record_of(model, &state.file);
    let is_planned = record.as_ref().is_some_and(|record| record.state == SessionStage::Planned);
    let persons = match &record {
        Some(record) if is_planned => rows(model, record),
        Some(record) => record.attendees.iter().map(|attendee| PersonRow::Attendee(attendee.id)).collect(),
        None => Vec::new(),
    };
    let count = u16::try_from(persons.len()).unwrap_or(u16::MAX);
    let (agenda, people) = if model.size().width >= PEOPLE_BESIDE {
        rest.split_left(rest.width * 3 / 5)
    } else if count > 0 && rest.height >= 16 {
        rest.split_bottom(count.saturating_add(2).min(rest.height / 2))
    } else if is_planned && state.part == Part::People {
        (nothing, rest)
    } else {
        (rest, nothing)
    };
    SessionScene { stage: nothing, agenda, people, persons, stops }
}

/// The rows below the agenda of a planned session that say more of the stop in focus.
#[must_use]
pub fn detail_rows(agenda: Rect) -> u16 {
    if agenda.height >= 14 { 4 } else { 0 }
}

/// Keeps a stop in focus and in sight.
pub(super) fn settle(model: &mut Model) {
    let Some(scene) = model.layout::<SessionScene>() else { return };
    let current = model.running_session().and_then(|running| running.session.state().current);
    let Some(state) = model.screens.front_mut::<SessionState>() else { return };
    if state.seen != current {
        state.seen = current;
        let is_it = |stop: &Stop| stop.blocks.iter().any(|block| Some(block.id) == current);
        state.at = scene.stops.iter().position(is_it).unwrap_or(state.at);
    }
    state.at = state.at.min(scene.stops.len().saturating_sub(1));
    let is_planned = !scene.persons.is_empty();
    let detail = if is_planned { detail_rows(scene.agenda) } else { 0 };
    let height = usize::from(scene.agenda.height.saturating_sub(1 + detail)).max(1);
    state.top = state.top.min(state.at).max((state.at + 1).saturating_sub(height));
    state.person = state.person.min(scene.persons.len().saturating_sub(1));
    let height = usize::from(scene.people.height.saturating_sub(1)).max(1);
    state.person_top = state.person_top.min(state.person).max((state.person + 1).saturating_sub(height));
}
