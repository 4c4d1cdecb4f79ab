//! A file to check, and something found in it.

use std::borrow::Cow;

use crate::assess::method_file;
use crate::assess::rules::{self, Severity};
use crate::codec::{self, Foreign, Place, Problem};
use crate::document::Id;
use crate::document::text::visible_line;
use crate::i18n::{Catalogue, Sentence, SentenceKey};

/// Rules about words that are not known. Where no known word is near, they have a sentence without one.
const NAME_THE_NEAREST: [&str; 8] = [
    codec::rules::UNKNOWN_KEY,
    codec::rules::UNKNOWN_TEMPLATE,
    codec::rules::UNKNOWN_SECTION,
    codec::rules::UNKNOWN_KIND,
    codec::rules::UNKNOWN_WORD,
    codec::rules::UNKNOWN_ITEM,
    rules::UNKNOWN_RULE,
    rules::UNKNOWN_BLOCK,
];

/// How much of a value a sentence shows, in characters.
const SHOWN: usize = 200;

/// A file to check.
#[derive(Clone, Copy, Debug)]
pub struct FileInput<'a> {
    /// Its path relative to the workspace, with `/` between its parts.
    pub path: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
}

/// A file that another names, for whoever can say whether it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Named<'a> {
    /// Evidence, a file or a folder, relative to the root of the repository.
    Evidence(&'a str),
    /// The file of an API description, relative to the workspace; `..` may lead out of it.
    Description(&'a str),
}

/// Says whether what a file names is there.
pub type IsThere<'a> = dyn Fn(Named<'_>) -> bool + Sync + 'a;

/// Something that is wrong, stale or missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Id of the rule; see [`rules::RULES`].
    pub rule: &'static str,
    /// How much it matters, by the rule or the team's policy.
    pub severity: Severity,
    /// The file, relative to the workspace.
    pub path: String,
    /// Where in the file; nothing where it is about the file as a whole.
    pub place: Option<Place>,
    /// What goes into the sentences.
    pub arguments: Vec<(&'static str, String)>,
    /// How many further findings of its rule its file has that were counted only; at the last one that is told.
    pub more: usize,
    /// What it is about, where what stands at its place does not say so.
    pub anchor: Option<String>,
    /// Which of the rule's sentences says what was found.
    pub(super) part: &'static str,
}

impl Finding {
    pub(super) fn new(
        rule: &'static str,
        path: &str,
        place: Option<Place>,
        arguments: Vec<(&'static str, String)>,
    ) -> Self {
        let severity = rules::find(rule).map_or(Severity::Error, |rule| rule.severity);
        let is_unlike = NAME_THE_NEAREST.contains(&rule) && !arguments.iter().any(|(name, _)| *name == "nearest");
        let kind = arguments.iter().find(|(name, _)| *name == "kind" && rule == codec::rules::FOREIGN_FILE);
        let part = match kind.and_then(|(_, kind)| Foreign::from_word(kind)) {
            Some(kind) => kind.word(),
            None if is_unlike => "unlike",
            None => "message",
        };
        Self { rule, severity, path: path.to_owned(), place, arguments, more: 0, anchor: None, part }
    }

    /// A problem that was found on reading.
    #[must_use]
    pub fn of_problem(path: &str, problem: &Problem) -> Self {
        let finding = Self::new(problem.rule, path, Some(problem.place.clone()), problem.arguments.clone());
        Self { more: problem.more, ..finding }
    }

    /// What is wrong with a team's method file; without a problem, that it cannot be read.
    #[must_use]
    pub fn of_method_file(path: &str, problem: Option<&method_file::Problem>, catalogue: &Catalogue) -> Self {
        let Some(problem) = problem else {
            return Self { part: "unread", ..Self::new(rules::METHOD_FILE, path, None, Vec::new()) };
        };
        let arguments = vec![("detail", catalogue.tell(&problem.what))];
        Self::new(rules::METHOD_FILE, path, Some(problem.place.clone()), arguments)
    }

    /// The line, from 1; 1 where it is about the file as a whole.
    #[must_use]
    pub fn line(&self) -> usize {
        self.place.as_ref().map_or(1, |place| place.line)
    }

    /// The column in characters, from 1; 1 where it is about the file as a whole.
    #[must_use]
    pub fn column(&self) -> usize {
        self.place.as_ref().map_or(1, |place| place.column)
    }

    /// What was found, on one line. What cannot be seen is shown by symbols.
    #[must_use]
    pub fn message(&self, catalogue: &Catalogue) -> String {
        self.words(catalogue, self.part)
    }

    /// What to do about it, on one line.
    #[must_use]
    pub fn help(&self, catalogue: &Catalogue) -> String {
        let id = self.arguments.iter().find(|(name, _)| *name == "id" && self.rule == codec::rules::DUPLICATE_ID);
        let is_own = id.is_none_or(|(_, id)| Id::new(id).is_some_and(|id| id.is_well_formed()));
        let part = match self.rule {
            codec::rules::NUMBER_OUT_OF_RANGE => self.limits(),
            _ if is_own => "help",
            _ => "keep-one",
        };
        self.words(catalogue, part)
    }

    /// Which sentence says what a number is to be.
    fn limits(&self) -> &'static str {
        let has = |name: &str| self.arguments.iter().any(|(known, _)| *known == name);
        match (has("whole"), has("min"), has("max")) {
            (true, ..) => "whole",
            (_, true, true) => "help",
            (_, true, false) => "least",
            (_, false, _) => "most",
        }
    }

    fn words(&self, catalogue: &Catalogue, part: &str) -> String {
        let path = format!("rule.{}.{part}", self.rule);
        let Some(key) = SentenceKey::find(&path) else { return path };
        let sentence = Sentence::new(key);
        let sentence = self.arguments.iter().fold(sentence, |sentence, (name, value)| sentence.with(name, value));
        catalogue.tell_with(&sentence, &|name, value| Cow::Owned(shown(name, value)))
    }

    /// By what findings are sorted.
    pub(super) fn order(&self) -> (&str, usize, usize, &str) {
        (&self.path, self.line(), self.column(), self.rule)
    }
}

/// A value as a sentence shows it: visible, and not too long. A list of known words ends with a whole one.
fn shown(name: &str, value: &str) -> String {
    let shown = visible_line(value);
    let Some((end, _)) = shown.char_indices().nth(SHOWN) else { return shown.into_owned() };
    let end = if name == "known" { shown[..end].rfind(", ").map_or(end, |comma| comma + 2) } else { end };
    format!("{}...", &shown[..end])
}
