//! The runtime of a workspace: carries out what the program asks to be done to files, and tells it what came of that.
//!
//! [`WorkspaceRuntime`] takes [`WorkspaceEffect`]s and [`WorkspaceEvent`]s and gives back [`Message`]s. Where the files lie is
//! a [`Backend`]'s: the [`Disk`], or [`Memory`] for tests and measurements, so that screens, linear mode, journeys and
//! benches drive the same runtime. It knows no terminal and no loop: what comes about later is handed to a [`Notifier`],
//! and whoever owns the loop brings it back.

mod backend;
pub mod commit;
mod committing;
mod disk;
mod door;
mod flusher;
mod former;
mod host;
mod late;
mod load;
mod looking;
mod memory;
mod method;
mod open_request;
mod opening;
pub mod publish;
mod publishing;
mod recovery;
mod reload;
mod renamed;
mod request;
mod revisions;
mod save;
mod saver;
mod saving;
pub mod session_log;
mod sessions;
mod settling;
mod standing;
mod stillness;

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::app::{Loaded, Message, OpenDocument, PRODUCT_STEM, SentForm, WorkspaceEffect};
use crate::codec::{Content, write};
use crate::document::{DocumentBody, Product, Register, Settings};
use crate::i18n::{Catalogue, Sentence};
use crate::journal::{Draft, FormDraft, Record};
use crate::merge::text::Stages;
use crate::method::Method;
use crate::store::create::{empty_sheet, sheet_path};
use crate::store::layout::FOLDER;
use crate::store::{Explanation, UserError, WorkspaceError};

pub use backend::{
    Backend, DeadRun, Door, Flush, Folder, Journal, LockedFile, Notifier, OpenedLines, Saver, SessionLines,
    WorkspaceEvent,
};
pub use disk::{Disk, DiskFolder};
pub use former::{Pen, Texts};
pub use host::Host;
use looking::Looking;
pub use memory::Memory;
pub use method::unusable as unusable_method;
pub use open_request::OpenRequest;
pub use opening::WorkspaceLoader;
use recovery::Recovery;
pub use request::{Report, Request, SaveOutcome, Saved};
use session_log::SessionLog;
use stillness::Stillness;

/// What a file's next save starts from.
#[allow(clippy::struct_field_names, reason = "merging calls it the base revision")]
struct Base {
    saved: Saved,
    /// The request that brought it about, or the last one before it was read.
    base_revision: u64,
    /// Whether the last save found the file gone.
    gone: bool,
    /// What stood in the file shortly before, the newest first, with when something else took its place.
    earlier: VecDeque<(Instant, DocumentBody)>,
}

/// So long a program may think between reading a file and writing it without taking back what was written meanwhile.
const STALE: Duration = Duration::from_secs(3);
/// Of so many earlier states of a file is known what they said.
const MAX_EARLIER: usize = 8;

/// A save that was asked for.
struct Asked {
    /// What is to be saved.
    sheet: DocumentBody,
    /// The document's serial number.
    serial: u64,
    /// The last record of the journal that is in it.
    journal_seq: u64,
}

/// An open workspace with its journal, and what saves and watches.
pub struct WorkspaceRuntime<B: Backend> {
    backend: B,
    notify: Notifier,
    method: Arc<Method>,
    words: &'static Catalogue,
    /// The folder in which a workspace would be created.
    parent: PathBuf,
    folder: Option<B::Folder>,
    journal: Option<<B::Folder as Folder>::Journal>,
    saver: Option<<B::Folder as Folder>::Saver>,
    watch: Option<<B::Folder as Folder>::Watch>,
    /// The private log of the session that runs.
    session: Option<SessionLog<<B::Folder as Folder>::SessionLines>>,
    /// The door of the session that runs.
    door: Option<<B::Folder as Folder>::Door>,
    /// Whether method files have changed since they were read.
    is_method_stale: bool,
    bases: HashMap<String, Base>,
    /// Saves that were asked for, by file and revision.
    asked: HashMap<(String, u64), Asked>,
    /// Counts requests to the saver, over all files.
    revision: u64,
    /// The last record written to the journal.
    last_record: u64,
    /// What runs left that died.
    recovery: Recovery<<B::Folder as Folder>::DeadRun>,
    /// The text that is being typed, as the journal has it.
    typed: Option<Draft>,
    /// The forms that are being filled in, as the journal has them, by their numbers.
    forms: HashMap<u64, FormDraft>,
    /// Files in which something was taken back or made again that is not saved yet.
    taken_back: HashSet<String>,
    /// Pieces of text for what was copied into a file and is not saved yet.
    copied: HashMap<String, Vec<request::Copied>>,
    unsaved: HashMap<String, String>,
    /// Files that are gone, of which that was said.
    gone: HashSet<String>,
    /// Files that could not be understood when they were last read.
    broken: HashSet<String>,
    /// Files that others are writing, and what was seen of them so far.
    unsettled: HashMap<String, Stillness>,
    /// The files that git holds in conflict, with what it holds of each.
    unmerged: HashMap<String, Stages>,
    /// Those of them that a person has settled in this run.
    settled: HashSet<String>,
    /// Files of which was heard while a save was under way.
    heard_of: HashSet<String>,
    /// How the documents stand is being found, or will be.
    looking: Looking,
}

/// What an error says, as one sentence of several.
fn told(error: &dyn UserError) -> Sentence {
    let Explanation { what, why, help } = error.explain();
    let path = what.text("path").unwrap_or_default().to_owned();
    let told = match why {
        Some(why) => sentence!("message.explained-why", what = what, why = why, help = help),
        None => sentence!("message.explained", what = what, help = help),
    };
    // The path is named beside, so that a narrow screen can shorten it instead of what follows it.
    told.with("path", path)
}

impl<B: Backend> WorkspaceRuntime<B> {
    /// Nothing is open yet. What comes about later is told to `notify`; `parent` is the folder in which a workspace would be
    /// created.
    pub fn new(backend: B, notify: Notifier, method: Arc<Method>, words: &'static Catalogue, parent: PathBuf) -> Self {
        Self {
            backend,
            notify,
            method,
            words,
            parent,
            folder: None,
            journal: None,
            saver: None,
            watch: None,
            session: None,
            door: None,
            is_method_stale: false,
            bases: HashMap::new(),
            asked: HashMap::new(),
            revision: 0,
            last_record: 0,
            recovery: Recovery::default(),
            typed: None,
            forms: HashMap::new(),
            taken_back: HashSet::new(),
            copied: HashMap::new(),
            unsaved: HashMap::new(),
            gone: HashSet::new(),
            broken: HashSet::new(),
            unsettled: HashMap::new(),
            unmerged: HashMap::new(),
            settled: HashSet::new(),
            heard_of: HashSet::new(),
            looking: Looking::default(),
        }
    }

    /// Does what the program asked for, and says what came of it at once; the rest comes as [`WorkspaceEvent`]s.
    pub fn handle_effect(&mut self, effect: WorkspaceEffect) -> Vec<Message> {
        match effect {
            WorkspaceEffect::Journal(record) => self.record(record).into_iter().collect(),
            WorkspaceEffect::Save { file, serial, sheet } => self.save(&file, serial, sheet).into_iter().collect(),
            WorkspaceEffect::CreateWorkspace { product, cycle } => self.create_workspace(&product, &cycle),
            WorkspaceEffect::CreateProduct { id, name, cycle } => self.create_product(&id, &name, &cycle),
            WorkspaceEffect::OpenDemo { today } => match self.backend.unpack_demo(today) {
                Ok(root) => self.open(&root, &OpenRequest { demo: true, ..OpenRequest::default() }),
                Err(error) => vec![Message::error(told(&error))],
            },
            WorkspaceEffect::CreateDocument { product, template } => self.create_document(&product, &template),
            WorkspaceEffect::CreateRegister { file } => {
                self.create_register(&file);
                Vec::new()
            }
            WorkspaceEffect::WriteSettled { file, old, new, left, is_in_index } => {
                self.write_settled(&file, (&old, &new), left, is_in_index)
            }
            WorkspaceEffect::PreparePublishing { file, today } => {
                self.prepare_publishing(&file, today).into_iter().collect()
            }
            WorkspaceEffect::Publish { file, asked, today } => self.publish(&file, &asked, today),
            WorkspaceEffect::PrepareCommit => {
                self.prepare_commit();
                Vec::new()
            }
            WorkspaceEffect::Commit(asked) => {
                self.commit(asked);
                Vec::new()
            }
            WorkspaceEffect::ReadRevisions { file, asked } => {
                self.read_revisions(&file, asked);
                Vec::new()
            }
            WorkspaceEffect::TakeBack { file, id, text } => self.take_back(&file, id, &text).into_iter().collect(),
            WorkspaceEffect::ReloadAll => {
                self.look_for_unmerged();
                self.reload_all()
            }
            WorkspaceEffect::Look { file } => self.look_again(&file),
            WorkspaceEffect::Copy { file, ids } => self.copy_noted(file, ids).into_iter().collect(),
            WorkspaceEffect::Session(effect) => self.of_session(effect),
            WorkspaceEffect::Settle(settled) => {
                self.settle(settled);
                Vec::new()
            }
        }
    }

    fn record(&mut self, record: Record) -> Option<Message> {
        self.last_record = record.number().unwrap_or(self.last_record);
        let record = match record {
            Record::Draft(draft) => {
                // A key costs what it types: of a text that stands in the journal only what has changed is written.
                let typed = self.typed.as_ref().and_then(|typed| draft.since(typed)).map(Record::Typed);
                self.typed = Some(draft.clone());
                typed.unwrap_or(Record::Draft(draft))
            }
            Record::DraftDone | Record::Step { ends_draft: true, .. } => {
                self.typed = None;
                record
            }
            Record::FormKept { number, form } => {
                let typed = self.forms.get(&number).and_then(|known| form.since(known));
                self.forms.insert(number, form.clone());
                typed.map_or(Record::FormKept { number, form }, |splice| Record::FormTyped { number, splice })
            }
            Record::DraftSettled { number } => {
                self.forms.remove(&number);
                record
            }
            Record::Undo { ref file, .. } | Record::Redo { ref file, .. } => {
                self.taken_back.insert(file.clone());
                record
            }
            record => record,
        };
        let error = self.journal.as_mut()?.append(&record).err()?;
        // What is missing there has to be written again.
        self.typed = None;
        self.forms.clear();
        Some(Message::error(told(&error)))
    }

    /// Reads one document and remembers what its next save starts from.
    fn read(&mut self, file: &str, product: &str, stem: &str, bytes: &[u8]) -> OpenDocument {
        let (doc, saved) = self.sheet_of(file, product, stem, bytes);
        self.known(doc, saved)
    }

    /// Remembers what the next save of a document starts from.
    fn known(&mut self, doc: OpenDocument, saved: Option<Saved>) -> OpenDocument {
        match saved {
            Some(saved) => {
                // What was read is newer than everything that was asked for: nothing of it is under way.
                self.set_base(&doc.file, saved, self.revision);
            }
            // What was read before stays what unsaved work starts from.
            None => {
                self.broken.insert(doc.file.clone());
            }
        }
        doc
    }

    /// What the next save of a file starts from, from here on.
    fn set_base(&mut self, file: &str, saved: Saved, base_revision: u64) {
        let mut earlier = VecDeque::new();
        if let Some(before) = self.bases.remove(file) {
            let now = Instant::now();
            earlier = before.earlier;
            if !before.saved.sheet.says_the_same(&saved.sheet) {
                earlier.push_front((now, before.saved.sheet));
            }
            earlier.retain(|(until, _)| now.saturating_duration_since(*until) < STALE);
            earlier.truncate(MAX_EARLIER);
        }
        self.bases.insert(file.to_owned(), Base { saved, base_revision, gone: false, earlier });
    }

    fn create_workspace(&mut self, name: &str, cycle: &str) -> Vec<Message> {
        let root = self.parent.join(FOLDER);
        let settings = Settings { format: 1, language: Some(self.words.code().to_owned()), ..Settings::default() };
        let product = Product { format: 1, name: name.to_owned(), cycle: cycle.to_owned(), ..Product::default() };
        match self.backend.create(&root, &settings, &product, &self.method) {
            Ok(()) => self.open(&root, &OpenRequest::default()),
            Err(error) => vec![Message::error(told(&error))],
        }
    }

    fn create_product(&mut self, id: &str, name: &str, cycle: &str) -> Vec<Message> {
        let Some(folder) = &self.folder else { return Vec::new() };
        let product = Product { format: 1, name: name.to_owned(), cycle: cycle.to_owned(), ..Product::default() };
        let file = format!("{id}/{PRODUCT_STEM}.toml");
        let text = write(&product.into(), &self.method);
        let made = folder.create_with_folder(&file, text.as_bytes());
        match made.and_then(|()| Ok(folder.read(&file)?)) {
            Ok(bytes) => {
                let doc = self.read(&file, id, PRODUCT_STEM, &bytes);
                let loaded = Message::Loaded(Box::new(Loaded { doc, from_outside: false }));
                vec![loaded, Message::Created { file }, Message::Outcome { form: SentForm::Product, is_done: true }]
            }
            Err(error) => {
                vec![Message::error(told(&error)), Message::Outcome { form: SentForm::Product, is_done: false }]
            }
        }
    }

    fn create_document(&mut self, product: &str, template: &str) -> Vec<Message> {
        let Some(folder) = &self.folder else { return Vec::new() };
        let Some(template) = self.method.template(template) else { return Vec::new() };
        let of_product = format!("{product}/{PRODUCT_STEM}.toml");
        let title = self.bases.get(&of_product).map(|base| base.saved.sheet.title().to_owned());
        let sheet = empty_sheet(&template, title.as_deref(), None, self.words.code());
        let create = || -> Result<(String, Vec<u8>), WorkspaceError> {
            let file = sheet_path(product, template.id(), None)?;
            let text = write(&Content::DocumentBody(sheet), &self.method);
            folder.create(&file, text.as_bytes())?;
            let bytes = folder.read(&file)?;
            Ok((file, bytes))
        };
        match create() {
            Ok((file, bytes)) => {
                let doc = self.read(&file, product, template.id(), &bytes);
                vec![Message::Loaded(Box::new(Loaded { doc, from_outside: false })), Message::Created { file }]
            }
            Err(error) => vec![Message::error(told(&error))],
        }
    }

    /// Makes the file of a register. Where there is one, nothing of it is known: the next save merges with all it says.
    /// Where it cannot be made, the next save makes it; what is in its way is said by that, which is tried again.
    fn create_register(&mut self, file: &str) {
        let (Some(folder), Some(template)) = (&self.folder, self.method.register_of(file)) else { return };
        let sheet = DocumentBody::Register(Arc::new(Register::new(Arc::clone(template))));
        let text = write(&Content::DocumentBody(sheet.clone()), &self.method);
        let made = folder.create(file, text.as_bytes());
        let is_there = matches!(made, Err(WorkspaceError::Exists(_)));
        let bytes: &[u8] = if is_there { &[] } else { text.as_bytes() };
        self.set_base(file, Saved { bytes: Arc::from(bytes), sheet }, self.revision);
        if let Some(base) = self.bases.get_mut(file) {
            base.gone = made.is_err() && !is_there;
        }
    }

    fn close(&mut self) {
        self.watch = None;
        // Before the log, so that whoever drives next finds both free.
        self.door = None;
        self.session = None;
        self.saver = None;
        self.journal = None;
        self.bases.clear();
        self.asked.clear();
        self.unsettled.clear();
        self.heard_of.clear();
        self.unmerged.clear();
        self.settled.clear();
        self.recovery = Recovery::default();
        self.typed = None;
        self.forms.clear();
        self.taken_back.clear();
        self.copied.clear();
    }

    /// Waits until everything is written, and says what is not. `events` are those that were told and not handled yet.
    pub fn finish(&mut self, events: impl IntoIterator<Item = WorkspaceEvent>) -> Vec<String> {
        self.watch = None;
        if let Some(saver) = self.saver.take() {
            let last = saver.finish();
            // What was saved before the loop ended has to stand in the journal too, so that it can still be undone.
            for event in events.into_iter().chain(last) {
                if matches!(event, WorkspaceEvent::Saved(_)) {
                    self.handle_event(event);
                }
            }
        }
        let unsaved = self
            .unsaved
            .iter()
            .map(|(file, reason)| self.words.tell(&sentence!("terminal.unsaved", file = file, reason = reason)));
        let mut unsaved: Vec<String> = unsaved.collect();
        unsaved.sort();
        self.close();
        unsaved
    }
}
