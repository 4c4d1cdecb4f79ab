//! A seat line by line: lines from standard input, lines to standard output, and nothing else. Neither has to be a
//! terminal, so that it works over `ssh` without one.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::{self, IsTerminal as _, Write as _, stdin, stdout};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use super::event::{Event, Line as Typed};
use super::event_loop::EventSender;
use super::linear::{listen, plain};
use super::seat::{SeatEnd, SeatKind, SeatStart};
use super::{StartError, Surroundings, crash, signals};
use crate::app::join::Pane;
use crate::linear::seat::SeatLines;
use crate::remote::client::{Heard, Link, dial};
use crate::remote::runtime_dir::FoundSocket;
use crate::workshop::client::Line;

/// How long a line waits for the first view of somebody who has just taken a seat, and the end of input for answers.
const PATIENCE: Duration = Duration::from_secs(2);

/// Takes part in a session line by line, until it ends, the person leaves or the input ends.
///
/// # Errors
/// Where standard input cannot be read or standard output cannot be written to.
pub fn run_seat_lines(start: SeatStart) -> Result<SeatEnd, StartError> {
    let (sender, events) = channel();
    let sender = EventSender::new(sender, None);
    signals::catch()?.listen(&sender)?;
    crash::install(start.words);
    let who = match start.what {
        SeatKind::Seat(who) => who,
        SeatKind::Stage => None,
    };
    let mut talk = Talk {
        seat: SeatLines::of(who, start.words),
        socket: start.socket,
        sender: sender.clone(),
        events,
        link: None,
        calls: 0,
        began: Instant::now(),
        typed: VecDeque::new(),
        seated: None,
        ended: None,
        is_prompted: stdin().is_terminal() && stdout().is_terminal(),
        is_unicode: !start.ascii && Surroundings::is_utf8_spoken(),
    };
    talk.call()?;
    listen(sender)?;
    Ok(talk.run()?)
}

struct Talk {
    seat: SeatLines,
    socket: FoundSocket,
    sender: EventSender,
    events: Receiver<Event>,
    link: Option<Link>,
    /// Counts the connections: what comes of one that was given up counts no more.
    calls: u64,
    began: Instant,
    /// Lines that were typed and not looked at.
    typed: VecDeque<String>,
    /// When the seat was taken.
    seated: Option<Duration>,
    /// When the input ended.
    ended: Option<Duration>,
    is_prompted: bool,
    /// Whether what is read out may hold more than ASCII of the program's own.
    is_unicode: bool,
}

impl Talk {
    fn now(&self) -> Duration {
        self.began.elapsed()
    }

    fn call(&mut self) -> io::Result<()> {
        let now = self.now();
        self.seat.join.client.called(now);
        self.calls += 1;
        let (sender, call) = (self.sender.clone(), self.calls);
        dial(self.socket.clone(), move |heard| {
            let _ = sender.send(Event::Link(call, heard));
        })
    }

    fn run(&mut self) -> io::Result<SeatEnd> {
        loop {
            let event = match self.deadline() {
                None => self.events.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(at) => self.events.recv_timeout(at.saturating_sub(self.now())),
            };
            match event {
                Ok(event) => self.handle(event)?,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => self.seat.join.end(0),
            }
            self.take_lines();
            if self.seat.join.take_call()
                && let Some(link) = self.link.take()
            {
                link.close();
            }
            self.leave_at_the_end();
            self.say_all();
            self.read_out()?;
            if let Some(code) = self.seat.join.exit() {
                let ending = match self.seat.join.client.line() {
                    Line::Over(ending) => Some(ending.clone()),
                    Line::Calling | Line::Up | Line::Broken(_) => None,
                };
                return Ok(SeatEnd { code, ending });
            }
            let now = self.now();
            if self.seat.join.client.is_to_call(now) {
                self.call()?;
            }
        }
    }

    fn deadline(&mut self) -> Option<Duration> {
        let now = self.now();
        let held = self.seated.map(|seated| seated + PATIENCE).filter(|at| !self.typed.is_empty() && *at > now);
        let end = self.ended.map(|ended| ended + PATIENCE);
        held.into_iter().chain(end).chain(self.seat.join.client.deadline(now)).min()
    }

    fn handle(&mut self, event: Event) -> io::Result<()> {
        let now = self.now();
        let join = &mut self.seat.join;
        match event {
            Event::Link(call, _) if call != self.calls => {}
            Event::Link(_, Heard::Up(link)) => {
                self.link = Some(link);
                join.client.connected();
            }
            Event::Link(_, Heard::Said(message)) => {
                join.heard(*message, now, 0);
                if join.client.own_seat().is_some() {
                    self.seated.get_or_insert(now);
                }
            }
            Event::Link(_, Heard::Gone) => {
                self.link = None;
                join.client.lost(now);
            }
            Event::Line(Typed::Text(line)) => self.typed.push_back(line),
            Event::Line(Typed::NotText) => {
                let text = join.words.say(key!("linear.not-utf8")).to_owned();
                self.write(&[text])?;
            }
            Event::Line(Typed::End) | Event::InputLost => self.ended = Some(now),
            Event::End(code) => join.end(code),
            Event::Input(_)
            | Event::Escaped(_)
            | Event::Focused
            | Event::Background { .. }
            | Event::Workspace(_)
            | Event::Stop
            | Event::Continued
            | Event::Resized => {}
        }
        Ok(())
    }

    /// Takes the lines that mean something now: what was typed ahead waits for the seat and its first view.
    fn take_lines(&mut self) {
        let now = self.now();
        while self.seat.join.exit().is_none() {
            let is_early = match self.seat.join.pane() {
                Pane::Calling => true,
                Pane::Lobby => self.seated.is_some_and(|seated| now < seated + PATIENCE),
                _ => false,
            };
            let Some(line) = (if is_early { None } else { self.typed.pop_front() }) else { return };
            self.seat.line(&line, now);
        }
    }

    /// The end of input is a polite way to leave, once everything is answered.
    fn leave_at_the_end(&mut self) {
        let Some(ended) = self.ended else { return };
        let is_done = self.typed.is_empty() && self.seat.join.client.is_settled();
        if (is_done || self.now() >= ended + PATIENCE) && self.seat.join.exit().is_none() {
            self.seat.join.end(0);
        }
    }

    fn say_all(&mut self) {
        let now = self.now();
        while let Some(link) = &self.link
            && let Some(message) = self.seat.join.client.next_message(now)
        {
            if link.say(&message).is_err() {
                link.close();
                self.link = None;
            }
        }
    }

    fn read_out(&mut self) -> io::Result<()> {
        let lines = self.seat.read_out();
        if lines.is_empty() {
            return Ok(());
        }
        match self.write(&lines) {
            // Nobody listens any more.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.seat.join.end(0);
                Ok(())
            }
            written => written,
        }
    }

    fn write(&self, lines: &[String]) -> io::Result<()> {
        let mut text = String::new();
        if self.is_prompted {
            text.push('\r');
        }
        for line in lines {
            text.push_str(&if self.is_unicode { Cow::Borrowed(line.as_str()) } else { Cow::Owned(plain(line)) });
            text.push('\n');
        }
        let mut out = stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()
    }
}
