//! What the pages show as a file or as an answer is one: examples are read by the program itself.

use std::collections::BTreeSet;

use stationmaster::app::Key;
use stationmaster::app::keymap::Keymap;
use stationmaster::codec::text_merge::Three;
use stationmaster::codec::{self, FileKind, State};
use stationmaster::merge::text::{Markers, merge_files};
use stationmaster::method::Method;

use super::examples_of;
use super::links::pages;
use super::read;

/// The pages, by their paths below the project.
fn paths() -> Vec<String> {
    let below = |path: std::path::PathBuf| Some(path.strip_prefix(super::root()).ok()?.to_str()?.replace('\\', "/"));
    pages().into_iter().filter_map(below).collect()
}

#[test]
fn every_whole_file_that_is_shown_is_valid() {
    let mut kinds = BTreeSet::new();
    for page in paths() {
        for text in examples_of(&page, "toml").into_iter().filter(|text| text.starts_with("format = 1\n")) {
            let has = |key: &str| text.lines().any(|line| line.starts_with(&format!("{key} = ")));
            let (kind, name) = match () {
                () if has("canvas") || has("checklist") => (FileKind::DocumentBody, "sheet"),
                () if has("cycle") => (FileKind::Product, "product"),
                () => (FileKind::Settings, "settings"),
            };
            let reading = codec::read(text.as_bytes(), kind, Method::built_in());
            assert!(
                reading.state == State::Valid && reading.problems.is_empty(),
                "{page}: {:?}\n{text}",
                reading.problems
            );
            kinds.insert(name);
        }
    }
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["product", "settings", "sheet"]);
}

#[test]
fn every_answer_that_is_shown_is_json_and_every_fragment_is_toml() {
    let mut count = 0;
    for page in paths() {
        for text in examples_of(&page, "json") {
            count += 1;
            if let Err(error) = serde_json::from_str::<serde_json::Value>(&text) {
                panic!("{page}: {error}\n{text}");
            }
        }
        for text in examples_of(&page, "toml") {
            if let Err(error) = toml::from_str::<toml::Table>(&text) {
                panic!("{page}: {error}\n{text}");
            }
        }
    }
    assert!(count >= 5, "only {count} answers were found");
}

/// Keys that the tour of the screens names: each runs a command, and a number goes with the one that takes it.
#[test]
fn the_tour_names_keys_that_do_something() {
    let keymap = Keymap::standard();
    let bound: BTreeSet<String> = keymap
        .iter()
        .map(|binding| binding.keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
        .collect();
    let text = read("docs/screens.md");
    let spans: Vec<&str> =
        text.split('`').skip(1).step_by(2).filter(|span| !span.starts_with("stationmaster")).collect();
    assert!(spans.len() > 10, "{spans:?}");
    let is_known = |span: &str| {
        Key::parse_sequence(span)
            .is_some_and(|keys| bound.contains(&keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")))
    };
    let unknown: Vec<&&str> = spans.iter().filter(|span| !is_known(span)).collect();
    assert!(unknown.is_empty(), "docs/screens.md names keys that do nothing: {unknown:?}");
}

/// The clash that is shown is what a merge leaves.
#[test]
fn the_clash_that_is_shown_is_one() {
    let head =
        "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\n";
    let shown = examples_of("docs/versions.md", "")
        .into_iter()
        .find(|text| text.starts_with("[notes."))
        .expect("docs/versions.md shows a clash");
    let texts: Vec<&str> = shown.lines().filter(|line| line.starts_with("text = ")).collect();
    let [ours, theirs] = texts[..] else { panic!("two sides: {shown}") };
    let above: String = shown.split_inclusive('\n').take(2).collect();
    let file = |text: &str| format!("{head}{above}{text}\n");
    let (base, ours, theirs) = (file("text = \"Change the address\""), file(ours), file(theirs));
    let files = Three { base: base.as_bytes(), ours: ours.as_bytes(), theirs: theirs.as_bytes() };
    let merged = merge_files(files, &FileKind::DocumentBody, Method::built_in()).expect("it can be merged");
    let marked = merged.marked(&Markers { size: 7, ours: "HEAD", theirs: "side" });
    assert_eq!(String::from_utf8(marked).expect("text"), format!("{head}{shown}"));
}
