//! What is wrong with a team's own method file: a canvas, a checklist, a cycle, a guide or a list.
//!
//! A file in which anything is found is not used: the program counts on grids without overlap and ids that are known.

use std::collections::HashSet;

use crate::codec::{Place, Places};
use crate::document::Relation;
use crate::method::language::Sentence;
use crate::method::{CanvasTemplate, ChecklistTemplate, Cycle, DataFile, Guide, Method};

/// Something that is not as it should be, at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What.
    pub what: Sentence,
    /// What to do about it.
    pub help: Sentence,
}

/// Reads a method file. What comes back is what it holds, where it can be used, and everything that is wrong with it.
/// `method` is what ids may name beside those of the file itself.
#[must_use]
pub fn read(text: &str, method: &Method) -> (Option<DataFile>, Vec<Problem>) {
    let places = Places::of(text);
    let data = match DataFile::parse(text) {
        Ok(data) => data,
        Err(error) => {
            let place = places.at(error.span().unwrap_or(0..0));
            let what = Sentence::new("method.problem.form.what").with("detail", error.message());
            return (None, vec![Problem { place, what, help: Sentence::new("method.problem.form.help") }]);
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
        _ => {}
    }
    let mut problems = found.problems;
    problems.sort_by_key(|problem| problem.place.span.start);
    (problems.is_empty().then_some(data), problems)
}

struct Found {
    places: Places,
    problems: Vec<Problem>,
}

impl Found {
    fn report(&mut self, path: &str, what: Sentence, help: &'static str) {
        let place = self.places.find(path).cloned().unwrap_or_default();
        self.problems.push(Problem { place, what, help: Sentence::new(help) });
    }

    /// Reports every text that says nothing.
    fn empty_texts(&mut self, path: &str, value: &toml::Value) {
        match value {
            toml::Value::String(text) if text.trim().is_empty() => {
                let what = Sentence::new("method.problem.empty.what").with("key", path);
                self.report(path, what, "method.problem.empty.help");
            }
            toml::Value::Array(list) => {
                for (at, value) in list.iter().enumerate() {
                    self.empty_texts(&format!("{path}[{at}]"), value);
                }
            }
            toml::Value::Table(table) => {
                for (key, value) in table {
                    self.empty_texts(&format!("{path}.{key}"), value);
                }
            }
            _ => {}
        }
    }

    fn format(&mut self, format: u32) {
        if format != 1 {
            let what = Sentence::new("method.problem.format.what").with("format", format);
            self.report("format", what, "method.problem.format.help");
        }
    }

    /// Reports an id that is no lower-case words joined by hyphens, and one that stands twice.
    fn ids<'a>(&mut self, ids: impl IntoIterator<Item = (String, &'a str)>) {
        let mut seen = HashSet::new();
        for (path, id) in ids {
            let is_word = |word: &str| {
                !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            };
            if !id.split('-').all(is_word) {
                let what = Sentence::new("method.problem.id.what").with("id", id);
                self.report(&path, what, "method.problem.id.help");
            }
            if !seen.insert(id) {
                let what = Sentence::new("method.problem.twice.what").with("id", id);
                self.report(&path, what, "method.problem.twice.help");
            }
        }
    }

    fn unknown(&mut self, path: &str, id: &str) {
        let what = Sentence::new("method.problem.unknown.what").with("id", id);
        self.report(path, what, "method.problem.unknown.help");
    }

    /// Reports every id of a list that nobody knows.
    fn known(&mut self, path: &str, ids: &[String], known: impl Fn(&str) -> bool) {
        for (at, id) in ids.iter().enumerate().filter(|(_, id)| !known(id)) {
            self.unknown(&format!("{path}[{at}]"), id);
        }
    }

    fn canvas(&mut self, canvas: &CanvasTemplate, method: &Method) {
        self.format(canvas.format);
        self.ids([("canvas".to_owned(), canvas.id.as_str())]);
        // Sections are kept in fill order; the file may have them in another.
        let order = self.order_of_sections(canvas);
        let path = |at: usize| format!("sections[{}]", order.get(at).copied().unwrap_or(at));
        self.ids(canvas.sections.iter().enumerate().map(|(at, one)| (format!("{}.id", path(at)), one.id.as_str())));
        if canvas.sections.is_empty() {
            self.report("canvas", Sentence::new("method.problem.no_sections.what"), "method.problem.no_sections.help");
        }
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
                let what = Sentence::new("method.problem.outside.what")
                    .with("section", &section.id)
                    .with("columns", canvas.columns)
                    .with("rows", canvas.rows);
                self.report(&format!("{}.column", path(at)), what, "method.problem.outside.help");
            }
            for other in &canvas.sections[..at] {
                let apart = section.column >= other.column + other.column_span
                    || other.column >= section.column + section.column_span
                    || section.row >= other.row + other.row_span
                    || other.row >= section.row + section.row_span;
                if !apart {
                    let what = Sentence::new("method.problem.overlap.what")
                        .with("section", &section.id)
                        .with("other", &other.id);
                    self.report(&format!("{}.column", path(at)), what, "method.problem.overlap.help");
                }
            }
            if usize::try_from(section.fill_order).ok() != Some(at + 1) {
                let what = Sentence::new("method.problem.order.what")
                    .with("section", &section.id)
                    .with("number", section.fill_order);
                self.report(&format!("{}.fill_order", path(at)), what, "method.problem.order.help");
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
        let numbered = |table: &'static str| move |at: usize| format!("{table}[{at}].id");
        let (profile, stage, item) = (numbered("profiles"), numbered("stages"), numbered("items"));
        self.ids(list.profiles.iter().enumerate().map(|(at, one)| (profile(at), one.id.as_str())));
        self.ids(list.stages.iter().enumerate().map(|(at, one)| (stage(at), one.id.as_str())));
        self.ids(list.items.iter().enumerate().map(|(at, one)| (item(at), one.id.as_str())));
        let is_stage = |id: &str| list.stages.iter().any(|stage| stage.id == id);
        for (at, item) in list.items.iter().enumerate() {
            let path = |key: &str| format!("items[{at}].{key}");
            if !is_stage(&item.stage) {
                self.unknown(&path("stage"), &item.stage);
            }
            self.known(&path("covers"), &item.covers, is_stage);
            self.known(&path("profiles"), &item.profiles, |id| list.profiles.iter().any(|one| one.id == id));
            self.known(&path("criteria"), &item.criteria, |id| method.criterion(id).is_some());
        }
    }

    fn cycle(&mut self, cycle: &Cycle, method: &Method) {
        self.format(cycle.format);
        self.ids([("cycle".to_owned(), cycle.id.as_str())]);
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
            self.known(&path("resources"), &station.resources, |id| {
                method.template_of_resource(id).is_some() || method.is_guide(id)
            });
            for (key, ids) in [("lead", &station.lead), ("core", &station.core), ("consulted", &station.consulted)] {
                self.known(&path(key), ids, |id| method.person(id).is_some());
            }
        }
    }

    fn guide(&mut self, guide: &Guide, method: &Method) {
        self.format(guide.format);
        self.known("canvases", &guide.canvases, |id| method.canvas(id).is_some());
        self.known("criteria", &guide.criteria, |id| method.criterion(id).is_some());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::language::Catalogue;
    use crate::method::starter;

    fn keys(text: &str) -> Vec<(&'static str, usize)> {
        let (_, problems) = read(text, Method::built_in());
        let catalogue = Catalogue::english();
        for problem in &problems {
            assert!(catalogue.find(problem.what.key).is_some(), "{}", problem.what.key);
            assert!(catalogue.find(problem.help.key).is_some(), "{}", problem.help.key);
        }
        problems.into_iter().map(|problem| (problem.what.key, problem.place.line)).collect()
    }

    #[test]
    fn the_starter_is_right() {
        assert_eq!(keys(starter()), []);
        assert!(matches!(read(starter(), Method::built_in()).0, Some(DataFile::Canvas(_))));
    }

    #[test]
    fn what_is_wrong_is_found_at_its_place() {
        let line = |text: &str, what: &str| {
            text.lines().collect::<Vec<_>>().iter().rposition(|line| line.contains(what)).map_or(0, |at| at + 1)
        };
        for (from, to, key) in [
            ("row_span     = 1", "row_span     = 9", "method.problem.outside.what"),
            ("column       = 1", "column       = 0", "method.problem.overlap.what"),
            ("fill_order   = 2", "fill_order   = 4", "method.problem.order.what"),
            ("minutes      = 10", "minutes      = \"ten\"", "method.problem.form.what"),
            ("default_kind = \"task\"", "default_kind = \"tusk\"", "method.problem.form.what"),
            ("id           = \"second\"", "id           = \"first\"", "method.problem.twice.what"),
            ("id           = \"second\"", "id           = \"Second One\"", "method.problem.id.what"),
        ] {
            let text = starter().replacen(from, to, 1);
            assert_ne!(text, starter(), "{from}");
            let found = keys(&text);
            assert!(found.iter().any(|(found, at)| *found == key && *at > 0), "{to}: {found:?}");
            if key != "method.problem.outside.what" {
                let at = line(&text, to);
                assert!(found.iter().any(|(found, place)| *found == key && place.abs_diff(at) <= 1), "{to}: {found:?}");
            }
        }
    }

    #[test]
    fn every_built_in_canvas_checklist_and_cycle_is_right() {
        let method = Method::built_in();
        for canvas in method.canvases() {
            let mut found = Found { places: Places::of(""), problems: Vec::new() };
            found.canvas(canvas, method);
            assert_eq!(found.problems, [], "{}", canvas.id);
        }
        for list in method.checklists() {
            let mut found = Found { places: Places::of(""), problems: Vec::new() };
            found.checklist(list, method);
            assert_eq!(found.problems, [], "{}", list.id);
        }
        for cycle in method.cycles() {
            let mut found = Found { places: Places::of(""), problems: Vec::new() };
            found.cycle(cycle, method);
            assert_eq!(found.problems, [], "{}", cycle.id);
        }
    }
}
