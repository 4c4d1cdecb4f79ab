//! Every text is there, fits where it is shown, and is said once.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use stationmaster::layout::wrap;
use stationmaster::method::{Method, Text};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What is wrong with the texts, each with where it stands.
#[derive(Default)]
pub struct Complaints(Vec<String>);

impl Complaints {
    /// A text that has to be there in every language it names, and fit.
    pub fn text(&mut self, place: &str, text: &Text, longest: usize) {
        let texts: Vec<(&str, &str)> = match text {
            Text::One(text) => vec![("en", text.as_str())],
            Text::Many(texts) => texts.iter().map(|(language, text)| (language.as_str(), text.as_str())).collect(),
        };
        if !texts.iter().any(|(language, _)| *language == "en") {
            self.0.push(format!("{place}: not in English"));
        }
        for (language, text) in texts {
            let length = text.chars().count();
            // Titles are the method's, to the letter.
            let doubled = text.contains("  ") && place.rsplit('.').next() != Some("title");
            if text.trim() != text || text.is_empty() || text.contains(['\n', '\t']) || doubled {
                self.0.push(format!("{place} ({language}): empty, or with space where none belongs"));
            }
            if length > longest {
                self.0.push(format!("{place} ({language}): {length} characters, at most {longest}"));
            }
        }
    }

    /// What is wrong unless something holds.
    pub fn unless(&mut self, holds: bool, complaint: String) {
        if !holds {
            self.0.push(complaint);
        }
    }

    pub fn none(&self) {
        assert!(self.0.is_empty(), "{}", self.0.join("\n"));
    }
}

#[test]
fn every_text_of_a_canvas_fits() {
    let mut wrong = Complaints::default();
    for canvas in Method::built_in().canvases() {
        let id = &canvas.id;
        wrong.text(&format!("{id}.title"), &canvas.title, 80);
        wrong.text(&format!("{id}.short"), &canvas.short, 60);
        wrong.text(&format!("{id}.purpose"), &canvas.purpose, 300);
        wrong.text(&format!("{id}.how_to_use"), &canvas.how_to_use, 600);
        for section in &canvas.sections {
            let name = format!("{id}.{}", section.id);
            wrong.text(&format!("{name}.title"), &section.title, 80);
            wrong.text(&format!("{name}.question"), &section.question, 150);
            wrong.text(&format!("{name}.why"), &section.why, 240);
            wrong.text(&format!("{name}.good_example"), &section.good_example, 110);
            wrong.text(&format!("{name}.poor_example"), &section.poor_example, 110);
            wrong.text(&format!("{name}.poor_because"), &section.poor_because, 160);
            let lines = wrap::height(section.question.english(), 78);
            if lines > 2 {
                wrong.0.push(format!("{name}.question: {lines} lines at 80 columns, at most 2"));
            }
            if !(4..=25).contains(&section.minutes) {
                wrong.0.push(format!("{name}.minutes: {}", section.minutes));
            }
        }
    }
    wrong.none();
}

#[test]
fn every_text_of_a_checklist_fits() {
    let mut wrong = Complaints::default();
    for list in Method::built_in().checklists() {
        let id = &list.id;
        wrong.text(&format!("{id}.title"), &list.title, 80);
        wrong.text(&format!("{id}.short"), &list.short, 60);
        wrong.text(&format!("{id}.purpose"), &list.purpose, 300);
        wrong.text(&format!("{id}.how_to_use"), &list.how_to_use, 600);
        for profile in &list.profiles {
            wrong.text(&format!("{id}.{}.title", profile.id), &profile.title, 40);
            wrong.text(&format!("{id}.{}.description", profile.id), &profile.description, 240);
        }
        for stage in &list.stages {
            wrong.text(&format!("{id}.{}.title", stage.id), &stage.title, 40);
            wrong.text(&format!("{id}.{}.description", stage.id), &stage.description, 200);
        }
        for item in &list.items {
            let name = format!("{id}.{}", item.id);
            wrong.text(&format!("{name}.text"), &item.text, 160);
            wrong.text(&format!("{name}.how"), &item.how, 280);
            wrong.text(&format!("{name}.evidence"), &item.evidence, 240);
        }
    }
    wrong.none();
}

#[test]
fn every_text_of_a_cycle_and_its_people_fits() {
    let mut wrong = Complaints::default();
    let method = Method::built_in();
    for cycle in method.cycles() {
        wrong.text(&format!("{}.title", cycle.id), &cycle.title, 80);
        wrong.text(&format!("{}.purpose", cycle.id), &cycle.purpose, 300);
        for station in &cycle.stations {
            let name = format!("{}.{}", cycle.id, station.id);
            wrong.text(&format!("{name}.title"), &station.title, 80);
            wrong.text(&format!("{name}.short"), &station.short, 9);
            wrong.text(&format!("{name}.description"), &station.description, 240);
        }
    }
    for criterion in method.criteria() {
        wrong.text(&criterion.id, &criterion.text, 160);
    }
    for person in method.people() {
        wrong.text(&format!("{}.title", person.id), &person.title, 60);
        wrong.text(&format!("{}.description", person.id), &person.description, 200);
    }
    for resource in method.resources() {
        wrong.text(&resource.id, &resource.title, 80);
    }
    wrong.none();
}

/// Every string of a data file with the keys that lead to it.
fn strings(place: &str, value: &toml::Value, into: &mut Vec<(String, String)>) {
    match value {
        toml::Value::String(text) => into.push((place.to_owned(), text.clone())),
        toml::Value::Array(values) => {
            for (at, value) in values.iter().enumerate() {
                strings(&format!("{place}[{at}]"), value, into);
            }
        }
        toml::Value::Table(table) => {
            for (key, value) in table {
                strings(&format!("{place}.{key}"), value, into);
            }
        }
        _ => {}
    }
}

/// Every string of the files of the method, with where it stands.
pub fn texts_of_the_method() -> Vec<(String, String)> {
    let mut files = Vec::new();
    data_files(&Path::new(ROOT).join("canvases"), &mut files);
    texts_of(files)
}

/// The same, and the sentences of the program.
pub fn every_text() -> Vec<(String, String)> {
    let program = texts_of(vec![Path::new(ROOT).join("src/i18n/en.toml")]);
    program.into_iter().chain(texts_of_the_method()).collect()
}

fn texts_of(files: Vec<PathBuf>) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for path in files {
        let name = path.strip_prefix(ROOT).expect("below").display().to_string();
        let table: toml::Table = toml::from_str(&fs::read_to_string(&path).expect("a file")).expect("TOML");
        strings(&name, &toml::Value::Table(table), &mut all);
    }
    all
}

fn data_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "demo") {
            data_files(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            into.push(path);
        }
    }
}

/// A sentence, and not a name: several words with an end.
fn is_sentence(text: &str) -> bool {
    text.split_whitespace().count() >= 5 && text.ends_with(['.', '?', '!'])
}

#[test]
fn no_sentence_stands_twice() {
    let mut said: BTreeMap<String, String> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (place, text) in every_text() {
        let words = text.to_lowercase();
        if is_sentence(&text)
            && let Some(other) = said.insert(words, place.clone())
        {
            wrong.push(format!("{place} and {other}: {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
