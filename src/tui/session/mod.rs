//! A workspace that is open: carries out what the program asks for, and tells it what came of that.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::Event;
use super::event_loop::EventSender;
use super::load;
use crate::app::{Effect, Loaded, Message, OpenDocument, PRODUCT_STEM};
use crate::codec::FileKind;
use crate::document::{DocumentBody, Product, Settings};
use crate::i18n::{Catalogue, Sentence};
use crate::journal::Record;
use crate::method::Method;
use crate::store::journal::{self, LeftBehind};
use crate::store::save::SaveOutcome;
use crate::store::saver::{Report, Request};
use crate::store::watch::Changed;
use crate::store::{
    DiskError, Explain, IfThere, Journal, ProductFolder, Role, Saved, Saver, StateDir, Watch, Workspace, demo,
    state_dir,
};

mod follow_up;
mod method;
mod opening;

pub use method::unusable as unusable_method;
pub use opening::{OpenRequest, WorkspaceLoader};

/// What a file's next save starts from.
struct Base {
    saved: Saved,
    /// Serial number of the request that brought it about; 0 where it was read.
    seen: u64,
    /// Whether the last save found the file gone.
    gone: bool,
}

/// A save that was asked for.
struct Asked {
    /// What is to be saved.
    sheet: DocumentBody,
    /// The document's serial number.
    serial: u64,
    /// The last record of the journal that is in it.
    upto: u64,
}

/// The workspace, the journal and the threads behind them.
pub struct Session {
    post: EventSender,
    method: Arc<Method>,
    words: &'static Catalogue,
    folder: PathBuf,
    state: Option<StateDir>,
    workspace: Option<Workspace>,
    journal: Option<Journal>,
    saver: Option<Saver>,
    watch: Option<Watch>,
    /// Watches the user's own method files.
    method_watch: Option<Watch>,
    /// Whether method files have changed since they were read.
    is_method_stale: bool,
    bases: HashMap<String, Base>,
    asked: HashMap<(String, u64), Asked>,
    /// Counts requests to the saver, over all files.
    requests: u64,
    /// The last record written to the journal.
    last_record: u64,
    left: Vec<LeftBehind>,
    /// Whether nothing of what was left waits for the person.
    is_settled: bool,
    unsaved: HashMap<String, String>,
    /// Files that are gone, of which that was said.
    gone: HashSet<String>,
    /// Files that could not be understood when they were last read.
    broken: HashSet<String>,
}

/// Random bits for ids.
pub fn random() -> u32 {
    use std::hash::{BuildHasher, Hasher, RandomState};
    // Every RandomState is keyed anew from the system's randomness.
    let bits = RandomState::new().build_hasher().finish();
    u32::try_from(bits >> 32).unwrap_or(0)
}

/// What an error says, put into words already.
fn told(error: &dyn Explain, words: &Catalogue) -> Sentence {
    let explained = error.explain();
    let path = explained.what.text("path").unwrap_or_default().to_owned();
    // The path is named beside, so that a narrow screen can shorten it instead of what follows it.
    sentence!("message.told", text = explained.tell(words)).with("path", path)
}

impl Session {
    /// Nothing is open yet.
    pub fn new(post: EventSender, method: Arc<Method>, words: &'static Catalogue, folder: PathBuf) -> Self {
        Self {
            post,
            method,
            words,
            folder,
            state: None,
            workspace: None,
            journal: None,
            saver: None,
            watch: None,
            method_watch: None,
            is_method_stale: false,
            bases: HashMap::new(),
            asked: HashMap::new(),
            requests: 0,
            last_record: 0,
            left: Vec::new(),
            is_settled: false,
            unsaved: HashMap::new(),
            gone: HashSet::new(),
            broken: HashSet::new(),
        }
    }

    /// A sentence that was put into words already.
    fn told(&self, error: &dyn Explain) -> Sentence {
        told(error, self.words)
    }

    /// Puts away what killed runs left, once the person has decided and all of it is in the files.
    fn forget_left(&mut self) {
        if !self.is_settled || !self.asked.is_empty() || !self.unsaved.is_empty() {
            return;
        }
        for left in self.left.drain(..) {
            // One that cannot be put away is offered again, which loses nothing.
            let _ = journal::forget(left);
        }
    }

    /// Reads one document and remembers what its next save starts from.
    fn read(&mut self, file: &str, product: &str, stem: &str, bytes: &[u8]) -> OpenDocument {
        let (doc, saved) = load::sheet(bytes, file, product, stem, &self.method, self.words);
        self.known(doc, saved)
    }

    /// Remembers what the next save of a document starts from.
    fn known(&mut self, doc: OpenDocument, saved: Option<Saved>) -> OpenDocument {
        match saved {
            Some(saved) => {
                self.bases.insert(doc.file.clone(), Base { saved, seen: 0, gone: false });
            }
            // What was read before stays what unsaved work starts from.
            None => {
                self.broken.insert(doc.file.clone());
            }
        }
        doc
    }

    /// Does what the program asked for.
    pub fn carry_out(&mut self, effect: Effect) -> Vec<Message> {
        match effect {
            Effect::Journal(record) => self.record(&record).into_iter().collect(),
            Effect::Save { file, serial, sheet } => self.save(&file, serial, sheet).into_iter().collect(),
            Effect::CreateWorkspace { product, cycle } => self.create_workspace(&product, &cycle),
            Effect::OpenDemo => match demo::unpack() {
                Ok(root) => self.open(&root, &OpenRequest { demo: true, ..OpenRequest::default() }),
                Err(error) => vec![Message::Failed(self.told(&error))],
            },
            Effect::CreateSheet { product, template } => self.create_sheet(&product, &template),
            Effect::LeftSettled => {
                self.is_settled = true;
                self.forget_left();
                Vec::new()
            }
            Effect::Suspend
            | Effect::Quit
            | Effect::Reread
            | Effect::Copy { .. }
            | Effect::Mouse { .. }
            | Effect::Editor { .. }
            | Effect::Remember { .. } => Vec::new(),
        }
    }

    fn record(&mut self, record: &Record) -> Option<Message> {
        self.last_record = record.number().unwrap_or(self.last_record);
        let error = self.journal.as_mut()?.append(record).err()?;
        Some(Message::Failed(self.told(&error)))
    }

    fn save(&mut self, file: &str, serial: u64, sheet: DocumentBody) -> Option<Message> {
        let (Some(workspace), Some(saver), Some(base)) = (&self.workspace, &self.saver, self.bases.get(file)) else {
            let reason = sentence!("message.not-writable", file = file);
            return Some(Message::SaveFailed { file: file.to_owned(), reason, try_again: false });
        };
        self.requests += 1;
        let request = Request {
            path: workspace.path(file),
            base: base.saved.clone(),
            seen: base.seen,
            ours: sheet.clone(),
            serial: self.requests,
            again: base.gone,
        };
        self.asked.insert((file.to_owned(), self.requests), Asked { sheet, serial, upto: self.last_record });
        let error = saver.save(request).err()?;
        Some(Message::SaveFailed { file: file.to_owned(), reason: self.told(&error), try_again: false })
    }

    /// What came of a save.
    pub fn report(&mut self, report: Report) -> Vec<Message> {
        match report {
            Report::Done { path, serial, outcome } => self.done(&path, serial, outcome).into_iter().collect(),
            Report::Flushed { result: Ok(()), .. } => Vec::new(),
            Report::Flushed { result: Err(error), .. } => vec![Message::Failed(self.told(&error))],
        }
    }

    fn done(&mut self, path: &Path, request: u64, outcome: SaveOutcome) -> Option<Message> {
        let file = self.workspace.as_ref()?.relative(path)?;
        let asked = self.asked.remove(&(file.clone(), request))?;
        // The saver drops requests that a newer one for the same file has overtaken.
        self.asked.retain(|(other, number), _| *other != file || *number > request);
        let failed = |reason: Sentence, try_again| Message::SaveFailed { file: file.clone(), reason, try_again };
        let message = match outcome {
            SaveOutcome::Saved(saved) => {
                self.landed(&file, &saved, request, asked.upto);
                Message::Saved { file, serial: asked.serial }
            }
            SaveOutcome::Merged(saved) => {
                self.landed(&file, &saved, request, asked.upto);
                Message::Merged {
                    file,
                    serial: asked.serial,
                    ours: asked.sheet,
                    merged: saved.sheet,
                    conflicts: Vec::new(),
                }
            }
            SaveOutcome::Clashes { merged, theirs } => {
                // Their file becomes what the next save starts from; the merged sheet differs from it by our changes.
                let open = sentence!("message.clash-open");
                self.unsaved.insert(file.clone(), self.words.tell(&open));
                self.bases.insert(file.clone(), Base { saved: theirs, seen: request, gone: false });
                Message::Merged {
                    file,
                    serial: asked.serial,
                    ours: asked.sheet,
                    merged: merged.sheet,
                    conflicts: merged.conflicts,
                }
            }
            SaveOutcome::Blocked { .. } => failed(sentence!("message.outside-broken", file = &file), true),
            SaveOutcome::Gone => {
                if let Some(base) = self.bases.get_mut(&file) {
                    base.gone = true;
                }
                failed(sentence!("message.file-gone", file = &file), false)
            }
            SaveOutcome::Failed(error) => failed(self.told(&error), true),
        };
        match &message {
            Message::SaveFailed { file, reason, .. } => tracing::warn!(file, key = reason.key.path(), "not saved"),
            Message::Merged { file, conflicts, .. } => tracing::info!(file, conflicts = conflicts.len(), "merged"),
            _ => tracing::debug!(request, "saved"),
        }
        if let Message::SaveFailed { file, reason, .. } = &message {
            self.unsaved.insert(file.clone(), self.words.tell(reason));
        }
        self.forget_left();
        Some(message)
    }

    /// A file was written: that is noted in the journal, and the next save starts from it.
    fn landed(&mut self, file: &str, saved: &Saved, seen: u64, upto: u64) {
        self.unsaved.remove(file);
        self.bases.insert(file.to_owned(), Base { saved: saved.clone(), seen, gone: false });
        let digest = state_dir::digest(&saved.bytes);
        if let Some(journal) = &mut self.journal {
            // Where this is missing, the next start finds the steps in the file already.
            let _ = journal.append(&Record::Saved { file: file.to_owned(), upto, digest });
        }
    }

    /// Something in the workspace changed outside.
    pub fn changed(&mut self, changed: &Changed) -> Vec<Message> {
        match changed {
            Changed::Method => {
                self.is_method_stale = true;
                Vec::new()
            }
            Changed::File(path) | Changed::Folder(path) if self.is_of_method(path) => {
                self.is_method_stale = true;
                Vec::new()
            }
            Changed::File(file) => self.look_again(file).into_iter().collect(),
            Changed::Folder(_) => self.reread(),
            Changed::Anything => {
                self.is_method_stale = true;
                self.reread()
            }
        }
    }

    /// Reads a file again, where it holds something else than what was read or saved last.
    fn look_again(&mut self, file: &str) -> Option<Message> {
        let workspace = self.workspace.as_ref()?;
        let (product, name) = file.split_once('/')?;
        let stem = name.strip_suffix(".toml").filter(|stem| !stem.contains('/'))?;
        match FileKind::of(file, &self.method) {
            FileKind::DocumentBody | FileKind::Product => {}
            FileKind::Register(_) => return self.follow_up(file),
            FileKind::Settings => return None,
        }
        let Ok(bytes) = workspace.read(file) else {
            let is_gone = !workspace.path(file).exists();
            let is_news = is_gone && self.bases.contains_key(file) && self.gone.insert(file.to_owned());
            if is_news && let Some(base) = self.bases.get_mut(file) {
                // It is said that the next change writes it again.
                base.gone = true;
            }
            return is_news.then(|| Message::Gone { file: file.to_owned() });
        };
        let was_gone = self.gone.remove(file);
        let was_broken = self.broken.remove(file);
        if self.unsaved.contains_key(file) {
            // What could not be saved starts from what was read before; the next try meets what stands there now.
            return Some(if was_gone { Message::Back { file: file.to_owned() } } else { Message::TryAgain });
        }
        // Our own saves come back as changes: what counts is the content.
        if !was_broken && self.bases.get(file).is_some_and(|base| *base.saved.bytes == *bytes) {
            if let Some(base) = self.bases.get_mut(file) {
                base.gone = false;
            }
            return was_gone.then(|| Message::Back { file: file.to_owned() });
        }
        if self.asked.keys().any(|(other, _)| other == file) {
            // A save is under way; it meets what stands there and says what came of it.
            return None;
        }
        let (product, stem) = (product.to_owned(), stem.to_owned());
        let doc = self.read(file, &product, &stem, &bytes);
        Some(Message::Loaded(Box::new(Loaded { doc, from_outside: true })))
    }

    /// Reads every document again.
    pub fn reread(&mut self) -> Vec<Message> {
        let Some(scan) = self.workspace.as_ref().and_then(|workspace| workspace.scan().ok()) else { return Vec::new() };
        let known: Vec<String> = self.bases.keys().cloned().collect();
        let documents = |folder: &ProductFolder| -> Vec<String> {
            folder.file(Role::Product).into_iter().chain(folder.sheets()).map(|entry| entry.path.clone()).collect()
        };
        let there: Vec<String> = scan.products.iter().flat_map(documents).collect();
        let gone: Vec<String> = known.into_iter().filter(|file| !there.contains(file)).collect();
        gone.iter().chain(&there).filter_map(|file| self.look_again(file)).collect()
    }

    fn create_workspace(&mut self, name: &str, cycle: &str) -> Vec<Message> {
        let root = self.folder.join("apiops");
        let settings = Settings { format: 1, language: Some(self.words.code().to_owned()), ..Settings::default() };
        let product = Product { format: 1, name: name.to_owned(), cycle: cycle.to_owned(), ..Product::default() };
        let made = Workspace::create(&root, &settings, &self.method, IfThere::Refuse).and_then(|(workspace, _)| {
            let scan = workspace.scan()?;
            workspace.create_product(&scan, &product, &self.method)
        });
        match made {
            Ok(_) => self.open(&root, &OpenRequest::default()),
            Err(error) => vec![Message::Failed(self.told(&error))],
        }
    }

    fn create_sheet(&mut self, product: &str, template: &str) -> Vec<Message> {
        let Some(workspace) = &self.workspace else { return Vec::new() };
        let Some(template) = self.method.template(template) else { return Vec::new() };
        let file = format!("{product}/{PRODUCT_STEM}.toml");
        let title = self.bases.get(&file).map(|base| base.saved.sheet.title().to_owned());
        let sheet = crate::store::create::empty_sheet(&template, title.as_deref(), None, self.words.code());
        let made = workspace.create_sheet(product, None, &sheet, &self.method, IfThere::Refuse);
        let made = made.map_err(|error| self.told(&error)).and_then(|made| {
            let bytes = workspace.read(&made.path).map_err(|error: DiskError| self.told(&error))?;
            Ok((made.path, bytes))
        });
        match made {
            Ok((file, bytes)) => {
                let doc = self.read(&file, product, template.id(), &bytes);
                vec![Message::Loaded(Box::new(Loaded { doc, from_outside: false })), Message::Created { file }]
            }
            Err(reason) => vec![Message::Failed(reason)],
        }
    }

    fn close(&mut self) {
        self.watch = None;
        self.method_watch = None;
        self.saver = None;
        self.journal = None;
        self.bases.clear();
        self.asked.clear();
        self.left.clear();
    }

    /// Waits until everything is written, and says what is not. `events` holds what the loop has not looked at any more.
    pub fn finish(&mut self, words: &Catalogue, events: &Receiver<Event>) -> Vec<String> {
        self.watch = None;
        self.method_watch = None;
        if let Some(saver) = self.saver.take() {
            let last = saver.finish().unwrap_or_default();
            // What was saved before the loop ended has to stand in the journal too, so that it can still be undone.
            let before = events.try_iter().filter_map(|event| match event {
                Event::Report(report) => Some(*report),
                _ => None,
            });
            for report in before.chain(last) {
                self.report(report);
            }
        }
        let mut unsaved: Vec<String> = self
            .unsaved
            .iter()
            .map(|(file, reason)| words.tell(&sentence!("terminal.unsaved", file = file, reason = reason)))
            .collect();
        unsaved.sort();
        self.close();
        unsaved
    }
}
