//! Our files with the package's words.

use super::data::{CycleData, Map};
use super::source::{Source, merged};
use crate::codec::{Wording, Words, reword};
use crate::method::{CanvasTemplate, ChecklistTemplate, Cycle, Guide, Method, Text, built_in_file};

/// The words that were found for one file.
#[derive(Default)]
struct Found(Vec<Wording>);

impl Found {
    /// Other words for a key at the top of the file.
    fn top(&mut self, key: &'static str, ours: Option<&Text>, theirs: Map<String>) {
        self.put(None, key, merged(ours, theirs).map(Words::One));
    }

    /// Other words for a key of an entry of a list.
    fn entry(&mut self, list: &'static str, id: &str, key: &'static str, ours: Option<&Text>, theirs: Map<String>) {
        self.put(Some((list, id.to_owned())), key, merged(ours, theirs).map(Words::One));
    }

    /// Other texts for a list of texts at the top of the file, whose number may be another.
    fn all(&mut self, key: &'static str, theirs: Vec<Map<String>>) {
        let texts: Vec<Text> = theirs.into_iter().filter_map(|text| merged(None, text)).collect();
        self.put(None, key, (!texts.is_empty()).then_some(Words::Several(texts)));
    }

    fn put(&mut self, entry: Option<(&'static str, String)>, key: &'static str, words: Option<Words>) {
        self.0.extend(words.map(|words| Wording { entry, key, words }));
    }

    /// The built-in file with these words, without what stands above its first key. Nothing where there are none.
    fn file(self, path: String) -> Option<(String, String)> {
        let text = built_in_file(&path)?;
        let head: usize = text
            .split_inclusive('\n')
            .take_while(|line| line.starts_with('#') || line.trim().is_empty())
            .map(str::len)
            .sum();
        let text = (!self.0.is_empty()).then(|| reword(&text[head..], &self.0).ok()).flatten()?;
        Some((path, text))
    }
}

/// Every file for which the package has words: path below `canvases/`, and text.
pub(super) fn files(source: &Source, method: &Method) -> Vec<(String, String)> {
    let canvases = method.canvases().iter().map(|canvas| (format!("{}.toml", canvas.id), of_canvas(source, canvas)));
    let lists =
        method.checklists().iter().map(|list| (format!("checklists/{}.toml", list.id), of_checklist(source, list)));
    let cycles = method.cycles().iter().map(|cycle| (format!("cycles/{}.toml", cycle.id), of_cycle(source, cycle)));
    let guides = method.guides().iter().map(|guide| (format!("guides/{}.toml", guide.id), of_guide(source, guide)));
    let rest = [
        ("criteria.toml", of_criteria(source, method)),
        ("people.toml", of_people(source, method)),
        ("resources.toml", of_resources(source, method)),
        ("lines.toml", of_lines(source, method)),
        ("stations.toml", of_stations(source, method)),
    ];
    let rest = rest.map(|(path, found)| (path.to_owned(), found));
    let all = canvases.chain(lists).chain(cycles).chain(guides).chain(rest);
    all.filter_map(|(path, found)| found.file(path)).collect()
}

fn of_canvas(source: &Source, canvas: &CanvasTemplate) -> Found {
    let mut found = Found::default();
    let id = canvas.official_id.as_str();
    let title = source.canvas_text(id, |words| words.title.as_deref());
    found.top("short", Some(&canvas.short), shortened(&title, "canvas"));
    found.top("title", Some(&canvas.title), title);
    found.top("purpose", Some(&canvas.purpose), source.canvas_text(id, |words| words.purpose.as_deref()));
    found.top("how_to_use", Some(&canvas.how_to_use), source.canvas_text(id, |words| words.how_to_use.as_deref()));
    for section in &canvas.sections {
        let of = section.official_id.as_str();
        let title = source.canvas_text(id, |words| words.sections.get(of)?.section.as_deref());
        found.entry("sections", &section.id, "title", Some(&section.title), title);
        let question = source.canvas_text(id, |words| words.sections.get(of)?.description.as_deref());
        found.entry("sections", &section.id, "question", Some(&section.question), question);
    }
    found
}

/// Titles without the word for what they are titles of, which stands at the end in some languages.
fn shortened(titles: &Map<String>, kind: &str) -> Map<String> {
    let short = |title: &str| {
        let cut = title.len().checked_sub(kind.len() + 1).filter(|cut| *cut > 0 && title.is_char_boundary(*cut));
        let rest = cut.filter(|cut| title[*cut..].trim_start().eq_ignore_ascii_case(kind));
        rest.map_or(title, |cut| title[..cut].trim_end()).to_owned()
    };
    titles.iter().map(|(language, title)| (language.clone(), short(title))).collect()
}

/// The texts of several labels as one, in each language.
fn joined(source: &Source, labels: &[String], between: &str) -> Map<String> {
    let mut all: Map<String> = Map::new();
    for label in labels {
        for (language, text) in source.label(label) {
            let whole = all.entry(language).or_default();
            if !whole.is_empty() {
                whole.truncate(whole.trim_end_matches(if between.starts_with(';') { '.' } else { ' ' }).len());
                whole.push_str(between);
            }
            whole.push_str(&text);
        }
    }
    all
}

fn of_checklist(source: &Source, list: &ChecklistTemplate) -> Found {
    let mut found = Found::default();
    let resource = format!("{}-checklist", list.id);
    if let Some(data) = source.resources.resources.iter().find(|one| one.id == resource) {
        let title = source.label(&data.title);
        found.top("short", Some(&list.short), shortened(&title, "checklist"));
        found.top("title", Some(&list.title), title);
        found.top("purpose", Some(&list.purpose), source.label(&data.description));
        found.top("how_to_use", Some(&list.how_to_use), joined(source, &data.how_it_works.steps, " "));
    }
    if list.id != AUDIT {
        return found;
    }
    let english = |text: &str| super::plain(text).map(|text| ("en".to_owned(), text)).into_iter().collect();
    for profile in &list.profiles {
        let theirs = source.audit.profiles.get(&profile.id).and_then(|theirs| theirs.description.as_deref());
        let theirs = theirs.map(english).unwrap_or_default();
        found.entry("profiles", &profile.id, "description", Some(&profile.description), theirs);
    }
    for stage in &source.audit.stages {
        let ours = list.stages.iter().find(|ours| ours.id == stage.id);
        found.entry("stages", &stage.id, "title", ours.map(|ours| &ours.title), english(&stage.title));
        for item in &stage.items {
            let ours = list.item(&item.id).map(|ours| &ours.text);
            found.entry("items", &item.id, "text", ours, english(&item.label));
        }
    }
    found
}

/// Our id of the only checklist whose items the package has.
pub(super) const AUDIT: &str = "api-audit";

fn of_cycle(source: &Source, cycle: &Cycle) -> Found {
    let mut found = Found::default();
    let Some(data) = source.cycles.cycles.items.iter().find(|data| data.id == cycle.id) else { return found };
    found.top("title", Some(&cycle.title), source.label(&data.title));
    let purpose = source.label(&data.purpose);
    let purpose = if purpose.is_empty() { source.label(&data.description) } else { purpose };
    found.top("purpose", Some(&cycle.purpose), purpose);
    let of = |labels: fn(&CycleData) -> &Map<String>, id: &str| {
        labels(data).get(id).map(|label| source.label(label)).unwrap_or_default()
    };
    for station in &cycle.stations {
        let id = station.id.as_str();
        found.entry("stations", id, "title", Some(&station.title), of(|data| &data.station_labels, id));
        let description = of(|data| &data.station_descriptions, id);
        found.entry("stations", id, "description", Some(&station.description), description);
    }
    found
}

fn of_guide(source: &Source, guide: &Guide) -> Found {
    let mut found = Found::default();
    let Some(data) = source.resources.resources.iter().find(|data| data.id == guide.id) else { return found };
    let all = |labels: &[String]| labels.iter().map(|label| source.label(label)).collect();
    found.top("title", Some(&guide.title), source.label(&data.title));
    found.top("purpose", Some(&guide.purpose), source.label(&data.description));
    found.all("steps", all(&data.how_it_works.steps));
    found.top("result", Some(&guide.result), joined(source, &data.outcomes, "; "));
    found.all("tips", all(&data.how_it_works.tips));
    found
}

fn of_criteria(source: &Source, method: &Method) -> Found {
    let mut found = Found::default();
    for criterion in method.criteria() {
        let told = source.label(&format!("criterion.{}", criterion.id));
        let data = source.criteria.iter().find(|data| data.id == criterion.id);
        // The sentence that stands with the id is the English one, where there is no other.
        let mut theirs: Map<String> = data.map(|data| source.label(&data.description)).unwrap_or_default();
        theirs.extend(told);
        found.entry("criteria", &criterion.id, "text", Some(&criterion.text), theirs);
    }
    found
}

fn of_people(source: &Source, method: &Method) -> Found {
    let mut found = Found::default();
    for data in &source.people.stakeholders {
        let Some(person) = method.person(&data.id) else { continue };
        found.entry("people", &data.id, "title", Some(&person.title), source.label(&data.title));
        found.entry("people", &data.id, "description", Some(&person.description), source.label(&data.description));
    }
    found
}

fn of_resources(source: &Source, method: &Method) -> Found {
    let mut found = Found::default();
    for data in &source.resources.resources {
        let Some(resource) = method.resources().iter().find(|resource| resource.id == data.id) else { continue };
        found.entry("resources", &data.id, "title", Some(&resource.title), source.label(&data.title));
    }
    found
}

fn of_lines(source: &Source, method: &Method) -> Found {
    let mut found = Found::default();
    for data in &source.lines.lines.items {
        let Some(line) = method.line(&data.id) else { continue };
        found.entry("lines", &data.id, "title", Some(&line.title), source.label(&data.title));
        found.entry("lines", &data.id, "description", Some(&line.description), source.label(&data.description));
    }
    found
}

fn of_stations(source: &Source, method: &Method) -> Found {
    let mut found = Found::default();
    for data in source.stations.values().flat_map(|group| &group.items) {
        let Some(station) = method.network_station(&data.id) else { continue };
        found.entry("stations", &data.id, "title", Some(&station.title), source.label(&data.title));
        found.entry("stations", &data.id, "description", Some(&station.description), source.label(&data.description));
    }
    found
}
