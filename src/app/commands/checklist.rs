//! Commands on a checklist.

use super::{Command, Scope, writable};
use crate::app::dialog::{Form, FormField, FormPurpose, Picker, PickerItem, Purpose};
use crate::app::{Cx, Model};
use crate::document::{Answer, Verdict};
use crate::i18n::{Catalogue, Sentence};
use crate::method::ItemTemplate;

const CHECKLIST: &[Scope] = &[Scope::Checklist];

pub(super) const ROWS: &[Command] = &[
    Command::new("answer", CHECKLIST, &["e"], |cx, _| answer(cx)).footer().only_if(can_answer),
    Command::new("verdict", CHECKLIST, &["s"], |cx, _| verdict(cx)).footer().only_if(can_answer),
    Command::new("clear-answer", CHECKLIST, &["d", "delete"], |cx, _| clear(cx)).footer().only_if(has_answer),
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
        None => Err(Sentence::new("reason.no-item")),
        Some((_, item, _)) if item.is_aggregate() => Err(Sentence::new("reason.computed")),
        Some(_) => Ok(()),
    }
}

fn has_answer(model: &Model) -> Result<(), Sentence> {
    can_answer(model)?;
    match here(model) {
        Some((_, _, Some(_))) => Ok(()),
        _ => Err(Sentence::new("reason.unanswered")),
    }
}

/// The name of a verdict in a language.
#[must_use]
pub fn verdict_name(words: &Catalogue, verdict: Verdict) -> &str {
    words.say(match verdict {
        Verdict::Pass => "kind.pass",
        Verdict::Partial => "kind.partial",
        Verdict::Gap => "kind.verdict-gap",
        Verdict::NotApplicable => "kind.not-applicable",
    })
}

fn verdict(cx: &mut Cx) {
    let words = cx.model.words;
    let Some((file, item, answer)) = here(cx.model) else { return };
    let items = Verdict::ALL
        .into_iter()
        .map(|verdict| PickerItem::keyed(verdict_name(words, verdict), verdict.word()))
        .collect();
    let now = answer.and_then(|answer| answer.verdict).map_or("", Verdict::word).to_owned();
    let lines = vec![item.text.get(cx.model.language()).to_owned()];
    let purpose = Purpose::Verdict { file, item: item.id.clone() };
    let pick = Picker::new(Sentence::new("dialog.verdict.title"), items, purpose).with_lines(lines).at(&now);
    cx.model.dialogs.push(pick.into());
}

/// Opens the whole answer of the item in focus.
pub(super) fn answer(cx: &mut Cx) {
    if let Err(reason) = can_answer(cx.model) {
        return cx.warn(reason);
    }
    let Some((file, item, answer)) = here(cx.model) else { return };
    let form = form(cx.model, file, item, answer.cloned().unwrap_or_default(), &cx.env.today.to_string());
    cx.model.dialogs.push(form.into());
}

/// The form of an answer. Name and date of a new one are filled in with what was used last, and today.
pub(super) fn form(model: &Model, file: String, item: &ItemTemplate, answer: Answer, today: &str) -> Form {
    let words = model.words;
    let mut choices = vec![(String::new(), words.say("kind.unanswered").to_owned())];
    choices.extend(Verdict::ALL.map(|verdict| (verdict.word().to_owned(), verdict_name(words, verdict).to_owned())));
    let list = model.docs.get(&file).and_then(|doc| doc.checklist());
    let last_name = || {
        let latest = list?.answers.values().filter(|answer| answer.by.is_some()).max_by_key(|answer| answer.date)?;
        latest.by.clone()
    };
    let by = answer.by.or_else(last_name).unwrap_or_default();
    let date = answer.date.map_or_else(|| today.to_owned(), |date| date.to_string());
    let fields = vec![
        FormField::choice("dialog.answer.verdict", answer.verdict.map_or("", Verdict::word), choices),
        FormField::lines("dialog.answer.evidence", &answer.evidence.join("\n")).hint("dialog.answer.evidence-hint"),
        FormField::line("dialog.answer.reason", answer.reason.as_deref().unwrap_or_default())
            .hint("dialog.answer.reason-hint"),
        FormField::line("dialog.answer.by", &by).hint(crate::app::people::hint(model)),
        FormField::line("dialog.answer.date", &date),
    ];
    let title = Sentence::new("dialog.answer.title").with("item", item.text.get(model.language()));
    Form::new(title, fields, FormPurpose::Answer { file, item: item.id.clone() })
}

fn clear(cx: &mut Cx) {
    let Some((file, item, _)) = here(cx.model) else { return };
    let item = item.id.clone();
    cx.change(&file, Some(Sentence::new("message.cleared")), |plan| plan.answer(&item, None));
}

fn filter(cx: &mut Cx) {
    let words = cx.model.words;
    let mut items = vec![
        PickerItem::numbered(0, words.say("dialog.filter.all"), "all"),
        PickerItem::numbered(1, words.say("kind.unanswered"), "unanswered"),
    ];
    for (at, verdict) in Verdict::ALL.into_iter().enumerate() {
        items.push(PickerItem::numbered(at + 2, verdict_name(words, verdict), verdict.word()));
    }
    cx.model.dialogs.push(Picker::new(Sentence::new("dialog.filter.title"), items, Purpose::FilterVerdict).into());
}

fn filter_stage(cx: &mut Cx) {
    let Some(template) = cx.model.doc().and_then(|doc| doc.checklist_template(&cx.model.method)) else { return };
    let words = cx.model.words;
    let language = cx.model.language();
    let mut items = vec![PickerItem::numbered(0, words.say("dialog.filter.all-stages"), "")];
    items.extend(
        template
            .stages
            .iter()
            .enumerate()
            .map(|(at, stage)| PickerItem::numbered(at + 1, stage.title.get(language), &stage.id)),
    );
    cx.model.dialogs.push(Picker::new(Sentence::new("dialog.filter.stage-title"), items, Purpose::FilterStage).into());
}
