//! Answers to the items of a checklist: what a verdict needs, and where it is asked for.

use crate::app::dialog::{Answered, Brief, Form, FormField, Keeping, Options, Problem};
use crate::app::form_drafts::Reopen;
use crate::app::place::{self, Anchor, Place};
use crate::app::query::labels::verdict_name;
use crate::app::screen::ChecklistState;
use crate::app::{Cx, Model};
use crate::document::{Answer, Checklist, Verdict};
use crate::i18n::{Catalogue, Sentence, SentenceKey};
use crate::journal::FormDraft;
use crate::method::ItemTemplate;

/// The fields of the form, in order.
const VERDICT: SentenceKey = key!("dialog.answer.verdict");
const EVIDENCE: SentenceKey = key!("dialog.answer.evidence");
const REASON: SentenceKey = key!("dialog.answer.reason");
const BY: SentenceKey = key!("dialog.answer.by");
const DATE: SentenceKey = key!("dialog.answer.date");

/// The form of an answer in the journal.
const ANSWER: &str = "answer";

pub(in crate::app) const FORMS: &[Reopen] = &[Reopen::new(ANSWER, |cx, draft| {
    if let Some(item) = go_to_item(cx, draft) {
        let list = cx.model.docs.get(&draft.file).and_then(|doc| doc.checklist());
        let answer = list.and_then(|list| list.answers.get(&item).cloned()).unwrap_or_default();
        ask(cx, draft.file.clone(), item, answer);
    }
})];

/// Puts the item that a form is about in focus. Gives back its id.
pub(super) fn go_to_item(cx: &mut Cx, draft: &FormDraft) -> Option<String> {
    let item = draft.key.clone()?;
    place::go_to(cx, &Place { file: draft.file.clone(), spot: Anchor::Item(item.clone()) });
    Some(item)
}

/// Asks for the whole answer to an item.
pub(super) fn ask(cx: &mut Cx, file: String, item: String, answer: Answer) {
    let Some(title) = title(cx.model, &file, &item) else { return };
    let fields = fields(cx, &file, answer);
    let draft = FormDraft::new(ANSWER, &file).of(&item);
    cx.form(title, draft).fields(fields).then(move |cx, form| take(cx, form, &file, &item));
}

/// Gives a verdict. Only what it needs is asked for: evidence, with the last one that was given here to start from, or a
/// reason, and a name where none is known. Where nothing is missing, it is given at once. One that stands already, with all
/// it needs, stays as it was given.
pub(super) fn give_verdict(cx: &mut Cx, file: String, item: &str, verdict: Verdict) {
    let Some(title) = title(cx.model, &file, item) else { return };
    let list = cx.model.docs.get(&file).and_then(|doc| doc.checklist());
    let mut answer = list.and_then(|list| list.answers.get(item).cloned()).unwrap_or_default();
    let need = missing(verdict, &answer.evidence, answer.reason.as_deref().unwrap_or_default());
    if answer.verdict == Some(verdict) && need.is_none() {
        let name = verdict_name(cx.model.words, verdict);
        return cx.say(sentence!("message.verdict-stands", verdict = name));
    }
    answer.verdict = Some(verdict);
    answer.date = Some(cx.env.today);
    if answer.by.is_none() {
        let who = cx.model.who.clone().filter(|who| !who.is_empty());
        answer.by = who.or_else(|| list.and_then(last_name));
    }
    let mut fields = Vec::new();
    match need {
        Some(Need { field: EVIDENCE, sentence }) => {
            let offered = list.and_then(last_evidence).unwrap_or_default();
            let field = FormField::lines(EVIDENCE, &offered.join("\n")).offered().required(sentence);
            fields.push(field.hint(key!("dialog.answer.evidence-hint")));
        }
        Some(Need { sentence, .. }) => {
            fields.push(FormField::line(REASON, "").required(sentence).hint(key!("dialog.answer.reason-hint")));
        }
        None => {}
    }
    if answer.by.is_none() {
        fields.push(FormField::line(BY, "").hint(crate::app::people::hint(cx.model)));
    }
    if fields.is_empty() {
        return store(cx, &file, item, answer);
    }
    let name = verdict_name(cx.model.words, verdict);
    let item = item.to_owned();
    // It is opened again as the whole answer, with the verdict that was given.
    let kept = Keeping::from(FormDraft::new(ANSWER, &file).of(&item)).chosen(VERDICT, verdict.word());
    let title = sentence!("dialog.answer.verdict-title", verdict = name, item = title);
    cx.form(title, kept).fields(fields).brief().then(move |cx, form| {
        let answer = read(form, answer.clone())?;
        // Who answers is asked once a run.
        if form.get(BY).is_some() {
            cx.model.who.clone_from(&answer.by);
        }
        store(cx, &file, &item, answer);
        Ok(())
    });
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
    let by = answer.by.or_else(|| list.and_then(last_name)).unwrap_or_default();
    let date = answer.date.unwrap_or(cx.env.today).to_string();
    [
        verdicts(model.words).field(VERDICT, &answer.verdict).brief(Brief::Skipped),
        FormField::lines(EVIDENCE, &answer.evidence.join("\n")).hint(key!("dialog.answer.evidence-hint")),
        FormField::line(REASON, answer.reason.as_deref().unwrap_or_default()).hint(key!("dialog.answer.reason-hint")),
        FormField::line(BY, &by).hint(crate::app::people::hint(model)).brief(Brief::AskedIfEmpty),
        FormField::line(DATE, &date).brief(Brief::Skipped),
    ]
}

/// Who answered last.
fn last_name(list: &Checklist) -> Option<String> {
    latest(list, |answer| answer.by.is_some())?.by.clone()
}

/// The evidence that was given last.
fn last_evidence(list: &Checklist) -> Option<Vec<String>> {
    Some(latest(list, |answer| !answer.evidence.is_empty())?.evidence.clone())
}

/// The newest answer of a kind; of those of one day the last in the list.
fn latest(list: &Checklist, is_meant: impl Fn(&Answer) -> bool) -> Option<&Answer> {
    list.answers.values().filter(|answer| is_meant(answer)).max_by_key(|answer| answer.date)
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

/// Takes what was filled in. An empty form takes the answer away.
fn take(cx: &mut Cx, form: &Form, file: &str, item: &str) -> Answered {
    let old = cx.model.docs.get(file).and_then(|doc| doc.checklist()).and_then(|list| list.answers.get(item));
    let verdict = verdicts(cx.model.words).chosen(form, VERDICT).flatten();
    let waiver = old.and_then(|answer| answer.waiver.clone());
    let answer = read(form, Answer { verdict, waiver, ..Answer::default() })?;
    store(cx, file, item, answer);
    Ok(())
}

/// An answer with what the fields of the form say.
///
/// # Errors
/// What a verdict lacks, a date that is none, and an answer without a verdict, which would count as none.
fn read(form: &Form, mut answer: Answer) -> Result<Answer, Problem> {
    let optional = |text: String| (!text.is_empty()).then_some(text);
    if let Some(evidence) = form.get(EVIDENCE) {
        answer.evidence = evidence.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    }
    if let Some(reason) = form.get(REASON) {
        answer.reason = optional(reason);
    }
    if let Some(by) = form.get(BY) {
        answer.by = optional(by);
    }
    if let Some(date) = form.get(DATE) {
        answer.date = date.parse().ok();
        if answer.date.is_none() && !date.is_empty() {
            return Err(Problem::at(DATE, sentence!("dialog.answer.wrong-date", date = date)));
        }
    }
    let reason = answer.reason.as_deref().unwrap_or_default();
    match answer.verdict {
        Some(verdict) => match missing(verdict, &answer.evidence, reason) {
            Some(need) => Err(Problem::at(need.field, Sentence::new(need.sentence))),
            None => Ok(answer),
        },
        // What stands there beside a waiver was judged once.
        None if answer.waiver.is_none() && (!answer.evidence.is_empty() || !reason.is_empty()) => {
            Err(Problem::at(VERDICT, sentence!("dialog.answer.needs-verdict")))
        }
        None => Ok(Answer { by: None, date: None, ..answer }),
    }
}

/// Stores an answer, and goes to the next item that has none where this one had none.
fn store(cx: &mut Cx, file: &str, item: &str, answer: Answer) {
    let old = cx.model.docs.get(file).and_then(|doc| doc.checklist()).and_then(|list| list.answers.get(item));
    let was_open = old.is_none_or(|answer| answer.verdict.is_none());
    let next = next_unanswered(cx.model, file, item).filter(|_| was_open && answer.verdict.is_some());
    let words = cx.model.words;
    let said = match (old.and_then(|answer| answer.verdict), answer.verdict) {
        (Some(from), to) if Some(from) != to => {
            let to = to.map_or_else(|| words.say(key!("kind.verdict.unanswered")), |to| verdict_name(words, to));
            sentence!("message.answer-changed", from = verdict_name(words, from), to = to)
        }
        _ => sentence!("message.answered"),
    };
    let answer = (answer != Answer::default()).then_some(answer);
    let is_done = cx.change(file, Some(said), |plan| plan.answer(item, answer));
    if let (true, Some(next), Some(state)) = (is_done, next, cx.model.screens.front_mut::<ChecklistState>())
        && state.file == file
        && state.item.as_deref() == Some(item)
    {
        state.item = Some(next);
    }
}

/// The next item of the screen that can be answered and is not, from the first again behind the last.
fn next_unanswered(model: &Model, file: &str, item: &str) -> Option<String> {
    let state = model.front::<ChecklistState>().filter(|state| state.file == file)?;
    let doc = model.docs.get(file)?;
    let list = doc.checklist()?;
    let items = state.items(list, doc.checklist_template(&model.method)?);
    let at = items.iter().position(|shown| shown.id == item)?;
    let is_open = |item: &&&ItemTemplate| !item.is_aggregate() && list.verdict(&item.id).is_none();
    let (before, from) = items.split_at(at);
    from.iter().skip(1).chain(before).find(is_open).map(|item| item.id.clone())
}
