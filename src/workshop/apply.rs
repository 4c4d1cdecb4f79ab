//! What an event changes, and when it does not fit. Nothing here panics, whatever an event says.

use std::collections::BTreeSet;

use super::ballot::fits;
use super::event::{Erasure, Event};
use super::hidden::{HiddenNote, Place, RevealedNote};
use super::round::{Ballots, Round};
use super::state::{LiveBlock, NOTES, NOTES_OF_A_SEAT, Presence, Refused, SEATS, Seat, State, Turn, is_short};
use crate::document::Id;
use crate::document::session::SessionState;
use crate::method::Minutes;

type Applied = Result<(), Refused>;

/// Refuses where something does not hold.
fn ensure(holds: bool, refused: Refused) -> Applied {
    if holds { Ok(()) } else { Err(refused) }
}

impl State {
    /// Takes an event in.
    ///
    /// # Errors
    /// Why it does not fit; then nothing changed.
    pub fn apply(&mut self, event: &Event) -> Result<(), Refused> {
        apply(self, event)
    }
}

/// Takes an event into a state, which stays as it was where it does not fit.
fn apply(state: &mut State, event: &Event) -> Applied {
    if !matches!(event, Event::Stage { .. }) && changes_a_running_session(event) {
        ensure(state.stage == SessionState::Running, Refused::Stage)?;
    }
    match event {
        Event::Stage { from, to } => state.go(*from, *to),
        Event::Closed => state.close(),
        Event::Entered { from, to } => state.enter(*from, *to),
        Event::Paused { is_paused } => replace(&mut state.is_paused, &!is_paused, is_paused),
        Event::Minutes { changes } => state.minutes(changes),
        Event::Added { at, block } => state.add_block(*at, block),
        Event::Removed { at, block } => state.remove_block(*at, block),
        Event::Moved { from, to } => state.move_block(*from, *to),
        Event::SeatAdded { at, seat } => state.add_seat(*at, seat),
        Event::SeatRemoved { at, seat } => state.remove_seat(*at, seat),
        Event::Seat { seat, from, to } => state.presence(*seat, *from, *to),
        Event::Wrote { note } => state.write(note),
        Event::Dropped { note } => {
            ensure(state.hidden.get(&note.key).is_some_and(|hidden| is_same(hidden, note)), Refused::Changed)?;
            state.hidden.remove(&note.key);
            Ok(())
        }
        Event::Rewrote { key, from, to } => {
            is_text(to)?;
            let note = state.hidden.get_mut(key).ok_or(Refused::Unknown)?;
            replace(&mut note.text, from, to)
        }
        Event::Revealed { place, step, notes } => state.reveal(place, *step, notes),
        Event::Hid { place, step, notes } => state.hide(place, *step, notes),
        Event::Turn { from, to } => state.turn(from.as_ref(), to.as_ref()),
        Event::RoundOpened { round } => state.open_a_round(round),
        Event::RoundTaken { round } => {
            ensure(state.rounds.last() == Some(round), Refused::Changed)?;
            state.rounds.pop();
            Ok(())
        }
        Event::RoundClosed { round } => {
            let round = state.round_mut(*round)?;
            replace(&mut round.is_open, &true, &false)
        }
        Event::RoundReopened { round } => {
            ensure(state.open_round().is_none(), Refused::RoundOpen)?;
            let round = state.round_mut(*round)?;
            ensure(round.erased.is_none(), Refused::Erased)?;
            replace(&mut round.is_open, &false, &true)
        }
        Event::Dot { round, seat, note, is_given } => {
            let known = state.seat(*seat).ok_or(Refused::Unknown)?;
            ensure(!is_out(known), Refused::Unknown)?;
            ensure(state.open(*round)?.dot(*seat, *note, *is_given), Refused::Dots)
        }
        Event::Balloted { round, seat, is_done } => {
            ensure(state.seat(*seat).is_some(), Refused::Unknown)?;
            let done = &mut state.open(*round)?.done;
            ensure(if *is_done { done.insert(*seat) } else { done.remove(seat) }, Refused::Changed)
        }
        Event::Slip { round, dots } => state.slip(*round, dots),
        Event::SlipTaken { round, dots } => {
            let slips = &mut state.open(*round)?.ballots.slips;
            ensure(slips.last() == Some(dots), Refused::Changed)?;
            slips.pop();
            Ok(())
        }
        Event::Typed { round, from, to } => {
            let round = state.open(*round)?;
            ensure(to.keys().all(|note| round.options.contains(note)), Refused::Unknown)?;
            ensure(round.ballots.typed == *from && from != to, Refused::Changed)?;
            ensure(round.can_be(to), Refused::Dots)?;
            round.ballots.typed.clone_from(to);
            Ok(())
        }
        Event::Shared { is_shared } => replace(&mut state.is_private, is_shared, &!is_shared),
        Event::Rated { seat, from, to } => state.rate(*seat, *from, *to),
        Event::Fingers { from, to } => replace(&mut state.fingers, from, to),
        Event::Erased { what } => state.erase(*what),
    }
}

/// Whether an event belongs to a session that runs. The agenda and the people can be changed before, too.
fn changes_a_running_session(event: &Event) -> bool {
    !matches!(
        event,
        Event::Minutes { .. }
            | Event::Added { .. }
            | Event::Removed { .. }
            | Event::Moved { .. }
            | Event::SeatAdded { .. }
            | Event::SeatRemoved { .. }
            | Event::Seat { .. }
            | Event::Shared { .. }
            | Event::Erased { .. }
    )
}

fn replace<T: PartialEq + Clone>(value: &mut T, from: &T, to: &T) -> Applied {
    ensure(value == from && from != to, Refused::Changed)?;
    value.clone_from(to);
    Ok(())
}

fn is_out(seat: &Seat) -> bool {
    matches!(seat.presence, Presence::Absent | Presence::PutOut)
}

/// Whether what is hidden is the note an event is about. Whose a note is that was revealed once is forgotten, so an event
/// from before may still know it.
fn is_same(hidden: &HiddenNote, note: &HiddenNote) -> bool {
    let is_owner = hidden.seat.is_none() || hidden.seat == note.seat;
    is_owner && (hidden.key, &hidden.place, &hidden.text) == (note.key, &note.place, &note.text)
}

/// Whether a hidden note can say this.
fn is_text(text: &str) -> Applied {
    ensure(is_short(text) && !text.trim().is_empty(), Refused::Text)
}

impl State {
    fn go(&mut self, from: SessionState, to: SessionState) -> Applied {
        ensure(self.stage == from, Refused::Stage)?;
        let is_a_way = match (from, to) {
            (SessionState::Planned | SessionState::Closed, SessionState::Running) => true,
            // Taking one of these back: as it was then.
            (SessionState::Running, SessionState::Planned | SessionState::Closed) => {
                self.current.is_none() && self.turn.is_none()
            }
            _ => false,
        };
        ensure(is_a_way, Refused::Stage)?;
        ensure(to == SessionState::Running || self.hidden.is_empty(), Refused::Hidden)?;
        ensure(to == SessionState::Running || self.open_round().is_none(), Refused::RoundOpen)?;
        self.stage = to;
        Ok(())
    }

    fn close(&mut self) -> Applied {
        ensure(self.hidden.is_empty(), Refused::Hidden)?;
        ensure(self.open_round().is_none(), Refused::RoundOpen)?;
        (self.stage, self.current, self.turn, self.is_paused) = (SessionState::Closed, None, None, false);
        Ok(())
    }

    fn enter(&mut self, from: Option<Id>, to: Option<Id>) -> Applied {
        ensure(self.open_round().is_none(), Refused::RoundOpen)?;
        ensure(to.is_none_or(|block| self.block(block).is_some()), Refused::Unknown)?;
        replace(&mut self.current, &from, &to)
    }

    fn minutes(&mut self, changes: &[(Id, Minutes, Minutes)]) -> Applied {
        let mut seen = BTreeSet::new();
        ensure(!changes.is_empty() && changes.iter().all(|(block, ..)| seen.insert(*block)), Refused::Taken)?;
        for (block, from, to) in changes {
            let block = self.block(*block).ok_or(Refused::Unknown)?;
            ensure(block.minutes == *from && from != to, Refused::Changed)?;
            ensure(to.is_of_a_block(), Refused::Full)?;
        }
        for (id, _, to) in changes {
            if let Some(block) = self.blocks.iter_mut().find(|block| block.id == *id) {
                block.minutes = *to;
            }
        }
        Ok(())
    }

    fn add_block(&mut self, at: usize, block: &LiveBlock) -> Applied {
        ensure(self.block(block.id).is_none(), Refused::Taken)?;
        ensure(at <= self.blocks.len(), Refused::Unknown)?;
        ensure(block.minutes.is_of_a_block(), Refused::Full)?;
        self.blocks.insert(at, block.clone());
        Ok(())
    }

    fn remove_block(&mut self, at: usize, block: &LiveBlock) -> Applied {
        ensure(self.blocks.get(at) == Some(block), Refused::Changed)?;
        ensure(self.current != Some(block.id), Refused::Taken)?;
        self.blocks.remove(at);
        Ok(())
    }

    fn move_block(&mut self, from: usize, to: usize) -> Applied {
        ensure(from < self.blocks.len() && to < self.blocks.len(), Refused::Unknown)?;
        ensure(from != to, Refused::Changed)?;
        let block = self.blocks.remove(from);
        self.blocks.insert(to, block);
        Ok(())
    }

    fn add_seat(&mut self, at: usize, seat: &Seat) -> Applied {
        ensure(self.seat(seat.id).is_none(), Refused::Taken)?;
        ensure(self.seats.iter().all(|known| known.who != seat.who), Refused::Taken)?;
        ensure(self.seats.len() < SEATS, Refused::Full)?;
        ensure(at <= self.seats.len(), Refused::Unknown)?;
        self.seats.insert(at, seat.clone());
        Ok(())
    }

    /// Takes a seat away, unless something of its owner is still hidden or in a ballot box.
    fn remove_seat(&mut self, at: usize, seat: &Seat) -> Applied {
        ensure(self.seats.get(at) == Some(seat), Refused::Changed)?;
        ensure(self.hidden.values().all(|note| note.seat != Some(seat.id)), Refused::Hidden)?;
        let is_in = |round: &Round| round.ballots.seats.contains_key(&seat.id) || round.done.contains(&seat.id);
        ensure(!self.rounds.iter().any(is_in), Refused::RoundOpen)?;
        ensure(!self.rated.contains_key(&seat.id), Refused::Taken)?;
        ensure(self.turn.as_ref().is_none_or(|turn| !turn.order.contains(&seat.id)), Refused::Taken)?;
        self.seats.remove(at);
        Ok(())
    }

    fn presence(&mut self, seat: Id, from: Presence, to: Presence) -> Applied {
        let seat = self.seats.iter_mut().find(|known| known.id == seat).ok_or(Refused::Unknown)?;
        replace(&mut seat.presence, &from, &to)
    }

    fn write(&mut self, note: &HiddenNote) -> Applied {
        is_text(&note.text)?;
        ensure(!self.hidden.contains_key(&note.key), Refused::Taken)?;
        ensure(self.hidden.len() < NOTES, Refused::Full)?;
        if let Some(seat) = note.seat {
            // Whoever was put out cannot write, which the host sees to; what they wrote can be brought back.
            ensure(self.seat(seat).is_some(), Refused::Unknown)?;
            let own = self.hidden.values().filter(|known| known.seat == note.seat).count();
            ensure(own < NOTES_OF_A_SEAT, Refused::Full)?;
        }
        self.hidden.insert(note.key, note.clone());
        Ok(())
    }

    /// Reveals hidden notes of a place: all of them, or those that were revealed before, where it is done again.
    fn reveal(&mut self, place: &Place, step: u64, notes: &[RevealedNote]) -> Applied {
        ensure(!self.revealed.contains_key(&step), Refused::Taken)?;
        ensure(!notes.is_empty(), Refused::Changed)?;
        let is_hidden = |one: &RevealedNote| {
            one.note.place == *place && self.hidden.get(&one.note.key).is_some_and(|hidden| is_same(hidden, &one.note))
        };
        ensure(notes.iter().all(is_hidden), Refused::Changed)?;
        let mut ids: BTreeSet<Id> = self.revealed.values().flat_map(|(_, ids)| ids).copied().collect();
        ensure(notes.iter().all(|one| ids.insert(one.id)), Refused::Taken)?;
        let mut keys = BTreeSet::new();
        ensure(notes.iter().all(|one| keys.insert(one.note.key)), Refused::Taken)?;
        self.hidden.retain(|key, _| !keys.contains(key));
        self.revealed.insert(step, (place.clone(), notes.iter().map(|one| one.id).collect()));
        Ok(())
    }

    /// Hides what was revealed, as nobody's: who wrote it was forgotten at the reveal, here as in what is kept of it.
    fn hide(&mut self, place: &Place, step: u64, notes: &[RevealedNote]) -> Applied {
        let (of, ids) = self.revealed.get(&step).ok_or(Refused::Unknown)?;
        ensure(of == place && ids.iter().eq(notes.iter().map(|one| &one.id)), Refused::Changed)?;
        let mut keys = BTreeSet::new();
        let is_free = |one: &RevealedNote| one.note.place == *place && !self.hidden.contains_key(&one.note.key);
        ensure(notes.iter().all(|one| is_free(one) && keys.insert(one.note.key)), Refused::Taken)?;
        self.revealed.remove(&step);
        let as_nobodys = |one: &RevealedNote| HiddenNote { seat: None, ..one.note.clone() };
        self.hidden.extend(notes.iter().map(|one| (one.note.key, as_nobodys(one))));
        Ok(())
    }

    fn turn(&mut self, from: Option<&Turn>, to: Option<&Turn>) -> Applied {
        ensure(self.turn.as_ref() == from && from != to, Refused::Changed)?;
        if let Some(turn) = to {
            let mut seen = BTreeSet::new();
            let is_seat = |seat: &Id| self.seat(*seat).is_some() && seen.insert(*seat);
            ensure(turn.at < turn.order.len() && turn.order.iter().all(is_seat), Refused::Unknown)?;
        }
        self.turn = to.cloned();
        Ok(())
    }

    fn open_a_round(&mut self, round: &Round) -> Applied {
        ensure(self.open_round().is_none(), Refused::RoundOpen)?;
        ensure(self.round(round.id).is_none(), Refused::Taken)?;
        let mut seen = BTreeSet::new();
        let is_sound = round.options.len() >= 2 && round.options.iter().all(|note| seen.insert(*note));
        let (dots, most) = (round.budget.dots, round.budget.most);
        let has_dots = dots >= 1 && most.is_none_or(|most| (1..=dots).contains(&most));
        ensure(is_sound && has_dots, Refused::Dots)?;
        let is_new = round.is_open && round.erased.is_none() && round.done.is_empty();
        ensure(is_new && round.ballots == Ballots::default(), Refused::Changed)?;
        self.rounds.push(round.clone());
        Ok(())
    }

    fn slip(&mut self, round: Id, dots: &[Id]) -> Applied {
        let round = self.open(round)?;
        for (at, note) in dots.iter().enumerate() {
            ensure(round.options.contains(note), Refused::Unknown)?;
            ensure(fits(&dots[..at], *note, round.budget).is_ok(), Refused::Dots)?;
        }
        round.ballots.slips.push(dots.to_vec());
        Ok(())
    }

    fn rate(&mut self, seat: Id, from: Option<u8>, to: Option<u8>) -> Applied {
        ensure(self.seat(seat).is_some(), Refused::Unknown)?;
        ensure(to.is_none_or(|mark| (1..=5).contains(&mark)), Refused::Full)?;
        ensure(self.rated.get(&seat).copied() == from && from != to, Refused::Changed)?;
        match to {
            Some(mark) => self.rated.insert(seat, mark),
            None => self.rated.remove(&seat),
        };
        Ok(())
    }

    fn erase(&mut self, what: Erasure) -> Applied {
        match what {
            Erasure::Ballots(round) => {
                let round = self.round_mut(round)?;
                ensure(!round.is_open, Refused::RoundOpen)?;
                round.erase();
            }
            Erasure::Everything => {
                ensure(self.stage == SessionState::Closed, Refused::Stage)?;
                self.rounds.iter_mut().for_each(Round::erase);
                for mark in std::mem::take(&mut self.rated).into_values() {
                    if let Some(count) = self.fingers.get_mut(usize::from(mark).saturating_sub(1)) {
                        *count = count.saturating_add(1);
                    }
                }
            }
        }
        Ok(())
    }

    fn round_mut(&mut self, id: Id) -> Result<&mut Round, Refused> {
        self.rounds.iter_mut().find(|round| round.id == id).ok_or(Refused::Unknown)
    }

    fn open(&mut self, id: Id) -> Result<&mut Round, Refused> {
        let round = self.round_mut(id)?;
        ensure(round.erased.is_none(), Refused::Erased)?;
        ensure(round.is_open, Refused::Stage)?;
        Ok(round)
    }
}
