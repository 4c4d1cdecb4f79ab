//! Answers to the items of a checklist: what a verdict needs, and where it is asked for.

use chrono::NaiveDate;

use crate::app::dialog::{Answered, Brief, Form, FormField, Options, Problem};
use crate::app::query::labels::verdict_name;
use crate::app::{Cx, Model};
use crate::document::{Answer, Verdict};
use crate::i18n::{Catalogue, Sentence, SentenceKey};

/// The fields of the form, in order.
const VERDICT: SentenceKey = key!("dialog.answer.verdict");
const EVIDENCE: SentenceKey = key!("dialog.answer.evidence");
const REASON: SentenceKey = key!("dialog.answer.reason");
const BY: SentenceKey = key!("dialog.answer.by");
const DATE: SentenceKey = key!("dialog.answer.date");

/// Asks for the whole answer to an item.
pub(super) fn ask(cx: &mut Cx, file: String, item: String, answer: Answer) {
    let Some(title) = title(cx.model, &file, &item) else { return };
    let fields = fields(cx, &file, answer);
    cx.form(title).fields(fields).then(move |cx, form| take(cx, form, &file, &item));
}

/// Gives a verdict. Where it needs a reason or evidence that is missing, the whole answer is opened at that field.
pub(super) fn give_verdict(cx: &mut Cx, file: String, item: &str, verdict: Verdict) {
    let Some(title) = title(cx.model, &file, item) else { return };
    let doc = cx.model.docs.get(&file);
    let answer = doc.and_then(|doc| doc.checklist()).and_then(|list| list.answers.get(item).cloned());
    let mut answer = answer.unwrap_or_default();
    let needs = missing(verdict, &answer.evidence, answer.reason.as_deref().unwrap_or_default());
    answer.verdict = Some(verdict);
    answer.date = None;
    let fields = fields(cx, &file, answer);
    let nobody = || fields.iter().any(|field| field.label == BY && field.value().is_empty()).then_some(BY);
    let wanted = needs.map(|need| need.field).or_else(nobody);
    let focus = wanted.and_then(|wanted| fields.iter().position(|field| field.label == wanted));
    let item = item.to_owned();
    let ask = cx.form(title).fields(fields).brief();
    match focus {
        Some(focus) => ask.focus(focus).then(move |cx, form| take(cx, form, &file, &item)),
        None => ask.submit(move |cx, form| take(cx, form, &file, &item)),
    }
}

fn title(model: &Model, file: &str, item: &str) -> Option<Sentence> {
    let item = model.docs.get(file)?.checklist_template(&model.method)?.item(item)?;
    Some(sentence!("dialog.answer.title", item = item.text.get(model.language())))
}

fn verdicts(words: &Catalogue) -> Options<Option<Verdict>> {
    let unanswered = (None, "", words.say(key!("kind.verdict.unanswered")));
    let verdicts = Verdict::ALL.map(|verdict| (Some(verdict), verdict.word(), verdict_name(words, verdict)));
    Options::new([unanswered].into_iter().chain(verdicts))
}

/// The form of an answer. Name and date of a new one are filled in with what was used last, and today.
fn fields(cx: &Cx, file: &str, answer: Answer) -> [FormField; 5] {
    let model = &*cx.model;
    let list = model.docs.get(file).and_then(|doc| doc.checklist());
    let last_name = || {
        let latest = list?.answers.values().filter(|answer| answer.by.is_some()).max_by_key(|answer| answer.date)?;
        latest.by.clone()
    };
    let by = answer.by.or_else(last_name).unwrap_or_default();
    let date = answer.date.unwrap_or(cx.env.today).to_string();
    [
        verdicts(model.words).field(VERDICT, &answer.verdict).brief(Brief::Skipped),
        FormField::lines(EVIDENCE, &answer.evidence.join("\n")).hint(key!("dialog.answer.evidence-hint")),
        FormField::line(REASON, answer.reason.as_deref().unwrap_or_default()).hint(key!("dialog.answer.reason-hint")),
        FormField::line(BY, &by).hint(crate::app::people::hint(model)).brief(Brief::AskedIfEmpty),
        FormField::line(DATE, &date).brief(Brief::Skipped),
    ]
}

/// What a verdict needs and does not have.
struct Need {
    field: SentenceKey,
    sentence: SentenceKey,
}

fn missing(verdict: Verdict, evidence: &[String], reason: &str) -> Option<Need> {
    match verdict {
        Verdict::Pass | Verdict::Partial if evidence.is_empty() => {
            Some(Need { field: EVIDENCE, sentence: key!("dialog.answer.needs-evidence") })
        }
        Verdict::NotApplicable | Verdict::Gap if reason.is_empty() => {
            Some(Need { field: REASON, sentence: key!("dialog.answer.needs-reason") })
        }
        _ => None,
    }
}

/// Takes what was filled in.
fn take(cx: &mut Cx, form: &Form, file: &str, item: &str) -> Answered {
    let optional = |text: String| (!text.is_empty()).then_some(text);
    let verdict = verdicts(cx.model.words).chosen(form, VERDICT).flatten();
    let evidence: Vec<String> =
        form.value(EVIDENCE).lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let reason = form.value(REASON);
    let date = form.value(DATE);
    let parsed: Option<NaiveDate> = date.parse().ok();
    if !date.is_empty() && parsed.is_none() {
        return Err(Problem::at(DATE, sentence!("dialog.answer.wrong-date", date = date)));
    }
    if let Some(need) = verdict.and_then(|verdict| missing(verdict, &evidence, &reason)) {
        return Err(Problem::at(need.field, Sentence::new(need.sentence)));
    }
    let old = cx.model.docs.get(file).and_then(|doc| doc.checklist()).and_then(|list| list.answers.get(item));
    let waiver = old.and_then(|answer| answer.waiver.clone());
    let words = cx.model.words;
    let said = match (old.and_then(|answer| answer.verdict), verdict) {
        (Some(from), to) if Some(from) != to => {
            let to = to.map_or_else(|| words.say(key!("kind.verdict.unanswered")), |to| verdict_name(words, to));
            sentence!("message.answer-changed", from = verdict_name(words, from), to = to)
        }
        _ => sentence!("message.answered"),
    };
    let judged = verdict.is_some();
    let answer = Answer {
        verdict,
        by: optional(form.value(BY)).filter(|_| judged),
        date: parsed.filter(|_| judged),
        evidence,
        reason: optional(reason),
        waiver,
    };
    let answer = (answer != Answer::default()).then_some(answer);
    cx.change(file, Some(said), |plan| plan.answer(item, answer));
    Ok(())
}
