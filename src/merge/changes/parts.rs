//! A document as what people tell apart in it: notes, answers, entries, each with its fields, in the order of the file.

use super::registers::{self, dotted};
use super::value::{FieldValue, Fields};
use super::{Change, ChangeKind, Topic};
use crate::codec::Content;
use crate::codec::grammar::{Table, Type, files};
use crate::document::{
    Answer, Canvas, Checklist, DocumentBody, Field, FileTable, Head, HeadField, Id, Product, Published, Reviews,
    Settings, Value,
};
use crate::method::{Method, Text};

/// One thing of a document.
#[derive(Clone, Debug)]
pub(in crate::merge) struct Part {
    pub(in crate::merge) topic: Topic,
    pub(in crate::merge) list: Option<String>,
    pub(in crate::merge) id: Option<String>,
    pub(super) number: Option<String>,
    /// The section or table it stands in, and what it stands behind there.
    pub(in crate::merge) place: Option<(String, Option<String>)>,
    /// What people know it by.
    pub(in crate::merge) text: String,
    pub(super) text_key: Option<&'static str>,
    pub(in crate::merge) fields: Vec<(String, FieldValue)>,
}

impl Part {
    pub(super) fn new(topic: Topic, id: Option<&str>, text: impl Into<String>) -> Self {
        Self {
            topic,
            list: None,
            id: id.map(str::to_owned),
            number: None,
            place: None,
            text: text.into(),
            text_key: None,
            fields: Vec::new(),
        }
    }

    /// What it is told apart by in its document. An id stands for itself, whatever table it is in.
    pub(in crate::merge) fn key(&self) -> (Topic, Option<&str>, Option<&str>) {
        let list = if self.is_movable() { None } else { self.list.as_deref() };
        (self.topic, list, self.id.as_deref())
    }

    /// Whether it has an id of its own, which stays what it is wherever it goes.
    pub(super) fn is_movable(&self) -> bool {
        let has_id = || self.id.as_deref().and_then(Id::new).is_some_and(|id| id.is_well_formed());
        match self.topic {
            Topic::Note => true,
            Topic::Entry => has_id(),
            _ => false,
        }
    }

    /// Whether another stands in the same section or table.
    pub(in crate::merge) fn stands_with(&self, other: &Self) -> bool {
        let section = |part: &Self| part.place.as_ref().map(|(section, _)| section.clone());
        section(self) == section(other)
    }

    pub(super) fn add(&mut self, key: impl Into<String>, value: impl Into<FieldValue>) {
        self.fields.push((key.into(), value.into()));
    }

    /// Adds what a table of the document says under each key that the grammar has; `before` comes before the keys.
    fn keys(&mut self, before: &str, table: &impl FileTable, grammar: &Table) {
        let keys = grammar.keys.iter().filter(|key| key.of != Type::Format);
        let says_nothing = |value: &Value| matches!(value, Value::List(list) if list.is_empty());
        for (key, value) in keys.filter_map(|key| Some((key, Value::from(table.key(&key.name)?)))) {
            if !says_nothing(&value) {
                self.add(format!("{before}{}", key.name), value);
            }
        }
    }

    pub(in crate::merge) fn get(&self, key: &str) -> Option<&FieldValue> {
        self.fields.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// All its fields.
    fn all(&self) -> Fields {
        let mut fields = Fields::default();
        for (key, value) in &self.fields {
            fields.push(key, Some(value.clone()));
        }
        fields
    }

    /// The change that only says what it is.
    pub(super) fn change(&self) -> Change {
        Change {
            topic: self.topic,
            list: self.list.clone(),
            id: self.id.clone(),
            number: self.number.clone(),
            section: self.place.as_ref().filter(|_| self.topic == Topic::Note).map(|(section, _)| section.clone()),
            kinds: Vec::new(),
            text: self.text.clone(),
            text_key: self.text_key,
            before: None,
            after: None,
        }
    }

    pub(super) fn came(&self) -> Change {
        Change { kinds: vec![ChangeKind::Added], after: Some(self.all()), ..self.change() }
    }

    pub(super) fn went(&self) -> Change {
        Change { kinds: vec![ChangeKind::Removed], before: Some(self.all()), ..self.change() }
    }
}

/// The parts of a document before and after.
pub(super) struct Sides {
    pub(super) before: Vec<Part>,
    pub(super) after: Vec<Part>,
}

impl Sides {
    pub(super) fn new(before: Vec<Part>, after: Vec<Part>) -> Self {
        Self { before, after }
    }
}

/// Takes documents apart.
#[expect(clippy::struct_field_names, reason = "the field is what the type gathers")]
pub(super) struct Parts<'m> {
    pub(super) method: &'m Method,
    pub(super) language: &'m str,
    pub(super) parts: Vec<Part>,
}

impl<'m> Parts<'m> {
    /// Everything in a document, in the order of its file.
    pub(super) fn of(content: &Content, method: &'m Method, language: &'m str) -> Vec<Part> {
        let mut work = Self { method, language, parts: Vec::new() };
        match content {
            Content::DocumentBody(DocumentBody::Canvas(canvas)) => work.canvas(canvas),
            Content::DocumentBody(DocumentBody::Checklist(list)) => work.checklist(list),
            Content::DocumentBody(DocumentBody::Product(product)) => work.product(product),
            Content::DocumentBody(DocumentBody::Register(register)) => registers::take_apart(register, &mut work),
            Content::Settings(settings) => work.settings(settings),
        }
        work.parts
    }

    pub(super) fn text(&self, text: &Text) -> String {
        text.get(self.language).to_owned()
    }

    fn head(&mut self, head: &Head) {
        let mut part = Part::new(Topic::Head, None, &head.title);
        for field in HeadField::ALL {
            if let Some(value) = head.get(field) {
                part.add(field.word(), value);
            }
        }
        self.parts.push(part);
    }

    fn canvas(&mut self, canvas: &Canvas) {
        self.head(&canvas.head);
        let template = self.method.canvas(&canvas.head.template).cloned();
        let known: Vec<&str> = template.iter().flat_map(|it| &it.sections).map(|section| section.id.as_str()).collect();
        let unknown = canvas.sections().map(|section| section.section.as_str()).filter(|id| !known.contains(id));
        let sections: Vec<&str> = known.iter().copied().chain(unknown).collect();
        for (at, section) in sections.iter().enumerate() {
            let mut after: Option<Id> = None;
            for (place, note) in canvas.notes_of(section).enumerate() {
                let mut part = Part::new(Topic::Note, Some(note.id.as_str()), &note.text);
                part.number = Some(format!("{}.{}", at + 1, place + 1));
                part.place = Some(((*section).to_owned(), after.map(|id| id.as_str().to_owned())));
                part.text_key = Some(Field::Text.word());
                for field in Field::ALL {
                    if let Some(value) = note.get(field) {
                        part.add(field.word(), value);
                    }
                }
                self.parts.push(part);
                after = Some(note.id);
            }
        }
        for section in sections {
            let Some(mark) = canvas.marks.get(section) else { continue };
            self.mark(section, template.as_ref().and_then(|it| it.section(section)).map(|it| &it.title), mark);
        }
        let strays =
            canvas.marks.iter().filter(|(id, _)| canvas.section(id).is_none() && !known.contains(&id.as_str()));
        for (section, mark) in strays {
            self.mark(section, None, mark);
        }
        self.history(&canvas.history);
    }

    fn mark(&mut self, section: &str, title: Option<&Text>, mark: &crate::document::Mark) {
        let title = title.map_or_else(|| section.to_owned(), |title| self.text(title));
        let mut part = Part::new(Topic::Section, Some(section), title);
        part.keys("", mark, &files::MARK);
        self.parts.push(part);
    }

    fn history(&mut self, history: &[Published]) {
        for published in history {
            let mut part = Part::new(Topic::Version, Some(&published.version.to_string()), &published.summary);
            part.keys("", published, &files::PUBLISHED);
            // Its number is what it is told apart by.
            part.fields.retain(|(key, _)| key != "version");
            self.parts.push(part);
        }
    }

    fn checklist(&mut self, list: &Checklist) {
        self.head(&list.head);
        let template = self.method.checklist(&list.head.template).cloned();
        let known: Vec<&str> = template.iter().flat_map(|it| &it.items).map(|item| item.id.as_str()).collect();
        let unknown = list.answers.keys().map(String::as_str).filter(|id| !known.contains(id));
        for item in known.iter().copied().chain(unknown) {
            let Some(answer) = list.answers.get(item) else { continue };
            let text = template.as_ref().and_then(|it| it.item(item)).map(|it| self.text(&it.text));
            let mut part = Part::new(Topic::Item, Some(item), text.unwrap_or_else(|| item.to_owned()));
            Self::answer(answer, &mut part);
            self.parts.push(part);
        }
        self.history(&list.history);
    }

    fn answer(answer: &Answer, part: &mut Part) {
        part.keys("", answer, &files::ANSWER);
        if let Some(waiver) = &answer.waiver {
            part.keys("waiver.", waiver, &files::WAIVER);
        }
    }

    fn product(&mut self, product: &Product) {
        let mut head = Part::new(Topic::Head, None, &product.name);
        head.keys("", product, &files::PRODUCT);
        self.parts.push(head);
        for (person, who) in &product.team {
            let title = self.method.person(person).map(|person| self.text(&person.title));
            let mut part = Part::new(Topic::Team, Some(person), title.unwrap_or_else(|| person.clone()));
            part.add("name", who.as_str());
            self.parts.push(part);
        }
        for (id, answer) in &product.criteria {
            let text = self.method.criterion(id).map(|criterion| self.text(&criterion.text));
            let mut part = Part::new(Topic::Criterion, Some(id), text.unwrap_or_else(|| id.clone()));
            part.keys("", answer, &files::CRITERION);
            self.parts.push(part);
        }
        Self::reviewed(&product.reviewed, |id, mark| {
            let mut part = Part::new(Topic::Reviewed, Some(&id), id.clone());
            part.keys("", mark, &files::MARK_OF_DOCUMENT);
            self.parts.push(part);
        });
        for round in &product.rounds {
            let text = round.number.to_string();
            let mut part = Part::new(Topic::Round, Some(round.id.as_str()), text);
            part.keys("", round, &files::ROUND);
            for (id, answer) in &round.criteria {
                part.keys(&format!("criteria.{id}."), answer, &files::CRITERION);
            }
            Self::reviewed(&round.reviewed, |id, mark| {
                part.keys(&format!("reviewed.{id}."), mark, &files::MARK_OF_DOCUMENT);
            });
            self.parts.push(part);
        }
    }

    fn reviewed(reviews: &Reviews, mut each: impl FnMut(String, &crate::document::Reviewed)) {
        for (station, marks) in reviews {
            for (stem, mark) in marks {
                each(dotted(station, stem), mark);
            }
        }
    }

    fn settings(&mut self, settings: &Settings) {
        let mut head = Part::new(Topic::Head, None, "");
        head.keys("", settings, &files::SETTINGS);
        self.parts.push(head);
        for (rule, severity) in &settings.policy {
            let mut part = Part::new(Topic::Entry, Some(rule), rule.clone());
            part.list = Some("policy".to_owned());
            part.add("severity", severity.as_str());
            self.parts.push(part);
        }
    }
}
