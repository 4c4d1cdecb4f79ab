//! What the record of a session says while it runs: written at its beginning, at each change of block and at its close,
//! never by the clock. It is no step that can be taken back: what happened can, and then the record follows.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{NaiveTime, Timelike as _};

use super::glance::file_of;
use super::happening;
use super::state::RunningSession;
use crate::app::follow_up::{self, Entry, Kind};
use crate::app::{Cx, Model};
use crate::document::session::{
    Block, BlockKind, CanvasChanges, Outcome, RecordedKind, SessionRecord, SessionState, Vote,
};
use crate::document::{DocumentBody, Id, Reference, Register, template_of};
use crate::method::Minutes;
use crate::workshop::before::Before;
use crate::workshop::clock::Moment;
use crate::workshop::hidden::Place;
use crate::workshop::round::Round;
use crate::workshop::state::{LiveBlock, Presence, State};

/// The most that a record can say a block took, by the definition of session records.
const MOST_SPENT: Minutes = Minutes::tenths(100_000);

/// The record as its file says it.
#[must_use]
pub(in crate::app) fn of<'m>(model: &'m Model, file: &str) -> Option<(&'m Register, SessionRecord)> {
    let DocumentBody::Register(register) = model.docs.get(file)?.sheet.as_ref()? else { return None };
    Some((register, SessionRecord::of(register)?))
}

/// How the documents of a session stand now.
#[must_use]
pub(in crate::app) fn before(model: &Model, product: &str, record: &SessionRecord) -> Before {
    let own = model.docs.values().filter(|doc| doc.product == product && record.canvases.contains(&doc.stem));
    let is_canvas = |doc: &&crate::app::OpenDocument| model.method.canvas(template_of(&doc.stem)).is_some();
    let canvases = own.filter(is_canvas).map(|doc| (doc.stem.as_str(), doc.canvas()));
    let file = follow_up::path_of(product);
    let entries = follow_up::register(model, &file).into_iter().flat_map(follow_up::entries);
    Before::of(canvases, entries.map(|entry| (key_of(&entry), entry.is_closed())))
}

/// What an entry of the follow-up is known by.
fn key_of(entry: &Entry) -> String {
    format!("{} {}", entry.kind.table(), entry.key)
}

/// Writes the record as the session stands.
pub(in crate::app) fn write(cx: &mut Cx) {
    let Some(running) = cx.model.running_session() else { return };
    let file = running.file.clone();
    let Some((register, mut record)) = of(cx.model, &file) else { return };
    let (moment, wall) = cx.model.moment();
    bring_up(&mut record, running, cx.model, moment, wall.time());
    let body = DocumentBody::Register(Arc::new(record.register(register.template())));
    if let Some(doc) = cx.model.docs.get_mut(&file)
        && doc.sheet.as_ref().is_some_and(|sheet| !sheet.says_the_same(&body))
    {
        doc.sheet = Some(body);
        cx.save(&file);
    }
}

/// A document of a product has another name from here on, in a session of that product, too.
pub(in crate::app) fn document_renamed(cx: &mut Cx, product: &str, from: &str, to: &str) {
    let Some(running) = cx.model.running_session().filter(|running| running.product == product) else { return };
    let file = running.file.clone();
    happening::document_renamed(cx, from, to);
    let Some((register, mut record)) = of(cx.model, &file) else { return };
    for stem in record.canvases.iter_mut().filter(|stem| *stem == from) {
        to.clone_into(stem);
    }
    let body = DocumentBody::Register(Arc::new(record.register(register.template())));
    if let Some(doc) = cx.model.docs.get_mut(&file) {
        doc.sheet = Some(body);
    }
    write(cx);
    cx.save(&file);
}

/// The record of the session that runs as it would be written now.
#[must_use]
pub(in crate::app) fn as_it_stands(model: &Model) -> Option<SessionRecord> {
    let running = model.running_session()?;
    let (_, mut record) = of(model, &running.file)?;
    let (moment, wall) = model.moment();
    bring_up(&mut record, running, model, moment, wall.time());
    Some(record)
}

/// A time of day to the minute.
fn minute(time: NaiveTime) -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(time.hour(), time.minute(), 0)
}

fn bring_up(record: &mut SessionRecord, running: &RunningSession, model: &Model, moment: Moment, time: NaiveTime) {
    let state = running.session.state();
    if record.began.is_none() && state.stage != SessionState::Planned {
        record.began = minute(time);
    }
    record.ended = if state.stage == SessionState::Closed { minute(time) } else { None };
    record.state = state.stage;
    for attendee in &mut record.attendees {
        if let Some(seat) = state.seat(attendee.id) {
            attendee.absent = seat.presence == Presence::Absent;
        }
    }
    let mut blocks: BTreeMap<Id, Block> = record.blocks.drain(..).map(|block| (block.id, block)).collect();
    let of = |live: &LiveBlock| {
        let block = blocks.remove(&live.id).unwrap_or_else(|| Block::new(live.id, live.kind.clone(), live.minutes));
        let (spent, opened) = (running.session.clock.spent(live.id, moment.now), running.session.clock.opened(live.id));
        Block {
            canvas: live.canvas.clone(),
            section: live.section.clone(),
            minutes: live.minutes,
            fixed: live.fixed,
            title: live.title.clone(),
            hint: live.hint.clone(),
            spent: (opened > 0).then(|| Minutes::of(spent).min(MOST_SPENT)),
            opened: (opened > 1).then_some(opened),
            is_added: live.is_added,
            notes: revealed_from(state, live),
            ..block
        }
    };
    record.blocks = state.blocks.iter().map(of).collect();
    // Votes of which only the record knows, because it went on without its private log, stay.
    record.votes.retain(|vote| state.round(vote.id).is_none());
    record.votes.extend(state.rounds.iter().filter(|round| !round.is_open).map(|round| vote(round, running)));
    record.changes = changes(model, running, &record.canvases);
    record.outcome = outcome(model, running);
}

/// The notes that were revealed from a block of writing, in the order they were drawn. Blocks of one section share what was
/// revealed in it: it stands at the first.
fn revealed_from(state: &State, live: &LiveBlock) -> Vec<Id> {
    let is_first = |block: &LiveBlock| {
        block.kind == RecordedKind::Known(BlockKind::Write)
            && (&block.canvas, &block.section) == (&live.canvas, &live.section)
    };
    if state.blocks.iter().find(|block| is_first(block)).is_none_or(|first| first.id != live.id) {
        return Vec::new();
    }
    let is_here = |place: &Place| {
        Some(place.canvas.as_str()) == live.canvas.as_deref() && Some(place.section.as_str()) == live.section.as_deref()
    };
    let revealed = state.revealed.values().filter(|(place, _)| is_here(place));
    revealed.flat_map(|(_, ids)| ids).copied().collect()
}

fn vote(round: &Round, running: &RunningSession) -> Vote {
    Vote {
        id: round.id,
        canvas: Some(round.canvas.clone()),
        section: round.section.clone(),
        question: Some(round.question.clone()).filter(|question| !question.is_empty()),
        dots: round.budget.dots,
        most: round.budget.most,
        voters: round.voters(),
        cast: round.cast(),
        paper: round.is_on_paper(),
        seen: running.session.seen(round.id),
        runoff_of: round.runoff_of,
        totals: round.totals(),
    }
}

/// What changed in the canvases of a session since it began, with what is known of before.
fn changes(model: &Model, running: &RunningSession, canvases: &[String]) -> BTreeMap<String, CanvasChanges> {
    let mut all = running.session.earlier.changes.clone();
    for stem in canvases {
        let now = file_of(model, stem).and_then(|file| model.docs.get(&file)?.canvas());
        let Some(now) = now else { continue };
        let found = running.session.before.changes(stem, now);
        if !found.is_empty() {
            add(all.entry(stem.clone()).or_default(), found);
        }
    }
    all
}

/// Adds changes to earlier ones. A note that came and went was never there.
fn add(to: &mut CanvasChanges, found: CanvasChanges) {
    let merge = |to: &mut Vec<Id>, found: Vec<Id>| {
        let new: Vec<Id> = found.into_iter().filter(|id| !to.contains(id)).collect();
        to.extend(new);
    };
    for (id, text) in found.removed {
        let was_added = to.added.iter().position(|added| added.as_str() == id);
        match was_added {
            Some(at) => drop(to.added.remove(at)),
            None => drop(to.removed.insert(id, text)),
        }
    }
    merge(&mut to.added, found.added);
    merge(&mut to.reworded, found.reworded);
    merge(&mut to.moved, found.moved);
    merge(&mut to.grouped, found.grouped);
}

/// What came of the session since it began, with what is known of before.
#[must_use]
pub(in crate::app) fn outcome(model: &Model, running: &RunningSession) -> Outcome {
    let mut outcome = running.session.earlier.outcome.clone();
    let file = follow_up::path_of(&running.product);
    for entry in follow_up::register(model, &file).into_iter().flat_map(follow_up::entries) {
        let was = running.session.before.was_closed(&key_of(&entry));
        let Some(reference) = Reference::parse(&format!("{}#{}", crate::document::FOLLOW_UP, entry.key)) else {
            continue;
        };
        let list = match (was, entry.kind) {
            (None, Kind::Decision) => &mut outcome.decisions,
            (None, Kind::Action) => &mut outcome.actions,
            (None, Kind::Parked) => &mut outcome.parked,
            (Some(false), Kind::Action | Kind::Parked) if entry.is_closed() => &mut outcome.closed,
            _ => continue,
        };
        if !list.contains(&reference) {
            list.push(reference);
        }
    }
    let fingers = running.session.state().fingers;
    if fingers != [0; 5] {
        outcome.rated = Some(fingers);
    }
    outcome
}
