//! The user's configuration on the disk: where it is, what it says, and writing one value of it.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::config::{self, Known, Reading, Settings};
use crate::codec::set_value;
use crate::diagnostic::ConfigError;
use crate::i18n::Catalogue;
use crate::store::sighting::read_text;
use crate::store::{UserError, replace};
use crate::theme::{Library, Own};

/// The environment variable that names another file.
pub const VARIABLE: &str = "STATIONMASTER_CONFIG";
/// The name of the file in the platform's place.
pub const FILE: &str = concat!("config", ".toml"); // in two parts, for it is no key of a sentence

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
    pub problems: Vec<ConfigError>,
    /// What the settings can be.
    pub known: Arc<Known>,
    /// Every theme, those in the folder beside the file among them.
    pub library: Arc<Library>,
}

/// Where the file is: the one the environment names, otherwise the one in the platform's place.
#[must_use]
pub fn locate() -> Option<PathBuf> {
    if let Some(named) = env::var_os(VARIABLE).filter(|named| !named.is_empty()) {
        return std::path::absolute(PathBuf::from(named)).ok();
    }
    let home = directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned());
    let own = directories::ProjectDirs::from("", "", "stationmaster").map(|dirs| dirs.config_dir().to_owned());
    folder(cfg!(target_os = "macos"), home.as_deref(), own).map(|folder| folder.join(FILE))
}

/// The folder of the configuration: the platform's own, or on macOS the one below `~/.config`, where it is there. Many
/// people keep what programs of the terminal need in one place, on every system they use.
fn folder(is_mac: bool, home: Option<&Path>, own: Option<PathBuf>) -> Option<PathBuf> {
    let shared = home.map(|home| home.join(".config/stationmaster"));
    shared.filter(|shared| is_mac && shared.is_dir()).or(own)
}

impl Configuration {
    /// Reads the user's configuration. What cannot be used is among the problems.
    #[must_use]
    pub fn load(languages: fn() -> Vec<String>) -> Self {
        let path = locate();
        let library =
            Library::with(path.as_deref().and_then(themes_folder).map(|folder| own(&folder)).unwrap_or_default());
        let known = Known { themes: library.names(), languages };
        let mut problems = Vec::new();
        let (is_there, text) = match path.as_ref().map(|path| read_text(path)) {
            None => (false, String::new()),
            Some(Ok(text)) => (true, text),
            Some(Err(error)) if error.kind() == io::ErrorKind::NotFound => (false, String::new()),
            Some(Err(error)) => {
                let what = sentence!("config.unreadable", path = shown(path.as_deref()), error = error);
                problems.push(ConfigError { place: None, what, help: sentence!("error.denied.help") });
                (true, String::new())
            }
        };
        let reading = if text.is_empty() { Reading::default() } else { config::read(&text, &known) };
        problems.extend(reading.problems.iter().cloned());
        let environment = |name: &str| env::var(name).ok();
        let (settings, more) = Settings::of(&reading, environment, &known);
        problems.extend(more);
        Self { path, is_there, reading, settings, problems, known: Arc::new(known), library: Arc::new(library) }
    }

    /// The path of the file as people read it.
    #[must_use]
    pub fn shown(&self) -> String {
        shown(self.path.as_deref())
    }
}

/// The folder with the user's own themes, which may not be there.
#[must_use]
pub fn themes_folder(config: &Path) -> Option<PathBuf> {
    Some(config.parent()?.join("themes"))
}

/// The user's own themes. A file that cannot be read is left out; `doctor` says so.
fn own(folder: &Path) -> Vec<Own> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut own: Vec<Own> = paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .filter_map(|path| {
            let name = path.file_stem()?.to_str()?.to_owned();
            Some(Own { name, path: path.display().to_string(), text: read_text(&path).ok()? })
        })
        .collect();
    own.sort_by(|a, b| a.name.cmp(&b.name));
    own
}

/// Writes one value into the configuration file, and makes the file where it is not there. Everything else in it stays,
/// and a link is followed to the file it names.
///
/// # Errors
/// Where there is no place for the file, it is no TOML, or the disk says no; in words of the system.
pub fn remember(path: &Path, name: &str, value: &str, words: &Catalogue) -> Result<(), String> {
    let text = match read_text(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => config::template(words),
        Err(error) => return Err(error.to_string()),
    };
    let changed = set_value(&text, name, value)?;
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = place.parent().ok_or_else(|| place.display().to_string())?;
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    let flush = replace::replace(&place, changed.as_bytes(), folder).map_err(|error| error.explain().tell(words))?;
    flush.flush().map_err(|error| error.explain().tell(words))
}

fn shown(path: Option<&Path>) -> String {
    path.map_or_else(|| FILE.to_owned(), |path| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_macos_the_shared_place_counts_where_it_is_there() {
        let home = tempfile::tempdir().expect("a folder");
        let own = home.path().join("Library/Application Support/stationmaster");
        let found = |is_mac| folder(is_mac, Some(home.path()), Some(own.clone()));
        assert_eq!((found(true), found(false)), (Some(own.clone()), Some(own.clone())));
        let shared = home.path().join(".config/stationmaster");
        fs::create_dir_all(&shared).expect("made");
        assert_eq!((found(true), found(false)), (Some(shared), Some(own.clone())));
        assert_eq!(folder(true, None, None), None);
    }
}
