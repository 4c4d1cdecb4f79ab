//! The message of a commit, made from what differs.

use std::collections::BTreeSet;

use crate::app::query::changes::counted;
use crate::i18n::{Catalogue, Sentence};
use crate::merge::changes::documents::{Difference, Fate};
use crate::merge::changes::{Change, ChangeKind, Counts, Topic};

/// How long the first line may be.
const MAX_SUBJECT_CHARACTERS: usize = 72;
/// How many texts a line names.
const NAMED: usize = 3;

/// What a message is made from.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    pub words: &'a Catalogue,
    pub differences: &'a [Difference],
    /// What happened to sessions, by the path of the record.
    pub sessions: &'a [(String, Sentence)],
    /// Every file that is committed.
    pub paths: &'a [String],
}

impl Message<'_> {
    /// A line that says what happened in which product, then a line for each document.
    #[must_use]
    pub fn text(&self) -> String {
        let lines: Vec<(String, String)> =
            self.differences.iter().map(|it| (stem(&it.path), self.document(it))).collect();
        let title = shortened(&format!("{}: {}", self.products(), self.title(&lines)));
        if lines.is_empty() {
            return title;
        }
        let lines: Vec<String> = lines.into_iter().map(|(stem, said)| format!("{stem}: {said}")).collect();
        format!("{title}\n\n{}", lines.join("\n"))
    }

    /// The products that are committed; the word for the workspace where it is none or many.
    fn products(&self) -> String {
        let products: BTreeSet<&str> =
            self.paths.iter().filter_map(|path| path.split_once('/')).map(|(product, _)| product).collect();
        match products.len() {
            1 | 2 => products.into_iter().collect::<Vec<_>>().join(", "),
            _ => crate::store::layout::FOLDER.to_owned(),
        }
    }

    /// What happened, in a few words: texts where there are few changes, numbers where there are many.
    fn title(&self, lines: &[(String, String)]) -> String {
        if !self.sessions.is_empty() {
            return self.sessions.iter().map(|(_, said)| self.tell(said)).collect::<Vec<_>>().join(", ");
        }
        let changes: Vec<&Change> = self.differences.iter().flat_map(|it| &it.changes).collect();
        let published = |change: &&&Change| change.topic == Topic::Version && change.is(ChangeKind::Added);
        let versions: Vec<String> = self
            .differences
            .iter()
            .filter_map(|it| {
                let change = it.changes.iter().rfind(|change| published(&change))?;
                let number = change.id.clone().unwrap_or_default();
                Some(self.tell(&sentence!("cli.commit.publishes", document = stem(&it.path), version = number)))
            })
            .collect();
        if !versions.is_empty() {
            return versions.join(", ");
        }
        match (changes.len(), lines) {
            (0, []) => self.tell(&sentence!("cli.commit.files").count(self.paths.len())),
            (1 | 2, _) => changes.into_iter().map(|change| self.change(change)).collect::<Vec<_>>().join(", "),
            (_, [(stem, said)]) => format!("{stem}: {said}"),
            (_, lines) => {
                let stems: Vec<&str> = lines.iter().map(|(stem, _)| stem.as_str()).collect();
                format!("{} ({})", counted(self.words, Counts::of(changes)), stems.join(", "))
            }
        }
    }

    /// One change with its text.
    fn change(&self, change: &Change) -> String {
        let kind = change.kinds.first().copied().unwrap_or(ChangeKind::Changed);
        format!("{} {}", self.word(kind), quoted(&change.text))
    }

    /// What happened in a document.
    fn document(&self, difference: &Difference) -> String {
        if let Some((_, said)) = self.sessions.iter().find(|(path, _)| *path == difference.path) {
            return self.tell(said);
        }
        if difference.changes.is_empty() {
            let key = match difference.fate {
                Fate::Added => key!("cli.commit.document.added"),
                Fate::Removed => key!("cli.commit.document.removed"),
                Fate::Renamed => key!("cli.commit.document.renamed"),
                Fate::Changed => key!("cli.commit.document.unreadable"),
            };
            return self.words.say(key).to_owned();
        }
        let mut said = Vec::new();
        for kind in ChangeKind::ALL {
            let changes: Vec<&Change> =
                difference.changes.iter().filter(|change| change.is(kind) && !is_version(change)).collect();
            if changes.is_empty() {
                continue;
            }
            let entries: Vec<&&Change> = changes.iter().filter(|change| change.topic == Topic::Entry).collect();
            // What was decided is named; a note is told by its number.
            if kind == ChangeKind::Added && entries.len() == changes.len() && entries.len() <= NAMED {
                let named =
                    entries.iter().map(|it| format!("{} {}", it.list.as_deref().unwrap_or_default(), quoted(&it.text)));
                said.extend(named);
                continue;
            }
            let numbers: Vec<&str> =
                changes.iter().filter_map(|change| change.number.as_deref()).take(NAMED + 1).collect();
            let is_numbered =
                kind != ChangeKind::Added && kind != ChangeKind::Removed && numbers.len() == changes.len();
            let count = format!("{} {}", changes.len(), self.word(kind));
            said.push(if is_numbered && numbers.len() <= NAMED {
                format!("{count} ({})", numbers.join(", "))
            } else {
                count
            });
        }
        for change in difference.changes.iter().filter(|change| is_version(change) && change.is(ChangeKind::Added)) {
            let number = change.id.clone().unwrap_or_default();
            said.push(self.tell(&sentence!("cli.commit.version", version = number)));
        }
        said.join(", ")
    }

    fn word(&self, kind: ChangeKind) -> String {
        self.words.look_up(&format!("cli.diff.kind.{}", kind.word())).to_owned()
    }

    fn tell(&self, sentence: &Sentence) -> String {
        self.words.tell(sentence)
    }
}

fn is_version(change: &Change) -> bool {
    change.topic == Topic::Version
}

fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".toml").unwrap_or(name).to_owned()
}

/// A text in quotation marks, on one line.
fn quoted(text: &str) -> String {
    format!("\"{}\"", crate::document::text::visible_line(text).replace(" ⏎ ", " "))
}

/// A line that is not too long; what was left out is told by a sign.
fn shortened(line: &str) -> String {
    if line.char_indices().nth(MAX_SUBJECT_CHARACTERS).is_none() {
        line.to_owned()
    } else {
        let end = line.char_indices().nth(MAX_SUBJECT_CHARACTERS - 3).map_or(line.len(), |(end, _)| end);
        let end = line[..end].rfind(' ').filter(|blank| *blank > MAX_SUBJECT_CHARACTERS / 2).unwrap_or(end);
        format!("{}...", line[..end].trim_end_matches([',', ' ', '(']))
    }
}
