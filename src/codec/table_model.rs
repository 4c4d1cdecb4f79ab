//! A document as the tables of its file: which table holds which keys with which values, in canonical order.
//!
//! The one place that knows the order of keys and tables. Writing prints the tables; updating compares those of two
//! documents.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Content;
use crate::document::{
    Answer, Canvas, Checklist, CriterionAnswer, DocumentBody, FollowUp, Head, Mark, Note, Product, Published, Relation,
    Reviews, Settings, Waiver,
};
use crate::method::{Cycle, Method};

/// Keys at the top of a canvas, in order; tables last.
pub(super) const CANVAS_KEYS: &[&str] = &[
    "format",
    "canvas",
    "title",
    "status",
    "version",
    "owner",
    "review_by",
    "superseded_by",
    "notes",
    "sections",
    "history",
];
/// Keys at the top of a checklist, in order; tables last.
pub(super) const CHECKLIST_KEYS: &[&str] = &[
    "format",
    "checklist",
    "profile",
    "title",
    "status",
    "version",
    "owner",
    "review_by",
    "superseded_by",
    "items",
    "history",
];
/// Keys of a note, in order.
pub(super) const NOTE_KEYS: &[&str] = &[
    "text", "kind", "color", "under", "by", "basis", "source", "question", "from", "serves", "relieves", "realises",
    "see",
];
/// Keys of a section's state, in order.
pub(super) const MARK_KEYS: &[&str] = &["state", "reason"];
/// Keys of a published version, in order.
pub(super) const HISTORY_KEYS: &[&str] = &["version", "date", "by", "approved_by", "review", "summary", "digest"];
/// Keys of an answer to an item, in order.
pub(super) const ANSWER_KEYS: &[&str] = &["verdict", "by", "date", "evidence", "reason", "waiver"];
/// Keys of a waiver, in order.
pub(super) const WAIVER_KEYS: &[&str] = &["reason", "requested_by", "approved_by", "until"];
/// Keys at the top of a product, in order; tables last.
pub(super) const PRODUCT_KEYS: &[&str] =
    &["format", "name", "cycle", "styles", "openapi", "team", "criteria", "reviewed", "rounds"];
/// Keys of a round that is over, in order; its answers last.
pub(super) const ROUND_KEYS: &[&str] = &["number", "verdict", "reason", "by", "date", "next", "criteria", "reviewed"];
/// Keys of an answer to a criterion, in order.
pub(super) const CRITERION_KEYS: &[&str] = &["answer", "evidence", "note", "by", "date"];
/// Keys of the mark of a document at a station, in order.
pub(super) const REVIEWED_KEYS: &[&str] = &["by", "date"];
/// Keys at the top of a follow-up, in order; tables last.
pub(super) const FOLLOW_UP_KEYS: &[&str] = &["format", "decisions", "actions", "parked"];
/// Keys of a decision, in order.
pub(super) const DECISION_KEYS: &[&str] = &["text", "by", "date", "because", "rejected", "dissent", "about"];
/// Keys of an action, in order.
pub(super) const ACTION_KEYS: &[&str] = &["text", "owner", "due", "done", "about"];
/// Keys of a parked topic, in order.
pub(super) const PARKED_KEYS: &[&str] = &["text", "owner", "due", "dropped", "about"];
/// Keys at the top of the settings, in order; tables last.
pub(super) const SETTINGS_KEYS: &[&str] = &["format", "language", "names", "policy"];

/// A value as a file can hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TomlValue<'a> {
    Text(Cow<'a, str>),
    Number(u32),
    Date(NaiveDate),
    List(Vec<Cow<'a, str>>),
}

/// A table with its keys.
#[derive(Clone, Debug)]
pub(super) struct Block<'a> {
    /// The keys that lead to it; none at the top of the file.
    pub(super) path: Vec<&'a str>,
    /// Whether it is one of an array of tables.
    pub(super) element: bool,
    /// Its keys and values in canonical order.
    pub(super) entries: Vec<(&'a str, TomlValue<'a>)>,
    /// The keys it can have, in canonical order; empty where any key goes.
    pub(super) order: &'static [&'static str],
}

impl<'a> Block<'a> {
    fn new(path: Vec<&'a str>, order: &'static [&'static str]) -> Self {
        Self { path, element: false, entries: Vec::with_capacity(2), order }
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&TomlValue<'a>> {
        self.entries.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    fn text(&mut self, key: &'a str, text: &'a str) {
        self.entries.push((key, TomlValue::Text(Cow::Borrowed(text))));
    }

    fn maybe(&mut self, key: &'a str, text: Option<&'a str>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    fn date(&mut self, key: &'a str, date: Option<NaiveDate>) {
        if let Some(date) = date {
            self.entries.push((key, TomlValue::Date(date)));
        }
    }

    fn list(&mut self, key: &'a str, list: &'a [String]) {
        if !list.is_empty() {
            self.entries.push((key, TomlValue::List(list.iter().map(|text| Cow::Borrowed(text.as_str())).collect())));
        }
    }
}

/// The tables of a document in canonical order; the top of the file is the first.
pub(super) fn tables<'a>(content: &'a Content, method: &'a Method) -> Vec<Block<'a>> {
    match content {
        Content::DocumentBody(DocumentBody::Canvas(canvas)) => canvas_blocks(canvas, method),
        Content::DocumentBody(DocumentBody::Checklist(list)) => checklist_blocks(list, method),
        Content::DocumentBody(DocumentBody::Product(product)) => product_blocks(product, method),
        Content::DocumentBody(DocumentBody::Register(_)) => Vec::new(),
        Content::FollowUp(follow_up) => follow_up_blocks(follow_up),
        Content::Settings(settings) => settings_blocks(settings),
    }
}

fn head_block<'a>(head: &'a Head, template: &'static str, order: &'static [&'static str]) -> Block<'a> {
    let mut block = Block::new(Vec::new(), order);
    block.entries.push(("format", TomlValue::Number(head.format)));
    block.text(template, &head.template);
    block.maybe("profile", head.profile.as_deref());
    block.text("title", &head.title);
    block.text("status", head.status.word());
    block.entries.push(("version", TomlValue::Number(head.version)));
    block.maybe("owner", head.owner.as_deref());
    block.date("review_by", head.review_by);
    block.maybe("superseded_by", head.superseded_by.as_deref());
    block
}

fn canvas_blocks<'a>(canvas: &'a Canvas, method: &Method) -> Vec<Block<'a>> {
    let mut blocks = Vec::with_capacity(canvas.len() + canvas.marks.len() + canvas.history.len() + 1);
    blocks.push(head_block(&canvas.head, "canvas", CANVAS_KEYS));
    let template = method.canvas(&canvas.head.template);
    // A stable sort: sections the template does not have come last, in the order they stand in.
    let rank = |section: &str| template.and_then(|template| template.position(section)).unwrap_or(usize::MAX);
    let mut sections: Vec<&str> = canvas.sections().map(|section| section.section.as_str()).collect();
    sections.sort_by_key(|section| rank(section));
    for section in sections {
        blocks.extend(canvas.notes_of(section).map(|note| note_block(section, note)));
    }
    let mut marks: Vec<_> = canvas.marks.iter().collect();
    marks.sort_by_key(|(section, _)| rank(section));
    blocks.extend(marks.into_iter().map(|(section, mark)| mark_block(section, mark)));
    blocks.extend(canvas.history.iter().map(history_block));
    blocks
}

fn mark_block<'a>(section: &'a str, mark: &'a Mark) -> Block<'a> {
    let mut block = Block::new(vec!["sections", section], MARK_KEYS);
    block.text("state", mark.state.word());
    block.maybe("reason", mark.reason.as_deref());
    block
}

fn note_block<'a>(section: &'a str, note: &'a Note) -> Block<'a> {
    let mut block = Block::new(vec!["notes", section, note.id.as_str()], NOTE_KEYS);
    block.text("text", &note.text);
    block.maybe("kind", note.kind.map(crate::method::Kind::word));
    block.maybe("color", note.color.as_deref());
    block.maybe("under", note.under.as_ref().map(crate::document::Id::as_str));
    block.maybe("by", note.by.as_deref());
    block.maybe("basis", note.basis.map(crate::document::Basis::word));
    block.maybe("source", note.source.as_deref());
    block.maybe("question", note.question.as_deref());
    for relation in Relation::ALL {
        let references = note.related(relation);
        if !references.is_empty() {
            let texts = references.iter().map(|reference| Cow::Owned(reference.to_string())).collect();
            block.entries.push((relation.word(), TomlValue::List(texts)));
        }
    }
    block
}

fn history_block(published: &Published) -> Block<'_> {
    let mut block = Block::new(vec!["history"], HISTORY_KEYS);
    block.element = true;
    block.entries.push(("version", TomlValue::Number(published.version)));
    block.date("date", Some(published.date));
    block.maybe("by", published.by.as_deref());
    block.maybe("approved_by", published.approved_by.as_deref());
    block.maybe("review", published.review.as_deref());
    block.text("summary", &published.summary);
    block.maybe("digest", published.digest.as_deref());
    block
}

fn checklist_blocks<'a>(list: &'a Checklist, method: &Method) -> Vec<Block<'a>> {
    let mut blocks = vec![head_block(&list.head, "checklist", CHECKLIST_KEYS)];
    let template = method.checklist(&list.head.template);
    let rank = |item: &str| {
        template.and_then(|template| template.items.iter().position(|known| known.id == item)).unwrap_or(usize::MAX)
    };
    let mut answers: Vec<_> = list.answers.iter().collect();
    answers.sort_by_cached_key(|(item, _)| rank(item));
    for (item, answer) in answers {
        answer_blocks(item, answer, &mut blocks);
    }
    blocks.extend(list.history.iter().map(history_block));
    blocks
}

fn answer_blocks<'a>(item: &'a str, answer: &'a Answer, blocks: &mut Vec<Block<'a>>) {
    let mut block = Block::new(vec!["items", item], ANSWER_KEYS);
    block.maybe("verdict", answer.verdict.map(crate::document::Verdict::word));
    block.maybe("by", answer.by.as_deref());
    block.date("date", answer.date);
    block.list("evidence", &answer.evidence);
    block.maybe("reason", answer.reason.as_deref());
    if !block.entries.is_empty() || answer.waiver.is_none() {
        blocks.push(block);
    }
    if let Some(waiver) = &answer.waiver {
        blocks.push(waiver_block(item, waiver));
    }
}

fn waiver_block<'a>(item: &'a str, waiver: &'a Waiver) -> Block<'a> {
    let mut block = Block::new(vec!["items", item, "waiver"], WAIVER_KEYS);
    block.text("reason", &waiver.reason);
    block.maybe("requested_by", waiver.requested_by.as_deref());
    block.maybe("approved_by", waiver.approved_by.as_deref());
    block.date("until", Some(waiver.until));
    block
}

fn product_blocks<'a>(product: &'a Product, method: &Method) -> Vec<Block<'a>> {
    let mut top = Block::new(Vec::new(), PRODUCT_KEYS);
    top.entries.push(("format", TomlValue::Number(product.format)));
    top.text("name", &product.name);
    top.text("cycle", &product.cycle);
    let styles = product.styles.iter().map(|style| Cow::Borrowed(style.word())).collect();
    top.entries.push(("styles", TomlValue::List(styles)));
    top.maybe("openapi", product.openapi.as_deref());
    let mut blocks = vec![top];
    if !product.team.is_empty() {
        let mut block = Block::new(vec!["team"], &[]);
        let mut team: Vec<_> = product.team.iter().collect();
        team.sort_by_cached_key(|(person, _)| {
            method.people().iter().position(|known| known.id == **person).unwrap_or(usize::MAX)
        });
        for (person, who) in team {
            block.text(person, who);
        }
        blocks.push(block);
    }
    criteria_blocks(&["criteria"], &product.criteria, method, &mut blocks);
    let cycle = method.cycle(&product.cycle).map(AsRef::as_ref);
    reviewed_blocks(&["reviewed"], &product.reviewed, cycle, &mut blocks);
    for round in &product.rounds {
        let mut block = Block::new(vec!["rounds", round.id.as_str()], ROUND_KEYS);
        block.entries.push(("number", TomlValue::Number(round.number)));
        block.text("verdict", round.verdict.word());
        block.text("reason", &round.reason);
        block.maybe("by", round.by.as_deref());
        block.date("date", round.date);
        block.maybe("next", round.next.as_deref());
        blocks.push(block);
        criteria_blocks(&["rounds", round.id.as_str(), "criteria"], &round.criteria, method, &mut blocks);
        reviewed_blocks(&["rounds", round.id.as_str(), "reviewed"], &round.reviewed, cycle, &mut blocks);
    }
    blocks
}

/// The answers to criteria below `path`, in the order of the method.
fn criteria_blocks<'a>(
    path: &[&'a str],
    criteria: &'a BTreeMap<String, CriterionAnswer>,
    method: &Method,
    blocks: &mut Vec<Block<'a>>,
) {
    let mut criteria: Vec<_> = criteria.iter().collect();
    criteria.sort_by_cached_key(|(id, _)| {
        method.criteria().iter().position(|known| known.id == **id).unwrap_or(usize::MAX)
    });
    for (id, answer) in criteria {
        let mut block = Block::new([path, &[id.as_str()]].concat(), CRITERION_KEYS);
        block.text("answer", answer.answer.word());
        block.list("evidence", &answer.evidence);
        block.maybe("note", answer.note.as_deref());
        block.maybe("by", answer.by.as_deref());
        block.date("date", answer.date);
        blocks.push(block);
    }
}

/// The marks below `path`, in the order of the cycle's stations.
fn reviewed_blocks<'a>(path: &[&'a str], reviewed: &'a Reviews, cycle: Option<&Cycle>, blocks: &mut Vec<Block<'a>>) {
    let mut stations: Vec<_> = reviewed.iter().collect();
    stations.sort_by_key(|(station, _)| cycle.and_then(|cycle| cycle.position(station)).unwrap_or(usize::MAX));
    for (station, marks) in stations {
        for (stem, mark) in marks {
            let mut block = Block::new([path, &[station.as_str(), stem.as_str()]].concat(), REVIEWED_KEYS);
            block.maybe("by", mark.by.as_deref());
            block.date("date", mark.date);
            blocks.push(block);
        }
    }
}

fn follow_up_blocks(follow_up: &FollowUp) -> Vec<Block<'_>> {
    let mut top = Block::new(Vec::new(), FOLLOW_UP_KEYS);
    top.entries.push(("format", TomlValue::Number(follow_up.format)));
    let mut blocks = vec![top];
    for decision in &follow_up.decisions {
        let mut block = Block::new(vec!["decisions", decision.id.as_str()], DECISION_KEYS);
        block.text("text", &decision.text);
        block.maybe("by", decision.by.as_deref());
        block.date("date", decision.date);
        block.maybe("because", decision.because.as_deref());
        block.list("rejected", &decision.rejected);
        block.maybe("dissent", decision.dissent.as_deref());
        block.list("about", &decision.about);
        blocks.push(block);
    }
    for action in &follow_up.actions {
        let mut block = Block::new(vec!["actions", action.id.as_str()], ACTION_KEYS);
        block.text("text", &action.text);
        block.maybe("owner", action.owner.as_deref());
        block.date("due", action.due);
        block.date("done", action.done);
        block.list("about", &action.about);
        blocks.push(block);
    }
    for parked in &follow_up.parked {
        let mut block = Block::new(vec!["parked", parked.id.as_str()], PARKED_KEYS);
        block.text("text", &parked.text);
        block.maybe("owner", parked.owner.as_deref());
        block.date("due", parked.due);
        block.maybe("dropped", parked.dropped.as_deref());
        block.list("about", &parked.about);
        blocks.push(block);
    }
    blocks
}

fn settings_blocks(settings: &Settings) -> Vec<Block<'_>> {
    let mut top = Block::new(Vec::new(), SETTINGS_KEYS);
    top.entries.push(("format", TomlValue::Number(settings.format)));
    top.maybe("language", settings.language.as_deref());
    top.text("names", settings.names.word());
    let mut blocks = vec![top];
    if !settings.policy.is_empty() {
        let mut block = Block::new(vec!["policy"], &[]);
        for (rule, severity) in &settings.policy {
            block.text(rule, severity);
        }
        blocks.push(block);
    }
    blocks
}
