//! What goes between the terminals of a session: UTF-8 JSON, one object a line. What comes in is looked at here, so that
//! only messages within their limits go on.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::state::is_short;
use super::view::{OwnNote, View};

/// The number of the protocol.
pub const PROTOCOL: u32 = 1;
/// How long a line to the server may be, in bytes.
pub const LINE_TO_SERVER: usize = 16 * 1024;
/// How long a line from the server may be.
pub const LINE_FROM_SERVER: usize = 256 * 1024;
/// How long a name, a version or a word beside a rating may be.
const WORD_BYTES: usize = 200;
/// How many messages may come at once, and how many a second after that.
const AT_ONCE: u32 = 40;
const A_SECOND: u32 = 20;

/// What a client says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "kebab-case")]
pub enum ToServer {
    /// The first message, once; answered by `Room`. A seat without a name only looks at who is there, and comes again with
    /// one; with the name of a seat that is away or taken, `Ask` wants its code, and any other message but `Bye` takes a seat that
    /// is away without what was written there.
    Hello {
        protocol: u32,
        version: String,
        role: Role,
        #[serde(rename = "as", default, skip_serializing_if = "Option::is_none")]
        who: Option<String>,
    },
    /// The code of a seat that was away.
    #[serde(rename = "code")]
    SeatCode { code: String },
    /// A hidden note.
    Note { seq: u64, section: String, text: String },
    /// A hidden note of one's own says something else.
    Edit { seq: u64, note: u32, text: String },
    /// A hidden note of one's own is dropped.
    Drop { seq: u64, note: u32 },
    /// What is being typed.
    Draft { section: String, text: String, cursor: usize },
    /// A dot is given, or taken back.
    Dot { seq: u64, round: String, note: String, by: i8 },
    /// "I have finished", or no longer.
    Ready { seq: u64, yes: bool },
    /// One's turn: a note, or a pass.
    Turn {
        seq: u64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// How it went.
    Rate {
        seq: u64,
        mark: u8,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        word: Option<String>,
    },
    /// Leaves.
    Bye,
}

/// What a client is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Seat,
    Stage,
}

/// What the server says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "kebab-case")]
pub enum FromServer {
    /// The session, before a seat is taken.
    Room { session: String, title: String, by: String, seats: Vec<RoomSeat> },
    /// The seat that was taken, with what is its own.
    Seat {
        who: String,
        code: String,
        last_seq: u64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        draft: Option<String>,
        mine: Vec<OwnNote>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ballot: Option<Vec<String>>,
    },
    /// What there is to see.
    View(Box<View>),
    /// Something was kept.
    Ack { seq: u64 },
    /// Something was refused.
    No {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seq: Option<u64>,
        code: String,
        text: String,
    },
    /// Something is needed.
    Ask { need: Need },
    /// The connection ends.
    Bye { code: String, text: String },
}

/// A seat as whoever comes in sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomSeat {
    pub who: String,
    /// `free`, `here` or `away`.
    pub state: String,
}

/// What is needed of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// The code of the seat.
    #[serde(rename = "code")]
    SeatCode,
    /// Patience: the driver is asked.
    Wait,
}

/// Why a line is no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoMessage {
    /// It is longer than a line may be; the connection ends.
    TooLong,
    /// It is no UTF-8, no JSON, an unknown message, or one with something wrong in it.
    Bad,
    /// Its text says nothing.
    Empty,
}

impl NoMessage {
    /// The word a client is told.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLong => "too-long",
            Self::Bad => "bad-message",
            Self::Empty => "empty",
        }
    }
}

impl ToServer {
    /// Reads a line, without its end. Keys that are not known are passed over.
    ///
    /// # Errors
    /// Why it is no message within its limits.
    pub fn read(line: &[u8]) -> Result<Self, NoMessage> {
        if line.len() > LINE_TO_SERVER {
            return Err(NoMessage::TooLong);
        }
        let message: Self = serde_json::from_slice(line).map_err(|_| NoMessage::Bad)?;
        message.check().map(|()| message)
    }

    fn check(&self) -> Result<(), NoMessage> {
        let is_word = |word: &str| word.len() <= WORD_BYTES;
        let is_right = match self {
            Self::Hello { version, who, .. } => is_word(version) && who.as_deref().is_none_or(is_word),
            Self::SeatCode { code } => code.len() == 4 && code.bytes().all(|byte| byte.is_ascii_digit()),
            Self::Note { section, text, .. } => return text_of(text).and(ensure(is_word(section))),
            Self::Edit { text, .. } | Self::Turn { text: Some(text), .. } => return text_of(text),
            Self::Draft { section, text, cursor } => {
                is_word(section) && is_short(text) && *cursor <= text.len() && text.is_char_boundary(*cursor)
            }
            Self::Dot { round, note, by, .. } => is_word(round) && is_word(note) && matches!(by, 1 | -1),
            Self::Rate { mark, word, .. } => (1..=5).contains(mark) && word.as_deref().is_none_or(is_word),
            Self::Drop { .. } | Self::Ready { .. } | Self::Turn { .. } | Self::Bye => true,
        };
        ensure(is_right)
    }

    /// The number by which it is applied once; nothing where it changes nothing.
    #[must_use]
    pub fn seq(&self) -> Option<u64> {
        match self {
            Self::Note { seq, .. }
            | Self::Edit { seq, .. }
            | Self::Drop { seq, .. }
            | Self::Dot { seq, .. }
            | Self::Ready { seq, .. }
            | Self::Turn { seq, .. }
            | Self::Rate { seq, .. } => Some(*seq),
            Self::Hello { .. } | Self::SeatCode { .. } | Self::Draft { .. } | Self::Bye => None,
        }
    }
}

/// The number of the protocol that a first message is of, also where it says something else that is not known here.
#[must_use]
pub fn protocol_of(line: &[u8]) -> Option<u32> {
    #[derive(Deserialize)]
    struct First {
        t: String,
        protocol: u32,
    }
    serde_json::from_slice::<First>(line).ok().filter(|first| first.t == "hello").map(|first| first.protocol)
}

/// The number of a line that is no message, where it has one, for the answer.
#[must_use]
pub fn seq_of(line: &[u8]) -> Option<u64> {
    #[derive(Deserialize)]
    struct Numbered {
        seq: u64,
    }
    serde_json::from_slice::<Numbered>(line).ok().map(|numbered| numbered.seq)
}

fn ensure(holds: bool) -> Result<(), NoMessage> {
    if holds { Ok(()) } else { Err(NoMessage::Bad) }
}

fn text_of(text: &str) -> Result<(), NoMessage> {
    ensure(is_short(text))?;
    if text.trim().is_empty() { Err(NoMessage::Empty) } else { Ok(()) }
}

impl FromServer {
    /// The line it is sent as, with its end. A view that would be too long is cut.
    #[must_use]
    pub fn line(&self) -> String {
        let written = |message: &Self| serde_json::to_string(message).map(|line| line + "\n").unwrap_or_default();
        let line = written(self);
        match self {
            Self::View(view) if line.len() > LINE_FROM_SERVER => {
                let mut view = view.clone();
                view.cut(|view| written(&Self::View(Box::new(view.clone()))).len() <= LINE_FROM_SERVER);
                written(&Self::View(view))
            }
            _ => line,
        }
    }
}

/// How fast messages come: so many at once, and so many a second after that.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// In thousandths of a message.
    left: u64,
    at: Duration,
}

impl Pace {
    /// A connection from which nothing has come.
    #[must_use]
    pub fn new(now: Duration) -> Self {
        Self { left: u64::from(AT_ONCE) * 1000, at: now }
    }

    /// Whether a message that comes now is not too fast.
    pub fn take(&mut self, now: Duration) -> bool {
        let passed = u64::try_from(now.saturating_sub(self.at).as_millis()).unwrap_or(u64::MAX);
        self.at = self.at.max(now);
        self.left = self.left.saturating_add(passed.saturating_mul(u64::from(A_SECOND))).min(u64::from(AT_ONCE) * 1000);
        let is_left = self.left >= 1000;
        self.left -= if is_left { 1000 } else { 0 };
        is_left
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::session::SessionState;
    use crate::workshop::event::Event;
    use crate::workshop::hidden::{HiddenNote, Place};
    use crate::workshop::state::State;
    use crate::workshop::view::{SeenNote, SeenSection};
    use proptest::prelude::*;

    fn read(line: &str) -> Result<ToServer, NoMessage> {
        ToServer::read(line.as_bytes())
    }

    #[test]
    fn messages_are_read_within_their_limits() {
        let hello = r#"{"t":"hello","protocol":1,"version":"0.1.0","role":"seat","as":"RA","later":7}"#;
        let said = ToServer::Hello { protocol: 1, version: "0.1.0".into(), role: Role::Seat, who: Some("RA".into()) };
        assert_eq!(read(hello), Ok(said), "keys that are not known are passed over");
        assert_eq!(read(r#"{"t":"bye"}"#), Ok(ToServer::Bye));
        assert_eq!(read(r#"{"t":"turn","seq":4}"#).map(|message| message.seq()), Ok(Some(4)));
        let note =
            |text: &str| read(&serde_json::json!({ "t": "note", "seq": 1, "section": "s", "text": text }).to_string());
        assert!(note("x\u{1b}[2J\u{202e}").is_ok(), "text is text");
        assert_eq!(note(" \n "), Err(NoMessage::Empty));
        assert_eq!((note(&"x".repeat(4000)).is_ok(), note(&"x".repeat(4001))), (true, Err(NoMessage::Bad)));
        assert_eq!((note(&"x\n".repeat(20)).is_ok(), note(&"x\n".repeat(21))), (true, Err(NoMessage::Bad)));
        assert_eq!(note(&"x".repeat(17 * 1024)), Err(NoMessage::TooLong));
        for wrong in [
            "",
            "null",
            "{}",
            "[1]",
            r#"{"t":"dance"}"#,
            r#"{"t":"note","seq":"1","section":"s","text":"x"}"#,
            r#"{"t":"note","seq":-1,"section":"s","text":"x"}"#,
            r#"{"t":"dot","seq":1,"round":"r","note":"n","by":2}"#,
            r#"{"t":"rate","seq":1,"mark":6}"#,
            r#"{"t":"rate","seq":1,"mark":0}"#,
            r#"{"t":"code","code":"12a4"}"#,
            r#"{"t":"draft","section":"s","text":"é","cursor":1}"#,
            r#"{"t":"hello","protocol":1,"version":"0","role":"driver"}"#,
        ] {
            assert_eq!(read(wrong), Err(NoMessage::Bad), "{wrong}");
        }
        assert_eq!(ToServer::read(&[b'"', 0xff, b'"']), Err(NoMessage::Bad));
        assert_eq!(protocol_of(br#"{"t":"hello","protocol":2,"role":"owl"}"#), Some(2));
        assert_eq!(protocol_of(br#"{"t":"bye","protocol":2}"#), None);
        assert_eq!((seq_of(br#"{"t":"dance","seq":7}"#), seq_of(b"{}")), (Some(7), None));
    }

    #[test]
    fn a_note_that_may_be_sent_is_one_that_may_be_written() {
        for text in
            [4_000, 4_001].map(|bytes| "x".repeat(bytes)).into_iter().chain([20, 21].map(|lines| "x\n".repeat(lines)))
        {
            let note = serde_json::json!({ "t": "note", "seq": 1, "section": "s", "text": text }).to_string();
            let place = Place { canvas: "domain".into(), section: "s".into() };
            let wrote = Event::Wrote { note: HiddenNote { key: 0, seat: None, place, text } };
            let mut state = State { stage: SessionState::Running, ..State::default() };
            assert_eq!(read(&note).is_ok(), state.apply(&wrote).is_ok(), "{note}");
        }
    }

    #[test]
    fn forty_come_at_once_and_twenty_a_second_after_that() {
        let now = Duration::from_secs(9);
        let mut pace = Pace::new(now);
        assert_eq!((0..50).filter(|_| pace.take(now)).count(), 40);
        assert_eq!((0..50).filter(|_| pace.take(now + Duration::from_secs(1))).count(), 20);
        assert!(!pace.take(now), "a clock that goes backwards gives nothing");
        assert_eq!((0..90).filter(|_| pace.take(now + Duration::from_mins(9))).count(), 40);
    }

    #[test]
    fn a_view_is_one_line_that_is_never_too_long() {
        let notes = vec![SeenNote { text: "x\n".repeat(2000), ..SeenNote::default() }; 100];
        let view = View { sections: vec![SeenSection { notes, ..SeenSection::default() }], ..View::default() };
        let line = FromServer::View(Box::new(view)).line();
        assert!(line.len() <= LINE_FROM_SERVER && line.ends_with('\n') && line.trim_end().lines().count() == 1);
        let Ok(FromServer::View(read)) = serde_json::from_str(&line) else { panic!("no view") };
        assert!(read.sections[0].more > 0 && read.sections[0].notes.len() + read.sections[0].more == 100);
    }

    proptest! {
        #[test]
        fn no_line_makes_it_panic_and_what_is_read_is_written_again(line in "\\PC{0,200}", bytes: Vec<u8>) {
            let _ = ToServer::read(&bytes);
            let _ = read(&line);
            let with_text = serde_json::json!({ "t": "note", "seq": 3, "section": "s", "text": line }).to_string();
            if let Ok(message) = read(&with_text) {
                let again = serde_json::to_string(&message).expect("a line");
                prop_assert_eq!(read(&again), Ok(message));
            }
        }
    }
}
