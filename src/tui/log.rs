//! The log: a file in the state folder, written only where the environment asks for it, and never to the screen.

use std::fs::OpenOptions;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock};

use tracing::level_filters::LevelFilter;

use crate::store::StateDir;

/// The environment variable that asks for it: `error`, `warn`, `info`, `debug` or `trace`.
pub const VARIABLE: &str = "STATIONMASTER_LOG";

/// Where it is written, once it is.
static PLACE: OnceLock<PathBuf> = OnceLock::new();

/// Begins the log, where the environment asks for one that can be written.
pub fn start() {
    let Some(level) = std::env::var(VARIABLE).ok().and_then(|word| word.trim().parse::<LevelFilter>().ok()) else {
        return;
    };
    if level == LevelFilter::OFF {
        return;
    }
    let Ok(folder) = StateDir::open().and_then(|state| state.folder("log")) else { return };
    let place = folder.join("stationmaster.log");
    let Ok(file) = OpenOptions::new().create(true).append(true).open(&place) else { return };
    let log = tracing_subscriber::fmt().with_writer(Mutex::new(file)).with_ansi(false).with_max_level(level).finish();
    if tracing::subscriber::set_global_default(log).is_ok() {
        let _ = PLACE.set(place);
        tracing::info!(version = env!("CARGO_PKG_VERSION"), "begun");
    }
}

/// Where the log is written; nothing where none is.
#[must_use]
pub fn place() -> Option<String> {
    PLACE.get().map(|place| place.display().to_string())
}
