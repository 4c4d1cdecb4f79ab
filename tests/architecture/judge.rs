//! What the paths of the sources come to, by the table of the rooms.

use std::collections::BTreeSet;
use std::path::Path;

use super::rooms::{
    CLOCKS, CRATES_OF_ROOMS, LOOKING, MAY_ASK_THE_TIME, OUTSIDE, PATHS_OF_ROOMS, PRINTING, PURE_CRATES, ROOMS, Room,
    room,
};
use super::sources::{Form, Found, Sources, What, names};

/// Macros of `i18n`, which are exported at the root of the crate.
const MACROS_OF_SENTENCES: [&str; 2] = ["key", "sentence"];

/// What attributes of the root of the library are made of.
const ATTRIBUTES_OF_ROOT: [&str; 6] = ["macro_use", "cfg_attr", "not", "test", "warn", "clippy"];

/// Why what was found may not stand where it stands; nothing where it may.
fn judge(found: &Found, dependencies: &BTreeSet<String>) -> Option<String> {
    let Some(name) = found.module.first() else {
        // The macros that make sentences are known everywhere, and the lints hold for the whole library.
        if let What::Outside { path, .. } = &found.what
            && path.first().is_some_and(|name| ATTRIBUTES_OF_ROOT.contains(&name.as_str()))
        {
            return None;
        }
        // The root of the library lists the rooms and holds nothing.
        return Some("the root of the library may only list the rooms".to_owned());
    };
    let Some(here) = room(name) else {
        return Some(format!("`{name}` is no room: give it a row in tests/architecture/rooms.rs"));
    };
    match &found.what {
        What::Trick(why) => Some((*why).to_owned()),
        What::Inside { path, form } => judge_inside(here, path, form),
        What::Outside { path, form } => judge_outside(here, path, form, found.test, dependencies),
        What::Method(method) if here.pure && !found.test && LOOKING.contains(&method.as_str()) => {
            Some(format!("`{name}` is pure and may not call `{method}`"))
        }
        What::Method(_) => None,
    }
}

fn judge_inside(here: &Room, path: &[String], form: &Form) -> Option<String> {
    if path.len() == 1 && MACROS_OF_SENTENCES.contains(&path[0].as_str()) {
        return None;
    }
    let Some(target) = path.first() else {
        return match form {
            Form::Glob => Some("this takes in every room at once".to_owned()),
            _ => Some("this gives the root of the crate another name".to_owned()),
        };
    };
    if target == here.name || here.uses.contains(&target.as_str()) {
        return None;
    }
    Some(match room(target) {
        Some(_) => format!("`{}` may not use `{target}`", here.name),
        None => format!("`crate::{target}` is no room: give it a row in tests/architecture/rooms.rs"),
    })
}

fn judge_outside(
    here: &Room,
    path: &[String],
    form: &Form,
    test: bool,
    dependencies: &BTreeSet<String>,
) -> Option<String> {
    let name = here.name;
    let first = path.first()?.as_str();
    let whole = path.join("::").replacen("core::", "std::", 1).replacen("alloc::", "std::", 1);
    let is_crate = dependencies.contains(first) || ["std", "core", "alloc"].contains(&first);
    // One name alone is a variable or a field, unless it is renamed or taken apart.
    let is_path = path.len() > 1 || matches!(form, Form::Glob | Form::Renamed);
    if is_crate && path.len() == 1 && *form == Form::Renamed {
        return Some(format!("this gives the crate `{first}` another name"));
    }
    if is_crate && path.len() == 1 && *form == Form::Glob {
        return Some(format!("this takes in the whole crate `{first}`"));
    }
    if is_path {
        for (guarded, rooms) in CRATES_OF_ROOMS {
            let named = first == *guarded || (is_crate && path.iter().any(|part| part == guarded));
            if named && !rooms.contains(&name) {
                return Some(format!("`{name}` may not use the crate `{guarded}`"));
            }
        }
    }
    let below = |outer: &str| whole == outer || whole.starts_with(&format!("{outer}::"));
    let takes_in = |inner: &str| *form == Form::Glob && inner.starts_with(&format!("{whole}::"));
    let is_denied = |rooms: &[&str]| !test && !rooms.contains(&name);
    let guarded = PATHS_OF_ROOMS.iter().find(|(guarded, _)| below(guarded));
    let guarded = guarded.or_else(|| PATHS_OF_ROOMS.iter().find(|(path, rooms)| takes_in(path) && is_denied(rooms)));
    if let Some((guarded, _)) = guarded.filter(|(_, rooms)| is_denied(rooms)) {
        return Some(format!("`{name}` may not use `{guarded}`"));
    }
    if test {
        return None;
    }
    let clock = path.iter().any(|part| CLOCKS.contains(&part.as_str()));
    if clock && !MAY_ASK_THE_TIME.contains(&name) {
        if path.last().is_some_and(|last| last == "now") {
            return Some(format!("`{name}` may not ask for the time: it is passed in"));
        }
        if *form == Form::Renamed && is_path {
            return Some(format!("`{name}` may not give a clock another name"));
        }
    }
    if !here.pure {
        return None;
    }
    if *form == Form::Macro && path.last().is_some_and(|last| PRINTING.contains(&last.as_str())) {
        return Some(format!("`{name}` is pure and may not print"));
    }
    if is_path && is_crate && first != "std" && first != "core" && first != "alloc" && !PURE_CRATES.contains(&first) {
        return Some(format!("`{name}` is pure and may not use the crate `{first}`"));
    }
    let reaches = OUTSIDE.iter().find(|outside| {
        whole == **outside
            || whole.starts_with(&format!("{outside}::"))
            || (*form == Form::Glob && outside.starts_with(&format!("{whole}::")))
            || outside.strip_prefix("std::time::").is_some_and(|short| first == short)
    });
    reaches.map(|outside| format!("`{name}` is pure and may not use `{outside}`"))
}

/// What is wrong, as `file:line: why`.
fn complaints(found: &[Found], dependencies: &BTreeSet<String>) -> Vec<String> {
    let told = found
        .iter()
        .filter_map(|found| judge(found, dependencies).map(|why| format!("{}:{}: {why}", found.file, found.line)));
    told.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The crates that `Cargo.toml` names, as paths name them.
fn dependencies() -> BTreeSet<String> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("Cargo.toml");
    let table: toml::Table = toml::from_str(&text).expect("Cargo.toml");
    let mut names = BTreeSet::new();
    let mut take = |table: Option<&toml::Value>| {
        names.extend(
            table
                .and_then(toml::Value::as_table)
                .into_iter()
                .flat_map(|table| table.keys())
                .map(|key| key.replace('-', "_")),
        );
    };
    take(table.get("dependencies"));
    for target in table.get("target").and_then(toml::Value::as_table).into_iter().flat_map(|targets| targets.values()) {
        take(target.get("dependencies"));
    }
    names
}

#[test]
fn no_path_points_up_and_pure_rooms_stay_pure() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = Sources::of_project(root);
    let wrong = complaints(&sources.found, &dependencies());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_source_file_belongs_to_the_program() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read: BTreeSet<_> = Sources::of_project(root).files.into_iter().collect();
    let there = super::project::files_below(&root.join("src"), "rs");
    let lost: Vec<_> = there.iter().filter(|file| !read.contains(*file)).collect();
    assert!(lost.is_empty(), "no `mod` line names {lost:?}");
}

#[test]
fn the_table_only_points_down() {
    for (at, room) in ROOMS.iter().enumerate() {
        for used in room.uses {
            let below = ROOMS[at + 1..].iter().any(|other| other.name == *used);
            assert!(below, "{} is not below {}", used, room.name);
        }
    }
}

/// What the judge says about one small source in a module.
fn said(module: &[&str], text: &str) -> Vec<String> {
    let dependencies = ["chrono", "crossterm", "notify", "ratatui", "serde"].map(str::to_owned).into();
    complaints(&names("x.rs", text, module), &dependencies)
}

#[test]
fn a_path_that_points_up_is_found_in_every_disguise() {
    let ui = "`codec` may not use `ui`";
    let cases: &[(&str, usize)] = &[
        ("use crate::ui::Theme;", 1),
        ("\nuse crate::{document::Canvas, ui::Theme};", 2),
        ("use crate::{document::{\n    Canvas,\n}, ui::{\n    Theme}};", 4),
        ("use crate::ui as low;", 1),
        ("use crate::ui::*;", 1),
        ("use crate::{ui::*};", 1),
        ("use {crate::ui::Theme, std::fmt};", 1),
        ("use super::super::ui::Theme;", 1),
        ("use self::super::super::ui;", 1),
        ("pub use stationmaster::ui::Theme;", 1),
        ("use ::stationmaster::ui::Theme;", 1),
        ("use crate::r#ui::Theme;", 1),
        ("fn f() -> u8 {\n    crate::ui::number()\n}", 2),
        ("fn f(\n    theme: &crate::ui::Theme,\n) {}", 2),
        ("type T = Vec<Box<dyn crate::ui::View>>;", 1),
        ("impl crate::ui::View for X {}", 1),
        ("fn f() { <X as crate::ui::View>::draw() }", 1),
        ("fn f() { Vec::<crate::ui::Theme>::new(); }", 1),
        ("fn f(x: X) { if let crate::ui::Role::Text = x {} }", 1),
        ("fn f() {\n    assert_eq!(1, crate::ui::number());\n}", 2),
        ("fn f() { vec![vec![(super::super::ui::number(), 1)]]; }", 1),
        ("macro_rules! m { () => { $crate::ui::number() } }", 1),
        ("macro_rules! m { () => { use crate::{ui::Theme}; } }", 1),
        ("fn f() { crate::ui::shout!(); }", 1),
        ("#[serde(with = \"crate::ui::adapter\")]\nstruct X;", 1),
        ("#[derive(crate::ui::Draw)]\nstruct X;", 1),
        ("mod inner { mod deep { use super::super::super::super::ui; } }", 1),
        ("fn f() { use crate::ui::number; }", 1),
        ("#[cfg(test)]\nmod tests {\n    use crate::ui::Theme;\n}", 3),
    ];
    for (text, line) in cases {
        assert_eq!(said(&["codec", "read"], text), [format!("x.rs:{line}: {ui}")], "{text}");
    }
}

#[test]
fn tricks_with_the_root_are_found() {
    for (text, why) in [
        ("use crate as root;", "this gives the root of the crate another name"),
        ("use crate::{self as root};", "this gives the root of the crate another name"),
        ("use super::super as root;", "this gives the root of the crate another name"),
        ("use crate::*;", "this takes in every room at once"),
        ("use super::super::*;", "this takes in every room at once"),
        ("use crate::{*};", "this takes in every room at once"),
        ("extern crate self as me;", "`extern crate` gives a crate another name"),
        ("include!(\"../ui/theme.rs\");", "`include!` puts another file's code here"),
        ("use crate::shed::tool;", "`crate::shed` is no room: give it a row in tests/architecture/rooms.rs"),
        ("use ratatui as r;", "this gives the crate `ratatui` another name"),
        ("use std as s;", "this gives the crate `std` another name"),
        ("use chrono::*;", "this takes in the whole crate `chrono`"),
    ] {
        assert_eq!(said(&["codec", "read"], text), [format!("x.rs:1: {why}")], "{text}");
    }
    assert_eq!(said(&["shed"], "use std::fmt;").len(), 1);
    assert_eq!(said(&[], "pub mod app;"), Vec::<String>::new());
    assert_eq!(said(&[], "pub use app::update;").len(), 1);
}

#[test]
fn paths_that_point_down_are_left_alone() {
    for text in [
        "use crate::document::Canvas;",
        "use super::places::Places;",
        "use super::*;",
        "use crate::codec::*;",
        "//! As [`crate::ui::Theme`] draws it.\nstruct X;",
        "pub(crate) fn ui(ui: u8) -> u8 { ui }",
        "fn f(ui: &Ui) { ui.draw(); self::g(); }",
        "const TEXT: &str = \"crate::ui::Theme\";",
        "fn f(x: i64) -> u8 { x as u8 }",
        "mod inner { use super::super::places; use super::g; }",
    ] {
        assert_eq!(said(&["codec", "read"], text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(said(&["cli"], "use crate::tui::open;"), Vec::<String>::new());
    assert_eq!(said(&["cli"], "use crate::ui::view;"), ["x.rs:1: `cli` may not use `ui`"]);
    assert_eq!(said(&["main"], "fn main() { stationmaster::cli::run() }"), Vec::<String>::new());
    assert_eq!(said(&["main"], "fn main() { stationmaster::store::run() }"), ["x.rs:1: `main` may not use `store`"]);
}

#[test]
fn crates_stay_in_their_rooms() {
    for (module, text, why) in [
        ("ui", "use crossterm::event::Event;", "`ui` may not use the crate `crossterm`"),
        ("ui", "use ratatui::crossterm::event::Event;", "`ui` may not use the crate `crossterm`"),
        ("ui", "use ratatui::{buffer::Buffer, crossterm};", "`ui` may not use the crate `crossterm`"),
        ("app", "fn f(_: ratatui::style::Style) {}", "`app` may not use the crate `ratatui`"),
        ("store", "use ratatui::style::Style;", "`store` may not use the crate `ratatui`"),
        ("cli", "use crossterm::tty::IsTty;", "`cli` may not use the crate `crossterm`"),
        ("assess", "use notify::Watcher;", "`assess` is pure and may not use the crate `notify`"),
    ] {
        assert_eq!(said(&[module], text), [format!("x.rs:1: {why}")], "{text}");
    }
    for (module, text) in [
        ("ui", "use ratatui::buffer::Buffer;"),
        ("tui", "use crossterm::event::Event;"),
        ("store", "use notify::Watcher;"),
        ("assess", "use chrono::NaiveDate;"),
    ] {
        assert_eq!(said(&[module], text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn sockets_are_in_one_room_and_none_reaches_a_network() {
    for (module, text, why) in [
        ("store", "use std::os::unix::net::UnixStream;", "`store` may not use `std::os::unix::net`"),
        ("tui", "fn f() { std::os::unix::net::UnixListener::bind(\"x\"); }", "`tui` may not use `std::os::unix::net`"),
        ("cli", "use std::os::unix::*;", "`cli` may not use `std::os::unix::net`"),
        ("remote", "use std::net::TcpStream;", "`remote` may not use `std::net`"),
        ("remote", "use std::net::*;", "`remote` may not use `std::net`"),
        ("cli", "use std::net::Shutdown;", "`cli` may not use `std::net::Shutdown`"),
    ] {
        assert_eq!(said(&[module], text), [format!("x.rs:1: {why}")], "{text}");
    }
    for text in ["use std::os::unix::net::UnixStream;", "use std::net::Shutdown;", "use std::os::unix::fs::chown;"] {
        assert_eq!(said(&["remote"], text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn pure_rooms_touch_nothing_outside() {
    for text in [
        "use std::fs;",
        "use std::{fmt, fs::File};",
        "use std::io::*;",
        "fn f() { std::env::var(\"HOME\"); }",
        "use std::net::TcpStream;",
        "use std::process::Command;",
        "fn f() { std::thread::spawn(g); }",
        "use std::time::SystemTime;",
        "use std::time::*;",
        "fn f() { UNIX_EPOCH; SystemTime::now(); }",
        "fn f() { std::time::Instant::now(); }",
        "fn f() { chrono::Local::now(); }",
        "fn f() { Utc::now(); }",
        "fn f() { println!(\"x\"); }",
        "fn f() { std::eprintln!(\"x\"); }",
        "fn f(x: u8) { dbg!(x); }",
        "fn f() { std::io::stdout(); }",
        "fn f(path: &Path) -> bool { path.exists() }",
        "fn f(since: Instant) { since.elapsed(); }",
    ] {
        assert!(!said(&["assess"], text).is_empty(), "{text}");
    }
    for text in [
        "use std::fmt::Write as _;",
        "use std::time::{Duration, Instant};",
        "fn f() { env!(\"CARGO_PKG_VERSION\"); }",
        "const X: &str = include_str!(\"x.toml\");",
        "fn f(fs: u8) -> u8 { fs }",
        "#[cfg(test)]\nmod tests { fn f() { std::fs::read(\"x\"); println!(); Instant::now(); } }",
        "#[cfg(test)]\nuse std::fs;",
        "#[test]\nfn f() { std::thread::yield_now(); }",
    ] {
        assert_eq!(said(&["assess"], text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(said(&["assess"], "#[cfg(test)]\nmod tests {}\nuse std::fs;").len(), 1);
    assert_eq!(said(&["assess"], "#[cfg(not(test))]\nuse std::fs;").len(), 1);
    assert_eq!(said(&["store"], "use std::fs; fn f() { Instant::now(); }"), Vec::<String>::new());
}
