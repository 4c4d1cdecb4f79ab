//! The pictures of the documentation: screens of the example, drawn by the program's own views.

use std::collections::BTreeSet;
use std::fs;

use stationmaster::app::Size;
use stationmaster::exchange::svg;
use stationmaster::theme::Library;
use stationmaster::ui::picture;

use super::common::Program;
use super::links::pages;
use super::{compare, root};
use stationmaster::workspace::Memory;

/// Where they lie.
const FOLDER: &str = "docs/pictures";
/// The largest one may be, in bytes.
const LARGEST: usize = 40_000;

const VALUE: &str = "orders/api-value-proposition.toml";
const IMPACT: &str = "orders/business-impact.toml";
const AUDIT: &str = "orders/api-audit.toml";

/// A picture: the name of its file, columns and rows, the theme, the document that is open, the keys that lead there.
type Picture = (&'static str, (u16, u16), &'static str, Option<&'static str>, &'static str);

/// Every picture but those of the themes.
const PICTURES: &[Picture] = &[
    ("canvas", (118, 29), "dark", Some(VALUE), "g1.12"),
    ("map", (100, 30), "dark", None, ""),
    ("station", (110, 34), "dark", None, "i"),
    ("start", (100, 26), "dark", None, "S<esc>"),
    ("question", (100, 26), "dark", None, "S<enter>"),
    ("network", (110, 32), "dark", None, "L"),
    ("guide", (90, 26), "dark", None, "<tab><end><enter>"),
    ("walk", (100, 24), "dark", Some(VALUE), "g1.2"),
    ("why", (120, 30), "dark", Some(VALUE), "g2.1i"),
    ("typing", (100, 24), "dark", Some(VALUE), "g1.3ATell the shop before the van leaves"),
    ("grid", (100, 30), "dark", Some(IMPACT), "2g5"),
    ("board", (100, 28), "dark", Some(VALUE), "g1.13"),
    ("spotlight", (80, 20), "dark", Some(VALUE), "g2.14"),
    ("checklist", (110, 32), "dark", Some(AUDIT), "<home><tab>"),
    ("search", (100, 24), "dark", Some(VALUE), "g1.1/address"),
    ("palette", (100, 24), "dark", Some(VALUE), "g1.1:section"),
    ("help", (100, 30), "dark", Some(VALUE), "g1.1?"),
    ("themes", (80, 24), "dark", Some(VALUE), "g1.2<f9>"),
    ("small", (40, 12), "dark", Some(VALUE), "g1.2"),
    ("decide", (100, 26), "dark", Some(VALUE), "g1.1<f2>"),
    ("follow-up", (100, 30), "dark", None, ";f"),
    ("relations", (100, 24), "dark", Some(VALUE), "g2.1r<enter>"),
];

/// The picture of every theme shows this: a board with cards of every kind.
const OF_THEMES: ((u16, u16), &str) = ((90, 21), "3g1.4tbg1.5teg1.7tug1.1");

fn drawn(size: (u16, u16), theme: &str, file: Option<&str>, keys: &str, title: &str) -> String {
    let files = stationmaster::method::demo_files();
    let disk = Memory::new(files.iter().map(|(path, bytes)| (path.as_str(), *bytes)));
    let mut program = Program::with(disk, Size { width: size.0, height: size.1 }, file);
    program.theme(theme);
    program.press(keys);
    let (buffer, cursor) = program.draw();
    svg::draw(&picture::screen(&buffer, cursor), title, picture::window(program.drawn_with()))
}

/// The picture that moves: a canvas that is filled, from the first note to the whole at a glance. Keys, and for how many
/// tenths of a second what they lead to is seen.
const FILLING: ((u16, u16), &[(&str, u32)]) = (
    (84, 22),
    &[
        ("", 14),
        ("a", 6),
        ("Book today's ", 4),
        ("parcels from the ", 4),
        ("shop system", 8),
        ("<enter>", 4),
        ("Every address is copied ", 4),
        ("by hand into our web form", 10),
        ("<esc>t", 10),
        ("n", 10),
        ("<tab>", 10),
        ("a", 4),
        ("One call books the pickup ", 4),
        ("and returns all labels", 10),
        ("<esc>", 6),
        ("b", 10),
        ("a", 10),
        ("2", 30),
    ],
);

/// The name of the picture that moves.
const MOVING: &str = "filling";

/// The most bytes of the picture that moves.
const LARGEST_MOVING: usize = 120_000;

fn filling() -> String {
    let (size, steps) = FILLING;
    let canvas =
        "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";
    let mut program = Program::open(VALUE, canvas);
    program.resize(size.0, size.1);
    let mut frames = Vec::new();
    for (keys, tenths) in steps {
        program.press(keys);
        let (buffer, cursor) = program.draw();
        frames.push(svg::Frame { screen: picture::screen(&buffer, cursor), tenths: *tenths });
    }
    svg::animate(&frames, "Stationmaster: a canvas is filled", picture::window(program.drawn_with()))
}

/// Every picture with the name of its file.
fn all() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (name, size, theme, file, keys) in PICTURES {
        all.push(((*name).to_owned(), drawn(*size, theme, *file, keys, &format!("Stationmaster: {name}"))));
    }
    let (size, keys) = OF_THEMES;
    for theme in Library::built_in() {
        let picture = drawn(size, &theme, Some(VALUE), keys, &format!("Stationmaster: {theme}"));
        all.push((format!("theme-{theme}"), picture));
    }
    all.push((MOVING.to_owned(), filling()));
    all
}

#[test]
fn the_pictures_are_up_to_date() {
    for (name, picture) in all() {
        let largest = if name == MOVING { LARGEST_MOVING } else { LARGEST };
        assert!(picture.len() < largest, "{name} has {} bytes", picture.len());
        let is_clean = |character: char| !character.is_control() || character == '\n';
        assert!(picture.chars().all(is_clean), "{name} has control characters");
        let reaches_out = ["href", "@import", "<script", "url(h"].iter().any(|word| picture.contains(word));
        assert!(!reaches_out, "{name} needs something from outside");
        compare(&format!("{FOLDER}/{name}.svg"), &picture);
    }
}

/// A picture that nobody shows is one that nobody looks at, and one that is gone from the table would grow old.
#[test]
fn every_picture_is_of_the_table_and_shown_with_words_for_those_who_do_not_see_it() {
    let names: BTreeSet<String> = all().into_iter().map(|(name, _)| format!("{name}.svg")).collect();
    let entries = fs::read_dir(root().join(FOLDER)).expect("the folder of pictures");
    let there: BTreeSet<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(there, names);
    let mut shown = BTreeSet::new();
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page");
        for part in text.split("![").skip(1) {
            let (words, rest) = part.split_once("](").expect("a picture");
            let path = rest.split(')').next().unwrap_or_default();
            assert!(words.split_whitespace().count() > 3, "{}: {path} is not described", page.display());
            shown.insert(path.rsplit('/').next().unwrap_or_default().to_owned());
        }
    }
    let unseen: Vec<_> = names.difference(&shown).collect();
    assert!(unseen.is_empty(), "no page shows {unseen:?}");
}
