//! A terminal that takes part in a session somebody else drives: what it knows of it, and what it has to say.
//!
//! It is told what comes from the server and what the person means, and says what is to be sent and when; it knows no
//! socket and no key. What was said and not answered stays in memory and is said again after a break, and nothing of it is
//! ever on a disk.

mod pending;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::time::Duration;

use super::view::{OwnNote, View};
use super::wire::{FromServer, Need, PROTOCOL, Role, RoomSeat, ToServer};
use pending::{Pending, Tempo};

/// From one try to connect to the next.
const BETWEEN_TRIES: Duration = Duration::from_secs(1);
/// How long it is tried.
const TRIES: Duration = Duration::from_mins(10);
/// How long a seat rests that said too much at once.
const REST: Duration = Duration::from_secs(6);
/// So long a text has to rest before it is said to be typed.
const REST_OF_DRAFT: Duration = Duration::from_secs(2);

/// How the connection is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// It is being made for the first time.
    Calling,
    /// It stands.
    Up,
    /// It broke at that time; it is tried again.
    Broken(Duration),
    /// It has ended for good.
    Over(Ending),
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The session is over.
    Closed,
    /// Whoever sits here left.
    Left,
    /// The server said why not.
    Refused(String),
    /// Nobody came back.
    Deserted,
}

/// The session, before a seat is taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// The session, as its product and stem.
    pub session: String,
    /// What people call it.
    pub title: String,
    /// The account that drives.
    pub by: String,
    /// Its seats.
    pub seats: Vec<RoomSeat>,
}

/// The seat that was taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnSeat {
    /// What it is called.
    pub who: String,
    /// What lets one back in from elsewhere.
    pub code: String,
}

/// Something that whoever sits here has to know of, or do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happened {
    /// A seat was taken, with what was being typed there before.
    Seated {
        /// The text.
        draft: Option<String>,
    },
    /// Something was refused; the text of a note comes back.
    Refused {
        /// Why, for the person.
        why: String,
        /// What was to be kept.
        text: Option<String>,
    },
    /// The connection has to be made anew.
    CallAgain,
}

/// What a terminal knows of a session.
#[derive(Clone, Debug)]
pub struct Client {
    role: Role,
    who: Option<String>,
    line: Line,
    room: Option<Room>,
    seat: Option<OwnSeat>,
    /// Whether that is so on the connection that stands.
    is_seated: bool,
    need: Option<Need>,
    view: Option<View>,
    /// When the view came: its clock goes on from there.
    seen: Duration,
    mine: Vec<OwnNote>,
    pending: Pending,
    /// What is said beside, once.
    aside: VecDeque<ToServer>,
    tempo: Tempo,
    draft: Option<(ToServer, Duration)>,
    next_try: Duration,
}

impl Client {
    /// One that shows the room's view.
    #[must_use]
    pub fn stage() -> Self {
        Self::new(Role::Stage, None)
    }

    /// One that takes a seat: that of `who`, or one that is chosen once it is known which there are.
    #[must_use]
    pub fn seat(who: Option<String>) -> Self {
        Self::new(Role::Seat, who)
    }

    fn new(role: Role, who: Option<String>) -> Self {
        Self {
            role,
            who,
            line: Line::Calling,
            room: None,
            seat: None,
            is_seated: false,
            need: None,
            view: None,
            seen: Duration::ZERO,
            mine: Vec::new(),
            pending: Pending::default(),
            aside: VecDeque::new(),
            tempo: Tempo::default(),
            draft: None,
            next_try: Duration::ZERO,
        }
    }

    /// How the connection is.
    #[must_use]
    pub fn line(&self) -> &Line {
        &self.line
    }

    /// The session; nothing until it is known.
    #[must_use]
    pub fn room(&self) -> Option<&Room> {
        self.room.as_ref()
    }

    /// The seat that was taken; nothing before.
    #[must_use]
    pub fn own_seat(&self) -> Option<&OwnSeat> {
        self.seat.as_ref()
    }

    /// The name that a seat was asked for by.
    #[must_use]
    pub fn wanted(&self) -> Option<&str> {
        self.who.as_deref()
    }

    /// What the server waits for.
    #[must_use]
    pub fn need(&self) -> Option<Need> {
        self.need
    }

    /// What there is to see; nothing until it came.
    #[must_use]
    pub fn view(&self) -> Option<&View> {
        self.view.as_ref()
    }

    /// The time that is left in the block, below 0 what is over, in milliseconds, and whether the clock runs.
    #[must_use]
    pub fn left(&self, now: Duration) -> Option<(i64, bool)> {
        let clock = self.view.as_ref()?.clock?;
        let passed = i64::try_from(now.saturating_sub(self.seen).as_millis()).unwrap_or(i64::MAX);
        let is_counting = clock.running && self.line == Line::Up;
        Some((clock.left_ms.saturating_sub(if is_counting { passed } else { 0 }), is_counting))
    }

    /// One's own hidden notes as they are kept.
    #[must_use]
    pub fn mine(&self) -> &[OwnNote] {
        &self.mine
    }

    /// What was said and is not known to be kept.
    pub fn waiting(&self) -> impl Iterator<Item = &ToServer> {
        self.pending.iter()
    }

    /// One's own dots in the vote that is open, those that are on their way among them.
    #[must_use]
    pub fn ballot(&self) -> Vec<String> {
        let Some(round) = self.view.as_ref().and_then(|view| view.round.as_ref()) else { return Vec::new() };
        let mut dots = round.ballot.clone();
        for message in self.pending.iter() {
            match message {
                ToServer::Dot { round: of, note, by: 1, .. } if *of == round.id => dots.push(note.clone()),
                ToServer::Dot { round: of, note, .. } if *of == round.id => {
                    if let Some(at) = dots.iter().rposition(|dot| dot == note) {
                        dots.remove(at);
                    }
                }
                _ => {}
            }
        }
        dots
    }

    /// Whether a connection is to be made now.
    #[must_use]
    pub fn is_to_call(&self, now: Duration) -> bool {
        matches!(self.line, Line::Broken(_)) && now >= self.next_try
    }

    /// The connection is being made.
    pub fn called(&mut self, now: Duration) {
        self.next_try = now + BETWEEN_TRIES;
    }

    /// It stands.
    pub fn connected(&mut self) {
        self.line = Line::Up;
        (self.need, self.is_seated) = (None, false);
        self.pending.break_off();
        self.aside.clear();
        let version = env!("CARGO_PKG_VERSION").to_owned();
        self.aside.push_back(ToServer::Hello { protocol: PROTOCOL, version, role: self.role, who: self.who.clone() });
    }

    /// It does not stand any more.
    pub fn lost(&mut self, now: Duration) {
        match self.line {
            // Where nobody was reached at all there is nobody to wait for.
            Line::Calling => self.line = Line::Over(Ending::Deserted),
            Line::Broken(since) if now >= since + TRIES => self.line = Line::Over(Ending::Deserted),
            Line::Over(_) | Line::Broken(_) => {}
            Line::Up => {
                self.line = Line::Broken(now);
                self.next_try = self.next_try.max(now + BETWEEN_TRIES);
            }
        }
    }

    /// Another seat is wanted: the connection is made anew with its name.
    pub fn want(&mut self, who: String, now: Duration) {
        self.who = Some(who);
        self.line = Line::Broken(now);
        self.next_try = now;
    }

    /// Takes what the server said.
    pub fn heard(&mut self, message: FromServer, now: Duration) -> Option<Happened> {
        match message {
            FromServer::Room { session, title, by, seats } => {
                self.room = Some(Room { session, title, by, seats });
                None
            }
            FromServer::Seat { who, code, last_seq, draft, mine, ballot: _ } => {
                let is_first = self.seat.is_none();
                // Whoever drives knows seats by their whole names.
                self.who = Some(who.clone());
                self.seat = Some(OwnSeat { who, code });
                (self.mine, self.need, self.is_seated) = (mine, None, true);
                self.pending.resume(last_seq);
                Some(Happened::Seated { draft: draft.filter(|_| is_first) })
            }
            FromServer::View(view) => {
                self.mine.clone_from(&view.mine);
                (self.view, self.seen) = (Some(*view), now);
                None
            }
            FromServer::Ack { seq } => {
                self.pending.acknowledge(seq);
                None
            }
            FromServer::No { seq, code, text } => Some(self.refused(seq, &code, text)),
            FromServer::Ask { need } => {
                let code = self.seat.as_ref().map(|seat| seat.code.clone()).filter(|code| !code.is_empty());
                match code.filter(|_| need == Need::SeatCode && self.need != Some(need)) {
                    // Whoever was here before has it still.
                    Some(code) => self.aside.push_back(ToServer::SeatCode { code }),
                    None => self.need = Some(need),
                }
                None
            }
            FromServer::Bye { code, text } => {
                match code.as_str() {
                    "over" => self.line = Line::Over(Ending::Closed),
                    "bye" => self.line = Line::Over(Ending::Left),
                    "too-fast" => self.next_try = now + REST,
                    _ => self.line = Line::Over(Ending::Refused(text)),
                }
                None
            }
        }
    }

    fn refused(&mut self, seq: Option<u64>, code: &str, why: String) -> Happened {
        if code == "gap" {
            return Happened::CallAgain;
        }
        if code == "wrong-code" {
            self.need = Some(Need::SeatCode);
        }
        let text = match seq.and_then(|seq| self.pending.refuse(seq)) {
            Some(ToServer::Note { text, .. } | ToServer::Edit { text, .. }) => Some(text),
            Some(ToServer::Turn { text, .. }) => text,
            _ => None,
        };
        Happened::Refused { why, text }
    }

    /// Means something: a note, a dot, "I have finished". Nothing where too much waits for an answer; then it is still to
    /// be said.
    pub fn say(&mut self, message: ToServer) -> Option<()> {
        if matches!(message, ToServer::Note { .. }) {
            self.draft = None;
        }
        self.pending.push(message)
    }

    /// Says the code of a seat; without one, it is taken with empty hands.
    pub fn say_code(&mut self, code: Option<String>) {
        let empty = || ToServer::Draft { section: String::new(), text: String::new(), cursor: 0 };
        self.need = None;
        self.aside.push_back(code.map_or_else(empty, |code| ToServer::SeatCode { code }));
    }

    /// A text is being typed; said once it rests, so that it comes back with the seat.
    pub fn typing(&mut self, section: &str, text: &str, cursor: usize, now: Duration) {
        let draft = ToServer::Draft { section: section.to_owned(), text: text.to_owned(), cursor };
        self.draft = Some((draft, now + REST_OF_DRAFT));
    }

    /// Leaves: what is being typed is said, then goodbye.
    pub fn leave(&mut self) {
        if self.line == Line::Up {
            self.aside.extend(self.draft.take().map(|(draft, _)| draft));
            self.aside.push_back(ToServer::Bye);
        }
    }

    /// The next message that is to be sent now.
    pub fn next_message(&mut self, now: Duration) -> Option<ToServer> {
        if self.line != Line::Up || self.tempo.wait(now).is_some() {
            return None;
        }
        let is_seated = self.is_seated;
        let draft = self.draft.take_if(|(_, at)| is_seated && *at <= now).map(|(draft, _)| draft);
        let message =
            self.aside.pop_front().or_else(|| if is_seated { self.pending.next() } else { None }).or(draft)?;
        self.tempo.take(now);
        Some(message)
    }

    /// When there is something to be done although nothing comes: something to be sent, or a connection to be made.
    pub fn deadline(&mut self, now: Duration) -> Option<Duration> {
        match self.line {
            Line::Broken(_) => Some(self.next_try),
            Line::Up => {
                let is_seated = self.is_seated;
                let is_more = !self.aside.is_empty() || (is_seated && self.pending.is_next());
                let more = is_more.then(|| self.tempo.wait(now).unwrap_or(now));
                let draft = self.draft.as_ref().filter(|_| is_seated).map(|(_, at)| *at);
                more.into_iter().chain(draft).min()
            }
            Line::Calling | Line::Over(_) => None,
        }
    }

    /// Whether everything that was said is kept.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.pending.is_empty()
    }
}
