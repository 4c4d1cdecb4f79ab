//! Waivers: a permission to go on in spite of a gap, for a time, with the names of who asked and who agreed.

use chrono::NaiveDate;

use super::answers::go_to_item;
use super::items::{can_answer, here};
use crate::app::command::{Command, Linear, Scope, writable};
use crate::app::dialog::{Answered, Form, FormField, Problem};
use crate::app::form_drafts::Reopen;
use crate::app::{Cx, Model};
use crate::document::{Answer, Verdict, Waiver};
use crate::i18n::{Sentence, SentenceKey};
use crate::journal::FormDraft;

/// The fields of the form, in order.
const REASON: SentenceKey = key!("dialog.waiver.reason");
const REQUESTED_BY: SentenceKey = key!("dialog.waiver.requested-by");
const APPROVED_BY: SentenceKey = key!("dialog.waiver.approved-by");
const UNTIL: SentenceKey = key!("dialog.waiver.until");

pub(in crate::app) const ROWS: &[Command] = &[Command::new("waiver", &[Scope::Checklist], &["w"], |cx, _| waiver(cx))
    .linear(&[Linear::Asks])
    .footer()
    .enabled_when(can_waive)];

/// The form in the journal.
const WAIVER: &str = "waiver";

pub(in crate::app) const FORMS: &[Reopen] = &[Reopen::new(WAIVER, |cx, draft| {
    if go_to_item(cx, draft).is_some() && can_waive(cx.model).is_ok() {
        waiver(cx);
    }
})];

/// A gap can be waived, and what is true in part; a waiver that is there can always be changed or taken away.
fn can_waive(model: &Model) -> Result<(), Sentence> {
    can_answer(model)?;
    match here(model) {
        Some((_, _, Some(answer)))
            if answer.waiver.is_some() || matches!(answer.verdict, Some(Verdict::Gap | Verdict::Partial)) =>
        {
            Ok(())
        }
        _ => Err(sentence!("reason.nothing-to-waive")),
    }
}

fn waiver(cx: &mut Cx) {
    let Some((file, item, Some(answer))) = here(cx.model) else { return };
    let now = answer.waiver.as_ref();
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let until = now.map(|waiver| waiver.until.to_string()).unwrap_or_default();
    let reason = FormField::line(REASON, &text(now.map(|waiver| &waiver.reason)));
    let last = FormField::line(UNTIL, &until).hint(key!("dialog.waiver.until-hint"));
    // Without a reason, a waiver that stands is taken away, whatever its day.
    let (reason, last) = if now.is_some() {
        (reason.hint(key!("dialog.waiver.reason-hint-there")), last)
    } else {
        let reason = reason.required(key!("dialog.waiver.needs-reason")).hint(key!("dialog.waiver.reason-hint"));
        (reason, last.required(key!("dialog.waiver.needs-date")))
    };
    let fields = vec![
        reason,
        FormField::line(REQUESTED_BY, &text(now.and_then(|waiver| waiver.requested_by.as_ref())))
            .hint(crate::app::people::hint(cx.model)),
        FormField::line(APPROVED_BY, &text(now.and_then(|waiver| waiver.approved_by.as_ref())))
            .hint(key!("dialog.waiver.approved-by-hint")),
        last,
    ];
    let title = sentence!("dialog.waiver.title", item = item.text.get(cx.model.language()));
    let item = item.id.clone();
    let draft = FormDraft::new(WAIVER, &file).of(&item);
    cx.form(title, draft).fields(fields).then(move |cx, form| take(cx, form, &file, &item));
}

/// Takes what was filled in: without a reason there is no waiver.
fn take(cx: &mut Cx, form: &Form, file: &str, item: &str) -> Answered {
    let optional = |label| Some(form.value(label)).filter(|text| !text.is_empty());
    let answers = cx.model.docs.get(file).and_then(|doc| doc.checklist()).map(|list| &list.answers);
    let Some(mut answer) = answers.and_then(|answers| answers.get(item).cloned()) else {
        let why = writable(cx.model).err().unwrap_or_else(|| sentence!("reason.nothing-to-waive"));
        return Err(Problem::at(REASON, why));
    };
    let Some(reason) = optional(REASON) else {
        answer.waiver = None;
        let answer = (answer != Answer::default()).then_some(answer);
        cx.change(file, Some(sentence!("message.waiver-gone")), |plan| plan.answer(item, answer));
        return Ok(());
    };
    let date = form.value(UNTIL);
    let wrong = |sentence: Sentence| Err(Problem::at(UNTIL, sentence));
    let until = match date.parse::<NaiveDate>() {
        Ok(until) if until >= cx.env.today => until,
        // The day of a waiver that has run out may stay: it is then plain to see that it has.
        Ok(until) if answer.waiver.as_ref().is_some_and(|waiver| waiver.until == until) => until,
        Ok(_) => return wrong(sentence!("dialog.waiver.past", date = date)),
        Err(_) if date.is_empty() => return wrong(sentence!("dialog.waiver.needs-date")),
        Err(_) => return wrong(sentence!("dialog.answer.wrong-date", date = date)),
    };
    answer.waiver =
        Some(Waiver { reason, requested_by: optional(REQUESTED_BY), approved_by: optional(APPROVED_BY), until });
    let said = sentence!("message.waived", date = until);
    cx.change(file, Some(said), |plan| plan.answer(item, Some(answer)));
    Ok(())
}
