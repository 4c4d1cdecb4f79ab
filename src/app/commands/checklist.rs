//! Commands on a checklist.

use super::{Command, Scope, answers, writable};
use crate::app::dialog::PickerItem;
use crate::app::query::labels::{verdict_key, verdict_name};
use crate::app::screen::VerdictFilter;
use crate::app::{Cx, Model};
use crate::document::{Answer, Verdict};
use crate::i18n::Sentence;
use crate::method::ItemTemplate;

const CHECKLIST: &[Scope] = &[Scope::Checklist];

pub(super) const ROWS: &[Command] = &[
    Command::new("answer", CHECKLIST, &["e"], |cx, _| answer(cx)).footer().enabled_when(can_answer),
    Command::new("verdict", CHECKLIST, &["s"], |cx, _| verdict(cx)).footer().enabled_when(can_answer),
    Command::new("clear-answer", CHECKLIST, &["d", "delete"], |cx, _| clear(cx)).footer().enabled_when(has_answer),
    Command::new("filter", CHECKLIST, &["f"], |cx, _| filter(cx)).footer(),
    Command::new("filter-stage", CHECKLIST, &["F"], |cx, _| filter_stage(cx)),
];

/// The document and the item in focus, with what was answered.
pub(super) fn here(model: &Model) -> Option<(String, &ItemTemplate, Option<&Answer>)> {
    let state = model.checklist_state()?;
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
    let mut choices = vec![
        PickerItem::numbered(0, words.say(key!("dialog.filter.all")), VerdictFilter::All).named("all"),
        PickerItem::numbered(1, words.say(key!("kind.verdict.unanswered")), VerdictFilter::Unanswered)
            .named("unanswered"),
    ];
    for (at, verdict) in Verdict::ALL.into_iter().enumerate() {
        let only = PickerItem::numbered(at + 2, verdict_name(words, verdict), VerdictFilter::Only(verdict));
        choices.push(only.named(verdict.word()));
    }
    cx.pick(sentence!("dialog.filter.title")).choices(choices).then(|cx, filter| {
        if let Some(state) = cx.model.checklist_state_mut() {
            state.filter = filter;
        }
    });
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
        if let Some(state) = cx.model.checklist_state_mut() {
            state.stage = stage;
        }
    });
}
