//! How soon the program paints, beside `vim -u NONE` in the same kind of terminal on the same machine.
//! `cargo bench --bench vim`.
//!
//! Runs of both take turns, with a pause before each, so that neither finds the machine warmer than the other. A frame is
//! there when its last byte has come and nothing follows.
#![allow(unreachable_pub, reason = "nothing is outside a program of tests")]

#[allow(dead_code, reason = "shared with the other benches, which use more of it")]
mod desk;

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use std::{env, thread};

use desk::canvas;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How often each is started, and how often a key is pressed.
const STARTS: usize = 40;
const KEYS: usize = 60;
/// A pause before a start, and what is taken for silence after a frame.
const PAUSE: Duration = Duration::from_millis(120);
const SILENCE: Duration = Duration::from_millis(60);
/// What takes longer does not come any more: a first frame, and any other.
const LONG: Duration = Duration::from_secs(20);
const WAIT: Duration = Duration::from_secs(1);

/// A program in a terminal of 120 by 36.
struct Run {
    _terminal: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    /// What came, and when.
    output: Receiver<(Instant, Vec<u8>)>,
    began: Instant,
}

impl Run {
    fn start(command: CommandBuilder) -> Self {
        let size = PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let keys = pair.master.take_writer().expect("a writer");
        let (send, output) = channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if send.send((Instant::now(), buffer[..count].to_vec())).is_err() {
                    return;
                }
            }
        });
        let began = Instant::now();
        let child = pair.slave.spawn_command(command).expect("it starts");
        Self { _terminal: pair.master, child, keys, output, began }
    }

    /// Waits for the bytes that end a first frame.
    fn first_frame(&self, end: &[u8]) -> Duration {
        let mut seen = Vec::new();
        loop {
            let (at, bytes) = self
                .output
                .recv_timeout(LONG)
                .unwrap_or_else(|_| panic!("no frame in {:?}", String::from_utf8_lossy(&seen)));
            seen.extend(bytes);
            if seen.windows(end.len()).any(|part| part == end) {
                return at - self.began;
            }
        }
    }

    /// Waits until nothing more comes; when the last of it came, and how many bytes it was. Nothing where nothing came.
    fn silence(&self) -> Option<(Instant, usize)> {
        let (mut last, bytes) = self.output.recv_timeout(WAIT).ok()?;
        let mut count = bytes.len();
        while let Ok((at, bytes)) = self.output.recv_timeout(SILENCE) {
            (last, count) = (at, count + bytes.len());
        }
        Some((last, count))
    }

    /// Presses a key; how long its frame takes, and how many bytes it is. Nothing where nothing changes, as with a space
    /// at the end of a line that is full.
    fn press(&mut self, key: &str) -> Option<(Duration, usize)> {
        let pressed = Instant::now();
        self.keys.write_all(key.as_bytes()).expect("it reads keys");
        let (last, count) = self.silence()?;
        Some((last - pressed, count))
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What is compared.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    /// A product with 30 canvases of 30 notes, a canvas of 100 notes by itself, a text of 100 lines, and an empty file.
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        };
        for workspace in ["many", "one"] {
            write(&format!("{workspace}/apiops/stationmaster.toml"), "format = 1\n");
            write(&format!("{workspace}/apiops/orders/product.toml"), desk::common::PRODUCT);
        }
        for at in 0..30 {
            write(&format!("many/apiops/orders/api-value-proposition.c{at}.toml"), &canvas(30, at * 30));
        }
        write("one/apiops/orders/api-value-proposition.toml", &canvas(100, 0));
        write("lines", &"See where an order is without calling support\n".repeat(100));
        File::create(folder.path().join("empty")).expect("made");
        Self { folder }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn command(&self, program: &Path, arguments: &[&str], folder: &str) -> CommandBuilder {
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.cwd(self.path(folder));
        command.env("STATIONMASTER_STATE", self.path("state"));
        command.env("XDG_CONFIG_HOME", self.path("config"));
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        command
    }

    fn ours(&self, folder: &str, arguments: &[&str]) -> CommandBuilder {
        self.command(Path::new(env!("CARGO_BIN_EXE_stationmaster")), arguments, folder)
    }

    fn vims(&self, vim: &Path, file: &str) -> CommandBuilder {
        self.command(vim, &["-u", "NONE", file], ".")
    }
}

/// The `vim` that is found first.
fn vim() -> Option<PathBuf> {
    let found = |folder: PathBuf| Some(folder.join("vim")).filter(|path| path.is_file());
    env::split_paths(&env::var_os("PATH")?).find_map(found)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn row(what: &str, ours: Duration, vims: Duration, promise: f64) {
    let millis = |time: Duration| time.as_secs_f64() * 1e3;
    let share = millis(ours) / millis(vims);
    println!("{what:<44} {:>8.2} ms {:>8.2} ms {share:>8.2} {promise:>10.1}", millis(ours), millis(vims));
}

fn main() -> ExitCode {
    if !env::args().any(|argument| argument == "--bench") {
        // `cargo test --benches` only wants to know whether it runs.
        return ExitCode::SUCCESS;
    }
    let Some(vim) = vim() else {
        eprintln!("vim: it is missing. Install it (Debian, Ubuntu: apt-get install vim; Fedora: dnf install vim),");
        eprintln!("then run cargo bench --bench vim again.");
        return ExitCode::from(2);
    };
    let place = Place::new();
    println!("{:<44} {:>11} {:>11} {:>8} {:>10}", "median", "ours", "vim's", "share", "promised");
    starts(&place, &vim);
    keys(&place, &vim);
    ExitCode::SUCCESS
}

/// From the start of a process to its first frame.
fn starts(place: &Place, vim: &Path) {
    let (mut ours, mut vims) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        thread::sleep(PAUSE);
        // The end of the first synchronised update.
        ours.push(Run::start(place.ours("many", &[])).first_frame(b"\x1b[?2026l"));
        thread::sleep(PAUSE);
        // The line that says which file it is comes last.
        vims.push(Run::start(place.vims(vim, "empty")).first_frame(b"\"empty\" "));
        // It was killed, and would ask about that.
        let _ = fs::remove_file(place.path(".empty.swp"));
    }
    row("start to first frame, 30 canvases", median(ours), median(vims), 1.15);
}

/// From a key to its frame.
fn keys(place: &Place, vim: &Path) {
    let mut ours = Run::start(place.ours("one", &["open", "orders/api-value-proposition"]));
    let mut vims = Run::start(place.vims(vim, "lines"));
    ours.silence();
    vims.silence();
    let both = |ours: &mut Run, vims: &mut Run, keys: &[&str]| {
        let pressed = (0..KEYS).map(|at| keys[at % keys.len()]).map(|key| (ours.press(key), vims.press(key)));
        let (ours, vims): (Vec<_>, Vec<_>) = pressed.unzip();
        let mut bytes: Vec<usize> = ours.iter().flatten().map(|(_, bytes)| *bytes).collect();
        bytes.sort_unstable();
        let times =
            |frames: Vec<Option<(Duration, usize)>>| frames.into_iter().flatten().map(|(time, _)| time).collect();
        (median(times(ours)), median(times(vims)), bytes)
    };
    let (moved, vim_moved, _) = both(&mut ours, &mut vims, &["j", "k"]);
    row("key to frame, moving", moved, vim_moved, 2.0);
    ours.press("a");
    vims.press("o");
    let (typed, vim_typed, bytes) = both(&mut ours, &mut vims, &["a", "n", " ", "o", "r", "d", "e", "r", " "]);
    row("key to frame, typing", typed, vim_typed, 2.0);
    println!("written for a typed character: {} bytes; 120 are promised", bytes[bytes.len() / 2]);
}
