//! Opening a workspace: its documents, what a killed run left, and what watches over them from then on.
//!
//! Where there are many documents, the map is shown first and they are read then; keys that come in the meantime wait for
//! them. The first frame of a product with 30 canvases is to come within 1.15 of the time `vim -u NONE` takes, 4.8 ms on the
//! machine of docs/performance.md. With the map first it comes at 0.92 to 1.05 of that; reading the documents before it takes
//! 3 ms more, which is 1.6.

use std::path::Path;
use std::sync::Arc;
use std::thread;

use super::backend::Journal as _;
use super::former::Texts;
use super::recovery::{Found, Recovery, take_up_all};
use super::{Backend, Folder, Notifier, OpenRequest, Saved, WorkspaceRuntime, load, told};
use crate::app::{DocState, Message, OpenDocument, Opened, ProductInfo, SETTINGS_STEM};
use crate::i18n::{Catalogue, Sentence};
use crate::journal::{FormerTexts, History};
use crate::method::Method;
use crate::store::layout::SETTINGS_FILE;
use crate::store::{DiskError, Entry, Role, Scan};

/// So many documents are read before anybody would see that they are not there yet.
const SOON: usize = 16;

/// A workspace of which is known what it holds, and what its products are; the documents are still to be read.
pub struct WorkspaceLoader<F> {
    reader: Reader<F>,
    scan: Scan,
    /// What tells of the products.
    products: Vec<Read>,
    files: Vec<File>,
    /// Whether there are so many that the map is shown before they are read.
    is_shown_first: bool,
}

/// A document as it was read, and what its next save starts from.
type Read = Result<(OpenDocument, Option<Saved>), DiskError>;

/// What watches, and why not everything can be watched.
type Watching<F> = (<F as Folder>::Watch, Option<DiskError>);

/// Where a document is.
struct File {
    path: String,
    product: String,
    stem: String,
}

impl File {
    fn of(entry: &Entry) -> Self {
        Self { path: entry.path.clone(), product: entry.product().to_owned(), stem: entry.stem.clone() }
    }
}

/// What is needed to read a document.
struct Reader<F> {
    folder: F,
    method: Arc<Method>,
    words: &'static Catalogue,
}

impl<F: Folder> Reader<F> {
    fn read(&self, file: &File) -> Read {
        let bytes = self.folder.read(&file.path)?;
        let stages = || self.folder.stages(&file.path);
        Ok(load::sheet(&bytes, &file.path, &file.product, &file.stem, &self.method, self.words, stages))
    }

    /// Reads documents, on as many threads as may read at once, while one of them begins to watch.
    fn read_all(&self, files: &[File], notify: &Notifier) -> (Vec<Read>, Watching<F>) {
        if F::READERS < 2 {
            let watching = self.folder.watch(notify);
            return (files.iter().map(|file| self.read(file)).collect(), watching);
        }
        let (here, elsewhere) = files.split_at(files.len().div_ceil(F::READERS));
        thread::scope(|scope| {
            let watching = scope.spawn(|| self.folder.watch(notify));
            let others: Vec<_> = elsewhere
                .chunks(here.len().max(1))
                .map(|chunk| (chunk, scope.spawn(|| chunk.iter().map(|file| self.read(file)).collect::<Vec<Read>>())))
                .collect();
            let mut all: Vec<Read> = here.iter().map(|file| self.read(file)).collect();
            for (chunk, thread) in others {
                // What a thread that broke off did not read is read here.
                all.extend(thread.join().unwrap_or_else(|_| chunk.iter().map(|file| self.read(file)).collect()));
            }
            let watching = watching.join().unwrap_or_else(|_| self.folder.watch(notify));
            (all, watching)
        })
    }
}

impl<F: Folder> WorkspaceLoader<F> {
    /// Finds what a workspace holds and reads what tells of its products.
    ///
    /// # Errors
    /// A sentence where it cannot be looked through.
    pub fn begin(
        folder: F,
        wanted: &OpenRequest,
        method: &Arc<Method>,
        words: &'static Catalogue,
    ) -> Result<Self, Sentence> {
        let scan = folder.scan(method).map_err(|error| told(&error))?;
        // Registers that stand alone are few; of those in folders there may be hundreds, as of canvases.
        let is_small = |entry: &Entry| match entry.role {
            Role::Product => true,
            Role::Register => !entry.is_in_folder(),
            Role::DocumentBody | Role::Session | Role::Version => false,
        };
        let (small, files): (Vec<&Entry>, Vec<&Entry>) = scan.documents().partition(|entry| is_small(entry));
        let files: Vec<File> = files.into_iter().map(File::of).collect();
        let reader = Reader { folder, method: Arc::clone(method), words };
        // Settings are read elsewhere; in conflict they are settled as any other file is.
        let settings = File { path: SETTINGS_FILE.to_owned(), product: String::new(), stem: SETTINGS_STEM.to_owned() };
        let in_conflict = |read: &Read| read.as_ref().is_ok_and(|(doc, _)| doc.state == DocState::Conflicted);
        let settings = Some(reader.read(&settings)).filter(in_conflict);
        let is_shown_first = wanted.file.is_none() && !wanted.demo && files.len() > SOON;
        let products = small.into_iter().map(|entry| reader.read(&File::of(entry))).chain(settings).collect();
        Ok(Self { reader, scan, products, files, is_shown_first })
    }

    /// What can be shown already, where it is worth it: the products without their documents.
    pub fn ahead(&self, wanted: &OpenRequest) -> Option<Message> {
        if !self.is_shown_first {
            return None;
        }
        let products = self.products.iter().flatten().filter(|(doc, _)| doc.is_product());
        let docs = products.map(|(doc, _)| doc.clone()).collect();
        Some(Message::Opened(Box::new(Opened {
            docs,
            reading: self.files.len(),
            session: None,
            ..self.opened(wanted)
        })))
    }

    fn opened(&self, wanted: &OpenRequest) -> Opened {
        let OpenRequest { file, product, demo, session } = wanted.clone();
        Opened {
            root: self.reader.folder.root().display().to_string(),
            products: self.scan.products.iter().map(|folder| ProductInfo::new(&folder.id)).collect(),
            open: file,
            product,
            demo,
            session,
            ..Opened::default()
        }
    }
}

impl<B: Backend> WorkspaceRuntime<B> {
    /// Opens a workspace: reads its documents, finds what a killed run left, and begins to watch.
    pub fn open(&mut self, root: &Path, wanted: &OpenRequest) -> Vec<Message> {
        self.close();
        let folder = self.backend.open(root).map_err(|error| told(&error));
        match folder.and_then(|folder| WorkspaceLoader::begin(folder, wanted, &self.method, self.words)) {
            Ok(loader) => self.opened(loader, wanted),
            Err(reason) => vec![Message::error(reason)],
        }
    }

    /// Takes up a workspace with everything that is to be read in it, and finds what a killed run left.
    pub fn opened(&mut self, loader: WorkspaceLoader<B::Folder>, wanted: &OpenRequest) -> Vec<Message> {
        let mut opened = loader.opened(wanted);
        let WorkspaceLoader { reader, scan, products, files, .. } = loader;
        let (docs, (watch, not_watched)) = reader.read_all(&files, &self.notify);
        self.watch = Some(watch);
        let mut messages = Vec::new();
        for read in products.into_iter().chain(docs) {
            match read {
                Ok((doc, saved)) => opened.docs.push(self.known(doc, saved)),
                Err(error) => messages.push(Message::error(told(&error))),
            }
        }
        messages.extend(not_watched.map(|error| Message::error(told(&error))));
        opened.ids = opened.docs.iter().flat_map(OpenDocument::ids).collect();
        self.folder = Some(reader.folder);
        messages.insert(0, Message::Opened(Box::new(opened)));
        messages.extend(self.begin(&scan));
        self.look_at_standing_again();
        messages
    }

    /// Begins the journal and the saver, and finds what can be taken back and what a killed run left. What cannot be had
    /// is said; the work goes on without it.
    fn begin(&mut self, scan: &Scan) -> Vec<Message> {
        let mut messages = Vec::new();
        let Some(folder) = &mut self.folder else { return messages };
        folder.sweep(scan);
        let (mut history, mut texts, mut next_number) = (History::default(), FormerTexts::default(), 1);
        let mut found = Found::default();
        match folder.prepare() {
            Ok(()) => {
                let mut dead = folder.recover();
                found = take_up_all(&mut dead, |file| self.bases.get(file).map(|base| &base.saved.sheet));
                // What is taken up stands in the history where it was done.
                (history, texts) = folder.history(&dead);
                self.recovery = Recovery::of(dead, &found);
                match folder.open_journal(&self.notify) {
                    Ok(journal) => {
                        next_number = journal.first();
                        self.last_record = journal.first().saturating_sub(1);
                        self.journal = Some(journal);
                    }
                    Err(error) => messages.push(Message::error(told(&error))),
                }
            }
            Err(error) => messages.push(Message::error(told(&error))),
        }
        for (file, ids) in texts.take_copied() {
            self.copy(&file, &ids);
        }
        if let Some(folder) = &self.folder {
            let texts = Texts::new(texts, self.journal.as_ref().map(super::backend::Journal::pen));
            match folder.start_saver(Arc::clone(&self.method), texts, Arc::clone(&self.notify)) {
                Ok(saver) => self.saver = Some(saver),
                Err(error) => messages.push(Message::error(sentence!("message.told", text = error))),
            }
        }
        self.look_for_unmerged();
        messages.insert(0, Message::HistoryLoaded { history, next_number });
        messages.extend(self.found(found));
        messages
    }
}
