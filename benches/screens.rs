//! How long screens take: drawing one, and a key from the press to the frame.
#![allow(unreachable_pub, reason = "nothing is outside a program of tests")]

#[allow(dead_code, reason = "shared with the other benches, which use more of it")]
mod desk;

use desk::{CanvasFile, Desk};
use divan::Bencher;
use stationmaster::app::Key;

/// Numbers of notes: a full canvas, and far more than anybody writes.
const NOTES: [usize; 2] = [100, 10_000];

fn main() {
    divan::main();
}

/// A key and the frame after it.
fn key(desk: &mut Desk, key: &str) {
    desk.key(Key::parse(key).expect("a key"));
    desk.draw();
}

#[divan::bench(args = NOTES)]
fn draw_walk(bencher: Bencher, notes: usize) {
    let mut desk = Desk::new(&CanvasFile::of(notes), "1");
    bencher.bench_local(|| desk.draw());
}

#[divan::bench(args = NOTES)]
fn draw_grid(bencher: Bencher, notes: usize) {
    let mut desk = Desk::new(&CanvasFile::of(notes), "2");
    bencher.bench_local(|| desk.draw());
}

#[divan::bench(args = NOTES)]
fn draw_board(bencher: Bencher, notes: usize) {
    let mut desk = Desk::new(&CanvasFile::of(notes), "3");
    bencher.bench_local(|| desk.draw());
}

/// Two keys and two frames: down and up.
#[divan::bench(args = NOTES)]
fn move_down_and_up(bencher: Bencher, notes: usize) {
    let mut desk = Desk::new(&CanvasFile::of(notes), "1");
    bencher.bench_local(|| {
        key(&mut desk, "j");
        key(&mut desk, "k");
    });
}

/// Two keys and two frames: a letter typed into a note and taken back.
#[divan::bench(args = NOTES)]
fn type_a_letter_and_delete_it(bencher: Bencher, notes: usize) {
    let mut desk = Desk::new(&CanvasFile::of(notes), "1a");
    bencher.bench_local(|| {
        key(&mut desk, "x");
        key(&mut desk, "backspace");
    });
}

/// Two keys and two frames: a note moved down a place, and that taken back.
#[divan::bench(args = NOTES)]
fn move_a_note_and_undo(bencher: Bencher, notes: usize) {
    let mut desk = Desk::new(&CanvasFile::of(notes), "1gg");
    bencher.bench_local(|| {
        key(&mut desk, "J");
        key(&mut desk, "u");
    });
}
