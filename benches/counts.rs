//! How many instructions the start, a frame and a key take. `cargo bench --bench counts` runs each under callgrind, so that
//! the numbers are the same on a busy machine and on an idle one, and fails where a canvas of 10,000 notes costs more than
//! three tenths more than one of 100, or anything more than its budget.
#![allow(unreachable_pub, reason = "nothing is outside a program of tests")]

mod desk;

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::{env, fs, thread};

use desk::common::keys;
use desk::{CanvasFile, Desk, canvas};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use stationmaster::app::Key;

/// Numbers of notes: a full canvas, and far more than anybody writes.
const FEW: usize = 100;
const MANY: usize = 10_000;

/// What is less than this is no key.
const LEAST: u64 = 1_000;

/// What is counted: the keys, and by itself the frame after them.
struct Scenario {
    name: &'static str,
    /// Keys that lead there, which are not counted.
    before: &'static str,
    keys: &'static str,
    /// The most instructions the keys may take, and the frame, in thousands.
    budget: (u64, u64),
}

const fn scenario(name: &'static str, before: &'static str, keys: &'static str, budget: (u64, u64)) -> Scenario {
    Scenario { name, before, keys, budget }
}

const SCENARIOS: &[Scenario] = &[
    scenario("draw: walk", "1", "", (0, 2_500)),
    scenario("draw: grid", "2", "", (0, 6_100)),
    scenario("draw: board", "3", "", (0, 2_700)),
    scenario("draw: spotlight", "4", "", (0, 3_200)),
    scenario("type a character", "1ax", "y", (93, 2_400)),
    scenario("type into a note far down", "1G<up><enter>x", "y", (125, 2_500)),
    scenario("delete a character", "1axy", "<backspace>", (93, 2_400)),
    scenario("begin a note", "1", "a", (280, 2_500)),
    scenario("finish a note", "1axy", "<esc>", (113, 2_500)),
    scenario("finish a note and begin the next", "1axy", "<enter>", (130, 2_400)),
    scenario("change a note", "1gg<enter>x", "<esc>", (111, 2_500)),
    scenario("delete a note", "1gg", "d", (124, 3_400)),
    scenario("delete the last note", "1G", "d", (160, 3_400)),
    scenario("undo", "1ggd", "u", (110, 2_500)),
    scenario("redo", "1ggdu", "<ctrl-r>", (122, 2_500)),
    scenario("focus: next note", "1gg", "j", (100, 2_500)),
    scenario("focus: next note, grid", "2gg", "j", (1_280, 6_100)),
    scenario("focus: next note, board", "3gg", "j", (147, 2_700)),
    scenario("focus: next note, spotlight", "1gg4", "j", (92, 3_200)),
    scenario("focus: page down", "1gg", "<pagedown>", (86, 2_500)),
    scenario("focus: last note", "1gg", "G", (280, 2_600)),
    scenario("focus: next section", "1gg", "<tab>", (250, 2_800)),
    scenario("focus: a note by its number", "1", "g1.33", (573, 2_500)),
    scenario("move a note down", "1ggjj", "J", (104, 2_500)),
    scenario("move a note up, far down", "1G", "K", (118, 2_600)),
    scenario("select", "1gg", " ", (77, 2_500)),
    scenario("group", "1ggj", ">", (121, 2_600)),
    scenario("cut", "1gg", "x", (117, 3_150)),
    scenario("put", "1ggyj", "p", (121, 3_150)),
    scenario("ask for the kind", "1gg", "t", (103, 2_600)),
    scenario("the map", "1", "q", (153, 4_100)),
];

/// The frame after which the program has painted something.
const FRAME: &str = "stationmaster::tui::app::App::draw";

/// The most instructions the program may take from its start to the end of its first frame, and to the end of the second,
/// which shows the whole map, in thousands.
const START: [(&str, u64); 2] = [("first frame", 7_900), ("whole map", 31_500)];

/// How many canvases of 30 notes are checked, and the most instructions a run of `check` over them may take, in thousands.
const CHECK: (usize, u64) = (100, 115_000);

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [mode, notes, wanted] = &arguments[..]
        && mode == "--measure"
    {
        measure(notes.parse().expect("a number of notes"), wanted);
        return ExitCode::SUCCESS;
    }
    if !arguments.iter().any(|argument| argument == "--bench") {
        // `cargo test --benches` only wants to know whether it runs.
        return ExitCode::SUCCESS;
    }
    let has_valgrind = Command::new("valgrind").arg("--version").stdout(Stdio::null()).status().is_ok();
    if !has_valgrind {
        eprintln!("counts: valgrind is missing. Install it (Debian, Ubuntu: apt-get install valgrind;");
        eprintln!("Fedora: dnf install valgrind), then run cargo bench --bench counts again.");
        return ExitCode::from(2);
    }
    report(arguments.iter().find(|argument| !argument.starts_with('-')).map_or("", String::as_str))
}

/// The scenarios whose name holds a word.
fn scenarios(wanted: &str) -> Vec<&'static Scenario> {
    SCENARIOS.iter().filter(|scenario| scenario.name.contains(wanted)).collect()
}

/// Goes through the scenarios. Callgrind counts only what [`measured`] does, each call by itself.
fn measure(notes: usize, wanted: &str) {
    let sheet = CanvasFile::of(notes);
    for scenario in scenarios(wanted) {
        let mut desk = Desk::new(&sheet, scenario.before);
        measured(&mut desk, Act::Keys(&keys(scenario.keys)));
        measured(&mut desk, Act::Frame);
    }
}

#[derive(Clone, Copy)]
enum Act<'a> {
    Keys(&'a [Key]),
    Frame,
}

#[inline(never)]
fn measured(desk: &mut Desk, act: Act) {
    match act {
        Act::Keys(keys) => keys.iter().for_each(|key| desk.key(*key)),
        Act::Frame => desk.draw(),
    }
}

/// Counts everything whose name holds `wanted`, prints the table, and says what is too much.
fn report(wanted: &str) -> ExitCode {
    let mut wrong = Vec::new();
    let (few, many) = thread::scope(|scope| {
        let few = scope.spawn(|| count(FEW, wanted));
        let many = count(MANY, wanted);
        (few.join().expect("counted"), many)
    });
    println!("{:<36} {:>12} {:>12} {:>6} {:>12}", "instructions", "100 notes", "10,000", "more", "budget");
    let parts = scenarios(wanted).into_iter().flat_map(|scenario| {
        let (keys, frame) = scenario.budget;
        [(scenario.name, "key", keys), (scenario.name, "frame", frame)]
    });
    for (((name, part, budget), few), many) in parts.zip(few).zip(many) {
        if part == "key" && few < LEAST {
            continue;
        }
        let more = i64::try_from(many * 100 / few.max(1)).expect("a percentage") - 100;
        let budget = budget * 1_000;
        let name = format!("{name}: {part}");
        println!("{name:<36} {few:>12} {many:>12} {more:>5}% {budget:>12}");
        if many * 10 > few * 13 {
            wrong.push(format!("{name}: 10,000 notes cost {more} % more than 100; three tenths are allowed"));
        }
        if few.max(many) > budget {
            wrong.push(format!("{name}: more than its budget of {budget}"));
        }
    }
    if "start".contains(wanted) {
        for ((until, budget), start) in START.into_iter().zip(count_start()) {
            let (name, budget) = (format!("start to {until}, 30 canvases"), budget * 1_000);
            println!("{name:<36} {start:>12} {:>12} {:>6} {budget:>12}", "", "");
            if start > budget {
                wrong.push(format!("{name}: more than its budget of {budget}"));
            }
        }
    }
    if "check".contains(wanted) {
        let (canvases, budget) = CHECK;
        let (name, budget) = (format!("check {canvases} canvases of 30 notes"), budget * 1_000);
        let check = count_check(canvases);
        println!("{name:<36} {check:>12} {:>12} {:>6} {budget:>12}", "", "");
        if check > budget {
            wrong.push(format!("{name}: more than its budget of {budget}"));
        }
    }
    for line in &wrong {
        eprintln!("counts: {line}");
    }
    if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn valgrind(out: &Path) -> Vec<String> {
    let (out, log) = (out.display(), out.with_extension("log"));
    let log = format!("--log-file={}", log.display());
    ["valgrind", "--tool=callgrind", &format!("--callgrind-out-file={out}"), &log].map(str::to_owned).into()
}

/// The total of a file of callgrind's.
fn total(out: &Path) -> u64 {
    let text = fs::read_to_string(out).expect("callgrind writes");
    let number = text.lines().find_map(|line| line.strip_prefix("totals: "));
    number.and_then(|number| number.trim().parse().ok()).expect("callgrind counts")
}

/// Counts the scenarios in a process of their own, one after the other.
fn count(notes: usize, wanted: &str) -> Vec<u64> {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let command = valgrind(&out);
    let status = Command::new(&command[0])
        .args(&command[1..])
        .args(["--toggle-collect=counts::measured", "--dump-after=counts::measured"])
        .arg(env::current_exe().expect("a path"))
        .args(["--measure", &notes.to_string(), wanted])
        .status()
        .expect("valgrind runs");
    assert!(status.success(), "counting with {notes} notes failed");
    (1..=scenarios(wanted).len() * 2).map(|number| total(&out.with_extension(number.to_string()))).collect()
}

/// A workspace with one product of that many canvases.
fn workspace(canvases: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let product = folder.path().join("apiops/orders");
    fs::create_dir_all(&product).expect("made");
    fs::write(folder.path().join("apiops/stationmaster.toml"), "format = 1\n").expect("written");
    fs::write(product.join("product.toml"), desk::common::PRODUCT).expect("written");
    for at in 0..canvases {
        fs::write(product.join(format!("api-value-proposition.c{at}.toml")), canvas(30, at * 30)).expect("written");
    }
    folder
}

/// Counts a run of `check`, which finds nothing.
fn count_check(canvases: usize) -> u64 {
    let folder = workspace(canvases);
    let out = folder.path().join("out");
    let command = valgrind(&out);
    let status = Command::new(&command[0])
        .args(&command[1..])
        .args([env!("CARGO_BIN_EXE_stationmaster"), "check"])
        .current_dir(folder.path())
        .env("XDG_CONFIG_HOME", folder.path().join("config"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("valgrind runs");
    assert!(status.success(), "check found something in a workspace without a fault");
    total(&out)
}

/// Counts the program itself in a terminal of 120 by 36, over a product with 30 canvases: to the end of its first frame,
/// and to the end of its second.
fn count_start() -> [u64; 2] {
    let folder = workspace(30);
    let out = folder.path().join("out");
    let size = PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a terminal");
    let command = valgrind(&out);
    let mut builder = CommandBuilder::new(&command[0]);
    builder.args(&command[1..]);
    builder.arg(format!("--dump-after={FRAME}"));
    builder.arg(env!("CARGO_BIN_EXE_stationmaster"));
    builder.cwd(folder.path());
    builder.env("STATIONMASTER_STATE", folder.path().join("state"));
    builder.env("XDG_CONFIG_HOME", folder.path().join("config"));
    builder.env("TERM", "xterm-256color");
    builder.env("LC_ALL", "C.UTF-8");
    let mut child = pair.slave.spawn_command(builder).expect("valgrind runs");
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().expect("a reader");
    let mut writer = pair.master.take_writer().expect("a writer");
    let reading = thread::spawn(move || {
        let (mut seen, mut buffer, mut is_left) = (Vec::new(), [0; 4096], false);
        while let Ok(count) = reader.read(&mut buffer) {
            if count == 0 {
                break;
            }
            seen.extend_from_slice(&buffer[..count]);
            // The end of the first synchronised update: the frame is there.
            if !is_left && seen.windows(8).any(|part| part == b"\x1b[?2026l") {
                is_left = true;
                writer.write_all(b"q").expect("it reads keys");
            }
        }
        String::from_utf8_lossy(&seen).into_owned()
    });
    let status = child.wait().expect("it ends");
    drop(pair.master);
    let screen = reading.join().expect("read");
    assert!(status.success() && screen.contains("Orders"), "the program did not start:\n{screen}");
    let [first, second] = ["1", "2"].map(|number| total(&out.with_extension(number)));
    [first, first + second]
}
