//! What is wrong with a team's own method file: a canvas or how it is run, a checklist, a cycle, a guide, a register, an
//! agenda or a list.
//!
//! A file in which anything is found is not used: the program counts on grids without overlap and ids that are known.

mod agenda;
mod recipe;
mod register;

use std::collections::HashSet;

use crate::codec::name::{is_method_id, is_reserved_stem};
use crate::codec::{Place, Places};
use crate::document::Relation;
use crate::i18n::{Sentence, SentenceKey};
use crate::method::{CanvasTemplate, ChecklistTemplate, Cycle, DataFile, Guide, Method};

/// Something that is not as it should be, at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub place: Place,
    pub what: Sentence,
    /// What to do about it.
    pub help: Sentence,
}

impl Problem {
    /// A file whose bytes from `at` on are no text.
    #[must_use]
    pub fn not_text(bytes: &[u8], at: usize) -> Self {
        let before = &bytes[..at.min(bytes.len())];
        let line = before.split(|byte| *byte == b'\n').count();
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
        let place = Place { line, column, span: at..at };
        let help = sentence!("method.problem.encoding.help");
        Self { place, what: sentence!("method.problem.encoding.what"), help }
    }

    /// Whether something is only still to be filled in: the file can be used meanwhile.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.what.key == BLANK
    }
}

/// Names of files that are always something else.
const PRODUCT_FILE: &str = "product.toml";
const SETTINGS_FILE: &str = "stationmaster.toml";

/// The sentence about what is still to be filled in.
const BLANK: SentenceKey = key!("method.problem.blank.what");

/// Reads a method file. What comes back is what it holds, where it can be used, and everything that is wrong with it.
/// `method` is what ids may name beside those of the file itself.
#[must_use]
pub fn read(text: &str, method: &Method) -> (Option<DataFile>, Vec<Problem>) {
    let places = Places::of(text);
    let data = match DataFile::parse(text) {
        Ok(data) => data,
        Err(error) => {
            let place = places.at(error.span().unwrap_or(0..0));
            // The parser names a key that is missing in its own words.
            let missing = error.message().strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
            let (what, help) = match missing {
                Some(key) => (sentence!("method.problem.missing.what", key = key), key!("method.problem.missing.help")),
                None => {
                    (sentence!("method.problem.form.what", detail = error.message()), key!("method.problem.form.help"))
                }
            };
            return (None, vec![Problem { place, what, help: Sentence::new(help) }]);
        }
    };
    let mut found = Found { places, problems: Vec::new() };
    if let Ok(table) = text.parse::<toml::Table>() {
        for (key, value) in &table {
            found.empty_texts(key, value);
        }
    }
    match &data {
        DataFile::Canvas(canvas) => found.canvas(canvas, method),
        DataFile::Checklist(list) => found.checklist(list, method),
        DataFile::Cycle(cycle) => found.cycle(cycle, method),
        DataFile::Guide(guide) => found.guide(guide, method),
        DataFile::Register(register) => found.register(register, method),
        DataFile::Recipe(recipe) => found.recipe(recipe, method),
        DataFile::Agenda(agenda) => found.agenda(agenda, method),
        DataFile::Ways(all) => found.list("ways", all.iter().map(|one| one.id.as_str())),
        DataFile::Criteria(all) => found.list("criteria", all.iter().map(|one| one.id.as_str())),
        DataFile::People(all) => found.list("people", all.iter().map(|one| one.id.as_str())),
        DataFile::Resources(all) => found.list("resources", all.iter().map(|one| one.id.as_str())),
        DataFile::Lines(all) => found.list("lines", all.iter().map(|one| one.id.as_str())),
        DataFile::Stations(all) => found.list("stations", all.iter().map(|one| one.id.as_str())),
    }
    let mut problems = found.problems;
    problems.sort_by_key(|problem| problem.place.span.start);
    (problems.iter().all(Problem::is_blank).then_some(data), problems)
}

/// Whether a text is one of a starter, which stands for words that are still to be written.
#[must_use]
pub fn is_placeholder(text: &str) -> bool {
    text.starts_with('<') && text.ends_with('>')
}

/// Whether it is a canvas, checklist or guide.
fn is_resource(id: &str, method: &Method) -> bool {
    method.template_of_resource(id).is_some() || method.is_guide(id)
}

struct Found {
    places: Places,
    problems: Vec<Problem>,
}

impl Found {
    fn report(&mut self, path: &str, what: Sentence, help: SentenceKey) {
        let place = self.places.find(path).cloned().unwrap_or_default();
        self.problems.push(Problem { place, what, help: Sentence::new(help) });
    }

    /// Reports every text that says nothing.
    fn empty_texts(&mut self, path: &str, value: &toml::Value) {
        match value {
            toml::Value::String(text) if text.trim().is_empty() => {
                let what = sentence!("method.problem.empty.what", key = path);
                self.report(path, what, key!("method.problem.empty.help"));
            }
            toml::Value::String(text) if is_placeholder(text) => {
                let what = Sentence::new(BLANK).with("key", path).with("text", text);
                self.report(path, what, key!("method.problem.blank.help"));
            }
            toml::Value::Array(list) => {
                for (at, value) in list.iter().enumerate() {
                    self.empty_texts(&format!("{path}[{at}]"), value);
                }
            }
            toml::Value::Table(table) => {
                let is_text = !["rounds", "answer_owner"].iter().any(|key| path.ends_with(key));
                if table.is_empty() && is_text {
                    let what = sentence!("method.problem.empty.what", key = path);
                    self.report(path, what, key!("method.problem.empty.help"));
                }
                for (key, value) in table {
                    self.empty_texts(&format!("{path}.{key}"), value);
                }
            }
            _ => {}
        }
    }

    fn format(&mut self, format: u32) {
        if format != 1 {
            let what = sentence!("method.problem.format.what", format = format);
            self.report("format", what, key!("method.problem.format.help"));
        }
    }

    /// Reports an id that is no lower-case words joined by hyphens, and one that stands twice.
    fn ids<'a>(&mut self, ids: impl IntoIterator<Item = (String, &'a str)>) {
        let mut seen = HashSet::new();
        for (path, id) in ids {
            if !is_method_id(id) {
                let what = sentence!("method.problem.id.what", id = id);
                self.report(&path, what, key!("method.problem.id.help"));
            }
            if !seen.insert(id) {
                let what = sentence!("method.problem.twice.what", id = id);
                self.report(&path, what, key!("method.problem.twice.help"));
            }
        }
    }

    /// Reports a name that means something else already.
    fn taken(&mut self, path: &str, name: &str) {
        let what = sentence!("method.problem.taken.what", name = name);
        self.report(path, what, key!("method.problem.taken.help"));
    }

    /// Reports the id of a canvas or checklist by whose name files are something else.
    fn file_name(&mut self, path: &str, id: &str, method: &Method) {
        let file = format!("product/{id}.toml");
        if is_reserved_stem(id) || method.register(id).is_some() || method.register_of(&file).is_some() {
            self.taken(path, id);
        }
    }

    /// Reports a list that has to have something in it.
    fn needs(&mut self, key: &'static str, at: &str, is_empty: bool) {
        if is_empty {
            let what = sentence!("method.problem.none.what", key = key);
            self.report(at, what, key!("method.problem.none.help"));
        }
    }

    fn unknown(&mut self, path: &str, id: &str) {
        let what = sentence!("method.problem.unknown.what", id = id);
        self.report(path, what, key!("method.problem.unknown.help"));
    }

    /// Reports every id of a list that nobody knows.
    fn known(&mut self, path: &str, ids: &[String], known: impl Fn(&str) -> bool) {
        for (at, id) in ids.iter().enumerate().filter(|(_, id)| !known(id)) {
            self.unknown(&format!("{path}[{at}]"), id);
        }
    }

    /// A list of small entries: every id once, in the form of one.
    fn list<'a>(&mut self, list: &'static str, ids: impl Iterator<Item = &'a str>) {
        let known = Method::built_in();
        let ids = ids.enumerate().filter(|(_, id)| !known.is_guide(id));
        self.ids(ids.map(|(at, id)| (format!("{list}[{at}].id"), id)).collect::<Vec<_>>());
    }

    fn canvas(&mut self, canvas: &CanvasTemplate, method: &Method) {
        self.format(canvas.format);
        self.ids([("canvas".to_owned(), canvas.id.as_str())]);
        self.file_name("canvas", &canvas.id, method);
        if method.checklist(&canvas.id).is_some() {
            self.taken("canvas", &canvas.id);
        }
        // Sections are kept in fill order; the file may have them in another.
        let order = self.order_of_sections(canvas);
        let path = |at: usize| format!("sections[{}]", order.get(at).copied().unwrap_or(at));
        self.ids(canvas.sections.iter().enumerate().map(|(at, one)| (format!("{}.id", path(at)), one.id.as_str())));
        self.needs("sections", "canvas", canvas.sections.is_empty());
        if canvas.style.as_deref().is_some_and(|style| !["rest", "event", "graphql"].contains(&style)) {
            self.unknown("style", canvas.style.as_deref().unwrap_or_default());
        }
        let (columns, rows) = (f64::from(canvas.columns), f64::from(canvas.rows));
        for (at, section) in canvas.sections.iter().enumerate() {
            let numbers = [section.column, section.row, section.column_span, section.row_span];
            let is_inside = numbers.iter().all(|number| number.is_finite() && *number >= 0.0)
                && section.column_span > 0.0
                && section.row_span > 0.0
                && section.column + section.column_span <= columns
                && section.row + section.row_span <= rows;
            if !is_inside {
                let what = sentence!(
                    "method.problem.outside.what",
                    section = &section.id,
                    columns = canvas.columns,
                    rows = canvas.rows
                );
                self.report(&format!("{}.column", path(at)), what, key!("method.problem.outside.help"));
            }
            for other in &canvas.sections[..at] {
                let apart = section.column >= other.column + other.column_span
                    || other.column >= section.column + section.column_span
                    || section.row >= other.row + other.row_span
                    || other.row >= section.row + section.row_span;
                if !apart {
                    let what = sentence!("method.problem.overlap.what", section = &section.id, other = &other.id);
                    self.report(&format!("{}.column", path(at)), what, key!("method.problem.overlap.help"));
                }
            }
            if numbers.iter().any(|number| (number * 2.0).fract() != 0.0) {
                let what = sentence!("method.problem.halves.what", section = &section.id);
                self.report(&format!("{}.column", path(at)), what, key!("method.problem.halves.help"));
            }
            if usize::try_from(section.fill_order).ok() != Some(at + 1) {
                let what = sentence!("method.problem.order.what", section = &section.id, number = section.fill_order);
                self.report(&format!("{}.fill_order", path(at)), what, key!("method.problem.order.help"));
            }
            let is_section = |word: &str| {
                word.split_once('.').is_some_and(|(of, section)| {
                    let own = (of == canvas.id).then_some(canvas);
                    own.or_else(|| method.canvas(of).map(AsRef::as_ref)).is_some_and(|of| of.section(section).is_some())
                })
            };
            self.known(&format!("{}.from", path(at)), &section.from, is_section);
            for (nth, expected) in section.expects.iter().enumerate() {
                let place = format!("{}.expects[{nth}]", path(at));
                self.known(&format!("{place}.by"), &expected.by, is_section);
                let is_relation = |word: &str| Relation::ALL.iter().any(|relation| relation.word() == word);
                self.known(&format!("{place}.relations"), &expected.relations, is_relation);
            }
        }
    }

    /// Where each section of the canvas, which has them in fill order, stands in the file.
    fn order_of_sections(&self, canvas: &CanvasTemplate) -> Vec<usize> {
        let start = |at: usize| self.places.find(&format!("sections[{at}].fill_order"));
        let mut order: Vec<(u32, usize)> = (0..canvas.sections.len())
            .map(|at| {
                let number = start(at).and_then(|place| self.places.text(place).trim().parse().ok());
                (number.unwrap_or(u32::MAX), at)
            })
            .collect();
        order.sort_by_key(|(number, _)| *number);
        order.into_iter().map(|(_, at)| at).collect()
    }

    fn checklist(&mut self, list: &ChecklistTemplate, method: &Method) {
        self.format(list.format);
        self.ids([("checklist".to_owned(), list.id.as_str())]);
        self.file_name("checklist", &list.id, method);
        if method.canvas(&list.id).is_some() {
            self.taken("checklist", &list.id);
        }
        let numbered = |table: &'static str| move |at: usize| format!("{table}[{at}].id");
        let (profile, stage, item) = (numbered("profiles"), numbered("stages"), numbered("items"));
        self.ids(list.profiles.iter().enumerate().map(|(at, one)| (profile(at), one.id.as_str())));
        self.ids(list.stages.iter().enumerate().map(|(at, one)| (stage(at), one.id.as_str())));
        self.ids(list.items.iter().enumerate().map(|(at, one)| (item(at), one.id.as_str())));
        self.needs("stages", "checklist", list.stages.is_empty());
        self.needs("items", "checklist", list.items.is_empty());
        let is_stage = |id: &str| list.stages.iter().any(|stage| stage.id == id);
        for (at, item) in list.items.iter().enumerate() {
            let path = |key: &str| format!("items[{at}].{key}");
            if !is_stage(&item.stage) {
                self.unknown(&path("stage"), &item.stage);
            }
            self.known(&path("covers"), &item.covers, is_stage);
            self.known(&path("profiles"), &item.profiles, |id| list.profiles.iter().any(|one| one.id == id));
            self.known(&path("criteria"), &item.criteria, |id| method.criterion(id).is_some());
            self.known(&path("guidelines"), &item.guidelines, |id| list.guidelines.iter().any(|one| one.id == id));
            let in_a_cycle = |id: &str| method.cycles().iter().any(|cycle| cycle.position(id).is_some());
            self.known(&path("stations"), &item.stations, |id| method.network_station(id).is_some() || in_a_cycle(id));
            let itself = |id: &str| id.strip_suffix("-checklist").unwrap_or(id) == list.id;
            self.known(&path("resources"), &item.resources, |id| itself(id) || is_resource(id, method));
        }
    }

    fn cycle(&mut self, cycle: &Cycle, method: &Method) {
        self.format(cycle.format);
        self.ids([("cycle".to_owned(), cycle.id.as_str())]);
        self.needs("stations", "cycle", cycle.stations.is_empty());
        let stations = cycle.stations.iter().enumerate();
        self.ids(stations.map(|(at, one)| (format!("stations[{at}].id"), one.id.as_str())));
        let is_criterion = |id: &str| method.criterion(id).is_some();
        self.known("entry_criteria", &cycle.entry_criteria, is_criterion);
        self.known("exit_criteria", &cycle.exit_criteria, is_criterion);
        for (verdict, station) in cycle.rounds.iter().filter(|(_, id)| cycle.position(id).is_none()) {
            self.unknown(&format!("rounds.{verdict}"), station);
        }
        for (at, station) in cycle.stations.iter().enumerate() {
            let path = |key: &str| format!("stations[{at}].{key}");
            self.known(&path("entry_criteria"), &station.entry_criteria, is_criterion);
            self.known(&path("resources"), &station.resources, |id| is_resource(id, method));
            for (key, ids) in [("lead", &station.lead), ("core", &station.core), ("consulted", &station.consulted)] {
                self.known(&path(key), ids, |id| method.person(id).is_some());
            }
            for resource in station.answer_owner.keys().filter(|id| !station.resources.contains(id)) {
                self.unknown(&path("answer_owner"), resource);
            }
            for (_, person) in station.owners().filter(|(_, id)| method.person(id).is_none()) {
                self.unknown(&path("answer_owner"), person);
            }
        }
    }

    fn guide(&mut self, guide: &Guide, method: &Method) {
        self.format(guide.format);
        // Some of the method's own ids have another form.
        if !Method::built_in().is_guide(&guide.id) {
            self.ids([("guide".to_owned(), guide.id.as_str())]);
        }
        if !["guideline", "template"].contains(&guide.category.as_str()) {
            self.unknown("category", &guide.category);
        }
        self.needs("steps", "steps", guide.steps.is_empty());
        self.known("canvases", &guide.canvases, |id| method.canvas(id).is_some());
        self.known("criteria", &guide.criteria, |id| method.criterion(id).is_some());
    }
}

#[cfg(test)]
mod tests;
