//! Saving beside the loop, so that it never waits for a disk: of each file the newest state is saved, what came of it is
//! told as soon as the file is replaced, and flushing comes afterwards.
//!
//! [`SaveQueue`] knows what is to be saved next and what each sheet grew out of; [`SaverThread`] works it off on a thread.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use super::backend::{Flush, Folder, Notifier, Saver, WorkspaceEvent};
use super::former::Texts;
use super::late::Late;
use super::request::{Report, Request, SaveOutcome, Saved};
use super::save::{Origin, Target, Written, save, write_again};
use super::stillness::{PAUSE, Stillness};
use crate::document::DocumentBody;
use crate::merge::merge;
use crate::method::Method;
use crate::store::SaveError;

/// How often to look at the end of a run whether somebody who was just writing is done.
const LAST_LOOKS: usize = 25;

/// What was last written into a file.
#[derive(Debug)]
struct Last {
    revision: u64,
    /// What was to be written.
    ours: DocumentBody,
    /// What stands there, where that is what was to be written and nothing else.
    saved: Option<Saved>,
}

/// What is to be saved, and what was.
#[derive(Debug)]
pub(crate) struct SaveQueue {
    method: Arc<Method>,
    /// Requests in the order they came, one a file.
    waiting: Vec<Request>,
    last: HashMap<String, Last>,
    /// What was written into each file since its sender has seen an outcome, with the number of the request.
    sent: HashMap<String, Vec<(u64, DocumentBody)>>,
    texts: Texts,
    /// What was seen of files that others were writing while they were to be saved.
    unsettled: HashMap<String, Stillness>,
    late: Late,
}

impl SaveQueue {
    /// Nothing is to be saved yet. What is saved over is kept in `texts`.
    #[must_use]
    pub(crate) fn new(method: Arc<Method>, texts: Texts) -> Self {
        Self {
            method,
            waiting: Vec::new(),
            last: HashMap::new(),
            sent: HashMap::new(),
            texts,
            unsettled: HashMap::new(),
            late: Late::default(),
        }
    }

    /// Reads and merges by another method from here on.
    pub(crate) fn set_method(&mut self, method: Arc<Method>) {
        self.method = method;
    }

    /// Adds a request. One for the same file that waits still is dropped.
    pub(crate) fn push(&mut self, request: Request) {
        match self.waiting.iter_mut().find(|waiting| waiting.file == request.file) {
            Some(waiting) => *waiting = request,
            None => self.waiting.push(request),
        }
    }

    /// Carries out the request that has waited longest; nothing where none does. What was written is still to be flushed.
    pub(crate) fn work<F: Folder>(&mut self, folder: &F) -> Option<(Report, Option<Flush>)> {
        if self.waiting.is_empty() {
            return None;
        }
        let Request { file, mut base, base_revision, earlier, ours, revision, again, takes_back, copied } =
            self.waiting.remove(0);
        let mut before = base.sheet.clone();
        if let Some(last) = self.last.get(&file).filter(|last| base_revision < last.revision) {
            before = self.grown_from(&file, base_revision, &base, last);
            base = last.saved.clone().unwrap_or(base);
        }
        if !copied.is_empty() {
            self.texts.add(&file, &copied);
        }
        let target = Target { folder, file: &file, method: &self.method, takes_back };
        let write = if again { write_again } else { save };
        let origin = Origin { base: &base, before: &before, earlier: &earlier };
        let mut still = self.unsettled.remove(&file).unwrap_or_default();
        let (outcome, written) = write(&target, &origin, &ours, (&mut self.texts, &mut still));
        let flush = written.map(|Written { flush, over }| {
            if let Some((saved, displaced)) = over {
                self.late.hold(file.clone(), saved, displaced);
            }
            flush
        });
        if matches!(outcome, SaveOutcome::Failed(_)) {
            // The next try goes on from what this one saw.
            self.unsettled.insert(file.clone(), still);
        }
        if outcome.saved().is_some() {
            let sent = self.sent.entry(file.clone()).or_default();
            sent.retain(|(sent, _)| *sent >= base_revision);
            sent.push((revision, ours.clone()));
        }
        match &outcome {
            SaveOutcome::Saved(saved) => {
                self.last.insert(file.clone(), Last { revision, ours, saved: Some(saved.clone()) });
            }
            SaveOutcome::Merged(_) => {
                self.last.insert(file.clone(), Last { revision, ours, saved: None });
            }
            _ => {}
        }
        Some((Report { file, revision, outcome }, flush))
    }

    /// How long until what was saved over has to be looked at again; nothing where there is none.
    #[must_use]
    pub(crate) fn looks_in(&self) -> Option<Duration> {
        self.late.looks_in()
    }

    /// Brings into the files what others have written since into those that were saved over. Says what came of it.
    pub(crate) fn look_at_late<F: Folder>(&mut self, folder: &F) -> Vec<WorkspaceEvent> {
        self.late.look(folder, &self.method, &mut self.texts)
    }

    /// The same a last time, waiting a moment for whoever is just writing.
    fn finish_late<F: Folder>(&mut self, folder: &F) -> Vec<WorkspaceEvent> {
        let mut events = self.look_at_late(folder);
        for _ in 0..LAST_LOOKS {
            if !self.late.is_unsettled() {
                break;
            }
            folder.pause(PAUSE);
            events.extend(self.look_at_late(folder));
        }
        events
    }

    /// What a sheet grew out of that was sent before the last outcome was seen: what was sent before it, and on top of that
    /// what others had done until the outcome that its sender has seen, which is `base`. What they did later is not in it.
    fn grown_from(&self, file: &str, seen: u64, base: &Saved, last: &Last) -> DocumentBody {
        let sent = self.sent.get(file).into_iter().flatten().find(|(revision, _)| *revision == seen);
        match sent {
            Some((_, ours)) if !base.sheet.says_the_same(ours) => merge(ours, &last.ours, &base.sheet).sheet,
            _ => last.ours.clone(),
        }
    }
}

enum Command {
    Save(Box<Request>),
    SetMethod(Arc<Method>),
    Finish,
}

/// The thread. Dropping it waits until everything it was given is written.
#[derive(Debug)]
pub struct SaverThread {
    commands: Sender<Command>,
    thread: Option<JoinHandle<Vec<WorkspaceEvent>>>,
}

impl SaverThread {
    /// Starts the thread for a workspace. `notify` is called on it.
    ///
    /// # Errors
    /// Where the system has no thread left.
    pub fn start<F: Folder>(folder: F, method: Arc<Method>, texts: Texts, notify: Notifier) -> io::Result<Self> {
        let (commands, inbox) = channel();
        let work = move || {
            let queue = SaveQueue::new(method, texts);
            let (to_flush, events) = (Vec::new(), Vec::new());
            Worker { folder, inbox, queue, notify, to_flush, is_finishing: false, events }.work()
        };
        let thread = Builder::new().name("saver".into()).spawn(work)?;
        Ok(Self { commands, thread: Some(thread) })
    }
}

impl Saver for SaverThread {
    fn save(&self, request: Request) -> Result<(), SaveError> {
        let file = request.file.clone();
        self.commands.send(Command::Save(Box::new(request))).map_err(|_| SaveError::Stopped(file.into()))
    }

    fn set_method(&self, method: Arc<Method>) {
        // A thread that has stopped says so at the next save.
        let _ = self.commands.send(Command::SetMethod(method));
    }

    fn finish(mut self) -> Vec<WorkspaceEvent> {
        let _ = self.commands.send(Command::Finish);
        // What a thread that broke off had not saved stands in the journal.
        self.thread.take().and_then(|thread| thread.join().ok()).unwrap_or_default()
    }
}

impl Drop for SaverThread {
    fn drop(&mut self) {
        let _ = self.commands.send(Command::Finish);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Worker<F> {
    folder: F,
    inbox: Receiver<Command>,
    queue: SaveQueue,
    notify: Notifier,
    to_flush: Vec<(String, Flush)>,
    is_finishing: bool,
    /// What was told since [`Saver::finish`] was called.
    events: Vec<WorkspaceEvent>,
}

impl<F: Folder> Worker<F> {
    fn work(mut self) -> Vec<WorkspaceEvent> {
        loop {
            while let Ok(command) = self.inbox.try_recv() {
                self.take(command);
            }
            // Saving comes before flushing: a screen waits for the one, nobody for the other.
            if let Some((report, flush)) = self.queue.work(&self.folder) {
                let file = report.file.clone();
                self.tell(WorkspaceEvent::Saved(Box::new(report)));
                if let Some(flush) = flush {
                    // Of a file that was replaced again, only the newest content counts.
                    self.to_flush.retain(|(other, _)| *other != file);
                    self.to_flush.push((file, flush));
                }
            } else if !self.to_flush.is_empty() {
                let (_, flush) = self.to_flush.remove(0);
                if let Err(error) = flush() {
                    self.tell(WorkspaceEvent::FlushFailed(error));
                }
            } else if self.is_finishing {
                for event in self.queue.finish_late(&self.folder) {
                    self.tell(event);
                }
                return self.events;
            } else {
                self.wait();
            }
        }
    }

    /// Waits for what is to be done next; looks meanwhile at what was saved over.
    fn wait(&mut self) {
        let next = match self.queue.looks_in() {
            Some(time) => self.inbox.recv_timeout(time),
            None => self.inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match next {
            Ok(command) => self.take(command),
            Err(RecvTimeoutError::Timeout) => {
                for event in self.queue.look_at_late(&self.folder) {
                    self.tell(event);
                }
            }
            Err(RecvTimeoutError::Disconnected) => self.is_finishing = true,
        }
    }

    fn take(&mut self, command: Command) {
        match command {
            Command::Save(request) => self.queue.push(*request),
            Command::SetMethod(method) => self.queue.set_method(method),
            Command::Finish => self.is_finishing = true,
        }
    }

    fn tell(&mut self, event: WorkspaceEvent) {
        (self.notify)(event.clone());
        if self.is_finishing {
            self.events.push(event);
        }
    }
}

#[cfg(test)]
#[path = "saver_tests.rs"]
mod tests;
