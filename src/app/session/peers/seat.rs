//! What somebody at a keyboard of their own may do: write, vote, pass, say how it went. Nothing else.

use super::speak::{no, say};
use super::state::AtKeyboard;
use crate::app::Cx;
use crate::app::session::glance::Glance;
use crate::app::session::happening::{keep_of, running, took};
use crate::app::session::record;
use crate::document::{Id, template_of};
use crate::i18n::Sentence;
use crate::workshop::event::Event;
use crate::workshop::hidden::{HiddenNote, Place};
use crate::workshop::peer::PeerId;
use crate::workshop::sequence::Turnout;
use crate::workshop::state::Refused;
use crate::workshop::wire::{FromServer, ToServer};

/// Why something is refused: a word for the program, a sentence for the person.
type No = (&'static str, Sentence);

/// What is to be done about a message.
enum Done {
    /// Something happens in the session.
    Happens(Box<Event>),
    /// Nothing of the session changed.
    Noted,
}

impl Done {
    fn happens(event: Event) -> Self {
        Self::Happens(Box::new(event))
    }
}

/// Takes a message of a seat. One that changes something is applied once, and acknowledged once it is kept.
pub(super) fn said(cx: &mut Cx, peer: PeerId, seat: Id, message: ToServer) {
    let Some(seq) = message.seq() else {
        if let ToServer::Draft { text, .. } = message {
            at(cx, seat, |at| at.draft = Some(text).filter(|text| !text.is_empty()));
        }
        return;
    };
    let sequence = cx.model.running_session().and_then(|running| running.session.keyboard(seat)).map(|k| k.sequence);
    match sequence.unwrap_or_default().turnout(seq) {
        Turnout::Again => return say(cx, peer, FromServer::Ack { seq }),
        Turnout::Gap => return no(cx, peer, Some(seq), "gap", &sentence!("peer.gap")),
        Turnout::Next => {}
    }
    let ends_draft = matches!(message, ToServer::Note { .. });
    let done = done(cx, seat, message).and_then(|done| match done {
        Done::Happens(event) => keep_of(cx, &event, Some(seat)).map_err(why),
        Done::Noted => {
            took(cx, seat);
            Ok(())
        }
    });
    match done {
        Ok(()) => {
            if ends_draft {
                at(cx, seat, |at| at.draft = None);
            }
            say(cx, peer, FromServer::Ack { seq });
        }
        Err((code, sentence)) => {
            took(cx, seat);
            no(cx, peer, Some(seq), code, &sentence);
        }
    }
}

fn at(cx: &mut Cx, seat: Id, change: impl FnOnce(&mut AtKeyboard)) {
    if let Some(running) = running(cx.model) {
        change(running.peers.seats.entry(seat).or_default());
        running.peers.changes += 1;
    }
}

fn done(cx: &mut Cx, seat: Id, message: ToServer) -> Result<Done, No> {
    let not_yours = || ("not-yours", sentence!("peer.not-yours"));
    let misfit = || ("bad-message", sentence!("peer.misplaced"));
    let own = |cx: &Cx, key: u32| -> Result<HiddenNote, No> {
        let state = cx.model.running_session().map(|running| running.session.state());
        let note = state.and_then(|state| state.hidden.get(&key)).filter(|note| note.seat == Some(seat));
        note.cloned().ok_or_else(not_yours)
    };
    Ok(match message {
        ToServer::Note { section, text, .. } => {
            let place = place(cx, section).ok_or_else(|| ("no-section", sentence!("peer.no-section")))?;
            let key = running(cx.model).map(|running| std::sync::Arc::make_mut(&mut running.session).draw_key());
            let key = key.unwrap_or_default();
            Done::happens(Event::Wrote { note: HiddenNote { key, seat: Some(seat), place, text } })
        }
        ToServer::Edit { note, text, .. } => {
            let from = own(cx, note)?.text;
            if from == text {
                return Ok(Done::Noted);
            }
            Done::happens(Event::Rewrote { key: note, from, to: text })
        }
        ToServer::Drop { note, .. } => Done::happens(Event::Dropped { note: own(cx, note)? }),
        ToServer::Dot { round, note, by, .. } => dot(cx, seat, &round, &note, by)?,
        ToServer::Ready { yes, .. } => ready(cx, seat, yes),
        ToServer::Rate { mark, .. } => {
            let running = cx.model.running_session().ok_or_else(misfit)?;
            let from = running.session.state().rated.get(&seat).copied();
            if from == Some(mark) {
                return Ok(Done::Noted);
            }
            Done::happens(Event::Rated { seat, from, to: Some(mark) })
        }
        ToServer::Turn { .. } => return Err(("not-your-turn", sentence!("peer.not-your-turn"))),
        ToServer::Hello { .. } | ToServer::SeatCode { .. } | ToServer::Draft { .. } | ToServer::Bye => {
            return Err(misfit());
        }
    })
}

/// Where a note is written: a section of the canvas that the room works on, or of the first one of the session.
fn place(cx: &Cx, section: String) -> Option<Place> {
    let running = cx.model.running_session()?;
    let of_block = Glance::of(cx.model).and_then(|glance| glance.block.canvas.clone());
    let is_canvas = |stem: &String| cx.model.method.canvas(template_of(stem)).is_some();
    let of_record = || record::of(cx.model, &running.file)?.1.canvases.into_iter().find(is_canvas);
    let canvas = of_block.filter(is_canvas).or_else(of_record)?;
    cx.model.method.canvas(template_of(&canvas))?.section(&section)?;
    Some(Place { canvas, section })
}

fn dot(cx: &Cx, seat: Id, round: &str, note: &str, by: i8) -> Result<Done, No> {
    let closed = || ("closed", sentence!("peer.vote-closed"));
    let no_option = || ("option", sentence!("peer.no-option"));
    let open = cx.model.running_session().and_then(|running| running.session.state().open_round());
    let open = open.filter(|open| open.id.as_str() == round).ok_or_else(closed)?;
    let note = Id::new(note).filter(|note| open.options.contains(note)).ok_or_else(no_option)?;
    Ok(Done::happens(Event::Dot { round: open.id, seat, note, is_given: by > 0 }))
}

/// "I have finished": with the ballot while a vote is open, with writing otherwise.
fn ready(cx: &mut Cx, seat: Id, yes: bool) -> Done {
    let open = cx.model.running_session().and_then(|running| running.session.state().open_round());
    if let Some(round) = open {
        let (round, was) = (round.id, round.done.contains(&seat));
        return if was == yes { Done::Noted } else { Done::happens(Event::Balloted { round, seat, is_done: yes }) };
    }
    at(cx, seat, |at| at.has_finished = yes);
    Done::Noted
}

fn why(refused: Refused) -> No {
    match refused {
        Refused::Dots => ("dots", sentence!("peer.dots")),
        Refused::Full => ("full", sentence!("peer.no-room")),
        Refused::Text => ("empty", sentence!("peer.empty")),
        Refused::Stage | Refused::Erased => ("closed", sentence!("peer.vote-closed")),
        Refused::Changed | Refused::Unknown | Refused::Taken | Refused::RoundOpen | Refused::Hidden => {
            ("bad-message", sentence!("peer.misplaced"))
        }
    }
}
