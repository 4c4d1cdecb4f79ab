//! Answers to the items of a checklist: what a verdict needs, and where it is asked for.

use chrono::NaiveDate;

use super::submitted::{again, submitted};
use crate::app::Cx;
use crate::app::dialog::Form;
use crate::document::{Answer, Verdict};
use crate::i18n::Sentence;

/// Gives a verdict. Where it needs a reason or evidence that is missing, the whole answer is opened at that field.
pub(super) fn verdict(cx: &mut Cx, file: String, item: &str, word: &str) {
    let Some(verdict) = Verdict::from_word(word) else { return };
    let Some(doc) = cx.model.docs.get(&file) else { return };
    let Some(template) = doc.checklist_template(&cx.model.method).and_then(|template| template.item(item)) else {
        return;
    };
    let mut answer = doc.checklist().and_then(|list| list.answers.get(item).cloned()).unwrap_or_default();
    let needs = missing(verdict, &answer.evidence, answer.reason.as_deref().unwrap_or_default());
    answer.verdict = Some(verdict);
    answer.date = None;
    let mut form = super::checklist::form(cx.model, file, template, answer, &cx.env.today.to_string());
    form.focus = match needs {
        Some("dialog.answer.needs-evidence") => 1,
        Some(_) => 2,
        None => {
            let start =
                form.fields.iter().position(|field| field.label == "dialog.answer.by" && field.value().is_empty());
            match start {
                Some(at) => at,
                None => return submitted(cx, form),
            }
        }
    };
    cx.model.dialogs.push(form.into());
}

/// What a verdict needs and does not have, as a key of the catalogue.
fn missing(verdict: Verdict, evidence: &[String], reason: &str) -> Option<&'static str> {
    match verdict {
        Verdict::Pass | Verdict::Partial if evidence.is_empty() => Some("dialog.answer.needs-evidence"),
        Verdict::NotApplicable | Verdict::Gap if reason.is_empty() => Some("dialog.answer.needs-reason"),
        _ => None,
    }
}

pub(super) fn answered(cx: &mut Cx, form: Form, file: &str, item: &str) {
    let optional = |text: String| (!text.is_empty()).then_some(text);
    let verdict = Verdict::from_word(&form.value("dialog.answer.verdict"));
    let evidence: Vec<String> = form
        .value("dialog.answer.evidence")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect();
    let reason = form.value("dialog.answer.reason");
    let date = form.value("dialog.answer.date");
    let parsed: Option<NaiveDate> = date.parse().ok();
    if !date.is_empty() && parsed.is_none() {
        return again(cx, form, 4, Sentence::new("dialog.answer.wrong-date").with("date", date));
    }
    if let Some(problem) = verdict.and_then(|verdict| missing(verdict, &evidence, &reason)) {
        let focus = if problem == "dialog.answer.needs-evidence" { 1 } else { 2 };
        return again(cx, form, focus, Sentence::new(problem));
    }
    let old = cx.model.docs.get(file).and_then(|doc| doc.checklist()).and_then(|list| list.answers.get(item));
    let waiver = old.and_then(|answer| answer.waiver.clone());
    let judged = verdict.is_some();
    let answer = Answer {
        verdict,
        by: optional(form.value("dialog.answer.by")).filter(|_| judged),
        date: parsed.filter(|_| judged),
        evidence,
        reason: optional(reason),
        waiver,
    };
    let answer = (answer != Answer::default()).then_some(answer);
    cx.change(file, Some(Sentence::new("message.answered")), |plan| plan.answer(item, answer));
}
