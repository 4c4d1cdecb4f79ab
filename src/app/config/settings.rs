//! The table of settings, and which of several places decides one: flag, environment, workspace, file, default.

use crate::diagnostic::nearest;
use crate::document::Names;
use crate::i18n::{Catalogue, Sentence};

/// What the program knows beyond the table of settings.
#[derive(Clone, Debug)]
pub struct Known {
    /// Names of themes.
    pub themes: Vec<String>,
    /// Codes of every language something can be said in; looked for only where one without a catalogue is named.
    pub languages: fn() -> Vec<String>,
}

/// What a setting can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// On or off.
    Switch,
    /// One of a few words.
    Word(&'static [&'static str]),
    /// The name of a theme.
    Theme,
    /// The code of a language.
    Language,
}

/// One row of the table. What it is for says the sentence `config.setting.<name>`.
#[derive(Debug)]
pub struct Setting {
    /// Its name in the file.
    pub name: &'static str,
    /// What it can be.
    pub kind: Kind,
    /// What it is where nobody says anything.
    pub default: &'static str,
}

/// Every setting, in the order of the file. Reading, documentation and `doctor` follow this table.
pub const SETTINGS: [Setting; 7] = [
    Setting { name: "theme", kind: Kind::Theme, default: AUTO },
    Setting { name: "language", kind: Kind::Language, default: "en" },
    Setting { name: "linear", kind: Kind::Switch, default: "false" },
    Setting { name: "mouse", kind: Kind::Switch, default: "true" },
    Setting { name: "bell", kind: Kind::Switch, default: "false" },
    Setting { name: "motion", kind: Kind::Switch, default: "true" },
    Setting { name: "names", kind: Kind::Word(&["roles", "initials", "full"]), default: "roles" },
];

/// The theme that follows the terminal.
pub const AUTO: &str = "auto";

impl Setting {
    /// Whether a word is a value it can have.
    #[must_use]
    pub fn takes(&self, word: &str, known: &Known) -> bool {
        let is_spoken = self.kind == Kind::Language && Catalogue::of(word).is_some();
        is_spoken || self.words(known).iter().any(|known| known == word)
    }

    /// The words it can be.
    #[must_use]
    pub fn words(&self, known: &Known) -> Vec<String> {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        match self.kind {
            Kind::Switch => owned(&["true", "false"]),
            Kind::Word(words) => owned(words),
            Kind::Theme => std::iter::once(AUTO.to_owned()).chain(known.themes.iter().cloned()).collect(),
            Kind::Language => (known.languages)(),
        }
    }

    /// What is wrong where `word` is given for `key`, and what to do about it.
    #[must_use]
    pub fn refuse(&self, key: &str, word: &str, known: &Known) -> (Sentence, Sentence) {
        let known = self.words(known);
        let what = sentence!("config.problem.value", key = key, word = word);
        let help = match nearest(word, known.iter().map(String::as_str)) {
            Some(nearest) => sentence!("config.help.nearest-of", nearest = nearest),
            None => sentence!("config.help.known"),
        };
        (what, help.with("known", known.join(", ")))
    }
}

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// An argument of the command line.
    Flag(&'static str),
    /// A variable of the environment.
    Environment(String),
    /// The settings of the workspace, by their path.
    Workspace(String),
    /// The user's configuration, by its line.
    User(usize),
    /// Nobody said anything.
    Default,
}

/// A value and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The value as a word.
    pub value: String,
    /// Where it came from.
    pub source: Source,
}

/// The value of every setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    values: [Given; SETTINGS.len()],
}

impl Default for Settings {
    fn default() -> Self {
        Self { values: SETTINGS.map(|setting| Given { value: setting.default.to_owned(), source: Source::Default }) }
    }
}

/// The variable of the environment that decides a setting.
#[must_use]
pub fn variable(name: &str) -> String {
    format!("STATIONMASTER_{}", name.to_uppercase())
}

impl Settings {
    /// Sets a value, unless a stronger place has decided it: flag over environment over workspace over configuration.
    pub fn set(&mut self, name: &str, value: &str, source: Source) {
        let strength = |source: &Source| match source {
            Source::Flag(_) => 4,
            Source::Environment(_) => 3,
            Source::Workspace(_) => 2,
            Source::User(_) => 1,
            Source::Default => 0,
        };
        if let Some(at) = SETTINGS.iter().position(|setting| setting.name == name)
            && strength(&source) >= strength(&self.values[at].source)
        {
            self.values[at] = Given { value: value.to_owned(), source };
        }
    }

    /// The value of a setting and where it came from; nothing where there is none of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Given> {
        SETTINGS.iter().position(|setting| setting.name == name).map(|at| &self.values[at])
    }

    /// Every setting with its value, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Setting, &Given)> {
        SETTINGS.iter().zip(&self.values)
    }

    /// The name of the theme; [`AUTO`] follows the terminal.
    #[must_use]
    pub fn theme(&self) -> &str {
        self.word("theme")
    }

    /// The language.
    #[must_use]
    pub fn language(&self) -> &str {
        self.word("language")
    }

    /// Whether work goes line by line, without redrawing.
    #[must_use]
    pub fn linear(&self) -> bool {
        self.is_on("linear")
    }

    /// Whether the mouse works.
    #[must_use]
    pub fn mouse(&self) -> bool {
        self.is_on("mouse")
    }

    /// Whether the bell rings where something was not done.
    #[must_use]
    pub fn bell(&self) -> bool {
        self.is_on("bell")
    }

    /// Whether anything may move by itself.
    #[must_use]
    pub fn motion(&self) -> bool {
        self.is_on("motion")
    }

    /// How people are named on notes.
    #[must_use]
    pub fn names(&self) -> Names {
        Names::from_word(self.word("names")).unwrap_or_default()
    }

    fn word(&self, name: &str) -> &str {
        self.get(name).map_or("", |given| given.value.as_str())
    }

    fn is_on(&self, name: &str) -> bool {
        self.word(name) == "true"
    }
}
