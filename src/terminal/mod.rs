//! The terminal: the loop, the guard that puts everything back, what the terminal can do, and the effects carried out.
//!
//! Messages come from the keyboard, the saver, the watcher and the system, on one channel. The loop sleeps until one
//! comes, handles all that have come, key by key with their effects, and then draws once.

mod capabilities;
pub mod config;
mod crash;
mod editor;
mod guard;
mod input;
mod linear;
mod load;
pub mod log;
mod screen;
mod session;
mod signals;
mod wake;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use crossterm::clipboard::CopyToClipboard;
use crossterm::execute;

use crate::app::bindings::Bindings;
use crate::app::config::{AUTO, Settings};
use crate::app::theme::Library;
use crate::app::{Capabilities, ColourDepth, Doc, Effect, Message, Model, SaveState, Size, Tone, World, update};
use crate::method::language::{Catalogue, Sentence};
use crate::store::own_method::method_of;
use crate::store::saver::Report;
use crate::store::watch::Changed;
use crate::ui::{self, theme::Theme};

pub use capabilities::{ColourChoice, Surroundings};
use config::Configuration;
use guard::Guard;
use input::Keyboard;
pub use linear::run as run_linear;
use screen::Screen;
use session::Session;

/// How long to wait before trying again what could not be saved.
const PATIENCE: Duration = Duration::from_secs(2);

/// Where and how the screens begin.
#[derive(Clone, Debug)]
pub struct Start {
    /// The folder that holds `stationmaster.toml`; nothing offers to create one.
    pub workspace: Option<PathBuf>,
    /// The document to open, relative to the workspace.
    pub file: Option<String>,
    /// Id of the product to stand in.
    pub product: Option<String>,
    /// The folder the program was started in.
    pub folder: PathBuf,
    /// The words.
    pub words: &'static Catalogue,
    /// The settings.
    pub settings: Settings,
    /// The user's configuration, as it was found.
    pub configuration: Configuration,
    /// What to say at first, where something in the configuration cannot be used.
    pub notice: Option<Sentence>,
    /// Whether colour is wanted.
    pub colour: ColourChoice,
    /// Draw with ASCII only.
    pub ascii: bool,
    /// The day, where it was given.
    pub today: NaiveDate,
    /// Whether the workspace is the example.
    pub demo: bool,
}

/// Something that reached the loop.
#[derive(Debug)]
enum Event {
    /// From the keyboard or the mouse.
    Input(Message),
    /// The keyboard is gone.
    InputLost,
    /// From standard input, in linear mode.
    Line(linear::Line),
    /// From the saver.
    Report(Box<Report>),
    /// From the watcher.
    Changed(Changed),
    /// From the system: end, with this exit code.
    End(u8),
    /// From the system: stop until called back.
    Stop,
    /// From the system: the terminal has another size.
    Resized,
}

/// Why the screens did not come up.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The terminal can do nothing but write lines.
    #[error("the terminal is dumb")]
    Dumb,
    /// The terminal said no.
    #[error(transparent)]
    Terminal(#[from] io::Error),
}

impl StartError {
    /// What happened and what to do, for the person.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::Dumb => Sentence::new("terminal.dumb"),
            Self::Terminal(error) => Sentence::new("terminal.failed").with("error", error),
        }
    }
}

/// How the screens ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The exit code.
    pub code: u8,
    /// What is not in the files, each with its reason; it is in the journal and is offered at the next start.
    pub unsaved: Vec<String>,
}

/// Runs the screens until the person leaves.
///
/// # Errors
/// Where the terminal cannot show them.
pub fn run(start: &Start) -> Result<Ended, StartError> {
    let surroundings = Surroundings { remembered: config::remembered_ground(), ..Surroundings::of_process() };
    if surroundings.is_dumb() {
        return Err(StartError::Dumb);
    }
    let chosen = Some(start.settings.theme()).filter(|name| *name != AUTO);
    let capabilities = surroundings.capabilities(start.colour, start.ascii, chosen);
    let (auto, name) = (surroundings.theme(None, &capabilities), surroundings.theme(chosen, &capabilities));
    // What writes the sequences reads NO_COLOR, too; what was decided here counts.
    crossterm::style::force_color_output(capabilities.colours != ColourDepth::Mono);
    let (sender, events) = channel();
    signals::listen(&sender)?;
    guard::want_mouse(start.settings.mouse());
    let guard = Guard::enter()?;
    crash::install(start.words);
    let typed_ahead = input::typed_ahead();
    let ended = Screens::new(start, capabilities, &auto, &name, sender.clone(), events).and_then(|mut screens| {
        for message in typed_ahead {
            screens.handle(Event::Input(message))?;
        }
        screens.keyboard = Some(Keyboard::listen(sender)?);
        screens.run()
    });
    drop(guard);
    Ok(ended?)
}

/// The state of a run.
struct Screens {
    model: Model,
    bindings: Bindings,
    theme: Theme,
    /// The user's configuration file.
    config: Option<PathBuf>,
    /// What the bell rang for last.
    rang: Option<Sentence>,
    session: Session,
    screen: Screen,
    events: Receiver<Event>,
    keyboard: Option<Keyboard>,
    began: Instant,
    end: Option<u8>,
}

impl Screens {
    fn new(
        start: &Start,
        capabilities: Capabilities,
        auto: &str,
        name: &str,
        sender: Sender<Event>,
        events: Receiver<Event>,
    ) -> io::Result<Self> {
        let size = size()?;
        let method = Arc::new(method_of(start.workspace.as_deref()).0);
        let mut model = Model::new(size, capabilities, start.words, Arc::clone(&method), start.today);
        let library = Arc::clone(&start.configuration.library);
        let draws = |name: &str| Theme::of(&library, name, capabilities.colours).ok();
        model.library = Arc::clone(&library);
        let mut notice = start.notice.clone();
        let theme = draws(name).map_or_else(
            || {
                notice.get_or_insert_with(|| unusable(&library, name, auto));
                draws(auto).map_or_else(|| Theme::load(auto, capabilities.colours), Ok)
            },
            Ok,
        );
        let theme = theme.map_err(io::Error::other)?;
        theme.name().clone_into(&mut model.theme);
        auto.clone_into(&mut model.auto_theme);
        model.settings = Arc::new(start.settings.clone());
        model.folder = start.folder.display().to_string();
        let session = Session::new(sender, method, start.words, start.folder.clone());
        let mut screens = Self {
            model,
            bindings: Bindings::with(&start.configuration.reading.keys),
            theme,
            config: start.configuration.path.clone(),
            rang: None,
            session,
            screen: Screen::new(),
            events,
            keyboard: None,
            began: Instant::now(),
            end: None,
        };
        if let Some(root) = &start.workspace {
            let messages = screens.session.open(root, start.file.clone(), start.product.clone(), start.demo);
            screens.take(messages)?;
        }
        if let Some(notice) = notice {
            screens.take(vec![Message::Failed(notice)])?;
        }
        Ok(screens)
    }

    fn run(&mut self) -> io::Result<Ended> {
        self.draw()?;
        while self.end.is_none() {
            let Some(event) = wait(&self.model, &self.events) else { break };
            self.handle(event)?;
            // What has come in the meantime is handled before drawing: no frame is drawn that is out of date already.
            while self.end.is_none() {
                let Ok(event) = self.events.try_recv() else { break };
                self.handle(event)?;
            }
            if self.end.is_none() {
                self.draw()?;
            }
        }
        let unsaved = self.session.finish(self.model.words, &self.events);
        Ok(Ended { code: self.end.unwrap_or(0), unsaved })
    }

    fn handle(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Input(message) => {
                #[cfg(debug_assertions)]
                crash::on_purpose(&message);
                self.take(vec![message])
            }
            Event::Report(report) => {
                let messages = self.session.report(*report);
                self.take(messages)
            }
            Event::Changed(changed) => {
                let messages = self.session.changed(&changed);
                self.take(messages)
            }
            // No thread sends lines while there is a screen.
            Event::Line(_) => Ok(()),
            Event::InputLost => {
                self.end = Some(0);
                Ok(())
            }
            Event::End(code) => {
                self.end = Some(code);
                Ok(())
            }
            Event::Stop => self.suspend(),
            Event::Resized => self.take(vec![Message::Resize(size()?)]),
        }
    }

    /// Hands messages to the state, and carries out what it asks for at once.
    fn take(&mut self, mut messages: Vec<Message>) -> io::Result<()> {
        messages.reverse();
        while let Some(message) = messages.pop() {
            let now = self.began.elapsed();
            let mut random = session::random;
            let mut world = World { now, today: self.model.today, random: &mut random };
            for effect in update(&mut self.model, &self.bindings, message, &mut world) {
                match effect {
                    Effect::Quit => self.end = Some(0),
                    Effect::Suspend => self.suspend()?,
                    Effect::Copy { text } => execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))?,
                    Effect::Editor { text } => messages.push(self.edit(&text)?),
                    Effect::Reread => {
                        let answers = self.session.reread();
                        messages.extend(answers.into_iter().rev());
                        self.screen.forget();
                    }
                    Effect::Remember { name, value } => messages.push(self.remember(name, &value)),
                    effect => {
                        let answers = self.session.carry_out(effect);
                        messages.extend(answers.into_iter().rev());
                    }
                }
            }
        }
        Ok(())
    }

    /// Draws one frame, which the terminal shows as a whole.
    fn draw(&mut self) -> io::Result<()> {
        if self.theme.name() != self.model.theme {
            let drawn = Theme::of(&self.model.library, &self.model.theme, self.model.capabilities.colours);
            match drawn {
                Ok(theme) => self.theme = theme,
                Err(_) => self.theme.name().clone_into(&mut self.model.theme),
            }
        }
        self.ring()?;
        let Self { model, bindings, theme, screen, .. } = self;
        screen.show(model.size, |buffer| ui::view(model, bindings, theme, buffer))
    }

    /// Gives the terminal to the person's own editor, and takes it back.
    fn edit(&mut self, text: &str) -> io::Result<Message> {
        if !self.keyboard.as_ref().is_some_and(Keyboard::pause) {
            return Ok(Message::Failed(Sentence::new("message.editor-impossible")));
        }
        guard::leave();
        let edited = editor::edit(text);
        // What was pressed to interrupt or stop the editor was not meant for this program.
        let meant = |event: &Event| !matches!(event, Event::Stop | Event::End(signals::INTERRUPTED));
        let waiting: Vec<Event> = self.events.try_iter().filter(meant).collect();
        guard::enter()?;
        if let Some(keyboard) = &self.keyboard {
            keyboard.resume();
        }
        self.screen.forget();
        self.model.size = size()?;
        for event in waiting {
            self.handle(event)?;
        }
        Ok(edited.map_or_else(Message::Failed, Message::Edited))
    }

    /// Rings the bell where something was not done, and the person wants to hear it.
    fn ring(&mut self) -> io::Result<()> {
        let said = self.model.said.as_ref().filter(|said| said.tone != Tone::Plain).map(|said| said.sentence.clone());
        if self.model.settings.bell() && said.is_some() && said != self.rang {
            let mut out = io::stdout();
            out.write_all(b"\x07")?;
            out.flush()?;
        }
        self.rang = said;
        Ok(())
    }

    /// Keeps a setting in the user's configuration, and says where.
    fn remember(&self, name: &'static str, value: &str) -> Message {
        let path = self.config.as_ref().map_or_else(|| config::FILE.to_owned(), |path| path.display().to_string());
        let kept = match &self.config {
            Some(path) => config::remember(path, name, value, self.model.words),
            None => Err(self.model.words.say("error.no-state.why").to_owned()),
        };
        match kept {
            Ok(()) => Message::Said(Sentence::new("themes.remembered").with("theme", value).with("path", path)),
            Err(error) => Message::Failed(
                Sentence::new("themes.not-remembered").with("theme", value).with("path", path).with("error", error),
            ),
        }
    }

    /// Gives the shell back until the person returns.
    fn suspend(&mut self) -> io::Result<()> {
        guard::leave();
        signals::stop()?;
        guard::enter()?;
        self.screen.forget();
        let mut messages = vec![Message::Resize(size()?)];
        messages.extend(self.session.reread());
        self.take(messages)
    }
}

/// Sleeps until something comes. Only while something is not saved, it looks again from time to time.
fn wait(model: &Model, events: &Receiver<Event>) -> Option<Event> {
    let is_waiting = |doc: &Doc| matches!(doc.save, SaveState::Failed { try_again: true, .. });
    if !model.docs.values().any(is_waiting) {
        return events.recv().ok();
    }
    match events.recv_timeout(PATIENCE) {
        Ok(event) => Some(event),
        Err(RecvTimeoutError::Timeout) => Some(Event::Input(Message::TryAgain)),
        Err(RecvTimeoutError::Disconnected) => None,
    }
}

/// What is said where the chosen theme cannot be used.
fn unusable(library: &Library, name: &str, fallback: &str) -> Sentence {
    let path = library.own(name).map_or(name, |own| &own.path);
    Sentence::new("themes.unusable").with("name", name).with("fallback", fallback).with("path", path)
}

/// The terminal's size; a terminal that does not know is taken to be an ordinary one.
fn size() -> io::Result<Size> {
    let (width, height) = crossterm::terminal::size()?;
    Ok(if width == 0 || height == 0 { Size { width: 80, height: 24 } } else { Size { width, height } })
}
