//! `workshop`: plans a session.

mod canvases;
mod people;

use std::collections::HashSet;
use std::path::Path;

use chrono::{Datelike, NaiveDate};
use clap::{ArgAction, ArgMatches, Command};
use serde::Serialize;

use self::canvases::{Chosen, choose};
use self::people::attendees;
use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::{DONE, Failure, Outcome};
use super::make::{FileAction, Report, from_here};
use super::nearest::{meant, titles};
use super::open::{hand_over_session, needs_a_terminal, rehearse, rehearse_on};
use super::output::Line;
use crate::app::SessionRequest;
use crate::assess::method_file::is_placeholder;
use crate::codec;
use crate::codec::name::{free_id, spelt_id};
use crate::document::session::{Block, RecordedKind, SESSION, SessionRecord, SessionState};
use crate::document::template_of;
use crate::i18n::Sentence;
use crate::method::{Agenda, Method, Minutes};
use crate::store::layout::SESSIONS;
use crate::store::rehearsal::Rehearsal;
use crate::store::{Entry, Ids, ProductFolder, Role, Scan, Workspace, WorkspaceError};
use crate::workshop::agenda::{DoesNotFit, Plan, Remark, about, agenda_for, agenda_of, is_about, plan, stops};

pub(super) const ROW: Row = Row { name: "workshop", arguments, run };

/// How long the part of a record's name after the day may be.
const LONGEST_SLUG: usize = 24;
/// How many minutes a session can be planned with.
const LONGEST_SESSION: u32 = 1440;

fn arguments(command: Command, make: &Maker) -> Command {
    command
        .arg(make.place("canvas", "CANVAS").num_args(0..).action(ArgAction::Append))
        .arg(make.switch("plan"))
        .arg(make.switch("begin"))
        .arg(make.switch("alone"))
        .arg(make.switch("rehearse"))
        .arg(make.value("template", "ID"))
        .arg(make.value("title", "T"))
        .arg(make.value("date", "D"))
        .arg(make.value("minutes", "N"))
        .arg(make.value("attendee", "WHO=ROLE").action(ArgAction::Append))
}

/// A block as JSON gives it.
#[derive(Serialize)]
struct BlockView {
    id: String,
    kind: String,
    section: Option<String>,
    minutes: Minutes,
}

/// What was planned, as JSON.
#[derive(Serialize)]
struct Planned {
    #[serde(flatten)]
    report: Report,
    session: SessionView,
}

#[derive(Serialize)]
struct SessionView {
    stem: String,
    minutes: Minutes,
    blocks: Vec<BlockView>,
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    context.speak_as_the_workspace();
    let plans = matches.get_flag("plan");
    let rehearses = matches.get_flag("rehearse");
    if plans && rehearses {
        return Err(sentence!("cli.workshop.plan_or_rehearse").into());
    }
    if !plans {
        needs_a_terminal(context)?;
    }
    let (begins, is_alone) = (matches.get_flag("begin"), matches.get_flag("alone"));
    let request = |file: Option<String>| SessionRequest { file, begins, is_alone, is_rehearsal: false };
    let text = |id: &str| matches.get_one::<String>(id).map(String::as_str);
    let many = |id: &str| matches.get_many::<String>(id).into_iter().flatten().map(String::as_str).collect::<Vec<_>>();
    let date = match text("date") {
        None => context.today,
        Some(given) => day(given)?,
    };
    let workspace = context.workspace()?;
    let scan = workspace.scan(context.method)?;
    if !plans {
        let named = many("canvas");
        let (has_plan, word) = (text("template").is_some() || named.len() > 1, named.first().copied());
        let session = word.filter(|_| !has_plan).map(|word| session_called(context, &workspace, &scan, word));
        match session {
            Some(Some((product, file))) if rehearses => {
                is_to_come(context, &workspace, &file)?;
                return rehearsed(rehearse(context, &workspace, &product, Some(file)), context);
            }
            Some(Some((product, file))) => {
                return hand_over_session(context, workspace, &product, request(Some(file)));
            }
            None if !has_plan => {
                let product = context.product(&workspace, &scan)?.id.clone();
                if rehearses {
                    return rehearsed(rehearse(context, &workspace, &product, None), context);
                }
                return hand_over_session(context, workspace, &product, request(None));
            }
            _ => {}
        }
    }
    let (product, chosen) = choose(context, &workspace, &scan, &many("canvas"))?;
    let (agenda, chosen) = agenda(context.method, product, text("template"), chosen)?;
    is_filled_in(context, &agenda)?;
    let minutes = text("minutes").map(minutes).transpose()?;
    let plan = plan(&agenda, context.method, minutes).map_err(|error| too_short(error, minutes))?;
    let (mut ids, _) = Ids::of(&workspace, &scan);
    let attendees = attendees(context, &many("attendee"), &mut ids)?;
    let name = context.name_of(&workspace, product)?;
    let title = match text("title").map(str::trim) {
        Some("") => return Err(sentence!("cli.workshop.no_title").into()),
        Some(title) => title.to_owned(),
        None => title(context, &name, &chosen),
    };
    let first = chosen.first().map(|one| one.template.short(context.words.language()));
    let slug = slug(text("title").map(str::trim).or(first).unwrap_or(&name));
    let mut record = SessionRecord::planned(&agenda.id, &title, date);
    record.canvases = chosen.iter().map(|one| one.stem.clone()).collect();
    record.attendees = attendees;
    record.blocks = blocks(context, &plan, &mut ids);
    if rehearses {
        let copy = Rehearsal::of(&workspace, &product.id)?;
        let to = Workspace::find(copy.root(), Some(copy.root()))?;
        let (_, path) = write(context, &to, product, &format!("{date}-{slug}"), &record)?;
        return rehearsed(rehearse_on(context, &copy, &product.id, Some(path)), context);
    }
    let (stem, path) = write(context, &workspace, product, &format!("{date}-{slug}"), &record)?;
    if !plans {
        let product = product.id.clone();
        return hand_over_session(context, workspace, &product, request(Some(path)));
    }
    tell(context, &workspace, &path, &stem, &record);
    remarks(context, &plan, &chosen);
    if !record.attendees.is_empty() && record.decider().is_none() {
        context.complain_softly(&sentence!("cli.workshop.nobody_decides"));
    }
    Ok(DONE)
}

/// Refuses to rehearse a session that has begun.
fn is_to_come(context: &mut Context, workspace: &Workspace, path: &str) -> Result<(), Failure> {
    let reading = context.read(workspace, path)?;
    let record =
        reading.content.as_ref().and_then(codec::Content::register).and_then(|register| SessionRecord::of(register));
    if record.is_some_and(|record| record.state != SessionState::Planned) {
        return Err(sentence!("cli.workshop.begun", path = path).into());
    }
    Ok(())
}

/// Says after a rehearsal that nothing of it was kept.
fn rehearsed(outcome: Outcome, context: &mut Context) -> Outcome {
    let code = outcome?;
    let said = context.words.say(key!("cli.workshop.rehearsed"));
    context.out.hint(&said);
    Ok(code)
}

/// The session that a word names by its stem or path, with its product, where it is one.
fn session_called(context: &Context, workspace: &Workspace, scan: &Scan, word: &str) -> Option<(String, String)> {
    let asked = context.asked_product(workspace, scan);
    let name = word.strip_suffix(".toml").unwrap_or(word).replace('\\', "/");
    let stem = name.rsplit('/').next().unwrap_or_default();
    let products = scan.products.iter().filter(|folder| asked.as_ref().is_none_or(|asked| folder.id == *asked));
    let entries = products.flat_map(|folder| folder.files.iter().map(move |entry| (folder, entry)));
    let is_it = |(_, entry): &(&ProductFolder, &Entry)| entry.role == Role::Session && entry.stem == stem;
    let (folder, entry) = entries.into_iter().find(is_it)?;
    Some((folder.id.clone(), entry.path.clone()))
}

/// A day that a file can have.
fn day(given: &str) -> Result<NaiveDate, Failure> {
    let day = given.parse::<NaiveDate>().ok().filter(|day| (1..=9999).contains(&day.year()));
    day.ok_or_else(|| sentence!("cli.error.date", argument = "--date", given = given).into())
}

/// A number of minutes that a session can take.
fn minutes(given: &str) -> Result<u32, Failure> {
    let number = given.trim().parse::<u32>().ok().filter(|number| (1..=LONGEST_SESSION).contains(number));
    number.ok_or_else(|| sentence!("cli.workshop.minutes_range", given = given, most = LONGEST_SESSION).into())
}

/// Refuses an agenda in which something is still to be filled in: nobody wants to read that in a plan.
fn is_filled_in(context: &Context, agenda: &Agenda) -> Result<(), Failure> {
    let of_blocks = agenda.blocks.iter().flat_map(|block| [block.title.as_ref(), block.hint.as_ref()]);
    let texts = [Some(&agenda.title), Some(&agenda.purpose)].into_iter().chain(of_blocks).flatten();
    let mut texts = texts.map(|text| context.words.text(text));
    let Some(blank) = texts.find(|text| is_placeholder(text)) else { return Ok(()) };
    let path = context.method.own_of(&agenda.id).map_or_else(String::new, |own| from_here(Path::new(&own.from)));
    let failure = Failure::from(sentence!("cli.workshop.blank", template = &agenda.id, text = blank));
    Err(failure.and(sentence!("cli.workshop.blank_help", path = path)))
}

/// The agenda that is meant, about the chosen documents; and those, which the agenda gives where none were named.
fn agenda(
    method: &Method,
    product: &ProductFolder,
    given: Option<&str>,
    chosen: Vec<Chosen>,
) -> Result<(Agenda, Vec<Chosen>), Failure> {
    let stems: Vec<String> = chosen.iter().map(|one| one.stem.clone()).collect();
    let templates: Vec<&str> = stems.iter().map(|stem| template_of(stem)).collect();
    let Some(given) = given else {
        if chosen.is_empty() {
            let ids = method.agendas().iter().map(|agenda| agenda.id.as_str()).collect::<Vec<_>>().join(", ");
            let failure = Failure::from(sentence!("cli.workshop.about_what"));
            return Err(failure.and(sentence!("cli.workshop.about_what_help", templates = ids)));
        }
        let agenda = match agenda_for(method, &templates) {
            Some(agenda) => about(agenda, &stems),
            None => agenda_of(method, &stems.iter().map(String::as_str).collect::<Vec<_>>()),
        };
        return Ok((agenda, chosen));
    };
    let known: Vec<_> = method.agendas().iter().map(|agenda| (&*agenda.id, titles(&agenda.title))).collect();
    let id = meant("--template", given, &known)?;
    // What was found is there.
    let Some(agenda) = method.agenda(id) else { return Err(Failure::said()) };
    if chosen.is_empty() {
        let templates = agenda.canvases.iter().filter_map(|id| method.template(id));
        return Ok((agenda.as_ref().clone(), templates.map(|template| Chosen::of(product, template)).collect()));
    }
    if !agenda.canvases.is_empty() && !is_about(agenda, &templates) {
        let canvases = agenda.canvases.join(", ");
        return Err(sentence!("cli.workshop.other_canvases", template = id, canvases = canvases).into());
    }
    Ok((about(agenda, &stems), chosen))
}

/// Why an agenda cannot be planned with so many minutes.
fn too_short(error: DoesNotFit, minutes: Option<u32>) -> Failure {
    let minutes = minutes.unwrap_or_default();
    match error {
        DoesNotFit::Least(least) => sentence!("cli.workshop.too_short", minutes = minutes, least = least).into(),
        DoesNotFit::Fixed(takes) => sentence!("cli.workshop.fixed", minutes = takes).into(),
        DoesNotFit::Longest => sentence!("cli.workshop.too_long", longest = Minutes::MOST).into(),
    }
}

/// What a session is called whom nobody gave a title.
fn title(context: &Context, product: &str, chosen: &[Chosen]) -> String {
    let shorts: Vec<&str> = chosen.iter().map(|one| one.template.short(context.words.language())).collect();
    if shorts.is_empty() {
        return product.to_owned();
    }
    context.words.tell(&sentence!("cli.workshop.called", product = product, canvases = shorts.join(", ")))
}

/// The part of a record's name that says what it is about: small ASCII letters, digits and hyphens, at most 24, cut
/// between words where that leaves more than half of it.
fn slug(title: &str) -> String {
    let id = spelt_id(title).unwrap_or_else(|| SESSION.to_owned());
    if id.len() <= LONGEST_SLUG {
        return id;
    }
    let cut = id[..=LONGEST_SLUG].rfind('-').filter(|cut| *cut > LONGEST_SLUG / 2).unwrap_or(LONGEST_SLUG);
    id[..cut].trim_end_matches('-').to_owned()
}

/// The blocks of a plan as a record has them.
fn blocks(context: &Context, plan: &Plan, ids: &mut Ids) -> Vec<Block> {
    let text = |text: &crate::method::Text| context.words.text(text).to_owned();
    let made = plan.blocks.iter().map(|planned| Block {
        canvas: planned.canvas.clone(),
        section: planned.section.clone(),
        fixed: planned.fixed,
        title: planned.title.as_ref().map(text),
        hint: planned.hint.as_ref().map(text),
        ..Block::new(ids.draw(), RecordedKind::Known(planned.kind), planned.minutes)
    });
    made.collect()
}

/// Writes the record where nothing stands yet, with a number behind its name where a file of the product has that already.
/// Gives back its stem and its path.
fn write(
    context: &Context,
    workspace: &Workspace,
    product: &ProductFolder,
    name: &str,
    record: &SessionRecord,
) -> Result<(String, String), Failure> {
    // It is built in; a team's own of that name does not know the keys of a record.
    let Some(template) = context.method.register(SESSION) else { return Err(Failure::said()) };
    let bytes = codec::write(&record.register(template).into(), context.method);
    let known: HashSet<&str> = product.files.iter().map(|entry| entry.stem.as_str()).collect();
    let path = |stem: &str| format!("{}/{SESSIONS}/{stem}.toml", product.id);
    loop {
        let is_there = |stem: &str| workspace.path(&path(stem)).symlink_metadata().is_ok();
        let stem = free_id(name, |stem| known.contains(stem) || is_there(stem));
        match workspace.create_file_with_folder(&path(&stem), bytes.as_bytes()) {
            // Somebody else took the name meanwhile: the next number is looked for.
            Err(WorkspaceError::Exists(place)) if place.symlink_metadata().is_ok() => {}
            made => {
                made?;
                return Ok((stem.clone(), path(&stem)));
            }
        }
    }
}

/// Prints the path, or everything as JSON.
fn tell(context: &mut Context, workspace: &Workspace, path: &str, stem: &str, record: &SessionRecord) {
    let mut report = Report::default();
    report.add(FileAction::Created, &workspace.path(path));
    if context.json {
        let block = |block: &Block| BlockView {
            id: block.id.to_string(),
            kind: block.kind.word().to_owned(),
            section: block.section.clone(),
            minutes: block.minutes,
        };
        let blocks = record.blocks.iter().map(block).collect();
        let session = SessionView { stem: stem.to_owned(), minutes: record.minutes(), blocks };
        context.out.json(&Planned { report, session });
        return;
    }
    context.out.line(&Line::plain(from_here(&workspace.path(path))));
    let all = stops(&record.blocks, |block| (block.canvas.as_deref(), block.section.as_deref()));
    let stops = sentence!("cli.workshop.stops", count = all.len());
    let said = context.words.tell(&sentence!("cli.workshop.planned", minutes = record.minutes(), stops = stops));
    context.out.hint(&said);
}

/// Says what whoever plans it should know.
fn remarks(context: &mut Context, plan: &Plan, chosen: &[Chosen]) {
    let named = |context: &Context, canvas: &str, sections: &[String]| -> (String, String) {
        let of = context.method.canvas(template_of(canvas));
        let title = |id: &String| {
            let section = of.and_then(|of| of.section(id));
            section.map_or_else(|| id.clone(), |section| context.words.text(&section.title).to_owned())
        };
        let short = of.map_or(canvas, |of| context.words.text(&of.short));
        (short.to_owned(), sections.iter().map(title).collect::<Vec<_>>().join(", "))
    };
    for one in chosen.iter().filter(|one| !one.is_there) {
        context.complain_softly(&sentence!("cli.workshop.not_there", template = &one.stem));
    }
    for remark in &plan.remarks {
        let sentence: Sentence = match remark {
            Remark::Talked { canvas, sections } => {
                let (canvas, sections) = named(context, canvas, sections);
                sentence!("cli.workshop.talked", canvas = canvas, sections = sections)
            }
            Remark::Hardly { canvas, sections } => {
                let (canvas, sections) = named(context, canvas, sections);
                sentence!("cli.workshop.hardly", canvas = canvas, sections = sections)
            }
            Remark::LeftOut { canvas, sections } => {
                let (canvas, sections) = named(context, canvas, sections);
                sentence!("cli.workshop.left_out", canvas = canvas, sections = sections)
            }
            Remark::NoBreak => sentence!("cli.workshop.no_break", minutes = plan.minutes()),
        };
        context.complain_softly(&sentence);
    }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_slug_is_short_and_cut_between_words() {
        for (title, expected) in [
            ("Orders: value proposition", "orders-value-proposition"),
            ("API Value Proposition", "api-value-proposition"),
            ("A very long title of a session about orders", "a-very-long-title-of-a"),
            ("Donaudampfschifffahrtsgesellschaft", "donaudampfschifffahrtsge"),
            ("Überraschung!", "uberraschung"),
            ("☃", "session"),
            ("漢字", "session"),
        ] {
            assert_eq!(slug(title), expected, "{title}");
            assert!(slug(title).len() <= 24);
        }
    }
}
