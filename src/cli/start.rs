//! `start`: where a product stands in its cycle, from the criteria answered so far; and the answers themselves.

use clap::{ArgAction, ArgMatches, Command};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::Row;
use super::arguments::Maker;
use super::ask::somebody_is_there;
use super::context::Context;
use super::failure::{DONE, FAILED, Failure, Outcome};
use super::labels;
use super::nearest::unknown;
use super::output::{Line, Tone};
use super::product::{self, Subject};
use super::start_asking::ask_about;
use super::wrap::wrap;
use crate::assess::start::{self, Standing};
use crate::document::{CriterionAnswer, Product, Reply, Round, RoundVerdict};
use crate::i18n::SentenceKey;
use crate::store::{Ids, Workspace, change};

pub(super) const ROW: Row = Row { name: "start", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    command
        .arg(make.value("answer", "CRITERION=WORD").action(ArgAction::Append))
        .arg(make.value("by", "NAME"))
        .arg(make.value("evidence", "TEXT").action(ArgAction::Append))
        .arg(make.value("note", "TEXT"))
        .arg(make.value("close-round", "VERDICT").conflicts_with("answer"))
        .arg(make.value("reason", "TEXT").requires("close-round"))
        .arg(make.format(&["text", "json"]))
}

/// Where a product stands, as JSON gives it.
#[derive(Serialize)]
struct StartView {
    cycle: String,
    recommended: Option<String>,
    because: String,
    if_unsure_were_met: Option<String>,
    stations: Vec<StationView>,
}

#[derive(Serialize)]
struct StationView {
    id: String,
    title: String,
    met: Vec<String>,
    contradicted: Vec<String>,
    unmet: Vec<String>,
    unsure: Vec<String>,
}

/// What is said of answers beside the word itself.
#[derive(Clone, Default)]
struct Beside {
    by: Option<String>,
    evidence: Vec<String>,
    note: Option<String>,
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    context.wants_json(matches);
    let workspace = context.workspace()?;
    let scan = workspace.scan(context.method)?;
    let folder = context.product(&workspace, &scan)?;
    let mut subject = product::read(context, &workspace, folder)?;
    let (_, all) = subject.read_objections(context, &workspace, folder);
    let text = |id: &str| matches.get_one::<String>(id).cloned();
    let beside = Beside {
        by: text("by"),
        evidence: matches.get_many::<String>("evidence").into_iter().flatten().cloned().collect(),
        note: text("note"),
    };
    let is_somebody_there = somebody_is_there(context);
    if let Some(verdict) = text("close-round") {
        let round = round(&workspace, &scan, &subject, context, &verdict, text("reason"), beside.by)?;
        save(context, &workspace, &mut subject, |product| {
            let number = product.round();
            product.close_round(Round { number, ..round.clone() });
        })?;
    } else if let Some(given) = matches.get_many::<String>("answer") {
        let answers = given.map(|word| answer(&subject, word)).collect::<Result<Vec<_>, _>>()?;
        let today = context.today;
        save(context, &workspace, &mut subject, |product| {
            for (criterion, reply) in &answers {
                set(product, criterion, *reply, &beside, today);
            }
        })?;
    } else if beside.note.is_some() || !beside.evidence.is_empty() || (beside.by.is_some() && !is_somebody_there) {
        return Err(sentence!("cli.start.nothing_to_say_it_of").into());
    } else if is_somebody_there {
        ask_about(context, &workspace, &mut subject, beside.by)?;
    }
    print(context, &subject);
    Ok(if all { DONE } else { FAILED })
}

/// Writes a change into the product's file.
pub(super) fn save(
    context: &Context,
    workspace: &Workspace,
    subject: &mut Subject,
    change: impl Fn(&mut Product),
) -> Result<(), Failure> {
    let path = workspace.path(&subject.path);
    subject.product = change::product(&path, workspace.root(), context.method, change)?;
    Ok(())
}

/// Puts in an answer. Evidence and note of an earlier one stay where none are given.
fn set(product: &mut Product, criterion: &str, reply: Reply, beside: &Beside, today: chrono::NaiveDate) {
    let mut answer = product.criteria.remove(criterion).unwrap_or_else(|| CriterionAnswer::with(reply));
    answer.answer = reply;
    answer.by.clone_from(&beside.by);
    answer.date = Some(today);
    if !beside.evidence.is_empty() {
        answer.evidence.clone_from(&beside.evidence);
    }
    if beside.note.is_some() {
        answer.note.clone_from(&beside.note);
    }
    product.criteria.insert(criterion.to_owned(), answer);
}

/// Reads `CRITERION=yes|no|unsure`.
fn answer(subject: &Subject, given: &str) -> Result<(String, Reply), Failure> {
    let Some((criterion, word)) = given.split_once('=') else {
        return Err(sentence!("cli.start.no_equals", given = given).into());
    };
    let known = start::questions(subject.cycle);
    if !known.iter().any(|question| question.criterion == criterion) {
        return Err(unknown("--answer", criterion, known.iter().map(|question| question.criterion)));
    }
    let reply = Reply::from_word(word).ok_or_else(|| unknown("--answer", word, Reply::ALL.map(Reply::word)))?;
    Ok((criterion.to_owned(), reply))
}

/// The round that ends now.
fn round(
    workspace: &Workspace,
    scan: &crate::store::Scan,
    subject: &Subject,
    context: &Context,
    verdict: &str,
    reason: Option<String>,
    by: Option<String>,
) -> Result<Round, Failure> {
    let known = RoundVerdict::ALL.map(RoundVerdict::word);
    let verdict = RoundVerdict::from_word(verdict).ok_or_else(|| unknown("--close-round", verdict, known))?;
    let reason = reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    let Some(reason) = reason else { return Err(sentence!("cli.start.no_reason").into()) };
    let next = start::opens_at(subject.cycle, verdict).map(str::to_owned);
    let (mut ids, _) = Ids::of(workspace, scan);
    let round = Round::with(ids.draw(), subject.product.round(), verdict);
    Ok(Round { reason, by, date: Some(context.today), next, ..round })
}

fn print(context: &mut Context, subject: &Subject) {
    let cycle = subject.cycle;
    let start = subject.start();
    let because = context.words.tell(&start.sentence(cycle, context.method, context.words.language()));
    let id = |at: Option<usize>| at.map(|at| cycle.stations[at].id.clone());
    if context.json {
        let view = |(standing, station): (&Standing, &crate::method::Station)| StationView {
            id: station.id.clone(),
            title: context.words.text(&station.title).to_owned(),
            met: standing.met.clone(),
            contradicted: standing.contradicted.clone(),
            unmet: standing.unmet.clone(),
            unsure: standing.unsure.clone(),
        };
        let view = StartView {
            cycle: cycle.id.clone(),
            recommended: id(start.recommended),
            because,
            if_unsure_were_met: id(start.if_unsure_were_met),
            stations: start.stations.iter().zip(&cycle.stations).map(view).collect(),
        };
        context.out.json(&view);
        return;
    }
    let title = context.words.text(&cycle.title).to_owned();
    let number = subject.product.round().to_string();
    let round = context.words.tell(&sentence!("cli.start.round", number = number));
    let name = &subject.product.name;
    context.out.line(&Line::of(Tone::Strong, name).and(Tone::Muted, format!(" - {title} - {round}")));
    let say = |key: SentenceKey| context.words.say(key);
    let ends = [(say(key!("cli.start.entry")), &start.entry), (say(key!("cli.start.exit")), &start.exit)];
    let [before, after] = ends;
    end(context, &before.0, before.1);
    for (at, (standing, station)) in start.stations.iter().zip(&cycle.stations).enumerate() {
        let here = start.recommended == Some(at);
        let mark = if here { ">" } else { " " };
        let tone = if here { Tone::Strong } else { Tone::Plain };
        let title = context.words.text(&station.title);
        let line = Line::of(tone, format!("{mark} {} {title}", at + 1));
        context.out.line(&line.and(Tone::Muted, format!("  {}", counted(context, standing))));
        if here {
            open(context, subject, standing);
        }
    }
    end(context, &after.0, after.1);
    context.out.line(&Line::default());
    said(context, &because);
    if let Some(at) = start.hypothesis(cycle, &subject.product) {
        let title = context.words.text(&cycle.stations[at].title).to_owned();
        let sentence = context.words.tell(&sentence!("cli.start.if_unsure", station = title));
        said(context, &sentence);
    }
}

/// A sentence, broken between its words.
fn said(context: &mut Context, sentence: &str) {
    let lines: Vec<Line> = wrap(sentence, columns(context)).iter().map(Line::plain).collect();
    context.out.lines(&lines);
}

/// How many columns a line may take: where nobody sits in front, every line stays whole.
fn columns(context: &Context) -> usize {
    if somebody_is_there(context) { context.out.width() } else { usize::MAX }
}

fn end(context: &mut Context, title: &str, standing: &Standing) {
    let line = Line::of(Tone::Muted, format!("  {title}  {}", counted(context, standing)));
    context.out.line(&line);
}

fn counted(context: &Context, standing: &Standing) -> String {
    let total = standing.met.len() + standing.open();
    context.words.tell(&sentence!("cli.start.counted", met = standing.met.len(), total = total))
}

/// The criteria that are not met, each with its word.
fn open(context: &mut Context, subject: &Subject, standing: &Standing) {
    let lists = [
        (Some(Reply::No), Tone::Bad, &standing.unmet),
        (None, Tone::Bad, &standing.contradicted),
        (Some(Reply::Unsure), Tone::Caution, &standing.unsure),
    ];
    for (reply, tone, ids) in lists {
        for id in ids {
            let word = match reply {
                Some(reply) => product::reply_word(context, &subject.product, id, reply),
                None => context.words.say(key!("cli.gate.contradicted")).clone(),
            };
            let label = labels::criterion(context, subject.cycle, id);
            // What does not fit goes on below the text, and no word is broken.
            let indent = 8 + word.width();
            let room = columns(context).saturating_sub(indent);
            for (at, line) in wrap(&label.to_string(), room).iter().enumerate() {
                let before = if at == 0 { format!("      {word}  ") } else { " ".repeat(indent) };
                let named = line.rfind(&format!("({id})")).unwrap_or(line.len());
                let line = Line::of(tone, before).and(Tone::Plain, &line[..named]).and(Tone::Muted, &line[named..]);
                context.out.line(&line);
            }
        }
    }
}
