//! Linear mode: lines from standard input, lines to standard output, and nothing else.
//!
//! Neither has to be a terminal. The end of input is a polite way to leave: everything is saved, as it is on every other.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _, stdin, stdout};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Instant;

use super::event_loop::EventSender;
use super::session::{self, Session};
use super::{Event, ExitStatus, Start, StartError, crash, notices, patience, signals};
use crate::app::keymap::Keymap;
use crate::app::{Capabilities, ColourDepth, Effect, Env, Message, Model, Setup, update};
use crate::linear::{Linear, SIZE};

/// The exit code where something is not in the files.
const UNSAVED: u8 = 2;

/// What came from standard input.
#[derive(Debug)]
pub(super) enum Line {
    /// A line, without what ended it.
    Text(String),
    /// A line that is not text.
    NotText,
    /// There will be no other.
    End,
}

/// Holds the conversation until the person leaves or the input ends.
///
/// # Errors
/// Where standard input cannot be read or standard output cannot be written to.
pub fn run(start: &Start) -> Result<ExitStatus, StartError> {
    let (sender, events) = channel();
    let post = EventSender::new(sender, None);
    signals::catch()?.listen(&post)?;
    crash::install(start.words);
    let mut talk = Talk::new(start, post.clone(), events);
    if let Some(workspace) = &start.workspace {
        let messages = talk.session.open(workspace.root(), &start.wanted());
        talk.take(messages)?;
    }
    talk.take(notices(start, start.notice.clone()))?;
    talk.read_out(true)?;
    listen(post)?;
    Ok(talk.run()?)
}

/// The state of a run.
struct Talk {
    model: Model,
    keymap: Keymap,
    linear: Linear,
    session: Session,
    events: Receiver<Event>,
    began: Instant,
    /// Whether a person types the lines, and is told when the next may come.
    is_prompted: bool,
    end: Option<u8>,
}

impl Talk {
    fn new(start: &Start, post: EventSender, events: Receiver<Event>) -> Self {
        let method = Arc::new(start.method.clone());
        let plain = Capabilities { colours: ColourDepth::Mono, unicode: !start.ascii, light: false };
        let model = Model::with(Setup {
            settings: Arc::new(start.settings.clone()),
            folder: start.folder.display().to_string(),
            ..Setup::new(SIZE, plain, start.words, Arc::clone(&method), start.today)
        });
        Self {
            model,
            keymap: Keymap::standard(),
            linear: Linear::new(),
            session: Session::new(post, method, start.words, start.folder.clone()),
            events,
            began: Instant::now(),
            is_prompted: stdin().is_terminal() && stdout().is_terminal(),
            end: None,
        }
    }

    fn run(mut self) -> io::Result<ExitStatus> {
        while self.end.is_none() {
            let event = match patience(&self.model) {
                None => self.events.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(patience) => self.events.recv_timeout(patience),
            };
            let event = match event {
                Ok(event) => event,
                Err(RecvTimeoutError::Timeout) => Event::Input(Message::TryAgain),
                Err(RecvTimeoutError::Disconnected) => break,
            };
            let is_line = matches!(event, Event::Line(_));
            self.handle(event)?;
            let messages = self.session.renew_method();
            self.take(messages)?;
            if self.end.is_none() {
                self.read_out(is_line)?;
            }
        }
        let mut lines = self.with_world(|talk, env| talk.linear.read_out(&mut talk.model, env));
        let unsaved = self.session.finish(self.model.words(), &self.events);
        if unsaved.is_empty() {
            lines.extend(self.linear.farewell(&self.model));
        } else {
            lines.push(self.model.words().say(key!("linear.end-unsaved")).to_owned());
        }
        match write(&lines, false, "") {
            // A reader that has gone away has heard enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            written => written?,
        }
        let code = self.end.unwrap_or(0);
        Ok(ExitStatus { code: if unsaved.is_empty() { code } else { code.max(UNSAVED) }, unsaved })
    }

    fn handle(&mut self, event: Event) -> io::Result<()> {
        let messages = match event {
            Event::Line(Line::Text(line)) => {
                let effects = self.with_world(|talk, env| talk.linear.line(&mut talk.model, &line, env));
                self.carry_out(effects)?
            }
            Event::Line(Line::NotText) => {
                vec![Message::Failed(sentence!("linear.not-utf8"))]
            }
            Event::Line(Line::End) | Event::InputLost => {
                self.end = Some(0);
                return Ok(());
            }
            Event::Input(message) => vec![message],
            Event::Report(report) => self.session.report(*report),
            Event::Changed(changed) => self.session.changed(&changed),
            Event::Resized | Event::Focused | Event::Ground { .. } => return Ok(()),
            Event::End(code) => {
                self.end = Some(code);
                return Ok(());
            }
            Event::Stop => {
                signals::stop()?;
                self.session.reread()
            }
        };
        self.take(messages)
    }

    /// Hands messages to the state, and carries out what it asks for at once.
    fn take(&mut self, mut messages: Vec<Message>) -> io::Result<()> {
        messages.reverse();
        while let Some(message) = messages.pop() {
            let effects = self.with_world(|talk, env| update(&mut talk.model, &talk.keymap, message, env));
            let answers = self.carry_out(effects)?;
            messages.extend(answers.into_iter().rev());
        }
        Ok(())
    }

    fn with_world<T>(&mut self, act: impl FnOnce(&mut Self, &mut Env) -> T) -> T {
        let mut random = session::random;
        let (now, today) = (self.began.elapsed(), self.model.today());
        act(self, &mut Env { now, today, random: &mut random })
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> io::Result<Vec<Message>> {
        let mut messages = Vec::new();
        for effect in effects {
            match effect {
                Effect::Quit => self.end = Some(0),
                Effect::Suspend => signals::stop()?,
                // What was copied can be put all the same; handing it to the terminal would take an escape sequence, and so
                // would the mouse.
                Effect::Copy { .. } | Effect::Mouse { .. } => {}
                // Another program would take the whole terminal.
                Effect::Editor { .. } => messages.push(Message::Failed(sentence!("linear.only-on-screen"))),
                effect => messages.extend(self.session.carry_out(effect)),
            }
        }
        Ok(messages)
    }

    /// Says what is new; after a line also that the next may come.
    fn read_out(&mut self, was_line: bool) -> io::Result<()> {
        let lines = self.with_world(|talk, env| talk.linear.read_out(&mut talk.model, env));
        if lines.is_empty() && !was_line {
            return Ok(());
        }
        let prompt = if self.is_prompted { self.model.words().say(key!("linear.prompt")) } else { "" };
        match write(&lines, self.is_prompted && !was_line, prompt) {
            // Nobody listens any more.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.end = Some(0);
                Ok(())
            }
            written => written,
        }
    }
}

/// Writes lines; `apart` from the line the person may have begun.
fn write(lines: &[String], apart: bool, prompt: &str) -> io::Result<()> {
    let mut text = String::new();
    if apart {
        text.push('\n');
    }
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    text.push_str(prompt);
    let mut out = stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Sends the lines of standard input, from a thread of its own.
fn listen(post: EventSender) -> io::Result<()> {
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
            if post.send(Event::Line(line)).is_err() || is_end {
                return;
            }
        }
    })?;
    Ok(())
}
