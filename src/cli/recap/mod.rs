//! `recap`: the minutes of a session, made anew from its record and the files it names.

mod json;
mod then;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use clap::{ArgMatches, Command, value_parser};
use serde::Serialize;

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::{DONE, FAILED, Failure, Outcome};
use super::make::forced;
use super::nearest::unknown;
use super::output::{Line, Output, Tone};
use super::sessions::{SessionFile, SessionView, follow_up, sessions};
use super::table::{Cell, Table};
use super::write_out::write_out;
use crate::assess::Home;
use crate::assess::recap::{Recap, Sources};
use crate::codec::Content;
use crate::document::session::{SessionRecord, SessionState};
use crate::document::{Canvas, DocumentBody, FollowUp, Reference};
use crate::exchange::minutes::{Form, minutes};
use crate::store::layout::SESSIONS;
use crate::store::{ProductFolder, Role, Scan, Workspace};

pub(super) const ROW: Row = Row { name: "recap", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    command
        .arg(make.place("session", "SESSION"))
        .arg(make.switch("list"))
        .arg(make.value("out", "FILE").short('o').value_parser(value_parser!(PathBuf)))
        .arg(make.switch("force").requires("out"))
        .arg(make.choice("format", &["text", "markdown", "html", "json"]))
}

/// The sessions there are, as JSON gives them.
#[derive(Serialize)]
struct ListView {
    sessions: Vec<SessionView>,
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    context.wants_json(matches);
    let word = matches.get_one::<String>("session").map(String::as_str);
    let workspace = context.workspace()?;
    let scan = workspace.scan(context.method)?;
    for error in &scan.unread {
        context.complain(&error.clone().into());
    }
    if matches.get_flag("list") {
        return list(context, matches, &workspace, &scan);
    }
    let (folder, word) = product(context, &workspace, &scan, word)?;
    let (all, are_read) = sessions(context, &workspace, folder);
    let mut is_whole = are_read && scan.unread.is_empty();
    let session = chosen(folder, &all, word.as_deref(), is_whole)?;
    let record = &session.record;
    let gathered = Gathered::of(context, &workspace, &scan, folder, record);
    is_whole &= gathered.is_whole;
    let canvases: Vec<(Home, &Canvas)> = gathered.canvases.iter().map(|(home, sheet)| (home.clone(), sheet)).collect();
    let known: Vec<(&str, &SessionRecord)> = all.iter().map(|one| (one.stem.as_str(), &one.record)).collect();
    let then = match record.state {
        SessionState::Closed => then::texts(context, &workspace, session, folder),
        SessionState::Planned | SessionState::Running => HashMap::new(),
    };
    let sources = Sources {
        product: &folder.id,
        canvases: &canvases,
        follow_ups: &gathered.follow_ups,
        sessions: &known,
        then: &then,
        method: context.method,
        language: context.words.language(),
    };
    let recap = Recap::of(&session.stem, record, &sources);
    let form = match matches.get_one::<String>("format").map(String::as_str) {
        _ if context.json => None,
        Some("markdown") => Some(Form::Markdown),
        Some("html") => Some(Form::Html),
        _ => Some(Form::Text),
    };
    let text = match form {
        Some(form) => minutes(&recap, form, context.words.catalogue()),
        None => context.out.as_json(&json::view(session, &recap, &sources)),
    };
    match matches.get_one::<PathBuf>("out") {
        Some(path) => write_out(context, path, &text, forced(matches))?,
        None => context.out.rendered(&text),
    }
    Ok(if is_whole { DONE } else { FAILED })
}

/// The product whose session is meant, and what is left of the word: a path or `product/stem` names both.
fn product<'s>(
    context: &Context,
    workspace: &Workspace,
    scan: &'s Scan,
    word: Option<&str>,
) -> Result<(&'s ProductFolder, Option<String>), Failure> {
    let Some(word) = word else { return Ok((context.product(workspace, scan)?, None)) };
    let stem = word.strip_suffix(".toml").unwrap_or(word).replace('\\', "/");
    let mut parts = stem.rsplit('/');
    let name = parts.next().unwrap_or_default().to_owned();
    let before = parts.find(|part| ![SESSIONS, "."].contains(part)).map(str::to_owned);
    if let Some(id) = before.filter(|_| context.product.is_none()) {
        return Ok((scan.product(&context.product_called(workspace, scan, &id))?, Some(name)));
    }
    // A stem says its day; where only one product has it, that one is meant.
    let has = |folder: &&ProductFolder| {
        folder.files.iter().any(|entry| entry.path.ends_with(&format!("/{SESSIONS}/{name}.toml")))
    };
    let mut having = scan.products.iter().filter(has);
    match (having.next(), having.next()) {
        (Some(only), None) if context.product.is_none() => Ok((only, Some(name))),
        _ => Ok((context.product(workspace, scan)?, Some(name))),
    }
}

/// The session a word means by its stem or its title; without one the newest that has begun, else the newest.
///
/// # Errors
/// Where there is none. Of one that could not be read it was said already what is wrong with it.
fn chosen<'s>(
    folder: &ProductFolder,
    all: &'s [SessionFile],
    word: Option<&str>,
    is_whole: bool,
) -> Result<&'s SessionFile, Failure> {
    let Some(word) = word else {
        let begun = all.iter().rev().find(|session| session.record.state != SessionState::Planned);
        let newest = begun.or(all.last());
        let nothing = || if is_whole { sentence!("cli.recap.nothing").into() } else { Failure::said() };
        return newest.ok_or_else(nothing);
    };
    let by_stem = all.iter().find(|session| session.stem == word);
    let is_called = |session: &&SessionFile| session.record.title.to_lowercase() == word.to_lowercase();
    let mut titled = all.iter().rev().filter(is_called);
    let by_title = titled.next();
    let is_there = || folder.files.iter().any(|entry| entry.role == Role::Session && entry.stem == word);
    by_stem.or(by_title).ok_or_else(|| {
        if is_there() {
            Failure::said()
        } else {
            unknown("SESSION", word, all.iter().map(|session| session.stem.as_str()))
        }
    })
}

/// The sessions there are, one a line.
fn list(context: &mut Context, matches: &ArgMatches, workspace: &Workspace, scan: &Scan) -> Outcome {
    let other = ["markdown", "html"]
        .into_iter()
        .find(|format| matches.get_one::<String>("format").is_some_and(|given| given == format));
    let other = other.map(|format| format!("--format {format}"));
    let other = other.or_else(|| matches.contains_id("session").then(|| "SESSION".to_owned()));
    if let Some(other) = other {
        return Err(sentence!("cli.error.conflict", argument = "--list", other = other).into());
    }
    let products: Vec<&ProductFolder> = match context.asked_product(workspace, scan) {
        Some(product) => vec![scan.product(&product)?],
        None => scan.products.iter().collect(),
    };
    let mut all = Vec::new();
    let mut is_whole = scan.unread.is_empty();
    for folder in products {
        let (of_product, are_read) = sessions(context, workspace, folder);
        is_whole &= are_read;
        all.extend(of_product);
    }
    let out = matches.get_one::<PathBuf>("out");
    if all.is_empty() && !context.json {
        // What could not be read may be sessions, too.
        if is_whole {
            let nothing = context.words.say(key!("cli.recap.nothing"));
            context.out.hint(&nothing);
        }
    } else if let (None, false) = (out, context.json) {
        let lines = lines(context, &all);
        context.out.lines(&lines);
    }
    let text = if context.json {
        let view = ListView { sessions: all.iter().map(SessionFile::view).collect() };
        context.out.as_json(&view)
    } else {
        Output::plain(&lines(context, &all))
    };
    match out {
        Some(path) => write_out(context, path, &text, forced(matches))?,
        None if context.json => context.out.rendered(&text),
        None => {}
    }
    Ok(if is_whole { DONE } else { FAILED })
}

/// The lines of the list.
fn lines(context: &Context, all: &[SessionFile]) -> Vec<Line> {
    let mut table = Table::default();
    for session in all {
        let state = context.words.look_up(&format!("cli.recap.state.{}", session.record.state.word()));
        table.row(vec![
            Cell::left(Tone::Plain, &session.path),
            Cell::left(Tone::Muted, session.record.date.to_string()),
            Cell::left(Tone::Muted, state),
            Cell::left(Tone::Plain, &session.record.title),
        ]);
    }
    table.lines("")
}

/// What minutes are made of, read from the files.
struct Gathered {
    canvases: Vec<(Home, Canvas)>,
    follow_ups: BTreeMap<String, FollowUp>,
    is_whole: bool,
}

impl Gathered {
    /// Reads the product's canvases and follow-up, and those of products that the session refers to.
    fn of(
        context: &mut Context,
        workspace: &Workspace,
        scan: &Scan,
        folder: &ProductFolder,
        record: &SessionRecord,
    ) -> Self {
        let mut gathered = Self { canvases: Vec::new(), follow_ups: BTreeMap::new(), is_whole: true };
        gathered.product(context, workspace, folder);
        let outcome = &record.outcome;
        let lists = [&outcome.decisions, &outcome.actions, &outcome.parked, &outcome.closed, &outcome.kept];
        let named = lists.into_iter().flatten().filter_map(|reference| reference.product.clone());
        let about = gathered.follow_ups.values().flat_map(|follow_up| &follow_up.decisions);
        let about = about.flat_map(|decision| &decision.about).filter_map(|text| Reference::parse(text)?.product);
        let others: BTreeSet<String> = named.chain(about).filter(|product| *product != folder.id).collect();
        for product in others {
            if let Ok(folder) = scan.product(&product) {
                gathered.product(context, workspace, folder);
            }
        }
        gathered
    }

    fn product(&mut self, context: &mut Context, workspace: &Workspace, folder: &ProductFolder) {
        let (file, is_read) = follow_up(context, workspace, folder);
        self.is_whole &= is_read;
        self.follow_ups.extend(file.map(|file| (folder.id.clone(), file.follow_up)));
        for entry in folder.sheets() {
            match context.read_or_complain(workspace, &entry.path).map(|reading| reading.content) {
                Some(Some(Content::DocumentBody(DocumentBody::Canvas(canvas)))) => {
                    self.canvases.push((Home::new(&folder.id, &entry.stem), Canvas::clone(&canvas)));
                }
                Some(_) => {}
                None => self.is_whole = false,
            }
        }
    }
}
