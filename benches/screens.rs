//! How long screens take: drawing one, and a key from the press to the frame.

// A bench uses only a part of what the tests share.
#[allow(unused_imports, reason = "shared with the tests, which use more of it")]
#[path = "../tests/common/mod.rs"]
mod common;

use std::fmt::Write as _;
use std::time::Duration;

use chrono::NaiveDate;
use common::{Disk, PRODUCT, Program};
use divan::{Bencher, black_box};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use stationmaster::app::bindings::Bindings;
use stationmaster::app::{ColourDepth, Key, Message, Model, Size, World, update};
use stationmaster::document::Id;
use stationmaster::ui::{self, theme::Theme};

/// Numbers of notes: a full canvas, and far more than anybody writes.
const NOTES: [usize; 2] = [100, 10_000];

const FILE: &str = "orders/api-value-proposition.toml";
const SECTIONS: [&str; 4] = ["tasks", "gain-enabling-features", "pain-relieving-features", "api-products"];

fn main() {
    divan::main();
}

/// The program with a canvas of that many notes in front, after some keys.
fn model(notes: usize, keys: &str) -> Model {
    let mut text = String::from(
        "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n",
    );
    let share = notes.div_ceil(SECTIONS.len());
    for note in 0..notes {
        let id = Id::from_bits(u32::try_from(note).expect("few notes"));
        let section = SECTIONS[note / share];
        write!(text, "\n[notes.{section}.{id}]\ntext = \"See where order {note} is without calling support\"\n")
            .expect("a string takes it");
    }
    let files = [("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT), (FILE, text.as_str())];
    let disk = Disk::of(files.map(|(path, text)| (path, text.as_bytes())));
    let mut program = Program::with(disk, Size { width: 120, height: 36 }, Some(FILE));
    program.press(keys);
    program.model
}

/// What is needed to draw and to turn keys.
struct Desk {
    model: Model,
    bindings: Bindings,
    theme: Theme,
    buffer: Buffer,
}

impl Desk {
    fn new(notes: usize, keys: &str) -> Self {
        let model = model(notes, keys);
        let size = Rect::new(0, 0, model.size.width, model.size.height);
        let theme = Theme::load("dark", ColourDepth::True).expect("a built-in theme");
        Self { model, bindings: Bindings::standard(), theme, buffer: Buffer::empty(size) }
    }

    fn draw(&mut self) {
        black_box(ui::view(&self.model, &self.bindings, &self.theme, &mut self.buffer));
    }

    fn key(&mut self, key: &str) {
        let key = Key::parse(key).expect("a key");
        let mut random = || 7;
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let mut world = World { now: Duration::ZERO, today, random: &mut random };
        black_box(update(&mut self.model, &self.bindings, Message::Key(key), &mut world));
    }
}

#[divan::bench(args = NOTES)]
fn draw_walk(bencher: Bencher, notes: usize) {
    let mut desk = Desk::new(notes, "1");
    bencher.bench_local(|| desk.draw());
}

#[divan::bench(args = NOTES)]
fn draw_grid(bencher: Bencher, notes: usize) {
    let mut desk = Desk::new(notes, "2");
    bencher.bench_local(|| desk.draw());
}

#[divan::bench(args = NOTES)]
fn draw_board(bencher: Bencher, notes: usize) {
    let mut desk = Desk::new(notes, "3");
    bencher.bench_local(|| desk.draw());
}

/// Two keys and two frames: down and up.
#[divan::bench(args = NOTES)]
fn move_down_and_up(bencher: Bencher, notes: usize) {
    let mut desk = Desk::new(notes, "1");
    bencher.bench_local(|| {
        desk.key("j");
        desk.draw();
        desk.key("k");
        desk.draw();
    });
}

/// Two keys and two frames: a letter typed into a note and taken back.
#[divan::bench(args = NOTES)]
fn type_a_letter_and_delete_it(bencher: Bencher, notes: usize) {
    let mut desk = Desk::new(notes, "1a");
    bencher.bench_local(|| {
        desk.key("x");
        desk.draw();
        desk.key("backspace");
        desk.draw();
    });
}

/// Two keys and two frames: a note moved down a place, and that taken back.
#[divan::bench(args = NOTES)]
fn move_a_note_and_undo(bencher: Bencher, notes: usize) {
    let mut desk = Desk::new(notes, "1gg");
    bencher.bench_local(|| {
        desk.key("J");
        desk.draw();
        desk.key("u");
        desk.draw();
    });
}
