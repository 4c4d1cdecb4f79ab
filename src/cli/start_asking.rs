//! The questions of `start` on a terminal: one criterion after the other until it is clear where to start, or the person
//! has had enough. Each answer is saved before the next question.

use super::ask::ask;
use super::context::Context;
use super::failure::Failure;
use super::output::{Line, Tone};
use super::product::Subject;
use super::start::save;
use super::wrap::wrap;
use crate::assess::start::{self, Asked};
use crate::document::{CriterionAnswer, Product, Reply};
use crate::i18n::{Sentence, SentenceKey};
use crate::store::Workspace;

/// What a person typed at a question.
enum Typed {
    Reply(Reply),
    Evidence,
    Back,
    Stop,
    Nothing,
    Other,
}

/// Where to go after a question.
enum Then {
    Stay,
    Back,
    On,
    Next,
    Stop,
}

/// Asks until it is clear where to start. Who answers is asked once, unless `by` says so.
pub(super) fn ask_about(
    context: &mut Context,
    workspace: &Workspace,
    subject: &mut Subject,
    by: Option<String>,
) -> Result<(), Failure> {
    let Some(mut id) = next(subject) else { return Ok(()) };
    let by = match by {
        Some(by) => Some(by),
        None => match ask_who(context, &subject.product) {
            Some(by) => Some(by).filter(|by| !by.is_empty()),
            None => return Ok(()),
        },
    };
    loop {
        read_out(context, subject, &id);
        let then = answer(context, workspace, subject, &id, by.as_deref())?;
        context.out.line(&Line::default());
        let asked: Vec<String> = start::asked_of(subject.cycle, &subject.product, &subject.objections)
            .iter()
            .map(|question| question.criterion.to_owned())
            .collect();
        let at = asked.iter().position(|other| *other == id).unwrap_or(0);
        let to = match then {
            Then::Stay => continue,
            Then::Stop => return Ok(()),
            Then::Back => asked.get(at.saturating_sub(1)).cloned(),
            Then::On => asked.get(at + 1).cloned(),
            Then::Next => next(subject),
        };
        match to {
            Some(to) => id = to,
            None => return Ok(()),
        }
    }
}

/// The next open question.
fn next(subject: &Subject) -> Option<String> {
    let next = start::next_question(subject.cycle, &subject.product, &subject.objections);
    next.map(|question| question.criterion.to_owned())
}

/// Asks who answers, with whoever answered last on offer. Nothing where the person wants no questions.
fn ask_who(context: &mut Context, product: &Product) -> Option<String> {
    let answered = product.criteria.values().filter(|answer| answer.by.is_some()).max_by_key(|answer| answer.date);
    let offered = answered.and_then(|answer| answer.by.clone()).unwrap_or_default();
    loop {
        let prompt = match offered.as_str() {
            "" => sentence!("cli.start.who"),
            name => sentence!("cli.start.who_again", name = name),
        };
        let line = ask_sentence(context, &prompt)?;
        match (typed(context, &line), line.as_str()) {
            (Typed::Stop, _) => return None,
            (Typed::Nothing, _) => return Some(offered),
            (_, "-") => return Some(String::new()),
            (Typed::Reply(_), _) => say(context, &sentence!("dialog.who.an-answer", given = line)),
            _ => return Some(line),
        }
    }
}

/// The question, and what stands there already, broken between words.
fn read_out(context: &mut Context, subject: &Subject, id: &str) {
    let all = start::questions(subject.cycle);
    let number = all.iter().position(|question| question.criterion == id).unwrap_or(0);
    let group = match all.get(number).map(|question| question.asked) {
        Some(Asked::Station(at)) => format!("{} {}", at + 1, context.words.text(&subject.cycle.stations[at].title)),
        Some(Asked::Exit) => context.words.say(key!("cli.start.exit")),
        _ => context.words.say(key!("cli.start.entry")),
    };
    let place = sentence!("dialog.start.place", number = number + 1, total = all.len(), group = group);
    put(context, Tone::Muted, &context.words.tell(&place));
    let text = context.method.criterion(id).map_or(id, |known| context.words.text(&known.text)).to_owned();
    put(context, Tone::Strong, &text);
    if let Some(answer) = subject.product.criteria.get(id) {
        let beside: Vec<String> = answer.by.iter().cloned().chain(answer.date.map(|date| date.to_string())).collect();
        let named = |key: SentenceKey, text: &str| format!("{}: {text}", context.words.say(key));
        let reply = context.words.say(reply_key(answer.answer));
        let stands = if beside.is_empty() { reply } else { format!("{reply} ({})", beside.join(", ")) };
        let mut lines = vec![named(key!("station.answer"), &stands)];
        if !answer.evidence.is_empty() {
            lines.push(named(key!("station.evidence"), &answer.evidence.join("; ")));
        }
        for line in &lines {
            put(context, Tone::Plain, line);
        }
    }
    let start = subject.start();
    if let Some(at) = start.recommended {
        let station = context.words.text(&subject.cycle.stations[at].title);
        let told = context.words.tell(&sentence!("cli.start.so_far", station = station));
        put(context, Tone::Muted, &told);
    }
}

/// Reads a line as an answer, and saves it.
fn answer(
    context: &mut Context,
    workspace: &Workspace,
    subject: &mut Subject,
    id: &str,
    by: Option<&str>,
) -> Result<Then, Failure> {
    let stood = subject.product.criteria.get(id).map(|answer| answer.answer);
    let prompt = if stood.is_some() { sentence!("cli.start.prompt_again") } else { sentence!("cli.start.prompt") };
    let Some(line) = ask_sentence(context, &prompt) else { return Ok(Then::Stop) };
    match typed(context, &line) {
        Typed::Reply(reply) => give(context, workspace, subject, (id, by), reply, None),
        Typed::Evidence => {
            let Some(line) = ask_sentence(context, &sentence!("cli.start.prompt_evidence")) else {
                return Ok(Then::Stop);
            };
            match typed(context, &line) {
                // A word that answers the question answers it here, too.
                Typed::Reply(reply) => give(context, workspace, subject, (id, by), reply, None),
                Typed::Other => {
                    let stands = stood.unwrap_or(Reply::Unsure);
                    give(context, workspace, subject, (id, by), stands, Some(&line))?;
                    Ok(Then::Stay)
                }
                Typed::Stop => Ok(Then::Stop),
                Typed::Evidence | Typed::Back | Typed::Nothing => Ok(Then::Stay),
            }
        }
        Typed::Back => Ok(Then::Back),
        Typed::Nothing if stood.is_some() => Ok(Then::On),
        Typed::Nothing | Typed::Stop => Ok(Then::Stop),
        Typed::Other => {
            say(context, &sentence!("cli.start.no_reply", given = line));
            Ok(Then::Stay)
        }
    }
}

/// Saves an answer, and says from what to what where another one stood.
fn give(
    context: &mut Context,
    workspace: &Workspace,
    subject: &mut Subject,
    (id, by): (&str, Option<&str>),
    reply: Reply,
    evidence: Option<&str>,
) -> Result<Then, Failure> {
    let stood = subject.product.criteria.get(id).map(|answer| answer.answer);
    let today = context.today;
    save(context, workspace, subject, |product| {
        let stands = product.criteria.remove(id).unwrap_or_else(|| CriterionAnswer::with(reply));
        let mut answer = CriterionAnswer { answer: reply, date: Some(today), ..stands };
        if let Some(by) = by {
            answer.by = Some(by.to_owned());
        }
        answer.evidence.extend(evidence.map(str::to_owned));
        product.criteria.insert(id.to_owned(), answer);
    })?;
    if let Some(stood) = stood.filter(|stood| *stood != reply) {
        let [from, to] = [stood, reply].map(|reply| context.words.say(reply_key(reply)));
        say(context, &sentence!("cli.start.changed", from = from, to = to));
    }
    Ok(Then::Next)
}

fn reply_key(reply: Reply) -> SentenceKey {
    match reply {
        Reply::Yes => key!("cli.start.reply.yes"),
        Reply::No => key!("cli.start.reply.no"),
        Reply::Unsure => key!("cli.start.reply.unsure"),
    }
}

/// What a line means at a question.
fn typed(context: &Context, line: &str) -> Typed {
    let is = |key: SentenceKey| {
        let line = line.to_lowercase();
        context.words.say(key).split(", ").any(|word| word.to_lowercase() == line)
    };
    match line {
        "" => Typed::Nothing,
        _ if is(key!("cli.start.yes")) => Typed::Reply(Reply::Yes),
        _ if is(key!("cli.start.no")) => Typed::Reply(Reply::No),
        _ if is(key!("cli.start.unsure")) => Typed::Reply(Reply::Unsure),
        _ if is(key!("cli.start.evidence_word")) => Typed::Evidence,
        _ if is(key!("cli.start.back")) => Typed::Back,
        _ if is(key!("cli.start.stop")) => Typed::Stop,
        _ => Typed::Other,
    }
}

/// Asks on the last line of the question, the lines before it broken between words.
fn ask_sentence(context: &mut Context, sentence: &Sentence) -> Option<String> {
    let text = context.words.tell(sentence);
    // What is typed has its place on the same line.
    let mut lines = wrap(&text, context.out.width().saturating_sub(8));
    let last = lines.pop().unwrap_or_default();
    for line in &lines {
        context.out.line(&Line::plain(line));
    }
    ask(context, last.trim_end())
}

fn say(context: &mut Context, sentence: &Sentence) {
    let text = context.words.tell(sentence);
    put(context, Tone::Plain, &text);
}

fn put(context: &mut Context, tone: Tone, text: &str) {
    for line in wrap(text, context.out.width()) {
        context.out.line(&Line::of(tone, line.trim_end()));
    }
}
