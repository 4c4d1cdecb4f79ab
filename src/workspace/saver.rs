//! Saving beside the loop, so that it never waits for a disk: of each file the newest state is saved, what came of it is
//! told as soon as the file is replaced, and flushing comes afterwards.
//!
//! [`SaveQueue`] knows what is to be saved next and what each sheet grew out of; [`SaverThread`] works it off on a thread.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Builder, JoinHandle};

use super::backend::{Flush, Folder, Notifier, Saver, WorkspaceEvent};
use super::former::Texts;
use super::request::{Report, Request, SaveOutcome, Saved};
use super::save::{Origin, Target, save, write_again};
use super::stillness::Stillness;
use crate::document::DocumentBody;
use crate::merge::merge;
use crate::method::Method;
use crate::store::SaveError;

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
pub struct SaveQueue {
    method: Arc<Method>,
    /// Requests in the order they came, one a file.
    waiting: Vec<Request>,
    last: HashMap<String, Last>,
    /// What was written into each file since its sender has seen an outcome, with the number of the request.
    sent: HashMap<String, Vec<(u64, DocumentBody)>>,
    texts: Texts,
    /// What was seen of files that others were writing while they were to be saved.
    unsettled: HashMap<String, Stillness>,
}

impl SaveQueue {
    /// Nothing is to be saved yet. What is saved over is kept in `texts`.
    #[must_use]
    pub fn new(method: Arc<Method>, texts: Texts) -> Self {
        Self {
            method,
            waiting: Vec::new(),
            last: HashMap::new(),
            sent: HashMap::new(),
            texts,
            unsettled: HashMap::new(),
        }
    }

    /// Reads and merges by another method from here on.
    pub fn set_method(&mut self, method: Arc<Method>) {
        self.method = method;
    }

    /// Adds a request. One for the same file that waits still is dropped.
    pub fn push(&mut self, request: Request) {
        match self.waiting.iter_mut().find(|waiting| waiting.file == request.file) {
            Some(waiting) => *waiting = request,
            None => self.waiting.push(request),
        }
    }

    /// Carries out the request that has waited longest; nothing where none does. What was written is still to be flushed.
    pub fn work<F: Folder>(&mut self, folder: &F) -> Option<(Report, Option<Flush>)> {
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
        let (outcome, flush) = write(&target, &origin, &ours, (&mut self.texts, &mut still));
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
                return self.events;
            } else {
                match self.inbox.recv() {
                    Ok(command) => self.take(command),
                    Err(_) => self.is_finishing = true,
                }
            }
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
mod tests {
    use std::fs;
    use std::path::PathBuf;
    use std::sync::Mutex;

    use super::*;
    use crate::codec::{Content, FileKind, read};
    use crate::document::{Edit, Field, HeadField, Id, Value};
    use crate::workspace::backend::Backend;
    use crate::workspace::disk::Disk;

    const FILE: &str = "orders/api-value-proposition.toml";
    const ORDERS: &str = "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\n\
                          [notes.tasks.t7qm4k]\ntext = \"0\"\n";

    fn sheet(bytes: &[u8]) -> DocumentBody {
        match read(bytes, FileKind::DocumentBody, Method::built_in()).content {
            Some(Content::DocumentBody(sheet)) => sheet,
            other => panic!("{other:?}"),
        }
    }

    fn say(sheet: &DocumentBody, text: &str) -> DocumentBody {
        let mut sheet = sheet.clone();
        let id = Id::new("t7qm4k").expect("an id");
        let before = sheet.canvas().expect("a canvas").note(id).expect("there").get(Field::Text);
        let after = Some(Value::from(text));
        Edit::Set { id, field: Field::Text, before, after }.apply(&mut sheet).expect("it fits");
        sheet
    }

    fn title(sheet: &DocumentBody, text: &str) -> DocumentBody {
        let mut sheet = sheet.clone();
        let before = sheet.head().and_then(|head| head.get(HeadField::Title));
        let after = Some(Value::from(text));
        Edit::Head { field: HeadField::Title, before, after }.apply(&mut sheet).expect("it fits");
        sheet
    }

    struct Desk {
        home: tempfile::TempDir,
        base: Saved,
        outcomes: Arc<Mutex<Vec<(u64, SaveOutcome)>>>,
    }

    impl Desk {
        fn new() -> Self {
            let home = tempfile::tempdir().expect("a folder");
            fs::write(home.path().join("stationmaster.toml"), "format = 1\n").expect("written");
            fs::create_dir(home.path().join("orders")).expect("made");
            let base = Saved { bytes: ORDERS.as_bytes().into(), sheet: sheet(ORDERS.as_bytes()) };
            let desk = Self { home, base, outcomes: Arc::default() };
            desk.write(ORDERS);
            desk
        }

        fn path(&self) -> PathBuf {
            self.home.path().join(FILE)
        }

        fn write(&self, text: &str) {
            fs::write(self.path(), text).expect("written");
        }

        fn text(&self) -> String {
            fs::read_to_string(self.path()).expect("read")
        }

        fn start(&self) -> SaverThread {
            let outcomes = Arc::clone(&self.outcomes);
            let notify: Notifier = Arc::new(move |event| match event {
                WorkspaceEvent::Saved(report) => {
                    outcomes.lock().expect("whole").push((report.revision, report.outcome));
                }
                other => panic!("{other:?}"),
            });
            let folder = Disk.open(self.home.path()).expect("a workspace");
            SaverThread::start(folder, Arc::new(Method::built_in().clone()), Texts::default(), notify).expect("started")
        }

        fn request(&self, revision: u64, ours: DocumentBody) -> Request {
            let base = self.base.clone();
            Request {
                file: FILE.into(),
                base,
                base_revision: 0,
                earlier: Vec::new(),
                ours,
                revision,
                again: false,
                takes_back: false,
                copied: Vec::new(),
            }
        }

        fn wait(&self, revision: u64) {
            while !self.outcomes.lock().expect("whole").iter().any(|(done, _)| *done == revision) {
                std::thread::yield_now();
            }
        }
    }

    #[test]
    fn what_was_sent_without_seeing_an_outcome_never_clashes_with_itself() {
        let desk = Desk::new();
        let saver = desk.start();
        for revision in 1..=200 {
            let ours = say(&desk.base.sheet, &revision.to_string());
            saver.save(desk.request(revision, ours)).expect("taken");
        }
        saver.finish();
        assert_eq!(desk.text(), ORDERS.replace("\"0\"", "\"200\""));
        let outcomes = desk.outcomes.lock().expect("whole");
        assert_eq!(
            outcomes.last().map(|(revision, outcome)| (*revision, outcome.saved().is_some())),
            Some((200, true))
        );
        for (_, outcome) in outcomes.iter() {
            assert!(!matches!(outcome, SaveOutcome::Clashes { .. }), "{outcome:?}");
        }
    }

    #[test]
    fn a_change_from_outside_stays_when_the_sender_has_not_seen_it() {
        let desk = Desk::new();
        let saver = desk.start();
        desk.write(&ORDERS.replace("\"Orders\"", "\"Parcels\""));
        let first = say(&desk.base.sheet, "1");
        saver.save(desk.request(1, first.clone())).expect("taken");
        desk.wait(1);
        saver.save(desk.request(2, say(&first, "2"))).expect("taken");
        desk.wait(2);
        let text = desk.text();
        assert!(text.contains("\"Parcels\"") && text.contains("\"2\""), "{text}");
        let theirs = Saved { bytes: text.as_bytes().into(), sheet: sheet(text.as_bytes()) };
        let ours = title(&theirs.sheet, "Orders");
        saver.save(Request { base: theirs, base_revision: 2, ..desk.request(3, ours) }).expect("taken");
        drop(saver);
        assert_eq!(desk.text(), ORDERS.replace("\"0\"", "\"2\""));
    }

    /// Others delete what a window learned of after it had sent the next save: that save does not bring it back.
    #[test]
    fn what_others_delete_stays_deleted_whatever_was_under_way() {
        let desk = Desk::new();
        let saver = desk.start();
        let more = format!("{ORDERS}\n[notes.tasks.b2h8xd]\ntext = \"theirs\"\n");
        desk.write(&more);
        saver.save(desk.request(1, say(&desk.base.sheet, "1"))).expect("taken");
        desk.wait(1);
        let first = desk.text();
        saver.save(desk.request(2, say(&desk.base.sheet, "2"))).expect("taken");
        desk.wait(2);
        // The sender has seen the first outcome, and puts what it did since on top of it.
        let seen = Saved { bytes: first.as_bytes().into(), sheet: sheet(first.as_bytes()) };
        let ours = say(&seen.sheet, "2");
        assert!(desk.text().contains("theirs"));
        desk.write(&ORDERS.replace("\"0\"", "\"2\""));
        saver.save(Request { base: seen, base_revision: 1, ..desk.request(3, ours) }).expect("taken");
        saver.finish();
        assert_eq!(desk.text(), ORDERS.replace("\"0\"", "\"2\""));
    }

    #[test]
    fn what_is_gone_is_written_again_only_when_asked() {
        let desk = Desk::new();
        fs::remove_file(desk.path()).expect("removed");
        let ours = say(&desk.base.sheet, "1");
        let outcome = |again| {
            let saver = desk.start();
            saver.save(Request { again, ..desk.request(1, ours.clone()) }).expect("taken");
            saver.finish();
            desk.outcomes.lock().expect("whole").drain(..).map(|(_, outcome)| outcome).collect::<Vec<_>>()
        };
        let outcomes = outcome(false);
        assert!(matches!(outcomes[..], [SaveOutcome::Gone]), "{outcomes:?}");
        assert!(!desk.path().exists());
        let outcomes = outcome(true);
        assert!(matches!(outcomes[..], [SaveOutcome::Saved(_)]), "{outcomes:?}");
        assert_eq!(desk.text(), ORDERS.replace("\"0\"", "\"1\""));
    }
}
