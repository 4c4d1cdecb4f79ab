//! Every template, found by id. Built-in files are part of the program; others can stand beside them as equals.

use std::sync::{Arc, LazyLock};

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use super::{CanvasTemplate, ChecklistTemplate, Criterion, Cycle, Person, Resource};

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/canvases");

/// A template that a document can follow.
#[derive(Clone, Debug)]
pub enum Template {
    /// A canvas.
    Canvas(Arc<CanvasTemplate>),
    /// A checklist.
    Checklist(Arc<ChecklistTemplate>),
}

/// Everything the method says.
#[derive(Clone, Debug, Default)]
pub struct Method {
    canvases: Vec<Arc<CanvasTemplate>>,
    checklists: Vec<Arc<ChecklistTemplate>>,
    cycles: Vec<Arc<Cycle>>,
    criteria: Vec<Criterion>,
    people: Vec<Person>,
    resources: Vec<Resource>,
}

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
    /// A file with `[[criteria]]`.
    Criteria(Vec<Criterion>),
    /// A file with `[[people]]`.
    People(Vec<Person>),
    /// A file with `[[resources]]`.
    Resources(Vec<Resource>),
}

#[derive(Deserialize)]
struct CriteriaFile {
    criteria: Vec<Criterion>,
}

#[derive(Deserialize)]
struct PeopleFile {
    people: Vec<Person>,
}

#[derive(Deserialize)]
struct ResourcesFile {
    resources: Vec<Resource>,
}

impl DataFile {
    /// Reads one data file; its top-level keys say which kind it is.
    ///
    /// # Errors
    /// Where the text is no TOML, or a key is missing, unknown or of the wrong type.
    pub fn parse(text: &str) -> Result<Self, Box<toml::de::Error>> {
        let table: toml::Table = toml::from_str(text)?;
        let has = |key: &str| table.contains_key(key);
        if has("canvas") {
            let mut canvas: CanvasTemplate = toml::from_str(text)?;
            canvas.sections.sort_by_key(|section| section.fill_order);
            Ok(Self::Canvas(canvas))
        } else if has("checklist") {
            Ok(Self::Checklist(toml::from_str(text)?))
        } else if has("cycle") {
            Ok(Self::Cycle(toml::from_str(text)?))
        } else if has("criteria") {
            Ok(Self::Criteria(toml::from_str::<CriteriaFile>(text)?.criteria))
        } else if has("people") {
            Ok(Self::People(toml::from_str::<PeopleFile>(text)?.people))
        } else {
            Ok(Self::Resources(toml::from_str::<ResourcesFile>(text)?.resources))
        }
    }
}

impl Method {
    /// The built-in method, read once, when first needed.
    ///
    /// A built-in file that cannot be read is left out here and fails a test; the program goes on with the others.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static METHOD: LazyLock<Method> = LazyLock::new(|| Method::read_built_in().0);
        &METHOD
    }

    /// Reads every built-in data file, and says which could not be read.
    #[must_use]
    pub fn read_built_in() -> (Self, Vec<MethodError>) {
        let mut method = Self::default();
        let mut errors = Vec::new();
        for folder in ["", "checklists", "cycles"] {
            let Some(files) = (if folder.is_empty() { Some(&BUILT_IN) } else { BUILT_IN.get_dir(folder) }) else {
                continue;
            };
            for file in files.files().filter(|file| file.path().extension().is_some_and(|ending| ending == "toml")) {
                match DataFile::parse(file.contents_utf8().unwrap_or_default()) {
                    Ok(data) => method.add(data),
                    Err(source) => errors.push(MethodError { path: file.path().display().to_string(), source }),
                }
            }
        }
        method.canvases.sort_by(|a, b| a.id.cmp(&b.id));
        method.checklists.sort_by(|a, b| a.id.cmp(&b.id));
        (method, errors)
    }

    /// Adds what a data file holds; one with an id that is there already takes its place.
    pub fn add(&mut self, data: DataFile) {
        match data {
            DataFile::Canvas(canvas) => put(&mut self.canvases, Arc::new(canvas), |canvas| canvas.id.clone()),
            DataFile::Checklist(list) => put(&mut self.checklists, Arc::new(list), |list| list.id.clone()),
            DataFile::Cycle(cycle) => put(&mut self.cycles, Arc::new(cycle), |cycle| cycle.id.clone()),
            DataFile::Criteria(criteria) => self.criteria.extend(criteria),
            DataFile::People(people) => self.people.extend(people),
            DataFile::Resources(resources) => self.resources.extend(resources),
        }
    }

    /// Every canvas, by id.
    #[must_use]
    pub fn canvases(&self) -> &[Arc<CanvasTemplate>] {
        &self.canvases
    }

    /// Every checklist, by id.
    #[must_use]
    pub fn checklists(&self) -> &[Arc<ChecklistTemplate>] {
        &self.checklists
    }

    /// Every cycle.
    #[must_use]
    pub fn cycles(&self) -> &[Arc<Cycle>] {
        &self.cycles
    }

    /// The people the method knows.
    #[must_use]
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// The criteria the method knows.
    #[must_use]
    pub fn criteria(&self) -> &[Criterion] {
        &self.criteria
    }

    /// The guides, templates and checklists the method knows.
    #[must_use]
    pub fn resources(&self) -> &[Resource] {
        &self.resources
    }

    /// The canvas with that id.
    #[must_use]
    pub fn canvas(&self, id: &str) -> Option<&Arc<CanvasTemplate>> {
        self.canvases.iter().find(|canvas| canvas.id == id)
    }

    /// The checklist with that id.
    #[must_use]
    pub fn checklist(&self, id: &str) -> Option<&Arc<ChecklistTemplate>> {
        self.checklists.iter().find(|list| list.id == id)
    }

    /// The canvas or checklist with that id.
    #[must_use]
    pub fn template(&self, id: &str) -> Option<Template> {
        self.canvas(id).cloned().map(Template::Canvas).or_else(|| self.checklist(id).cloned().map(Template::Checklist))
    }

    /// The ids of every canvas and checklist, for finding the nearest one to a mistyped word.
    pub fn template_ids(&self) -> impl Iterator<Item = &str> {
        let canvases = self.canvases.iter().map(|canvas| canvas.id.as_str());
        canvases.chain(self.checklists.iter().map(|list| list.id.as_str()))
    }

    /// The cycle with that id.
    #[must_use]
    pub fn cycle(&self, id: &str) -> Option<&Arc<Cycle>> {
        self.cycles.iter().find(|cycle| cycle.id == id)
    }

    /// The checklist a station names: resource ids of checklists end in `-checklist`, template ids do not.
    #[must_use]
    pub fn checklist_of_resource(&self, resource: &str) -> Option<&Arc<ChecklistTemplate>> {
        self.checklists.iter().find(|list| list.official_id == resource || list.id == resource)
    }
}

impl Template {
    /// The template's id.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Canvas(canvas) => &canvas.id,
            Self::Checklist(list) => &list.id,
        }
    }

    /// The template's short title in a language.
    #[must_use]
    pub fn short(&self, language: &str) -> &str {
        match self {
            Self::Canvas(canvas) => canvas.short.get(language),
            Self::Checklist(list) => list.short.get(language),
        }
    }
}

fn put<T>(list: &mut Vec<T>, new: T, id: impl Fn(&T) -> String) {
    match list.iter().position(|old| id(old) == id(&new)) {
        Some(at) => list[at] = new,
        None => list.push(new),
    }
}

/// The files of the example workspace: path below the workspace, and content.
#[must_use]
pub fn demo_files() -> Vec<(String, &'static [u8])> {
    fn walk(dir: &'static Dir<'static>, into: &mut Vec<(String, &'static [u8])>) {
        for file in dir.files() {
            let path = file.path().strip_prefix("demo").unwrap_or(file.path());
            into.push((
                path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"),
                file.contents(),
            ));
        }
        for dir in dir.dirs() {
            walk(dir, into);
        }
    }
    let mut files = Vec::new();
    if let Some(demo) = BUILT_IN.get_dir("demo") {
        walk(demo, &mut files);
    }
    files.sort();
    files
}
