//! Answers to criteria, and the names of people.

use super::station::{can_change, focus, product, row};
use super::submitted::again;
use super::{Command, Scope};
use crate::app::dialog::{Form, FormField, FormPurpose, Picker, PickerItem, Purpose};
use crate::app::screens::{Screen, StationRow, StationState};
use crate::app::standing::{criterion_text, person_title, recommendation, reply_name};
use crate::app::{Cx, Model};
use crate::assess::start::{self, Start};
use crate::document::{CriterionAnswer, Product, ProductKey, ProductValue, Reply};
use crate::i18n::Sentence;

const STATION: &[Scope] = &[Scope::Station];

/// The place of the name in the form of an answer.
const BY: usize = 3;

pub(super) const ROWS: &[Command] = &[
    Command::new("reply", STATION, &["s"], |cx, _| ask_reply(cx)).footer().only_if(can_reply),
    Command::new("fill-in", STATION, &["e"], |cx, _| fill_in(cx)).footer().only_if(can_fill_in),
    Command::new("clear-reply", STATION, &["d", "delete"], |cx, _| clear(cx)).only_if(can_clear),
];

fn can_reply(model: &Model) -> Result<(), Sentence> {
    can_change(model)?;
    match row(model) {
        Some(StationRow::Criterion(_)) => Ok(()),
        _ => Err(Sentence::new("reason.no-criterion")),
    }
}

pub(super) fn can_fill_in(model: &Model) -> Result<(), Sentence> {
    can_change(model)?;
    match row(model) {
        Some(StationRow::Criterion(_) | StationRow::Person { .. }) => Ok(()),
        _ => Err(Sentence::new("reason.nothing-to-fill-in")),
    }
}

fn can_clear(model: &Model) -> Result<(), Sentence> {
    can_change(model)?;
    let (_, product, _) = product(model).ok_or_else(|| Sentence::new("reason.no-cycle"))?;
    let is_there = match row(model) {
        Some(StationRow::Criterion(id)) => product.criteria.contains_key(&id),
        Some(StationRow::Person { id, .. }) => product.team.contains_key(&id),
        _ => false,
    };
    if is_there { Ok(()) } else { Err(Sentence::new("reason.nothing-to-clear")) }
}

/// Puts the next criterion to ask about in focus. Says whether there is one.
pub(super) fn go_to_next_question(cx: &mut Cx) -> bool {
    let Some((_, product, cycle)) = product(cx.model) else { return false };
    let Some(next) = start::next_question(&cycle, &product) else { return false };
    let next = next.criterion.to_owned();
    focus(cx, |row| row.criterion() == Some(&next))
}

fn ask_reply(cx: &mut Cx) {
    let (Some((file, product, _)), Some(StationRow::Criterion(id))) = (product(cx.model), row(cx.model)) else {
        return;
    };
    let words = cx.model.words;
    let keys = [(Reply::Yes, 'y'), (Reply::No, 'n'), (Reply::Unsure, 'u')];
    let choice = |(reply, key): (Reply, char)| PickerItem {
        label: reply_name(words, reply).to_owned(),
        key: Some(key),
        value: reply.word().to_owned(),
    };
    let now = product.criteria.get(&id).map_or("", |answer| answer.answer.word()).to_owned();
    let lines = vec![criterion_text(cx.model, &id)];
    let purpose = Purpose::Reply { file, criterion: id };
    let pick = Picker::new(Sentence::new("dialog.reply.title"), keys.map(choice).into(), purpose);
    cx.model.dialogs.push(pick.with_lines(lines).at(&now).into());
}

/// Answers a criterion with one word, and goes on to the next one to ask about where all are asked.
pub(super) fn replied(cx: &mut Cx, file: &str, criterion: &str, word: &str) {
    let (Some(reply), Some((_, product, _))) = (Reply::from_word(word), product(cx.model)) else { return };
    let mut answer = product.criteria.get(criterion).cloned().unwrap_or_else(|| CriterionAnswer::new(reply));
    answer.answer = reply;
    answer.by = answer.by.or_else(|| last_name(&product));
    answer.date = Some(cx.env.today);
    if answer.by.is_none() {
        // Who answers is asked once; from then on the name is known.
        let mut form = criterion_form(cx, file.to_owned(), &product, criterion.to_owned(), Some(&answer));
        form.focus = BY;
        return cx.model.dialogs.push(form.into());
    }
    put(cx, file, criterion, Some(answer));
}

fn put(cx: &mut Cx, file: &str, criterion: &str, answer: Option<CriterionAnswer>) {
    let said = match &answer {
        Some(answer) => Sentence::new("message.replied").with("answer", reply_name(cx.model.words, answer.answer)),
        None => Sentence::new("message.cleared"),
    };
    let key = ProductKey::Criterion(criterion.to_owned());
    let is_answer = answer.is_some();
    let changed = cx.change(file, Some(said), |plan| plan.entry(key, answer.map(ProductValue::Criterion)));
    crate::app::products::refresh(cx.model);
    let asks_all = matches!(cx.model.screen(), Screen::Station(StationState { station: None, .. }));
    if changed
        && is_answer
        && asks_all
        && !go_to_next_question(cx)
        && let Some((_, product, cycle)) = product(cx.model)
    {
        let told = recommendation(cx.model, &cycle, &Start::of(&cycle, &product));
        cx.say(Sentence::new("message.told").with("text", told));
    }
}

/// Who answered last, to be filled in for the next answer.
pub(super) fn last_name(product: &Product) -> Option<String> {
    let answered = product.criteria.values().map(|answer| (answer.date, &answer.by));
    let marked = product.reviewed.values().flat_map(|marks| marks.values()).map(|mark| (mark.date, &mark.by));
    answered.chain(marked).filter(|(_, by)| by.is_some()).max_by_key(|(date, _)| *date)?.1.clone()
}

/// Opens the whole answer to a criterion, or asks for a name.
pub(super) fn fill_in(cx: &mut Cx) {
    let Some((file, product, _)) = product(cx.model) else { return };
    match row(cx.model) {
        Some(StationRow::Criterion(id)) => {
            let answer = product.criteria.get(&id);
            let form = criterion_form(cx, file, &product, id.clone(), answer);
            cx.model.dialogs.push(form.into());
        }
        Some(StationRow::Person { id, .. }) => {
            let who = product.team.get(&id).map_or("", String::as_str);
            let field = FormField::line("dialog.member.label", who).hint("dialog.member.hint");
            let person = person_title(cx.model, &id);
            let title = Sentence::new("dialog.member.title").with("person", person);
            let purpose = FormPurpose::Member { file, person: id };
            cx.model.dialogs.push(Form::new(title, vec![field], purpose).into());
        }
        _ => {}
    }
}

fn criterion_form(cx: &Cx, file: String, product: &Product, id: String, answer: Option<&CriterionAnswer>) -> Form {
    let model = &cx.model;
    let mut words = vec![(String::new(), model.words.say("kind.unanswered").to_owned())];
    words.extend(Reply::ALL.map(|reply| (reply.word().to_owned(), reply_name(model.words, reply).to_owned())));
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let by = answer.and_then(|answer| answer.by.clone()).or_else(|| last_name(product));
    let date = answer.and_then(|answer| answer.date).unwrap_or(cx.env.today).to_string();
    let evidence = answer.map(|answer| answer.evidence.join("\n")).unwrap_or_default();
    let fields = vec![
        FormField::choice("dialog.criterion.answer", answer.map_or("", |answer| answer.answer.word()), words),
        FormField::lines("dialog.answer.evidence", &evidence).hint("dialog.answer.evidence-hint"),
        FormField::line("dialog.criterion.note", &text(answer.and_then(|answer| answer.note.as_ref())))
            .hint("dialog.criterion.note-hint"),
        FormField::line("dialog.answer.by", &by.unwrap_or_default()).hint(crate::app::people::hint(model)),
        FormField::line("dialog.answer.date", &date),
    ];
    let title = Sentence::new("dialog.criterion.title").with("criterion", criterion_text(model, &id));
    Form::new(title, fields, FormPurpose::Criterion { file, criterion: id })
}

/// Takes what was filled in for a criterion.
pub(super) fn criterion_answered(cx: &mut Cx, form: Form, file: &str, criterion: &str) {
    let optional = |label: &str| Some(form.value(label)).filter(|text| !text.is_empty());
    let evidence: Vec<String> =
        form.value("dialog.answer.evidence").lines().map(|line| line.trim().to_owned()).collect();
    let evidence: Vec<String> = evidence.into_iter().filter(|line| !line.is_empty()).collect();
    let Some(reply) = Reply::from_word(&form.value("dialog.criterion.answer")) else {
        if !evidence.is_empty() || optional("dialog.criterion.note").is_some() {
            return again(cx, form, 0, Sentence::new("dialog.criterion.needs-answer"));
        }
        return put(cx, file, criterion, None);
    };
    let date = form.value("dialog.answer.date");
    let parsed: Option<chrono::NaiveDate> = date.parse().ok();
    if !date.is_empty() && parsed.is_none() {
        return again(cx, form, 4, Sentence::new("dialog.answer.wrong-date").with("date", date));
    }
    let note = optional("dialog.criterion.note");
    let by = optional("dialog.answer.by");
    put(cx, file, criterion, Some(CriterionAnswer { answer: reply, evidence, note, by, date: parsed }));
}

/// Takes the name that was put to a part.
pub(super) fn member_named(cx: &mut Cx, file: &str, person: String, who: String) {
    let said = if who.is_empty() {
        Sentence::new("message.cleared")
    } else {
        Sentence::new("message.named").with("person", person_title(cx.model, &person)).with("who", &who)
    };
    let who = (!who.is_empty()).then_some(ProductValue::Text(who));
    cx.change(file, Some(said), |plan| plan.entry(ProductKey::Member(person), who));
}

fn clear(cx: &mut Cx) {
    let Some((file, ..)) = product(cx.model) else { return };
    let key = match row(cx.model) {
        Some(StationRow::Criterion(id)) => ProductKey::Criterion(id),
        Some(StationRow::Person { id, .. }) => ProductKey::Member(id),
        _ => return,
    };
    cx.change(&file, Some(Sentence::new("message.cleared")), |plan| plan.entry(key, None));
}
