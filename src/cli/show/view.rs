//! A canvas or checklist as JSON gives it.

use serde::{Serialize, Serializer};

use super::super::context::Context;
use crate::assess::progress::{CanvasProgress, ChecklistProgress};
use crate::assess::standing::{GitState, Standing};
use crate::codec::State;
use crate::codec::grammar::{Table, Type, files};
use crate::document::{Answer, Canvas, Checklist, DocumentBody, Field, FileTable, Head, Note, Value};
use crate::method::Kind;
use crate::store::Entry;

/// What is shown.
pub(super) struct Shown<'a> {
    /// The file.
    pub(super) entry: &'a Entry,
    /// What it says.
    pub(super) sheet: &'a DocumentBody,
    /// What stands at its top.
    pub(super) head: &'a Head,
    /// In which state it is.
    pub(super) state: State,
    /// Whether it differs from its last published version.
    pub(super) changed: Option<bool>,
    /// How it stands against git and the day.
    pub(super) standing: Standing,
}

#[derive(Serialize)]
struct HeadView {
    path: String,
    stem: String,
    state: &'static str,
    template: String,
    kind: &'static str,
    title: String,
    status: &'static str,
    version: u32,
    changed_since_version: Option<bool>,
    /// How it stands against the last commit; nothing without git.
    git: Option<GitState>,
    review_overdue: bool,
}

/// A canvas.
#[derive(Serialize)]
pub(super) struct CanvasView {
    #[serde(flatten)]
    head: HeadView,
    sections: Vec<SectionView>,
}

#[derive(Serialize)]
struct SectionView {
    id: String,
    title: String,
    state: &'static str,
    reason: Option<String>,
    notes: Vec<NoteView>,
}

#[derive(Serialize)]
struct NoteView {
    id: String,
    number: String,
    text: String,
    kind: &'static str,
    #[serde(flatten)]
    fields: Fields,
}

/// Keys of the file, in its order: one that is not there is null, and a list without elements has none.
struct Fields(Vec<(&'static str, Option<Value>)>);

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl Fields {
    /// What a table of the document says, but for some keys.
    fn of(table: &impl FileTable, grammar: &'static Table, but: &[&str]) -> Self {
        let none = |of: &Type| matches!(of, Type::List(_)).then(|| Value::List(Vec::new()));
        let keys = grammar.keys.iter().filter(|key| !key.of.holds_tables() && !but.contains(&&*key.name));
        Self(keys.map(|key| (&*key.name, table.key(&key.name).map(Value::from).or_else(|| none(&key.of)))).collect())
    }
}

/// A checklist.
#[derive(Serialize)]
pub(super) struct ChecklistView {
    #[serde(flatten)]
    head: HeadView,
    stages: Vec<StageView>,
    items: Vec<ItemView>,
}

#[derive(Serialize)]
struct StageView {
    id: String,
    title: String,
    description: String,
}

#[derive(Serialize)]
struct ItemView {
    id: String,
    stage: Option<String>,
    text: Option<String>,
    verdict: Option<&'static str>,
    #[serde(flatten)]
    fields: Fields,
    waiver: Option<Fields>,
    computed: bool,
}

/// A section to be shown: one of the template, or one the file has beside them.
pub(in crate::cli) struct Part {
    /// Its number, from 1: fill order, then what the template does not have.
    pub(in crate::cli) number: usize,
    /// Its id.
    pub(in crate::cli) id: String,
    /// Its title; the id where the template does not have it.
    pub(in crate::cli) title: String,
    /// Whether the template has it.
    pub(in crate::cli) known: bool,
    /// Whether the method marks it as one of the most important.
    pub(in crate::cli) highlight: bool,
    /// How far it is, as a word.
    pub(in crate::cli) state: &'static str,
    /// The kind of its notes that say nothing else.
    pub(in crate::cli) kind: Kind,
}

/// The sections in fill order, then those with notes or marks that the template does not have.
pub(in crate::cli) fn parts(canvas: &Canvas, context: &Context) -> Vec<Part> {
    let mut parts = Vec::new();
    if let Some(template) = context.method.canvas(&canvas.head.template) {
        let progress = CanvasProgress::of(canvas, template);
        for (section, counted) in template.sections.iter().zip(&progress.sections) {
            parts.push(Part {
                number: parts.len() + 1,
                id: section.id.clone(),
                title: context.words.text(&section.title).to_owned(),
                known: true,
                highlight: section.highlight,
                state: counted.filling.word(),
                kind: section.default_kind,
            });
        }
    }
    let noted = canvas.sections().filter(|section| !section.order.is_empty()).map(|section| section.section.clone());
    for id in noted.chain(canvas.marks.keys().cloned()).collect::<Vec<_>>() {
        if parts.iter().any(|part| part.id == id) {
            continue;
        }
        let started = if canvas.order(&id).is_empty() { "empty" } else { "started" };
        parts.push(Part {
            number: parts.len() + 1,
            title: id.clone(),
            known: false,
            highlight: false,
            state: canvas.marks.get(&id).map_or(started, |mark| mark.state.word()),
            kind: Kind::Default,
            id,
        });
    }
    parts
}

fn head(shown: &Shown) -> HeadView {
    let head = shown.head;
    HeadView {
        path: shown.entry.path.clone(),
        stem: shown.entry.stem.clone(),
        state: match shown.state {
            State::Valid => "valid",
            State::Newer => "newer",
            State::Invalid => "invalid",
            State::Conflicted => "conflicted",
        },
        template: head.template.clone(),
        kind: if shown.sheet.canvas().is_some() { "canvas" } else { "checklist" },
        title: head.title.clone(),
        status: head.status.word(),
        version: head.version,
        changed_since_version: shown.changed,
        git: shown.standing.git,
        review_overdue: shown.standing.review_overdue,
    }
}

/// A canvas for programs.
pub(super) fn canvas(shown: &Shown, canvas: &Canvas, context: &Context) -> CanvasView {
    let sections = parts(canvas, context).into_iter().map(|part| SectionView {
        notes: canvas.notes_of(&part.id).enumerate().map(|(at, note)| note_view(&part, at, note)).collect(),
        reason: canvas.marks.get(&part.id).and_then(|mark| mark.reason.clone()),
        id: part.id,
        title: part.title,
        state: part.state,
    });
    CanvasView { head: head(shown), sections: sections.collect() }
}

fn note_view(part: &Part, at: usize, note: &Note) -> NoteView {
    NoteView {
        id: note.id.to_string(),
        number: format!("{}.{}", part.number, at + 1),
        text: note.text.clone(),
        kind: note.kind.unwrap_or(part.kind).word(),
        fields: Fields(note_fields(note)),
    }
}

/// Everything a note says but its text and its kind.
fn note_fields(note: &Note) -> Vec<(&'static str, Option<Value>)> {
    let fields = Field::ALL.into_iter().filter(|field| !matches!(field, Field::Text | Field::Kind));
    let value = |field| match field {
        Field::Relation(_) => Some(note.get(field).unwrap_or(Value::List(Vec::new()))),
        field => note.get(field),
    };
    fields.map(|field| (field.word(), value(field))).collect()
}

/// A checklist for programs: the items of its profile in the order of the template, then answers to others.
pub(super) fn checklist(shown: &Shown, list: &Checklist, context: &Context) -> ChecklistView {
    let mut view = ChecklistView { head: head(shown), stages: Vec::new(), items: Vec::new() };
    let none = Answer::default();
    if let Some(template) = context.method.checklist(&list.head.template) {
        view.stages.extend(template.stages.iter().map(|stage| StageView {
            id: stage.id.clone(),
            title: context.words.text(&stage.title).to_owned(),
            description: context.words.text(&stage.description).to_owned(),
        }));
        for item in &ChecklistProgress::of(list, template, context.today).items {
            let text = template.item(&item.item).map(|item| context.words.text(&item.text).to_owned());
            let answer = list.answers.get(&item.item).unwrap_or(&none);
            let mut shown = item_view(&item.item, answer);
            shown.stage = Some(item.stage.clone());
            shown.text = text;
            shown.verdict = item.verdict.map(crate::document::Verdict::word);
            shown.computed = item.computed;
            view.items.push(shown);
        }
    }
    for (id, answer) in &list.answers {
        if !view.items.iter().any(|item| item.id == *id) {
            view.items.push(item_view(id, answer));
        }
    }
    view
}

fn item_view(id: &str, answer: &Answer) -> ItemView {
    ItemView {
        id: id.to_owned(),
        stage: None,
        text: None,
        verdict: answer.verdict.map(crate::document::Verdict::word),
        fields: Fields::of(answer, &files::ANSWER, &["verdict"]),
        waiver: answer.waiver.as_ref().map(|waiver| Fields::of(waiver, &files::WAIVER, &[])),
        computed: false,
    }
}
