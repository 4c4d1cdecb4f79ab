use std::collections::BTreeMap;
use std::time::Duration;

use super::resume::resume_in;
use super::*;
use crate::store::error::tests::assert_tellable;
use crate::store::error::{DiskError, IoErrorKind, IoOperation};
use crate::store::lock::Lock;
use crate::store::replace::SaveError;
use crate::store::state_dir::digest;

struct Desk {
    home: tempfile::TempDir,
    root: PathBuf,
    state: StateDir,
}

type Files = BTreeMap<String, String>;

impl Desk {
    fn new() -> Self {
        let home = tempfile::tempdir().expect("a folder");
        let root = fs::canonicalize(home.path()).expect("a folder").join("apiops");
        let state = StateDir::at(&home.path().join("state")).expect("made");
        let desk = Self { home, root, state };
        for (path, text) in [
            ("orders/a.toml", "a refers to b"),
            ("orders/b.toml", "b"),
            ("orders/c.toml", "c refers to b"),
            ("orders/gone.toml", "gone"),
            ("orders/old.toml", "old"),
            ("parcels/x.toml", "x"),
        ] {
            desk.put(path, text);
        }
        desk
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    /// One of every kind of step.
    fn batch(&self) -> Batch<'_> {
        let mut batch = Batch::new(Job::Move, "orders/b.toml", &self.root, Some(&self.state));
        batch.step(Step::Folder { path: "orders/versions".into() });
        batch.step(Step::Move { from: "orders/b.toml".into(), to: "orders/versions/z.toml".into() });
        batch.step(Step::Move { from: "parcels".into(), to: "boxes".into() });
        batch.write("orders/a.toml", Some(b"a refers to b"), b"a refers to z".to_vec());
        batch.write("orders/c.toml", Some(b"c refers to b"), b"c refers to z".to_vec());
        batch.write("boxes/x.toml", Some(b"x"), b"x in a box".to_vec());
        batch.write("orders/new.toml", None, b"new".to_vec());
        batch.step(Step::Keep { path: "orders/gone.toml".into(), kept: "removed/1/gone.toml".into() });
        batch.step(Step::Delete { path: "orders/old.toml".into(), before: digest(b"old") });
        batch.note(Record::Moved { from: "orders/b.toml".into(), to: "orders/versions/z.toml".into() });
        batch
    }

    /// Every file, of the workspace and of what was removed, but what a later start sweeps.
    fn files(&self) -> Files {
        fn walk(folder: &Path, home: &Path, into: &mut Files) {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let (path, name) = (entry.path(), entry.file_name());
                if name.to_string_lossy().starts_with(".stationmaster-") {
                    continue;
                }
                if path.is_dir() {
                    walk(&path, home, into);
                } else {
                    let text = fs::read_to_string(&path).expect("read");
                    into.insert(path.strip_prefix(home).expect("below").display().to_string(), text);
                }
            }
        }
        let mut files = Files::new();
        walk(&self.root, &self.root, &mut files);
        walk(&self.state.root().join("removed"), self.state.root(), &mut files);
        files
    }

    fn staged(&self) -> usize {
        let all = fs::read_dir(&self.root).expect("listed").flatten();
        all.filter(|entry| entry.file_name().to_string_lossy().starts_with(".stationmaster-")).count()
    }

    fn is_waiting(&self) -> bool {
        record::is_waiting(self.state.root(), &self.root)
    }
}

/// Fails at one point, and at no other.
fn at(point: usize, error: BatchError) -> impl FnMut() -> Result<(), BatchError> {
    let mut now = 0;
    move || {
        now += 1;
        if now == point { Err(error.clone()) } else { Ok(()) }
    }
}

fn both() -> (Files, Files) {
    let desk = Desk::new();
    let before = desk.files();
    desk.batch().run().expect("done");
    assert_eq!((desk.staged(), desk.is_waiting()), (0, false));
    (before, desk.files())
}

fn full() -> BatchError {
    DiskError::found(IoOperation::Write, Path::new("orders"), IoErrorKind::Full).into()
}

#[test]
fn everything_is_done_and_noted() {
    let (before, after) = both();
    assert_ne!(before, after);
    let paths: Vec<&str> = after.keys().map(String::as_str).collect();
    let wanted = [
        "boxes/x.toml",
        "orders/a.toml",
        "orders/c.toml",
        "orders/new.toml",
        "orders/versions/z.toml",
        "removed/1/gone.toml",
    ];
    assert_eq!(paths, wanted);
    let desk = Desk::new();
    desk.batch().run().expect("done");
    let journal = desk.state.root().join("journal");
    let noted = walkdir(&journal).iter().any(|text| text.contains("\"moved\"") && text.contains("versions/z.toml"));
    assert!(noted, "not in the journal");
    assert!(desk.home.path().join("apiops").exists());
}

fn walkdir(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            texts.extend(walkdir(&entry.path()));
        } else {
            texts.push(fs::read_to_string(entry.path()).unwrap_or_default());
        }
    }
    texts
}

/// Killed at each point, and the start after that killed at each point, too: the next one leaves all of it or nothing.
#[test]
fn a_kill_anywhere_is_made_good_by_the_next_start() {
    let (before, after) = both();
    let mut finished = 0;
    for point in 1.. {
        let desk = Desk::new();
        let run = desk.batch().run_with(&mut at(point, BatchError::Stopped));
        if run.is_ok() {
            assert!(point > 20, "{point} points");
            break;
        }
        let was_waiting = desk.is_waiting();
        let resumed = resume_in(&desk.state, &desk.root, &mut step::no_fault);
        assert_eq!(resumed.is_some(), was_waiting, "at {point}");
        let files = desk.files();
        assert!(files == before || files == after, "at {point}: {files:?}");
        if let Some(resumed) = resumed {
            finished += 1;
            assert_eq!((resumed.outcome, files == after), (Outcome::Finished, true), "at {point}");
        }
        assert!(!desk.is_waiting());
        if was_waiting {
            for second in 1.. {
                let desk = Desk::new();
                assert!(desk.batch().run_with(&mut at(point, BatchError::Stopped)).is_err());
                let stopped = resume_in(&desk.state, &desk.root, &mut at(second, BatchError::Stopped));
                let last = resume_in(&desk.state, &desk.root, &mut step::no_fault);
                assert_eq!(desk.files(), after, "at {point}, then at {second}");
                if stopped.is_some() {
                    assert_eq!(last, None);
                    break;
                }
            }
        }
    }
    assert!(finished > 8, "{finished}");
}

/// A disk that is full, at each point: nothing is changed, and nothing waits. A kill while it is taken back is made good.
#[test]
fn a_disk_that_refuses_anywhere_leaves_everything_as_it_was() {
    let (before, after) = both();
    for point in 1.. {
        let desk = Desk::new();
        let run = desk.batch().run_with(&mut at(point, full()));
        let files = desk.files();
        let Err(error) = run else { break };
        assert_eq!(error, full(), "at {point}");
        assert!(files == before || files == after, "at {point}: {files:?}");
        if files == before {
            assert_eq!((desk.is_waiting(), desk.staged()), (false, 0), "at {point}");
        }
        for second in point + 1..point + 20 {
            let desk = Desk::new();
            let mut now = 0;
            let mut fault = || {
                now += 1;
                match now {
                    _ if now == point => Err(full()),
                    _ if now == second => Err(BatchError::Stopped),
                    _ => Ok(()),
                }
            };
            let _ = desk.batch().run_with(&mut fault);
            let resumed = resume_in(&desk.state, &desk.root, &mut step::no_fault);
            let files = desk.files();
            assert!(files == before || files == after, "at {point}, then at {second}: {files:?}");
            assert!(!desk.is_waiting(), "at {point}, then at {second}: {resumed:?}");
        }
    }
}

/// What somebody else writes between the kill and the next start is not overwritten: what was begun is taken back around it.
#[test]
fn what_others_write_meanwhile_stays() {
    let (before, _) = both();
    for point in 1.. {
        let desk = Desk::new();
        if desk.batch().run_with(&mut at(point, BatchError::Stopped)).is_ok() {
            break;
        }
        if !desk.is_waiting() {
            continue;
        }
        desk.put("orders/c.toml", "c of somebody else");
        let resumed = resume_in(&desk.state, &desk.root, &mut step::no_fault).expect("resumed");
        let files = desk.files();
        assert_eq!(files["orders/c.toml"], "c of somebody else", "at {point}");
        assert_eq!(resumed.outcome, Outcome::TakenBack, "at {point}");
        let mut expected = before.clone();
        expected.insert("orders/c.toml".into(), "c of somebody else".into());
        assert_eq!(files, expected, "at {point}");
    }
}

#[test]
fn what_has_changed_since_is_told_and_nothing_done() {
    let desk = Desk::new();
    desk.put("orders/c.toml", "c of somebody else");
    let before = desk.files();
    let error = desk.batch().run().expect_err("changed");
    assert_eq!(error, BatchError::Changed("orders/c.toml".into()));
    assert_tellable(&error);
    assert_tellable(&BatchError::HalfDone(Box::new(error)));
    assert_eq!(desk.files(), before);
    let desk = Desk::new();
    desk.put("orders/new.toml", "mine");
    let before = desk.files();
    assert!(matches!(desk.batch().run(), Err(BatchError::Exists(_))));
    assert_eq!((desk.files(), desk.staged()), (before, 0));
}

#[test]
fn a_file_that_a_window_is_saving_is_waited_for_and_then_left() {
    let desk = Desk::new();
    let before = desk.files();
    let held = Lock::take(&desk.state, &desk.root.join("orders/c.toml"), Duration::ZERO).expect("free");
    let error = desk.batch().run().expect_err("busy");
    assert!(matches!(error, BatchError::Save(SaveError::Busy(_))), "{error:?}");
    assert_eq!((desk.files(), desk.is_waiting()), (before, false));
    drop(held);
    desk.batch().run().expect("done");
}

#[cfg(unix)]
#[test]
fn a_folder_or_a_file_marked_as_read_only_stops_all_of_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let (before, _) = both();
    for (marked, mode) in [("orders", 0o555), ("orders/c.toml", 0o444), ("", 0o555)] {
        let desk = Desk::new();
        let place = desk.root.join(marked);
        let normal = fs::metadata(&place).expect("there").permissions();
        fs::set_permissions(&place, fs::Permissions::from_mode(mode)).expect("set");
        let error = desk.batch().run().expect_err("refused");
        fs::set_permissions(&place, normal).expect("set");
        assert_tellable(&error);
        assert_eq!((desk.files(), desk.staged(), desk.is_waiting()), (before.clone(), 0, false), "{marked}");
    }
}

#[cfg(unix)]
#[test]
fn modes_links_and_other_names_of_files_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new();
    let path = |path: &str| desk.root.join(path);
    fs::set_permissions(path("orders/a.toml"), fs::Permissions::from_mode(0o640)).expect("set");
    fs::hard_link(path("orders/c.toml"), path("orders/other-name.txt")).expect("linked");
    fs::rename(path("orders/a.toml"), path("orders/real-a.txt")).expect("renamed");
    std::os::unix::fs::symlink("real-a.txt", path("orders/a.toml")).expect("linked");
    desk.batch().run().expect("done");
    assert!(fs::symlink_metadata(path("orders/a.toml")).expect("there").is_symlink());
    assert_eq!(fs::read_to_string(path("orders/real-a.txt")).expect("read"), "a refers to z");
    assert_eq!(fs::metadata(path("orders/real-a.txt")).expect("there").permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::read_to_string(path("orders/other-name.txt")).expect("read"), "c refers to z");
}

#[test]
fn one_batch_at_a_time_and_a_live_one_is_left_alone() {
    let desk = Desk::new();
    assert!(desk.batch().run_with(&mut at(15, BatchError::Stopped)).is_err());
    assert!(desk.is_waiting());
    let held = Held::take(&desk.state, &desk.root).expect("free");
    assert_eq!(resume_in(&desk.state, &desk.root, &mut step::no_fault), None);
    assert!(matches!(desk.batch().run(), Err(BatchError::Save(SaveError::Busy(_)))));
    drop(held);
    assert!(resume_in(&desk.state, &desk.root, &mut step::no_fault).is_some());
}
