//! SIGKILL at any moment loses nothing but, at most, the key that was being handled.

use std::thread;

use super::harness::{CANVAS, FRAME, Place, find};

/// How often the program is killed, over all threads.
const RUNS: u64 = 200;

/// How many are at it at once.
const THREADS: usize = 2;

/// Numbers that are the same in every run of the test.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, bound: usize) -> usize {
        // A linear congruence is random enough to vary moments, and the high bits are its better ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound
    }
}

/// What stands after some of the keys were handled: the notes, and the text being typed.
fn after(keys: &str) -> (Vec<String>, String) {
    let mut notes: Vec<String> = keys.split('\r').map(str::to_owned).collect();
    let draft = notes.pop().unwrap_or_default();
    (notes, draft)
}

/// Types, is killed, starts again and goes on; checks that nothing is lost.
fn kill_once(number: u64) {
    let mut random = Seeded(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let place = Place::workspace();
    let mut run = place.open();
    run.keys("a");
    run.wait_for("Esc finish");
    // Keys that were surely handled, because the screen shows what came of them, and keys that may have been.
    let words = ["parcel", "Zürich", "漢字", "label", "été", "van 12"];
    let mut keys = String::new();
    let word = |random: &mut Seeded, at: usize| format!("{at} {}", words[random.below(words.len())]);
    for at in 0..random.below(4) {
        keys.extend([&word(&mut random, at), "\r"]);
    }
    keys.extend(["seen", &random.below(1000).to_string()]);
    let seen = keys.clone();
    run.keys(&keys);
    run.wait_for(keys.rsplit('\r').next().unwrap_or_default());
    for at in 0..=random.below(6) {
        keys.extend([&word(&mut random, at), "\r"]);
    }
    keys += "rest";
    // The moment is so many keys typed and so many bytes answered.
    let typed = seen.len() + random.below(keys.len() - seen.len() + 1);
    let typed = keys.floor_char_boundary(typed);
    let answered = random.below(1500);
    let mark = run.mark();
    run.keys(&keys[seen.len()..typed]);
    match random.below(3) {
        0 => {}
        1 => run.wait_until("some bytes", |_, bytes| bytes.len() - mark >= answered.min((typed - seen.len()) * 4)),
        _ => {
            if typed > seen.len() {
                run.wait_frame(mark);
            }
        }
    }
    run.kill();
    let about = |what: &str| format!("run {number}: {what}: typed {:?}, of that seen {seen:?}", &keys[..typed]);
    place.assert_sound();

    let mut run = place.start(&["open", CANVAS]).run();
    run.wait_until("the first frame", |_, bytes| find(bytes, FRAME).is_some());
    let offered = run.screen().contains("This was being typed in");
    if offered {
        run.keys("t");
    } else {
        run.wait_for("a add");
        run.keys("a");
    }
    run.wait_for("Esc finish");
    run.keys("|\rgone on\r");
    run.wait_until("gone on", |screen, _| {
        let rows: Vec<String> = screen.rows(0, 80).collect();
        rows.iter().any(|row| row.contains("gone on")) && rows[0].trim_end().ends_with("· saved")
    });
    run.leave();
    place.assert_sound();

    let mut notes = place.notes();
    assert_eq!(notes.pop().as_deref(), Some("gone on"), "{}", about("going on"));
    let draft = notes.pop().expect("what was being typed");
    let draft = draft.strip_suffix('|').unwrap_or_else(|| panic!("{}", about(&draft))).to_owned();
    assert_eq!(offered, !draft.trim().is_empty(), "{}", about("offered"));
    // All of it together is what some number of the keys made: no fewer than were seen, no more than were typed.
    let made = (seen.len()..=typed).filter(|end| keys.is_char_boundary(*end)).any(|end| {
        let (expected, typing) = after(&keys[..end]);
        // A space at the end goes when a note is finished; the mark typed behind it keeps it here.
        expected == notes && (typing == draft || typing.trim() == draft.trim())
    });
    assert!(made, "{}", about(&format!("{notes:?} and {draft:?} come back")));
    // And nothing is offered twice.
    let again = place.start(&["open", CANVAS]).run();
    again.wait_until("the first frame", |_, bytes| find(bytes, FRAME).is_some());
    assert!(!again.screen().contains("This was being typed in"), "{}", about("offered twice"));
}

/// Promise: killing the program at any of 200 random moments during typing loses at most the note being typed, which is
/// offered back at the next start; the file is whole at each of them, and the work goes on from there.
#[test]
fn killed_at_many_moments_nothing_is_lost() {
    let threads: Vec<_> = (0..THREADS)
        .map(|thread| thread::spawn(move || (0..RUNS).skip(thread).step_by(THREADS).for_each(kill_once)))
        .collect();
    for thread in threads {
        if let Err(panic) = thread.join() {
            std::panic::resume_unwind(panic);
        }
    }
}

/// Promise: a run that is killed while it takes up what another left loses nothing either.
#[test]
fn killed_again_while_recovering() {
    let place = Place::workspace();
    let mut run = place.open();
    run.keys("afinished\runfin");
    run.wait_for("unfin");
    run.kill();
    for _ in 0..3 {
        let mut run = place.start(&["open", CANVAS]).run();
        run.wait_for("This was being typed in");
        run.kill();
    }
    let mut run = place.start(&["open", CANVAS]).run();
    run.wait_for("This was being typed in");
    run.keys("t");
    run.wait_for("Esc finish");
    run.keys("ish");
    run.wait_for("unfinish");
    run.kill();
    let mut run = place.start(&["open", CANVAS]).run();
    run.wait_for("unfinish");
    run.keys("t");
    run.wait_for("Esc finish");
    run.keys("ed\r");
    run.wait_for("1.3");
    run.wait_saved();
    run.leave();
    assert_eq!(place.notes(), ["finished", "unfinished"]);
}

/// Promise: undo survives a restart, also after a kill.
#[test]
fn undo_survives_a_kill() {
    let place = Place::workspace();
    let mut run = place.open();
    run.add("first");
    run.add("second");
    run.wait_saved();
    run.kill();
    let mut run = place.open();
    run.wait_for("second");
    run.keys("u");
    run.wait_gone(" 1.2 ");
    run.wait_saved();
    run.leave();
    assert_eq!(place.notes(), ["first"]);
}

/// Promise: what is typed into a form is offered after a kill, on the screens and line by line, and the form goes on as it was.
#[test]
fn a_form_survives_kills_on_the_screens_and_in_lines() {
    let place = Place::workspace();
    let mut run = place.open();
    run.add("first");
    run.wait_saved();
    run.keys("oWho asks");
    run.wait_for("Who asks");
    run.kill();
    let mut run = place.start(&["open", CANVAS]).run();
    run.wait_for("Who asks");
    run.keys("t");
    run.wait_for("Esc cancel");
    run.keys(" for it");
    run.wait_for("Who asks for it");
    run.kill();
    let mut run = place.start(&["open", CANVAS, "--linear"]).run();
    run.wait_for("Who asks for it");
    run.keys("take\r\r");
    run.wait_until("the question in the file", |_, _| place.read(CANVAS).contains("question = \"Who asks for it\""));
    run.keys("/quit\r");
    let run = place.start(&["open", CANVAS]).run();
    run.wait_for("first");
    assert!(!run.screen().contains("This was being typed in"));
}
