use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Mutex;

use super::*;
use crate::codec::{Content, FileKind, read};
use crate::document::{Edit, Field, HeadField, Id, Value};
use crate::store::watch::Changed;
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
            WorkspaceEvent::Changed(Changed::File(file)) if file == FILE => {}
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
    assert_eq!(outcomes.last().map(|(revision, outcome)| (*revision, outcome.saved().is_some())), Some((200, true)));
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

/// A program that had the file open before goes on writing after it was saved over: what it writes is brought in, with its
/// comments, while the saver runs and when it ends.
#[test]
fn what_is_written_into_a_file_after_it_was_saved_over_is_in_the_file() {
    for is_waited_for in [true, false] {
        let desk = Desk::new();
        let mut writer = fs::File::create(desk.path()).expect("emptied");
        writer.write_all(ORDERS.as_bytes()).expect("written");
        let saver = desk.start();
        saver.save(desk.request(1, say(&desk.base.sheet, "1"))).expect("taken");
        desk.wait(1);
        assert_eq!(desk.text(), ORDERS.replace("\"0\"", "\"1\""));
        let late = "\n# said on the phone\n[notes.tasks.b2h8xd]\ntext = \"theirs\"\nticket = 7\n";
        writer.write_all(late.as_bytes()).expect("written");
        let expected = ORDERS.replace("\"0\"", "\"1\"") + late;
        while is_waited_for && desk.text() != expected {
            std::thread::yield_now();
        }
        saver.finish();
        assert_eq!(desk.text(), expected);
    }
}
