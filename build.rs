//! Rebuilds the program when a data file changes, and lays out the sentences of each language, so that no start has to read
//! TOML for them.

#[path = "src/i18n/file.rs"]
mod catalogue;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

const LANGUAGES: &str = "src/i18n";
const METHOD: &str = "canvases";
const THEMES: &str = "themes";

fn main() {
    for read in [METHOD, THEMES, LANGUAGES] {
        println!("cargo::rerun-if-changed={read}");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder"));
    catalogues(&out);
}

/// The keys of all sentences and the sentences of each language, as `i18n` includes them.
fn catalogues(out: &Path) {
    let read = |path: &PathBuf| {
        let sentences = catalogue::parse(&text(path));
        sentences.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let files = toml_files(Path::new(LANGUAGES));
    let english = files.iter().find(|path| stem(path) == "en").expect("English is there");
    let keys: Vec<String> = read(english).into_keys().collect();
    let mut begins = vec![0];
    for key in &keys {
        begins.push(begins.last().unwrap_or(&0) + key.len());
    }
    write(out, "keys.txt", keys.concat());
    write(out, "keys.rs", format!("&{begins:?}"));
    let mut languages = String::from("&[");
    for path in &files {
        let (code, sentences) = (stem(path), read(path));
        let missing = keys.iter().filter(|key| !sentences.contains_key(*key)).count();
        if missing > 0 {
            println!("cargo::warning={}: {missing} sentences are missing and told in English", path.display());
        }
        let laid = catalogue::lay_out(&keys, &sentences).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        write(out, &format!("{code}.txt"), laid.text);
        let text = format!("include_str!(concat!(env!(\"OUT_DIR\"), \"/{code}.txt\"))");
        let (begins, forms, keyed) = (laid.begins, laid.forms, laid.keyed);
        let _ = write!(
            languages,
            "Laid {{ code: {code:?}, text: {text}, begins: &{begins:?}, forms: &{forms:?}, keyed: &{keyed:?} }},"
        );
    }
    languages.push(']');
    write(out, "languages.rs", languages);
}

fn write(out: &Path, name: &str, content: impl AsRef<[u8]>) {
    fs::write(out.join(name), content).expect("the folder can be written");
}

/// The files of a folder that are TOML, by name.
fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    files
}

fn stem(path: &Path) -> &str {
    path.file_stem().and_then(|stem| stem.to_str()).expect("data files have plain names")
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
