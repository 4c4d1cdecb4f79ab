//! How long whole runs take that work with git: the merge driver, differences, stories, standing, merges looked through.
//!
//! Each is the program of this build as a process of its own, over a repository that is made first; what is timed begins
//! and ends with the process.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use divan::Bencher;
use stationmaster::document::Id;

fn main() {
    divan::main();
}

const SECTIONS: [&str; 4] = ["tasks", "gain-enabling-features", "pain-relieving-features", "api-products"];

/// A canvas of that many notes; `seed` makes the ids of one different from another's.
fn canvas(notes: usize, seed: usize) -> String {
    let mut text = String::from(
        "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n",
    );
    for at in 0..notes {
        let id = Id::from_bits(u32::try_from(seed * 100_000 + at).expect("few notes"));
        let section = SECTIONS[at * SECTIONS.len() / notes];
        write!(text, "\n[notes.{section}.{id}]\ntext = \"See where order {at} is without calling support\"\n")
            .expect("a string takes it");
    }
    text
}

fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stationmaster"));
    command.args(arguments).current_dir(folder).env("XDG_STATE_HOME", folder.join("../state")).stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn runs(folder: &Path, arguments: &[&str], expected: i32) {
    let status = program(folder, arguments).status().expect("it runs");
    assert_eq!(status.code(), Some(expected), "{arguments:?}");
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=R", "-c", "user.email=r@example.org"]).args(arguments).current_dir(folder);
    let ran = command.output().expect("git runs");
    assert!(ran.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
}

/// A stream of commits for `git fast-import`.
#[derive(Default)]
struct History {
    stream: String,
    marks: usize,
}

impl History {
    /// A commit on `main` with these files, that merges another where one is named; gives back its number.
    fn commit(&mut self, from: Option<usize>, merges: Option<usize>, files: &[(String, String)]) -> usize {
        self.marks += 1;
        let mark = self.marks;
        let day = 1_700_000_000 + mark * 60;
        let stream = &mut self.stream;
        write!(stream, "commit refs/heads/main\nmark :{mark}\ncommitter R <r@example.org> {day} +0000\ndata 3\nOne\n")
            .expect("a string takes it");
        if let Some(from) = from {
            writeln!(stream, "from :{from}").expect("a string takes it");
        }
        if let Some(merges) = merges {
            writeln!(stream, "merge :{merges}").expect("a string takes it");
        }
        for (path, text) in files {
            write!(stream, "M 100644 inline {path}\ndata {}\n{text}\n", text.len()).expect("a string takes it");
        }
        stream.push('\n');
        mark
    }

    /// The repository with these commits, checked out.
    fn repository(&self) -> tempfile::TempDir {
        let home = tempfile::tempdir().expect("a folder");
        let folder = home.path().join("work");
        std::fs::create_dir(&folder).expect("made");
        git(&folder, &["init", "-q", "-b", "main"]);
        let mut import = Command::new("git");
        import.args(["fast-import", "--quiet"]).current_dir(&folder).stdin(Stdio::piped());
        let mut import = import.spawn().expect("git runs");
        import.stdin.take().expect("its input").write_all(self.stream.as_bytes()).expect("taken");
        assert!(import.wait().expect("it ends").success());
        git(&folder, &["reset", "-q", "--hard", "main"]);
        home
    }
}

/// The files of a workspace of that many canvases of 20 notes.
fn workspace(canvases: usize) -> Vec<(String, String)> {
    let product = "format = 1\nname = \"Orders\"\ncycle = \"api-productization-cycle\"\nstyles = []\n";
    let mut files = vec![
        ("apiops/stationmaster.toml".to_owned(), "format = 1\nnames = \"roles\"\n".to_owned()),
        ("apiops/orders/product.toml".to_owned(), product.to_owned()),
    ];
    files.extend((0..canvases).map(|at| (path(at), canvas(20, at))));
    files
}

fn path(at: usize) -> String {
    format!("apiops/orders/api-value-proposition.v{at}.toml")
}

/// Wanted: 25 ms, and 20 MB, for the whole process.
#[divan::bench(sample_count = 40, sample_size = 1)]
fn merge_driver_over_1000_notes(bencher: Bencher) {
    let home = tempfile::tempdir().expect("a folder");
    let base = canvas(1_000, 0);
    let side = |from: &str, to: &str, id: u32| {
        let more = format!("\n[notes.api-products.{}]\ntext = \"More\"\n", Id::from_bits(1 << 28 | id));
        base.replacen(from, to, 1) + &more
    };
    for (name, text) in [
        ("base", base.clone()),
        ("ours", side("order 7 is", "order 7 was", 1)),
        ("theirs", side("order 9 is", "order 9 was", 2)),
    ] {
        std::fs::write(home.path().join(name), text).expect("written");
    }
    let arguments = [
        "merge-driver",
        "base",
        "ours",
        "theirs",
        "7",
        "apiops/orders/api-value-proposition.toml",
        "b",
        "o",
        "t",
        "-o",
        "out",
    ];
    bencher.bench_local(|| runs(home.path(), &arguments, 0));
}

/// Wanted: 150 ms.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn diff_of_100_documents_with_head(bencher: Bencher) {
    let mut history = History::default();
    history.commit(None, None, &workspace(100));
    let home = history.repository();
    let folder = home.path().join("work");
    for at in 0..100 {
        let text = canvas(20, at).replace("order 3 is", "order 3 was");
        std::fs::write(folder.join(path(at)), text).expect("written");
    }
    bencher.bench_local(|| runs(&folder, &["diff"], 1));
}

/// A history of a thousand commits, each of which rewords a note of one canvas.
fn story() -> tempfile::TempDir {
    let mut history = History::default();
    let mut last = history.commit(None, None, &workspace(1));
    for turn in 0..1_000 {
        let text = canvas(20, 0).replace("order 3 is", &format!("order {turn} was"));
        last = history.commit(Some(last), None, &[(path(0), text)]);
    }
    history.repository()
}

/// Wanted: 1 s.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn log_of_1000_commits(bencher: Bencher) {
    let home = story();
    bencher.bench_local(|| runs(&home.path().join("work"), &["log", &path(0)], 0));
}

/// Wanted: 150 ms.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn first_line_of_the_log_of_1000_commits(bencher: Bencher) {
    let home = story();
    let folder = home.path().join("work");
    bencher.bench_local(|| {
        let mut run = program(&folder, &["log", &path(0)]).stdout(Stdio::piped()).spawn().expect("it runs");
        let mut line = String::new();
        BufReader::new(run.stdout.take().expect("its output")).read_line(&mut line).expect("read");
        let _ = run.kill();
        run.wait().expect("it ends");
        line
    });
}

/// Wanted: 200 ms.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn status_of_1000_documents(bencher: Bencher) {
    let mut history = History::default();
    history.commit(None, None, &workspace(1_000));
    let home = history.repository();
    let folder = home.path().join("work");
    bencher.bench_local(|| runs(&folder, &["status"], 0));
}

/// Wanted: 1 s. Both sides of each merge change ten documents.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn check_50_merges(bencher: Bencher) {
    let mut history = History::default();
    let mut last = history.commit(None, None, &workspace(10));
    for turn in 0..50 {
        let changed = |ours: bool, theirs: bool| -> Vec<(String, String)> {
            let text = |at: usize| {
                let number = |is: bool| if is { turn + 1 } else { turn };
                canvas(20, at)
                    .replace("order 3 is", &format!("order {} was", 1_000 + number(ours)))
                    .replace("order 15 is", &format!("order {} was", 2_000 + number(theirs)))
            };
            (0..10).map(|at| (path(at), text(at))).collect()
        };
        let side = history.commit(Some(last), None, &changed(false, true));
        let own = history.commit(Some(last), None, &changed(true, false));
        last = history.commit(Some(own), Some(side), &changed(true, true));
    }
    let home = history.repository();
    let folder = home.path().join("work");
    bencher.bench_local(|| runs(&folder, &["check", "--merges"], 0));
}
