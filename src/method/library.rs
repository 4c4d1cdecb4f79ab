//! Every template, found by id. Built-in files are part of the program; others can stand beside them as equals.
//!
//! A built-in file is read when it is first needed: a program that shows one canvas reads one canvas. The build script has
//! laid it out, so that this costs little. What a file is called says what it holds: `ID.toml` a canvas,
//! `checklists/ID.toml` a checklist, `cycles/ID.toml` a cycle, `guides/ID.toml` a guide, `registers/ID.toml` a register,
//! `running/ID.toml` how the canvas with that id is run, `agendas/ID.toml` an agenda.

use std::sync::{Arc, LazyLock};

use super::data_file::{DataFile, MethodError};
use super::shelf::{BUILT_IN, LAID, List, Shelf};
use super::{
    Agenda, CanvasTemplate, ChecklistTemplate, Criterion, Cycle, Guide, Line, NetworkStation, Person, Recipe,
    RegisterTemplate, Resource, Template, Way,
};

/// The folders below `canvases/` that hold data files.
const FOLDERS: [&str; 7] = ["", "agendas", "checklists", "cycles", "guides", "registers", "running"];

/// Everything the method says. The default says nothing.
#[derive(Clone, Debug, Default)]
pub struct Method {
    canvases: Shelf<CanvasTemplate>,
    checklists: Shelf<ChecklistTemplate>,
    cycles: Shelf<Cycle>,
    guides: Shelf<Guide>,
    registers: Shelf<RegisterTemplate>,
    recipes: Shelf<Recipe>,
    agendas: Shelf<Agenda>,
    criteria: List<Criterion>,
    people: List<Person>,
    resources: List<Resource>,
    lines: List<Line>,
    stations: List<NetworkStation>,
    ways: List<Way>,
    own: Vec<Own>,
}

/// A canvas, checklist, cycle, guide, register or agenda that a team or user brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    pub id: String,
    /// Where it came from.
    pub from: String,
    /// Whether it stands in the place of a built-in one.
    pub replaces: bool,
    /// The package whose words it is the built-in one in, with its version; nothing where somebody wrote it.
    pub package: Option<String>,
}

impl Method {
    /// The built-in method.
    ///
    /// A built-in file that cannot be read is left out, and fails a test; the program goes on with the others.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static METHOD: LazyLock<Method> = LazyLock::new(|| Method {
            canvases: Shelf::of_laid(&LAID.canvases),
            checklists: Shelf::of_laid(&LAID.checklists),
            cycles: Shelf::of_laid(&LAID.cycles),
            guides: Shelf::of_laid(&LAID.guides),
            registers: Shelf::of_laid(&LAID.registers),
            recipes: Shelf::of_laid(&LAID.recipes),
            agendas: Shelf::of_laid(&LAID.agendas),
            criteria: List::built_in(),
            people: List::built_in(),
            resources: List::built_in(),
            lines: List::built_in(),
            stations: List::built_in(),
            ways: List::built_in(),
            own: Vec::new(),
        });
        &METHOD
    }

    /// Reads every built-in data file at once, and says which could not be read.
    #[must_use]
    pub fn read_built_in() -> (Self, Vec<MethodError>) {
        let mut method = Self::default();
        let mut errors = Vec::new();
        for folder in FOLDERS {
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
            DataFile::Guide(guide) => self.guides.put(guide),
            DataFile::Register(register) => self.registers.put(register),
            DataFile::Recipe(recipe) => self.recipes.put(recipe),
            DataFile::Agenda(agenda) => self.agendas.put(agenda),
            DataFile::Ways(ways) => self.ways.put(ways),
            DataFile::Criteria(criteria) => self.criteria.put(criteria),
            DataFile::People(people) => self.people.put(people),
            DataFile::Resources(resources) => self.resources.put(resources),
            DataFile::Lines(lines) => self.lines.put(lines),
            DataFile::Stations(stations) => self.stations.put(stations),
        }
    }

    /// Adds what a file of a team or user holds, and remembers that it is theirs. `from` is where it came from.
    pub fn add_own(&mut self, data: DataFile, from: &str) {
        let known = match &data {
            DataFile::Canvas(canvas) => Some((canvas.id.clone(), self.canvases.has(&canvas.id))),
            DataFile::Checklist(list) => Some((list.id.clone(), self.checklists.has(&list.id))),
            DataFile::Cycle(cycle) => Some((cycle.id.clone(), self.cycles.has(&cycle.id))),
            DataFile::Guide(guide) => Some((guide.id.clone(), self.guides.has(&guide.id))),
            DataFile::Register(register) => Some((register.id.clone(), self.registers.has(&register.id))),
            DataFile::Agenda(agenda) => Some((agenda.id.clone(), self.agendas.has(&agenda.id))),
            _ => None,
        };
        if let Some((id, replaces)) = known {
            let before = self.own.iter().find(|own| own.id == id).map(|own| own.replaces);
            self.own.retain(|own| own.id != id);
            let replaces = before.unwrap_or(replaces);
            self.own.push(Own { id, from: from.to_owned(), replaces, package: None });
        }
        self.add(data);
    }

    /// Puts the built-in file at `path` below `canvases/` in the words of a package. A canvas, checklist, cycle or guide
    /// is not read before it is needed; who hands it over knows that it is right. Gives back whether it could be used.
    pub fn add_worded(&mut self, path: &str, text: String, from: &str, package: &str) -> bool {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let Some(id) = name.strip_suffix(".toml") else { return false };
        let is_known = match folder {
            "" => self.canvases.has(id),
            "checklists" => self.checklists.has(id),
            "cycles" => self.cycles.has(id),
            "guides" => self.guides.has(id),
            "registers" => self.registers.has(id),
            _ => return false,
        };
        if !is_known {
            // A list of many small entries.
            let data = DataFile::parse(&text).ok().filter(|_| folder.is_empty());
            return data.map(|data| self.add(data)).is_some();
        }
        match folder {
            "" => self.canvases.put_text(id, text),
            "checklists" => self.checklists.put_text(id, text),
            "cycles" => self.cycles.put_text(id, text),
            "registers" => self.registers.put_text(id, text),
            _ => self.guides.put_text(id, text),
        }
        self.own.retain(|own| own.id != id);
        let (id, from, package) = (id.to_owned(), from.to_owned(), Some(package.to_owned()));
        self.own.push(Own { id, from, replaces: true, package });
        true
    }

    /// What a team or user brought under that id.
    #[must_use]
    pub fn own_of(&self, id: &str) -> Option<&Own> {
        self.own.iter().find(|own| own.id == id)
    }

    /// What a team or user brought.
    #[must_use]
    pub fn own(&self) -> &[Own] {
        &self.own
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

    /// The ids of the cycles. Reads none of them.
    pub fn cycle_ids(&self) -> impl Iterator<Item = &str> {
        self.cycles.ids()
    }

    /// Every cycle. Reads them all; [`Method::cycle`] reads one.
    #[must_use]
    pub fn cycles(&self) -> &[Arc<Cycle>] {
        self.cycles.all()
    }

    /// Every guide, by id. Reads them all; [`Method::guide`] reads one.
    #[must_use]
    pub fn guides(&self) -> &[Arc<Guide>] {
        self.guides.all()
    }

    /// The people the method knows.
    #[must_use]
    pub fn people(&self) -> &[Person] {
        self.people.get()
    }

    /// The person with that id.
    #[must_use]
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.people.find(id)
    }

    /// The criteria the method knows.
    #[must_use]
    pub fn criteria(&self) -> &[Criterion] {
        self.criteria.get()
    }

    /// The criterion with that id.
    #[must_use]
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria.find(id)
    }

    /// The guides, templates and checklists the method knows, by name.
    #[must_use]
    pub fn resources(&self) -> &[Resource] {
        self.resources.get()
    }

    /// The lines of the network, in order.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        self.lines.get()
    }

    /// The line with that id.
    #[must_use]
    pub fn line(&self, id: &str) -> Option<&Line> {
        self.lines.find(id)
    }

    /// The stations of the network: the core ones in order, then the sub-stations.
    #[must_use]
    pub fn network(&self) -> &[NetworkStation] {
        self.stations.get()
    }

    /// The station of the network with that id.
    #[must_use]
    pub fn network_station(&self, id: &str) -> Option<&NetworkStation> {
        self.stations.find(id)
    }

    /// The guide with that id.
    #[must_use]
    pub fn guide(&self, id: &str) -> Option<&Arc<Guide>> {
        self.guides.find(id)
    }

    /// Whether there is a guide with that id. Reads none.
    #[must_use]
    pub fn is_guide(&self, id: &str) -> bool {
        self.guides.has(id)
    }

    /// Every kind of register, by id. Reads them all; [`Method::register`] reads one.
    #[must_use]
    pub fn registers(&self) -> &[Arc<RegisterTemplate>] {
        self.registers.all()
    }

    /// The kind of register with that id.
    #[must_use]
    pub fn register(&self, id: &str) -> Option<&Arc<RegisterTemplate>> {
        self.registers.find(id)
    }

    /// The kind of register that the file with that path is, where it is one. Parts of the path are joined by `/`.
    #[must_use]
    pub fn register_of(&self, path: &str) -> Option<&Arc<RegisterTemplate>> {
        let found = self.registers().iter().filter(|register| register.matches_path(path));
        // A file in a folder of registers is one of them, whatever its name. What a team brought comes first.
        found.min_by_key(|register| (!register.matches_folder(path), self.own_of(&register.id).is_none()))
    }

    /// Every recipe, by the id of its canvas. Reads them all; [`Method::recipe`] reads one.
    #[must_use]
    pub fn recipes(&self) -> &[Arc<Recipe>] {
        self.recipes.all()
    }

    /// How a canvas is run. A recipe for other sections than the canvas has is none for it: somebody may have replaced
    /// one of the two.
    #[must_use]
    pub fn recipe(&self, canvas: &CanvasTemplate) -> Option<&Arc<Recipe>> {
        self.recipes.find(&canvas.id).filter(|recipe| recipe.fits(canvas))
    }

    /// Every agenda, by id. Reads them all; [`Method::agenda`] reads one.
    #[must_use]
    pub fn agendas(&self) -> &[Arc<Agenda>] {
        self.agendas.all()
    }

    /// The agenda with that id.
    #[must_use]
    pub fn agenda(&self, id: &str) -> Option<&Arc<Agenda>> {
        self.agendas.find(id)
    }

    /// The ways of working that steps of recipes name.
    #[must_use]
    pub fn ways(&self) -> &[Way] {
        self.ways.get()
    }

    /// The way of working with that id.
    #[must_use]
    pub fn way(&self, id: &str) -> Option<&Way> {
        self.ways.find(id)
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
        for guide in read.guides() {
            assert_eq!(method.guide(&guide.id), Some(guide));
        }
        for register in read.registers() {
            assert_eq!(method.register(&register.id), Some(register));
        }
        assert_eq!(method.registers().len(), read.registers().len());
        assert_eq!(method.resources(), read.resources());
        assert_eq!((method.lines(), method.network()), (read.lines(), read.network()));
        assert_eq!((method.recipes(), method.ways()), (read.recipes(), read.ways()));
        assert_eq!(method.agendas(), read.agendas());
    }

    #[test]
    fn resources_of_stations_are_templates_where_there_are_any() {
        let method = Method::built_in();
        assert_eq!(method.template_of_resource("api-audit-checklist"), Some("api-audit"));
        assert_eq!(method.template_of_resource("business-impact"), Some("business-impact"));
        assert_eq!(method.template_of_resource("api-security-best-practices"), None);
    }
}
