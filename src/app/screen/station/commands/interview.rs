//! Where do we start? The criteria of the cycle, one question a screen, until it is clear.

use super::criteria::{EVIDENCE, NOTE, answer_of, ask_who, evidence_of, go_to_next_question, said_of, write};
use crate::app::command::{Command, Linear, Scope};
use crate::app::dialog::{Dialog, FormField, Picker, PickerItem, Slide, Stop, Way};
use crate::app::form_drafts::Reopen;
use crate::app::place::{self, Destination};
use crate::app::query::overview::objections;
use crate::app::screen::station::focus::{can_change, focus, product};
use crate::app::screen::station::{Group, StationPlace, StationState};
use crate::app::station_labels::{criterion_text, group_name, recommendation, reply_key, reply_name};
use crate::app::{Cx, Model, people};
use crate::assess::start::{self, Asked, Standing, Start};
use crate::document::{CriterionAnswer, Product, Reply};
use crate::i18n::Sentence;
use crate::journal::FormDraft;
use crate::method::Cycle;

const QUESTION: &[Scope] = &[Scope::Question];

pub(in crate::app) const ROWS: &[Command] = &[
    Command::new("evidence", QUESTION, &["tab"], |cx, _| cx.go_way(Way::Beside))
        .linear(&[Linear::Asks, Linear::Leads])
        .footer()
        .enabled_when(has_evidence),
    Command::new("back-a-question", QUESTION, &["left"], |cx, _| cx.go_way(Way::Back))
        .linear(&[Linear::Leads])
        .footer()
        .enabled_when(can_go_back),
    Command::new("on-a-question", QUESTION, &["right"], |cx, _| cx.go_way(Way::On))
        .linear(&[Linear::Leads])
        .footer()
        .enabled_when(can_go_on),
];

/// The form of what an answer goes by in the journal.
const EVIDENCE_FORM: &str = "evidence";

pub(in crate::app) const FORMS: &[Reopen] = &[Reopen::new(EVIDENCE_FORM, |cx, draft| {
    place::open_doc(cx, &draft.file);
    place::go(cx, &Destination::on(StationPlace { station: None, row: 1 }));
    if let Some(criterion) = draft.key.clone() {
        ask_evidence(cx, criterion);
    }
})];

fn leads(model: &Model, way: Way) -> bool {
    matches!(model.dialog(), Some(Dialog::Picker(Picker { slide: Some(slide), .. })) if slide.ways.contains(&way))
}

fn has_evidence(model: &Model) -> Result<(), Sentence> {
    if leads(model, Way::Beside) { Ok(()) } else { Err(sentence!("reason.no-criterion")) }
}

fn can_go_back(model: &Model) -> Result<(), Sentence> {
    if leads(model, Way::Back) { Ok(()) } else { Err(sentence!("reason.first-question")) }
}

fn can_go_on(model: &Model) -> Result<(), Sentence> {
    if leads(model, Way::On) { Ok(()) } else { Err(sentence!("reason.open-question")) }
}

/// Asks the next open question over the list of all. Who answers is asked once a run.
pub(super) fn begin(cx: &mut Cx) {
    if cx.model.front::<StationState>().is_none_or(|state| state.station.is_some()) {
        place::go(cx, &Destination::on(StationPlace { station: None, row: 1 }));
    }
    go_to_next_question(cx);
    if let Err(reason) = can_change(cx.model) {
        return cx.warn(reason);
    }
    let Some((file, product, cycle)) = product(cx.model) else { return };
    if cx.model.who.is_none() && start::next_question(&cycle, &product, &objections(cx.model)).is_some() {
        return ask_who(cx, (&file, &product), next);
    }
    next(cx);
}

/// The next open question; where none is open, what follows from the answers.
fn next(cx: &mut Cx) {
    let Some((_, product, cycle)) = product(cx.model) else { return };
    match start::next_question(&cycle, &product, &objections(cx.model)).map(|question| question.criterion.to_owned()) {
        Some(id) => ask(cx, id),
        None => tell(cx),
    }
}

/// Asks about one criterion.
fn ask(cx: &mut Cx, id: String) {
    let Some((_, product, cycle)) = product(cx.model) else { return };
    focus(cx, |row| row.criterion() == Some(&id));
    let model = &*cx.model;
    let words = model.words;
    let asked: Vec<String> = start::asked_of(&cycle, &product, &objections(model))
        .iter()
        .map(|question| question.criterion.to_owned())
        .collect();
    let at = asked.iter().position(|other| *other == id);
    let before = at.and_then(|at| asked.get(at.checked_sub(1)?)).cloned();
    let after = at.and_then(|at| asked.get(at + 1)).cloned();
    let stands = product.criteria.get(&id);
    let now = stands.map(|answer| answer.answer);
    let all = start::questions(&cycle);
    let number = all.iter().position(|question| question.criterion == id).unwrap_or(0);
    let group = all.get(number).map_or(Group::CycleBegins, |question| group_of(question.asked));
    let place =
        sentence!("dialog.start.place", number = number + 1, total = all.len(), group = group_name(model, group));
    let ways = [(before.is_some(), Way::Back), (true, Way::Beside), (now.is_some(), Way::On)];
    let slide = Slide {
        place: words.tell(&place),
        stops: stops(model, &cycle, &product, group),
        told: words.tell(&sentence!("dialog.start.so-far", text = told(model, &cycle, &product))),
        ways: ways.into_iter().filter_map(|(leads, way)| leads.then_some(way)).collect(),
    };
    let choices =
        Reply::ALL.map(|reply| PickerItem::of(words, &Sentence::new(reply_key(reply)), reply).named(reply.word()));
    let lines = stands.map(|answer| stands_lines(model, answer)).unwrap_or_default();
    let title = sentence!("dialog.start.question", text = criterion_text(model, &id));
    let mut question = cx.pick(title).choices(choices).lines(lines).slide(slide).at(|reply| Some(*reply) == now);
    if now.is_some() {
        question = question.marks_current();
    }
    let criterion = id.clone();
    question
        .on_cancel(end)
        .on_way(move |cx, way| match (way, before) {
            (Way::Back, Some(before)) => ask(cx, before),
            (Way::Back, None) => ask(cx, criterion),
            (Way::Beside, _) => ask_evidence(cx, criterion),
            (Way::On, _) => go_on(cx, after),
        })
        .then(move |cx, reply| give(cx, &id, reply));
}

fn go_on(cx: &mut Cx, after: Option<String>) {
    match after {
        Some(after) => ask(cx, after),
        None => next(cx),
    }
}

/// What stands already: the answer with who gave it and when, what it goes by, and what was noted.
fn stands_lines(model: &Model, answer: &CriterionAnswer) -> Vec<String> {
    let by = answer.by.iter().map(|by| people::shown(model, by));
    let beside: Vec<String> = by.chain(answer.date.map(|date| date.to_string())).collect();
    let reply = reply_name(model.words, answer.answer);
    let stands = if beside.is_empty() { reply.to_owned() } else { format!("{reply} ({})", beside.join(", ")) };
    let named = |key, text: &str| format!("{}: {text}", model.words.say(key));
    let mut lines = vec![named(key!("station.answer"), &stands)];
    if !answer.evidence.is_empty() {
        lines.push(named(key!("station.evidence"), &answer.evidence.join("; ")));
    }
    lines.extend(answer.note.as_ref().map(|note| named(key!("station.note"), note)));
    lines
}

fn group_of(asked: Asked) -> Group {
    match asked {
        Asked::Entry => Group::CycleBegins,
        Asked::Station(at) => Group::Station(at),
        Asked::Exit => Group::CycleEnds,
    }
}

/// How far the questions of each station are.
fn stops(model: &Model, cycle: &Cycle, product: &Product, here: Group) -> Vec<Stop> {
    let objections = objections(model);
    let stop = |(at, station): (usize, &crate::method::Station)| {
        let criteria = &station.entry_criteria;
        Stop {
            name: station.short.get(model.language()).to_owned(),
            met: Standing::of(criteria, &product.criteria, &objections).met.len(),
            answered: criteria.iter().filter(|id| product.criteria.contains_key(*id)).count(),
            total: criteria.len(),
            is_here: here == Group::Station(at),
        }
    };
    cycle.stations.iter().enumerate().map(stop).collect()
}

fn told(model: &Model, cycle: &Cycle, product: &Product) -> String {
    recommendation(model, cycle, &Start::of(cycle, product, &objections(model)))
}

/// Takes an answer and goes on to the next open question. One that stands already is left as it is.
fn give(cx: &mut Cx, id: &str, reply: Reply) {
    let Some((file, product, cycle)) = product(cx.model) else { return };
    if product.criteria.get(id).is_some_and(|answer| answer.answer == reply) {
        let asked = start::asked_of(&cycle, &product, &objections(cx.model));
        let after = asked.iter().skip_while(|question| question.criterion != id).nth(1);
        return go_on(cx, after.map(|question| question.criterion.to_owned()));
    }
    let answer = answer_of(cx, &product, id, reply);
    let said = said_of(cx, id, &answer, [key!("message.reply-changed"), key!("message.reply-given")]);
    if write(cx, &file, id, Some(answer), said) {
        next(cx);
    }
}

/// Asks for what an answer goes by. Without an answer it stands as one that is not sure until there is another.
fn ask_evidence(cx: &mut Cx, id: String) {
    let Some((file, product, _)) = product(cx.model) else { return };
    let stands = product.criteria.get(&id);
    let evidence = stands.map(|answer| answer.evidence.join("\n")).unwrap_or_default();
    let note = stands.and_then(|answer| answer.note.as_deref()).unwrap_or_default();
    let fields = [
        FormField::lines(EVIDENCE, &evidence).hint(key!("dialog.answer.evidence-hint")),
        FormField::line(NOTE, note).hint(key!("dialog.criterion.note-hint")),
    ];
    let title = sentence!("dialog.criterion.title", criterion = criterion_text(cx.model, &id));
    let back = id.clone();
    let draft = FormDraft::new(EVIDENCE_FORM, &file).of(&id);
    cx.form(title, draft).fields(fields).on_cancel(move |cx| ask(cx, back)).then(move |cx, form| {
        take_evidence(cx, &id, evidence_of(form), Some(form.value(NOTE)).filter(|note| !note.is_empty()));
        ask(cx, id.clone());
        Ok(())
    });
}

fn take_evidence(cx: &mut Cx, id: &str, evidence: Vec<String>, note: Option<String>) {
    let Some((file, product, _)) = product(cx.model) else { return };
    let stands = product.criteria.get(id);
    if stands.map_or((evidence.is_empty(), note.is_none()), |stands| (stands.evidence == evidence, stands.note == note))
        == (true, true)
    {
        return;
    }
    let said = match stands {
        Some(_) => sentence!("message.evidence-kept"),
        None => sentence!("message.evidence-unsure", answer = reply_name(cx.model.words, Reply::Unsure)),
    };
    let reply = stands.map_or(Reply::Unsure, |stands| stands.answer);
    let answer = CriterionAnswer { evidence, note, ..answer_of(cx, &product, id, reply) };
    write(cx, &file, id, Some(answer), said);
}

/// Nothing more is to be asked: what follows from the answers, and what to do with that.
fn tell(cx: &mut Cx) {
    let Some((_, product, cycle)) = product(cx.model) else { return };
    let model = &*cx.model;
    let words = model.words;
    let objections = objections(model);
    let start = Start::of(&cycle, &product, &objections);
    let open = start.recommended.map(|at| {
        let station = cycle.stations[at].title.get(model.language());
        PickerItem::of(words, &sentence!("dialog.start.open", station = station), Some(at)).named("open")
    });
    let over = PickerItem::of(words, &sentence!("dialog.start.over"), None).named("over");
    let last = start::asked_of(&cycle, &product, &objections).last().map(|question| question.criterion.to_owned());
    let slide = Slide {
        place: words.say(key!("dialog.start.settled")).to_owned(),
        stops: stops(model, &cycle, &product, start.recommended.map_or(Group::CycleEnds, Group::Station)),
        told: String::new(),
        ways: last.iter().map(|_| Way::Back).collect(),
    };
    let title = sentence!("dialog.start.question", text = told(model, &cycle, &product));
    let question = cx.pick(title).choices(open.into_iter().chain([over])).slide(slide).on_cancel(end);
    question
        .on_way(move |cx, _| match last {
            Some(last) => ask(cx, last),
            None => tell(cx),
        })
        .then(|cx, station| {
            if let Some(station) = station {
                place::go(cx, &Destination::on(StationPlace { station: Some(station), row: 1 }));
            }
        });
}

/// The answers stay, whenever somebody has had enough; the list of all stays with what follows from them.
fn end(cx: &mut Cx) {
    if let Some((_, product, cycle)) = product(cx.model) {
        let told = told(cx.model, &cycle, &product);
        cx.say(sentence!("message.told", text = told));
    }
}
