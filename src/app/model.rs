//! Everything the screen shows. Its fields belong to this room: what is outside reads them through accessors, and what
//! changes them is a message to [`update`](super::update()).

mod accessors;

use std::any::Any;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use chrono::{NaiveDate, NaiveDateTime};

use super::attention::Attention;
use super::capabilities::Capabilities;
use super::clash::Clash;
use super::config::{AUTO, Settings};
use super::dialog::{Dialog, DialogScene};
use super::form_drafts::FormDrafts;
use super::index::Index;
use super::links::Links;
use super::location::{HistoryEntry, Searched};
use super::messages::{Messages, Note, Tone};
use super::met::Met;
use super::product_info::ProductInfo;
use super::screen::canvas::CanvasState;
use super::screen::state::{Screens, State};
use super::session::state::{RunningSession, SessionWishes};
use super::stray::Stray;
use super::tour::Tour;
use super::tracked::{Kept, Tracked};
use super::vanished::Vanished;
use super::{Key, LeftDraft, OpenDocument, Overlay, Question};
use crate::assess::standing::StandingSign;
use crate::document::{Canvas, Id, Note as StickyNote};
use crate::i18n::{Catalogue, Sentence};
use crate::journal::History;
use crate::layout::cache::WrapCache;
use crate::layout::{Position, Size};
use crate::method::{Cycle, Method};
use crate::theme::Library;
use crate::workshop::clock::{Moment, SleepDetector};

/// What a run begins with.
#[derive(Debug)]
pub struct Setup {
    /// Size of the terminal.
    pub size: Size,
    /// What the terminal can do.
    pub capabilities: Capabilities,
    /// The sentences.
    pub words: &'static Catalogue,
    /// The method.
    pub method: Arc<Method>,
    /// The day.
    pub today: NaiveDate,
    /// The settings, each with where it came from.
    pub settings: Arc<Settings>,
    /// The themes there are.
    pub library: Arc<Library>,
    /// The name of the theme it is drawn with.
    pub theme: String,
    /// The theme that `auto` stands for here.
    pub auto_theme: String,
    /// Where the team may create a workspace: the current folder.
    pub folder: String,
    /// Whether nothing lies in that folder, so that there is no code whose API could be worked on.
    pub is_folder_empty: bool,
    /// The words of the signs that were explained in former runs; nothing where none is to be explained.
    pub met: Option<Vec<String>>,
}

impl Setup {
    /// A beginning without settings of anybody's, in no folder.
    #[must_use]
    pub fn new(
        size: Size,
        capabilities: Capabilities,
        words: &'static Catalogue,
        method: Arc<Method>,
        today: NaiveDate,
    ) -> Self {
        Self {
            size,
            capabilities,
            words,
            method,
            today,
            settings: Arc::default(),
            library: Arc::default(),
            theme: String::from("dark"),
            auto_theme: String::from("dark"),
            folder: String::new(),
            is_folder_empty: false,
            met: None,
        }
    }
}

/// What the places of a screen's parts depend on: states with equal keys have the same layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) struct StateKey {
    screens: u64,
    docs: u64,
    products: u64,
    method: u64,
    session: u64,
    product: usize,
    reading: usize,
    size: Size,
    capabilities: Capabilities,
}

/// The state of the program.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools)] // switches that have nothing to do with one another
pub struct Model {
    /// Size of the terminal.
    pub(in crate::app) window: Size,
    /// Size of the screens: what the tour leaves of it.
    pub(in crate::app) size: Size,
    /// The tour of the example.
    pub(in crate::app) tour: Tour,
    /// What the terminal can do.
    pub(in crate::app) capabilities: Capabilities,
    /// Name of the theme.
    pub(in crate::app) theme: String,
    /// The themes there are.
    pub(in crate::app) library: Arc<Library>,
    /// The theme that `auto` stands for here.
    pub(in crate::app) auto_theme: String,
    /// Whether the theme is the one that `auto` stands for, whatever that is.
    pub(in crate::app) follows_background: bool,
    /// The settings, each with where it came from.
    pub(in crate::app) settings: Arc<Settings>,
    /// The sentences.
    pub(in crate::app) words: &'static Catalogue,
    /// The method.
    pub(in crate::app) method: Tracked<Arc<Method>>,
    /// The screens, the one in front last.
    pub(in crate::app) screens: Tracked<Screens>,
    /// The folder that holds `stationmaster.toml`; nothing without a workspace.
    pub(in crate::app) root: Option<String>,
    /// Whether it is the example.
    pub(in crate::app) demo: bool,
    /// The products.
    pub(in crate::app) products: Tracked<Vec<ProductInfo>>,
    /// The product in front, as an index.
    pub(in crate::app) product: usize,
    /// The documents by path.
    pub(in crate::app) docs: Tracked<BTreeMap<String, OpenDocument>>,
    /// The workshop session that runs.
    pub(in crate::app) session: Tracked<Option<RunningSession>>,
    /// Notices where the machine slept.
    pub(in crate::app) sleep: SleepDetector,
    /// Whether the session that is being opened begins at once.
    pub(in crate::app) session_wishes: SessionWishes,
    /// When the last update was: the clock, and the day and time of day on the wall.
    pub(in crate::app) moment: (Moment, NaiveDateTime),
    /// How the documents stand, those of which there is something to say.
    pub(in crate::app) signs: BTreeMap<String, StandingSign>,
    /// How many documents are still being read; until they are there, nothing is said of how far anything is.
    pub(in crate::app) reading: usize,
    /// What can be taken back.
    pub(in crate::app) history: History,
    /// The number of the next step in the journal.
    pub(in crate::app) next_number: u64,
    /// Texts of former runs that nobody has decided about yet.
    pub(in crate::app) kept_drafts: Vec<LeftDraft>,
    /// Forms that are in no file.
    pub(in crate::app) form_drafts: FormDrafts,
    /// Where both changed the same thing and a person has put off the decision.
    pub(in crate::app) clashes: Vec<Clash>,
    /// The names that documents were given while they were open, in order: a question that was asked about one before is
    /// answered for it.
    pub(in crate::app) renames: Vec<(String, String)>,
    /// What the message line says, and has said.
    pub(in crate::app) messages: Messages,
    /// Keys of a sequence that is not finished.
    pub(in crate::app) pending: Vec<Key>,
    /// Whether what can follow those keys is listed at the bottom, and waits.
    pub(in crate::app) is_listing: bool,
    /// Keys that follow one another, and prose among them.
    pub(in crate::app) stray: Stray,
    /// Who answers in this run, once that was asked; empty where nobody is to be named.
    pub(in crate::app) who: Option<String>,
    /// Questions, the one to answer first last.
    pub(in crate::app) dialogs: Tracked<Vec<Question>>,
    /// Questions that come up by themselves and wait until nobody is typing, the first to ask last.
    pub(in crate::app) waiting: Vec<Question>,
    /// The questions that were open when the keys began that are watched now.
    pub(in crate::app) asked_before: Vec<Question>,
    /// What tells for what a key can have been meant.
    pub(in crate::app) attention: Attention,
    /// What lies over the screen to be read.
    pub(in crate::app) overlay: Option<Overlay>,
    /// Whether the mouse is the program's; otherwise it is the terminal's own.
    pub(in crate::app) mouse: bool,
    /// Notes that were cut or copied.
    pub(in crate::app) clipboard: Vec<StickyNote>,
    /// Ids in use, so that none is drawn twice.
    pub(in crate::app) ids: HashSet<Id>,
    /// How texts break into lines, kept from one frame to the next.
    pub(in crate::app) wraps: WrapCache,
    /// Where the parts of the screen in front are.
    pub(in crate::app) layout: Kept<StateKey, dyn Any>,
    /// Where the parts of the question in front are.
    pub(in crate::app) dialog_layout: Kept<(u64, Size), DialogScene>,
    /// The work outside the files, by file and state, that the person was warned of when they wanted to leave.
    pub(in crate::app) warned_of: Vec<(String, u64)>,
    /// The commands that the last key ran.
    pub(in crate::app) commands_run: Vec<&'static str>,
    /// The step of another document of which was said that undo or redo goes there.
    pub(in crate::app) said_where: Option<u64>,
    /// What others took out of documents, the last one last.
    pub(in crate::app) vanished: Vec<Vanished>,
    /// When what could not be saved is tried again.
    pub(in crate::app) retry_at: Duration,
    /// The files that somebody else is writing, each with when it is looked at again.
    pub(in crate::app) looks: BTreeMap<String, Duration>,
    /// When and where the mouse was pressed last, for telling a double click.
    pub(in crate::app) last_press: Option<(Duration, Position)>,
    /// What is searched; brought in line when somebody searches.
    pub(in crate::app) index: Index,
    /// Which notes refer to which; always in line.
    pub(in crate::app) links: Links,
    /// What was searched for last.
    pub(in crate::app) searched: Option<Searched>,
    /// The places that were left, the last one last.
    pub(in crate::app) trail: Vec<HistoryEntry>,
    /// The day, for what expires.
    pub(in crate::app) today: NaiveDate,
    /// Where the team may create a workspace: the current folder.
    pub(in crate::app) folder: String,
    /// Which signs the person knows.
    pub(in crate::app) met: Met,
}

impl Model {
    /// A program that has not seen a workspace yet, with no settings of anybody's.
    #[must_use]
    pub fn new(
        size: Size,
        capabilities: Capabilities,
        words: &'static Catalogue,
        method: Arc<Method>,
        today: NaiveDate,
    ) -> Self {
        Self::with(Setup::new(size, capabilities, words, method, today))
    }

    /// A program that has not seen a workspace yet.
    #[must_use]
    pub fn with(setup: Setup) -> Self {
        Self {
            window: setup.size,
            size: setup.size,
            tour: Tour::default(),
            capabilities: setup.capabilities,
            theme: setup.theme,
            library: setup.library,
            auto_theme: setup.auto_theme,
            follows_background: setup.settings.theme() == AUTO,
            mouse: setup.settings.mouse(),
            settings: setup.settings,
            words: setup.words,
            method: setup.method.into(),
            screens: Screens::begin(setup.is_folder_empty).into(),
            root: None,
            demo: false,
            products: Tracked::default(),
            product: 0,
            docs: Tracked::default(),
            session: Tracked::default(),
            sleep: SleepDetector::default(),
            session_wishes: SessionWishes::default(),
            moment: (Moment::default(), setup.today.into()),
            signs: BTreeMap::new(),
            reading: 0,
            history: History::default(),
            next_number: 1,
            kept_drafts: Vec::new(),
            form_drafts: FormDrafts::default(),
            vanished: Vec::new(),
            clashes: Vec::new(),
            renames: Vec::new(),
            messages: Messages::default(),
            pending: Vec::new(),
            is_listing: false,
            who: None,
            stray: Stray::default(),
            dialogs: Tracked::default(),
            waiting: Vec::new(),
            asked_before: Vec::new(),
            attention: Attention::default(),
            overlay: None,
            clipboard: Vec::new(),
            ids: HashSet::new(),
            wraps: WrapCache::new(),
            layout: Kept::default(),
            dialog_layout: Kept::default(),
            index: Index::default(),
            links: Links::default(),
            searched: None,
            trail: Vec::new(),
            warned_of: Vec::new(),
            commands_run: Vec::new(),
            said_where: None,
            retry_at: Duration::ZERO,
            looks: BTreeMap::new(),
            last_press: None,
            today: setup.today,
            folder: setup.folder,
            met: Met::new(setup.met),
        }
    }

    /// What the layout of the state as it stands depends on.
    pub(in crate::app) fn key(&self) -> StateKey {
        StateKey {
            screens: self.screens.revision(),
            docs: self.docs.revision(),
            products: self.products.revision(),
            method: self.method.revision(),
            session: self.session.revision(),
            product: self.product,
            reading: self.reading,
            size: self.size,
            capabilities: self.capabilities,
        }
    }

    /// The screen in front.
    #[must_use]
    pub fn screen(&self) -> &dyn State {
        self.screens.in_front()
    }

    /// What the screen in front remembers, where it is of that kind.
    #[must_use]
    pub fn front<S: State>(&self) -> Option<&S> {
        self.screens.front()
    }

    /// The language of the method's texts.
    #[must_use]
    pub fn language(&self) -> &'static str {
        self.words.code()
    }

    /// The product in front.
    #[must_use]
    pub fn current_product(&self) -> Option<&ProductInfo> {
        self.products.get(self.product)
    }

    /// The state of the canvas screen in front.
    #[must_use]
    pub fn canvas_state(&self) -> Option<&CanvasState> {
        self.front()
    }

    /// What the question in front shows, to change.
    pub(in crate::app) fn dialog_mut(&mut self) -> Option<&mut Dialog> {
        self.dialogs.last_mut().map(|question| &mut question.dialog)
    }

    /// The state of the canvas screen in front, to change.
    pub(in crate::app) fn canvas_state_mut(&mut self) -> Option<&mut CanvasState> {
        self.screens.front_mut()
    }

    /// The document of the screen in front.
    #[must_use]
    pub fn doc(&self) -> Option<&OpenDocument> {
        self.docs.get(self.screen().file()?)
    }

    /// The canvas of the screen in front, with its state.
    #[must_use]
    pub fn canvas(&self) -> Option<(&CanvasState, &OpenDocument, &Canvas)> {
        let state = self.canvas_state()?;
        let doc = self.docs.get(&state.file)?;
        Some((state, doc, doc.canvas()?))
    }

    /// The canvases and checklists of the product in front.
    pub fn docs_of_product(&self) -> impl Iterator<Item = &OpenDocument> {
        let product = self.current_product().map(|product| product.id.as_str()).unwrap_or_default();
        let is_own = move |doc: &&OpenDocument| doc.product == product && !doc.is_product();
        self.docs.values().filter(is_own).filter(|doc| !doc.is_register(&self.method))
    }

    /// The cycle of the product in front.
    #[must_use]
    pub fn current_cycle(&self) -> Option<Arc<Cycle>> {
        let product = self.current_product()?.product.as_ref()?;
        self.method.cycle(&product.cycle).cloned()
    }

    /// When something has to happen without anybody doing anything, in time since the program started: whoever waits for
    /// input sleeps until then at most and sends [`Message::Deadline`](super::Message::Deadline). Nothing where only input
    /// brings anything about.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Duration> {
        let retry = self.docs.values().any(OpenDocument::waits_for_retry).then_some(self.retry_at);
        let question = self.question_due();
        let pending = (!self.pending.is_empty() && !self.is_listing).then(|| self.attention.forgets_at());
        retry
            .into_iter()
            .chain(question)
            .chain(pending)
            .chain(self.looks.values().copied())
            .chain(self.stray.deadline())
            .chain(self.next_second())
            .chain(self.running_session().and_then(|running| running.peers.counts.due()))
            .min()
    }

    /// When a question that waits may come up; nothing where none waits, or somebody is typing a text.
    #[must_use]
    pub fn question_due(&self) -> Option<Duration> {
        let is_busy = !self.dialogs.is_empty() || self.screens.iter().any(State::is_typing);
        (!self.waiting.is_empty() && !is_busy).then(|| self.attention.quiet_from())
    }

    /// Says something on the message line.
    pub(in crate::app) fn say(&mut self, sentence: Sentence, tone: Tone) {
        self.messages.say(Note { sentence, tone });
    }
}
