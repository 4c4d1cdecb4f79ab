//! Rules of checklists: what a verdict needs, and waivers.

use chrono::NaiveDate;

use super::Found;
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
        } else {
            check_verdict(item, answer, found);
        }
        if let Some(waiver) = answer.waiver.as_ref().filter(|waiver| waiver.is_expired(today)) {
            let arguments = vec![("item", item.clone()), ("until", waiver.until.to_string())];
            found.report(WAIVER_EXPIRED, &["items", item, "waiver", "until"], arguments);
        }
    }
}

fn check_verdict(item: &str, answer: &Answer, found: &mut Found<'_>) {
    let Some(verdict) = answer.verdict else { return };
    let is_said = |text: &String| !text.trim().is_empty();
    let keys = ["items", item, "verdict"];
    match verdict {
        Verdict::NotApplicable if !answer.reason.as_ref().is_some_and(is_said) => {
            found.report(VERDICT_WITHOUT_REASON, &keys, vec![("item", item.to_owned())]);
        }
        Verdict::Pass | Verdict::Partial if !answer.evidence.iter().any(is_said) => {
            let arguments = vec![("item", item.to_owned()), ("verdict", verdict.word().to_owned())];
            found.report(VERDICT_WITHOUT_EVIDENCE, &keys, arguments);
            // What is true in part is work in progress.
            if let (Verdict::Partial, Some(finding)) = (verdict, found.findings.last_mut()) {
                finding.severity = Severity::Warning;
            }
        }
        _ => {}
    }
}
