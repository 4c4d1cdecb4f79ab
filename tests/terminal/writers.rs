//! Two windows and another program on one canvas, all at once, for as long as it takes: nothing that anybody finished is
//! lost, nothing that was deleted comes back, and nobody is asked about what nobody here touched.
//!
//! `STATIONMASTER_EDITS=2000 cargo test --test terminal writers` runs longer.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write as _;
use std::thread;
use std::time::{Duration, Instant};

use super::harness::{CANVAS, Place, Run};

/// How many edits are made, over all who take part.
const EDITS: usize = 60;

/// How long a key that was held back may take, before it is pressed again.
const HELD_BACK: Duration = Duration::from_millis(900);

/// How other programs write a file.
#[derive(Clone, Copy)]
enum Way {
    /// Emptied, then filled.
    Truncating,
    /// Emptied, then filled in two pieces.
    InPieces,
    /// Another one, renamed over it.
    Renaming,
}

/// Presses a key until the screen says that it was taken: one that is pressed while somebody else's change comes in is
/// held back, and the program says so.
fn press(run: &mut Run, key: &str, is_taken: impl Fn(&str) -> bool) {
    for _ in 0..40 {
        run.keys(key);
        let late = Instant::now() + HELD_BACK;
        while Instant::now() < late {
            if is_taken(&run.screen()) {
                return;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }
    panic!("{key:?} does nothing:\n{}", run.screen());
}

/// A person at a window: adds notes, and takes some of them out again. Gives back what is to stand there in the end.
fn person(run: &mut Run, name: char, edits: usize) -> BTreeSet<String> {
    let mut kept = BTreeSet::new();
    let mut done = 0;
    while done < edits {
        let text = format!("{name}{done:04}");
        press(run, "a", |screen| screen.contains("Esc finish"));
        // Where the key was pressed twice, one was a letter.
        run.keys(format!("\x15{text}"));
        run.wait_for(&text);
        run.end_typing();
        done += 1;
        if done % 4 == 0 && done < edits {
            press(run, "d", |screen| screen.contains("deleted") && screen.contains(&format!("{text} ·")));
            done += 1;
        } else {
            kept.insert(text);
        }
    }
    kept
}

/// Another program: adds notes, rewords some, and takes some out, whatever others write meanwhile. Before it writes it
/// looks whether the file is as it was read, as editors do.
fn program(place: &Place, edits: usize) -> BTreeSet<String> {
    let path = place.path(CANVAS);
    let mut kept: Vec<(String, String)> = Vec::new();
    let mut done = 0;
    while done < edits {
        let before = fs::read_to_string(&path).expect("read");
        let id = format!("w{done:05}");
        let block = |id: &str, text: &str| format!("\n[notes.tasks.{id}]\ntext = \"{text}\"\n");
        let mut notes = kept.clone();
        let after = match done % 5 {
            3 => {
                let (id, text) = notes.remove(notes.len() / 2);
                let from = before.find(&block(&id, &text)).unwrap_or_else(|| panic!("{text} is gone:\n{before}"));
                format!("{}{}", &before[..from], &before[from + block(&id, &text).len()..])
            }
            4 => {
                let at = notes.len() / 2;
                let new = format!("{}, reworded {done:04}", notes[at].1.split(',').next().unwrap_or_default());
                let (id, text) = notes[at].clone();
                assert!(before.contains(&block(&id, &text)), "{text} is gone:\n{before}");
                notes[at].1.clone_from(&new);
                before.replace(&block(&id, &text), &block(&id, &new))
            }
            _ => {
                let text = format!("P{done:04}");
                let after = format!("{before}{}", block(&id, &text));
                notes.push((id, text));
                after
            }
        };
        if fs::read_to_string(&path).expect("read") != before {
            continue;
        }
        // Some look, and write a moment later.
        thread::sleep(Duration::from_millis(6 * (done as u64 % 3)));
        let way = [Way::Truncating, Way::InPieces, Way::Renaming][done % 3];
        write(place, &after, way);
        kept = notes;
        done += 1;
        thread::sleep(Duration::from_millis(40 + 37 * (done as u64 % 7)));
    }
    kept.into_iter().map(|(_, text)| text).collect()
}

fn write(place: &Place, text: &str, way: Way) {
    let path = place.path(CANVAS);
    let (first, rest) = match way {
        Way::Renaming => return place.replace(CANVAS, text),
        Way::Truncating => ("", text),
        // Between two notes: what stands there for a moment is a canvas, too.
        Way::InPieces => text.split_at(text[..text.len() / 2].rfind("\n[").unwrap_or(0)),
    };
    let mut file = File::create(path).expect("emptied");
    file.write_all(first.as_bytes()).expect("written");
    thread::sleep(Duration::from_millis(8));
    file.write_all(rest.as_bytes()).expect("written");
}

/// Promise: two windows and another program that empties the file, writes it in pieces or replaces it work on one canvas at
/// once. Every finished edit of each is in the file, no deleted note is back, and no question is asked, since nobody
/// touches what another does.
#[test]
fn many_hands_on_one_canvas_lose_nothing() {
    let edits = std::env::var("STATIONMASTER_EDITS").ok().and_then(|edits| edits.parse().ok()).unwrap_or(EDITS);
    let place = Place::workspace();
    let (mut one, mut two) = (place.open(), place.open());
    let share = edits / 3;
    let mut expected: Vec<String> = thread::scope(|scope| {
        let program = scope.spawn(|| program(&place, share));
        let one = scope.spawn(|| person(&mut one, 'A', share));
        let two = scope.spawn(|| person(&mut two, 'B', share));
        [program, one, two].map(|hand| hand.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
    .into_iter()
    .flatten()
    .collect();
    expected.sort();
    let late = Instant::now() + Duration::from_secs(20);
    let sorted = || {
        let mut notes = place.notes();
        notes.sort();
        notes
    };
    while sorted() != expected && Instant::now() < late {
        thread::sleep(Duration::from_millis(50));
    }
    one.wait_saved();
    two.wait_saved();
    let missing = |all: &[String], from: &[String]| -> Vec<String> {
        all.iter().filter(|text| !from.contains(text)).cloned().collect()
    };
    let notes = sorted();
    assert_eq!(
        (missing(&expected, &notes), missing(&notes, &expected)),
        (Vec::new(), Vec::new()),
        "lost, and back again"
    );
    assert_eq!(notes, expected, "nothing stands there twice");
    for run in [&mut one, &mut two] {
        let shown = String::from_utf8_lossy(&run.since(0)).into_owned();
        assert!(!shown.contains("both changed the same thing"), "nobody is asked:\n{}", run.screen());
        run.leave();
    }
    assert_eq!(sorted(), expected);
    place.assert_sound();
}

/// Promise: a program that has the file open, and pauses until the window has saved over it, loses nothing of what it writes
/// then, and the window shows it.
#[test]
fn a_writer_that_goes_on_after_a_save_loses_nothing() {
    let place = Place::workspace();
    let mut run = place.open();
    let before = place.read(CANVAS);
    let mut file = File::create(place.path(CANVAS)).expect("emptied");
    file.write_all(before.as_bytes()).expect("written");
    press(&mut run, "a", |screen| screen.contains("Esc finish"));
    run.keys("\x15Here");
    run.wait_for("Here");
    run.end_typing();
    run.wait_saved();
    assert_eq!(place.notes(), ["Here"]);
    file.write_all(b"\n[notes.tasks.w00001]\ntext = \"There\"\n").expect("written");
    drop(file);
    run.wait_for("There");
    run.leave();
    let mut notes = place.notes();
    notes.sort();
    assert_eq!(notes, ["Here", "There"]);
    place.assert_sound();
}
