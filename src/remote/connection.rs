//! One of the other terminals: what it says is looked at here, so that only messages within their limits, and not too
//! many of them, go on.

use std::collections::VecDeque;
use std::io::{self, Read as _};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::host::Shared;
use super::lines::Lines;
use super::outbox::Outbox;
use crate::i18n::Sentence;
use crate::workshop::peer::{DoorNews, PeerId};
use crate::workshop::wire::{
    FromServer, LINE_TO_SERVER, NoMessage, PROTOCOL, Pace, Role, ToServer, protocol_of, seq_of,
};

/// How long it may take until the first message.
const HELLO: Duration = Duration::from_secs(5);
/// So many lines that are no messages, within this time, end a connection.
const BAD_LINES: usize = 4;
const BAD_WITHIN: Duration = Duration::from_secs(10);
/// So long it takes from one draft to the next.
const BETWEEN_DRAFTS: Duration = Duration::from_millis(500);

/// Reads what one terminal says, until either end has enough.
pub(super) struct Reader {
    pub(super) shared: Arc<Shared>,
    pub(super) peer: PeerId,
    pub(super) uid: u32,
    pub(super) outbox: Arc<Outbox>,
    began: Instant,
    lines: Lines,
    pace: Pace,
    /// What it is, once it said so.
    role: Option<Role>,
    /// The seat that it asked for.
    who: Option<String>,
    bad: VecDeque<Instant>,
    /// What is being typed, until it is time to say so.
    draft: Option<ToServer>,
    drafted: Option<Instant>,
}

/// The connection ends, with a last word or without one.
struct Ends(Option<(&'static str, Sentence)>);

impl Reader {
    pub(super) fn new(shared: Arc<Shared>, peer: PeerId, uid: u32, outbox: Arc<Outbox>) -> Self {
        Self {
            shared,
            peer,
            uid,
            outbox,
            began: Instant::now(),
            lines: Lines::new(LINE_TO_SERVER),
            pace: Pace::new(Duration::ZERO),
            role: None,
            who: None,
            bad: VecDeque::new(),
            draft: None,
            drafted: None,
        }
    }

    /// Reads until the end. Then the terminal is gone, for whoever was told that it came.
    pub(super) fn read(mut self, stream: &UnixStream) {
        let Ends(last) = self.read_lines(stream);
        self.tell_draft();
        match last {
            Some((code, why)) => self.outbox.say_last(self.shared.bye(code, &why)),
            None => self.outbox.end(),
        }
        if self.role.is_some() {
            (self.shared.tell)(DoorNews::Gone { peer: self.peer });
        }
    }

    fn read_lines(&mut self, mut stream: &UnixStream) -> Ends {
        let mut bytes = [0; 4096];
        loop {
            let now = Instant::now();
            if let Err(ends) = self.late(now) {
                return ends;
            }
            // No time at all would be for ever.
            let wait = self.deadline().map(|at| at.saturating_duration_since(now).max(Duration::from_millis(1)));
            if stream.set_read_timeout(wait).is_err() {
                return Ends(None);
            }
            match stream.read(&mut bytes) {
                Ok(0) => return Ends(None),
                Ok(length) => {
                    if let Err(ends) = self.came(&bytes[..length]) {
                        return ends;
                    }
                }
                Err(error) if is_in_time(&error) => {}
                Err(_) => return Ends(None),
            }
        }
    }

    /// When there is something to be done although nothing comes.
    fn deadline(&self) -> Option<Instant> {
        let hello = self.role.is_none().then(|| self.began + HELLO);
        let draft = self.draft.as_ref().and(self.drafted).map(|drafted| drafted + BETWEEN_DRAFTS);
        [hello, draft, self.lines.deadline()].into_iter().flatten().min()
    }

    fn late(&mut self, now: Instant) -> Result<(), Ends> {
        if self.role.is_none() && now >= self.began + HELLO {
            return Err(Ends(None));
        }
        if self.lines.deadline().is_some_and(|at| now >= at) {
            return Err(Ends(None));
        }
        if self.drafted.is_none_or(|drafted| now >= drafted + BETWEEN_DRAFTS) {
            self.tell_draft();
        }
        Ok(())
    }

    fn came(&mut self, bytes: &[u8]) -> Result<(), Ends> {
        let now = Instant::now();
        self.lines.push(bytes, now);
        loop {
            match self.lines.next(now) {
                Ok(Some(line)) => self.line(&line, now)?,
                Ok(None) => return Ok(()),
                Err(_) => return Err(too_long()),
            }
        }
    }

    fn line(&mut self, line: &[u8], now: Instant) -> Result<(), Ends> {
        if !self.pace.take(now.saturating_duration_since(self.began)) {
            if let Some(who) = &self.who {
                self.shared.tire(self.uid, who, now);
            }
            return Err(Ends(Some(("too-fast", sentence!("remote.too-fast")))));
        }
        if self.role.is_none()
            && let Some(theirs) = protocol_of(line).filter(|theirs| *theirs != PROTOCOL)
        {
            let own = env!("CARGO_PKG_VERSION");
            return Err(Ends(Some((
                "version",
                sentence!("remote.version", theirs = theirs, ours = PROTOCOL, own = own),
            ))));
        }
        match ToServer::read(line) {
            Ok(message) => self.message(message, now),
            Err(NoMessage::TooLong) => Err(too_long()),
            Err(NoMessage::Empty) => {
                self.no(seq_of(line), NoMessage::Empty.code(), &sentence!("remote.empty"));
                Ok(())
            }
            Err(NoMessage::Bad) => self.bad(line, now),
        }
    }

    fn bad(&mut self, line: &[u8], now: Instant) -> Result<(), Ends> {
        self.bad.retain(|at| now < *at + BAD_WITHIN);
        self.bad.push_back(now);
        let (code, why) = (NoMessage::Bad.code(), sentence!("remote.bad-message"));
        if self.bad.len() >= BAD_LINES {
            return Err(Ends(Some((code, why))));
        }
        self.no(seq_of(line), code, &why);
        Ok(())
    }

    fn no(&self, seq: Option<u64>, code: &str, why: &Sentence) {
        self.outbox.say(FromServer::No { seq, code: code.to_owned(), text: self.shared.words.tell(why) });
    }

    fn message(&mut self, message: ToServer, now: Instant) -> Result<(), Ends> {
        match (self.role, message) {
            (None, ToServer::Hello { protocol, version, role, who }) => {
                if let Some(who) = &who
                    && self.shared.is_tired(self.uid, who, now)
                {
                    return Err(Ends(Some(("too-fast", sentence!("remote.too-fast")))));
                }
                (self.role, self.who) = (Some(role), who.clone());
                (self.shared.tell)(self.shared.came(self.peer, self.uid));
                self.tell(ToServer::Hello { protocol, version, role, who });
                Ok(())
            }
            (Some(_), ToServer::Bye) => {
                self.tell_draft();
                self.tell(ToServer::Bye);
                Err(Ends(None))
            }
            // Anything before the first hello, a second one, and anything that the room's view says.
            (None | Some(Role::Stage), _) | (_, ToServer::Hello { .. }) => Err(Ends(None)),
            (Some(Role::Seat), ToServer::SeatCode { .. }) if !self.shared.may_try_code(self.uid, now) => {
                self.no(None, "too-fast", &sentence!("remote.code-too-fast"));
                Ok(())
            }
            (Some(Role::Seat), draft @ ToServer::Draft { .. }) => {
                self.draft = Some(draft);
                self.late(now)
            }
            (Some(Role::Seat), message) => {
                self.tell_draft();
                self.tell(message);
                Ok(())
            }
        }
    }

    fn tell(&self, message: ToServer) {
        (self.shared.tell)(DoorNews::Said { peer: self.peer, message });
    }

    fn tell_draft(&mut self) {
        if let Some(draft) = self.draft.take() {
            self.drafted = Some(Instant::now());
            self.tell(draft);
        }
    }
}

fn too_long() -> Ends {
    Ends(Some((NoMessage::TooLong.code(), sentence!("remote.too-long"))))
}

/// Whether nothing has come so far, and nothing is wrong.
pub(super) fn is_in_time(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted)
}
