//! Files that lean on one another: inside a room no circle is larger than two files.
//!
//! A file leans on the one that holds what its paths name, wherever that was handed on. Handing on (`pub use`) is no
//! leaning of its own, and neither is a registry: a `static` table that lists what there is. The `mod.rs` of a folder is a
//! file as any other: one with code of its own that its files need, and that needs them, is a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::sources::{Form, Sources, What};

/// A module, without the crate.
type Module = Vec<String>;

/// Who takes in what under which name.
type Imports = BTreeMap<(Module, String), Vec<String>>;

/// The modules that each module leans on, inside its room.
fn leanings(sources: &Sources) -> BTreeMap<&Module, BTreeSet<&Module>> {
    let modules = &sources.modules;
    let inside = |module: &Module, path: &[String]| {
        let mut below = module.clone();
        below.extend(path.first().cloned());
        modules.contains_key(&below).then(|| [module.as_slice(), path].concat())
    };
    let mut imports = Imports::new();
    for found in &sources.found {
        let Some(import) = found.import.as_ref().filter(|_| !found.test) else { continue };
        let path = match &found.what {
            What::Inside { path, .. } => Some(path.clone()),
            What::Outside { path, .. } => inside(&found.module, path),
            _ => None,
        };
        if let Some(path) = path.filter(|_| import.name != "*") {
            imports.insert((found.module.clone(), import.name.clone()), path);
        }
    }
    let mut leanings: BTreeMap<&Module, BTreeSet<&Module>> = BTreeMap::new();
    for found in sources.found.iter().filter(|found| !found.test) {
        if found.listed || found.import.as_ref().is_some_and(|import| import.public) {
            continue;
        }
        let (path, form) = match &found.what {
            What::Inside { path, form } => (Some(path.clone()), form),
            What::Outside { path, form } => {
                let named = path.first().and_then(|first| imports.get(&(found.module.clone(), first.clone())));
                let named = named.map(|named| [named.as_slice(), &path[1..]].concat());
                (named.or_else(|| inside(&found.module, path)), form)
            }
            _ => continue,
        };
        let here = held_by(modules, &found.module);
        let Some(there) = path.and_then(|path| holder(modules, &imports, path, *form == Form::Glob)) else { continue };
        if here != there && here.first() == there.first() {
            leanings.entry(here).or_default().insert(there);
        }
    }
    leanings
}

/// The module with a file of its own in which another stands.
fn held_by<'m>(modules: &'m BTreeMap<Module, String>, module: &Module) -> &'m Module {
    let mut above = (0..=module.len()).rev().map(|length| module[..length].to_vec());
    let held = above.find_map(|module| modules.get_key_value(&module));
    held.expect("every module stands in a file").0
}

/// The module that holds what a path names, wherever it was handed on; nothing for a path that names a module alone.
fn holder<'m>(
    modules: &'m BTreeMap<Module, String>,
    imports: &Imports,
    path: Vec<String>,
    takes_all: bool,
) -> Option<&'m Module> {
    let mut path = path;
    for _ in 0..16 {
        let above = (0..=path.len()).rev().find(|length| modules.contains_key(&path[..*length]))?;
        let (module, rest) = path.split_at(above);
        let Some((name, rest)) = rest.split_first() else {
            return if takes_all { modules.get_key_value(module).map(|(module, _)| module) } else { None };
        };
        match imports.get(&(module.to_vec(), name.clone())) {
            Some(target) => path = [target.as_slice(), rest].concat(),
            None => return modules.get_key_value(module).map(|(module, _)| module),
        }
    }
    None
}

/// The circles of more than one module.
fn circles<'m>(leanings: &BTreeMap<&'m Module, BTreeSet<&'m Module>>) -> Vec<BTreeSet<&'m Module>> {
    let reached: BTreeMap<&Module, BTreeSet<&Module>> = leanings
        .keys()
        .map(|from| {
            let mut reached = BTreeSet::new();
            let mut ahead = vec![*from];
            while let Some(module) = ahead.pop() {
                for next in leanings.get(module).into_iter().flatten() {
                    if reached.insert(*next) {
                        ahead.push(next);
                    }
                }
            }
            (*from, reached)
        })
        .collect();
    let mut circles = Vec::new();
    let mut known = BTreeSet::new();
    for (module, ahead) in &reached {
        let back = |other: &&&'m Module| reached.get(**other).is_some_and(|ahead| ahead.contains(module));
        let circle: BTreeSet<&Module> = ahead.iter().filter(back).copied().collect();
        if circle.len() > 1 && known.insert(circle.clone()) {
            circles.push(circle);
        }
    }
    circles
}

#[test]
fn no_files_of_a_room_lean_on_one_another_in_a_circle() {
    let sources = Sources::of_project(Path::new(env!("CARGO_MANIFEST_DIR")));
    let leanings = leanings(&sources);
    let mut wrong = Vec::new();
    for circle in circles(&leanings).into_iter().filter(|circle| circle.len() > 2) {
        for module in &circle {
            let file = sources.modules[*module].as_str();
            let on = leanings[*module].iter().filter(|on| circle.contains(*on));
            let on: Vec<_> = on.map(|on| sources.modules[*on].as_str()).collect();
            wrong.push(format!("{file} is in a circle of {} files, through {}", circle.len(), on.join(", ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The circles of a room that consists of some files.
fn circles_of(files: &[(&str, &str)]) -> Vec<Vec<String>> {
    let mut sources = Sources::default();
    for (file, text) in files {
        let module: Vec<&str> = file.split('/').filter(|part| *part != "mod").collect();
        sources.found.extend(super::sources::names(file, text, &module));
        sources.modules.insert(module.iter().map(|part| (*part).to_owned()).collect(), (*file).to_owned());
    }
    let leanings = leanings(&sources);
    let circles = circles(&leanings);
    circles.iter().map(|circle| circle.iter().map(|module| sources.modules[*module].clone()).collect()).collect()
}

#[test]
fn a_circle_is_found_however_a_name_was_handed_on() {
    let head = ("app/mod", "mod a;\nmod b;\nmod c;\npub use a::A;\npub use b::{B as Other};");
    let a = ("app/a", "use super::Other;\npub struct A(Other);");
    let whole = ["app/a", "app/b", "app/c"].map(str::to_owned).to_vec();
    for (b, c) in [
        ("use crate::app::c::C;\npub struct B(C);", "use super::A;\npub struct C(A);"),
        ("pub struct B(super::c::C);", "use crate::app;\npub struct C(app::A);"),
        ("use super::{c};\npub type B = Vec<c::C>;", "pub type C = crate::app::A;"),
    ] {
        assert_eq!(circles_of(&[head, a, ("app/b", b), ("app/c", c)]), std::slice::from_ref(&whole), "{b} {c}");
    }
    let no_circle = ("app/c", "#[cfg(test)]\nmod tests { use crate::app::A; }\npub struct C;");
    assert!(circles_of(&[head, a, ("app/b", "pub struct B(super::c::C);"), no_circle]).is_empty());
}

#[test]
fn a_folder_may_list_what_its_files_are_but_not_use_them_and_be_used() {
    let row = |file| (file, "use super::Row;\npub fn f() -> Row {}");
    let of = |head| circles_of(&[("app/mod", head), row("app/a"), row("app/b"), row("app/c")]);
    let listed = "mod a;\nmod b;\nmod c;\npub struct Row;\nstatic ALL: [fn() -> Row; 3] = [a::f, b::f, c::f];";
    assert!(of(listed).is_empty());
    let used = "mod a;\nmod b;\nmod c;\npub struct Row;\npub fn all() { a::f(); b::f(); c::f(); }";
    assert_eq!(of(used).first().map(Vec::len), Some(4));
    let apart = [
        ("app/mod", "mod a;\nmod b;\nmod c;\nmod row;\npub use row::Row;\npub fn all() { a::f(); b::f(); c::f(); }"),
        ("app/row", "pub struct Row;"),
    ];
    assert!(circles_of(&[apart[0], apart[1], row("app/a"), row("app/b"), row("app/c")]).is_empty());
}
