//! The package as it was read: its structure, and its words by label and language.

use std::collections::{BTreeMap, BTreeSet};

use super::data::{
    Audit, CanvasData, CanvasWords, CriterionData, Cycles, Items, Lines, Map, People, Resources, StationCriteria,
    StationData, StationPeople, read,
};
use super::{FILES, Fault, Files, files_of_language, plain};
use crate::method::{Method, Text};

/// What was read. A file that is not there is empty.
#[derive(Debug, Default)]
pub(super) struct Source {
    pub(super) canvases: Map<CanvasData>,
    pub(super) canvas_words: Map<Map<CanvasWords>>,
    pub(super) criteria: Vec<CriterionData>,
    pub(super) cycles: Cycles,
    pub(super) lines: Lines,
    pub(super) resources: Resources,
    pub(super) people: People,
    pub(super) station_criteria: StationCriteria,
    pub(super) station_people: StationPeople,
    pub(super) stations: Map<Items<StationData>>,
    pub(super) audit: Audit,
    labels: BTreeMap<String, Map<String>>,
    /// The files that are not there.
    pub(super) missing: Vec<String>,
}

impl Source {
    /// Reads the files of the package.
    pub(super) fn read(files: &Files, languages: &BTreeSet<String>) -> Result<Self, Fault> {
        let [canvases, canvas_words, criteria, cycles, lines, resources, people, of_stations, parts, stations, audit] =
            FILES;
        let mut source = Self {
            canvases: one(files, canvases)?,
            canvas_words: one(files, canvas_words)?,
            criteria: one(files, criteria)?,
            cycles: one(files, cycles)?,
            lines: one(files, lines)?,
            resources: one(files, resources)?,
            people: one(files, people)?,
            station_criteria: one(files, of_stations)?,
            station_people: one(files, parts)?,
            stations: one(files, stations)?,
            audit: one(files, audit)?,
            ..Self::default()
        };
        source.canvas_words.retain(|language, _| !files_of_language(language).is_empty());
        let mut wanted: Vec<String> = FILES.iter().map(|path| (*path).to_owned()).collect();
        for language in languages {
            let paths = files_of_language(language);
            let mut labels = Map::new();
            for path in &paths {
                labels.extend(one::<Map<String>>(files, path)?);
            }
            // A folder without a single one is no language.
            if !labels.is_empty() {
                source.labels.insert(language.clone(), labels);
                wanted.extend(paths);
            }
        }
        source.missing = wanted.into_iter().filter(|path| !files.contains_key(path)).collect();
        Ok(source)
    }

    /// The languages there are words in.
    pub(super) fn languages(&self) -> BTreeSet<String> {
        self.labels.keys().chain(self.canvas_words.keys()).cloned().collect()
    }

    /// The snippets that resources point to and that are not read.
    pub(super) fn left(&self) -> Vec<String> {
        let snippets = self.resources.resources.iter().filter_map(|resource| resource.snippet.as_deref());
        let paths = snippets.filter_map(|snippet| plain(&format!("src/snippets/{snippet}")));
        paths.filter(|path| !FILES.contains(&path.as_str())).collect::<BTreeSet<String>>().into_iter().collect()
    }

    /// The words of a label, by language. A label without any that is a sentence is one, in English.
    pub(super) fn label(&self, label: &str) -> Map<String> {
        let found: Map<String> = self
            .labels
            .iter()
            .filter_map(|(language, labels)| Some((language.clone(), plain(labels.get(label)?)?)))
            .collect();
        let is_sentence = label.trim().contains(' ');
        match plain(label).filter(|_| found.is_empty() && is_sentence) {
            Some(sentence) => Map::from([("en".to_owned(), sentence)]),
            None => found,
        }
    }

    /// The words that `of` finds in each language of a canvas.
    pub(super) fn canvas_text<'a>(
        &'a self,
        canvas: &str,
        of: impl Fn(&'a CanvasWords) -> Option<&'a str>,
    ) -> Map<String> {
        self.canvas_words
            .iter()
            .filter_map(|(language, canvases)| Some((language.clone(), plain(of(canvases.get(canvas)?)?)?)))
            .collect()
    }

    /// Our id of what the package calls `resource`: a canvas, or a guide or checklist, which have the same id here.
    pub(super) fn resource<'a>(&'a self, resource: &'a str, method: &'a Method) -> &'a str {
        let named = self.resources.resources.iter().find(|one| one.id == resource);
        let canvas = named.and_then(|named| named.canvas.as_deref()).unwrap_or(resource);
        method.canvases().iter().find(|one| one.official_id == canvas).map_or(resource, |one| one.id.as_str())
    }
}

fn one<T: serde::de::DeserializeOwned + Default>(files: &Files, path: &str) -> Result<T, Fault> {
    files.get(path).map_or_else(|| Ok(T::default()), |bytes| read(path, bytes))
}

/// Their words, and in a language they do not have ours. Nothing where they have none at all.
pub(super) fn merged(ours: Option<&Text>, theirs: Map<String>) -> Option<Text> {
    if theirs.is_empty() {
        return None;
    }
    let mut texts = match ours {
        None => Map::new(),
        Some(Text::One(text)) => Map::from([("en".to_owned(), text.clone())]),
        Some(Text::Many(texts)) => texts.clone(),
    };
    texts.extend(theirs);
    Some(match texts.get("en") {
        Some(english) if texts.len() == 1 => Text::One(english.clone()),
        _ => Text::Many(texts),
    })
}
