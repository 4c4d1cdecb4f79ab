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
    all
}

#[test]
fn the_pictures_are_up_to_date() {
    for (name, picture) in all() {
        assert!(picture.len() < LARGEST, "{name} has {} bytes", picture.len());
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
