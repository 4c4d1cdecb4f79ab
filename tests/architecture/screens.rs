//! A screen is a folder: only the registries know more than one of them, and each lists all.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::sources::{Sources, What};

/// The registries.
const REGISTRIES: &[&str] = &["src/app/screen/mod.rs", "src/ui/screens/mod.rs", "src/linear/screens.rs"];

/// The folder of the screens, and that of the commands that are no single screen's.
const SCREENS: &str = "src/app/screen/";
const COMMANDS: &str = "src/app/commands/";

/// The table of forms, which lists those of each screen.
const FORMS: &str = "src/app/form_drafts/table.rs";

/// The types that belong to a screen alone, each with the screen's id: what it remembers, and the places that it makes
/// and arrives at.
fn own_types(root: &Path) -> BTreeMap<String, String> {
    let mut types = BTreeMap::new();
    for id in ids(root) {
        let text = std::fs::read_to_string(root.join(SCREENS).join(&id).join("state.rs")).expect("a state");
        let states = text.split("impl State for ").skip(1).filter_map(|rest| rest.split_whitespace().next());
        let structs =
            text.split("struct ").skip(1).filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next());
        let places = structs.filter(|name| name.ends_with("Place"));
        let count = types.len();
        types.extend(states.chain(places).map(|name| (name.to_owned(), id.clone())));
        assert!(types.len() > count, "{id} has a state");
    }
    types
}

/// The ids of the screens: the names of their folders.
fn ids(root: &Path) -> Vec<String> {
    let folders = std::fs::read_dir(root.join(SCREENS)).expect("the screens");
    let folders = folders.map(|folder| folder.expect("a folder").path()).filter(|folder| folder.is_dir());
    folders.filter_map(|folder| Some(folder.file_name()?.to_str()?.to_owned())).collect()
}

/// The screens that each file knows, by the names of their own types and by the paths into their folders.
fn known(root: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let (types, ids) = (own_types(root), ids(root));
    let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for found in Sources::of_project(root).found.iter().filter(|found| !found.test) {
        let (What::Inside { path, .. } | What::Outside { path, .. }) = &found.what else { continue };
        let named = path.iter().filter_map(|name| types.get(name));
        let folder = path.windows(2).filter(|pair| pair[0] == "screen").map(|pair| &pair[1]);
        let folder = folder.filter(|name| ids.contains(name));
        known.entry(found.file.clone()).or_default().extend(named.chain(folder).cloned());
    }
    known
}

#[test]
fn no_file_but_the_registries_tells_screens_apart() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut wrong = Vec::new();
    for (file, mut screens) in known(root) {
        if REGISTRIES.contains(&file.as_str()) {
            continue;
        }
        // A screen may lead to another.
        if let Some((own, _)) = file.strip_prefix(SCREENS).and_then(|rest| rest.split_once('/')) {
            screens.remove(own);
        }
        // The table lists the commands of each; the files beside it have those of none.
        let is_table = file == format!("{COMMANDS}mod.rs") || file == FORMS;
        let most = usize::from(!file.starts_with(COMMANDS));
        if screens.len() > most && !is_table {
            wrong.push(format!("{file} knows {screens:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_commands_of_a_single_screen_stand_in_its_folder() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut wrong = Vec::new();
    for file in std::fs::read_dir(root.join(COMMANDS)).expect("the commands") {
        let file = file.expect("a file").path();
        let text = std::fs::read_to_string(&file).expect("a text");
        for scope in [
            "Welcome",
            "Map",
            "Canvas",
            "Checklist",
            "Guide",
            "Network",
            "Station",
            "Settle",
            "Versions",
            "Trouble",
            "Typing",
        ] {
            if text.contains(&format!("&[Scope::{scope}]")) {
                wrong.push(format!("{} has commands of {scope} alone", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_screen_is_in_every_registry() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for registry in REGISTRIES {
        let text = std::fs::read_to_string(root.join(registry)).expect("a registry");
        for id in ids(root) {
            let is_there = text.contains(&format!("&{id}::")) || text.contains(&format!("\"{id}\""));
            assert!(is_there, "{registry} lacks {id}");
        }
    }
}
