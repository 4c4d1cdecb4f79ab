//! How changes are told, whatever the form: what each is called, what happened to it, which of its fields differ.

use super::super::context::Context;
use super::super::snapshot::{Difference, Fate};
use crate::document::Field;
use crate::merge::changes::{Change, ChangeKind, Counts, FieldValue, Topic};

/// The field that says where something stands.
const PLACE: &str = "place";

/// A field of a change.
pub(super) struct Row {
    pub(super) label: String,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

/// A change in words.
pub(super) struct Told {
    /// The number of a note; otherwise what kind of thing it is.
    pub(super) called: String,
    /// What happened, in words; empty for what came or went.
    pub(super) kinds: String,
    /// What it says, and said where it was reworded.
    pub(super) text: String,
    pub(super) text_before: Option<String>,
    /// Where it stood and stands, where all that happened is that it moved.
    pub(super) moved: Option<(String, String)>,
    /// The fields that differ, but for those above.
    pub(super) rows: Vec<Row>,
}

/// Puts a change into words.
pub(super) fn told(context: &Context, difference: &Difference, change: &Change) -> Told {
    let is_whole = change.is(ChangeKind::Added) || change.is(ChangeKind::Removed);
    let kinds: Vec<String> = change.kinds.iter().map(|kind| word(context, *kind)).collect();
    let field = |key: &str, is_after: bool| {
        let fields = if is_after { &change.after } else { &change.before };
        fields.as_ref().and_then(|fields| fields.get(key))
    };
    let text_before = change.text_key.filter(|_| change.is(ChangeKind::Reworded));
    let text_before = text_before.map(|key| field(key, false).map(ToString::to_string).unwrap_or_default());
    let place = |is_after| field(PLACE, is_after).map(|place| self::place(context, difference, place));
    let moved = (change.is(ChangeKind::Moved) && change.kinds.len() == 1).then(|| (place(false), place(true)));
    let moved = moved.and_then(|(from, to)| Some((from?, to?)));
    let mut rows = Vec::new();
    let fields = change.after.as_ref().or(change.before.as_ref());
    for key in fields.into_iter().flat_map(|fields| fields.iter().map(|(key, _)| key)) {
        let is_told = change.text_key == Some(key)
            || key == PLACE && (moved.is_some() || change.is(ChangeKind::Reordered))
            // Of a note or entry that came or went the text says enough.
            || is_whole && change.text_key.is_some();
        if is_told {
            continue;
        }
        let value = |is_after| match (key, field(key, is_after)) {
            (PLACE, Some(place)) => Some(self::place(context, difference, place)),
            (_, value) => value.map(ToString::to_string),
        };
        rows.push(Row { label: label(context, key), before: value(false), after: value(true) });
    }
    let called = called(context, change);
    let kinds = if is_whole { String::new() } else { kinds.join(", ") };
    Told { called, kinds, text: change.text.clone(), text_before, moved, rows }
}

/// What people call the thing: a note by its number.
fn called(context: &Context, change: &Change) -> String {
    if let Some(number) = &change.number {
        return number.clone();
    }
    if change.topic == Topic::Entry {
        return change.list.clone().unwrap_or_default();
    }
    let word = context.words.look_up(&format!("cli.diff.topic.{}", change.topic.word()));
    match (&change.id, change.topic) {
        (Some(id), Topic::Version) => format!("{word} {id}"),
        _ => word,
    }
}

fn label(context: &Context, key: &str) -> String {
    match key {
        PLACE => context.words.say(key!("cli.diff.place")),
        key if key == Field::Under.word() => context.words.say(key!("cli.diff.under")),
        key => key.to_owned(),
    }
}

/// A place in words: the title of a section, the name of a table, and the document where it is another one.
fn place(context: &Context, difference: &Difference, place: &FieldValue) -> String {
    let FieldValue::Place { path, section, .. } = place else { return place.to_string() };
    let template = context.method.canvas(&difference.template);
    let known = template.and_then(|template| template.section(section));
    let title = known.map_or(section.as_str(), |known| context.words.text(&known.title)).to_owned();
    match path {
        Some(path) => format!("{path}{}{title}", dot(context)),
        None => title,
    }
}

/// What stands between two words that belong together.
pub(super) fn dot(context: &Context) -> &'static str {
    context.out.signs().dot()
}

/// What stands between what was and what is.
pub(super) fn arrow(context: &Context) -> &'static str {
    context.out.signs().arrow()
}

/// What stands where nothing is.
pub(super) fn nothing(context: &Context) -> &'static str {
    context.out.signs().nothing()
}

fn word(context: &Context, kind: ChangeKind) -> String {
    context.words.look_up(&format!("cli.diff.kind.{}", kind.word()))
}

/// How many changes of each kind there are: `1 added, 2 reworded`.
pub(in crate::cli) fn counted(context: &Context, counts: Counts) -> String {
    let told = ChangeKind::ALL.into_iter().map(|kind| (kind, counts.count(kind))).filter(|(_, count)| *count > 0);
    told.map(|(kind, count)| format!("{count} {}", word(context, kind))).collect::<Vec<_>>().join(", ")
}

/// The heading of a document: its path, with what happened to it as a whole.
pub(super) fn heading(context: &Context, difference: &Difference) -> (String, Option<String>) {
    let said = |key: &str| Some(context.words.look_up(&format!("cli.diff.fate.{key}")));
    let path = match &difference.path_before {
        Some(before) => format!("{before}{}{}", arrow(context), difference.path),
        None => difference.path.clone(),
    };
    let fate = match difference.fate {
        _ if !difference.is_readable() => said("unreadable"),
        Fate::Added => said("added"),
        Fate::Removed => said("removed"),
        Fate::Renamed | Fate::Changed => None,
    };
    (path, fate)
}

/// The last line: how many documents differ, and how.
pub(super) fn summary(context: &Context, differences: &[Difference]) -> String {
    let counts = super::snapshot::counts(differences);
    let documents = sentence!("cli.diff.documents").count(differences.len());
    let documents = context.words.tell(&documents);
    match counted(context, counts) {
        counted if counted.is_empty() => documents,
        counted => format!("{documents}: {counted}"),
    }
}
