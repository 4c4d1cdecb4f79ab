//! The terminal: the loop, the guard that puts everything back, what the terminal can do, and the effects carried out.
//!
//! Messages come from the terminal and, from other threads, from the saver, the watcher and the system; `inbox` waits for
//! both. The loop sleeps until one comes, handles all that have come, key by key with their effects, and then draws once.

mod app;
mod backend;
mod background;
mod capabilities;
pub mod clipboard;
pub mod config;
mod crash;
mod decode;
mod drawn;
mod editor;
mod event;
mod event_loop;
mod guard;
mod input;
mod linear;
pub mod log;
mod met;
#[cfg(unix)]
mod seat;
#[cfg(unix)]
mod seat_lines;
mod signals;
mod wake;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::channel;

use chrono::NaiveDate;

use crate::app::config::{AUTO, Settings, Source};
use crate::app::{ColourDepth, Message, SessionRequest, Size};
use crate::i18n::{Catalogue, Sentence};
use crate::method::Method;
use crate::store::Workspace;
use crate::store::own_method::Unusable;

use crate::workspace::{DiskFolder, OpenRequest, WorkspaceLoader, unusable_method};
use app::App;
pub use capabilities::{ColourChoice, Known, Surroundings};
use config::Configuration;
use event_loop::{EventLoop, EventSender};
use guard::Guard;
use input::Input;
pub use linear::run as run_linear;
#[cfg(unix)]
pub use seat::{SeatEnd, SeatKind, SeatStart, run_seat};
#[cfg(unix)]
pub use seat_lines::run_seat_lines;

/// Where and how the screens begin.
#[derive(Clone, Debug)]
pub struct Start {
    /// The workspace; nothing offers to create one.
    pub workspace: Option<Workspace>,
    /// The method: what is built in, with the files of user and team.
    pub method: Method,
    /// Method files that cannot be used.
    pub unusable: Vec<Unusable>,
    /// The document to open, relative to the workspace.
    pub file: Option<String>,
    /// The session to go to.
    pub session: Option<SessionRequest>,
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
    /// What to say at first that is worth doing once.
    pub advice: Option<Sentence>,
    /// Whether colour is wanted.
    pub colour: ColourChoice,
    /// Draw with ASCII only.
    pub ascii: bool,
    /// The day, where it was given.
    pub today: NaiveDate,
    /// Whether the workspace is the example.
    pub demo: bool,
}

impl Start {
    /// What opening the workspace is to lead to.
    fn wanted(&self) -> OpenRequest {
        OpenRequest {
            file: self.file.clone(),
            product: self.product.clone(),
            demo: self.demo,
            session: self.session.clone(),
        }
    }
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
            Self::Dumb => sentence!("terminal.dumb"),
            Self::Terminal(error) => sentence!("terminal.failed", error = error),
        }
    }
}

/// The exit code where something is not in the files.
const UNSAVED: u8 = 2;

/// How the screens ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExitStatus {
    /// The exit code.
    pub code: u8,
    /// What is not in the files, each with its reason; it is in the journal and is offered at the next start.
    pub unsaved: Vec<String>,
    /// The session that is to be rehearsed now, by the path of its record.
    pub rehearses: Option<String>,
}

/// Runs the screens until the person leaves.
///
/// # Errors
/// Where the terminal cannot show them.
pub fn run(start: &Start) -> Result<ExitStatus, StartError> {
    let surroundings = Surroundings::of_process();
    if surroundings.is_dumb() {
        return Err(StartError::Dumb);
    }
    let chosen = Some(start.settings.theme()).filter(|name| *name != AUTO);
    let capabilities = surroundings.capabilities(start.colour, start.ascii, chosen);
    let (auto, name) = (surroundings.theme(None, &capabilities), surroundings.theme(chosen, &capabilities));
    // What writes the sequences reads NO_COLOR, too; what was decided here counts.
    crossterm::style::force_color_output(capabilities.colours != ColourDepth::Mono);
    let (sender, events) = channel();
    let mut input = Input::new()?;
    let sender = EventSender::new(sender, Some(input.wake()));
    let (method, wanted) = (Arc::new(start.method.clone()), start.wanted());
    let begin = |workspace| WorkspaceLoader::begin(DiskFolder::new(workspace), &wanted, &method, start.words);
    let opening = start.workspace.clone().map(begin);
    let caught = signals::catch()?;
    guard::want_mouse(start.settings.mouse());
    guard::want_motion(start.settings.motion());
    let guard = Guard::enter()?;
    crash::install(start.words);
    let typed_ahead = input.typed_ahead();
    let ended = EventLoop::new(input, events, &sender).and_then(|inbox| {
        let mut screens = App::new(start, method, capabilities, &auto, &name, &sender, inbox)?;
        screens.open(opening, &wanted)?;
        screens.notice(start)?;
        caught.listen(&sender)?;
        for event in typed_ahead {
            screens.handle(event)?;
        }
        screens.can_ask = surroundings.can_be_asked();
        screens.run()
    });
    drop(guard);
    Ok(ended?)
}

/// What is said at the start: that words are missing in the language that was asked for, that method files cannot be
/// used, and that something in the configuration cannot; the last is seen.
fn notices(start: &Start, notice: Option<Sentence>) -> Vec<Message> {
    let is_asked_for = start.settings.get("language").is_some_and(|given| matches!(given.source, Source::Flag(_)));
    let borrowed = (is_asked_for && start.words.is_borrowed())
        .then(|| Message::info(sentence!("message.borrowed-words", language = start.words.code())));
    let broken = unusable_method(&start.unusable, start.workspace.as_ref().map(Workspace::root)).map(Message::error);
    let advice = start.advice.clone().map(Message::info);
    borrowed.into_iter().chain(advice).chain(broken).chain(notice.map(Message::error)).collect()
}

/// The terminal's size; a terminal that does not know is taken to be an ordinary one.
fn size() -> io::Result<Size> {
    let (width, height) = crossterm::terminal::size()?;
    Ok(if width == 0 || height == 0 { Size { width: 80, height: 24 } } else { Size { width, height } })
}
