//! What the project promises about itself: no network, no unsafe code, short files, data that loads, licences.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use stationmaster::app::ColourDepth;
use stationmaster::method::{DataFile, Method};
use stationmaster::ui::theme::{self, Theme};

/// Crates that open connections or serve them, and what such crates are built on.
const NETWORK: &[&str] = &[
    "actix-web",
    "async-std",
    "attohttpc",
    "awc",
    "axum",
    "curl",
    "curl-sys",
    "gix-transport",
    "h2",
    "h3",
    "hickory-resolver",
    "http",
    "http-body",
    "hyper",
    "hyper-util",
    "isahc",
    "jsonrpsee",
    "libgit2-sys",
    "minreq",
    "native-tls",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "rustls",
    "sentry",
    "socket2",
    "ssh2",
    "surf",
    "tiny_http",
    "tokio",
    "tokio-tungstenite",
    "tonic",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
    "warp",
    "websocket",
    "zeromq",
];

/// Licences that a dependency may carry; one of those it offers has to be among them.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "WTFPL",
    "Zlib",
];

/// The longest a source file may be, in lines.
const LONGEST: usize = 450;

/// Files that are longer, with the reason.
const LONGER: &[(&str, &str)] = &[];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder whose name ends so, sorted.
pub fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

#[test]
fn nothing_in_the_lock_file_reaches_a_network() {
    let text = fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock");
    let lock: toml::Table = toml::from_str(&text).expect("Cargo.lock");
    let packages = lock["package"].as_array().expect("packages");
    let names = packages.iter().filter_map(|package| package.get("name")?.as_str());
    let found: Vec<_> = names.filter(|name| NETWORK.contains(name)).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn unsafe_code_is_forbidden() {
    let text = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    let manifest: toml::Table = toml::from_str(&text).expect("Cargo.toml");
    assert_eq!(manifest["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));
}

#[test]
fn no_source_file_is_too_long() {
    let mut long = Vec::new();
    for path in files_below(&root().join("src"), "rs") {
        let shown = path.strip_prefix(root()).expect("below").display().to_string();
        let lines = fs::read_to_string(&path).expect("a source").lines().count();
        if lines > LONGEST && !LONGER.iter().any(|(name, _)| *name == shown) {
            long.push(format!("{shown}: {lines} lines"));
        }
    }
    assert!(long.is_empty(), "more than {LONGEST} lines:\n{}", long.join("\n"));
    for (name, reason) in LONGER {
        assert!(root().join(name).exists() && !reason.is_empty(), "{name}");
    }
}

/// A file that is no module of a test binary would be silent.
#[test]
fn every_file_of_tests_is_one_of_the_four_binaries() {
    let modules = fs::read_to_string(root().join("tests/it.rs")).expect("a source");
    for entry in fs::read_dir(root().join("tests")).expect("the tests") {
        let path = entry.expect("an entry").path();
        let is_module = path.extension().is_some_and(|extension| extension == "rs") || path.join("mod.rs").exists();
        let name = path.file_stem().and_then(|stem| stem.to_str()).expect("a name");
        assert!(!is_module || name == "it" || modules.contains(&format!("\nmod {name};\n")), "{}", path.display());
    }
}

#[test]
fn every_data_file_loads() {
    let (method, errors) = Method::read_built_in();
    assert!(errors.is_empty(), "{errors:?}");
    for path in files_below(&root().join("canvases"), "toml") {
        if path.components().any(|part| part.as_os_str() == "demo") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a data file");
        match DataFile::parse(&text) {
            Ok(DataFile::Canvas(canvas)) => {
                let built_in = method.canvas(&canvas.id).map(AsRef::as_ref);
                assert_eq!(built_in, Some(&canvas), "{} is not built in", path.display());
            }
            Ok(DataFile::Checklist(list)) => {
                let built_in = method.checklist(&list.id).map(AsRef::as_ref);
                assert_eq!(built_in, Some(&list), "{} is not built in", path.display());
            }
            Ok(DataFile::Cycle(cycle)) => {
                let built_in = method.cycle(&cycle.id).map(AsRef::as_ref);
                assert_eq!(built_in, Some(&cycle), "{} is not built in", path.display());
            }
            Ok(DataFile::Register(register)) => {
                let built_in = method.register(&register.id).map(AsRef::as_ref);
                assert_eq!(built_in, Some(&register), "{} is not built in", path.display());
            }
            Ok(_) => {}
            Err(error) => panic!("{}: {error}", path.display()),
        }
    }
}

#[test]
fn every_theme_loads_at_every_depth_of_colour() {
    let files = files_below(&root().join("themes"), "toml");
    assert_eq!(files.len(), theme::names().len(), "{files:?} and {:?}", theme::names());
    for path in files {
        let name = path.file_stem().and_then(|stem| stem.to_str()).expect("a name");
        for depth in [ColourDepth::Mono, ColourDepth::Sixteen, ColourDepth::Indexed, ColourDepth::True] {
            if let Err(error) = Theme::load(name, depth) {
                panic!("{name}: {error}");
            }
        }
    }
}

/// The packages of `cargo metadata`; those of every platform where they are here, those of this one otherwise.
fn packages() -> Vec<serde_json::Value> {
    let run = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO"));
        command.args(["metadata", "--locked", "--offline", "--format-version", "1"]).args(more).current_dir(root());
        let output = command.output().expect("cargo runs");
        output
            .status
            .success()
            .then_some(output.stdout)
            .ok_or_else(|| String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let told = run(&[]).or_else(|_| {
        let version = Command::new("rustc").arg("-vV").output().expect("rustc runs");
        let version = String::from_utf8_lossy(&version.stdout).into_owned();
        let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host").to_owned();
        run(&["--filter-platform", &host])
    });
    let told = told.unwrap_or_else(|error| panic!("cargo metadata: {error}"));
    let metadata: serde_json::Value = serde_json::from_slice(&told).expect("metadata");
    metadata["packages"].as_array().expect("packages").clone()
}

/// Whether a licence expression can be met with licences of the list.
fn allowed(expression: &str) -> bool {
    // `/` is an old way of writing `OR`.
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ").replace(" WITH ", "+WITH+");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let met = any_of(&words, &mut at);
    met && at == words.len()
}

fn any_of(words: &[&str], at: &mut usize) -> bool {
    let mut met = all_of(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= all_of(words, at);
    }
    met
}

fn all_of(words: &[&str], at: &mut usize) -> bool {
    let mut met = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at);
    }
    met
}

fn one(words: &[&str], at: &mut usize) -> bool {
    let word = words.get(*at).copied().unwrap_or_default();
    *at += 1;
    if word != "(" {
        return LICENCES.contains(&word.replace("+WITH+", " WITH ").as_str());
    }
    let met = any_of(words, at);
    *at += 1;
    met
}

#[test]
fn dependencies_carry_licences_that_go_with_ours() {
    let mut wrong = BTreeMap::new();
    for package in packages() {
        let name = package["name"].as_str().unwrap_or_default().to_owned();
        let licence = package["license"].as_str().unwrap_or("none").to_owned();
        if !allowed(&licence) {
            wrong.insert(name, licence);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn licence_expressions_are_understood() {
    for yes in [
        "MIT",
        "MIT OR Apache-2.0",
        "MIT/Apache-2.0",
        "GPL-3.0 OR MIT",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception",
    ] {
        assert!(allowed(yes), "{yes}");
    }
    for no in ["GPL-3.0", "none", "MIT AND GPL-3.0", "LGPL-2.1 OR GPL-3.0", "(MIT OR Apache-2.0) AND GPL-3.0"] {
        assert!(!allowed(no), "{no}");
    }
}
