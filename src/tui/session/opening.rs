//! Opening a workspace: its documents, what a killed run left, and what watches over them from then on.
//!
//! Reading goes on beside the rest of a start: a thread reads documents while the terminal is switched over. Where there
//! are many, the map is shown first and they are read then; keys that come in the meantime wait for them.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use chrono::Utc;

use super::method::watch_method;
use super::{Session, load, told};
use crate::app::{Message, OpenDocument, Opened, Past, ProductInfo};
use crate::document::Canvas;
use crate::i18n::{Catalogue, Sentence};
use crate::journal::take_up;
use crate::method::Method;
use crate::store::saver::Report;
use crate::store::{
    DiskError, Entry, Journal, ProductFolder, Role, Saved, Saver, Scan, StateDir, Watch, Workspace, journal,
};
use crate::tui::Event;
use crate::tui::event_loop::EventSender;

/// So many documents are read before anybody would see that they are not there yet.
const SOON: usize = 16;

/// What opening a workspace is to lead to.
#[derive(Clone, Debug, Default)]
pub struct OpenRequest {
    /// The document to open, relative to the workspace.
    pub file: Option<String>,
    /// Id of the product to stand in.
    pub product: Option<String>,
    /// Whether the workspace is the example.
    pub demo: bool,
}

/// A workspace whose documents are being read.
pub struct WorkspaceLoader {
    queue: Arc<Queue>,
    scan: Scan,
    /// What tells of the products, read first.
    products: Vec<Read>,
    helper: Option<JoinHandle<Watches>>,
    post: EventSender,
    /// Whether there are so many that the map is shown before they are read.
    is_shown_first: bool,
}

/// What watches over the workspace, and over the user's own method files where there is a folder of them.
type Watches = (Result<Watch, DiskError>, Option<Watch>);

/// A document as it was read, and what its next save starts from.
type Read = Result<(OpenDocument, Option<Saved>), DiskError>;

/// Documents to be read, by whoever has time.
struct Queue {
    workspace: Workspace,
    method: Arc<Method>,
    words: &'static Catalogue,
    files: Vec<File>,
    /// The first that nobody has taken on.
    next: AtomicUsize,
    read: Vec<Mutex<Option<Read>>>,
}

/// Where a document is.
struct File {
    path: String,
    product: String,
    stem: String,
}

impl Queue {
    /// Reads until nothing is left that nobody has taken on.
    fn work(&self) {
        loop {
            let at = self.next.fetch_add(1, Ordering::Relaxed);
            let (Some(file), Some(place)) = (self.files.get(at), self.read.get(at)) else { return };
            let read = self.read(file);
            *place.lock().unwrap_or_else(PoisonError::into_inner) = Some(read);
        }
    }

    fn read(&self, file: &File) -> Read {
        let bytes = self.workspace.read(&file.path)?;
        Ok(load::sheet(&bytes, &file.path, &file.product, &file.stem, &self.method, self.words))
    }
}

impl WorkspaceLoader {
    /// Finds what a workspace holds, reads what tells of its products, and begins to read the rest. What
    /// changes in it from now on is told to `post`.
    ///
    /// # Errors
    /// A sentence where it cannot be looked through.
    pub fn begin(
        workspace: Workspace,
        wanted: &OpenRequest,
        method: &Arc<Method>,
        words: &'static Catalogue,
        post: &EventSender,
    ) -> Result<Self, Sentence> {
        let scan = workspace.scan().map_err(|error| told(&error, words))?;
        let sheets = files(&scan, Role::DocumentBody);
        let read = sheets.iter().map(|_| Mutex::default()).collect();
        let (method, next) = (Arc::clone(method), AtomicUsize::new(0));
        let queue = Arc::new(Queue { workspace, method, words, files: sheets, next, read });
        let post = post.clone();
        let is_shown_first = wanted.file.is_none() && !wanted.demo && queue.files.len() > SOON;
        let helper = if is_shown_first { None } else { help(&queue, post.clone()) };
        let products = files(&scan, Role::Product).iter().map(|file| queue.read(file)).collect();
        Ok(Self { queue, scan, products, helper, post, is_shown_first })
    }

    /// What can be shown already, where it is worth it: the products without their documents.
    pub fn ahead(&self, wanted: &OpenRequest) -> Option<Message> {
        if !self.is_shown_first {
            return None;
        }
        let docs = self.products.iter().flatten().map(|(doc, _)| doc.clone()).collect();
        Some(Message::Opened(Box::new(Opened { docs, reading: self.queue.files.len(), ..self.opened(wanted) })))
    }

    fn opened(&self, wanted: &OpenRequest) -> Opened {
        let OpenRequest { file, product, demo } = wanted.clone();
        Opened {
            root: self.queue.workspace.root().display().to_string(),
            products: self.scan.products.iter().map(|folder| ProductInfo::new(&folder.id)).collect(),
            open: file,
            product,
            demo,
            ..Opened::default()
        }
    }

    /// Helps until everything is read; what watches over the workspace comes with it.
    fn finish(mut self) -> (Vec<Read>, Watches) {
        if self.is_shown_first {
            self.helper = help(&self.queue, self.post.clone());
        }
        self.queue.work();
        let helped = self.helper.take().and_then(|helper| helper.join().ok());
        let watches = helped.unwrap_or_else(|| watches(&self.queue.workspace, &self.post));
        let mut all = std::mem::take(&mut self.products);
        for (file, read) in self.queue.files.iter().zip(&self.queue.read) {
            let read = read.lock().unwrap_or_else(PoisonError::into_inner).take();
            // A thread that broke off leaves what it had taken on.
            all.push(read.unwrap_or_else(|| self.queue.read(file)));
        }
        (all, watches)
    }
}

fn files(scan: &Scan, role: Role) -> Vec<File> {
    let of_folder = |folder: &ProductFolder| -> Vec<File> {
        let entries = folder.files.iter().filter(|entry| entry.role == role);
        let file =
            |entry: &Entry| File { path: entry.path.clone(), product: folder.id.clone(), stem: entry.stem.clone() };
        entries.map(file).collect()
    };
    scan.products.iter().flat_map(of_folder).collect()
}

/// A thread that begins to watch over the workspace and then reads documents; nothing where the system has none left.
fn help(queue: &Arc<Queue>, post: EventSender) -> Option<JoinHandle<Watches>> {
    let queue = Arc::clone(queue);
    let help = move || {
        let watches = watches(&queue.workspace, &post);
        queue.work();
        watches
    };
    thread::Builder::new().name("reading".into()).spawn(help).ok()
}

fn watches(workspace: &Workspace, post: &EventSender) -> Watches {
    let to = post.clone();
    let watch = Watch::start(workspace.root(), move |changed| {
        let _ = to.send(Event::Changed(changed));
    });
    (watch, watch_method(post.clone()))
}

impl Session {
    /// Opens a workspace: reads its documents, finds what a killed run left, and begins to watch.
    pub fn open(&mut self, root: &Path, wanted: &OpenRequest) -> Vec<Message> {
        self.close();
        let opening = Workspace::find(root, Some(root))
            .map_err(|error| self.told(&error))
            .and_then(|workspace| WorkspaceLoader::begin(workspace, wanted, &self.method, self.words, &self.post));
        match opening {
            Ok(opening) => self.opened(opening, wanted),
            Err(reason) => vec![Message::Failed(reason)],
        }
    }

    /// Takes up a workspace with everything that is read in it, and finds what a killed run left.
    pub fn opened(&mut self, opening: WorkspaceLoader, wanted: &OpenRequest) -> Vec<Message> {
        let mut opened = opening.opened(wanted);
        let (queue, scan) = (Arc::clone(&opening.queue), opening.scan.clone());
        let (read, (watch, method_watch)) = opening.finish();
        self.method_watch = method_watch;
        let mut messages = Vec::new();
        for read in read {
            match read {
                Ok((doc, saved)) => opened.docs.push(self.known(doc, saved)),
                Err(error) => messages.push(Message::Failed(self.told(&error))),
            }
        }
        match watch {
            Ok(watch) => self.watch = Some(watch),
            Err(error) => messages.push(Message::Failed(self.told(&error))),
        }
        let notes = opened.docs.iter().filter_map(OpenDocument::canvas).flat_map(Canvas::notes);
        opened.ids = notes.map(|(_, note)| note.id).collect();
        self.workspace = Some(queue.workspace.clone());
        let follow_ups = scan.products.iter().filter_map(|folder| folder.file(Role::FollowUp));
        messages.extend(follow_ups.filter_map(|entry| self.follow_up(&entry.path)));
        messages.insert(0, Message::Opened(Box::new(opened)));
        messages.extend(self.begin());
        messages
    }

    /// Begins the journal and the saver, and finds what can be taken back and what a killed run left. What cannot be had
    /// is said; the work goes on without it.
    fn begin(&mut self) -> Vec<Message> {
        let mut messages = Vec::new();
        let Some(workspace) = &self.workspace else { return messages };
        if let Ok(scan) = workspace.scan() {
            workspace.sweep(&scan);
        }
        let home = workspace.canonical();
        let root = workspace.root().to_owned();
        let mut past = Past::default();
        let mut left = None;
        match StateDir::open() {
            Ok(state) => {
                self.left = journal::recover(&state, &home, Utc::now()).unwrap_or_default();
                if let Ok(found) = journal::history(&state, &home, &self.left) {
                    past.history = found;
                }
                match Journal::open(&state, &home, Utc::now()) {
                    Ok(journal) => {
                        past.next_number = journal.first();
                        self.last_record = journal.first().saturating_sub(1);
                        self.journal = Some(journal);
                    }
                    Err(error) => messages.push(Message::Failed(self.told(&error))),
                }
                self.state = Some(state);
                left = self.take_up();
            }
            Err(error) => messages.push(Message::Failed(self.told(&error))),
        }
        let to = self.post.clone();
        let report = move |report: &Report| {
            // Where the loop has ended, finish() collects the reports.
            let _ = to.send(Event::Report(Box::new(report.clone())));
        };
        match Saver::start(&root, self.state.clone(), Arc::clone(&self.method), report) {
            Ok(saver) => self.saver = Some(saver),
            Err(error) => messages.push(Message::Failed(sentence!("message.told", text = error))),
        }
        messages.insert(0, Message::Past(Box::new(past)));
        messages.extend(left);
        messages
    }

    /// What killed runs left: the steps that are not in the files and still fit, and the texts that were being typed.
    fn take_up(&mut self) -> Option<Message> {
        let mut steps = Vec::new();
        let mut refused = 0;
        let mut drafts = Vec::new();
        for left in &self.left {
            for file in &left.what.files {
                match self.bases.get(&file.file) {
                    Some(base) => {
                        let taken = take_up(&base.saved.sheet, &file.steps);
                        refused += taken.refused.len();
                        let missing = taken.steps.into_iter().skip(taken.there);
                        steps.extend(missing.map(|past| (file.file.clone(), past.step)));
                    }
                    None => refused += file.steps.len(),
                }
            }
            drafts.extend(left.what.draft.clone());
        }
        let found = !steps.is_empty() || refused > 0 || !drafts.is_empty();
        if !found {
            self.is_settled = true;
            self.forget_left();
        }
        found.then_some(Message::LeftBehind { steps, refused, drafts })
    }
}
