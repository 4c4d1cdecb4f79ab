//! A pseudo-terminal with the program in it, and folders to run it in.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use stationmaster::codec::{self, Content, FileKind, State};
use stationmaster::document::DocumentBody;
use stationmaster::method::Method;

/// How long something may take before it counts as never: far more than it ever does, for machines under load.
const NEVER: Duration = Duration::from_secs(20);

/// The beginning of a frame.
const BEGIN: &[u8] = b"\x1b[?2026h";

/// The end of a frame: the terminal shows what was drawn since its beginning.
pub const FRAME: &[u8] = b"\x1b[?2026l";

/// The canvas most tests work on, relative to the workspace.
pub const CANVAS: &str = "orders/api-value-proposition.toml";

/// What stands in it at first.
pub const EMPTY: &str =
    "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";

/// The program.
fn program() -> PathBuf {
    // What cargo says when the tests run comes first: then a build of somebody else meanwhile is no matter.
    std::env::var_os("CARGO_BIN_EXE_stationmaster")
        .map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_stationmaster")), PathBuf::from)
}

/// A folder of its own, with a home and a state folder that are nobody else's.
pub struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    /// An empty folder called `parcels`.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let place = Self { folder };
        fs::create_dir(place.inside()).expect("made");
        fs::create_dir(place.folder.path().join("tmp")).expect("made");
        place
    }

    /// A folder with a workspace that holds the product Orders and an empty canvas.
    pub fn workspace() -> Self {
        Self::with_canvas(EMPTY)
    }

    /// The same with another canvas.
    pub fn with_canvas(canvas: &str) -> Self {
        let place = Self::empty();
        place.write("stationmaster.toml", "format = 1\nlanguage = \"en\"\n");
        place.write(
            "orders/product.toml",
            "format = 1\nname = \"Orders\"\ncycle = \"api-productization-cycle\"\nstyles = []\n",
        );
        place.write(CANVAS, canvas);
        place
    }

    /// Where the program is run.
    pub fn inside(&self) -> PathBuf {
        self.folder.path().join("parcels")
    }

    /// The state folder.
    pub fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    /// A path in the workspace.
    pub fn path(&self, path: &str) -> PathBuf {
        self.inside().join("apiops").join(path)
    }

    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, content).expect("written");
    }

    /// Writes a file as editors do: another one, renamed over it.
    pub fn replace(&self, path: &str, content: &str) {
        let (path, beside) = (self.path(path), self.path(&format!("{path}~")));
        fs::write(&beside, content).expect("written");
        fs::rename(beside, path).expect("renamed");
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The texts of all notes of the canvas, in the file's order.
    pub fn notes(&self) -> Vec<String> {
        let bytes = fs::read(self.path(CANVAS)).expect("read");
        let reading = codec::read(&bytes, FileKind::DocumentBody, Method::built_in());
        let Some(Content::DocumentBody(DocumentBody::Canvas(canvas))) = reading.content else {
            panic!("no canvas: {reading:?}")
        };
        assert_eq!(reading.state, State::Valid, "{}", reading.text);
        canvas.notes().map(|(_, note)| note.text.clone()).collect()
    }

    /// The environment it is run with.
    pub fn environment(&self) -> [(&'static str, PathBuf); 7] {
        [
            ("HOME", self.folder.path().join("home")),
            ("STATIONMASTER_STATE", self.state()),
            ("STATIONMASTER_RUNTIME", self.folder.path().join("run")),
            ("TMPDIR", self.folder.path().join("tmp")),
            ("TERM", "xterm-256color".into()),
            ("LANG", "C.UTF-8".into()),
            ("PATH", std::env::var_os("PATH").map_or_else(|| "/usr/bin:/bin".into(), PathBuf::from)),
        ]
    }

    /// The program without a terminal.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.args(arguments).current_dir(self.inside()).env_clear().envs(self.environment()).stdin(Stdio::null());
        command
    }

    /// Checks the workspace with the program itself.
    pub fn check(&self) -> Output {
        self.command(&["check"]).output().expect("the program runs")
    }

    /// Fails where the program itself finds a fault in the workspace.
    pub fn assert_sound(&self) {
        let checked = self.check();
        assert_eq!(checked.status.code(), Some(0), "{checked:?}\n{}", self.read(CANVAS));
    }

    /// The canvas opened at its first section, in a window of 80 by 24.
    pub fn open(&self) -> Run {
        self.open_in(80, 24)
    }

    /// The same in another window.
    pub fn open_in(&self, columns: u16, rows: u16) -> Run {
        let mut run = self.start(&["open", CANVAS]).size(columns, rows).run();
        run.wait_for(" filled");
        // It lands at the first unfinished section; the way back is Shift-Tab.
        if !run.screen().contains("Tasks") && run.screen().contains("Gain Enabling Features") {
            run.keys("\x1b[Z");
        }
        run.wait_for("Tasks");
        run
    }

    /// The program about to be run in a terminal.
    pub fn start(&self, arguments: &[&str]) -> Start {
        let command = std::iter::once(program().into_os_string()).chain(arguments.iter().map(Into::into)).collect();
        let mut start =
            Start { command, inside: self.inside(), environment: Vec::new(), size: (80, 24), ahead: Vec::new() };
        for (name, value) in self.environment() {
            start = start.with(name, value.to_str().expect("a path of plain letters"));
        }
        start
    }
}

/// A program about to be run in a terminal.
pub struct Start {
    command: Vec<std::ffi::OsString>,
    inside: PathBuf,
    environment: Vec<(String, String)>,
    size: (u16, u16),
    ahead: Vec<u8>,
}

impl Start {
    /// Columns and rows of the window.
    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }

    /// The folder it is run in.
    pub fn within(mut self, folder: &Path) -> Self {
        folder.clone_into(&mut self.inside);
        self
    }

    /// A variable of the environment.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.environment.retain(|(other, _)| other != name);
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Keys that are typed before the program is there.
    pub fn typed_ahead(mut self, keys: &str) -> Self {
        self.ahead = keys.into();
        self
    }

    /// The same behind `sh -c`, which does something first; `exec "$@"` is the program.
    pub fn behind(mut self, script: &str) -> Self {
        self.command.splice(0..0, ["sh", "-c", script, "sh"].map(Into::into));
        self
    }

    /// Another program, such as a shell that people type into.
    pub fn instead(mut self, command: &[&str]) -> Self {
        self.command = command.iter().map(Into::into).collect();
        self
    }

    pub fn run(self) -> Run {
        let (columns, rows) = self.size;
        let pair = native_pty_system().openpty(size(columns, rows)).expect("a pseudo-terminal");
        let terminal = Arc::new(Terminal { now: Mutex::new(Now::new(columns, rows)), changed: Condvar::new() });
        let before = settings(&*pair.master);
        let mut keys = pair.master.take_writer().expect("a writer");
        keys.write_all(&self.ahead).expect("typed");
        let mut command = CommandBuilder::from_argv(self.command);
        command.cwd(self.inside);
        command.env_clear();
        for (name, value) in self.environment {
            command.env(name, value);
        }
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let child = pair.slave.spawn_command(command).expect("started");
        // The slave stays open as a shell would keep it: what was written last is still read, and settings stay.
        let shown = Arc::clone(&terminal);
        thread::spawn(move || {
            let mut bytes = [0; 16384];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                shown.take(&bytes[..count]);
                if shown.now().is_closed {
                    return;
                }
            }
        });
        Run { child, master: Some(pair.master), slave: Some(pair.slave), keys: Some(keys), terminal, before }
    }
}

/// What the terminal shows, and every byte it was sent.
struct Now {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    /// How many of the bytes have reached the screen: frames come onto it as a whole, as on terminals people have.
    shown: usize,
    /// Whether the window is gone.
    is_closed: bool,
}

impl Now {
    fn new(columns: u16, rows: u16) -> Self {
        let at_least_one = |count| NonZeroU16::new(count).unwrap_or(NonZeroU16::MIN);
        Self {
            parser: vt100::Parser::new(at_least_one(rows), at_least_one(columns), 0),
            bytes: Vec::new(),
            shown: 0,
            is_closed: false,
        }
    }

    fn show(&mut self) {
        loop {
            let rest = &self.bytes[self.shown..];
            let count = match find(rest, BEGIN) {
                Some(0) => match find(rest, FRAME) {
                    Some(at) => at + FRAME.len(),
                    None => return,
                },
                Some(at) => at,
                // The beginning of a frame may have come in part.
                None => {
                    match rest.iter().rposition(|byte| *byte == b'\x1b').filter(|at| BEGIN.starts_with(&rest[*at..])) {
                        Some(at) => at,
                        None => rest.len(),
                    }
                }
            };
            if count == 0 {
                return;
            }
            self.parser.process(&self.bytes[self.shown..self.shown + count]);
            self.shown += count;
        }
    }
}

/// Where some bytes first stand in others.
pub fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

struct Terminal {
    now: Mutex<Now>,
    changed: Condvar,
}

impl Terminal {
    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, bytes: &[u8]) {
        let mut now = self.now();
        now.bytes.extend_from_slice(bytes);
        now.show();
        self.changed.notify_all();
    }
}

/// A program in a terminal. Dropping it kills it.
pub struct Run {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    slave: Option<Box<dyn portable_pty::SlavePty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    terminal: Arc<Terminal>,
    /// The terminal's settings before the program started.
    before: String,
}

impl Run {
    /// The text on the screen.
    pub fn screen(&self) -> String {
        self.terminal.now().parser.screen().contents()
    }

    /// Waits until the terminal is as `is` says. `what` says so in words.
    pub fn wait_until(&self, what: &str, mut is: impl FnMut(&vt100::Screen, &[u8]) -> bool) {
        let late = Instant::now() + NEVER;
        let mut now = self.terminal.now();
        while !is(now.parser.screen(), &now.bytes) {
            let left = late.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let tail = now.bytes.len().saturating_sub(300);
                let tail = String::from_utf8_lossy(&now.bytes[tail..]).escape_debug().to_string();
                let screen = now.parser.screen().contents();
                drop(now);
                panic!("never came: {what}\n{screen}\n--- the last bytes: {tail}");
            }
            (now, _) = self.terminal.changed.wait_timeout(now, left).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits until a text is on the screen.
    pub fn wait_for(&self, text: &str) {
        self.wait_until(&format!("{text:?}"), |screen, _| screen.contents().contains(text));
    }

    /// Waits until a text is no longer on the screen.
    pub fn wait_gone(&self, text: &str) {
        self.wait_until(&format!("no {text:?}"), |screen, _| !screen.contents().contains(text));
    }

    /// Answers a question that came up by itself: a key means nothing before it has stood there for a moment, so that it is
    /// pressed again where the question is still there after a while.
    pub fn answer(&mut self, key: &str, question: &str) {
        for _ in 0..20 {
            self.keys(key);
            let late = Instant::now() + Duration::from_millis(800);
            let mut now = self.terminal.now();
            loop {
                if !now.parser.screen().contents().contains(question) {
                    return;
                }
                let left = late.saturating_duration_since(Instant::now());
                if left.is_zero() {
                    break;
                }
                (now, _) = self.terminal.changed.wait_timeout(now, left).unwrap_or_else(PoisonError::into_inner);
            }
        }
        panic!("{question:?} takes no answer:\n{}", self.screen());
    }

    /// Waits until a whole frame was drawn since `mark`.
    pub fn wait_frame(&self, mark: usize) {
        self.wait_until("a frame", |_, bytes| find(&bytes[mark..], FRAME).is_some());
    }

    /// Waits until the title line says that everything is saved.
    pub fn wait_saved(&self) {
        self.wait_until("saved", |screen, _| title(screen).ends_with("· saved"));
    }

    /// Waits until the title line says that something is not.
    pub fn wait_not_saved(&self) {
        self.wait_until("not saved", |screen, _| title(screen).ends_with("· not saved"));
    }

    /// Adds a note to the section in focus and waits until it is on the screen.
    pub fn add(&mut self, text: &str) {
        self.keys(format!("a{text}"));
        self.wait_for(text);
        self.end_typing();
    }

    /// Leaves with Ctrl-C and fails where that does not end well.
    pub fn leave(&mut self) {
        self.keys("\x03");
        self.assert_left(0);
    }

    /// How many bytes the terminal was sent so far.
    pub fn mark(&self) -> usize {
        self.terminal.now().bytes.len()
    }

    /// What it was sent since.
    pub fn since(&self, mark: usize) -> Vec<u8> {
        self.terminal.now().bytes[mark..].to_vec()
    }

    /// Types: `\r` is Enter, `\x1b` Esc, `\x03` Ctrl-C, as terminals send them.
    pub fn keys(&mut self, keys: impl AsRef<[u8]>) {
        let keys = keys.as_ref();
        let writer = self.keys.as_mut().expect("the window is open");
        writer.write_all(keys).and_then(|()| writer.flush()).unwrap_or_else(|error| panic!("{keys:?}: {error}"));
    }

    /// Ends typing with Esc, and waits for the commands: a key that follows at once would be one with Alt held.
    pub fn end_typing(&mut self) {
        self.wait_for("Esc finish");
        self.keys("\x1b");
        self.wait_gone("Esc finish");
    }

    /// Pastes, as terminals do that were asked to say so.
    pub fn paste(&mut self, text: &str) {
        self.keys(format!("\x1b[200~{text}\x1b[201~"));
    }

    /// Gives the window another size.
    pub fn resize(&self, columns: u16, rows: u16) {
        let at_least_one = |count| NonZeroU16::new(count).unwrap_or(NonZeroU16::MIN);
        self.terminal.now().parser.set_size(at_least_one(rows), at_least_one(columns));
        self.master.as_ref().expect("the window is open").resize(size(columns, rows)).expect("resized");
    }

    pub fn id(&self) -> u32 {
        self.child.process_id().expect("it was started")
    }

    /// Sends a signal, such as `TERM`.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("sh").args(["-c", "kill -s \"$0\" \"$1\"", name, &self.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()), "{name} could not be sent");
    }

    /// Waits until the process stands still.
    #[cfg(target_os = "linux")]
    pub fn wait_stopped(&self) {
        let is_stopped = || {
            let stat = fs::read_to_string(format!("/proc/{}/stat", self.id())).expect("a process");
            stat.rsplit(") ").next().is_some_and(|rest| rest.starts_with('T'))
        };
        while !is_stopped() {
            thread::yield_now();
        }
    }

    /// Sets the terminal as a shell does that takes it back: line by line, with mouse and pastes as they come.
    pub fn set_as_before(&self) {
        let name = self.master.as_ref().and_then(|master| master.tty_name()).expect("a terminal with a name");
        let set = Command::new("stty").arg("-F").arg(name).arg("sane").status();
        assert!(set.is_ok_and(|status| status.success()));
        self.terminal.take(b"\x1b[?1049l\x1b[?2004l\x1b[?1004l\x1b[?1006l\x1b[?1000l");
    }

    /// Kills the program at once.
    pub fn kill(&mut self) {
        let child: &mut dyn Child = &mut *self.child;
        let child = child.downcast_mut::<std::process::Child>().expect("a process");
        let _ = child.kill();
        let _ = child.wait();
    }

    /// Closes the window.
    pub fn close(&mut self) {
        // The thread that reads holds the window, too: it lets go with the next bytes, which another size brings.
        self.terminal.now().is_closed = true;
        self.resize(100, 30);
        (self.keys, self.slave, self.master) = (None, None, None);
    }

    /// Waits until the program has ended, and says with which code.
    pub fn exit_code(&mut self) -> u32 {
        let late = Instant::now() + NEVER;
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                assert!(status.signal().is_none(), "ended by {status:?}");
                return status.exit_code();
            }
            assert!(Instant::now() < late, "never ended:\n{}", self.screen());
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits for the end and fails where the code is another one or the terminal is not as it was before.
    pub fn assert_left(&mut self, code: u32) {
        assert_eq!(self.exit_code(), code, "{}", self.screen());
        self.assert_restored();
    }

    /// Fails where the terminal is not as it was before the program started.
    pub fn assert_restored(&self) {
        let is_plain = |screen: &vt100::Screen| {
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        };
        self.wait_until("the terminal restored", |screen, _| is_plain(screen));
        let now = self.terminal.now();
        assert!(switched_on(&now.bytes).is_empty(), "still on: {:?}", switched_on(&now.bytes));
        drop(now);
        assert_eq!(settings(&**self.master.as_ref().expect("the window is open")), self.before);
    }

    /// What has come onto the screen that stays when the program has gone.
    pub fn left_behind(&self) -> String {
        self.screen().trim().to_owned()
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The first line of the screen.
pub fn title(screen: &vt100::Screen) -> String {
    screen.contents().lines().next().unwrap_or_default().trim_end().to_owned()
}

/// The private modes that were switched on and not off again; that the cursor shows is the terminal's own.
fn switched_on(bytes: &[u8]) -> Vec<String> {
    let mut on: Vec<String> = Vec::new();
    for sequence in super::output::sequences(bytes) {
        let Some(rest) = sequence.strip_prefix("\x1b[?") else { continue };
        let (modes, last) = rest.split_at(rest.len() - 1);
        for mode in modes.split(';') {
            on.retain(|other| other != mode);
            if last == "h" && mode != "25" {
                on.push(mode.to_owned());
            }
        }
    }
    on
}

fn settings(terminal: &dyn MasterPty) -> String {
    format!("{:?}", terminal.get_termios().expect("settings"))
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

/// Every file below a folder, sorted.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}
