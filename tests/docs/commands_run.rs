//! Commands that pages and help show are run as they stand, in the example.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::commands_page::command_names;
use super::{read, words};

/// The day as of which the example is written down.
const TODAY: &str = "2026-11-23";

/// Commands that ask somebody, or are about something that the example does not have; with ` *` whatever follows.
const NOT_HERE: &[&str] = &[
    "stationmaster",
    "stationmaster --linear *",
    "stationmaster --theme light",
    "stationmaster demo *",
    "stationmaster open *",
    "stationmaster git setup",
    "stationmaster init *",
    "stationmaster new api-value-proposition",
    "stationmaster new api-audit --profile read-only",
    "stationmaster mv orders/api-audit payments/api-audit",
    "stationmaster rm business-impact.peak",
    "stationmaster rm returns",
    "stationmaster rm --undo returns",
    "stationmaster diff v1.0 v2.0 *",
    "stationmaster diff api-value-proposition@1",
    "stationmaster resolve apiops/orders/api-value-proposition.toml",
    "stationmaster merge-driver *",
    "stationmaster method import *",
    "stationmaster check --merges=origin/main..HEAD",
    "stationmaster check --since origin/main *",
    "stationmaster themes check *",
    "stationmaster present *",
    "stationmaster --theme projector present *",
    "stationmaster join *",
    "stationmaster workshop",
    "stationmaster workshop 2026-11-24-domain --begin",
    "stationmaster workshop 2026-11-24-api-value-proposition",
    "stationmaster workshop domain --begin",
];

/// The example in a folder of its own.
struct Example(tempfile::TempDir);

impl Example {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let day = TODAY.parse().expect("a day");
        for (path, bytes) in stationmaster::store::demo::files(day) {
            let path = folder.path().join("here/apiops").join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, bytes).expect("written");
        }
        let example = Self(folder);
        for arguments in [&["init", "-q", "-b", "main"][..], &["add", "-A"], &["commit", "-qm", "The example"]] {
            let done = example.command("git").args(arguments).output().expect("git runs");
            assert!(done.status.success(), "{arguments:?}");
        }
        example
    }

    /// The same once more, for a command that changes it.
    fn copy(&self) -> Self {
        fn all(from: &Path, to: &Path) {
            fs::create_dir_all(to).expect("made");
            for entry in fs::read_dir(from).expect("listed") {
                let (path, place) = entry.map(|entry| (entry.path(), to.join(entry.file_name()))).expect("an entry");
                if path.is_dir() { all(&path, &place) } else { fs::copy(&path, &place).map(drop).expect("copied") }
            }
        }
        let folder = tempfile::tempdir().expect("a folder");
        all(self.path(), folder.path());
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.path().join("here"))
            .env("HOME", self.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_NAME", "T")
            .env("GIT_AUTHOR_EMAIL", "t@example.org")
            .env("GIT_COMMITTER_NAME", "T")
            .env("GIT_COMMITTER_EMAIL", "t@example.org")
            .env("XDG_STATE_HOME", self.path().join("state"))
            .env("XDG_CONFIG_HOME", self.path().join("config"))
            .env("XDG_DATA_HOME", self.path().join("data"))
            .env("TMPDIR", self.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs a command as a page shows it. Gives back its code and what it said.
    fn run(&self, shown: &str) -> (Option<i32>, String) {
        let arguments = parts(shown);
        let mut command = self.command(env!("CARGO_BIN_EXE_stationmaster"));
        let output = command.args(["--today", TODAY]).args(&arguments[1..]).output().expect("the program runs");
        let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        (output.status.code(), said.concat())
    }
}

/// The words of a command as a shell parts them.
fn parts(shown: &str) -> Vec<String> {
    let (mut parts, mut is_quoted, mut is_word) = (vec![String::new()], false, false);
    for letter in shown.chars() {
        match letter {
            '"' => (is_quoted, is_word) = (!is_quoted, true),
            ' ' if !is_quoted => {
                if is_word || parts.last().is_some_and(|part| !part.is_empty()) {
                    parts.push(String::new());
                }
                is_word = false;
            }
            letter => parts.last_mut().expect("one").push(letter),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// What a line of a block shows to be typed, without what is said about it.
fn typed(line: &str) -> Option<&str> {
    let line = line.trim().trim_start_matches("$ ");
    let line = line.split("   ").next()?.split("  #").next()?.trim_end();
    (line == "stationmaster" || line.starts_with("stationmaster ")).then_some(line)
}

/// Whether it shows what can be typed, and nothing is to be put in the place of a word.
fn is_whole(shown: &str) -> bool {
    let is_placeholder = |part: &String| part.len() > 1 && part.chars().all(|letter| letter.is_ascii_uppercase());
    !shown.contains(['[', '|', '>', '<']) && !parts(shown).iter().any(is_placeholder)
}

/// The blocks of code of a page, each with its lines.
fn blocks(page: &str) -> Vec<Vec<String>> {
    let (mut blocks, mut block): (Vec<Vec<String>>, Option<Vec<String>>) = (Vec::new(), None);
    for line in read(page).lines() {
        if line.trim_start().starts_with("```") {
            match block.take() {
                Some(lines) => blocks.push(lines),
                None => block = Some(Vec::new()),
            }
        } else if let Some(lines) = &mut block {
            lines.push(line.to_owned());
        }
    }
    blocks
}

fn is_here(shown: &str) -> bool {
    let is_meant = |known: &&str| match known.strip_suffix(" *") {
        Some(start) => shown == start || shown.strip_prefix(start).is_some_and(|rest| rest.starts_with(' ')),
        None => shown == *known,
    };
    !NOT_HERE.iter().any(is_meant)
}

#[test]
fn every_example_of_the_help_runs_in_the_example() {
    let (example, mut failed, mut count) = (Example::new(), Vec::new(), 0);
    for name in command_names() {
        let examples = words().find(&format!("cli.{name}.examples")).unwrap_or_default();
        for shown in examples.lines().filter(|line| is_here(line) && is_whole(line)) {
            let (code, said) = example.copy().run(shown);
            count += 1;
            if !matches!(code, Some(0 | 1)) {
                failed.push(format!("{shown}: {said}"));
            }
        }
    }
    assert!(count > 40, "only {count}");
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// A newcomer types what a page shows, one after the other, in one folder.
#[test]
fn the_commands_of_a_page_run_one_after_the_other() {
    let mut count = 0;
    for page in ["docs/workshop.md", "docs/publishing.md"] {
        let example = Example::new();
        for block in blocks(page) {
            for (at, line) in block.iter().enumerate() {
                let Some(shown) = typed(line).filter(|shown| is_here(shown) && is_whole(shown)) else { continue };
                let (code, said) = example.run(shown);
                count += 1;
                assert!(matches!(code, Some(0 | 1)), "{page}: {shown}: {said}");
                if !line.starts_with("$ ") || page != "docs/workshop.md" {
                    continue;
                }
                // What stands below it is what it prints.
                for answer in block[at + 1..].iter().take_while(|line| !line.starts_with("$ ")) {
                    assert!(said.lines().any(|line| line == answer), "{page}: {shown} does not print {answer}\n{said}");
                }
            }
        }
    }
    assert!(count > 15, "only {count}");
}
