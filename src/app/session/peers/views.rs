//! What each terminal sees: said again where it changed, and to nobody else.

use std::collections::BTreeMap;
use std::time::Duration;

use super::beside;
use super::speak::order;
use super::state::{Count, PeerRole, Seen};
use crate::app::screen::sections_of;
use crate::app::session::glance::{Glance, file_of, question, title};
use crate::app::session::happening::running;
use crate::app::session::state::RunningSession;
use crate::app::{Cx, Model};
use crate::document::session::{BlockKind, RecordedKind, SessionState};
use crate::document::{Id, template_of};
use crate::workshop::clock;
use crate::workshop::hidden::Place;
use crate::workshop::peer::{DoorOrder, PeerId};
use crate::workshop::state::Presence;
use crate::workshop::view::{BlockWords, Finished, OpenSection, Recipient, SeenNote, View};
use crate::workshop::wire::FromServer;

/// Brings what is told of hidden notes up to now, and says to every terminal what it sees, where that changed.
pub(in crate::app) fn tell_all(cx: &mut Cx) {
    look_at_counts(cx);
    let Some(running) = cx.model.running_session().filter(|running| !running.peers.all.is_empty()) else { return };
    if running.session.state().stage != SessionState::Running {
        return;
    }
    let sections = open_sections(cx.model, running);
    let (form, items) = (beside::form(cx.model, running), beside::items(cx.model, running));
    let made_of = (running.changes + running.peers.changes, sections, form, items);
    if made_of == running.peers.made_of && !has_new(running) {
        return;
    }
    let words = BlockWords { form: made_of.2.clone(), items: made_of.3.clone(), ..words(cx.model, running) };
    let now = cx.env.now;
    let to_say: Vec<(PeerId, View, Seen)> = running
        .peers
        .all
        .iter()
        .filter_map(|(id, peer)| {
            let recipient = recipient(&peer.role)?;
            let view = view(running, recipient, &made_of.1, &words, now);
            let seen = seen(running, &view, now);
            (peer.seen.as_ref() != Some(&seen)).then_some((*id, view, seen))
        })
        .collect();
    for (id, mut view, seen) in to_say {
        let Some(running) = self::running(cx.model) else { return };
        running.peers.serial += 1;
        view.serial = running.peers.serial;
        if let Some(peer) = running.peers.all.get_mut(&id) {
            peer.seen = Some(seen);
        }
        order(cx, DoorOrder::Say { peer: id, message: FromServer::View(Box::new(view)) });
    }
    if let Some(running) = self::running(cx.model) {
        running.peers.made_of = made_of;
    }
}

/// Whether somebody came to see of whom nothing was said yet.
fn has_new(running: &RunningSession) -> bool {
    running.peers.all.values().any(|peer| peer.seen.is_none() && recipient(&peer.role).is_some())
}

fn recipient(role: &PeerRole) -> Option<Recipient> {
    match role {
        PeerRole::Stage => Some(Recipient::Stage),
        PeerRole::Seat(seat) => Some(Recipient::Seat(*seat)),
        PeerRole::New | PeerRole::Looking | PeerRole::Asked(_) | PeerRole::Knocks(_) => None,
    }
}

fn view(
    running: &RunningSession,
    recipient: Recipient,
    sections: &[OpenSection],
    words: &BlockWords,
    now: Duration,
) -> View {
    let mut view = View::of(&running.session, recipient, sections, words, now);
    // Whoever came back without the code does not see how the seat has voted.
    if let (Recipient::Seat(seat), Some(round)) = (recipient, &mut view.round) {
        let blind_in = running.peers.seats.get(&seat).and_then(|at| at.blind_in);
        if blind_in.is_some_and(|blind| round.id == blind.as_str()) {
            round.ballot.clear();
        }
    }
    view
}

/// What of a view tells whether it is another: while the clock runs, the time when it is up stands.
fn seen(running: &RunningSession, view: &View, now: Duration) -> Seen {
    let block = running.session.state().current.and_then(|id| running.session.state().block(id));
    let clock = block.map(|block| {
        let nanos = |time: Duration| i128::try_from(time.as_nanos()).unwrap_or(i128::MAX);
        let left = match clock::left(block.minutes, running.session.clock.spent(block.id, now)) {
            Ok(left) => nanos(left),
            Err(over) => -nanos(over),
        };
        let runs = running.session.clock.is_running();
        (runs, if runs { left.saturating_add(nanos(now)) } else { left })
    });
    // The time of day of the end moves while the clock stands or is over: that alone is not worth a view.
    Seen { view: View { serial: 0, clock: None, ends: String::new(), back_at: None, ..view.clone() }, clock }
}

/// What was counted of hidden notes is told in steps.
fn look_at_counts(cx: &mut Cx) {
    let now = cx.env.now;
    let Some(running) = cx.model.running_session() else { return };
    let state = running.session.state();
    let mut places: BTreeMap<Place, Count> = BTreeMap::new();
    for note in state.hidden.values() {
        places.entry(note.place.clone()).or_insert_with(|| {
            let hidden = state.count(&note.place);
            (hidden.notes, hidden.writers)
        });
    }
    if running.peers.counts.is_right(&places) {
        return;
    }
    if let Some(running) = self::running(cx.model)
        && running.peers.counts.look(now, places)
    {
        running.peers.changes += 1;
    }
}

/// The canvas that the room works on: that of the open vote, or of the block.
fn stem_of(running: &RunningSession) -> Option<&str> {
    let state = running.session.state();
    let block = state.current.and_then(|id| state.block(id))?;
    state.round_in_sight().map(|round| round.canvas.as_str()).or(block.canvas.as_deref())
}

/// The sections of that canvas with their notes, which everybody may see, and how many are hidden.
fn open_sections(model: &Model, running: &RunningSession) -> Vec<OpenSection> {
    let Some(stem) = stem_of(running) else { return Vec::new() };
    let Some(doc) = file_of(model, stem).and_then(|file| model.docs.get(&file)) else { return Vec::new() };
    let Some(canvas) = doc.canvas() else { return Vec::new() };
    let sections = sections_of(doc, &model.method);
    let open = sections.iter().enumerate().map(|(at, section)| {
        let place = Place { canvas: stem.to_owned(), section: section.id.to_owned() };
        let notes = canvas.notes_of(section.id).enumerate().map(|(row, note)| SeenNote {
            n: format!("{}.{}", at + 1, row + 1),
            id: note.id.to_string(),
            text: note.text.clone(),
            kind: note.kind.map(|kind| kind.word().to_owned()).unwrap_or_default(),
            under: note.under.map(|head| head.to_string()),
        });
        let (hidden, _) = running.peers.counts.of(&place);
        OpenSection {
            n: at + 1,
            title: section.title(model.language()).to_owned(),
            notes: notes.collect(),
            hidden,
            place,
        }
    });
    open.collect()
}

fn words(model: &Model, running: &RunningSession) -> BlockWords {
    let Some(glance) = Glance::of(model) else { return BlockWords::default() };
    let language = model.language();
    let template = stem_of(running).and_then(|stem| model.method.template(template_of(stem)));
    BlockWords {
        title: title(model, glance.block),
        question: question(model, glance.block).to_owned(),
        document: template.map(|template| template.short(language).to_owned()).unwrap_or_default(),
        ends: glance.ends.format("%H:%M").to_string(),
        finished: finished(running, &glance.block.kind),
        back_at: beside::back_at(model),
        ..BlockWords::default()
    }
}

/// How many of those at a keyboard of their own have finished, while people write or vote.
#[must_use]
pub(in crate::app) fn finished(running: &RunningSession, kind: &RecordedKind) -> Option<Finished> {
    let state = running.session.state();
    let here: Vec<Id> = state.seats.iter().filter(|seat| seat.presence == Presence::Here).map(|seat| seat.id).collect();
    let has_finished = |seat: &&Id| match state.open_round() {
        Some(round) => round.done.contains(seat),
        None => running.peers.seats.get(seat).is_some_and(|at| at.has_finished),
    };
    let is_asked = state.open_round().is_some() || *kind == RecordedKind::Known(BlockKind::Write);
    (is_asked && !here.is_empty()).then(|| Finished { done: here.iter().filter(has_finished).count(), of: here.len() })
}
