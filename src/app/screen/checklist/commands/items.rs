//! Commands on a checklist.

use super::answers;
use crate::app::command::{Command, Linear, Scope, writable};
use crate::app::dialog::PickerItem;
use crate::app::query::labels::{verdict_key, verdict_name};
use crate::app::screen::{ChecklistState, VerdictFilter};
use crate::app::{Cx, Model};
use crate::document::{Answer, Checklist, Verdict};
use crate::i18n::{Sentence, SentenceKey};
use crate::method::{ChecklistTemplate, ItemTemplate};

const CHECKLIST: &[Scope] = &[Scope::Checklist];

pub(in crate::app) const ROWS: &[Command] = &[
    Command::new("answer", CHECKLIST, &["e"], |cx, _| answer(cx)).footer().enabled_when(can_answer),
    Command::new("verdict", CHECKLIST, &["s"], |cx, _| verdict(cx))
        .linear(&[Linear::Asks])
        .footer()
        .enabled_when(can_answer),
    Command::new("clear-answer", CHECKLIST, &["d", "delete"], |cx, _| clear(cx)).footer().enabled_when(has_answer),
    Command::new("filter", CHECKLIST, &["f"], |cx, _| filter(cx)).linear(&[Linear::Asks]).footer(),
    Command::new("filter-stage", CHECKLIST, &["F"], |cx, _| filter_stage(cx)).linear(&[Linear::Asks]),
];

/// The document and the item in focus, with what was answered.
pub(super) fn here(model: &Model) -> Option<(String, &ItemTemplate, Option<&Answer>)> {
    let state = model.front::<ChecklistState>()?;
    let doc = model.docs.get(&state.file)?;
    let item = doc.checklist_template(&model.method)?.item(state.item.as_ref()?)?;
    Some((doc.file.clone(), item, doc.checklist()?.answers.get(&item.id)))
}

pub(super) fn can_answer(model: &Model) -> Result<(), Sentence> {
    writable(model)?;
    match here(model) {
        None => Err(sentence!("reason.no-item")),
        Some((_, item, _)) if item.is_aggregate() => Err(sentence!("reason.computed")),
        Some(_) => Ok(()),
    }
}

fn has_answer(model: &Model) -> Result<(), Sentence> {
    can_answer(model)?;
    match here(model) {
        Some((_, _, Some(_))) => Ok(()),
        _ => Err(sentence!("reason.unanswered")),
    }
}

fn verdict(cx: &mut Cx) {
    let words = cx.model.words;
    let Some((file, item, answer)) = here(cx.model) else { return };
    let verdicts =
        Verdict::ALL.map(|verdict| PickerItem::of_key(words, verdict_key(verdict), verdict).named(verdict.word()));
    let now = answer.and_then(|answer| answer.verdict);
    let mut lines = vec![item.text.get(cx.model.language()).to_owned()];
    if let (Some(answer), Some(now)) = (answer, now) {
        let stands = sentence!("dialog.verdict.stands", verdict = verdict_name(words, now));
        lines.push(words.tell(&stands));
        let reason = answer.reason.as_ref().map(|reason| sentence!("dialog.verdict.reason", reason = reason));
        lines.extend(reason.map(|reason| words.tell(&reason)));
    }
    let item = item.id.clone();
    let ask = cx.pick(sentence!("dialog.verdict.title")).choices(verdicts).lines(lines).only_moves(now.is_some());
    ask.at(|verdict| Some(*verdict) == now).then(move |cx, verdict| answers::give_verdict(cx, file, &item, verdict));
}

/// Opens the whole answer of the item in focus.
pub(in crate::app) fn answer(cx: &mut Cx) {
    if let Err(reason) = can_answer(cx.model) {
        return cx.warn(reason);
    }
    let Some((file, item, answer)) = here(cx.model) else { return };
    let (item, answer) = (item.id.clone(), answer.cloned().unwrap_or_default());
    answers::ask(cx, file, item, answer);
}

fn clear(cx: &mut Cx) {
    let Some((file, item, _)) = here(cx.model) else { return };
    let item = item.id.clone();
    cx.change(&file, Some(sentence!("message.cleared")), |plan| plan.answer(&item, None));
}

fn filter(cx: &mut Cx) {
    let words = cx.model.words;
    let Some((state, list, template)) = shown(cx.model) else { return };
    let choice = |name: SentenceKey, filter: VerdictFilter, word: &str| {
        let label =
            sentence!("dialog.filter.choice", what = words.say(name), count = state.count(filter, list, template));
        PickerItem::of(words, &label, filter).mnemonic(words, name).named(word)
    };
    let first = [
        choice(key!("dialog.filter.all"), VerdictFilter::All, "all"),
        choice(key!("kind.verdict.unanswered"), VerdictFilter::Unanswered, "unanswered"),
    ];
    let verdicts =
        Verdict::ALL.map(|verdict| choice(verdict_key(verdict), VerdictFilter::Only(verdict), verdict.word()));
    let (choices, now) = (first.into_iter().chain(verdicts), state.filter);
    cx.pick(sentence!("dialog.filter.title")).choices(choices).at(|filter| *filter == now).then(|cx, filter| {
        if let Some(state) = cx.model.screens.front_mut::<ChecklistState>() {
            state.filter = filter;
        }
    });
}

/// The checklist in front: how it is shown, its answers, its template.
fn shown(model: &Model) -> Option<(&ChecklistState, &Checklist, &ChecklistTemplate)> {
    let state = model.front::<ChecklistState>()?;
    let doc = model.docs.get(&state.file)?;
    Some((state, doc.checklist()?, doc.checklist_template(&model.method)?))
}

fn filter_stage(cx: &mut Cx) {
    let Some(template) = cx.model.doc().and_then(|doc| doc.checklist_template(&cx.model.method)) else { return };
    let words = cx.model.words;
    let language = cx.model.language();
    // An empty line takes it where choices are read out: it is an empty word.
    let mut choices = vec![PickerItem::numbered(0, words.say(key!("dialog.filter.all-stages")), None).named("")];
    choices.extend(template.stages.iter().enumerate().map(|(at, stage)| {
        PickerItem::numbered(at + 1, stage.title.get(language), Some(stage.id.clone())).named(&stage.id)
    }));
    cx.pick(sentence!("dialog.filter.stage-title")).choices(choices).then(|cx, stage| {
        if let Some(state) = cx.model.screens.front_mut::<ChecklistState>() {
            state.stage = stage;
        }
    });
}
