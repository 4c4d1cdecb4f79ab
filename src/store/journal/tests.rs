use std::fs;
use std::sync::Arc;

use chrono::TimeDelta;

use super::super::error::tests::assert_tellable;
use super::*;
use crate::document::{Anchor, Edit, Id, Note, Transaction};
use crate::journal::{Draft, DraftTarget, FormerText, HistoryStep};

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_795_000_000_000).expect("a time")
}

fn later(seconds: i64) -> DateTime<Utc> {
    now() + TimeDelta::seconds(seconds)
}

fn state() -> (tempfile::TempDir, StateDir) {
    let home = tempfile::tempdir().expect("a folder");
    let state = StateDir::at(home.path()).expect("made");
    (home, state)
}

const WORKSPACE: &str = "/somewhere/apiops";
const FILE: &str = "orders/x.toml";

fn step(bits: u32) -> Transaction {
    let note = Arc::new(Note::new(Id::from_bits(bits), "Zeile 1\nZeile 2 \u{1f469}\u{200d}\u{1f4bb}"));
    Transaction { edits: vec![Edit::Insert { at: Anchor { section: "tasks".into(), after: None }, note }] }
}

fn made(n: u64) -> Record {
    let bits = u32::try_from(n & 0xffff).expect("small");
    Record::Step { number: n, file: FILE.into(), step: step(bits), ends_draft: false }
}

fn saved(upto: u64) -> Record {
    Record::Saved { file: FILE.into(), upto, digest: "sha256:0".into() }
}

fn draft(text: &str) -> Record {
    let at = Anchor { section: "tasks".into(), after: Some(Id::from_bits(3)) };
    Record::Draft(Draft { file: FILE.into(), target: DraftTarget::New { at }, text: text.into(), cursor: text.len() })
}

fn open(state: &StateDir, at: DateTime<Utc>) -> Journal {
    Journal::open(state, Path::new(WORKSPACE), at).expect("opened")
}

fn left(state: &StateDir) -> Vec<LeftBehind> {
    recover(state, Path::new(WORKSPACE), later(1000)).expect("listed")
}

fn write(journal: &mut Journal, records: &[Record]) {
    for record in records {
        journal.append(record).expect("written");
    }
}

#[test]
fn a_dead_run_is_offered_and_a_living_one_is_not() {
    let (_home, state) = state();
    let mut journal = open(&state, now());
    let n = journal.first();
    write(&mut journal, &[made(n), saved(n), made(n + 1), draft("half a no")]);
    assert!(left(&state).is_empty(), "it lives");
    drop(journal);
    let found = left(&state);
    assert_eq!(found.len(), 1);
    let what = &found[0].what;
    assert_eq!(what.started, now());
    assert_eq!(what.files.len(), 1);
    assert_eq!(what.files[0].steps.iter().map(|past| past.number).collect::<Vec<_>>(), [n + 1]);
    assert_eq!(what.files[0].digest.as_deref(), Some("sha256:0"));
    assert_eq!(what.drafts.first().map(|kept| kept.draft.text.as_str()), Some("half a no"));
    assert!(left(&state).is_empty(), "another window has it in hand");
    drop(found);
    assert_eq!(left(&state).len(), 1, "it is offered until it is handled");
    forget(left(&state).pop().expect("left")).expect("put away");
    assert!(left(&state).is_empty());
    assert!(recover(&state, Path::new("/another"), now()).expect("listed").is_empty());
}

#[test]
fn a_finished_draft_is_not_offered() {
    let (_home, state) = state();
    let mut journal = open(&state, now());
    let n = journal.first();
    let ends = Record::Step { number: n, file: FILE.into(), step: step(1), ends_draft: true };
    write(&mut journal, &[draft("a note"), ends, saved(n), draft("x"), draft(""), draft("y"), Record::DraftDone]);
    drop(journal);
    assert!(left(&state).is_empty());
}

#[test]
fn undo_goes_on_over_runs() {
    let (_home, state) = state();
    let mut first = open(&state, now());
    let a = first.first();
    write(&mut first, &[made(a), made(a + 1), made(a + 2), saved(a + 1)]);
    drop(first);
    let held = left(&state);
    let past = |steps: &[HistoryStep]| steps.iter().map(|step| step.number).collect::<Vec<_>>();
    let read = |held: &[LeftBehind]| history(&state, Path::new(WORKSPACE), held).expect("read").0;
    assert_eq!(past(read(&held).done()), [a, a + 1]);
    for left in held {
        forget(left).expect("put away");
    }
    let mut second = open(&state, later(5));
    let b = second.first();
    assert!(b > a + 2);
    let back = step(u32::try_from((a + 1) & 0xffff).expect("small")).inverse();
    write(&mut second, &[Record::Undo { number: b, of: a + 1, file: FILE.into(), step: back }, saved(b)]);
    drop(second);
    assert!(left(&state).is_empty());
    let history = read(&[]);
    assert_eq!((past(history.done()), past(history.undone())), (vec![a], vec![a + 1]));
}

#[test]
fn a_journal_cut_off_anywhere_gives_what_was_whole() {
    let (_home, state) = state();
    let mut journal = open(&state, now());
    let n = journal.first();
    write(&mut journal, &[made(n), draft("half"), made(n + 1), Record::DraftDone, saved(n), made(n + 2)]);
    let path = journal.path().to_owned();
    drop(journal);
    let whole = fs::read(&path).expect("read");
    let head = whole.iter().position(|byte| *byte == b'\n').expect("a line");
    for length in 0..=whole.len() {
        let file = fs::File::options().write(true).create(true).truncate(true).open(&path).expect("opened");
        drop(file);
        fs::write(&path, &whole[..length]).expect("written");
        let found = left(&state);
        let lines = whole[..length].split(|byte| *byte == b'\n').count() - 1;
        // A last line is whole as soon as its bracket is closed, with or without the end of the line.
        let closed = whole.get(length) == Some(&b'\n');
        let records = lines + usize::from(closed);
        let expected = match records {
            0 | 1 => 0,
            2 | 3 | 6 => 1,
            _ => 2,
        };
        let steps: usize = found.iter().flat_map(|left| &left.what.files).map(|file| file.steps.len()).sum();
        assert_eq!(steps, expected, "cut at {length}");
        assert_eq!(found.iter().any(|left| !left.what.drafts.is_empty()), (3..5).contains(&records), "cut at {length}");
        // A journal with nothing but a head is removed at once, one without a head when it is old enough.
        assert_eq!(path.exists(), records != 1, "cut at {length}, head {head}");
    }
}

#[test]
fn what_cannot_be_read_is_left_out() {
    let (_home, state) = state();
    let mut journal = open(&state, now());
    let n = journal.first();
    write(&mut journal, &[made(n)]);
    let path = journal.path().to_owned();
    drop(journal);
    let mut bytes = fs::read(&path).expect("read");
    bytes.extend(b"\xff\xfe\x00\n{\"record\":\"of the future\",\"n\":[1]}\n[]\n");
    fs::write(&path, bytes).expect("written");
    assert_eq!(left(&state)[0].what.files[0].steps.len(), 1);

    fs::write(
        &path,
        r#"{"record":"run","format":4,"workspace":"","started":"2030-01-01T00:00:00Z","pid":1,"version":""}"#,
    )
    .expect("written");
    assert!(left(&state).is_empty());
    assert!(path.exists(), "a later version will read it");
}

#[test]
fn old_and_superfluous_journals_are_removed() {
    let (_home, state) = state();
    for run in 0..205 {
        let mut journal = open(&state, later(run));
        let n = journal.first();
        write(&mut journal, &[made(n), saved(n)]);
    }
    assert!(left(&state).is_empty());
    let archive = folder_of(&state, Path::new(WORKSPACE)).join("done");
    assert_eq!(fs::read_dir(&archive).expect("listed").count(), 200);
    recover(&state, Path::new(WORKSPACE), now() + TimeDelta::days(91)).expect("listed");
    assert_eq!(fs::read_dir(&archive).expect("listed").count(), 0);
}

#[test]
fn a_state_folder_that_takes_nothing_is_reported() {
    let (home, state) = state();
    fs::write(home.path().join("journal"), "in the way").expect("written");
    let error = Journal::open(&state, Path::new(WORKSPACE), now()).expect_err("refused");
    assert_tellable(&error);
}

#[test]
fn a_record_that_was_written_in_half_is_cut_off_before_the_next() {
    let (_home, state) = state();
    let mut journal = open(&state, now());
    let n = journal.first();
    write(&mut journal, &[made(n)]);
    journal.file.write_all(b"{\"record\":\"st").expect("written");
    journal.is_torn = true;
    write(&mut journal, &[made(n + 1)]);
    let text = fs::read_to_string(journal.path()).expect("read");
    assert_eq!(text.lines().count(), 3);
    drop(journal);
    assert_eq!(left(&state)[0].what.files[0].steps.len(), 2);
}

#[cfg(unix)]
#[test]
fn a_journal_that_is_deleted_while_the_run_lives_is_made_again() {
    let (home, state) = state();
    let mut journal = open(&state, now());
    write(&mut journal, &[made(1)]);
    fs::remove_dir_all(home.path().join("journal")).expect("removed");
    write(&mut journal, &[made(2)]);
    drop(journal);
    let left = left(&state);
    assert_eq!(left[0].what.files[0].steps.len(), 2);
}

#[cfg(unix)]
#[test]
fn a_pipe_among_the_journals_holds_nobody_up() {
    let (_home, state) = state();
    let mut journal = open(&state, now());
    write(&mut journal, &[made(1)]);
    let pipe = journal.path().with_file_name("0000000000001-1-00000000.jsonl");
    let mode = rustix::fs::Mode::from_raw_mode(0o600);
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).expect("made");
    drop(journal);
    assert_eq!(left(&state).len(), 1);
}

/// A clock that was ahead, or is set back, changes no order: the later run has the higher numbers and the later name.
#[test]
fn a_clock_that_jumps_changes_no_order() {
    let (_home, state) = state();
    let mut numbers = Vec::new();
    for seconds in [0, 90_000, 10, 20, -500] {
        let mut journal = open(&state, later(seconds));
        let number = journal.first();
        numbers.push(number);
        write(&mut journal, &[made(number), saved(number)]);
        drop(journal);
        assert!(left(&state).is_empty());
    }
    assert!(numbers.is_sorted(), "{numbers:?}");
    let history = history(&state, Path::new(WORKSPACE), &[]).expect("listed").0;
    assert_eq!(history.done().iter().map(|past| past.number).collect::<Vec<_>>(), numbers);
}

/// What `mv`, `rm` and `rm --undo` did to a document is followed by its steps, and by what a killed run left of it.
#[test]
fn undo_follows_what_was_renamed_removed_and_brought_back() {
    let (_home, state) = state();
    let mut journal = open(&state, now());
    let n = journal.first();
    write(&mut journal, &[made(n), saved(n), made(n + 1)]);
    drop(journal);
    let file = "orders/x.toml";
    let moved = Record::Moved { from: file.into(), to: "orders/y.toml".into() };
    note(&state, Path::new(WORKSPACE), &[moved], later(1)).expect("noted");
    let runs = left(&state);
    assert_eq!(runs[0].what.files[0].file, "orders/y.toml");
    let last = |held: &[LeftBehind]| history(&state, Path::new(WORKSPACE), held).expect("read").0.last().cloned();
    assert_eq!(last(&runs).map(|step| (step.number, step.file)), Some((n, "orders/y.toml".into())));
    drop(runs);
    let removed = Record::Removed { path: "orders".into(), kept: "1".into() };
    note(&state, Path::new(WORKSPACE), &[removed], later(2)).expect("noted");
    assert_eq!(last(&left(&state)), None);
    let back = Record::BroughtBack { path: "orders".into(), kept: "1".into() };
    note(&state, Path::new(WORKSPACE), &[back], later(3)).expect("noted");
    assert_eq!(last(&left(&state)).map(|step| step.file), Some("orders/y.toml".into()));
}

/// A run of weeks: its journal stays small, and all of it that counts is there.
#[test]
fn a_journal_that_grows_is_written_anew_while_the_run_lives() {
    let (_home, state) = state();
    let mut journal = open(&state, now());
    let first = journal.first();
    let large = "x".repeat(200_000);
    for number in first..first + 100 {
        let text = FormerText { was: number, is: number + 1, back: Vec::new() };
        let replaced = Record::Replaced { file: FILE.into(), text };
        write(&mut journal, &[draft(&large), made(number), replaced, Record::DraftDone, saved(number)]);
    }
    assert!(left(&state).is_empty(), "it is still held");
    let size = fs::metadata(journal.path()).expect("there").len();
    assert!(size < 2 * GROWTH, "{size} bytes of 20 MB");
    drop(journal);
    assert!(left(&state).is_empty());
    let (history, texts) = history(&state, Path::new(WORKSPACE), &[]).expect("listed");
    assert_eq!((history.depth(), texts.of(FILE).count()), (100, 100));
}
