//! A thread that saves, so that the loop never waits for a disk. It takes the newest state of each file, reports as soon
//! as the file is replaced, and flushes afterwards.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Builder, JoinHandle};

use super::error::DiskError;
use super::replace::{Flush, SaveError};
use super::save::{SaveOutcome, Saved, Target, save, write_again};
use super::state_dir::StateDir;
use crate::document::DocumentBody;
use crate::method::Method;

/// A sheet to be saved.
#[derive(Clone, Debug)]
pub struct Request {
    /// The file.
    pub path: PathBuf,
    /// What the sheet grew out of.
    pub base: Saved,
    /// The serial number of the request whose outcome `base` is; 0 where it is the file as it was opened.
    pub seen: u64,
    /// The sheet.
    pub ours: DocumentBody,
    /// A number that rises from request to request.
    pub serial: u64,
    /// Whether a file that is gone is written again.
    pub again: bool,
}

/// What the thread has to say.
#[derive(Clone, Debug)]
pub enum Report {
    /// A request was carried out, and with it all earlier ones for the same file.
    Done {
        /// The file.
        path: PathBuf,
        /// The serial number of the request.
        serial: u64,
        /// What came of it.
        outcome: SaveOutcome,
    },
    /// What was written is on the disk, or the disk could not take it. The file itself is as `Done` said.
    Flushed {
        /// The file.
        path: PathBuf,
        /// Whether it is.
        result: Result<(), DiskError>,
    },
}

enum Message {
    Save(Box<Request>),
    Method(Arc<Method>),
    Flush(Flush),
    Finish,
}

/// The thread. Dropping it waits until everything it was given is written.
#[derive(Debug)]
pub struct Saver {
    within: PathBuf,
    messages: Sender<Message>,
    thread: Option<JoinHandle<Vec<Report>>>,
}

impl Saver {
    /// Starts the thread for the workspace at `within`. `report` is called on it.
    ///
    /// # Errors
    /// Where the system has no thread left.
    pub fn start(
        within: &Path,
        state: Option<StateDir>,
        method: Arc<Method>,
        report: impl Fn(&Report) + Send + 'static,
    ) -> io::Result<Self> {
        let (messages, inbox) = channel();
        let home = within.to_owned();
        let within = home.clone();
        let work = move || {
            Worker {
                inbox,
                within,
                state,
                method,
                report,
                waiting: Vec::new(),
                to_flush: Vec::new(),
                last: HashMap::new(),
                is_finishing: false,
                reports: Vec::new(),
            }
            .work()
        };
        let thread = Builder::new().name("saver".into()).spawn(work)?;
        Ok(Self { within: home, messages, thread: Some(thread) })
    }

    /// Asks for a sheet to be saved. An earlier request for the same file that waits still is dropped.
    ///
    /// # Errors
    /// Where the thread has stopped.
    pub fn save(&self, request: Request) -> Result<(), SaveError> {
        let path = request.path.clone();
        self.messages.send(Message::Save(Box::new(request))).map_err(|_| SaveError::Stopped(path))
    }

    /// Reads and merges by another method from here on.
    pub fn follow(&self, method: Arc<Method>) {
        // A thread that has stopped says so at the next save.
        let _ = self.messages.send(Message::Method(method));
    }

    /// Asks for something else to be flushed, such as the journal; reported as [`Report::Flushed`].
    pub fn flush(&self, flush: Flush) {
        // A thread that has stopped says so at the next save.
        let _ = self.messages.send(Message::Flush(flush));
    }

    /// Writes and flushes everything that waits, stops, and says what came of what was still waiting.
    ///
    /// # Errors
    /// Where the thread had stopped before.
    pub fn finish(mut self) -> Result<Vec<Report>, SaveError> {
        let _ = self.messages.send(Message::Finish);
        let reports = self.thread.take().map(JoinHandle::join);
        reports.and_then(Result::ok).ok_or_else(|| SaveError::Stopped(self.within.clone()))
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        let _ = self.messages.send(Message::Finish);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What was last written into a file.
struct Last {
    serial: u64,
    /// What was to be written.
    ours: DocumentBody,
    /// What stands there, where that is what was to be written and nothing else.
    saved: Option<Saved>,
}

struct Worker<R> {
    inbox: Receiver<Message>,
    within: PathBuf,
    state: Option<StateDir>,
    method: Arc<Method>,
    report: R,
    /// Requests in the order they came, one a file.
    waiting: Vec<Request>,
    to_flush: Vec<Flush>,
    last: HashMap<PathBuf, Last>,
    is_finishing: bool,
    /// What was reported since [`Saver::finish`] was called.
    reports: Vec<Report>,
}

impl<R: Fn(&Report)> Worker<R> {
    fn work(mut self) -> Vec<Report> {
        loop {
            while let Ok(message) = self.inbox.try_recv() {
                self.take(message);
            }
            // Saving comes before flushing: a screen waits for the one, nobody for the other.
            if !self.waiting.is_empty() {
                let request = self.waiting.remove(0);
                self.save(request);
            } else if !self.to_flush.is_empty() {
                let flush = self.to_flush.remove(0);
                let path = flush.path().to_owned();
                self.tell(Report::Flushed { path, result: flush.flush() });
            } else if self.is_finishing {
                return self.reports;
            } else {
                match self.inbox.recv() {
                    Ok(message) => self.take(message),
                    Err(_) => self.is_finishing = true,
                }
            }
        }
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Save(request) => match self.waiting.iter_mut().find(|waiting| waiting.path == request.path) {
                Some(waiting) => *waiting = *request,
                None => self.waiting.push(*request),
            },
            Message::Method(method) => self.method = method,
            Message::Flush(flush) => self.will_flush(flush),
            Message::Finish => self.is_finishing = true,
        }
    }

    fn will_flush(&mut self, flush: Flush) {
        // Of a file that was replaced again, only the newest content counts.
        self.to_flush.retain(|waiting| waiting.path() != flush.path());
        self.to_flush.push(flush);
    }

    fn save(&mut self, request: Request) {
        let Request { path, mut base, seen, ours, serial, again } = request;
        // A sheet that was sent before the last outcome was seen has grown out of what was sent before, not out of what
        // its sender took for the file's content.
        let mut before = base.sheet.clone();
        if let Some(last) = self.last.get(&path).filter(|last| seen < last.serial) {
            before = last.ours.clone();
            base = last.saved.clone().unwrap_or(base);
        }
        let target = Target { path: &path, within: &self.within, state: self.state.as_ref(), method: &self.method };
        let write = if again { write_again } else { save };
        let (outcome, flush) = write(&target, &base, &before, &ours);
        match &outcome {
            SaveOutcome::Saved(saved) => {
                self.last.insert(path.clone(), Last { serial, ours, saved: Some(saved.clone()) });
            }
            SaveOutcome::Merged(_) => {
                self.last.insert(path.clone(), Last { serial, ours, saved: None });
            }
            _ => {}
        }
        self.tell(Report::Done { path, serial, outcome });
        if let Some(flush) = flush {
            self.will_flush(flush);
        }
    }

    fn tell(&mut self, report: Report) {
        (self.report)(&report);
        if self.is_finishing {
            self.reports.push(report);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Mutex;

    use super::*;
    use crate::codec::{Content, FileKind, read};
    use crate::document::{Edit, Field, HeadField, Id, Value};

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
        path: PathBuf,
        base: Saved,
        reports: Arc<Mutex<Vec<Report>>>,
    }

    impl Desk {
        fn new() -> Self {
            let home = tempfile::tempdir().expect("a folder");
            let path = home.path().join("api-value-proposition.toml");
            fs::write(&path, ORDERS).expect("written");
            let base = Saved { bytes: ORDERS.as_bytes().into(), sheet: sheet(ORDERS.as_bytes()) };
            Self { home, path, base, reports: Arc::default() }
        }

        fn start(&self) -> Saver {
            let reports = self.reports.clone();
            let method = Arc::new(Method::built_in().clone());
            let tell = move |report: &Report| reports.lock().expect("whole").push(report.clone());
            Saver::start(self.home.path(), None, method, tell).expect("started")
        }

        fn request(&self, serial: u64, ours: DocumentBody) -> Request {
            Request { path: self.path.clone(), base: self.base.clone(), seen: 0, ours, serial, again: false }
        }
    }

    #[test]
    fn what_was_sent_without_seeing_an_outcome_never_clashes_with_itself() {
        let desk = Desk::new();
        let saver = desk.start();
        for serial in 1..=200 {
            let ours = say(&desk.base.sheet, &serial.to_string());
            saver.save(desk.request(serial, ours)).expect("taken");
        }
        saver.finish().expect("finished");
        assert_eq!(fs::read_to_string(&desk.path).expect("read"), ORDERS.replace("\"0\"", "\"200\""));
        let reports = desk.reports.lock().expect("whole");
        let last = reports.iter().rev().find_map(|report| match report {
            Report::Done { serial, outcome, .. } => Some((*serial, outcome.saved().is_some())),
            Report::Flushed { .. } => None,
        });
        assert_eq!(last, Some((200, true)));
        assert!(matches!(reports.last(), Some(Report::Flushed { result: Ok(()), .. })));
        for report in reports.iter() {
            assert!(!matches!(report, Report::Done { outcome: SaveOutcome::Clashes { .. }, .. }), "{report:?}");
        }
    }

    #[test]
    fn a_change_from_outside_stays_when_the_sender_has_not_seen_it() {
        let desk = Desk::new();
        let saver = desk.start();
        let wait = |serial: u64| {
            while !desk
                .reports
                .lock()
                .expect("whole")
                .iter()
                .any(|report| matches!(report, Report::Done { serial: done, .. } if *done == serial))
            {
                std::thread::yield_now();
            }
        };
        fs::write(&desk.path, ORDERS.replace("\"Orders\"", "\"Parcels\"")).expect("written");
        let first = say(&desk.base.sheet, "1");
        saver.save(desk.request(1, first.clone())).expect("taken");
        wait(1);
        saver.save(desk.request(2, say(&first, "2"))).expect("taken");
        wait(2);
        let text = fs::read_to_string(&desk.path).expect("read");
        assert!(text.contains("\"Parcels\"") && text.contains("\"2\""), "{text}");
        let theirs = Saved { bytes: text.as_bytes().into(), sheet: sheet(text.as_bytes()) };
        let ours = title(&theirs.sheet, "Orders");
        saver
            .save(Request { path: desk.path.clone(), base: theirs, seen: 2, ours, serial: 3, again: false })
            .expect("taken");
        drop(saver);
        assert_eq!(fs::read_to_string(&desk.path).expect("read"), ORDERS.replace("\"0\"", "\"2\""));
    }

    #[test]
    fn what_fails_is_reported_and_tried_again_only_when_asked() {
        let desk = Desk::new();
        let saver = desk.start();
        fs::remove_file(&desk.path).expect("removed");
        let ours = say(&desk.base.sheet, "1");
        saver.save(desk.request(1, ours.clone())).expect("taken");
        let reports = saver.finish().expect("finished");
        assert!(!desk.path.exists());
        let outcomes = desk.reports.lock().expect("whole").len();
        assert_eq!((outcomes, reports.len() <= 1), (1, true));
        let saver = desk.start();
        saver.save(Request { again: true, ..desk.request(2, ours) }).expect("taken");
        drop(saver);
        assert!(desk.path.exists());
    }
}
