//! Sessions made of random events.

use fastrand::Rng;
use proptest::prelude::*;

use super::*;
use crate::document::session::{RecordedKind, SessionState};
use crate::method::{BlockKind, Minutes};
use crate::workshop::ballot::Budget;
use crate::workshop::event::Erasure;
use crate::workshop::hidden::{Hidden, HiddenNote, Place, RevealedNote, reveal};
use crate::workshop::round::Round;
use crate::workshop::state::{LiveBlock, NOTE_BYTES, NOTE_LINES, Presence, Seat, Turn};

fn id(number: u32) -> Id {
    Id::from_bits(number)
}

fn place(number: u32) -> Place {
    Place { canvas: "domain".into(), section: format!("section-{number}") }
}

fn block(number: u32) -> LiveBlock {
    LiveBlock {
        id: id(number),
        kind: RecordedKind::Known(BlockKind::Write),
        canvas: None,
        section: None,
        minutes: Minutes::whole(number % 7 + 1),
        fixed: false,
        title: None,
        hint: None,
        is_added: false,
    }
}

fn seat(number: u32) -> Seat {
    Seat { id: id(number), who: format!("seat {number}"), decides: false, presence: Presence::Free }
}

/// A session that runs, with three blocks and three seats.
fn running() -> State {
    State {
        stage: SessionState::Running,
        blocks: (1..4).map(block).collect(),
        seats: (100..103).map(seat).collect(),
        ..State::default()
    }
}

const PRESENCES: [Presence; 5] = [Presence::Free, Presence::Here, Presence::Away, Presence::Absent, Presence::PutOut];

/// Something that may happen: mostly what fits, sometimes what does not.
fn random(state: &State, random: &mut Rng) -> Event {
    let some = |random: &mut Rng, of: u32, count: u32| id(of + random.u32(0..count));
    let seat_of = |random: &mut Rng| some(random, 100, 4);
    let round_of = |random: &mut Rng| {
        let known = state.rounds.len();
        if known > 0 && random.u8(..) > 20 { state.rounds[random.usize(..known)].id } else { some(random, 200, 5) }
    };
    let text = |random: &mut Rng| ["", "a note", "another", "漢字"][random.usize(..4)].repeat(random.usize(1..3));
    match random.u8(0..28) {
        0 => Event::Stage { from: state.stage, to: SessionState::ALL[random.usize(..3)] },
        1 => Event::Closed,
        2 | 3 => Event::Entered { from: state.current, to: random.bool().then(|| some(random, 1, 4)) },
        4 => Event::Paused { is_paused: random.bool() },
        5 => {
            let block = random.choice(&state.blocks).map(|block| (block.id, block.minutes));
            let (block, minutes) = block.unwrap_or((id(9), Minutes::whole(1)));
            Event::Minutes { changes: vec![(block, minutes, Minutes::tenths(random.u32(0..5000)))] }
        }
        6 => Event::Added { at: random.usize(0..6), block: block(random.u32(1..9)) },
        7 => {
            let at = random.usize(0..5);
            Event::Removed { at, block: state.blocks.get(at).cloned().unwrap_or_else(|| block(1)) }
        }
        8 => Event::Moved { from: random.usize(0..5), to: random.usize(0..5) },
        9 => Event::SeatAdded { at: random.usize(0..4), seat: seat(random.u32(100..110)) },
        10 => {
            let at = random.usize(0..4);
            Event::SeatRemoved { at, seat: state.seats.get(at).cloned().unwrap_or_else(|| seat(100)) }
        }
        11 => {
            let id = seat_of(random);
            let from = state.seat(id).map_or(Presence::Free, |seat| seat.presence);
            Event::Seat { seat: id, from, to: PRESENCES[random.usize(..5)] }
        }
        12..=14 => {
            let seat = random.bool().then(|| seat_of(random));
            let note = HiddenNote { key: random.u32(0..20), seat, place: place(random.u32(0..2)), text: text(random) };
            Event::Wrote { note }
        }
        15 => match random.choice(state.hidden.values()) {
            Some(note) => Event::Dropped { note: note.clone() },
            None => Event::Closed,
        },
        16 => match random.choice(state.hidden.values()) {
            Some(note) => Event::Rewrote { key: note.key, from: note.text.clone(), to: text(random) },
            None => Event::Closed,
        },
        17 => {
            let place = place(random.u32(0..2));
            let notes = state.hidden_in(&place).cloned().collect();
            let mut bits = Rng::with_seed(random.u64(..));
            let mut next = random.u32(1000..1 << 29);
            let draw = || {
                next += 1;
                id(next)
            };
            Event::Revealed { place, step: random.u64(0..10), notes: reveal(notes, &mut || bits.u64(..), draw) }
        }
        18 => {
            let turn = Turn { order: state.seats.iter().map(|seat| seat.id).collect(), at: random.usize(0..3) };
            Event::Turn { from: state.turn.clone(), to: random.bool().then_some(turn) }
        }
        19 => {
            let options: Vec<Id> = (0..random.u32(0..5)).map(|at| id(300 + at)).collect();
            let budget = Budget { dots: random.u32(0..4), most: random.bool().then(|| random.u32(0..4)) };
            Event::RoundOpened { round: Round::open(some(random, 200, 5), "domain", options, budget) }
        }
        20 => Event::RoundClosed { round: round_of(random) },
        21 => Event::RoundReopened { round: round_of(random) },
        22 | 23 => {
            let (round, seat) = (round_of(random), seat_of(random));
            Event::Dot { round, seat, note: some(random, 300, 5), is_given: random.u8(..) > 80 }
        }
        24 => Event::Balloted { round: round_of(random), seat: seat_of(random), is_done: random.bool() },
        25 => {
            let dots = (0..random.usize(0..4)).map(|_| some(random, 300, 5)).collect();
            Event::Slip { round: round_of(random), dots }
        }
        26 => {
            let round = round_of(random);
            let from = state.round(round).map(|round| round.ballots.typed.clone()).unwrap_or_default();
            let end = if random.bool() { 20 } else { u32::MAX };
            let to = (0..random.u32(0..3)).map(|at| (id(300 + at), random.u32(0..=end))).collect();
            Event::Typed { round, from, to }
        }
        _ => {
            let seat = seat_of(random);
            Event::Rated { seat, from: state.rated.get(&seat).copied(), to: Some(random.u8(0..7)) }
        }
    }
}

/// The state with notes of nobody where an event reveals them: what is left of their authors once they are hidden again.
fn as_nobodys(mut state: State, event: &Event) -> State {
    if let Event::Revealed { notes, .. } = event {
        for one in notes {
            if let Some(note) = state.hidden.get_mut(&one.note.key) {
                note.seat = None;
            }
        }
    }
    state
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Whatever happens, in whatever order, and whatever of it is taken back: the state is what the events that were taken
    /// in come to, the inverse of the last one restores it but for the authors of what was revealed, and a refused one
    /// changes nothing.
    #[test]
    fn the_state_is_what_its_events_come_to(seed in any::<u64>()) {
        let mut rng = Rng::with_seed(seed);
        let mut state = running();
        let mut events: Vec<Event> = Vec::new();
        for _ in 0..120 {
            let before = state.clone();
            if rng.u8(..) < 60
                && let Some(inverse) = events.last().and_then(Event::inverse)
            {
                prop_assert_eq!(state.apply(&inverse), Ok(()), "{:?}", events.last());
                // Hiding again is an event of its own, as authors do not come back.
                match inverse {
                    Event::Hid { .. } => events.push(inverse),
                    _ => drop(events.pop()),
                }
            } else {
                let event = random(&state, &mut rng);
                if state.apply(&event).is_err() {
                    prop_assert_eq!(&state, &before, "a refused event changes nothing: {:?}", event);
                    continue;
                }
                if let Some(inverse) = event.inverse() {
                    let mut back = state.clone();
                    prop_assert_eq!(back.apply(&inverse), Ok(()), "{:?}", event);
                    prop_assert_eq!(back, as_nobodys(before, &event), "{:?}", event);
                    prop_assert_eq!(inverse.inverse(), Some(event.clone()));
                }
                events.push(event);
            }
            let mut folded = running();
            for event in &events {
                prop_assert_eq!(folded.apply(event), Ok(()));
            }
            prop_assert_eq!(&folded, &state);
            // What is kept of an event is read back as it was.
            if let Some(event) = events.last() {
                let line = serde_json::to_string(event).expect("a line");
                prop_assert_eq!(&serde_json::from_str::<Event>(&line).expect("an event"), event);
            }
        }
        let line = serde_json::to_string(&state).expect("a line");
        prop_assert_eq!(serde_json::from_str::<State>(&line).expect("a state"), state);
    }
}

fn hidden(key: u32, by: u32, text: &str) -> Event {
    Event::Wrote { note: HiddenNote { key, seat: Some(id(by)), place: place(0), text: text.into() } }
}

#[test]
fn a_reveal_is_kept_without_authors_and_can_be_taken_back_beside_late_notes() {
    let mut state = running();
    for event in [hidden(0, 100, "one"), hidden(1, 101, "two")] {
        state.apply(&event).expect("it fits");
    }
    let notes: Vec<RevealedNote> =
        state.hidden.values().map(|note| RevealedNote { id: id(500 + note.key), note: note.clone() }).collect();
    let event = Event::Revealed { place: place(0), step: 4, notes };
    state.apply(&event).expect("it fits");
    assert_eq!(state.revealed[&4].1, [id(500), id(501)]);
    let kept = serde_json::to_string(&event.to_keep()).expect("a line");
    assert!(!kept.contains(id(100).as_str()) && !kept.contains(id(101).as_str()), "{kept}");
    state.apply(&hidden(2, 102, "late")).expect("it fits");
    state.apply(&event.to_keep().inverse().expect("one")).expect("it fits");
    assert_eq!(state.count(&place(0)), Hidden { notes: 3, writers: 2 }, "two are nobody's now");
}

#[test]
fn a_vote_says_for_ever_that_a_dot_changed_after_its_totals_were_seen() {
    let at = Duration::from_secs;
    let budget = Budget { dots: 2, most: None };
    let round = id(200);
    let dot = |note, is_given| Event::Dot { round, seat: id(100), note: id(note), is_given };
    let mut session = Session::at(running());
    let opened = Event::RoundOpened { round: Round::open(round, "domain", vec![id(300), id(301)], budget) };
    for event in [opened, dot(300, true), Event::RoundClosed { round }, Event::RoundReopened { round }] {
        session.apply(&event, at(1)).expect("it fits");
    }
    assert!(!session.seen(round), "a look alone brands nothing");
    session.apply(&dot(301, true), at(2)).expect("it fits");
    assert!(session.seen(round));
    session.apply(&dot(301, false), at(2)).expect("it fits");
    assert!(!session.seen(round), "it is as it was");
    for event in [dot(301, true), Event::RoundClosed { round }] {
        session.apply(&event, at(3)).expect("it fits");
    }
    session.apply(&Event::Erased { what: Erasure::Ballots(round) }, at(4)).expect("it fits");
    assert!(session.seen(round) && session.state().round(round).expect("there").ballots == Ballots::default());
    assert_eq!(session.apply(&Event::RoundReopened { round }, at(5)), Err(Refused::Erased));
}

#[test]
fn a_vote_whose_ballots_are_there_is_not_marked_by_the_erasure_of_another() {
    let at = Duration::from_secs;
    let budget = Budget { dots: 2, most: None };
    let mut session = Session::at(running());
    let dot = |round, is_given| Event::Dot { round, seat: id(100), note: id(300), is_given };
    let (first, second) = (id(200), id(201));
    for round in [first, second] {
        let opened = Event::RoundOpened { round: Round::open(round, "domain", vec![id(300), id(301)], budget) };
        let closed = Event::RoundClosed { round };
        for event in [opened, closed.clone(), Event::RoundReopened { round }, dot(round, true), closed] {
            session.apply(&event, at(1)).expect("it fits");
        }
        assert!(session.seen(round));
    }
    session.apply(&Event::Erased { what: Erasure::Ballots(first) }, at(2)).expect("it fits");
    assert!(session.seen(first) && session.seen(second));
    for event in [Event::RoundReopened { round: second }, dot(second, false)] {
        session.apply(&event, at(3)).expect("it fits");
    }
    assert!(session.seen(first), "its ballots are gone");
    assert!(!session.seen(second), "it is as it was when its totals were shown");
}

#[test]
fn totals_of_more_dots_than_a_session_has_are_refused() {
    let (round, mut state) = (id(200), running());
    let budget = Budget { dots: 3, most: Some(2) };
    let opened = Round::open(round, "domain", vec![id(300), id(301)], budget);
    state.apply(&Event::RoundOpened { round: opened }).expect("it fits");
    let mut typed = |first, second| {
        let to = [(id(300), first), (id(301), second)].into();
        state.apply(&Event::Typed { round, from: state.rounds[0].ballots.typed.clone(), to })
    };
    // Twelve seats: 24 dots on one note, 36 together.
    assert_eq!(typed(24, 12), Ok(()));
    for (first, second) in [(25, 0), (24, 13), (u32::MAX, 0), (u32::MAX, u32::MAX)] {
        assert_eq!(typed(first, second), Err(Refused::Dots), "{first} {second}");
    }
}

#[test]
fn the_clock_follows_the_blocks_and_undo_gives_no_time_back() {
    let at = Duration::from_secs;
    let mut session = Session::at(running());
    let enter = |from: Option<u32>, to: Option<u32>| Event::Entered { from: from.map(id), to: to.map(id) };
    session.apply(&enter(None, Some(1)), at(0)).expect("it fits");
    session.apply(&enter(Some(1), Some(2)), at(60)).expect("it fits");
    session.apply(&Event::Paused { is_paused: true }, at(70)).expect("it fits");
    session.apply(&enter(Some(2), Some(1)), at(80)).expect("it fits");
    assert!(!session.clock.is_running(), "a pause lasts until it is ended");
    session.apply(&Event::Paused { is_paused: false }, at(90)).expect("it fits");
    assert_eq!((session.clock.spent(id(1), at(95)), session.clock.spent(id(2), at(95))), (at(65), at(10)));
    session.apply(&Event::Closed, at(100)).expect("it fits");
    assert_eq!(session.clock.spent(id(1), at(500)), at(70));
}

#[test]
fn what_is_hidden_keeps_a_session_from_closing_and_a_seat_from_going() {
    let mut state = running();
    state.apply(&hidden(0, 100, "one")).expect("it fits");
    assert_eq!(state.apply(&Event::Closed), Err(Refused::Hidden));
    assert_eq!(state.apply(&Event::SeatRemoved { at: 0, seat: seat(100) }), Err(Refused::Hidden));
    for text in ["", "  \n ", &"x".repeat(NOTE_BYTES + 1), &"x\n".repeat(NOTE_LINES + 1)] {
        assert_eq!(state.apply(&hidden(1, 100, text)), Err(Refused::Text));
    }
    let mut session = Session::at(state);
    assert_eq!((session.draw_key(), session.draw_key()), (1, 2), "no key twice");
}
