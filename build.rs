//! Rebuilds the program when a data file changes, and lays out the sentences of each language, so that no start has to
//! read them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

const LANGUAGES: &str = "src/method/language";

fn main() {
    println!("cargo::rerun-if-changed=canvases");
    println!("cargo::rerun-if-changed=themes");
    println!("cargo::rerun-if-changed={LANGUAGES}");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder")).join("catalogues");
    fs::write(out, catalogues()).expect("the folder can be written");
}

/// The code of each language and its keys with their sentences, sorted by key, as `method::language` takes them apart.
fn catalogues() -> String {
    let folder = fs::read_dir(LANGUAGES).expect("the catalogues are there");
    let mut files: Vec<PathBuf> = folder.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let mut all = String::new();
    for path in files {
        let code = path.file_stem().and_then(|stem| stem.to_str()).expect("a catalogue is named by its code");
        let _ = write!(all, "{code}\0");
        for (key, sentence) in sentences(&path) {
            assert!(!sentence.contains(['\0', '\u{1}']), "{key} holds a control character");
            let _ = write!(all, "{key}\0{sentence}\0");
        }
        all.push('\u{1}');
    }
    all
}

fn sentences(path: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let table = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut sentences = BTreeMap::new();
    flatten("", table, &mut sentences);
    sentences
}

fn flatten(prefix: &str, table: toml::Table, into: &mut BTreeMap<String, String>) {
    for (key, value) in table {
        let path = if prefix.is_empty() { key } else { format!("{prefix}.{key}") };
        match value {
            toml::Value::String(text) => {
                into.insert(path, text);
            }
            toml::Value::Table(table) => flatten(&path, table, into),
            _ => panic!("{path} is neither a table nor a string"),
        }
    }
}
