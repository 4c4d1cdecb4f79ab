//! The properties of a document in one form: title, status, owner, the day it is looked at again, and what replaces it.

use chrono::NaiveDate;

use super::{Command, Linear, Scope};
use crate::app::dialog::{Answered, Form, FormField, Options, Problem};
use crate::app::form_drafts::Reopen;
use crate::app::query::labels::{name_of, status_name};
use crate::app::{Cx, Model, OpenDocument, people, screen};
use crate::diagnostic::nearest;
use crate::document::{DocumentBody, HeadField, Status, Value};
use crate::i18n::{Catalogue, Sentence, SentenceKey};
use crate::journal::FormDraft;

/// The fields of the form, in order.
const TITLE: SentenceKey = key!("dialog.title.label");
const STATUS: SentenceKey = key!("dialog.properties.status");
const OWNER: SentenceKey = key!("dialog.properties.owner");
const REVIEW_BY: SentenceKey = key!("dialog.properties.review-by");
const SUCCESSOR: SentenceKey = key!("dialog.properties.successor");

pub(super) const ROWS: &[Command] =
    &[Command::new("properties", &[Scope::Everywhere], &["alt-p", "alt-enter"], |cx, _| properties(cx))
        .linear(&[Linear::Asks])
        .enabled_when(has_document)];

/// The document that stands in front or in focus, with its properties.
pub(super) fn subject(model: &Model) -> Option<&OpenDocument> {
    let doc = model.docs.get(&screen::front(model).document(model)?)?;
    doc.sheet.as_ref()?.head().map(|_| doc)
}

fn has_document(model: &Model) -> Result<(), Sentence> {
    match subject(model) {
        Some(doc) if doc.is_writable() => Ok(()),
        Some(doc) => Err(sentence!("message.not-writable", file = &doc.file)),
        None => Err(sentence!("reason.no-document")),
    }
}

fn statuses(words: &Catalogue) -> Options<Status> {
    Options::new(Status::ALL.map(|status| (status, status.word(), status_name(words, status))))
}

/// The form in the journal.
const PROPERTIES_FORM: &str = "properties";

pub(in crate::app) const FORMS: &[Reopen] =
    &[Reopen::new(PROPERTIES_FORM, |cx, draft| ask_properties(cx, &draft.file))];

fn properties(cx: &mut Cx) {
    if let Some(file) = subject(cx.model).map(|doc| doc.file.clone()) {
        ask_properties(cx, &file);
    }
}

fn ask_properties(cx: &mut Cx, file: &str) {
    let model = &*cx.model;
    let Some(doc) = model.docs.get(file) else { return };
    let Some(head) = doc.sheet.as_ref().and_then(|sheet| sheet.head()) else { return };
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let day = head.review_by.map(|day| day.to_string()).unwrap_or_default();
    let fields = [
        FormField::line(TITLE, &head.title).required(key!("dialog.title.needed")),
        statuses(model.words).field(STATUS, &head.status),
        FormField::line(OWNER, &text(head.owner.as_ref())).hint(people::hint(model)),
        FormField::line(REVIEW_BY, &day).hint(key!("dialog.properties.review-by-hint")),
        FormField::line(SUCCESSOR, &text(head.superseded_by.as_ref())).hint(key!("dialog.properties.successor-hint")),
    ];
    let file = doc.file.clone();
    let name = name_of(model, &file).unwrap_or_else(|| file.clone());
    cx.form(sentence!("dialog.properties.title", document = name), FormDraft::new(PROPERTIES_FORM, &file))
        .fields(fields)
        .then(move |cx, form| take(cx, form, &file));
}

/// Takes what was filled in: an empty line takes a property away.
fn take(cx: &mut Cx, form: &Form, file: &str) -> Answered {
    let title = form.value(TITLE);
    let status = statuses(cx.model.words).chosen(form, STATUS).unwrap_or_default();
    let day = form.value(REVIEW_BY);
    if !day.is_empty() && day.parse::<NaiveDate>().is_err() {
        return Err(Problem::at(REVIEW_BY, sentence!("dialog.answer.wrong-date", date = day)));
    }
    let successor = successor(cx.model, file, &form.value(SUCCESSOR))?;
    let optional = |text: String| (!text.is_empty()).then_some(Value::Text(text));
    let values = [
        (HeadField::Title, Some(Value::Text(title))),
        (HeadField::Status, Some(status.word().into())),
        (HeadField::Owner, optional(form.value(OWNER))),
        (HeadField::ReviewBy, optional(day)),
        (HeadField::SupersededBy, optional(successor)),
    ];
    cx.change(file, Some(sentence!("message.properties")), |plan| {
        for (field, value) in values {
            plan.head(field, value);
        }
    });
    Ok(())
}

/// The document that replaces this one, by the name of its file without `.toml`. Its title, too, says which is meant.
fn successor(model: &Model, file: &str, given: &str) -> Result<String, Problem> {
    if given.is_empty() {
        return Ok(String::new());
    }
    let Some(doc) = model.docs.get(file) else { return Ok(given.to_owned()) };
    let now = doc.sheet.as_ref().and_then(|sheet| sheet.head()?.superseded_by.as_deref());
    // One that is not here may be on another branch.
    if now == Some(given) {
        return Ok(given.to_owned());
    }
    let others: Vec<&OpenDocument> =
        model.docs.values().filter(|other| other.product == doc.product && other.file != file).collect();
    let is_meant = |other: &&&OpenDocument| {
        let name = name_of(model, &other.file).unwrap_or_default();
        let title = other.sheet.as_ref().map(DocumentBody::title).unwrap_or_default();
        [&*other.stem, &*name, title].iter().any(|known| known.to_lowercase() == given.to_lowercase())
    };
    if let Some(found) = others.iter().find(is_meant) {
        return Ok(found.stem.clone());
    }
    let wrong = match nearest(given, others.iter().map(|other| other.stem.as_str())) {
        Some(near) => sentence!("dialog.properties.no-successor-but", name = given, near = near),
        None => sentence!("dialog.properties.no-successor", name = given),
    };
    Err(Problem::at(SUCCESSOR, wrong))
}
