//! Rules of checklists: whether there is a verdict, what it needs, and waivers.

use chrono::NaiveDate;

use super::Found;
use super::answer::{Asked, check_evidence, check_missing, check_signed, is_said};
use crate::assess::rules::{
    COMPUTED_VERDICT, Severity, VERDICT_WITHOUT_EVIDENCE, VERDICT_WITHOUT_REASON, WAIVER_EXPIRED,
};
use crate::document::{Answer, Checklist, Verdict};
use crate::method::{ItemTemplate, Method};

pub(super) fn check(list: &Checklist, method: &Method, today: NaiveDate, found: &mut Found<'_>) {
    let template = method.checklist(&list.head.template);
    for (item, answer) in &list.answers {
        let is_computed = template.and_then(|template| template.item(item)).is_some_and(ItemTemplate::is_aggregate);
        if is_computed && answer.verdict.is_some() {
            found.report(COMPUTED_VERDICT, &["items", item, "verdict"], vec![("item", item.clone())]);
        } else if !is_computed {
            check_answer(item, answer, found);
        }
        check_evidence(asked(item), &answer.evidence, found);
        if let Some(waiver) = answer.waiver.as_ref().filter(|waiver| waiver.is_expired(today)) {
            let arguments = vec![("item", item.clone()), ("until", waiver.until.to_string())];
            found.report(WAIVER_EXPIRED, &["items", item, "waiver", "until"], arguments);
        }
    }
}

fn asked(item: &str) -> Asked<'_> {
    Asked { table: "items", id: item, key: "verdict" }
}

fn check_answer(item: &str, answer: &Answer, found: &mut Found<'_>) {
    if let Some(verdict) = answer.verdict {
        check_verdict(item, verdict, answer, found);
        check_signed(asked(item), answer.by.as_deref(), answer.date, found);
        return;
    }
    let is_anything_said = answer.evidence.iter().chain(&answer.reason).chain(&answer.by).any(is_said);
    // A verdict that is no known word is told by another rule.
    if is_anything_said && !found.has(&["items", item, "verdict"]) {
        check_missing(asked(item), Verdict::ALL.map(Verdict::word), found);
    }
}

fn check_verdict(item: &str, verdict: Verdict, answer: &Answer, found: &mut Found<'_>) {
    let keys = ["items", item, "verdict"];
    match verdict {
        Verdict::NotApplicable if !answer.reason.as_ref().is_some_and(is_said) => {
            found.report(VERDICT_WITHOUT_REASON, &keys, vec![("item", item.to_owned())]);
        }
        Verdict::Pass | Verdict::Partial if !answer.evidence.iter().any(is_said) => {
            let arguments = vec![("item", item.to_owned()), ("verdict", verdict.word().to_owned())];
            // What is true in part is work in progress.
            let severity = if verdict == Verdict::Partial { Severity::Warning } else { Severity::Error };
            found.report_as(VERDICT_WITHOUT_EVIDENCE, severity, &keys, arguments);
        }
        _ => {}
    }
}
