//! The terminals of a session that somebody else drives: the room's view, and a seat.
//!
//! The loop sleeps until a key, a message or a deadline comes; once a second while a clock is seen that runs. Nothing is
//! written anywhere, no program is started, and the terminal cannot be asked to stop this one.

use std::io::{self, Stdout, stdout};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use ratatui::Terminal;

use super::backend::FrameBackend;
use super::event::Event;
use super::event_loop::{EventLoop, EventSender, Next};
use super::input::Input;
use super::{ColourChoice, StartError, Surroundings, crash, guard, signals, size};
use crate::app::config::{AUTO, Settings};
use crate::app::join::{Join, Pane};
use crate::app::{ColourDepth, Message, Size};
use crate::i18n::Catalogue;
use crate::remote::client::{Heard, Link, dial};
use crate::remote::runtime_dir::FoundSocket;
use crate::theme::Library;
use crate::ui::seat::{Look, join, presenter};
use crate::ui::theme::Theme;
use crate::workshop::client::{Client, Ending, Line};

/// Where and how such a terminal begins.
pub struct SeatStart {
    /// The session.
    pub socket: FoundSocket,
    /// The words.
    pub words: &'static Catalogue,
    /// The settings.
    pub settings: Settings,
    /// The themes there are.
    pub library: std::sync::Arc<Library>,
    /// Whether colour is wanted.
    pub colour: ColourChoice,
    /// Draw with ASCII only.
    pub ascii: bool,
    /// What it is.
    pub what: SeatKind,
}

/// What such a terminal is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeatKind {
    /// The room's view.
    Stage,
    /// A seat, by its name where it is known.
    Seat(Option<String>),
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatEnd {
    /// The exit code.
    pub code: u8,
    /// Why, where the session's side ended it.
    pub ending: Option<Ending>,
}

/// Shows a session that somebody else drives, until it ends or the person leaves.
///
/// # Errors
/// Where the terminal cannot show it.
pub fn run_seat(start: SeatStart) -> Result<SeatEnd, StartError> {
    let surroundings = Surroundings::of_process();
    if surroundings.is_dumb() {
        return Err(StartError::Dumb);
    }
    let chosen = Some(start.settings.theme()).filter(|name| *name != AUTO);
    let capabilities = surroundings.capabilities(start.colour, start.ascii, chosen);
    crossterm::style::force_color_output(capabilities.colours != ColourDepth::Mono);
    let name = surroundings.theme(chosen, &capabilities);
    let auto = surroundings.theme(None, &capabilities);
    let theme = Theme::of(&start.library, &name, capabilities.colours)
        .or_else(|_| Theme::load(&auto, capabilities.colours))
        .map_err(io::Error::other)?;
    let (sender, events) = channel();
    let input = Input::new()?;
    let sender = EventSender::new(sender, Some(input.wake()));
    let caught = signals::catch()?;
    guard::want_mouse(false);
    guard::want_motion(start.settings.motion());
    let guard = guard::Guard::enter()?;
    crash::install(start.words);
    let ended = EventLoop::new(input, events, &sender).and_then(|inbox| {
        caught.listen(&sender)?;
        let size = size()?;
        let mut terminal = Terminal::new(FrameBackend::new(stdout(), size))?;
        terminal.clear()?;
        let shown = match &start.what {
            SeatKind::Stage => Side::Stage { client: Box::new(Client::stage()), exit: None },
            SeatKind::Seat(who) => {
                Side::Seat(Box::new(Join::new(who.clone(), start.words, size, capabilities.unicode)))
            }
        };
        let look = Look::new(start.words, &theme, capabilities.unicode);
        let mut showing = Showing {
            side: shown,
            look,
            size,
            terminal,
            inbox,
            sender,
            socket: start.socket,
            link: None,
            calls: 0,
            began: Instant::now(),
        };
        showing.run()
    });
    drop(guard);
    Ok(ended?)
}

/// What is shown, and what keys mean.
enum Side {
    Stage { client: Box<Client>, exit: Option<u8> },
    Seat(Box<Join>),
}

impl Side {
    fn client(&mut self) -> &mut Client {
        match self {
            Self::Stage { client, .. } => client,
            Self::Seat(join) => &mut join.client,
        }
    }

    fn exit(&self) -> Option<u8> {
        match self {
            Self::Stage { client, exit } => exit.or(match client.line() {
                Line::Over(Ending::Closed | Ending::Left) => Some(0),
                Line::Over(_) => Some(2),
                _ => None,
            }),
            Self::Seat(join) => join.exit(),
        }
    }
}

struct Showing<'a> {
    side: Side,
    look: Look<'a>,
    size: Size,
    terminal: Terminal<FrameBackend<Stdout>>,
    inbox: EventLoop,
    sender: EventSender,
    socket: FoundSocket,
    link: Option<Link>,
    /// Counts the connections: what comes of one that was given up counts no more.
    calls: u64,
    began: Instant,
}

impl Showing<'_> {
    fn now(&self) -> Duration {
        self.began.elapsed()
    }

    fn run(&mut self) -> io::Result<SeatEnd> {
        self.call()?;
        self.draw()?;
        loop {
            let wait = self.deadline().map(|at| at.saturating_sub(self.now()));
            if let Next::Event(event) = self.inbox.wait(wait) {
                self.handle(event)?;
            }
            while self.side.exit().is_none() {
                let Some(event) = self.inbox.next() else { break };
                self.handle(event)?;
            }
            self.say_all();
            if let Some(code) = self.side.exit() {
                self.inbox.settle();
                let ending = match self.side.client().line() {
                    Line::Over(ending) => Some(ending.clone()),
                    _ => None,
                };
                return Ok(SeatEnd { code, ending });
            }
            let now = self.now();
            if self.side.client().is_to_call(now) {
                self.call()?;
            }
            self.draw()?;
        }
    }

    /// Connects, on a thread of its own, which tells what comes of it.
    fn call(&mut self) -> io::Result<()> {
        let now = self.now();
        self.side.client().called(now);
        self.calls += 1;
        let (sender, call) = (self.sender.clone(), self.calls);
        dial(self.socket.clone(), move |heard| {
            let _ = sender.send(Event::Link(call, heard));
        })
    }

    /// When there is something to do although nothing comes: the next second of a clock, something to be said.
    fn deadline(&mut self) -> Option<Duration> {
        let now = self.now();
        let client = self.side.client();
        let tick = client.left(now).filter(|(_, is_running)| *is_running).map(|(left, _)| {
            // The digits change when a whole second is over.
            let into = left.rem_euclid(1000).unsigned_abs();
            now + Duration::from_millis(if into == 0 { 1000 } else { into })
        });
        tick.into_iter().chain(client.deadline(now)).min()
    }

    fn handle(&mut self, event: Event) -> io::Result<()> {
        let now = self.now();
        match event {
            Event::Link(call, _) if call != self.calls => {}
            Event::Link(_, Heard::Up(link)) => {
                self.link = Some(link);
                self.side.client().connected();
            }
            Event::Link(_, Heard::Said(message)) => match &mut self.side {
                Side::Stage { client, .. } => drop(client.heard(*message, now)),
                Side::Seat(join) => {
                    join.heard(*message, now, fastrand::u32(..));
                    self.call_again();
                }
            },
            Event::Link(_, Heard::Gone) => {
                self.link = None;
                self.side.client().lost(now);
            }
            Event::Input(Message::Key(key)) | Event::Escaped(key) => match &mut self.side {
                Side::Stage { exit, .. } => *exit = exit.or_else(|| crate::app::join::stage_exit(key)),
                Side::Seat(join) => {
                    join.key(key, now);
                    self.call_again();
                }
            },
            Event::Input(Message::Paste(text)) => {
                if let Side::Seat(join) = &mut self.side {
                    join.paste(&text, now);
                }
            }
            Event::Input(Message::Resize(size)) => self.resize(size),
            Event::Resized => self.resize(size()?),
            Event::Continued => {
                guard::renew()?;
                self.terminal.clear()?;
                self.resize(size()?);
            }
            Event::InputLost => self.end(0),
            Event::End(code) => self.end(code),
            // Whoever joined may have no shell to come back from.
            Event::Stop
            | Event::Input(_)
            | Event::Focused
            | Event::Background { .. }
            | Event::Line(_)
            | Event::Workspace(_) => {}
        }
        Ok(())
    }

    fn end(&mut self, code: u8) {
        match &mut self.side {
            Side::Stage { exit, .. } => *exit = Some(code),
            Side::Seat(join) => join.end(code),
        }
    }

    fn resize(&mut self, size: Size) {
        self.size = size;
        if let Side::Seat(join) = &mut self.side {
            join.size = size;
        }
    }

    /// Another connection is wanted: the one that stands is closed, and its end leads to the next.
    fn call_again(&mut self) {
        let Side::Seat(join) = &mut self.side else { return };
        if join.take_call()
            && let Some(link) = self.link.take()
        {
            link.close();
        }
    }

    /// Says what is to be said now.
    fn say_all(&mut self) {
        let now = self.now();
        while let Some(link) = &self.link
            && let Some(message) = self.side.client().next_message(now)
        {
            if link.say(&message).is_err() {
                link.close();
                self.link = None;
            }
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        let now = self.now();
        let Self { side, look, terminal, size, .. } = self;
        terminal.backend_mut().resize(*size);
        match side {
            Side::Stage { client, .. } => terminal.draw(|frame| presenter(client, *look, now, frame))?,
            Side::Seat(seat) => {
                debug_assert!(seat.pane() != Pane::Over || seat.exit().is_some());
                terminal.draw(|frame| join(seat, *look, now, frame))?
            }
        };
        Ok(())
    }
}
