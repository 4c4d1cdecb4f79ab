//! Folders to run the program in, and what a run gives back.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A folder of its own, with a home and a state folder that are nobody else's.
pub struct Place {
    folder: tempfile::TempDir,
    /// Where the program is run, below the folder.
    pub inside: PathBuf,
}

/// What a run gave back.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Place {
    /// An empty folder called `parcels`.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let inside = folder.path().join("parcels");
        fs::create_dir(&inside).expect("made");
        Self { folder, inside }
    }

    /// A folder with the example workspace.
    pub fn demo() -> Self {
        let place = Self::demo_as_written();
        // Nothing in it comes to its end before a test is run: the days to come are far away.
        for (path, _) in stationmaster::method::demo_files() {
            let path = format!("apiops/{path}");
            let text = place.read(&path);
            let later = text.replace("due = 2026-12-", "due = 2096-12-").replace(" = 2027-", " = 2097-");
            if later != text {
                place.write(&path, later);
            }
        }
        place
    }

    /// The example with its days as they are in its files, for commands that are told which day it is.
    pub fn demo_as_written() -> Self {
        let place = Self::empty();
        for (path, content) in stationmaster::method::demo_files() {
            place.write(&format!("apiops/{path}"), content);
        }
        place
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.inside.join(path)
    }

    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, content).expect("written");
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn has(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stationmaster"));
        command
            .args(arguments)
            .current_dir(&self.inside)
            .env_clear()
            .env("HOME", self.folder.path().join("home"))
            .env("XDG_STATE_HOME", self.folder.path().join("state"))
            .env("TMPDIR", self.folder.path())
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&mut self.command(arguments))
    }

    /// Runs in a folder below.
    pub fn run_in(&self, folder: &str, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).current_dir(self.path(folder)))
    }

    /// What a run that ends well prints.
    pub fn ok(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, Some(0), "{arguments:?}: {ran:?}");
        assert_said(&ran);
        ran.out
    }

    /// The JSON document a run that ends well prints.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let out = self.ok(arguments);
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{arguments:?}: {error}\n{out}"))
    }

    /// What a run that could not do it says.
    pub fn refused(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}: {ran:?}");
        assert!(!ran.err.is_empty(), "{arguments:?} says why");
        assert_said(&ran);
        ran.err
    }
}

impl Ran {
    pub fn of(command: &mut Command) -> Self {
        let output = command.output().expect("the program runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

/// Fails where a key of the catalogue was printed because it has no sentence.
fn assert_said(ran: &Ran) {
    let is_key = |word: &str| {
        ["cli.", "error.", "rule."].iter().any(|start| {
            word.strip_prefix(start).is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_lowercase()))
        })
    };
    for word in ran.out.split_whitespace().chain(ran.err.split_whitespace()) {
        assert!(!is_key(word), "{word} has no sentence: {ran:?}");
    }
}

/// The keys of a JSON object.
pub fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap_or_else(|| panic!("no object: {value}")).keys().map(String::as_str).collect()
}

/// Words as a set.
pub fn set(words: &str) -> BTreeSet<&str> {
    words.split_whitespace().collect()
}

/// Fails where a terminal could act on something in the text.
pub fn assert_harmless(text: &str) {
    for (at, character) in text.char_indices() {
        let shown = &text[at..text.len().min(text.ceil_char_boundary(at + 40))];
        assert_eq!(stationmaster::document::text::invisible(text, at), None, "{character:?} in {shown:?}");
    }
}

/// Every file below a folder with its content, sorted.
pub fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("listed") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push((path.clone(), fs::read(&path).expect("read")));
        }
    }
    files.sort();
    files
}
