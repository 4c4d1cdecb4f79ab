//! Every template, found by id. Built-in files are part of the program; others can stand beside them as equals.
//!
//! A built-in file is read when it is first needed: a program that shows one canvas reads one canvas. What a file is
//! called says what it holds: `ID.toml` a canvas, `checklists/ID.toml` a checklist, `cycles/ID.toml` a cycle.

use std::sync::{Arc, LazyLock, OnceLock};

use include_dir::{Dir, include_dir};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{CanvasTemplate, ChecklistTemplate, Criterion, Cycle, Person, Resource};

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/canvases");

/// Files beside the canvases that hold something else.
const LISTS: [&str; 3] = ["criteria", "people", "resources"];

/// A template that a document can follow.
#[derive(Clone, Debug)]
pub enum Template {
    /// A canvas.
    Canvas(Arc<CanvasTemplate>),
    /// A checklist.
    Checklist(Arc<ChecklistTemplate>),
}

/// A file that is read when it is first needed.
#[derive(Clone, Debug)]
struct Shelved<T> {
    id: String,
    text: &'static str,
    read: OnceLock<Option<Arc<T>>>,
}

/// Files of one kind, by id.
#[derive(Clone, Debug)]
struct Shelf<T> {
    files: Vec<Shelved<T>>,
    all: OnceLock<Vec<Arc<T>>>,
}

/// A data file: what it is called, and how it is brought into order once it is read.
trait Data: DeserializeOwned {
    fn id(&self) -> &str;

    fn arrange(&mut self) {}
}

/// Everything the method says. The default says nothing.
#[derive(Clone, Debug)]
pub struct Method {
    canvases: Shelf<CanvasTemplate>,
    checklists: Shelf<ChecklistTemplate>,
    cycles: Shelf<Cycle>,
    criteria: OnceLock<Vec<Criterion>>,
    people: OnceLock<Vec<Person>>,
    resources: OnceLock<Vec<Resource>>,
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

impl Data for CanvasTemplate {
    fn id(&self) -> &str {
        &self.id
    }

    fn arrange(&mut self) {
        self.sections.sort_by_key(|section| section.fill_order);
    }
}

impl Data for ChecklistTemplate {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Data for Cycle {
    fn id(&self) -> &str {
        &self.id
    }
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { files: Vec::new(), all: OnceLock::new() }
    }
}

impl<T: Data> Shelf<T> {
    /// The files of a folder below `canvases/`; their names without `.toml` are their ids.
    fn of_folder(folder: &'static Dir<'static>) -> Self {
        let mut files: Vec<Shelved<T>> = folder
            .files()
            .filter(|file| file.path().extension().is_some_and(|ending| ending == "toml"))
            .filter_map(|file| Some((file.path().file_stem()?.to_str()?.to_owned(), file.contents_utf8()?)))
            .filter(|(id, _)| !LISTS.contains(&id.as_str()))
            .map(|(id, text)| Shelved { id, text, read: OnceLock::new() })
            .collect();
        files.sort_by(|a, b| a.id.cmp(&b.id));
        Self { files, all: OnceLock::new() }
    }

    fn find(&self, id: &str) -> Option<&Arc<T>> {
        self.files.iter().find(|file| file.id == id).and_then(Shelved::get)
    }

    fn all(&self) -> &[Arc<T>] {
        self.all.get_or_init(|| self.files.iter().filter_map(Shelved::get).cloned().collect())
    }

    fn ids(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.id.as_str())
    }

    /// Puts a file in the place of the one with its id, or beside the others.
    fn put(&mut self, data: T) {
        let file = Shelved { id: data.id().to_owned(), text: "", read: OnceLock::from(Some(Arc::new(data))) };
        match self.files.iter_mut().find(|old| old.id == file.id) {
            Some(old) => *old = file,
            None => self.files.push(file),
        }
        self.all = OnceLock::new();
    }
}

impl<T: Data> Shelved<T> {
    fn get(&self) -> Option<&Arc<T>> {
        self.read.get_or_init(|| read(self.text).ok().map(Arc::new)).as_ref()
    }
}

fn read<T: Data>(text: &str) -> Result<T, Box<toml::de::Error>> {
    let mut data: T = toml::from_str(text)?;
    data.arrange();
    Ok(data)
}

impl Default for Method {
    fn default() -> Self {
        Self {
            canvases: Shelf::default(),
            checklists: Shelf::default(),
            cycles: Shelf::default(),
            criteria: OnceLock::from(Vec::new()),
            people: OnceLock::from(Vec::new()),
            resources: OnceLock::from(Vec::new()),
        }
    }
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
            Ok(Self::Canvas(read(text)?))
        } else if has("checklist") {
            Ok(Self::Checklist(read(text)?))
        } else if has("cycle") {
            Ok(Self::Cycle(read(text)?))
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
    /// The built-in method.
    ///
    /// A built-in file that cannot be read is left out, and fails a test; the program goes on with the others.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static METHOD: LazyLock<Method> = LazyLock::new(|| Method {
            canvases: Shelf::of_folder(&BUILT_IN),
            checklists: BUILT_IN.get_dir("checklists").map(Shelf::of_folder).unwrap_or_default(),
            cycles: BUILT_IN.get_dir("cycles").map(Shelf::of_folder).unwrap_or_default(),
            criteria: OnceLock::new(),
            people: OnceLock::new(),
            resources: OnceLock::new(),
        });
        &METHOD
    }

    /// Reads every built-in data file at once, and says which could not be read.
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
        (method, errors)
    }

    /// Adds what a data file holds; one with an id that is there already takes its place.
    pub fn add(&mut self, data: DataFile) {
        match data {
            DataFile::Canvas(canvas) => self.canvases.put(canvas),
            DataFile::Checklist(list) => self.checklists.put(list),
            DataFile::Cycle(cycle) => self.cycles.put(cycle),
            DataFile::Criteria(criteria) => extend(&mut self.criteria, criteria),
            DataFile::People(people) => extend(&mut self.people, people),
            DataFile::Resources(resources) => extend(&mut self.resources, resources),
        }
    }

    /// Every canvas, by id. Reads them all; [`Method::canvas`] reads one.
    #[must_use]
    pub fn canvases(&self) -> &[Arc<CanvasTemplate>] {
        self.canvases.all()
    }

    /// Every checklist, by id. Reads them all; [`Method::checklist`] reads one.
    #[must_use]
    pub fn checklists(&self) -> &[Arc<ChecklistTemplate>] {
        self.checklists.all()
    }

    /// Every cycle. Reads them all; [`Method::cycle`] reads one.
    #[must_use]
    pub fn cycles(&self) -> &[Arc<Cycle>] {
        self.cycles.all()
    }

    /// The people the method knows.
    #[must_use]
    pub fn people(&self) -> &[Person] {
        self.people.get_or_init(|| list("people", |file: PeopleFile| file.people))
    }

    /// The criteria the method knows.
    #[must_use]
    pub fn criteria(&self) -> &[Criterion] {
        self.criteria.get_or_init(|| list("criteria", |file: CriteriaFile| file.criteria))
    }

    /// The guides, templates and checklists the method knows.
    #[must_use]
    pub fn resources(&self) -> &[Resource] {
        self.resources.get_or_init(|| list("resources", |file: ResourcesFile| file.resources))
    }

    /// The canvas with that id.
    #[must_use]
    pub fn canvas(&self, id: &str) -> Option<&Arc<CanvasTemplate>> {
        self.canvases.find(id)
    }

    /// The checklist with that id.
    #[must_use]
    pub fn checklist(&self, id: &str) -> Option<&Arc<ChecklistTemplate>> {
        self.checklists.find(id)
    }

    /// The canvas or checklist with that id.
    #[must_use]
    pub fn template(&self, id: &str) -> Option<Template> {
        self.canvas(id).cloned().map(Template::Canvas).or_else(|| self.checklist(id).cloned().map(Template::Checklist))
    }

    /// The ids of every canvas and checklist, for finding the nearest one to a mistyped word. Reads none of them.
    pub fn template_ids(&self) -> impl Iterator<Item = &str> {
        self.canvases.ids().chain(self.checklists.ids())
    }

    /// The cycle with that id.
    #[must_use]
    pub fn cycle(&self, id: &str) -> Option<&Arc<Cycle>> {
        self.cycles.find(id)
    }

    /// The canvas or checklist that a resource of a station means: checklists are resources under their id with
    /// `-checklist` behind it. Reads none of them.
    #[must_use]
    pub fn template_of_resource(&self, resource: &str) -> Option<&str> {
        let list = resource.strip_suffix("-checklist").unwrap_or(resource);
        self.canvases.ids().find(|id| *id == resource).or_else(|| self.checklists.ids().find(|id| *id == list))
    }
}

fn extend<T>(all: &mut OnceLock<Vec<T>>, more: Vec<T>) {
    let mut joined = all.take().unwrap_or_default();
    joined.extend(more);
    *all = OnceLock::from(joined);
}

/// What a built-in list holds; nothing where it cannot be read, which a test does not let pass.
fn list<F: DeserializeOwned, T>(name: &str, part: impl FnOnce(F) -> Vec<T>) -> Vec<T> {
    let file = BUILT_IN.get_file(format!("{name}.toml")).and_then(include_dir::File::contents_utf8);
    file.and_then(|text| toml::from_str(text).ok()).map(part).unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_file_is_read_and_found_under_its_name() {
        let (read, errors) = Method::read_built_in();
        assert!(errors.is_empty(), "{errors:?}");
        let method = Method::built_in();
        for canvas in read.canvases() {
            assert_eq!(method.canvas(&canvas.id), Some(canvas));
        }
        for list in read.checklists() {
            assert_eq!(method.checklist(&list.id), Some(list));
        }
        for cycle in read.cycles() {
            assert_eq!(method.cycle(&cycle.id), Some(cycle));
        }
        assert_eq!(method.canvases().len(), read.canvases().len());
        assert_eq!((method.people(), method.criteria()), (read.people(), read.criteria()));
        assert_eq!(method.resources(), read.resources());
    }

    #[test]
    fn resources_of_stations_are_templates_where_there_are_any() {
        let method = Method::built_in();
        assert_eq!(method.template_of_resource("api-audit-checklist"), Some("api-audit"));
        assert_eq!(method.template_of_resource("business-impact"), Some("business-impact"));
        assert_eq!(method.template_of_resource("api-security-best-practices"), None);
    }
}
