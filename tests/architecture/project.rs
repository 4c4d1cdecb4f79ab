//! What the project promises about itself: no network, no unsafe code, short files, data that loads. Licences are for
//! `cargo deny`, by `deny.toml`.

use std::fs;
use std::path::{Path, PathBuf};

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

/// The longest a source file may be, in lines.
const MAX_LINES: usize = 450;

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
        if lines > MAX_LINES && !LONGER.iter().any(|(name, _)| *name == shown) {
            long.push(format!("{shown}: {lines} lines"));
        }
    }
    assert!(long.is_empty(), "more than {MAX_LINES} lines:\n{}", long.join("\n"));
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
