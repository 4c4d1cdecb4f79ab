//! Whether the terminal's background is light: asking it, and remembering what it said.
//!
//! Nobody waits for the answer. One that comes soon is followed, one that comes late is kept for the next start, and none
//! is ever taken for keys, which `decode` sees to.

use std::fs;
use std::io::{self, Write as _, stdout};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::store::StateDir;
use crate::store::sighting::read_text;

/// The file of the state folder that holds what the background was.
const FILE: &str = "ground";

/// The question.
const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";

/// How soon an answer has to come to be followed, and how long the way out waits for one.
const ANSWER_TIMEOUT: Duration = Duration::from_millis(100);

/// When the terminal was asked, where it has not answered; shared with a thread that hears the answer, where there is one.
#[derive(Clone, Default)]
pub(crate) struct Background(Arc<Mutex<Option<Instant>>>);

impl Background {
    fn asked(&self) -> MutexGuard<'_, Option<Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the terminal.
    ///
    /// # Errors
    /// Where it cannot be written to.
    pub(crate) fn ask(&self) -> io::Result<()> {
        *self.asked() = Some(Instant::now());
        let mut out = stdout();
        out.write_all(QUESTION)?;
        out.flush()
    }

    /// The terminal has answered, which is kept for the next start. Says whether it was soon enough to be followed now.
    pub(crate) fn answered(&self, is_light_background: bool) -> bool {
        remember(is_light_background);
        self.asked().take().is_some_and(|asked| asked.elapsed() <= patience())
    }

    /// How long an answer is still worth waiting for; nothing where none is to come.
    pub(crate) fn left(&self) -> Option<Duration> {
        let asked = (*self.asked())?;
        Some(ANSWER_TIMEOUT.saturating_sub(asked.elapsed())).filter(|left| !left.is_zero())
    }
}

/// Tests make it longer or shorter, so that no answer of theirs depends on how busy the machine is.
#[cfg(debug_assertions)]
fn patience() -> Duration {
    let given = std::env::var("STATIONMASTER_TEST_PATIENCE").ok().and_then(|given| given.parse().ok());
    given.map_or(ANSWER_TIMEOUT, Duration::from_millis)
}

#[cfg(not(debug_assertions))]
fn patience() -> Duration {
    ANSWER_TIMEOUT
}

/// Whether the background was light when the terminal last said so.
#[must_use]
pub(crate) fn remembered() -> Option<bool> {
    let text = read_text(&StateDir::locate().ok()?.join(FILE)).ok()?;
    match text.trim() {
        "light" => Some(true),
        "dark" => Some(false),
        _ => None,
    }
}

/// Keeps what the terminal said. Where that cannot be kept, the next start asks again all the same.
fn remember(is_light_background: bool) {
    if remembered() == Some(is_light_background) {
        return;
    }
    let kept = StateDir::open()
        .map(|state| fs::write(state.root().join(FILE), if is_light_background { "light\n" } else { "dark\n" }));
    if !matches!(kept, Ok(Ok(()))) {
        tracing::warn!("the background of the terminal was not kept");
    }
}
