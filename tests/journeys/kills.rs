//! Kills at random: what a run that was killed did, and what undo takes back afterwards, is what it is without the kill.
//!
//! The seeds are counted, so that a failure names the one to try again. `STATIONMASTER_KILLS=100000` runs longer.

use super::{THREE_TASKS, VALUE, on_canvas};
use crate::common::Program;

/// How many kills there are, unless the environment says otherwise.
const KILLS: u64 = 150;

/// Random numbers that a seed decides.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// One thing a person or a disk does.
fn act(program: &mut Program, random: &mut Random) {
    let note = random.below(3) + 1;
    match random.below(9) {
        0 | 1 => program.press(&format!("aNote {}<esc>", random.below(1_000))),
        2 => program.press(&format!("g1.{note}e Changed {}<esc>", random.below(1_000))),
        3 => program.press(&format!("g1.{note}d")),
        4 => program.press("uu"),
        5 => program.press("u"),
        6 => program.press("<ctrl-r>"),
        7 => program.hold_saves(),
        _ => program.let_saves_through(),
    };
}

/// A run of some acts, which the seed decides.
fn work(seed: u64) -> (Program, Random) {
    let mut random = Random(seed);
    let mut program = on_canvas();
    for _ in 0..=random.below(9) {
        act(&mut program, &mut random);
    }
    (program, random)
}

/// What stands in the file, and how much can be taken back, after each undo and each redo until nothing is left of both.
fn all_the_way_back_and_on(mut program: Program) -> Vec<(usize, String)> {
    let mut seen = Vec::new();
    let mut see = |program: &Program| {
        let canvas = program.in_file(VALUE);
        let canvas = canvas.canvas().expect("a canvas");
        let notes: Vec<String> =
            canvas.notes().map(|(section, note)| format!("{section} {} {}", note.id, note.text)).collect();
        seen.push((program.depth(), notes.join("\n")));
    };
    see(&program);
    for key in ["u", "<ctrl-r>"] {
        for _ in 0..40 {
            program.press(key);
            see(&program);
        }
    }
    seen
}

#[test]
fn recovery_and_undo_after_a_kill_differ_in_nothing_from_a_run_that_was_not_killed() {
    let kills = std::env::var("STATIONMASTER_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    for seed in 0..kills {
        let (mut whole, mut random) = work(seed);
        let (killed, _) = work(seed);
        let is_typing = random.below(3) == 0;
        whole.let_saves_through();
        let mut killed = if is_typing {
            whole.press("aHalf a note<esc>");
            let mut killed = killed;
            killed.press("aHalf a note");
            let mut killed = killed.kill();
            killed.press("t<esc>");
            killed
        } else {
            killed.kill()
        };
        // Killed once more, after nothing or a little was done.
        if random.below(2) == 0 {
            killed = killed.kill();
        }
        let (whole, killed) = (all_the_way_back_and_on(whole), all_the_way_back_and_on(killed));
        assert_eq!(whole, killed, "seed {seed}");
    }
}

/// A long text without marks of a paste: each key costs itself, whatever there is already.
#[test]
fn a_key_in_a_long_draft_writes_that_key_alone() {
    let mut program = on_canvas();
    program.press("a");
    for count in 0..4_000_u32 {
        let letter = char::from(b'a' + u8::try_from(count % 26).expect("a letter"));
        program.key(stationmaster::app::Key::char(letter));
        if count == 10 {
            assert!(program.disk.journal_size() < 2_000);
        }
    }
    assert!(program.disk.journal_size() < 300_000, "{} bytes", program.disk.journal_size());
    let mut program = program.kill();
    program.press("t<esc>");
    assert_eq!(program.notes(VALUE, "tasks")[3].len(), 4_000);
}

/// Five keys a second without a pause, in notes of some 60 letters.
#[test]
fn an_hour_of_typing_takes_less_than_two_megabytes() {
    let mut program = Program::open(VALUE, THREE_TASKS);
    let before = program.disk.journal_size();
    let mut keys = 0;
    while keys < 1_800 {
        program.press("aA customer wants to know when the parcel comes, and where<esc>");
        keys += 60;
    }
    let tenth = program.disk.journal_size() - before;
    assert!(tenth * 10 < 2_000_000, "{tenth} bytes in six minutes");
}
