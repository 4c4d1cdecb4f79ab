//! Linear mode: lines from standard input, lines to standard output, and nothing else.
//!
//! Neither has to be a terminal. The end of input is a polite way to leave: everything is saved, as it is on every other.

use std::borrow::Cow;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _, stdin, stdout};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Instant;

use chrono::Local;

use super::event::{Event, Line, workspace_events};
use super::event_loop::EventSender;
use super::{ExitStatus, Start, StartError, Surroundings, UNSAVED, crash, notices, signals};
use crate::app::key_names;
use crate::app::keymap::Keymap;
use crate::app::{Capabilities, ColourDepth, Effect, Env, Message, Model, Setup, TerminalEffect, update};
use crate::linear::{Linear, SIZE};
use crate::workspace::{Disk, Host, WorkspaceRuntime};

/// Holds the conversation until the person leaves or the input ends.
///
/// # Errors
/// Where standard input cannot be read or standard output cannot be written to.
pub fn run(start: &Start) -> Result<ExitStatus, StartError> {
    let (sender, events) = channel();
    let sender = EventSender::new(sender, None);
    signals::catch()?.listen(&sender)?;
    crash::install(start.words);
    let mut talk = Talk::new(start, &sender, events);
    if let Some(workspace) = &start.workspace {
        let messages = talk.runtime.open(workspace.root(), &start.wanted());
        talk.dispatch(messages)?;
    }
    talk.dispatch(notices(start, start.notice.clone()))?;
    talk.read_out(true)?;
    listen(sender)?;
    Ok(talk.run()?)
}

/// The state of a run.
struct Talk {
    model: Model,
    keymap: Keymap,
    linear: Linear,
    runtime: WorkspaceRuntime<Disk>,
    events: Receiver<Event>,
    began: Instant,
    /// Whether a person types the lines, and is told when the next may come.
    is_prompted: bool,
    /// Whether what is read out may hold more than ASCII of the program's own.
    is_unicode: bool,
    end: Option<u8>,
}

impl Talk {
    fn new(start: &Start, sender: &EventSender, events: Receiver<Event>) -> Self {
        let method = Arc::new(start.method.clone());
        let words = key_names::naming_standard(start.words);
        let unicode = !start.ascii && Surroundings::is_utf8_spoken();
        let plain = Capabilities { colours: ColourDepth::Mono, unicode, light: false };
        let model = Model::with(Setup {
            settings: Arc::new(start.settings.clone()),
            folder: start.folder.display().to_string(),
            ..Setup::new(SIZE, plain, words, Arc::clone(&method), start.today)
        });
        Self {
            model,
            keymap: Keymap::standard(),
            linear: Linear::new(),
            runtime: WorkspaceRuntime::new(Disk, sender.notifier(), method, words, start.folder.clone()),
            events,
            began: Instant::now(),
            is_prompted: stdin().is_terminal() && stdout().is_terminal(),
            is_unicode: unicode,
            end: None,
        }
    }

    fn run(mut self) -> io::Result<ExitStatus> {
        while self.end.is_none() {
            let event = match self.model.next_deadline() {
                None => self.events.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(deadline) => self.events.recv_timeout(deadline.saturating_sub(self.began.elapsed())),
            };
            let is_line = matches!(event, Ok(Event::Line(_)));
            match event {
                Ok(event) => self.handle(event)?,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if self.model.next_deadline().is_some_and(|deadline| deadline <= self.began.elapsed()) {
                self.dispatch(vec![Message::Deadline])?;
            }
            let messages = self.runtime.renew_method();
            self.dispatch(messages)?;
            if self.end.is_none() {
                self.read_out(is_line)?;
            }
        }
        let mut lines = self.with_world(|talk, env| talk.linear.read_out(&mut talk.model, env));
        let unsaved = self.runtime.finish(workspace_events(&self.events));
        if unsaved.is_empty() {
            lines.extend(self.linear.farewell(&self.model));
        } else {
            lines.push(self.model.words().say(key!("linear.end-unsaved")).to_owned());
        }
        match self.write(&lines, false, "") {
            // A reader that has gone away has heard enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            written => written?,
        }
        let code = self.end.unwrap_or(0);
        let code = if unsaved.is_empty() { code } else { code.max(UNSAVED) };
        Ok(ExitStatus { code, unsaved, rehearses: None })
    }

    fn handle(&mut self, event: Event) -> io::Result<()> {
        let messages = match event {
            Event::Line(Line::Text(line)) => {
                let effects = self.with_world(|talk, env| talk.linear.line(&mut talk.model, &line, env));
                self.carry_out(effects)?
            }
            Event::Line(Line::NotText) => {
                vec![Message::error(sentence!("linear.not-utf8"))]
            }
            Event::Line(Line::End) | Event::InputLost => {
                self.end = Some(0);
                return Ok(());
            }
            Event::Input(message) => vec![message],
            Event::Workspace(event) => self.runtime.handle_event(event),
            #[cfg(unix)]
            Event::Link(..) => return Ok(()),
            Event::Resized | Event::Continued | Event::Focused | Event::Background { .. } | Event::Escaped(_) => {
                return Ok(());
            }
            Event::End(code) => {
                self.end = Some(code);
                return Ok(());
            }
            Event::Stop => {
                signals::stop()?;
                self.runtime.reload_all()
            }
        };
        self.dispatch(messages)
    }

    fn with_world<T>(&mut self, act: impl FnOnce(&mut Self, &mut Env) -> T) -> T {
        let mut random = || fastrand::u32(..);
        let (now, today) = (self.began.elapsed(), self.model.today());
        act(self, &mut Env { now, today, wall: Local::now().naive_local(), random: &mut random })
    }

    /// Writes lines; `apart` from the line the person may have begun.
    fn write(&self, lines: &[String], apart: bool, prompt: &str) -> io::Result<()> {
        let mut text = String::new();
        if apart {
            text.push('\n');
        }
        for line in lines {
            text.push_str(&if self.is_unicode { Cow::Borrowed(line.as_str()) } else { Cow::Owned(plain(line)) });
            text.push('\n');
        }
        text.push_str(prompt);
        let mut out = stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()
    }

    /// Says what is new; after a line also that the next may come.
    fn read_out(&mut self, was_line: bool) -> io::Result<()> {
        let lines = self.with_world(|talk, env| talk.linear.read_out(&mut talk.model, env));
        if lines.is_empty() && !was_line {
            return Ok(());
        }
        let prompt = if self.is_prompted { self.model.words().say(key!("linear.prompt")) } else { "" };
        match self.write(&lines, self.is_prompted && !was_line, prompt) {
            // Nobody listens any more.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.end = Some(0);
                Ok(())
            }
            written => written,
        }
    }
}

impl Host for Talk {
    type Backend = Disk;
    type Error = io::Error;

    fn update(&mut self, message: Message) -> Vec<Effect> {
        self.with_world(|talk, env| update(&mut talk.model, &talk.keymap, message, env))
    }

    fn runtime(&mut self) -> &mut WorkspaceRuntime<Disk> {
        &mut self.runtime
    }

    /// Does what a conversation in lines can do of what a terminal could.
    fn handle_terminal_effect(&mut self, effect: TerminalEffect) -> io::Result<Option<Message>> {
        match effect {
            TerminalEffect::Quit => self.end = Some(0),
            TerminalEffect::Suspend => signals::stop()?,
            // What was copied can be put all the same; handing it to the terminal would take an escape sequence, and so would
            // the mouse. What was written stays written, and a theme is nothing that can be read out.
            TerminalEffect::Copy { .. }
            | TerminalEffect::CaptureMouse { .. }
            | TerminalEffect::Redraw
            | TerminalEffect::RememberSetting { .. }
            | TerminalEffect::RememberMet { .. } => {}
            // Another program would take the whole terminal; a second conversation could not have the lines of this one.
            TerminalEffect::OpenEditor { .. } | TerminalEffect::Rehearse { .. } => {
                return Ok(Some(Message::error(sentence!("linear.only-on-screen"))));
            }
        }
        Ok(None)
    }
}

/// The line with signs of ASCII for those that the program writes between words.
pub(super) fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for character in line.chars() {
        match character {
            '·' | '–' | '−' => out.push('-'),
            '→' => out.push_str("->"),
            '…' => out.push_str("..."),
            '“' | '”' => out.push('"'),
            '‘' | '’' => out.push('\''),
            other => out.push(other),
        }
    }
    out
}

/// Sends the lines of standard input, from a thread of its own.
pub(super) fn listen(sender: EventSender) -> io::Result<()> {
    std::thread::Builder::new().name("lines".into()).spawn(move || {
        let mut input = stdin().lock();
        loop {
            let mut bytes = Vec::new();
            let line = match input.read_until(b'\n', &mut bytes) {
                Ok(0) | Err(_) => Line::End,
                Ok(_) => {
                    let end = bytes.trim_ascii_end().len();
                    bytes.truncate(end);
                    String::from_utf8(bytes).map_or(Line::NotText, Line::Text)
                }
            };
            let is_end = matches!(line, Line::End);
            if sender.send(Event::Line(line)).is_err() || is_end {
                return;
            }
        }
    })?;
    Ok(())
}
