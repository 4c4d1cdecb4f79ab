//! How something happens in a session: it is taken in, and kept in the private log before the next key.

use std::sync::Arc;

use chrono::NaiveDateTime;

use super::record;
use super::state::{RunningSession, SessionStep};
use crate::app::{Cx, Env, Model, SessionEffect, WorkspaceEffect};
use crate::document::Id;
use crate::document::session::SessionState;
use crate::i18n::Sentence;
use crate::workshop::clock::Moment;
use crate::workshop::event::{Door, Event};
use crate::workshop::session::Session;
use crate::workshop::state::Refused;

/// The moment of an update.
#[must_use]
pub(in crate::app) fn moment(env: &Env) -> Moment {
    let since = env.wall.signed_duration_since(NaiveDateTime::default());
    Moment { now: env.now, wall: since.to_std().unwrap_or_default() }
}

/// The session that runs, to change.
pub(in crate::app) fn running(model: &mut Model) -> Option<&mut RunningSession> {
    model.session.as_mut()
}

/// Whether a session runs.
///
/// # Errors
/// The reason why a command of one cannot be used, for the person to read.
pub(in crate::app) fn is_running(model: &Model) -> Result<(), Sentence> {
    let runs = |running: &&RunningSession| running.session.state().stage == SessionState::Running;
    model.session.as_ref().filter(runs).map(|_| ()).ok_or_else(|| sentence!("reason.no-session"))
}

/// Lets something happen. Says whether it did; where it does not fit, the reason is on the message line.
pub(in crate::app) fn happen(cx: &mut Cx, event: Event) -> bool {
    happen_together(cx, vec![event])
}

/// Lets several things happen as one step. Says whether all did; the first that does not fit ends it.
pub(in crate::app) fn happen_together(cx: &mut Cx, events: Vec<Event>) -> bool {
    let all = events.len();
    let done: Vec<Event> = events.into_iter().take_while(|event| keep(cx, event)).collect();
    if done.is_empty() {
        return false;
    }
    let (before, is_whole) = (cx.model.next_number, done.len() == all);
    if let Some(running) = running(cx.model) {
        if done.iter().all(|event| event.inverse().is_some()) {
            running.done.push(SessionStep { events: done, before, undone_before: before });
        } else {
            // Nothing before it can be taken back any more.
            running.done.clear();
        }
        running.undone.clear();
        running.asked = None;
    }
    is_whole
}

/// Forgets what nobody is to know any more. What can be taken back stays what it is.
pub(in crate::app) fn erase(cx: &mut Cx, event: &Event) -> bool {
    keep(cx, event)
}

fn keep(cx: &mut Cx, event: &Event) -> bool {
    match keep_of(cx, event, None) {
        Ok(()) => true,
        Err(refused) => {
            cx.warn(why_refused(refused));
            false
        }
    }
}

/// Lets something happen that is no step of whoever drives, and cannot be taken back by them. `by` is the seat whose next
/// message it was.
///
/// # Errors
/// Why it does not fit; then nothing changed.
pub(in crate::app) fn keep_of(cx: &mut Cx, event: &Event, by: Option<Id>) -> Result<(), Refused> {
    let at = moment(cx.env);
    let running = running(cx.model).ok_or(Refused::Stage)?;
    let clock = running.session.clock.mark(at.now, at.wall);
    let session = Arc::make_mut(&mut running.session);
    session.apply(event, at.now)?;
    running.changes += 1;
    if let Some(seat) = by {
        session.took(seat);
    }
    let session = Arc::clone(&running.session);
    let kept = SessionEffect::Keep { event: Box::new(event.clone()), clock, by, session, at };
    cx.effect(WorkspaceEffect::Session(kept));
    Ok(())
}

/// A message of a seat was dealt with of which nothing came.
pub(in crate::app) fn took(cx: &mut Cx, seat: Id) {
    let at = moment(cx.env);
    let Some(running) = running(cx.model) else { return };
    Arc::make_mut(&mut running.session).took(seat);
    let session = Arc::clone(&running.session);
    cx.effect(WorkspaceEffect::Session(SessionEffect::Took { seat, session, at }));
}

/// A document of the session has another name from here on.
pub(in crate::app) fn document_renamed(cx: &mut Cx, from: &str, to: &str) {
    let Some(running) = running(cx.model) else { return };
    Arc::make_mut(&mut running.session).rename_document(from, to);
    // What was done before speaks of it by its old name.
    running.done.clear();
    running.undone.clear();
    running.changes += 1;
    keep_all(cx);
}

/// Keeps all that the session stands at.
pub(in crate::app) fn keep_all(cx: &mut Cx) {
    let at = moment(cx.env);
    if let Some(running) = cx.model.running_session() {
        let session = Arc::clone(&running.session);
        cx.effect(WorkspaceEffect::Session(SessionEffect::KeepAll { session, at }));
    }
}

/// Keeps the session as it stands again, where it came to something else meanwhile that is taken back. Says
/// whether it did.
pub(in crate::app) fn keep_again(cx: &mut Cx, meanwhile: Option<&Arc<Session>>) -> bool {
    let at = moment(cx.env);
    let Some(running) = running(cx.model) else { return false };
    if meanwhile.is_some_and(|meanwhile| Arc::ptr_eq(meanwhile, &running.session)) {
        return false;
    }
    let session = Arc::clone(&running.session);
    cx.effect(WorkspaceEffect::Session(SessionEffect::KeepAll { session, at }));
    true
}

/// Whether something of the session can be taken back.
pub(in crate::app) fn can_undo(model: &Model) -> bool {
    let last = model.session.as_ref().and_then(|running| running.done.last());
    // What was done to a document since comes first.
    let of_document = model.history.done().last().map_or(0, |step| step.number);
    last.is_some_and(|step| step.before > of_document)
}

/// Whether something of the session that was taken back can be done again.
pub(in crate::app) fn can_redo(model: &Model) -> bool {
    let last = model.session.as_ref().and_then(|running| running.undone.last());
    let of_document = model.history.undone().last().map_or(u64::MAX, |step| step.number);
    last.is_some_and(|step| step.undone_before == model.next_number && step.before <= of_document)
}

/// Takes the last step back; one that the room would notice is asked about before, once.
pub(in crate::app) fn undo(cx: &mut Cx) {
    let number = cx.model.next_number;
    let Some(running) = running(cx.model) else { return };
    let Some(step) = running.done.last().cloned() else { return };
    let steps = (running.done.len(), number);
    if let Some(door) = step.events.iter().find_map(Event::door)
        && running.asked != Some(steps)
    {
        running.asked = Some(steps);
        cx.warn(match door {
            Door::Block => sentence!("message.session-door-block"),
            Door::Round => sentence!("message.session-door-round"),
            Door::Reveal => sentence!("message.session-door-reveal"),
        });
        return;
    }
    let mut inverses = step.events.iter().rev().filter_map(Event::inverse);
    if inverses.all(|inverse| keep(cx, &inverse)) {
        if let Some(running) = self::running(cx.model) {
            running.done.pop();
            running.undone.push(SessionStep { undone_before: number, ..step });
            running.asked = None;
        }
        record::write(cx);
        cx.say(sentence!("message.session-undone"));
    }
}

/// Does again what was taken back last.
pub(in crate::app) fn redo(cx: &mut Cx) {
    let Some(step) = running(cx.model).and_then(|running| running.undone.last().cloned()) else { return };
    if step.events.iter().all(|event| keep(cx, event)) {
        if let Some(running) = running(cx.model) {
            running.undone.pop();
            running.done.push(step);
        }
        record::write(cx);
        cx.say(sentence!("message.session-redone"));
    }
}

fn why_refused(refused: Refused) -> Sentence {
    match refused {
        Refused::RoundOpen => sentence!("message.session-vote-open"),
        Refused::Hidden => sentence!("message.session-hidden"),
        Refused::Erased => sentence!("message.session-erased"),
        Refused::Dots => sentence!("message.session-dots"),
        Refused::Full => sentence!("message.session-full"),
        Refused::Stage | Refused::Changed | Refused::Unknown | Refused::Taken | Refused::Text => {
            sentence!("message.session-misfit")
        }
    }
}
