//! The user's configuration on the disk: where it is, what it says, and writing one value of it.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::config::{self, Known, Problem, Reading, Settings};
use crate::method::language::Sentence;

/// The environment variable that names another file.
pub const VARIABLE: &str = "STATIONMASTER_CONFIG";
/// The name of the file in the platform's place.
pub const FILE: &str = "config.toml";

/// A configuration as it was found.
#[derive(Clone, Debug)]
pub struct Configuration {
    /// The file, whether it is there or not; nothing where the platform knows no home.
    pub path: Option<PathBuf>,
    /// Whether it is there.
    pub is_there: bool,
    /// What it says.
    pub reading: Reading,
    /// Every setting, of the file, the environment and the defaults.
    pub settings: Settings,
    /// Everything that is wrong, in the file and in the environment.
    pub problems: Vec<Problem>,
    /// What the settings can be.
    pub known: Arc<Known>,
}

/// Where the file is: the one the environment names, otherwise the one in the platform's place.
#[must_use]
pub fn locate() -> Option<PathBuf> {
    if let Some(named) = env::var_os(VARIABLE).filter(|named| !named.is_empty()) {
        return std::path::absolute(PathBuf::from(named)).ok();
    }
    // Many people keep what programs of the terminal need in one place, on every system they use.
    let shared = directories::BaseDirs::new().map(|dirs| dirs.home_dir().join(".config/stationmaster"));
    if cfg!(target_os = "macos")
        && let Some(shared) = shared.filter(|shared| shared.is_dir())
    {
        return Some(shared.join(FILE));
    }
    directories::ProjectDirs::from("", "", "stationmaster").map(|dirs| dirs.config_dir().join(FILE))
}

impl Configuration {
    /// Reads the user's configuration. What cannot be used is among the problems.
    #[must_use]
    pub fn load(languages: fn() -> Vec<String>) -> Self {
        let path = locate();
        let known = Known { themes: crate::ui::theme::names().to_vec(), languages };
        let mut problems = Vec::new();
        let (is_there, text) = match path.as_ref().map(fs::read_to_string) {
            None => (false, String::new()),
            Some(Ok(text)) => (true, text),
            Some(Err(error)) if error.kind() == io::ErrorKind::NotFound => (false, String::new()),
            Some(Err(error)) => {
                let what = Sentence::new("config.unreadable").with("path", shown(path.as_deref())).with("error", error);
                problems.push(Problem { place: None, what, help: Sentence::new("error.denied.help") });
                (true, String::new())
            }
        };
        let reading = config::read(&text, &known);
        problems.extend(reading.problems.iter().cloned());
        let environment = |name: &str| env::var(name).ok();
        let (settings, more) = Settings::of(&reading, environment, &known);
        problems.extend(more);
        Self { path, is_there, reading, settings, problems, known: Arc::new(known) }
    }

    /// The path of the file as people read it.
    #[must_use]
    pub fn shown(&self) -> String {
        shown(self.path.as_deref())
    }
}

fn shown(path: Option<&Path>) -> String {
    path.map_or_else(|| FILE.to_owned(), |path| path.display().to_string())
}
