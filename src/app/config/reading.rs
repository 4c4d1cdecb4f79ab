//! What a configuration file says.

use super::keys::KeyChoice;
use super::settings::{Known, SETTINGS, Settings, Source, variable};
use crate::diagnostic::{ConfigError, Position};

/// What a file says, as far as it can be used.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Settings by name, each with its value as a word and its place.
    pub values: Vec<(&'static str, String, Position)>,
    /// Keys for commands.
    pub keys: Vec<KeyChoice>,
    /// What is wrong, in the order of the file.
    pub problems: Vec<ConfigError>,
}

impl Settings {
    /// The settings that a configuration and an environment make. `environment` gives the value of a variable; what of
    /// it cannot be used is left out and named.
    #[must_use]
    pub fn of(
        reading: &Reading,
        environment: impl Fn(&str) -> Option<String>,
        known: &Known,
    ) -> (Self, Vec<ConfigError>) {
        let mut settings = Self::default();
        let mut problems = Vec::new();
        for (name, value, place) in &reading.values {
            settings.set(name, value, Source::User(place.line));
        }
        for setting in &SETTINGS {
            let variable = variable(setting.name);
            let Some(value) = environment(&variable).filter(|value| !value.is_empty()) else { continue };
            if setting.takes(&value, known) {
                settings.set(setting.name, &value, Source::Environment(variable));
            } else {
                let (what, help) = setting.refuse(&variable, &value, known);
                problems.push(ConfigError { place: None, what, help });
            }
        }
        (settings, problems)
    }
}
