//! Answers to criteria, and the names of people.

use crate::app::command::{Command, Scope};
use crate::app::dialog::{Answered, Brief, Form, FormField, Options, PickerItem, Problem};
use crate::app::form_drafts::Reopen;
use crate::app::place;
use crate::app::query::overview::objections;
use crate::app::screen::station::focus::{can_change, focus, product, row};
use crate::app::screen::{StationRow, StationState};
use crate::app::station_labels::{criterion_text, person_title, recommendation, reply_key, reply_name};
use crate::app::{Cx, Model, people};
use crate::assess::start::{self, Start};
use crate::document::{CriterionAnswer, Product, ProductKey, ProductValue, Reply};
use crate::i18n::{Catalogue, Sentence, SentenceKey};
use crate::journal::FormDraft;

const STATION: &[Scope] = &[Scope::Station];

/// The fields of the form of an answer, in order.
const ANSWER: SentenceKey = key!("dialog.criterion.answer");
pub(super) const EVIDENCE: SentenceKey = key!("dialog.answer.evidence");
pub(super) const NOTE: SentenceKey = key!("dialog.criterion.note");
const BY: SentenceKey = key!("dialog.answer.by");
const DATE: SentenceKey = key!("dialog.answer.date");

pub(in crate::app) const ROWS: &[Command] = &[
    Command::new("reply", STATION, &["s"], |cx, _| ask_reply(cx)).footer().enabled_when(can_reply),
    Command::new("fill-in", STATION, &["e"], |cx, _| fill_in(cx)).footer().enabled_when(can_fill_in),
    Command::new("clear-reply", STATION, &["d", "delete"], |cx, _| clear(cx)).enabled_when(can_clear),
];

/// The forms in the journal.
const WHO_FORM: &str = "who";
const MEMBER_FORM: &str = "member";
const CRITERION_FORM: &str = "criterion";

pub(in crate::app) const FORMS: &[Reopen] = &[
    Reopen::new(WHO_FORM, |cx, draft| {
        place::open_doc(cx, &draft.file);
        let Some((file, product, _)) = product(cx.model) else { return };
        ask_who(cx, (&file, &product), |_| ());
    }),
    Reopen::new(MEMBER_FORM, |cx, draft| {
        place::open_doc(cx, &draft.file);
        if let (Some((file, product, _)), Some(person)) = (product(cx.model), draft.key.clone()) {
            ask_member(cx, file, &product, person);
        }
    }),
    Reopen::new(CRITERION_FORM, |cx, draft| {
        place::open_doc(cx, &draft.file);
        if let (Some((file, product, _)), Some(criterion)) = (product(cx.model), draft.key.clone()) {
            let answer = product.criteria.get(&criterion);
            ask_answer(cx, file, &product, criterion, answer);
        }
    }),
];

fn can_reply(model: &Model) -> Result<(), Sentence> {
    can_change(model)?;
    match row(model) {
        Some(StationRow::Criterion(_)) => Ok(()),
        _ => Err(sentence!("reason.no-criterion")),
    }
}

pub(super) fn can_fill_in(model: &Model) -> Result<(), Sentence> {
    can_change(model)?;
    match row(model) {
        Some(StationRow::Criterion(_) | StationRow::Person { .. }) => Ok(()),
        _ => Err(sentence!("reason.nothing-to-fill-in")),
    }
}

fn can_clear(model: &Model) -> Result<(), Sentence> {
    can_change(model)?;
    let (_, product, _) = product(model).ok_or_else(|| sentence!("reason.no-cycle"))?;
    let is_there = match row(model) {
        Some(StationRow::Criterion(id)) => product.criteria.contains_key(&id),
        Some(StationRow::Person { id, .. }) => product.team.contains_key(&id),
        _ => false,
    };
    if is_there { Ok(()) } else { Err(sentence!("reason.nothing-to-clear")) }
}

/// Puts the next criterion to ask about in focus. Says whether there is one.
pub(super) fn go_to_next_question(cx: &mut Cx) -> bool {
    let Some((_, product, cycle)) = product(cx.model) else { return false };
    let Some(next) = start::next_question(&cycle, &product, &objections(cx.model)) else { return false };
    let next = next.criterion.to_owned();
    focus(cx, |row| row.criterion() == Some(&next))
}

fn ask_reply(cx: &mut Cx) {
    let (Some((file, product, _)), Some(StationRow::Criterion(id))) = (product(cx.model), row(cx.model)) else {
        return;
    };
    let words = cx.model.words;
    let choices = [Reply::Yes, Reply::No, Reply::Unsure]
        .map(|reply| PickerItem::of(words, &Sentence::new(reply_key(reply)), reply).named(reply.word()));
    let now = product.criteria.get(&id).map(|answer| answer.answer);
    let lines = vec![criterion_text(cx.model, &id)];
    let ask = cx.pick(sentence!("dialog.reply.title")).choices(choices).lines(lines);
    ask.at(|reply| Some(*reply) == now).then(move |cx, reply| give_reply(cx, file, id, reply));
}

/// Answers a criterion with one word, and goes on to the next one to ask about where all are asked. Who answers is asked
/// where nobody is known yet. An answer that stands already stays as it was given.
fn give_reply(cx: &mut Cx, file: String, criterion: String, reply: Reply) {
    let Some((_, product, _)) = product(cx.model) else { return };
    if product.criteria.get(&criterion).is_some_and(|answer| answer.answer == reply) {
        let name = reply_name(cx.model.words, reply);
        return cx.say(sentence!("message.verdict-stands", verdict = name));
    }
    if cx.model.who.is_none() && answer_of(cx, &product, &criterion, reply).by.is_none() {
        return ask_who(cx, (&file.clone(), &product), move |cx| {
            give_reply(cx, file.clone(), criterion.clone(), reply)
        });
    }
    let answer = answer_of(cx, &product, &criterion, reply);
    put(cx, &file, &criterion, Some(answer));
}

/// The answer that a word gives to a criterion, today and by whoever answers here. What stands beside an earlier one stays.
pub(super) fn answer_of(cx: &Cx, product: &Product, criterion: &str, reply: Reply) -> CriterionAnswer {
    let answer = product.criteria.get(criterion).cloned().unwrap_or_else(|| CriterionAnswer::with(reply));
    let by = match &cx.model.who {
        Some(who) if who.is_empty() => answer.by,
        Some(who) => Some(who.clone()),
        None => answer.by.or_else(|| last_name(product)),
    };
    CriterionAnswer { answer: reply, by, date: Some(cx.env.today), ..answer }
}

/// Asks who answers in this run, with whoever answered last on offer, and goes on once that was said.
pub(super) fn ask_who(cx: &mut Cx, (file, product): (&str, &Product), mut then: impl FnMut(&mut Cx) + 'static) {
    let field = FormField::line(BY, &last_name(product).unwrap_or_default()).hint(people::hint(cx.model));
    cx.form(sentence!("dialog.who.title"), FormDraft::new(WHO_FORM, file)).fields([field]).then(move |cx, form| {
        let who = form.first();
        if is_reply(cx.model.words, &who) {
            return Err(Problem::at(BY, sentence!("dialog.who.an-answer", given = who)));
        }
        cx.model.who = Some(who);
        then(cx);
        Ok(())
    });
}

/// Whether a text is an answer, which was meant for the question that follows.
fn is_reply(words: &Catalogue, text: &str) -> bool {
    let text = text.to_lowercase();
    let is = |reply: Reply| {
        let letter = words.mnemonic(reply_key(reply)).is_some_and(|letter| text == letter.to_string());
        letter || text == reply.word() || text == reply_name(words, reply)
    };
    Reply::ALL.into_iter().any(is)
}

/// What is said of an answer: what it was changed to from what, or what it is.
pub(super) fn said_of(
    cx: &Cx,
    criterion: &str,
    answer: &CriterionAnswer,
    [changed, given]: [SentenceKey; 2],
) -> Sentence {
    let words = cx.model.words;
    let stood = product(cx.model).and_then(|(_, product, _)| Some(product.criteria.get(criterion)?.answer));
    let to = reply_name(words, answer.answer);
    match stood.filter(|stood| *stood != answer.answer) {
        Some(stood) => Sentence::new(changed).with("from", reply_name(words, stood)).with("to", to),
        None => Sentence::new(given).with("answer", to),
    }
}

/// Writes an answer, or takes it away. Says whether anything changed.
pub(super) fn write(cx: &mut Cx, file: &str, criterion: &str, answer: Option<CriterionAnswer>, said: Sentence) -> bool {
    let key = ProductKey::Criterion(criterion.to_owned());
    let changed = cx.change(file, Some(said), |plan| plan.entry(key, answer.map(ProductValue::Criterion)));
    crate::app::products::refresh(cx.model);
    changed
}

fn put(cx: &mut Cx, file: &str, criterion: &str, answer: Option<CriterionAnswer>) {
    let said = match &answer {
        Some(answer) => said_of(cx, criterion, answer, [key!("message.answer-changed"), key!("message.replied")]),
        None => sentence!("message.cleared"),
    };
    let is_answer = answer.is_some();
    let changed = write(cx, file, criterion, answer, said);
    let asks_all = cx.model.front::<StationState>().is_some_and(|state| state.station.is_none());
    if changed
        && is_answer
        && asks_all
        && !go_to_next_question(cx)
        && let Some((_, product, cycle)) = product(cx.model)
    {
        let told = recommendation(cx.model, &cycle, &Start::of(&cycle, &product, &objections(cx.model)));
        cx.say(sentence!("message.told", text = told));
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
            ask_answer(cx, file, &product, id, answer);
        }
        Some(StationRow::Person { id, .. }) => ask_member(cx, file, &product, id),
        _ => {}
    }
}

/// Asks who takes a part.
fn ask_member(cx: &mut Cx, file: String, product: &Product, person: String) {
    let who = product.team.get(&person).map_or("", String::as_str);
    let field = FormField::line(key!("dialog.member.label"), who).hint(key!("dialog.member.hint"));
    let title = sentence!("dialog.member.title", person = person_title(cx.model, &person));
    let draft = FormDraft::new(MEMBER_FORM, &file).of(&person);
    cx.form(title, draft).fields([field]).then(move |cx, form| {
        let who = form.first();
        let said = if who.is_empty() {
            sentence!("message.cleared")
        } else {
            sentence!("message.named", person = person_title(cx.model, &person), who = &who)
        };
        let who = (!who.is_empty()).then_some(ProductValue::Text(who));
        cx.change(&file, Some(said), |plan| plan.entry(ProductKey::Member(person.clone()), who));
        Ok(())
    });
}

fn replies(words: &Catalogue) -> Options<Option<Reply>> {
    let unanswered = (None, "", words.say(key!("kind.verdict.unanswered")));
    let replies = Reply::ALL.map(|reply| (Some(reply), reply.word(), reply_name(words, reply)));
    Options::new([unanswered].into_iter().chain(replies))
}

/// Asks for the whole answer to a criterion.
fn ask_answer(cx: &mut Cx, file: String, product: &Product, criterion: String, answer: Option<&CriterionAnswer>) {
    let model = &cx.model;
    let by = answer.and_then(|answer| answer.by.clone()).or_else(|| cx.model.who.clone());
    let by = by.filter(|by| !by.is_empty()).or_else(|| last_name(product));
    let date = answer.and_then(|answer| answer.date).unwrap_or(cx.env.today).to_string();
    let evidence = answer.map(|answer| answer.evidence.join("\n")).unwrap_or_default();
    let note = answer.and_then(|answer| answer.note.as_deref()).unwrap_or_default();
    let fields = [
        replies(model.words).field(ANSWER, &answer.map(|answer| answer.answer)),
        FormField::lines(EVIDENCE, &evidence).hint(key!("dialog.answer.evidence-hint")),
        FormField::line(NOTE, note).hint(key!("dialog.criterion.note-hint")),
        FormField::line(BY, &by.unwrap_or_default()).hint(people::hint(model)).brief(Brief::AskedIfEmpty),
        FormField::line(DATE, &date).brief(Brief::Skipped),
    ];
    let title = sentence!("dialog.criterion.title", criterion = criterion_text(model, &criterion));
    let draft = FormDraft::new(CRITERION_FORM, &file).of(&criterion);
    cx.form(title, draft).fields(fields).then(move |cx, form| take_answer(cx, form, &file, &criterion));
}

/// The evidence that was filled in, a line each.
pub(super) fn evidence_of(form: &Form) -> Vec<String> {
    let text = form.value(EVIDENCE);
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Takes what was filled in for a criterion.
fn take_answer(cx: &mut Cx, form: &Form, file: &str, criterion: &str) -> Answered {
    let optional = |label| Some(form.value(label)).filter(|text| !text.is_empty());
    let evidence = evidence_of(form);
    let Some(reply) = replies(cx.model.words).chosen(form, ANSWER).flatten() else {
        if !evidence.is_empty() || optional(NOTE).is_some() {
            return Err(Problem::at(ANSWER, sentence!("dialog.criterion.needs-answer")));
        }
        put(cx, file, criterion, None);
        return Ok(());
    };
    let date = form.value(DATE);
    let parsed: Option<chrono::NaiveDate> = date.parse().ok();
    if !date.is_empty() && parsed.is_none() {
        return Err(Problem::at(DATE, sentence!("dialog.answer.wrong-date", date = date)));
    }
    let (note, by) = (optional(NOTE), optional(BY));
    put(cx, file, criterion, Some(CriterionAnswer { answer: reply, evidence, note, by, date: parsed }));
    Ok(())
}

fn clear(cx: &mut Cx) {
    let Some((file, ..)) = product(cx.model) else { return };
    let key = match row(cx.model) {
        Some(StationRow::Criterion(id)) => ProductKey::Criterion(id),
        Some(StationRow::Person { id, .. }) => ProductKey::Member(id),
        _ => return,
    };
    cx.change(&file, Some(sentence!("message.cleared")), |plan| plan.entry(key, None));
}
