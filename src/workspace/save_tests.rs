use std::fs;
use std::path::PathBuf;

use super::*;
use crate::document::{Anchor, Edit, Field, Id, Note, Value};
use crate::store::StateDir;
use crate::workspace::backend::Backend;
use crate::workspace::disk::{Disk, DiskFolder};

const ORDERS: &str = r#"format = 1
canvas = "api-value-proposition"
title = "Orders"
status = "draft"
version = 0

# what the couriers told us
[notes.tasks.t7qm4k]
text = "See where an order is"

[notes.tasks.b2h8xd]
text = "Change the address"
"#;

struct Desk {
    home: tempfile::TempDir,
    state: StateDir,
}

impl Desk {
    fn new(bytes: &[u8]) -> Self {
        let home = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(home.path().join("apiops/orders")).expect("made");
        fs::write(home.path().join("apiops/stationmaster.toml"), "format = 1\n").expect("written");
        let state = StateDir::at(&home.path().join("state")).expect("made");
        let desk = Self { home, state };
        fs::write(desk.path(), bytes).expect("written");
        desk
    }

    fn path(&self) -> PathBuf {
        self.home.path().join("apiops/orders/api-value-proposition.toml")
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.path()).expect("read")
    }

    fn with<T>(&self, work: impl FnOnce(&Target<'_, DiskFolder>) -> T) -> T {
        let folder = Disk.open(&self.home.path().join("apiops")).expect("a workspace").with_state(self.state.clone());
        work(&Target {
            folder: &folder,
            file: "orders/api-value-proposition.toml",
            method: Method::built_in(),
            takes_back: false,
        })
    }

    fn save(&self, base: &Saved, ours: &DocumentBody) -> SaveOutcome {
        let (outcome, written) =
            self.with(|target| save(target, &origin(base), ours, (&mut Texts::default(), &mut Stillness::default())));
        if let Some(written) = written {
            (written.flush)().expect("flushed");
        }
        outcome
    }

    fn open(&self) -> Saved {
        let bytes = self.bytes();
        let reading = read(&bytes, FileKind::DocumentBody, Method::built_in());
        assert_eq!(reading.state, State::Valid, "{:?}", reading.problems);
        let Some(Content::DocumentBody(sheet)) = reading.content else { panic!("a sheet") };
        Saved { bytes: bytes.into(), sheet }
    }
}

fn origin(base: &Saved) -> Origin<'_> {
    Origin { base, before: &base.sheet, earlier: &[] }
}

fn id(word: &str) -> Id {
    Id::new(word).expect("an id")
}

fn say(sheet: &DocumentBody, note: &str, text: &str) -> DocumentBody {
    let mut sheet = sheet.clone();
    let before = sheet.canvas().expect("a canvas").note(id(note)).expect("there").get(Field::Text);
    Edit::Set { id: id(note), field: Field::Text, before, after: Some(Value::from(text)) }
        .apply(&mut sheet)
        .expect("it fits");
    sheet
}

fn add(sheet: &DocumentBody, note: &str) -> DocumentBody {
    let mut sheet = sheet.clone();
    let at = Anchor { section: "tasks".into(), after: Some(id("b2h8xd")) };
    Edit::Insert { at, note: Arc::new(Note::new(id(note), "Return a parcel")) }.apply(&mut sheet).expect("it fits");
    sheet
}

#[test]
fn a_change_is_written_and_saving_again_writes_nothing() {
    let desk = Desk::new(ORDERS.as_bytes());
    let base = desk.open();
    let ours = say(&base.sheet, "b2h8xd", "Change the address on the way");
    let SaveOutcome::Saved(saved) = desk.save(&base, &ours) else { panic!("saved") };
    assert_eq!(desk.bytes(), ORDERS.replace("the address", "the address on the way").as_bytes());
    assert_eq!(&*saved.bytes, desk.bytes());
    for base in [&base, &saved] {
        let before = fs::metadata(desk.path()).expect("there").modified().expect("a time");
        let (outcome, written) =
            desk.with(|target| save(target, &origin(base), &ours, (&mut Texts::default(), &mut Stillness::default())));
        assert!(matches!(outcome, SaveOutcome::Saved(_)), "{outcome:?}");
        assert!(written.is_none());
        assert_eq!(fs::metadata(desk.path()).expect("there").modified().expect("a time"), before);
    }
}

#[test]
fn two_windows_both_keep_what_they_wrote() {
    let desk = Desk::new(ORDERS.as_bytes());
    let base = desk.open();
    desk.save(&base, &add(&base.sheet, "aaaaaa"));
    let outcome = desk.save(&base, &say(&base.sheet, "t7qm4k", "Follow a parcel"));
    let SaveOutcome::Merged(saved) = outcome else { panic!("{outcome:?}") };
    let text = String::from_utf8(desk.bytes()).expect("text");
    for part in ["[notes.tasks.aaaaaa]", "Follow a parcel", "# what the couriers told us"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(desk.open(), saved);
}

#[test]
fn many_writers_at_once_lose_nothing() {
    let desk = Desk::new(ORDERS.as_bytes());
    let base = desk.open();
    std::thread::scope(|scope| {
        for writer in 0..6_u32 {
            let (desk, base) = (&desk, &base);
            scope.spawn(move || {
                let note = Id::from_bits(writer * 77_777);
                let outcome = desk.save(base, &add(&base.sheet, note.as_str()));
                assert!(outcome.saved().is_some(), "{outcome:?}");
            });
        }
    });
    assert_eq!(desk.open().sheet.canvas().expect("a canvas").len(), 8);
}

#[test]
fn what_both_changed_is_asked_about_and_nothing_is_written() {
    let desk = Desk::new(ORDERS.as_bytes());
    let base = desk.open();
    desk.save(&base, &say(&base.sheet, "t7qm4k", "theirs"));
    let theirs = desk.bytes();
    let outcome = desk.save(&base, &say(&base.sheet, "t7qm4k", "ours"));
    let SaveOutcome::Clashes { merged, theirs: found } = outcome else { panic!("{outcome:?}") };
    assert_eq!(merged.conflicts.len(), 1);
    assert_eq!(desk.bytes(), theirs);
    let mut settled = merged.sheet.clone();
    merged.conflicts[0].take_ours().apply(&mut settled).expect("settled");
    assert!(matches!(desk.save(&found, &settled), SaveOutcome::Saved(_)));
    assert_eq!(desk.bytes(), ORDERS.replace("See where an order is", "ours").as_bytes());
}

#[test]
fn a_file_that_cannot_be_merged_is_left_as_it_is() {
    let desk = Desk::new(ORDERS.as_bytes());
    let base = desk.open();
    let ours = say(&base.sheet, "t7qm4k", "ours");
    let conflicted = format!("<<<<<<< HEAD\n{ORDERS}=======\n{ORDERS}>>>>>>> branch\n");
    for (bytes, state) in [
        ("format = ".to_owned(), State::Invalid),
        (ORDERS.replace("format = 1", "format = 9"), State::Newer),
        (conflicted, State::Conflicted),
    ] {
        fs::write(desk.path(), &bytes).expect("written");
        let outcome = desk.save(&base, &ours);
        let SaveOutcome::Blocked { reading, .. } = outcome else { panic!("{outcome:?}") };
        assert_eq!(reading.state, state);
        assert_eq!(desk.bytes(), bytes.as_bytes());
    }
}

#[test]
fn a_file_that_is_gone_can_be_written_again() {
    let desk = Desk::new(ORDERS.as_bytes());
    let base = desk.open();
    let ours = say(&base.sheet, "t7qm4k", "ours");
    fs::remove_file(desk.path()).expect("removed");
    assert!(matches!(desk.save(&base, &ours), SaveOutcome::Gone));
    assert!(!desk.path().exists());
    let (outcome, _) = desk
        .with(|target| write_again(target, &origin(&base), &ours, (&mut Texts::default(), &mut Stillness::default())));
    assert!(matches!(outcome, SaveOutcome::Saved(_)), "{outcome:?}");
    assert_eq!(desk.bytes(), ORDERS.replace("See where an order is", "ours").as_bytes());

    fs::write(desk.path(), ORDERS.replace("Change", "Choose")).expect("written");
    let (outcome, _) = desk
        .with(|target| write_again(target, &origin(&base), &ours, (&mut Texts::default(), &mut Stillness::default())));
    assert!(matches!(outcome, SaveOutcome::Merged(_)), "{outcome:?}");

    fs::remove_dir_all(desk.path().parent().expect("a folder")).expect("removed");
    let outcome = desk.save(&base, &ours);
    assert!(matches!(outcome, SaveOutcome::Failed(SaveError::FolderGone(_))), "{outcome:?}");
    let (outcome, _) = desk
        .with(|target| write_again(target, &origin(&base), &ours, (&mut Texts::default(), &mut Stillness::default())));
    assert!(matches!(outcome, SaveOutcome::Failed(SaveError::FolderGone(_))), "{outcome:?}");
}

#[test]
fn line_ends_and_byte_order_mark_stay() {
    let text = format!("\u{feff}{}", ORDERS.replace('\n', "\r\n"));
    let desk = Desk::new(text.as_bytes());
    let base = desk.open();
    desk.save(&base, &say(&base.sheet, "t7qm4k", "ours"));
    assert_eq!(String::from_utf8(desk.bytes()).expect("text"), text.replace("See where an order is", "ours"));
}

#[test]
fn saving_works_without_a_state_folder() {
    let desk = Desk::new(ORDERS.as_bytes());
    let base = desk.open();
    let ours = say(&base.sheet, "t7qm4k", "ours");
    fs::remove_dir_all(desk.state.root()).expect("removed");
    fs::write(desk.state.root(), "in the way").expect("written");
    assert!(matches!(desk.save(&base, &ours), SaveOutcome::Saved(_)));
    assert!(String::from_utf8_lossy(&desk.bytes()).contains("ours"));
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_and_refused_outside() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new(ORDERS.as_bytes());
    let base = desk.open();
    let ours = say(&base.sheet, "t7qm4k", "ours");
    let real = desk.home.path().join("apiops/orders/real.toml");
    fs::rename(desk.path(), &real).expect("moved");
    symlink("real.toml", desk.path()).expect("linked");
    assert!(matches!(desk.save(&base, &ours), SaveOutcome::Saved(_)));
    assert!(fs::read_to_string(&real).expect("read").contains("ours"));

    let outside = desk.home.path().join("outside.toml");
    fs::write(&outside, ORDERS).expect("written");
    fs::remove_file(desk.path()).expect("removed");
    symlink(&outside, desk.path()).expect("linked");
    let outcome = desk.save(&base, &ours);
    assert!(matches!(outcome, SaveOutcome::Failed(SaveError::Outside { .. })), "{outcome:?}");
    assert_eq!(fs::read_to_string(&outside).expect("read"), ORDERS);
}
