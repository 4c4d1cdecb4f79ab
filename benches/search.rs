//! How long the search takes over 1,000 canvases of 30 notes: each typed character, and the first time it is opened.
#![allow(unreachable_pub, reason = "nothing is outside a program of tests")]

// A bench uses only a part of what the tests share.
#[allow(unused_imports, reason = "shared with the tests, which use more of it")]
#[path = "../tests/common/mod.rs"]
mod common;

use std::fmt::Write as _;
use std::time::Duration;

use chrono::NaiveDate;
use common::{PRODUCT, Program};
use divan::{Bencher, black_box};
use stationmaster::app::keymap::Keymap;
use stationmaster::app::{Env, Key, Message, Model, Size, update};
use stationmaster::document::Id;
use stationmaster::workspace::Memory;

const CANVASES: u32 = 1_000;
const NOTES: u32 = 30;
const SUBJECTS: [&str; 5] = ["address", "parcel", "courier", "Rückgabe", "invoice"];

fn main() {
    divan::main();
}

/// A workspace of that size, with the map in front.
fn workspace() -> Model {
    let mut files = vec![
        ("stationmaster.toml".to_owned(), "format = 1\n".to_owned()),
        ("orders/product.toml".to_owned(), PRODUCT.to_owned()),
    ];
    for canvas in 0..CANVASES {
        let mut text = String::from(
            "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n",
        );
        for note in 0..NOTES {
            let id = Id::from_bits(canvas * NOTES + note);
            let subject = SUBJECTS[(note as usize + canvas as usize) % SUBJECTS.len()];
            write!(
                text,
                "\n[notes.tasks.{id}]\ntext = \"See where the {subject} {note} of {canvas} is without calling support\"\n"
            )
            .expect("a string takes it");
        }
        files.push((format!("orders/api-value-proposition.c{canvas}.toml"), text));
    }
    let disk = Memory::new(files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())));
    Program::with(disk, Size { width: 120, height: 36 }, None).model
}

fn press(model: &mut Model, keymap: &Keymap, key: &str) {
    let mut random = || 7;
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    let mut env = Env { now: Duration::ZERO, today, wall: today.into(), random: &mut random };
    black_box(update(model, keymap, Message::Key(Key::parse(key).expect("a key")), &mut env));
}

/// One typed character and its removal, after what was typed before: twice what the promise speaks of.
#[divan::bench(args = ["", "a", "addres", "calling suppor", "is:unlinked r", "ruckgab"])]
fn a_typed_character_and_back(bencher: Bencher, before: &str) {
    let (mut model, keymap) = (workspace(), Keymap::standard());
    press(&mut model, &keymap, "/");
    for character in before.chars() {
        press(&mut model, &keymap, &Key::char(character).to_string());
    }
    bencher.bench_local(|| {
        press(&mut model, &keymap, "s");
        press(&mut model, &keymap, "backspace");
    });
}

/// Opening the search for the first time folds every note.
#[divan::bench(sample_count = 5)]
fn the_first_search(bencher: Bencher) {
    let keymap = Keymap::standard();
    bencher.with_inputs(workspace).bench_local_values(|mut model| press(&mut model, &keymap, "/"));
}
