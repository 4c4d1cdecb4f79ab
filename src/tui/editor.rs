//! The person's own editor, for a text that wants more than the program's.

use std::env;
use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus};

use crate::i18n::Sentence;

/// The name a text has for the time of its editing; its ending tells editors that it is plain text.
const NAME: (&str, &str) = ("note-", ".txt");

/// Opens `text` in `$VISUAL`, else `$EDITOR`, else the system's plainest, and gives back what was saved there.
///
/// # Errors
/// A sentence that says what failed; the text is then as it was.
pub fn edit(text: &str) -> Result<String, Sentence> {
    let editor =
        ["VISUAL", "EDITOR"].iter().find_map(|name| env::var(name).ok().filter(|value| !value.trim().is_empty()));
    let editor = editor.unwrap_or_else(|| String::from(if cfg!(windows) { "notepad" } else { "vi" }));
    let failed = |error: &io::Error| sentence!("message.editor-failed", editor = &editor, why = error);
    let file = tempfile::Builder::new().prefix(NAME.0).suffix(NAME.1).tempfile().map_err(|error| failed(&error))?;
    std::fs::write(file.path(), format!("{text}\n")).map_err(|error| failed(&error))?;
    let status = run(&editor, file.path()).map_err(|error| failed(&error))?;
    if !status.success() {
        return Err(sentence!("message.editor-refused", editor = &editor));
    }
    // The editor may have put another file in its place; what counts is the name.
    let edited = std::fs::read(file.path()).map_err(|error| failed(&error))?;
    let edited = String::from_utf8(edited).map_err(|_| sentence!("message.editor-not-utf8", editor = &editor))?;
    Ok(edited.trim_end_matches(['\n', '\r']).to_owned())
}

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
