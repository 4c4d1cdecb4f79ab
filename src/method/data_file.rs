//! A data file as text gives it, whatever it holds.

use super::shelf::{entries, read};
use super::{
    Agenda, CanvasTemplate, ChecklistTemplate, Criterion, Cycle, Guide, Line, NetworkStation, Person, Recipe,
    RegisterTemplate, Resource, Way,
};

/// A data file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {source}")]
pub struct MethodError {
    /// Path of the file below `canvases/`.
    pub path: String,
    /// What is wrong with it.
    pub source: Box<toml::de::Error>,
}

/// What a data file holds, told by its keys.
#[derive(Debug)]
pub enum DataFile {
    /// A file with a `canvas` key.
    Canvas(CanvasTemplate),
    /// A file with a `checklist` key.
    Checklist(ChecklistTemplate),
    /// A file with a `cycle` key.
    Cycle(Cycle),
    /// A file with a `guide` key.
    Guide(Guide),
    /// A file with a `register` key.
    Register(RegisterTemplate),
    /// A file with a `running` key.
    Recipe(Recipe),
    /// A file with an `agenda` key.
    Agenda(Agenda),
    /// A file with `[[ways]]`.
    Ways(Vec<Way>),
    /// A file with `[[criteria]]`.
    Criteria(Vec<Criterion>),
    /// A file with `[[people]]`.
    People(Vec<Person>),
    /// A file with `[[resources]]`.
    Resources(Vec<Resource>),
    /// A file with `[[lines]]`.
    Lines(Vec<Line>),
    /// A file with `[[stations]]` and no `cycle`.
    Stations(Vec<NetworkStation>),
}

impl DataFile {
    /// Reads one data file; its top-level keys say which kind it is.
    ///
    /// # Errors
    /// Where the text is no TOML, or a key is missing, unknown or of the wrong type.
    pub fn parse(text: &str) -> Result<Self, Box<toml::de::Error>> {
        let table: toml::Table = toml::from_str(text)?;
        let has = |key: &str| table.contains_key(key);
        if has("agenda") {
            Ok(Self::Agenda(read(text)?))
        } else if has("canvas") {
            Ok(Self::Canvas(read(text)?))
        } else if has("checklist") {
            Ok(Self::Checklist(read(text)?))
        } else if has("cycle") {
            Ok(Self::Cycle(read(text)?))
        } else if has("guide") {
            Ok(Self::Guide(read(text)?))
        } else if has("register") {
            Ok(Self::Register(read(text)?))
        } else if has("running") {
            Ok(Self::Recipe(read(text)?))
        } else if has("ways") {
            Ok(Self::Ways(entries(text)?))
        } else if has("criteria") {
            Ok(Self::Criteria(entries(text)?))
        } else if has("people") {
            Ok(Self::People(entries(text)?))
        } else if has("lines") {
            Ok(Self::Lines(entries(text)?))
        } else if has("stations") {
            Ok(Self::Stations(entries(text)?))
        } else {
            Ok(Self::Resources(entries(text)?))
        }
    }
}
