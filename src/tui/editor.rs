//! The person's own editor, for a text that wants more than the program's.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::time::{Duration, Instant};

use crate::i18n::{Catalogue, Sentence};

/// The name a text has for the time of its editing; its ending tells editors that it is plain text.
const NAME: (&str, &str) = ("note-", ".txt");

/// An editor that ends sooner has not been used: it has opened a window of its own.
const AT_ONCE: Duration = Duration::from_secs(1);
/// How often a file is looked at that an editor has open in a window of its own.
const LOOK: Duration = Duration::from_millis(200);
/// What a shell says of a program that it does not find.
const NOT_FOUND: i32 = 127;
/// What a shell says of what is there and is no program.
const NOT_RUN: i32 = 126;

/// Opens `text` in `$VISUAL`, else `$EDITOR`, else the system's plainest, and gives back what was saved there. Where the
/// editor returns at once and its window stays, that is said, and the file is waited for.
///
/// # Errors
/// A sentence that says what failed; the text is then as it was.
pub(crate) fn edit(text: &str, words: &Catalogue) -> Result<String, Sentence> {
    let editor =
        ["VISUAL", "EDITOR"].iter().find_map(|name| env::var(name).ok().filter(|value| !value.trim().is_empty()));
    let editor = editor.unwrap_or_else(|| String::from(if cfg!(windows) { "notepad" } else { "vi" }));
    let failed = |error: &io::Error| sentence!("message.editor-failed", editor = &editor, why = error);
    let file = tempfile::Builder::new().prefix(NAME.0).suffix(NAME.1).tempfile().map_err(|error| failed(&error))?;
    let given = format!("{text}\n");
    fs::write(file.path(), &given).map_err(|error| failed(&error))?;
    let began = Instant::now();
    let status = match run(&editor, file.path()) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(missing(&editor)),
        run => run.map_err(|error| failed(&error))?,
    };
    if status.code() == Some(NOT_FOUND) {
        return Err(missing(&editor));
    }
    if status.code() == Some(NOT_RUN) {
        return Err(sentence!("message.editor-not-run", editor = &editor));
    }
    if !status.success() {
        return Err(sentence!("message.editor-refused", editor = &editor));
    }
    let is_as_given = || fs::read(file.path()).is_ok_and(|now| now == given.as_bytes());
    if began.elapsed() < AT_ONCE && is_as_given() {
        println!("{}", words.tell(&sentence!("terminal.editor-returned", editor = &editor)));
        wait_for(file.path(), &is_as_given);
    }
    // The editor may have put another file in its place; what counts is the name.
    let edited = fs::read(file.path()).map_err(|error| failed(&error))?;
    let edited = String::from_utf8(edited).map_err(|_| sentence!("message.editor-not-utf8", editor = &editor))?;
    Ok(edited.trim_end_matches(['\n', '\r']).to_owned())
}

fn missing(editor: &str) -> Sentence {
    sentence!("message.editor-missing", editor = editor)
}

/// Waits until the file is another one and stays as it is for a moment, or until Enter says that it will not be.
#[cfg(unix)]
fn wait_for(file: &Path, is_as_given: &dyn Fn() -> bool) {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let look = Timespec { tv_sec: 0, tv_nsec: i64::try_from(LOOK.as_nanos()).unwrap_or_default() };
    let keyboard = rustix::stdio::stdin();
    let mut before = None;
    loop {
        let mut only = [PollFd::new(&keyboard, PollFlags::IN)];
        if poll(&mut only, Some(&look)).is_ok_and(|count| count > 0) {
            let _ = rustix::io::read(keyboard, &mut [0; 4096]);
            return;
        }
        let now = fs::read(file).ok().filter(|_| !is_as_given());
        if now.is_some() && now == before {
            return;
        }
        before = now;
    }
}

#[cfg(not(unix))]
fn wait_for(_: &Path, _: &dyn Fn() -> bool) {}

/// The variable may hold arguments and quotes, which are the shell's to read.
#[cfg(unix)]
fn run(editor: &str, file: &Path) -> io::Result<ExitStatus> {
    Command::new("sh")
        .args([OsStr::new("-c"), OsStr::new(&format!("{editor} \"$1\"")), OsStr::new("sh"), file.as_os_str()])
        .status()
}

#[cfg(not(unix))]
fn run(editor: &str, file: &Path) -> io::Result<ExitStatus> {
    let mut words = editor.split_whitespace();
    Command::new(words.next().unwrap_or(editor)).args(words).arg(OsStr::new(file)).status()
}
