//! A workshop session: its agenda and people; while it runs the question, the clock and what the room does.

pub(in crate::app) mod commands;
pub mod layout;
mod state;

use std::any::Any;
use std::rc::Rc;

use super::{Screen, State, Target, far, leap, step};
use crate::app::commands::Scope;
use crate::app::location::{Destination, HistoryEntry, ScreenPlace, place_as};
use crate::app::session::prepare::beginning;
use crate::app::session::prepare::people::PersonRow;
use crate::app::session::{flow, happening};
use crate::app::{Cx, DocState, Model, OpenDocument};
use crate::document::DocumentBody;
use crate::document::session::{SESSION, SessionState as Stage};
use crate::i18n::Sentence;
use crate::layout::{Direction, HitMap, Rect};
use crate::method::Method;
use layout::{SessionScene, detail_rows, is_live, record_of};

pub use state::{Part, SessionPlace, SessionState};

/// The screen of a session.
pub(super) struct Session;

fn go(cx: &mut Cx, place: impl FnOnce(usize, usize) -> usize) {
    let Some(scene) = cx.model.layout::<SessionScene>() else { return };
    let is_planned = is_planned(cx.model);
    let Some(state) = cx.model.screens.front_mut::<SessionState>() else { return };
    match state.part {
        Part::People if is_planned => state.person = place(state.person, scene.persons.len()),
        Part::Head if is_planned => {}
        _ => state.at = place(state.at, scene.stops.len()),
    }
}

/// Whether the session on the screen is still to come.
pub(super) fn is_planned(model: &Model) -> bool {
    let file = file(model).unwrap_or_default();
    !is_live(model, &file) && record_of(model, &file).is_some_and(|record| record.state == Stage::Planned)
}

/// The row of the people in focus.
fn person(model: &Model) -> Option<PersonRow> {
    let at = model.front::<SessionState>()?.person;
    model.layout::<SessionScene>()?.persons.get(at).cloned()
}

fn file(model: &Model) -> Option<String> {
    model.front::<SessionState>().map(|state| state.file.clone())
}

/// Whether the session on the screen runs in this program.
fn runs_here(model: &Model) -> bool {
    file(model).is_some_and(|file| is_live(model, &file))
}

impl Screen for Session {
    fn id(&self) -> &'static str {
        "session"
    }

    fn scopes(&self, _: &Model) -> &'static [Scope] {
        &[Scope::Session, Scope::Everywhere, Scope::Always]
    }

    fn show(&self, doc: &OpenDocument, _: &Method) -> Option<Box<dyn State>> {
        let is_readable = matches!(doc.state, DocState::Valid | DocState::Newer);
        let is_session =
            matches!(&doc.sheet, Some(DocumentBody::Register(register)) if register.template().id == SESSION);
        (is_readable && is_session).then(|| Box::new(SessionState::of(&doc.file)) as Box<dyn State>)
    }

    fn here(&self, model: &Model) -> HistoryEntry {
        let at = file(model).map_or(Destination::Bottom, |file| Destination::on(SessionPlace { file }));
        HistoryEntry { at, mode: None }
    }

    fn arrive(&self, cx: &mut Cx, to: &dyn ScreenPlace) -> bool {
        let Some(to) = place_as::<SessionPlace>(to) else { return false };
        let is_it = |state: &SessionState| state.file == to.file;
        match cx.model.screens.last_where(is_it) {
            Some(at) => cx.model.screens.truncate(at + 1),
            None => cx.model.screens.push(Box::new(SessionState::of(&to.file))),
        }
        true
    }

    fn is_gone(&self, model: &Model, place: &dyn ScreenPlace) -> bool {
        place_as::<SessionPlace>(place).is_some_and(|place| !model.docs.contains_key(&place.file))
    }

    fn step(&self, cx: &mut Cx, direction: Direction) {
        match direction {
            Direction::Up => go(cx, |at, count| step(at, count, false)),
            Direction::Down => go(cx, |at, count| step(at, count, true)),
            Direction::Left | Direction::Right => {}
        }
    }

    fn end(&self, cx: &mut Cx, last: bool) {
        go(cx, |_, count| far(count, last));
    }

    fn section(&self, cx: &mut Cx, forward: bool) {
        if is_planned(cx.model)
            && let Some(state) = cx.model.screens.front_mut::<SessionState>()
        {
            state.part = state.part.next(forward);
        }
    }

    fn page(&self, cx: &mut Cx, down: bool) {
        let rows = self.page_rows(cx.model);
        go(cx, |at, count| leap(at, count, rows, down));
    }

    fn can_activate(&self, model: &Model) -> Result<(), Sentence> {
        let Some(file) = file(model) else { return Err(sentence!("reason.no-session")) };
        if is_live(model, &file) {
            return Ok(());
        }
        match record_of(model, &file).map(|record| record.state) {
            Some(Stage::Closed) | None => Err(sentence!("reason.session-closed")),
            Some(_) => Ok(()),
        }
    }

    /// Of a planned session, changes what is in focus; while it runs, does what the block is for, or goes to the stop in focus
    /// where that is another.
    fn activate(&self, cx: &mut Cx) {
        if is_planned(cx.model) {
            return commands::act(cx);
        }
        if !runs_here(cx.model) {
            if let Some(file) = file(cx.model) {
                beginning::hold(cx, &file);
            }
            return;
        }
        let Some(scene) = cx.model.layout::<SessionScene>() else { return };
        let at = cx.model.front::<SessionState>().map_or(0, |state| state.at);
        let is_seen = !scene.agenda.is_empty();
        let current = cx.model.running_session().and_then(|running| running.session.state().current);
        let stop = scene.stops.get(at).filter(|_| is_seen);
        match stop.filter(|stop| stop.blocks.iter().all(|block| Some(block.id) != current)) {
            Some(stop) => flow::enter(cx, stop.blocks[0].id),
            None => flow::act(cx),
        }
    }

    fn can_undo(&self, model: &Model) -> bool {
        runs_here(model) && happening::can_undo(model)
    }

    fn can_redo(&self, model: &Model) -> bool {
        runs_here(model) && happening::can_redo(model)
    }

    fn undo(&self, cx: &mut Cx) {
        happening::undo(cx);
    }

    fn redo(&self, cx: &mut Cx) {
        happening::redo(cx);
    }

    fn layout(&self, model: &Model) -> Rc<dyn Any> {
        let state = model.front::<SessionState>();
        state.map_or_else(|| Rc::new(()) as Rc<dyn Any>, |state| Rc::new(layout::session(model, state)))
    }

    fn settle(&self, model: &mut Model) {
        layout::settle(model);
    }

    fn in_focus(&self, model: &Model) -> Option<Target> {
        let count = model.layout::<SessionScene>().map_or(0, |scene| scene.stops.len());
        model.front::<SessionState>().map(|state| match state.part {
            Part::People if is_planned(model) => Target::Row(count + state.person),
            _ => Target::Row(state.at),
        })
    }

    fn hits(&self, model: &Model) -> HitMap<Target> {
        let (Some(state), Some(scene)) = (model.front::<SessionState>(), model.layout::<SessionScene>()) else {
            return HitMap::new();
        };
        let detail = if is_planned(model) { detail_rows(scene.agenda) } else { 0 };
        let rows = scene.agenda.y + 1..scene.agenda.bottom().saturating_sub(detail);
        let seen = (state.top..scene.stops.len()).zip(rows);
        let stops = seen.map(|(at, y)| (Rect { y, height: 1, ..scene.agenda }, Target::Row(at)));
        // People come behind the stops.
        let count = scene.stops.len();
        let rows = scene.people.y + 1..scene.people.bottom();
        let seen = (state.person_top..scene.persons.len()).zip(rows);
        let persons = seen.map(|(at, y)| (Rect { y, height: 1, ..scene.people }, Target::Row(count + at)));
        stops.chain(persons.filter(|_| is_planned(model))).collect()
    }

    fn press(&self, cx: &mut Cx, target: Target, _: bool) -> bool {
        let count = cx.model.layout::<SessionScene>().map_or(0, |scene| scene.stops.len());
        let (Target::Row(at), Some(state)) = (target, cx.model.screens.front_mut::<SessionState>()) else {
            return false;
        };
        if let Some(person) = at.checked_sub(count) {
            (state.part, state.person) = (Part::People, person);
        } else {
            (state.part, state.at) = (Part::Agenda, at);
        }
        true
    }
}
