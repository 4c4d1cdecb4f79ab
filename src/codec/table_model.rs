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
    Answer, Canvas, Checklist, CriterionAnswer, DocumentBody, FileTable, Head, KeyValue, Node as RegisterNode, Note,
    Number, Product, Register, RegisterValue, Relation, Reviews, Settings, Table as RegisterTable,
};
use crate::method::Method;

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

impl<'a> From<KeyValue<'a>> for TomlValue<'a> {
    fn from(value: KeyValue<'a>) -> Self {
        match value {
            KeyValue::Text(text) => Self::Text(text),
            KeyValue::Number(number) => Self::Number(number),
            KeyValue::Date(date) => Self::Date(date),
            KeyValue::List(list) => Self::List(list),
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

    /// What a table of the document says under each key that the grammar has.
    fn fields(&mut self, table: &'a impl FileTable) {
        let (Node::Table(grammar) | Node::Rows(grammar)) = self.node else { return };
        self.entries.extend(grammar.names().filter_map(|key| Some((key, table.key(key)?.into()))));
    }

    /// The values of a table of a register.
    fn values(&mut self, table: &'a RegisterTable) {
        self.entries.extend(table.iter().filter_map(|(key, node)| match node {
            RegisterNode::Value(value) => Some((key, value.into())),
            RegisterNode::Table(_) => None,
        }));
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

    /// The table at a path with what a table of the document says.
    fn table(&self, path: &[&'a str], table: &'a impl FileTable) -> Block<'a> {
        let mut block = self.block(path);
        block.fields(table);
        block
    }

    fn head(&self, head: &'a Head, template: &'static str) -> Block<'a> {
        let mut block = self.table(&[], head);
        block.text(template, &head.template);
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
            blocks.push(self.table(&["sections", section], mark));
        }
        blocks.extend(canvas.history.iter().map(|published| self.table(&["history"], published)));
        blocks
    }

    fn note(&self, section: &'a str, note: &'a Note) -> Block<'a> {
        let mut block = self.table(&["notes", section, note.id.as_str()], note);
        for relation in Relation::ALL {
            let references = note.related(relation);
            if !references.is_empty() {
                let texts = references.iter().map(|reference| Cow::Owned(reference.to_string())).collect();
                block.entries.push((relation.word(), TomlValue::List(texts)));
            }
        }
        block
    }

    fn checklist(&self, list: &'a Checklist) -> Vec<Block<'a>> {
        let mut blocks = vec![self.head(&list.head, "checklist")];
        for (item, answer) in self.sorted(&["items"], &list.answers) {
            self.answer(item, answer, &mut blocks);
        }
        blocks.extend(list.history.iter().map(|published| self.table(&["history"], published)));
        blocks
    }

    fn answer(&self, item: &'a str, answer: &'a Answer, blocks: &mut Vec<Block<'a>>) {
        let block = self.table(&["items", item], answer);
        if !block.entries.is_empty() || answer.waiver.is_none() {
            blocks.push(block);
        }
        blocks.extend(answer.waiver.as_ref().map(|waiver| self.table(&["items", item, "waiver"], waiver)));
    }

    fn product(&self, product: &'a Product) -> Vec<Block<'a>> {
        let mut blocks = vec![self.table(&[], product)];
        blocks.extend(self.texts(&["team"], &product.team));
        self.criteria(&["criteria"], &product.criteria, &mut blocks);
        self.reviewed(&["reviewed"], &product.reviewed, &mut blocks);
        for round in &product.rounds {
            let id = round.id.as_str();
            blocks.push(self.table(&["rounds", id], round));
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
            blocks.push(self.table(&[path, &[id]].concat(), answer));
        }
    }

    fn reviewed(&self, path: &[&'a str], reviewed: &'a Reviews, blocks: &mut Vec<Block<'a>>) {
        for (station, marks) in self.sorted(path, reviewed) {
            for (stem, mark) in marks {
                blocks.push(self.table(&[path, &[station, stem]].concat(), mark));
            }
        }
    }

    fn register(&self, register: &'a Register) -> Vec<Block<'a>> {
        let mut top = self.block(&[]);
        top.entries.push(("format", TomlValue::Number(register.format)));
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
        let mut blocks = vec![self.table(&[], settings)];
        blocks.extend(self.texts(&["policy"], &settings.policy));
        blocks
    }
}
