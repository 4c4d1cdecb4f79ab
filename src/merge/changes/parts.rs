//! A document as what people tell apart in it: notes, answers, entries, each with its fields, in the order of the file.

use super::registers::{self, dotted};
use super::value::{FieldValue, Fields};
use super::{Change, ChangeKind, Topic};
use crate::codec::Content;
use crate::document::{
    Answer, Canvas, Checklist, CriterionAnswer, DocumentBody, Field, Head, HeadField, Id, Product, Published, Reviews,
    Settings,
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

    fn maybe(&mut self, key: impl Into<String>, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.fields.push((key.into(), FieldValue::Text(value.to_string())));
        }
    }

    fn list(&mut self, key: impl Into<String>, list: &[String]) {
        if !list.is_empty() {
            self.fields.push((key.into(), FieldValue::List(list.to_vec())));
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
        part.add("state", mark.state.word());
        part.maybe("reason", mark.reason.as_ref());
        self.parts.push(part);
    }

    fn history(&mut self, history: &[Published]) {
        for published in history {
            let mut part = Part::new(Topic::Version, Some(&published.version.to_string()), &published.summary);
            part.maybe("date", Some(published.date));
            part.maybe("by", published.by.as_ref());
            part.maybe("approved_by", published.approved_by.as_ref());
            part.maybe("review", published.review.as_ref());
            part.maybe("summary", Some(&published.summary));
            part.maybe("digest", published.digest.as_ref());
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
        part.maybe("verdict", answer.verdict.map(crate::document::Verdict::word));
        part.maybe("by", answer.by.as_ref());
        part.maybe("date", answer.date);
        part.list("evidence", &answer.evidence);
        part.maybe("reason", answer.reason.as_ref());
        let Some(waiver) = &answer.waiver else { return };
        part.maybe("waiver.reason", Some(&waiver.reason));
        part.maybe("waiver.requested_by", waiver.requested_by.as_ref());
        part.maybe("waiver.approved_by", waiver.approved_by.as_ref());
        part.maybe("waiver.until", Some(waiver.until));
    }

    fn product(&mut self, product: &Product) {
        let mut head = Part::new(Topic::Head, None, &product.name);
        head.maybe("name", Some(&product.name));
        head.maybe("cycle", Some(&product.cycle));
        let styles: Vec<String> = product.styles.iter().map(|style| style.word().to_owned()).collect();
        head.list("styles", &styles);
        head.maybe("openapi", product.openapi.as_ref());
        self.parts.push(head);
        for (person, who) in &product.team {
            let title = self.method.person(person).map(|person| self.text(&person.title));
            let mut part = Part::new(Topic::Team, Some(person), title.unwrap_or_else(|| person.clone()));
            part.maybe("name", Some(who));
            self.parts.push(part);
        }
        for (id, answer) in &product.criteria {
            let text = self.method.criterion(id).map(|criterion| self.text(&criterion.text));
            let mut part = Part::new(Topic::Criterion, Some(id), text.unwrap_or_else(|| id.clone()));
            Self::criterion("", answer, &mut part);
            self.parts.push(part);
        }
        Self::reviewed(&product.reviewed, |id, mark| {
            let mut part = Part::new(Topic::Reviewed, Some(&id), id.clone());
            part.maybe("by", mark.by.as_ref());
            part.maybe("date", mark.date);
            self.parts.push(part);
        });
        for round in &product.rounds {
            let text = round.number.to_string();
            let mut part = Part::new(Topic::Round, Some(round.id.as_str()), text);
            part.add("number", FieldValue::Number(round.number.into()));
            part.add("verdict", round.verdict.word());
            part.maybe("reason", Some(&round.reason));
            part.maybe("by", round.by.as_ref());
            part.maybe("date", round.date);
            part.maybe("next", round.next.as_ref());
            for (id, answer) in &round.criteria {
                Self::criterion(&format!("criteria.{id}."), answer, &mut part);
            }
            Self::reviewed(&round.reviewed, |id, mark| {
                part.maybe(format!("reviewed.{id}.by"), mark.by.as_ref());
                part.maybe(format!("reviewed.{id}.date"), mark.date);
            });
            self.parts.push(part);
        }
    }

    fn criterion(before: &str, answer: &CriterionAnswer, part: &mut Part) {
        part.add(format!("{before}answer"), answer.answer.word());
        part.maybe(format!("{before}by"), answer.by.as_ref());
        part.maybe(format!("{before}date"), answer.date);
        part.list(format!("{before}evidence"), &answer.evidence);
        part.maybe(format!("{before}note"), answer.note.as_ref());
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
        head.maybe("language", settings.language.as_ref());
        head.add("names", settings.names.word());
        self.parts.push(head);
        for (rule, severity) in &settings.policy {
            let mut part = Part::new(Topic::Entry, Some(rule), rule.clone());
            part.list = Some("policy".to_owned());
            part.maybe("severity", Some(severity));
            self.parts.push(part);
        }
    }
}
