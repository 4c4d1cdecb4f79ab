//! Rebuilds the program when a data file changes, and lays out the method and the sentences of each language, so that no
//! start has to read TOML for them.

#[allow(dead_code, unreachable_pub, unused_imports, reason = "the program uses all of it")]
#[path = "src/method/data/mod.rs"]
mod data;

#[allow(dead_code, unreachable_pub, reason = "the program uses all of it")]
#[path = "src/theme/laid.rs"]
mod laid;

#[allow(unreachable_pub, reason = "the program uses all of it")]
#[path = "src/i18n/file.rs"]
mod catalogue;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use data::{
    Agenda, CanvasTemplate, ChecklistTemplate, Criterion, Cycle, Guide, Laid, LaidFile, Line, NetworkStation, Person,
    Recipe, RegisterTemplate, Resource, Way,
};
use laid::LaidTheme;
use serde::Serialize;
use serde::de::DeserializeOwned;

const LANGUAGES: &str = "src/i18n";
const SHAPES: &str = "src/method/data";
const METHOD: &str = "canvases";
const THEMES: &str = "themes";
const THEME_SHAPE: &str = "src/theme/laid.rs";

fn main() {
    for read in [METHOD, THEMES, LANGUAGES, SHAPES, THEME_SHAPE] {
        println!("cargo::rerun-if-changed={read}");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder"));
    catalogues(&out);
    write(&out, "method", method());
    write(&out, "themes", themes());
}

/// Every data file, as `method::shelf` reads it.
fn method() -> Vec<u8> {
    let lists = [
        ("criteria", list::<Criterion>("criteria")),
        ("lines", list::<Line>("lines")),
        ("people", list::<Person>("people")),
        ("resources", list::<Resource>("resources")),
        ("stations", list::<NetworkStation>("stations")),
        ("ways", list::<Way>("ways")),
    ];
    let folder = |name: &str| files(&Path::new(METHOD).join(name));
    let mut canvases = folder("");
    canvases.retain(|(id, _)| lists.iter().all(|(list, _)| list != id));
    let canvases = each(canvases, CanvasTemplate::arrange);
    let checklists = each::<ChecklistTemplate>(folder("checklists"), |_| {});
    let cycles = each::<Cycle>(folder("cycles"), |_| {});
    let guides = each::<Guide>(folder("guides"), |_| {});
    let registers = each::<RegisterTemplate>(folder("registers"), |_| {});
    // A canvas may be without one, and so may all of them.
    let running = Path::new(METHOD).join("running");
    let recipes = each::<Recipe>(if running.is_dir() { files(&running) } else { Vec::new() }, |_| {});
    let agendas = each::<Agenda>(folder("agendas"), |_| {});
    let laid = Laid {
        canvases: laid(&canvases),
        checklists: laid(&checklists),
        cycles: laid(&cycles),
        guides: laid(&guides),
        registers: laid(&registers),
        recipes: laid(&recipes),
        agendas: laid(&agendas),
        lists: lists.iter().map(|(id, bytes)| LaidFile { id, bytes }).collect(),
    };
    postcard::to_allocvec(&laid).expect("it can be laid out")
}

fn laid(files: &[(String, Vec<u8>)]) -> Vec<LaidFile<'_>> {
    files.iter().map(|(id, bytes)| LaidFile { id, bytes }).collect()
}

/// The TOML files of a folder: name without `.toml` and text, by name.
fn files(folder: &Path) -> Vec<(String, String)> {
    let files = toml_files(folder);
    files.iter().map(|path| (stem(path).to_owned(), text(path))).collect()
}

/// Files that hold one thing each, brought into order and laid out.
fn each<T: DeserializeOwned + Serialize>(
    files: Vec<(String, String)>,
    arrange: impl Fn(&mut T),
) -> Vec<(String, Vec<u8>)> {
    let lay = |(id, text): (String, String)| {
        let mut data: T = toml::from_str(&text).unwrap_or_else(|error| panic!("{id}: {error}"));
        arrange(&mut data);
        (id, postcard::to_allocvec(&data).expect("it can be laid out"))
    };
    files.into_iter().map(lay).collect()
}

/// A file with one list in it, laid out.
fn list<T: DeserializeOwned + Serialize>(name: &str) -> Vec<u8> {
    let text = text(&Path::new(METHOD).join(name).with_extension("toml"));
    let mut file: toml::Table = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let entries = file.remove(name).unwrap_or_else(|| panic!("{name}: no list of that name"));
    let entries: Vec<T> = entries.try_into().unwrap_or_else(|error| panic!("{name}: {error}"));
    postcard::to_allocvec(&entries).expect("it can be laid out")
}

/// Every theme file, by name, as `app::theme` reads it.
fn themes() -> Vec<u8> {
    let themes = files(Path::new(THEMES)).into_iter().map(|(name, text)| {
        let theme: LaidTheme = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, theme)
    });
    postcard::to_allocvec(&themes.collect::<Vec<_>>()).expect("it can be laid out")
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
