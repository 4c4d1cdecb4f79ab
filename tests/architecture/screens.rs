//! A screen is a folder: only the registries know more than a few of them, and each lists all.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::sources::{Sources, What};

/// The registries.
const REGISTRIES: &[&str] = &["src/app/screen/mod.rs", "src/ui/screens/mod.rs", "src/linear/screens.rs"];

/// A file that knows three kinds of screens tells them apart, and would have to know a new one, too. One that goes from
/// one screen to another knows two.
const MOST: usize = 2;

/// The names of the types in which screens remember something, by their ids.
fn states(root: &Path) -> BTreeMap<String, String> {
    let folders = std::fs::read_dir(root.join("src/app/screen")).expect("the screens");
    let folders = folders.map(|folder| folder.expect("a folder").path()).filter(|folder| folder.is_dir());
    let state = |folder: &Path| {
        let text = std::fs::read_to_string(folder.join("state.rs")).expect("every screen has a state");
        let name = text.split("impl State for ").nth(1).and_then(|rest| rest.split_whitespace().next());
        let id = folder.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        (id, name.expect("the state of a screen").to_owned())
    };
    folders.map(|folder| state(&folder)).collect()
}

#[test]
fn no_file_but_the_registries_tells_screens_apart() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let states: BTreeSet<String> = states(root).into_values().collect();
    let mut known: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for found in Sources::of_project(root).found.iter().filter(|found| !found.test) {
        let (What::Inside { path, .. } | What::Outside { path, .. }) = &found.what else { continue };
        let named = path.iter().filter_map(|name| states.get(name)).map(String::as_str);
        known.entry(found.file.clone()).or_default().extend(named);
    }
    let wrong: Vec<_> =
        known.iter().filter(|(file, known)| known.len() > MOST && !REGISTRIES.contains(&file.as_str())).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_screen_is_in_every_registry() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for registry in REGISTRIES {
        let text = std::fs::read_to_string(root.join(registry)).expect("a registry");
        for id in states(root).into_keys() {
            let is_there = text.contains(&format!("&{id}::")) || text.contains(&format!("\"{id}\""));
            assert!(is_there, "{registry} lacks {id}");
        }
    }
}
