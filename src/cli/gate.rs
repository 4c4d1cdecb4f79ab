//! `gate`: may we go on to a station? For pipelines: ends with 1 where the answer is no.

use crate::i18n::Sentence;
use clap::{ArgMatches, Command};
use serde::Serialize;

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::{DONE, FAILED, FOUND, Outcome};
use super::labels;
use super::nearest::{meant, titles, unknown};
use super::output::{Line, Tone};
use super::product;
use crate::assess::gate::Gate;
use crate::document::Reply;
use crate::method::{Cycle, Station};

pub(super) const ROW: Row = Row { name: "gate", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    command.arg(make.place("station", "STATION").required(true)).arg(make.format(&["text", "json"]))
}

#[derive(Serialize)]
struct GateView {
    product: String,
    cycle: String,
    station: String,
    open: bool,
    met: Vec<String>,
    unmet: Vec<String>,
    unsure: Vec<String>,
    contradicted: Vec<ContradictionView>,
}

#[derive(Serialize)]
struct ContradictionView {
    criterion: String,
    items: Vec<AgainstView>,
}

#[derive(Serialize)]
struct AgainstView {
    file: String,
    item: String,
    verdict: &'static str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    computed: bool,
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    context.wants_json(matches);
    let workspace = context.workspace()?;
    let scan = workspace.scan(context.method)?;
    let folder = context.product(&workspace, &scan)?;
    let mut subject = product::read(context, &workspace, folder)?;
    let given = matches.get_one::<String>("station").map(String::as_str).unwrap_or_default();
    let stations = subject.cycle.stations.iter();
    let called = |station: &'static Station| [titles(&station.short), titles(&station.title)].concat();
    let known: Vec<_> = stations.map(|station| (&*station.id, called(station))).collect();
    let id = meant("STATION", given, &known)?;
    let Some(station) = subject.cycle.station(id) else { return Err(unknown("STATION", given, [id])) };
    let (sheets, all) = subject.read_objections(context, &workspace, folder);
    let lists = product::checklists(&sheets);
    let gate = Gate::of(station, &subject.product, &subject.objections);
    let code = match (all, gate.is_open()) {
        (false, _) => FAILED,
        (true, true) => DONE,
        (true, false) => FOUND,
    };
    if context.json {
        let view = GateView {
            product: subject.id.clone(),
            cycle: subject.cycle.id.clone(),
            station: station.id.clone(),
            open: gate.is_open(),
            met: gate.standing.met.clone(),
            unmet: gate.standing.unmet.clone(),
            unsure: gate.standing.unsure.clone(),
            contradicted: gate
                .contradicted
                .iter()
                .map(|found| ContradictionView {
                    criterion: found.criterion.clone(),
                    items: found
                        .against
                        .iter()
                        .map(|against| AgainstView {
                            file: format!("{}/{}.toml", subject.id, against.stem),
                            item: against.item.clone(),
                            verdict: against.verdict.word(),
                            computed: against.is_computed,
                        })
                        .collect(),
                })
                .collect(),
        };
        context.out.json(&view);
        return Ok(code);
    }
    let title = context.words.text(&station.title).to_owned();
    let (key, tone) =
        if gate.is_open() { (key!("cli.gate.open"), Tone::Good) } else { (key!("cli.gate.closed"), Tone::Bad) };
    let said = context.words.tell(&Sentence::new(key).with("station", title));
    context.out.line(&Line::of(tone, said));
    for (reply, ids) in [(Reply::No, &gate.standing.unmet), (Reply::Unsure, &gate.standing.unsure)] {
        for id in ids {
            let word = product::reply_word(context, &subject.product, id, reply);
            criterion(context, &word, subject.cycle, id);
        }
    }
    for found in &gate.contradicted {
        let word = context.words.say(key!("cli.gate.contradicted"));
        criterion(context, &word, subject.cycle, &found.criterion);
        for against in &found.against {
            let file = format!("{}/{}.toml", subject.id, against.stem);
            let verdict = context.words.look_up(&format!("cli.show.verdict.{}", against.verdict.word()));
            let list = lists.iter().find(|(stem, _)| *stem == against.stem);
            let template = list.and_then(|(_, list)| context.method.checklist(&list.head.template));
            let item = labels::item(context, template.map(|template| &**template), &against.item);
            let key = if against.is_computed { key!("cli.gate.against_computed") } else { key!("cli.gate.against") };
            let said = context.words.tell(&Sentence::new(key).with("file", file).with("verdict", verdict));
            let line = item.after(Line::of(Tone::Muted, format!("      {said} ")));
            context.out.line(&line);
        }
    }
    Ok(code)
}

fn criterion(context: &mut Context, word: &str, cycle: &Cycle, id: &str) {
    let line = Line::of(Tone::Caution, format!("  {word}")).and(Tone::Plain, "  ");
    let line = labels::criterion(context, cycle, id).after(line);
    context.out.line(&line);
}
