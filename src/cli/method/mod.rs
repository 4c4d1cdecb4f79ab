//! `method`: what the method says, as lists and as pages.

mod agendas;
mod canvases;
mod checklists;
mod cycles;
mod guides;
mod import;
mod network;
mod own;
mod page;
mod people;
mod recipes;

use clap::{ArgMatches, Command};
use serde::Serialize;

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::{DONE, Outcome};
use super::make::forced;
use super::nearest::{meant, unknown};
use super::output::Tone;
use super::table::{Cell, Table};
use crate::method::Method;
use agendas::Planned;
use canvases::Run;
use network::Stop;
use page::{Entry, Page};

pub(super) const ROW: Row = Row { name: "method", arguments, run };

/// The lists there are.
const LISTS: [&str; 11] = [
    "canvases",
    "ways",
    "checklists",
    "cycles",
    "stations",
    "lines",
    "stakeholders",
    "criteria",
    "guides",
    "agendas",
    "resources",
];

fn arguments(command: Command, make: &Maker) -> Command {
    command
        .arg(make.place("list", "LIST"))
        .arg(make.place("id", "ID"))
        .arg(make.place("name", "NAME"))
        .arg(make.switch("remove"))
        .arg(make.switch("force"))
        .arg(make.format(&["text", "json"]))
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    context.wants_json(matches);
    context.speak_as_the_workspace();
    let method = context.method;
    let id = matches.get_one::<String>("id").map(String::as_str);
    match matches.get_one::<String>("list").map(String::as_str) {
        None => Ok(overview(context)),
        Some("canvases") => show(context, &Run::all(method), "canvases", id),
        Some("ways") => show(context, method.ways(), "ways", id),
        Some("checklists") => show(context, method.checklists().iter().map(AsRef::as_ref), "checklists", id),
        Some("cycles") => show(context, method.cycles().iter().map(AsRef::as_ref), "cycles", id),
        Some("stations") => show(context, &Stop::all(method), "stations", id),
        Some("lines") => show(context, method.lines(), "lines", id),
        Some("guides") => show(context, method.guides().iter().map(AsRef::as_ref), "guides", id),
        Some("agendas") => show(context, &Planned::all(method), "agendas", id),
        Some("stakeholders" | "people") => show(context, method.people(), "stakeholders", id),
        Some("criteria") => show(context, method.criteria(), "criteria", id),
        Some("resources") => show(context, method.resources(), "resources", id),
        Some("check") => own::check(context, id),
        Some("new") => own::new(context, id, matches.get_one::<String>("name").map(String::as_str)),
        Some("import") => import::run(context, id, matches.get_flag("remove"), forced(matches)),
        Some(other) => Err(unknown("LIST", other, LISTS.into_iter().chain(["check", "new", "import"]))),
    }
}

/// Prints a list, or of one entry everything.
fn show<'a, E: Entry + 'a>(
    context: &mut Context,
    entries: impl IntoIterator<Item = &'a E>,
    list: &str,
    id: Option<&str>,
) -> Outcome {
    let mut entries: Vec<&E> = entries.into_iter().collect();
    if let Some(given) = id {
        if entries.iter().any(|entry| entry.is(given)) {
            entries.retain(|entry| entry.is(given));
        } else {
            let title = |entry: &&E| entry.title(&context.words);
            let titles: Vec<String> = entries.iter().map(title).collect();
            let known: Vec<_> =
                entries.iter().zip(&titles).map(|(entry, title)| (entry.id(), vec![&**title])).collect();
            let id = meant(list, given, &known)?.to_owned();
            entries.retain(|entry| entry.id() == id);
        }
    }
    if context.json {
        let views: Vec<E::View> = entries.iter().map(|entry| entry.view(&context.words)).collect();
        context.out.json(&views);
    } else if id.is_some() {
        for entry in entries {
            let mut page = Page { words: &context.words, width: context.out.width(), lines: Vec::new() };
            entry.page(&mut page);
            let lines = page.lines;
            context.out.lines(&lines);
        }
    } else {
        let mut table = Table::default();
        for entry in entries {
            let title = entry.title(&context.words);
            let whose = context.method.own_of(entry.id()).map_or_else(String::new, |own| match &own.package {
                Some(package) => context.words.tell(&sentence!("cli.method.worded", package = package.clone())),
                None => {
                    context.words.say(if own.replaces { key!("cli.method.in_place") } else { key!("cli.method.ours") })
                }
            });
            let cells = [(Tone::Strong, entry.id()), (Tone::Plain, title.as_str()), (Tone::Muted, whose.as_str())];
            table.row(cells.into_iter().map(|(tone, text)| Cell::left(tone, text)).collect());
        }
        context.out.lines(&table.lines(""));
    }
    Ok(DONE)
}

/// How many entries each list has.
fn overview(context: &mut Context) -> u8 {
    #[derive(Serialize)]
    struct Count {
        list: &'static str,
        entries: usize,
    }
    let counts = LISTS.map(|list| Count { list, entries: count(context.method, list) });
    if context.json {
        context.out.json(&counts);
        return DONE;
    }
    let mut table = Table::default();
    for Count { list, entries } in counts {
        let about = context.words.look_up(&format!("cli.method.lists.{list}"));
        table.row(vec![
            Cell::left(Tone::Strong, list),
            Cell::right(Tone::Plain, entries),
            Cell::left(Tone::Muted, about),
        ]);
    }
    context.out.lines(&table.lines(""));
    DONE
}

fn count(method: &'static Method, list: &str) -> usize {
    match list {
        "canvases" => method.canvases().len(),
        "ways" => method.ways().len(),
        "checklists" => method.checklists().len(),
        "cycles" => method.cycles().len(),
        "stations" => method.network().len(),
        "lines" => method.lines().len(),
        "guides" => method.guides().len(),
        "agendas" => method.agendas().len(),
        "stakeholders" => method.people().len(),
        "criteria" => method.criteria().len(),
        _ => method.resources().len(),
    }
}
