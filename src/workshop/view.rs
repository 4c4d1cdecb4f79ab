//! What one recipient may see of a session.
//!
//! Hidden means that it is not there, never that it is there and not drawn: a view is made for each recipient from what
//! that recipient may know. A seat gets its own hidden notes and dots; everybody gets what was revealed, counts, and
//! totals of votes that are closed; nobody gets another's hidden text, draft or ballot, or a tally before the close.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::agenda::stops;
use super::clock::left;
use super::hidden::Place;
use super::round::Round;
use super::seen::{SeenForm, SeenItem};
use super::session::Session;
use super::state::LiveBlock;
use crate::document::Id;

/// Who looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// Whoever runs the session. What is drawn there is seen by the room, unless the picture is private.
    Driver,
    /// Somebody at a keyboard of their own.
    Seat(Id),
    /// The room, in a second terminal.
    Stage,
}

/// A note that everybody may see.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenNote {
    /// Its number.
    pub n: String,
    pub id: String,
    pub text: String,
    pub kind: String,
    /// The note it is grouped under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<String>,
}

/// A section with what is revealed in it, as the documents have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSection {
    /// Its number on its canvas, from 1.
    pub n: usize,
    pub place: Place,
    pub title: String,
    pub notes: Vec<SeenNote>,
    /// How many of its notes are hidden, as the room was told last: it is told in steps, so that nobody sees who just wrote.
    pub hidden: usize,
}

/// What of the block that goes on is words: from the method, in the language of the session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockWords {
    pub title: String,
    pub question: String,
    /// What its canvas or checklist is called; nothing where it is about none.
    pub document: String,
    /// When the session ends, as it looks now: `14:37`.
    pub ends: String,
    /// How many of those at a keyboard of their own have finished, while that is asked.
    pub finished: Option<Finished>,
    /// The decision or action that is worded just now.
    pub form: Option<SeenForm>,
    /// What is gone through.
    pub items: Vec<SeenItem>,
    /// When a break is over: `10:20`.
    pub back_at: Option<String>,
}

/// What a recipient sees.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Counts up; the newest counts.
    pub serial: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<SeenBlock>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<SeenClock>,
    #[serde(default)]
    pub sections: Vec<SeenSection>,
    /// When the session ends, as it looks now, on the wall: `14:37`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ends: String,
    /// While people write or vote: how many have finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished: Option<Finished>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<SeenRound>,
    /// Whose turn it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<String>,
    /// The decision or action that is worded just now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<SeenForm>,
    /// What the room goes through.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<SeenItem>,
    /// When a break is over, on the wall: `10:20`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_at: Option<String>,
    /// The recipient's own hidden notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mine: Vec<OwnNote>,
    /// How many hidden notes each has who writes: for the driver alone, on a private picture.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub writers: Vec<Writer>,
}

/// The block that goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenBlock {
    /// The number of its stop, from 1.
    pub n: usize,
    /// How many stops there are.
    pub of: usize,
    pub kind: String,
    pub title: String,
    pub question: String,
    /// What its canvas or checklist is called.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub document: String,
    /// The id of the section it is about; nothing where it is about all of them, or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
}

/// How many have finished, of how many who are at a keyboard of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finished {
    pub done: usize,
    pub of: usize,
}

/// The clock. Whoever gets it counts on by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenClock {
    /// Milliseconds that are left; below 0 what is over.
    pub left_ms: i64,
    pub running: bool,
}

/// A section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenSection {
    pub n: usize,
    /// What a hidden note names it by.
    #[serde(default)]
    pub id: String,
    pub title: String,
    /// How many notes are hidden.
    pub count: usize,
    pub notes: Vec<SeenNote>,
    /// How many notes were left out, so that the view is not too long.
    #[serde(default, skip_serializing_if = "is_none")]
    pub more: usize,
}

/// A vote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenRound {
    pub id: String,
    pub question: String,
    pub dots: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
    pub options: Vec<String>,
    /// How many have finished.
    pub done: usize,
    /// How many can vote.
    pub voters: usize,
    /// The notes with their dots, the most first; nothing while the vote is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub totals: Option<Vec<(String, u32)>>,
    /// The recipient's own dots.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ballot: Vec<String>,
}

/// A hidden note of the recipient's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnNote {
    /// What it is named by until it has an id.
    pub note: u32,
    pub section: String,
    pub text: String,
}

/// How much somebody has written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writer {
    pub who: String,
    pub count: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

impl View {
    /// What a recipient sees now. `sections` are those of the documents that are worked on, with what is revealed.
    #[must_use]
    pub fn of(
        session: &Session,
        recipient: Recipient,
        sections: &[OpenSection],
        words: &BlockWords,
        now: Duration,
    ) -> Self {
        let state = session.state();
        let current = state.current.and_then(|id| state.block(id));
        let seen = |open: &OpenSection| SeenSection {
            n: open.n,
            id: open.place.section.clone(),
            title: open.title.clone(),
            count: open.hidden,
            notes: open.notes.clone(),
            more: 0,
        };
        let turn = state.turn.as_ref().and_then(|turn| turn.order.get(turn.at)).and_then(|seat| state.seat(*seat));
        Self {
            serial: 0,
            block: current.map(|block| block_of(&state.blocks, block, words)),
            clock: current.map(|block| clock_of(session, block, now)),
            sections: sections.iter().map(seen).collect(),
            ends: words.ends.clone(),
            finished: words.finished,
            round: state.round_in_sight().map(|round| round_of(session, round, recipient)),
            turn: turn.map(|seat| seat.who.clone()),
            form: words.form.clone(),
            items: words.items.clone(),
            back_at: words.back_at.clone(),
            mine: match recipient {
                Recipient::Seat(seat) => own_notes(session, seat),
                Recipient::Driver | Recipient::Stage => Vec::new(),
            },
            writers: writers(session, recipient),
        }
    }

    /// Leaves out notes, from the end of the longest section, until `fits`.
    pub fn cut(&mut self, fits: impl Fn(&Self) -> bool) {
        while !fits(self) {
            let Some(longest) = self.sections.iter_mut().max_by_key(|section| section.notes.len()) else { return };
            let keep = longest.notes.len() / 2;
            if longest.notes.is_empty() {
                return;
            }
            longest.more += longest.notes.len() - keep;
            longest.notes.truncate(keep);
        }
    }
}

fn block_of(blocks: &[LiveBlock], block: &LiveBlock, words: &BlockWords) -> SeenBlock {
    let stops = stops(blocks, |block| (block.canvas.as_deref(), block.section.as_deref()));
    let at = blocks.iter().position(|known| known.id == block.id).unwrap_or_default();
    let n = stops.iter().position(|stop| stop.contains(&at)).unwrap_or_default() + 1;
    SeenBlock {
        n,
        of: stops.len(),
        kind: block.kind.word().to_owned(),
        title: words.title.clone(),
        question: words.question.clone(),
        document: words.document.clone(),
        section: block.section.clone(),
    }
}

fn clock_of(session: &Session, block: &LiveBlock, now: Duration) -> SeenClock {
    let ms = |time: Duration| i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
    let left_ms = match left(block.minutes, session.clock.spent(block.id, now)) {
        Ok(left) => ms(left),
        Err(over) => -ms(over),
    };
    SeenClock { left_ms, running: session.clock.is_running() }
}

fn round_of(session: &Session, round: &Round, recipient: Recipient) -> SeenRound {
    let word = |id: &Id| id.to_string();
    let ballot = match recipient {
        Recipient::Seat(seat) => round.ballots.seats.get(&seat).map(|dots| dots.iter().map(word).collect()),
        Recipient::Driver | Recipient::Stage => None,
    };
    let totals = || round.ranking().into_iter().map(|(note, dots)| (note.to_string(), dots)).collect();
    SeenRound {
        id: round.id.to_string(),
        question: round.question.clone(),
        dots: round.budget.dots,
        most: round.budget.most,
        options: round.options.iter().map(word).collect(),
        done: round.done.len(),
        voters: session.state().present().count(),
        totals: (!round.is_open).then(totals),
        ballot: ballot.unwrap_or_default(),
    }
}

/// The hidden notes of a seat, for nobody but itself.
#[must_use]
pub fn own_notes(session: &Session, seat: Id) -> Vec<OwnNote> {
    let own = session.state().hidden.values().filter(|note| note.seat == Some(seat));
    own.map(|note| OwnNote { note: note.key, section: note.place.section.clone(), text: note.text.clone() }).collect()
}

fn writers(session: &Session, recipient: Recipient) -> Vec<Writer> {
    let state = session.state();
    if recipient != Recipient::Driver || !state.is_private || state.hidden.is_empty() {
        return Vec::new();
    }
    let count = |seat: Id| state.hidden.values().filter(|note| note.seat == Some(seat)).count();
    state.present().map(|seat| Writer { who: seat.who.clone(), count: count(seat.id) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::session::{RecordedKind, SessionState};
    use crate::method::{BlockKind, Minutes};
    use crate::workshop::ballot::Budget;
    use crate::workshop::event::Event;
    use crate::workshop::hidden::HiddenNote;
    use crate::workshop::state::{Presence, Seat, State};

    fn id(number: u32) -> Id {
        Id::from_bits(number)
    }

    fn place() -> Place {
        Place { canvas: "domain".into(), section: "entities".into() }
    }

    /// A session with seven seats that is at its only block.
    fn session() -> Session {
        let seat = |at: u32| Seat { id: id(at), who: format!("WHO{at}"), decides: false, presence: Presence::Here };
        let block = LiveBlock {
            id: id(1),
            kind: RecordedKind::Known(BlockKind::Write),
            canvas: Some("domain".into()),
            section: Some("entities".into()),
            minutes: Minutes::whole(5),
            fixed: false,
            title: None,
            hint: None,
            is_added: false,
        };
        let state = State {
            stage: SessionState::Running,
            blocks: vec![block],
            seats: (100..107).map(seat).collect(),
            ..State::default()
        };
        let mut session = Session::at(state);
        session.apply(&Event::Entered { from: None, to: Some(id(1)) }, Duration::ZERO).expect("it fits");
        session
    }

    fn seen(session: &Session, recipient: Recipient) -> String {
        let open = OpenSection {
            n: 1,
            hidden: session.state().count(&place()).notes,
            place: place(),
            title: "Entities".into(),
            notes: Vec::new(),
        };
        let view = View::of(session, recipient, &[open], &BlockWords::default(), Duration::from_mins(1));
        serde_json::to_string(&view).expect("a view")
    }

    fn recipients() -> Vec<Recipient> {
        (100..107).map(|at| Recipient::Seat(id(at))).chain([Recipient::Driver, Recipient::Stage]).collect()
    }

    #[test]
    fn a_view_holds_no_hidden_text_of_another() {
        let mut session = session();
        for key in 0..200 {
            let seat = 100 + key % 7;
            let note =
                HiddenNote { key, seat: Some(id(seat)), place: place(), text: format!("canary-{seat}-{key:03}.") };
            session.apply(&Event::Wrote { note }, Duration::ZERO).expect("it fits");
        }
        for is_private in [false, true] {
            if is_private {
                session.apply(&Event::Shared { is_shared: false }, Duration::ZERO).expect("it fits");
            }
            for recipient in recipients() {
                let view = seen(&session, recipient);
                for key in 0..200 {
                    let seat = 100 + key % 7;
                    let is_own = recipient == Recipient::Seat(id(seat));
                    assert_eq!(view.contains(&format!("canary-{seat}-{key:03}.")), is_own, "{recipient:?}");
                }
                assert!(view.contains("\"count\":200"));
                let names_somebody = view.contains("WHO");
                assert_eq!(names_somebody, is_private && recipient == Recipient::Driver, "{view}");
            }
        }
    }

    #[test]
    fn a_vote_shows_nobodys_dots_but_ones_own_until_it_is_closed() {
        let budget = Budget { dots: 3, most: None };
        let options = vec![id(300), id(301)];
        let voted = |notes: [u32; 2]| {
            let mut session = session();
            let round = Round { block: Some(id(1)), ..Round::open(id(200), "domain", options.clone(), budget) };
            session.apply(&Event::RoundOpened { round }, Duration::ZERO).expect("it fits");
            for note in notes {
                let dot = Event::Dot { round: id(200), seat: id(100), note: id(note), is_given: true };
                session.apply(&dot, Duration::ZERO).expect("it fits");
            }
            session
        };
        let (one, other) = (voted([300, 300]), voted([301, 300]));
        for recipient in recipients() {
            let is_own = recipient == Recipient::Seat(id(100));
            assert_eq!(seen(&one, recipient) == seen(&other, recipient), !is_own, "{recipient:?}");
            assert!(!seen(&one, recipient).contains("totals"));
        }
        let mut closed = one;
        closed.apply(&Event::RoundClosed { round: id(200) }, Duration::ZERO).expect("it fits");
        let view = seen(&closed, Recipient::Stage);
        assert!(view.contains(&format!("\"totals\":[[\"{}\",2],[\"{}\",0]]", id(300), id(301))), "{view}");
        assert!(!view.contains("ballot"));
    }

    #[test]
    fn the_clock_is_what_is_left_and_a_long_view_is_cut() {
        let view = View::of(&session(), Recipient::Stage, &[], &BlockWords::default(), Duration::from_mins(6));
        assert_eq!(view.clock, Some(SeenClock { left_ms: -60_000, running: true }));
        assert_eq!(view.block.map(|block| (block.n, block.of)), Some((1, 1)));
        let notes = vec![SeenNote { text: "x".repeat(1000), ..SeenNote::default() }; 40];
        let mut long = View { sections: vec![SeenSection { notes, ..SeenSection::default() }], ..View::default() };
        long.cut(|view| serde_json::to_string(view).map_or(0, |text| text.len()) < 12_000);
        assert_eq!((long.sections[0].notes.len(), long.sections[0].more), (10, 30));
        long.cut(|_| false);
        assert_eq!((long.sections[0].notes.len(), long.sections[0].more), (0, 40));
    }
}
