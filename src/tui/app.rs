//! The screens: what reaches the loop is handed to the state, what the state asks for is carried out, and what changed is
//! drawn.

use std::cell::OnceCell;
use std::fs::{self, DirEntry};
use std::io::{self, Stdout, Write as _, stdout};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use chrono::Local;

use crossterm::clipboard::CopyToClipboard;
use crossterm::execute;
use ratatui::Terminal;

use super::backend::FrameBackend;
use super::clipboard;
use super::config;
#[cfg(debug_assertions)]
use super::crash;
use super::event::{Event, workspace_events};
use super::event_loop::{EventLoop, EventSender, Next};
use super::{ExitStatus, Start, UNSAVED, editor, guard, met, notices, signals, size};
use crate::app::key_names;
use crate::app::keymap::Keymap;
use crate::app::scene::focus;
use crate::app::{Capabilities, ColourDepth, Effect, Env, Message, Model, Setup, TerminalEffect, Tone, update};
use crate::i18n::{Sentence, SentenceKey};
use crate::method::Method;
use crate::theme::Library;
use crate::ui::{self, theme::Theme};
use crate::workspace::{Disk, DiskFolder, Host, OpenRequest, WorkspaceEvent, WorkspaceLoader, WorkspaceRuntime};

/// So much of what other terminals say is handled before the next picture.
const PEER_EVENTS: usize = 32;

/// The state of a run.
pub(super) struct App {
    model: Model,
    keymap: Arc<Keymap>,
    theme: Theme,
    /// The user's configuration file.
    config: Option<PathBuf>,
    /// What the bell rang for last.
    rang: Option<Sentence>,
    /// What keeps a text from the clipboard, once that has been found out.
    refusal: OnceCell<Option<SentenceKey>>,
    runtime: WorkspaceRuntime<Disk>,
    terminal: Terminal<FrameBackend<Stdout>>,
    inbox: EventLoop,
    /// Whether the terminal can be asked for its background.
    pub(super) can_ask: bool,
    /// What to say at first.
    notice: Option<Sentence>,
    /// Whether the program has come back from stopping itself, and the system has not said so yet.
    has_returned: bool,
    began: Instant,
    end: Option<u8>,
    /// The session that is to be rehearsed once the program has ended.
    rehearses: Option<String>,
}

impl App {
    pub(super) fn new(
        start: &Start,
        method: Arc<Method>,
        capabilities: Capabilities,
        auto: &str,
        name: &str,
        sender: &EventSender,
        inbox: EventLoop,
    ) -> io::Result<Self> {
        let size = size()?;
        let library = Arc::clone(&start.configuration.library);
        let draws = |name: &str| Theme::of(&library, name, capabilities.colours).ok();
        let mut notice = start.notice.clone();
        let theme = draws(name).map_or_else(
            || {
                notice.get_or_insert_with(|| unusable(&library, name, auto));
                draws(auto).map_or_else(|| Theme::load(auto, capabilities.colours), Ok)
            },
            Ok,
        );
        let theme = theme.map_err(io::Error::other)?;
        let keymap = Arc::new(Keymap::with(&start.configuration.reading.keys));
        let words = key_names::naming(start.words, Arc::clone(&keymap));
        let model = Model::with(Setup {
            settings: Arc::new(start.settings.clone()),
            theme: theme.name().to_owned(),
            auto_theme: auto.to_owned(),
            folder: start.folder.display().to_string(),
            is_folder_empty: is_empty(&start.folder),
            met: met::remembered(),
            library,
            ..Setup::new(size, capabilities, words, Arc::clone(&method), start.today)
        });
        let mut terminal = Terminal::new(FrameBackend::new(stdout(), size))?;
        terminal.clear()?;
        let runtime = WorkspaceRuntime::new(Disk, sender.notifier(), method, words, start.folder.clone());
        Ok(Self {
            model,
            keymap,
            theme,
            config: start.configuration.path.clone(),
            rang: None,
            refusal: OnceCell::new(),
            runtime,
            terminal,
            inbox,
            can_ask: false,
            notice,
            has_returned: false,
            began: Instant::now(),
            end: None,
            rehearses: None,
        })
    }

    /// Takes up the workspace. Where many documents are still being read, the map is drawn before them.
    pub(super) fn open(
        &mut self,
        opening: Option<Result<WorkspaceLoader<DiskFolder>, Sentence>>,
        wanted: &OpenRequest,
    ) -> io::Result<()> {
        match opening {
            None => Ok(()),
            Some(Err(reason)) => self.dispatch(vec![Message::error(reason)]),
            Some(Ok(opening)) => {
                if let Some(ahead) = opening.ahead(wanted) {
                    self.dispatch(vec![ahead])?;
                    self.draw()?;
                }
                let messages = self.runtime.opened(opening, wanted);
                self.dispatch(messages)
            }
        }
    }

    /// Says what there is to say at the start.
    pub(super) fn notice(&mut self, start: &Start) -> io::Result<()> {
        let notice = self.notice.take();
        self.dispatch(notices(start, notice))
    }

    pub(super) fn run(&mut self) -> io::Result<ExitStatus> {
        self.draw()?;
        self.ask()?;
        // Once there is something to see, so that the first frame does not wait for git.
        self.runtime.look_at_standing(self.model.today());
        while self.end.is_none() {
            let sleep = self.model.next_deadline().map(|deadline| deadline.saturating_sub(self.began.elapsed()));
            if let Next::Event(event) = self.inbox.wait(sleep) {
                self.handle(event)?;
            }
            // What has come in the meantime is handled before drawing: no frame is drawn that is out of date already.
            // Others who come in through the door must not keep the picture from whoever drives.
            let mut from_peers = 0;
            while self.end.is_none() && from_peers < PEER_EVENTS {
                let Some(event) = self.inbox.next() else { break };
                from_peers += usize::from(matches!(event, Event::Workspace(WorkspaceEvent::Door(_))));
                self.handle(event)?;
            }
            if self.model.next_deadline().is_some_and(|deadline| deadline <= self.began.elapsed()) {
                self.dispatch(vec![Message::Deadline])?;
            }
            // Once for all files that changed together.
            let messages = self.runtime.renew_method();
            self.dispatch(messages)?;
            if self.end.is_none() {
                self.draw()?;
            }
        }
        self.inbox.settle();
        let unsaved = self.runtime.finish(workspace_events(self.inbox.events()));
        let code = self.end.unwrap_or(0);
        let rehearses = self.rehearses.take().filter(|_| unsaved.is_empty());
        Ok(ExitStatus { code: if unsaved.is_empty() { code } else { code.max(UNSAVED) }, unsaved, rehearses })
    }

    pub(super) fn handle(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Input(message) => {
                #[cfg(debug_assertions)]
                crash::on_purpose(&message);
                self.dispatch(vec![message])
            }
            Event::Escaped(key) => self.dispatch(vec![Message::Escaped(key)]),
            Event::Workspace(event) => {
                let messages = self.runtime.handle_event(event);
                self.dispatch(messages)
            }
            Event::Focused => {
                // Somebody may have committed elsewhere.
                self.runtime.look_at_standing(self.model.today());
                self.ask()
            }
            Event::Background { is_light_background } => {
                self.dispatch(vec![Message::Background { is_light_background }])
            }
            // The session is driven here.
            #[cfg(unix)]
            Event::Link(..) => Ok(()),
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
            // Where the program stopped itself, it has come back already.
            Event::Continued if std::mem::take(&mut self.has_returned) => Ok(()),
            Event::Continued => {
                guard::renew()?;
                self.come_back()
            }
            Event::Resized => self.dispatch(vec![Message::Resize(size()?)]),
        }
    }

    /// Asks the terminal for its background, where that matters.
    fn ask(&mut self) -> io::Result<()> {
        let matters = self.model.follows_background() && self.model.capabilities().colours != ColourDepth::Mono;
        if matters && self.can_ask { self.inbox.ask_background() } else { Ok(()) }
    }

    /// Hands a text to the terminal for the clipboard. Says what is known to keep it from there.
    fn copy(&self, text: &str) -> io::Result<Option<Message>> {
        execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))?;
        let refusal = *self.refusal.get_or_init(clipboard::refusal_here);
        let large =
            (text.len() > clipboard::SURE).then(|| sentence!("clipboard.large", size = text.len().div_ceil(1000)));
        Ok(refusal.map(Sentence::new).or(large).map(Message::warning))
    }

    /// Draws one frame, which the terminal shows as a whole. `benches/counts.rs` finds it by its name.
    #[inline(never)]
    fn draw(&mut self) -> io::Result<()> {
        if self.theme.name() != self.model.theme() {
            let drawn = Theme::of(self.model.library(), self.model.theme(), self.model.capabilities().colours);
            match drawn {
                Ok(theme) => self.theme = theme,
                // What cannot be used is not drawn with: the theme stays as it was.
                Err(_) => self.dispatch(vec![Message::Appearance {
                    theme: self.theme.name().to_owned(),
                    capabilities: self.model.capabilities(),
                }])?,
            }
        }
        self.ring()?;
        let Self { model, keymap, theme, terminal, .. } = self;
        terminal.backend_mut().resize(model.window());
        terminal.backend_mut().rest_at(focus(model).as_position());
        terminal.draw(|frame| ui::view(model, keymap, theme, frame))?;
        if self.model.messages().is_unseen() { self.dispatch(vec![Message::Shown]) } else { Ok(()) }
    }

    /// Gives the terminal to the person's own editor, and takes it back.
    fn edit(&mut self, text: &str) -> io::Result<Message> {
        self.inbox.settle();
        // Elsewhere a thread reads the keyboard, and cannot be told to leave it to another program.
        if cfg!(not(unix)) {
            return Ok(Message::error(sentence!("message.editor-impossible")));
        }
        guard::leave();
        signals::lend(true);
        let edited = editor::edit(text, self.model.words());
        signals::lend(false);
        // What was pressed to interrupt or stop the editor was not meant for this program.
        let meant = |event: &Event| {
            !matches!(event, Event::Stop | Event::Continued | Event::End(signals::INTERRUPTED | signals::QUIT))
        };
        let waiting: Vec<Event> = self.inbox.events().try_iter().filter(meant).collect();
        guard::enter()?;
        self.terminal.clear()?;
        self.dispatch(vec![Message::Resize(size()?)])?;
        for event in waiting {
            self.handle(event)?;
        }
        self.ask()?;
        Ok(edited.map_or_else(Message::error, Message::Edited))
    }

    /// Rings the bell where something was not done, and the person wants to hear it.
    fn ring(&mut self) -> io::Result<()> {
        let said =
            self.model.messages().line().filter(|said| said.tone != Tone::Plain).map(|said| said.sentence.clone());
        if self.model.settings().bell() && said.is_some() && said != self.rang {
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
            Some(path) => config::remember(path, name, value, self.model.words()),
            None => Err(self.model.words().say(key!("error.no-state.why")).to_owned()),
        };
        match kept {
            Ok(()) => Message::info(sentence!("themes.remembered", theme = value, path = path)),
            Err(error) => Message::error(sentence!("themes.not-remembered", theme = value, path = path, error = error)),
        }
    }

    /// Gives the shell back until the person returns.
    fn suspend(&mut self) -> io::Result<()> {
        self.inbox.settle();
        guard::leave();
        signals::stop()?;
        self.has_returned = cfg!(unix);
        guard::enter()?;
        self.come_back()
    }

    /// Draws all anew, in a window that may have another size, over files that may have changed.
    fn come_back(&mut self) -> io::Result<()> {
        self.terminal.clear()?;
        let mut messages = vec![Message::Resize(size()?)];
        messages.extend(self.runtime.reload_all());
        self.dispatch(messages)?;
        self.ask()
    }
}

impl Host for App {
    type Backend = Disk;
    type Error = io::Error;

    fn update(&mut self, message: Message) -> Vec<Effect> {
        let mut random = || fastrand::u32(..);
        let mut env = Env {
            now: self.began.elapsed(),
            today: self.model.today(),
            wall: Local::now().naive_local(),
            random: &mut random,
        };
        update(&mut self.model, &self.keymap, message, &mut env)
    }

    fn runtime(&mut self) -> &mut WorkspaceRuntime<Disk> {
        &mut self.runtime
    }

    fn handle_terminal_effect(&mut self, effect: TerminalEffect) -> io::Result<Option<Message>> {
        match effect {
            TerminalEffect::Quit => self.end = Some(0),
            TerminalEffect::Rehearse { file } => (self.end, self.rehearses) = (Some(0), Some(file)),
            TerminalEffect::Suspend => self.suspend()?,
            TerminalEffect::Copy { text } => return self.copy(&text),
            TerminalEffect::CaptureMouse { on } => guard::mouse(on)?,
            TerminalEffect::OpenEditor { text } => return self.edit(&text).map(Some),
            TerminalEffect::Redraw => self.terminal.clear()?,
            TerminalEffect::RememberMet { sign } => met::remember(sign),
            TerminalEffect::RememberSetting { name, value } => return Ok(Some(self.remember(name, &value))),
        }
        Ok(None)
    }
}

/// What is said where the chosen theme cannot be used.
fn unusable(library: &Library, name: &str, fallback: &str) -> Sentence {
    let path = library.own(name).map_or(name, |own| &own.path);
    sentence!("themes.unusable", name = name, fallback = fallback, path = path)
}

/// Whether nothing that is shown lies in a folder.
fn is_empty(folder: &Path) -> bool {
    let is_shown =
        |entry: io::Result<DirEntry>| entry.is_ok_and(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."));
    fs::read_dir(folder).is_ok_and(|mut entries| !entries.any(is_shown))
}
