//! What differs between two states of a document, in words.

use crate::app::Model;
use crate::document::Field;
use crate::i18n::Catalogue;
use crate::merge::changes::{Change, ChangeKind, Counts, FieldValue, Topic};

/// The field that says where something stands.
const PLACE: &str = "place";

/// A change in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The id of the note, the item.
    pub id: Option<String>,
    /// What people call it: the number of a note.
    pub called: String,
    /// What happened.
    pub kinds: String,
    /// What it says, later of the two.
    pub text: String,
    /// What it said before, where it was reworded.
    pub before: Option<String>,
    /// What else differs: the key, and what it says and said; nothing where it said nothing.
    pub fields: Vec<(String, Option<String>, Option<String>)>,
}

/// How many changes there are of each kind: `1 added, 2 reworded`.
#[must_use]
pub fn counted(words: &Catalogue, counts: Counts) -> String {
    let kinds = ChangeKind::ALL.into_iter().map(|kind| (kind, counts.count(kind))).filter(|(_, count)| *count > 0);
    kinds.map(|(kind, count)| format!("{count} {}", word(words, kind))).collect::<Vec<_>>().join(", ")
}

fn word(words: &Catalogue, kind: ChangeKind) -> String {
    words.look_up(&format!("cli.diff.kind.{}", kind.word())).to_owned()
}

/// Puts a change into words.
#[must_use]
pub fn told(model: &Model, template: &str, change: &Change) -> Told {
    let words = model.words;
    let field = |key: &str, is_after: bool| {
        let fields = if is_after { &change.after } else { &change.before };
        let value = fields.as_ref()?.get(key)?;
        Some(shown(model, template, value))
    };
    let is_whole = change.is(ChangeKind::Added) || change.is(ChangeKind::Removed);
    let before = change.text_key.filter(|_| change.is(ChangeKind::Reworded)).and_then(|key| field(key, false));
    let keys = change.after.as_ref().or(change.before.as_ref());
    let mut fields = Vec::new();
    for key in keys.into_iter().flat_map(|fields| fields.iter().map(|(key, _)| key)) {
        let is_told = change.text_key == Some(key)
            || key == PLACE && !change.is(ChangeKind::Moved)
            || is_whole && change.text_key.is_some();
        if is_told {
            continue;
        }
        let label = match key {
            PLACE => words.say(key!("cli.diff.place")).to_owned(),
            key if key == Field::Under.word() => words.say(key!("cli.diff.under")).to_owned(),
            key => key.to_owned(),
        };
        fields.push((label, field(key, true), field(key, false)));
    }
    let kinds = change.kinds.iter().map(|kind| word(words, *kind)).collect::<Vec<_>>().join(", ");
    Told { id: change.id.clone(), called: called(model, change), kinds, text: change.text.clone(), before, fields }
}

fn shown(model: &Model, template: &str, value: &FieldValue) -> String {
    let FieldValue::Place { section, .. } = value else { return value.to_string() };
    let template = model.method.canvas(template);
    let known = template.and_then(|template| template.section(section));
    known.map_or(section.as_str(), |known| known.title.get(model.language())).to_owned()
}

fn called(model: &Model, change: &Change) -> String {
    if let Some(number) = &change.number {
        return number.clone();
    }
    if change.topic == Topic::Entry {
        return change.list.clone().unwrap_or_default();
    }
    model.words.look_up(&format!("cli.diff.topic.{}", change.topic.word())).to_owned()
}
