//! Which signs were explained to the person who uses the program: a line each in a file of the state folder.

use std::fs;
use std::io::Write as _;

use crate::store::StateDir;
use crate::store::sighting::read_text;

/// The file in the state folder.
const FILE: &str = "met";

/// The words of the signs that were explained; nothing where that cannot be kept, so that nobody is told again and again.
#[must_use]
pub(crate) fn remembered() -> Option<Vec<String>> {
    let path = StateDir::open().ok()?.root().join(FILE);
    if !path.exists() {
        return Some(Vec::new());
    }
    let text = read_text(&path).ok()?;
    Some(text.lines().map(str::to_owned).collect())
}

/// Keeps that a sign was explained. Where that cannot be kept, it is explained again in the next run.
pub(crate) fn remember(sign: &str) {
    let kept = StateDir::open().map(|state| {
        let mut file = fs::OpenOptions::new().append(true).create(true).open(state.root().join(FILE))?;
        writeln!(file, "{sign}")
    });
    if !matches!(kept, Ok(Ok(()))) {
        tracing::warn!("that a sign was explained was not kept");
    }
}
