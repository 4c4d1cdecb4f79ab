//! A document as the tables of its file: which table holds which keys with which values, in canonical order.
//!
//! Writing prints the tables; updating compares those of two documents. In which order keys and tables stand is for the
//! grammar to say.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};

use super::Content;
use super::grammar::{Node, Table, Type};
use super::vocabulary::Vocabulary;
use crate::document::{
    Answer, Basis, Canvas, Checklist, CriterionAnswer, DocumentBody, Head, Id, Node as RegisterNode, Note, Number,
    Product, Published, Register, RegisterValue, Relation, Reviews, Settings, Table as RegisterTable, Verdict,
};
use crate::method::{Kind, Method};

/// A value as a file can hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TomlValue<'a> {
    Text(Cow<'a, str>),
    Number(u32),
    Decimal(&'a Number),
    Bool(bool),
    Date(NaiveDate),
    Time(NaiveTime),
    List(Vec<Cow<'a, str>>),
    Numbers(&'a [Number]),
    /// Texts by key, between braces.
    Inline(&'a BTreeMap<String, String>),
}

impl<'a> From<&'a RegisterValue> for TomlValue<'a> {
    fn from(value: &'a RegisterValue) -> Self {
        match value {
            RegisterValue::Text(text) => Self::Text(Cow::Borrowed(text)),
            RegisterValue::Number(number) => Self::Decimal(number),
            RegisterValue::Flag(flag) => Self::Bool(*flag),
            RegisterValue::Date(date) => Self::Date(*date),
            RegisterValue::Time(time) => Self::Time(*time),
            RegisterValue::List(list) => Self::List(list.iter().map(|text| Cow::Borrowed(text.as_str())).collect()),
            RegisterValue::Numbers(numbers) => Self::Numbers(numbers),
            RegisterValue::Texts(texts) => Self::Inline(texts),
        }
    }
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
    /// What the grammar says of it.
    pub(super) node: Node<'a>,
}

impl<'a> Block<'a> {
    /// The table at a path, without keys yet.
    ///
    /// What the grammar knows nothing of has no order of keys.
    fn new(path: Vec<&'a str>, grammar: &'a Table) -> Self {
        let node = grammar.at(&path).unwrap_or(Node::Table(&EMPTY));
        Self { path, element: matches!(node, Node::Rows(_)), entries: Vec::with_capacity(2), node }
    }

    /// The place of a key in canonical order, where it has one.
    pub(super) fn rank(&self, key: &str) -> Option<usize> {
        match self.node {
            Node::Table(table) | Node::Rows(table) => table.position(key),
            Node::Each(_) | Node::Value(_) => self.entries.iter().position(|(known, _)| *known == key),
        }
    }

    /// Whether a list under a key has each value on a line of its own.
    pub(super) fn is_tall(&self, key: &str) -> bool {
        self.node.value(key).is_some_and(Type::is_tall)
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&TomlValue<'a>> {
        self.entries.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    fn text(&mut self, key: &'a str, text: &'a str) {
        self.entries.push((key, TomlValue::Text(Cow::Borrowed(text))));
    }

    fn number(&mut self, key: &'a str, number: u32) {
        self.entries.push((key, TomlValue::Number(number)));
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

    /// The values of a table of a register.
    fn values(&mut self, table: &'a RegisterTable) {
        self.entries.extend(table.iter().filter_map(|(key, node)| match node {
            RegisterNode::Value(value) => Some((key, value.into())),
            RegisterNode::Table(_) => None,
        }));
    }

    fn list(&mut self, key: &'a str, list: &'a [String]) {
        if !list.is_empty() {
            self.entries.push((key, TomlValue::List(list.iter().map(|text| Cow::Borrowed(text.as_str())).collect())));
        }
    }
}

static EMPTY: Table = Table::new(&[]);

/// The tables of a document in canonical order; the top of the file is the first. `grammar` is that of the document.
pub(super) fn tables<'a>(content: &'a Content, grammar: &'a Table, method: &Method) -> Vec<Block<'a>> {
    let writer = Writer { grammar, vocabulary: Vocabulary::of(content, method) };
    let mut blocks = match content {
        Content::DocumentBody(DocumentBody::Canvas(canvas)) => writer.canvas(canvas),
        Content::DocumentBody(DocumentBody::Checklist(list)) => writer.checklist(list),
        Content::DocumentBody(DocumentBody::Product(product)) => writer.product(product),
        Content::DocumentBody(DocumentBody::Register(register)) => writer.register(register),
        Content::Settings(settings) => writer.settings(settings),
    };
    for block in &mut blocks {
        if block.entries.len() > 1 && !matches!(block.node, Node::Each(_)) {
            let mut entries = std::mem::take(&mut block.entries);
            entries.sort_by_key(|(key, _)| block.rank(key));
            block.entries = entries;
        }
    }
    blocks.sort_by_cached_key(|block| block.path.first().map(|key| grammar.position(key)));
    blocks
}

/// Lays documents out as tables. In which order their keys stand is for the grammar.
#[derive(Clone, Copy)]
struct Writer<'a, 'm> {
    grammar: &'a Table,
    vocabulary: Vocabulary<'m>,
}

impl<'a> Writer<'a, '_> {
    fn block(&self, path: &[&'a str]) -> Block<'a> {
        Block::new(path.to_vec(), self.grammar)
    }

    /// Puts what stands under the keys of a table into canonical order.
    fn sort<T>(&self, path: &[&str], list: &mut [T], key: impl Fn(&T) -> &str) {
        self.vocabulary.sort(self.grammar.at(path), list, key);
    }

    fn sorted<T>(&self, path: &[&str], map: &'a BTreeMap<String, T>) -> Vec<(&'a str, &'a T)> {
        let mut list: Vec<_> = map.iter().map(|(key, value)| (key.as_str(), value)).collect();
        self.sort(path, &mut list, |(key, _)| key);
        list
    }

    fn top(&self, format: u32) -> Block<'a> {
        let mut block = self.block(&[]);
        block.number("format", format);
        block
    }

    fn head(&self, head: &'a Head, template: &'static str) -> Block<'a> {
        let mut block = self.top(head.format);
        block.text(template, &head.template);
        block.maybe("profile", head.profile.as_deref());
        block.text("title", &head.title);
        block.text("status", head.status.word());
        block.number("version", head.version);
        block.maybe("owner", head.owner.as_deref());
        block.date("review_by", head.review_by);
        block.maybe("superseded_by", head.superseded_by.as_deref());
        block
    }

    fn canvas(&self, canvas: &'a Canvas) -> Vec<Block<'a>> {
        let mut blocks = Vec::with_capacity(canvas.len() + canvas.marks.len() + canvas.history.len() + 1);
        blocks.push(self.head(&canvas.head, "canvas"));
        let mut sections: Vec<&str> = canvas.sections().map(|section| section.section.as_str()).collect();
        self.sort(&["notes"], &mut sections, |section| section);
        for section in sections {
            blocks.extend(canvas.notes_of(section).map(|note| self.note(section, note)));
        }
        for (section, mark) in self.sorted(&["sections"], &canvas.marks) {
            let mut block = self.block(&["sections", section]);
            block.text("state", mark.state.word());
            block.maybe("reason", mark.reason.as_deref());
            blocks.push(block);
        }
        blocks.extend(canvas.history.iter().map(|published| self.published(published)));
        blocks
    }

    fn note(&self, section: &'a str, note: &'a Note) -> Block<'a> {
        let mut block = self.block(&["notes", section, note.id.as_str()]);
        block.text("text", &note.text);
        block.maybe("kind", note.kind.map(Kind::word));
        block.maybe("color", note.color.as_deref());
        block.maybe("under", note.under.as_ref().map(Id::as_str));
        block.maybe("by", note.by.as_deref());
        block.maybe("basis", note.basis.map(Basis::word));
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

    fn published(&self, published: &'a Published) -> Block<'a> {
        let mut block = self.block(&["history"]);
        block.number("version", published.version);
        block.date("date", Some(published.date));
        block.maybe("by", published.by.as_deref());
        block.maybe("approved_by", published.approved_by.as_deref());
        block.maybe("review", published.review.as_deref());
        block.text("summary", &published.summary);
        block.maybe("digest", published.digest.as_deref());
        block
    }

    fn checklist(&self, list: &'a Checklist) -> Vec<Block<'a>> {
        let mut blocks = vec![self.head(&list.head, "checklist")];
        for (item, answer) in self.sorted(&["items"], &list.answers) {
            self.answer(item, answer, &mut blocks);
        }
        blocks.extend(list.history.iter().map(|published| self.published(published)));
        blocks
    }

    fn answer(&self, item: &'a str, answer: &'a Answer, blocks: &mut Vec<Block<'a>>) {
        let mut block = self.block(&["items", item]);
        block.maybe("verdict", answer.verdict.map(Verdict::word));
        block.maybe("by", answer.by.as_deref());
        block.date("date", answer.date);
        block.list("evidence", &answer.evidence);
        block.maybe("reason", answer.reason.as_deref());
        if !block.entries.is_empty() || answer.waiver.is_none() {
            blocks.push(block);
        }
        if let Some(waiver) = &answer.waiver {
            let mut block = self.block(&["items", item, "waiver"]);
            block.text("reason", &waiver.reason);
            block.maybe("requested_by", waiver.requested_by.as_deref());
            block.maybe("approved_by", waiver.approved_by.as_deref());
            block.date("until", Some(waiver.until));
            blocks.push(block);
        }
    }

    fn product(&self, product: &'a Product) -> Vec<Block<'a>> {
        let mut top = self.top(product.format);
        top.text("name", &product.name);
        top.text("cycle", &product.cycle);
        let styles = product.styles.iter().map(|style| Cow::Borrowed(style.word())).collect();
        top.entries.push(("styles", TomlValue::List(styles)));
        top.maybe("openapi", product.openapi.as_deref());
        let mut blocks = vec![top];
        blocks.extend(self.texts(&["team"], &product.team));
        self.criteria(&["criteria"], &product.criteria, &mut blocks);
        self.reviewed(&["reviewed"], &product.reviewed, &mut blocks);
        for round in &product.rounds {
            let id = round.id.as_str();
            let mut block = self.block(&["rounds", id]);
            block.number("number", round.number);
            block.text("verdict", round.verdict.word());
            block.text("reason", &round.reason);
            block.maybe("by", round.by.as_deref());
            block.date("date", round.date);
            block.maybe("next", round.next.as_deref());
            blocks.push(block);
            self.criteria(&["rounds", id, "criteria"], &round.criteria, &mut blocks);
            self.reviewed(&["rounds", id, "reviewed"], &round.reviewed, &mut blocks);
        }
        blocks
    }

    /// A table of texts; nothing where it has none.
    fn texts(&self, path: &[&'a str], texts: &'a BTreeMap<String, String>) -> Option<Block<'a>> {
        let mut block = self.block(path);
        for (key, text) in self.sorted(path, texts) {
            block.text(key, text);
        }
        (!texts.is_empty()).then_some(block)
    }

    fn criteria(&self, path: &[&'a str], criteria: &'a BTreeMap<String, CriterionAnswer>, blocks: &mut Vec<Block<'a>>) {
        for (id, answer) in self.sorted(path, criteria) {
            let mut block = self.block(&[path, &[id]].concat());
            block.text("answer", answer.answer.word());
            block.list("evidence", &answer.evidence);
            block.maybe("note", answer.note.as_deref());
            block.maybe("by", answer.by.as_deref());
            block.date("date", answer.date);
            blocks.push(block);
        }
    }

    fn reviewed(&self, path: &[&'a str], reviewed: &'a Reviews, blocks: &mut Vec<Block<'a>>) {
        for (station, marks) in self.sorted(path, reviewed) {
            for (stem, mark) in marks {
                let mut block = self.block(&[path, &[station, stem]].concat());
                block.maybe("by", mark.by.as_deref());
                block.date("date", mark.date);
                blocks.push(block);
            }
        }
    }

    fn register(&self, register: &'a Register) -> Vec<Block<'a>> {
        let mut top = self.top(register.format);
        top.values(register.root());
        let mut blocks = vec![top];
        self.inner_tables(&[], register.root(), &mut blocks);
        blocks
    }

    /// The tables inside a table of a register, in order.
    fn inner_tables(&self, path: &[&'a str], table: &'a RegisterTable, blocks: &mut Vec<Block<'a>>) {
        for (key, inner) in table.tables() {
            let path = [path, &[key]].concat();
            let mut block = self.block(&path);
            // What only leads to other tables has no header of its own, but an entry of which nothing is said.
            let is_listed = !block.node.leads_on() && (inner.is_empty() || inner.tables().count() < inner.len());
            if is_listed {
                block.values(inner);
                blocks.push(block);
            }
            self.inner_tables(&path, inner, blocks);
        }
    }

    fn settings(&self, settings: &'a Settings) -> Vec<Block<'a>> {
        let mut top = self.top(settings.format);
        top.maybe("language", settings.language.as_deref());
        top.text("names", settings.names.word());
        let mut blocks = vec![top];
        blocks.extend(self.texts(&["policy"], &settings.policy));
        blocks
    }
}
