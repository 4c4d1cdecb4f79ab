//! How long files take: reading, changing and writing a canvas, merging, checking a workspace, reading the method.
#![allow(unreachable_pub, reason = "nothing is outside a program of tests")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use chrono::NaiveDate;
use divan::{Bencher, black_box};
use stationmaster::assess::check::{self, FileInput};
use stationmaster::codec::text_merge::Three;
use stationmaster::codec::{self, Content, FileKind};
use stationmaster::document::{Canvas, DocumentBody, Id};
use stationmaster::merge;
use stationmaster::merge::text::merge_files;
use stationmaster::method::Method;

/// Numbers of notes: a full canvas, and far more than anybody writes.
const NOTES: [usize; 2] = [100, 10_000];

const SECTIONS: [&str; 4] = ["tasks", "gain-enabling-features", "pain-relieving-features", "api-products"];

fn main() {
    divan::main();
}

/// A canvas with that many notes, in canonical form; `seed` makes the ids of one different from another's.
fn text(notes: usize, seed: u32) -> String {
    let mut text = String::from(
        "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n",
    );
    let share = notes.div_ceil(SECTIONS.len());
    for note in 0..notes {
        let id = Id::from_bits(seed + u32::try_from(note).expect("few notes"));
        let section = SECTIONS[note / share];
        write!(text, "\n[notes.{section}.{id}]\ntext = \"See where order {note} is without calling support\"\n")
            .expect("a string takes it");
    }
    text
}

fn canvas(text: &str) -> Arc<Canvas> {
    match codec::read(text.as_bytes(), FileKind::DocumentBody, Method::built_in()).content {
        Some(Content::DocumentBody(DocumentBody::Canvas(canvas))) => canvas,
        _ => panic!("the text is a canvas"),
    }
}

/// The canvas with another text in its last note.
fn changed(canvas: &Canvas) -> Arc<Canvas> {
    let mut changed = canvas.clone();
    let last = changed.notes_of("api-products").next_back().expect("a note").id;
    changed.note_mut(last).expect("a note").text.push_str(", at any hour");
    Arc::new(changed)
}

#[divan::bench(args = NOTES)]
fn read(bencher: Bencher, notes: usize) {
    let text = text(notes, 0);
    bencher.bench(|| codec::read(black_box(text.as_bytes()), FileKind::DocumentBody, Method::built_in()));
}

#[divan::bench(args = NOTES)]
fn update_one_note(bencher: Bencher, notes: usize) {
    let text = text(notes, 0);
    let target = Content::DocumentBody(DocumentBody::Canvas(changed(&canvas(&text))));
    bencher
        .bench(|| codec::update(black_box(text.as_bytes()), &target, Method::built_in()).expect("it can be changed"));
}

#[divan::bench(args = NOTES)]
fn write(bencher: Bencher, notes: usize) {
    let content = Content::DocumentBody(DocumentBody::Canvas(canvas(&text(notes, 0))));
    bencher.bench(|| codec::write(black_box(&content), Method::built_in()));
}

#[divan::bench(args = NOTES)]
fn format(bencher: Bencher, notes: usize) {
    let text = text(notes, 0);
    bencher.bench(|| {
        codec::format(black_box(text.as_bytes()), FileKind::DocumentBody, Method::built_in())
            .expect("it can be formatted")
    });
}

#[divan::bench(args = NOTES)]
fn merge_two_sides(bencher: Bencher, notes: usize) {
    let base = DocumentBody::Canvas(canvas(&text(notes, 0)));
    let ours = DocumentBody::Canvas(changed(&canvas(&text(notes, 0))));
    let theirs = DocumentBody::Canvas(canvas(&text(notes - 1, 0)));
    bencher.bench(|| merge::merge(black_box(&base), &ours, &theirs));
}

/// What the merge driver does between reading and writing: both sides changed a note and added one.
#[divan::bench(args = [1_000, 10_000])]
fn merge_three_files(bencher: Bencher, notes: usize) {
    let base = text(notes, 0);
    let side = |from: &str, to: &str, id: u32| {
        let more = format!("\n[notes.api-products.{}]\ntext = \"More\"\n", Id::from_bits(1 << 20 | id));
        base.replacen(from, to, 1) + &more
    };
    let (ours, theirs) = (side("order 7 is", "order 7 was", 1), side("order 9 is", "order 9 was", 2));
    let files = Three { base: base.as_bytes(), ours: ours.as_bytes(), theirs: theirs.as_bytes() };
    let method = Method::built_in();
    bencher.bench(|| merge_files(black_box(files), &FileKind::DocumentBody, method).expect("it can be merged"));
}

#[divan::bench]
fn check_a_hundred_canvases(bencher: Bencher) {
    let texts: Vec<(String, String)> =
        (0..100u32).map(|at| (format!("orders/api-value-proposition.v{at}.toml"), text(20, at * 1_000))).collect();
    let files: Vec<FileInput> = texts.iter().map(|(path, text)| FileInput { path, bytes: text.as_bytes() }).collect();
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    bencher.bench(|| check::check(black_box(&files), Method::built_in(), &BTreeMap::new(), today));
}

#[divan::bench]
fn start_reads_the_method() -> usize {
    let (method, errors) = Method::read_built_in();
    method.canvases().len() + errors.len()
}
