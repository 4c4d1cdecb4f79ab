//! Publishing the document in front: a form, with what has changed since its last version.

use chrono::NaiveDate;

use super::properties::subject;
use super::{Command, Linear, Scope};
use crate::app::dialog::{Answered, Form, FormField, Problem};
use crate::app::form_drafts::Reopen;
use crate::app::publishing::{Publication, Publishable};
use crate::app::query::changes::{counted, told};
use crate::app::query::labels::name_of;
use crate::app::{Cx, Model, SentForm, WorkspaceEffect, people};
use crate::document::Status;
use crate::i18n::{Sentence, SentenceKey};
use crate::journal::FormDraft;
use crate::merge::changes::Counts;

/// The fields of the form, in order.
const SUMMARY: SentenceKey = key!("dialog.publish.summary");
const OWNER: SentenceKey = key!("dialog.properties.owner");
const REVIEW_BY: SentenceKey = key!("dialog.properties.review-by");
const BY: SentenceKey = key!("dialog.publish.by");
const APPROVED_BY: SentenceKey = key!("dialog.publish.approved-by");

pub(super) const ROWS: &[Command] =
    &[Command::new("publish", &[Scope::Everywhere], &["f5", "alt-f5"], |cx, _| publish(cx))
        .linear(&[Linear::Asks])
        .enabled_when(can_publish)];

/// The form in the journal.
const PUBLISH_FORM: &str = SentForm::Publish.word();

pub(in crate::app) const FORMS: &[Reopen] = &[Reopen::new(PUBLISH_FORM, |cx, draft| {
    let today = cx.env.today;
    cx.effect(WorkspaceEffect::PreparePublishing { file: draft.file.clone(), today });
})
.later()];

fn can_publish(model: &Model) -> Result<(), Sentence> {
    match subject(model) {
        Some(doc) if !doc.is_writable() => Err(sentence!("message.not-writable", file = &doc.file)),
        Some(doc) if doc.serial != doc.saved_serial => Err(sentence!("reason.not-saved")),
        Some(_) => Ok(()),
        None => Err(sentence!("reason.no-document")),
    }
}

fn publish(cx: &mut Cx) {
    let Some(file) = subject(cx.model).map(|doc| doc.file.clone()) else { return };
    let today = cx.env.today;
    cx.effect(WorkspaceEffect::PreparePublishing { file, today });
}

/// Asks what goes with the version.
pub(in crate::app) fn ask(cx: &mut Cx, found: Publishable) {
    let model = &*cx.model;
    let Some(doc) = model.docs.get(&found.file) else { return };
    let Some(head) = doc.sheet.as_ref().and_then(|sheet| sheet.head()) else { return };
    let counts = counted(model.words, Counts::of(&found.changes));
    let since = match found.last {
        Some(last) => sentence!("dialog.publish.since", version = last, changes = counts),
        None => sentence!("dialog.publish.first", changes = counts),
    };
    let mut lines = vec![model.words.tell(&since)];
    lines.extend(found.changes.iter().map(|change| {
        let told = told(model, doc.template_id(), change);
        [told.called, told.kinds, told.text].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }));
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let day = head.review_by.map(|day| day.to_string()).unwrap_or_default();
    let who = model.who.clone().unwrap_or_default();
    let fields = [
        FormField::line(SUMMARY, "")
            .required(key!("dialog.publish.needs-summary"))
            .hint(key!("dialog.publish.summary-hint")),
        FormField::line(OWNER, &text(head.owner.as_ref())).hint(people::hint(model)),
        FormField::line(REVIEW_BY, &day).hint(key!("dialog.properties.review-by-hint")),
        FormField::line(BY, &who).hint(people::hint(model)),
        FormField::line(APPROVED_BY, "").hint(people::hint(model)),
    ];
    let name = name_of(model, &found.file).unwrap_or_else(|| found.file.clone());
    let title = sentence!("dialog.publish.title", document = name, version = found.version);
    let file = found.file;
    let draft = FormDraft::new(PUBLISH_FORM, &file);
    cx.form(title, draft).lines(lines).fields(fields).then(move |cx, form| take(cx, form, &file));
}

fn take(cx: &mut Cx, form: &mut Form, file: &str) -> Answered {
    let optional = |label| Some(form.value(label)).filter(|text| !text.is_empty());
    let review_by = match optional(REVIEW_BY).map(|day| day.parse::<NaiveDate>().map_err(|_| day)) {
        None => None,
        Some(Ok(day)) => Some(day),
        Some(Err(day)) => return Err(Problem::at(REVIEW_BY, sentence!("dialog.answer.wrong-date", date = day))),
    };
    let asked = Publication {
        summary: optional(SUMMARY),
        owner: optional(OWNER),
        review_by,
        by: optional(BY),
        approved_by: optional(APPROVED_BY),
        review: None,
        status: Status::Accepted,
    };
    form.keeping.send();
    let today = cx.env.today;
    cx.effect(WorkspaceEffect::Publish { file: file.to_owned(), asked, today });
    Ok(())
}
